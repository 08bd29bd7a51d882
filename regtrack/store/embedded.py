"""The embedded ledger: one SQLite file, or memory."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from regtrack.errors import StoreError, printable
from regtrack.store.sql import SqlStore
from regtrack.store.sqlite_database import SqliteDatabase


class SqliteStore(SqlStore):
    """A ledger in one SQLite file, in WAL mode: readers never wait, and a killed writer leaves the last commit.

    Args:
        path: the file, created if it is not there; ``:memory:`` for none.
        read_only: only read; a file that cannot be written is opened so in any case.
        sampled: verify a few entries.

    Raises:
        StoreError: the file cannot be opened, is no ledger, was written by a newer release, or is found damaged.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False, sampled: bool = True) -> None:
        location = str(path)
        try:
            db = SqliteDatabase(location, read_only=read_only)
            super().__init__(db, sampled=sampled)
            db.keep_seals()
        except (sqlite3.Error, OSError, StoreError, UnicodeDecodeError) as error:  # the last: of a damaged definition
            cause = error.__cause__ if isinstance(error, StoreError) else error
            if not isinstance(cause, sqlite3.Error | OSError | UnicodeDecodeError):
                raise
            # What SQLite says of a damaged schema repeats it, and may be no text.
            words = "malformed database schema" if isinstance(cause, UnicodeDecodeError) else printable(str(cause))
            raise StoreError(
                f"{location}: cannot be opened as a ledger ({words}); expected a file that regtrack has made, or "
                "a place where it may make one"
            ) from cause
