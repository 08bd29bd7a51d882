"""What is done to something in a rule is never done to the rule: acts x parts x names of the rule, made from parts."""

from __future__ import annotations

from itertools import product

import pytest

from regtrack.sources.federal_register._events.asserted import named_in_passing
from regtrack.sources.federal_register._events.limits import limited_to
from regtrack.sources.federal_register._events.objects import part_acted_on
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.statement import Modality
from tests.rows import each_row
from tests.sources.federal_register.test_events import document

TITLE = "Storage Tank Inspections"
PARTS = (
    "paragraph (b)(2)", "§ 112.7(c)", "the definition of “bulk container”", "appendix C", "subpart D", "instruction 4",
    "the recordkeeping requirements", "certain requirements", "the labeling provisions", "the amendments to § 112.8",
    "Table 2 to § 112.9", "the certification requirement for small tanks", "the provisions on testing",
    "the second sentence of § 112.3(a)", "reporting obligations", "the compliance schedule for marine terminals",
)  # fmt: skip
RULES = (
    "the final rule published January 12, 2026 (91 FR 1100)",
    "the January 12, 2026, final rule (91 FR 1100)",
    "the rule published at 91 FR 1100 on January 12, 2026",
)
ACTS = (
    ("Final rule; delay.", "As of March 10, 2026, the effective date of {} of {} is delayed until October 13, 2026."),
    ("Final rule; delay.", "As of March 10, 2026, the effective date for {} in {} is delayed until October 13, 2026."),
    ("Final rule; delay.", "The agency is delaying until October 13, 2026, the effective date of {} in {}."),
    ("Final rule; stay.", "As of March 10, 2026, {} of {} is stayed until October 13, 2026."),
    ("Final rule; stay.", "The agency is staying the effectiveness of {} of {} pending reconsideration."),
    ("Final rule; withdrawal.", "As of March 10, 2026, {} of {} is withdrawn."),
    ("Final rule; withdrawal.", "The agency is withdrawing {} of {}."),
    ("Final rule; rescission.", "Effective March 10, 2026, the agency rescinds {} adopted in {}."),
    ("Final rule; suspension.", "Enforcement of {} of {} is suspended until October 13, 2026."),
    ("Notification of court decision.", "On March 2, 2026, the court vacated {} of {}."),
)
MOVING = {"set_effective", "delay_effective", "accelerate_effective", "stay", "withdraw_final", "withdraw", "rescind",
          "vacate", "lift_stay", "delay_compliance", "supersede"}  # fmt: skip


@each_row("field", ["dates", "abstract"])
@each_row(("action", "act"), ACTS)
def test_a_part_is_never_the_whole(field: str, action: str, act: str) -> None:
    turn = ACTS.index((action, act))
    for place, part in enumerate(PARTS):  # each rule beside each part, and in each act, and not all three
        words = act.format(part, RULES[(place + turn + (field == "dates")) % len(RULES)])
        fields = {
            "dates": "This rule is effective March 10, 2026.",
            "abstract": "",
            field: words[0].upper() + words[1:],
        }
        reading = DocumentReading(document(title=f"{TITLE}; Partial News", action=action, **fields))
        moved = [each for each in reading.statements() if each.target and each.kind in MOVING]
        whole = [each for each in moved if not (each.parts or each.exclude) and each.modality is not Modality.UNREAD]
        assert not whole, (fields[field], whole)


@each_row("rule", RULES)
@each_row(
    "act",
    [
        "The effective date of {} is delayed until October 13, 2026.",
        "As of March 10, 2026, the effective date of {} is delayed until October 13, 2026.",
        "In accordance with the memorandum of January 20, 2025, as of today, the effective date of {} is delayed.",
        "The agency is delaying until October 13, 2026, the effective and compliance dates of {}.",
        "The agency stays the effectiveness of {} pending reconsideration.",
        "Compliance with {} is suspended until October 13, 2026.",
        "The agency extends, to May 8, 2027, the date by which manufacturers must comply with {}.",
        "The effective date of Storage Tank Inspections, 40 CFR part 112, as adopted by {}, is delayed.",
        "In response to petitions for reconsideration of the requirements, the agency stays {}.",
        "{} is withdrawn.",
        "The withdrawal of {} is effective today.",
        "The court vacated {}.",
    ],
)
def test_the_whole_is_no_part(act: str, rule: str) -> None:
    words = act.format(rule)
    assert part_acted_on(words[0].upper() + words[1:], TITLE.casefold()) is None


@each_row(
    ("sentence", "part"),
    [
        ("The effective date of the Storage of Oil in Bulk; Plans for Ports, published in the Federal Register on"
         " January 12, 2026, at 91 FR 1100, is delayed.", None),
        ("The agency withdraws the policy statement published July 7, 2025 (90 FR 43900).", None),
        ("Rescindment of a system of records notice", None),
        ("The DFR published in the Federal Register at 91 FR 1100 is withdrawn.", None),
        ("The compliance date for Tier 1 institutions in the rule published May 31, 2023, is extended.",
         "Tier 1 institutions"),
        ("The agency stays two sections added by the rule.", "two sections"),
    ],
)  # fmt: skip
def test_what_an_act_is_done_to(sentence: str, part: str | None) -> None:
    assert part_acted_on(sentence, "") == part


def test_a_long_sentence_takes_no_long_time() -> None:
    assert part_acted_on("stays the rule of the " * 20_000, "") is None


NOT_DONE = (
    "On February 5, 2026, the agency delayed the effective date of {} to May 4, 2026.",
    "The February 5 notice, which delayed {} until May 4, 2026, is discussed in the preamble.",
    "The petitioners request that the agency stay {} until October 1, 2026.",
    "The petition sought a stay of {}.",
    "Commenters asked the agency to withdraw {} or to delay it until May 4, 2026.",
    "The agency is not delaying the effective date of {}.",
    "The agency denies the petition to stay {}.",
    "Nothing in this document suspends {}.",
    "This action neither stays nor withdraws {}.",
    "The court refused to vacate {}.",
    "The agency proposes to delay the effective date of {} until October 13, 2026.",
    "The agency plans to publish a document that delays {} until October 13, 2026.",
    "The agency is considering whether to stay {} until October 13, 2026.",
    "The agency seeks comment on a delay of the effective date of {} until October 13, 2026.",
    "This action would withdraw {}.",
    "If the agency receives adverse comment, it will withdraw {}.",
    "Unless OMB approves the collection, {} will be delayed until October 13, 2026.",
    "In the event of a shutdown, the effective date of {} is delayed until October 13, 2026.",
)


@each_row("field", ["dates", "abstract"])
@each_row("words", NOT_DONE)
def test_what_is_told_denied_asked_for_or_supposed_moves_nothing(field: str, words: str) -> None:
    for rule, heading in product(RULES, ("Notification.", "Final rule; technical amendments.")):
        fields = {"dates": "This document is effective March 10, 2026.", "abstract": "", field: words.format(rule)}
        reading = DocumentReading(document(title=TITLE, action=heading, **fields))
        moved = [each for each in reading.statements() if each.target and each.kind in MOVING]
        sure = [each for each in moved if each.modality in (Modality.DONE, Modality.NAMED)]
        assert not sure, (fields[field], sure)


A, B = "the rule published January 12, 2026 (91 FR 1100)", "the rule published January 14, 2026 (91 FR 1300)"


@each_row(
    "words",
    [
        "Like {b}, {a} is delayed until October 13, 2026.",
        "Consistent with {b}, the effective date of {a} is delayed until October 13, 2026.",
        "The effective date of {a}, which amended {b}, is delayed until October 13, 2026.",
        "The effective date of {a} is delayed until October 13, 2026, to allow time to coordinate with {b}.",
        "The agency stays {a} until October 13, 2026, pending reconsideration of {b}.",
        "The agency withdraws {a} and adopts in its place the requirements of {b}.",
        "This document delays {a}, but not {b}, until October 13, 2026.",
        "This document delays {a}, and makes no change to {b}.",
        "With the exception of {b}, the rules on tanks, including {a}, are delayed until October 13, 2026.",
    ],
)
@each_row("action", ["Final rule; delay of effective date.", "Final rule; stay.", "Notification."])
def test_a_document_that_is_only_mentioned_is_not_moved(words: str, action: str) -> None:
    told = words.format(a=A, b=B)
    for fields in ({"dates": told}, {"dates": "This rule is effective March 10, 2026.", "abstract": told}):
        reading = DocumentReading(document(title=TITLE, action=action, **fields))
        sure = [each for each in reading.statements() if each.modality is not Modality.UNREAD and each.kind in MOVING]
        assert not [each for each in sure if any(name.name == "91 FR 1300" for name in each.target)], (told, sure)


def test_documents_in_a_list_are_all_moved() -> None:
    told = f"The effective dates of {A}, which was corrected, and {B} are delayed until October 13, 2026."
    assert named_in_passing(told) == frozenset()


@each_row("part", ["The recordkeeping requirements", "Subpart D", "The labeling provisions", "Table 2"])
@each_row(
    "end", ["expire on April 13, 2026.", "are effective until April 13, 2026.", "are stayed until October 13, 2026."]
)
def test_what_ends_in_a_rule_that_runs_is_not_the_rule(part: str, end: str) -> None:
    for dates in (
        f"This rule is effective January 12, 2026. {part} {end}",
        f"{part} {end} This rule is effective today.",
    ):
        found = DocumentReading(document(title=TITLE, action="Final rule.", dates=dates)).statements()
        ends = [each for each in found if each.kind in ("set_expiry", "stay")]
        assert ends
        assert all(each.parts for each in ends), dates


@each_row(
    ("dates", "when", "condition"),
    [
        ("This rule is effective on the later of April 13, 2026, or the date on which OMB approves it.", "2026-04-13",
         "the later of April 13, 2026, or the date on which OMB approves it"),
        ("Effective April 13, 2026, contingent on approval by OMB.", "2026-04-13", "contingent on approval by OMB"),
        ("This rule will be effective no earlier than April 13, 2026.", "later of 2026-04-13, unknown", None),
    ],
)  # fmt: skip
def test_a_day_that_need_not_be_the_one_is_said_as_such(dates: str, when: str, condition: str | None) -> None:
    found = DocumentReading(document(title=TITLE, action="Final rule.", dates=dates)).statements()
    assert [(str(each.when), each.condition) for each in found if each.kind == "set_effective"] == [(when, condition)]


@pytest.mark.parametrize("dates", ["This rule would be effective April 13, 2026.",
                                   "The agency expects this rule to take effect by April 13, 2026."])  # fmt: skip
def test_what_is_only_expected_takes_no_effect(dates: str) -> None:
    found = DocumentReading(document(title=TITLE, action="Final rule.", dates=dates)).statements()
    assert [each.modality for each in found] == [Modality.UNREAD]


@each_row(
    ("sentence", "limit"),
    [
        ("The agency stays the rule's labeling provisions (91 FR 1100) until October 13, 2026.", "labeling provisions"),
        ("The final rule's (91 FR 1100) effective date is delayed until October 13, 2026.", None),
        (f"As it applies to small tanks, {A} is stayed until October 13, 2026.", "small tanks"),
        (f"{A} is stayed insofar as it applies to small tanks until October 13, 2026.", "small tanks"),
        (f"{A} is stayed in Texas until October 13, 2026.", "Texas"),
        (f"{A} is stayed only for members of the plaintiff associations.", "members of the plaintiff associations"),
        (f"Enforcement of {A} is suspended within the Fifth Circuit until October 13, 2026.", "Fifth Circuit"),
        (f"{A} is withdrawn in its entirety for the reasons stated.", None),
        (f"{A} is delayed for another 60 days, from April 23, 2026, to a new effective date.", None),
        (f"{A} is stayed for good cause, to the extent permitted by law.", None),
        (f"With respect to the rule, the effective date of {A} is delayed.", None),
    ],
)
def test_an_act_is_limited_to_whom_where_or_what_it_says(sentence: str, limit: str | None) -> None:
    assert limited_to(sentence) == limit


@each_row("but", ["except subpart D", "other than subpart D", "with the exception of subpart D"])
def test_what_is_excepted_is_not_moved(but: str) -> None:
    dates = f"{A}, {but}, is stayed until October 13, 2026."
    found = DocumentReading(document(title=TITLE, action="Final rule; stay.", dates=dates)).statements()
    (stay,) = [each for each in found if each.kind == "stay" and each.modality is Modality.DONE]
    assert stay.exclude or stay.parts


@pytest.mark.parametrize(
    "words", ["Except for subpart D, the agency withdraws {}.", "The agency withdraws {}, except subpart D, today."]
)
def test_what_is_excepted_is_not_moved_by_an_undated_act(words: str) -> None:
    fields = {"dates": "This rule is effective March 10, 2026.", "abstract": words.format(A)}
    found = DocumentReading(document(title=TITLE, action="Final rule; withdrawal.", **fields)).statements()
    assert all(each.parts or each.exclude for each in found if each.target and each.kind in MOVING)


def test_a_pause_as_of_a_day_does_not_end_on_it() -> None:
    dates = (
        "The guidance published June 9, 2025 (90 FR 24200), is suspended as of December 15, 2025, until further notice."
    )
    found = DocumentReading(document(title=TITLE, action="Notice; suspension.", dates=dates)).statements()
    assert [str(each.when) for each in found if each.kind == "stay" and each.until is None and each.when] == [
        "2025-12-15"
    ]
