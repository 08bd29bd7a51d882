"""Small ledgers for tests: events as short tables, a frozen clock, the public door."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from regtrack import dates
from regtrack.fold import Course, Question
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.posting import Posting, post
from regtrack.model.when import When
from regtrack.queries.names import read_known_by, read_threshold
from regtrack.records.reading import read_event
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker

RULE = "us/x/rule"
NOW = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
Table = dict[str, Any]


def e(kind: str, key: str | None = None, **fields: Any) -> Table:
    """An event as a table; ``recorded`` (a day or instant) says when the ledger got it."""
    return {"key": key or kind, "kind": kind, "target": RULE, **fields}


def rule(id_: str = RULE, kind: str = "final_rule", **fields: Any) -> Instrument:
    return Instrument(id=id_, kind=kind, title=fields.pop("title", f"Title of {id_}"), **fields)


def events_of(tables: Iterable[Mapping[str, Any]]) -> list[Event]:
    return [read_event({k: v for k, v in table.items() if k != "recorded"}) for table in tables]


def recorded_tick(stated: str | None) -> int:
    return When.parse(stated).public("America/New_York") if stated else dates.tick_of(NOW)


def track(
    tables: Iterable[Mapping[str, Any]],
    instruments: Iterable[Instrument] | None = None,
    *,
    kind: str = "final_rule",
    source: str = "t",
    clock: dt.datetime = NOW,
    documents: Iterable[Document] = (),
) -> Tracker:
    """A tracker over a ledger in memory into which each event went at its ``recorded`` moment, in the order given."""
    tables = list(tables)
    batches: dict[int, list[Event]] = defaultdict(list)
    for table, event in zip(tables, events_of(tables), strict=True):
        batches[recorded_tick(table.get("recorded"))].append(event)
    store = SqliteStore(":memory:")
    things = [*(instruments or [rule(kind=kind)]), *documents]
    store.append(Batch(source, source.upper(), things), min(batches, default=dates.tick_of(NOW)))
    for tick in sorted(batches):
        store.append(Batch(source, source.upper(), batches[tick]), tick)
    return Tracker(store, clock=lambda: clock)


def posted(event: Event, instrument: Instrument, seq: int, recorded: int) -> Posting:
    """An event compiled for the fold without a ledger; its key stands for its id."""
    return post(event, instrument, event_id=f"id-{event.key}", seq=seq, recorded=recorded)


def question(on: str, known: str, known_by: str = "public", threshold: str = "published") -> Question:
    read = dates.Moment.read
    return Question(read(on), read(known), read_known_by(known_by), read_threshold(threshold))


def course(postings: Iterable[Posting], instrument: Instrument, ask: Question) -> Course:
    return Course(list(postings), instrument.family, ask.limit)
