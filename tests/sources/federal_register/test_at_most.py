"""A notice that does something "for up to two years": until when it is in force, and what is known after that."""

from __future__ import annotations

import datetime as dt

from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
NOTICE = {
    "document_number": "2019-40007", "publication_date": "2019-05-01", "type": "Notice", "citation": "84 FR 18000",
    "title": "Otter Fen, Idaho; Application and Public Meeting", "action": "Notice.",
    "dates": "Comments must be received by July 30, 2019.",
}  # fmt: skip
EFFECTIVE = {"dates": "This notice is effective June 3, 2019."}
ROWS = (
    ("Publication of this notice temporarily segregates the lands for up to two years from entry.", {}, "2021-05-01"),
    ("This notice segregates 40 acres for a period of up to 2 years from the date of publication.", {}, "2021-05-01"),
    ("The lands will be segregated for not more than two years from publication, unless the application is denied.",
     {}, "2021-05-01"),
    ("The Service suspends imports of live otters for up to 18 months.", EFFECTIVE, "2020-12-03"),
    ("The Secretary waives certain laws for no more than 700 days.", EFFECTIVE, "2021-05-03"),
    ("This notice segregates the lands for two years.", EFFECTIVE, "2021-06-03"),
    # asked for, of others, or counted from something else
    ("The Secretary proposes to segregate the lands, and closes nothing; they may be segregated for up to two years.",
     {}, None),
    ("The Service issues permits, each of which is valid for up to two years.", EFFECTIVE, None),
    ("Holders whose permits are suspended for up to two years may apply.", {}, None),
    ("The Otter Act prohibits imports for up to two years. This notice asks for information.", {}, None),
    ("The Service closes the fen for up to 60 days after each storm.", {}, None),
    ("This notice segregates the lands for up to two years from the day of the application.", {}, None),
)  # fmt: skip


@each_row(("abstract", "other", "until"), ROWS)
def test_what_is_done_for_a_time_at_most_is_unknown_after_it(
    abstract: str, other: dict[str, str], until: str | None
) -> None:
    tracker = recorded(({**NOTICE, **other, "abstract": abstract},), NOW)
    during, after = (tracker.state("84 FR 18000", day, day) for day in ("2020-01-15", "2022-01-15"))
    assert (during.force, during.until) == ("yes", until)
    assert after.force == ("unknown" if until else "yes")
