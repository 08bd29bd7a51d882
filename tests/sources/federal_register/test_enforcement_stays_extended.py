"""A notice that stays enforcement is in force longer where another notice extends its stay; no rule is stayed by it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import regtrack
from tests.rows import each_row

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
LONGER = ("yes", "no")
ROWS = (  # DATES of the second notice, and whether the first is in force in October, and in April
    ("The stay of enforcement announced on May 10, 2024 (89 FR 41000), is extended through March 31, 2025.", LONGER),
    ("The stay of enforcement published on May 10, 2024 (89 FR 41000), which would have ended September 30, 2024, is "
     "extended until March 31, 2025.", LONGER),
    ("The pause in enforcement issued May 10, 2024, at 89 FR 41000, is extended through March 31, 2025.", LONGER),
    ("The comment period for the stay of enforcement published on May 10, 2024 (89 FR 41000), is extended through "
     "March 31, 2025.", ("no", "no")),
)  # fmt: skip


@each_row(("told", "force"), ROWS)
def test_a_stay_of_enforcement_is_extended(tmp_path: Path, told: str, force: tuple[str, str]) -> None:
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    span = "This stay of enforcement is in effect from May 10, 2024, through September 30, 2024."
    for number, day, page, action, dates in (
        ("2024-80000", "2024-05-10", "89 FR 41000", "Notice; stay of enforcement.", span),
        ("2024-90009", "2024-09-20", "89 FR 77000", "Notice; extension.", told),
    ):
        document = {
            "document_number": number, "publication_date": day, "type": "Notice", "citation": page, "dates": dates,
            "title": "Widget Logs; Stay of Enforcement", "action": action, "abstract": "It will not act on the logs.",
            "effective_on": None, "cfr_references": [],
        }  # fmt: skip
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps({"count": 1, "results": [document]}))
        tracker.add(path)
    found = tuple(tracker.state("89 FR 41000", day, "2024-09-20").force for day in ("2024-10-15", "2025-04-02"))
    assert found == force
