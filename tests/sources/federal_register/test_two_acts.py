"""Sentences with two acts, and dates that are for a class: each act has its own object, date and persons."""

from __future__ import annotations

import pytest

from regtrack.model.event import Event
from regtrack.sources.federal_register.events import compile_document
from tests.sources.federal_register.test_events import Known, document
from tests.sources.federal_register.test_statements import CITED, TARGET, told

SUSPENSION = "Widgets; Suspension of Certain Requirements"


def test_a_second_act_after_and_is_done_to_the_same_rule() -> None:
    """The rule is cited in SUMMARY alone, and a CFR section is all that the second act names."""
    dates = (
        "From May 3, 2027, 43 CFR 3179.9 is suspended until January 17, 2028, and the compliance date for "
        "43 CFR 3179.7 is delayed until January 17, 2029."
    )
    said = told(dates, abstract=f"The Bureau suspends or delays requirements in {CITED}.", title=SUSPENSION)
    assert f"delay_compliance {TARGET} 2029-01-17 43 CFR 3179.7" in said
    assert f"stay {TARGET} 2027-05-03 until 2028-01-17 43 CFR 3179.9 end_ambiguous" in said


def test_a_compliance_date_that_is_delayed_is_told_where_no_rule_is_cited() -> None:
    said = told("This rule is effective April 9, 2027; however, the compliance date is delayed until October 1, 2027.")
    assert said == ["set_effective 2027-04-09", "set_compliance 2027-10-01"]


@pytest.mark.parametrize(
    ("words", "persons"),
    [
        ("for Tier 1 institutions in ", "Tier 1 institutions"),
        ("for small manufacturers under ", "small manufacturers"),
    ],
)
def test_a_compliance_date_is_delayed_for_a_class(words: str, persons: str) -> None:
    text = f"The compliance date {words}{CITED} is extended from October 1, 2027, to July 18, 2028."
    found = compile_document(document(dates=text), Known())
    (event,) = [each for each in found if isinstance(each, Event) and each.kind == "delay_compliance"]
    assert (event.parts, event.parties, str(event.effect)) == ((), persons, "2028-07-18")


def test_a_compliance_date_is_of_the_section_that_is_complied_with() -> None:
    said = told("This rule is effective April 9, 2027. Operators must comply with 43 CFR 3179.7 by January 20, 2028.")
    assert said == ["set_effective 2027-04-09", "set_compliance 2028-01-20 43 CFR 3179.7"]
