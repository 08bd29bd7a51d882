"""Deadlines that a document moves for another one: who asks about either is told the new day."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import regtrack
from tests.rows import each_row

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
FIRST = {
    "document_number": "2026-20001", "publication_date": "2026-01-05", "type": "Proposed Rule", "title": "Kiln Liners",
    "citation": "91 FR 200", "action": "Proposed rule.", "cfr_references": [{"title": 40, "part": 340}],
    "dates": "Comments are due March 6, 2026. Reply comments are due April 6, 2026.",
}  # fmt: skip
RULE = {
    **FIRST, "type": "Rule", "action": "Final rule.",
    "dates": "This rule is effective February 4, 2026. Compliance with § 340.7 is required by August 3, 2026.",
}  # fmt: skip
CITED = "published January 5, 2026, at 91 FR 200,"
MORE_TIME = {
    "title": "Kiln Liners; Extension of Comment Period",
    "action": "Proposed rule; extension of comment period.",
}
AGAIN = {"title": "Kiln Liners; Reopening of Comment Period", "action": "Proposed rule; reopening of comment period."}
LATER = {"title": "Kiln Liners; Delay of Compliance Date", "action": "Final rule; delay of compliance date."}
NAMES = ("2026-20002", "2026-20003")


def deadlines(folder: Path, first: dict[str, Any], *acts: dict[str, Any]) -> list[set[tuple[str, str]]]:
    """Return what is due by when, as each of some documents tells it once all of them are known."""
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    days = ("2026-02-16", "2026-02-24")
    others = [
        {**first, "document_number": name, "publication_date": day, "citation": f"91 FR {index}000", **act}
        for index, (name, day, act) in enumerate(zip(NAMES, days, acts, strict=False), 5)
    ]
    told = []
    for each in (first, *others):
        path = folder / f"{each['document_number']}.json"
        path.write_text(json.dumps({"count": 1, "results": [each]}), "utf-8")
        tracker.add(path)
    for each in (first, *others):
        state = tracker.state(each["document_number"], "2026-03-01", "2026-03-01")
        told.append({(due.name, due.on) for due in state.deadlines} | {(d.name, d.since or "") for d in state.duties})
    return told


@each_row(
    ("first", "act", "expected"),
    [
        (FIRST, {**MORE_TIME, "dates": f"The comment period for the proposed rule {CITED} is extended. Comments are "
                 "due May 4, 2026."}, {("comments", "2026-05-04")}),
        (FIRST, {**AGAIN, "dates": f"The comment period of the proposed rule {CITED} is reopened. Submit comments "
                 "by May 4, 2026."}, {("comments", "2026-05-04")}),
        (RULE, {**LATER, "dates": f"The compliance date for 40 CFR 340.7 in the rule {CITED} is delayed until "
                "December 7, 2026."}, {("compliance", "2026-12-07")}),
        (RULE, {**LATER, "dates": f"The compliance date for small mills of the rule {CITED} is delayed until "
                "December 7, 2026."}, {("compliance (small mills)", "2026-12-07")}),
    ],
)  # fmt: skip
def test_who_asks_about_what_moves_a_deadline_is_told_it(
    tmp_path: Path, first: dict[str, Any], act: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    of_first, of_act = deadlines(tmp_path, first, act)
    assert of_act >= expected
    assert {day for _, day in expected} <= {day for _, day in of_first}


def test_a_deadline_that_was_moved_again_has_its_last_day(tmp_path: Path) -> None:
    dates = f"The comment period for the proposed rule {CITED} is extended. Comments are due {{}}, 2026."
    acts = [{**MORE_TIME, "dates": dates.format(day)} for day in ("May 4", "July 6")]
    told = deadlines(tmp_path, FIRST, *acts)
    assert all(("comments", "2026-07-06") in each for each in told)
    assert not any(("comments", "2026-05-04") in each for each in told)


def test_what_another_document_has_set_is_not_told(tmp_path: Path) -> None:
    _, of_act = deadlines(tmp_path, RULE, {
        "title": "Kiln Liners; Delay of Effective Date", "action": "Final rule; delay of effective date.",
        "dates": f"The effective date of the rule {CITED} is delayed until May 4, 2026.",
    })  # fmt: skip
    assert of_act == set()


def test_a_rule_of_which_only_a_moved_duty_is_known_may_bind(tmp_path: Path) -> None:
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    path = tmp_path / "one.json"
    row = {
        **RULE,
        **LATER,
        "dates": "The compliance date of the rule published at 90 FR 77 is delayed to June 1, 2027.",
    }
    path.write_text(json.dumps({"count": 1, "results": [row]}), "utf-8")
    tracker.add(path)
    state = tracker.state("90 FR 77", "2026-03-01", "2026-03-01")
    assert (state.force.value, state.duty, state.duty_from) == ("unknown", "no", "2027-06-01")
