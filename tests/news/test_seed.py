"""The article that started the project: what it may do to the record, and what it may not."""

from __future__ import annotations

import pytest

from regtrack.model.kinds import Certainty
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests import realdata
from tests.accuracy.news_ledger import timelines
from tests.accuracy.news_seed import ARTICLE, events_of, item_of, read
from tests.helpers import NOW, recorded_tick

DATA = realdata.DATA
pytestmark = pytest.mark.skipif(not (DATA / ARTICLE).is_file(), reason=f"no seed article in {DATA}")


def test_every_statement_is_quoted_under_its_instrument_and_dated() -> None:
    rows = read(DATA)
    assert len(rows) == 19
    assert [row.number for row in rows if not (row.quoted and row.dated)] == []
    assert [row.number for row in rows if row.error and not row.shown] == []


def test_it_changes_the_force_of_nothing_and_moves_no_rule_with_a_record() -> None:
    reported = events_of(item_of((DATA / ARTICLE).read_text("utf-8")))
    assert {event.certainty for event in reported} == {Certainty.REPORTED}
    targets = sorted({event.target for event in reported})
    store = SqliteStore(":memory:")
    for timeline in timelines():
        things = [*timeline.instruments, *timeline.documents, *timeline.events]
        store.append(Batch(timeline.source, timeline.title, things), recorded_tick("2026-12-01"))
    tracker = Tracker(store, clock=lambda: NOW)
    asked = [
        (id_, on, step)
        for id_ in targets
        for on in ("2025-05-14", "2025-06-01")
        for step in ("announced", "filed", "published")
    ]
    asked += [("us/bis/ai-diffusion", on, "reported") for on in ("2025-05-14", "2025-06-01")]

    def answers() -> list[tuple[str, str | None, str]]:
        states = [tracker.state(id_, on=on, known=on, threshold=step) for id_, on, step in asked]
        return [(state.status, state.underlying, str(state.force)) for state in states]

    before = answers()
    store.append(Batch("hawkinsight", "HawkInsight", list(reported)), recorded_tick("2026-12-02"))
    assert answers() == before
    contested = tracker.state("us/bis/ai-diffusion", on="2025-05-14", known="2025-05-14")
    assert "item:seed:report:us/bis/ai-diffusion" in contested.conflicts
