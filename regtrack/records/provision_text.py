"""Reading recorded words of rules from tables that anyone may have written: an exported ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from regtrack.errors import DateError
from regtrack.model.provision_text import Amendatory, Edition, Passage
from regtrack.model.when import When, WhenKind
from regtrack.records.canonical import load
from regtrack.records.validation import Flaw, Flaws

W = TypeVar("W", Passage, Edition, Amendatory)
_ROWS: Mapping[type, tuple[str, Callable[[Any], bool], str]] = {
    Passage: (
        "paragraphs",
        lambda row: _is_row(row, 4) and _texts(row[0]) and _texts(row[1:]),
        "lists of an address, a heading, words and a sort",
    ),
    Edition: ("provisions", lambda row: _is_row(row, 2) and _texts(row), "pairs of a provision and a passage"),
    Amendatory: (
        "instructions",
        lambda row: (
            _is_row(row, 5)
            and isinstance(row[1], str)
            and _texts(row[2])
            and isinstance(row[4], str)
            and all(each is None or isinstance(each, str) for each in (row[0], row[3]))
        ),
        "lists of a number, a text, targets, a part and a print",
    ),
}
_REQUIRED: Mapping[type, tuple[str, ...]] = {
    Passage: ("id",),
    Edition: ("key", "part", "printed_on"),
    Amendatory: ("key", "instrument", "name", "published"),
}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_page(value: Any) -> bool:
    return type(value) is int and 0 <= value < 10_000_000


def _is_readable(value: Any) -> bool:
    """Whether something could be read on this date."""
    try:
        When.parse(value).public("UTC")
    except DateError:
        return False
    return True


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and _is_readable(value) and When.parse(value).kind is WhenKind.DATE


_DATE = (_is_readable, "a day or an instant")
_OPTIONAL: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "heading": (_is_text, "a text"),
    "whole": (lambda value: isinstance(value, bool), "true or false"),
    "page": (_is_page, "a page number"),
    "parts": (lambda value: _texts(value), "a list of texts"),
    "printed_on": (_is_day, "a day such as 2026-10-04"),
    **dict.fromkeys(("document", "event"), (_is_text, "a text")),
    **dict.fromkeys(("available", "withdrawn", "published", "filed"), _DATE),
}


def read_words(table: Mapping[str, Any], cls: type[W]) -> W:
    """Return recorded words from a table.

    Raises:
        Flaws: with all that is wrong with it.
    """
    flaws = list(_flaws(table, cls))
    if flaws:
        raise Flaws(flaws)
    try:
        found: W = load(json.dumps(table, ensure_ascii=False), cls)  # type: ignore[arg-type]
    except (TypeError, ValueError, AttributeError, DateError) as error:
        raise Flaws([Flaw("", str(error)[:120], "a record as regtrack export writes it")]) from error
    return found


def _flaws(table: Mapping[str, Any], cls: type) -> Iterator[Flaw]:
    for name in _REQUIRED[cls]:
        if not isinstance(table.get(name), str):
            yield Flaw(name, repr(table.get(name))[:60], "a text")
    for name, (fits_type, expected) in _OPTIONAL.items():
        if name in table and not fits_type(table[name]):
            yield Flaw(name, repr(table[name])[:60], expected)
    name, fits, expected = _ROWS[cls]
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(map(fits, rows)):
        yield Flaw(name, repr(rows)[:60], expected)


def _is_row(row: Any, length: int) -> bool:
    return isinstance(row, list) and len(row) == length


def _texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(each, str) for each in values)
