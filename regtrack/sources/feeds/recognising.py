"""The items of a feed against the ledger: which are new, which are known, and which have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

import attrs

from regtrack.dates import Tick
from regtrack.model.document import Document, Rank
from regtrack.model.when import When
from regtrack.news.item import NewsItem
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.feeds import items as making
from regtrack.sources.feeds.entry import FeedEntry
from regtrack.sources.feeds.identity import CandidateDocument, Marks, canonical, document_id, is_same, marks_of, named
from regtrack.store import Sighting, Store

_RANKS = list(Rank)
_MOST_ALIKE = 20
"""So many documents that share a name with an item are looked at; more share words that say nothing."""


@attrs.frozen
class Recognised:
    """One item of a feed.

    Attributes:
        entry: what the feed says.
        source: the feed.
        id: of the document that it is.
        published: when it was published, as far as that is known.
        document: the document it is, as the feed has it now.
        before: the document as the ledger has it; None for a new one.
        sighting: the names by which the feed shows it and did not before; None if it did by all of them.
    """

    entry: FeedEntry
    source: FeedFile
    id: str
    published: Tick | None
    document: Document
    before: Document | None
    sighting: Sighting | None

    def item(self) -> NewsItem:
        """Return what it is, with all that is known of it.

        Most items of a feed are known, and nobody reads them again.
        """
        return making.item_of(self.entry, self.source, self.id, self.published)

    @property
    def changed(self) -> bool:
        """Whether it is new, or says something else than before; a count of comments is nothing it says."""
        if self.before is None or self.document == self.before:
            return self.before is None
        return attrs.evolve(self.document, sha256=self.before.sha256) != self.before


def recognise(store: Store, source: FeedFile, entries: Sequence[FeedEntry], now: Tick) -> list[Recognised]:
    """Tell the items of one feed apart, in its order; an item that it has twice comes once."""
    dates = [making.published(entry, source, now) for entry in entries]
    texts = [making.digest_of(entry) for entry in entries]
    days = [when.text if when else "" for _, when in dates]
    marks = marks_of(entries, texts, days, source.id, source.publisher)
    ledger = _Ledger(store, source, [name for each in marks for name in each.names])
    found: dict[str, Recognised] = {}
    for entry, each, (tick, when) in zip(entries, marks, dates, strict=True):
        id_ = ledger.document_of(each)
        if id_ in found:
            continue
        before = ledger.documents.get(id_)
        document = making.document_of(entry, source, id_, when, each.text)
        if before is not None:
            document = _told_anew(document, before) if ledger.is_owner(before, source) else before
            earlier = _stays_published(document, before, tick, source.zone)
            if earlier is not None:
                document, tick = attrs.evolve(document, date=before.date), earlier
        found[id_] = Recognised(entry, source, id_, tick, document, before, ledger.news(each, id_))
        ledger.add(each, id_, document)
    return list(found.values())


def _told_anew(document: Document, before: Document) -> Document:
    """Return a document as its feed has it now, with the address it had if that leads to the same place.

    Else a parameter that counts readers, and is another at each reading, would be a revision each time.
    """
    kept = before.url is not None and document.url is not None and canonical(before.url) == canonical(document.url)
    return attrs.evolve(document, url=before.url) if kept else document


def _stays_published(document: Document, before: Document, stated: Tick | None, zone: str) -> Tick | None:
    """When a document was published before, if it has the same words now and states a later date or none.

    Its public could read them then: what it reports was available from that moment on.
    """
    if (document.text_sha256, document.title) != (before.text_sha256, before.title):
        return None
    if not isinstance(before.date, When) or not before.date.exact:
        return None
    earlier = before.date.public(zone)
    return earlier if stated is None or earlier <= stated else None


class _Ledger:
    """What the ledger has that goes by names of these items, and what of them is known by now."""

    def __init__(self, store: Store, source: FeedFile, names: Sequence[int]) -> None:
        self._source = source.id
        self._own = {named(name): name for name in names}
        sighted = store.sighted(names)
        self.documents = store.documents({*self._own, *(id_ for _, id_ in sighted)})
        self._sources = store.sightings(self.documents)
        self._by_name: defaultdict[int, dict[str, None]] = defaultdict(dict)
        for id_, name in self._own.items():
            if id_ in self.documents:
                self._by_name[name][id_] = None
        for name, id_ in sighted:
            self._by_name[name][id_] = None

    def news(self, marks: Marks, id_: str) -> Sighting | None:
        """Return what the feed's showing of a document adds to what is known; None for nothing."""
        own = self._own.get(id_)
        names = tuple([name for name in marks.names if name != own and id_ not in self._by_name.get(name, ())])
        return Sighting(id_, names) if names or self._source not in self._sources.get(id_, ()) else None

    def is_owner(self, document: Document, source: FeedFile) -> bool:
        """Whether a feed says what a document is: the one whose words weigh most, of equals the first to show it."""
        first = next(iter(self._sources.get(document.id, ())), source.id)
        here, there = _RANKS.index(source.rank), _RANKS.index(document.rank)
        return first == source.id if here == there else here < there or set(self._sources[document.id]) == {source.id}

    def document_of(self, marks: Marks) -> str:
        """Return the id of the document that an item is, known or new."""
        for id_ in self._alike(marks):
            if is_same(marks, self._known(id_, marks)):
                return id_
        return document_id(marks, self.documents)

    def add(self, marks: Marks, id_: str, document: Document) -> None:
        """Know an item from now on."""
        for name in marks.names:
            self._by_name[name][id_] = None
        self._sources.setdefault(id_, {}).setdefault(self._source, 0)
        self.documents[id_] = document

    def _alike(self, marks: Marks) -> Iterable[str]:
        """Return the documents that go by one of its names at least, those first that go by the first of them."""
        known = [self._by_name[name] for name in marks.names if name in self._by_name]
        if not known:
            return ()
        return dict.fromkeys(id_ for ids in known for id_ in islice(ids, _MOST_ALIKE) if id_ in self.documents)

    def _known(self, id_: str, marks: Marks) -> CandidateDocument:
        document = self.documents[id_]
        names = {name for name in marks.names if id_ in self._by_name.get(name, ())}
        day = document.date.text if isinstance(document.date, When) else ""
        here = self._source in self._sources.get(id_, ())
        return CandidateDocument(
            names, document.url is not None, here, document.text_sha256 or "", document.title or "", day
        )
