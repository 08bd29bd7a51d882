"""The difference of two snapshots of a list, by the ids of their entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, count

import attrs

from regtrack.sources.lists.entry import Entries, Fields, ListEntry


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
        left, waiting = sorted(had[name], key=_place), list[ListEntry]()
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


def _place(id_: str) -> int:
    return int(id_.partition(_SAME)[2] or 1)


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
