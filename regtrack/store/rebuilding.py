"""The derived tables made anew from the entries, beside those that the ledger has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

from regtrack.records.canonical import load
from regtrack.store.database import Database
from regtrack.store.words import CLASSES

_CHUNK = 2_000


class _Derived(NamedTuple):
    """A derived table: what to read of it in order, and which column says what a row is about."""

    query: str
    keys: int
    """So many columns at the beginning order the rows."""
    about: Callable[[Sequence[Any]], tuple[str, Any]]
    """A table to name the row by (``target``, ``entry``; empty: the row itself) and the number in it."""


_TABLES: Mapping[str, _Derived] = MappingProxyType(
    {
        "target": _Derived(
            "SELECT num, id, entry, kind, zone, same_as FROM target ORDER BY num", 1, lambda r: ("", r[1])
        ),
        "entry": _Derived("SELECT seq, target FROM entry ORDER BY seq", 1, lambda r: ("entry", r[0])),
        "posting": _Derived("SELECT * FROM posting ORDER BY target, seq", 2, lambda r: ("target", r[0])),
        "mark": _Derived("SELECT tick, target FROM mark ORDER BY tick, target", 2, lambda r: ("target", r[1])),
        "name": _Derived("SELECT name, target FROM name ORDER BY name, target", 2, lambda r: ("target", r[1])),
        "page": _Derived(
            "SELECT volume, first, target, last FROM page ORDER BY volume, first, target", 3, lambda r: ("target", r[2])
        ),
        "edition": _Derived("SELECT * FROM edition ORDER BY part, entry", 2, lambda r: ("entry", r[1])),
        "amended": _Derived("SELECT * FROM amended ORDER BY part, entry", 2, lambda r: ("entry", r[1])),
        "printed": _Derived("SELECT * FROM printed ORDER BY passage, entry", 2, lambda r: ("entry", r[1])),
        "unit": _Derived("SELECT num, digest FROM unit ORDER BY num", 1, lambda r: ("", f"text {r[0]}")),
        "said": _Derived(
            "SELECT unit, entry, place FROM said ORDER BY unit, entry, place", 3, lambda r: ("entry", r[1])
        ),
        "words": _Derived("SELECT term, doc, col, offset FROM vocabulary", 4, lambda r: ("", f"the word {r[0]!r}")),
    }
)


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
        both = [each for each in (db, made) if isinstance(each, SqliteDatabase)]
        for each in both:
            each.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, instance)")
        try:
            for name, table in _TABLES.items():
                if name == "words" and len(both) < 2:
                    continue  # another database keeps its index otherwise
                difference = _first_difference(db.stream(table.query), made.stream(table.query), table.keys)
                if difference is not None:
                    row, found = difference
                    yield f"table {name} ({_named(made, *table.about(row))})", found
        finally:
            for each in both:
                each.execute("DROP TABLE temp.vocabulary")


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
            rows = made.stream(f"SELECT * FROM {name}")
            db.execute(f"DELETE FROM {name}")
            while chunk := list(islice(rows, _CHUNK)):
                db.insert(name, chunk)


def _fill(made: Database, db: Database, progress: Callable[[int, int], object]) -> None:
    from regtrack.store.writing import Writer

    total = db.execute("SELECT count(*) FROM entry").fetchone()[0]
    sources = {num: num for (num,) in db.execute("SELECT num FROM source")}
    rows = db.stream("SELECT seq, recorded, source, type, key, id, body, history FROM entry ORDER BY seq")
    writer, done = Writer(made, 0, 0, complete=False, chained=False), 0
    names = ("seq", "recorded", "source", "type", "key", "id", "body", "history")
    made.execute("BEGIN")
    while chunk := [dict(zip(names, row, strict=True)) for row in islice(rows, _CHUNK)]:
        lines = [{**line, "item": load(line["body"], CLASSES[line["type"]])} for line in chunk]  # type: ignore[arg-type]
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
    if not table:
        return str(which)
    query = {
        "target": "SELECT id FROM target WHERE num = ?",
        "entry": "SELECT type || ' ' || key FROM entry WHERE seq = ?",
    }
    row = made.execute(query[table], (which,)).fetchone()
    return f"{table} {which}" if row is None else str(row[0])
