"""Whether an exported ledger proves itself: ids are digests of records, and links cover every line."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeAlias

from regtrack.records.canonical import canonical, content_id, is_id, load
from regtrack.store import chain
from regtrack.store.chain import NONE, ChainLink

_Flaw: TypeAlias = tuple[str, str, str]
"""A field, what was found, what was expected."""
_AGAIN = "export the ledger again, or use a copy that nobody edited"


class Proof:
    """Checks the lines of one export in their order; :meth:`end` when there are no more.

    An export of a release before there was a chain has no links; then the ids are all there is to check.
    """

    def __init__(self) -> None:
        self._ids: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._sources: dict[int, str] = {}
        self._waiting: list[tuple[int, str]] = []
        self._link = NONE

    def check(self, table: dict[str, Any]) -> Iterator[_Flaw]:
        """Return what is wrong with a line; an entry gets its body as it is to be stored."""
        if table["type"] == "source":
            line = chain.source_line(table["num"], table["id"], table["title"], table["first_recorded"])
            self._sources[table["num"]] = line
        elif table["type"] == "link":
            yield from self._check_link(ChainLink(table["num"], table["subject"], table["rows"], table["head"]))
        elif "item" in table:
            yield from self._check_entry(table)

    def end(self) -> Iterator[_Flaw]:
        """Return what is wrong with the whole."""
        if self._link.num and self._waiting:
            yield "link", f"none for entry {self._waiting[0][0]}", f"one for each entry: {_AGAIN}"

    def _check_entry(self, table: dict[str, Any]) -> Iterator[_Flaw]:
        type_, key, id_ = table["type"], table["key"], table["id"]
        body = json.dumps(table["record"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        own = self._ids[type_, key]
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

    def _check_link(self, link: ChainLink) -> Iterator[_Flaw]:
        expected = chain.link(self._link, link.subject, link.rows)
        if link != expected:
            yield "head", f"{link.head[:16]!r} in link {link.num}", f"{expected.head[:16]} in {expected.num}; {_AGAIN}"
        self._link = link
        what, _, which = link.subject.partition(" ")
        lines: list[str] = []
        if what == "entries":
            lines, self._waiting = [line for _, line in self._waiting], []
        elif what == "source" and which.isdecimal() and len(which) < 20:
            lines = [self._sources.get(int(which), "")]
        if what in chain.IN_EXPORTS and chain.digest(lines) != link.rows:
            yield (
                "rows",
                f"{link.rows[:16]!r} for {link.subject}",
                f"{chain.digest(lines)[:16]}: they changed; {_AGAIN}",
            )


def _loads(body: str, item: Any) -> bool:
    """Whether a body that an older release wrote can be read as what it says."""
    try:
        return bool(load(body, item.__class__) == item)
    except Exception:  # noqa: BLE001  the reader trusts, and what it meets here may be anything
        return False
