"""The items of a feed against the ledger: which are new, which are known, and which have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import attrs

from regtrack.dates import Tick
from regtrack.ingest.feeds import items as making
from regtrack.ingest.feeds.entry import Entry
from regtrack.ingest.feeds.identity import Known, Marks, document_id, is_same, marks_of
from regtrack.ingest.feeds.item import Item
from regtrack.ingest.feeds.source import Source
from regtrack.model.document import Document, Rank
from regtrack.model.when import When
from regtrack.store import Sighting, Store

_RANKS = list(Rank)
_MOST_ALIKE = 20
"""So many documents that share a name with an item are looked at; more share words that say nothing."""


@attrs.frozen
class Recognised:
    """One item of a feed.

    Attributes:
        item: what it is.
        document: the document it is, as the feed has it now.
        before: the document as the ledger has it; None for a new one.
        sighting: the names by which the feed shows it and did not before; None if it did by all of them.
    """

    item: Item
    document: Document
    before: Document | None
    sighting: Sighting | None

    @property
    def changed(self) -> bool:
        """Whether it is new, or says something else than before; a count of comments is nothing it says."""
        return self.before is None or attrs.evolve(self.document, sha256=self.before.sha256) != self.before


def recognise(store: Store, source: Source, entries: Sequence[Entry], now: Tick) -> list[Recognised]:
    """Tell the items of one feed apart, in its order; an item that it has twice comes once."""
    dates = [making.published(entry, source, now) for entry in entries]
    marks = marks_of(entries, [when.text if when else "" for _, when in dates], source.id, source.publisher)
    ledger = _Ledger(store, source, [name for each in marks for name in each.names])
    found: dict[str, Recognised] = {}
    for entry, each, (tick, when) in zip(entries, marks, dates, strict=True):
        id_ = ledger.document_of(each)
        if id_ in found:
            continue
        item = making.item_of(entry, source, id_, tick)
        before = ledger.documents.get(id_)
        document = making.document_of(item, when)
        if before is not None and not ledger.is_owner(before, source):
            document = before
        unseen = tuple(name for name in each.names if (name, id_) not in ledger.here)
        found[id_] = Recognised(item, document, before, Sighting(id_, unseen) if unseen else None)
        ledger.add(each, id_, document)
    return list(found.values())


class _Ledger:
    """What the ledger has that goes by names of these items, and what of them is known by now."""

    def __init__(self, store: Store, source: Source, names: Sequence[int]) -> None:
        self._store = store
        seen = store.sighted(names)
        self.here = {(each.name, each.document) for each in seen if each.source == source.id}
        self._by_name: defaultdict[int, dict[str, None]] = defaultdict(dict)
        self._sources: defaultdict[str, set[str]] = defaultdict(set)
        self._source = source.id
        for each in seen:
            self._by_name[each.name][each.document] = None
            self._sources[each.document].add(each.source)
        self.documents = store.documents({each.document for each in seen})

    def is_owner(self, document: Document, source: Source) -> bool:
        """Whether a feed says what a document is: the one whose words weigh most, of equals the first to show it."""
        if self._sources[document.id] <= {source.id}:
            return True
        here, there = _RANKS.index(source.rank), _RANKS.index(document.rank)
        first = next(iter(self._store.sightings([document.id])[document.id]))
        return here < there or (here == there and first == source.id)

    def document_of(self, marks: Marks) -> str:
        """The id of the document that an item is, known or new."""
        for id_ in self._alike(marks):
            if is_same(marks, self._known(id_, marks)):
                return id_
        return document_id(marks, self.documents)

    def add(self, marks: Marks, id_: str, document: Document) -> None:
        """Know an item from now on."""
        for name in marks.names:
            self._by_name[name][id_] = None
        self._sources[id_].add(self._source)
        self.documents[id_] = document

    def _alike(self, marks: Marks) -> Iterator[str]:
        alike = dict.fromkeys(id_ for name in marks.names for id_ in list(self._by_name.get(name, ()))[:_MOST_ALIKE])
        return (id_ for id_ in alike if id_ in self.documents)

    def _known(self, id_: str, marks: Marks) -> Known:
        document = self.documents[id_]
        names = {name for name in marks.names if id_ in self._by_name[name]}
        day = document.date.text if isinstance(document.date, When) else ""
        return Known(names, document.url is not None, self._source in self._sources[id_], document.title or "", day)
