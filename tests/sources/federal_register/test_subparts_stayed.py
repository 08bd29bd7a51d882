"""A subpart that is stayed is all of a rule where another field says that the rule is; else nobody knows."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

RULE = {
    "document_number": "2030-80001", "publication_date": "2030-05-03", "citation": "95 FR 30000", "title": "Kilns",
    "action": "Final rule.", "dates": "This rule is effective July 1, 2030.", "effective_on": "2030-07-01",
    "abstract": "This rule sets standards for kilns.",
}  # fmt: skip
CITES = "On May 3, 2030 (95 FR 30000), EPA published a final rule on kilns. "
STAYED = "40 CFR part 60, subpart QQX, is stayed from June 5, 2031, until September 3, 2031."
UNTIL = "stayed from June 5, 2031, until September 3, 2031."


def asked(dates: str, abstract: str, action: str = "Final rule; stay.") -> tuple[str, str, bool]:
    """In force in July 2031, and in October, and whether July is doubted."""
    stay = {"title": "Kilns; Stay", "action": action, "dates": dates, "abstract": f"{CITES}{abstract}"}
    tracker = ledger(RULE, stay)
    july, october = (tracker.state("95 FR 30000", on, "2032-06-01") for on in ("2031-07-01", "2031-10-01"))
    return str(july.force), str(october.force), "scope_unread" in july.flags


@each_row(
    ("dates", "abstract"),
    [
        (STAYED, "EPA is staying that rule for 90 days."),
        (f"Subpart QQX of 40 CFR part 60 is {UNTIL}", "This action stays the rule pending reconsideration."),
        (STAYED, "That rule is stayed for 90 days."),
        (f"40 CFR part 60, subparts QQX and QQY, are {UNTIL}", "EPA stays this final rule."),
        (f"40 CFR part 60 is {UNTIL}", "EPA is staying that rule."),
    ],
)
def test_the_rule_is_stayed_whose_subpart_is(dates: str, abstract: str) -> None:
    assert asked(dates, abstract) == ("no", "yes", False)


@each_row(
    "abstract",
    [
        "EPA is convening a proceeding for reconsideration.",
        "EPA is staying certain requirements of that rule for 90 days.",
        "EPA is staying that rule insofar as it applies to old kilns.",
        "The rule amended subparts A and QQX. EPA is staying that rule for 90 days.",
    ],
)
def test_it_is_in_doubt_where_no_field_says_so(abstract: str) -> None:
    assert asked(STAYED, abstract)[2]


def test_a_partial_stay_is_one() -> None:
    assert asked(STAYED, "EPA is staying that rule for 90 days.", "Partial stay.") == ("partial", "yes", False)
    section = f"40 CFR 60.4 is {UNTIL}"
    assert asked(section, "EPA is staying that rule for 90 days.") == ("partial", "yes", False)
