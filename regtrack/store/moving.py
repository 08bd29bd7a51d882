"""A ledger copied from one database to another, with its digests: table by table, and compared at the end.

A copy that was broken off goes on where it was. What is only ever added is copied in order, after the last that the
other ledger has; what may change is made like the original. The index of words is made anew: each database has its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from regtrack.errors import StoreError
from regtrack.store.base import CheckProgress, Store
from regtrack.store.database import Database, Row, marks
from regtrack.store.sql import SqlStore
from regtrack.store.words import reindex

_CHUNK = 10_000
"""How many rows one transaction writes, about."""
_GROWS, _ADDS, _CHANGES, _MOVES = "grows", "adds", "changes", "moves"


class _MovedTable(NamedTuple):
    """A table: its columns, those first that order its rows, and how many these are.

    ``how`` is ``grows``: rows are added, and the first column with them; ``adds``: rows are added; ``changes``: rows
    may be changed or removed, and there are few; ``moves``: rows are added, and some columns of them change.
    """

    name: str
    columns: str
    keys: int
    how: str


_TABLES = (
    _MovedTable("link", "num, subject, rows, head", 1, _GROWS),
    _MovedTable("source", "num, id, title, first_recorded", 1, _GROWS),
    _MovedTable("entry", "seq, recorded, source, type, key, id, target, body, history", 1, _GROWS),
    _MovedTable(
        "posting",
        "seq, target, id, key, kind, certainty, available, recorded, hold, begin0, begin1, end0, end1, detail",
        2,
        _GROWS,
    ),
    _MovedTable("mark", "tick, target", 2, _ADDS),
    _MovedTable("sighting", "document, source, recorded", 2, _ADDS),
    _MovedTable("item_name", "name, document", 2, _ADDS),
    _MovedTable("target", "num, id, entry, kind, zone, same_as", 1, _CHANGES),
    _MovedTable("name", "name, target", 2, _CHANGES),
    _MovedTable("page", "volume, first, target, last", 3, _CHANGES),
    _MovedTable("portion", "source, name, read, first_read", 2, _CHANGES),
    _MovedTable("check_in", "source, recorded, digest, checked_through, problem, count, due, known", 2, _CHANGES),
    _MovedTable("bookmark", "name, tick", 1, _CHANGES),
    _MovedTable("cut", '"only", known', 1, _CHANGES),
    _MovedTable("clock", '"only", at', 1, _CHANGES),
    _MovedTable("subscriber", "num, id", 1, _GROWS),
    _MovedTable("rebase", "num, subscriber, sound, last, at, day, until, from_at, from_known", 1, _GROWS),
    _MovedTable("digest", "num, subscriber, number, at, known, title", 1, _GROWS),
    _MovedTable("fact", "num, key, print, kind, instrument, scope, on_, sort, sentence, events", 1, _GROWS),
    _MovedTable("told", "digest, fact, subscriber, matched", 2, _GROWS),
    _MovedTable("body", "sha256, data", 1, _ADDS),
    _MovedTable(
        "outbox",
        "num, digest, place, kind, sender, id, title, body, queued_at, address, head, sha256, size, state, tries, "
        "changed_at, next_at, detail",
        1,
        _MOVES,
    ),
    _MovedTable("attempt", "num, outbox, at, outcome, detail", 1, _GROWS),
    _MovedTable("readdressed", "num, outbox, at, address, head, sha256", 1, _GROWS),
)
_OF_A_MESSAGE = ("address", "head", "sha256", "size", "state", "tries", "changed_at", "next_at", "detail")
"""What of a message changes."""

Progress = Callable[[CheckProgress], object]


def move(source: Store, target: Store, progress: Progress = lambda _: None) -> int:
    """Copy a ledger into another database, and compare the two; return how many rows it has.

    Raises:
        StoreError: the other holds another ledger, or is not like the original in the end.
    """
    if not (isinstance(source, SqlStore) and isinstance(target, SqlStore)):
        raise StoreError("move: found a store of a plug-in; expected ledgers in SQLite or PostgreSQL")
    with source._db.snapshot():
        _check_begun(source, target)
        total = 0
        for table in _TABLES:
            _copy(table, source._db, target._db)
            progress(CheckProgress(f"{table.name} copied", 1, 1))
        _index(target._db)
        with target._db.transaction():
            target._db.count_on()
        for table in _TABLES:
            total += _compare(table, source, target)
            progress(CheckProgress(f"{table.name} compared", 1, 1))
    return total


def _check_begun(source: SqlStore, target: SqlStore) -> None:
    """Refuse a ledger that is neither empty nor the beginning of this one."""
    head = target.head()
    known = source._db.execute("SELECT head FROM link WHERE num = ?", (head.num,)).fetchone()
    if head.num and (known is None or known[0] != head.head):
        raise StoreError(
            f"{target.location}: found another ledger, with head {head.head[:16]}; expected an empty one, or one to "
            "which this ledger was begun to be moved"
        )


def _copy(table: _MovedTable, source: Database, target: Database) -> None:
    query = f"SELECT {table.columns} FROM {table.name}"
    order = f" ORDER BY {', '.join(table.columns.split(', ')[: table.keys])}"
    first = table.columns.partition(",")[0]
    if table.how == _GROWS:
        last = target.execute(f"SELECT max({first}) FROM {table.name}").fetchone()[0]
        for chunk in _whole(source.stream(f"{query} WHERE {first} > ?{order}", (-1 if last is None else last,))):
            _put(table, target, chunk)
        return
    rows = source.stream(query + order)
    if table.how == _CHANGES:
        with target.transaction():
            target.execute(f"DELETE FROM {table.name}")
            for chunk in _chunks(rows):
                _put(table, target, chunk)
        return
    for chunk in _chunks(rows):
        if table.how == _MOVES:
            _put_messages(target, chunk)
        else:
            _put(table, target, chunk, ignore=True)


def _put(table: _MovedTable, target: Database, rows: Sequence[Row], *, ignore: bool = False) -> None:
    with target.transaction():
        target.insert(f"{table.name} ({table.columns})", rows, ignore=ignore)


def _put_messages(target: Database, rows: Sequence[Row]) -> None:
    table = next(table for table in _TABLES if table.how == _MOVES)
    changed = ", ".join(f"{column} = excluded.{column}" for column in _OF_A_MESSAGE)
    with target.transaction():
        target.executemany(
            f"""INSERT INTO outbox ({table.columns}) VALUES ({marks(rows[0])})
                ON CONFLICT (num) DO UPDATE SET {changed}""",
            rows,
        )


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _whole(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Return rows in chunks; those with the same first column are in one, so that it can be gone on after it."""
    chunk: list[Row] = []
    for _, group in groupby(rows, itemgetter(0)):
        chunk += group
        if len(chunk) >= _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _index(target: Database) -> None:
    """Index what is not indexed yet."""
    last = target.execute("SELECT coalesce(max(entry), 0) FROM said").fetchone()[0]
    while True:
        with target.transaction():
            reached = reindex(target, last, _CHUNK)
        if reached is None:
            return
        last = reached


def _compare(table: _MovedTable, source: SqlStore, target: SqlStore) -> int:
    (count, print_), other = (_print(table, store._db) for store in (source, target))
    if (count, print_) != other:
        raise StoreError(
            f"{target.location}: table {table.name} has {other[0]} rows with digest {other[1][:16]}, and the original "
            f"{count} with {print_[:16]}; expected the same: run the command again while nobody writes to either"
        )
    return count


def _print(table: _MovedTable, db: Database) -> tuple[int, str]:
    """Return how many rows a table has, and a digest of them all."""
    order = ", ".join(table.columns.split(", ")[: table.keys])
    count, digest = 0, sha256()
    for row in db.stream(f"SELECT {table.columns} FROM {table.name} ORDER BY {order}"):
        digest.update(json.dumps(row, default=_hex, ensure_ascii=False).encode())
        count += 1
    return count, digest.hexdigest()


def _hex(value: Any) -> str:
    return bytes(value).hex()
