"""Which provisions of a rule are stayed, and since when: lists, exceptions, ends, and postponements without a day."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

RULE = {
    "document_number": "2030-90000", "publication_date": "2030-05-03", "citation": "95 FR 30000",
    "title": "Kilns; Standards", "action": "Final rule.", "abstract": "EPA sets standards.",
    "dates": "This rule is effective July 2, 2030.", "effective_on": "2030-07-02",
}  # fmt: skip
OF = "of the final rule published May 3, 2030 (95 FR 30000)"
THREE = "40 CFR 60.41(b), 60.44 and 60.46"
AT = "published at 95 FR 30000 (May 3, 2030)"
STAYED, DELAYED, PUT_OFF, RUNS = "stayed", "delayed", "delayed_indefinitely", "in_force"
AUGUST, NOVEMBER = "2031-08-15", "2031-11-15"


def status(part: str | None, on: str, dates: str, *, rule: bool = True, known: str = "2031-06-15", **row: Any) -> str:
    tracker = ledger(*([RULE] if rule else []), {"dates": dates, **row})
    return tracker.state("95 FR 30000", on, known, scope=f"40 CFR {part}" if part else None).status


ACTS = (  # what is done, how a provision stands in August and in November, and how another one stands
    (f"The following provisions {OF} are stayed until October 14, 2031: 40 CFR 60.41(b) and (c); 60.44; and 60.46.",
     "60.41(c)", (STAYED, RUNS), "60.41(a)"),
    (f"Effective June 5, 2031, the following sections {OF} are stayed indefinitely: 40 CFR 60.41, 60.44, and 60.46.",
     "60.46", (STAYED, STAYED), "60.45"),
    ("As of June 5, 2031, the effective date for the amendments to or additions of the following provisions in title "
     "40 of the Code of Federal Regulations (CFR), in the final regulations published at 95 FR 30000 (May 3, 2030), is "
     "delayed until further notice: §§ 60.14(b)(30), (31), and (32); 60.41(h) and (i); and 60.46(f)(3)(v).",
     "60.41(i)", (PUT_OFF, PUT_OFF), "60.41(a)"),
    ("As of June 5, 2031, the effective date for the revisions of the following sections of the final regulations "
     "published at 95 FR 30000 (May 3, 2030) is delayed until October 14, 2031: §§ 60.14(b)(30), (31), and (32); "
     "and 60.41(h).", "60.14(b)(31)", (DELAYED, RUNS), "60.14(b)(29)"),
    (f"Effective June 5, 2031, EPA postpones, pending judicial review, the effectiveness of {THREE}, {AT}, which were "
     "to take effect on July 2, 2031.", "60.44", (STAYED, STAYED), "60.45"),
    (f"Effective June 5, 2031, EPA postpones until further notice the effectiveness of {THREE}, {AT}.", "60.44",
     (PUT_OFF, PUT_OFF), "60.45"),
    (f"Effective June 5, 2031, EPA is staying indefinitely {THREE}, {AT}.", "60.44", (STAYED, STAYED), "60.45"),
    (f"Effective June 5, 2031, EPA stays, pending reconsideration, {THREE}, {AT}.", "60.44", (STAYED, STAYED),
     "60.45"),
    (f"Effective June 5, 2031, EPA stays {THREE}, which were published at 95 FR 30000 on May 3, 2030, until October "
     "14, 2031.", "60.44", (STAYED, RUNS), "60.45"),
    (f"The effective date of {THREE}, {AT}, is stayed until October 14, 2031.", "60.44", (STAYED, RUNS), "60.45"),
    (f"Sections 60.41 through 60.44, except § 60.43, {OF}, are stayed until October 14, 2031.", "60.42", (STAYED, RUNS),
     "60.43"),
    (f"40 CFR 60.41 through 60.44, except for 60.43(b), {OF}, are stayed from June 5, 2031, until October 14, 2031.",
     "60.43(a)", (STAYED, RUNS), "60.43(b)"),
    (f"40 CFR 60.41 through 60.44, except 60.42 and 60.43(b), {OF}, are stayed until October 14, 2031.", "60.44",
     (STAYED, RUNS), "60.42"),
)  # fmt: skip


@each_row(("dates", "part", "expected", "other"), ACTS)
def test_what_is_listed_is_stayed_and_nothing_else(
    dates: str, part: str, expected: tuple[str, str], other: str
) -> None:
    assert tuple(status(part, on, dates) for on in (AUGUST, NOVEMBER)) == expected
    assert status(other, AUGUST, dates) == RUNS
    assert status(part, "2031-05-15", dates) == RUNS


RUNNING = (  # how a provision that the document stays stands in August and in November, and how another one does
    f"The stay of 40 CFR 60.44 {OF} is in effect until October 14, 2031.",
    f"This action is effective June 5, 2031. The stay of 40 CFR 60.44 {OF} will remain in effect until October 14, "
    "2031.",
    f"The stay of 40 CFR 60.44 {OF} is in effect from June 5, 2031, until October 14, 2031.",
    "This action is effective June 5, 2031. The stay of 40 CFR 60.44 is in effect until October 14, 2031.",
)


@each_row("dates", RUNNING)
def test_a_stay_that_is_in_effect_until_a_day_begins_with_its_document(dates: str) -> None:
    row = {"title": "Kilns; Stay", "action": "Notice of partial stay.", "abstract": f"EPA is staying parts {OF}."}
    assert [status("60.44", on, dates, **row) for on in (AUGUST, NOVEMBER)] == [STAYED, RUNS]
    assert status("60.45", AUGUST, dates, **row) == RUNS


@each_row("dates", (
    f"The stay of 40 CFR 60.44 {OF} expires on October 14, 2031.",
    f"The stay of 40 CFR 60.44 {OF} is in effect until October 14, 2031.",
))  # fmt: skip
def test_a_document_that_stays_nothing_begins_no_stay(dates: str) -> None:
    row = {"title": "Kilns; Information", "action": "Notice.", "abstract": f"EPA tells of a stay {OF}."}
    assert status("60.44", AUGUST, dates, **row) == "unknown"  # it is stayed since when nobody told


ADOPTED = "in a final rule published on May 3, 2030 (95 FR 30000)."


@each_row(("said", "expected"), (
    (f"EPA adopted the requirement {ADOPTED}", STAYED),
    (f"It first established that testing requirement {ADOPTED}", STAYED),
    ("EPA adopted the requirement in a proposed rule published on May 3, 2030 (95 FR 30000).", RUNS),
    (f"EPA adopted a similar requirement {ADOPTED}", RUNS),
    (f"EPA proposed the requirement {ADOPTED}", RUNS),
))  # fmt: skip
def test_the_rule_that_adopted_what_is_stayed_is_the_one(said: str, expected: str) -> None:
    row = {"title": "Kilns; Stay", "action": "Final rule; administrative stay.", "abstract":
           f"EPA is staying the requirement to test kilns. {said}"}  # fmt: skip
    assert status("60.44", AUGUST, "Effective June 5, 2031, 40 CFR 60.44 is stayed until October 14, 2031.", **row) == (
        expected
    )


def test_a_stay_that_depends_on_something_has_no_begin() -> None:
    dates = f"40 CFR 60.44 {OF} will be stayed until October 14, 2031, if a petition is filed."
    assert status("60.44", AUGUST, dates) == "unknown"


def test_of_two_rules_the_second_alone_is_stayed() -> None:
    dates = "Of the rules published at 95 FR 30000 and 95 FR 30100, the {} is stayed until October 14, 2031."
    row = {"title": "Kilns; Stay", "abstract": "EPA stays one of two rules."}
    assert [status(None, AUGUST, dates.format(each), **row) for each in ("first", "second")] == [STAYED, RUNS]


LIFTED = (
    "Effective July 9, 2031, the postponement of 40 CFR 60.44, published June 5, 2031, at 96 FR 21000, is lifted.",
    "Effective July 9, 2031, the stay of 40 CFR 60.44, published June 5, 2031, at 96 FR 21000, is lifted.",
)


@each_row("lift", LIFTED)
def test_a_postponement_of_what_is_in_force_is_lifted_as_a_stay(lift: str) -> None:
    dates = f"Effective June 5, 2031, EPA postpones, pending judicial review, the effectiveness of {THREE}, {AT}."
    later = {
        "document_number": "2031-90002", "publication_date": "2031-07-09", "citation": "96 FR 26000", "dates": lift,
        "title": "Kilns; Partial Lifting of Postponement", "action": "Notification; partial lifting of postponement.",
    }  # fmt: skip
    tracker = ledger(RULE, {"dates": dates}, later)
    found = [tracker.state("95 FR 30000", AUGUST, AUGUST, scope=f"40 CFR {each}").status for each in ("60.44", "60.46")]
    assert found == [RUNS, STAYED]


ENDED = (  # of a rule that is only cited: how a provision stands in August and in November
    (f"40 CFR 60.44 {OF} is stayed from June 5, 2031, until October 14, 2031.", (STAYED, RUNS)),
    (f"Effective June 5, 2031, 40 CFR 60.44 {OF} is stayed through October 14, 2031.", (STAYED, RUNS)),
    (f"Effective June 5, 2031, the stay of 40 CFR 60.44 {OF} is extended until October 14, 2031.",
     (STAYED, RUNS)),
    (f"Effective June 5, 2031, 40 CFR 60.44 {OF} is stayed until further notice.", (STAYED, STAYED)),
    (f"40 CFR 60.44 {OF} is stayed from June 5, 2031, until October 14, 2031. The effective date of that rule is "
     "delayed indefinitely.", (STAYED, "unknown")),
)  # fmt: skip


@each_row(("dates", "expected"), ENDED)
def test_what_was_stayed_until_a_day_is_in_force_from_it(dates: str, expected: tuple[str, str]) -> None:
    assert tuple(status("60.44", on, dates, rule=False) for on in (AUGUST, NOVEMBER)) == expected
    assert status("60.44", "2031-04-15", dates, rule=False) == "unknown"


BESIDE = (  # what DATES and SUMMARY tell, how a provision stands in August, and how another one does
    ("The stay of 40 CFR 60.44 is in effect from June 2, 2031, until October 14, 2031.",
     "EPA convened a proceeding on 40 CFR 60.44 in the final rule published May 3, 2030 (95 FR 30000). EPA is staying "
     "these requirements of that rule for 90 days.", "60.44", STAYED, "60.45"),
    ("This final rule is effective July 1, 2031.",
     f"EPA suspends 40 CFR 60.44 {OF} and delays the compliance date of 40 CFR 60.45 until October 14, 2031.",
     "60.44", STAYED, "60.45"),
    ("The effective date to remove 40 CFR 60.44 and to add 40 CFR 60.46 was originally published in a final rule in "
     "the Federal Register on May 3, 2030 (95 FR 30000). The effective date was delayed in a document published on "
     "July 1, 2030 (95 FR 40000). This document further delays the effective date for 90 days to October 14, 2031.", "",
     "60.46", DELAYED, "60.45"),
    ("This final rule is effective July 1, 2031.",
     f"EPA is temporarily suspending or delaying 40 CFR 60.44 and 60.46 {OF}, until October 14, 2031.", "60.44", STAYED,
     "60.45"),
    ("The compliance date for kiln operators of July 14, 2031, in the final rule published at 95 FR 30000, May 3, "
     "2030, is paused until October 14, 2031.", "EPA pauses.", None, RUNS, "60.45"),
)  # fmt: skip


@each_row(("dates", "summary", "part", "expected", "other"), BESIDE)
def test_what_stands_beside_a_stay_is_not_stayed(
    dates: str, summary: str, part: str | None, expected: str, other: str
) -> None:
    assert status(part, AUGUST, dates, abstract=summary) == expected
    assert status(other, AUGUST, dates, abstract=summary) == RUNS


def test_a_stay_takes_the_place_of_one_that_is_lifted_with_it() -> None:
    first = f"Effective June 5, 2031, 40 CFR 60.44 and 60.46 {OF} are stayed until October 14, 2031."
    second = {
        "document_number": "2031-90002", "publication_date": "2031-07-09", "citation": "96 FR 26000",
        "title": "Kilns; Interim Rule; Stay and Revisions", "action": "Interim rule; stay and revisions.",
        "dates": "This interim rule is effective July 9, 2031. The stay of provisions in 40 CFR 60.44 and 60.46 "
        "published on June 5, 2031 (96 FR 21000) is lifted; and the following sections are stayed indefinitely: 40 CFR "
        "60.44.",
    }  # fmt: skip
    tracker = ledger(RULE, {"dates": first}, second)
    for day in (AUGUST, NOVEMBER):
        assert tracker.state("95 FR 30000", day, NOVEMBER, scope="40 CFR 60.44").status == STAYED
    assert tracker.state("96 FR 21000", NOVEMBER, NOVEMBER).status != STAYED


WITHDRAWN = (  # of a rule that takes effect on July 2, 2031: 60.44 is withdrawn, and 60.45 takes effect
    ("The addition of 40 CFR 60.44 is withdrawn as of June 5, 2031.", "EPA withdraws that addition."),
    ("The amendments to 40 CFR 60.44 and 60.46 are withdrawn, effective June 5, 2031.",
     "EPA is withdrawing part of the direct final rule published May 3, 2030 (95 FR 30000)."),
    (f"The amendments to 40 CFR 60.44 and 60.46 {AT}, are withdrawn as of June 5, 2031.", "EPA withdraws amendments."),
    (f"Effective June 5, 2031, EPA withdraws 40 CFR 60.44 {OF}.", "EPA withdraws in part."),
    (f"The following amendments in the direct final rule {AT}, are withdrawn as of June 5, 2031: §§ 60.44 and 60.46.",
     ""),
)  # fmt: skip


@each_row(("dates", "summary"), WITHDRAWN)
def test_what_is_withdrawn_of_a_rule_is_those_provisions(dates: str, summary: str) -> None:
    rule = {**RULE, "title": "Kilns; Standards", "action": "Direct final rule.", "effective_on": "2031-07-02",
            "dates": "This rule is effective July 2, 2031."}  # fmt: skip
    title = "Kilns; Standards; Withdrawal of Direct Final Rule"
    act = {"title": title, "action": "Partial withdrawal of direct final rule.", "dates": dates, "abstract": summary}
    tracker = ledger(rule, act)
    found = [tracker.state("95 FR 30000", AUGUST, "2031-06-15", scope=f"40 CFR 60.{n}") for n in (44, 45)]
    assert [str(each.force) for each in found] == ["no", "yes"]
    assert "scope_unread" not in found[0].flags


WHOLE = (  # the title, and SUMMARY, of what withdraws all of a rule
    ("Partial Withdrawal of Kiln Findings; Withdrawal", "EPA takes back a direct final rule."),
    ("Kilns; Standards; Withdrawal of Direct Final Rule",
     "EPA had adverse comment on the direct final rule published May 3, 2030 (95 FR 30000), and is withdrawing it for "
     "that cause."),
)  # fmt: skip


@each_row(("title", "summary"), WHOLE)
def test_what_is_withdrawn_by_a_pronoun_or_by_its_title_is_all_of_it(title: str, summary: str) -> None:
    rule = {**RULE, "title": title.rpartition(";")[0], "action": "Direct final rule."}
    dates = "Effective June 5, 2031, EPA withdraws the direct final rule published at 95 FR 30000 on May 3, 2030."
    if "comment" in summary:
        dates = "The withdrawal is effective June 5, 2031."
    tracker = ledger(rule, {"title": title, "action": "Direct final rule; withdrawal.", "dates": dates,
                            "abstract": summary})  # fmt: skip
    assert tracker.state("95 FR 30000", AUGUST, "2031-06-15").status == "withdrawn"


def test_a_term_of_months_ends_on_the_day_that_is_told_with_it() -> None:
    dates = "The designation begins on June 9, 2031, and will remain in effect for 4 months, ending on October 9, 2031."
    notice = {"type": "Notice", "action": "Notice of extension.", "title": "Kiln Towns; Extension", "dates": dates,
              "abstract": "EPA extends the designation.", "cfr_references": []}  # fmt: skip
    tracker = ledger(notice)
    days = ("2031-06-08", AUGUST, "2031-10-09", NOVEMBER)
    assert [str(tracker.state("96 FR 21000", each, AUGUST).force) for each in days] == ["no", "yes", "yes", "no"]


def test_what_summary_does_to_a_provision_is_done_to_no_more_for_sure() -> None:
    stay = {
        "dates": "Effective June 5, 2031, the rule published at 95 FR 30000 is stayed until October 14, 2031.",
        "abstract": "EPA stays § 60.44 of its rule on kilns.",
        "title": "Kilns; Stay",
    }
    tracker = ledger(RULE, stay)
    states = [tracker.state("95 FR 30000", AUGUST, "2031-06-15", scope=scope) for scope in ("40 CFR 60.44", None)]
    assert [(each.status, "scope_unread" in each.flags) for each in states] == [(STAYED, True), ("mixed", True)]


@each_row("dates", (
    f"In 40 CFR 60.41, paragraph (b) {OF} is stayed until October 14, 2031.",
    f"40 CFR 60.41, paragraphs (b) and (c), {OF} are stayed until October 14, 2031.",
    f"40 CFR 60.41 paragraph (b) and 60.46 {OF} are stayed until October 14, 2031.",
))  # fmt: skip
def test_a_paragraph_told_behind_its_section_is_not_all_of_it(dates: str) -> None:
    assert (status("60.41(b)", AUGUST, dates), status("60.41(a)", AUGUST, dates)) == (STAYED, RUNS)
