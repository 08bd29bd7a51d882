"""regulations.gov as a source: what was changed there since it was last read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE
from regtrack.errors import InputError
from regtrack.http.fetch import Fetched, UnreadableError
from regtrack.sources.json_fields import read_table
from regtrack.sources.regulations_gov.document import PostedDocument, ResultPage, read_page
from regtrack.sources.regulations_gov.events import (
    LedgerRegulations,
    compile_documents,
    grouped,
    prefix_of,
)
from regtrack.sources.source import FileContext, Parsed, Portion, Recordable, RunContext, Source
from regtrack.sources.windows import FIRST_RUN_DAYS, Past

API = "https://api.regulations.gov/v4"
KEY = "REGTRACK_REGULATIONS_GOV_KEY"
"""The variable that holds a key of api.data.gov; DEMO_KEY is good for a few requests an hour."""
_PAGE, _PAGES = 250, 20
"""The API gives 20 pages of 250 documents for one question, and then wants a later day in it."""


class RegulationsGov(Source[ResultPage, Sequence[PostedDocument]]):
    """What was changed on regulations.gov since a day; each page of the answer is a portion.

    Args:
        context: what it works with; the feed's address is the API's.
        agencies: only documents that these posted, by their abbreviations there, such as ``BIS``.
        key: of api.data.gov; None for ``$REGTRACK_REGULATIONS_GOV_KEY``.
    """

    def __init__(self, context: RunContext, agencies: Sequence[str] = (), key: str | None = None) -> None:
        self.id, self.title, self.every = context.feed.id, context.feed.title, context.feed.every
        self._context, self._agencies, self._key = context, tuple(agencies), key or os.environ.get(KEY)
        self._register = LedgerRegulations(context.store)
        self._page: ResultPage | None = None

    def portions(self, past: Past) -> Iterator[Portion]:
        """Yield pages; after as many as the API gives, it is asked again from the last change on."""
        first = self._context.asked.since or past.checked_through or dates.add_days(past.today, -FIRST_RUN_DAYS)
        since, number = f"{first} 00:00:00", 1
        while True:
            self._page = None
            yield Portion(since=dates.to_date(first), until=past.today, of=self._address(since, number))
            page: ResultPage | None = self._page  # as :meth:`parse` left it
            if page is None or not page.more or not page.documents:
                return
            number += 1
            if number > _PAGES:
                last = dates.local(page.documents[-1].modified, FEDERAL_ZONE).strftime("%Y-%m-%d %H:%M:%S")
                if last == since:
                    wanted = f"at most {_PAGE * _PAGES:,}: those that follow cannot be asked for"
                    raise InputError(f"found more documents changed at {last}; expected {wanted}")
                since, number = last, 1

    def fetch(self, portion: Portion) -> ResultPage:
        if self._key is None:
            raise InputError(f"found no key; expected one of api.data.gov in ${KEY}")
        return self._context.fetcher.read(str(portion.of), _read, headers={"X-Api-Key": self._key})

    def parse(self, portion: Portion, page: ResultPage) -> Parsed[Sequence[PostedDocument]]:
        self._page = page
        return parsed(page)

    def compile(self, record: Sequence[PostedDocument]) -> Recordable:
        return compiled(record, self._register)

    def _address(self, since: str, number: int) -> str:
        """Return a page's address: changes are asked for by the clock in Washington, although they are given in UTC."""
        asked = {"filter[lastModifiedDate][ge]": since, "sort": "lastModifiedDate", "page[size]": _PAGE,
                 "page[number]": number}  # fmt: skip
        agencies = {"filter[agencyId]": ",".join(self._agencies)} if self._agencies else {}
        return f"{self._context.feed.url.rstrip('/')}/documents?{urlencode({**asked, **agencies})}"


class PageFile(Source[ResultPage, Sequence[PostedDocument]]):
    """Answers of the API on disk: a page, or a list of pages."""

    id, title, is_file = "us-regulations-gov", "Regulations.gov", True

    def __init__(self, context: FileContext) -> None:
        self._context, self._register = context, LedgerRegulations(context.store)

    def portions(self, past: Past) -> list[Portion]:
        try:
            found = json.loads(self._context.data)
        except (ValueError, RecursionError) as error:
            raise InputError(f"found no JSON ({str(error)[:60]}); expected an answer of regulations.gov") from error
        pages = found if isinstance(found, list) else [found]
        return [Portion(f"page {number}" if len(pages) > 1 else "", of=page) for number, page in enumerate(pages, 1)]

    def fetch(self, portion: Portion) -> ResultPage:
        return read_page(portion.of)

    def parse(self, portion: Portion, page: ResultPage) -> Parsed[Sequence[PostedDocument]]:
        return parsed(page)

    def compile(self, record: Sequence[PostedDocument]) -> Recordable:
        return compiled(record, self._register)


def parsed(page: ResultPage) -> Parsed[Sequence[PostedDocument]]:
    """Return the documents of a page: those that are one document of the Federal Register are one record."""
    groups = grouped(page.documents).values()
    return Parsed(
        [(group[0].id, group) for group in groups], problems=[str(fault) for fault in page.faults],
        whole=bool(page.documents) or not page.faults, documents=len(page.documents),
    )  # fmt: skip


def compiled(documents: Sequence[PostedDocument], register: LedgerRegulations) -> Recordable:
    """Return what to record of documents that are one document of the Federal Register."""
    items = compile_documents(documents, register)
    return Recordable([*items, *register.joined(documents, items)], [prefix_of(documents)])


def _read(fetched: Fetched) -> ResultPage:
    table = read_table(fetched)
    if not isinstance(table.get("data"), list):
        raise UnreadableError("an answer without documents", "a list of documents")
    return read_page(table)
