"""How far answers can be trusted."""

from __future__ import annotations

import attrs

from regtrack.dates import Moment
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.state import KnownBy
from regtrack.model.value_object import ValueObject


@attrs.frozen(repr=False, eq=False)
class SourceHorizon(ValueObject):
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


@attrs.frozen(repr=False, eq=False)
class Horizon(ValueObject):
    """What an answer rests on; every report ends with it.

    Attributes:
        known_by, threshold: how statements were counted.
        recorded_until: moment of the last entry in the ledger; None for an empty one.
        sources: each file and feed.
        empty: filters of the question that are valid, but that nothing recorded carries.
        instruments: those of the answer whose own sources were read to a stated day.
        damaged_at: when ``regtrack check`` found the ledger damaged, if it was not found whole since.
    """

    known_by: KnownBy
    threshold: Certainty
    recorded_until: Moment | None
    sources: tuple[SourceHorizon, ...]
    instruments: tuple[Instrument, ...] = ()
    empty: tuple[str, ...] = ()
    damaged_at: Moment | None = None
