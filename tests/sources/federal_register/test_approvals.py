"""Provisions that wait for an approval are in force from the day that a later document tells, and no others are."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import regtrack
from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
TITLE = "Widget Shipment Records"
WAITS = (
    "This rule is effective April 2, 2024, except for {p}, which contains information collection requirements that "
    "have not been approved by the Office of Management and Budget (OMB). The agency will publish a document "
    "announcing the effective date.",
    "This rule is effective April 2, 2024, except {p}, which is delayed indefinitely.",
    "Effective April 2, 2024. {P} is delayed indefinitely pending approval by OMB. The agency will publish a document "
    "in the Federal Register announcing the effective date.",
)  # fmt: skip
RULE = "published March 1, 2024, at 89 FR 15200,"
APPROVED = (
    "The information collection requirements in {p} of the final rule " + RULE + " were approved by OMB on August 9, "
    "2024. {P} is effective September 3, 2024.",
    "{P} is effective September 3, 2024. OMB approved the information collection in the final rule " + RULE + " on "
    "August 9, 2024.",
    "Effective September 3, 2024, OMB has approved the information collection requirements in {p} of the final rule "
    + RULE + " and {p} is effective on that date.",
    "The information collection contained in {p} of the rule " + RULE + " was approved on August 9, 2024, and {p} "
    "takes effect September 3, 2024.",
    "OMB approved the collection in {p}, " + RULE + " on August 9, 2024; {p} becomes effective September 3, 2024.",
    "{P}, " + RULE + " is effective September 3, 2024.",
    "The amendments to {p} in the final rule " + RULE + " are effective September 3, 2024.",
    "Effective September 3, 2024, {p} of the final rule " + RULE + " is effective.",
    "The effective date of {p}, " + RULE + " is September 3, 2024.",
)  # fmt: skip
UNCITED = (
    "The information collection requirements in {p} were approved by OMB on August 9, 2024. {P} is effective September "
    "3, 2024.",
    "{P} is effective September 3, 2024.",
    "Effective date: September 3, 2024. The rule requiring approval at {p} takes effect on that date.",
)  # fmt: skip
DOUBTED = UNCITED[2:]
ABSTRACT = (
    "On March 1, 2024, the agency published a final rule at 89 FR 15200. OMB approved its information collection "
    "requirements on August 9, 2024. This document announces the approval and the effective date."
)
PARTS = (("§ 702.4(b)", "Section 702.4(b)", "15 CFR 702.4(b)"),)


def paper(number: str, day: str, citation: str, dates: str, **fields: Any) -> dict[str, Any]:
    common = {
        "document_number": number, "publication_date": day, "type": "Rule", "title": TITLE, "citation": citation,
        "action": "Final rule.", "dates": dates, "abstract": None, "effective_on": None,
        "cfr_references": [{"title": 15, "part": 702}],
    }  # fmt: skip
    return common | fields


def ledger(*papers: dict[str, Any]) -> regtrack.Tracker:
    return recorded(papers, NOW)


def force(tracker: regtrack.Tracker, day: str, scope: str | None, known: str | None = None) -> str:
    state = tracker.state("89 FR 15200", day, known or day, scope=scope)
    return "unknown" if not _DOUBTS.isdisjoint(state.flags) else state.force


ROWS = [
    (waits, tells, cited, part)
    for waits, (cited, forms), part in itertools.product(WAITS, ((True, APPROVED), (False, UNCITED)), PARTS)
    for tells in forms
]


@each_row(("waits", "tells", "cited", "part"), ROWS)
def test_an_approval_makes_provisions_effective(
    waits: str, tells: str, cited: bool, part: tuple[str, str, str]
) -> None:
    sign, name, scope = part
    rule = paper("2024-04100", "2024-03-01", "89 FR 15200", waits.format(p=sign, P=name), effective_on="2024-04-02")
    later = paper(
        "2024-04200", "2024-09-03", "89 FR 71300", tells.format(p=sign, P=name), effective_on="2024-09-03",
        title=f"{TITLE}; Approval of Information Collection", abstract=None if cited else ABSTRACT,
        action="Final rule; approval of information collection request.",
    )  # fmt: skip
    tracker = ledger(rule, later)
    days = ("2024-03-15", "2024-08-10", "2024-09-02", "2024-09-03", "2024-10-01")
    for day, known in [*((day, day) for day in days), *((day, "2024-10-01") for day in days)]:
        other, its = force(tracker, day, "15 CFR 702.2", known), force(tracker, day, scope, known)
        assert other == ("yes" if day > "2024-04-01" else "no"), f"the rest on {day}: {other}"
        right = "yes" if day > "2024-09-02" else "no"
        assert its == right or (tells in DOUBTED and its == "unknown"), f"{scope} on {day}: {its}"


TRAPS = (
    # the document amends the provision itself
    ("This rule amends the rule published at 89 FR 15200. Section 702.4(b) is effective September 3, 2024.", {
        "action": "Final rule.", "title": "Widget Fees", "abstract": "This rule revises the widget fees."}, "no"),
    ("Section 702.4(b) is effective September 3, 2024.", {"action": "Final rule.", "title": "Widget Fees"}, "no"),
    # not approved, or another provision is
    ("The information collection requirements in § 702.4(b) of the rule published at 89 FR 15200 have not been "
     "approved by OMB. Section 702.9 is effective September 3, 2024.", {}, "no"),
    ("OMB approved the information collection in § 702.9 of the rule published at 89 FR 15200 on August 9, 2024. "
     "Section 702.9 is effective September 3, 2024. Section 702.4(b) remains delayed indefinitely.", {}, "no"),
    ("Section 702.9, published at 89 FR 15200, is effective September 3, 2024.", {}, "no"),
    ("Section 702.4(b) of the rule published at 89 FR 15200 will be effective when OMB has approved it. Section "
     "702.9 is effective September 3, 2024.", {}, "no"),
)  # fmt: skip


@each_row(("tells", "fields", "right"), TRAPS)
def test_what_is_not_made_effective_waits(tells: str, fields: dict[str, str], right: str) -> None:
    rule = paper("2024-04100", "2024-03-01", "89 FR 15200", WAITS[1].format(p="§ 702.4(b)"), effective_on="2024-04-02")
    common = {
        "title": f"{TITLE}; Approval of Information Collection",
        "action": "Final rule; announcement of approval.",
    }
    later = paper("2024-04200", "2024-09-03", "89 FR 71300", tells, **common | fields)
    tracker = ledger(rule, later)
    assert force(tracker, "2024-10-01", "15 CFR 702.4(b)") == right
    assert force(tracker, "2024-10-01", "15 CFR 702.2") == "yes"


def test_a_rule_whose_own_collection_was_approved_is_its_own() -> None:
    rule = paper("2024-04100", "2024-03-01", "89 FR 15200", WAITS[1].format(p="§ 702.4(b)"), effective_on="2024-04-02")
    summary = "This rule adds to the rule published at 89 FR 15200. OMB has approved the information collection in it."
    tells = "Sections 702.8 and 702.9 are effective October 3, 2024."
    later = paper("2024-04200", "2024-09-03", "89 FR 71300", tells, title="Widget Fees", abstract=summary)
    tracker = ledger(rule, later)
    found = [tracker.state("89 FR 71300", day, day, scope="15 CFR 702.8").force for day in ("2024-09-20", "2024-10-20")]
    assert found == ["no", "yes"]
    assert force(tracker, "2024-10-20", "15 CFR 702.8") == "yes"


@each_row(
    "tells",
    [
        "Amendatory instruction 4, published March 1, 2024, at 89 FR 15200, is effective September 3, 2024.",
        "OMB approved the collection in the rule published March 1, 2024, at 89 FR 15200, on August 9, 2024. "
        "Amendatory instruction 4 is effective September 3, 2024.",
        "The information collection in amendatory instruction 4 of the rule published at 89 FR 15200 was approved by "
        "OMB on August 9, 2024, and amendatory instruction 4 is effective September 3, 2024.",
    ],
)
def test_an_approval_of_an_instruction_makes_it_effective(tells: str) -> None:
    waits = "This rule is effective April 2, 2024, except for amendatory instruction 4, which is delayed indefinitely."
    rule = paper("2024-04100", "2024-03-01", "89 FR 15200", waits, effective_on="2024-04-02")
    later = paper(
        "2024-04200", "2024-09-03", "89 FR 71300", tells, title=f"{TITLE}; Approval of Information Collection",
        action="Final rule; approval of information collection request.",
    )  # fmt: skip
    tracker = ledger(rule, later)
    assert tracker.state("89 FR 15200", "2024-08-10", "2024-08-10", scope="instruction 4").force == "no"
    assert force(tracker, "2024-09-03", "instruction 4") == "yes"
