"""Nothing hangs on the order of events, on the files they stand in, or on their names (semantics 9.1).

The events of every hard case and of every bundled timeline are shuffled, split over sources, and given each other's
keys: states, changes and flags stay the same. The seeds are fixed, so that a failure is the same on every run.
"""

import json
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import attrs
import pytest

from regtrack import dates
from regtrack.model.event import Event
from regtrack.model.when import When
from regtrack.report import plain
from regtrack.sources.files.timeline import read_timeline_file
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests.hardcases.runner import Case, answer, load_cases
from tests.rows import each_row

ROOT = Path(__file__).parents[2]
CASES = [case for case in load_cases(Path(__file__).parent) if case.xfail is None]
TIMELINES = sorted((ROOT / "feeds" / "timelines").glob("*.toml"))


def renamed(events: list[Event], seed: int | str) -> tuple[list[Event], dict[str, str]]:
    """The events in another order, with each other's keys; and the keys that they had by those that they have."""
    shuffled = random.Random(seed)
    keys = [event.key for event in events]
    others = keys.copy()
    shuffled.shuffle(others)
    named = dict(zip(keys, others, strict=True))
    found = [
        attrs.evolve(
            event,
            key=named[event.key],
            of=named.get(event.of, event.of) if event.of else None,
            conflicts_with=tuple(named.get(key, key) for key in event.conflicts_with),
        )
        for event in events
    ]
    shuffled.shuffle(found)
    return found, {new: old for old, new in named.items()}


def normal(value: Any, keys: dict[str, str], at: str = "") -> Any:
    """An answer without ids and what hangs on the sources read, with the keys that the events had, its lists sorted."""
    if isinstance(value, dict):
        if "key" in value and "target" in value:
            return keys.get(value["key"], value["key"])
        kept = {k: normal(v, keys, k) for k, v in value.items() if k not in ("id", "horizon", "notices")}
        if kept.get("facet") in ("text", "announced", "record"):
            name = kept["name"].partition(":")[2] or kept["name"]
            kept["name"] = keys.get(kept["name"], keys.get(name, name)).rpartition(":")[2]
        return kept
    if isinstance(value, list):
        return sorted((normal(each, keys, at) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return keys.get(value, value) if at in _KEYS else value


_KEYS = frozenset(("because", "overridden", "valued_by", "conflicts", "undated", "claims", "late", "key"))
"""Where the keys of events stand."""


def other_ledger(case: Case, seed: str) -> tuple[Tracker, dict[str, str]]:
    """The case with its events shuffled, renamed, and recorded from three sources."""
    timeline = case.timeline
    zones = {item.id: item.publication_zone for item in timeline.instruments}
    events, keys = renamed(list(timeline.events), seed)
    store = SqliteStore(":memory:")
    batches: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        stated = case.recorded[keys[event.key].partition(":")[2]].get("recorded")
        zone = zones[event.target]
        batches[When.parse(stated).public(zone) if stated is not None else next(iter(event.steps(zone)))[1]].append(
            event
        )
    first = min(batches, default=dates.tick_of(case.clock))
    store.append(Batch("things", "T", (*timeline.documents, *timeline.instruments)), first)
    for tick in sorted(batches):
        for part in range(3):
            store.append(Batch(f"source-{part}", "S", batches[tick][part::3]), tick)
    return Tracker(store, clock=lambda: case.clock), keys


@each_row("case", CASES, ids=lambda case: case.id)
def test_a_hard_case_in_any_order(case: Case) -> None:
    tracker, keys = other_ledger(case, case.id)
    short = {new.partition(":")[2]: old.partition(":")[2] for new, old in keys.items()}
    other = attrs.evolve(case)
    other.__dict__["tracker"] = tracker
    for question in case.questions:
        if question["ask"] == "text":
            continue
        assert normal(answer(other, question), short) == normal(answer(case, question), {}), question


@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)
def test_a_bundled_timeline_in_any_order(path: Path) -> None:
    timeline = read_timeline_file(path, known_instruments=lambda id_: True)
    events = list(timeline.events)
    targets = {item.id for item in timeline.instruments}
    events = [event for event in events if event.target in targets]
    now = dates.Moment.read("2026-11-24").tick()
    ledgers: list[tuple[Tracker, dict[str, str]]] = []
    for seed in (None, 1):
        own, keys = (events, {event.key: event.key for event in events}) if seed is None else renamed(events, seed)
        store = SqliteStore(":memory:")
        store.append(Batch("things", "T", (*timeline.documents, *timeline.instruments)), now)
        parts = 1 if seed is None else 3
        for part in range(parts):
            store.append(Batch(f"source-{part}", "S", own[part::parts]), now)
        ledgers.append((Tracker(store, clock=lambda: dates.instant_of(now)), keys))
    for on, known, threshold in (
        ("2025-06-01", "2025-06-01", "published"),
        ("2025-12-01", "2026-11-24", "reported"),
        ("2026-11-24", "2026-11-24", "published"),
        ("2027-06-01", "2026-11-24", "announced"),
    ):
        for id_ in sorted(targets):
            here, there = (
                normal(plain.states(tracker.why(tracker.state(id_, on, known, threshold=threshold))), keys)
                for tracker, keys in ledgers
            )
            assert here == there, (id_, on, known, threshold)
        one, other = (
            normal(plain.report(tracker.since("2025-01-01", on, threshold=threshold)), keys)
            for tracker, keys in ledgers
        )
        assert one["changes"] == other["changes"], (on, threshold)
