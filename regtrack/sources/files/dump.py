"""Exported ledgers: JSON Lines as ``regtrack export`` writes them, read with all faults at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from regtrack.errors import Fault, TimelineError
from regtrack.records.reading import read_record
from regtrack.records.validation import Flaws
from regtrack.sources.files.export_check import ExportCheck
from regtrack.store.search_words import CLASSES

_KEYS: Mapping[str, Mapping[str, type]] = {
    "source": {"num": int, "id": str, "title": str, "first_recorded": int, "checks": list},
    "link": {"num": int, "subject": str, "rows": str, "head": str},
    "sighting": {"document": str, "source": int, "recorded": int, "names": list},
    "table": {"name": str, "columns": list, "rows": list},
    **{type_: {"seq": int, "recorded": int, "source": int, "key": str, "id": str, "record": dict} for type_ in CLASSES},
}
_LONGEST_FIRST = 100_000
_WORDS = {int: "a whole number", str: "a text", list: "a list", dict: "an object"}


def is_dump(data: bytes) -> bool:
    """Return whether bytes look like an exported ledger: its first line is an object of a type that exports have."""
    line = data[:_LONGEST_FIRST].lstrip().partition(b"\n")[0]
    return re.match(rb'\{.*"type": *"(?:%s)"' % "|".join(_KEYS).encode(), line) is not None


def read_dump(data: bytes, name: str) -> list[dict[str, Any]]:
    """Return the lines of an exported ledger; each entry gets its object as ``item``.

    Args:
        data: its bytes.
        name: what to call it in faults.

    Raises:
        TimelineError: with every fault of the file, and everything in it that its own ids and links deny.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = Fault(name, None, "", "bytes that are not utf-8", "a ledger that regtrack export wrote")
        raise TimelineError([fault]) from error
    lines: list[dict[str, Any]] = []
    faults: list[Fault] = []
    check, number = ExportCheck(), 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        table, wrong = _read_line(line)
        faults += [Fault(name, number, *each) for each in wrong]
        if table is None or wrong:
            continue
        faults += [Fault(name, number, *each) for each in check.check(table)]
        lines.append(table)
    faults += [Fault(name, number, *each) for each in check.end()]
    if faults:
        raise TimelineError(faults)
    return lines


def _read_line(line: str) -> tuple[dict[str, Any] | None, list[tuple[str, str, str]]]:
    """One line as a table, and what is wrong with it: field, found, expected."""
    try:
        table = json.loads(line)
        json.dumps(table, ensure_ascii=False).encode()  # half of a character is no text, though JSON can spell it
    except (ValueError, RecursionError):
        table = None
    if not isinstance(table, dict) or not isinstance(table.get("type"), str) or table["type"] not in _KEYS:
        shown = repr(line if len(line) <= 60 else f"{line[:57]}...")
        return None, [("", shown, f"one JSON object with a type: {', '.join(_KEYS)}")]
    wrong = list(_wrong_keys(table))
    if not wrong and table["type"] in CLASSES:
        try:
            table["item"] = read_record(table["record"], CLASSES[table["type"]])
        except Flaws as error:
            wrong = [(f"record.{flaw.field}", flaw.found, flaw.expected) for flaw in error.flaws]
    return table, wrong


def _wrong_keys(table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key, kind in _KEYS[table["type"]].items():
        value = table.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            yield key, "nothing" if key not in table else repr(value)[:60], _WORDS[kind]
