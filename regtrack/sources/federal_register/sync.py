"""The Federal Register into the ledger: day by day, each day wholly or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Tick
from regtrack.errors import Fault, InputError, RegtrackError, StoreError, in_words
from regtrack.http.fetch import FetchError, Heard
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.when import When
from regtrack.sources.federal_register.agencies import slug_of
from regtrack.sources.federal_register.client import FederalRegister, Progress
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from regtrack.sources.federal_register.filings import compile_filing
from regtrack.sources.federal_register.identity import SOURCE, key_of
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.listings import read_filing, read_item
from regtrack.sources.federal_register.metadata import read_metadata
from regtrack.sources.federal_register.partition import Table
from regtrack.sources.federal_register.query import TYPES, Query, read_queries
from regtrack.sources.federal_register.shortfall import Shortfall
from regtrack.sources.federal_register.xml import read_document_xml
from regtrack.sources.feeds.sync import SECOND, patience
from regtrack.sources.problems import UNFORESEEN, summary
from regtrack.sources.reports import FeedReport, SyncProgress
from regtrack.store import Appended, Batch, Portion, SourceStatus, Store

FIRST_RUN_DAYS = 30
"""How far back a feed is read that was never read before and for which no day is named."""
REFETCH_DAYS = 7
"""How many days before the last one are read again each time: the Register's data are corrected after publication."""
SETTLED_DAYS = 30
"""A day that was read whole this long after it is not read again unless asked for."""
_RESUMED_HOURS = 6
"""What an interrupted run has read is not read again for so long."""
_HOUR: Tick = 3_600_000_000
_FULL_TEXT = {
    "rules": frozenset({DocumentType.RULE, DocumentType.CORRECTION}),
    "all": frozenset(DocumentType),
    "none": frozenset[DocumentType](),
}
_RSS_DAYS = 30

Item = Document | Instrument | Event


@attrs.frozen
class Request:
    """What of the Federal Register is asked for.

    Attributes:
        since: the first day; None: a week before the last day that was read, or 30 days ago if none was.
        until: the last day; None: today in Washington, with what is on public inspection.
        agencies: slugs or short names.
        cfr: parts such as ``15:730-774``.
        types: ``RULE``, ``PRORULE``, ``NOTICE``, ``PRESDOCU``.
        term: words to search for.
        again: read also what was read whole already.
        full_text: of which documents the full text is read, for instructions and times of filing: rules, all, none.
        newest: ask the RSS feed only, and then for those of its documents that the ledger does not have.
        rehearsal: record nothing.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    agencies: Sequence[str] = ()
    cfr: Sequence[str] = ()
    types: Sequence[str] = ()
    term: str | None = None
    again: bool = False
    full_text: str = "rules"
    newest: bool = False
    rehearsal: bool = False


def sync_federal_register(
    store: Store,
    client: FederalRegister,
    request: Request,
    *,
    clock: Callable[[], Tick],
    every: int = 0,
    progress: Callable[[SyncProgress], object] | None = None,
) -> FeedReport:
    """Read what was asked for into the ledger; what cannot be read is named in the report, and the rest goes on.

    Each day is recorded in one transaction. A run that was interrupted, at whatever point, goes on with the first day
    that it had not recorded. ``every`` is how often it is read, in seconds: where its server asks to be left alone for
    longer, it is due that much later.

    Raises:
        InputError: a filter cannot be used.
        StoreError: the ledger cannot be written.
    """
    if request.full_text not in _FULL_TEXT:
        raise InputError(f"full text: found {request.full_text!r}; expected {', '.join(_FULL_TEXT)}")
    with client.fetcher.listening() as heard:
        return _Run(store, client, request, clock, progress, heard, every).go()


class _Run:
    """One reading of the feed."""

    def __init__(
        self,
        store: Store,
        client: FederalRegister,
        request: Request,
        clock: Callable[[], Tick],
        progress: Callable[[SyncProgress], object] | None,
        heard: Heard,
        every: int,
    ) -> None:
        self._heard, self._every = heard, every
        self._store, self._client, self._request, self._clock, self._progress = store, client, request, clock, progress
        agencies = tuple(map(slug_of, request.agencies))
        self._queries = read_queries(agencies, request.cfr, request.types, request.term)
        self._agencies = agencies
        self.source, self.title = _source(self._queries)
        self._register = LedgerRegister(store)
        self._tables: list[Table] = []
        self._totals = Appended(0, 0, 0, 0)
        self._documents = self._days_read = self._days_skipped = 0
        self._filings: int | None = None
        self._problems: dict[str, None] = {}
        self._wrong = 0

    def go(self) -> FeedReport:
        now = self._clock()
        today = dates.day_of(now, FEDERAL_ZONE)
        status = next((each for each in self._store.sources() if each.id == self.source), None)
        portions = self._store.portions(self.source)
        until = self._request.until or today
        since = self._request.since or _default_since(portions, until)
        if since > until:
            raise InputError(f"since: found {since}, after until ({until}); expected a day before it")
        self._following = status.first_recorded if status is not None else now
        if self._request.newest:
            self._wake(since, until)
        else:
            done = set() if self._request.again else _done(portions, status, now)
            self._read_days(since, until, done)
            if self._request.until is None:
                self._read_filings()
        report = FeedReport(
            self.source, self.title, since, until, self._days_read, self._days_skipped, self._documents, self._filings,
            **attrs.asdict(self._totals), problems=tuple(self._problems), rehearsal=self._request.rehearsal,
        )  # fmt: skip
        wait = patience(self._heard.wait)
        due = now + max(self._every, wait) * SECOND if wait else None
        self._append([], closes=True, checked_through=until.isoformat(), problem=summary(report.problems), due=due)
        return report

    # --- days ---------------------------------------------------------------------------------------------------------

    def _read_days(self, since: dt.date, until: dt.date, done: set[str]) -> None:
        request, shortfalls = self._request, list[Shortfall]()
        documents = self._client.documents(
            since, until, agencies=self._agencies, cfr=request.cfr, types=request.types, term=request.term,
            done=done, progress=self._end_of_day, shortfalls=shortfalls,
        )  # fmt: skip
        for table in documents:
            self._tables.append(table)
        if shortfalls and not self._documents and until >= dates.day_of(self._clock(), FEDERAL_ZONE):
            self._wake(since, until)  # the API does not answer; the feed may

    def _end_of_day(self, part: Progress) -> None:
        """All documents of a day have come, or it is known what is missing: record them."""
        wrong = self._wrong
        self._note(part.shortfalls)
        if part.skipped:
            self._days_skipped += 1
        else:
            self._days_read += 1
            items, restated = self._compile(list(self._read(self._tables)))
            portions = [part.partition] if self._wrong == wrong else []
            day = dt.date.fromisoformat(part.partition[:10])
            self._append(items, restated=restated, portions=portions, history=self._is_history(day))
        self._tables.clear()
        if self._progress is not None:
            self._progress(SyncProgress(SOURCE, part.number, part.total, part.partition, self._documents))

    def _is_history(self, day: dt.date) -> bool:
        """Whether nobody followed these documents yet when they were published."""
        return dates.day_close(day, FEDERAL_ZONE) < self._following

    def _read(self, tables: Iterable[Table]) -> Iterator[RegisterDocument]:
        found: list[RegisterDocument] = []
        for table in tables:
            read = read_metadata(table)
            self._fault(read.faults)
            if read.document is not None:
                found.append(read.document)
        with ThreadPoolExecutor(self._client.concurrency, thread_name_prefix="full-text") as pool:
            yield from pool.map(self._with_text, found)

    def _with_text(self, document: RegisterDocument) -> RegisterDocument:
        """A document with what only its full text says, if that is wanted."""
        wanted = document.type in _FULL_TEXT[self._request.full_text]
        if not wanted or document.xml_url is None or document.published_on is None:
            return document
        try:
            data = self._client.full_text_xml(document.xml_url)
        except FetchError as error:
            self._problem(f"{document.number}: full text: found {error.found}; expected {error.expected}")
            return document
        read = read_document_xml(data, published_on=document.published_on, number=document.number)
        self._fault(read.faults)
        text = read.document
        if text is None or text.identity[0] != document.identity[0]:
            return document
        told = {
            name: getattr(document, name) or getattr(text, name) for name in ("dates", "action", "title", "abstract")
        }
        return attrs.evolve(
            document, **told, filed_at=text.filed_at, instructions=text.instructions, sha256=text.sha256
        )

    # --- recording ----------------------------------------------------------------------------------------------------

    def _compile(self, documents: Sequence[RegisterDocument]) -> tuple[list[Item], list[str]]:
        """What is recorded of documents that come together, and the beginnings of keys that this restates."""
        self._register.open_day(documents)
        items: list[Item] = []
        restated: list[str] = []
        for document in documents:
            if self._register.knows_more(document):
                continue  # what its full text said stands until it can be read again
            try:
                compiled = compile_document(document, self._register)
                arrived = list(self._register.arrivals(document))
            except StoreError:
                raise
            except UNFORESEEN as error:
                self._problem(f"{document.number}: cannot be understood: {in_words(error)}")
                continue
            items += [*compiled, *arrived]
            restated.append(f"{key_of(document)}:")
        self._documents += len(documents)
        return in_order(items), restated

    def _append(self, items: Sequence[Item], *, closes: bool = False, **batch: Any) -> None:
        made = Batch(self.source, self.title, items, closes=closes, rehearsal=self._request.rehearsal, **batch)
        done = self._store.append(made, self._clock())
        self._totals = Appended(*(a + b for a, b in zip(attrs.astuple(self._totals), attrs.astuple(done), strict=True)))

    def _note(self, shortfalls: Iterable[Shortfall]) -> None:
        for each in shortfalls:
            self._problem(str(each).removeprefix(f"{SOURCE} "))

    def _fault(self, faults: Iterable[Fault]) -> None:
        for each in faults:
            self._problem(str(each))

    def _problem(self, text: str) -> None:
        """Note what is wrong; the same of two days is told once, and keeps both from counting as whole."""
        self._problems[f"{SOURCE} {text}"] = None
        self._wrong += 1

    # --- public inspection --------------------------------------------------------------------------------------------

    def _read_filings(self) -> None:
        """What is filed and not yet published; it cannot be filtered by CFR part or by words."""
        if self._request.cfr or self._request.term:
            return
        try:
            inspection = self._client.public_inspection()
        except FetchError as error:
            self._problem(f"public inspection: found {error.found}; expected {error.expected}")
            return
        self._note(inspection.shortfalls)
        seen = When.parse(dates.iso_instant(self._clock()))
        items: list[Item] = []
        self._filings = 0
        for table in inspection.documents:
            read = read_filing(table)
            self._note(read.faults)
            filing = read.document
            if filing is None or not self._wants(filing):
                continue
            self._filings += 1
            known = self._register.holds(self._register.own(filing))
            compiled = compile_filing(filing, self._register, seen)
            items += [
                each for each in compiled if not (known and isinstance(each, Instrument)) and not self._is_told(each)
            ]
        self._append(in_order(items))

    def _wants(self, filing: RegisterDocument) -> bool:
        slugs = {agency.slug for agency in filing.agencies}
        types = {TYPES[name] for query in self._queries for name in query.types}
        return (not self._agencies or not slugs.isdisjoint(self._agencies)) and (
            not types or filing.type.value in types
        )

    def _is_told(self, item: Item) -> bool:
        """A filing seen to be taken back was taken back when it was first seen so."""
        return (
            isinstance(item, Event) and item.kind == "withdraw_filing" and item.key in self._store.standing([item.key])
        )

    # --- the feed of newest documents ---------------------------------------------------------------------------------

    def _wake(self, since: dt.date, until: dt.date) -> None:
        """Ask the RSS feed what is new, and the API for that; what it does not give is recorded as the feed has it."""
        documents: dict[tuple[str, object], RegisterDocument] = {}
        for query in self._queries:
            try:
                feed = self._client.rss(query.feed_address(self._client.api))
            except FetchError as error:
                self._problem(f"rss: found {error.found}; expected {error.expected}")
                continue
            self._note(feed.shortfalls)
            for item in feed.items:
                document = read_item(item)
                if since <= item.published_on <= until and not self._register.has_read(document):
                    documents[document.identity] = self._by_number(document, item.published_on)
        items, restated = self._compile(list(documents.values()))
        self._append(items, restated=restated)

    def _by_number(self, seen: RegisterDocument, day: dt.date) -> RegisterDocument:
        try:
            read = read_metadata(self._client.document(seen.number, day))
        except RegtrackError as error:
            self._problem(f"{seen.number}: recorded as the feed has it, since {error}")
            return seen
        self._fault(read.faults)
        return self._with_text(read.document) if read.document is not None else seen


def in_order(items: Iterable[Item]) -> list[Item]:
    """What others point to comes first; the last said of a thing stands."""
    last = {(_rank(item), _name(item)): item for item in items}
    return [item for (_, _), item in sorted(last.items(), key=lambda pair: pair[0][0])]


def _rank(item: Item) -> int:
    if isinstance(item, Event):
        return 3
    return 0 if isinstance(item, Document) else 2 if item.same_as else 1


def _name(item: Item) -> str:
    return item.key if isinstance(item, Event) else item.id


def _source(queries: Sequence[Query]) -> tuple[str, str]:
    """Id and title of what is followed: documents under the same filters are one source."""
    names = sorted(query.partition(dt.date.min).partition(" ")[2] for query in queries)
    filters = "; ".join(filter(None, names))
    return (f"{SOURCE} {filters}", f"Federal Register ({filters})") if filters else (SOURCE, "Federal Register")


def _default_since(portions: dict[str, Portion], until: dt.date) -> dt.date:
    read = [dt.date.fromisoformat(name[:10]) for name in portions]
    if not read:
        return until - dt.timedelta(days=FIRST_RUN_DAYS)
    return min(max(read), until) - dt.timedelta(days=REFETCH_DAYS)


def _done(portions: dict[str, Portion], status: SourceStatus | None, now: Tick) -> set[str]:
    """The parts that need not be read again: settled ones, and those of a run that was interrupted just now."""
    closed = status.last_closed if status is not None else None
    done = set()
    for name, portion in portions.items():
        day = dt.date.fromisoformat(name[:10])
        settled = portion.read >= dates.day_close(day + dt.timedelta(days=SETTLED_DAYS), FEDERAL_ZONE)
        interrupted = (closed is None or portion.read > closed) and now - portion.read < _RESUMED_HOURS * _HOUR
        if settled or interrupted:
            done.add(name)
    return done
