"""Lists into the ledger: a snapshot against what the ledger has of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from regtrack.dates import Tick
from regtrack.errors import InputError
from regtrack.model.document import Document
from regtrack.model.when import When
from regtrack.sources.lists.changes import Changes, align, difference
from regtrack.sources.lists.entry import Entries, Entry, Snapshot
from regtrack.sources.lists.known import LISTS, SDN, KnownList
from regtrack.sources.lists.records import (
    Item,
    Reading,
    compile_changes,
    compile_first,
    day_of,
    document_of,
    entry_of,
)
from regtrack.sources.problems import summary
from regtrack.store import Appended, Batch, Sighting, SourceStatus, Store

OFAC_SDN, CSL = "us-ofac-sdn", "us-csl"
"""The sources of lists that the release knows; a file that is added is one of them."""
TITLES = MappingProxyType(
    {
        OFAC_SDN: ("Specially Designated Nationals and Blocked Persons List", "Office of Foreign Assets Control"),
        CSL: ("Consolidated Screening List", "International Trade Administration"),
    }
)
"""Their names, and who publishes them."""
_OF_ITS_OWN = MappingProxyType({SDN: OFAC_SDN})
"""A list with a file of its own is taken from there, if the ledger has it."""
_NOTHING = "no-event-begins-so:"
"""Only a batch that restates something records that an entry has the words again that it had before."""
_FEW, _LOST = 8, 2
"""A list with at least so many entries that has less than half of them at once has lost them."""


@attrs.frozen
class Origin:
    """Where a snapshot is from.

    Attributes:
        source: id of the feed or file.
        title: its name for people.
        publisher: whose file it is.
        seen: when it was downloaded.
        url: from where.
        history: it is an older one, added afterwards: its changes are no news.
    """

    source: str
    title: str
    publisher: str
    seen: When
    url: str | None = None
    history: bool = False


@attrs.frozen
class Recorded:
    """What came of recording a snapshot: what it changed in the ledger, in how many entries, and what was wrong."""

    appended: Appended
    entries: int
    problems: tuple[str, ...]


def record_snapshot(
    store: Store,
    snapshot: Snapshot,
    origin: Origin,
    now: Tick,
    *,
    due: Tick | None = None,
    count: int | None = None,
    rehearsal: bool = False,
    strict: bool = False,
) -> Recorded:
    """Record what changed since the last snapshot of that source, in one transaction.

    A list that suddenly has less than half of its entries is left as it was, with a problem. Of a file that could not
    be read whole nothing is taken for removed.

    Args:
        store: the ledger.
        snapshot: as read; without lists, only that it was looked at is recorded.
        origin: where it is from.
        now: the present.
        due: when the source is to be read again.
        count: how many entries its file has; None for as many as the snapshot has.
        rehearsal: record nothing.
        strict: record nothing if anything is wrong.

    Raises:
        InputError: the ledger has a later snapshot already; or, if strict, something is wrong.
    """
    before = next((each for each in store.sources() if each.id == origin.source), None)
    _check_order(before, origin)
    problems = [str(fault) for fault in snapshot.faults]
    items: list[Item] = []
    sightings: list[Sighting] = []
    first_only = True
    for known, found in _all_lists(snapshot).items():
        reading = _reading(known, origin, before)
        had = entries_of(store, reading)
        if _elsewhere(store, known, origin) or not (found or had.entries):
            continue
        if _is_lost(len(had.entries), len(found)):
            problems.append(_lost(known, len(had.entries), len(found)))
            continue
        now_there = align(had.entries, found)
        if not had.ever:
            items += compile_first(now_there, reading)
        elif changes := _certain(difference(had.entries, now_there), snapshot):
            first_only = False
            items += compile_changes(changes, reading, lambda volume, page: _printed_in(store, volume, page))
        new = (each for id_, each in now_there.items() if id_ not in had.ever)
        sightings += [Sighting(document_of(each, reading).id, (reading.mark,)) for each in new]
    if strict and problems:
        raise InputError("\n".join(f"{origin.source}: {each}" for each in problems))
    batch = Batch(
        origin.source, origin.title, in_order(items), restated=[_NOTHING], sightings=sightings, rehearsal=rehearsal,
        due=due, digest="" if problems else snapshot.sha256, count=count or snapshot.count or None,
        problem=summary(problems), history=origin.history or first_only,
        checked_through=_through(origin, before, whole=not problems),
    )  # fmt: skip
    entries = sum(isinstance(item, Document) and item.id != origin.source for item in items)
    return Recorded(store.append(batch, now), entries, tuple(problems))


@attrs.frozen
class Kept:
    """What the ledger has of a list: the entries that are on it, and the ids of all that ever were."""

    entries: Entries
    ever: frozenset[str]


def entries_of(store: Store, reading: Reading) -> Kept:
    """The list as the ledger last recorded it."""
    prefix = reading.prefix
    ids = [document for _, document in store.sighted([reading.mark]) if document.startswith(prefix)]
    documents: Mapping[str, Document] = store.documents(ids)
    found = (entry_of(documents[id_], prefix) for id_ in ids)
    entries = {entry.id: entry for entry in found if entry is not None}
    return Kept(entries, frozenset(id_.removeprefix(prefix) for id_ in ids))


def current(store: Store, source: str, known: KnownList) -> dict[str, Entry]:
    """The entries that are on a list now, by id, as a source last had it."""
    title, publisher = TITLES.get(source, (source, source))
    return dict(entries_of(store, Reading(source, title, publisher, known, When.parse("unknown"))).entries)


def in_order(items: list[Item]) -> list[Item]:
    """Each item once, and what others point to before them."""
    last = {(type(item).__name__, item.id if not hasattr(item, "key") else item.key): item for item in items}
    ranks = {"Document": 0, "Instrument": 1, "Event": 2}
    return [item for (kind, _), item in sorted(last.items(), key=lambda pair: ranks[pair[0][0]])]


def _reading(known: KnownList, origin: Origin, before: SourceStatus | None) -> Reading:
    through = before.checked_through if before is not None else None
    last = When.parse(through) if through else None
    return Reading(origin.source, origin.title, origin.publisher, known, origin.seen, last, origin.url)


def _certain(changes: Changes, snapshot: Snapshot) -> Changes:
    """Of a file with faults nothing is known to be gone."""
    return attrs.evolve(changes, removed=()) if snapshot.faults else changes


def _all_lists(snapshot: Snapshot) -> dict[KnownList, tuple[Entry, ...]]:
    """The lists of a snapshot, and those that it does not have at all; none of a snapshot without any."""
    return {**dict.fromkeys(LISTS.values(), ()), **snapshot.lists} if snapshot.lists else {}


def _elsewhere(store: Store, known: KnownList, origin: Origin) -> bool:
    own = _OF_ITS_OWN.get(known)
    return own not in (None, origin.source) and any(each.id == own and each.count for each in store.sources())


def _is_lost(had: int, has: int) -> bool:
    return had >= _FEW and has * _LOST < had


def _lost(known: KnownList, had: int, has: int) -> str:
    return f"{known.short}: found {has or 'no'} entries where there were {had:,}; expected about as many"


def _printed_in(store: Store, volume: int, page: int) -> str | None:
    found = store.at_page(volume, page)
    return next(iter(found.values())) if len(found) == 1 else None


def _check_order(before: SourceStatus | None, origin: Origin) -> None:
    last = before.checked_through if before is not None and before.count else None
    if last is not None and day_of(origin.seen) < last:
        wanted = "expected a later one: a list is recorded from its oldest snapshot on"
        raise InputError(f"{origin.source}: found a snapshot of {day_of(origin.seen)} after one of {last}; {wanted}")


def _through(origin: Origin, before: SourceStatus | None, *, whole: bool) -> str | None:
    return day_of(origin.seen) if whole else before.checked_through if before is not None else None
