"""A notice whose title is that of another one, but for an end or a pause, puts that other one in doubt."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

HEAD = "Self-Regulatory Organizations; Kiln Board LLC; "
FILED = "Notice of Filing and Immediate Effectiveness of a Proposed Rule Change To Raise Feed Port Fees"
CHANGE = "Proposed Rule Change To Raise Feed Port Fees"


def doubted(title: str, first: str = f"{HEAD}{FILED}") -> bool:
    notice = {"type": "Notice", "action": None, "dates": None, "abstract": None, "cfr_references": []}
    tracker = ledger(
        {**notice, "document_number": "2031-80001", "publication_date": "2031-05-03", "citation": "96 FR 20000",
         "title": first},
        {**notice, "title": title},
    )  # fmt: skip
    return "unread" in tracker.state("96 FR 20000", "2031-07-01", "2032-06-01").flags


@each_row(
    ("title", "first"),
    [
        (f"{HEAD}Suspension of and Order Instituting Proceedings To Determine Whether To Approve a {CHANGE}",
         f"{HEAD}{FILED}"),
        (f"{HEAD}Order of Suspension of {CHANGE}", f"{HEAD}{FILED}"),
        (f"{HEAD}Notice of Withdrawal of {CHANGE}", f"{HEAD}{FILED}"),
        (f"{HEAD}Notice of Termination of Proceedings, {CHANGE}", f"{HEAD}Notice of Proceedings, {CHANGE}"),
        ("Revocation of the Designation of Mud Kilns as Quiet Kilns", "Designation of Mud Kilns as Quiet Kilns"),
        ("Notice of Rescission of Guidance on Quiet Mud Kilns", "Notice of Guidance on Quiet Mud Kilns"),
    ],
)  # fmt: skip
def test_what_a_title_ends_is_doubted(title: str, first: str) -> None:
    assert doubted(title, first)


@each_row(
    "title",
    [
        f"{HEAD}Notice of Designation of a Longer Period for Action on a {CHANGE}",
        f"{HEAD}Suspension of a Proposed Rule Change To Lower Feed Port Fees",
        f"Self-Regulatory Organizations; Other Board LLC; Suspension of {CHANGE}",
        f"{HEAD}Notice of Petition for Suspension of {CHANGE}",
        f"{HEAD}Lifting of Suspension of {CHANGE}",
    ],
)
def test_what_has_another_title_is_not(title: str) -> None:
    assert not doubted(title)
