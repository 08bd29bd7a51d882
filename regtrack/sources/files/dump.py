"""Exported ledgers: JSON Lines as ``regtrack export`` writes them, read with all faults at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from regtrack.errors import Fault, TimelineError
from regtrack.records.reading import Flaws, read_document, read_event, read_inbox_entry, read_instrument

_READERS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "instrument": read_instrument,
    "document": read_document,
    "event": read_event,
    "inbox": read_inbox_entry,
}
_KEYS: Mapping[str, Mapping[str, type]] = {
    "source": {"num": int, "id": str, "title": str, "first_recorded": int, "checks": list},
    "sighting": {"document": str, "source": int, "recorded": int, "names": list},
    **{
        type_: {"seq": int, "recorded": int, "source": int, "key": str, "id": str, "record": dict} for type_ in _READERS
    },
}
_NAME = re.compile(r"[0-9a-f]{1,16}")
_WORDS = {int: "a whole number", str: "a text", list: "a list", dict: "an object"}


def read_dump(path: Path) -> list[dict[str, Any]]:
    """The lines of an exported ledger; each entry gets its object as ``item``.

    Raises:
        TimelineError: with every fault of the file.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "bytes that are not UTF-8"
        raise TimelineError(
            [Fault(str(path), None, "", reason.lower(), "a ledger that regtrack export wrote")]
        ) from error
    lines: list[dict[str, Any]] = []
    faults: list[Fault] = []
    sources: set[int] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        table, wrong = _read_line(line)
        faults += [Fault(str(path), number, *each) for each in wrong]
        if table is None or wrong:
            continue
        if table["type"] == "source":
            sources.add(table["num"])
        elif table["source"] not in sources:
            found = str(table["source"])
            faults.append(Fault(str(path), number, "source", found, "the num of a source on an earlier line"))
        lines.append(table)
    if faults:
        raise TimelineError(faults)
    return lines


def _read_line(line: str) -> tuple[dict[str, Any] | None, list[tuple[str, str, str]]]:
    """One line as a table, and what is wrong with it: field, found, expected."""
    try:
        table = json.loads(line)
    except ValueError:
        table = None
    if not isinstance(table, dict) or table.get("type") not in _KEYS:
        shown = repr(line if len(line) <= 60 else f"{line[:57]}...")
        return None, [("", shown, f"one JSON object with a type: {', '.join(_KEYS)}")]
    wrong = list(_wrong_keys(table))
    if not wrong and not all(isinstance(name, str) and _NAME.fullmatch(name) for name in table.get("names", ())):
        wrong = [("names", repr(table["names"])[:60], "a list of numbers in hexadecimal digits")]
    if not wrong and table["type"] in _READERS:
        try:
            table["item"] = _READERS[table["type"]](table["record"])
        except Flaws as error:
            wrong = [(f"record.{flaw.field}", flaw.found, flaw.expected) for flaw in error.flaws]
    return table, wrong


def _wrong_keys(table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key, kind in _KEYS[table["type"]].items():
        value = table.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            yield key, "nothing" if key not in table else repr(value), _WORDS[kind]
