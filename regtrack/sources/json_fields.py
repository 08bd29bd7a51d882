"""What servers and files answer: a body as a JSON object, rows beside what is wrong, and each value checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Generic, NoReturn, TypeVar

import attrs

from regtrack.errors import Fault, InputError, json_kind
from regtrack.http.terms import Fetched, UnreadableError

T = TypeVar("T")
_LONGEST = 60
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<div")


@attrs.define
class Got(Generic[T]):
    """Rows of an answer.

    Attributes:
        rows: what came and could be read.
        problems: what is missing or cannot be read, each a sentence that begins with its place; none if all came.
    """

    rows: list[T] = attrs.field(factory=list)
    problems: list[str] = attrs.field(factory=list)


def read_table(fetched: Fetched) -> dict[str, Any]:
    """Return a body as a JSON object; raises UnreadableError for an error page, half a page or other JSON."""
    try:
        table = json.loads(fetched.body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        what = "an HTML page" if fetched.body[:200].lstrip().lower().startswith(_PAGE) else "text"
        text = " ".join(fetched.body[:400].decode("utf-8", "replace").split())
        words = f"{text[:_LONGEST]!r}…" if len(text) > _LONGEST else repr(text)
        raise UnreadableError(f"{what} that is not JSON ({words})", "JSON") from error
    if not isinstance(table, dict):
        raise UnreadableError(f"JSON that is {json_kind(table)}", "an object")
    return table


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


class FieldReader:
    """Reads the values of one record or answer, and keeps what is wrong with them; the rest goes on.

    Args:
        source: what it is called in faults.

    Attributes:
        faults: what was wrong so far.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.faults: list[Fault] = []

    def fault(self, field: str, found: object, expected: str) -> None:
        """Note that something is wrong."""
        self.faults.append(Fault(self.source, None, field, shown(found), expected))

    def parse(self, field: str, value: object, parse: Callable[[str], T], expected: str) -> T | None:
        """Return what ``parse`` makes of a text; None with a fault for one that it refuses, and for no text."""
        try:
            return parse(value if isinstance(value, str) else "")
        except InputError:
            self.fault(field, value, expected)
            return None


def shown(value: object) -> str:
    """Return a value as a fault shows it, short enough for a line."""
    spelled = repr(value) if value is not None else "nothing"
    return spelled if len(spelled) <= _LONGEST else f"{spelled[: _LONGEST - 1]}…"


def line_of(table: Mapping[str, Any], key: str) -> str | None:
    """Return a text of a table on one line; None where it has none."""
    value = table.get(key)
    return " ".join(value.split()) or None if isinstance(value, str) else None
