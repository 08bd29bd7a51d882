"""The days on which Federal offices are open, and the next one (1 CFR 18.17(b), 5 U.S.C. 6103)."""

from __future__ import annotations

import datetime as dt
from calendar import monthcalendar
from functools import lru_cache

from regtrack.dates import Date, add_days, parse_date, to_date

_CLOSED_BY_ORDER = frozenset(
    # Federal offices closed by executive order or for a day of mourning, on days that are no statutory holiday.
    parse_date(day)
    for day in (
        "2001-12-24", "2002-12-24", "2003-12-26", "2004-06-11", "2007-01-02", "2007-12-24", "2008-12-26",
        "2012-12-24", "2014-12-26", "2018-12-05", "2018-12-24", "2019-12-24", "2020-12-24", "2024-12-24", "2025-01-09",
        "2025-12-24", "2025-12-26",
    )
)  # fmt: skip


_HOLIDAYS = (
    # 5 U.S.C. 6103(a): month; day, or weekday (Monday is 0) with which of the month it is, -1 the last; years.
    (1, 1, None, 1871, 9999),  # New Year's Day
    (1, 0, 3, 1986, 9999),  # Birthday of Martin Luther King, Jr. (Pub. L. 98-144)
    (2, 22, None, 1880, 1970),  # Washington's Birthday
    (2, 0, 3, 1971, 9999),  # (Pub. L. 90-363)
    (5, 30, None, 1888, 1970),  # Memorial Day
    (5, 0, -1, 1971, 9999),
    (6, 19, None, 2021, 9999),  # Juneteenth (Pub. L. 117-17)
    (7, 4, None, 1871, 9999),  # Independence Day
    (9, 0, 1, 1894, 9999),  # Labor Day
    (10, 0, 2, 1971, 9999),  # Columbus Day
    (11, 11, None, 1938, 1970),  # Veterans Day
    (10, 0, 4, 1971, 1977),
    (11, 11, None, 1978, 9999),  # (Pub. L. 94-97)
    (11, 3, 4, 1942, 9999),  # Thanksgiving Day
    (12, 25, None, 1871, 9999),  # Christmas Day
)


@lru_cache(maxsize=256)
def _statutory_holidays(year: int) -> frozenset[dt.date]:
    """Return the days of a year on which Federal offices in Washington keep a legal holiday."""
    # New Year's Day on a Saturday is kept on the last day of the year before it.
    kept = {
        _kept(_holiday(each, *row[:3])) for each in (year, year + 1) for row in _HOLIDAYS if row[3] <= each <= row[4]
    }
    if year >= 1965 and year % 4 == 1:  # Inauguration Day, 5 U.S.C. 6103(c): Federal offices in and around Washington
        inauguration = dt.date(year, 1, 20)
        kept.add(inauguration if inauguration.weekday() != 6 else dt.date(year, 1, 21))
    return frozenset(day for day in kept if day.year == year)


def _holiday(year: int, month: int, day: int, which: int | None) -> dt.date:
    if which is None:
        return dt.date(year, month, day)
    weeks = [week[day] for week in monthcalendar(year, month) if week[day]]
    return dt.date(year, month, weeks[which - (which > 0)])


def _kept(day: dt.date) -> dt.date:
    """Return the day on which a holiday is kept that falls on a weekend (5 U.S.C. 6103(b)(1), E.O. 11582 sec. 3)."""
    return day + dt.timedelta({5: -1, 6: 1}.get(day.weekday(), 0))


def is_federal_working_day(day: dt.date) -> bool:
    """Whether the Office of the Federal Register is open: not a weekend, a legal holiday or a closure by order."""
    return day.weekday() < 5 and day not in _CLOSED_BY_ORDER and day not in _statutory_holidays(day.year)


def roll_to_working_day(day: dt.date) -> Date:
    """Return the day itself, or the next Federal working day after it (1 CFR 18.17(b))."""
    while not is_federal_working_day(day):
        day = add_days(day, 1)
    return to_date(day)
