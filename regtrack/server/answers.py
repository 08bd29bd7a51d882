"""Answers as bytes: the same question to the same ledger on the same day is the same bytes, and answered once."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlencode

import attrs

from regtrack import __version__, dates
from regtrack.dates import Tick
from regtrack.errors import InputError
from regtrack.mcp_server.paging import PageStart, print_of, read_cursor, write_cursor
from regtrack.report.untrusted import json_of
from regtrack.server import questions
from regtrack.server.questions import Given, Table
from regtrack.store import Latest, Store
from regtrack.tracker import Tracker

CACHED_BYTES = 64 * 2**20
"""So many bytes of answers are kept."""


class AskedQuestion(NamedTuple):
    """A question as somebody asked it.

    Attributes:
        name: of the question.
        form: ``json`` or one of its other formats.
        given: what was asked.
        address: under which calendars and feeds find it again, without its query.
    """

    name: str
    form: str
    given: Given
    address: str = ""

    @property
    def print(self) -> str:
        """What distinguishes the question from others, however long a page of it is wanted."""
        return print_of(self.name, questions.asked_of(self.given))

    @property
    def query(self) -> str:
        """What was asked, as an address has it."""
        return urlencode([(name, value) for name, value in sorted(self.given.items())], doseq=True)


@attrs.frozen
class AnsweredQuestion:
    """An answer as it is sent.

    Attributes:
        body: its bytes.
        etag: names the bytes: of the ledger, the question and the day.
        modified_at: since when it has been the answer.
        onward: the cursor of the next page; None on the last.
    """

    body: bytes
    etag: str
    modified_at: Tick
    onward: str | None = None


class AnswerDesk:
    """Answers questions about one ledger, from any thread.

    Args:
        store: the ledger.
        clock: returns the present moment.
        most: how many bytes of answers are kept.
        readers: for whom; no two desks of a server have the same.
    """

    def __init__(
        self, store: Store, clock: Callable[[], Tick], most: int = CACHED_BYTES, readers: str = "all"
    ) -> None:  # fmt: skip
        self.store, self._readers = store, readers
        self._clock, self._most, self._held = clock, most, 0
        self._kept: OrderedDict[str, AnsweredQuestion] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, name: str, form: str, pairs: list[tuple[str, str]], address: str = "") -> AskedQuestion:
        """Read a question; raises InputError for one that is not understood."""
        question = questions.question_of(name)
        if form != "json" and form not in question.formats:
            raise InputError(f"format: found {form[:20]!r}; expected one of {', '.join(('json', *question.formats))}")
        asked = AskedQuestion(name, form, question.read(pairs), address)
        for only in ("limit", "cursor", "fields"):
            if only in asked.given and form != "json":
                raise InputError(f"{only}: found it with the format {form}; expected it with json alone")
        self._place(asked)
        return asked

    def tag(self, asked: AskedQuestion) -> tuple[str, Tick]:
        """Return the name that the answer has now, and since when it has been the answer, without answering."""
        return self._tag(asked, *self._now())

    def kept(self, etag: str) -> AnsweredQuestion | None:
        """Return an answer that was given before, by its name."""
        with self._lock:
            found = self._kept.get(etag)
            if found is not None:
                self._kept.move_to_end(etag)
            return found

    def answer(self, asked: AskedQuestion) -> AnsweredQuestion:
        """Answer from one state of the ledger; raises RegtrackError."""
        with self.store.snapshot():
            settled, at = self._now()
            etag, modified_at = self._tag(asked, settled, at)
            known = self.kept(etag)
            if known is not None:
                return known
            body, onward = self._made(asked, at)
        made = AnsweredQuestion(body, etag, modified_at, onward)
        self._keep(made)
        return made

    def settled(self, moment: Tick) -> Tick:
        """Return a moment to compare with: of one that has come, no later than since when answers are the same."""
        return moment if moment > self._clock() else min(moment, self._now()[1])

    def tracker(self, at: Tick | None = None) -> Tracker:
        """Return the ledger to be asked at a moment; by default the last at which an answer became another one."""
        moment = dates.instant_of(self._now()[1] if at is None else at)
        tracker = Tracker(self.store, lambda: moment)
        tracker.live, tracker.present = True, lambda: dates.instant_of(self._clock())
        return tracker

    def names(self, ids: Sequence[str]) -> dict[str, str]:
        """Return what instruments are called, by their ids."""
        found = self.store.instruments(self.store.numbers(ids).values()) if ids else {}
        return {each.id: each.name for each in found.values()}

    # --- inside -----------------------------------------------------------------------------------------------------

    def _now(self) -> tuple[Latest, Tick]:
        """Return what the ledger rests on, and the moment to answer for: the answer is the same since then."""
        now = self._clock()
        with self.store.snapshot():  # which tells a ledger that is gone from one with nothing new
            settled = self.store.latest(now)
        return settled, min(now, max(dates.day_start(dates.day_of(now)), settled.at))

    def _tag(self, asked: AskedQuestion, settled: Latest, at: Tick) -> tuple[str, Tick]:
        parts = (__version__, self._readers, settled.entry, at, asked.name, asked.form, asked.query, asked.address)
        return sha256(json.dumps(parts).encode()).hexdigest()[:32], at

    def _place(self, asked: AskedQuestion) -> PageStart:
        place = read_cursor(asked.given.get("cursor"), asked.print)
        if place.asked is not None:
            dates.parse_instant(place.asked)
        return place

    def _made(self, asked: AskedQuestion, at: Tick) -> tuple[bytes, str | None]:
        question, place = questions.question_of(asked.name), self._place(asked)
        if place.asked is not None:
            at = min(at, dates.parse_instant(place.asked))
        given = questions.asked_of(asked.given)
        limit = asked.given.get("limit")
        if limit is not None and asked.name == "search":
            given[questions.REACH] = place.start + limit
        answer = question.ask(self.tracker(at), given)
        if asked.form != "json":
            address = f"{asked.address}?{asked.query}" if asked.query else asked.address
            return questions.written(asked.name, answer, asked.form, asked.given, address), None
        table, more = _page(question.table(answer), question.lists, place.start, limit)
        onward = (
            write_cursor(PageStart(place.start + (limit or 0), dates.iso_instant(at)), asked.print) if more else None
        )
        return json_of(_chosen(table, asked.given.get("fields"))).encode(), onward

    def _keep(self, made: AnsweredQuestion) -> None:
        with self._lock:
            before = self._kept.pop(made.etag, None)
            self._held += len(made.body) - (len(before.body) if before is not None else 0)
            self._kept[made.etag] = made
            while self._held > self._most and self._kept:
                self._held -= len(self._kept.popitem(last=False)[1].body)


def _page(table: Table, lists: tuple[str, ...], start: int, limit: int | None) -> tuple[Table, bool]:
    """Return a table with a page of each list, and whether any of them goes on."""
    if limit is None and not start:
        return table, False
    end = None if limit is None else start + limit
    more = (end is not None and any(len(table[name]) > end for name in lists)) or (limit and table.get("more", False))
    return {name: value[start:end] if name in lists else value for name, value in table.items()}, bool(limit and more)


def _chosen(table: Table, fields: str | None) -> Table:
    """Return only some keys of a table, and its schema."""
    if fields is None:
        return table
    wanted = [each.strip() for each in fields.split(",")]
    for name in wanted:
        if name not in table:
            raise InputError(f"fields: found {name[:40]!r}; expected some of {', '.join(table)}")
    return {name: value for name, value in table.items() if name in ("schema", *wanted)}
