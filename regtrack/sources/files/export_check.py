"""Whether an exported ledger is what a ledger writes, and proves itself.

Its lines have numbers that fit, in order, and keys that agree; ids are digests of records, and links cover every line.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from regtrack.dates import FIRST, LAST
from regtrack.records.canonical import canonical, content_id, is_id, load
from regtrack.sources.files.timeline import is_day
from regtrack.store import carrying, chain
from regtrack.store.chain import NONE, ChainLink

_Flaw: TypeAlias = tuple[str, str, str]
"""A field, what was found, what was expected."""
_AGAIN = "export the ledger again, or use a copy that nobody edited"
_ID = re.compile(r"[0-9a-f]{24}")
_NAME = re.compile(r"[0-9a-f]{1,16}")
_MOST = 2**63
_TICKS = frozenset(("recorded", "first_recorded"))
_CHECK = (3, 6)
"""How many values a reading of a source has: the newer the export, the more."""


class ExportCheck:
    """Checks the lines of one export in their order; :meth:`end` when there are no more.

    A line that agrees with all before it can be recorded. An export of a release before there was a chain has no
    links; then the ids are all there is to prove.
    """

    def __init__(self) -> None:
        self._sources: dict[int, str] = {}
        self._ids: set[str] = set()
        self._seq = 0
        self._of_key: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._source_lines: dict[int, str] = {}
        self._waiting: list[tuple[int, str]] = []
        self._link = NONE

    def check(self, table: dict[str, Any]) -> list[_Flaw]:
        """Return what is wrong with a line whose keys are of the right types; an entry gets its body to be stored."""
        return [*self._misfits(table)] or [*self._proof(table)]

    def _misfits(self, table: Mapping[str, Any]) -> Iterator[_Flaw]:
        for key, value in table.items():
            if type(value) is int and not (FIRST <= value <= LAST if key in _TICKS else 0 <= value < _MOST):
                yield key, str(value)[:40], "an instant in the years 1 to 9999" if key in _TICKS else "a whole number"
        if table["type"] == "source":
            yield from self._check_source(table)
        elif table["type"] == "table":
            yield from carrying.flaws(table)
        elif table["type"] != "link" and table["source"] not in self._sources:
            yield "source", str(table["source"])[:40], "the num of a source on an earlier line"
        if table["type"] == "sighting":
            names = table["names"]
            if not all(isinstance(name, str) and _NAME.fullmatch(name) and int(name, 16) < _MOST for name in names):
                yield "names", repr(names)[:60], "a list of numbers in hexadecimal digits"
        if "item" in table:
            yield from self._check_entry(table)

    def _proof(self, table: dict[str, Any]) -> Iterator[_Flaw]:
        if table["type"] == "source":
            line = chain.line("source", *map(table.get, chain.LINES["source"]))
            self._source_lines[table["num"]] = line
        elif table["type"] == "link":
            yield from self._prove_link(ChainLink(table["num"], table["subject"], table["rows"], table["head"]))
        elif "item" in table:
            yield from self._prove_entry(table)

    def end(self) -> Iterator[_Flaw]:
        """Return what is wrong with the whole."""
        if self._link.num and self._waiting:
            yield "link", f"none for entry {self._waiting[0][0]}", f"one for each entry: {_AGAIN}"

    def _prove_entry(self, table: dict[str, Any]) -> Iterator[_Flaw]:
        type_, key, id_ = table["type"], table["key"], table["id"]
        body = json.dumps(table["record"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        own = self._of_key[type_, key]
        if not is_id(id_, type_, key, body, own):
            wanted = f"{content_id(type_, body)}, the digest of its record: the record was changed; {_AGAIN}"
            yield "id", f"{id_!r} for {type_} {key}", wanted
        if body != canonical(table["item"]) and not _loads(body, table["item"]):
            yield "record", f"a form of {type_} {key} that no release has written", f"its canonical form; {_AGAIN}"
        own.append(id_)
        table["body"] = body
        seq, recorded, source = table["seq"], table["recorded"], table["source"]
        line = chain.entry_line(seq, recorded, source, type_, key, id_, body, table.get("history", 0))
        self._waiting.append((seq, line))

    def _prove_link(self, link: ChainLink) -> Iterator[_Flaw]:
        expected = chain.link(self._link, link.subject, link.rows)
        if link != expected:
            yield "head", f"{link.head[:16]!r} in link {link.num}", f"{expected.head[:16]} in {expected.num}; {_AGAIN}"
        self._link = link
        what, _, which = link.subject.partition(" ")
        lines: list[str] = []
        if what == "entries":
            lines, self._waiting = [line for _, line in self._waiting], []
        elif what == "source" and which.isdecimal() and len(which) < 20:
            lines = [self._source_lines.get(int(which), "")]
        if what in chain.IN_EXPORTS and chain.digest(lines) != link.rows:
            yield (
                "rows",
                f"{link.rows[:16]!r} for {link.subject}",
                f"{chain.digest(lines)[:16]}: they changed; {_AGAIN}",
            )

    def _check_source(self, table: Mapping[str, Any]) -> Iterator[_Flaw]:
        num, id_ = table["num"], table["id"]
        if num in self._sources or id_ in self._sources.values() or not id_.strip():
            yield "id", repr(f"{num} {id_}")[:60], "a source that no earlier line has"
        self._sources[num] = id_
        for place, row in enumerate(table["checks"]):
            if not _is_reading(row) or any(row[0] == other[0] for other in table["checks"][:place]):
                yield f"checks[{place + 1}]", repr(row)[:60], "when it was read, its digest and its last day, each once"
                return

    def _check_entry(self, table: Mapping[str, Any]) -> Iterator[_Flaw]:
        item = table["item"]
        own = item.key if hasattr(item, "key") else item.id
        if table["key"] != own:
            yield "key", repr(table["key"])[:60], f"that of its record, {own!r}"[:120]
        if table["seq"] <= self._seq:
            yield "seq", str(table["seq"]), f"one after {self._seq}, that of the entry before it"
        if not _ID.fullmatch(table["id"]) or table["id"] in self._ids:
            yield "id", repr(table["id"])[:60], "24 hexadecimal digits that no earlier line has"
        if repr(table.get("history", 0)) not in ("0", "1"):  # true is 1, and has another hash
            yield "history", repr(table["history"])[:60], "0 or 1"
        self._seq = max(self._seq, table["seq"])
        self._ids.add(table["id"])


def _loads(body: str, item: Any) -> bool:
    """Whether a body that an older release wrote can be read as what it says."""
    try:
        return bool(load(body, item.__class__) == item)
    except Exception:  # noqa: BLE001  the reader trusts, and what it meets here may be anything
        return False


def _is_reading(row: object) -> bool:
    if not isinstance(row, list) or not _CHECK[0] <= len(row) <= _CHECK[1]:
        return False
    recorded, digest, through, problem, count, due = (*row, None, None, None)[:6]
    return (
        _is_tick(recorded)
        and isinstance(digest, str)
        and (through is None or (isinstance(through, str) and is_day(through)))
        and (problem is None or isinstance(problem, str))
        and (count is None or (type(count) is int and 0 <= count < _MOST))
        and (due is None or _is_tick(due))
    )


def _is_tick(value: object) -> bool:
    return type(value) is int and FIRST <= value <= LAST
