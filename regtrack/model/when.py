"""A date as a source states it, which is often not a day.

A :class:`When` keeps the form in which a date was given (a day, an instant, a month, a span in which it fell, a count
from publication, "indefinitely", not at all). It *resolves* to a :class:`Span`: the earliest and the latest tick at
which the thing may happen. Everything downstream compares against both, so that an uncertain date gives the answer
``unknown`` exactly while it is uncertain, and no stand-in date is ever needed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import attrs

from regtrack import dates
from regtrack.dates import DAWN, NEVER, Tick
from regtrack.errors import DateError
from regtrack.model.value_object import ValueObject


class Span(NamedTuple):
    """Earliest and latest tick; equal when the date is exact."""

    earliest: Tick
    latest: Tick

    @property
    def exact(self) -> bool:
        """Whether it is one tick."""
        return self.earliest == self.latest


class WhenKind(StrEnum):
    """The form in which a date was given."""

    DATE = "date"
    INSTANT = "instant"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    FORMULA = "formula"
    LATER_OF = "later_of"
    EVENT = "event"
    INDEFINITE = "indefinite"
    UNKNOWN = "unknown"


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FORMULA = re.compile(r"publication \+ (\d{1,4}) (days|months)", re.ASCII)
EXPECTED = (
    'a day (2025-05-15), an instant with offset or [zone], a month ("2025-10"), a year ("2026"), a span '
    '("2025-05-13..2025-05-16"), "publication + 30 days", "later of ..., ...", "upon ...", "indefinite" or "unknown"'
)


@attrs.frozen(repr=False)
class When(ValueObject):
    """A date in the form in which it was stated.

    Attributes:
        kind: which form.
        text: the canonical spelling, from which it can be read again with :meth:`parse`.
        inclusive: for ends: the stated day is the last one included ("through"), not the first one out ("until").
    """

    kind: WhenKind
    text: str
    inclusive: bool = False

    @classmethod
    def parse(cls, value: str | dt.date | dt.datetime, *, inclusive: bool = False) -> When:
        """Read any accepted form; raises DateError that lists them all."""
        if isinstance(value, dt.datetime):
            return cls(WhenKind.INSTANT, dates.iso_instant(dates.tick_of(value)), inclusive)
        if isinstance(value, dt.date):
            return _parse_text(value.isoformat(), inclusive)  # read once for all that have the day in common
        if not isinstance(value, str):
            raise DateError(f"found {value!r}; expected {EXPECTED}")
        return _parse_text(value.strip(), inclusive)

    @property
    def dated(self) -> bool:
        """Whether it names a time at all (an undated promise does not)."""
        return self.kind not in _UNDATED

    @property
    def exact(self) -> bool:
        """Whether it is one day or one instant, printed as such."""
        return self.kind in _EXACT

    @property
    def computed(self) -> bool:
        """Whether it has to be counted from publication, so that the day is derived and not printed."""
        return self.kind in _COMPUTED

    def days(self, published_on: dt.date | None) -> tuple[dt.date, dt.date] | None:
        """First and last day it may fall on, or None if it has no day (an instant, or no date)."""
        return _READERS[self.kind](self.text, published_on)

    def start(self, zone: str, published_on: dt.date | None = None) -> Span:
        """When something that begins at this date begins."""
        return _span(self.kind, self.text, zone, published_on, False)

    def end(self, zone: str, published_on: dt.date | None = None) -> Span:
        """Return the first tick no longer included, for something that ends at this date (half-open)."""
        return _span(self.kind, self.text, zone, published_on, self.inclusive)

    def public(self, zone: str) -> Tick:
        """When something published on this date could be read by anyone, at the latest.

        A day alone counts from its close: nobody could be sure to know it earlier.
        """
        return _public(self.kind, self.text, zone)

    def __str__(self) -> str:
        return self.text


_EXACT = frozenset((WhenKind.DATE, WhenKind.INSTANT))
_COMPUTED = frozenset((WhenKind.FORMULA, WhenKind.LATER_OF))
_UNDATED = frozenset((WhenKind.UNKNOWN, WhenKind.EVENT))


@lru_cache(maxsize=65536)
def _span(kind: WhenKind, text: str, zone: str, published_on: dt.date | None, after: bool) -> Span:
    """Return the ticks at which a date begins, or the first ones after it."""
    if kind is WhenKind.INSTANT:
        tick = dates.parse_instant(text)
        return Span(tick, tick)
    if kind is WhenKind.INDEFINITE:
        return Span(NEVER, NEVER)
    days = _READERS[kind](text, published_on)
    if days is None:
        parts = text.removeprefix("later of ").split(",") if kind is WhenKind.LATER_OF else ()
        floors = (When.parse(part.strip()).start(zone, published_on).earliest for part in parts)
        return Span(max(floors, default=DAWN), NEVER)  # the later of a day and an unknown one is not before that day
    first, last = (min(dates.day_close(day, zone) + 1, NEVER) if after else dates.day_start(day, zone) for day in days)
    return Span(first, last)


@lru_cache(maxsize=65536)
def _public(kind: WhenKind, text: str, zone: str) -> Tick:
    if kind is WhenKind.INSTANT:
        return dates.parse_instant(text)
    days = _READERS[kind](text, None)
    if days is None:
        raise DateError(f"found {text!r}; expected a day or an instant on which something could be read")
    return dates.day_close(days[1], zone)


@lru_cache(maxsize=65536)
def _parse_text(text: str, inclusive: bool) -> When:
    kind = _kind_of(text)
    when = When(kind, text, inclusive)
    if kind is WhenKind.INSTANT:
        dates.parse_instant(text)
    elif kind is not WhenKind.INDEFINITE:
        when.days(None)  # raises for days that do not exist
    return when


def _kind_of(text: str) -> WhenKind:
    if _DAY.fullmatch(text):
        return WhenKind.DATE
    if text in ("indefinite", "unknown"):
        return WhenKind(text)
    if text.startswith("upon ") and text[5:].strip():
        return WhenKind.EVENT
    if text.startswith("later of "):
        return WhenKind.LATER_OF
    if _FORMULA.fullmatch(text):
        return WhenKind.FORMULA
    if ".." in text:
        return WhenKind.RANGE
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        return WhenKind.MONTH
    if re.fullmatch(r"[0-9]{4}", text):
        return WhenKind.YEAR
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", text):
        return WhenKind.INSTANT
    raise DateError(f"found {text!r}; expected {EXPECTED}")


_Days = tuple[dt.date, dt.date] | None


def _date_days(text: str, _published_on: dt.date | None) -> _Days:
    day = dates.parse_date(text)
    return day, day


def _month_days(text: str, _published_on: dt.date | None) -> _Days:
    return dates.month_span(int(text[:4]), int(text[5:7]))


def _year_days(text: str, _published_on: dt.date | None) -> _Days:
    return dates.month_span(int(text), 1)[0], dates.month_span(int(text), 12)[1]


def _range_days(text: str, _published_on: dt.date | None) -> _Days:
    first, _, last = text.partition("..")
    start, end = dates.parse_date(first), dates.parse_date(last)
    if start > end:
        raise DateError(f"found {text!r}; expected the earlier day first")
    return start, end


def _formula_days(text: str, published_on: dt.date | None) -> _Days:
    """1 CFR 18.17(b): the day after publication is day 1; only a computed last day moves off days of closure."""
    match = _FORMULA.fullmatch(text)
    assert match is not None
    if published_on is None:
        return None
    count = int(match[1])
    day = dates.add_days(published_on, count) if match[2] == "days" else dates.add_months(published_on, count)
    from regtrack.working_days import roll_to_working_day  # few days are counted

    day = roll_to_working_day(day)
    return day, day


def _later_of_days(text: str, published_on: dt.date | None) -> _Days:
    parts = [When.parse(part.strip()) for part in text.removeprefix("later of ").split(",")]
    spans = [part.days(published_on) for part in parts]
    if any(part.kind is WhenKind.INSTANT for part in parts) or len(parts) < 2:
        raise DateError(f"found {text!r}; expected two or more days or counts after 'later of', separated by commas")
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    return max(first for first, _ in known), max(last for _, last in known)


def _no_days(_text: str, _published_on: dt.date | None) -> _Days:
    return None


_READERS: dict[WhenKind, Callable[[str, dt.date | None], _Days]] = {
    WhenKind.DATE: _date_days,
    WhenKind.INSTANT: _no_days,
    WhenKind.MONTH: _month_days,
    WhenKind.YEAR: _year_days,
    WhenKind.RANGE: _range_days,
    WhenKind.FORMULA: _formula_days,
    WhenKind.LATER_OF: _later_of_days,
    WhenKind.EVENT: _no_days,
    WhenKind.INDEFINITE: _no_days,
    WhenKind.UNKNOWN: _no_days,
}
