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


MILLS = [("2024-06-14", "large mills"), ("2024-07-15", "small mills")]
ALL_MILLS = [*MILLS, ("2024-08-15", "all others")]
TIERS = [("2024-06-14", "Tier 1"), ("2024-07-15", "Tier 2"), ("2024-08-15", "Tier 3")]


@each_row(("said", "expected"), (
    (f"Compliance dates are delayed to {D} (Tier 1), {E} (Tier 2), and {F} (Tier 3).", TIERS),
    (f"The compliance dates are postponed until {D} (for large mills); {E} (for small mills); {F} (for all others).",
     ALL_MILLS),
    (f"This rule extends the compliance dates to {D} (large mills), and {E} (small mills).", MILLS),
    (f"The compliance dates are extended from January 9, 2024, to {D} (large mills), and from February 9, 2024, to {E} "
     "(small mills).", MILLS),
    (f"The compliance dates are extended to {D}, for large mills, {E}, for small mills, and {F}, for importers.",
     [*MILLS, ("2024-08-15", "importers")]),
    (f"The compliance dates are extended as follows: large mills, {D}; small mills, {E}.", MILLS),
    (f"The compliance dates are extended as follows: Tier 1, {D}; Tier 2, {E}; and Tier 3, {F}.", TIERS),
    (f"The compliance dates are extended to {D} (large mills), and {E} (small mills), respectively.", MILLS),
    (f"The compliance date is extended to {D} (Friday).", [("2024-06-14", None)]),
    (f"The compliance date is extended to {D} (see the table below).", [("2024-06-14", None)]),
    (f"The compliance date is extended for Tier 1 until {D}, for Tier 2 until {E}, and for Tier 3 until {F}.", TIERS),
    (f"The compliance date is extended as follows: Tier 1: {D}; Tier 2: {E}; and Tier 3: {F}.", TIERS),
    (f"The compliance dates are delayed: for large mills, until {D}; for small mills, until {E}; for all others, until "
     f"{F}.", [*MILLS, ("2024-08-15", "others")]),
    (f"This rule extends the compliance date for large mills to {D} and for small mills to {E}.", MILLS),
    (f"This rule extends the compliance date to {D} for large mills and to {E} for small mills.", MILLS),
    (f"The compliance date is extended for large mills from May 10, 2024 to {D}, and for small mills from May 10, 2024 "
     f"to {E}.", MILLS),
    (f"The compliance date is extended for Tier 1, Tier 2, and Tier 3 until {D}, {E}, and {F}, respectively.", TIERS),
    (f"The compliance date is extended to {D}, {E}, and {F}, for Tier 1, Tier 2, and Tier 3, respectively.", TIERS),
    (f"The compliance date is extended for mills built before May 1, 2020, until {D}, and for mills built on or after "
     f"May 1, 2020, until {E}.", [("2024-06-14", "mills built before May 1, 2020"),
                                  ("2024-07-15", "mills built on or after May 1, 2020")]),
    (f"The compliance date is extended for large mills to {D}; for small mills, it is extended to {E}.", MILLS),
    (f"The compliance date is extended for Tier 1 until {D}, for the reasons in the rule of February 2, 2024.",
     TIERS[:1]),
    (f"The compliance date is extended for Tier 1 until {D}, the date on which the exemption for Tier 2 expires.",
     TIERS[:1]),
    (f"The compliance date is extended for 12 months until {D}.", [("2024-06-14", None)]),
    (f"The compliance dates are extended to (Tier 1) {D}, (Tier 2) {E}, and (Tier 3) {F}.", TIERS),
))  # fmt: skip
def test_each_class_has_the_new_day_beside_it(said: str, expected: list[tuple[str, str | None]]) -> None:
    claims = read_dates(said, published_on=dt.date(2024, 4, 1))
    assert [(each.when.text, each.parties) for each in claims if not each.unread] == expected
    assert {(each.kind, each.act) for each in claims} == {("set_compliance", "delay")}


@each_row("old", (
    ", which were April 15, 2024 (large mills), and May 15, 2024 (small mills),",
    " of April 15, 2024 (large mills), and May 15, 2024 (small mills),", " of April 15, 2024, and May 15, 2024,",
    ", which were April 15, 2024, and May 15, 2024,",
))  # fmt: skip
def test_the_old_days_of_classes_are_over_and_nothing_expires(old: str) -> None:
    said = f"The compliance dates{old} are extended to {D} (large mills), and {E} (small mills)."
    claims = [each for each in read_dates(said, published_on=dt.date(2024, 4, 1)) if each.act != "recital"]
    assert [(each.when.text, each.parties) for each in claims] == MILLS
    assert {(each.kind, each.act) for each in claims} == {("set_compliance", "delay")}


@each_row("said", (
    f"The compliance dates are discussed in section II.E: {D}, for large mills, and {E}, for small mills.",
    f"The compliance dates are set forth in section V below: for large mills, {D}; for small mills, {E}.",
    f"The compliance dates are described in section II.E, and are {D}, for large mills and {E}, for small mills.",
    f"The compliance dates are provided in part IV.B: {D} (large mills) and {E} (small mills).",
    f"The compliance dates for each mill are listed in Table 1: {D}, for large mills; {E}, for small mills.",
))  # fmt: skip
def test_days_that_are_told_elsewhere_too_are_told_here(said: str) -> None:
    claims = read_dates(said, published_on=PUBLISHED)
    assert [(each.when.text, each.parties, each.unread) for each in claims] == [(*each, None) for each in MILLS]


@each_row("said", (
    f"The compliance dates are discussed in the meeting of {D}.",
    f"The compliance dates are discussed in section II.E of the rule of {D}.",
    f"The compliance dates were discussed on {D}, and are not set yet.",
    f"Comments on the compliance dates discussed in section II.E are due {D}.",
))  # fmt: skip
def test_where_something_is_discussed_sets_no_day(said: str) -> None:
    claims = read_dates(said, published_on=PUBLISHED)
    assert not [each for each in claims if each.kind == "set_compliance" and not each.unread]


@each_row("said", (
    f"Compliance is required for large mills by {D}, and for small mills by {E}.",
    f"Large mills have until {D}, and small mills until {E}, to comply with the rule.",
))  # fmt: skip
def test_each_class_has_the_day_behind_it(said: str) -> None:
    claims = read_dates(said, published_on=PUBLISHED)
    assert [(each.when.text, (each.parties or "").lower()) for each in claims] == MILLS


def test_the_part_that_is_moved_is_the_same_for_the_next_class() -> None:
    said = f"The compliance date for § 60.4 is extended for large mills until {D} and for small mills until {E}."
    claims = read_dates(said, published_on=PUBLISHED)
    assert [(each.when.text, each.parties) for each in claims] == MILLS
    assert {each.scope for each in claims} == {"§ 60.4"}


@each_row("of", ("The compliance dates of the rule published at 88 FR 41230", "Compliance with 30 CFR 60.4"))
def test_what_is_moved_is_the_same_for_all_classes(of: str) -> None:
    claims = read_dates(f"{of} are extended to {D} (Tier 1), {E} (Tier 2).", published_on=PUBLISHED)
    assert len(claims) == len({each.parties for each in claims}) == 2
    assert len({(each.target, each.scope) for each in claims}) == 1


RULE: dict[str, Any] = {
    "document_number": "2023-90100", "publication_date": "2023-06-20", "type": "Rule", "citation": "88 FR 41230",
    "title": "Kiln Grate Records", "action": "Final rule.", "abstract": None, "effective_on": "2023-08-21",
    "dates": "This rule is effective August 21, 2023. Compliance is required by May 10, 2024.",
    "cfr_references": [{"title": 30, "part": 60}], "docket_ids": ["KGR-2023-0001"],
}  # fmt: skip


def _delays(said: str) -> list[tuple[str, str | None]]:
    moves = RULE | {
        "document_number": "2024-90101", "publication_date": "2024-05-01", "citation": "89 FR 35000", "dates": said,
        "title": "Kiln Grate Records; Extension of Compliance Dates", "effective_on": "2024-05-01",
    }  # fmt: skip
    found = [each["record"] for each in map(json.loads, ledger(RULE, moves).export()) if each.get("type") == "event"]
    return [(each["effect"], each.get("parties")) for each in found if each["kind"] == "delay_compliance"]


def test_days_of_classes_move_and_days_of_nobody_do_not() -> None:
    effective = "This rule is effective May 1, 2024. "
    assert (
        _delays(f"{effective}Compliance dates are extended to {D} (Tier 1), {E} (Tier 2), and {F} (Tier 3).") == TIERS
    )
    assert [on for on, _ in _delays(f"{effective}Compliance dates are extended to {D}, and {E}.")] == ["unknown"]


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
