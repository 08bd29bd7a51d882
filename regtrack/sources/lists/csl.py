"""The Consolidated Screening List: thirteen lists of three departments in one JSON file (``{"results": [...]}``).

The International Trade Administration publishes it.

An entry of OFAC's has OFAC's number. Others have none, and the ``id`` that the file gives them is made of their words,
so that it changes with them: they go by their names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from regtrack.errors import Fault
from regtrack.sources.lists.catalogue import KnownList, list_named
from regtrack.sources.lists.entry import ListEntry, Snapshot, id_of_name, one_line

_NO_FIELDS = frozenset(("id", "_id", "_score", "score", "name", "source", "entity_number"))
"""What names an entry, or was made by whoever put the lists together."""
_FIRST = (
    "type", "programs", "title", "addresses", "federal_register_notice", "start_date", "end_date",
    "license_requirement", "license_policy", "alt_names",
)  # fmt: skip
"""What a reader wants to know first; anything else follows by name."""


def read_csl(data: bytes, name: str = "consolidated.json") -> Snapshot:
    """Read the file; an entry that cannot be read is a fault, and a file that is no JSON is nothing.

    Args:
        data: its bytes.
        name: what to call it in faults.
    """
    try:
        table = json.loads(data)
    except (ValueError, RecursionError) as error:
        return Snapshot(faults=(Fault(name, None, "", f"no JSON ({str(error)[:60]})", "the screening list"),))
    rows = table.get("results") if isinstance(table, dict) else None
    if not isinstance(rows, list) or not rows:
        return Snapshot(faults=(Fault(name, None, "results", repr(rows)[:60], "a list with entries"),))
    faults: list[Fault] = []
    found: dict[KnownList, list[ListEntry]] = {}
    lists: dict[str, KnownList] = {}
    for place, row in enumerate(rows):
        source, called = (row.get("source"), row.get("name")) if isinstance(row, dict) else (None, None)
        if not (isinstance(source, str) and isinstance(called, str) and source.strip() and called.strip()):
            faults.append(Fault(name, None, f"results[{place}]", repr(row)[:60], "an entry with a name and a source"))
            continue
        if source not in lists:
            lists[source] = list_named(source)
        found.setdefault(lists[source], []).append(_entry(row, one_line(called)))
    kept = {each: tuple(entries) for each, entries in found.items()}
    return Snapshot(kept, hashlib.sha256(data).hexdigest(), tuple(faults))


def _entry(row: Mapping[str, Any], name: str) -> ListEntry:
    number = one_line(str(row.get("entity_number") or ""))
    keys = [*(key for key in _FIRST if key in row), *sorted(set(row) - {*_FIRST, *_NO_FIELDS})]
    fields = ((key, "; ".join(sorted(_texts(row[key])))) for key in keys)
    return ListEntry(number or id_of_name(name), name, tuple((key, value) for key, value in fields if value))


def _texts(value: Any) -> Iterator[str]:
    """Return a value as texts: a list has one for each member, and an address is one line."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Mapping):
        text = ", ".join(part for each in value.values() for part in _texts(each))
        if text:
            yield text
    elif value is not None and value is not False and (text := one_line(str(value))):
        yield text
