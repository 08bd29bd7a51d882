"""The Federal Register's API and feeds: what it published on a day, or one thing of it by name.

>>> with Fetcher() as fetcher:  # doctest: +SKIP
...     register = FederalRegister(fetcher)
...     for table in register.read_day(Query(agencies=("industry-and-security-bureau",)), date(2025, 5, 12)).documents:
...         print(table["document_number"], table["effective_on"])
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote, urlencode

from regtrack.dates import parse_date
from regtrack.errors import InputError, NotFoundError
from regtrack.http.fetch import Fetched, Fetcher, FetchError, UnreadableError
from regtrack.sources.federal_register.inspection import Inspection, read_inspection
from regtrack.sources.federal_register.partition import Partition, PartitionReader, Table, read_table
from regtrack.sources.federal_register.query import FIELDS, Query, document_number, normal_number
from regtrack.sources.federal_register.rss import RegisterFeed, read_feed
from regtrack.sources.federal_register.shortfall import FEED

API = "https://www.federalregister.gov/api/v1"


class FederalRegister:
    """A client of the Federal Register.

    Args:
        fetcher: gets the bytes.
        api: address of the API.
        per_page: documents a page, 2 to 1000; the API takes no other and says nothing about it.
        concurrency: partitions read at a time.
    """

    def __init__(self, fetcher: Fetcher, *, api: str = API, per_page: int = 1000, concurrency: int = 2) -> None:
        if not 2 <= per_page <= 1000:
            raise InputError(f"per_page: found {per_page}; expected 2 to 1000")
        if not 1 <= concurrency <= 8:
            raise InputError(f"concurrency: found {concurrency}; expected 1 to 8")
        self.fetcher = fetcher
        self.api = api.rstrip("/")
        self.concurrency = concurrency
        self._reader = PartitionReader(fetcher, self.api, per_page)

    def read_day(self, query: Query, day: dt.date) -> Partition:
        """Return the documents of a day, whole, with what is missing of them."""
        return self._reader.read(query, day)

    def document(self, number: str, publication_date: str | dt.date) -> Table:
        """One document by its identity. Numbers alone were used twice before 2016, so the day is part of it.

        Raises NotFoundError when there is none, FetchError when the Federal Register gives no usable answer.
        """
        wanted, day = document_number(number), _day(publication_date)
        asked = [("publication_date", day.isoformat()), *(("fields[]", name) for name in FIELDS)]
        url = f"{self.api}/documents/{quote(wanted, safe='')}.json?{urlencode(asked)}"
        expected = f"document {wanted} of {day}"
        try:
            table = self.fetcher.read(url, read_table, accept="application/json")
        except FetchError as error:
            if error.status == 404:
                raise NotFoundError(
                    f"{FEED}: found no {expected}; expected it at {self.api}/documents/{wanted}"
                ) from error
            raise
        several = table.get("results")
        for candidate in several if isinstance(several, list) else [table]:
            if not isinstance(candidate, dict) or candidate.get("publication_date") != day.isoformat():
                continue
            if normal_number(str(candidate.get("document_number"))) == normal_number(wanted):
                return candidate
        found = f"document {table.get('document_number')!r} of {table.get('publication_date')!r}"[:120]
        raise FetchError(url, found, expected, status=200)

    def full_text_xml(self, url: str, *, max_bytes: int | None = None) -> bytes:
        """Return the XML behind a document's ``full_text_xml_url``, or a whole issue; raises FetchError."""
        return self.fetcher.read(url, _xml, accept="application/xml, text/xml", max_bytes=max_bytes)

    def public_inspection(self, *, current: bool = True, available_on: str | dt.date | None = None) -> Inspection:
        """Return what is on public inspection now, or what was on a day (``available_on``); raises FetchError."""
        if available_on is None and not current:
            raise InputError("public inspection: found current=False without a day; expected available_on")
        return read_inspection(self.fetcher, self.api, _day(available_on) if available_on is not None else None)

    def rss(self, url: str) -> RegisterFeed:
        """Return the items of one of its RSS feeds, each with number and date from its link; raises FetchError."""
        return read_feed(self.fetcher, url)


def _xml(fetched: Fetched) -> bytes:
    start = fetched.body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if (
        not start.startswith(b"<")
        or b"<html" in start.lower()
        or start.lower().startswith((b"<!doctype html", b"<div"))
    ):
        raise UnreadableError("text that is not XML", "XML")
    if not fetched.body.rstrip().endswith(b">"):
        raise UnreadableError("XML that breaks off", "the whole of it")
    return fetched.body


def _day(value: str | dt.date) -> dt.date:
    if isinstance(value, dt.datetime):
        raise InputError(f"day: found the moment {value.isoformat()}; expected a day")
    return dt.date.fromordinal(value.toordinal()) if isinstance(value, dt.date) else parse_date(value)
