"""The article that started the project: what it may do to the record, and what it may not."""

from __future__ import annotations

import pytest

from regtrack.model.kinds import Certainty
from regtrack.news.claims import read_item
from regtrack.news.linking import link
from regtrack.news.reports import reports
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests import realdata
from tests.accuracy.news_labels import linker, timelines
from tests.accuracy.news_seed import ARTICLE, TimelineLedger, item_of, read
from tests.helpers import NOW, recorded_tick

DATA = realdata.DATA
pytestmark = pytest.mark.skipif(not (DATA / ARTICLE).is_file(), reason=f"no seed article in {DATA}")


def test_every_statement_is_found_linked_and_dated() -> None:
    rows, other = read(DATA)
    assert [row.number for row in rows if not (row.found and row.linked and row.dated)] == []
    assert [row.number for row in rows if row.error and not row.shown] == []
    assert other == 0


def test_it_changes_the_force_of_nothing_above_reported() -> None:
    item = item_of((DATA / ARTICLE).read_text("utf-8"))
    links = link(read_item(item), linker(), language="ja", jurisdiction="us")
    reported = reports(item, links, TimelineLedger(), seen_at=recorded_tick("2025-05-14")).events
    assert {event.certainty for event in reported if event.kind != "confirm"} == {Certainty.REPORTED}
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

    def answers() -> list[tuple[str, str | None, str]]:
        states = [tracker.state(id_, on=on, known=on, threshold=step) for id_, on, step in asked]
        return [(state.status, state.underlying, str(state.force)) for state in states]

    before = answers()
    store.append(Batch("hawkinsight", "HawkInsight", list(reported)), recorded_tick("2026-12-02"))
    assert answers() == before
    contested = tracker.state("us/bis/ai-diffusion", on="2025-05-14", known="2025-05-14")
    assert "item:seed:rescind:us/bis/ai-diffusion" in contested.conflicts
