"""What goes into a ledger and what comes out of it, besides the model's own nouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import attrs

from regtrack.dates import Tick
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Family
from regtrack.model.posting import Posting

if TYPE_CHECKING:  # most questions read none of these
    from regtrack.model.inbox import InboxEntry
    from regtrack.model.people import Person, Review
    from regtrack.model.provision_text import Amendatory, Edition, Passage

Item: TypeAlias = "Instrument | Document | Event | InboxEntry | Passage | Edition | Amendatory | Person | Review"

T = TypeVar("T", "Edition", "Amendatory")


class Sighting(NamedTuple):
    """That a feed showed a document, and the marks that identify it (see ``regtrack.sources.feeds.recognising``)."""

    document: str
    names: tuple[int, ...]


class SearchHit(NamedTuple):
    """Something that a search found.

    Attributes:
        type: ``passage``, ``amendatory``, ``event``, ``document`` or ``instrument``.
        id: of the passage, event, document or instrument; the key of amendatory instructions.
        place: which paragraph of a passage, or which instruction.
        score: the smaller, the better.
    """

    type: str
    id: str
    place: int
    score: float


class Latest(NamedTuple):
    """The last thing by which an answer about the law may have become another one.

    Attributes:
        at: the last moment at which a date came, a feed was read or something was recorded.
        entry: id of the last entry, of those that are about the law; empty if there is none.
    """

    at: Tick
    entry: str


class Waiting(NamedTuple):
    """An entry of the inbox, with the moment at which it was recorded as it now stands."""

    entry: InboxEntry
    recorded: Tick


@attrs.frozen
class Batch:
    """What one source says, to be recorded together or not at all.

    Attributes:
        source: id of the file or feed.
        title: its name for people.
        items: what it says.
        complete: it is all that the source has to say: what it said before and does not say now was taken back.
        restated: beginnings of keys about which it says all there is to say: events whose keys begin so and which it
            does not say now were taken back, whichever source said them.
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
    """Return each item once, as it was last said, and what others point to before them."""
    last = {(_rank(item), getattr(item, "key", None) or getattr(item, "id", "")): item for item in items}
    return [item for (_, _), item in sorted(last.items(), key=lambda pair: pair[0][0])]


def _rank(item: Item) -> int:
    if isinstance(item, Instrument):
        return 2 if item.same_as else 1
    return 0 if isinstance(item, Document) else 3 if isinstance(item, Event) else 4


class InstrumentOutline(NamedTuple):
    """What the fold has to know of an instrument: its id, its family of statuses and the zone of its legal days."""

    id: str
    family: Family
    zone: str


class Arrival(NamedTuple):
    """An event that was recorded in a window of time.

    Attributes:
        posting: the event, compiled.
        target: number of its target.
        revises: whether the ledger had another record of the same fact when the window began.
    """

    posting: Posting
    target: int
    revises: bool


@attrs.frozen
class SourceStatus:
    """A file or feed and when it was last read.

    Attributes:
        id, title: which.
        first_recorded: when the ledger began to follow it.
        last_recorded: when it was last read, whole or not.
        checked_through: ISO day up to which it looked, as it says itself.
        digest: of what was last read.
        last_whole: when it was last read whole; None if it never was.
        last_closed: when it was last read to the end, whole or not; None if it never was.
        problem: what was wrong the last time; None when nothing was.
        count: how many items it had when it last had any; None for what has none.
        next_poll_at: next scheduled poll; None if it is not polled by itself.
        failures: how often in a row it could not be read whole.
        validators: what to ask its server with next time (ETag, Last-Modified).
    """

    id: str
    title: str
    first_recorded: Tick
    last_recorded: Tick
    checked_through: str | None
    digest: str
    last_whole: Tick | None = None
    last_closed: Tick | None = None
    problem: str | None = None
    count: int | None = None
    next_poll_at: Tick | None = None
    failures: int = 0
    validators: str = ""


class PortionStatus(NamedTuple):
    """A part of a feed that was read whole: when for the first time, and when last."""

    first_read: Tick
    read: Tick


class Damage(NamedTuple):
    """Something in a ledger that is not what was written.

    Attributes:
        place: which entry, digest, message, table or part of the file.
        found: what is wrong with it.
        remedy: how to restore it.
    """

    place: str
    found: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.found}; {self.remedy}"


class CheckProgress(NamedTuple):
    """How far a check has come: what it verifies, how much of that is done, and how much there is."""

    part: str
    done: int
    total: int
