"""The feeds that can be read: to list, to try, to follow and to leave."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.errors import Fault, FeedFileError, InputError, in_words
from regtrack.http.fetch import UnreadableError, masked
from regtrack.model.document import Rank
from regtrack.model.instrument import ZONES
from regtrack.model.kinds import Certainty
from regtrack.news.item import ItemReading, NewsItem
from regtrack.news.recording import ClaimReader
from regtrack.records.validation import WrongValueError, language
from regtrack.sources.federal_register.identity import SOURCE
from regtrack.sources.feed_file import Catalogue, FeedFile, interval, read_source, to_table
from regtrack.sources.feeds import items, markup, reading
from regtrack.sources.feeds.items import ParsedFeed
from regtrack.sources.feeds.sync import LIMITS, poll
from regtrack.sources.probing import Probe, probe
from regtrack.sources.registry import formats
from regtrack.sources.reports import FeedInfo, FeedTest
from regtrack.sources.syncing import Access, next_due
from regtrack.store import SourceStatus, Store

_ANY = "rss"
"""Stands for every feed whose own format is no name for a feed file, such as RDF."""


class Following:
    """The feeds of the release and the user's own.

    Args:
        store: the ledger, which knows how reading them went.
        clock: the present.
        access: how they are reached.
    """

    def __init__(self, store: Store, clock: Callable[[], Tick], access: Access | None = None) -> None:
        self._store, self._clock, self._access = store, clock, access or Access()

    def via(self, **access: Any) -> Following:
        """Return the same feeds, reached otherwise; see :class:`regtrack.sources.syncing.Access`."""
        return Following(self._store, self._clock, Access(**access))

    def show(self, id: str) -> FeedInfo:
        """One feed; raises InputError if there is none of that id."""
        return _info(self._catalogue().source(id), self._statuses())

    def test(self, feed: str) -> FeedTest:
        """What a feed, or any address, gives just now; nothing is recorded.

        Args:
            feed: the id of a feed, or an http or https address.

        Raises:
            InputError: there is no such feed, or it has a structure of its own.
        """
        source = _nameless(feed) if _is_address(feed) else self._catalogue().source(feed)
        if not formats()[source.format].is_news:
            raise InputError(f"feed: found {source.id!r}, of format {source.format}; expected rss, atom or jsonfeed")
        return self._ask(source)[0]

    def probe(self, ids: Sequence[str] = (), done: Callable[[Probe], object] = lambda _: None) -> list[Probe]:
        """Ask feeds of any format, all of them by default, whether they answer; nothing is recorded.

        Args:
            ids: of the feeds.
            done: called with each as it comes.

        Raises:
            InputError: there is no such feed.
            OfflineError: no server can be reached.
        """
        catalogue = self._catalogue()
        return probe([catalogue.source(id_) for id_ in ids] if ids else catalogue, self._access, done)

    def today(self) -> str:
        """Return the day on which a feed that is asked now was seen to answer."""
        return dates.day_of(self._clock()).isoformat()

    def try_file(self, path: Path, **fields: str) -> list[tuple[NewsItem, ItemReading]]:
        """Return what is read in the items of a feed that lies in a file; nothing is recorded.

        Args:
            path: the file, as a server would send it.
            **fields: keys of a feed file in place of the defaults: ``language``, ``zone``, ``jurisdiction``.

        Raises:
            InputError: the file cannot be read, or is no feed.
        """
        source = attrs.evolve(_nameless(path.name), **fields)  # type: ignore[arg-type]
        try:
            feed = reading.read(path.read_bytes(), "http://localhost/")
        except OSError as error:
            raise InputError(f"{path}: {in_words(error)}; expected a feed that can be read") from None
        except UnreadableError as error:
            raise InputError(f"{path}: found {error.found}; expected {error.expected}") from None
        reader, now = ClaimReader(self._store), self._clock()
        found = []
        for number, entry in enumerate(feed.entries):
            item = items.item_of(entry, source, f"item:{number}", items.published(entry, source, now)[0])
            found.append((item, reader.read(item)))
        return found

    def add(self, feed: str, *, check: bool = True, **fields: Any) -> tuple[FeedInfo, FeedTest | None]:
        """Follow a feed of the catalogue, or one at an address of your own.

        Args:
            feed: the id of a feed, or an http or https address.
            check: ask the address first; what is not said otherwise is then taken from the feed.
            **fields: keys of a feed file, such as ``id``, ``title``, ``publisher``, ``language``, ``zone``.

        Raises:
            InputError: the address gives no feed, or a value cannot be used.
        """
        fields = {key: list(value) if isinstance(value, tuple) else value for key, value in fields.items() if value}
        catalogue = self._catalogue()
        if not _is_address(feed):
            source = catalogue.source(feed)
            table = {"id": source.id, **catalogue.own_table(source.id), **fields, "follow": True}
            return self._put(catalogue, table, whole={**to_table(source), **table}), None
        test, found = self._ask(_nameless(feed)) if check else (None, None)
        if test is not None and test.problem is not None:
            raise InputError(f"{masked(feed)}: {test.problem}")
        table = {**self._guessed(feed, found, fields), **fields}
        if table["id"] in catalogue:
            raise InputError(f"id: found {table['id']!r}, which a feed has already; expected another")
        return self._put(catalogue, table, whole=table), test

    def remove(self, id: str) -> FeedInfo:
        """Follow a feed no longer: one of your own is forgotten, one of the catalogue left out.

        What was recorded of it stays.

        Raises:
            InputError: there is none of that id.
        """
        catalogue = self._catalogue()
        info = _info(catalogue.source(id), self._statuses())
        if catalogue.is_bundled(id):
            catalogue.put(id, {**catalogue.own_table(id), "id": id, "follow": False})
        else:
            catalogue.drop(id)
        return attrs.evolve(info, followed=False)

    def list(self) -> tuple[FeedInfo, ...]:
        """Every feed, by id."""
        statuses = self._statuses()
        return tuple(_info(source, statuses) for source in self._catalogue())

    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong with files that describe feeds; those feeds are not read."""
        return tuple(fault for faults in self._catalogue().faults.values() for fault in faults)

    # --- inside -----------------------------------------------------------------------------------------------------

    def _catalogue(self) -> Catalogue:
        return self._access.catalogue()

    def _statuses(self) -> Mapping[str, SourceStatus]:
        return {status.id: status for status in self._store.sources()}

    def _put(self, catalogue: Catalogue, table: Mapping[str, Any], whole: Mapping[str, Any]) -> FeedInfo:
        source = read_source(whole, "feeds add", own=True)
        if not isinstance(source, FeedFile):
            raise FeedFileError(source)
        catalogue.put(source.id, table)
        return _info(source, self._statuses())

    def _ask(self, source: FeedFile) -> tuple[FeedTest, ParsedFeed | None]:
        with self._access.open(attrs.evolve(LIMITS, attempts=1)) as fetcher:
            came = poll(fetcher, source, None)
        feed, now = came.feed, self._clock()
        if feed is None:
            return FeedTest(masked(came.url), "", "", "", 0, 0, None, came.problem), None
        dated = [(items.published(entry, source, now)[0], entry) for entry in feed.entries]
        newest = None
        if dated:
            tick, entry = max(dated, key=lambda pair: pair[0] or 0)
            title = entry.title or markup.line(entry.text[:120])
            newest = (title, entry.link or None, dates.iso_instant(tick) if tick else None)
        count = sum(tick is not None for tick, _ in dated)
        return FeedTest(
            masked(came.url), feed.format, feed.title, feed.language, len(feed.entries), count, newest, came.problem
        ), feed

    def _guessed(self, url: str, feed: ParsedFeed | None, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a feed file needs and nobody gave, from the feed itself."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        title = (feed.title if feed is not None else "") or host
        words = str(fields.get("title") or title).lower()
        slug = re.sub(r"[^a-z0-9]+", "-", f"{host.rpartition('.')[0]} {words}").strip("-")[:40].strip("-")
        return {
            "id": slug or "feed", "title": title, "url": url,
            "format": feed.format if feed is not None and feed.format in formats() else _ANY, "publisher": title,
            "language": _language(feed), "zone": ZONES.get(str(fields.get("jurisdiction", "")), "UTC"),
            "ceiling": Certainty.REPORTED.label, "rank": str(Rank.PRESS),
            "checked": self.today() if feed is not None else False, "follow": True,
        }  # fmt: skip


def _language(feed: ParsedFeed | None) -> str:
    stated = feed.language.replace("_", "-") if feed is not None else ""
    try:
        return language(stated)
    except WrongValueError:
        return "en"


def _is_address(feed: str) -> bool:
    return "://" in feed


def _nameless(url: str) -> FeedFile:
    return FeedFile("address", url, url, _ANY, "", "UTC")


def _info(source: FeedFile, statuses: Mapping[str, SourceStatus]) -> FeedInfo:
    status = statuses.get(source.id)
    if status is None and source.id == SOURCE:  # read under filters, it has other names
        status = max((each for id_, each in statuses.items() if id_.startswith(f"{SOURCE} ")), default=None, key=_last)
    info = FeedInfo(
        source.id, source.title, source.url, source.format, source.publisher, source.language, source.zone,
        source.jurisdiction, source.topics, source.ceiling.label, str(source.rank), interval(source.every),
        source.checked, source.followed, source.own, source.note, cfr=source.cfr,
        text=source.text,
    )  # fmt: skip
    if status is None:
        return info
    return attrs.evolve(
        info, last_whole=status.last_whole, last_tried=status.last_closed, due=next_due(source, status),
        failures=status.failures, problem=status.problem, items=status.count,
    )  # fmt: skip


def _last(status: SourceStatus) -> Tick:
    return status.last_recorded
