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
