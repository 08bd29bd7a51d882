"""Timeline files: TOML that people write (docs/reference/timeline-format.md), read with all faults at once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import attrs

from regtrack.dates import parse_date
from regtrack.errors import DateError, Fault, TimelineError, in_words
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.records.reading import read_record
from regtrack.records.toml_files import NO_LINES, NotTomlError, TomlLines, parse_toml
from regtrack.records.validation import Flaws, Places, hint_of, nearest, show

T = TypeVar("T")
Place: TypeAlias = tuple[str, int]
"""A table: its name, and how many of that name stand before it."""

_SOURCE_ID = re.compile(r"[a-z0-9][a-z0-9\-]*")
_META_KEYS = ("id", "title", "topics", "checked_through", "note", "parts")
_TABLES = ("instrument", "document", "event")


@attrs.frozen
class Timeline:
    """A timeline, read from its file and the parts that the file names, and checked.

    Attributes:
        source: its id; every key and document id in it belongs to it.
        title: its name for people.
        digest: SHA-256 of its bytes, those of its parts after its own.
        checked_through: ISO day up to which its author looked.
        instruments, documents, events: what it says, in the order of the file.
        extra: top-level tables of other names, for formats built on this one.
    """

    source: str
    title: str
    digest: str
    checked_through: str | None
    instruments: tuple[Instrument, ...]
    documents: tuple[Document, ...]
    events: tuple[Event, ...]
    extra: Mapping[str, Any]


def read_timeline(
    data: bytes | Mapping[str, Any],
    *,
    name: str,
    known_instruments: Callable[[str], bool] = lambda _: False,
    evidence_required: bool = True,
    extra_tables: Collection[str] = (),
    header: str = "timeline",
    event_extra: Collection[str] = (),
    folder: Path | None = None,
) -> Timeline:
    """Read a timeline.

    Args:
        data: the bytes of the file, or its tables.
        name: what to call it in faults.
        known_instruments: whether the ledger holds an instrument of that id, so that events may target it.
        evidence_required: whether every event must name at least one document.
        extra_tables: further top-level tables to hand through.
        header: name of the table that describes the file.
        event_extra: further keys of events to hand through in ``extra["event"]``, by event key.
        folder: where the files are that it names as its parts; None if it can have none.

    Raises:
        TimelineError: with every fault of the file.
    """
    reader = _TimelineReader(name, header)
    tables = reader.parse(data, name, {header, *_TABLES, *extra_tables})
    whole = data if isinstance(data, bytes) else json.dumps(data, default=str, sort_keys=True).encode()
    source, meta = reader.meta(tables.get(header), required=header == "timeline")
    for part in reader.parts(meta, folder):
        whole += reader.read_part(part, tables)
    topics = tuple(meta.get("topics", ()))
    instruments = [
        attrs.evolve(item, topics=topics) if topics and not item.topics else item
        for item in reader.items(tables, "instrument", Instrument)
    ]
    documents = list(reader.items(tables, "document", Document))
    extras = reader.take_extra(tables, event_extra)
    events = list(reader.items(tables, "event", Event))
    ids = {str(table.get("id")) for table in reader.array(tables, "instrument")}  # those with faults of their own too
    reader.check_unique(tables, "instrument", "id")
    reader.check_unique(tables, "document", "id")
    reader.check_unique(tables, "event", "key")
    reader.check_references(tables, lambda target: target in ids or known_instruments(target), evidence_required)
    if reader.faults:
        raise TimelineError(sorted(reader.faults, key=lambda fault: fault.line or 0))
    return Timeline(
        source=source,
        title=str(meta.get("title", source)),
        digest=hashlib.sha256(whole).hexdigest(),
        checked_through=_iso(meta.get("checked_through")),
        instruments=tuple(instruments),
        documents=tuple(attrs.evolve(item, id=_full(source, item.id)) for item in documents),
        events=tuple(_in_source(event, source) for event in events),
        extra={**{key: tables[key] for key in extra_tables if key in tables}, "event": extras},
    )


def read_timeline_file(path: Path, **options: Any) -> Timeline:
    """Read a timeline from a file; raises TimelineError also when it cannot be read at all."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TimelineError(
            [Fault(str(path), None, "", in_words(error), "a timeline file that can be read")]
        ) from error
    return read_timeline(data, name=str(path), folder=path.parent, **options)


def _full(source: str, name: str) -> str:
    """Return a key or document id with the file it belongs to; one that names its file already is left alone."""
    return name if ":" in name else f"{source}:{name}"


def _in_source(event: Event, source: str) -> Event:
    return attrs.evolve(
        event,
        key=_full(source, event.key),
        of=_full(source, event.of) if event.of else None,
        conflicts_with=tuple(_full(source, key) for key in event.conflicts_with),
        evidence=tuple(attrs.evolve(each, document=_full(source, each.document)) for each in event.evidence),
    )


def _iso(value: Any) -> str | None:
    """Return a day as its author wrote it, or whatever stands in its place, as text."""
    return None if value is None else value if isinstance(value, str) else str(show(value))


def is_day(text: str) -> bool:
    """Whether a text is a day that exists."""
    try:
        parse_date(text)
    except DateError:
        return False
    return True


class _TimelineReader:
    """One timeline, its faults, and where in its files everything stands."""

    def __init__(self, name: str, header: str) -> None:
        self.name = name
        self.header = header
        self.faults: list[Fault] = []
        self._no_arrays: set[str] = set()
        self._places: dict[Place, tuple[str, TomlLines, Places]] = {}

    def parse(self, data: bytes | Mapping[str, Any], name: str, allowed: Collection[str]) -> dict[str, Any]:
        """Return the tables of a file; a file that is no TOML ends here, with the line that is wrong."""
        lines, tables = NO_LINES, dict(data) if isinstance(data, Mapping) else {}
        if isinstance(data, bytes):
            try:
                lines, tables = parse_toml(data, name, "docs/reference/timeline-format.md")
            except NotTomlError as error:
                raise TimelineError([error.fault]) from None
        for table, value in tables.items():
            before = sum(place[0] == table for place in self._places)
            for number in range(len(value) if isinstance(value, list) else 1):
                path = (table, number) if isinstance(value, list) else (table,)
                self._places[table, before + number] = name, lines, path
        for table in sorted(set(tables) - set(allowed)):
            close = nearest(table, allowed)
            hint = f" (did you mean [[{close}]]?)" if close else ""
            expected = f"one of {', '.join(sorted(allowed))}{hint}"
            self.faults.append(Fault(name, lines.of((table,)), "", f"the table {table!r}", expected))
        return tables

    def parts(self, meta: Mapping[str, Any], folder: Path | None) -> Iterator[Path]:
        """Return the files that the timeline names as its parts."""
        names = meta.get("parts", [])
        if not isinstance(names, list) or not all(isinstance(each, str) and each for each in names):
            self._fault((self.header, 0), "parts", self.header, repr(names), 'a list of files, such as ["rules.toml"]')
        elif names and folder is None:
            self._fault((self.header, 0), "parts", self.header, repr(names), "no parts: this was not read from a file")
        elif folder is not None:
            for each in names:
                if Path(each).is_absolute() or ".." in Path(each).parts:
                    self._fault(
                        (self.header, 0), "parts", self.header, repr(each), "a file beside the timeline or below"
                    )
                else:
                    yield folder / each

    def read_part(self, path: Path, tables: dict[str, Any]) -> bytes:
        """Add the tables of a part to those of the timeline; return its bytes."""
        try:
            data = path.read_bytes()
        except OSError as error:
            self._fault(
                (self.header, 0), "parts", self.header, f"{path} ({in_words(error)})", "a file that can be read"
            )
            return b""
        first = {name: self.array(tables, name) for name in _TABLES}
        found = self.parse(data, str(path), _TABLES)
        tables.update({name: [*first[name], *self.array(found, name)] for name in _TABLES})
        return data

    def _fault(self, place: Place, field: str, label: str, found: str, expected: str) -> None:
        dotted = ".".join(part for part in (label, field) if part)
        file, line = self._line(place, field)
        self.faults.append(Fault(file, line, dotted, found, expected))

    def _line(self, place: Place, field: str = "") -> tuple[str, int | None]:
        """Return the file and the line of a key of a table; those of the table itself if it has no such key."""
        file, lines, path = self._places.get(place, (self.name, NO_LINES, ()))
        return file, lines.of((*path, *re.findall(r"^[^.\[]+", field)))

    def meta(self, table: Any, *, required: bool) -> tuple[str, Mapping[str, Any]]:
        """Return the id of the file and the rest of its describing table."""
        place = (self.header, 0)
        if not isinstance(table, Mapping):
            self._fault(place, "", "", f"no [{self.header}] table", f"[{self.header}] with an id")
            return "", {}
        if required:
            for key in sorted(set(table) - set(_META_KEYS)):
                self._fault(place, key, self.header, "an unknown key", f"one of {', '.join(_META_KEYS)}")
        source = str(table.get("id", "")).lower() if not required else table.get("id")
        if not isinstance(source, str) or not _SOURCE_ID.fullmatch(source):
            self._fault(place, "id", self.header, repr(table.get("id")), "lower-case letters, digits and hyphens")
            source = ""
        through = table.get("checked_through")
        if through is not None and not is_day(_iso(through) or ""):
            self._fault(place, "checked_through", self.header, repr(_iso(through)), "a day such as 2026-10-04")
        topics = table.get("topics", [])
        if not isinstance(topics, list) or not all(isinstance(topic, str) and topic.strip() for topic in topics):
            self._fault(place, "topics", self.header, repr(topics), 'a list of texts, such as ["ai-chips"]')
            return source, {**table, "topics": []}
        return source, table

    def items(self, tables: Mapping[str, Any], name: str, cls: type[T]) -> Iterator[T]:
        """Return the objects of an array of tables; the faults of those that are none."""
        for number, table in enumerate(self.array(tables, name)):
            try:
                yield read_record(table, cls)
            except Flaws as error:
                for flaw in error.flaws:
                    self._fault((name, number), flaw.field, self._label(name, number, table), flaw.found, flaw.expected)

    def array(self, tables: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
        """Return the tables of an array; a fault, once, if it is none."""
        array = tables.get(name, [])
        if isinstance(array, list) and all(isinstance(each, Mapping) for each in array):
            return array
        if name not in self._no_arrays:
            self._no_arrays.add(name)
            self._fault((name, 0), "", name, "a single table or value", f"[[{name}]] in double brackets")
        return []

    @staticmethod
    def _label(name: str, number: int, table: Mapping[str, Any]) -> str:
        own = table.get("key" if name == "event" else "id")
        return f"{name} {own}" if isinstance(own, str) and own else f"{name}[{number + 1}]"

    def take_extra(self, tables: Mapping[str, Any], names: Collection[str]) -> dict[str, dict[str, Any]]:
        """Remove further keys from the events, and hand them back by event key."""
        return {
            str(table.get("key")): {name: table.pop(name) for name in names if name in table}  # type: ignore[attr-defined]
            for table in self.array(tables, "event")
        }

    def check_unique(self, tables: Mapping[str, Any], name: str, key: str) -> None:
        seen: dict[Any, int] = {}
        for number, table in enumerate(self.array(tables, name)):
            own = table.get(key)
            if isinstance(own, str) and own in seen:
                here, (file, line) = (name, number), self._line((name, seen[own]))
                place = f"line {line}" + (f" of {file}" if file != self._line(here)[0] else "")
                self._fault(
                    here, key, self._label(name, number, table), repr(own), f"a new one: {place} has it already"
                )
            elif isinstance(own, str):
                seen[own] = number

    def check_references(
        self, tables: Mapping[str, Any], has_target: Callable[[str], bool], evidence_required: bool
    ) -> None:
        """Whatever an event points to has to be there; what names another file is taken on trust."""
        events = self.array(tables, "event")
        keys = {table["key"] for table in events if isinstance(table.get("key"), str)}
        documents = {table["id"] for table in self.array(tables, "document") if isinstance(table.get("id"), str)}
        for number, table in enumerate(events):
            label = self._label("event", number, table)

            def fault(field: str, found: str, expected: str, number: int = number, label: str = label) -> None:
                self._fault(("event", number), field, label, found, expected)

            target = table.get("target")
            if isinstance(target, str) and "/" in target and not has_target(target):
                hint = hint_of(target, {str(each.get("id")) for each in self.array(tables, "instrument")})
                fault("target", repr(target), f"an instrument of this file or of the ledger{hint}")
            for field in ("of", "conflicts_with"):
                self._check_keys(table.get(field), field, keys, "the key of an event in this file", fault)
            evidence = table.get("evidence", [])
            if not evidence and evidence_required:
                fault("evidence", "no evidence", "at least one document")
            if isinstance(evidence, list):
                names = [each.get("document") if isinstance(each, Mapping) else each for each in evidence]
                self._check_keys(names, "evidence", documents, "the id of a document in this file", fault)

    @staticmethod
    def _check_keys(value: Any, field: str, known: Collection[str], what: str, fault: Callable[..., None]) -> None:
        for name in value if isinstance(value, list) else [value]:
            if isinstance(name, str) and ":" not in name and name not in known:
                fault(field, repr(name), f"{what}{hint_of(name, known)}")
