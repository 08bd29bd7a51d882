"""The Federal Register's API and feeds: what it published on a day, or one thing of it by name.

>>> with Fetcher() as fetcher:  # doctest: +SKIP
...     register = FederalRegister(fetcher)
...     for table in register.read_day(Query(agencies=("industry-and-security-bureau",)), date(2025, 5, 12)).rows:
...         print(table["document_number"], table["effective_on"])
"""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import quote, urlencode, urlsplit

from regtrack.dates import parse_date
from regtrack.errors import InputError, NotFoundError, json_kind
from regtrack.http.fetch import Fetched, Fetcher, FetchError, UnreadableError, shorten
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.identity import SOURCE
from regtrack.sources.federal_register.partition import PartitionReader, Table, read_envelope
from regtrack.sources.federal_register.query import FIELDS, FILING_FIELDS, Query, document_number, normal_number
from regtrack.sources.feeds.items import FeedEntry, ParsedFeed
from regtrack.sources.feeds.reading import BrokenOffError, read_answer
from regtrack.sources.json_fields import Got, read_table

API = "https://www.federalregister.gov/api/v1"
_JSON = "application/json"
_LINK = re.compile(r"/(?:documents|articles)/(\d{4})/(\d{2})/(\d{2})/([^/?#]+)(?:/[^?#]*)?")
_LARGEST_FEED = 16 * 2**20


class FederalRegister:
    """A client of the Federal Register. Each of its methods raises FetchError where nothing usable comes.

    Args:
        fetcher: gets the bytes.
        api: address of the API.
        per_page: documents a page, 2 to 1000; the API takes no other and says nothing about it.
        concurrency: partitions read at a time.
    """

    def __init__(self, fetcher: Fetcher, *, api: str = API, per_page: int = 1000, concurrency: int = 2) -> None:
        if not 2 <= per_page <= 1000:
            raise InputError(f"per_page: found {per_page}; expected 2 to 1000")
        self.fetcher = fetcher
        self.api = api.rstrip("/")
        self.concurrency = concurrency
        self.read_day = PartitionReader(fetcher, self.api, per_page).read

    def document(self, number: str, published_on: dt.date) -> Table:
        """Return one document by its identity; numbers were used twice before 2016. Raises NotFoundError for none."""
        wanted, day = document_number(number), published_on.isoformat()
        asked = [("publication_date", day), *(("fields[]", name) for name in FIELDS)]
        url = f"{self.api}/documents/{quote(wanted, safe='')}.json?{urlencode(asked)}"
        expected = f"document {wanted} of {day}"
        try:
            table = self.fetcher.read(url, read_table, accept=_JSON)
        except FetchError as error:
            if error.status == 404:
                raise NotFoundError(
                    f"{SOURCE}: found no {expected}; expected it at {self.api}/documents/{wanted}"
                ) from error
            raise
        several = table.get("results")
        for candidate in several if isinstance(several, list) else [table]:
            if not isinstance(candidate, dict) or candidate.get("publication_date") != day:
                continue
            if normal_number(str(candidate.get("document_number"))) == normal_number(wanted):
                return candidate
        found = f"document {table.get('document_number')!r} of {table.get('publication_date')!r}"[:120]
        raise FetchError(url, found, expected, status=200)

    def full_text_xml(self, url: str) -> bytes:
        """Return the XML behind a document's ``full_text_xml_url``."""
        return self.fetcher.read(url, _xml, accept="application/xml, text/xml")

    def public_inspection(self) -> Got[Table]:
        """Return what is on public inspection now; a ``publication_date`` of null: it was taken back."""
        asked = urlencode([("fields[]", name) for name in FILING_FIELDS])
        url = f"{self.api}/public-inspection-documents/current.json?{asked}"
        page = self.fetcher.read(url, read_envelope, accept=_JSON)
        tables = {str(row.get("document_number")): row for row in page.results if isinstance(row, dict)}
        strange = [f"found an entry that is {json_kind(row)}; expected a document"
                   for row in page.results if not isinstance(row, dict)]  # fmt: skip
        if not strange and len(tables) != page.count:
            strange = [f"found {len(tables)} documents; expected {page.count}, the server's own count"]
        return Got(list(tables.values()), [f"public inspection: {each}" for each in strange])

    def newest(self, query: Query) -> Got[RegisterDocument]:
        """Return the newest documents under filters, at most 200 of the last 30 days, from the RSS feed.

        It tells number, day, title and address: neither the type nor the dates. An item whose link names no document
        is a problem, and the others go on.
        """
        url = query.feed_address(self.api)
        feed = self.fetcher.read(
            url, _feed, accept="application/rss+xml, application/xml, text/xml", max_bytes=_LARGEST_FEED
        )
        wrong = [f"found {feed.fault}; expected the whole of it"] if feed.fault else []
        found: dict[object, RegisterDocument] = {}
        for entry in feed.entries:
            if (document := _document(entry)) is not None:
                found[document.identity] = document
            else:
                expected = "a link /documents/YYYY/MM/DD/NUMBER/..."
                wrong.append(f"found an item with the link {entry.link[:100]!r}; expected {expected}")
        return Got(list(found.values()), [f"{shorten(url)}: {each}" for each in wrong])


def _feed(fetched: Fetched) -> ParsedFeed:
    try:
        return read_answer(fetched)
    except BrokenOffError as error:
        return error.feed


def _document(entry: FeedEntry) -> RegisterDocument | None:
    try:
        match = _LINK.fullmatch(urlsplit(entry.link).path)
        if match is None:
            return None
        day, number = parse_date("-".join(match.group(1, 2, 3))), document_number(match[4])
    except (InputError, ValueError):
        return None
    return RegisterDocument(
        number=number, published_on=day, origin=DocumentForm.RSS, type=DocumentType.UNCATEGORIZED, title=entry.title,
        abstract=" ".join(entry.text.split()) or None, html_url=entry.link,
    )  # fmt: skip


def _xml(fetched: Fetched) -> bytes:
    start = fetched.body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(b"<") or b"<html" in start or start.startswith((b"<!doctype html", b"<div")):
        raise UnreadableError("text that is not XML", "XML")
    if not fetched.body.rstrip().endswith(b">"):
        raise UnreadableError("XML that breaks off", "the whole of it")
    return fetched.body
