"""Entries of a list, a list as it was on one day, and what changed between two such snapshots."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from types import MappingProxyType
from typing import TypeAlias

import attrs

from regtrack.errors import Fault
from regtrack.sources.lists.catalogue import KnownList

Fields: TypeAlias = tuple[tuple[str, str], ...]


@attrs.frozen
class ListEntry:
    """One entry.

    Attributes:
        id: names it within its list and stays while its words change: the list's own number, else its name.
        name: whom or what it is about.
        fields: everything else that it says, by name, in the list's order; what is empty is left out.
    """

    id: str
    name: str
    fields: Fields = ()

    def get(self, field: str) -> str | None:
        """Return what it says in a field."""
        return dict(self.fields).get(field)


Entries: TypeAlias = Mapping[str, ListEntry]
"""The entries of one list by id."""


@attrs.frozen
class Snapshot:
    """What one file says: one list, or several that are published together.

    Attributes:
        lists: by list, its entries in the order of the file. An entry without a number goes by its name until it is
            aligned with an earlier snapshot, see :func:`regtrack.sources.lists.changes.align`.
        sha256: digest of the file.
        faults: what of it could not be read.
    """

    lists: Mapping[KnownList, tuple[ListEntry, ...]] = MappingProxyType({})
    sha256: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def count(self) -> int:
        """How many entries it has."""
        return sum(map(len, self.lists.values()))


_NO_LETTER = re.compile(r"[^\w]+")


def id_of_name(name: str) -> str:
    """Return the id of an entry that has no number: its name without width, case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(each for each in plain if not unicodedata.combining(each))
    return _NO_LETTER.sub("-", kept).strip("-") or "unnamed"


def one_line(text: str) -> str:
    """Words on one line, each apart from the next by one space."""
    return " ".join(text.split())


@attrs.frozen
class Changes:
    """What became of a list.

    Attributes:
        added: entries that were not there.
        removed: entries that are not there any more, as they last were.
        modified: entries that say something else: as they were, and as they are.
    """

    added: tuple[ListEntry, ...] = ()
    removed: tuple[ListEntry, ...] = ()
    modified: tuple[tuple[ListEntry, ListEntry], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.modified)


def align(before: Entries, entries: Iterable[ListEntry]) -> dict[str, ListEntry]:
    """Entries by ids that stay: of several that have one name, each keeps the id it had.

    The first to have a name goes by it, the others by it with ``~2``, ``~3``. An entry whose words are those of an
    entry before keeps that one's id, whatever the order of the file; those that changed take what is left, in order.
    """
    found: dict[str, ListEntry] = {}
    named: defaultdict[str, list[ListEntry]] = defaultdict(list)
    for entry in entries:
        named[entry.id].append(entry)
    had: defaultdict[str, list[str]] = defaultdict(list)
    for id_ in before:
        had[id_.partition(_SAME)[0]].append(id_)
    for name, same in named.items():
        if len(same) == 1 and had[name] in ([], [name]):
            found[name] = same[0]
            continue
        left, waiting = sorted(had[name], key=lambda id_: int(id_.partition(_SAME)[2] or 1)), list[ListEntry]()
        for entry in same:
            kept = next((id_ for id_ in left if _words(before[id_]) == _words(entry)), None)
            if kept is None:
                waiting.append(entry)
            else:
                left.remove(kept)
                found[kept] = attrs.evolve(entry, id=kept)
        free = chain(left, (id_ for id_ in _ids(name) if id_ not in had[name]))
        found |= {id_: attrs.evolve(entry, id=id_) for id_, entry in zip(free, waiting, strict=False)}
    return found


_SAME = "~"


def _words(entry: ListEntry) -> tuple[str, Fields]:
    return entry.name, entry.fields


def _ids(name: str) -> Iterator[str]:
    yield name
    for number in count(2):
        yield f"{name}{_SAME}{number}"


def difference(before: Entries, after: Entries) -> Changes:
    """Return what changed between two snapshots, both by ids that stay."""
    return Changes(
        tuple(entry for id_, entry in after.items() if id_ not in before),
        tuple(entry for id_, entry in before.items() if id_ not in after),
        tuple((before[id_], entry) for id_, entry in after.items() if id_ in before and before[id_] != entry),
    )
