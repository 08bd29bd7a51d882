"""State questions on real documents of the Federal Register, answered from events that were written by hand.

The questions and the labels are shared data; what the documents did is ``fr_states/documents.toml``. The reading is
given, so that every answer has to be right: what is measured is the model and the fold.
"""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from regtrack.dates import tick_of
from regtrack.report import plain
from regtrack.sources.files.timeline import read_timeline_file
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests.helpers import NOW

DATA = Path(os.environ.get("REGTRACK_DATA") or Path(__file__).parents[3] / "shared" / "data") / "fr-states" / "cases"
DOCUMENTS = Path(__file__).parent / "fr_states" / "documents.toml"
CASES = [json.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("*.json"))]
QUESTIONS = [pytest.param(q, id=f"{case['id']}-{n}") for case in CASES for n, q in enumerate(case["questions"], 1)]
DEADLINES = [
    pytest.param(d, max(q["known"] for q in case["questions"]), id=f"{case['id']}-{d['on']}")
    for case in CASES
    for d in case.get("deadlines", [])
]

pytestmark = pytest.mark.skipif(not CASES, reason="needs ../shared/data/fr-states or REGTRACK_DATA")


@lru_cache(maxsize=1)
def tracker() -> Tracker:
    timeline = read_timeline_file(DOCUMENTS, evidence_required=False)
    store = SqliteStore(":memory:")
    recorded = tick_of(NOW)
    store.append(Batch(timeline.source, timeline.title, (*timeline.instruments, *timeline.events)), recorded)
    return Tracker(store, clock=lambda: NOW)


def ask(question: dict[str, Any]) -> dict[str, Any]:
    options = {key: question[key] for key in ("scope", "threshold") if question.get(key)}
    state = tracker().state(question["instrument"], question["on"], question["known"], **options)
    return plain.states(tracker().why(state))


def turns(answer: dict[str, Any]) -> list[str]:
    return [day for day in (answer["until"], (answer["scheduled_next"] or {}).get("on")) if day]


@pytest.mark.parametrize("question", QUESTIONS)
def test_state(question: dict[str, Any]) -> None:
    answer = ask(question)
    wanted = question["force"] if isinstance(question["force"], list) else [question["force"]]
    seen = {key: answer[key] for key in ("status", "force", "duty", "since", "until", "flags")}
    assert wanted == [None] or answer["force"] in wanted, (question["why"], wanted, seen)
    assert not question["status"] or answer["status"] in question["status"], (question["why"], seen)
    assert not question.get("duty") or answer["duty"] == question["duty"], (question["why"], seen)
    if question["until_on"]:
        assert any(day.startswith(question["until_on"]) for day in turns(answer)), (question["why"], seen)


@pytest.mark.parametrize(("deadline", "known"), DEADLINES)
def test_date_that_has_to_be_told(deadline: dict[str, Any], known: str) -> None:
    """The date is a deadline, a turn or the beginning of the state, for whoever asks before it or after."""
    answer = ask(
        {
            "instrument": deadline["document"],
            "scope": deadline["scope"],
            "on": deadline.get("asked_on", known),
            "known": deadline.get("asked_known", known),
        }
    )
    days = [each["on"] for each in answer["deadlines"]] + turns(answer)
    days += [day for day in (answer["since"], answer["duty_from"]) if day]
    assert any(day.startswith(deadline["on"]) for day in days), (deadline, days)
