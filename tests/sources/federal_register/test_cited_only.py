"""A rule that is known from the acts on it alone: what was done to it is known, and nothing else of it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import regtrack
from tests.rows import each_row

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
RULE = "the final rule published March 1, 2024 (89 FR 15000),"
ROWS = (
    (f"{RULE} is withdrawn effective July 8, 2024.", None,
     {"2024-06-01": ("unknown", "unknown"), "2024-08-01": ("withdrawn", "no")}),
    (f"Effective July 8, 2024, {RULE} is stayed until June 2, 2025.", None,
     {"2024-06-15": ("unknown", "unknown"), "2024-08-01": ("stayed", "no"), "2025-07-01": ("unknown", "unknown")}),
    (f"Effective July 8, 2024, 40 CFR 700.2 of {RULE} is stayed until June 2, 2025.", None,
     {"2024-08-01": ("mixed", "unknown")}),
    (f"Effective July 8, 2024, 40 CFR 700.2 of {RULE} is stayed until June 2, 2025.", "40 CFR 700.2",
     {"2024-08-01": ("stayed", "no")}),
    (f"The effective date of the amendments to 40 CFR 700.2 in {RULE} is delayed until June 2, 2025.", None,
     {"2024-08-01": ("mixed", "unknown")}),
)  # fmt: skip


@each_row(("dates", "scope", "states"), ROWS)
def test_of_what_is_only_cited_no_more_is_known_than_what_was_done(
    tmp_path: Path, dates: str, scope: str | None, states: dict[str, tuple[str, str]]
) -> None:
    document = {
        "document_number": "2024-90009", "publication_date": "2024-06-20", "type": "Rule", "title": "Widget Rules",
        "citation": "89 FR 52000", "action": "Final rule.", "dates": dates[0].upper() + dates[1:], "abstract": None,
        "effective_on": None, "cfr_references": [{"title": 40, "part": 700}],
    }  # fmt: skip
    path = tmp_path / "1.json"
    path.write_text(json.dumps({"count": 1, "results": [document]}))
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    tracker.add(path)
    for day, stands in states.items():
        state = tracker.state("89 FR 15000", day, "2026-01-01", scope=scope)
        assert (state.status, state.force) == stands, day
