"""Several deadlines for several classes, each with its day; and the new day for comments, wherever it is told."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from regtrack.sources.federal_register.dates import read_dates
from tests.rows import each_row
from tests.sources.federal_register.test_what_is_over import ledger

PUBLISHED = dt.date(2024, 5, 1)
D, E, F = "June 14, 2024", "July 15, 2024", "August 15, 2024"
DUE = ("2024-06-14", "2024-07-15", "2024-08-15")


@each_row(("said", "number"), (
    (f"There are three rounds. The deadlines are {D}, {E}, and {F}.", 3),
    (f"The deadline is {D}.", 1),
    (f"The deadline is {D} for States, {E} for Tribes, and {F} for territories.", 3),
    (f"The application deadlines are {D} (Round 1) and {E} (Round 2).", 2),
    (f"Submit applications on {D} (small institutions), and {E} (all others).", 2),
    (f"Applications are due {D} (new applicants), {E} (renewals), and {F} (all others).", 3),
    (f"Applications must be received by {D}, for research; {E}, for training; and {F}, for equipment.", 3),
    (f"Application deadlines: {D}; {E}; {F}.", 3),
    (f"Applications must be postmarked on or before {D}.", 1),
    (f"Applications sent by mail must be postmarked by {D}, and others must be submitted by 11:59 p.m. on {E}.", 2),
    (f"Written comments are due on or before the close of business {D}; reply comments are due on or before {E}.", 2),
    (f"The deadline for concept papers is {D}, at 5 p.m. Invited applications are due {E}, at 5 p.m.", 2),
    (f"Petitions to deny are due {D}. Oppositions are due {E}. Replies are due {F}.", 3),
    (f"Comments must be filed by {D}. Requests for a hearing or petitions to intervene must be filed by {E}.", 2),
    (f"Electronic comments must be submitted by {D}. Paper comments must be postmarked on or before that date.", 1),
))  # fmt: skip
def test_each_class_has_its_day(said: str, number: int) -> None:
    claims = read_dates(said, published_on=PUBLISHED, bare="set_deadline")
    assert [each.when.text[:10] for each in claims if not each.unread] == list(DUE[:number])


@each_row(
    "said",
    (
        f"Compliance dates: {D} (large kilns); {E} (small kilns).",
        f"Compliance is required by {D} (large kilns), and {E} (small kilns).",
        f"The compliance dates are {D} (for large kilns) and {E} (for small kilns).",
    ),
)
def test_who_stands_in_brackets_behind_a_day_has_that_day(said: str) -> None:
    claims = read_dates(said, published_on=PUBLISHED)
    expected = [("2024-06-14", "large kilns"), ("2024-07-15", "small kilns")]
    assert [(each.when.text, each.parties) for each in claims] == expected


PROPOSAL: dict[str, Any] = {
    "document_number": "2024-90500", "publication_date": "2024-04-01", "type": "Proposed Rule",
    "citation": "89 FR 30000", "title": "Kiln Grate Standards", "action": "Proposed rule.",
    "dates": "Comments must be received on or before May 31, 2024.", "abstract": None, "effective_on": None,
    "cfr_references": [{"title": 30, "part": 60}],
}  # fmt: skip


@each_row("said", (
    "Comments on the proposed rule published at 89 FR 30000 were due May 31, 2024. They are now due July 1, 2024.",
    "The comment period for the proposed rule published at 89 FR 30000 was scheduled to end on May 31, 2024. The new "
    "closing date is July 1, 2024.",
    "Comments must be received by July 1, 2024, instead of May 31, 2024, on the proposed rule at 89 FR 30000.",
    "This document extends the comment period of the proposed rule published at 89 FR 30000 for 30 days. Comments, "
    "previously due by May 31, 2024, are due by July 1, 2024.",
    "The comment period for the proposed rule published at 89 FR 30000, which was to close on May 31, 2024, is extended"
    " to July 1, 2024.",
    "The date by which comments on the proposed rule (89 FR 30000) must be received is changed from May 31, 2024, to "
    "July 1, 2024.",
    "The May 31, 2024, deadline for comments on the proposed rule (89 FR 30000) is extended to July 1, 2024.",
))  # fmt: skip
def test_the_new_day_for_comments_is_that_of_the_proposal(said: str) -> None:
    extension = PROPOSAL | {
        "document_number": "2024-90502", "publication_date": "2024-06-03", "citation": "89 FR 48000", "dates": said,
        "title": "Kiln Grate Standards; Extension of Comment Period",
        "action": "Proposed rule; extension of comment period.",
    }  # fmt: skip
    tracker = ledger(PROPOSAL, extension)
    found = [each["record"] for each in map(json.loads, tracker.export()) if each.get("type") == "event"]
    told = [(each["kind"], each["target"][-5:], each.get("through")) for each in found if "comment" in each["kind"]]
    assert told == [("open_comment", "90500", "2024-05-31"), ("extend_comment", "90500", "2024-07-01")]
    assert [each["kind"] for each in found if each["kind"] == "set_deadline"] == []
