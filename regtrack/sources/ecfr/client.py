"""The eCFR's API: titles, versions of their provisions, corrections, and what parts say.

What does not come is a FetchError that says what to do; of what came in part, the rest is a problem beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import urlencode

from regtrack.dates import Date
from regtrack.errors import InputError
from regtrack.http.fetch import Fetched, Fetcher, FetchError
from regtrack.sources.cfr_editions.reading import LARGEST, PrintedPart
from regtrack.sources.ecfr.printed import Print, read_parts, read_print
from regtrack.sources.ecfr.selection import TitleRequest
from regtrack.sources.ecfr.tables import (
    IMPORTING,
    Correction,
    Title,
    VersionRow,
    VersionsPage,
    read_corrections,
    read_titles,
    read_versions,
)
from regtrack.sources.json_fields import FieldReader, Got, read_table

_VERSIONER = "/versioner/v1"
_EXPECTED = {503: "200: the eCFR may be taking in a new issue; try again later"}
"""What is expected instead of a status, and what to do about it."""
_NAMED = "200 (does `cfr` of the feed name parts that the CFR has?)"
_OF_PARTS = {**_EXPECTED, 400: _NAMED, 404: _NAMED}
"""The same where parts are asked for."""

_A = TypeVar("_A")


class Ecfr:
    """Asks the API.

    Args:
        fetcher: gets the answers.
        address: of the API, or of its versioner.
    """

    def __init__(self, fetcher: Fetcher, address: str) -> None:
        self._fetcher, self._root = fetcher, address.rstrip("/").removesuffix(_VERSIONER)

    def titles(self) -> Mapping[int, Title]:
        """Return all titles by number; raises InputError if none can be asked for now."""
        try:
            titles = self._get(f"{_VERSIONER}/titles.json", read_titles)
        except FetchError as error:
            raise InputError(f"titles: {error.problem}") from error
        if titles is None:
            raise InputError(f"titles: {IMPORTING}")
        return titles

    def versions(self, question: TitleRequest, first: Date) -> Got[VersionRow]:
        """Return the versions of provisions that were issued since a day, followed or not, from every page."""
        got, counts, received = Got[VersionRow](), list[int](), 0
        try:
            for page in self._pages(question, first, got.problems):
                got.rows += page.rows
                received += page.received
                counts += [page.count] if page.count is not None else []
        except FetchError as error:
            got.problems.append(f"{question.name}: {error.problem}")
        if counts and not got.problems and received not in (counts[0], sum(counts)):
            wanted = f"expected {max(counts):,}, the eCFR's own count"
            got.problems.append(f"{question.name}: found {received:,} versions; {wanted}")
        return got

    def corrections(self, question: TitleRequest) -> Got[Correction]:
        """Every correction of a title."""
        number = question.title
        reader = FieldReader(f"corrections of {number} CFR")
        rows = self._get(
            "/admin/v1/corrections.json", lambda table: read_corrections(table, number, reader), {"title": number}
        )
        return Got(rows, [str(fault) for fault in reader.faults])

    def parts(self, title: Title) -> tuple[str, ...]:
        """Return the numbers of the parts of a title."""
        return self._get(f"{_VERSIONER}/structure/{title.up_to}/title-{title.number}.json", read_parts)

    def text(self, asked: Print) -> tuple[PrintedPart, ...]:
        """Return what parts say as of a day."""
        return self._read(
            self.address_of(asked), lambda fetched: read_print(asked, fetched), _OF_PARTS, accept="application/xml",
            max_bytes=LARGEST,
        )  # fmt: skip

    def address_of(self, asked: Print) -> str:
        """Where what parts say can be read."""
        part = "" if asked.whole else f"?{urlencode({'part': asked.parts[0]})}"
        return f"{self._root}{_VERSIONER}/full/{asked.day}/title-{asked.title}.xml{part}"

    def _pages(self, question: TitleRequest, first: Date, problems: list[str]) -> Iterator[VersionsPage]:
        asked: dict[str, Any] = {"issue_date[gte]": first.isoformat()}
        asked |= {"part": question.part} if question.part is not None else {}
        path = f"{_VERSIONER}/versions/title-{question.title}.json"
        begin: tuple[VersionRow, ...] = ()
        number = pages = 1
        while number <= pages:
            asked |= {"page": number} if number > 1 else {}
            reader = FieldReader(question.name)
            read = partial(read_versions, title=question.title, reader=reader)
            page = self._get(path, read, asked, _OF_PARTS)
            if number == 1:
                begin, pages = page.rows, page.pages
            elif page.pages != pages or (page.rows and page.rows == begin):
                found, expected = f"other pages than before on page {number}", f"{pages} different ones"
                problems.append(f"{question.name}: found {found}; expected {expected}")
                return
            problems += map(str, reader.faults)
            yield page
            number += 1

    def _get(
        self, path: str, read: Callable[[dict[str, Any]], _A], asked: Mapping[str, Any] = MappingProxyType({}),
        instead: Mapping[int, str] = MappingProxyType(_EXPECTED),
    ) -> _A:  # fmt: skip
        address = f"{self._root}{path}" + (f"?{urlencode(asked)}" if asked else "")
        return self._read(address, lambda fetched: read(read_table(fetched)), instead, accept="application/json")

    def _read(self, address: str, read: Callable[[Fetched], _A], instead: Mapping[int, str], **options: Any) -> _A:
        """Return what an address says; raises FetchError, with what to do about a status that is known."""
        try:
            return self._fetcher.read(address, read, **options)
        except FetchError as error:
            expected = instead.get(error.status or 0, error.expected)
            raise FetchError(
                error.url, error.found, expected, status=error.status, attempts=error.attempts, wait=error.wait
            ) from error
