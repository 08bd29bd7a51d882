"""Which days of something are read this time, when it is read again and again from a day that moves on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Date, Tick
from regtrack.store import Portion, SourceStatus

FIRST_RUN_DAYS = 30
"""How far back something is read that was never read before, if no day is named."""
OVERLAP_DAYS = 7
"""How many days before the last one are read again each time."""
_RESUMED: Tick = 6 * 3_600_000_000
"""What an interrupted run has read is not read again for so long."""


@attrs.frozen
class Window:
    """The days that are read of one thing.

    Attributes:
        name: of the thing; the same each time.
        first, last: the first and the last day.
        following: since when the thing is followed.
        done: it was read by a run just now that was interrupted afterwards.
    """

    name: str
    first: Date
    last: Date
    following: Tick
    done: bool = False

    @property
    def portion(self) -> str:
        """The name under which the ledger records that it was read whole."""
        return f"{self.name} {self.first}..{self.last}"

    def is_history(self, day: dt.date) -> bool:
        """Whether nobody followed the thing yet on a day."""
        return dates.day_close(day, FEDERAL_ZONE) < self.following


def window_of(
    name: str, last: Date, since: dt.date | None, read: Mapping[str, Portion], before: SourceStatus | None, now: Tick
) -> Window:
    """The days to be read.

    Args:
        name: of the thing.
        last: the last day that there is of it.
        since: the first day; None: a few before the last one that was read, or some weeks ago if none was.
        read: the portions of the source that were ever read whole.
        before: how reading the source went; None if it was never read.
        now: the present.
    """
    own = {each: portion for each, portion in read.items() if each.rpartition(" ")[0] == name}
    through = _through(own)
    if since is None:
        since = dates.add_days(through or last, -(OVERLAP_DAYS if through is not None else FIRST_RUN_DAYS))
    following = min((portion.first_read for portion in own.values()), default=now)
    found = Window(name, min(dates.to_date(since), last), last, following)
    same, closed = own.get(found.portion), before.last_closed if before is not None else None
    done = same is not None and (closed is None or same.read > closed) and now - same.read < _RESUMED
    return attrs.evolve(found, done=done)


def _through(own: Mapping[str, Portion]) -> Date | None:
    """The day through which nothing is missing since the first day that was ever read; a gap ends it."""
    spans = sorted(tuple(map(dates.parse_date, name.rpartition(" ")[2].split(".."))) for name in own)
    through: Date | None = None
    for first, last in spans:
        if through is None or first <= through:
            through = last if through is None else max(through, last)
    return through
