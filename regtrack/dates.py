"""The only place that parses or builds dates.

Two public types, both pendulum's: a ``Date`` is a legal day without a time or a zone; an ``Instant`` is a moment in
UTC. Inside, the line of time is counted in *ticks*: whole microseconds since 1970-01-01T00:00Z as ``int``, which sort,
store and compare at no cost. ``DAWN`` and ``NEVER`` are the two ends of that line.

A day stands for a stretch of time, so reading a day as a tick always needs to say which edge is meant:
:func:`day_start` for the beginning of legal effect (1 CFR 18.17: a rule effective on D is effective from the first
moment of D), :func:`day_close` for "as known by" and "as the law stood on" questions.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pendulum

from regtrack.errors import DateError

Date: TypeAlias = pendulum.Date
Instant: TypeAlias = pendulum.DateTime
Tick: TypeAlias = int

DAWN: Tick = -(2**62)
"""Before every date: something that always was."""
NEVER: Tick = 2**62
"""After every date: something that does not happen, or not on a date that is set."""

FEDERAL_ZONE = "America/New_York"
"""Legal time of Federal documents, and the zone of questions that name no other."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_SECOND, _DAY = 1_000_000, 86_400_000_000
FIRST, LAST = (
    dt.datetime.__sub__(each, _EPOCH) // _MICROSECOND
    for each in (dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC))
)
"""The ends of the years 1 to 9999 in UTC."""
_LEAP_SECOND = re.compile(r"(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}):60(.*)", re.ASCII)
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_LOCAL_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\[([A-Za-z0-9_+\-/]+)\])?", re.ASCII)
ACCEPTED = (
    "a day such as 2025-05-13, 'May 13, 2025', 7d, 2w, yesterday, monday or 2025-05, "
    "or an instant such as 2025-05-13T08:45:00-04:00"
)


@lru_cache(maxsize=256)
def zone_info(name: str) -> ZoneInfo:
    """Return the IANA zone of that name; raise DateError for any other name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, RecursionError) as error:  # the last for thousands of dots
        raise DateError(f"zone: found {name!r}; expected an IANA zone such as America/New_York") from error


@lru_cache(maxsize=65536)
def parse_date(text: str) -> Date:
    """Read ``YYYY-MM-DD`` and nothing else; raises DateError for other forms and for days that do not exist."""
    match = _DATE.fullmatch(text)
    if match:
        try:
            return pendulum.Date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
    raise DateError(f"date: found {text!r}; expected a day that exists, written YYYY-MM-DD")


_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
# Compiled by `re` when a day is written so: most are written 2025-05-13.
_AGO = r"(\d{1,4}) ?(d|w|m|y)(?:ays?|eeks?|onths?|ears?)?(?: ago)?"
_DAYS = r"(\d{1,8})(?: ?(d|w)(?:ays?|eeks?)?)?"
_SPAN_OF = r"(\d{4})(?:-(\d{2}))?"
_IN_WORDS = (
    r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?",
    r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?(?:,? (\d{4}))?",
)


def read_day(text: str, today: dt.date, *, begins: bool = False) -> Date:
    """Read a day as people write it; the command line prints what it became.

    7d, 2w, 3m and 1y are so long before today, a weekday is the last one before today, a day without a year the last
    one there was; a month or a year ends on its last day, and begins with the close of the day before its first.

    Args:
        text: what was written.
        today: the day from which relative ones are counted.
        begins: the day begins a window, from its close.

    Raises:
        DateError: it is no day, or one that can be read in two ways.
    """
    words = " ".join(text.lower().split())
    if _DATE.fullmatch(words):
        return parse_date(words)
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if words in near:
        return add_days(today, near[words])
    if (ago := re.fullmatch(_AGO, words, re.ASCII)) is not None:
        return _ago(int(ago[1]), ago[2], today)
    weekday = next((n for n, name in enumerate(_WEEKDAYS) if words.removeprefix("last ") in (name, name[:3])), None)
    if weekday is not None:
        return add_days(today, -((today.weekday() - weekday - 1) % 7 + 1))
    if (span := re.fullmatch(_SPAN_OF, words, re.ASCII)) is not None:
        first = month_span(int(span[1]), int(span[2] or 1))[0]
        return add_days(first, -1) if begins else month_span(int(span[1]), int(span[2] or 12))[1]
    return _in_words(words, today)


def read_days(value: object, field: str) -> int:
    """Return a number of days, given as one or written 60, 60d or 8w; raises DateError."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    match = re.fullmatch(_DAYS, value.strip().lower(), re.ASCII) if isinstance(value, str) else None
    if match is None:
        raise DateError(f"{field}: found {value!r:.60}; expected a number of days from 0, such as 60, 60d or 8w")
    return int(match[1]) * (7 if match[2] == "w" else 1)


def _ago(count: int, unit: str, today: dt.date) -> Date:
    if unit in "dw":
        return add_days(today, -count * (7 if unit == "w" else 1))
    return add_months(today, -count * (12 if unit == "y" else 1))


def _in_words(words: str, today: dt.date) -> Date:
    """``May 12, 2025``, ``12 May 2025``, or without the year the last such day."""
    for place, form in enumerate(_IN_WORDS):
        match = re.fullmatch(form, words, re.ASCII)
        if match is None:
            continue
        name, day = (match[1], match[2]) if place == 0 else (match[2], match[1])
        month = next((n for n, full in enumerate(_MONTHS, 1) if name in (full, full[:3], full[:4])), None)
        if month is None:
            break
        year = int(match[3]) if match[3] else today.year
        found = parse_date(f"{year:04d}-{month:02d}-{int(day):02d}")
        return found if match[3] or found <= today else parse_date(f"{year - 1:04d}-{month:02d}-{int(day):02d}")
    raise DateError(f"date: found {words!r}; expected {ACCEPTED}")


def _why_no_day(text: str) -> str:
    """Return how long the month of the first day in a text is, if the month exists and the day does not."""
    match = _DATE.search(text)
    year, month, day = map(int, match.groups()) if match else (0, 0, 0)
    if not (year >= 1 and 1 <= month <= 12) or 1 <= day <= (length := calendar.monthrange(year, month)[1]):
        return ""
    return f", but {_MONTHS[month - 1].capitalize()} {year} has {length} days"


def to_date(value: dt.date) -> Date:
    """Return the same day as a pendulum Date."""
    return pendulum.Date(value.year, value.month, value.day)


def parse_instant(text: str) -> Tick:
    """Read an ISO 8601 date-time with an offset, or with its zone: ``2026-01-15T00:01[America/New_York]``.

    A leap second, 23:59:60 in UTC, is the first second of the next day: the line of ticks has no place for it.
    """
    if (leap := _LEAP_SECOND.fullmatch(text)) is not None:
        tick = parse_instant(f"{leap[1]}:59{leap[2]}") + _SECOND
        if tick % _DAY >= _SECOND or tick > LAST:
            raise DateError(f"instant: found {text!r}; expected seconds up to 59, or the end of a day in UTC")
        return tick
    match = _LOCAL_TIME.fullmatch(text)
    if match and match[5]:
        day = parse_date(match[1])
        try:
            local = dt.time(int(match[2]), int(match[3]), int(match[4] or 0))
        except ValueError as error:
            raise DateError(f"instant: found {text!r}; expected a time of day from 00:00 to 23:59") from error
        return tick_of(dt.datetime.combine(day, local, zone_info(match[5])))
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise DateError(f"instant: found {text!r}; expected {ACCEPTED}") from error
    if moment.tzinfo is None:
        such = f"{text}-05:00" if match else "2025-05-13T08:45:00-04:00"
        raise DateError(f"instant: found {text!r} without an offset; expected one, such as {such}")
    return tick_of(moment)


def tick_of(moment: dt.datetime) -> Tick:
    """Return the tick of an aware datetime; raise DateError for a naive one, and beyond the years 1 to 9999 in UTC."""
    if moment.tzinfo is None:
        raise DateError(f"instant: found {moment.isoformat()!r} without a zone; expected an aware datetime")
    tick = dt.datetime.__sub__(moment, _EPOCH) // _MICROSECOND  # pendulum's own "-" gives an Interval, slow and unlike
    if not FIRST <= tick <= LAST:
        raise DateError(f"instant: found {moment.isoformat()!r}; expected one in the years 1 to 9999 in UTC")
    return tick


@lru_cache(maxsize=65536)
def day_start(day: dt.date, zone: str = FEDERAL_ZONE) -> Tick:
    """First moment of a legal day in its zone; the first day of the year 1 begins with the year, wherever it is."""
    try:
        return tick_of(dt.datetime(day.year, day.month, day.day, tzinfo=zone_info(zone)))
    except (OverflowError, DateError):
        if day > dt.date.min:
            raise
        return FIRST


@lru_cache(maxsize=65536)
def day_close(day: dt.date, zone: str = FEDERAL_ZONE) -> Tick:
    """Last moment of a legal day in its zone: one tick before the next day begins."""
    if day == dt.date.max:
        return NEVER
    return day_start(add_days(day, 1), zone) - 1


def at_local(day: dt.date, hour: int, minute: int, zone: str) -> Tick:
    """Return the tick at which clocks in a zone show a time on a day.

    A time that clocks skip, when they are put forward, is read by the offset before the change: 02:30 is when they show
    03:30. A time that they show twice is the first of the two (``fold=0`` in PEP 495).
    """
    return tick_of(dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone_info(zone)))


def add_days(day: dt.date, days: int) -> Date:
    """Count calendar days; raises DateError beyond the years 1 to 9999."""
    try:
        return pendulum.Date.fromordinal(day.toordinal() + days)  # ten times as quick as pendulum's own "+"
    except (ValueError, OverflowError) as error:
        wanted = "expected a day in the years 1 to 9999"
        raise DateError(f"date: found {day.isoformat()} and {days} days; {wanted}") from error


def add_months(day: dt.date, months: int) -> Date:
    """Count calendar months; the last day of a shorter month stands for a day it does not have.

    Raises DateError beyond the years 1 to 9999.
    """
    try:
        return to_date(day).add(months=months)
    except (ValueError, OverflowError) as error:
        wanted = "expected a day in the years 1 to 9999"
        raise DateError(f"date: found {day.isoformat()} and {months} months; {wanted}") from error


def month_span(year: int, month: int) -> tuple[Date, Date]:
    """First and last day of a month."""
    try:
        first = pendulum.Date(year, month, 1)
    except ValueError as error:
        raise DateError(f"date: found {year:04d}-{month:02d}; expected a month from 01 to 12") from error
    return first, pendulum.Date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=65536)
def instant_of(tick: Tick) -> Instant:
    """Convert a tick to a pendulum instant in UTC."""
    moment = _EPOCH + dt.timedelta(microseconds=tick)
    return pendulum.DateTime(
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, moment.microsecond,
        pendulum.UTC,
    )  # fmt: skip


@lru_cache(maxsize=65536)
def local(tick: Tick, zone: str = FEDERAL_ZONE) -> dt.datetime:
    """Wall-clock reading of a tick in a zone."""
    moment = _EPOCH + dt.timedelta(microseconds=tick)
    try:
        return moment.astimezone(zone_info(zone))
    except OverflowError:  # clocks there show the year 0 or 10000, which no calendar of ours has
        where = zone_info(zone)
        first, last = dt.datetime.min.replace(tzinfo=where), dt.datetime.max.replace(tzinfo=where)
        return first if moment.year == dt.MINYEAR else last


@lru_cache(maxsize=65536)
def day_of(tick: Tick, zone: str = FEDERAL_ZONE) -> Date:
    """Return the legal day a tick falls on in a zone."""
    return to_date(local(tick, zone))


@lru_cache(maxsize=65536)
def spell(tick: Tick, zone: str = FEDERAL_ZONE) -> str:
    """ISO text of a tick: the day alone when it is the first or last moment of that day, else day and minute."""
    if tick >= NEVER or tick <= DAWN:
        return "indefinite" if tick >= NEVER else "always"
    moment = local(tick, zone)
    if is_midnight(moment) or tick == day_close(moment.date(), zone):
        return moment.date().isoformat()
    return moment.isoformat(timespec="minutes")[:16]


def spell_between(first: Tick, last: Tick, zone: str = FEDERAL_ZONE) -> str:
    """ISO text of a tick that is known to lie between two: that tick where they are the same, else the days of both.

    Of one that may never come, the first of both.
    """
    if first >= last or last >= NEVER:
        return spell(first, zone)
    return f"{day_of(first, zone).isoformat()}..{day_of(last, zone).isoformat()}"


def is_midnight(moment: dt.datetime) -> bool:
    """Whether a local moment is the first of its day."""
    return (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)


@lru_cache(maxsize=4096)
def iso_instant(tick: Tick) -> str:
    """Format a tick as ISO 8601 in UTC, exact to the microsecond when it has any."""
    return (_EPOCH + dt.timedelta(microseconds=tick)).isoformat().replace("+00:00", "Z")


class Moment:
    """A day or an instant that a question names, as the caller wrote it.

    ``on="2025-06-01"`` means that legal day as it closes, in the zone of the instrument asked about;
    ``known="2025-06-01"`` means all that could be read by the close of that day, in :data:`FEDERAL_ZONE`. An instant
    means itself.
    """

    __slots__ = ("_tick", "day")

    def __init__(self, *, day: Date | None = None, tick: Tick | None = None) -> None:
        self.day = day
        self._tick = tick

    @classmethod
    def read(
        cls,
        value: str | dt.date | dt.datetime | Moment,
        field: str = "date",
        *,
        today: dt.date | None = None,
        begins: bool = False,
    ) -> Moment:
        """Accept a string, a date, an aware datetime (standard library or pendulum) or a Moment.

        Args:
            value: what was given.
            field: what an error calls it.
            today: the day from which 7d, monday and the like are counted; None: only ISO is read.
            begins: it begins a window; see :func:`read_day`.
        """
        if isinstance(value, Moment):
            return value
        try:
            if isinstance(value, dt.datetime):
                return cls(tick=tick_of(value))
            if isinstance(value, dt.date):
                return cls(day=to_date(value))
            if isinstance(value, str):
                if _TIME.search(value):
                    return cls(tick=parse_instant(value))
                return cls(day=parse_date(value) if today is None else read_day(value, today, begins=begins))
        except DateError as error:
            raise DateError(f"{field}: found {str(value)!r}{_why_no_day(str(error))}; expected {ACCEPTED}") from error
        raise DateError(f"{field}: found {value!r}; expected {ACCEPTED}")

    def tick(self, zone: str = FEDERAL_ZONE) -> Tick:
        """Return the last tick that belongs to it."""
        if self.day is not None:
            return day_close(self.day, zone)
        assert self._tick is not None
        return self._tick

    def __str__(self) -> str:
        return self.day.isoformat() if self.day is not None else iso_instant(self.tick())

    def __repr__(self) -> str:
        return f"Moment({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Moment) and (self.day, self._tick) == (other.day, other._tick)

    def __hash__(self) -> int:
        return hash((self.day, self._tick))
