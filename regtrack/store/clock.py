"""Check the clock against the last moment that this ledger accepted.

A clock that is behind it is wrong, or was wrong then. A clock that is far ahead may be right, since a ledger may lie
untouched; how far it may be ahead without a witness depends on what a wrong one would do. Servers are witnesses: each
answer says what time it is there, so that a sync confirms the clock for the digests that follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from regtrack.dates import Tick, iso_instant
from regtrack.errors import ClockError
from regtrack.store.base import Store

DAY: Tick = 86_400_000_000
SECOND: Tick = 1_000_000
_HOUR: Tick = DAY // 24
DIGESTS: Tick = DAY + DAY // 2
"""How far a digest may be ahead of the last use of the ledger, since it reports what has come to pass meanwhile.

Half a day more than one, so that a daily job may be late, also on the day that has 25 hours.
"""
FILES: Tick = 366 * DAY
"""How far the adding of a file may be ahead, of which only the time of recording depends on the clock."""
_ADVICE = "set the clock of this machine; if it is right, run the command again with --accept-clock"


def gap(store: Store, now: Tick) -> Tick:
    """Return how far a moment is after the last one that the ledger believed; 0 if there is none."""
    last = store.believed()
    return 0 if last is None else now - last


def believe(store: Store, now: Tick, *, most: Tick, accept: bool = False, keep: bool = True) -> None:
    """Take a moment for the present, or refuse it.

    Args:
        store: the ledger.
        now: what the clock says.
        most: how far it may be ahead of the last moment that was believed.
        accept: whoever asks says that it is right.
        keep: remember it.

    Raises:
        ClockError: it is more than a day behind the last, or further ahead.
    """
    ahead = gap(store, now)
    if not accept and not -DAY <= ahead <= most:
        raise ClockError(_words(now, now - ahead))
    if keep and (accept or store.believed() is None or ahead > _HOUR):
        store.believe(now)


def _words(now: Tick, last: Tick) -> str:
    days = abs(now - last) // DAY
    way = "before" if now < last else "after"
    sync = "" if now < last else ", or read feeds first (`regtrack sync`), whose servers confirm it"
    return (
        f"clock: found {iso_instant(now)[:16]}Z, {days:,} days {way} the last use of this ledger "
        f"({iso_instant(last)[:16]}Z); expected a clock that is right: {_ADVICE}{sync}"
    )


def refused_by_digest(now: Tick, subscriber: str, at: Tick) -> ClockError:
    """Return the error of a subscriber whose last digest is in the future."""
    return ClockError(
        f"clock: found {iso_instant(now)[:16]}Z; the last digest of {subscriber} is dated in the future, "
        f"{iso_instant(at)[:16]}Z: set the clock of this machine; if it is right, `regtrack digest rebase` undoes what "
        "was made under a wrong one, and nothing is lost"
    )


def far_from(store: Store, now: Tick) -> str | None:
    """Return that digests are refused because of the clock, and what to do; None if they are not."""
    ahead = gap(store, now)
    return None if -DAY <= ahead <= DIGESTS else _words(now, now - ahead)


def dated_ahead(store: Store, now: Tick) -> str | None:
    """Return that the last digest is dated in the future, and what to do; None if it is not."""
    last = store.outbox.latest()
    if last is None or last.at <= now + DAY:
        return None
    return (
        f"the last digest is dated in the future, {iso_instant(last.at)[:16]}Z: no other is made until then. If the "
        "clock of this machine is right, `regtrack digest rebase` undoes it"
    )


class WitnessedClock:
    """A clock that refuses to go on when more servers contradict it than agree.

    One server may be wrong itself. So a clock within a day of the ledger's last use is right whatever servers say.

    Args:
        store: the ledger.
        clock: the clock of this machine.
        skews: how many seconds it is ahead of each server that has answered.
        accept: whoever asks says that it is right.
    """

    def __init__(
        self, store: Store, clock: Callable[[], Tick], skews: Mapping[str, float], *, accept: bool
    ) -> None:  # fmt: skip
        self._store, self._clock, self._skews, self._accept = store, clock, skews, accept
        self._near = store.believed() is not None and abs(gap(store, clock())) <= DAY

    def __call__(self) -> Tick:
        """Return the present; raises ClockError."""
        now = self._clock()
        if self._accept or self._near:
            return now
        wrong = sorted(skew for skew in dict(self._skews).values() if abs(skew) * SECOND > DAY)
        if 2 * len(wrong) > len(self._skews):
            theirs = now - int(wrong[len(wrong) // 2] * SECOND)
            raise ClockError(
                f"clock: found {iso_instant(now)[:16]}Z, and the servers that answered say {iso_instant(theirs)[:16]}Z"
                f"; expected the same day, and nothing was recorded: {_ADVICE}"
            )
        return now

    def remember(self) -> None:
        """Have the ledger believe the present, if anything speaks for it."""
        now = self()
        if self._accept or self._near or self._skews:
            self._store.believe(now)
