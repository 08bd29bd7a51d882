"""Days by which somebody must comply, or do something, that are set beside the rule's own, moved, or put off."""

from __future__ import annotations

import datetime as dt
from typing import Any

from regtrack.sources.federal_register.dates import read_dates
from tests.rows import each_row
from tests.sources.federal_register.test_statements import PROPOSAL, told

PUBLISHED = dt.date(2027, 3, 10)
CITED = "the rule published at 92 FR 1052"
RULE = "us/fr/92-fr-1052"


def read(text: str) -> list[tuple[str, ...]]:
    """Return the claims of a text: kind, act, day, part or persons, old days."""
    claims = read_dates(text, published_on=PUBLISHED)
    return [
        tuple(filter(None, (c.kind, c.act, c.when.text, c.scope, c.parties, *(day.text for day in c.prior))))
        for c in claims
    ]


@each_row(
    ("said", "who"),
    [
        ("{} must comply with § 200.41 by June 1, 2030.", "mills built before May 5, 2025"),
        ("{}, must comply with § 200.41 by June 1, 2030.", "mills that began operating after May 5, 2025"),
        ("{} shall comply with § 200.41 no later than June 1, 2030.", "lenders chartered on or after May 5, 2025"),
        ("Compliance with § 200.41 by {} is required beginning June 1, 2030.", "units sold prior to May 5, 2025"),
        ("Mills must comply by June 1, 2028, except that {} must comply with § 200.41 by June 1, 2030.",
         "mills registered before May 5, 2025"),
    ],
)  # fmt: skip
def test_the_day_that_makes_a_class_is_no_day_of_compliance(said: str, who: str) -> None:
    text = said.format(who)
    found = [tuple(word[0].lower() + word[1:] for word in each) for each in read(text[0].upper() + text[1:])]
    assert ("set_compliance", "2030-06-01", "§ 200.41", who) in found
    assert not any("2025-05-05" in each for each in found)


@each_row(
    ("said", "expected"),
    [
        (f"The compliance date for {CITED} is delayed pending judicial review.", ("indefinite",)),
        (f"The compliance date of {CITED} is stayed pending judicial review.", ("indefinite",)),
        (f"The compliance dates in § 12.4 of {CITED} are stayed until June 20, 2028.", ("2028-06-20", "§ 12.4")),
        ("Compliance with § 12.4 is suspended indefinitely.", ("indefinite", "§ 12.4")),
        ("Effective March 15, 2027, the compliance deadline for § 12.4 is stayed.", ("indefinite", "§ 12.4")),
        (f"The Board is staying the compliance date of {CITED} until June 20, 2028.", ("2028-06-20",)),
        ("The Board is postponing, under section 705 of the Act, the compliance date of November 1, 2027, for the "
         "limits at 40 CFR 23.3(h), pending judicial review.", ("indefinite", "the limits at 40 CFR 23.3(h)")),
        ("As of March 18, 2027, the compliance date of March 18, 2027, for mine operators, set at 92 FR 1052 (January "
         "9, 2027), is stayed until June 20, 2028.", ("2028-06-20", "mine operators", "2027-03-18")),
    ],
)  # fmt: skip
def test_a_duty_that_is_put_off_leaves_its_rule_in_force(said: str, expected: tuple[str, ...]) -> None:
    found = read(said)
    assert ("set_compliance", "delay", *expected) in found
    assert not any(each[0] in ("stay", "delay_effective") for each in found)
    assert not any(each[:2] == ("set_compliance", "2027-03-18") for each in found)


@each_row(
    ("said", "expected"),
    [
        (f"The effective date of May 1, 2027, for the amendments to § 12.4 of {CITED}, is delayed until June 1, 2028.",
         [("delay_effective", "2028-06-01", "the amendments to § 12.4 of the rule", "2027-05-01")]),
        (f"The Board postpones, pursuant to 5 U.S.C. 705, the effective date of {CITED} until June 1, 2028.",
         [("delay_effective", "2028-06-01")]),
        ("The amendments will be mandatory for product testing starting August 24, 2027.",
         [("set_compliance", "2027-08-24")]),
        ("Use of Form 12 becomes mandatory on August 24, 2027.", [("set_compliance", "2027-08-24", "Use of Form 12")]),
        ("Compliance with the standards established in the direct final rule will be required on May 31, 2029.",
         [("set_compliance", "2029-05-31")]),
        ("Compliance with the standards set forth for furnaces in this rule is required on May 31, 2029.",
         [("set_compliance", "2029-05-31", "standards set forth for furnaces")]),
    ],
)  # fmt: skip
def test_what_is_moved_has_an_old_day(said: str, expected: list[tuple[str, ...]]) -> None:
    assert read(said) == expected


@each_row(
    "said",
    [
        "It is adding an applicability date to the rule published June 30, 2025 (92 FR 1052) of February 7, 2029.",
        "This rule adds an applicability date of February 7, 2029, to the rule published at 92 FR 1052.",
    ],
)
def test_a_date_that_a_rule_gets_later_is_of_that_rule(said: str) -> None:
    (claim,) = read_dates(said, published_on=PUBLISHED)
    assert (claim.kind, claim.act, claim.when.text) == ("set_applicability", "delay", "2029-02-07")
    assert claim.target == ("92 FR 1052",)
    assert claim.scope is None


@each_row(
    "said",
    [
        "The submission period is changed so that it begins on July 12, 2027, and ends on January 12, 2028.",
        "The submission window is changed to open on July 12, 2027, and close on January 12, 2028.",
        "The submission period begins on July 12, 2027, and closes on January 12, 2028.",
    ],
)
def test_a_period_has_its_first_and_its_last_day(said: str) -> None:
    found = {
        (c.act, c.when.text, (c.name or "").removesuffix(" period")) for c in read_dates(said, published_on=PUBLISHED)
    }
    names = {name.removeprefix("start of ").rstrip("s").removesuffix(" window") for _, _, name in found}
    assert {(act, day) for act, day, _ in found} == {("begin", "2027-07-12"), ("due", "2028-01-12")}
    assert names == {"submission"}


IN_FORCE = "set_effective 2027-04-12"
LATER = {"title": "Widgets; Delay of Compliance Date", "action": "Final rule; delay of compliance date."}


@each_row(
    ("dates", "fields", "expected"),
    [
        # SUMMARY tells what DATES does not
        ("This rule is effective April 12, 2027.",
         {"abstract": "Tier A mills, whose compliance date was July 21, 2027, must comply beginning July 3, 2028; Tier "
                      "B mills must comply beginning January 1, 2029."},
         [IN_FORCE, "set_deadline compliance 2027-03-10 through 2028-07-03",
          "set_deadline compliance 2027-03-10 through 2029-01-01"]),
        ("This rule is effective April 12, 2027. Compliance with 7 CFR 319.5 is required by May 5, 2028.",
         {"abstract": "Growers must comply with § 319.7 by December 20, 2029. The compliance date that the "
                      "rule of old had was January 6, 2028."},
         [IN_FORCE, "set_compliance 2028-05-05 7 CFR 319.5", "set_deadline compliance 2027-03-10 through 2029-12-20"]),
        # which rule it is, nobody can tell: the day is told
        ("This rule is effective April 12, 2027.",
         {**LATER, "abstract": 'The Department is amending its December 12, 2022, final rule, "Widget Registry," by '
                               "extending the compliance date for the query requirement from January 6, 2028, to "
                               "January 8, 2029."},
         [IN_FORCE, "set_deadline compliance 2027-03-10 through 2029-01-08"]),
        # "stay of compliance date" is no stay of a rule
        (f"The compliance date of {CITED} is stayed until June 20, 2028.",
         {"title": "Widgets", "action": "Notification; stay of compliance date."},
         [f"delay_compliance {RULE} 2028-06-20"]),
        # a letter that announces a decision is no rule of that day
        ("This document is effective April 12, 2027.",
         {**LATER, "abstract": "By a letter dated February 12, 2027, the Department announced its decision to "
                               f"reconsider {CITED}. It is postponing the compliance date of November 1, 2028, for 7 "
                               "CFR 319.13(h), pending judicial review."},
         [IN_FORCE, f"delay_compliance {RULE} indefinite 7 CFR 319.13(h)"]),
    ],
)  # fmt: skip
def test_what_a_document_tells_of_compliance(dates: str, fields: dict[str, Any], expected: list[str]) -> None:
    assert told(dates, **fields) == expected


def test_replies_move_with_comments() -> None:
    dates = (
        "The comment period for the proposed rule published at 92 FR 1052 is extended. Comments are due April 20, "
        "2027, and reply comments are due May 18, 2027."
    )
    fields = {"title": "Widgets; Extension of Comment Period", "action": "Proposed rule; extension of comment period."}
    assert told(dates, PROPOSAL, **fields) == [
        f"extend_comment {RULE} through 2027-04-20",
        f"set_deadline reply comments {RULE} 2027-03-10 through 2027-05-18",
    ]
