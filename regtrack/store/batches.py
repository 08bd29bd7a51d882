"""What goes into a ledger, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

import attrs

from regtrack.dates import Tick
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.records.canonical import Record

Item: TypeAlias = Record


class Sighting(NamedTuple):
    """A document shown by a feed, and the marks that identify it (see ``regtrack.sources.feeds.known_items``)."""

    document: str
    names: tuple[int, ...]


REVIVES = "no-event-begins-so:"
"""A restated key for no event: only a batch that restates something records that a fact is again what it once was."""


@attrs.frozen
class Batch:
    """What one source says, to be recorded together or not at all.

    Attributes:
        source: id of the file or feed.
        title: its name for people.
        items: what it says.
        complete: it is all that the source states: events that it stated before and no longer states are withdrawn.
        restated: beginnings of keys of which it states every event: others whose keys begin so are withdrawn,
            whichever source stated them.
        digest: of the bytes it came from; the same digest again need not be read.
        validators: what to ask its server with next time (ETag, Last-Modified).
        checked_through: ISO day up to which its author or its fetch looked.
        history: it was asked for afterwards, so that it is no news however late it is recorded.
        portions: the parts of a feed that were read whole with it.
        problem: why the source could not be read whole; None when it could.
        closes: it is the last of what was read of the source this time.
        dry_run: only find out what it would change.
        sightings: which documents a feed showed.
        count: how many items it had; None for what has none.
        next_poll_at: next scheduled poll; None if it is not polled by itself.
    """

    source: str
    title: str
    items: Sequence[Item]
    complete: bool = False
    restated: Sequence[str] = ()
    digest: str = ""
    validators: str = ""
    checked_through: str | None = None
    history: bool = False
    portions: Sequence[str] = ()
    problem: str | None = None
    closes: bool = True
    dry_run: bool = False
    sightings: Sequence[Sighting] = ()
    count: int | None = None
    next_poll_at: Tick | None = None


@attrs.frozen
class Appended:
    """What a batch changed: how many facts were new, said otherwise than before, taken back, or known already."""

    new: int
    revised: int
    withdrawn: int
    unchanged: int

    @property
    def changed(self) -> bool:
        return bool(self.new or self.revised or self.withdrawn)

    def __add__(self, other: Appended) -> Appended:
        return Appended(
            self.new + other.new, self.revised + other.revised, self.withdrawn + other.withdrawn,
            self.unchanged + other.unchanged,
        )  # fmt: skip


def in_order(items: Iterable[Item]) -> list[Item]:
    """Return each item once, in its last version, and what others point to before them."""
    last = {(_rank(item), getattr(item, "key", None) or getattr(item, "id", "")): item for item in items}
    return [item for (_, _), item in sorted(last.items(), key=lambda pair: pair[0][0])]


def _rank(item: Item) -> int:
    if isinstance(item, Instrument):
        return 2 if item.same_as else 1
    return 0 if isinstance(item, Document) else 3 if isinstance(item, Event) else 4
