"""Copy a ledger from one database to another, with its digests: table by table, and compared at the end.

A copy that was broken off goes on where it was. What is only ever added is copied in order, after the last that the
other ledger has; what may change is made like the original. The index of words is made anew: each database has its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from regtrack.errors import StoreError
from regtrack.store.base import Store
from regtrack.store.database import Database, Row, chunks, marks
from regtrack.store.search_words import reindex
from regtrack.store.shapes import ordered
from regtrack.store.sql import SqlStore
from regtrack.store.values import CheckProgress

_CHUNK = 10_000
"""How many rows one transaction writes, about."""
_GROWS, _ADDS, _CHANGES, _MOVES = "grows", "adds", "changes", "moves"


HOW = {
    **dict.fromkeys(("link", "source", "entry", "posting", "subscriber", "rebase", "digest", "fact", "told"), _GROWS),
    **dict.fromkeys(("mark", "provision", "sighting", "item_name", "body"), _ADDS),
    **dict.fromkeys(("target", "name", "page", "portion", "check_in", "bookmark", "cut", "clock"), _CHANGES),
    "outbox": _MOVES,
    **dict.fromkeys(("attempt", "readdressed"), _GROWS),
}
"""Each table, in the order in which rows refer to others. ``grows``: rows are added, and the first of their columns
with them; ``adds``: rows are added; ``changes``: rows may be changed or removed, and there are few; ``moves``: rows are
added, and some columns of them change."""
_OF_A_MESSAGE = ("address", "head", "sha256", "size", "state", "tries", "changed_at", "next_at", "detail")
"""What of a message changes."""

Progress = Callable[[CheckProgress], object]


def move(source: Store, target: Store, progress: Progress = lambda _: None) -> int:
    """Copy a ledger into another database, and compare the two; return how many rows it has.

    Raises:
        StoreError: the other holds another ledger, or is not like the original in the end.
    """
    if not (isinstance(source, SqlStore) and isinstance(target, SqlStore)):
        raise StoreError(
            "move: found joined ledgers or a store of a plug-in; expected one ledger in SQLite or PostgreSQL"
        )
    with source._db.snapshot():
        _check_begun(source, target)
        total = 0
        for table in HOW:
            _copy(table, source._db, target._db)
            progress(CheckProgress(f"{table} copied", 1, 1))
        _index(target._db)
        with target._db.transaction():
            target._db.count_on()
        for table in HOW:
            total += _compare(table, source, target)
            progress(CheckProgress(f"{table} compared", 1, 1))
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


def _copy(table: str, source: Database, target: Database) -> None:
    shape, how = ordered(table), HOW[table]
    first, query = shape.columns[0], shape.query(table)
    if how == _GROWS:
        last = target.execute(f"SELECT max({first}) FROM {table}").fetchone()[0]
        rows = source.stream(query.replace(" ORDER", f" WHERE {first} > ? ORDER"), (-1 if last is None else last,))
        for chunk in _whole(rows):
            _put(table, target, chunk)
        return
    several = chunks(source.stream(query), _CHUNK)
    if how == _CHANGES:
        with target.transaction():
            target.execute(f"DELETE FROM {table}")
            for chunk in several:
                _put(table, target, chunk)
        return
    for chunk in several:
        if how == _MOVES:
            _put_messages(target, chunk)
        else:
            _put(table, target, chunk, ignore=True)


def _put(table: str, target: Database, rows: Sequence[Row], *, ignore: bool = False) -> None:
    with target.transaction():
        target.insert(f"{table} ({ordered(table).listed})", rows, ignore=ignore)


def _put_messages(target: Database, rows: Sequence[Row]) -> None:
    changed = ", ".join(f"{column} = excluded.{column}" for column in _OF_A_MESSAGE)
    with target.transaction():
        target.executemany(
            f"""INSERT INTO outbox ({ordered("outbox").listed}) VALUES ({marks(rows[0])})
                ON CONFLICT (num) DO UPDATE SET {changed}""",
            rows,
        )


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


def _compare(table: str, source: SqlStore, target: SqlStore) -> int:
    (count, print_), other = (_print(table, store._db) for store in (source, target))
    if (count, print_) != other:
        raise StoreError(
            f"{target.location}: table {table} has {other[0]} rows with digest {other[1][:16]}, and the original "
            f"{count} with {print_[:16]}; expected the same: run the command again while nobody writes to either"
        )
    return count


def _print(table: str, db: Database) -> tuple[int, str]:
    """Return how many rows a table has, and a digest of them all."""
    count, digest = 0, sha256()
    for row in db.stream(ordered(table).query(table)):
        digest.update(json.dumps(row, default=lambda data: bytes(data).hex(), ensure_ascii=False).encode())
        count += 1
    return count, digest.hexdigest()
