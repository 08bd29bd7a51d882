"""Locks with names that one process has at a time: the server lets them go when it ends, however it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg


class NamedLocks:
    """Advisory locks, all on one connection, which is made for the first.

    Args:
        connect: makes the connection.
        key: of the ledger; names are hashed beside it.
    """

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]], key: int) -> None:
        self._connect, self._key = connect, key
        self._holder: psycopg.Connection[Any] | None = None
        self._held: set[str] = set()
        self._turn = threading.Lock()

    @contextmanager
    def hold(self, name: str) -> Iterator[bool]:
        """Hold a lock inside; False if another process has it, or another thread."""
        got = self._take(name)
        try:
            yield got
        finally:
            if got:
                self._let(name)

    def _take(self, name: str) -> bool:
        with self._turn:
            if name in self._held:
                return False
            if self._holder is None or self._holder.closed:
                self._holder = self._connect()
            try:
                got = self._ask(self._holder, "pg_try_advisory_lock", name)
            except psycopg.OperationalError:  # it broke while it lay idle
                self._holder = self._connect()
                got = self._ask(self._holder, "pg_try_advisory_lock", name)
            if got:
                self._held.add(name)
            return got

    def _let(self, name: str) -> None:
        with self._turn:
            self._held.discard(name)
            if self._holder is not None and not self._holder.closed:
                with suppress(psycopg.OperationalError):  # the server has let it go with the connection
                    self._ask(self._holder, "pg_advisory_unlock", name)

    def _ask(self, db: psycopg.Connection[Any], function: str, name: str) -> bool:
        row = db.execute(f"SELECT {function}(hashtextextended(%s, %s))".encode(), (name, self._key)).fetchone()
        return row == (True,)

    def close(self) -> None:
        """Let go of all."""
        if self._holder is not None:
            self._holder.close()
