"""Undoing digests that were made under a wrong clock, by a record that is added."""

from __future__ import annotations

from typing import NamedTuple

from regtrack.dates import Tick, day_of
from regtrack.store import linking
from regtrack.store.clock import DAY
from regtrack.store.database import Database

_DETAIL = "not sent: its digest was made under a wrong clock, and was undone"


class Undone(NamedTuple):
    """What was undone: whose digests, and the messages of them that did not leave, each with why."""

    subscribers: tuple[str, ...]
    unsent: tuple[tuple[int, str], ...]


def rebase(db: Database, now: Tick) -> Undone:
    """Add a record for each subscriber whose last digest is dated after a moment by more than a day."""
    found: list[str] = []
    unsent: list[tuple[int, str]] = []
    for who, id_ in db.execute("SELECT num, id FROM subscriber ORDER BY id").fetchall():
        former = db.execute("SELECT coalesce(max(last), 0) FROM rebase WHERE subscriber = ?", (who,)).fetchone()[0]
        own = "FROM digest WHERE subscriber = ? AND num > ?"
        wrong = db.execute(f"SELECT num, known, at {own} AND at > ? ORDER BY num", (who, former, now + DAY)).fetchall()
        if not wrong:
            continue
        first, last = wrong[0], wrong[-1]
        sound = db.execute(
            "SELECT num, at, known FROM digest WHERE subscriber = ? AND num < ? AND at <= ? ORDER BY num DESC LIMIT 1",
            (who, first[0], now + DAY),
        ).fetchone() or (0, now, first[1])
        until = day_of(max(at for _, _, at in wrong)).isoformat()
        row = (who, sound[0], last[0], now, day_of(now).isoformat(), until, sound[1], sound[2])
        db.execute(
            """INSERT INTO rebase (subscriber, sound, last, at, day, until, from_at, from_known)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            row,
        )
        count = db.execute("SELECT count(*) FROM rebase WHERE subscriber = ?", (who,)).fetchone()[0]
        linking.cover(db, f"rebase {count} {id_}")
        found.append(id_)
        unsent += [
            (num, _DETAIL)
            for (num,) in db.execute(
                """SELECT outbox.num FROM outbox JOIN digest ON digest.num = outbox.digest WHERE digest.subscriber = ?
                   AND digest.num > ? AND digest.num <= ? AND state IN ('queued', 'failed') ORDER BY outbox.num""",
                (who, sound[0], last[0]),
            )
        ]
    return Undone(tuple(found), tuple(unsent))
