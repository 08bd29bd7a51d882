"""Every day by which something is due is told, in lists and beside other acts; and no day that is only recited is."""

from __future__ import annotations

import datetime as dt

from regtrack.sources.federal_register.dates import read_dates
from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded
from tests.sources.federal_register.test_duties import deadlines, events_of

PUBLISHED = dt.date(2026, 6, 1)
RULE = "This rule is effective July 31, 2026. "
Who = tuple[str | None, str | None]


def complied(text: str) -> list[tuple[str, str | None, str | None]]:
    """Return the days of compliance of a text that were read: which, with what, and who."""
    claims = read_dates(text, published_on=PUBLISHED)
    return [(c.when.text, c.scope, c.parties) for c in claims if c.kind == "set_compliance" and not c.unread]


def acts(text: str) -> set[str]:
    return {c.kind for c in read_dates(text, published_on=PUBLISHED) if not c.unread}


THREE = "June 1, 2028, December 1, 2028, and June 1, 2029, respectively."
DAYS = ("2028-06-01", "2028-12-01", "2029-06-01")
SIZES: tuple[Who, ...] = ((None, "large mills"), (None, "small mills"), (None, "very small mills"))


@each_row(
    ("said", "expected"),
    [
        (f"The compliance dates in § 12.4(b)(1) through (3) are extended to {THREE}",
         (("§ 12.4(b)(1)", None), ("§ 12.4(b)(2)", None), ("§ 12.4(b)(3)", None))),
        (f"The compliance dates in § 12.4(c)(ii) through (iv) are extended to {THREE}",
         (("§ 12.4(c)(ii)", None), ("§ 12.4(c)(iii)", None), ("§ 12.4(c)(iv)", None))),
        (f"The compliance dates for §§ 12.4 through 12.6 are delayed to {THREE}",
         (("§ 12.4", None), ("§ 12.5", None), ("§ 12.6", None))),
        (f"The compliance dates for §§ 12.4, 12.7, and 12.9 are delayed to {THREE}",
         (("§§ 12.4", None), ("12.7", None), ("12.9", None))),
        (f"The compliance dates for large mills, small mills, and very small mills are extended to {THREE}", SIZES),
        (f"Large mills, small mills, and very small mills must comply by {THREE}",
         ((None, "Large mills"), *SIZES[1:])),
        (f"The compliance deadlines of large mills, small mills and very small mills are postponed to {THREE}", SIZES),
    ],
)  # fmt: skip
def test_each_of_a_list_has_its_day(said: str, expected: tuple[Who, ...]) -> None:
    assert complied(said) == [(day, *who) for day, who in zip(DAYS, expected, strict=True)]


@each_row(
    "said",
    [
        f"The compliance dates in § 12.4(b)(1) through (4) are extended to {THREE}",
        f"The compliance dates for large mills and small mills are extended to {THREE}",
        f"The compliance dates for §§ 12.4 through 12.9 are delayed to {THREE}",
    ],
)
def test_a_list_that_does_not_fit_its_days_is_unread(said: str) -> None:
    assert complied(said) == []


TWO = (("2028-06-01", None, "large mills"), ("2028-12-01", None, "small mills"))


@each_row(
    "said",
    [
        "Mills must comply by the following dates: large mills, June 1, 2028; small mills, December 1, 2028.",
        "Mills must comply by the applicable date: large mills, June 1, 2028; and small mills, December 1, 2028.",
        "Mills must comply beginning on the applicable date: large mills, June 1, 2028; small mills, December 1, 2028.",
        "Compliance dates: Mills are required to comply as of the following dates: large mills, June 1, 2028; small "
        "mills, December 1, 2028.",
        "The compliance dates are as follows: June 1, 2028, for large mills; December 1, 2028, for small mills.",
    ],
)
def test_persons_stand_before_their_day_in_a_list(said: str) -> None:
    assert complied(said) == list(TWO)


@each_row(
    "said",
    [
        "Voluntary compliance date: July 1, 2026.",
        "Voluntary compliance is authorized as of July 1, 2026.",
        "Early compliance is permitted beginning July 1, 2026.",
        "Compliance is optional from July 1, 2026.",
        "Compliance with the new standard may begin on July 1, 2026.",
        "Mills may comply with this rule from July 1, 2026.",
    ],
)
def test_nobody_must_comply_from_the_day_on_which_one_may(said: str) -> None:
    required = "Compliance with the amendments is required beginning July 1, 2028."
    assert complied(f"{RULE}{said} {required}") == [("2028-07-01", None, None)]
    assert deadlines(events_of(f"{RULE}{said} {required}")) == [("start of voluntary compliance", "2026-07-01")]


@each_row(
    "said",
    [
        "The date on which use of the form becomes mandatory is postponed from June 24, 2027, to December 22, 2028.",
        "The date on which use of the new form becomes mandatory is delayed until December 22, 2028.",
        "The date on which the amendments published at 89 FR 10510 on December 26, 2024, become mandatory for testing "
        "is postponed from June 24, 2027, to December 22, 2028.",
        "The date by which mills must install monitors is extended from June 24, 2027, to December 22, 2028.",
        "The date on which reporting is required is delayed to December 22, 2028.",
        "The date from which sellers are required to use the new label is postponed to December 22, 2028.",
    ],
)
def test_the_day_of_a_duty_is_moved_and_not_its_rule(said: str) -> None:
    found = [c for c in read_dates(said, published_on=PUBLISHED) if c.act != "recital"]
    assert [(c.kind, c.act, c.when.text, c.unread) for c in found] == [("set_compliance", "delay", "2028-12-22", None)]


@each_row(
    "said",
    [
        "Petitions to stay the effectiveness of the exemption must be filed no later than July 17, 2026.",
        "Petitions for a stay, and motions to suspend the order, are due by July 17, 2026.",
        "Motions to stay the rule must be received by July 17, 2026.",
        "A petition to suspend the order may be filed until July 17, 2026.",
        "Any request to postpone the effective date must be filed by July 17, 2026.",
        "Requests to extend the filing deadline must be received by July 17, 2026.",
    ],
)
def test_who_asks_for_an_act_does_not_do_it(said: str) -> None:
    assert acts(said) == {"set_deadline"}
    assert [until for _, until in deadlines(events_of(RULE + said))] == ["2026-07-17"]


@each_row(
    ("said", "moved"),
    [
        ("The Board grants the request to extend the comment period to July 17, 2026.", "extend_comment"),
        ("In response to requests, the Board decided to extend the comment period to July 17, 2026.", "extend_comment"),
        ("This document announces the decision to stay the rule until July 17, 2026.", "stay"),
    ],
)
def test_what_is_granted_is_done(said: str, moved: str) -> None:
    assert moved in acts(said)


@each_row(
    ("said", "due"),
    [
        ("Mills must come back into compliance by November 30, 2026.", "2026-11-30"),
        ("The rule is in effect, and mills are required to install monitors by November 30, 2026.", "2026-11-30"),
        ("The order took effect on May 4, 2026, and carriers must file plans by November 30, 2026.", "2026-11-30"),
        ("This document corrects the date: compliance filings are due November 30, 2026, and not July 5, 2026, as "
         "stated in the preamble.", "2026-11-30"),
        ("Compliance filings are due November 30, 2026, and not July 5, 2026.", "2026-11-30"),
    ],
)  # fmt: skip
def test_a_duty_that_only_the_summary_tells(said: str, due: str) -> None:
    found = events_of(RULE, said)
    assert [until[:10] for _, until in deadlines(found)] == [due]
    assert not any("unread" in each.flags for each in found)


@each_row(
    "said",
    [
        "The NIA established a deadline date of July 6, 2026, for the transmittal of applications.",
        "The notice set a deadline of July 6, 2026, for applications.",
        "The earlier order established July 6, 2026, as the deadline for applications.",
        "Royalty reports originally due July 6, 2026, should be filed under the prior regulations.",
        "Reports previously due on July 6, 2026, must be filed under the prior regulations.",
        "The Agency will not have time to complete the system before the registration period, which will run from June "
        "30 to July 6, 2026.",
        "The delay gives mills time before the reporting season, which opens July 6, 2026.",
    ],
)
def test_a_day_that_is_only_recited_is_no_deadline(said: str) -> None:
    assert deadlines(events_of(RULE, said)) == []


@each_row(
    ("said", "due"),
    [
        ("This notice establishes a deadline of July 6, 2026, for applications.", "2026-07-06"),
        ("The Department has established a deadline date of July 6, 2026, for applications.", "2026-07-06"),
        ("The registration period will run from June 30 to July 6, 2026.", "2026-07-06"),
    ],
)
def test_a_day_that_a_document_sets_itself_is_one(said: str, due: str) -> None:
    assert due in {until[:10] for _, until in deadlines(events_of(RULE, said))}


def test_sections_are_written_in_more_than_one_way() -> None:
    said = "Compliance with Sec. Sec. 12.4 through 12.6 is not required until July 17, 2026."
    assert complied(said) == [("2026-07-17", "§§ 12.4 through 12.6", None)]


def test_the_day_of_an_act_on_another_document_may_be_that_of_a_duty() -> None:
    said = "The suspension published at 91 FR 2000 (January 12, 2026) is terminated effective November 30, 2026."
    duty = "Mills must come back into compliance by November 30, 2026."
    assert ("compliance", "2026-11-30") in deadlines(events_of(said, duty, action="Notice of termination."))


@each_row(
    "said",
    [
        "This rule shall become effective no earlier than 30 days after publication in the Federal Register during "
        "which either or both Houses of Congress are in session.",
        "The regulation will be effective 30 days after publication in the Federal Register during which either or "
        "both Houses of Congress are in session. We will publish a notice of the effective date.",
    ],
)
def test_days_of_session_are_no_fewer_than_days(said: str) -> None:
    begins = [str(each.effect) for each in events_of(said) if each.kind == "set_effective"]
    assert begins == ["later of 2026-07-01, unknown"]


def test_a_section_that_ends_in_a_letter_ends_its_sentence() -> None:
    said = (
        "Applicability dates: See §§ 1.91-12T(j) and 1.91-20T. Expiration date: The applicability of these temporary "
    )
    claims = read_dates(f"{RULE}{said}regulations expires on December 6, 2029.", published_on=PUBLISHED)
    assert [(c.kind, c.scope) for c in claims] == [("set_effective", None), ("set_expiry", None)]


@each_row(
    ("said", "kind", "day"),
    [
        ("The comment period expires on June 18, 2026.", "open_comment", "2026-06-18"),
        ("The comment period will expire July 20, 2026.", "open_comment", "2026-07-20"),
        ("The permit expires on June 18, 2026.", "set_expiry", "2026-06-18"),
        ("The compliance date for the rule is updated to January 13, 2027.", "set_compliance", "2027-01-13"),
        ("The table of fees is updated. Comments are due January 13, 2027.", "open_comment", "2027-01-13"),
    ],
)
def test_comments_expire_and_dates_are_updated(said: str, kind: str, day: str) -> None:
    found = [(each.kind, each.when.text) for each in read_dates(said, published_on=PUBLISHED) if not each.unread]
    assert found == [(kind, day)]


@each_row(
    ("said", "name"),
    [
        ("Large mills must begin collecting data on January 13, 2027.", "requirement: collecting data"),
        (
            "Mills are required to start reporting on January 13, 2027, instead of May 4, 2026.",
            "requirement: reporting",
        ),
        ("The season must begin on January 13, 2027.", None),
        ("Mills may begin collecting data on January 13, 2027.", None),
    ],
)
def test_what_must_begin_on_a_day_is_required_from_it(said: str, name: str | None) -> None:
    required = [(c.name, c.when.text) for c in read_dates(said, published_on=PUBLISHED) if "requirement" in str(c.name)]
    assert required == ([(f"start of {name}", "2027-01-13")] if name else [])


@each_row(
    ("said", "name"),
    [
        ("States must implement the other provisions by January 13, 2027.", "implement the other provisions"),
        ("Mills must meet the new requirements no later than January 13, 2027.", "meet the new requirements"),
        ("EPA must withdraw the final rule by January 13, 2027.", None),
    ],
)
def test_who_must_meet_a_rule_has_a_day(said: str, name: str | None) -> None:
    found = [(c.name, c.when.text) for c in read_dates(said, published_on=PUBLISHED) if not c.unread]
    assert found == ([(name, "2027-01-13")] if name else [])


STAYED = "Effective July 12, 2026, the stay of 40 CFR 60.41(b), published at 91 FR 2000 (January 12, 2026), is lifted."


@each_row(
    ("told", "due"),
    [
        ("Mills must comply with § 60.41(b) as of the day on which the stay is lifted.", True),
        ("Compliance with § 60.41(b) is required from the date the stay is lifted.", True),
        ("Mills must comply on the date on which that stay ends.", True),
        ("Mills need not comply until the stay is lifted.", False),
        ("Mills must comply within 90 days after the stay is lifted.", False),
        ("A petitioner asked whether mills must comply as of the day the stay is lifted.", False),
    ],
)
def test_who_must_comply_once_a_stay_is_lifted_is_told_the_day(told: str, due: bool) -> None:
    found = deadlines(events_of(STAYED, f"EPA lifts the stay. {told}", action="Final rule; lift of stay."))
    assert found == ([("compliance", "2026-07-12")] if due else [])


@each_row(
    ("told", "due"),
    [
        ("Owners or operators of existing kilns must comply with 40 CFR 63.11 by August 5, 2027.", True),
        ("Operators of existing sources are required to comply with 40 CFR 63.11 by August 5, 2027.", True),
        ("The compliance date for existing kilns is August 5, 2027.", True),
        ("Current owners and operators of kilns must comply by August 5, 2027.", True),
        ("Operators subject to the existing rule must comply by August 5, 2027.", False),
        ("The existing compliance date for kilns is August 5, 2027.", False),
        ("Operators of kilns with existing permits must comply by August 5, 2027.", False),
        ("Under current law, operators of existing kilns must comply by August 5, 2027.", False),
        ("Operators of existing kilns were required to comply by August 5, 2027.", False),
        ("Petitioners argue that operators of kilns must comply by August 5, 2027.", False),
        ("A trade group contended that operators must comply with § 63.11 by August 5, 2027.", False),
    ],
)  # fmt: skip
def test_what_is_asked_of_existing_sources_is_asked_anew(told: str, due: bool) -> None:
    found = deadlines(events_of(RULE, f"EPA revises its standards. {told}", action="Final rule."))
    assert found == ([("compliance", "2027-08-05")] if due else [])


INVITED = {
    "document_number": "2026-10400", "publication_date": "2026-05-04", "type": "Notice", "citation": "91 FR 24000",
    "title": "Applications for New Awards; Kilns", "action": "Notice.",
    "dates": "Deadline for Transmittal of Applications: July 17, 2026. Deadline for Review: September 15, 2026.",
}  # fmt: skip
TOLD = "On May 4, 2026, we published in the Federal Register (91 FR 24000) a notice inviting applications."


@each_row(
    ("action", "days"),
    [
        ("Notice; correction.", ["2026-07-31", "2026-09-15"]),
        ("Notice.", ["2026-07-17", "2026-09-15"]),  # a round of its own
    ],
)
def test_a_deadline_in_a_correction_is_that_of_what_it_corrects(action: str, days: list[str]) -> None:
    row = {
        **INVITED, "document_number": "2026-10500", "publication_date": "2026-06-01", "citation": "91 FR 30000",
        "action": action, "abstract": f"{TOLD} {'We correct the notice.' if 'correction' in action else ''}",
        "dates": "Deadline for Transmittal of Applications: July 31, 2026.",
    }  # fmt: skip
    tracker = recorded((INVITED, row), dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC))
    for page, expected in (("91 FR 24000", days), ("91 FR 30000", ["2026-07-31"])):
        assert sorted(each.on for each in tracker.state(page, "2026-06-02").deadlines) == expected
