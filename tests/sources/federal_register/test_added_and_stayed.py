"""A stayed section that a rule added is all of that rule where a field stays the regulation; else it is in doubt."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

CFR = [{"title": 21, "part": 172}]
RULE = {
    "document_number": "2030-80001", "publication_date": "2030-10-03", "citation": "95 FR 30000",
    "action": "Final rule.", "title": "Food Additives; Oak Syrup", "cfr_references": CFR, "effective_on": "2030-10-04",
    "dates": "This rule is effective October 4, 2030.", "abstract": "FDA provides for the safe use of oak syrup.",
}  # fmt: skip
STAY = {
    "title": "Food Additives; Oak Syrup; Objections", "action": "Final rule; stay.", "cfr_references": CFR,
    "effective_on": "2031-06-05",
}  # fmt: skip
ADDED = "As of June 5, 2031, 21 CFR 172.871, added at 95 FR 30000 (October 3, 2030), is stayed until FDA rules on them."
WHOLE = "FDA is staying the effectiveness of the food additive regulation for oak syrup. Others may object."


def asked(dates: str, abstract: str, *more: dict[str, Any], **fields: Any) -> tuple[str, bool]:
    """In force in September 2031, and whether that is doubted."""
    stay = {**STAY, "dates": dates, "abstract": abstract, **fields}
    state = ledger(RULE, stay, *more).state("95 FR 30000", "2031-09-01", "2032-06-01")
    return str(state.force), "scope_unread" in state.flags


@each_row(
    ("dates", "abstract"),
    [
        (ADDED, WHOLE),
        ("21 CFR 172.871, adopted at 95 FR 30000, is stayed as of June 5, 2031, pending review.", WHOLE),
        ("Effective June 5, 2031, § 172.871 of title 21, added October 3, 2030 (95 FR 30000), is stayed.",
         "FDA stays that rule while it considers the objections."),
        (ADDED, "The food additive regulation is stayed. FDA received two objections."),
        (ADDED, "FDA is staying the effectiveness of the regulation at § 172.871 for oak syrup."),
        ("Effective June 5, 2031, 21 CFR 172.871 and 172.872, added at 95 FR 30000, are stayed until December 5, 2031.",
         "FDA is staying the effective date of the final rule on oak syrup."),
    ],
)  # fmt: skip
def test_the_regulation_is_stayed(dates: str, abstract: str) -> None:
    assert asked(dates, abstract) == ("no", False)


def test_the_title_alone_may_tell_it() -> None:
    title = "Food Additives; Oak Syrup; Stay of Effective Date"
    assert asked(ADDED, "FDA received objections.", title=title) == ("no", False)
    assert asked(ADDED, "FDA is staying the labeling requirements.", title=title)[1]


@each_row(
    ("dates", "abstract"),
    [
        (ADDED, "FDA received objections and requests for a hearing."),
        (ADDED, f"{WHOLE} Section 172.872 of that rule, on labels, takes effect as printed."),
        (ADDED, "FDA is staying the labeling requirements of the regulation for oak syrup."),
        (ADDED.replace("871,", "871(b),"), WHOLE),
    ],
)
def test_nobody_knows_whether_that_is_all(dates: str, abstract: str) -> None:
    assert asked(dates, abstract)[1]


@each_row(
    ("dates", "abstract", "action"),
    [
        (ADDED, "FDA is staying in part the regulation for oak syrup.", "Final rule; partial stay."),
        (ADDED, "FDA is staying the section. The other provisions of the rule remain in effect.", "Final rule; stay."),
        (ADDED.replace("871,", "871(b),"), "FDA is staying the limits for oak syrup in bread.", "Final rule; stay."),
        (ADDED.replace("added", "as amended"), "FDA is staying the labels.", "Final rule; stay."),
    ],
)
def test_a_part_is_one(dates: str, abstract: str, action: str) -> None:
    assert asked(dates, abstract, action=action) == ("partial", False)


def test_what_is_stayed_whole_is_lifted_whole() -> None:
    lift = {
        **STAY, "document_number": "2031-90010", "publication_date": "2031-08-01", "citation": "96 FR 45000",
        "title": "Food Additives; Oak Syrup; Removal of Stay", "action": "Final rule; removal of stay.",
        "dates": "The stay of 21 CFR 172.871, published at 96 FR 21000 on June 5, 2031, is lifted, effective August "
        "20, 2031.", "abstract": "FDA is lifting the stay.", "effective_on": "2031-08-20",
    }  # fmt: skip
    assert asked(ADDED, WHOLE, lift) == ("yes", False)
    both = ADDED.replace("172.871", "172.871 and 172.872").replace("is stayed", "are stayed")
    assert asked(both, WHOLE, lift)[0] == "partial"


AT = "the rule published at 95 FR 30000 on October 3, 2030"
LIFTED = {
    "document_number": "2031-95001", "publication_date": "2031-11-10", "citation": "96 FR 63444",
    "title": "Food Additives; Oak Syrup; Lifting of Stay", "action": "Final rule; removal of stay.",
    "cfr_references": CFR, "dates": "The stay of 21 CFR 172.871 is lifted effective December 1, 2031.",
    "abstract": "FDA lifts the stay on the rule of October 3, 2030 (95 FR 30000).", "effective_on": "2031-12-01",
}  # fmt: skip


@each_row(
    ("dates", "forces"),
    [
        (f"The effective date of {AT}, adding 21 CFR 172.871, is stayed as of June 5, 2031.", ["no", "no", "yes"]),
        (f"As of June 5, 2031, {AT}, which added 21 CFR 172.871, is stayed.", ["no", "no", "yes"]),
        (f"As of June 5, 2031, {AT}, adding 21 CFR 172.871 and 172.872, is stayed.", ["no", "no", "no"]),  # of one
        (f"As of June 5, 2031, 21 CFR 172.871 of {AT}, is stayed.", ["no", "yes", "yes"]),
        (f"As of June 5, 2031, {AT}, adding 21 CFR 172.871, is stayed, except for § 172.872.", ["no", "yes", "yes"]),
    ],
)
def test_a_rule_by_its_page_is_stayed_and_not_what_it_adds(dates: str, forces: list[str]) -> None:
    """In force: the section that is stayed, and another one; that other one after the stay of the first is lifted."""
    tracker = ledger(RULE, {**STAY, "dates": dates, "abstract": "FDA received objections."}, LIFTED)
    asked = (("871", "2031-09-01"), ("872", "2031-09-01"), ("872", "2032-01-05"))
    found = [tracker.state("95 FR 30000", on, "2032-06-01", scope=f"21 CFR 172.{part}") for part, on in asked]
    assert [str(each.force) for each in found] == forces
    assert tracker.state("95 FR 30000", "2032-01-05", scope="21 CFR 172.871").force == "yes"
