"""Answers to questions, each with all that it refers to, and with the way back to its ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias, TypeVar

import attrs

from regtrack.dates import Moment
from regtrack.errors import StoreError
from regtrack.model.change import Change, Dated, Upcoming
from regtrack.model.citing import Sources, citations
from regtrack.model.horizon import Horizon
from regtrack.model.instrument import Instrument
from regtrack.model.posting import Posting
from regtrack.model.state import State
from regtrack.model.value_object import ValueObject


class Calendar(NamedTuple):
    """The dates of an answer, in the order in which they fall, with what they refer to."""

    dates: tuple[Dated, ...]
    sources: Sources


Read = Callable[[], Mapping[str, Sequence[Posting]]]
Standings: TypeAlias = tuple[Sequence[State], Callable[[], Sources]]
"""Where some instruments stand, and what gives all that this rests on: most formats ask for little of it."""
States = Callable[[Iterable[str]], Standings]
Words = Callable[[Iterable[str]], Mapping[str, Any]]
_T = TypeVar("_T")


def _with_ledger(way: _T | None) -> _T:
    """Return a way back to the ledger.

    Raises:
        StoreError: there is none.
    """
    if way is None:
        raise StoreError("history: found an answer without its ledger; expected the one that the tracker gave")
    return way


class Held(NamedTuple):
    """The instruments about which a page can answer for other days.

    Attributes:
        instruments: by id.
        postings: of each.
        whole: they are all that the filters of the question admit; else those that may have moved in its window.
    """

    instruments: Mapping[str, Instrument]
    postings: Mapping[str, Sequence[Posting]]
    whole: bool


class History:
    """The way back from an answer to the ledger that gave it.

    An HTML page answers other days than the one asked about, and a calendar says how often a date has moved, so they
    need more than the answer; other formats do not, and pay nothing. The ledger must still be open when the page is
    made. A copy that was pickled has lost its ledger.

    Args:
        asked: the moment at which the question was put.
        read: gives the postings of each instrument that the answer names, by its id.
        dates: gives the dates that the answer is about, with their history.
        held: gives what a page can answer about, where that is more than the answer names.
        states: gives the states of instruments at the later question, and what gives all that they rest on.
        count: gives how many instruments the filters admit that were known by then.
        table: gives the table of an answer that JSON shows.
        words: gives the words that instruments changed, by their ids.
        why: gives a state with what it rests on.
    """

    __slots__ = ("_count", "_dates", "_held", "_read", "_states", "_table", "_why", "_words", "asked")

    def __init__(
        self,
        asked: Moment,
        read: Read | None = None,
        dates: Callable[[], Calendar] | None = None,
        held: Callable[[], Held] | None = None,
        states: States | None = None,
        count: Callable[[], int] | None = None,
        table: Callable[[Any], dict[str, Any]] | None = None,
        words: Words | None = None,
        why: Callable[[], StateReport] | None = None,
    ) -> None:
        self.asked = asked
        self._read = read
        self._dates = dates
        self._held = held
        self._states = states
        self._count = count
        self._table = table
        self._words = words
        self._why = why

    def read(self) -> Mapping[str, Sequence[Posting]]:
        """Every posting of the instruments named, by their ids.

        Raises:
            StoreError: the ledger is closed, or this is a copy without one.
        """
        return _with_ledger(self._read)()

    def dates(self) -> Calendar:
        """Return the dates that the answer is about, past ones and those that fell away too.

        Raises:
            StoreError: as :meth:`read`.
        """
        return _with_ledger(self._dates)()

    def held(self) -> Held | None:
        """Return what a page of the answer can be asked about; None where that is what the answer names.

        Raises:
            StoreError: as :meth:`read`.
        """
        return self._held() if self._held is not None else None

    def states(self, ids: Iterable[str]) -> Standings:
        """Where some instruments stand at the later question, and what gives all that this rests on.

        Raises:
            StoreError: as :meth:`read`.
        """
        return _with_ledger(self._states)(ids)

    def why(self) -> StateReport:
        """Return a state with what it rests on.

        Raises:
            StoreError: as :meth:`read`.
        """
        return _with_ledger(self._why)()

    def words(self, ids: Iterable[str]) -> Mapping[str, Any]:
        """Return the words that instruments changed in the window of the question; none where no text is held.

        Raises:
            StoreError: as :meth:`read`.
        """
        return self._words(ids) if self._words is not None else {}

    def table(self, answer: Any) -> dict[str, Any]:
        """Return the table of an answer that JSON shows.

        Raises:
            StoreError: as :meth:`read`.
        """
        return _with_ledger(self._table)(answer)

    def count(self) -> int | None:
        """How many instruments the question was about; None where that is not to be found out."""
        try:
            return self._count() if self._count is not None else None
        except StoreError:
            return None

    def __reduce__(self) -> tuple[type[History], tuple[Moment]]:
        return History, (self.asked,)


class AnswerBase(ValueObject):
    """What every answer can do."""

    __slots__ = ()
    history: History | None

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as the table that JSON shows.

        Raises:
            StoreError: the ledger is closed, or this is a copy without one.
        """
        return _with_ledger(self.history).table(self)


@attrs.frozen(repr=False, eq=False)
class Report(AnswerBase):
    """What changed, for people.

    Attributes:
        command: ``since`` or ``diff``.
        law: the two days compared.
        knowledge: up to when statements counted at each of them.
        changes: by section, then by instrument and date.
        upcoming: dates ahead of the later day.
        undated: ids of events that promise something without a date.
        claims: ids of statements made in the window that contradict the record.
        late: ids of events that were public before the window but recorded in it.
        horizon: what it rests on.
        sources: the instruments, events and documents named.
        history: the way back to the ledger, for the page.
        within: how many days ahead of the later day were looked at; None where none were.
        scope: the part that was asked about, as written; None for everything.
    """

    command: str
    law: tuple[Moment, Moment]
    knowledge: tuple[Moment, Moment]
    changes: tuple[Change, ...]
    upcoming: tuple[Upcoming, ...]
    undated: tuple[str, ...]
    claims: tuple[str, ...]
    late: tuple[str, ...]
    horizon: Horizon
    sources: Sources
    history: History | None = attrs.field(default=None, eq=False, repr=False)
    within: int | None = None
    scope: str | None = None

    @property
    def headline(self) -> str:
        """The answer in one sentence.

        Raises:
            StoreError: as :meth:`to_dict`.
        """
        return str(self.to_dict()["headline"])

    def __len__(self) -> int:
        return len(self.changes)

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Change]:
        """Each change with its title, its summary and its sources."""
        for change in self.changes:
            events = [self.sources.events[id_] for id_ in change.because]
            yield attrs.evolve(
                change,
                title=self.sources.instruments[change.instrument].name,
                summary=events[0].event.summary if events else "",
                sources=citations(events, self.sources),
            )


@attrs.frozen(repr=False, eq=False)
class StateReport(AnswerBase):
    """States with what they refer to; ``why`` names the reasons that were overridden too.

    Attributes:
        states: the answers.
        published: the first of them by published acts alone, when its threshold is lower; None when it is not. What
            less certain statements would bring is never mixed up with the law.
        horizon: what they rest on.
        sources: the instruments, events and documents named.
        history: the way back to the ledger, for the page.
    """

    states: tuple[State, ...]
    published: State | None
    horizon: Horizon
    sources: Sources
    history: History | None = attrs.field(default=None, eq=False, repr=False)
