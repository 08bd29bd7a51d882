"""Answers that list: events in order, dates ahead, and where every instrument stands."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from regtrack.dates import Moment
from regtrack.model.answers import AnswerBase, History, Report, StateReport
from regtrack.model.change import Upcoming
from regtrack.model.citing import Sources
from regtrack.model.horizon import Horizon
from regtrack.model.state import State


@attrs.frozen
class TimelineReport(AnswerBase):
    """Events in the order in which they happened, with what they refer to.

    Attributes:
        events: their ids.
        horizon: what the list rests on.
        sources: the instruments, events and documents named.
        history: the way back to the ledger, for the page.
    """

    events: tuple[str, ...]
    horizon: Horizon
    sources: Sources
    history: History | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class UpcomingReport(AnswerBase):
    """Dates ahead and promises without one, with what they refer to.

    Attributes:
        after: the day looked ahead from.
        within: how many days.
        upcoming: the dates, the nearest first.
        undated: ids of events that promise something without a date.
        horizon: what the list rests on.
        sources: the instruments, events and documents named.
        history: the way back to the ledger, for the page.
    """

    after: Moment
    within: int
    upcoming: tuple[Upcoming, ...]
    undated: tuple[str, ...]
    horizon: Horizon
    sources: Sources
    history: History | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Board(AnswerBase):
    """Where every instrument stands, one state each.

    Attributes:
        on: the legal day or instant asked about.
        known: up to when statements count.
        states: of each instrument that was known by then, in the order in which they were first recorded.
        horizon: what they rest on.
        sources: the instruments, events and documents named.
        history: the way back to the ledger.
    """

    on: Moment
    known: Moment
    states: tuple[State, ...]
    horizon: Horizon
    sources: Sources
    history: History | None = attrs.field(default=None, eq=False, repr=False)


DetailedAnswer: TypeAlias = Report | StateReport | TimelineReport | UpcomingReport
AnyAnswer: TypeAlias = Board | DetailedAnswer
