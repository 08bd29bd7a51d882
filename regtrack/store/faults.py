"""Faults of a ledger, each in one sentence that says what to do: found when it is used, opened or checked."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from regtrack.dates import Tick, iso_instant
from regtrack.errors import StoreError
from regtrack.records.canonical import is_id, unpacked
from regtrack.store.base import Store
from regtrack.store.database import Database
from regtrack.store.file import make_private

_SAMPLE = 8
"""How many entries are verified whenever a ledger is opened."""
_MARK = "#damaged"
"""For a ledger without a file: the bookmark of the last check that found damage; 0 after one that found none."""

_FULL = "the disk or the quota is full; nothing of this step was recorded: make room, then run the command again"
_DISK = "the disk gave an error or the quota is full; nothing of this step was recorded: see to it, then try again"
CLOSED = "it cannot be written here; it can be read (--read-only): to write, copy it to where you may write"
_BUSY = "another process has been writing for 30 seconds; try again"
_DAMAGED = "it is damaged or no ledger; `regtrack check --store` shows what is damaged, and how to restore it"
_WORDS = (
    ("SQLITE_FULL", _FULL),
    ("SQLITE_IOERR", _DISK),
    ("SQLITE_READONLY", CLOSED),
    ("SQLITE_PERM", CLOSED),
    ("SQLITE_CANTOPEN", CLOSED),
    ("SQLITE_BUSY", _BUSY),
    ("SQLITE_LOCKED", _BUSY),
)


def store_error(location: str, error: sqlite3.Error) -> StoreError:
    """Return what SQLite reports as an error of the ledger, in words."""
    name = getattr(error, "sqlite_errorname", "")
    words = next((words for begins, words in _WORDS if name.startswith(begins)), _DAMAGED)
    return StoreError(f"{location}: {words} ({error})")


def damaged_at(store: Store) -> Tick | None:
    """Return when a check found a ledger damaged; None unless it still is, as far as is known."""
    note = note_of(getattr(store, "location", ""))
    if note is None:
        return store.bookmarks().get(_MARK) or None
    try:
        return int(note.read_text("utf-8").split()[0])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, IndexError):  # it is there, whatever became of it
        return 0


def damage_words(at: Tick) -> str:
    """Return that a check found damage, and what to do."""
    return (
        f"the ledger was found damaged on {iso_instant(at)[:10]}, and answers may be wrong: `regtrack check` "
        "shows what is damaged, and how to restore it; once it finds nothing, this warning ends"
    )


def remember_damage(store: Store, at: Tick | None) -> None:
    """Keep when a check found damage, or that it found none (None), where the ledger can be written at all."""
    if store.read_only:
        return
    note = note_of(getattr(store, "location", ""))
    if note is None:
        if at is not None or damaged_at(store) is not None:
            with suppress(StoreError):  # what is damaged may refuse a row; the check has reported what it found
                store.bookmark(_MARK, at or 0)
    elif at is None:
        note.unlink(missing_ok=True)
    else:
        write_note(note, at)


def write_note(note: Path, at: Tick) -> None:
    """Keep in a file that a check found a ledger damaged."""
    with suppress(OSError):
        make_private(note)
        note.write_text(f"{at} {iso_instant(at)}: `regtrack check` found this ledger damaged\n", "utf-8")


def note_of(location: str) -> Path | None:
    """Return the file beside the file of a ledger, which may take no row any more; None for a ledger of a server."""
    return Path(f"{location}-damaged") if Path(location).is_file() else None


def sample(db: Database) -> None:
    """Verify a few entries, by chance where there are more; raise StoreError if an id is no digest of its body."""
    last = db.execute("SELECT max(seq) FROM entry").fetchone()[0] or 0
    drawn = (int.from_bytes(os.urandom(6)) % last + 1 for _ in range(_SAMPLE))
    for seq in drawn if last > _SAMPLE else range(1, last + 1):
        row = db.execute("SELECT seq, type, key, id, body FROM entry WHERE seq = ?", (seq,)).fetchone()
        if row is not None and not is_sound(db, *row[1:]):
            raise StoreError(
                f"{db.location}: entry {seq} ({row[1]} {row[2]}): its id is not the digest of what it says; it was "
                "changed: `regtrack check --store` shows what else is damaged, and how to restore it"
            )


def is_sound(db: Database, type_: str, key: str, id_: str, body: str | bytes) -> bool:
    """Return whether the id of an entry is the digest of its body."""
    return is_id(id_, type_, key, unpacked(body), _others(db, type_, key))


def _others(db: Database, type_: str, key: str) -> Iterator[str]:  # hardly any entry needs them
    yield from (id_ for (id_,) in db.execute("SELECT id FROM entry WHERE key = ? AND type = ?", (key, type_)))
