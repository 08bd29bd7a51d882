"""What a court did to a delay or a stay is done to the document that made it; a title tells of no provisions."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

RULE = {
    "document_number": "2030-80001", "publication_date": "2030-05-03", "citation": "95 FR 30000", "title": "Kilns",
    "action": "Final rule.", "dates": "This rule is effective July 1, 2031.", "effective_on": "2031-07-01",
    "abstract": "This rule sets standards for kilns.",
}  # fmt: skip
DELAY = {
    "title": "Kilns", "action": "Final rule; delay of effective date.", "effective_on": None,
    "dates": "As of June 5, 2031, the effective date for the amendments to 40 CFR 60.41 and the addition of 40 CFR "
    "60.44, published at 95 FR 30000, is delayed until July 1, 2033.",
    "abstract": "EPA delays selected provisions of the final rule published on May 3, 2030.",
}  # fmt: skip
STAY = {
    "title": "Kilns; Partial Stay", "action": "Notice of reconsideration and partial stay.",
    "abstract": "EPA is staying requirements of the final rule published at 95 FR 30000 on May 3, 2030.",
    "dates": "40 CFR 60.41 and 60.44 are stayed from June 5, 2031, until March 3, 2032.",
}  # fmt: skip
NOTICE = {
    "document_number": "2031-90010", "publication_date": "2031-10-01", "citation": "96 FR 45000", "title": "Kilns",
    "action": "Final rule; notification of court decision.", "effective_on": None,
}  # fmt: skip


def asked(first: dict[str, Any], dates: str, abstract: str, of: str = "96 FR 21000") -> tuple[str, bool]:
    """In force in November 2031: the document that paused the rule, and whether it is doubted."""
    state = ledger(RULE, first, {**NOTICE, "dates": dates, "abstract": abstract}).state(of, "2031-11-03", "2031-11-03")
    return str(state.force), "unread" in state.flags


TOOK_EFFECT = "Selected provisions of the final rule took effect on August 29, 2031."


@each_row(
    "dates",
    [
        "On July 29, 2031, the U.S. District Court for Arden vacated the delay published June 5, 2031 (96 FR 21000).",
        "The delay published at 96 FR 21000, June 5, 2031, was vacated by the court on July 29, 2031.",
    ],
)
def test_a_delay_that_a_court_vacated_is_over(dates: str) -> None:
    assert asked(DELAY, dates, f"The court vacated the delay of those provisions. {TOOK_EFFECT}") == ("no", False)


@each_row(
    ("dates", "abstract"),
    [
        ("On July 29, 2031, the court vacated the delay published June 5, 2031 (96 FR 21000).",
         "The order is limited to § 60.44. The remaining provisions are delayed as before."),
        ("On July 29, 2031, the court was asked to vacate the delay published at 96 FR 21000.", "EPA tells of it."),
        ("On July 29, 2031, the court declined to vacate the delay published at 96 FR 21000.", "EPA tells of it."),
    ],
)  # fmt: skip
def test_it_is_not_where_the_court_did_less(dates: str, abstract: str) -> None:
    force, doubted = asked(DELAY, dates, abstract)
    assert force != "no" or doubted


def test_a_stay_that_a_court_vacated_is_over() -> None:
    words = "The stay of 40 CFR 60.41 and 60.44 published at 96 FR 21000 was vacated effective July 31, 2031."
    told = "The United States Court of Appeals issued its mandate, vacating the stay of certain requirements."
    assert asked(STAY, words, told) == ("no", False)
    less = words.replace(" and 60.44", "")
    assert asked(STAY, less, told) != ("no", False)


@each_row(
    ("title", "rule", "force"),
    [
        ('Definition of the Term "Kiln"; Court Vacatur', 'Definition of the Term "Kiln"; Ovens', "no"),
        ("Requirements for Kilns; Notice of Vacatur", "Requirements for Kilns", "no"),
    ],
)
def test_a_title_that_speaks_of_provisions_leaves_the_rule_vacated_whole(title: str, rule: str, force: str) -> None:
    abstract = (
        f"EPA is removing from the Code of Federal Regulations the 2030 final rule entitled {rule} (95 FR 30000), "
        "which was vacated by the United States District Court for the District of Arden."
    )
    row = {
        **NOTICE, "title": title, "action": "Final rule; technical amendment.", "abstract": abstract,
        "effective_on": "2031-10-01",
        "dates": "This rule is effective October 1, 2031. The court's orders vacating the 2030 final rule became final "
        "on September 12, 2031.",
    }  # fmt: skip
    state = ledger({**RULE, "title": rule}, row).state("95 FR 30000", "2031-11-03", "2031-11-03")
    assert (str(state.force), "unread" in state.flags) == (force, False)


def test_a_definition_that_is_vacated_is_not_the_rule() -> None:
    row = {
        **NOTICE, "title": "Kilns; Vacatur", "dates": "This rule is effective October 1, 2031.",
        "abstract": "On July 29, 2031, the court vacated the definition of kiln in the rule published at 95 FR 30000.",
    }  # fmt: skip
    state = ledger(RULE, row).state("95 FR 30000", "2031-11-03", "2031-11-03")
    assert str(state.force) != "no"


INDEFINITE = {
    **DELAY, "dates": "As of June 5, 2031, the effective date of the final rule published May 3, 2030, at 95 FR 30000, "
    "is delayed indefinitely.", "abstract": "EPA delays the final rule of May 3, 2030, pending reconsideration.",
}  # fmt: skip
GONE = (
    "On July 29, 2031, the court vacated the rule published June 5, 2031 (96 FR 21000), which had indefinitely delayed "
    "the effective date of the final rule of May 3, 2030 (95 FR 30000). "
)


@each_row(
    ("told", "expected"),
    [
        ("By reason of the order, the May 2030 final rule has been in force since July 29, 2031.", ("yes", False)),
        ("The 2030 rule has been in effect since July 29, 2031.", ("yes", False)),
        ("The April 2030 final rule has been in force since July 29, 2031.", ("no", True)),  # another one
        ("The 2030 rule is not yet in force. EPA asked for rehearing.", ("no", True)),
    ],
)
def test_the_rule_is_named_by_its_month_or_year(told: str, expected: tuple[str, bool]) -> None:
    assert asked(INDEFINITE, "This document is effective October 1, 2031.", GONE + told, "95 FR 30000") == expected
