"""What is wrong with the file of a ledger, in one sentence that says what to do."""

from __future__ import annotations

import sqlite3

from regtrack.errors import StoreError

_FULL = "the disk or the quota is full; nothing of this step was recorded: make room, then run the command again"
_DISK = "the disk gave an error or the quota is full; nothing of this step was recorded: see to it, then try again"
_CLOSED = "it cannot be written here; it can be read (--read-only): to write, copy it to where you may write"
_BUSY = "another process has been writing for 30 seconds; try again"
_DAMAGED = "it is damaged or no ledger; `regtrack check --store` says what is hurt, and how to restore it"
_WORDS = (
    ("SQLITE_FULL", _FULL),
    ("SQLITE_IOERR", _DISK),
    ("SQLITE_READONLY", _CLOSED),
    ("SQLITE_PERM", _CLOSED),
    ("SQLITE_CANTOPEN", _CLOSED),
    ("SQLITE_BUSY", _BUSY),
    ("SQLITE_LOCKED", _BUSY),
)


def store_error(location: str, error: sqlite3.Error) -> StoreError:
    """Return what SQLite reports as an error of the ledger, in words."""
    name = getattr(error, "sqlite_errorname", "")
    words = next((words for begins, words in _WORDS if name.startswith(begins)), _DAMAGED)
    return StoreError(f"{location}: {words} ({error})")
