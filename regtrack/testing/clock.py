"""A clock that stands still."""

from __future__ import annotations

import datetime as dt

from regtrack import dates
from regtrack.dates import Tick


class FrozenClock:
    """The present moment of a test: the same until it is moved on.

    >>> clock = FrozenClock("2025-05-13T12:00:00Z")
    >>> tracker = regtrack.open(":memory:", clock=clock)

    Args:
        at: an instant with an offset.
    """

    def __init__(self, at: str = "2026-01-01T12:00:00Z") -> None:
        self.tick: Tick = dates.parse_instant(at)

    def __call__(self) -> dt.datetime:
        """Return the present as an aware datetime, as :func:`regtrack.open` takes it."""
        return dates.instant_of(self.tick)

    def move(self, **units: float) -> None:
        """Let time pass: ``days``, ``hours``, ``minutes`` or ``seconds``."""
        self.tick += int(dt.timedelta(**units).total_seconds() * 1_000_000)
