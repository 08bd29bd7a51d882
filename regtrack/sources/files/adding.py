"""Files on disk into the ledger, by the same route as what is fetched. Their content says what they are."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import attrs

from regtrack.dates import Date, Tick
from regtrack.errors import Fault, FileError, HalfCharacterError, InputError, TimelineError, in_words, kind_in_words
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.records.canonical import to_record, unwritable
from regtrack.records.reading import read_record
from regtrack.records.validation import Flaws
from regtrack.sources.files.dump import is_dump, read_dump
from regtrack.sources.files.timeline import Timeline, read_timeline
from regtrack.sources.registry import file_kind, file_kinds, load
from regtrack.sources.reports import FeedReport
from regtrack.sources.run import Run
from regtrack.sources.source import FileContext
from regtrack.store import Appended, Batch, Item, Store

_GZIP = b"\x1f\x8b"
_LIKE_TOML = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*(?:\[{1,2}[ \t]*[A-Za-z\"']|[\w.\"'-]+[ \t]*=)", re.MULTILINE)
"""The head of a table, or a key: a timeline with a slip of the pen has one of them all the same."""
_NO_TOML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<|\{|\[\s*\{)")


def read_file(path: Path) -> bytes:
    """Return the bytes of a file, unpacked if they are compressed (gzip); raises TimelineError."""
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data.startswith(_GZIP) else data
    except (OSError, EOFError, zlib.error) as error:
        reason = in_words(error) if isinstance(error, OSError) and error.strerror else str(error).lower()
        raise TimelineError([Fault(str(path), None, "", reason, "a file that can be read")]) from error
    except ValueError:  # NUL, or half of a character
        raise TimelineError([Fault(str(path), None, "", "a name that no file can have", "a path")]) from None


class Readable(Protocol):
    """A file object, of text or bytes."""

    def read(self) -> str | bytes:
        """Return all of it."""
        ...


Thing: TypeAlias = Event | Instrument | Document
Addable: TypeAlias = str | Path | bytes | Readable | Mapping[str, Any] | Thing | Sequence[Thing]
"""What can be recorded: the path of a file, its text or bytes, a file object, what would stand in one as a table (of a
timeline, or of JSON), or model objects."""


def add(store: Store, added: Addable, clock: Callable[[], Tick], *, on: Date | None = None) -> FeedReport:
    """Record a file, what would stand in one, or model objects.

    A text that is more than one line, or is JSON or XML, is the content of a file; any other is its path.

    Raises:
        InputError: it is nothing of that, or an event names an instrument that is not recorded.
        TimelineError, FileError, StoreError: as :func:`add_data`.
    """
    if isinstance(added, Thing):
        added = [added]
    if isinstance(added, Path) or (isinstance(added, str) and not _is_content(added)):
        return add_data(store, read_file(Path(added)), Path(added), clock, on=on)
    if isinstance(added, Mapping) and "timeline" in added:
        return _add_timeline(store, added, Path("table"), clock)
    if isinstance(added, Mapping):
        return add_data(store, json.dumps(added, default=str).encode(), Path("table"), clock, on=on)
    if isinstance(added, str | bytes):
        return add_data(store, _bytes(added), Path("text"), clock, on=on)
    things = [each for each in added if isinstance(each, Thing)] if isinstance(added, Sequence) else []
    if things and isinstance(added, Sequence) and len(things) == len(added):
        return _report("code", "Recorded by a program", record(store, things, "code", clock()))
    if callable(getattr(added, "read", None)):
        name = str(getattr(added, "name", "file"))
        return add_data(store, _bytes(added.read()), Path(name), clock, on=on)  # type: ignore[union-attr]
    raise InputError(f"add: found {added!r:.60}; expected a path, a file, its text, a table or model objects")


def _is_content(text: str) -> bool:
    return "\n" in text.strip() or text.lstrip()[:1] in ("{", "[", "<")


def _bytes(content: str | bytes) -> bytes:
    try:
        data = content.encode() if isinstance(content, str) else bytes(content)
    except UnicodeEncodeError as error:
        raise HalfCharacterError(error) from None
    return gzip.decompress(data) if data.startswith(_GZIP) else data


def record(store: Store, things: Sequence[Thing], source: str, now: Tick) -> Appended:
    """Record model objects that a program made.

    Raises:
        InputError: an event names an instrument or a document that is not recorded, one of them could not be read
            again, or the source has no name: no export could be restored then.
    """
    if not (source and source.strip()):
        raise InputError(f"source: found {source!r}; expected a name, such as code")
    given: Sequence[object] = things
    if strange := [kind_in_words(thing) for thing in given if not isinstance(thing, Thing)]:
        wanted = "expected events, instruments and documents, each an argument of its own"
        raise InputError(f"record: found {strange[0]}; {wanted}")
    for thing in things:
        kind, key = type(thing).__name__.lower(), thing.key if isinstance(thing, Event) else thing.id
        try:
            table = to_record(thing)
        except Exception:  # noqa: BLE001  a program may put anything into a field
            name, value, wanted = unwritable(thing)
            raise InputError(f"{kind} {key!r}: {name}: found {value!r:.60}; expected {wanted}") from None
        try:
            read_record(table, type(thing))
        except Flaws as error:
            raise InputError(f"{kind} {key!r}: {error}") from None
    made = {thing.id for thing in things if isinstance(thing, Instrument)}
    papers = {thing.id for thing in things if isinstance(thing, Document)}
    for event in (thing for thing in things if isinstance(thing, Event)):
        if event.target not in made and not store.numbers([event.target]):
            wanted = "expected an instrument that is recorded, or recorded with it"
            raise InputError(f"event {event.key!r}: found the target {event.target!r}; {wanted}")
        cited = {each.document for each in event.evidence} - papers
        if lacking := sorted(cited - store.documents(cited).keys()):
            wanted = "expected a document that is recorded, or recorded with it"
            raise InputError(f"event {event.key!r}: found evidence from {lacking[0]!r}; {wanted}")
    return store.append(Batch(source, source, things), now)


def _broken_at(data: bytes) -> str | None:
    """Return where data that begin like JSON are none; None for one value, or one a line."""
    try:
        json.loads(data)
    except json.JSONDecodeError as error:
        return None if error.msg == "Extra data" else f"line {error.lineno}, column {error.colno}"
    except UnicodeDecodeError as error:
        return f"byte {error.start:,}"
    except RecursionError:
        return None  # deeper than any kind goes
    return None


def add_data(
    store: Store, data: bytes, path: Path, clock: Callable[[], Tick], *, on: Date | None = None
) -> FeedReport:  # fmt: skip
    """Record the content of a file: an exported ledger, whatever a source can parse, or a timeline.

    Of what a source parses, a record that cannot be read is a problem of the report, and the rest is recorded. A
    timeline and an export are recorded wholly or not at all.

    Args:
        store: the ledger.
        data: what stands in it.
        path: where it is, to name it in problems, and for the day in its name.
        clock: the present.
        on: the day of an issue, a download or an edition, where the file does not say it.

    Raises:
        TimelineError: a timeline or an export has faults; it lists all of them.
        FileError: nothing of the file can be recorded.
        StoreError: the ledger cannot be written.
    """
    if is_dump(data):
        return _report(path.name, "Exported ledger", store.merge(read_dump(data, str(path)), clock()))
    kind = file_kind(data)
    if kind is not None:
        source = load(kind.source)(FileContext(store, data, path, clock, on))
        run = Run(store, source, clock)
        report = run.read_file()
        if run.failed and not (report.changed or report.unchanged):
            raise FileError("\n".join(report.problems))
        return report
    kinds = ", ".join(each.name for each in file_kinds())
    if (start := _NO_TOML.match(data)) is not None:
        what = "XML" if start[0].endswith(b"<") else "JSON"
        if what == "JSON" and (place := _broken_at(data)) is not None:
            raise FileError(f"{path}: found JSON that is broken at {place}; expected a whole file: fetch it again")
        raise FileError(f"{path}: found {what} of no kind that is known; expected one of: {kinds}")
    if path.suffix.lower() != ".toml" and (b"\0" in data or _LIKE_TOML.search(data) is None):
        wanted = f"expected a timeline (TOML), an exported ledger, or one of: {kinds}"
        if not data.strip():
            raise FileError(f"{path}: found an empty file; {wanted}")
        raise FileError(f"{path}: found none of the files that regtrack reads; {wanted}")
    return _add_timeline(store, data, path, clock, folder=path.parent)


def _add_timeline(
    store: Store, data: bytes | Mapping[str, Any], path: Path, clock: Callable[[], Tick], *, folder: Path | None = None
) -> FeedReport:
    def known(id_: str) -> bool:
        return id_ in store.numbers([id_])

    timeline = read_timeline(data, name=str(path), known_instruments=known, folder=folder)
    return _report(timeline.source, timeline.title, record_timeline(store, timeline, clock()))


def record_timeline(store: Store, timeline: Timeline, now: Tick) -> Appended:
    """Record a timeline, which is all that its author says."""
    items: list[Item] = [*timeline.documents, *timeline.instruments, *timeline.events]
    batch = Batch(
        timeline.source, timeline.title, items, complete=True, digest=timeline.digest,
        checked_through=timeline.checked_through,
    )  # fmt: skip
    return store.append(batch, now)


def _report(id_: str, title: str, done: Appended) -> FeedReport:
    return FeedReport(id_, title, **attrs.asdict(done))
