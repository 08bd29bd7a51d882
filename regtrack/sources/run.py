"""One run of one source: everything that sources have in common, whatever they fetch.

A source says which portions it has, fetches and parses one, and compiles its records to events. The Run does the rest:
the window, resuming, one transaction a portion, restated keys, dry runs, failures and back-off, the next poll, totals,
progress and the report. Whatever a source raises is a problem of the portion or the record that raised it, and the
rest goes on.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from operator import length_hint
from typing import Any, Generic, TypeVar

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.errors import InputError, RegtrackError, StoreError, UnknownTargetError, kind_in_words, on_one_line
from regtrack.http.fetch import Fetcher, FetchError, RetryAdvice
from regtrack.model.event import Event
from regtrack.model.inbox import InboxEntry
from regtrack.plugins import in_words
from regtrack.records.canonical import canonical
from regtrack.sources.reports import FeedReport, SyncProgress
from regtrack.sources.source import Parsed, Portion, Raw, Rec, Recordable, Source
from regtrack.sources.windows import Past
from regtrack.store import Appended, Batch, Item, SourceStatus, Store, in_order
from regtrack.store.batches import REVIVES


class Boundary:
    """Makes whatever is raised inside a problem of one place. A ledger that cannot be written passes.

    Args:
        place: what was read, such as a day or the number of a document; empty for the whole source.
        note: takes the problem.
    """

    def __init__(self, place: str, note: Callable[[str], None]) -> None:
        self._at, self._note = f"{place}: " if place else "", note

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Exception):
            return False
        if isinstance(error, StoreError) and not isinstance(error, UnknownTargetError):
            return False
        self._note(f"{self._at}{_problem_of(error)}")
        return True


def _problem_of(error: Exception) -> str:
    if isinstance(error, FetchError):
        return error.problem
    return str(error) if isinstance(error, RegtrackError) else f"cannot be understood: {in_words(error)}"


_T = TypeVar("_T")
SECOND: Tick = 1_000_000
LONGEST_BACKOFF = 24 * 3600
"""A source that fails is polled less and less often, but once a day at least."""
LONGEST_WAIT = 7 * 24 * 3600
"""The longest that a server is left alone because it asks for it."""
_LONGEST_PROBLEM = 200


class Run(Generic[Raw, Rec]):
    """One run of one source: :meth:`go`, or :meth:`take` for each portion and then :meth:`close`.

    Args:
        store: the ledger.
        source: what is read.
        clock: the present.
        dry_run: record nothing.
        progress: called after each portion.
        statuses: how the last runs of sources went, if the caller has looked it up.
        wait: seconds for which the server asked to be left alone, if the caller has asked it.

    Attributes:
        failed: something did not come, or nothing of it could be parsed.
    """

    def __init__(
        self,
        store: Store,
        source: Source[Raw, Rec],
        clock: Callable[[], Tick],
        *,
        dry_run: bool = False,
        progress: Callable[[SyncProgress], object] | None = None,
        statuses: Mapping[str, SourceStatus] | None = None,
        wait: float = 0,
    ) -> None:
        self._store, self._source, self._clock, self._progress = store, source, clock, progress
        known = statuses if statuses is not None else {each.id: each for each in store.sources()}
        self._before = known.get(source.id)
        self._began, self._heard = clock(), RetryAdvice(wait)
        self._problems: dict[str, None] = {}
        self._wrong = 0  # problems, counted as often as they occur
        self.failed = False
        self._last = Parsed[Rec]()
        self._total = 0
        self._dry_run, self._closed = dry_run, False
        self._counts: dict[str, Any] = dict.fromkeys(("days_read", "days_skipped", "documents", "waiting", "unread"), 0)
        self._totals = Appended(0, 0, 0, 0)

    def go(self, fetcher: Fetcher) -> FeedReport:
        """Read every portion, and record how that went."""
        with fetcher.listening() as self._heard:
            return self.read_file()

    def read_file(self) -> FeedReport:
        """Read every portion of a file on disk, and record what it is of its source."""
        for done, (portion, fetched) in enumerate(self._fetched(), 1):
            if fetched is not None:
                self.take(portion, fetched)
            else:
                self._count(portion, days_skipped=portion.daily)
            if self._progress is not None:
                id_, name = self._source.id, portion.name or self._source.title
                self._progress(SyncProgress(id_, done, max(self._total, done), name, self._counts["documents"]))
        return self.close()

    # --- portions -----------------------------------------------------------------------------------------------------

    def _fetched(self) -> Iterator[tuple[Portion, Callable[[], Raw] | None]]:
        """Yield the portions in order, each with what gives its bytes; some are fetched ahead."""
        width = self._source.concurrency
        ahead: deque[tuple[Portion, Future[Raw] | None]] = deque()
        if width == 1:
            for portion in self._portions():
                yield portion, None if portion.done else lambda portion=portion: self._source.fetch(portion)  # type: ignore[misc]
            return
        pool = ThreadPoolExecutor(width, thread_name_prefix=self._source.id)
        portions = self._portions()
        try:
            while True:
                while len(ahead) <= width and (portion := next(portions, None)) is not None:  # type: ignore[assignment]
                    ahead.append((portion, None if portion.done else pool.submit(self._source.fetch, portion)))
                if not ahead:
                    return
                portion, future = ahead.popleft()
                yield portion, future.result if future is not None else None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _portions(self) -> Iterator[Portion]:
        past = Past(self._began, self._before, self._store.portions(self._source.id))
        with self._boundary(""):
            portions = self._source.portions(past)
            self._total = length_hint(portions)
            yield from portions
            return
        self.failed = True

    def take(self, portion: Portion, fetched: Callable[[], Raw]) -> None:
        """Parse, compile and record a portion, in one transaction."""
        before, parsed = self._wrong, None
        with self._boundary(portion.name):
            parsed = _of_kind(Parsed, self._source.parse(portion, fetched()), "parse")
        self._count(portion, days_read=portion.daily)
        if parsed is None:
            self.failed = True
            return
        for problem in parsed.problems:
            self._note(problem)
        noted = self._wrong
        compiled = [(name, found) for name, record in parsed.records if (found := self._compile(name, record))]
        self.failed |= not parsed.whole
        if self._wrong > noted:
            parsed.digest = ""
        self._last = parsed
        self._counts |= {"items": parsed.found, "same": parsed.same}
        self._counts |= {"filings": parsed.filings} if parsed.filings is not None else {}
        self._counts["documents"] += len(parsed.records) if parsed.documents is None else parsed.documents
        if not parsed.same:
            with self._boundary(portion.name):
                self._record(portion, parsed, compiled, before)

    def _compile(self, name: str, record: Rec) -> Recordable | None:
        with self._boundary(name):
            return _of_kind(Recordable, self._source.compile(record), "compile")
        return None

    def _count(self, portion: Portion, **counts: int) -> None:
        for name, count in counts.items():
            self._counts[name] += count
        for name, day, first in (("since", portion.since, min), ("until", portion.until, max)):
            if day is not None:
                self._counts[name] = first(day, self._counts.get(name, day))

    # --- recording ----------------------------------------------------------------------------------------------------

    def _record(
        self, portion: Portion, parsed: Parsed[Rec], compiled: Sequence[tuple[str, Recordable]], before: int
    ) -> None:
        try:
            self._append(portion, parsed, [found for _, found in compiled], before)
        except StoreError:
            raise
        except Exception:  # a value that cannot be written: find whose it is, and record the rest
            fit = [found for name, found in compiled if self._is_writable(name, found)]
            if len(fit) == len(compiled):
                raise
            self._append(portion, parsed, fit, before)

    def _is_writable(self, name: str, found: Recordable) -> bool:
        with self._boundary(name):
            for item in found.items:
                if not attrs.has(type(item)):
                    raise InputError(f"found {kind_in_words(item)} among the items; expected model objects")
                canonical(item).encode()
            return True
        return False

    def _append(self, portion: Portion, parsed: Parsed[Rec], compiled: Sequence[Recordable], before: int) -> None:
        old, new = ([each for each in compiled if each.history is history] for history in (True, False))
        backfill = [*parsed.backfill, *_items(old)]
        items = [*parsed.items, *_items(new)]
        keys = [portion.key] if portion.key is not None and self._wrong == before and parsed.whole else []
        totals = Appended(0, 0, 0, 0)
        with self._store.together():
            if backfill:
                totals += self._batch(backfill, [REVIVES, *_restated(old)], history=True)
            restated = [*parsed.restated, *_restated(new)]
            closes = self._source.single and not self._source.is_file
            if closes or items or keys or parsed.sightings or set(restated) - {REVIVES}:
                totals += self._batch(items, restated, portions=keys, sightings=parsed.sightings, closes=closes)
            self._closed = closes
        self._totals += totals
        self._counts["waiting"] += sum(isinstance(item, InboxEntry) and item.verdict is None for item in items)
        self._counts["unread"] += sum(isinstance(item, Event) and "unread" in item.flags for item in items)

    def _batch(self, items: Sequence[Item], restated: Sequence[str], *, closes: bool = False, **more: Any) -> Appended:
        if closes:
            batch = attrs.evolve(self.closing(), items=in_order(items), restated=restated, **more)
        else:
            id_, title = self._source.id, self._source.title
            batch = Batch(
                id_, title, in_order(items), restated=restated, closes=False, dry_run=self._dry_run, **more
            )  # fmt: skip
        return self._store.append(batch, self._clock())

    # --- problems -----------------------------------------------------------------------------------------------------

    def _boundary(self, place: str) -> Boundary:
        return Boundary(place, self._note)

    def _note(self, problem: str) -> None:
        """Note what is wrong; the same of two places is reported once, and keeps both from counting as whole."""
        self._problems[on_one_line(problem)] = None
        self._wrong += 1

    # --- the end ------------------------------------------------------------------------------------------------------

    def close(self) -> FeedReport:
        """Record how the run went."""
        if not self._closed and (not self._source.is_file or self._closes_file()):
            self._store.append(self.closing(), self._clock())
        return self.report()

    def _closes_file(self) -> bool:
        """Return whether a file is the first that the ledger has of its source, or moves the day that it covers."""
        new = self._before is None or self._before.last_closed is None
        return self._totals != Appended(0, 0, 0, 0) and (new or self._source.through is not None)

    def closing(self) -> Batch:
        """Return what :meth:`close` records, for a caller who records it with that of other sources."""
        source, before, last = self._source, self._before, self._last
        day = source.through or (dates.day_of(self._began, source.zone) if not source.is_file else None)
        through = day.isoformat() if day is not None else None
        if self._problems:
            through = before.checked_through if before is not None else None
        failures = (before.failures if before is not None else 0) + 1 if self.failed else 0
        return Batch(
            source.id, source.title, (), digest=last.digest, validators=last.validators if not self._problems else "",
            count=last.count, checked_through=through, problem=summary(self._problems),
            next_poll_at=self._next_poll_at(failures), dry_run=self._dry_run,
        )  # fmt: skip

    def _next_poll_at(self, failures: int) -> Tick | None:
        if self._source.is_file:
            return self._before.next_poll_at if self._before is not None else None
        return next_poll_at(self._source.every, self._began, failures, self._heard.wait)

    def report(self) -> FeedReport:
        """Return what came of the run."""
        source, done = self._source, self._totals
        return FeedReport(
            source.id, source.title, **self._counts, new=done.new, revised=done.revised, withdrawn=done.withdrawn,
            unchanged=done.unchanged, problems=tuple(map(self._named, self._problems)), dry_run=self._dry_run,
        )  # fmt: skip

    def _named(self, problem: str) -> str:
        """Return a problem with its source: one of the whole source needs no place, others begin with one."""
        return f"{self._source.id}{':' if problem.startswith('found ') else ''} {problem}"


def _of_kind(kind: type[_T], found: object, method: str) -> _T:
    """Return what a method of a source gave; raise InputError for anything else: it is never taken for nothing new."""
    if not isinstance(found, kind):
        raise InputError(f"found {kind_in_words(found)} from {method}(); expected {kind.__name__}")
    return found


def _items(compiled: Sequence[Recordable]) -> list[Item]:
    return [item for each in compiled for item in each.items]


def _restated(compiled: Sequence[Recordable]) -> list[str]:
    return [beginning for each in compiled for beginning in each.restated]


def next_poll_at(every: int, now: Tick, failures: int, wait: float = 0) -> Tick | None:
    """Return when a source is polled next: after its interval, doubled for each failure in a row.

    Args:
        every: the interval in seconds; 0 for a source that is not polled by itself.
        now: when it was polled.
        failures: how often in a row it failed.
        wait: seconds for which its server asked to be left alone: it is, within reason.
    """
    asked = math.ceil(min(wait, LONGEST_WAIT))
    if not every and not asked:
        return None
    interval = every if not failures else min(max(every, LONGEST_BACKOFF), every * 2 ** min(failures, 10))
    return now + max(interval, asked) * SECOND


def summary(problems: Collection[str]) -> str | None:
    """Return the first problem and how many more there are; None if there are none."""
    if not problems:
        return None
    first = next(iter(problems))
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{first if len(first) <= _LONGEST_PROBLEM else first[: _LONGEST_PROBLEM - 1] + '…'}{more}"
