"""When an exemption is in force: by the day from which it applies, and not by that on which it was issued."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_what_is_over import force, ledger

TITLE = "Class Exemption for Deferred Kiln Leases"
GRANT = {
    "document_number": "2024-80011", "publication_date": "2024-02-05", "type": "Rule", "citation": "89 FR 7800",
    "title": TITLE, "action": "Adoption of class exemption.", "dates": "", "effective_on": None,
    "abstract": "This document grants an exemption from prohibited transaction rules.",
    "cfr_references": [{"title": 29, "part": 2510}],
}  # fmt: skip


def grant(dates: str, **fields: Any) -> dict[str, Any]:
    return {**GRANT, "dates": dates, **fields}


@each_row("dates", (
    "Issuance date: This exemption is issued March 7, 2024. Applicability date: This exemption is applicable to "
    "transactions occurring on or after September 9, 2024.",
    "This exemption is issued on March 7, 2024, and is applicable on September 9, 2024.",
    "The class exemption is applicable September 9, 2024.",
))  # fmt: skip
def test_an_exemption_is_in_force_from_its_applicability_date_and_that_can_be_delayed(dates: str) -> None:
    tracker = ledger(grant(dates))
    assert [force(tracker, "89 FR 7800", day) for day in ("2024-05-01", "2024-09-09")] == ["no", "yes"]
    delay = grant(
        "The applicability date of the exemption published at 89 FR 7800 is delayed from September 9, 2024, to "
        "November 8, 2024.", title=f"{TITLE}; Delay", action="Final rule; extension of applicability date.",
        document_number="2024-80012", publication_date="2024-08-30", citation="89 FR 70100",
    )  # fmt: skip
    tracker = ledger(grant(dates), delay)
    assert [force(tracker, "89 FR 7800", day) for day in ("2024-10-01", "2024-11-08")] == ["no", "yes"]


def test_an_exemption_that_tells_its_effective_date_keeps_it() -> None:
    tracker = ledger(
        grant("The exemption is effective April 1, 2024. It is applicable to leases of September 9, 2024.")
    )
    assert force(tracker, "89 FR 7800", "2024-05-01") == "yes"


def test_relief_that_applies_until_a_day_is_over_then() -> None:
    relief = grant(
        "This exemptive relief is issued February 1, 2024, and applies through August 9, 2024.", type="Notice",
        title="Order Granting Exemptive Relief From Kiln Rules", action="Exemptive relief.",
    )  # fmt: skip
    tracker = ledger(relief)
    assert [force(tracker, "89 FR 7800", day) for day in ("2024-03-01", "2024-08-09", "2024-08-10")] == [
        "yes",
        "yes",
        "no",
    ]


def test_a_proposed_exemption_is_none() -> None:
    proposed = grant(
        "The proposed exemption would be applicable September 9, 2024.", action="Notice of proposed exemption."
    )
    assert force(ledger(proposed), "89 FR 7800", "2024-10-01") != "yes"
