"""A declaration is made before its notice is printed: until then nobody knows, and then it is in force."""

from __future__ import annotations

from pathlib import Path

from tests.rows import each_row
from tests.sources.federal_register.test_approvals import ledger, paper

TITLE = "Lakonia; Major Disaster and Related Determinations"


def told(path: Path, dates: str, title: str = TITLE) -> dict[str, str]:
    tracker = ledger(path, paper("2024-04200", "2024-09-03", "89 FR 71300", dates, title=title, action="Notice.",
                                 type="Notice", cfr_references=[]))  # fmt: skip
    return {
        day: tracker.state("89 FR 71300", day, "2024-10-01").force for day in ("2024-08-01", "2024-08-20", "2024-09-03")
    }


@each_row(
    ("dates", "title"),
    [
        ("The declaration was issued August 9, 2024.", TITLE),
        ("The declaration was made on August 9, 2024.", TITLE),
        ("This amendment was issued August 9, 2024.", "Lakonia; Amendment No. 1 to a Major Disaster Declaration"),
        ("This change occurred on August 9, 2024.", "Lakonia; Amendment No. 3 to Notice of an Emergency Declaration"),
        ("Issued on 08/09/2024.", "Presidential Declaration of a Major Disaster for the State of Lakonia"),
        ("Issued on August 9, 2024. Loan Application Deadline Date: November 4, 2024.",
         "Administrative Declaration of a Disaster for the State of Lakonia"),
    ],
)  # fmt: skip
def test_before_it_is_printed_a_declaration_is_not_known(tmp_path: Path, dates: str, title: str) -> None:
    assert told(tmp_path, dates, title) == {"2024-08-01": "no", "2024-08-20": "unknown", "2024-09-03": "yes"}


@each_row(
    ("dates", "title"),
    [
        ("The incident began on August 9, 2024.", TITLE),
        ("The declaration was issued September 3, 2024.", TITLE),
        ("The declaration will be issued August 9, 2025.", TITLE),
        ("The request was received August 9, 2024.", "Notice of Determination"),
        ("The meeting notice was issued August 9, 2024.", "Notice of Public Meeting"),
    ],
)
def test_what_is_no_day_of_a_declaration_leaves_it(tmp_path: Path, dates: str, title: str) -> None:
    assert told(tmp_path, dates, title)["2024-08-20"] == "no"
