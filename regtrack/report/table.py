"""Answers as rows, for spreadsheets (CSV) and line by line (JSON Lines)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from regtrack.errors import escaped, visible

LISTS: Mapping[str, tuple[str, ...]] = {
    "since": ("moved", "changes", "upcoming", "undated", "claims", "late"),
    "diff": ("moved", "changes", "upcoming", "undated", "claims", "late"),
    "timeline": ("events",),
    "upcoming": ("upcoming", "undated"),
    "state": (),
    "board": ("rows",),
}
"""The lists of each answer, whose items are lines of their own."""
COLUMNS = {
    "changes": (
        "section", "instrument", "title", "scope", "facet", "name", "before", "after", "on", "until", "then",
        "came_and_went", "cause", "summary", "publisher", "url", "standing", "zone", "window",
    ),
    "events": (
        "date", "key", "kind", "instrument", "parts", "certainty", "effect", "until", "through", "name", "value",
        "summary", "publisher", "url", "standing",
    ),
    "upcoming": (
        "on", "instrument", "title", "scope", "facet", "name", "after", "certainty", "summary", "publisher", "url",
        "standing", "zone", "window",
    ),
    "rows": (
        "instrument", "name", "cited", "weight", "ended", "status", "since", "comply", "next_on", "next", "next_by",
        "enforced", "doubts", "sentence", "publisher", "url", "standing", "zone", "window",
    ),
    "states": (
        "instrument", "title", "scope", "on", "known", "known_by", "threshold", "status", "underlying", "force", "duty",
        "duty_from", "enforcement", "since", "until", "announced", "flags", "zone", "hours",
    ),
}  # fmt: skip
ROWS = {
    "board": "rows",
    "since": "changes",
    "diff": "changes",
    "timeline": "events",
    "upcoming": "upcoming",
    "state": "states",
}
"""The list that gives the rows of each command's CSV."""
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-\d+(\.\d+)?%?", re.ASCII)
"""What a spreadsheet may run: also in its full-width form, also after a line end. A negative number is harmless."""


def command_of(table: Mapping[str, Any]) -> str:
    """Return the command that a table answers, from the name of its schema."""
    return str(table["schema"]).split("/")[1]


def to_jsonl(table: Mapping[str, Any]) -> str:
    """Return one JSON object a line: a ``head`` with the question, then each item with its list as ``type``."""
    lists = LISTS[command_of(table)]
    head = {"type": "head", **{key: value for key, value in table.items() if key not in lists}}
    lines = [head, *({"type": name, **item} for name in lists for item in table[name])]
    return "".join([f"{escaped(_JSON.encode(line))}\n" for line in lines])


_JSON = json.JSONEncoder(ensure_ascii=False)


def to_csv(table: Mapping[str, Any]) -> str:
    """Return rows with a header; a text that a spreadsheet would take for a formula is marked as text."""
    return csv_of(*rows_of(table))


def csv_of(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows under a header as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return out.getvalue()


def rows_of(table: Mapping[str, Any]) -> tuple[Sequence[str], Iterator[dict[str, Any]]]:
    """Return the columns and the rows of an answer's table."""
    name = ROWS[command_of(table)]
    return COLUMNS[name], _rows(table, name)


def _rows(table: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    window = table["window"]
    if name == "rows":
        yield from ({**row, "window": window} for row in table["rows"])
        return
    if name == "states":
        for state in (table, *table["scopes"]):
            announced = ", ".join(f"{each['kind']} ({each['certainty']})" for each in state["announced_changes"])
            hours = [f"{each['from']}/{each['until']}" for each in state["hours"]]  # intervals of ISO 8601
            yield {**state, "announced": announced, "hours": hours}
        return
    for item in table[name]:
        events = item.get("because") or ([item] if name == "events" else [])
        lead = events[0] if events else {}
        proof: Mapping[str, Any] = next(iter(item.get("sources") or lead.get("sources", ())), {})
        yield {
            **item,
            "instrument": item.get("instrument", lead.get("target")),
            "date": _happened(lead),
            "summary": lead.get("summary", ""),
            "publisher": proof.get("publisher"),
            "url": proof.get("url"),
            "standing": proof.get("standing"),
            "window": window,
        }


def _happened(event: Mapping[str, Any]) -> str | None:
    for key in ("as_of", "published", "issued", "filed", "announced", "available"):
        if key in event:
            return str(event[key])
    return None


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = visible(", ".join(str(each) for each in value) if isinstance(value, list) else str(value))
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
