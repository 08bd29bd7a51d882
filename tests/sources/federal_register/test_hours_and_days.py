"""Hours of one day, hours of each of several days, and hours at which a span begins and ends, in every order."""

from __future__ import annotations

import datetime as dt

from regtrack.sources.federal_register.dates import read_dates
from tests.rows import each_row

BEGIN, END = dt.time(8), dt.time(17, 30)
SPANS = (
    "from 8 a.m. on June 3, 2024, through 5:30 p.m. on June 5, 2024",
    "from 8 a.m. June 3, 2024, until 5:30 p.m. June 5, 2024",
    "on June 3, 2024, at 8 a.m. through June 5, 2024, at 5:30 p.m.",
    "beginning at 8 a.m. on June 3, 2024, and ending at 5:30 p.m. on June 5, 2024",
    "between 8 a.m. on June 3, 2024 and 5:30 p.m. on June 5, 2024",
    "from 0800 on June 3, 2024, to 1730 on June 5, 2024",
    "from 8 a.m. (local time) on June 3, 2024, through 5:30 p.m. (local time) on June 5, 2024",
)  # fmt: skip
ONE_DAY = (
    "from 8 a.m. to 5:30 p.m. on June 3, 2024", "on June 3, 2024, from 8 a.m. to 5:30 p.m.",
    "June 3, 2024, between the hours of 8 a.m. and 5:30 p.m.", "June 3, 2024, between 8 a.m. and 5:30 p.m.",
    "between 8 a.m. and 5:30 p.m. on June 3, 2024", "from 8 a.m. until 5:30 p.m. on Monday, June 3, 2024",
)  # fmt: skip
EACH_DAY = (
    "from 8 a.m. to 5:30 p.m. daily from June 3, 2024, through June 5, 2024",
    "June 3, 2024, through June 5, 2024, from 8 a.m. to 5:30 p.m. each day",
    "from 8 a.m. to 5:30 p.m. each day from June 3 through June 5, 2024",
    "daily from 8 a.m. until 5:30 p.m., June 3, 2024, through June 5, 2024",
    "each day from June 3, 2024, through June 5, 2024, between 8 a.m. and 5:30 p.m.",
    "between the hours of 8 a.m. and 5:30 p.m. from June 3, 2024, through June 5, 2024",
)
FIRST, LAST = "2024-06-03", "2024-06-05"


@each_row(
    ("words", "begins", "ends", "hours"),
    [(words, f"{FIRST}T08:00", f"{LAST}T17:30", ()) for words in SPANS]
    + [(words, f"{FIRST}T08:00", f"{FIRST}T17:30", ()) for words in ONE_DAY]
    + [(words, FIRST, LAST, ((BEGIN, END),)) for words in EACH_DAY],
)
def test_hours_are_those_of_their_days(
    words: str, begins: str, ends: str, hours: tuple[tuple[dt.time, dt.time], ...]
) -> None:
    (claim,) = read_dates(f"This rule is effective {words}.", published_on=dt.date(2024, 5, 20), zone="America/Chicago")
    assert claim.kind == "set_effective"
    assert (claim.when.text.partition("[")[0], claim.until and claim.until.text.partition("[")[0]) == (begins, ends)
    assert claim.hours == hours
