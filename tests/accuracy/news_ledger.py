"""The bundled timelines, as a ledger that items of news are read against."""

from __future__ import annotations

from functools import lru_cache

from regtrack._bundled import bundled
from regtrack.sources.files.timeline import Timeline, read_timeline_file
from tests.news.helpers import Ledger


@lru_cache(maxsize=1)
def timelines() -> tuple[Timeline, ...]:
    """The bundled timelines."""
    return tuple(read_timeline_file(path) for path in sorted((bundled("feeds") / "timelines").glob("*.toml")))


@lru_cache(maxsize=1)
def bundled_ledger() -> Ledger:
    """A ledger that holds them."""
    facts = [event for timeline in timelines() for event in timeline.events]
    return Ledger(facts, [item for timeline in timelines() for item in timeline.instruments])
