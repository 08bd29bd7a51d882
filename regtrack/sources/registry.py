"""Which feeds are read, when, and the way to them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from regtrack._bundled import bundled
from regtrack.dates import Moment, Tick
from regtrack.errors import InputError
from regtrack.http.fetch import DiskCache, Fetcher, Limits
from regtrack.news.recording import confirm
from regtrack.sources.catalogue import Catalogue
from regtrack.sources.federal_register.agencies import slug_of
from regtrack.sources.federal_register.client import API, FederalRegister
from regtrack.sources.federal_register.identity import SOURCE
from regtrack.sources.federal_register.query import read_queries
from regtrack.sources.federal_register.sync import Request, sync_federal_register
from regtrack.sources.feeds.polling import LIMITS
from regtrack.sources.feeds.sync import SECOND, sync_news
from regtrack.sources.reports import FeedReport, SyncProgress, SyncReport
from regtrack.sources.source import Format, Source
from regtrack.store import SourceStatus, Store

_ITS_OWN = ("since", "until", "agency", "cfr", "type", "term", "newest")
"""What can be asked of the Federal Register only; a first day of the eCFR too, if that is named."""
STRUCTURED = frozenset(
    (Format.FEDERAL_REGISTER, Format.BILLSTATUS, Format.CSL, Format.OFAC_SDN, Format.REGULATIONS_GOV, Format.ECFR)
)
"""Formats of data with a structure of its own that this release can read; every other of them it cannot."""

Report = Callable[[SyncProgress], object]


@attrs.frozen
class Access:
    """The way to the feeds.

    Attributes:
        api: address of the Federal Register's API; None for ``$REGTRACK_FEDERAL_REGISTER``, else the official one.
        allow_private: take answers from this machine and private networks; so does ``$REGTRACK_ALLOW_PRIVATE=1``.
        contact: tells a server's keepers whom to ask.
        cache: folder for what was fetched; None for one per user.
        feeds: folder with the user's own feeds; None for ``$REGTRACK_FEEDS``, else one per user.
        fetcher: gets the bytes instead of one made of all this.
    """

    api: str | None = None
    allow_private: bool = False
    contact: str | None = None
    cache: str | Path | None = None
    feeds: str | Path | None = None
    fetcher: Fetcher | None = None

    def catalogue(self, only: Collection[str] | None = None) -> Catalogue:
        """The feeds of the release and the user's own: all, or of these ids."""
        return Catalogue(bundled("feeds"), Path(self.feeds) if self.feeds is not None else _own_folder(), only)

    @contextmanager
    def open(self, limits: Limits | None = None) -> Iterator[Fetcher]:
        """What gets the bytes."""
        if self.fetcher is not None:
            yield self.fetcher
            return
        cache = DiskCache(self.cache if self.cache is not None else _default_cache())
        private = self.allow_private or os.environ.get("REGTRACK_ALLOW_PRIVATE") == "1"
        with Fetcher(cache=cache, limits=limits, allow_private=private, contact=self.contact) as fetcher:
            yield fetcher


@attrs.frozen
class Asked:
    """What a caller asks for.

    Attributes:
        sources: the feeds that were named; None for all that are due.
        register: what of the Federal Register.
    """

    sources: tuple[Source, ...] | None
    register: Request


def asked(feeds: Sequence[str], access: Access, **given: Any) -> Asked:
    """What a caller asks for, checked; raises InputError. Of the files that describe feeds, those asked for are read.

    What can be asked of the Federal Register alone, asked without naming a feed, means the Federal Register.
    """
    only = not feeds and any((access.api, *(given[name] for name in _ITS_OWN)))
    chosen = [SOURCE] if only else list(dict.fromkeys(feeds))
    catalogue = access.catalogue(chosen)
    sources = tuple(catalogue.source(id_) for id_ in chosen)
    for source in sources:
        if not readable(source):
            raise InputError(f"feed: found {source.id!r}, of format {source.format}, which this release cannot read")
    since, until = (_day(given.pop(name), name) for name in ("since", "until"))
    agency, cfr, types = (_several(given.pop(name)) for name in ("agency", "cfr", "type"))
    read_queries(tuple(map(slug_of, agency)), cfr, types, given["term"])  # raises for what cannot be asked
    return Asked(sources or None, Request(since, until, agency, cfr, types, **given))


def readable(source: Source) -> bool:
    """Whether this release can read a feed of that format."""
    return source.format.is_news or source.format in STRUCTURED


def due(source: Source, status: SourceStatus | None, now: Tick) -> bool:
    """Whether a feed is to be read now."""
    return next_due(source, status) <= now


def next_due(source: Source, status: SourceStatus | None) -> Tick:
    """When a feed is to be read; the beginning of time for one that never was."""
    if status is None or status.last_closed is None:
        return 0
    return status.due if status.due is not None else status.last_closed + source.every * SECOND


def sync(
    store: Store,
    what: Asked,
    access: Access,
    *,
    clock: Callable[[], Tick],
    progress: Report | None = None,
) -> SyncReport:
    """Read feeds; none stops the others."""
    began = clock()
    catalogue = access.catalogue() if what.sources is None else None
    chosen = _all_due(store, catalogue, began) if catalogue is not None else what.sources or ()
    reports = list(_faulty(catalogue, rehearsal=what.register.rehearsal)) if catalogue is not None else []
    news = [source for source in chosen if source.format.is_news]
    if news:
        with access.open(LIMITS) as fetcher:
            again, rehearsal = what.register.again, what.register.rehearsal
            reports += sync_news(store, fetcher, news, clock=clock, again=again, rehearsal=rehearsal, progress=progress)
    for source in chosen:
        if source.format in STRUCTURED:
            with access.open() as fetcher:
                read = _read_register if source.format is Format.FEDERAL_REGISTER else _read_structured
                reports.append(read(store, fetcher, source, what.register, access, clock, progress))
    if any(report.new or report.revised or report.withdrawn for report in reports) and not what.register.rehearsal:
        confirm(store, began, clock())
    return SyncReport(tuple(reports))


def _faulty(catalogue: Catalogue, *, rehearsal: bool) -> Iterator[FeedReport]:
    """What is wrong with each feed that cannot be read because nobody knows what it is."""
    for id_, faults in catalogue.faults.items():
        yield FeedReport(id_, f"The feed file {id_}.toml", problems=tuple(map(str, faults)), rehearsal=rehearsal)


def _all_due(store: Store, catalogue: Iterable[Source], now: Tick) -> list[Source]:
    known = {status.id: status for status in store.sources()}
    return [each for each in catalogue if each.followed and readable(each) and due(each, known.get(each.id), now)]


def _read_register(
    store: Store, fetcher: Fetcher, source: Source, what: Request, access: Access, clock: Callable[[], Tick],
    progress: Report | None,
) -> FeedReport:  # fmt: skip
    client = FederalRegister(fetcher, api=access.api or os.environ.get("REGTRACK_FEDERAL_REGISTER") or API)
    return sync_federal_register(store, client, what, clock=clock, every=source.every, progress=progress)


def _read_structured(
    store: Store, fetcher: Fetcher, source: Source, what: Request, _: Access, clock: Callable[[], Tick],
    progress: Report | None,
) -> FeedReport:  # fmt: skip
    from regtrack.sources.structured import SYNCS

    reading = SYNCS[source.format]
    given = {"again": what.again, "progress": progress, "since": what.since}
    more = {name: given[name] for name in reading.takes}
    return reading.sync(store, fetcher, source, clock=clock, rehearsal=what.rehearsal, **more)


def _own_folder() -> Path:
    named = os.environ.get("REGTRACK_FEEDS")
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_config_path("regtrack") / "feeds"


def _default_cache() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("regtrack") / "http"


def _day(value: Any, field: str) -> dt.date | None:
    if value is None:
        return None
    moment = Moment.read(value, field)
    if moment.day is None:
        raise InputError(f"{field}: found {value!r}; expected a day such as 2025-05-12")
    return moment.day


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
