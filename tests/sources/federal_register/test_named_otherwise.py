"""What is ended or paused and not named by its page alone: a directive, a closure, a final action, all of a rule."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_what_is_over import force, ledger

OLD: dict[str, Any] = {
    "document_number": "2029-80001", "publication_date": "2029-08-20", "type": "Rule", "citation": "94 FR 30000",
    "title": "Airworthiness Directives; Harlan Kiln Company Airplanes", "action": "Final rule.", "abstract": "The FAA "
    "is adopting a new airworthiness directive (AD).", "effective_on": "2029-09-04", "cfr_references": [],
    "dates": "This AD is effective September 4, 2029.",
}  # fmt: skip
NEW: dict[str, Any] = {
    **OLD, "document_number": "2031-80002", "publication_date": "2031-05-09", "citation": "96 FR 21000",
    "effective_on": "2031-06-13", "abstract": "The FAA is superseding Airworthiness Directive (AD) 2029-16-51, which "
    "applied to all of its airplanes.",
}  # fmt: skip
MATERIAL = (
    "This AD is effective June 13, 2031. The Director of the Federal Register approved the incorporation by reference "
    "of a certain publication listed in this AD as of September 4, 2029"
)
DIRECTIVES: tuple[tuple[str, dict[str, Any], str], ...] = (
    (f"{MATERIAL} (94 FR 30000, August 20, 2029).", {}, "no"),
    (f"{MATERIAL} (94 FR 30000, August 20, 2029).",
     {"abstract": "The FAA is superseding AD 2029-16-51 for all of its airplanes."}, "no"),
    # another one of it: its number is of another time
    (f"{MATERIAL} (94 FR 30000, August 20, 2029).", {"abstract": "The FAA is superseding AD 2030-05-02."}, "doubt"),
    (f"{MATERIAL} (94 FR 30000, August 20, 2029).", {"abstract": "The FAA is superseding AD 2029-02-02."}, "doubt"),
    # on other products, or one of several that are cited
    (f"{MATERIAL} (94 FR 30000, August 20, 2029).",
     {"title": "Airworthiness Directives; Mill Kiln Company Airplanes"}, "doubt"),
    (f"{MATERIAL} (94 FR 30000, August 20, 2029), and as of May 2, 2028 (93 FR 100, April 2, 2028).", {}, "doubt"),
    # not superseded
    (f"{MATERIAL} (94 FR 30000, August 20, 2029).", {"abstract": "This AD does not supersede AD 2029-16-51."}, "doubt"),
)  # fmt: skip


@each_row(("dates", "fields", "expected"), DIRECTIVES)
def test_a_directive_is_the_one_whose_material_is_cited(dates: str, fields: dict[str, Any], expected: str) -> None:
    tracker = ledger(OLD, {**NEW, "dates": dates, **fields})
    assert force(tracker, "94 FR 30000", "2031-06-01", "2031-05-10") in ("yes", "doubt")
    assert force(tracker, "94 FR 30000", "2031-08-01", "2031-05-10") == expected


CLOSED: dict[str, Any] = {
    "document_number": "2029-80003", "publication_date": "2029-02-28", "type": "Rule", "citation": "94 FR 7000",
    "title": "Fisheries of the Zone; Gray Cod by Pot Vessels in the Western Area", "action": "Temporary rule; closure.",
    "abstract": "NMFS is prohibiting directed fishing for gray cod.", "effective_on": None, "cfr_references": [],
    "dates": "Effective February 26, 2029, through June 10, 2029.",
}  # fmt: skip
OPENED: dict[str, Any] = {
    **CLOSED, "document_number": "2029-80004", "publication_date": "2029-04-03", "citation": "94 FR 12000",
    "action": "Temporary rule; modification of a closure.", "dates": "Effective April 2, 2029, through June 10, 2029.",
    "abstract": "NMFS is opening directed fishing for gray cod by vessels using pot gear in the Western Area. NMFS "
    "closed that fishery on February 26, 2029 (94 FR 7000).",
}  # fmt: skip


@each_row(
    ("title", "expected"),
    [
        (f"{CLOSED['title']}; Opening", "no"),
        (f"{CLOSED['title']}; Modification of a Closure", "no"),
        (f"Opening of {CLOSED['title']}", "no"),
        (CLOSED["title"].replace("Western", "Central") + "; Opening", "doubt"),
        (CLOSED["title"].replace("Pot", "Trawl") + "; Opening", "doubt"),
    ],
)
def test_an_opening_adds_its_act_to_the_title_of_the_closure(title: str, expected: str) -> None:
    tracker = ledger(CLOSED, {**OPENED, "title": title})
    assert force(tracker, "94 FR 7000", "2029-04-24", "2029-04-03") == expected


RULE = {
    **OLD, "title": "Kiln Data", "dates": "This rule is effective October 1, 2029.", "effective_on": "2029-10-01",
    "document_number": "2029-80005", "citation": "94 FR 29000", "publication_date": "2029-07-26",
}  # fmt: skip
STAYS = (
    "The amendments made by the interim final rule published at 94 FR 29000 are stayed from June 10, 2031, until June "
    "10, 2032, at which time the stay is lifted.",
    "The rule published at 94 FR 29000 is stayed from June 10, 2031, until June 10, 2032, on which day it is in effect "
    "again.",
    "The final action published at 94 FR 29000 is stayed from June 10, 2031, until June 10, 2032.",
    "The effectiveness of the final action published on July 26, 2029 (94 FR 29000), is stayed from June 10, 2031, "
    "until June 10, 2032, at that time the stay ends.",
)


@each_row("dates", STAYS)
def test_what_happens_at_the_end_of_a_stay_is_no_part_of_the_rule(dates: str) -> None:
    stay = {**NEW, "title": "Kiln Data; Stay", "action": "Final rule; stay.", "abstract": None, "dates": dates}
    tracker = ledger(RULE, {**stay, "effective_on": None})
    state = tracker.state("94 FR 29000", "2031-08-01", "2031-06-15")
    assert (state.status, str(state.force)) == ("stayed", "no")


def test_a_final_action_is_delayed_as_a_rule_is() -> None:
    dates = (
        "The effective date of the final action published at 94 FR 29000, is extended from October 1, 2029, to May 1, "
        "2030."
    )
    delay = {
        **NEW, "title": "Kiln Data; Extension", "action": "Final action; extension of effective date.",
        "abstract": None, "dates": dates, "publication_date": "2029-09-03", "effective_on": None,
    }  # fmt: skip
    tracker = ledger(RULE, delay)
    assert [force(tracker, "94 FR 29000", on, "2029-09-10") for on in ("2030-02-01", "2030-06-01")] == ["no", "yes"]
