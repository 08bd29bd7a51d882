"""A notice of rates or fees that title or SUMMARY print for one period is over after it."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import force, ledger

NOTICE = {
    "type": "Notice", "cfr_references": [], "publication_date": "2031-07-09", "action": "General notice.",
    "title": "Quarterly Interest Rates on Overdue Kiln Accounts", "effective_on": "2031-07-01",
    "dates": "The rates announced in this notice are applicable as of July 1, 2031.",
}  # fmt: skip
DAYS = ("2031-08-15", "2031-09-30", "2031-10-01")


def asked(abstract: str, **fields: str) -> list[str]:
    tracker = ledger({**NOTICE, "abstract": abstract, **fields})
    return [force(tracker, day) for day in DAYS]


@each_row(
    ("abstract", "title"),
    [
        ("For the calendar quarter beginning July 1, 2031, and ending September 30, 2031, the interest rates will be 7 "
         "percent.", NOTICE["title"]),
        ("The rates for the quarter from July 1, 2031, through September 30, 2031, are 7 percent.", NOTICE["title"]),
        ("For the calendar quarter beginning July 1, 2031, the interest rates will be 7 percent.", NOTICE["title"]),
        ("This notice sets fees. The fees apply to the period July 1, 2031, through September 30, 2031.", "Kiln Fees"),
        ("EPA announces the price of kiln dust.",
         "Prices of Kiln Dust for the Period Beginning July 1, 2031, and Ending September 30, 2031"),
        ("During the season that begins on July 1, 2031, and ends on September 30, 2031, the quota is 7 tons.",
         "Quota of Kiln Dust"),
    ],
)  # fmt: skip
def test_it_ends_with_its_period(abstract: str, title: object) -> None:
    assert asked(abstract, title=str(title)) == ["yes", "yes", "no"]


@each_row(
    ("abstract", "fields"),
    [
        ("For the quarter beginning July 1, 2031, the interest rates will be 7 percent.", {}),  # whose quarter?
        ("For the quarter beginning July 1, 2031, and ending September 30, 2031, the rates will be 7 percent; they "
         "remain in effect until changed.", {}),
        ("The rates will be 7 percent for the quarter beginning July 1, 2031, and ending September 30, 2031, and 8 "
         "percent for the quarter beginning October 1, 2031, and ending December 31, 2031.", {}),
        ("For the quarter beginning July 1, 2031, and ending September 30, 2031, 40 kilns were counted.", {}),
        ("For the quarter beginning July 1, 2031, and ending September 30, 2031, rates of dust are 7 grams.",
         {"title": "Dust of Kilns"}),
        ("The fees for the first period beginning July 1, 2031, and ending September 30, 2031, are 7 dollars; those "
         "for the second one are 8.", {}),
        ("The rates for the season from July 1, 2031, through September 30, 2031, are 7 percent; other rates 8.", {}),
        ("The rates are 7 percent.", {"dates": "Comments are due for the period beginning July 10, 2031, and ending "
         "September 30, 2031."}),
    ],
)  # fmt: skip
def test_what_is_not_for_one_period_does_not(abstract: str, fields: dict[str, str]) -> None:
    assert asked(abstract, **fields)[2] == "yes"
