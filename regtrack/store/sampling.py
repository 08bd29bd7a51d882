"""A few entries verified whenever a ledger is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator

from regtrack.errors import StoreError
from regtrack.records.canonical import is_id, unpacked
from regtrack.store.database import Database

_SAMPLE = 8


def sample(db: Database) -> None:
    """Verify a few entries taken by chance; raises StoreError for one whose id is not the digest of its body."""
    last = db.execute("SELECT max(seq) FROM entry").fetchone()[0] or 0
    for _ in range(min(_SAMPLE, last)):
        seq = int.from_bytes(os.urandom(6)) % last + 1
        row = db.execute("SELECT seq, type, key, id, body FROM entry WHERE seq = ?", (seq,)).fetchone()
        if row is not None and not is_sound(db, *row[1:]):
            raise StoreError(
                f"{db.location}: entry {seq} ({row[1]} {row[2]}): its id is not the digest of what it says; it was "
                "changed: `regtrack check --store` says what else is hurt, and how to restore it"
            )


def is_sound(db: Database, type_: str, key: str, id_: str, body: str | bytes) -> bool:
    """Return whether the id of an entry is the digest of its body."""
    return is_id(id_, type_, key, unpacked(body), _others(db, type_, key))


def _others(db: Database, type_: str, key: str) -> Iterator[str]:  # hardly any entry needs them
    yield from (id_ for (id_,) in db.execute("SELECT id FROM entry WHERE key = ? AND type = ?", (key, type_)))
