"""Reading a document's metadata: an object of the API's JSON, as it comes or as others have kept it.

Older captures lack fields: a missing one is like a null. A field of the wrong type is left out with a fault, and the
rest is kept. Only a document that does not say its number and its day is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from regtrack.dates import Date, instant_of, parse_date, parse_instant
from regtrack.errors import DateError
from regtrack.sources.federal_register.document import (
    Agency,
    DocumentForm,
    DocumentType,
    Read,
    RegisterDocument,
    corrected_number,
)
from regtrack.sources.federal_register.query import document_number
from regtrack.sources.json_fields import FieldReader, line_of

_CITATION = re.compile(r"\s*(\d{1,3}) FR (\d{1,6})")
_PART = re.compile(r"\d+[a-z]?(?:-\d+)?")
_LABEL = re.compile(r"\d{1,6}(?:-?[A-Za-z]\d?)?", re.ASCII)
_TYPES = {each.value: each for each in DocumentType}
_DIGITS = re.compile(r"0*[1-9]\d{0,6}", re.ASCII)
_MANY = 10_000_000
_SLUG = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
_NUMBER, _DAY = "a document number such as 2024-02705", "a day that exists, written YYYY-MM-DD"

_Note: TypeAlias = Callable[[object, str], None]
"""Takes what is wrong with the field that is being read: what was found, what was expected."""
_Reader: TypeAlias = Callable[[Any, _Note], Any]  # makes a field of a value that is not null, or notes a fault


def read_metadata(table: Mapping[str, Any]) -> Read:
    """Return a document from an object of the API, without a digest, and what of it could not be read."""
    reader = FieldReader("document")
    number = reader.parse("document_number", table.get("document_number"), document_number, _NUMBER)
    reader.source = number or "document"
    published_on = reader.parse("publication_date", table.get("publication_date"), parse_date, _DAY)
    if number is None or published_on is None:
        return Read(None, tuple(reader.faults))
    fields = _read_fields(table, _READERS, reader)
    if "agencies" not in fields:
        fields["agencies"] = tuple(map(Agency, _semicolons(table.get("_agencies_text"))))
    if "dockets" not in fields:
        fields["dockets"] = _semicolons(table.get("_docket_ids_text"))
    if "type" not in fields:
        fields["type"] = DocumentType.UNCATEGORIZED
        if table.get("type") is None:
            reader.fault("type", None, f"one of {', '.join(_TYPES)}")
    citation = table.get("citation")
    if "start_page" not in fields and isinstance(citation, str) and (place := _CITATION.match(citation)):
        fields |= {"volume": int(place[1]), "start_page": int(place[2])}
    document = RegisterDocument(
        number=number, published_on=published_on, origin=DocumentForm.METADATA, correction_of=corrected_number(number),
        **fields,
    )  # fmt: skip
    return Read(document, tuple(reader.faults))


def read_filing(table: Mapping[str, Any]) -> Read:
    """Return a document on public inspection, of which that list tells less; without a day it was taken back."""
    reader = FieldReader("filing")
    number = reader.parse("document_number", table.get("document_number"), document_number, _NUMBER)
    reader.source = f"filing {number}" if number else "filing"
    day, filed = table.get("publication_date", ""), table.get("filed_at")
    filed_at = reader.parse(
        "filed_at", filed, lambda text: instant_of(parse_instant(text)), "an instant with its offset"
    )
    if day is not None:
        expected = "a day, or null for a filing that was taken back"
        day = reader.parse("publication_date", day, parse_date, expected)
    if number is None or reader.faults:
        return Read(None, tuple(reader.faults))
    subjects = filter(None, (line_of(table, f"subject_{place}") for place in (1, 2, 3)))
    fields = _read_fields(table, _OF_FILINGS, reader)
    title = fields.pop("title", None) or " ".join(subjects) or line_of(table, "toc_doc") or ""
    document = RegisterDocument(
        number=number, published_on=day, origin=DocumentForm.INSPECTION, title=title, filed_at=filed_at,
        special=table.get("filing_type") == "special", **{"type": DocumentType.UNCATEGORIZED, **fields},
    )  # fmt: skip
    return Read(document, tuple(reader.faults))


def _read_fields(table: Mapping[str, Any], wanted: Mapping[str, _Reader], reader: FieldReader) -> dict[str, Any]:
    given: dict[str, Any] = {}
    key = ""

    def note(found: object, expected: str) -> None:
        reader.fault(key, found, expected)

    for key, read in wanted.items():
        found = table.get(key)
        if found is not None and (value := read(found, note)) is not None:
            given[_NAMES.get(key, key)] = value
    return given


# --- readers ----------------------------------------------------------------------------------------------------------


def _text(value: Any, note: _Note) -> str | None:
    if isinstance(value, str):
        return " ".join(value.split()) or None
    note(value, "text or null")
    return None


def _count(value: Any, note: _Note) -> int | None:
    if type(value) is int and 0 < value < _MANY:
        return value
    digits = str(value) if type(value) in (int, str) else ""
    if _DIGITS.fullmatch(digits):
        return int(digits)
    note(value, "a whole number above 0, or null")
    return None


def _label(value: Any, note: _Note) -> str | None:
    """Return a number that may have letters: Executive Order 12291, or 6859-A."""
    text = str(value).strip() if type(value) in (int, str) else ""
    if _LABEL.fullmatch(text):
        return text
    note(value, "a number such as 14110, or null")
    return None


def _day(value: Any, note: _Note) -> Date | None:
    if isinstance(value, str):
        try:
            return parse_date(value)
        except DateError:
            pass
    note(value, _DAY)
    return None


def _type(value: Any, note: _Note) -> DocumentType | None:
    found = _TYPES.get(value) if isinstance(value, str) else None
    if found is None:
        note(value, f"one of {', '.join(_TYPES)}")
    return found


def _texts(value: Any, note: _Note) -> tuple[str, ...]:
    found = (_text(each, note) for each in _members(value, note))
    return tuple(dict.fromkeys(each for each in found if each))


def _agencies(value: Any, note: _Note) -> tuple[Agency, ...]:
    entries = _tables(value, note)
    ids = {number for each in entries if isinstance(number := each.get("id"), int)}
    found: dict[Agency, None] = {}
    for each in entries:
        name, slug = each.get("name") or each.get("raw_name"), each.get("slug") or None
        parent = each.get("parent_id")
        if parent is not None and not isinstance(parent, int):
            note(parent, "the number of an agency")
            parent = None
        named = isinstance(name, str) and isinstance(slug, str | None)
        agency = _agency(name, slug, parent in ids) if named else None
        if agency is not None:
            found[agency] = None
        else:
            note(each, "an agency with a name")
    return tuple(found)


@lru_cache(maxsize=2048)
def _agency(name: str, slug: str | None, parent: bool) -> Agency | None:
    """Return an agency; None without a name, or with a slug that is none. The same few hundred come again and again."""
    known = slug is None or _SLUG.fullmatch(slug)
    return Agency(" ".join(name.split()), slug, parent) if known and name.strip() else None


def _cfr(value: Any, note: _Note) -> tuple[str, ...]:
    """Return the parts; a reference to a chapter as a whole names none."""
    found: dict[str, None] = {}
    for each in _tables(value, note):
        title, part = each.get("title"), each.get("part")
        if part is None and isinstance(title, int | str):
            continue
        spelled = f"{title} CFR {part}"
        if str(title).isdecimal() and 1 <= int(str(title)) <= 50 and _PART.fullmatch(str(part)):
            found[spelled] = None
        else:
            note(each, "a title from 1 to 50 and a part")
    return tuple(found)


def _members(value: Any, note: _Note) -> Sequence[Any]:
    if isinstance(value, list):
        return value
    note(value, "a list")
    return ()


def _tables(value: Any, note: _Note) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for each in _members(value, note):
        if isinstance(each, dict):
            found.append(each)
        else:
            note(each, "an object")
    return found


_READERS: dict[str, _Reader] = {
    key: read
    for read, keys in (
        (_type, "type"), (_text, "title action dates abstract subtype"), (_count, "volume start_page end_page"),
        (_agencies, "agencies"), (_cfr, "cfr_references"), (_texts, "regulation_id_numbers docket_ids topics"),
        (_day, "effective_on comments_close_on signing_date"),
        (_label, "executive_order_number proclamation_number"), (_text, "html_url full_text_xml_url"),
    )
    for key in keys.split()
}  # fmt: skip
"""How each field of the API is read."""
_OF_FILINGS = {"docket_numbers": _texts, **{key: _READERS[key] for key in ("type", "title", "agencies", "html_url")}}
_NAMES = {
    "cfr_references": "cfr", "regulation_id_numbers": "rins", "docket_ids": "dockets", "docket_numbers": "dockets",
    "signing_date": "signed_on", "executive_order_number": "executive_order", "proclamation_number": "proclamation",
    "full_text_xml_url": "xml_url",
}  # fmt: skip
"""Fields that are called otherwise here."""


def _semicolons(text: object) -> tuple[str, ...]:
    """Return the members of a list that a capture made from CSV holds as one text."""
    each = text.split(";") if isinstance(text, str) else ()
    return tuple(dict.fromkeys(name for part in each if (name := " ".join(part.split()))))
