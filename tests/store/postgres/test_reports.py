"""The same ledger in SQLite and in PostgreSQL: every report is the same to the byte, and so is what is exported.

``REGTRACK_EVENTS`` says how many events it has; `make test-postgres` asks for 50,000, in every format.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from regtrack import dates
from regtrack.report import FORMATS, render
from regtrack.store import Batch, Store
from regtrack.tracker import Tracker
from tests.bench import generate
from tests.rows import each_row
from tests.store.kinds import STORES

COUNT = int(os.environ.get("REGTRACK_EVENTS", "2000")) // generate.EVENTS_EACH
ASKED = ("text", "json") if COUNT < 1000 else [each for each in FORMATS if each != "xlsx"]
"""In which formats; a workbook holds the moment at which it was made."""
NOW = dt.datetime(2025, 9, 1, 12, tzinfo=dt.UTC)
SINCE, UNTIL = generate.SINCE, generate.UNTIL
QUESTIONS: dict[str, Callable[[Tracker], Any]] = {
    "since": lambda t: t.since(SINCE, UNTIL),
    "since as recorded": lambda t: t.since("2025-01-01", UNTIL, known_by="record", agency="bis", within=900),
    "diff": lambda t: t.diff("2020-01-01", UNTIL, topic="chips", agency="epa"),
    "state": lambda t: t.why(*list(t.states(UNTIL, agency="sec"))[:50]),
    "board": lambda t: t.board(UNTIL, agency="fcc"),
    "timeline": lambda t: t.timeline("2025-01-01", UNTIL, agency=["bis", "cfpb"]),
    "upcoming": lambda t: t.upcoming(365, on="2020-06-01"),
}


def fill(store: Store) -> Tracker:
    """Load it as a ledger comes to be: what was known before, what happened in the window, and what was taken back."""
    store.append(Batch("bench", "B", [*generate.instruments(COUNT), *generate.documents(COUNT)]), generate.LOADED)
    for events in generate.events(COUNT, 10_000):
        store.append(Batch("bench", "B", events), generate.LOADED)
    store.append(Batch("bench", "B", generate.news(COUNT)), generate.UPDATED)
    store.append(Batch("mine", "M", generate.instruments(3), complete=True, digest="1"), generate.UPDATED)
    store.outbox.cut(generate.UPDATED)
    return Tracker(store, clock=lambda: NOW)


@pytest.fixture(scope="module")
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Tracker]]:
    opened = [fill(STORES[kind](request)("reports")) for kind in STORES]
    yield opened
    for tracker in opened:
        tracker.close()


@each_row("question", QUESTIONS)
def test_reports_are_the_same_to_the_byte(both: list[Tracker], question: str) -> None:
    here, there = (QUESTIONS[question](tracker) for tracker in both)
    for format_ in ASKED:
        assert render(here, format_) == render(there, format_), format_
    assert len(render(here, "text")) > 400  # it says something


def test_exports_are_the_same_to_the_byte(both: list[Tracker]) -> None:
    here, there = (tracker.export() for tracker in both)
    assert list(here) == list(there)


@each_row("words", ["category 7", '"controls of category"', "amendment words", "délai"])
def test_searches_find_the_same(both: list[Tracker], words: str) -> None:
    """In the same order, with the same scores."""
    for limit in (5, 100_000):
        here, there = (tracker._store.search(words, limit) for tracker in both)
        assert here == there


def test_what_may_have_changed_is_the_same(both: list[Tracker]) -> None:
    here, there = (
        [tracker._store.touched(first, generate.UPDATED, "record") for first in (dates.DAWN, generate.LOADED)]
        for tracker in both
    )
    assert here == there
