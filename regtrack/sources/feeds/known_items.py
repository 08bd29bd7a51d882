"""Match the items of a feed with the ledger: which are new, which are known, which have changed, and how to tell."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

import attrs

from regtrack.dates import Tick
from regtrack.model.document import Document, Rank
from regtrack.model.when import When
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.feeds import items as making
from regtrack.sources.feeds.items import FeedEntry
from regtrack.store import Sighting, Store

_COUNTS_READERS = re.compile(
    r"utm_.*|at_(?:medium|campaign|link.*|format|ptr_name|bbc_team)|pk_.*|mtm_.*|hsa_.*|_hs(?:enc|mi)|mc_[ce]id|mkt_tok|"
    r"[a-z]{1,3}clid|wt\.mc_id|icid|cmpid|ncid|ocid|xtor|igshid|smid|ftag|guccounter|guce_.*|yclid|spm|trk|ref_src|src_trk"
)
"""Parameters that tell a publisher where its readers come from, and nothing of what they read."""
_PLACES = frozenset(("source", "src", "ref", "from", "via", "partner", "feed", "cmp", "rss", "medium", "origin"))
_WAYS = re.compile(r"(?:rss|feed|atom|xml|twitter|newsletter|email)[0-9._\-]*(?:rss|feed|atom)?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?://(?:[^/?#@]*@)?(?:www\.)?([^/?#:@]+)(:\d*)?(/[^?#]*)?(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE
)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)


class Marks(NamedTuple):
    """What identifies an item from one reading to the next; None where it has none of its own."""

    url: int | None
    guid: int | None
    text: str
    title: str
    published: str
    names: tuple[int, ...]
    """What a ledger finds it by: address and guid, and text, title and date together."""


def is_same(marks: Marks, names: Collection[int], known: Document, *, here: bool) -> bool:
    """Whether an item is a document that goes by these of its names; ``here``: which its own feed showed.

    It is when address and guid agree; or any three of the five marks; or all that both have, and they have two; or all
    but one, the address among them; or, in another feed, which has its own words for it, address and one more. Address
    and title alone do not do in one feed: so a docket's entries stay apart.
    """
    url, guid = (mark in names for mark in (marks.url, marks.guid))
    day = known.date.text if isinstance(known.date, When) else ""
    pairs = (
        (marks.url is not None and known.url is not None, url),
        (marks.guid is not None and here, guid),
        (bool(marks.text and known.text_sha256), marks.text == known.text_sha256),
        (bool(marks.title and known.title), marks.title == known.title),
        (bool(marks.published and day), marks.published == day),
    )
    comparable = sum(both for both, _ in pairs)
    agree = sum(both and equal for both, equal in pairs)
    enough = max(2, comparable - 1) if here else 2
    return (url and guid) or agree >= 3 or (agree == comparable >= 2) or (url and agree >= enough)


def marks_of(
    entries: Sequence[FeedEntry], texts: Sequence[str], published: Sequence[str], source: str, publisher: str
) -> list[Marks]:
    """Return the marks of the items of one feed.

    Args:
        entries: the items.
        texts: digest of the words of each.
        published: the date of each, as its document has it.
        source: the feed, in which alone its guids mean something.
        publisher: whose words they are: the same words of another are another's.
    """
    addresses = [canonical(entry.link) for entry in entries]
    shared_urls, shared_guids = _shared(addresses), _shared(entry.guid for entry in entries)
    found = []
    for entry, text, address, day in zip(entries, texts, addresses, published, strict=True):
        own = address and address not in shared_urls
        named = (
            entry.guid
            and entry.guid not in shared_guids
            and (not entry.guid.startswith("http") or canonical(entry.guid) != address)
        )
        url = number("url", address) if own else None
        guid = number("guid", source, entry.guid) if named else None
        words = number("words", publisher, text, entry.title, day)
        names = tuple([name for name in (url, guid, words) if name is not None])
        found.append(Marks(url, guid, text, entry.title, day, names))
    return found


def _shared(values: Iterable[str]) -> frozenset[str]:
    return frozenset(value for value, count in Counter(values).items() if count > 1)


def canonical(url: str) -> str:
    """Return what tells an address from others, without scheme, ``www.`` and what counts readers; empty for none."""
    match = _ADDRESS.fullmatch(url)
    if match is None:
        return ""
    host, port, path, query, fragment = match.groups("")
    if "%" in path:
        path = unquote(path, errors="replace")
    if query:
        pairs = [pair for pair in query.split("&") if pair and not _is_tracking(*pair.partition("=")[::2])]
        query = f"?{'&'.join(sorted(pairs))}" if pairs else ""
    if fragment:
        fragment = "" if _is_tracking(*fragment.partition("=")[::2]) else f"#{fragment}"
    if "." in path:
        path = _INDEX.sub("", path)
    return f"{host.lower()}{'' if port in (':80', ':443') else port}{path.rstrip('/')}{query}{fragment}"


@lru_cache(maxsize=4096)  # the items of a feed have the same ones
def _is_tracking(name: str, value: str) -> bool:
    low = name.lower()
    return bool(_COUNTS_READERS.fullmatch(low)) or (low in _PLACES and bool(_WAYS.fullmatch(value)))


def number(*parts: str) -> int:
    """Texts as a number of 63 bits by which they are found again."""
    data = "\x1f".join(parts).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1


def document_id(marks: Marks, taken: Collection[str]) -> str:
    """Return the id of a new document: made of its address, else of all that it has; never one that another has."""
    id_ = named(marks.names[0])
    return id_ if id_ not in taken else named(number(*map(str, marks)))


def named(name: int) -> str:
    """Return the id of the document that was first known by a name."""
    return f"item:{name:016x}"


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
            document = _updated(document, before) if ledger.is_owner(before, source) else before
            earlier = _stays_published(document, before, tick, source.zone)
            if earlier is not None:
                document, tick = attrs.evolve(document, date=before.date), earlier
        found[id_] = Recognised(entry, source, id_, tick, document, before, ledger.news(each, id_))
        ledger.add(each, id_, document)
    return list(found.values())


def _updated(document: Document, before: Document) -> Document:
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
            names = [name for name in marks.names if id_ in self._by_name.get(name, ())]
            here = self._source in self._sources.get(id_, ())
            if is_same(marks, names, self.documents[id_], here=here):
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
