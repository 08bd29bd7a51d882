"""The eCFR into the ledger: which provisions of the parts that are followed have other words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Date, Tick
from regtrack.http.fetch import Fetcher, Heard
from regtrack.model.event import Event
from regtrack.sources.ecfr.client import Ecfr, unusable
from regtrack.sources.ecfr.events import (
    CORRECTIONS,
    Filed,
    compile_correction,
    compile_rows,
    part_of,
    parts_of,
    prefix_of,
)
from regtrack.sources.ecfr.selection import Question, questions
from regtrack.sources.ecfr.titles import Titles
from regtrack.sources.feeds.sync import due_at
from regtrack.sources.lists.sync import in_order
from regtrack.sources.problems import summary
from regtrack.sources.reports import FeedReport, SyncProgress
from regtrack.sources.source import Source
from regtrack.sources.windows import Window, window_of
from regtrack.store import Appended, Batch, Portion, SourceStatus, Store

_FEW, _LOST = 8, 2
"""If at least so many facts of some days are known, and less than half of them come again, they were lost."""
_NOTHING = "no-event-begins-so:"
"""Only a batch that restates something records that a row says again what it said before it said something else."""


def sync_ecfr(
    store: Store,
    fetcher: Fetcher,
    source: Source,
    *,
    clock: Callable[[], Tick],
    since: dt.date | None = None,
    rehearsal: bool = False,
    progress: Callable[[SyncProgress], object] | None = None,
) -> FeedReport:
    """Read what was issued of the parts that a feed follows, and what was corrected in them.

    Each title, or single part, is recorded by itself; what is wrong with one stops no other. A row that is otherwise
    than before becomes a revision, one that is gone was taken back.

    Args:
        store: the ledger.
        fetcher: asks the API.
        source: the feed; its address is the API's, and its ``cfr`` says which parts.
        clock: the present.
        since: the first day of issue; None: a week before the last day that was read, or 30 days ago if none was.
        rehearsal: record nothing.
        progress: called after each title.

    Raises:
        StoreError: the ledger cannot be written.
    """
    with fetcher.listening() as heard:
        return _Run(store, fetcher, source, clock, heard, rehearsal=rehearsal).go(since, progress)


class _Run:
    """One reading."""

    def __init__(
        self, store: Store, fetcher: Fetcher, source: Source, clock: Callable[[], Tick], heard: Heard, *,
        rehearsal: bool,
    ) -> None:  # fmt: skip
        self._heard = heard
        self._store, self._source, self._clock, self._rehearsal = store, source, clock, rehearsal
        self._api = Ecfr(fetcher, source.url)
        self._problems: dict[str, None] = {}
        self._totals = Appended(0, 0, 0, 0)
        self._documents = 0

    def go(self, since: dt.date | None, progress: Callable[[SyncProgress], object] | None) -> FeedReport:
        source, now, asked = self._source, self._clock(), questions(self._source.cfr)
        before = next((each for each in self._store.sources() if each.id == source.id), None)
        read = self._store.portions(source.id)
        titles, problems = self._api.titles()
        self._note(problems)
        windows: list[Window] = []
        for done, (number, of_title) in enumerate(asked.items(), 1):
            last = self._last_day(number, titles)
            if last is not None:
                windows += self._read_title(number, of_title, last, since, read, before, now)
            if progress is not None:
                progress(SyncProgress(source.id, done, len(asked), f"{number} CFR", self._documents))
        failures = (before.failures if before is not None else 0) + 1 if self._problems else 0
        through = min(window.last for window in windows).isoformat() if windows and not self._problems else None
        if through is None and before is not None:
            through = before.checked_through
        self._append(
            [], closes=True, checked_through=through, problem=summary(self._problems),
            due=due_at(source, now, failures, self._heard.wait),
        )  # fmt: skip
        return FeedReport(
            source.id, source.title, min((each.first for each in windows), default=None),
            max((each.last for each in windows), default=None), documents=self._documents,
            **attrs.asdict(self._totals), problems=tuple(self._problems), rehearsal=self._rehearsal,
        )  # fmt: skip

    def _last_day(self, number: int, titles: Titles | None) -> Date | None:
        """The last day for which a title can be asked; None, and a problem, if it cannot be asked for now."""
        if titles is None:
            return None
        title = titles.titles.get(number)
        if title is None:
            self._note([f"{number} CFR: found no such title; expected one of those that the eCFR lists"])
            return None
        reason = unusable(title)
        if reason is not None:
            self._note([f"{number} CFR: {reason}"])
        return title.up_to if reason is None else None

    # --- reading ------------------------------------------------------------------------------------------------------

    def _read_title(
        self, number: int, of_title: Sequence[Question], last: Date, since: dt.date | None,
        read: dict[str, Portion], before: SourceStatus | None, now: Tick,
    ) -> list[Window]:  # fmt: skip
        windows = []
        whole = Question(number, tuple(choice for each in of_title for choice in each.choices))
        asked = [(each.name, each, self._versions) for each in of_title]
        asked.append((f"corrections of {whole.name}", whole, self._corrections))
        for name, question, ask in asked:
            window = window_of(name, last, since, read, before, now)
            windows.append(window)
            if not window.done:
                ask(question, window)
        return windows

    def _versions(self, question: Question, window: Window) -> None:
        """What was issued since a day."""
        got = self._api.versions(question, window.first)
        rows = [row for row in got.rows if question.holds(row.part) and row.issued_on <= window.last]
        known = self._known(question, prefix_of(question.title, question.part))
        earlier = {key: day for key, day in known.items() if day < window.first}
        self._documents += len(rows)
        self._record(window, compile_rows(rows, earlier), known.keys() - earlier.keys(), got.problems)

    def _corrections(self, question: Question, window: Window) -> None:
        """What was corrected since a day, and what the ledger has of earlier corrections as it is told now."""
        got = self._api.corrections(question)
        known = self._known(question, CORRECTIONS)
        ids = {key.removeprefix(CORRECTIONS).partition(":")[0] for key in known}
        filed = [
            compile_correction(each, parts)
            for each in got.rows
            if (each.corrected_on >= window.first or str(each.id) in ids)
            and (parts := tuple(filter(question.holds, parts_of(each))))
        ]
        self._documents += len(filed)
        self._record(window, filed, known.keys(), got.problems)

    def _known(self, question: Question, beginning: str) -> dict[str, Date]:
        """The facts that stand in the ledger: key -> the day on which each could first be known."""
        found: dict[str, Date] = {}
        for _, postings in self._store.postings(self._store.targets_of(beginning)):
            for posting in sorted(postings, key=lambda each: each.seq):
                if posting.key.endswith("#withdrawn"):
                    found.pop(posting.key.removesuffix("#withdrawn"), None)
                elif posting.key.startswith(beginning) and question.holds(part_of(posting.key)):
                    found[posting.key] = dates.day_of(posting.available, FEDERAL_ZONE)
        return found

    # --- recording ----------------------------------------------------------------------------------------------------

    def _record(self, window: Window, filed: Sequence[Filed], known: Iterable[str], problems: Sequence[str]) -> None:
        """Record what came. Of what came whole, facts that were known and did not come again were taken back."""
        known, problems = set(known), list(problems)
        gone = known - {item.key for each in filed for item in each.items if isinstance(item, Event)}
        if not problems and len(known) >= _FEW and len(gone) * _LOST > len(known):
            found = f"found {len(known) - len(gone)} of {len(known)} changes that were there before"
            problems.append(f"{window.name}: {found}; expected about as many")
        self._note(problems)
        history = [item for each in filed if window.is_history(each.on) for item in each.items]
        news = [item for each in filed if not window.is_history(each.on) for item in each.items]
        with self._store.together():
            if history:
                self._append(history, history=True, restated=[_NOTHING])
            self._append(
                news, restated=[_NOTHING, *(sorted(gone) if not problems else ())],
                portions=[window.portion] if not problems else [],
            )  # fmt: skip

    def _append(self, items: Sequence[Any], *, closes: bool = False, **batch: Any) -> None:
        source = self._source
        made = Batch(source.id, source.title, in_order([*items]), closes=closes, rehearsal=self._rehearsal, **batch)
        done = self._store.append(made, self._clock())
        self._totals = Appended(*(a + b for a, b in zip(attrs.astuple(self._totals), attrs.astuple(done), strict=True)))

    def _note(self, problems: Iterable[str]) -> None:
        self._problems.update(dict.fromkeys(f"{self._source.id} {each}" for each in problems))
