"""Differences between two states, with their causes; and the reports made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import attrs

from regtrack.dates import Moment, Tick
from regtrack.errors import StoreError
from regtrack.model.citing import Citation, citations
from regtrack.model.document import Document
from regtrack.model.event import Recorded
from regtrack.model.history import History
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.state import KnownBy, State


class Cause(StrEnum):
    """Why an answer is another one now."""

    CLOCK = "clock"
    """A scheduled date was reached."""
    ACT = "act"
    """Something was done: a document was issued."""
    KNOWLEDGE = "knowledge"
    """We learned of something done before, or that reaches back before its publication."""
    CORRECTION = "correction"
    """An earlier statement was wrong."""


class Facet(StrEnum):
    """What about a scope changed."""

    STATUS = "status"
    SCHEDULE = "schedule"
    DUTY = "duty"
    ENFORCEMENT = "enforcement"
    DEADLINE = "deadline"
    VALUE = "value"
    TEXT = "text"
    ANNOUNCED = "announced"
    RECORD = "record"
    """Something was said that moves nothing: a report, a note, context."""


class Section(StrEnum):
    """Where in a report a change stands, in this order."""

    EFFECT = "effect"
    AHEAD = "ahead"
    ENDED = "ended"
    PROPOSALS = "proposals"
    CORRECTIONS = "corrections"
    REPORTED = "reported"
    NOTED = "noted"


SECTION_OF_STATUS = MappingProxyType(
    {
        **dict.fromkeys(("in_force", "current", "law"), Section.EFFECT),
        **dict.fromkeys(("announced", "adopted", "filed", "pending", "unknown"), Section.AHEAD),
        **dict.fromkeys(
            (
                "delayed", "delayed_indefinitely", "stayed", "expired", "rescinded", "superseded", "vacated",
                "nullified", "withdrawn", "none", "mixed",
            ),
            Section.ENDED,
        ),
        **dict.fromkeys(
            (
                "proposed", "proposal_withdrawn", "introduced", "in_committee", "reported_out", "passed_one",
                "passed_both", "presented", "vetoed", "dead",
            ),
            Section.PROPOSALS,
        ),
        "reported": Section.REPORTED,
    }
)  # fmt: skip
"""In which section of a report a change to a status belongs."""


@attrs.frozen
class Change:
    """One thing that is different, once: a moved date is one change, and so is a rule that came and went.

    Attributes:
        instrument: id of the instrument.
        scope: the provision; None for the instrument as a whole.
        facet: what about it changed.
        name: which value, deadline or statement, where there are several.
        before, after: in words of the model; None where there was or is nothing.
        on: legal day (or local time) since when the new state holds, ISO; None if it has no date.
        until: when it ends by what is known, ISO; None if open.
        then: the status that follows by itself.
        cause: why.
        because: ids of the events that made it, the most telling first.
        came_and_went: it began and ended between the two days.
        flags: what a careful reader should be warned of, sorted, as in a state.
        section: where a report puts it.
        title: what the instrument is called; as the following, filled where a report is iterated.
        summary: what the record says of it; empty where it says nothing.
        sources: what is cited for it, the best first.
    """

    instrument: str
    scope: str | None
    facet: Facet
    name: str | None
    before: str | None
    after: str | None
    on: str | None
    until: str | None
    then: str | None
    cause: Cause
    because: tuple[str, ...]
    came_and_went: bool
    section: Section
    flags: tuple[str, ...] = ()
    title: str = attrs.field(default="", eq=False)
    summary: str = attrs.field(default="", eq=False)
    sources: tuple[Citation, ...] = attrs.field(default=(), eq=False)


@attrs.frozen
class Upcoming:
    """A date that lies ahead.

    Attributes:
        instrument: id of the instrument.
        scope: the provision; None for the instrument as a whole.
        on: the day or local time, ISO.
        sort: the same as a tick, for sorting.
        facet: what about it will change.
        name: which value, deadline or statement, where there are several.
        after: what it will be.
        certainty: how sure the date is; ``announced`` and ``reported`` dates bind nobody yet.
        because: ids of the events that set it.
        flags: what a careful reader should be warned of, sorted, as in a state.
    """

    instrument: str
    scope: str | None
    on: str
    sort: int
    facet: Facet
    name: str | None
    after: str
    certainty: Certainty
    because: tuple[str, ...]
    flags: tuple[str, ...] = ()


@attrs.frozen
class Dated:
    """A date of an instrument with its history: what it is, what it was known as before, how often it moved.

    Attributes:
        name: names the date within its instrument and scope, whatever day it falls on.
        item: the date; its day may be a span, when it is not exactly known.
        gone: it was known and is no more: given up, put off without a new day, or overtaken.
        ended_by: ids of the statements with which it went.
        statements: ids of all that ever set, moved or ended it.
        days: the days it was known as, in turn, the present one last.
        sequence: how often it was moved, given up or taken up again; never less in a later export.
        known_at: when it became known first, as a tick.
        changed_at: when what is known of it last changed, as a tick.
    """

    name: str
    item: Upcoming
    gone: bool
    ended_by: tuple[str, ...]
    statements: frozenset[str]
    days: tuple[str, ...]
    sequence: int
    known_at: Tick
    changed_at: Tick


@attrs.frozen
class SourceHorizon:
    """How far a file or feed can be trusted.

    Attributes:
        id, title: which.
        last_recorded: when it was last read, whole or not.
        checked_through: ISO day up to which it says it looked.
        last_whole: when it was last read whole; None if it never was.
        problem: what was wrong the last time; None when nothing was.
        failures: how often in a row it could not be read whole.
        due: next scheduled poll; None if it is never polled.
    """

    id: str
    title: str
    last_recorded: Moment
    checked_through: str | None
    last_whole: Moment | None = None
    problem: str | None = None
    failures: int = 0
    due: Moment | None = None


@attrs.frozen
class InstrumentHorizon:
    """How far the sources of one instrument were read.

    Attributes:
        id, name: which.
        checked_through: ISO day of the last source.
    """

    id: str
    name: str
    checked_through: str


@attrs.frozen
class Horizon:
    """What an answer rests on; every report ends with it.

    Attributes:
        known_by, threshold: how statements were counted.
        recorded_until: moment of the last entry in the ledger; None for an empty one.
        sources: each file and feed.
        empty: filters of the question that are valid, but that nothing recorded carries.
        instruments: those of the answer whose own sources were read to a stated day.
    """

    known_by: KnownBy
    threshold: Certainty
    recorded_until: Moment | None
    sources: tuple[SourceHorizon, ...]
    instruments: tuple[InstrumentHorizon, ...] = ()
    empty: tuple[str, ...] = ()


@attrs.frozen
class Sources:
    """The things that an answer refers to by id.

    Attributes:
        instruments: by id.
        events: by event id.
        documents: by document id.
        known: up to when the answer knows; a reader of it is shown later documents only for want of earlier ones.
        facts: by their keys, the events that those of :attr:`events` contradict or are confirmed by.
    """

    instruments: Mapping[str, Instrument]
    events: Mapping[str, Recorded]
    documents: Mapping[str, Document]
    known: Moment
    facts: Mapping[str, Recorded] = attrs.field(factory=dict)


@attrs.frozen
class Calendar:
    """The dates of an answer, in the order in which they fall, with what they refer to."""

    dates: tuple[Dated, ...]
    sources: Sources


@attrs.frozen
class Report:
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

    @property
    def headline(self) -> str:
        """The answer in one sentence.

        Raises:
            StoreError: the ledger is closed, or this is a copy without one.
        """
        return str(self.to_dict()["headline"])

    def __len__(self) -> int:
        return len(self.changes)

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Change]:
        """Each change with its title, its summary and its sources."""
        for change in self.changes:
            events = [self.sources.events[id_].event for id_ in change.because]
            yield attrs.evolve(
                change,
                title=self.sources.instruments[change.instrument].name,
                summary=events[0].summary if events else "",
                sources=citations(events, self.sources),
            )

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as the table that JSON shows.

        Raises:
            StoreError: as :attr:`headline`.
        """
        if self.history is None:
            raise StoreError("history: found an answer without its ledger; expected the one that the tracker gave")
        return self.history.table(self)


@attrs.frozen
class StateReport:
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


@attrs.frozen
class TimelineReport:
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
class UpcomingReport:
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
class Board:
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


@attrs.frozen
class Totals:
    """How much a ledger holds.

    Attributes:
        instruments: how many are known by name.
        documents: how many events may rest on.
        events: how many facts, each counted once however often it was revised.
        schema_version: of the ledger's tables.
        location: where it is kept.
    """

    instruments: int
    documents: int
    events: int
    schema_version: int
    location: str


@attrs.frozen
class Status:
    """A ledger as a whole.

    Attributes:
        totals: how much it holds.
        horizon: how far it can be trusted.
        instruments: those that were asked for, by id.
    """

    totals: Totals
    horizon: Horizon
    instruments: tuple[Instrument, ...] = ()
