"""The eCFR's API: titles, versions of their provisions, and corrections.

Everything that is wrong is a problem in one sentence, and what came all the same is given beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import attrs

from regtrack.dates import Date
from regtrack.http.fetch import Fetcher, FetchError
from regtrack.sources.code.reading import LARGEST, PrintedPart
from regtrack.sources.ecfr.corrections import Correction, read_corrections
from regtrack.sources.ecfr.printed import Print, read_parts, read_print
from regtrack.sources.ecfr.selection import TitleRequest
from regtrack.sources.ecfr.titles import Title, Titles, read_titles
from regtrack.sources.ecfr.versions import VersionRow, VersionsPage, read_versions
from regtrack.sources.federal_register.partition import read_table

_VERSIONER = "/versioner/v1"
_LATER = "found a new issue being taken in; expected none: try again later"
_EXPECTED = {503: "200: the eCFR may be taking in a new issue; try again later"}
"""What is expected instead of a status, and what to do about it."""
_NAMED = "200 (does `cfr` of the feed name parts that the CFR has?)"
_OF_PARTS = {**_EXPECTED, 400: _NAMED, 404: _NAMED}
"""The same where parts are asked for."""


_A = TypeVar("_A")


@attrs.define
class Got(Generic[_A]):
    """Rows of an answer.

    Attributes:
        rows: what came and could be read.
        problems: what is missing or cannot be read; none if everything came.
    """

    rows: list[_A] = attrs.field(factory=list)
    problems: list[str] = attrs.field(factory=list)


class Ecfr:
    """Asks the API.

    Args:
        fetcher: gets the answers.
        address: of the API, or of its versioner.
    """

    def __init__(self, fetcher: Fetcher, address: str) -> None:
        self._fetcher, self._root = fetcher, address.rstrip("/").removesuffix(_VERSIONER)

    def titles(self) -> tuple[Titles | None, list[str]]:
        """All titles; None if none can be asked for now."""
        problems: list[str] = []
        titles = self._get("titles", f"{_VERSIONER}/titles.json", {}, read_titles, problems)
        if titles is not None and titles.importing:
            problems.append(f"titles: {_LATER}")
            return None, problems
        return titles, problems

    def versions(self, question: TitleRequest, first: Date) -> Got[VersionRow]:
        """Return the versions of provisions that were issued since a day, from every page.

        Those that are not followed too.
        """
        got = Got[VersionRow]()
        counts: list[int] = []
        received = 0
        for page in self._pages(question, first, got.problems):
            got.rows += page.rows
            received += page.received
            counts += [page.count] if page.count is not None else []
        if counts and not got.problems and received not in (counts[0], sum(counts)):
            wanted = f"expected {max(counts):,}, the eCFR's own count"
            got.problems.append(f"{question.name}: found {received:,} versions; {wanted}")
        return got

    def corrections(self, question: TitleRequest) -> Got[Correction]:
        """Every correction of a title."""
        got, name = Got[Correction](), f"corrections of {question.title} CFR"
        found = self._get(
            name, "/admin/v1/corrections.json", {"title": question.title},
            lambda table: read_corrections(table, question.title), got.problems,
        )  # fmt: skip
        if found is not None:
            got.rows += found.corrections
            got.problems += [f"{name}: {fault}" for fault in found.faults]
        return got

    def parts(self, title: Title) -> Got[str]:
        """Return the numbers of the parts of a title."""
        got, name = Got[str](), f"parts of {title.number} CFR"
        path = f"{_VERSIONER}/structure/{title.up_to}/title-{title.number}.json"
        got.rows += self._get(name, path, {}, read_parts, got.problems) or ()
        return got

    def text(self, asked: Print) -> Got[PrintedPart]:
        """Return what parts say as of a day."""
        got = Got[PrintedPart]()
        try:
            got.rows += self._fetcher.read(
                self.address_of(asked), lambda fetched: read_print(asked, fetched), accept="application/xml",
                max_bytes=LARGEST,
            )  # fmt: skip
        except FetchError as error:
            self._note(asked.name, error, got.problems, _OF_PARTS)
        return got

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
            more = {"page": number} if number > 1 else {}
            page = self._get(
                question.name,
                path,
                {**asked, **more},
                lambda table: read_versions(table, question.title),
                problems,
                _OF_PARTS,
            )
            if page is None:
                return
            if number == 1:
                begin, pages = page.rows, page.pages
            elif page.pages != pages or (page.rows and page.rows == begin):
                problems.append(
                    f"{question.name}: found other pages than before on page {number}; expected {pages} different ones"
                )
                return
            problems += [f"{question.name}: {fault}" for fault in page.faults]
            yield page
            number += 1

    def _get(
        self, name: str, path: str, asked: Mapping[str, Any], read: Callable[[Any], _A], problems: list[str],
        instead: Mapping[int, str] = MappingProxyType(_EXPECTED),
    ) -> _A | None:  # fmt: skip
        """Return what an address says; None if it says nothing usable."""
        address = f"{self._root}{path}" + (f"?{urlencode(asked)}" if asked else "")
        try:
            return self._fetcher.read(address, lambda fetched: read(read_table(fetched)), accept="application/json")
        except FetchError as error:
            self._note(name, error, problems, instead)
            return None

    def _note(self, name: str, error: FetchError, problems: list[str], instead: Mapping[int, str]) -> None:
        tries = f" in {error.attempts} attempts" if error.attempts > 1 else ""
        expected = instead.get(error.status or 0, error.expected)
        problems.append(f"{name}: found {error.found}{tries}; expected {expected}")


def unusable(title: Title) -> str | None:
    """Why a title cannot be asked for now; None if it can."""
    if title.processing:
        return _LATER
    if title.reserved:
        return "found a title that is reserved; expected one that has text"
    if title.up_to is None:
        return "found no day up to which its text is known; expected one"
    return None
