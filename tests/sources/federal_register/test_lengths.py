"""A length that is told beside a begin, or beside a begin and an end, is the one span of the document."""

from __future__ import annotations

import datetime as dt

from regtrack.sources.federal_register.dates import read_dates
from tests.rows import each_row

PUBLISHED = dt.date(2031, 6, 5)


def spans(text: str) -> list[tuple[str, str, str, bool]]:
    found = read_dates(text, published_on=PUBLISHED)
    return [(c.kind, str(c.when), str(c.until), c.condition is None) for c in found]


@each_row(
    "dates",
    [
        "This exemption will be in effect for a period of five years, beginning on August 22, 2031, and ending on "
        "August 21, 2036.",
        "The exemption is in effect for a period of 5 years, from August 22, 2031, through August 21, 2036.",
        "This rule will be in effect for the period beginning on August 22, 2031, and ending on August 21, 2036.",
        "Effective for a period of five years beginning on August 22, 2031, and ending on August 21, 2036.",
        "This order will remain in effect for five years, beginning on August 22, 2031, and terminating on August 21, "
        "2036.",
        "This rule is effective for five years, starting on August 22, 2031, and expiring on August 21, 2036.",
        "The rule is in effect for five years beginning on August 22, 2031, and continuing through August 21, 2036.",
    ],
)
def test_length_begin_and_end_are_one_span(dates: str) -> None:
    assert spans(dates) == [("set_effective", "2031-08-22", "2036-08-21", True)]


@each_row(
    "dates",
    [
        "This exemption will be in effect for a period of five years, beginning on August 22, 2036.",
        "This notice is effective for five years from August 22, 2036.",
        "The waiver is valid for a period of five years beginning on August 22, 2036.",
    ],
)
def test_what_lasts_for_a_time_begins_on_the_day_from_which_it_is_counted(dates: str) -> None:
    assert spans(dates) == [("set_effective", "2036-08-22", "2041-08-22", True)]


@each_row(
    ("dates", "told"),
    [
        ("This rule is effective 30 days after June 6, 2031.", [("set_effective", "2031-07-06", "None", True)]),
        ("Comments will be accepted for 30 days from June 6, 2031.", [("open_comment", "2031-07-06", "None", True)]),
        (
            "This permit is valid for five years after the date of delivery.",
            [("set_effective", "unknown", "None", False)],
        ),
        (
            "This rule is effective August 22, 2031. Records must be kept for a period of five years, beginning on May "
            "1, 2032, and ending on April 30, 2037.",
            [("set_effective", "2031-08-22", "None", True)],
        ),
    ],
)
def test_other_lengths_are_read_as_before(dates: str, told: list[tuple[str, str, str, bool]]) -> None:
    assert [each for each in spans(dates) if each[0] != "set_deadline"] == told
