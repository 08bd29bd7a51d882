"""What every ledger can do, whichever database keeps it.

A store appends and reads; it has no way to change or remove what was recorded. It answers in the model's own terms
and leaves every judgement to the fold.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from regtrack.dates import Tick
from regtrack.model.document import Document
from regtrack.model.event import Event, Recorded
from regtrack.model.instrument import Instrument
from regtrack.model.posting import Posting
from regtrack.model.state import KnownBy
from regtrack.store import values

if TYPE_CHECKING:
    from regtrack.model.people import Person, RecordedReview
    from regtrack.model.provision_text import Amendatory, Edition, Passage
    from regtrack.model.totals import Totals
    from regtrack.store.batches import Appended, Batch
    from regtrack.store.chain import ChainLink
    from regtrack.store.messages import Outbox


class Store(Protocol):
    """A ledger."""

    read_only: bool
    """It can only be read: it was opened so, or cannot be written where it is."""

    @property
    def outbox(self) -> Outbox:
        """The record of digests, and the messages on their way."""

    def append(self, batch: Batch, now: Tick) -> Appended:
        """Record a batch in one transaction. ``recorded`` never runs backwards, whatever the clock does.

        Raises:
            UnknownTargetError: an event happens to an instrument that is neither in the ledger nor in the batch.
            StoreError: the ledger cannot be written.
        """

    def reading(self, feed: str) -> AbstractContextManager[bool]:
        """Keep a feed to this process while it is read; False if another one, of those that share a ledger, has it."""

    def together(self) -> AbstractContextManager[None]:
        """Commit the batches that are appended inside at once; one that fails takes none of the others with it.

        Inside another such block it adds nothing.
        """

    def snapshot(self) -> AbstractContextManager[None]:
        """Read one state of the ledger inside, whatever others record meanwhile; nothing is written inside."""

    def check_in(self, batches: Sequence[Batch], now: Tick) -> None:
        """Record in one transaction that sources were read which had nothing new: batches without items."""

    def postings(self, targets: Iterable[int] | None = None) -> Iterator[tuple[int, list[Posting]]]:
        """Every posting of these targets (None: of all), target by target."""

    def touched(self, first: Tick, last: Tick, known_by: KnownBy) -> set[int]:
        """Return the targets for which anything may differ between two ticks (first excluded, last included)."""

    def latest(self, now: Tick) -> values.Latest:
        """Return since when a question about the present has the same answer, except for what it says of the day."""

    def arrivals(self, first: Tick, last: Tick) -> list[values.Arrival]:
        """Return the events recorded between two ticks (first excluded), in order, as they stand at the last.

        Only those of sources that the ledger already followed at the first, and no new facts that were asked for
        afterwards: a first load and a backfill are no news.
        """

    def instruments(self, targets: Iterable[int] | None = None) -> dict[int, Instrument]:
        """Return the newest record of these instruments (None: of all), by number."""

    def outlines(self, targets: Iterable[int] | None = None) -> dict[int, values.InstrumentOutline]:
        """Return the outlines of these instruments (None: of all), by number."""

    def find(self, *names: str) -> dict[int, str]:
        """Instruments that go by one of some normalised names or identifiers: number -> id."""

    def at_page(self, volume: int, page: int) -> dict[int, str]:
        """Instruments printed on a page of the Federal Register: number -> id."""

    def beginning(self, volume: int, first: int, last: int) -> dict[int, str]:
        """Instruments whose first page in the Federal Register is one of these: number -> id."""

    def touching(self, *places: str) -> dict[int, str]:
        """Instruments that name one of these parts or sections of the Code, or of which an event does: number -> id."""

    def begun(self, name: str) -> dict[int, str]:
        """Instruments with a normalised name that begins so: number -> id."""

    def portions(self, source: str) -> dict[str, values.PortionStatus]:
        """Return the portions of a feed that were ever read completely, by name."""

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers of instruments by their ids; unknown ids are left out."""

    def bookmarks(self) -> dict[str, Tick]:
        """Return the moments that questions left a mark at, by name."""

    def bookmark(self, name: str, tick: Tick) -> None:
        """Leave a mark, or move it."""

    def believed(self) -> Tick | None:
        """Return the last present moment that was believed, or the last that is recorded; None in an empty ledger."""

    def believe(self, now: Tick) -> None:
        """Remember a present moment as the last that was believed."""

    def known(self, until: Tick, known_by: KnownBy) -> set[int]:
        """Return the numbers of the instruments of which anything was public, or recorded, by a tick."""

    def carried(self, field: str) -> set[str]:
        """Every ``topic``, ``agency`` or ``cfr`` that instruments carry; every ``kind`` of an instrument or event."""

    def names(self) -> Iterator[str]:
        """Every normalised name, for suggestions."""

    def events(self, ids: Iterable[str]) -> dict[str, Recorded]:
        """Events by id."""

    def standing(self, keys: Iterable[str]) -> dict[str, Event]:
        """Return the newest records of facts by key; withdrawn facts are left out."""

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """Return the newest record of documents by their id."""

    def sighted(self, names: Iterable[int]) -> list[tuple[int, str]]:
        """Return the documents known by any of these names, each with the name."""

    def sightings(self, documents: Iterable[str]) -> dict[str, dict[str, Tick]]:
        """Return, by document, the feeds that showed it, each with the moment at which it was first seen there."""

    def silent(self, sources: Collection[str] = ()) -> list[str]:
        """Return the ids of items of these feeds (none named: all) that no event rests on."""

    def flagged(self, flag: str) -> list[str]:
        """Return the keys of events that were recorded with a flag, the newest first."""

    def inbox(self, keys: Iterable[str] | None = None) -> list[values.Waiting]:
        """Return the newest record of inbox entries (of these keys, or all), decided or not, in order of arrival."""

    def people(self) -> dict[str, Person]:
        """Return the newest record of everybody who may sign in or once could, by id."""

    def reviews(self, about: Iterable[str] | None = None) -> list[RecordedReview]:
        """Return what people did about changes or events (of these ids, or all), in the order of the record."""

    def targets_of(self, beginning: str) -> set[int]:
        """Return the targets of events whose keys begin so."""

    def sources_of(self, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Id and title of the source of the newest record of events, by key."""

    def sources(self) -> list[values.SourceStatus]:
        """Every file and feed ever read, by id."""

    def editions(self, part: str) -> list[tuple[Edition, Tick]]:
        """Return the newest record of every edition of a part, with the moment at which it was recorded."""

    def amendatory(self, part: str) -> list[tuple[Amendatory, Tick]]:
        """Return the newest record of all instructions that change a part.

        With the moment at which they were recorded.
        """

    def instructions(self, keys: Iterable[str]) -> dict[str, Amendatory]:
        """Return the newest record of amendatory instructions, by key."""

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Passages by their ids."""

    def parts(self) -> list[str]:
        """Every part of which an edition is recorded."""

    def printing(self, passages: Iterable[str]) -> dict[str, list[tuple[Edition, str]]]:
        """Return, by passage, the editions that print it, each with the provision."""

    def search(self, words: str, limit: int) -> list[values.SearchHit]:
        """Return what has these words, best first; see :mod:`regtrack.store.search_words` for what counts as a word."""

    def head(self, beginning: str = "") -> ChainLink:
        """Return the last link of the hash chain, which covers everything that was recorded, reported and tried.

        With a beginning, the last of those whose heads begin so; number 0 if there is none.
        """

    def check(self, progress: Callable[[values.CheckProgress], object] | None = None) -> Iterator[values.Damage]:
        """Verify everything that can be verified, in a stream; return what is damaged."""

    def totals(self) -> Totals:
        """How much it holds."""

    def dump(self) -> Iterator[dict[str, object]]:
        """Everything ever recorded, in order, as tables for :meth:`merge`."""

    def merge(self, lines: Sequence[Mapping[str, Any]], now: Tick) -> Appended:
        """Append what a dump has and this ledger does not, in one transaction.

        An empty ledger keeps the times at which each entry was first recorded; another records it now.
        """

    def close(self) -> None:
        """Let go of the database."""
