"""Rebuild the derived tables from the entries, and compare them with those of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import chain
from types import MappingProxyType
from typing import Any

from regtrack.model.instrument import Instrument
from regtrack.records.canonical import load
from regtrack.store.database import Database, chunks
from regtrack.store.rows import COLUMNS, places_of, places_of_instrument, postings_of
from regtrack.store.search_words import CLASSES
from regtrack.store.shapes import TableShape, shapes

_CHUNK = 2_000


_ABOUT: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "target": ("", 1),
        "entry": ("entry", 0),
        "posting": ("target", 0),
        **dict.fromkeys(("mark", "name", "provision"), ("target", 1)),
        "page": ("target", 2),
        **dict.fromkeys(("edition", "amended", "printed", "said"), ("entry", 1)),
        "unit": ("text", 0),
        "words": ("the word", 0),
    }
)
"""Each derived table with what a row is about: a table (``target``, ``entry``) or a word for it, and the column."""
_SHAPES = {"entry": TableShape(("seq", "target"), 1), "words": TableShape(("term", "doc", "col", "offset"), 4)}
"""Tables of which only a part is derived, or that no migration names."""


def differences(
    db: Database, progress: Callable[[int, int], object]
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Return where a derived table is not what the entries make.

    The first difference of each: the table with what the row is about, and what is wrong.
    """
    from regtrack.store.schema import migrate
    from regtrack.store.sqlite_database import SqliteDatabase

    with closing(SqliteDatabase("")) as made:  # a file that SQLite keeps for itself
        migrate(made)
        _fill(made, db, progress)
        both = [one for one in (db, made) if isinstance(one, SqliteDatabase)]
        for one in both:
            one.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, instance)")
        try:
            for name, (about, column) in _ABOUT.items():
                if name == "words" and len(both) < 2:
                    continue  # another database keeps its index otherwise
                shape = _SHAPES.get(name) or shapes()[name]
                query = "SELECT term, doc, col, offset FROM vocabulary" if name == "words" else shape.query(name)
                difference = _first_difference(db.stream(query), made.stream(query), shape.keys)
                if difference is not None:
                    row, found = difference
                    yield f"table {name} ({_named(made, about, row[column])})", found
        finally:
            for one in both:
                one.execute("DROP TABLE temp.vocabulary")


def recompile(db: Database) -> None:
    """Compile every event anew: an earlier release compiled some to other parts of their instruments."""
    from regtrack.store.schema import migrate
    from regtrack.store.sqlite_database import SqliteDatabase

    if db.execute("SELECT 1 FROM posting LIMIT 1").fetchone() is None:
        return
    with closing(SqliteDatabase("")) as made:
        migrate(made)
        _fill(made, db, lambda _done, _total: None)
        for name in ("posting", "mark"):
            db.execute(f"DELETE FROM {name}")
            for chunk in chunks(made.stream(f"SELECT * FROM {name}"), _CHUNK):
                db.insert(name, chunk)


def place(db: Database) -> None:
    """List the parts and sections of the Code that instruments, and events on them, name."""
    named = db.stream(
        """SELECT target.num, entry.body FROM entry JOIN target ON target.id = entry.key
           WHERE entry.type = 'instrument'"""
    )
    listed = ((num, places_of_instrument(load(body, Instrument))) for num, body in named)
    posted = db.stream(f"SELECT {COLUMNS} FROM posting WHERE detail LIKE '% CFR%'")
    acted_on = ((row[0], places_of(posting)) for row in posted for posting in postings_of([row]))
    for chunk in chunks(chain(listed, acted_on), _CHUNK):
        db.insert("provision", sorted({(each, num) for num, places in chunk for each in places}), ignore=True)


def _fill(made: Database, db: Database, progress: Callable[[int, int], object]) -> None:
    from regtrack.store.writing import Writer

    total = db.execute("SELECT count(*) FROM entry").fetchone()[0]
    sources = {num: num for (num,) in db.execute("SELECT num FROM source")}
    names = ("seq", "recorded", "source", "type", "key", "id", "body", "history")
    writer, done = Writer(made, 0, 0, complete=False, chained=False), 0
    made.execute("BEGIN")
    for chunk in chunks(db.stream(f"SELECT {', '.join(names)} FROM entry ORDER BY seq"), _CHUNK):
        lines = [dict(zip(names, row, strict=True)) for row in chunk]
        for line in lines:
            line["item"] = load(line["body"], CLASSES[line["type"]])  # type: ignore[arg-type]
        writer.merge(lines, sources, keep=True)
        done += len(lines)
        progress(done, total)
    writer.flush()


def _first_difference(
    ours: Iterator[tuple[Any, ...]], right: Iterator[tuple[Any, ...]], keys: int
) -> tuple[tuple[Any, ...], str] | None:  # fmt: skip
    for expected in right:
        row = next(ours, None)
        if row is None or row[:keys] > expected[:keys]:
            return expected, "a row is gone"
        if row[:keys] < expected[:keys]:
            return row, "there is a row that no entry makes"
        if row != expected:
            return expected, "a row is not what the entries make"
    row = next(ours, None)
    return None if row is None else (row, "there is a row that no entry makes")


def _named(made: Database, table: str, which: Any) -> str:
    query = {
        "target": "SELECT id FROM target WHERE num = ?",
        "entry": "SELECT type || ' ' || key FROM entry WHERE seq = ?",
    }
    if table not in query:
        return f"{table} {which!r}" if table == "the word" else f"{table} {which}".strip()
    row = made.execute(query[table], (which,)).fetchone()
    return f"{table} {which}" if row is None else str(row[0])
