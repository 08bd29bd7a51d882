"""Feeds of releases, guidance and news as sources: polled several at a time, and each is one portion."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from threading import Condition, Thread

import attrs

from regtrack.dates import Tick
from regtrack.errors import in_words
from regtrack.http.fetch import Fetched, Fetcher, FetchError, HeldAnswer, Limits, server_of
from regtrack.inbox import as_decided, no_longer_stated
from regtrack.model.inbox import InboxEntry, Verdict
from regtrack.news.recording import ClaimReader
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.feeds import reading
from regtrack.sources.feeds.items import ParsedFeed, item_of
from regtrack.sources.feeds.known_items import Recognised, recognise
from regtrack.sources.reports import FeedReport, SyncProgress
from regtrack.sources.run import Run
from regtrack.sources.source import Asked, Parsed, Portion, Recordable, Source
from regtrack.store import Batch, Item, SourceStatus, Store

THREADS = 8
MOST_AT_ONCE = 25
"""So many feeds that have come are recorded together: a commit costs more than what is in it."""
_SOON = 0.01
"""For so many seconds what comes next is awaited, before one thread more asks, and before what has come is recorded.

Threads that have work all the time only stand in each other's way: where servers answer at once, one is quickest.
"""
LIMITS = Limits(attempts=3, whole=120, max_bytes=reading.MOST_BYTES)
"""A feed is asked again soon, so that little patience is needed with each answer."""
_LONGEST = 4000
"""What is longer is no validator that a ledger should keep for each reading."""


@attrs.frozen
class Poll:
    """What one feed gave.

    Attributes:
        source: the feed.
        feed: its items, as far as they came; None when none came, or it is what it was.
        digest: SHA-256 of its bytes; empty if it did not come whole.
        validators: what to ask with next time; empty if it did not come whole, or has none.
        same: it is what it was when it was last read whole.
        problem: what is wrong, after its id; None when nothing is.
        wait: seconds for which its server asked to be left alone.
        url: the address that answered, as far as one did.
    """

    source: FeedFile
    feed: ParsedFeed | None = None
    digest: str = ""
    validators: str = ""
    same: bool = False
    problem: str | None = None
    wait: float = 0
    url: str = ""


def poll_all(fetcher: Fetcher, sources: Iterable[FeedFile], whole: Mapping[str, SourceStatus]) -> Iterator[list[Poll]]:
    """Ask feeds, and give what each gave soon after it has come, with what else has come.

    Args:
        fetcher: asks them.
        sources: the feeds.
        whole: how those were last read that were read whole, by their ids.
    """
    wanted = list(sources)
    if len(wanted) == 1:
        yield [poll(fetcher, wanted[0], whole.get(wanted[0].id))]
        return
    waiting, came = _lanes(wanted, fetcher.limits.connections), _Arrivals()

    def work() -> None:
        with suppress(IndexError):  # there is no more
            while lane := waiting.popleft():
                while lane:
                    source = lane.popleft()
                    came.put(poll(fetcher, source, whole.get(source.id)))

    lanes, threads, missing = list(waiting), 0, len(wanted)
    try:
        while missing:
            more = bool(waiting) and threads < THREADS
            group = came.take(min(missing, MOST_AT_ONCE), _SOON if more else None) if threads else []
            if not group:
                Thread(target=work, name=f"feed-{threads}", daemon=True).start()
                threads += 1
                continue
            missing -= len(group)
            yield group
    finally:
        waiting.clear()
        for lane in lanes:
            lane.clear()


class _Arrivals:
    """What threads hand to one consumer.

    It is woken when as many are here as it waits for, and not for each: a wake-up costs as much as a poll of a server
    that is near, since the interpreter changes threads twice.
    """

    def __init__(self) -> None:
        self._polls = deque[Poll]()
        self._changed = Condition()
        self._awaited = 0

    def put(self, poll: Poll) -> None:
        with self._changed:
            self._polls.append(poll)
            if len(self._polls) >= self._awaited:
                self._changed.notify()

    def take(self, most: int, patience: float | None) -> list[Poll]:
        """Return what comes until nothing comes for a moment; nothing if the first takes longer than ``patience``."""
        with self._changed:
            self._wait(1, patience)
            here = 0
            while here < len(self._polls) < most:
                here = len(self._polls)
                self._wait(most, _SOON)
            return [self._polls.popleft() for _ in range(min(most, len(self._polls)))]

    def _wait(self, count: int, patience: float | None) -> None:
        """Wait until so many are here, or for so many seconds."""
        self._awaited = count
        self._changed.wait_for(lambda: len(self._polls) >= count, patience)


def _lanes(sources: Sequence[FeedFile], width: int) -> deque[deque[FeedFile]]:
    """Return the feeds of each server in so many rows as it takes questions at a time; the longest rows first.

    A thread that asks one row waits for no other thread, however slow a server is.
    """
    servers: dict[str, list[FeedFile]] = {}
    for source in sources:
        servers.setdefault(server_of(source.url), []).append(source)
    lanes = [deque(feeds[first::width]) for feeds in servers.values() for first in range(min(width, len(feeds)))]
    return deque(sorted(lanes, key=len, reverse=True))


def poll(fetcher: Fetcher, source: FeedFile, before: SourceStatus | None) -> Poll:
    """Ask one feed, which was last read as ``before`` says if it was then read whole."""
    came = Poll(source, url=source.url)

    def read(fetched: Fetched) -> Poll:
        nonlocal came
        if before is not None and fetched.unchanged:
            return Poll(source, digest=before.digest, validators=before.validators, same=True)
        digest, validators = hashlib.sha256(fetched.body).hexdigest(), _written(fetched.known)
        if before is not None and digest == before.digest:
            return Poll(source, digest=digest, validators=validators, same=True)
        came = Poll(source, url=fetched.url)
        try:
            feed = reading.read_answer(fetched)
        except reading.BrokenOffError as error:
            came = attrs.evolve(came, feed=error.feed)
            raise
        if feed.fault:
            return attrs.evolve(came, feed=feed, problem=f"found {feed.fault}; expected none")
        return attrs.evolve(came, feed=feed, digest=digest, validators=validators)

    asked = HeldAnswer(*json.loads(before.validators)) if before is not None and before.validators else HeldAnswer()
    try:
        return fetcher.read(source.url, read, accept=reading.ACCEPT, max_bytes=reading.MOST_BYTES, known=asked)
    except FetchError as error:
        return attrs.evolve(came, problem=error.problem, wait=error.wait)
    except Exception as error:  # noqa: BLE001  whatever one feed does, the others are polled
        return attrs.evolve(came, feed=None, problem=f"cannot be read: {in_words(error)}")


def _written(known: HeldAnswer) -> str:
    """Return what to ask with next time, as a ledger keeps it."""
    text = json.dumps([known.url, dict(known.conditions)]) if known.conditions else ""
    return text if len(text) <= _LONGEST else ""


_FEW, _LOST = 8, 4
"""A feed with at least so many items that has less than a fourth of them at once has lost them."""
_BELIEVED = 3
"""So many failures in a row, the last of them for lost items too, and a feed is believed to be shorter now."""


def sync_feeds(
    store: Store,
    fetcher: Fetcher,
    feeds: Sequence[FeedFile],
    reader: ClaimReader,
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
        self, store: Store, reader: ClaimReader, inbox: _Inbox, poll: Poll, before: SourceStatus | None, now: Tick, *,
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
        item = item_of(record.entry, record.source, record.id, record.published)
        claims = self._reader.understand(item, self._now)
        items = [*claims.events, *self._inbox.decided(claims.waiting)]
        if record.before is None:
            return Recordable(items)
        items += self._inbox.gone(record.id, items)
        return Recordable(items, [f"{record.id}:", f"{record.id}?"])


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
            if entry.key not in kept and (gone := no_longer_stated(entry)) is not None:
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
