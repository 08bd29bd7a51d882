"""Documents as the list of public inspection shows them. It tells less than the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from regtrack.dates import instant_of, parse_date, parse_instant
from regtrack.errors import DateError, InputError
from regtrack.sources.federal_register.document import Agency, DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.query import document_number
from regtrack.sources.federal_register.shortfall import FEED, Shortfall

_TYPES = {kind.value.casefold(): kind for kind in DocumentType}


@attrs.frozen
class Filing:
    """A filing, and what of it cannot be read."""

    document: RegisterDocument | None
    faults: tuple[Shortfall, ...] = ()


def read_filing(table: Mapping[str, Any]) -> Filing:
    """Return a document on public inspection.

    As :class:`~regtrack.sources.federal_register.inspection.Inspection` has it.

    One without a day of publication was taken back. Its ``title`` may be missing; its subjects make one.
    """
    number = str(table["document_number"])
    faults: list[Shortfall] = []
    try:
        number = document_number(number)
    except InputError:
        expected = "a document number such as 2024-02705"
        return Filing(None, (Shortfall(FEED, "filing", f"the document_number {number!r}"[:120], expected),))

    def fault(name: str, expected: str) -> None:
        faults.append(Shortfall(FEED, f"filing {number}", f"the {name} {table.get(name)!r}"[:120], expected))

    published_on = filed_at = None
    try:
        filed_at = instant_of(parse_instant(_text(table, "filed_at") or ""))
    except DateError:
        fault("filed_at", "an instant with its offset")
    if (day := table.get("publication_date")) is not None:
        try:
            published_on = parse_date(str(day))
        except DateError:
            fault("publication_date", "a day, or null for a filing that was taken back")
    if faults:
        return Filing(None, tuple(faults))
    subjects = filter(None, (_text(table, f"subject_{place}") for place in (1, 2, 3)))
    return Filing(
        RegisterDocument(
            number=number, published_on=published_on, origin=DocumentForm.INSPECTION,
            type=_TYPES.get((_text(table, "type") or "").casefold(), DocumentType.UNCATEGORIZED),
            title=_text(table, "title") or " ".join(subjects) or _text(table, "toc_doc") or "",
            agencies=_agencies(table.get("agencies")), dockets=_texts(table.get("docket_numbers")), filed_at=filed_at,
            special=table.get("filing_type") == "special", html_url=_text(table, "html_url"),
        )
    )  # fmt: skip


def _text(table: Mapping[str, Any], name: str) -> str | None:
    value = table.get(name)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _agencies(value: object) -> tuple[Agency, ...]:
    tables = [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
    parents = {number for each in tables if isinstance(number := each.get("parent_id"), int)}
    return tuple(
        Agency(
            name=name,
            slug=_text(each, "slug"),
            parent=isinstance(number := each.get("id"), int) and number in parents,
        )
        for each in tables
        if (name := _text(each, "name") or _text(each, "raw_name"))
    )
