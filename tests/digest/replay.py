"""The bundled timelines replayed day by day: each fact is recorded in the night after it could be read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from regtrack import dates
from regtrack._bundled import bundled
from regtrack.dates import Tick
from regtrack.model.event import Event
from regtrack.sources.files.timeline import Timeline, read_timeline_file
from regtrack.store import Batch, SqliteStore

HOUR = 3_600_000_000


class Written(NamedTuple):
    """An event with the tick from which it could be read, and the timeline that has it."""

    available: Tick
    event: Event
    source: str


@cache
def timelines() -> tuple[Timeline, ...]:
    known: set[str] = set()
    found = []
    for path in sorted((bundled("feeds") / "timelines").glob("*.toml")):
        timeline = read_timeline_file(path, known_instruments=lambda _: True)
        known.update(item.id for item in timeline.instruments)
        found.append(timeline)
    return tuple(found)


@cache
def written() -> tuple[Written, ...]:
    """Every event of the bundled timelines, in the order in which they could be read."""
    zones = {item.id: item.publication_zone for each in timelines() for item in each.instruments}
    found = [
        Written(dates.tick_of(event.available_at(zones[event.target])), event, each.source)
        for each in timelines()
        for event in each.events
    ]
    return tuple(sorted(found, key=lambda each: each.available))


def midnight(day: dt.date) -> Tick:
    """The night before a day, in Washington."""
    return dates.day_start(day)


def begin(store: SqliteStore, day: dt.date) -> None:
    """Record what could be read before a day: the first load."""
    at = midnight(day)
    for each in timelines():
        events = [one.event for one in written() if one.source == each.source and one.available < at]
        store.append(Batch(each.source, each.title, [*each.documents, *each.instruments, *events]), at)


def record(store: SqliteStore, since: dt.date, day: dt.date) -> list[Event]:
    """Record in the night before a day what could be read since another one."""
    first, last = midnight(since), midnight(day)
    by_source: dict[str, list[Event]] = defaultdict(list)
    for one in written():
        if first <= one.available < last:
            by_source[one.source].append(one.event)
    for source, events in by_source.items():
        store.append(Batch(source, source, events), last)
    return [event for events in by_source.values() for event in events]


def days(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    day = first
    while day <= last:
        yield day
        day = dates.add_days(day, 1)
