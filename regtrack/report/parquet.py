"""A ledger as Parquet files, for analysts: the events in a folder for each year, documents and instruments beside them.

The year of an event is that in which the public could first read it, which it always has, and which no later record of
another event changes. A column ``..._on`` has a day only where the ledger knows one: of "2025-05" or "unknown" it is
null, and the column without ``_on`` has the words. Every record is there, also what was revised later.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from regtrack import dates
from regtrack.errors import InputError
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.when import When, WhenKind
from regtrack.records.canonical import EVENT_DATES, canonical, load

_ROWS = 50_000
"""How many rows a group has at most."""
_OPEN = 200
"""How many files are open at once; a ledger of more years than that has several files for one."""
_TEXT = (
    "kind", "target", "parties", "of", "name", "value", "mode", "condition", "by", "zone", "summary", "note",
    "language",
)  # fmt: skip
_LISTS = ("parts", "exclude", "conflicts_with", "flags")
_EVIDENCE = ("document", "quote", "note")
_RECORD = {"seq": "int64", "recorded_at": "instant", "source": "text", "key": "text", "id": "text", "record": "text"}
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "events": {
        **_RECORD, "certainty": "text", **dict.fromkeys(_TEXT, "text"), **dict.fromkeys(_LISTS, "texts"),
        **{column: kind for name in EVENT_DATES for column, kind in ((name, "text"), (f"{name}_on", "day"))},
        "evidence": "evidence",
    },
    "documents": {
        **_RECORD, **dict.fromkeys(("publisher", "url", "title", "date", "rank"), "text"), "date_on": "day",
    },
    "instruments": {
        **_RECORD, **dict.fromkeys(("kind", "title", "short", "agency", "same_as"), "text"),
        **dict.fromkeys(("citation", "document_number", "rin", "docket", "cfr", "topics", "agencies"), "texts"),
    },
}  # fmt: skip
"""Each table with its columns, and what they hold; ``record`` is all of it as canonical JSON."""
_CLASSES: Mapping[str, tuple[str, type[Any]]] = {
    "event": ("events", Event), "document": ("documents", Document), "instrument": ("instruments", Instrument),
}  # fmt: skip


def write_parquet(exported: Iterable[str], folder: Path) -> int:
    """Write an exported ledger as Parquet files; return how many rows they have.

    Args:
        exported: its lines, as :meth:`regtrack.Tracker.export` returns them.
        folder: made if it is not there.

    Raises:
        InputError: pyarrow is not installed, or there is something in the folder.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise InputError(
            "format: found parquet, for which pyarrow is missing; expected it: pip install 'regtrack[parquet]'"
        ) from error
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"output: found {str(folder)!r}, in which something is; expected an empty folder or a new one")
    sources, zones, count = dict[int, str](), dict[str, str](), 0
    with ExitStack() as stack:
        files = _Files(folder, stack)
        for line in map(json.loads, exported):
            if line["type"] == "source":
                sources[line["num"]] = line["id"]
            elif line["type"] in _CLASSES:
                table, cls = _CLASSES[line["type"]]
                item = load(_body(line), cls)  # type: ignore[arg-type]
                if isinstance(item, Instrument):
                    zones[item.id] = item.publication_zone
                files.add(_place(table, item, zones), table, _row(table, item, line, sources[line["source"]]))
                count += 1
        files.flush()
    return count


class _Files:
    """The files of a dataset, each with the rows that wait to be written to it."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._waiting: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self._writers: dict[tuple[str, str], Any] = {}
        self._made = 0

    def add(self, place: str, table: str, row: dict[str, Any]) -> None:
        waiting = self._waiting[place, table]
        waiting.append(row)
        if len(waiting) >= _ROWS:
            self._write(place, table)

    def flush(self) -> None:
        for place, table in sorted(self._waiting):
            self._write(place, table)

    def _write(self, place: str, table: str) -> None:
        import pyarrow

        rows = self._waiting.pop((place, table))
        batch = pyarrow.Table.from_pylist(rows, schema=_schema(table))
        self._writer(place, table).write_table(batch)

    def _writer(self, place: str, table: str) -> Any:
        from pyarrow import parquet

        if (place, table) not in self._writers:
            if len(self._writers) >= _OPEN:
                self._writers.pop(next(iter(self._writers))).close()
            path = self._folder / place / f"part-{self._made}.parquet"
            self._made += 1
            path.parent.mkdir(parents=True, exist_ok=True)
            writer = parquet.ParquetWriter(path, _schema(table), compression="zstd")
            self._writers[place, table] = writer
            self._stack.callback(writer.close)
        return self._writers[place, table]


def _schema(table: str) -> Any:
    import pyarrow

    text = pyarrow.string()
    types = {
        "int64": pyarrow.int64(), "instant": pyarrow.timestamp("us", tz="UTC"), "text": text, "day": pyarrow.date32(),
        "texts": pyarrow.list_(text), "evidence": pyarrow.list_(pyarrow.struct([(name, text) for name in _EVIDENCE])),
    }  # fmt: skip
    return pyarrow.schema([(name, types[kind]) for name, kind in _COLUMNS[table].items()])


def _body(line: Mapping[str, Any]) -> str:
    return json.dumps(line["record"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _place(table: str, item: Any, zones: Mapping[str, str]) -> str:
    if not isinstance(item, Event):
        return table
    first = min(tick for _, tick in item.steps(zones[item.target]))
    return f"{table}/year={dates.day_of(first).year}"


def _row(table: str, item: Any, line: Mapping[str, Any], source: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "seq": line["seq"], "recorded_at": line["recorded"], "source": source, "key": line["key"], "id": line["id"],
        "record": canonical(item),
    }  # fmt: skip
    for name, kind in _COLUMNS[table].items():
        if name in row:
            continue
        value = getattr(item, name.removesuffix("_on") if kind == "day" else name)
        if kind == "day":
            row[name] = _day(value, item)
        elif kind == "evidence":
            row[name] = [{key: getattr(each, key) for key in _EVIDENCE} for each in value]
        elif isinstance(value, Sequence) and not isinstance(value, str):
            row[name] = list(value)
        else:
            row[name] = None if value is None else _words(value)
    return row


def _words(value: Any) -> str:
    if isinstance(value, When):
        return value.text
    return str(getattr(value, "label", getattr(value, "value", value)))


def _day(when: When | None, item: Any) -> dt.date | None:
    """Return the one day that is meant, if one is."""
    if when is None:
        return None
    days = when.days(getattr(item, "published_on", None))
    if days is None:  # an instant, or nobody knows
        return dt.date.fromisoformat(when.text[:10]) if when.kind is WhenKind.INSTANT else None
    return days[0] if days[0] == days[1] else None
