"""The Federal Register as a source: day by day, what is on public inspection, and its feed of newest documents."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, iso_instant, tick_of
from regtrack.errors import InputError, RegtrackError
from regtrack.http.fetch import FetchError
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.federal_register._events.instruments import instrument_of
from regtrack.sources.federal_register.acts import classify
from regtrack.sources.federal_register.client import API, FederalRegister
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument, slug_of
from regtrack.sources.federal_register.events import compile_document
from regtrack.sources.federal_register.identity import SOURCE, filing_key, key_of
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.metadata import read_filing, read_metadata
from regtrack.sources.federal_register.partition import Table, identity
from regtrack.sources.federal_register.query import TYPES, Query, days, read_queries
from regtrack.sources.federal_register.xml import read_document_xml
from regtrack.sources.json_fields import Got
from regtrack.sources.run import Boundary
from regtrack.sources.source import Parsed, Portion, Recordable, RunContext, Source
from regtrack.sources.windows import Past
from regtrack.store import Item, Store

_FULL_TEXT = {
    "rules": frozenset({DocumentType.RULE, DocumentType.CORRECTION}),
    "all": frozenset(DocumentType),
    "none": frozenset[DocumentType](),
}
_ALSO_IN_TEXT = ("dates", "action", "title", "abstract")  # what the API has too, or else the full text may
_NEWEST, _INSPECTION = "newest documents", "public inspection"

DayTables = Got[Table]
Records = Parsed[RegisterDocument]


class RegisterSource(Source[DayTables, RegisterDocument]):
    """What the Federal Register published, day by day; then what is filed and not published yet.

    Documents under the same filters are one source. Where the API does not answer, its feed of newest documents may.

    Args:
        context: what it works with.

    Raises:
        InputError: a filter cannot be used.
    """

    def __init__(self, context: RunContext) -> None:
        asked = context.asked
        if asked.full_text not in _FULL_TEXT:
            raise InputError(f"full text: found {asked.full_text!r}; expected {', '.join(_FULL_TEXT)}")
        until = asked.until or dates.day_of(context.clock(), FEDERAL_ZONE)
        if asked.since is not None and asked.since > until:
            raise InputError(f"since: found {asked.since}, after until ({until}); expected a day before it")
        api = asked.api or os.environ.get("REGTRACK_FEDERAL_REGISTER") or API
        self._client = FederalRegister(context.fetcher, api=api)
        self._agencies = tuple(map(slug_of, asked.agencies))
        self._queries = read_queries(self._agencies, asked.cfr, asked.types, asked.term)
        filters = _filters(self._queries)
        self.id = f"{SOURCE} {filters}" if filters else SOURCE
        self.title = f"Federal Register ({filters})" if filters else "Federal Register"
        self.every = 0 if filters else context.feed.every
        self.concurrency = self._client.concurrency
        self._context, self._asked = context, asked
        self._compiler = Compiler(context.store)
        self._given: dict[tuple[str, str], Table] = {}
        self._day: dt.date | None = None
        self._came, self._missing = 0, False

    # --- what is asked ------------------------------------------------------------------------------------------------

    def portions(self, past: Past) -> list[Portion]:
        until = dates.to_date(self._asked.until or past.today)
        read = [dt.date.fromisoformat(key[:10]) for key in past.portions]
        since = dates.to_date(
            self._asked.since or past.first_day(until, min(max(read), until) if read else None)
        )  # fmt: skip
        self.through, self._compiler.following = until, past.following
        newest = Portion(_NEWEST, since=since, until=until)
        if self._asked.newest:
            return [newest]
        found = [self._of_day(day, query, past) for day in days(since, until) for query in self._queries]
        found += [newest] if until >= past.today else []
        return [*found, Portion(_INSPECTION)] if self._asked.until is None and self._sees_filings() else found

    def _of_day(self, day: dt.date, query: Query, past: Past) -> Portion:
        key, on = query.partition(day), dates.to_date(day)
        done = not self._asked.again and (past.is_final(key, day) or past.resumes(key))
        return Portion(key, key, on, on, daily=True, done=done, of=query)

    def fetch(self, portion: Portion) -> DayTables:
        if isinstance(portion.of, Query) and portion.since is not None:
            return self._client.read_day(portion.of, portion.since)
        return DayTables()  # it takes more than one question, and the ledger

    def parse(self, portion: Portion, raw: DayTables) -> Records:
        if portion.name == _INSPECTION:
            return self._filings()
        if portion.name == _NEWEST:
            return self._newest(portion)
        self._missing |= bool(raw.problems)
        return self._documents(self._fresh(portion, raw.rows), raw.problems)

    def compile(self, record: RegisterDocument) -> Recordable:
        return self._compiler.compile(record)

    # --- days ---------------------------------------------------------------------------------------------------------

    def _fresh(self, portion: Portion, documents: Sequence[Table]) -> list[Table]:
        """Return the documents of a day that did not come under another of its queries."""
        if portion.since != self._day:
            self._day, self._given = portion.since, {}
        fresh = [row for row in documents if self._given.get(identity(row)) != row]
        if len(self._queries) > 1:
            self._given |= {identity(row): row for row in fresh}
        return fresh

    def _documents(self, tables: Iterable[Table], problems: list[str]) -> Records:
        whole = not problems
        found: list[RegisterDocument] = []
        for table in tables:
            with Boundary(str(table.get("document_number"))[:40], problems.append):
                read = read_metadata(table)
                problems += map(str, read.faults)
                found += [read.document] if read.document is not None else []
        with ThreadPoolExecutor(self._client.concurrency, thread_name_prefix="full-text") as pool:
            read_whole = list(pool.map(self._with_text, found))
        found = [document for document, _ in read_whole]
        problems += [each for _, wrong in read_whole for each in wrong]
        self._came += len(found)
        self._compiler.open_day(found)
        return Parsed([(each.number, each) for each in found], problems=problems, whole=whole)

    def _with_text(self, document: RegisterDocument) -> tuple[RegisterDocument, list[str]]:
        """Return a document with what only its full text says, if that is wanted, and what is wrong with the text."""
        wanted = document.type in _FULL_TEXT[self._asked.full_text]
        if not wanted or document.xml_url is None or document.published_on is None:
            return document, []
        try:
            data = self._client.full_text_xml(document.xml_url)
        except FetchError as error:
            return document, [f"{document.number}: full text: {error.problem}"]
        wrong: list[str] = []
        text: RegisterDocument | None = None
        with Boundary(f"{document.number}: full text", wrong.append):
            read = read_document_xml(data, published_on=document.published_on, number=document.number)
            wrong, text = [str(fault) for fault in read.faults], read.document
        if text is None or text.identity[0] != document.identity[0]:
            return document, wrong
        told = {name: getattr(document, name) or getattr(text, name) for name in _ALSO_IN_TEXT}
        return attrs.evolve(
            document, **told, filed_at=text.filed_at, instructions=text.instructions, sha256=text.sha256
        ), wrong  # fmt: skip

    # --- public inspection --------------------------------------------------------------------------------------------

    def _sees_filings(self) -> bool:
        """Return whether filings can be asked for: they cannot be filtered by CFR part or by words."""
        return not self._asked.cfr and not self._asked.term

    def _filings(self) -> Records:
        """Return what is filed and not yet published."""
        inspection = self._client.public_inspection()
        problems = inspection.problems
        seen = When.parse(dates.iso_instant(self._context.clock()))
        items: list[Item] = []
        count = 0
        for table in inspection.rows:
            with Boundary(f"public inspection {str(table.get('document_number'))[:40]}", problems.append):
                read = read_filing(table)
                problems += map(str, read.faults)
                if read.document is not None and self._wants(read.document):
                    count += 1
                    items += list(self._compiler.filing(read.document, seen))
        return Parsed(items=items, problems=problems, filings=count)

    def _wants(self, filing: RegisterDocument) -> bool:
        slugs = {agency.slug for agency in filing.agencies}
        types = {TYPES[name] for query in self._queries for name in query.types}
        return (not self._agencies or not slugs.isdisjoint(self._agencies)) and (
            not types or filing.type.value in types
        )

    # --- the feed of newest documents ---------------------------------------------------------------------------------

    def _newest(self, portion: Portion) -> Records:
        """Return what the feed has and the ledger has not, as the API has it; where that fails, as the feed has it."""
        if not self._asked.newest and (self._came or not self._missing):
            return Parsed()  # the API answers
        assert portion.since is not None
        assert portion.until is not None
        problems: list[str] = []
        documents: dict[tuple[str, object], RegisterDocument] = {}
        for query in self._queries:
            try:
                feed = self._client.newest(query)
            except FetchError as error:
                problems.append(f"rss: {error.problem}")
                continue
            problems += feed.problems
            for document in feed.rows:
                day = document.published_on
                assert day is not None
                if portion.since <= day <= portion.until and not self._compiler.has_read(document):
                    documents[document.identity] = self._by_number(document, day, problems)
        found = list(documents.values())
        self._compiler.open_day(found)
        return Parsed([(each.number, each) for each in found], problems=problems)

    def _by_number(self, seen: RegisterDocument, day: dt.date, problems: list[str]) -> RegisterDocument:
        try:
            read = read_metadata(self._client.document(seen.number, day))
        except RegtrackError as error:
            problems.append(f"{seen.number}: recorded as the feed has it, since {error}")
            return seen
        document, wrong = self._with_text(read.document) if read.document is not None else (seen, [])
        problems += [*map(str, read.faults), *wrong]
        return document


class Compiler:
    """Compiles documents against a ledger.

    Attributes:
        following: since when somebody follows the Register; what was published before is no news.
    """

    def __init__(self, store: Store) -> None:
        self._store, self._register = store, LedgerRegister(store)
        self.following = dates.DAWN
        self.open_day, self.has_read = self._register.open_day, self._register.has_read
        self.published_on = self._register.published_on

    def compile(self, document: RegisterDocument) -> Recordable:
        """Return what to record of a document of the day that is open."""
        if self._register.knows_more(document):
            return Recordable()  # what its full text said stands until it can be read again
        items = [*compile_document(document, self._register), *self._register.arrivals(document)]
        day = document.published_on
        history = day is not None and dates.day_close(day, FEDERAL_ZONE) < self.following
        return Recordable(items, [f"{key_of(document)}:"], history)

    def filing(self, filing: RegisterDocument, seen: When) -> Iterator[Item]:
        """Yield what to record of a filing; ``seen`` is when it was there."""
        known = self._register.holds(self._register.own(filing))
        for item in compile_filing(filing, self._register, seen):
            if not (known and isinstance(item, Instrument)) and not self._is_told(item):
                yield item

    def _is_told(self, item: Item) -> bool:
        """Return whether a filing was seen to be taken back before: it was taken back when it was first seen so."""
        return (
            isinstance(item, Event) and item.kind == "withdraw_filing" and item.key in self._store.standing([item.key])
        )


def _filters(queries: Sequence[Query]) -> str:
    names = sorted(query.partition(dt.date.min).partition(" ")[2] for query in queries)
    return "; ".join(filter(None, names))


def compile_filing(document: RegisterDocument, register: LedgerRegister, seen: When | None = None) -> list[Item]:
    """Return what the ledger records of a filing.

    Args:
        document: read from public inspection; without a day of publication, it was taken back.
        register: what the ledger knows already.
        seen: when it was first seen to be taken back; the Register does not say when it was.
    """
    if document.filed_at is None:
        return []
    key, own = filing_key(document.number), register.own(document)
    filed = When.parse(iso_instant(tick_of(document.filed_at)))
    paper = Document(
        id=key, publisher="Federal Register, public inspection", url=document.html_url, title=document.title or None,
        date=filed, rank=Rank.INSPECTION,
    )  # fmt: skip
    how = "special filing" if document.special else "regular filing"
    planned = f", to be published on {document.published_on}" if document.published_on else ""
    event = partial(Event, target=own, certainty=Certainty.FILED, evidence=(Evidence(key),))
    items: list[Item] = [paper, instrument_of(document, own, classify(document).kind)]
    items.append(event(f"{key}:filed", "file_for_inspection", filed=filed, note=f"A {how}{planned}."))
    if document.published_on is None and seen is not None:
        note = "Seen without a day of publication; the Federal Register does not say when it was taken back."
        items.append(event(f"{key}:withdrawn", "withdraw_filing", available=seen, note=note))
    return items
