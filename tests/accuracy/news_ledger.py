"""The bundled timelines, as a ledger that items of news are read against."""

from __future__ import annotations

from functools import lru_cache

from regtrack._bundled import bundled
from regtrack.sources.files.timeline import Timeline, read_timeline_file
from tests.news.helpers import Ledger

AFTER_LABELS = frozenset(
    (
        "cn/mofcom/announcement-2026-1", "cn/mofcom/announcement-2026-23", "cn/mofcom/announcement-2026-34",
        "cn/state/domestic-chips-data-centres", "eu/commission/dual-use-2026",
        "us/bis/advanced-technologies-correction-2024", "us/bis/entity-list-2022-12", "us/bis/entity-list-2024-05",
        "us/bis/entity-list-2025-10", "us/bis/entity-list-2025-11", "us/bis/entity-list-2026-08",
        "us/bis/section-232-semiconductors-2025", "us/bis/veu-samsung-skhynix-2023",
        "us/ustr/section-301-semiconductors",
    )
)  # fmt: skip
"""Instruments that were added after the texts of news-real were labelled: to the labels these are names only."""


@lru_cache(maxsize=1)
def timelines() -> tuple[Timeline, ...]:
    """The bundled timelines."""
    return tuple(read_timeline_file(path) for path in sorted((bundled("feeds") / "timelines").glob("*.toml")))


@lru_cache(maxsize=2)
def bundled_ledger(*, labelled: bool = False) -> Ledger:
    """A ledger that holds them; ``labelled`` without those that the labels of real texts could not know."""
    left_out = AFTER_LABELS if labelled else frozenset()
    facts = [event for timeline in timelines() for event in timeline.events if event.target not in left_out]
    instruments = (item for timeline in timelines() for item in timeline.instruments)
    return Ledger(facts, [item for item in instruments if item.id not in left_out])
