"""Answers to questions, each with all that it refers to, and with the way back to its ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

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


Standings: TypeAlias = tuple[Sequence[State], Callable[[], Sources]]
"""Where some instruments stand, and what gives all that this rests on: most formats ask for little of it."""


def _lost(*_: object) -> Any:
    raise StoreError("history: found an answer without its ledger; expected the one that the tracker gave")


class Held(NamedTuple):
    """The instruments about which a page can answer for other days.

    Attributes:
        instruments: by id.
        postings: of each.
        whole: they are all that the filters of the question admit; else those that may have moved in its window.
        zones: of announcements whose days are not those of their instruments, by the ids of these events.
    """

    instruments: Mapping[str, Instrument]
    postings: Mapping[str, Sequence[Posting]]
    whole: bool
    zones: Mapping[str, str] = MappingProxyType({})


class History(NamedTuple):
    """The way from an answer back to the ledger it came from: what it does not hold is asked when it is needed.

    An HTML page answers other days than the one asked about, and a calendar says how often a date has moved, so they
    need more than the answer; other formats do not, and pay nothing. The ledger must still be open when the page is
    made: else, and of a copy that was pickled, each way raises StoreError.

    Attributes:
        asked: the moment at which the question was put.
        read: gives every posting of the instruments that the answer names, by their ids.
        dates: gives the dates that the answer is about, past ones and those that fell away too, with their history.
        held: gives what a page can answer about; None where that is what the answer names.
        others: gives instruments by their ids, with their postings.
        states: gives the states of instruments at the later question, and what gives all that they rest on.
        among: gives how many instruments the filters admit that were known by then; None where that is not found out.
        table: gives the table of an answer that JSON shows.
        words: gives the words that instruments changed in the window, by their ids; none where no text is held.
        why: gives a state with what it rests on.
    """

    asked: Moment
    read: Callable[[], Mapping[str, Sequence[Posting]]] = _lost
    dates: Callable[[], Calendar] = _lost
    held: Callable[[], Held | None] = lambda: None
    others: Callable[[Iterable[str]], Held] = _lost
    states: Callable[[Iterable[str]], Standings] = _lost
    among: Callable[[], int | None] = lambda: None
    table: Callable[[Any], dict[str, Any]] = _lost
    words: Callable[[Iterable[str]], Mapping[str, Any]] = lambda _: {}
    why: Callable[[State], StateReport] = _lost

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
        return self.history.table(self) if self.history is not None else _lost()

    @property
    def headline(self) -> str:
        """The answer in one sentence.

        Raises:
            StoreError: as :meth:`to_dict`.
        """
        return str(self.to_dict()["headline"])


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
