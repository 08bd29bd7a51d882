"""What readers are shown of real items: rows, their names, promises, and whether a report makes a state worse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import attrs

from regtrack import dates
from regtrack.model.event import Event
from regtrack.news.item import NewsItem
from regtrack.news.language import language_of
from regtrack.news.reading import ItemReader
from regtrack.news.reports import Reported, reports
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests.accuracy.news_ledger import bundled_ledger, timelines

_NO_CLAIM = ("report", "confirm")
_LATER = (0, 1, 30)
"""Days after what an item claims on which states are compared."""


def report(items: Iterable[tuple[NewsItem, bool]]) -> Iterator[str]:
    """The lines of the table, of items and whether each is of any concern."""
    ledger = bundled_ledger()
    reader = ItemReader(ledger)
    given = [(item, concerns, reports(item, reader.read(item), ledger, seen_at=0)) for item, concerns in items]
    rows = [entry.name for _, _, each in given for entry in each.waiting]
    generic = [name for item, _, each in given for name in _generic(item, each)]
    wrong = sum(len(each.waiting) + bool(each.events) for _, concerns, each in given if not concerns)
    relevant = [each for _, concerns, each in given if concerns]
    shown = sum(bool(each.events or each.waiting) for each in relevant)
    told = [event for _, _, each in given for event in each.events]
    worse, stale, promises = _after(told)
    claims = sum(event.kind not in _NO_CLAIM for event in told)
    yield f"what is shown of {len(given)} real items (in-sample)"
    for what, found, of, most in (
        ("rows under a generic name", len(generic), len(rows), 0),
        ("rows of what concerns nobody", wrong, len(given) - len(relevant), 2 * len(relevant) // 100),
        ("relevant items not shown", len(relevant) - shown, len(relevant), len(relevant) // 20),
        ("claims that change a state at reported", worse, claims, 0),
        ("stale promises in upcoming", stale, promises, 0),
    ):
        yield f"  {what:40}{found:>4} of {of:<4} target at most {most:<3} {'ok' if found <= most else 'MISSED'}"


def _generic(item: NewsItem, given: Reported) -> Iterator[str]:
    """Names of rows that tell one instrument from no other."""
    language = language_of(item.language)
    for entry in given.waiting if language is not None else ():
        left = language.guards["generic"].sub("", language.nouns.sub("", entry.name))
        if not re.search(r"\w", left):
            yield entry.name


def _after(told: list[Event]) -> tuple[int, int, int]:
    """Return how many claims change a state that the record has, and how many promises stay though they were kept."""
    bare = [attrs.evolve(event, evidence=()) for event in told]
    with _ledger([]) as before, _ledger(bare) as after:
        worse = sum(_changes(event, before, after) for event in bare if event.kind not in _NO_CLAIM)
        answer = after.upcoming(within=3650)
        promises = [answer.sources.events[id_].event for id_ in answer.undated]
    own = [event for event in promises if event.key.startswith("item:")]
    kept = [event for event in own if any(act == event.kind for act, _ in bundled_ledger().facts(event.target).done)]
    return worse, len(kept), len(promises)


def _ledger(told: list[Event]) -> Tracker:
    store = SqliteStore(":memory:")
    now = dates.tick_of(datetime.now(UTC))
    for each in timelines():
        store.append(Batch(each.source, each.title, [*each.instruments, *each.documents, *each.events]), now - 10)
    store.append(Batch("items", "Items", told), now)
    return Tracker(store)


def _changes(event: Event, before: Tracker, after: Tracker) -> bool:
    """Whether the state of its instrument is another one for a report of it, on any of some days."""
    stated = event.until if event.row.sets_an_end else event.effect
    spans = stated.days(None) if stated is not None and stated.dated else None
    first = spans[0] if spans is not None else dates.day_of(event.known_from().public("UTC"), "UTC")
    days = [(first + timedelta(days=each)).isoformat() for each in _LATER]
    return any(_status(before, event.target, day) != _status(after, event.target, day) for day in days)


def _status(tracker: Tracker, id_: str, day: str) -> tuple[str, ...]:
    state = tracker.state(id_, on=day, threshold="reported")
    return state.status, str(state.until), str(state.enforcement)
