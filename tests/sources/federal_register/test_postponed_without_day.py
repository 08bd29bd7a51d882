"""What is postponed until something happens has no day: it is off until another document says otherwise."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import regtrack
from tests.rows import each_row

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
RULE, SECTION = "the final rule published on May 10, 2024 (89 FR 41000)", "40 CFR 700.9"
ROWS = (
    ("August 1, 2024.", f"The agency postpones the effectiveness of {RULE} until the judicial challenges to the rule "
     "are resolved.", "Postponement of effectiveness.", None, "no"),
    (f"The effective date of {RULE}, is stayed until FDA rules on the objections.", "Objections were filed.",
     "Final rule; delay of effective date.", None, "no"),
    ("Effective August 1, 2024, the effectiveness of 40 CFR 700.9, published at 89 FR 41000 (May 10, 2024), is "
     "postponed pending judicial review.", "The agency postpones a section.", "Postponement of effectiveness.",
     SECTION, "no"),
    ("August 1, 2024.", f"The agency delays the effective date of {RULE}, until the court has ruled on the petitions.",
     "Postponement of effectiveness.", None, "no"),
    # another section, a postponement of duties, and one that was only asked for
    ("Effective August 1, 2024, the effectiveness of 40 CFR 700.9, published at 89 FR 41000 (May 10, 2024), is "
     "postponed pending judicial review.", "The agency postpones a section.", "Postponement of effectiveness.",
     "40 CFR 700.2", "yes"),
    ("August 1, 2024.", f"The agency postpones the compliance dates of {RULE}, pending judicial review.",
     "Postponement of compliance dates.", None, "yes"),
    ("August 1, 2024.", f"Petitioners asked to postpone the effectiveness of {RULE}, pending judicial review. The "
     "agency denies that.", "Denial of request.", None, "yes"),
)  # fmt: skip


@each_row(("dates", "abstract", "action", "scope", "force"), ROWS)
def test_what_is_postponed_without_a_day_is_off(
    tmp_path: Path, dates: str, abstract: str, action: str, scope: str | None, force: str
) -> None:
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    for number, day, page, done, told, summary in (
        ("2024-80000", "2024-05-10", "89 FR 41000", "Final rule.", "This rule is effective July 1, 2024.", "Logs."),
        ("2024-90009", "2024-08-01", "89 FR 62000", action, dates, abstract),
    ):
        document = {
            "document_number": number, "publication_date": day, "type": "Rule", "citation": page, "action": done,
            "title": "Widget Logs", "dates": told, "abstract": summary, "effective_on": None,
            "cfr_references": [{"title": 40, "part": 700}],
        }  # fmt: skip
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps({"count": 1, "results": [document]}))
        tracker.add(path)
    assert tracker.state("89 FR 41000", "2024-07-15", "2024-09-01", scope=scope).force == "yes"
    assert tracker.state("89 FR 41000", "2024-08-15", "2024-09-01", scope=scope).force == force
