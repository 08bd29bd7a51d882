"""What a correction prints anew of DATES is the date of the rule that it corrects, known from the correction on."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

RULE = {
    "document_number": "2031-80001", "publication_date": "2031-05-15", "citation": "96 FR 15402",
    "action": "Final rule.", "title": "Reports by Kilns", "effective_on": "2031-07-14",
    "dates": "The amendments are effective July 14, 2031.",
    "abstract": "EPA requires reports.",
}  # fmt: skip
OF = "that appeared in the Federal Register of May 15, 2031 (96 FR 15402). "
CORRECTS = f"This document corrects the effective date of a final rule {OF}"
OLD = "The DATES section gave an effective date of July 14, 2031. "
PLACE = "In FR Doc. 2031-80001, on page 15402, in the first column, "
READS = f"{PLACE}the DATES section is corrected to read:"
LATER = "Effective August 15, 2031."


def asked(abstract: str, dates: str = LATER, **fields: Any) -> tuple[str, str, str, bool]:
    """In force on August 1 and 20, 2031; on August 1 as known before the correction; whether it is doubted."""
    correction = {
        "document_number": "2031-80002", "citation": "96 FR 19451", "title": "Reports by Kilns; Correction",
        "action": "Final rule; correction.", "dates": dates, "abstract": abstract, **fields,
    }  # fmt: skip
    tracker = ledger(RULE, correction)
    days = (("2031-08-01", "2031-08-01"), ("2031-08-20", "2031-08-20"), ("2031-08-01", "2031-06-01"))
    first, second, before = (tracker.state("96 FR 15402", on, known) for on, known in days)
    return str(first.force), str(second.force), str(before.force), "unread" in first.flags


@each_row(
    ("abstract", "dates"),
    [
        (f'{CORRECTS}{OLD}{READS} "The amendments are effective August 15, 2031."', LATER),
        (f"{CORRECTS}{READS[:-1]} as follows: “The rule is effective August 15, 2031.”", LATER),
        (f"{CORRECTS}{OLD}{READS} “DATES: {LATER}”", "Effective June 5, 2031."),
        ("EPA corrects a date.", "Effective June 5, 2031. The DATES section of the rule published at 96 FR 15402 on "
         "May 15, 2031, is corrected to read: “This rule is effective August 15, 2031.”"),
        (f"{CORRECTS}The DATES paragraph is corrected to read “{LATER}”", LATER),
        (f"{CORRECTS}{OLD}{PLACE}correct the \"Dates\" caption to read: \"DATES: {LATER}\"", LATER),
        (f"{CORRECTS}{OLD}The DATES section should read: “This rule is effective August 15, 2031.”", LATER),
        (f"{CORRECTS}{PLACE}the DATES section, “effective July 14, 2031” is corrected to read “effective August 15, "
         "2031”.", LATER),
        (f"{CORRECTS}{READS} “Effective date: The amendments are effective August "
         "15, 2031. Compliance date: Kilns must comply by January 15, 2032.”", LATER),
    ],
)  # fmt: skip
def test_the_rule_begins_on_the_day_that_is_printed_anew(abstract: str, dates: str) -> None:
    assert asked(abstract, dates) == ("no", "yes", "yes", False)


@each_row(
    "abstract",
    [
        f"This document corrects a final rule {OF}{READS} “Comments must be received by August 15, 2031.”",
        f"This document corrects the compliance date of a final rule {OF}{READS} "
        "“This rule is effective July 14, 2031. Kilns must comply by August 15, 2031.”",
        f"This document corrects a final rule {OF}{PLACE}the preamble is corrected to read: “The State rule is "
        "effective August 15, 2031.”",
        f"{CORRECTS}{OLD}That did not allow for the time which the law requires.",
    ],
)
def test_what_is_printed_of_something_else_leaves_it_in_doubt(abstract: str) -> None:
    assert asked(abstract, "Effective June 5, 2031.") == ("yes", "yes", "yes", True)


def test_a_part_alone_may_be_put_off() -> None:
    words = "This rule is effective July 14, 2031, except § 60.4, which is effective August 15, 2031."
    assert asked(f"{CORRECTS}{OLD}{READS} “{words}”")[0] == "partial"


def test_a_proposal_corrects_nothing() -> None:
    words = f"EPA proposes to correct the effective date of a final rule {OF}{READS} “{LATER}”"
    fields = {"type": "Proposed Rule", "action": "Proposed rule; correction."}
    assert asked(words, "Comments must be received by July 5, 2031.", **fields)[:3] == ("yes", "yes", "yes")
