"""The inbox, and items from which nothing was read, in words and as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from regtrack import dates
from regtrack.dates import Tick
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.inbox import InboxEntry, Silent, Verdict
from regtrack.records.canonical import to_record
from regtrack.report import dates_in_words, layout, plain
from regtrack.report.language import SOURCE, counted, joined, mark, quoted, speaking, tr
from regtrack.report.remarks import claimed

Waiting = tuple[InboxEntry, Tick]
MOST_QUOTES = 3
"""Most quotes of a thing that the text shows; the table has them all."""
_VERDICTS = MappingProxyType(
    {
        Verdict.ACCEPTED: mark("accepted"),
        Verdict.LINKED: mark("linked"),
        Verdict.REJECTED: mark("rejected"),
        Verdict.GONE: mark("gone"),
    }
)
_UNKNOWN = mark("no instrument of that name is recorded")
_SEVERAL = re.compile(r"one of (\d+) instruments of that name")
_INDENT = 11


def to_table(
    entries: Sequence[Waiting],
    documents: Mapping[str, Document],
    numbers: Mapping[str, int],
    unread: Sequence[Event] = (),
) -> dict[str, Any]:
    """Return the inbox for programs."""
    listed = [
        {
            "number": numbers[entry.key],
            **to_record(entry),
            "recorded_at": dates.iso_instant(recorded),
            "document": to_record(documents[entry.document]) if entry.document in documents else {"id": entry.document},
        }
        for entry, recorded in entries
    ]
    return {"schema": plain.schema_name("inbox"), "entries": listed, "unread": [to_record(each) for each in unread]}


def to_text(
    entries: Sequence[Waiting],
    documents: Mapping[str, Document],
    numbers: Mapping[str, int],
    unread: Sequence[Event] = (),
    titles: Mapping[str, str] | None = None,
    *,
    lang: str = SOURCE,
) -> str:
    """Return the inbox for people, in a language: each thing with its items' quotes; then what was not read.

    Raises:
        InputError: there is no such language.
    """
    with speaking(lang):
        if not entries and not unread:
            return tr("Nothing is waiting.") + "\n"
        groups: dict[tuple[object, ...], list[Waiting]] = {}
        for waiting in entries:
            entry = waiting[0]
            groups.setdefault((entry.proposed.id, entry.verdict, entry.instrument, entry.note), []).append(waiting)
        blocks = ["\n".join(_lines(group, documents, numbers)) + "\n" for group in groups.values()]
        return "\n".join(blocks + (["\n".join(_unread(unread, titles or {})) + "\n"] if unread else []))


def _lines(group: Sequence[Waiting], documents: Mapping[str, Document], numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield what waits under one name: the number of the first entry, valid for all, and the quotes beneath."""
    entry = group[0][0]
    name = quoted(entry.name) if entry.name else entry.proposed.title
    decided = tr(_VERDICTS[entry.verdict]) if entry.verdict is not None else ""
    several = tr("{count} items", count=len(group)) if len(group) > 1 else ""
    yield from layout.wrap(f"{numbers[entry.key]}  {joined(', ', (name, several, decided))}", 80, "", "  ")
    left, shown = MOST_QUOTES, 0
    rows: list[tuple[str, str | None]] = []
    for item, recorded in group:
        document, quotes = documents.get(item.document), item.quotes[:left] if len(group) == 1 else item.quotes[:1]
        if left <= 0:
            break
        left -= max(1, len(quotes))
        shown += len(quotes)
        if document is not None:
            rows += [(tr("From"), _source(document, recorded)), ("", document.note)]
        rows += [(tr("Says"), quoted(quote)) for quote in quotes]
    claims = list(dict.fromkeys(claimed(event) for item, _ in group for event in item.events))
    rows += [
        ("", _more(sum(len(item.quotes) for item, _ in group) - shown)),
        (tr("Claims"), "; ".join(filter(None, (*claims[:_MOST_CLAIMS], _more(len(claims) - _MOST_CLAIMS))))),
        (tr("Reason"), _reason(entry.reason)),
        (tr("Maybe"), ", ".join(entry.suggestions)),
        (tr("Linked"), entry.instrument),
        (tr("Note"), entry.note),
    ]
    yield from layout.labelled(rows, _INDENT)


def _more(count: int) -> str:
    return tr("and {count} more", count=count) if count > 0 else ""


_MOST_CLAIMS = 8
_MOST_UNREAD = 20


def _unread(events: Sequence[Event], titles: Mapping[str, str]) -> Iterator[str]:
    """Return the sentences that could not be read, each under what it may move."""
    count = len(events)
    one = mark("1 sentence could not be read; it changes nothing here, but may change the law")
    several = mark("{count} sentences could not be read; they change nothing here, but may change the law")
    yield from layout.wrap(counted(count, one, several), 80)
    for event in events[:_MOST_UNREAD]:
        day = dates_in_words.date(event.published.text) if event.published is not None else ""
        title = titles.get(event.target, event.target)
        yield from layout.wrap(joined(", ", (quoted(title), event.target, day)), 80, "", "  ")
        quotes = (quoted(evidence.quote) for evidence in event.evidence if evidence.quote)
        yield from layout.labelled([*((tr("Says"), quote) for quote in quotes), (tr("Reason"), event.summary)], _INDENT)
    yield from layout.labelled([("", _more(count - _MOST_UNREAD))], _INDENT)


def _source(document: Document, seen: Tick) -> str:
    day = dates_in_words.date(document.date.text) if document.date else _seen(seen)
    return f"{joined(', ', (document.publisher, day))}: {document.title or document.url or document.id}"


def _seen(tick: Tick) -> str:
    return tr("seen {moment}", moment=dates_in_words.date(dates.iso_instant(tick)))


def _reason(reason: str) -> str:
    """Return the recorded reason for waiting, in the language of the report."""
    several = _SEVERAL.fullmatch(reason)
    if several:
        return tr("one of {count} instruments of that name", count=several[1])
    return tr(_UNKNOWN) if reason == _UNKNOWN else reason


# --- what gave nothing ----------------------------------------------------------------------------------------------


def silent_table(total: int, items: Sequence[Silent]) -> dict[str, Any]:
    """Return the newest items from which nothing was read, for programs; ``total`` is how many there are."""
    listed = [
        {
            "document": to_record(each.document),
            "feeds": list(each.feeds),
            "seen_at": dates.iso_instant(each.seen),
        }
        for each in items
    ]
    return {"schema": plain.schema_name("inbox-silent"), "total": total, "items": listed}


def silent_text(total: int, items: Sequence[Silent], *, lang: str = SOURCE) -> str:
    """Return the same for people, in a language.

    Raises:
        InputError: there is no such language.
    """
    with speaking(lang):
        if not items:
            return tr("Every item yielded something.") + "\n"
        lines = [line for each in items for line in _silent_lines(each)]
        if total > len(items):
            lines += layout.wrap(
                tr("The newest {shown} of {total}; --most shows more.", shown=len(items), total=total), 80
            )
        return "\n".join(lines) + "\n"


def _silent_lines(item: Silent) -> Iterator[str]:
    document = item.document
    day = dates_in_words.date(document.date.text) if document.date else _seen(item.seen)
    yield from layout.wrap(document.title or tr("without a title"), 80, "", "  ")
    yield from layout.wrap(joined(", ", (", ".join(item.feeds), day)), 80, "  ", "    ")
    if document.url:
        yield f"  {document.url}"
    yield from layout.wrap(document.note, 80, "  ", "  ") if document.note else ()
    yield ""
