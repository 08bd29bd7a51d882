"""One day of the Federal Register, whole: every page followed, and what came compared with what the server counts.

The API resets what it does not like without a word: a page size out of range becomes 20, a page past the fiftieth
becomes page 1, a filter that it cannot read is dropped. Each of these is looked for. A search shows no more than 10,000
documents, which no day has.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, TypeAlias

import attrs

from regtrack.errors import json_kind
from regtrack.http.fetch import Fetched, Fetcher, FetchError, UnreadableError
from regtrack.sources.federal_register.query import NEEDED, Query
from regtrack.sources.json_fields import Got, read_table

Table: TypeAlias = dict[str, Any]

LAST_PAGE = 50


@attrs.frozen
class Envelope:
    """A page of a search."""

    count: int
    results: list[Any]
    description: object


def read_envelope(fetched: Fetched) -> Envelope:
    """Return a body as a page of a search, without ``results`` at zero hits; raises UnreadableError for another."""
    table = read_table(fetched)
    count, results = table.get("count"), table.get("results", [])
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise UnreadableError(f"a count of {count!r}"[:80], "a number of documents")
    if not isinstance(results, list):
        raise UnreadableError(f"results that are {json_kind(results)}", "a list")
    return Envelope(count, results, table.get("description"))


@attrs.define
class _Walk:
    """What one reading of all pages gave."""

    partition: str
    count: int = 0
    received: int = 0
    page_size: int = 0  # of page 1: less than was asked for when the server set its own
    documents: dict[tuple[str, str, int], Table] = attrs.field(factory=dict)
    problems: list[str] = attrs.field(factory=list)
    again: bool = False  # another reading may come out better

    def note(self, found: str, expected: str) -> None:
        self.problems.append(f"{self.partition}: found {found}; expected {expected}")


@attrs.frozen
class PartitionReader:
    """Reads a day under a query, by pages of 2 to 1000 documents; the address has no slash at its end."""

    fetcher: Fetcher
    base: str
    per_page: int = 1000

    def read(self, query: Query, day: dt.date) -> Got[Table]:
        """Return the documents of a day; where its count changes between two pages, it is read once more."""
        walk = self._walk(query, day)
        if walk.again:
            first, walk = walk, self._walk(query, day)
            if walk.problems:
                walk.documents = first.documents | walk.documents
        return Got(list(walk.documents.values()), walk.problems)

    def _walk(self, query: Query, day: dt.date) -> _Walk:
        walk = _Walk(query.partition(day))
        start: object = None
        for page in range(1, LAST_PAGE + 1):
            try:
                envelope = self.fetcher.read(
                    query.address(self.base, day, page, self.per_page), read_envelope, accept="application/json"
                )
            except FetchError as error:
                tries = f" in {error.attempts} attempts" if error.attempts > 1 else ""
                walk.note(f"{error.found}{tries} for page {page}", error.expected)
                return walk
            rows = envelope.results
            if page == 1:
                walk.count, walk.page_size, start = envelope.count, len(rows), _name(rows)
                if query.term and isinstance(envelope.description, str) and "matching" not in envelope.description:
                    walk.note(
                        f"documents described as {envelope.description!r}"[:200], f"those matching {query.term!r}"
                    )
                    return walk
            elif envelope.count != walk.count:
                walk.note(f"a count of {envelope.count} on page {page}", f"{walk.count}, as on page 1")
                walk.again = True
                return walk
            elif rows and _name(rows) == start:
                walk.note(f"the first document again on page {page}", f"documents after the first {walk.received}")
                return walk
            if not self._take(walk, rows, query, day):
                return walk
            if walk.received >= walk.count or not rows:
                break
        self._compare(walk)
        return walk

    def _take(self, walk: _Walk, rows: list[Any], query: Query, day: dt.date) -> bool:
        """Note a page's documents; False when the server did not answer the question that was asked."""
        strangers, lacking = Counter[tuple[str, str]](), Counter[str]()
        for row in rows:
            walk.received += 1
            fault = _identity_fault(row)
            if fault is not None:
                walk.note(fault, "a document with its number and date")
                continue
            missing = NEEDED - row.keys()
            if missing:  # a missing key is no null: such a document is left out, and the others are kept
                lacking[", ".join(sorted(missing))] += 1
                continue
            strange = query.stranger(row, day)
            if strange is not None:
                strangers[strange] += 1
                continue
            number, date = identity(row)
            place = 0
            while (kept := walk.documents.get((number, date, place))) is not None and kept != row:
                place += 1
            if place and kept is None:
                walk.note(f"{place + 1} different documents named {number}", "one")
            walk.documents[number, date, place] = row
        for named, times in lacking.items():
            count = f" ({times} of {len(rows)})" if times < len(rows) else ""
            walk.note(f"documents without {named}{count}", "every field that was asked for")
        for (found, expected), times in strangers.items():
            more = f" and {times - 1} more like it" if times > 1 else ""
            walk.note(f"documents that were not asked for, {found}{more}", expected)
        return not strangers and sum(lacking.values()) < len(rows or [None])

    def _compare(self, walk: _Walk) -> None:
        if walk.problems or len(walk.documents) == walk.count:
            return
        found = f"{len(walk.documents)} documents"
        if walk.received > len(walk.documents):
            found += f", {walk.received - len(walk.documents)} of them twice"
        if walk.page_size < min(self.per_page, walk.received):
            found += f", in pages of {walk.page_size} where {self.per_page} were asked for"
        walk.note(found, f"{walk.count}, the server's own count")
        walk.again = True


def identity(row: Table) -> tuple[str, str]:
    """Return the number and day of a document, as the API wrote them."""
    return row["document_number"], row["publication_date"]


def _identity_fault(row: object) -> str | None:
    if not isinstance(row, dict):
        return f"an entry that is {json_kind(row)}"
    for name in ("document_number", "publication_date"):
        value = row.get(name)
        if not isinstance(value, str) or not value.strip():
            return f"a document with the {name} {value!r}"[:120]
    return None


def _name(rows: list[Any]) -> object:
    """Return what tells that a page begins like another one."""
    if not rows:
        return None
    first = rows[0]
    return (first.get("document_number"), first.get("publication_date")) if isinstance(first, dict) else first
