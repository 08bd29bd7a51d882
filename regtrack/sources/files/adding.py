"""Files on disk into the ledger, by the same route as what is fetched. Their content says what they are."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import attrs

from regtrack.dates import Date, Tick
from regtrack.errors import Fault, FileError, TimelineError, in_words
from regtrack.sources.files.dump import is_dump, read_dump
from regtrack.sources.files.timeline import Timeline, read_timeline
from regtrack.sources.registry import file_kind, file_kinds, load
from regtrack.sources.reports import FeedReport
from regtrack.sources.run import Run
from regtrack.sources.source import FileContext
from regtrack.store import Appended, Batch, Item, Store

_GZIP = b"\x1f\x8b"
_NO_TOML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<|\{|\[\s*\{)")


def read_file(path: Path) -> bytes:
    """Return the bytes of a file, unpacked if they are compressed (gzip); raises TimelineError."""
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data.startswith(_GZIP) else data
    except (OSError, EOFError, zlib.error) as error:
        reason = in_words(error) if isinstance(error, OSError) and error.strerror else str(error).lower()
        raise TimelineError([Fault(str(path), None, "", reason, "a file that can be read")]) from error


def add_file(store: Store, path: Path, clock: Callable[[], Tick], *, on: Date | None = None) -> FeedReport:
    """Record a file: an exported ledger, whatever a source can parse, or a timeline.

    Of what a source parses, a record that cannot be read is a problem of the report, and the rest is recorded. A
    timeline and an export are recorded wholly or not at all.

    Args:
        store: the ledger.
        path: the file.
        clock: the present.
        on: the day of an issue, a download or an edition, where the file does not say it.

    Raises:
        TimelineError: a timeline or an export has faults; it lists all of them.
        FileError: nothing of the file can be recorded.
        StoreError: the ledger cannot be written.
    """
    data = read_file(path)
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
    if (start := _NO_TOML.match(data)) is not None:
        kinds = ", ".join(each.name for each in file_kinds())
        what = "XML" if start[0].endswith(b"<") else "JSON"
        raise FileError(f"{path}: found {what} of no kind that is known; expected one of: {kinds}")
    timeline = read_timeline(
        data, name=str(path), known_instruments=lambda id_: id_ in store.numbers([id_]), folder=path.parent
    )
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
