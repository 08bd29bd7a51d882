"""Which days of a source a run reads: the first run, days that are fetched again, days that are final."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Date, Tick
from regtrack.store import PortionStatus, SourceStatus

FIRST_RUN_DAYS = 30
"""How many days a first run goes back when no day is named."""
REFETCH_DAYS = 7
"""How many days before the last one each run fetches again: sources correct their data after publication."""
SETTLED_DAYS = 30
"""Age after which a fully read day is final."""
_RESUMED: Tick = 6 * 3_600_000_000
"""For how long a run resumes an interrupted one, and skips the portions that it had read."""


@attrs.frozen
class Window:
    """The days of one part of a source that a run reads.

    Attributes:
        name: of the part; the same in every run.
        first, last: the first and the last day.
        following: since when the part is followed.
        done: an interrupted run has just read these days.
    """

    name: str
    first: Date
    last: Date
    following: Tick
    done: bool = False

    @property
    def key(self) -> str:
        """The name under which the ledger notes that these days were read whole."""
        return f"{self.name} {self.first}..{self.last}"

    def is_history(self, day: dt.date) -> bool:
        """Return whether the part was not followed yet on a day."""
        return dates.day_close(day, FEDERAL_ZONE) < self.following


@attrs.frozen
class Past:
    """The earlier runs of a source, as the ledger has them.

    Attributes:
        now: when this run began.
        status: how the last run went; None before the first.
        portions: the portions that were ever read whole, by key.
    """

    now: Tick
    status: SourceStatus | None
    portions: Mapping[str, PortionStatus]

    @property
    def today(self) -> Date:
        """The day in Washington."""
        return dates.day_of(self.now, FEDERAL_ZONE)

    @property
    def following(self) -> Tick:
        """Since when the source is followed."""
        return self.status.first_recorded if self.status is not None else self.now

    @property
    def checked_through(self) -> Date | None:
        """The last day that a run without problems has read."""
        through = self.status.checked_through if self.status is not None else None
        return dates.parse_date(through) if through else None

    def first_day(self, last: dt.date, through: dt.date | None) -> Date:
        """Return the first day to read when nobody names one.

        Args:
            last: the last day that there is.
            through: the last day that was read; None if none was.
        """
        return dates.add_days(dates.to_date(through or last), -(REFETCH_DAYS if through else FIRST_RUN_DAYS))

    def resumes(self, key: str) -> bool:
        """Return whether an interrupted run has just read a portion."""
        portion = self.portions.get(key)
        closed = self.status.last_closed if self.status is not None else None
        return portion is not None and (closed is None or portion.read > closed) and self.now - portion.read < _RESUMED

    def is_final(self, key: str, day: dt.date) -> bool:
        """Return whether a day was read so long after it that nobody corrects it any more."""
        portion = self.portions.get(key)
        return portion is not None and portion.read >= dates.day_close(dates.add_days(day, SETTLED_DAYS), FEDERAL_ZONE)

    def window(self, name: str, last: Date, since: dt.date | None) -> Window:
        """Return the days to read of one part of the source.

        Args:
            name: of the part.
            last: the last day that there is of it.
            since: the first day; None for the default.
        """
        spans = {_span(key): key for key in self.portions if key.rpartition(" ")[0] == name}
        first = min(dates.to_date(since) if since is not None else self.first_day(last, _through(spans)), last)
        done = any(span[0] <= first and last <= span[1] and self.resumes(key) for span, key in spans.items())
        following = min((self.portions[key].first_read for key in spans.values()), default=self.now)
        return Window(name, first, last, following, done)


_Span = tuple[Date, Date]


def _span(key: str) -> _Span:
    first, _, last = key.rpartition(" ")[2].partition("..")
    return dates.parse_date(first), dates.parse_date(last)


def _through(spans: Iterable[_Span]) -> Date | None:
    """Return the day through which nothing is missing since the first day that was ever read; a gap ends it."""
    through: Date | None = None
    for first, last in sorted(spans):
        if through is None or first <= through:
            through = last if through is None else max(through, last)
    return through
