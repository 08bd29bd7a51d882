"""A rule that Congress disapproved has no force from the day of the law on, though another document tells it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import regtrack
from tests.rows import each_row

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
RULE = "published on November 21, 2023 (88 FR 81000)"
SIGNED = "The joint resolution was signed into law on May 23, 2024."
ROWS = (
    ("Congress passed, and the President signed into law on May 23, 2024, a joint resolution of disapproval (Pub. L. "
     f"118-14) of the final rule titled “Widget Logs,” {RULE}.", "nullified"),
    (f"By operation of the Congressional Review Act, the Widget Logs Rule, {RULE}, shall be treated as if it had never "
     f"taken effect. {SIGNED}", "nullified"),
    ("On May 23, 2024, the President signed a joint resolution of disapproval under the Congressional Review Act. "
     f"Under it the rule {RULE}, is treated as though it had never taken effect.", "nullified"),
    (f"By operation of the Congressional Review Act, the rule on “Widget Logs,” {RULE}, shall have no force or "
     "effect. Public Law 118-14, a joint resolution of disapproval, was signed into law on May 23, 2024.", "nullified"),
    (f"Under the Congressional Review Act, the final rule {RULE}, has no legal force or effect. {SIGNED}", "nullified"),
    # something in it, or by another law
    (f"Statements in the preamble of the rule {RULE}, have no force or effect. A report was sent under the "
     f"Congressional Review Act. {SIGNED}", "in_force"),
    (f"The interpretive rule {RULE}, has no force or effect of law. Congress disapproved one. {SIGNED}", "in_force"),
    (f"Copies of the rule {RULE}, have no force or effect. Public Law 118-14, the Widget Act of Congress, was signed "
     "into law on May 23, 2024.", "in_force"),
    # no law was made
    (f"If a joint resolution of disapproval is signed into law, the rule {RULE}, shall have no force or effect.",
     "in_force"),
    (f"A joint resolution of disapproval of the final rule {RULE}, was introduced in Congress on May 23, 2024.",
     "in_force"),
    (f"Congress passed, but the President vetoed on May 23, 2024, a joint resolution of disapproval of the final rule "
     f"{RULE}.", "in_force"),
    (f"If Congress disapproves it, the rule {RULE}, shall be treated as if it had never taken effect.", "in_force"),
    (f"This rule replaces what Congress disapproved in 2017, and amends the final rule {RULE}.", "in_force"),
)  # fmt: skip


@each_row(("abstract", "status"), ROWS)
def test_a_rule_is_nullified_from_the_day_of_the_law(tmp_path: Path, abstract: str, status: str) -> None:
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    for number, day, page, title, dates, told in (
        ("2023-90000", "2023-11-21", "88 FR 81000", "Widget Logs", "This rule is effective January 22, 2024.", "Logs."),
        ("2024-90009", "2024-07-10", "89 FR 52000", "Widget Fees", "Effective July 10, 2024.", abstract),
    ):
        document = {
            "document_number": number, "publication_date": day, "type": "Rule", "citation": page, "title": title,
            "action": "Final rule.", "dates": dates, "abstract": told, "effective_on": None,
            "cfr_references": [{"title": 40, "part": 700}],
        }  # fmt: skip
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps({"count": 1, "results": [document]}))
        tracker.add(path)
    assert tracker.state("88 FR 81000", "2024-05-22", "2024-06-20").status == "in_force"
    assert tracker.state("88 FR 81000", "2024-06-16", "2024-07-10").status == status
