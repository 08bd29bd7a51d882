"""Feeds of releases, guidance and news as sources: many are polled at once, and each is one portion."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial

from regtrack.dates import Tick
from regtrack.http.fetch import Fetcher
from regtrack.inbox import as_decided, no_longer_said
from regtrack.model.inbox import InboxEntry, Verdict
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.feeds.entry import ParsedFeed
from regtrack.sources.feeds.polling import Poll, poll_all
from regtrack.sources.feeds.recognising import Recognised, recognise
from regtrack.sources.reports import FeedReport, SyncProgress
from regtrack.sources.run import Run
from regtrack.sources.source import Asked, NewsReader, Parsed, Portion, Recordable, Source
from regtrack.store import Batch, Item, SourceStatus, Store

_FEW, _LOST = 8, 4
"""A feed with at least so many items that has less than a fourth of them at once has lost them."""
_BELIEVED = 3
"""So many failures in a row, the last of them for lost items too, and a feed is believed to be shorter now."""


def sync_feeds(
    store: Store,
    fetcher: Fetcher,
    feeds: Sequence[FeedFile],
    reader: NewsReader,
    asked: Asked,
    *,
    clock: Callable[[], Tick],
    progress: Callable[[SyncProgress], object] | None = None,
) -> list[FeedReport]:
    """Read feeds into the ledger, in the order in which they answer; return their reports in the order asked for.

    Raises:
        StoreError: the ledger cannot be written.
    """
    statuses = {status.id: status for status in store.sources()}
    whole = {} if asked.again else {id_: status for id_, status in statuses.items() if status.problem is None}
    inbox = _Inbox(store)
    reports: dict[str, FeedReport] = {}
    unchanged: list[Batch] = []
    items = 0
    for polls in poll_all(fetcher, feeds, whole):
        with store.together():  # one commit for all that came
            for poll in polls:
                before = statuses.get(poll.source.id)
                source = NewsFeed(store, reader, inbox, poll, before, clock(), again=asked.again)
                run = Run(store, source, clock, dry_run=asked.dry_run, statuses=statuses, wait=poll.wait)
                run.take(Portion(), partial(source.fetch, Portion()))
                if poll.same:  # a transaction in which nothing is written costs as much as to ask a feed
                    unchanged.append(run.closing())
                    reports[poll.source.id] = run.report()
                else:
                    reports[poll.source.id] = run.close()
                items += reports[poll.source.id].items or 0
        if progress is not None:
            progress(SyncProgress("feeds", len(reports), len(feeds), polls[-1].source.id, items))
    if unchanged:
        store.check_in(unchanged, clock())
    return [reports[feed.id] for feed in feeds]


class NewsFeed(Source[Poll, Recognised]):
    """One feed that has been polled.

    Args:
        store: the ledger.
        reader: reads what items claim.
        inbox: what persons have to decide, and have decided.
        poll: what the feed gave.
        before: how the last run went.
        now: the present.
        again: read also items that are known.
    """

    single = True

    def __init__(
        self, store: Store, reader: NewsReader, inbox: _Inbox, poll: Poll, before: SourceStatus | None, now: Tick, *,
        again: bool,
    ) -> None:  # fmt: skip
        feed = poll.source
        self.id, self.title, self.every, self.zone = feed.id, feed.title, feed.every, feed.zone
        self._store, self._reader, self._inbox, self._poll = store, reader, inbox, poll
        self._before, self._now, self._again = before, now, again

    def fetch(self, portion: Portion) -> Poll:
        return self._poll

    def parse(self, portion: Portion, poll: Poll) -> Parsed[Recognised]:
        before, feed = self._before, poll.feed
        if poll.same:
            count = before.count if before is not None else None
            return Parsed(same=True, digest=poll.digest, validators=poll.validators, count=count)
        problems = [poll.problem] if poll.problem else []
        if feed is None:
            return Parsed(problems=problems, whole=False)
        lost = _lost(feed, before)
        recognised = recognise(self._store, poll.source, feed.entries, self._now)
        changed = [each for each in recognised if each.changed or self._again]
        count = len(feed.entries)
        return Parsed(
            [(f"item {each.entry.title[:60]!r}", each) for each in changed],
            items=[each.document for each in changed],
            sightings=[each.sighting for each in recognised if each.sighting is not None],
            problems=[*problems, *lost], whole=not (problems or lost), digest="" if problems else poll.digest,
            validators=poll.validators, count=count if poll.digest and not lost else None, found=count,
        )  # fmt: skip

    def compile(self, record: Recognised) -> Recordable:
        items = list(self._understood(record))
        if record.before is None:
            return Recordable(items)
        items += self._inbox.gone(record.id, items)
        return Recordable(items, [f"{record.id}:", f"{record.id}?"])

    def _understood(self, record: Recognised) -> Iterator[Item]:
        claims = self._reader.understand(record.item(), self._now)
        yield from claims.events
        yield from self._inbox.decided(claims.waiting)


class _Inbox:
    """What waits for persons, and what they decided, as the ledger has it when it is first needed.

    Args:
        store: the ledger.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def decided(self, waiting: Collection[InboxEntry]) -> Iterator[Item]:
        """Yield entries as a person has decided them, or others that propose the same instrument."""
        if waiting:
            known = {entry.key: entry for entry, _ in self._store.inbox(entry.key for entry in waiting)}
            for entry in waiting:
                yield from as_decided(entry, known.get(entry.key) or self._rejected.get(entry.proposed.id))

    def gone(self, document: str, items: Collection[Item]) -> Iterator[Item]:
        """Yield what waits of a document that does not say it any more."""
        kept = {item.key for item in items if isinstance(item, InboxEntry)}
        for entry in self._waiting.get(document, ()):
            if entry.key not in kept and (gone := no_longer_said(entry)) is not None:
                yield gone

    @cached_property
    def _waiting(self) -> Mapping[str, Sequence[InboxEntry]]:
        found: dict[str, list[InboxEntry]] = {}
        for entry, _ in self._store.inbox():
            found.setdefault(entry.document, []).append(entry)
        return found

    @cached_property
    def _rejected(self) -> dict[str, InboxEntry]:
        return {entry.proposed.id: entry for entry, _ in self._store.inbox() if entry.verdict is Verdict.REJECTED}


def _lost(feed: ParsedFeed, before: SourceStatus | None) -> list[str]:
    """Return that a feed has far fewer items than when it was last read whole, which no publisher does on purpose.

    A problem with a digest is one of these: all came, and it was little. An empty feed is never believed.
    """
    had, has = (before.count or 0) if before is not None else 0, len(feed.entries)
    if has and before is not None and before.failures >= _BELIEVED and before.problem and before.digest:
        return []
    if feed.fault is None and (has == 0 < had or (had >= _FEW and has * _LOST < had)):
        return [f"found {has or 'no'} items where there were {had}; expected about as many"]
    return []
