"""Which days of something are read this time, when it is read again and again from a day that moves on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

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
    own = {_span(each): portion for each, portion in read.items() if each.rpartition(" ")[0] == name}
    through = _through(own)
    if since is None:
        since = dates.add_days(through or last, -(OVERLAP_DAYS if through is not None else FIRST_RUN_DAYS))
    first = min(dates.to_date(since), last)
    closed = before.last_closed if before is not None else None
    done = any(
        span[0] <= first
        and last <= span[1]
        and (closed is None or portion.read > closed)
        and now - portion.read < _RESUMED
        for span, portion in own.items()
    )
    return Window(name, first, last, min((portion.first_read for portion in own.values()), default=now), done)


_Span = tuple[Date, Date]


def _span(portion: str) -> _Span:
    first, _, last = portion.rpartition(" ")[2].partition("..")
    return dates.parse_date(first), dates.parse_date(last)


def _through(spans: Iterable[_Span]) -> Date | None:
    """The day through which nothing is missing since the first day that was ever read; a gap ends it."""
    through: Date | None = None
    for first, last in sorted(spans):
        if through is None or first <= through:
            through = last if through is None else max(through, last)
    return through
