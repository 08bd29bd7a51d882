"""The Federal Register's API and feeds: everything it published between two days, or one thing of it by name.

>>> with Fetcher() as fetcher:  # doctest: +SKIP
...     register = FederalRegister(fetcher)
...     for table in register.documents("2025-05-12", "2025-05-16", agencies=["industry-and-security-bureau"]):
...         print(table["document_number"], table["effective_on"])
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Collection, Iterator, MutableSet
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from urllib.parse import quote, urlencode

import attrs

from regtrack.dates import parse_date
from regtrack.errors import InputError, NotFoundError
from regtrack.http.fetch import Fetched, Fetcher, FetchError, UnreadableError
from regtrack.sources.federal_register.inspection import Inspection, read_inspection
from regtrack.sources.federal_register.partition import Partition, PartitionReader, Table, identity, read_table
from regtrack.sources.federal_register.query import (
    FIELDS,
    Parts,
    Query,
    days,
    document_number,
    normal_number,
    read_queries,
)
from regtrack.sources.federal_register.rss import Feed, read_feed
from regtrack.sources.federal_register.shortfall import FEED, IncompleteError, Shortfall

__all__ = ["API", "FederalRegister", "IncompleteError", "Progress", "Shortfall"]

API = "https://www.federalregister.gov/api/v1"


@attrs.frozen
class Progress:
    """A partition is done with: its documents were all taken, or it was skipped.

    Attributes:
        partition: its name, as it stands in ``done``.
        number, total: its place among all of the run, from 1.
        documents: how many came.
        shortfalls: what is missing of it.
        skipped: it was in ``done`` already, and was not asked for.
    """

    partition: str
    number: int
    total: int
    documents: int
    shortfalls: tuple[Shortfall, ...]
    skipped: bool = False


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

    def documents(
        self,
        since: str | dt.date,
        until: str | dt.date,
        *,
        agencies: Collection[str] = (),
        cfr: Collection[str | Parts] = (),
        types: Collection[str] = (),
        term: str | None = None,
        done: MutableSet[str] | None = None,
        progress: Callable[[Progress], object] | None = None,
        shortfalls: list[Shortfall] | None = None,
    ) -> Iterator[Table]:
        """Every document published from one day to another, both included, in the order of days.

        A day whose documents did not all come is noted, and the other days go on.

        Args:
            since: the first day.
            until: the last day.
            agencies: slugs; documents of any of them.
            cfr: parts such as ``15:730-774``; documents for any of them.
            types: ``RULE``, ``PRORULE``, ``NOTICE``, ``PRESDOCU``; documents of any of them.
            term: words to search for.
            done: partitions not to ask for; each is added to it when its last document has been taken and nothing
                of it is missing. Handed in again, the run goes on where it stopped.
            progress: called after each partition.
            shortfalls: what is missing is added to it. Without it, an IncompleteError says so at the end.
        """
        first, last = _day(since), _day(until)
        if first > last:
            raise InputError(f"since: found {first}, after until ({last}); expected a day before it")
        queries = read_queries(agencies, cfr, types, term)
        return self._run(first, last, queries, set() if done is None else done, progress, shortfalls)

    def _run(
        self,
        first: dt.date,
        last: dt.date,
        queries: tuple[Query, ...],
        done: MutableSet[str],
        progress: Callable[[Progress], object] | None,
        shortfalls: list[Shortfall] | None,
    ) -> Iterator[Table]:
        missing: list[Shortfall] = []
        total = (last.toordinal() - first.toordinal() + 1) * len(queries)
        ahead: deque[tuple[str, Future[Partition] | None]] = deque()
        given: dict[tuple[str, str], Table] = {}
        day_of_given = "none"
        pool = ThreadPoolExecutor(self.concurrency, thread_name_prefix="federal-register")
        try:
            parts = ((day, query) for day in days(first, last) for query in queries)
            for number in range(1, total + 1):
                for day, query in islice(parts, self.concurrency + 1 - len(ahead)):
                    name = query.partition(day)
                    ahead.append((name, None if name in done else pool.submit(self._reader.read, query, day)))
                name, future = ahead.popleft()
                portion = future.result() if future is not None else Partition((), ())
                if len(queries) > 1:  # what is for two CFR ranges came twice
                    if not name.startswith(day_of_given):
                        day_of_given, given = name[:10], {}
                    fresh = [row for row in portion.documents if given.get(identity(row)) != row]
                    given |= {identity(row): row for row in fresh}
                    yield from fresh
                else:
                    yield from portion.documents
                missing += portion.shortfalls
                if shortfalls is not None:
                    shortfalls += portion.shortfalls
                if not portion.shortfalls:
                    done.add(name)
                if progress is not None:
                    found = len(portion.documents)
                    progress(Progress(name, number, total, found, portion.shortfalls, skipped=future is None))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        if missing and shortfalls is None:
            raise IncompleteError(missing)

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
        """The XML behind a document's ``full_text_xml_url``, or a whole issue; raises FetchError."""
        return self.fetcher.read(url, _xml, accept="application/xml, text/xml", max_bytes=max_bytes)

    def public_inspection(self, *, current: bool = True, available_on: str | dt.date | None = None) -> Inspection:
        """What is on public inspection now, or what was on a day (``available_on``); raises FetchError."""
        if available_on is None and not current:
            raise InputError("public inspection: found current=False without a day; expected available_on")
        return read_inspection(self.fetcher, self.api, _day(available_on) if available_on is not None else None)

    def rss(self, url: str) -> Feed:
        """The items of one of its RSS feeds, each with number and date from its link; raises FetchError."""
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
