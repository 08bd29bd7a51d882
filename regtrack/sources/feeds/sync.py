"""Feeds of releases, guidance and news into the ledger: each in one transaction, and none fails for another."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from regtrack import dates
from regtrack.collecting import no_collections
from regtrack.dates import Tick
from regtrack.errors import StoreError, in_words
from regtrack.http.fetch import Fetcher
from regtrack.inbox import as_decided, no_longer_said
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.inbox import InboxEntry, Verdict
from regtrack.model.instrument import Instrument
from regtrack.news.item import Item as FeedItem
from regtrack.news.recording import ClaimReader
from regtrack.sources.feeds.entry import Feed
from regtrack.sources.feeds.polling import Poll, poll_all
from regtrack.sources.feeds.recognising import recognise
from regtrack.sources.problems import UNFORESEEN, summary
from regtrack.sources.reports import FeedReport, SyncProgress
from regtrack.sources.source import Source
from regtrack.store import Batch, Sighting, SourceStatus, Store

SECOND: Tick = 1_000_000
LONGEST = 24 * 3600
"""A feed that fails is asked less and less often, but once a day at least."""
MOST_PATIENCE = 7 * 24 * 3600
"""The longest that a server is left alone because it asks for it."""
_FEW, _LOST = 8, 4
"""A feed with at least so many items that has less than a fourth of them at once has lost them."""
_BELIEVED = 3
"""So many failures in a row, the last of them for lost items too, and a feed is believed to be shorter now."""

Item = Document | Instrument | Event | InboxEntry


def due_at(source: Source, now: Tick, failures: int, asked: float = 0) -> Tick:
    """When a feed is to be read again: after its interval, doubled for each failure in a row.

    Not before as many seconds as its server ``asked`` to be left alone, within reason.
    """
    wait = source.every if not failures else min(max(source.every, LONGEST), source.every * 2 ** min(failures, 10))
    return now + max(wait, patience(asked)) * SECOND


def patience(asked: float) -> int:
    """For how many seconds a server is left alone that asked for so many."""
    return math.ceil(min(asked, MOST_PATIENCE))


def sync_news(
    store: Store,
    fetcher: Fetcher,
    sources: Sequence[Source],
    *,
    clock: Callable[[], Tick],
    again: bool = False,
    rehearsal: bool = False,
    progress: Callable[[SyncProgress], object] | None = None,
) -> list[FeedReport]:
    """Read feeds into the ledger, in the order in which they answer; what is wrong with one is in its report.

    Args:
        store: the ledger.
        fetcher: asks the feeds.
        sources: which.
        clock: the present.
        again: read also the items of a feed that is what it was.
        rehearsal: record nothing.
        progress: called after each feed.

    Raises:
        StoreError: the ledger cannot be written.
    """
    statuses = {status.id: status for status in store.sources()}
    whole = {} if again else {id_: status for id_, status in statuses.items() if status.problem is None}
    reading = _Reading(store, clock, statuses, again=again, rehearsal=rehearsal)
    reports: dict[str, FeedReport] = {}
    items = 0
    for polls in poll_all(fetcher, sources, whole):
        reports |= {poll.source.id: reading.same(poll) for poll in polls if poll.same}
        changed = [poll for poll in polls if not poll.same]
        if changed:  # a transaction in which nothing is written costs as much as to ask a feed
            with store.together(), no_collections():
                for poll in changed:
                    report = reports[poll.source.id] = reading.record(poll)
                    items += report.items or 0
        if progress is not None:
            progress(SyncProgress("feeds", len(reports), len(sources), polls[-1].source.id, items))
    reading.close()
    return [reports[source.id] for source in sources]


class _Reading:
    """One reading of some feeds."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], Tick],
        statuses: Mapping[str, SourceStatus],
        *,
        again: bool,
        rehearsal: bool,
    ) -> None:
        self._store, self._clock, self._statuses = store, clock, statuses
        self._again, self._rehearsal = again, rehearsal
        self._claims = ClaimReader(store)
        self._unchanged: list[Batch] = []

    def close(self) -> None:
        """Record, of all feeds that are what they were at once, that they were asked."""
        if self._unchanged:
            self._store.check_in(self._unchanged, self._clock())

    def same(self, poll: Poll) -> FeedReport:
        """Note of a feed that it is what it was, which :meth:`close` records."""
        source, before = poll.source, self._statuses.get(poll.source.id)
        count = before.count if before is not None else None
        self._unchanged.append(self._batch(poll, _Read(), self._clock(), count=count))
        return FeedReport(source.id, source.title, same=True, rehearsal=self._rehearsal)

    def record(self, poll: Poll) -> FeedReport:
        """Record what a feed that is not what it was gave, and that it was asked."""
        source, now = poll.source, self._clock()
        before = self._statuses.get(source.id)
        read, feed = _Read(), poll.feed
        problems, lost = [poll.problem] if poll.problem else [], list[str]()
        if feed is not None:
            lost = _lost(feed, before)
            problems += lost
            problems += self._read(read, source, feed, now)
        count = len(feed.entries) if feed is not None else None
        batch = self._batch(
            poll, read, now, problems, count if poll.digest and not lost else None, whole=problems == lost
        )
        done = self._store.append(batch, now)
        return FeedReport(
            source.id, source.title, items=count,
            waiting=sum(isinstance(item, InboxEntry) and item.verdict is None for item in read.items),
            documents=sum(isinstance(item, Document) for item in read.items),
            **attrs.asdict(done), problems=tuple(f"{source.id}: {problem}" for problem in problems),
            rehearsal=self._rehearsal,
        )  # fmt: skip

    def _batch(
        self,
        poll: Poll,
        read: _Read,
        now: Tick,
        problems: Sequence[str] = (),
        count: int | None = None,
        *,
        whole: bool = True,
    ) -> Batch:
        """What is to be recorded of a feed: what was read, how that went, and when it is to be read again.

        ``whole``: all of it came, whatever may be wrong with it.
        """
        source, before = poll.source, self._statuses.get(poll.source.id)
        through = dates.day_of(now, source.zone).isoformat() if not problems else _through(before)
        failures = (before.failures if before is not None else 0) + 1 if problems else 0
        return Batch(
            source.id, source.title, read.items, restated=read.restated, sightings=read.sightings,
            digest=poll.digest if whole else "", known=poll.known if not problems else "", count=count,
            checked_through=through, problem=summary(problems), due=due_at(source, now, failures, poll.wait),
            rehearsal=self._rehearsal,
        )  # fmt: skip

    def _read(self, read: _Read, source: Source, feed: Feed, now: Tick) -> list[str]:
        """Read what the items of a feed are and claim; one that cannot be understood is named, and recorded as it is.

        Returns:
            What is wrong with them.
        """
        recognised = recognise(self._store, source, feed.entries, now)
        problems = list[str]()
        read.sightings = [each.sighting for each in recognised if each.sighting is not None]
        for each in recognised:
            if not each.changed and not self._again:
                continue
            read.items.append(each.document)
            try:
                understood = list(self._understood(each.item(), now))
            except StoreError:
                raise
            except UNFORESEEN as error:
                problems.append(f"item {each.entry.title[:60]!r}: cannot be understood: {in_words(error)}")
                continue
            read.items += understood
            if each.before is not None:
                read.restated += [f"{each.id}:", f"{each.id}?"]
                read.items += self._gone(each.id, understood)
        return problems

    def _gone(self, document: str, said: Collection[Item]) -> Iterator[Item]:
        """What waits of a document that does not say it any more."""
        kept = {item.key for item in said if isinstance(item, InboxEntry)}
        for entry in self._waiting.get(document, ()):
            if entry.key not in kept and (gone := no_longer_said(entry)) is not None:
                yield gone

    @cached_property
    def _waiting(self) -> Mapping[str, Sequence[InboxEntry]]:
        """What waited when this reading began, by the document that said it."""
        found: dict[str, list[InboxEntry]] = {}
        for entry, _ in self._store.inbox():
            found.setdefault(entry.document, []).append(entry)
        return found

    def _understood(self, item: FeedItem, now: Tick) -> Iterator[Item]:
        found = self._claims.understand(item, now)
        yield from found.events
        if found.waiting:
            known = {entry.key: entry for entry, _ in self._store.inbox(entry.key for entry in found.waiting)}
            for entry in found.waiting:
                yield from as_decided(entry, known.get(entry.key) or self._rejected.get(entry.proposed.id))

    @cached_property
    def _rejected(self) -> dict[str, InboxEntry]:
        """What persons wish to hear no more of, by the instrument that it would have become."""
        return {entry.proposed.id: entry for entry, _ in self._store.inbox() if entry.verdict is Verdict.REJECTED}


class _Read:
    """What is to be recorded of a feed."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.restated: list[str] = []
        self.sightings: list[Sighting] = []


def _lost(feed: Feed, before: SourceStatus | None) -> list[str]:
    """That a feed has far fewer items than when it was last read whole, which no publisher does on purpose.

    A problem with a digest is one of these: all came, and it was little. An empty feed is never believed.
    """
    had, has = (before.count or 0) if before is not None else 0, len(feed.entries)
    if has and before is not None and before.failures >= _BELIEVED and before.problem and before.digest:
        return []
    if feed.fault is None and (has == 0 < had or (had >= _FEW and has * _LOST < had)):
        return [f"found {has or 'no'} items where there were {had}; expected about as many"]
    return []


def _through(before: SourceStatus | None) -> str | None:
    return before.checked_through if before is not None else None
