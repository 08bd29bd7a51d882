"""Asking feeds what they have, several at a time; what comes of it is a fact or one sentence, never an exception."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from threading import Condition, Thread

import attrs

from regtrack.errors import in_words
from regtrack.http.fetch import Fetched, Fetcher, FetchError, HeldAnswer, Limits, server_of
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.feeds import reading
from regtrack.sources.feeds.entry import ParsedFeed
from regtrack.store import SourceStatus

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
    """

    source: FeedFile
    feed: ParsedFeed | None = None
    digest: str = ""
    validators: str = ""
    same: bool = False
    problem: str | None = None
    wait: float = 0


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
    lanes, came = _lanes(wanted, fetcher.limits.connections), _Arrivals()
    waiting = deque(lanes)

    def work() -> None:
        with suppress(IndexError):  # there is no more
            while lane := waiting.popleft():
                while lane:
                    source = lane.popleft()
                    try:
                        came.put(poll(fetcher, source, whole.get(source.id)))
                    except BaseException as error:  # noqa: BLE001  handed on to whoever asked
                        came.put(error)

    threads = list[Thread]()

    def help_out() -> None:
        threads.append(Thread(target=work, name=f"feed-{len(threads)}", daemon=True))
        threads[-1].start()

    try:
        missing = len(wanted)
        if missing:
            help_out()
        while missing:
            more = bool(waiting) and len(threads) < THREADS
            group = came.take(min(missing, MOST_AT_ONCE), _SOON if more else None)
            if not group:
                help_out()
                continue
            for result in group:
                if isinstance(result, BaseException):
                    raise result
            missing -= len(group)
            yield [each for each in group if isinstance(each, Poll)]
    finally:
        waiting.clear()
        for lane in lanes:
            lane.clear()


class _Arrivals:
    """Results that threads hand to one consumer.

    The consumer is woken when as many are here as it waits for, and not for each: a wake-up costs as much as a poll.
    """

    def __init__(self) -> None:
        self._results = deque[Poll | BaseException]()
        self._changed = Condition()
        self._awaited = 0

    def put(self, result: Poll | BaseException) -> None:
        with self._changed:
            self._results.append(result)
            if len(self._results) >= self._awaited:
                self._changed.notify()

    def take(self, most: int, patience: float | None) -> list[Poll | BaseException]:
        """Return what comes until nothing comes for a moment; nothing if the first takes longer than ``patience``."""
        with self._changed:
            self._wait(1, patience)
            here = 0
            while here < len(self._results) < most:
                here = len(self._results)
                self._wait(most, _SOON)
            return [self._results.popleft() for _ in range(min(most, len(self._results)))]

    def _wait(self, count: int, patience: float | None) -> None:
        """Wait until so many results are here, or for so many seconds."""
        self._awaited = count
        self._changed.wait_for(lambda: len(self._results) >= count, patience)


def _lanes(sources: Sequence[FeedFile], width: int) -> list[deque[FeedFile]]:
    """Return the feeds of each server in so many rows as it takes questions at a time; the longest rows first.

    A thread that asks one row waits for no other thread, however slow a server is.
    """
    servers: dict[str, list[FeedFile]] = {}
    for source in sources:
        servers.setdefault(server_of(source.url), []).append(source)
    lanes = [deque(feeds[first::width]) for feeds in servers.values() for first in range(min(width, len(feeds)))]
    return sorted(lanes, key=len, reverse=True)


def poll(fetcher: Fetcher, source: FeedFile, before: SourceStatus | None) -> Poll:
    """Ask one feed, which was last read as ``before`` says if it was then read whole."""
    broken: list[ParsedFeed] = []

    def read(fetched: Fetched) -> Poll:
        if before is not None and fetched.unchanged:
            return Poll(source, digest=before.digest, validators=before.validators, same=True)
        digest, validators = hashlib.sha256(fetched.body).hexdigest(), _written(fetched.known)
        if before is not None and digest == before.digest:
            return Poll(source, digest=digest, validators=validators, same=True)
        try:
            feed = reading.read_answer(fetched)
        except reading.BrokenOffError as error:
            broken[:] = [error.feed]
            raise
        if feed.fault:
            return Poll(source, feed, problem=f"found {feed.fault}; expected none")
        return Poll(source, feed, digest, validators)

    asked = _known(before.validators) if before is not None else HeldAnswer()
    try:
        return fetcher.read(source.url, read, accept=reading.ACCEPT, max_bytes=reading.MOST_BYTES, known=asked)
    except FetchError as error:
        tries = f" in {error.attempts} attempts" if error.attempts > 1 else ""
        problem = f"found {error.found}{tries}; expected {error.expected}"
        return Poll(source, broken[0] if broken else None, problem=problem, wait=error.wait)
    except Exception as error:  # noqa: BLE001  whatever one feed does, the others are polled
        return Poll(source, problem=f"cannot be read: {in_words(error)}")


def _written(known: HeldAnswer) -> str:
    """Return what to ask with next time, as a ledger keeps it."""
    text = json.dumps([known.url, dict(known.conditions)]) if known.conditions else ""
    return text if len(text) <= _LONGEST else ""


def _known(written: str) -> HeldAnswer:
    return HeldAnswer(*json.loads(written)) if written else HeldAnswer()
