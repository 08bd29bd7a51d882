"""How a list lives in the ledger (docs/decisions/0011-lists.md).

One instrument a list; each entry a document of it, whose newest record is the entry as it stands; each addition,
change and removal an event of the list, with the entry for evidence. The first snapshot is where the record begins: its
entries are recorded and are no events.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE
from regtrack.errors import DateError
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.when import When, WhenKind
from regtrack.sources.lists.catalogue import KnownList
from regtrack.sources.lists.entry import Changes, Entries, ListEntry
from regtrack.store import Item

_REMOVED = "removed: "
_LONGEST = 160
_CITATION = re.compile(r"\b(\d{2,3}) ?FR +(?:No\. ?\d+,? ?(?:pg|p|page)\.? ?)?(\d{2,6})\b", re.IGNORECASE)
_NOTICE, _FROM, _TO = "federal_register_notice", "start_date", "end_date"


@attrs.frozen
class SnapshotOrigin:
    """Where a snapshot is from.

    Attributes:
        source: id of the feed or file.
        title: its name for people.
        publisher: whose file it is.
        seen: when it was downloaded: an instant, or a day if no more is known.
        url: from where.
        history: it is an older one, added afterwards: its changes are no news.
    """

    source: str
    title: str
    publisher: str
    seen: When
    url: str | None = None
    history: bool = False


@attrs.frozen
class ListReading:
    """One reading of a list.

    Attributes:
        origin: the snapshot that it is in.
        list: which list.
        before: when it was downloaded the time before; None for the first.
    """

    origin: SnapshotOrigin
    list: KnownList
    before: When | None = None

    @property
    def seen(self) -> When:
        """When it was downloaded."""
        return self.origin.seen

    @property
    def prefix(self) -> str:
        """The beginning of the ids of its entries' documents."""
        return f"{self.origin.source}:{self.list.code.lower()}:"

    @property
    def mark(self) -> int:
        """The name under which the source shows every entry of the list that it ever had."""
        return int.from_bytes(hashlib.sha256(f"list\n{self.prefix}".encode()).digest()[:7], "big")


# --- entries as documents ---------------------------------------------------------------------------------------------


def document_of(entry: ListEntry, reading: ListReading, *, removed: bool = False) -> Document:
    """Return an entry as a document: its note has a line for each field, after one that says when it was removed."""
    lines = [f"{_REMOVED}{reading.seen}"] if removed else []
    lines += [f"{key}: {value}" for key, value in entry.fields]
    return Document(
        id=f"{reading.prefix}{entry.id}", publisher=reading.origin.publisher, title=entry.name, url=reading.list.url,
        rank=Rank.OFFICIAL, note="\n".join(lines) or None,
    )  # fmt: skip


def entry_of(document: Document, prefix: str) -> ListEntry | None:
    """Return the entry that a document is; None when it was removed."""
    lines = (document.note or "").split("\n") if document.note else []
    if lines and lines[0].startswith(_REMOVED):
        return None
    fields = ((key, value) for key, _, value in (line.partition(": ") for line in lines))
    return ListEntry(document.id.removeprefix(prefix), document.title or "", tuple(fields))


# --- changes as events ------------------------------------------------------------------------------------------------


def compile_first(entries: Entries, reading: ListReading) -> list[Item]:
    """Return what the ledger records of a list that it did not have."""
    number = len(entries)
    begin = Event(
        key=f"{reading.prefix}first", kind="check", target=reading.list.id, certainty=Certainty.PUBLISHED,
        available=reading.seen, summary=f"Read for the first time, with {number:,} entries.",
        note="Who was listed or removed before is not recorded here.", evidence=(Evidence(reading.origin.source),),
    )  # fmt: skip
    return [*_heads(reading), *(document_of(each, reading) for each in entries.values()), begin]


def compile_changes(
    changes: Changes, reading: ListReading, printed_in: Callable[[int, int], str | None] = lambda _volume, _page: None
) -> list[Item]:
    """Return what the ledger records of a list that changed.

    An event takes hold on the date that the entry states, if it states one. Else no more is known than that it happened
    between two downloads: it is dated by the later one, and flagged as derived.

    Args:
        changes: since the time before.
        reading: this time.
        printed_in: the instrument printed on a page of the Federal Register (volume, page), if the ledger knows it.
    """
    papers = [
        *(document_of(entry, reading) for entry in changes.added),
        *(document_of(entry, reading) for _, entry in changes.modified),
        *(document_of(entry, reading, removed=True) for entry in changes.removed),
    ]
    return [*_heads(reading), *papers, *_events(changes, reading, printed_in)]


def _heads(reading: ListReading) -> Iterator[Item]:
    known, origin = reading.list, reading.origin
    yield Document(id=origin.source, publisher=origin.publisher, title=origin.title, url=origin.url, rank=Rank.OFFICIAL)
    yield Instrument(
        id=known.id, kind="list", title=known.title, short=known.short, cfr=known.cfr, url=known.url,
        agency=known.agency, aliases=(("en", (known.short, known.code)),),
    )  # fmt: skip


def _events(changes: Changes, reading: ListReading, printed_in: Callable[[int, int], str | None]) -> Iterator[Event]:
    for entry in changes.added:
        stated = _stated(entry, _FROM)
        yield _event("add_entry", entry, reading, printed_in, stated, f"Added: {_about(entry)}.")
    for was, now in changes.modified:
        yield _event("change_entry", now, reading, printed_in, None, f"Changed: {now.name}. {_differences(was, now)}")
    for entry in changes.removed:
        stated = _stated(entry, _TO)
        fitting = stated if stated is not None and stated.text <= day_of(reading.seen) else None
        yield _event("remove_entry", entry, reading, printed_in, fitting, f"Removed: {_about(entry)}.")


def _event(
    kind: str, entry: ListEntry, reading: ListReading, printed_in: Callable[[int, int], str | None],
    stated: When | None,
    summary: str,
) -> Event:  # fmt: skip
    cited = citations(entry.get(_NOTICE) or "") if kind != "remove_entry" else []
    document = Evidence(f"{reading.prefix}{entry.id}", note=", ".join(f"{v} FR {p}" for v, p in cited) or None)
    return Event(
        key=f"{reading.prefix}{entry.id}:{kind}:{reading.seen}", kind=kind, target=reading.list.id,
        certainty=Certainty.PUBLISHED, parts=(reading.list.part,) if reading.list.part else (), effect=stated,
        available=reading.seen, by=printed_in(*cited[-1]) if cited else None, summary=summary,
        note=_gap(reading) if stated is None else None, flags=("derived_date",) if stated is None else (),
        evidence=(document,),
    )  # fmt: skip


def _gap(reading: ListReading) -> str | None:
    """Between which downloads it happened, if that is more than a day."""
    if reading.before is None:
        return None
    first, last = (dates.parse_date(day_of(each)) for each in (reading.before, reading.seen))
    return f"It happened between the downloads of {first} and {last}." if (last - first).days > 1 else None


def citations(text: str) -> list[tuple[int, int]]:
    """Volumes and pages of the Federal Register in the words of an entry, oldest first as they are printed there."""
    return list(dict.fromkeys((int(match[1]), int(match[2])) for match in _CITATION.finditer(text)))


def day_of(when: When) -> str:
    """Return the day of a download, in Washington."""
    if when.kind is not WhenKind.INSTANT:
        return when.text
    return dates.day_of(dates.parse_instant(when.text), FEDERAL_ZONE).isoformat()


def _stated(entry: ListEntry, field: str) -> When | None:
    try:
        return When.parse(dates.parse_date(entry.get(field) or ""))
    except DateError:
        return None


def _about(entry: ListEntry) -> str:
    about = [entry.get("type"), entry.get("programs"), entry.get("addresses"), entry.get(_NOTICE)]
    return _short(f"{entry.name} ({'; '.join(filter(None, about))})" if any(about) else entry.name)


def _differences(was: ListEntry, now: ListEntry) -> str:
    old, new = dict(was.fields), dict(now.fields)
    said = [f"name: {was.name} is now {now.name}"] if was.name != now.name else []
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            name = key.replace("_", " ")
            said.append(f"{name}: {_short(old.get(key) or 'nothing')} is now {_short(new.get(key) or 'nothing')}")
    return f"{'; '.join(said)}.".replace("..", ".")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
