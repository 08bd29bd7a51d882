"""Lists as a source: a snapshot against what the ledger has of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE
from regtrack.errors import InputError
from regtrack.http.fetch import Fetched, UnreadableError
from regtrack.model.document import Document
from regtrack.model.when import When
from regtrack.sources.lists.catalogue import LISTS, SDN, KnownList
from regtrack.sources.lists.csl import read_csl
from regtrack.sources.lists.entry import Changes, Entries, ListEntry, Snapshot, align, difference
from regtrack.sources.lists.ofac import read_sdn
from regtrack.sources.lists.records import (
    ListReading,
    SnapshotOrigin,
    compile_changes,
    compile_first,
    day_of,
    document_of,
    entry_of,
)
from regtrack.sources.source import FileContext, Parsed, Portion, RunContext, Source
from regtrack.sources.windows import Past
from regtrack.store import Item, Sighting, SourceStatus, Store
from regtrack.store.batches import REVIVES

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
MOST_BYTES = 256 * 2**20
"""The screening list has some 40 MB."""
_FEW, _LOST = 8, 2
"""A list with at least so many entries that has less than half of them at once has lost them."""


class ScreeningList(Source[Snapshot, None]):
    """One file of lists: what changed since the last snapshot of it is recorded in one transaction.

    A list that suddenly has less than half of its entries is left as it was, with a problem. Of a file that could not
    be read whole nothing is taken for removed.

    Args:
        store: the ledger, to compare with.
        origin: where the snapshot is from.
        read: gives the snapshot.
        every: seconds from one poll to the next; 0: it is not polled by itself.
        again: compare also a file that is what it was.
    """

    single = True

    def __init__(
        self, store: Store, origin: SnapshotOrigin, read: Callable[[], Snapshot], *, every: int = 0, again: bool = False
    ) -> None:
        self.id, self.title, self.every = origin.source, origin.title, every
        self.through = dates.parse_date(day_of(origin.seen))
        self._store, self._origin, self._read, self._again = store, origin, read, again
        self._before: SourceStatus | None = None

    def portions(self, past: Past) -> list[Portion]:
        self._before = past.status
        return [Portion()]

    def fetch(self, portion: Portion) -> Snapshot:
        return self._read()

    def parse(self, portion: Portion, snapshot: Snapshot) -> Parsed[None]:
        before, count = self._before, snapshot.count or None
        _check_order(before, self._origin)
        if before is not None and snapshot.sha256 and before.digest == snapshot.sha256 and not self._again:
            return Parsed(same=True, digest=snapshot.sha256, count=count, found=count, documents=0)
        problems = [str(fault) for fault in snapshot.faults]
        items: list[Item] = []
        sightings: list[Sighting] = []
        whole, first_only = bool(snapshot.lists), True
        through = before.checked_through if before is not None else None
        for known, found in _all_lists(snapshot).items():
            reading = ListReading(self._origin, known, When.parse(through) if through else None)
            had = entries_of(self._store, reading)
            if _elsewhere(self._store, known, self._origin) or not (found or had.entries):
                continue
            if len(had.entries) >= _FEW and len(found) * _LOST < len(had.entries):
                were = f"found {len(found) or 'no'} entries where there were {len(had.entries):,}"
                problems.append(f"{known.short}: {were}; expected about as many")
                whole = False
                continue
            now_there = align(had.entries, found)
            if not had.ever:
                items += compile_first(now_there, reading)
            elif changes := _certain(difference(had.entries, now_there), snapshot):
                first_only = False
                items += compile_changes(changes, reading, lambda volume, page: _printed_in(self._store, volume, page))
            new = (each for id_, each in now_there.items() if id_ not in had.ever)
            sightings += [Sighting(document_of(each, reading).id, (reading.mark,)) for each in new]
        history = self._origin.history or first_only
        return Parsed(
            items=() if history else items, backfill=items if history else (), restated=[REVIVES], sightings=sightings,
            problems=problems, whole=whole, digest="" if problems else snapshot.sha256, count=count, found=count,
            documents=sum(isinstance(item, Document) and item.id != self.id for item in items),
        )  # fmt: skip


def _on_disk(context: FileContext, source: str, read: Callable[[bytes, str], Snapshot]) -> ScreeningList:
    """Return a list on disk; a day in its name is the day on which it was downloaded."""
    now, day = context.clock(), context.day
    seen = When.parse(day if day is not None else dates.iso_instant(now))
    history = day is not None and day < dates.day_of(now, FEDERAL_ZONE)
    origin = SnapshotOrigin(source, *TITLES[source], seen, history=history)
    made = ScreeningList(context.store, origin, partial(read, context.data, str(context.path)))
    made.is_file = True
    return made


def _at_address(context: RunContext, read: Callable[[bytes, str], Snapshot]) -> ScreeningList:
    """Return a list at an address; an answer that is no whole list is a problem and changes nothing."""
    feed = context.feed

    def whole(fetched: Fetched) -> Snapshot:
        snapshot = read(fetched.body, fetched.url.rpartition("/")[2] or feed.id)
        if not snapshot.lists:
            fault = snapshot.faults[0]
            raise UnreadableError(fault.found, fault.expected)
        return snapshot

    seen = When.parse(dates.iso_instant(context.clock()))
    origin = SnapshotOrigin(feed.id, feed.title, feed.publisher, seen, feed.url)
    fetch = partial(context.fetcher.read, feed.url, whole, max_bytes=MOST_BYTES)
    return ScreeningList(context.store, origin, fetch, every=feed.every, again=context.asked.again)


OfacSdn, Csl = (partial(_at_address, read=read) for read in (read_sdn, read_csl))
"""OFAC's SDN list, and the Consolidated Screening List, at addresses."""
SdnFile, CslFile = (partial(_on_disk, source=id_, read=read) for id_, read in ((OFAC_SDN, read_sdn), (CSL, read_csl)))
"""The same on disk."""


@attrs.frozen
class RecordedList:
    """What the ledger has of a list: the entries that are on it, and the ids of all that ever were."""

    entries: Entries
    ever: frozenset[str]


def entries_of(store: Store, reading: ListReading) -> RecordedList:
    """Return the list as the ledger last recorded it."""
    prefix = reading.prefix
    ids = [document for _, document in store.sighted([reading.mark]) if document.startswith(prefix)]
    documents: Mapping[str, Document] = store.documents(ids)
    found = (entry_of(documents[id_], prefix) for id_ in ids)
    entries = {entry.id: entry for entry in found if entry is not None}
    return RecordedList(entries, frozenset(id_.removeprefix(prefix) for id_ in ids))


def current(store: Store, source: str, known: KnownList) -> dict[str, ListEntry]:
    """Return the entries that are on a list now, by id, as a source last had it."""
    title, publisher = TITLES.get(source, (source, source))
    origin = SnapshotOrigin(source, title, publisher, When.parse("unknown"))
    return dict(entries_of(store, ListReading(origin, known)).entries)


def _certain(changes: Changes, snapshot: Snapshot) -> Changes:
    """Of a file with faults nothing is known to be gone."""
    return attrs.evolve(changes, removed=()) if snapshot.faults else changes


def _all_lists(snapshot: Snapshot) -> dict[KnownList, tuple[ListEntry, ...]]:
    """Return the lists of a snapshot, and those that it does not have at all; none of a snapshot without any."""
    return {**dict.fromkeys(LISTS.values(), ()), **snapshot.lists} if snapshot.lists else {}


def _elsewhere(store: Store, known: KnownList, origin: SnapshotOrigin) -> bool:
    own = _OF_ITS_OWN.get(known)
    return own not in (None, origin.source) and any(each.id == own and each.count for each in store.sources())


def _printed_in(store: Store, volume: int, page: int) -> str | None:
    found = store.at_page(volume, page)
    return next(iter(found.values())) if len(found) == 1 else None


def _check_order(before: SourceStatus | None, origin: SnapshotOrigin) -> None:
    last = before.checked_through if before is not None and before.count else None
    if last is not None and day_of(origin.seen) < last:
        wanted = "expected a later one: a list is recorded from its oldest snapshot on"
        raise InputError(f"found a snapshot of {day_of(origin.seen)} after one of {last}; {wanted}")
