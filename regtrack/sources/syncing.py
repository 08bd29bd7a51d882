"""Read feeds into the ledger: which feeds, when, and how servers are reached."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import attrs
import platformdirs

from regtrack._bundled import bundled
from regtrack.dates import Moment, Tick
from regtrack.errors import InputError, StoreError
from regtrack.http.fetch import DiskCache, Fetcher, Limits
from regtrack.news.recording import ClaimReader
from regtrack.plugins import in_words
from regtrack.sources.feed_file import Catalogue, FeedFile
from regtrack.sources.feeds.sync import LIMITS, sync_feeds
from regtrack.sources.registry import formats, load
from regtrack.sources.reports import FeedReport, SyncProgress, SyncReport
from regtrack.sources.run import LONGEST_BACKOFF, LONGEST_WAIT, SECOND, Run
from regtrack.sources.source import Asked, RunContext, Source
from regtrack.store import SourceStatus, Store
from regtrack.store.clock import WitnessedClock


@attrs.frozen
class Access:
    """How the feeds are reached.

    Attributes:
        api: address of the Federal Register's API; None for ``$REGTRACK_FEDERAL_REGISTER``, else the official one.
        allow_private: take answers from this machine and private networks; so does ``$REGTRACK_ALLOW_PRIVATE=1``.
        contact: a mail or web address for the server's operators.
        cache: folder for what was fetched; None for one per user.
        feeds: folder with the user's own feeds; None for ``$REGTRACK_FEEDS``, else one per user.
        fetcher: gets the bytes instead of one made of all this.
        accept_clock: the clock of this machine is right, whatever servers say.
    """

    api: str | None = None
    allow_private: bool = False
    contact: str | None = None
    cache: str | Path | None = None
    feeds: str | Path | None = None
    fetcher: Fetcher | None = None
    accept_clock: bool = False

    def catalogue(self, only: Collection[str] | None = None) -> Catalogue:
        """Return the feeds of the release and the user's own: all, or of these ids."""
        own = self.feeds or os.environ.get("REGTRACK_FEEDS") or platformdirs.user_config_path("regtrack") / "feeds"
        return Catalogue(bundled("feeds"), Path(own), only)

    @contextmanager
    def open(self, limits: Limits | None = None) -> Iterator[Fetcher]:
        """Return what gets the bytes."""
        if self.fetcher is not None:
            yield self.fetcher
            return
        cache = DiskCache(self.cache or platformdirs.user_cache_path("regtrack") / "http")
        private = self.allow_private or os.environ.get("REGTRACK_ALLOW_PRIVATE") == "1"
        with Fetcher(cache=cache, limits=limits, allow_private=private, contact=self.contact) as fetcher:
            yield fetcher


def asked(feeds: Sequence[str], access: Access, **given: Any) -> tuple[tuple[FeedFile, ...] | None, Asked]:
    """Return the feeds that a caller names (None: all that are due) and what is asked of them, checked.

    What can be asked of one format alone, asked without naming a feed, means its feed. Of the files that describe
    feeds, those asked for are read.

    Raises:
        InputError: a value cannot be used, or there is no such feed.
    """
    since, until = (_day(given.pop(name), name) for name in ("since", "until"))
    agencies, cfr, types = (_several(given.pop(name)) for name in ("agency", "cfr", "type"))
    what = Asked(since, until, agencies, cfr, types, api=access.api, **given)
    meant = [each.feed for each in formats().values() if any(getattr(what, name) for name in each.meant_by)]
    chosen = list(dict.fromkeys(feeds or meant))
    catalogue = access.catalogue(chosen)
    return tuple(catalogue.source(id_) for id_ in chosen) or None, what


def due(source: FeedFile, status: SourceStatus | None, now: Tick) -> bool:
    """Whether a feed is to be read now."""
    when = next_due(source, status)
    longest = max(source.every, LONGEST_BACKOFF, LONGEST_WAIT) * SECOND
    return when <= now or when > now + longest  # so late only a wrong clock can have put it


def next_due(source: FeedFile, status: SourceStatus | None) -> Tick:
    """When a feed is to be read; the beginning of time for one that never was."""
    if status is None or status.last_closed is None:
        return 0
    return status.next_poll_at if status.next_poll_at is not None else status.last_closed + source.every * SECOND


def sync(
    store: Store,
    named: Sequence[FeedFile] | None,
    what: Asked,
    access: Access,
    reader: ClaimReader,
    *,
    clock: Callable[[], Tick],
    progress: Callable[[SyncProgress], object] | None = None,
) -> SyncReport:
    """Read feeds; none stops the others.

    Args:
        store: the ledger.
        named: the feeds; None for all that are due.
        what: what is asked of them.
        access: how they are reached.
        reader: reads what items of news claim.
        clock: the present.
        progress: called after each portion.

    Raises:
        InputError: what is asked cannot be used.
        ClockError: servers contradict the clock.
        StoreError: the ledger cannot be written.
    """
    catalogue = access.catalogue() if named is None else None
    chosen = _all_due(store, catalogue, clock()) if catalogue is not None else named or ()
    reports = list(_faulty(catalogue, dry_run=what.dry_run)) if catalogue is not None else []
    news = [feed for feed in chosen if formats()[feed.format].is_news]
    rest = [feed for feed in chosen if not formats()[feed.format].is_news]

    def free(feeds: Sequence[FeedFile], kept: ExitStack) -> list[FeedFile]:
        """Keep feeds to this process; those that another has, or has just read, are left, and said if named."""
        held = {feed.id: kept.enter_context(store.reading(feed.id)) for feed in feeds}
        own = [feed for feed in feeds if held[feed.id]]
        if catalogue is not None:
            return _all_due(store, own, clock())
        for feed in feeds:
            if not held[feed.id]:
                words = f"{feed.id}: another process is reading it; try again when it has ended"
                reports.append(FeedReport(feed.id, feed.title, problems=(words,), dry_run=what.dry_run))
        return own

    with access.open() as fetcher:
        clock = witnessed = WitnessedClock(store, clock, fetcher.skews, accept=access.accept_clock)
        others = [(feed, _source(store, fetcher, feed, clock, what)) for feed in rest]
        with ExitStack() as kept:
            own = free(news, kept)
            if own:
                with access.open(LIMITS) as patient:
                    patient.skews = fetcher.skews
                    reports += sync_feeds(store, patient, own, reader, what, clock=clock, progress=progress)
        for feed, source in others:
            with ExitStack() as kept:
                if isinstance(source, str):
                    reports.append(FeedReport(feed.id, feed.title, problems=(source,), dry_run=what.dry_run))
                elif free([feed], kept):
                    reports.append(Run(store, source, clock, dry_run=what.dry_run, progress=progress).go(fetcher))
        if not what.dry_run:
            witnessed.remember()
    return SyncReport(tuple(reports))


def _source(
    store: Store, fetcher: Fetcher, feed: FeedFile, clock: Callable[[], Tick], what: Asked
) -> Source[Any, Any] | str:
    """Return the source of a feed, or why it cannot be made; raises InputError for what is asked."""
    try:
        source: Source[Any, Any] = load(formats()[feed.format].source)(RunContext(store, fetcher, feed, clock, what))
    except (InputError, StoreError):
        raise
    except Exception as error:  # noqa: BLE001  a source that cannot be made stops no other
        return f"{feed.id}: cannot be read: {in_words(error)}"
    return source


def _faulty(catalogue: Catalogue, *, dry_run: bool) -> Iterator[FeedReport]:
    """Return what is wrong with each feed that cannot be read because nobody knows what it is."""
    for id_, faults in catalogue.faults.items():
        yield FeedReport(id_, f"The feed file {id_}.toml", problems=tuple(map(str, faults)), dry_run=dry_run)


def _all_due(store: Store, catalogue: Iterable[FeedFile], now: Tick) -> list[FeedFile]:
    known = {status.id: status for status in store.sources()}
    return [each for each in catalogue if each.followed and due(each, known.get(each.id), now)]


def _day(value: Any, field: str) -> dt.date | None:
    if value is None:
        return None
    moment = Moment.read(value, field)
    if moment.day is None:
        raise InputError(f"{field}: found {value!r}; expected a day such as 2025-05-12")
    return moment.day


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
