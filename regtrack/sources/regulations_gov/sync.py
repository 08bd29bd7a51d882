"""regulations.gov into the ledger: what was changed there since it was last read."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Tick
from regtrack.http.fetch import Fetched, Fetcher, FetchError, UnreadableError
from regtrack.model.event import Event
from regtrack.model.instrument import normalise
from regtrack.sources.federal_register.identity import numbered_id
from regtrack.sources.feeds.sync import due_at
from regtrack.sources.lists.sync import in_order
from regtrack.sources.regulations_gov.document import Page, PostedDocument, read_page
from regtrack.sources.regulations_gov.events import (
    DEADLINES,
    SOURCE,
    Item,
    compile_documents,
    grouped,
    own_id,
    prefix_of,
)
from regtrack.sources.reports import FeedReport
from regtrack.sources.source import Source
from regtrack.store import Batch, SourceStatus, Store

API = "https://api.regulations.gov/v4"
KEY = "REGTRACK_REGULATIONS_GOV_KEY"
"""The variable that holds a key of api.data.gov; DEMO_KEY is good for a few requests an hour."""
FIRST_RUN_DAYS = 30
_PAGE, _PAGES = 250, 20
"""The API gives 20 pages of 250 documents for one question, and then wants a later day in it."""
_OWN = f"us/{SOURCE}/"
_PADDED = 5
"""How many digits the number of a document has since 2010, with zeros in front."""


class LedgerRegulations:
    """What a ledger knows of documents of the Federal Register and of their comment periods."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def numbered(self, number: str) -> str | None:
        """The id of the document with this number; None if there is none, or more than one."""
        head, _, tail = number.rpartition("-")
        names = (number, f"{head}-{tail.zfill(_PADDED)}", numbered_id(number, None))
        found = {id_ for name in names for id_ in self._store.find(normalise(name)).values()}
        fitting = [id_ for id_ in found if not id_.startswith(_OWN)]
        return fitting[0] if len(fitting) == 1 else None

    def deadlines(self, target: str) -> Sequence[Event]:
        """What was recorded of the comment periods of an instrument, in the order in which it could be known."""
        numbers = self._store.numbers([target]).values()
        keys = {posting.key for _, postings in self._store.postings(numbers) for posting in postings}
        found = [each for each in self._store.standing(keys).values() if each.kind in DEADLINES]
        return sorted(found, key=lambda each: (each.available_at(FEDERAL_ZONE), each.key))

    def joined(self, documents: Sequence[PostedDocument], items: Sequence[Item]) -> Iterator[Item]:
        """The stand-in of a document that the ledger got to know meanwhile, as the same as it."""
        stand_in = own_id(documents)
        targets = {each.target for each in items if isinstance(each, Event)}
        if stand_in.startswith(_OWN) and targets and stand_in not in targets:
            for item in self._store.instruments(self._store.numbers([stand_in]).values()).values():
                if item.same_as is None:
                    yield attrs.evolve(item, same_as=next(iter(targets)))


def understood(documents: Sequence[PostedDocument], register: LedgerRegulations) -> tuple[list[Item], list[str]]:
    """What is to be recorded of documents, and the beginnings of keys about which it is all there is to say."""
    items: list[Item] = []
    restated: list[str] = []
    for group in grouped(documents).values():
        compiled = compile_documents(group, register)
        items += [*compiled, *register.joined(group, compiled)]
        restated.append(prefix_of(group))
    return in_order(items), restated


def sync_regulations_gov(
    store: Store,
    fetcher: Fetcher,
    source: Source,
    *,
    clock: Callable[[], Tick],
    since: dt.date | None = None,
    agencies: Sequence[str] = (),
    key: str | None = None,
    rehearsal: bool = False,
) -> FeedReport:
    """Read what was changed on regulations.gov since a day; each page of the answer is recorded by itself.

    Args:
        store: the ledger.
        fetcher: asks the API.
        source: the feed; its address is the API's.
        clock: the present.
        since: the first day; None: the day on which it was last read whole, or 30 days ago.
        agencies: only documents that these posted, by their abbreviations there, such as ``BIS``.
        key: of api.data.gov; None for ``$REGTRACK_REGULATIONS_GOV_KEY``.
        rehearsal: record nothing.

    Raises:
        StoreError: the ledger cannot be written.
    """
    return _Run(store, fetcher, source, clock, agencies, key or os.environ.get(KEY), rehearsal=rehearsal).go(since)


class _Run:
    """One reading."""

    def __init__(
        self, store: Store, fetcher: Fetcher, source: Source, clock: Callable[[], Tick], agencies: Sequence[str],
        key: str | None, *, rehearsal: bool,
    ) -> None:  # fmt: skip
        self._store, self._fetcher, self._source, self._clock, self._key = store, fetcher, source, clock, key
        self._agencies, self._rehearsal = tuple(agencies), rehearsal
        self._problems: dict[str, None] = {}
        self._register = LedgerRegulations(store)
        self._counts = [0, 0, 0, 0]
        self._documents = 0

    def go(self, since: dt.date | None) -> FeedReport:
        source, now = self._source, self._clock()
        today = dates.day_of(now, FEDERAL_ZONE)
        before = next((each for each in self._store.sources() if each.id == source.id), None)
        first = since or _default_since(before, today)
        asked = 0.0
        if self._key is None:
            self._problems[f"{source.id}: found no key; expected one of api.data.gov in ${KEY}"] = None
        else:
            with self._fetcher.listening() as heard:
                for page in self._pages(first):
                    self._problems.update(dict.fromkeys(f"{source.id}: {fault}" for fault in page.faults))
                    self._documents += len(page.documents)
                    items, restated = understood(page.documents, self._register)
                    self._append(items, restated=restated, closes=False)
            asked = heard.wait
        problems = tuple(self._problems)
        failures = (before.failures if before is not None else 0) + 1 if problems else 0
        through = today.isoformat() if not problems else before.checked_through if before is not None else None
        self._append([], checked_through=through, problem=problems[0] if problems else None,
                     due=due_at(source, now, failures, asked))  # fmt: skip
        new, revised, withdrawn, unchanged = self._counts
        return FeedReport(
            source.id, source.title, first, today, documents=self._documents, new=new, revised=revised,
            withdrawn=withdrawn, unchanged=unchanged, problems=problems, rehearsal=self._rehearsal,
        )  # fmt: skip

    def _append(self, items: Sequence[Item], **batch: Any) -> None:
        made = Batch(self._source.id, self._source.title, items, rehearsal=self._rehearsal, **batch)
        done = self._store.append(made, self._clock())
        self._counts = [a + b for a, b in zip(self._counts, attrs.astuple(done), strict=True)]

    def _pages(self, first: dt.date) -> Iterator[Page]:
        """Pages of the answer; after as many as the API gives, it is asked again from the last change on."""
        since, number = f"{first} 00:00:00", 1
        while True:
            try:
                page = self._fetcher.read(self._address(since, number), _read, headers={"X-Api-Key": self._key or ""})
            except FetchError as error:
                self._problems[f"{self._source.id}: found {error.found}; expected {error.expected}"] = None
                return
            yield page
            if not page.more or not page.documents:
                return
            number += 1
            if number > _PAGES:
                last = dates.local(page.documents[-1].modified, FEDERAL_ZONE).strftime("%Y-%m-%d %H:%M:%S")
                if last == since:
                    wanted = f"at most {_PAGE * _PAGES:,}: those that follow cannot be asked for"
                    self._problems[f"{self._source.id}: found more documents changed at {last}; expected {wanted}"] = (
                        None
                    )
                    return
                since, number = last, 1

    def _address(self, since: str, number: int) -> str:
        """Changes are asked for by the clock in Washington, although they are given in UTC."""
        asked = {"filter[lastModifiedDate][ge]": since, "sort": "lastModifiedDate", "page[size]": _PAGE,
                 "page[number]": number}  # fmt: skip
        agencies = {"filter[agencyId]": ",".join(self._agencies)} if self._agencies else {}
        return f"{self._source.url.rstrip('/')}/documents?{urlencode({**asked, **agencies})}"


def _read(fetched: Fetched) -> Page:
    try:
        table = json.loads(fetched.body)
    except ValueError as error:
        raise UnreadableError("an answer that is no JSON", "documents as JSON") from error
    page = read_page(table)
    if (
        page.faults
        and not page.documents
        and not isinstance(table.get("data") if isinstance(table, dict) else None, list)
    ):
        raise UnreadableError("an answer without documents", "a list of documents")
    return page


def _default_since(before: SourceStatus | None, today: dt.date) -> dt.date:
    if before is not None and before.checked_through:
        return dates.parse_date(before.checked_through)
    return dates.add_days(today, -FIRST_RUN_DAYS)
