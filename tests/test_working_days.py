"""Federal working days."""

import datetime as dt

from regtrack import dates
from regtrack.working_days import is_federal_working_day, roll_to_working_day
from tests.rows import each_row


@each_row(
    ("day", "next_open"),
    [
        ("2019-03-16", "2019-03-18"),  # a Saturday
        ("2019-05-26", "2019-05-28"),  # a Sunday before Memorial Day
        ("2018-12-22", "2018-12-26"),  # a weekend, Christmas Eve closed by E.O. 13854, Christmas
        ("2016-05-15", "2016-05-16"),
        ("2024-03-13", "2024-03-13"),
        ("2021-01-20", "2021-01-21"),  # Inauguration Day
        ("2025-01-09", "2025-01-10"),  # a day of mourning
        ("2025-12-24", "2025-12-29"),  # Christmas Eve and the day after Christmas, closed by E.O. 14371, a weekend
        ("2021-06-18", "2021-06-21"),  # Juneteenth, observed on the Friday
        ("2022-01-01", "2022-01-03"),
        ("2021-12-31", "2022-01-03"),  # New Year's Day observed in the year before
    ],
)
def test_days_of_closure(day: str, next_open: str) -> None:
    """1 CFR 18.17(b): weekends, legal holidays, Inauguration Day and closures by order move a computed day on."""
    assert roll_to_working_day(dates.parse_date(day)).isoformat() == next_open


@each_row(
    ("year", "kept"),
    [
        (1971, "01-01 02-15 05-31 07-05 09-06 10-11 10-25 11-25 12-24 12-31"),
        (1977, "01-20 02-21 05-30 07-04 09-05 10-10 10-24 11-24 12-26"),
        (1978, "01-02 02-20 05-29 07-04 09-04 10-09 11-10 11-23 12-25"),
        (2020, "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-24 12-25"),
        (2021, "01-01 01-18 01-20 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"),
        (2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"),
    ],
)
def test_legal_holidays_of_a_year(year: int, kept: str) -> None:
    """5 U.S.C. 6103 as it stood in each year, kept on the nearest weekday; with Inauguration Day."""
    days = (dt.date(year, 1, 1) + dt.timedelta(each) for each in range(365))
    closed = [day for day in days if day.weekday() < 5 and not is_federal_working_day(day)]
    assert " ".join(f"{day:%m-%d}" for day in closed) == kept
