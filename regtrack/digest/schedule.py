"""When a digest is due: words such as ``weekdays 07:00 Europe/Berlin``, read as clocks on a wall there show it."""

from __future__ import annotations

import datetime as dt
import re

import attrs

from regtrack import dates
from regtrack.dates import Tick, zone_info
from regtrack.errors import DateError
from regtrack.records.validation import WrongValueError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FORMS = (
    "daily 07:00 ZONE", "weekdays 07:00 ZONE", "weekly mon 08:00 ZONE", "monthly 1 08:00 ZONE", "immediately ZONE",
)  # fmt: skip
EXPECTED = f"{', '.join(FORMS[:-1])} or {FORMS[-1]}, with an IANA zone such as Europe/Berlin"
PATTERN = (
    r"immediately( \S+)?|(daily|weekdays|weekly (mon|tue|wed|thu|fri|sat|sun)(,(mon|tue|wed|thu|fri|sat|sun))*"
    r"|monthly ([1-9]|[12][0-9]|3[01])) ([01][0-9]|2[0-3]):[0-5][0-9] \S+"
)
"""The same as a regular expression, for the schema."""
_TIMED = re.compile(
    r"(?P<word>daily|weekdays|weekly (?P<week>[a-z,]+)|monthly (?P<day>\d{1,2})) (?P<h>\d\d):(?P<m>\d\d) (?P<zone>\S+)"
)
_LONGEST_WAIT = 62
"""Days within which every schedule comes up at least once."""


@attrs.frozen
class Schedule:
    """The times at which one subscriber wants a digest.

    Attributes:
        text: as it was written.
        zone: IANA zone of its times, and of the dates in the messages.
        weekdays: the days of the week, from 0 for Monday; every day where empty.
        day: the day of the month; in a shorter month its last day. None for no such day.
        hour, minute: the time of day; see :func:`regtrack.dates.at_local` for the days on which clocks are changed.
        immediate: whenever there is something to report.
    """

    text: str
    zone: str
    weekdays: frozenset[int] = frozenset()
    day: int | None = None
    hour: int = 0
    minute: int = 0
    immediate: bool = False

    @classmethod
    def parse(cls, text: object) -> Schedule:
        """Read a schedule; raises WrongValueError, which says what can be written."""
        words = " ".join(text.split()) if isinstance(text, str) else ""
        if words.split(" ")[0] == "immediately" and words.count(" ") <= 1:
            return cls(words, _zone(words.partition(" ")[2] or "UTC"), immediate=True)
        match = _TIMED.fullmatch(words)
        if match is None or not (int(match["h"]) < 24 and int(match["m"]) < 60):
            raise WrongValueError(EXPECTED)
        named = match["week"].split(",") if match["week"] else []
        if any(name not in DAYS for name in named) or (match["day"] and not 1 <= int(match["day"]) <= 31):
            raise WrongValueError(EXPECTED)
        week = range(5) if match["word"] == "weekdays" else map(DAYS.index, named)
        day = int(match["day"]) if match["day"] else None
        return cls(words, _zone(match["zone"]), frozenset(week), day, int(match["h"]), int(match["m"]))

    def latest(self, now: Tick) -> Tick:
        """Return the last scheduled time at or before now."""
        return now if self.immediate else self._nearest(now, -1)

    def next(self, now: Tick) -> Tick:
        """Return the first scheduled time after now."""
        return now + 1 if self.immediate else self._nearest(now, 1)

    def _nearest(self, now: Tick, direction: int) -> Tick:
        # A day before or after too: a time that clocks skip may be shown on the day that follows.
        day = dates.add_days(dates.day_of(now, self.zone), -direction)
        for _ in range(_LONGEST_WAIT):
            if self._falls_on(day):
                at = dates.at_local(day, self.hour, self.minute, self.zone)
                if at <= now if direction < 0 else at > now:
                    return at
            day = dates.add_days(day, direction)
        raise AssertionError(f"{self.text}: never comes up")

    def _falls_on(self, day: dt.date) -> bool:
        if self.day is not None:
            return day.day == min(self.day, dates.month_span(day.year, day.month)[1].day)
        return not self.weekdays or day.weekday() in self.weekdays


def _zone(name: str) -> str:
    try:
        zone_info(name)
    except DateError:
        raise WrongValueError(f"an IANA zone such as Europe/Berlin at its end, not {name!r}") from None
    return name
