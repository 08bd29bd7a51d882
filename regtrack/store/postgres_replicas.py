"""Servers that follow the one that is written to: questions are asked of them, so that it has less to do.

An answer is never older than what this process wrote, nor than the answer before: a server that has not come so far is
passed over, like one that cannot be reached, and the first server answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, NamedTuple

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

_PATIENCE = 1.0
"""How many seconds to wait for a connection."""
_AGAIN = 30.0
"""After how many seconds a server that could not be reached is tried again."""
_REACHED = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn, pg_last_wal_replay_lsn()"
Pool = ConnectionPool[psycopg.Connection[Any]]


class Borrowed(NamedTuple):
    """A connection, and the pool that it goes back to."""

    connection: psycopg.Connection[Any]
    pool: Pool


class Replicas:
    """Pools of connections to servers that follow another.

    Args:
        conninfos: one for each.
        most: how many connections each has at most.
        configure: what is done with a new connection.
    """

    def __init__(
        self, conninfos: Sequence[str], most: int, configure: Callable[[psycopg.Connection[Any]], None]
    ) -> None:  # fmt: skip
        self._pools: list[Pool] = [
            ConnectionPool(
                each, min_size=0, max_size=most, timeout=_PATIENCE, num_workers=1, configure=configure,
                kwargs={"autocommit": True, "connect_timeout": 2}, open=True,
            )
            for each in conninfos
        ]  # fmt: skip
        self._away: dict[int, float] = {}
        self._turn = count()
        self.floor = "0/0"
        """The place in the record of the server (LSN) that an answer must have reached."""

    def __bool__(self) -> bool:
        return bool(self._pools)

    def borrow(self) -> Borrowed | None:
        """Return a connection to a server that has come far enough; None if there is none."""
        first, now = next(self._turn), time.monotonic()
        for number in range(len(self._pools)):
            place = (first + number) % len(self._pools)
            if self._away.get(place, 0.0) <= now and (found := self._from(place, now)) is not None:
                return found
        return None

    def _from(self, place: int, now: float) -> Borrowed | None:
        pool = self._pools[place]
        try:
            db = pool.getconn()
        except PoolTimeout:
            self._away[place] = now + _AGAIN
            return None
        try:
            reached, lsn = db.execute(_REACHED, (self.floor,)).fetchone() or (False, self.floor)
        except psycopg.Error:
            pool.putconn(db)
            pool.check()
            self._away[place] = now + _AGAIN
            return None
        if reached:
            self.floor = str(lsn)
            return Borrowed(db, pool)
        pool.putconn(db)
        return None

    def close(self) -> None:
        """Let go of all connections."""
        for pool in self._pools:
            pool.close()
