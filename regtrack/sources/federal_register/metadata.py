"""Reading a document's metadata: an object of the API's JSON, as it comes or as others have kept it.

Older captures lack fields: a missing one is like a null. A field of the wrong type is left out with a fault, and the
rest is kept. Only a document that does not say its number and its day is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from regtrack.dates import Date, parse_date
from regtrack.errors import DateError, Fault, InputError
from regtrack.sources.federal_register.document import (
    Agency,
    DocumentForm,
    DocumentType,
    Read,
    RegisterDocument,
    corrected_number,
)
from regtrack.sources.federal_register.query import document_number

__all__ = ["read_metadata"]

_CITATION = re.compile(r"\s*(\d{1,3}) FR (\d{1,6})")
_PART = re.compile(r"\d+[a-z]?(?:-\d+)?")
_LABEL = re.compile(r"\d{1,6}(?:-?[A-Za-z]\d?)?", re.ASCII)
_TYPES = {each.value: each for each in DocumentType}
_SLUG = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
_LONGEST = 60


@attrs.define
class _Notes:
    """Faults of one document, and the field that is being read."""

    source: str
    field: str = ""
    faults: list[Fault] = attrs.Factory(list)

    def add(self, found: object, expected: str) -> None:
        text = repr(found)
        shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        self.faults.append(Fault(self.source, None, self.field, shown, expected))


_Reader: TypeAlias = Callable[[Any, _Notes], Any]
"""Makes a field of a value that is not null, or notes a fault and gives None."""


def read_metadata(table: Mapping[str, Any]) -> Read:
    """Return a document from an object of the API.

    Args:
        table: the object. Fields that are not known are not looked at.

    Returns:
        The document, without a digest; and what of it could not be read.
    """
    notes = _Notes("document")
    number = _identity(table, "document_number", _number, notes)
    notes.source = number or "document"
    published_on = _identity(table, "publication_date", _day, notes)
    if number is None or published_on is None:
        return Read(None, tuple(notes.faults))
    fields: dict[str, Any] = {}
    get = table.get
    for attribute, key, read in _FIELDS:
        value = get(key)
        if value is not None:
            notes.field = key
            value = read(value, notes)
            if value is not None:
                fields[attribute] = value
    for attribute, key, split in _KEPT_AS_TEXT:
        if attribute not in fields and isinstance(value := get(key), str):
            fields[attribute] = split(value)
    if "type" not in fields:
        fields["type"] = DocumentType.UNCATEGORIZED
        if get("type") is None:
            notes.field = "type"
            notes.add(None, f"one of {', '.join(_TYPES)}")
    citation = get("citation")
    if "start_page" not in fields and isinstance(citation, str) and (place := _CITATION.match(citation)):
        fields |= {"volume": int(place[1]), "start_page": int(place[2])}
    document = RegisterDocument(
        number=number,
        published_on=published_on,
        origin=DocumentForm.METADATA,
        correction_of=corrected_number(number),
        **fields,
    )
    return Read(document, tuple(notes.faults))


def _identity(table: Mapping[str, Any], key: str, read: _Reader, notes: _Notes) -> Any:
    notes.field = key
    return read(table.get(key), notes)


# --- readers ----------------------------------------------------------------------------------------------------------


def _number(value: Any, notes: _Notes) -> str | None:
    if isinstance(value, str):
        try:
            return document_number(value)
        except InputError:
            pass
    notes.add(value, "a document number such as 2024-02705")
    return None


def _text(value: Any, notes: _Notes) -> str | None:
    if isinstance(value, str):
        return " ".join(value.split()) or None
    notes.add(value, "text or null")
    return None


def _count(value: Any, notes: _Notes) -> int | None:
    if type(value) is int and value > 0:
        return value
    if isinstance(value, str) and value.isdecimal() and int(value) > 0:
        return int(value)
    notes.add(value, "a whole number above 0, or null")
    return None


def _label(value: Any, notes: _Notes) -> str | None:
    """Return a number that may have letters: Executive Order 12291, or 6859-A."""
    text = str(value).strip() if type(value) in (int, str) else ""
    if _LABEL.fullmatch(text):
        return text
    notes.add(value, "a number such as 14110, or null")
    return None


def _day(value: Any, notes: _Notes) -> Date | None:
    if isinstance(value, str):
        try:
            return parse_date(value)
        except DateError:
            pass
    notes.add(value, "a day that exists, written YYYY-MM-DD")
    return None


def _type(value: Any, notes: _Notes) -> DocumentType | None:
    found = _TYPES.get(value) if isinstance(value, str) else None
    if found is None:
        notes.add(value, f"one of {', '.join(_TYPES)}")
    return found


def _texts(value: Any, notes: _Notes) -> tuple[str, ...]:
    found = (_text(each, notes) for each in _members(value, notes))
    return tuple(dict.fromkeys(each for each in found if each))


def _agencies(value: Any, notes: _Notes) -> tuple[Agency, ...]:
    entries = _tables(value, notes)
    ids = {number for each in entries if isinstance(number := each.get("id"), int)}
    found: dict[Agency, None] = {}
    for each in entries:
        name, slug = each.get("name") or each.get("raw_name"), each.get("slug") or None
        parent = each.get("parent_id")
        if parent is not None and not isinstance(parent, int):
            notes.add(parent, "the number of an agency")
            parent = None
        if (
            isinstance(name, str)
            and name.strip()
            and (slug is None or (isinstance(slug, str) and _SLUG.fullmatch(slug)))
        ):
            found[Agency(" ".join(name.split()), slug, parent in ids)] = None
        else:
            notes.add(each, "an agency with a name")
    return tuple(found)


def _cfr(value: Any, notes: _Notes) -> tuple[str, ...]:
    """Return the parts; a reference to a chapter as a whole names none."""
    found: dict[str, None] = {}
    for each in _tables(value, notes):
        title, part = each.get("title"), each.get("part")
        if part is None and isinstance(title, int | str):
            continue
        spelled = f"{title} CFR {part}"
        if str(title).isdecimal() and 1 <= int(str(title)) <= 50 and _PART.fullmatch(str(part)):
            found[spelled] = None
        else:
            notes.add(each, "a title from 1 to 50 and a part")
    return tuple(found)


def _members(value: Any, notes: _Notes) -> Sequence[Any]:
    if isinstance(value, list):
        return value
    notes.add(value, "a list")
    return ()


def _tables(value: Any, notes: _Notes) -> list[Mapping[str, Any]]:
    found = []
    for each in _members(value, notes):
        if isinstance(each, Mapping):
            found.append(each)
        else:
            notes.add(each, "an object")
    return found


_FIELDS: tuple[tuple[str, str, _Reader], ...] = (
    ("type", "type", _type),
    ("title", "title", _text),
    ("action", "action", _text),
    ("dates", "dates", _text),
    ("abstract", "abstract", _text),
    ("subtype", "subtype", _text),
    ("volume", "volume", _count),
    ("start_page", "start_page", _count),
    ("end_page", "end_page", _count),
    ("agencies", "agencies", _agencies),
    ("cfr", "cfr_references", _cfr),
    ("rins", "regulation_id_numbers", _texts),
    ("dockets", "docket_ids", _texts),
    ("topics", "topics", _texts),
    ("effective_on", "effective_on", _day),
    ("comments_close_on", "comments_close_on", _day),
    ("signed_on", "signing_date", _day),
    ("executive_order", "executive_order_number", _label),
    ("proclamation", "proclamation_number", _label),
    ("html_url", "html_url", _text),
    ("xml_url", "full_text_xml_url", _text),
)


def _semicolons(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in text.split(";") if (name := " ".join(each.split()))))


_KEPT_AS_TEXT: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("agencies", "_agencies_text", lambda text: tuple(Agency(name) for name in _semicolons(text))),
    ("dockets", "_docket_ids_text", _semicolons),
)
"""Lists that a capture made from CSV holds as one text."""
