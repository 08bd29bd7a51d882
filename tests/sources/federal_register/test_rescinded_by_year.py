"""A document cites one rule, and rescinds "the 2023 final rule" in another sentence: all of that rule ends with it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import regtrack
from tests.rows import each_row

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
CITED = "On June 23, 2023, the agency published a final rule on widget logs (88 FR 41000). "
ROWS = (
    ("This final rule rescinds the 2023 final rule in its entirety.", "rescinded"),
    ("The agency is rescinding the 2023 rule because its costs exceed its benefits.", "rescinded"),
    ("Accordingly, the final rule is rescinded as of July 22, 2024.", "rescinded"),
    ("This rule rescinds the agency's rule on widget logs.", "rescinded"),
    ("Under the ``Executive Order on Orders Concerning Regulation,'' issued on January 20, 2024, this rule rescinds "
     "its rule on widget logs.", "rescinded"),
    # another rule, less than all of it, and another day
    ("This final rule rescinds the 2016 final rule in its entirety.", "in_force"),
    ("This final rule rescinds the 2023 final rule in part.", "in_force"),
    ("This final rule rescinds the 2023 final rule, except § 700.9.", "in_force"),
    ("This final rule rescinds the 2023 rule. Section 700.9 of that rule remains in effect.", "in_force"),
    ("It amended the rule of May 2, 2022 (87 FR 26000). This final rule rescinds the rule.", "in_force"),
    ("This final rule rescinds the agency's rule on fees.", "in_force"),
    ("This final rule rescinds the agency's rule on widget logs in part.", "in_force"),
    ("The 2023 final rule is rescinded as of January 2, 2025.", "in_force"),
)  # fmt: skip


@each_row(("told", "status"), ROWS)
def test_the_one_rule_that_is_cited_ends(tmp_path: Path, told: str, status: str) -> None:
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    for number, day, page, title, dates, summary in (
        (
            "2023-80000",
            "2023-06-23",
            "88 FR 41000",
            "Widget Logs; Prevention of Waste",
            "Effective October 5, 2023.",
            "",
        ),
        (
            "2024-90009",
            "2024-06-20",
            "89 FR 52000",
            "Widget Logs; Rescission of Requirements",
            "This final rule is effective July 22, 2024.",
            CITED + told,
        ),
    ):
        document = {
            "document_number": number, "publication_date": day, "type": "Rule", "citation": page, "title": title,
            "action": "Final rule.", "dates": dates, "abstract": summary, "effective_on": None,
            "cfr_references": [{"title": 40, "part": 700}],
        }  # fmt: skip
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps({"count": 1, "results": [document]}))
        tracker.add(path)
    assert tracker.state("88 FR 41000", "2024-07-15", "2024-07-01").status == "in_force"
    assert tracker.state("88 FR 41000", "2024-08-15", "2024-07-01").status == status
