"""The provisions that an act is done to stand behind the page of the rule, or in what the rule is said to have done."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import regtrack
from tests.rows import each_row

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
REST = "The other provisions of the rule published at 89 FR 41000 are not affected."
ROWS = (  # ACTION, DATES and SUMMARY, and whether § 700.9 and § 700.2 are then in force for certain
    ("Partial withdrawal of direct final rule.", "In the direct final rule published on May 10, 2024 (89 FR 41000), "
     "the additions of 40 CFR 700.9 and 700.11 are withdrawn effective June 20, 2024.", "Comments came.", "no", "yes"),
    ("Final rule; rescission.", "This rule is effective June 20, 2024. The rule published at 89 FR 41000 on May 10, "
     "2024, as it amended 40 CFR 700.9 and 700.11, is rescinded as of that date.", REST, "no", "yes"),
    ("Notice.", None, "The agency provides notice that on July 9, 2024, the United States District Court for the "
     "Southern District of Georgia vacated 40 CFR 700.9, as published in the final rule “Widget Logs” (89 FR 41000, "
     "May 10, 2024). All other provisions of the final rule are unaffected by the court's order.", "no", "yes"),
    ("Partial withdrawal of direct final rule.", "Certain provisions of the rule amending 40 CFR 700.9, published on "
     "May 10, 2024 (89 FR 41000), are withdrawn effective June 20, 2024.", "Comments came.", None, None),
    ("Partial withdrawal of direct final rule.", "In the direct final rule published on May 10, 2024 (89 FR 41000), "
     "the addition of 40 CFR 700.9 remains in effect, and that of 40 CFR 700.13 is withdrawn effective June 20, 2024.",
     "Comments came.", None, None),
    ("Partial withdrawal of direct final rule.", "Part of the final rule at 89 FR 41000 (May 10, 2024) is withdrawn "
     "under 40 CFR 700.9.", "Comments came.", None, None),
)  # fmt: skip


@each_row(("action", "dates", "abstract", "part", "other"), ROWS)
def test_the_provisions_that_an_act_is_done_to(
    tmp_path: Path, action: str, dates: str | None, abstract: str, part: str | None, other: str | None
) -> None:
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    for number, day, page, done, told, summary in (
        ("2024-80000", "2024-05-10", "89 FR 41000", "Final rule.", "This rule is effective July 1, 2024.", "Logs."),
        ("2024-90009", "2024-06-20", "89 FR 52000", action, dates, abstract),
    ):
        document = {
            "document_number": number, "publication_date": day, "type": "Notice" if told is None else "Rule",
            "citation": page, "action": done, "title": "Widget Logs", "dates": told, "abstract": summary,
            "effective_on": None, "cfr_references": [{"title": 40, "part": 700}],
        }  # fmt: skip
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps({"count": 1, "results": [document]}))
        tracker.add(path)
    for section, force in (("40 CFR 700.9", part), ("40 CFR 700.2", other)):
        state = tracker.state("89 FR 41000", "2024-08-15", "2024-09-01", scope=section)
        doubted = {"scope_unread", "unread"} & set(state.flags)
        assert (None if doubted else state.force) == force, section
