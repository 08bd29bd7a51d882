"""Public inspection: what is filed with the Office of the Federal Register and not, or not yet, published."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import attrs

from regtrack.errors import json_kind
from regtrack.http.fetch import Fetcher, FetchError
from regtrack.sources.federal_register.partition import LAST_PAGE, Envelope, Table, read_envelope
from regtrack.sources.federal_register.shortfall import FEED, Shortfall

FIELDS = tuple(
    """agencies agency_names docket_numbers document_number editorial_note filed_at filing_type html_url json_url
    num_pages pdf_updated_at pdf_url publication_date raw_text_url subject_1 subject_2 subject_3 title toc_doc
    toc_subject type""".split()
)
_NEEDED = frozenset(("document_number", "filed_at", "filing_type", "publication_date"))


@attrs.frozen
class Inspection:
    """Documents on public inspection, as the API gave them.

    A ``publication_date`` of null means that the filing was withdrawn; ``filing_type`` special means an emergency.

    Attributes:
        documents: the tables.
        special_filings_updated_at, regular_filings_updated_at: as the API wrote them; None when it did not.
        shortfalls: what is missing, or cannot be read.
    """

    documents: tuple[Table, ...]
    special_filings_updated_at: str | None
    regular_filings_updated_at: str | None
    shortfalls: tuple[Shortfall, ...]


def read_inspection(fetcher: Fetcher, api: str, available_on: dt.date | None) -> Inspection:
    """Everything on inspection now, or on a day; raises FetchError when the first page does not come."""
    where = "public inspection" + (f" of {available_on}" if available_on else "")
    notes: list[Shortfall] = []

    def note(found: str, expected: str) -> None:
        notes.append(Shortfall(FEED, where, found, expected))

    first = _page(fetcher, api, available_on, 1)
    documents: dict[str, Table] = {}
    received, envelope = 0, first
    for page in range(2, LAST_PAGE + 2):
        fresh = 0
        for row in envelope.results:
            received += 1
            fault = _fault(row, available_on)
            if fault is not None:
                note(*fault)
            else:
                fresh += row["document_number"] not in documents
                documents[row["document_number"]] = row
        if received >= first.count or not fresh or available_on is None:  # "current" comes as one page
            break
        try:
            envelope = _page(fetcher, api, available_on, page)
        except FetchError as error:
            note(f"{error.found} for page {page}", error.expected)
            break
    if not notes and len(documents) != first.count:
        note(f"{len(documents)} documents", f"{first.count}, the server's own count")
    updated = [first.table.get(f"{kind}_filings_updated_at") for kind in ("special", "regular")]
    special, regular = (value if isinstance(value, str) else None for value in updated)
    return Inspection(tuple(documents.values()), special, regular, tuple(notes))


def _page(fetcher: Fetcher, api: str, available_on: dt.date | None, page: int) -> Envelope:
    asked = [("fields[]", name) for name in FIELDS]
    if available_on is None:
        url = f"{api}/public-inspection-documents/current.json?{urlencode(asked)}"
    else:
        asked += [("conditions[available_on]", available_on.isoformat()), ("per_page", "1000"), ("page", str(page))]
        url = f"{api}/public-inspection-documents.json?{urlencode(asked)}"
    return fetcher.read(url, read_envelope, accept="application/json")


def _fault(row: Any, available_on: dt.date | None) -> tuple[str, str] | None:
    """Return what is wrong with an entry, and what was expected."""
    if not isinstance(row, dict):
        return f"an entry that is {json_kind(row)}", "a document"
    number, filed, published = (row.get(name) for name in ("document_number", "filed_at", "publication_date"))
    if not isinstance(number, str) or not number.strip():
        return f"a document with the document_number {number!r}"[:120], "its number"
    missing = _NEEDED - row.keys()
    if missing:
        return f"document {number} without {', '.join(sorted(missing))}", "every field that was asked for"
    for name, value in (("filed_at", filed), ("publication_date", published)):
        if value is not None and not isinstance(value, str):
            return f"document {number} with the {name} {value!r}"[:120], "a text or null"
    if available_on is not None:
        day = available_on.isoformat()
        if (published is not None and published < day) or (filed is not None and filed[:10] > day):
            found = f"document {number}, filed {filed} and published {published}, which was not asked for"
            return found, f"those on inspection on {day}"
    return None
