"""What every ledger can do, whichever database keeps it.

A store appends and reads; it has no way to change or remove what was recorded. It answers in the model's own terms
and leaves every judgement to the fold.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

import attrs

from regtrack.dates import Tick
from regtrack.model.document import Document
from regtrack.model.event import Event, Recorded
from regtrack.model.horizon import Totals
from regtrack.model.inbox import InboxEntry
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Family
from regtrack.model.people import Person, RecordedReview, Review
from regtrack.model.posting import Posting
from regtrack.model.provision_text import Amendatory, Edition, Passage
from regtrack.model.state import KnownBy
from regtrack.store.chain import ChainLink

if TYPE_CHECKING:
    from regtrack.store.messages import Outbox

Item = Instrument | Document | Event | InboxEntry | Passage | Edition | Amendatory | Person | Review

T = TypeVar("T", Edition, Amendatory)


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
    keyed = Event | InboxEntry | Edition | Amendatory | Person | Review
    last = {(_rank(item), item.key if isinstance(item, keyed) else item.id): item for item in items}
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


@attrs.frozen
class Arrival:
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


@attrs.frozen
class PortionStatus:
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


class Store(Protocol):
    """A ledger."""

    read_only: bool
    """It can only be read: it was opened so, or cannot be written where it is."""

    @property
    def outbox(self) -> Outbox:
        """What was told of it, and the messages on their way."""
        ...

    def append(self, batch: Batch, now: Tick) -> Appended:
        """Record a batch in one transaction. ``recorded`` never runs backwards, whatever the clock does.

        Raises:
            UnknownTargetError: an event happens to an instrument that is neither in the ledger nor in the batch.
            StoreError: the ledger cannot be written.
        """
        ...

    def reading(self, feed: str) -> AbstractContextManager[bool]:
        """Keep a feed to this process while it is read; False if another one, of those that share a ledger, has it."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """Commit the batches that are appended inside at once; one that fails takes none of the others with it.

        Inside another such block it adds nothing.
        """
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """Read one state of the ledger inside, whatever others record meanwhile; nothing is written inside."""
        ...

    def check_in(self, batches: Sequence[Batch], now: Tick) -> None:
        """Record in one transaction that sources were read which said nothing new: batches without items."""
        ...

    def postings(self, targets: Iterable[int] | None = None) -> Iterator[tuple[int, list[Posting]]]:
        """Every posting of these targets (None: of all), target by target."""
        ...

    def touched(self, first: Tick, last: Tick, known_by: KnownBy) -> set[int]:
        """Return the targets for which anything may differ between two ticks (first excluded, last included)."""
        ...

    def arrivals(self, first: Tick, last: Tick) -> list[Arrival]:
        """Return the events recorded between two ticks (first excluded), in order, as they stand at the last.

        Only those of sources that the ledger already followed at the first, and no new facts that were asked for
        afterwards: a first load and a backfill are no news.
        """
        ...

    def instruments(self, targets: Iterable[int] | None = None) -> dict[int, Instrument]:
        """Return the newest record of these instruments (None: of all), by number."""
        ...

    def outlines(self, targets: Iterable[int] | None = None) -> dict[int, InstrumentOutline]:
        """Return the outlines of these instruments (None: of all), by number."""
        ...

    def find(self, name: str) -> dict[int, str]:
        """Instruments that go by a normalised name or identifier: number -> id."""
        ...

    def at_page(self, volume: int, page: int) -> dict[int, str]:
        """Instruments printed on a page of the Federal Register: number -> id."""
        ...

    def beginning(self, volume: int, first: int, last: int) -> dict[int, str]:
        """Instruments whose first page in the Federal Register is one of these: number -> id."""
        ...

    def portions(self, source: str) -> dict[str, PortionStatus]:
        """Return the portions of a feed that were ever read completely, by name."""
        ...

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers of instruments by their ids; unknown ids are left out."""
        ...

    def bookmarks(self) -> dict[str, Tick]:
        """Return the moments that questions left a mark at, by name."""
        ...

    def bookmark(self, name: str, tick: Tick) -> None:
        """Leave a mark, or move it."""
        ...

    def believed(self) -> Tick | None:
        """Return the last present moment that was believed, or the last that is recorded; None in an empty ledger."""
        ...

    def believe(self, now: Tick) -> None:
        """Remember a present moment as the last that was believed."""
        ...

    def known(self, until: Tick, known_by: KnownBy) -> set[int]:
        """Return the numbers of the instruments of which anything was public, or recorded, by a tick."""
        ...

    def carried(self, field: str) -> set[str]:
        """Every ``topic``, ``agency`` or ``cfr`` that instruments carry; every ``kind`` of an instrument or event."""
        ...

    def names(self) -> Iterator[str]:
        """Every normalised name, for suggestions."""
        ...

    def events(self, ids: Iterable[str]) -> dict[str, Recorded]:
        """Events by id."""
        ...

    def standing(self, keys: Iterable[str]) -> dict[str, Event]:
        """Return the newest records of facts by key; withdrawn facts are left out."""
        ...

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """Return the newest record of documents by their id."""
        ...

    def sighted(self, names: Iterable[int]) -> list[tuple[int, str]]:
        """Return the documents known by any of these names, each with the name."""
        ...

    def sightings(self, documents: Iterable[str]) -> dict[str, dict[str, Tick]]:
        """By document: the feeds that showed it, each with the moment at which it was first seen there."""
        ...

    def silent(self, sources: Collection[str] = ()) -> list[str]:
        """Return the ids of items of these feeds (none named: all) that no event rests on."""
        ...

    def flagged(self, flag: str) -> list[str]:
        """Return the keys of events that were recorded with a flag, the newest first."""
        ...

    def inbox(self, keys: Iterable[str] | None = None) -> list[Waiting]:
        """Return the newest record of inbox entries (of these keys, or all), decided or not, in order of arrival."""
        ...

    def people(self) -> dict[str, Person]:
        """Return the newest record of everybody who may sign in or once could, by id."""
        ...

    def reviews(self, about: Iterable[str] | None = None) -> list[RecordedReview]:
        """Return what people did about changes or events (of these ids, or all), in the order of the record."""
        ...

    def targets_of(self, beginning: str) -> set[int]:
        """Return the targets of events whose keys begin so."""
        ...

    def sources_of(self, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Id and title of the source of the newest record of events, by key."""
        ...

    def sources(self) -> list[SourceStatus]:
        """Every file and feed ever read, by id."""
        ...

    def editions(self, part: str) -> list[tuple[Edition, Tick]]:
        """Return the newest record of every edition of a part, with the moment at which it was recorded."""
        ...

    def amendatory(self, part: str) -> list[tuple[Amendatory, Tick]]:
        """Return the newest record of all instructions that change a part.

        With the moment at which they were recorded.
        """
        ...

    def instructions(self, keys: Iterable[str]) -> dict[str, Amendatory]:
        """Return the newest record of amendatory instructions, by key."""
        ...

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Passages by their ids."""
        ...

    def parts(self) -> list[str]:
        """Every part of which an edition is recorded."""
        ...

    def printing(self, passages: Iterable[str]) -> dict[str, list[tuple[Edition, str]]]:
        """By passage: the editions that print it, each with the provision."""
        ...

    def search(self, words: str, limit: int) -> list[SearchHit]:
        """Return what has these words, best first; see :mod:`regtrack.store.words` for what counts as a word."""
        ...

    def head(self, beginning: str = "") -> ChainLink:
        """Return the last link of the hash chain, which stands for everything that was recorded, told and tried.

        With a beginning, the last of those whose heads begin so; number 0 if there is none.
        """
        ...

    def check(self, progress: Callable[[CheckProgress], object] | None = None) -> Iterator[Damage]:
        """Verify everything that can be verified, in a stream; return what is damaged."""
        ...

    def totals(self) -> Totals:
        """How much it holds."""
        ...

    def dump(self) -> Iterator[dict[str, object]]:
        """Everything ever recorded, in order, as tables for :meth:`merge`."""
        ...

    def merge(self, lines: Sequence[Mapping[str, Any]], now: Tick) -> Appended:
        """Append what a dump has and this ledger does not, in one transaction.

        An empty ledger keeps the times at which each entry was first recorded; another records it now.
        """
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
