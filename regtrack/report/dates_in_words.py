"""Dates in words, in the language spoken: 13 May 2025, "a day in May 2025", 15 January 2026 at 00:01 New York time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from regtrack import dates
from regtrack.errors import DateError
from regtrack.report.language import spoken, term, tr

MONTHS = "January February March April May June July August September October November December".split()


_ISO = re.compile(
    r"(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2}|\[[^\]]+\])?)?"
)


_IN_TEXT = r"\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?:\[[A-Za-z_/]+\])?)?(?!\w)"  # compiled when it is needed


_MONTH = re.compile(r"\d{4}(?:-\d{2})?")


def date(text: str | None) -> str:
    """Return an ISO day, month or minute in words: 13 May 2025, May 2025, 15 January 2026 at 00:01 New York time."""
    return _date(text, spoken()) if text is not None else ""


@lru_cache(maxsize=4096)
def _date(text: str, _language: str) -> str:
    if ".." in text:
        first, _, last = text.partition("..")
        return _month_of(first, last) or tr("between {first} and {last}", first=date(first), last=date(last))
    match = _ISO.fullmatch(text)
    if match is None:
        return text
    year, month, day, time, offset = match.groups()
    if day is None:
        return tr("{month} {year}", month=month_name(int(month)), year=year)
    words = tr("{day} {month} {year}", day=int(day), month=month_name(int(month)), year=year)
    if time is None:
        return tr("{day} ({zone} time)", day=words, zone=_named(offset)) if offset else words
    if offset in ("Z", "[UTC]"):
        return tr("{day} at {time} UTC", day=words, time=time)
    if offset and offset.startswith("["):
        return tr("{day} at {time} {zone} time", day=words, time=time, zone=_named(offset))
    if offset:
        return tr("{day} at {time} UTC{offset}", day=words, time=time, offset=offset)
    return tr("{day} at {time}", day=words, time=time)


def _named(zone: str) -> str:
    return term("zone", town(zone.strip("[]")))


def some_day(text: str | None) -> str:
    """Return the same after a word such as "on" or "until".

    A date not known to the day becomes "a day in May 2025".
    """
    if text is None or not (".." in text or _MONTH.fullmatch(text)):
        return date(text)
    first, _, last = text.partition("..")
    month = _month_of(first, last) if last else date(text)
    if month:
        return tr("a day in {month}", month=month)
    return tr("a day between {first} and {last}", first=date(first), last=date(last))


def _month_of(first: str, last: str) -> str:
    """Return the month or the year that two days are the first and the last of; empty if they are not."""
    year, month = first[:4], first[5:7]
    if first[8:] == "01" and last == dates.month_span(int(year), int(month))[1].isoformat():
        return date(first[:7])
    return tr("{year}", year=year) if (first[4:], last[4:], last[:4]) == ("-01-01", "-12-31", year) else ""


def hour(text: str | None, zone: str) -> str:
    """Return the local time that a date has: 20:00 Guam time. A day has none, nor has its first minute."""
    time = (text or "").partition("T")[2][:5]
    return hours(time, zone) if ".." not in (text or "") and time not in ("", "00:00", "00:01") else ""


def hours(words: str, zone: str) -> str:
    """Return hours with the zone whose they are."""
    return tr("{hours} {zone} time", hours=words, zone=_named(zone))


@lru_cache(maxsize=4096)
def zoned(text: str | None, zone: str) -> str | None:
    """Return an ISO day, minute or span with the zone added to its minutes."""
    return re.sub(r"T\d{2}:\d{2}(?![\d:\[Z+-])", rf"\g<0>[{zone}]", text) if text is not None else None


def stated(text: str | None, zone: str, own: str | None, *, last: bool = False) -> str | None:
    """Return a date as whoever stated it counts days, where that is elsewhere: ``2027-01-10[Asia/Shanghai]``.

    What ends with a day in Beijing ends at an hour of another day in New York, of which nobody spoke.

    Args:
        text: the date as ISO text in the time of the instrument.
        zone: IANA zone of the instrument.
        own: that of the statement's days; None for the same.
        last: it is an end, and its last day is meant.
    """
    if own is None or own == zone or not re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", text or ""):
        return zoned(text, zone)
    moment = dates.local(dates.parse_instant(f"{text}[{zone}]"), own)
    if not dates.is_midnight(moment):
        return zoned(text, zone)
    return f"{dates.add_days(moment, -last).isoformat()}[{own}]"


def dates_in(text: str | None) -> str:
    """Return a text with every ISO date in it in words."""
    return re.sub(_IN_TEXT, lambda match: date(match[0]), text or "")


def day(value: dt.date) -> str:
    """Return a day in words."""
    return date(value.isoformat())


def short_day(value: dt.date) -> str:
    """Return a day in short words, for a label."""
    return tr("{day} {month} {year}", day=value.day, month=month_name(value.month, short=True), year=value.year)


def brief(text: str | None) -> str:
    """Return a stated date in short words, ``13 Jan 2025``; of other forms than a day, as :func:`some_day` has it."""
    return _brief(text, spoken()) if text is not None else ""


@lru_cache(maxsize=4096)
def _brief(text: str, _language: str) -> str:
    day, sign, zone = text.partition("[")
    if sign and "T" not in day:
        return tr("{day} ({zone} time)", day=brief(day), zone=_named(zone))
    first, _, last = text.partition("..")
    if last and _month_of(first, last):
        return _month_of(first, last)
    try:
        words = [short_day(dates.parse_date(each[:10])) for each in (first, *((last,) if last else ()))]
    except DateError:
        return some_day(text)
    return words[0] if len(words) == 1 else tr("a day between {first} and {last}", first=words[0], last=words[1])


def day_month(text: str, year: str) -> str:
    """Return a day in short words, without its year where that is ``year``: the one in which all days compared lie.

    Of another year, or where the days compared are of several (``year`` is empty), it has its year.
    """
    if not year or not text.startswith(year):
        return brief(text)
    try:
        value = dates.parse_date(text[:10])
    except DateError:
        return date(text)
    return tr("{day} {month}", day=value.day, month=month_name(value.month, short=True))


def only_year(days: Iterable[object]) -> str:
    """Return the year of days that are all of one, as ISO text begins with it; empty where they are of several."""
    years = {str(day)[:4] for day in days}
    return years.pop() if len(years) == 1 else ""


def month_name(number: int, *, short: bool = False) -> str:
    """Return a month by name."""
    name = MONTHS[number - 1]
    return term("short month", name[:3]) if short else term("month", name)


def town(zone: str) -> str:
    """Return the town by which a zone is named: that of China's legal time is Beijing, whatever the database has."""
    return "Beijing" if zone == "Asia/Shanghai" else zone.rpartition("/")[2].replace("_", " ")
