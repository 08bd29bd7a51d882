"""Opening the file of a ledger: private when created, read-only where it cannot be written."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from regtrack.errors import StoreError

PATIENCE = 30.0
"""How many seconds to wait for another process that is writing."""
NO_FILE = (":memory:", "")
"""Ledgers without a file of their own: in memory, and in one that SQLite keeps for itself."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SUFFIXES = ("", "-wal", "-shm", "-sending")


def connect(location: str, *, read_only: bool) -> tuple[sqlite3.Connection, bool]:
    """Open a ledger, making it if it is not there; return whether it can only be read, too.

    Raises:
        sqlite3.Error, OSError: it cannot be opened.
        StoreError: it is there for reading, and its last changes are where they cannot be read.
    """
    if location in NO_FILE:
        return sqlite3.connect(location, isolation_level=None, check_same_thread=False), False
    path = Path(location)
    if not path.exists() and not read_only:
        _make(path)
    if read_only or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return _for_reading(path), True
    db = sqlite3.connect(location, isolation_level=None, timeout=PATIENCE, check_same_thread=False)
    try:
        _use_wal(db)
    except sqlite3.OperationalError as error:
        db.close()
        if not error.sqlite_errorname.startswith("SQLITE_READONLY"):
            raise
        return _for_reading(path), True
    return db, False


def file_of(location: str) -> tuple[int, int] | None:
    """Return which file a ledger is; None for one that is no file, or none any more."""
    try:
        found = os.stat(location)  # noqa: PTH116  an address of a server too
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def make_private(path: Path) -> None:
    """Make an empty file that its owner alone can read, if there is none."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def wider(location: str) -> Iterator[str]:
    """Return the files of a ledger that others than its owner can read or write, with their modes."""
    if os.name != "posix" or location in NO_FILE:
        return
    for suffix in _SUFFIXES:
        path = Path(location + suffix)
        if path.exists() and (mode := stat.S_IMODE(path.stat().st_mode)) & _OTHERS:
            yield f"{path} (mode {mode:04o})"


def _make(path: Path) -> None:
    missing = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
    make_private(path)


def _for_reading(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise StoreError(f"{path}: found no ledger to read; expected the path of one that is there")
    uri = f"file:{quote(str(path.resolve()))}"
    with suppress(sqlite3.OperationalError):  # the files beside it, which readers share, cannot be made there
        db = sqlite3.connect(
            f"{uri}?mode=ro", uri=True, isolation_level=None, timeout=PATIENCE, check_same_thread=False
        )
        db.execute("SELECT 1 FROM sqlite_master").fetchone()
        return db
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(
            f"{path}: its last changes are in {log.name}, which cannot be read in this folder; copy both files to "
            "where you may write, and open the copy"
        )
    return sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False)


def _use_wal(db: sqlite3.Connection) -> None:
    """Set the journal of a new ledger; SQLite itself does not wait when another process is just doing the same."""
    for _ in range(int(PATIENCE / 0.05)):
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(0.05)
    db.execute("PRAGMA journal_mode = WAL")
