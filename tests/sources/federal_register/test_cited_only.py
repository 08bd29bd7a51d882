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
     {"2024-06-15": ("unknown", "unknown"), "2024-08-01": ("stayed", "no"), "2025-07-01": ("in_force", "yes")}),
    (f"Effective July 8, 2024, 40 CFR 700.2 of {RULE} is stayed until June 2, 2025.", None,
     {"2024-08-01": ("mixed", "unknown")}),
    (f"Effective July 8, 2024, 40 CFR 700.2 of {RULE} is stayed until June 2, 2025.", "40 CFR 700.2",
     {"2024-08-01": ("stayed", "no")}),
    (f"The effective date of the amendments to 40 CFR 700.2 in {RULE} is delayed until June 2, 2025.", None,
     {"2024-08-01": ("mixed", "unknown")}),
    ("The effective date of each regulation listed in the table below is delayed to a new effective date of June 2, "
     "2025: 89 FR 15000 and 89 FR 16000.", None, {"2024-08-01": ("delayed", "no"), "2025-07-01": ("in_force", "yes")}),
    ("The effective date of the provisions listed in the table below is delayed until June 2, 2025: 89 FR 15000.", None,
     {"2024-08-01": ("unknown", "unknown")}),
)  # fmt: skip


def told(folder: Path, dates: str) -> regtrack.Tracker:
    """Return a ledger with one document, which cites a rule that is not on record."""
    document = {
        "document_number": "2024-90009", "publication_date": "2024-06-20", "type": "Rule", "title": "Widget Rules",
        "citation": "89 FR 52000", "action": "Final rule.", "dates": dates[0].upper() + dates[1:], "abstract": None,
        "effective_on": None, "cfr_references": [{"title": 40, "part": 700}],
    }  # fmt: skip
    path = folder / "1.json"
    path.write_text(json.dumps({"count": 1, "results": [document]}))
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    tracker.add(path)
    return tracker


@each_row(("dates", "scope", "states"), ROWS)
def test_of_what_is_only_cited_no_more_is_known_than_what_was_done(
    tmp_path: Path, dates: str, scope: str | None, states: dict[str, tuple[str, str]]
) -> None:
    tracker = told(tmp_path, dates)
    for day, stands in states.items():
        state = tracker.state("89 FR 15000", day, "2026-01-01", scope=scope)
        assert (state.status, state.force) == stands, day


def test_a_stay_that_is_extended_runs_and_began_before_at_a_time_that_nobody_told(tmp_path: Path) -> None:
    documents = (
        ("2024-90001", "2024-03-01", "89 FR 15000", "Final rule.", "This rule is effective May 1, 2024."),
        ("2024-90009", "2024-07-08", "89 FR 55000", "Final rule; extension of stay.",
         "Effective July 8, 2024, the stay of the final rule published March 1, 2024 (89 FR 15000), most recently"
         " extended through July 8, 2024, is further extended until January 6, 2025."),
    )  # fmt: skip
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    for number, day, citation, action, dates in documents:
        document = {
            "document_number": number, "publication_date": day, "type": "Rule", "title": "Widget Rules",
            "citation": citation, "action": action, "dates": dates, "abstract": None, "effective_on": None,
            "cfr_references": [{"title": 40, "part": 700}],
        }  # fmt: skip
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps({"count": 1, "results": [document]}))
        tracker.add(path)
    found = [tracker.state("89 FR 15000", day).status for day in ("2024-06-01", "2024-08-01", "2025-02-01")]
    assert found == ["unknown", "stayed", "in_force"]


LATER = "2024-08-01", "2024-11-01"
BY_THEN = (  # what an act says of a rule that is only cited, a scope, and how it stands before the day and from it on
    (f"The compliance date for {RULE} is delayed until October 1, 2024.", None, ("unknown", "in_force")),
    (f"The compliance date for {RULE} is extended from July 8, 2024, to October 1, 2024.", None,
     ("unknown", "in_force")),
    (f"This document extends the applicability date of {RULE} from July 8, 2024, to October 1, 2024.", None,
     ("unknown", "in_force")),
    (f"The compliance date for 40 CFR 700.2 of {RULE} is delayed until October 1, 2024.", None,
     ("unknown", "in_force")),
    (f"Compliance with {RULE} is delayed to October 1, 2024.", None, ("unknown", "in_force")),
    (f"The stay of 40 CFR 700.2 of {RULE} is lifted October 1, 2024.", "40 CFR 700.2", ("unknown", "in_force")),
    (f"Effective October 1, 2024, the stay of {RULE} is lifted.", None, ("unknown", "in_force")),
    # without a day, or beside another act, nobody knows
    (f"The compliance date for {RULE} is delayed indefinitely.", None, ("unknown", "unknown")),
    (f"The compliance date for {RULE} is delayed until October 1, 2024. {RULE} is stayed until December 2, 2024.", None,
     ("stayed", "stayed")),
    (f"The compliance date for {RULE} is delayed until October 1, 2024, and the effective date is delayed "
     "indefinitely.",
     None, ("unknown", "unknown")),
    (f"The compliance date for {RULE} is delayed until December 2, 2024.", None, ("unknown", "unknown")),
    ("The compliance date for the final rule at 89 FR 15000 is delayed until October 1, 2024.", None,
     ("unknown", "unknown")),
)  # fmt: skip


@each_row(("dates", "scope", "expected"), BY_THEN)
def test_what_has_to_be_met_on_a_day_is_in_force_then(
    tmp_path: Path, dates: str, scope: str | None, expected: tuple[str, str]
) -> None:
    tracker = told(tmp_path, dates)
    found = tuple(tracker.state("89 FR 15000", day, "2024-07-01", scope=scope).status for day in LATER)
    assert tuple("unknown" if each in ("none", "unknown") else each for each in found) == expected
