"""What a document is, and what it does to others, by its own words."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from regtrack.model.kinds import INSTRUMENT_KINDS, KINDS
from regtrack.model.when import When
from regtrack.sources.federal_register import acts
from regtrack.sources.federal_register.acts import Classification, stage_of
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.deeds import DEEDS
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.heads import Head
from tests.rows import each_row

RULE, PROPOSAL, NOTICE = DocumentType.RULE, DocumentType.PROPOSED_RULE, DocumentType.NOTICE
PRESIDENTIAL = DocumentType.PRESIDENTIAL


def document(
    type_: DocumentType = RULE,
    action: str | None = None,
    title: str = "Widget Safety Standards",
    *,
    number: str = "2024-01234",
    dates: str | None = None,
    abstract: str | None = None,
    subtype: str | None = None,
    correction_of: str | None = None,
) -> RegisterDocument:
    return RegisterDocument(
        number=number, published_on=dt.date(2024, 2, 1), type=type_, origin=DocumentForm.METADATA,
        title=title, action=action, dates=dates, abstract=abstract, subtype=subtype, correction_of=correction_of,
    )  # fmt: skip


def classify(of: RegisterDocument) -> Classification:
    return DocumentReading(of).classification


def deeds(of: RegisterDocument) -> list[tuple[str, str]]:
    return [(deed.verb, deed.field) for deed in classify(of).deeds]


@each_row(
    ("type_", "action", "title", "kind", "stage"),
    [
        (RULE, "Final rule.", "", "final_rule", "final"),
        (RULE, None, "Widgets", "final_rule", "final"),
        (RULE, "Final amendment; final order.", "", "final_rule", "final"),
        (RULE, "Interim final rule; request for comments.", "", "interim_final_rule", "final"),
        (RULE, "Interim rule with request for comments.", "", "interim_final_rule", "final"),
        (RULE, "Affirmation of interim rule as final rule.", "", "final_rule", "final"),
        (RULE, "Direct final rule; request for comments.", "", "direct_final_rule", "final"),
        (RULE, "Direct final rule; confirmation of effective date.", "", "final_rule", "final"),
        (RULE, "Withdrawal of direct final rule.", "", "final_rule", "final"),
        (RULE, "Temporary final rule.", "", "temporary_rule", "final"),
        (RULE, "Temporary interim rule.", "", "temporary_rule", "final"),
        (RULE, "Final rule; correction.", "", "correction", "final"),
        (RULE, "Correcting amendments.", "", "correction", "final"),
        (RULE, "Final rule; delay of effective date and correction.", "", "final_rule", "final"),
        (RULE, "Direct final rule.", "Air Plan; Ohio; Correction", "direct_final_rule", "final"),
        (RULE, "Notification of enforcement of regulation.", "", "notice", "final"),
        (RULE, "Final interpretive rule.", "", "guidance", "final"),
        (RULE, "Guidance.", "", "guidance", "final"),
        (RULE, "Extension of order.", "", "order", "final"),
        (RULE, "Proposed delay in effective date.", "", "proposed_rule", "proposed"),
        (RULE, "Proposed amendment; notice of intent.", "", "proposed_rule", "proposed"),
        (PROPOSAL, "Notice of proposed rulemaking (NPRM).", "", "proposed_rule", "proposed"),
        (PROPOSAL, None, "Proposed Establishment of Class E Airspace", "proposed_rule", "proposed"),
        (PROPOSAL, "Supplemental notice of proposed rulemaking.", "", "proposed_rule", "proposed"),
        (PROPOSAL, "Proposed rule; revisions and reopening of comment period.", "", "proposed_rule", "proposed"),
        (PROPOSAL, "Proposed rule; extension of comment period.", "", "proposed_rule", "proposed"),
        (PROPOSAL, "Proposed rule; public hearing.", "", "proposed_rule", "proposed"),
        (PROPOSAL, "Notice of proposed rulemaking and notice of public hearing.", "", "proposed_rule", "proposed"),
        (PROPOSAL, "Proposed rule; withdrawal.", "", "notice", "proposed"),
        (PROPOSAL, "Notice of proposed rulemaking; correction.", "", "correction", "proposed"),
        (PROPOSAL, "Request for information.", "", "proposed_rule", "proposed"),
        (PROPOSAL, "Notification of petition.", "", "proposed_rule", "proposed"),
        (NOTICE, "Notice.", "", "notice", "notice"),
        (NOTICE, "Notice of intent to prepare an environmental impact statement.", "", "notice", "notice"),
        (NOTICE, "Notice; correction.", "", "correction", "notice"),
        (NOTICE, None, "Request for Nominations; Correction", "correction", "notice"),
        (NOTICE, "Notice of availability of draft guidance.", "", "notice", "notice"),
        (NOTICE, "Final guidance; issuance.", "", "guidance", "notice"),
        (NOTICE, "Public land order.", "", "order", "notice"),
        (NOTICE, None, "Jane Doe, M.D.; Decision and Order", "order", "notice"),
        (NOTICE, "License amendment request; order imposing procedures.", "", "notice", "notice"),
        (NOTICE, "Notice of proposed rulemaking.", "", "proposed_rule", "proposed"),
        (DocumentType.CORRECTION, None, "Widgets", "correction", "notice"),
        (DocumentType.SUNSHINE, None, "Sunshine Act Meetings", "notice", "notice"),
    ],
)
def test_kind_and_stage(type_: DocumentType, action: str | None, title: str, kind: str, stage: str) -> None:
    """ACTION says what a document is; the section it is printed in says where it stands."""
    found = classify(document(type_, action, title))
    assert (found.kind, found.stage) == (kind, stage)
    assert stage_of(document(type_, action, title)) == stage


@each_row(
    ("subtype", "title", "kind"),
    [
        ("Executive Order", "Ensuring Sound Widgets", "executive_order"),
        ("Proclamation", "Adjusting Imports of Widgets", "proclamation"),
        ("Memorandum", "Delegation of Authority", "memorandum"),
        ("Determination", "Presidential Determination on Widgets", "determination"),
        ("Notice", "Continuation of the National Emergency With Respect to Freedonia", "notice"),
        ("Presidential Order", "Sequestration Order for Fiscal Year 2024", "order"),
        (None, "National Widget Week, 2024", "proclamation"),
        (None, "Continuation of the National Emergency With Respect to Freedonia", "notice"),
        (None, "Presidential Determination Pursuant to Section 303", "determination"),
        (None, "A Title That Tells Nothing", "order"),
    ],
)
def test_presidential_kinds(subtype: str | None, title: str, kind: str) -> None:
    """The API names the kind; an older capture does not, and then the title may."""
    found = classify(document(PRESIDENTIAL, None, title, subtype=subtype))
    assert (found.kind, found.stage) == (kind, "presidential")


def test_number_of_an_order_tells_its_kind() -> None:
    plain = document(PRESIDENTIAL, None, "Widgets")
    assert classify(plain).kind == "order"
    numbered = RegisterDocument(
        "2024-01234", dt.date(2024, 2, 1), PRESIDENTIAL, DocumentForm.METADATA, title="Widgets", executive_order="14999"
    )
    assert classify(numbered).kind == "executive_order"


def test_every_kind_is_one_of_the_model() -> None:
    named = {row.name for rows in acts.KINDS.values() for row in rows} | set(acts.SUBTYPES.values())
    assert named <= set(INSTRUMENT_KINDS)
    assert all(rows[-1].pattern.search("") for rows in acts.KINDS.values())


def test_a_head_is_compiled_when_a_text_has_a_word_of_it() -> None:
    row = Head("stay", frozenset(), "not compiled (", None, frozenset())
    with pytest.raises(re.error):
        _ = row.pattern


def test_deeds_are_events_or_relations() -> None:
    """A deed that is no kind of event is known to be none."""
    kinds_of = {row.kind for row in DEEDS.values()}
    assert kinds_of - set(KINDS) == {None}
    assert {verb for verb, row in DEEDS.items() if row.kind is None} == {
        "confirm_effective",
        "move_deadline",
        "finalize",
    }


@each_row(
    ("type_", "action", "title", "verbs"),
    [
        (RULE, "Final rule; delay of effective date.", "Widgets", ["delay_effective"]),
        (RULE, "Final rules: delay of effective dates.", "Widgets", ["delay_effective"]),
        (RULE, "Final rule; further delay of the effective date.", "Widgets", ["delay_effective"]),
        (RULE, "Interim final rule; delayed effective date.", "Widgets", ["delay_effective"]),
        (RULE, "Final rule.", "Widgets; Postponement of Effectiveness", ["delay_effective"]),
        (RULE, "Final rule; extension of effective dates.", "Widgets", ["delay_effective"]),
        (
            RULE,
            "Final rule; delay of effective and compliance dates; withdrawal; correction.",
            "Widgets; Delay",
            ["delay_effective", "delay_compliance", "withdraw_final", "correct"],
        ),
        (RULE, "Final rule; delay of applicability date.", "Widgets", ["delay_compliance"]),
        (RULE, "Final rule.", "Widgets; Compliance Date Extensions", ["delay_compliance"]),
        (RULE, "Final rule.", "Widgets; Delay of Blue Widget Implementation Date", ["delay_compliance"]),
        (RULE, "Final rule; announcement of effective date.", "Widgets", ["set_effective"]),
        (RULE, "Final rule; notification of court-ordered delay of effective date.", "Widgets", ["delay_effective"]),
        (RULE, "Final rule; acceleration of effective date.", "Widgets", ["accelerate_effective"]),
        (RULE, "Final rule; stay.", "Widgets", ["stay"]),
        (RULE, "Final rule; partial stay of effectiveness.", "Widgets", ["stay"]),
        (RULE, "Final rule.", "Walnuts; Suspension of Handling Requirements", ["stay"]),
        (RULE, "Final rule; extension of stay.", "Widgets", ["extend_stay"]),
        (RULE, "Final rule; lifting of stay.", "Widgets", ["lift_stay"]),
        (RULE, "Direct final rule; confirmation of effective date.", "Widgets", ["confirm_direct_final"]),
        (RULE, "Final rule; confirmation of effective date.", "Widgets", ["confirm_effective"]),
        (RULE, "Withdrawal of direct final rule.", "Widgets", ["withdraw_final"]),
        (RULE, "Direct final rule; withdrawal.", "Widgets", ["withdraw_final"]),
        (PROPOSAL, "Proposed rule; withdrawal.", "Widgets: Withdrawal", ["withdraw_proposal"]),
        (PROPOSAL, "Withdrawal of notice of proposed rulemaking.", "Widgets", ["withdraw_proposal"]),
        (NOTICE, "Notice of withdrawal of guidance documents.", "Widgets", ["withdraw"]),
        (RULE, "Final rule; rescission of regulations.", "Widgets", ["rescind"]),
        (NOTICE, "Rescindment of a system of records notice.", "Privacy Act of 1974", ["rescind"]),
        (NOTICE, None, "Certain Widgets From Freedonia: Revocation of Antidumping Duty Order", ["rescind"]),
        (PRESIDENTIAL, None, "Revocation of Executive Order 13999", ["rescind"]),
        (PRESIDENTIAL, None, "Amending Executive Order 13999", ["amend"]),
        (PRESIDENTIAL, None, "Continuation of the National Emergency With Respect to Freedonia", ["extend_expiry"]),
        (RULE, "Temporary rule; extension.", "Emergency Widgets", ["extend_expiry"]),
        (RULE, "Final rule.", "Extension of Import Restrictions on Pots of Freedonia", ["extend_expiry"]),
        (NOTICE, "Public land order.", "Public Land Order No. 7999; Extension of Public Land Order No. 7111",
         ["extend_expiry"]),
        (PROPOSAL, "Proposed rule; extension of comment period.", "Widgets", ["extend_comment"]),
        (NOTICE, "Notice.", "Widgets; Extension of the Public Scoping Period", ["extend_comment"]),
        (PROPOSAL, "Proposed rule; reopening of comment period.", "Widgets", ["reopen_comment"]),
        (PROPOSAL, "Proposed rule; reopening of the rulemaking record.", "Widgets", ["reopen_comment"]),
        (NOTICE, "Notice; extension of application deadline.", "Widget Grants", ["move_deadline"]),
        (PROPOSAL, "Supplemental notice of proposed rulemaking.", "Widgets", ["supplement"]),
        (RULE, "Affirmation of interim rule as final rule.", "Widgets", ["finalize"]),
        (NOTICE, "Amendment 2.", "Disaster Declaration for the State of Franklin", ["amend"]),
        (RULE, "Final rule; correcting amendment.", "Widgets; Correction", ["correct"]),
        (NOTICE, None, "Widgets; Correction", ["correct"]),
    ],
)  # fmt: skip
def test_deeds_that_are_named(type_: DocumentType, action: str | None, title: str, verbs: list[str]) -> None:
    """ACTION and the title name what is done, one deed a verb."""
    assert [verb for verb, _ in deeds(document(type_, action, title))] == verbs


@each_row(
    ("type_", "action", "title"),
    [
        (RULE, "Final rule.", "Suspension of Community Eligibility"),
        (RULE, "Interim final determination.", "Air Plan; Interim Final Determination To Stay and Defer Sanctions"),
        (RULE, "Final rule.", "Patent Petitions Based on Unintentional Delay"),
        (RULE, "Final rule.", "Correctional Widgets"),
        (RULE, "Final rule.", "Amendment of Jet Route J-1 and Revocation of Jet Route J-2"),
        (PROPOSAL, "Proposed rule.", "Attainment Date Extension for the Springfield Area"),
        (PROPOSAL, "Proposed rule.", "Nonprocurement Suspension and Debarment"),
        (PROPOSAL, "Notice of proposed rulemaking.", "Extensions of Credit to Insiders"),
        (NOTICE, "Extension of a currently approved collection.", "Information Collection; Comment Request"),
        (NOTICE, "60-Day notice of extension and request for comments.", "Agency Information Collection Activities"),
        (NOTICE, None, "Widgets From Freedonia: Suspension Agreement; Suspended Investigation"),
        (NOTICE, None, "Widgets From Freedonia: Rescission of Antidumping Duty Administrative Review"),
        (NOTICE, "Notice.", "Withdrawal of Approval of 12 New Drug Applications"),
        (NOTICE, "Notice; withdrawal by applicant.", "Springfield Power Station"),
        (NOTICE, "Notice.", "Determination That Widgetol Was Not Withdrawn From Sale for Reasons of Safety"),
        (NOTICE, "Notice of application.", "Importer of Widgets: Franklin Department of Corrections"),
        (NOTICE, None, "Notice of Motion for Deferral of Effective Date"),
        (NOTICE, None, "Notice of Request for Extension of Time"),
        (NOTICE, "Notice.", "Notice of Petition for Extension of Waiver of Compliance"),
        (PRESIDENTIAL, None, "Suspension of Entry of Certain Persons"),
        (PRESIDENTIAL, None, "Suspension of Limitations Under an Act"),
    ],
)
def test_other_senses_are_no_deed(type_: DocumentType, action: str | None, title: str) -> None:
    """A word such as "suspension" or "extension" alone does nothing to another document."""
    assert deeds(document(type_, action, title)) == []


@each_row(
    ("abstract", "verb"),
    [
        ("The Bureau is delaying the effective date of its widget rule.", "delay_effective"),
        ("This document temporarily delays for 60 days the effective date of the widget rule.", "delay_effective"),
        ("In view of this, the Agency (WA) further postpones the effective date.", "delay_effective"),
        ("We are extending certain compliance dates for small makers.", "delay_compliance"),
        ("The FAA is superseding Airworthiness Directive (AD) 2019-05-06.", "supersede"),
        ("This action withdraws the notice of proposed rulemaking of May 1.", "withdraw_proposal"),
        ("Because of adverse comment, we are withdrawing the direct final rule.", "withdraw_final"),
        ("The Secretary rescinds the widget guidelines.", "rescind"),
        ("The Agency corrects the final rule that appeared in the Federal Register on May 1, 2023.", "correct"),
        ("This document contains corrections to the final widget regulations.", "correct"),
        ("We are adopting as a final rule, without change, an interim rule on widgets.", "finalize"),
        ("This temporary rule extends emergency measures on widgets.", "extend_expiry"),
    ],
)
def test_deeds_that_the_summary_tells(abstract: str, verb: str) -> None:
    """A verb that performs is a deed, in whichever form."""
    assert deeds(document(abstract=abstract)) == [(verb, "abstract")]


@each_row(
    "abstract",
    [
        "On May 1 the Bureau delayed the effective date of the rule.",
        "We may withdraw the direct final rule if adverse comments arrive.",
        "If the rule is withdrawn, a notice will say so.",
        "This rule makes it simpler to extend the comment period.",
        "The rule amends the procedures by which makers delay the compliance date.",
        "The effective date is delayed indefinitely pending approval of the forms.",
        "Commerce is rescinding the administrative review of widgets.",
        "This action also corrects a typographical error.",
        "This rule extends the protections of the Act to the widget fly.",
        "This document announces that the effective date has come.",
    ],
)
def test_what_is_told_otherwise_is_no_deed(abstract: str) -> None:
    """The past, a possibility, a condition, a means, another object: nothing is done by these words."""
    assert deeds(document(abstract=abstract)) == []


def test_dates_tell_deeds_that_nothing_else_names() -> None:
    text = "The effective date of the rules published May 2, 2023 (88 FR 27000), is March 4, 2024."
    assert deeds(document(action="Final rule.", dates=text)) == [("set_effective", "dates")]
    text = "This rule changes the effective date from March 10, 2024, to March 1, 2024, for 88 FR 27000."
    assert deeds(document(action="Final rule.", dates=text)) == [("accelerate_effective", "dates")]
    text = "Effective March 1, 2024, the direct final rule published at 88 FR 27000 is withdrawn."
    assert deeds(document(action="Final rule.", dates=text)) == [("withdraw_final", "dates")]
    text = "The rescission of the notice published at 88 FR 27000 is effective immediately."
    assert deeds(document(NOTICE, "Notice.", dates=text)) == []


def test_change_of_a_date_is_what_dates_say_it_is() -> None:
    action = "Final rule; change of effective date."
    sooner = "This rule changes the effective date from March 10, 2024, to March 1, 2024, for 88 FR 27000."
    later = "The effective date of the rule published at 88 FR 27000 is changed from March 1, 2024, to March 10, 2024."
    assert [verb for verb, _ in deeds(document(action=action, dates=sooner))] == ["accelerate_effective"]
    assert [verb for verb, _ in deeds(document(action=action, dates=later))] == ["delay_effective"]


def test_claims_are_taken_as_handed_in() -> None:
    """What has been read already is not read again."""
    dates = "The comment period for the rule published at 88 FR 27000 is extended to May 1, 2024."
    of = document(PROPOSAL, "Proposed rule.", dates=dates)
    assert acts.classify(of).deeds == ()
    claim = DateClaim("reopen_comment", When.parse("2024-05-01"), dates[-12:-1], 70, 81)
    assert [deed.verb for deed in acts.classify(of, claims=[claim]).deeds] == ["reopen_comment"]


def test_own_delay_in_dates_is_no_deed() -> None:
    """A rule whose own instruction 3 is delayed indefinitely does nothing to another."""
    text = "This rule is effective March 13, 2024, except for amendatory instruction 3, which is delayed indefinitely."
    assert deeds(document(action="Final rule.", dates=text)) == []


@each_row(
    ("type_", "action", "abstract", "verb", "proposed"),
    [
        (PROPOSAL, "Proposed rule; proposed delay of effective date.", None, "delay_effective", True),
        (RULE, "Proposed delay in effective date.", None, "delay_effective", True),
        (PROPOSAL, "Proposed rule.", "The FAA proposes to supersede AD 2019-05-06.", "supersede", True),
        (PROPOSAL, "Proposed rule; repeal of 12 CFR part 99.", None, "rescind", True),
        (PROPOSAL, "Proposed rule; extension of comment period.", None, "extend_comment", False),
        (PROPOSAL, "Proposed rule; withdrawal.", None, "withdraw_proposal", False),
        (PROPOSAL, "Proposed rule; correction.", None, "correct", False),
        (RULE, "Final rule; delay of effective date.", None, "delay_effective", False),
    ],
)
def test_proposals_change_only_proposals(
    type_: DocumentType, action: str, abstract: str | None, verb: str, proposed: bool
) -> None:
    """A proposal to delay delays nothing; an extension of the comment period on a proposal is done at once."""
    found = classify(document(type_, action, abstract=abstract)).deeds
    assert [(deed.verb, deed.proposed) for deed in found] == [(verb, proposed)]


@each_row("number", ["C1-2023-98765", "R1-2023-98765", "C3-2025-12347"])
def test_corrections_by_number(number: str) -> None:
    found = classify(document(NOTICE, None, number=number))
    assert found.kind == "correction"
    assert [(deed.verb, deed.field, deed.quote) for deed in found.deeds] == [("correct", "number", number)]


def test_title_repeats_the_name_of_what_is_delayed() -> None:
    """A delay of "Rescinding Construction Requirements" rescinds nothing."""
    title = "Rescinding New Construction Requirements"
    assert deeds(document(title=title, action="Final rule.")) == [("rescind", "title")]
    assert deeds(document(title=title, action="Final rule; delay of effective date.")) == [
        ("delay_effective", "action")
    ]


def test_head_of_a_correction_names_what_is_corrected() -> None:
    """ "Rescindment of a notice; correction" corrects the rescindment, and rescinds nothing more."""
    assert deeds(document(NOTICE, "Rescindment of a system of records notice; correction.")) == [("correct", "action")]
    assert deeds(document(RULE, "Final rule; delay of effective date; correction.")) == [
        ("delay_effective", "action"),
        ("correct", "action"),
    ]


def test_most_telling_evidence_comes_first_and_is_quoted() -> None:
    of = document(
        RULE,
        "Final rule; delay of effective date.",
        "Widgets; Correction",
        dates="The comment period for the rule published at 88 FR 27000 is reopened until May 1, 2024.",
        abstract="The Bureau is delaying the effective date of the widget rule.",
    )
    found = classify(of).deeds
    assert [(deed.verb, deed.field) for deed in found] == [
        ("delay_effective", "action"),
        ("correct", "title"),
        ("reopen_comment", "dates"),
    ]
    for deed in found:
        assert deed.quote in str(getattr(of, deed.field))


def test_letters_that_change_their_length_keep_quotes_in_place() -> None:
    """The lower case of İ is two characters long."""
    abstract = "İzmir İzmir. The Bureau is delaying the effective date of the rule."
    (deed,) = classify(document(abstract=abstract)).deeds
    assert deed.quote == "delaying the effective date"
