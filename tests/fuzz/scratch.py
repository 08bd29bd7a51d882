"""Ledgers in memory for one input each: of bytes that were made once, or, to try many inputs, one that is reset.

A reset one keeps its connection, on which every statement is prepared already; what an input writes is inside a
transaction that is rolled back. So a transaction of the store is a savepoint there, and a commit a release of it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from regtrack.store import SqliteStore
from regtrack.store.database import Rows
from regtrack.store.sql import SqlStore
from regtrack.store.sqlite_database import SqliteDatabase

Fill = Callable[[SqliteStore], object]
_SAVEPOINTS = {
    "BEGIN": ["SAVEPOINT whole"],
    "BEGIN IMMEDIATE": ["SAVEPOINT whole"],
    "COMMIT": ["RELEASE whole"],
    "ROLLBACK": ["ROLLBACK TO whole", "RELEASE whole"],
}


class _MadeDatabase(SqliteDatabase):
    """A database in memory that begins with these bytes."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        super().__init__(":memory:")

    def _open(self, who: int) -> sqlite3.Connection:
        db = super()._open(who)
        db.deserialize(self._content)
        return db


class _ResetDatabase(_MadeDatabase):
    """A database in memory that is what it was in the beginning when it is begun again."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.keep_seals()
        self._seal(self._connection())

    def begin(self) -> None:
        """Drop what was written since the last time."""
        db = self._connection()
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.execute("BEGIN")

    def close(self) -> None:
        """Stay open."""

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        for statement in _SAVEPOINTS.get(sql, [sql]):
            rows = super().execute(statement, parameters)
        return rows


class _MadeStore(SqliteStore):
    """A ledger in such a database."""

    def __init__(self, db: _MadeDatabase, free: list[_ResetDatabase]) -> None:
        SqlStore.__init__(self, db)
        db.keep_seals()
        self._free = free

    def close(self) -> None:
        super().close()
        if isinstance(self._db, _ResetDatabase):
            self._free.append(self._db)


class Scratch:
    """Makes ledgers that are filled alike.

    Attributes:
        reset: whether they are used again and again.
    """

    def __init__(self) -> None:
        self.reset = False
        self._made: dict[Fill, bytes] = {}
        self._free: defaultdict[Fill, list[_ResetDatabase]] = defaultdict(list)

    def ledger(self, fill: Fill) -> SqliteStore:
        """Return a ledger of its own, filled."""
        if (content := self._made.get(fill)) is None:
            store = SqliteStore(":memory:")
            fill(store)
            content = self._made[fill] = _content(store)
        if not self.reset:
            return _MadeStore(_MadeDatabase(content), [])
        free = self._free[fill]
        db = free.pop() if free else _ResetDatabase(content)
        db.begin()
        return _MadeStore(db, free)

    def forget(self) -> None:
        """Use none again that was used; an input may have broken it."""
        self._free.clear()


def _content(store: SqliteStore) -> bytes:
    connection = store._db._connection()  # type: ignore[attr-defined]
    content = connection.serialize()
    store.close()
    return bytes(content)
