"""Differences between two states, with their causes; and the reports made of them."""

from __future__ import annotations

import json
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

import attrs

from regtrack.dates import Tick
from regtrack.model.citing import Citation
from regtrack.model.kinds import Certainty
from regtrack.model.value_object import ValueObject


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
    """A statement that moves nothing: a report, a note, context."""


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
                "proposed", "proposal_withdrawn", "introduced", "in_committee", "reported_out", "passed_one",
                "passed_both", "presented", "vetoed", "dead",
            ),
            Section.PROPOSALS,
        ),
        "reported": Section.REPORTED,
    }
)  # fmt: skip
"""In which section of a report a change to a status belongs; any other: to what was delayed, stayed or ended."""


@attrs.frozen(repr=False, eq=False)
class Change(ValueObject):
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
        because: ids of the events that made it, the most important first.
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

    @property
    def id(self) -> str:
        """What names it in reviews: with another day, state, cause or leading event it is another change."""
        parts = (self.instrument, self.scope, self.facet, self.name, self.after, self.on, self.until, self.cause)
        return sha256(json.dumps([*parts, self.because[:1]]).encode()).hexdigest()[:24]


@attrs.frozen(repr=False)
class Upcoming(ValueObject):
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


class Dated(NamedTuple):
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
