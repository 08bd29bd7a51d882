"""Results of the fold: the state of a scope on one day, as known on another."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Protocol

import attrs

from regtrack import dates
from regtrack.dates import Date, Instant, Moment, Tick
from regtrack.errors import StoreError
from regtrack.model.event import Value
from regtrack.model.kinds import Certainty
from regtrack.model.value_object import ValueObject


class KnownBy(StrEnum):
    """Whose knowledge a question means. The two are never mixed."""

    PUBLIC = "public"
    """What anyone could read by then (``available_at``): right for history loaded later."""
    RECORD = "record"
    """What this ledger had stored by then (``recorded_at``): right for audits and digests."""


class Force(StrEnum):
    """Whether a rule binds."""

    YES = "yes"
    NO = "no"
    CONTESTED = "contested"
    UNKNOWN = "unknown"
    PARTIAL = "partial"
    """Provisions differ, and one of them binds (ELI ``PartiallyInForce``); or it binds in a part of the day."""


@attrs.frozen(repr=False, eq=False)
class Scheduled(ValueObject):
    """The next change of status that is already known.

    Attributes:
        at: when, in UTC; of a date that is not exactly known, the first moment that it may be.
        on: the legal day of that moment.
        date: the date as ISO text: a day, a local minute, or the first and the last day that it may be
            (``2026-12-01..2026-12-31``).
        status: what the status will be.
        because: ids of the events that set that date.
    """

    at: Instant
    on: Date
    date: str
    status: str
    because: tuple[str, ...] = ()


STALE_AFTER_DAYS = 30
"""A report that nothing has confirmed for so many days is stale: it is kept, and says so."""


@attrs.frozen(repr=False, eq=False)
class Announced(ValueObject):
    """A change that has been said but not done: it moves nothing until an act does.

    Attributes:
        key, event_id: the statement.
        kind: the kind of act that was announced.
        certainty: how far it has come.
        date: the first day of its effect, or for a moved end the last day in, as ISO text; None when none was given.
        on: the day on which it is listed, as ISO text: of an end the first day without it, as of one that is set.
        at: when that takes hold, at the latest; None when no date was given.
        stale: it was only reported, and nothing has confirmed it for :data:`STALE_AFTER_DAYS`.
    """

    key: str
    event_id: str
    kind: str
    certainty: Certainty
    date: str | None
    on: str | None = None
    at: Tick | None = None
    stale: bool = False


@attrs.frozen(repr=False, eq=False)
class Deadline(ValueObject):
    """A date by which somebody must act.

    Attributes:
        name: for what ("comments").
        on: the last day, or the local time on it, as ISO text; "indefinite" or "unknown" where that is all there is.
        open: whether it still lies ahead.
        derived: counted from publication, not printed.
        of: id of the other instrument whose deadline it is, where the one asked about set or moved it.
    """

    name: str
    on: str
    at: Tick
    open: bool
    derived: bool
    event_id: str
    of: str | None = None


@attrs.frozen(repr=False, eq=False)
class Obligation(ValueObject):
    """What some persons must do, or what applies to them, and when.

    Attributes:
        name: compliance or applicability; else what has to be done, or is forbidden.
        parties: whom it is for; None for everyone.
        answer: whether it holds: yes, no or unknown.
        since: from when, as ISO text; None when nobody knows.
        until: the first day on which it holds no more; None if no end is set.
        because: ids of the events that set it.
    """

    name: str
    parties: str | None
    answer: str
    since: str | None
    until: str | None
    because: tuple[str, ...]


class Explains(Protocol):
    """The way back from a state to the ledger that gave it."""

    def why(self, state: Any) -> Any:
        """Return a state with what it rests on."""


@attrs.frozen(repr=False, eq=False)
class State(ValueObject):
    """The state of an instrument, or of one provision, for (on, known, known_by, threshold).

    Attributes:
        instrument: its id.
        scope: the provision, or None for the instrument as a whole.
        on: the legal day or instant asked about.
        known: up to when statements count.
        known_by: whose knowledge that is.
        threshold: the certainty from which a statement counts.
        zone: IANA zone of the instrument's legal days.
        status: one word, spelled as in semantics 1.5; ``mixed`` when provisions differ, ``none`` when nothing is known
            of it, ``unknown`` when what is known lies below the threshold or has no date.
        underlying: the status it would have without the stays on it.
        force: whether it binds.
        stage: how far it has come in being made.
        duty: whether compliance (or applicability) has started and not ended: yes, no, unknown, or partial when that
            differs for classes of persons or for provisions.
        duty_from: from when, if that is set, as ISO text: a day, a local minute, or the first and the last day that it
            may be.
        duty_from_at: the same as a moment, the last that it may be.
        enforcement: normal, discretion (non-enforcement announced) or enjoined.
        since: since when the status is what it is, as ISO text like ``duty_from``; None if it always was.
        since_at: the same as a moment, the last that it may be: from then on it is certain.
        until: until when it will be, by what is scheduled, as ISO text; None if no end is set.
        until_at: the same as a moment, the first that it may be.
        scheduled_next: the change that ends it.
        announced_changes: changes said but not done.
        deadlines: those of the rule, sorted by name; then those that it set or moved for other instruments.
        values: those of the rule, sorted by name.
        valued_by: ids of the events that set ``values``, in their order.
        duties: for each class of persons what it must do from when, until when.
        texts: ids of the events that changed its words by then.
        conflicts: keys of statements that contradict the record.
        flags: warnings, sorted.
        because: ids of the events that this answer rests on.
        overridden: ids of the events that once gave it and no longer do.
        scopes: the same for each provision that has a history of its own.
        whole: the state of the whole, for a part of which nothing is recorded; that of all but the parts named in
            ``scopes``, where these differ from it.
        history: the way back to the ledger, where a tracker gave the state.
        hours: of a day at whose close it does not bind, and in some hours of which it does: from when until when, as
            local minutes. All else is then as it stands in the last of them.
    """

    instrument: str
    scope: str | None
    on: Moment
    known: Moment
    known_by: KnownBy
    threshold: Certainty
    zone: str
    status: str
    underlying: str | None
    force: Force
    stage: str | None
    duty: str
    duty_from: str | None
    duty_from_at: Instant | None
    enforcement: str
    since: str | None
    since_at: Instant | None
    until: str | None
    until_at: Instant | None
    scheduled_next: Scheduled | None
    announced_changes: tuple[Announced, ...]
    deadlines: tuple[Deadline, ...]
    values: tuple[tuple[str, Value], ...]
    texts: tuple[str, ...]
    conflicts: tuple[str, ...]
    flags: tuple[str, ...]
    because: tuple[str, ...]
    overridden: tuple[str, ...]
    scopes: tuple[State, ...]
    whole: State | None = None
    duties: tuple[Obligation, ...] = ()
    history: Explains | None = attrs.field(default=None, eq=False, repr=False)
    hours: tuple[tuple[str, str], ...] = ()
    valued_by: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the state with what it rests on, as the table that JSON shows.

        Raises:
            StoreError: the ledger is closed, or this is a copy without one.
        """
        if self.history is None:
            raise StoreError("history: found a state without its ledger; expected one that a tracker gave")
        table: dict[str, Any] = self.history.why(self).to_dict()
        return table

    def day(self, instant: Instant | None) -> str | None:
        """Return an instant of this state as ISO text in its legal zone.

        The day, with the time if it is not a day's edge.
        """
        return dates.spell(dates.tick_of(instant), self.zone) if instant is not None else None
