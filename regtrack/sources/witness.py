"""The clock of this machine, with servers as witnesses: each answer says what time it is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from regtrack.dates import Tick
from regtrack.store import Store
from regtrack.store.clock import DAY, gap, refused_by_servers

_SECOND = 1_000_000


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
        wrong = sorted(skew for skew in dict(self._skews).values() if abs(skew) * _SECOND > DAY)
        if not self._accept and not self._near and 2 * len(wrong) > len(self._skews):
            raise refused_by_servers(now, now - int(wrong[len(wrong) // 2] * _SECOND))
        return now

    def remember(self) -> None:
        """Have the ledger believe the present, if anything speaks for it."""
        now = self()
        if self._accept or self._near or self._skews:
            self._store.believe(now)
