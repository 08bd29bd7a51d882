"""What waits for a person, in words and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from regtrack import dates
from regtrack.dates import Tick
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.inbox import InboxEntry
from regtrack.model.records import to_record
from regtrack.report import layout, phrases, plain

Waiting = tuple[InboxEntry, Tick]
MOST_QUOTES = 3
"""How many quotes of an entry are shown in words; a table has them all."""


def to_table(entries: Sequence[Waiting], documents: Mapping[str, Document]) -> dict[str, Any]:
    """For programs."""
    listed = [
        {
            **to_record(entry),
            "recorded_at": dates.iso_instant(recorded),
            "document": to_record(documents[entry.document]) if entry.document in documents else {"id": entry.document},
        }
        for entry, recorded in entries
    ]
    return {"schema": plain.schema_name("inbox"), "entries": listed}


def to_text(entries: Sequence[Waiting], documents: Mapping[str, Document]) -> str:
    """For people."""
    if not entries:
        return "Nothing waits.\n"
    return "\n".join("\n".join(_lines(each, documents)) + "\n" for each in entries)


def _lines(waiting: Waiting, documents: Mapping[str, Document]) -> Iterator[str]:
    entry, recorded = waiting
    name = f"“{entry.name}”" if entry.name else entry.proposed.title
    decided = f", {entry.verdict}" if entry.verdict is not None else ""
    yield from layout.wrap(f"{entry.key}  {name}{decided}", 80, "", "  ")
    document = documents.get(entry.document)
    if document is not None:
        seen = f"seen {phrases.date(dates.iso_instant(recorded))}"
        day = phrases.date(document.date.text) if document.date else seen
        told = ", ".join(filter(None, (document.publisher, day)))
        yield from layout.wrap(f"{told}: {document.title or document.url or document.id}", 80, "  From     ", " " * 11)
    for quote in entry.quotes[:MOST_QUOTES]:
        yield from layout.wrap(f"“{quote}”", 80, "  Says     ", " " * 11)
    if len(entry.quotes) > MOST_QUOTES:
        yield f"           and {len(entry.quotes) - MOST_QUOTES} more"
    claims = dict.fromkeys(_claimed(event, entry, document) for event in entry.events)
    pairs = (
        ("Claims", "; ".join(claims)),
        ("Waits", entry.reason),
        ("Maybe", ", ".join(entry.suggestions)),
        ("Is", entry.instrument or ""),
        ("Note", entry.note or ""),
    )
    for label, text in pairs:
        if text:
            yield from layout.wrap(text, 80, f"  {label:<9}", " " * 11)


def _claimed(event: Event, entry: InboxEntry, document: Document | None) -> str:
    """An act with how firmly it is claimed and its dates: what its summary says after whose word it is on what."""
    head = f"{document.publisher if document else ''} on {entry.proposed.name}: "
    if not (event.summary or "").startswith(head):
        return event.row.phrase
    return phrases.dates_in(str(event.summary)[len(head) :].removesuffix("."))
