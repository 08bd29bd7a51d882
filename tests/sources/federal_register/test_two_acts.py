"""Sentences with two acts, and dates that are for a class: each act has its own object, date and persons."""

from __future__ import annotations

import datetime as dt

import pytest

from regtrack.model.event import Event
from regtrack.sources.federal_register.dates import read_dates
from regtrack.sources.federal_register.events import compile_document
from tests.rows import each_row
from tests.sources.federal_register.test_events import Known, document
from tests.sources.federal_register.test_statements import CITED, NOTICE, RULE, TARGET, told

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


@each_row(
    ("dates", "expected"),
    [
        (  # the rest of a rule is not the part of the act before it
            f"Section 430.3 of {CITED} is stayed until June 1, 2027, and the effective date of the rest is delayed "
            "until May 3, 2027.",
            f"delay_effective {TARGET} 2027-05-03 rest scope_unread",
        ),
        (  # a term that opens a sentence is the document's own
            "From 12:01 a.m. on May 4, 2027, through 11:59 p.m. on August 28, 2027, 33 CFR 117.789(c) is stayed and "
            "33 CFR 117.T789 is added.",
            "set_effective 2027-05-04T00:01[America/New_York] through 2027-08-28T23:59[America/New_York] zone_assumed",
        ),
        (
            f"The suspension of {CITED} is continued until further notice.",
            f"extend_stay {TARGET} until indefinite",
        ),
        (
            f"From May 4, 2027, through August 28, 2027, {CITED} is stayed.",
            f"stay {TARGET} 2027-05-04 through 2027-08-28",
        ),
        ("The effective date of April 9, 2027, is delayed indefinitely.", "set_effective indefinite"),
        ("Comments must be received by the last day of June 2027.", "open_comment 2027-03-10 through 2027-06-30"),
    ],
)
def test_what_is_told_beside_an_act(dates: str, expected: str) -> None:
    assert expected in told(dates)


def test_what_an_undated_act_leaves_out_ends_a_sentence() -> None:
    said = told(f"{CITED} is withdrawn, except for subpart D.", action="Final rule; withdrawal.")
    assert said == [f"withdraw_final {TARGET} all but subpart D scope_unread"]


@each_row(
    "end",
    [
        "until the end of the 2027 season on December 31, 2027, or until the quota is reached, whichever is first",
        "until December 31, 2027, or until the quota is reached, whichever occurs first",
        "until the quota is reached or December 31, 2027, whichever comes first",
    ],
)
def test_a_closure_ends_on_its_day_at_the_latest(end: str) -> None:
    found = compile_document(document(dates=f"The fishery is closed effective August 3, 2024, {end}."), Known())
    (event,) = [each for each in found if isinstance(each, Event) and each.kind == "set_effective"]
    assert (str(event.effect), str(event.until)) == ("2024-08-03", "2027-12-31")
    assert event.condition == "until the quota is reached, if sooner"


def test_things_have_dates_of_their_own() -> None:
    dates = (
        "The rule is effective May 11, 2024. It applies to units manufactured after September 1, 2024; for units sold "
        "under an order placed before May 11, 2024, it applies from January 1, 2025."
    )
    found = [each for each in compile_document(document(dates=dates), Known()) if isinstance(each, Event)]
    assert [(str(each.effect), each.parties) for each in found if each.kind == "set_applicability"] == [
        ("2024-09-02", "units manufactured after September 1, 2024"),
        ("2025-01-01", "units sold under an order placed before May 11, 2024"),
    ]


def test_a_date_that_is_corrected_under_the_review_act_never_came() -> None:
    summary = (
        "On January 8, 2027 (92 FR 1052), the Agency published a final rule with an effective date of February 8, "
        "2027. This document corrects the effective date of that rule to March 10, 2027."
    )
    title = "Widgets; Correction of Effective Date Under the Congressional Review Act"
    made = document(dates="This rule is effective March 10, 2027.", abstract=summary, title=title)
    found = [each for each in compile_document(made, Known()) if isinstance(each, Event)]
    (moved,) = [each for each in found if each.kind == "delay_effective"]
    assert (str(moved.effect), str(moved.as_of)) == ("2027-03-10", "2027-01-08")
    plain = document(dates=made.dates, abstract=summary, title="Widgets; Correction of Effective Date.")
    assert all(each.as_of is None for each in compile_document(plain, Known()) if isinstance(each, Event))


def test_a_part_that_is_all_of_the_acting_document_is_a_part_of_the_rule() -> None:
    dates = f"The effective date of the amendments to 45 CFR part 180 in {CITED} is delayed until May 3, 2027."
    partial = told(dates, action="Final rule; delay of effective date in part.", cfr=("45 CFR 180",))
    assert partial == [f"delay_effective {TARGET} 2027-05-03 45 CFR 180"]
    assert told(dates, action="Final rule; delay.", cfr=("45 CFR 180",)) == [f"delay_effective {TARGET} 2027-05-03"]
    wider = told(dates, action="Final rule; delay.", cfr=("45 CFR 180",), known=Known(cfr=("42 CFR 482", "45 CFR 180")))
    assert wider == partial, "the ledger knows that the rule is about more"


def test_the_day_of_one_part_says_nothing_of_the_rest() -> None:
    rest = "set_effective unknown"
    assert told("§ 112.7(c) is effective April 13, 2027.", cfr=("40 CFR 112",)) == [
        "set_effective 2027-04-13 40 CFR 112.7(c)", rest,
    ]  # fmt: skip
    assert rest not in told(
        "§ 112.7(c) is effective April 13, 2027, and this rule, April 9, 2027.", cfr=("40 CFR 112",)
    )


def test_an_enforcement_without_a_day_is_not_current() -> None:
    said = told("", action="Notification of enforcement of regulation.", type=RULE)
    assert said == ["set_effective unknown"]


def test_summary_tells_replies_and_the_end_of_fees() -> None:
    comments = "Deadline for filing comments: July 20, 2027; reply comments due September 3, 2027."
    assert "set_deadline reply comments 2027-03-10 through 2027-09-03" in told("", NOTICE, abstract=comments)
    fees = "These fees are effective from October 1, 2027, through September 30, 2028."
    said = told("The fees are effective October 1, 2027.", NOTICE, abstract=fees)
    assert "set_expiry through 2028-09-30" in said


B = "the rule published January 9, 2027 (92 FR 1300)"


@each_row(
    ("dates", "action"),
    [
        (f"The effective date of {CITED} is delayed until May 3, 2027; {B} remains in effect.", "delay"),
        (f"{B} delayed {CITED} until May 3, 2027; this document confirms that delay.", "delay"),
        (f"In place of {CITED} which is withdrawn, {B} applies.", "withdrawal"),
    ],
)
def test_a_document_that_goes_on_is_not_acted_on(dates: str, action: str) -> None:
    for texts in ({"dates": dates}, {"dates": "Effective March 10, 2027.", "abstract": dates}):
        assert not any("92-fr-1300" in line for line in told(action=f"Final rule; {action}.", **texts))


def test_the_date_by_which_a_class_is_subject_to_a_rule_is_moved() -> None:
    summary = f"The Agency extends the compliance date by which carriers are subject to {CITED} to January 1, 2028."
    said = told("Effective March 16, 2027.", action="Final rule; extension of compliance date.", abstract=summary)
    assert f"delay_compliance {TARGET} 2028-01-01" in said


def test_what_a_title_names_was_done_by_the_interim_rule_that_is_adopted() -> None:
    summary = (
        "The Department is adopting, as a final rule, without change, an interim final rule temporarily suspending "
        "order provisions (92 FR 1052)."
    )
    said = told("Effective April 15, 2027.", title="Pears; Suspension of Provisions", abstract=summary)
    assert said[0] == "set_effective 2027-04-15"
    assert not any(line.startswith("stay") for line in said)


PAUSES = (
    ("10 CFR 1.1 is stayed from May 1, 2027, through June 1, 2027.", "2027-05-01..2027-06-01 included"),
    ("10 CFR 1.1 is suspended May 1, 2027, through June 1, 2027.", "2027-05-01..2027-06-01 included"),
    ("10 CFR 1.1 is stayed from May 1, 2027, until June 1, 2027.", "2027-05-01..2027-06-01"),
    ("10 CFR 1.1 is suspended May 1, 2027.", "whether the stay begins or ends on that day"),
    ("The rule published at 91 FR 1 is extended from May 1, 2027, through June 1, 2027.", "2027-06-01 included"),
    ("The time for filing of petitions on the rule published at 91 FR 1 is extended until May 1, 2027.",
     "2027-05-01 filing of petitions"),
    ("Vessels must comply by their first drydocking after May 1, 2027.", "unknown"),
)  # fmt: skip


@each_row(("text", "expected"), PAUSES)
def test_the_first_and_the_last_day_of_what_is_paused_or_extended(text: str, expected: str) -> None:
    (claim,) = read_dates(text, published_on=dt.date(2027, 3, 1))
    days = [f"{each}{' included' if each.inclusive else ''}" for each in (claim.when, claim.until) if each is not None]
    assert (claim.unread or " ".join(filter(None, ("..".join(days), claim.name)))) == expected


RECITED = (
    "It was set to close on January 16, 2027.", "Applications were due by January 16, 2027.",
    "The comment period had been scheduled to close on January 16, 2027.", "It was to end on January 16, 2027.",
)  # fmt: skip


@each_row("text", RECITED)
def test_a_day_that_had_been_set_is_recited(text: str) -> None:
    assert [each.act for each in read_dates(text, published_on=dt.date(2027, 1, 4))] == ["recital"]


def test_a_list_after_the_day_is_the_following_provisions() -> None:
    said = told(f"The effective date of the following provisions of {CITED} is delayed until July 1, 2027: 43 CFR 1.2.")
    assert said == [f"delay_effective {TARGET} 2027-07-01 43 CFR 1.2"]


def test_a_day_that_another_is_compared_with_sets_nothing() -> None:
    text = "This order expires on May 20, 2027. It ends on the effective date of a rule, if earlier than May 20, 2027."
    claims = read_dates(text, published_on=dt.date(2026, 5, 18))
    assert [(each.kind, str(each.when)) for each in claims if each.when.dated] == [("set_expiry", "2027-05-20")]


def test_the_day_on_which_things_must_meet_a_rule_is_that_of_compliance() -> None:
    text = (
        "The date on which racks must meet the rule at 90 FR 2 is changed from September 1, 2026, to September 1, 2027."
    )
    (claim,) = read_dates(text, published_on=dt.date(2025, 12, 22))
    assert (claim.kind, claim.act, str(claim.when)) == ("set_compliance", "delay", "2027-09-01")
