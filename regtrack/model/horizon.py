"""How far answers, and a ledger as a whole, can be trusted."""

from __future__ import annotations

import attrs

from regtrack.dates import Moment
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.state import KnownBy


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
        damaged_at: when ``regtrack check`` found the ledger damaged, if it was not found whole since.
    """

    known_by: KnownBy
    threshold: Certainty
    recorded_until: Moment | None
    sources: tuple[SourceHorizon, ...]
    instruments: tuple[InstrumentHorizon, ...] = ()
    empty: tuple[str, ...] = ()
    damaged_at: Moment | None = None


@attrs.frozen
class Totals:
    """How much a ledger holds.

    Attributes:
        instruments: how many are known by name.
        documents: how many events may rest on.
        events: how many facts, each counted once however often it was revised.
        schema_version: of the ledger's tables.
        location: where it is kept.
        links: how many links its hash chain has.
        head: the last of them, which stands for everything that was recorded, told and tried; empty if there is none.
    """

    instruments: int
    documents: int
    events: int
    schema_version: int
    location: str
    links: int = 0
    head: str = ""


@attrs.frozen
class Status:
    """A ledger as a whole.

    Attributes:
        totals: how much it holds.
        horizon: how far it can be trusted.
        instruments: those that were asked for, by id.
        dated_ahead: that the last digest is dated in the future, and what to do; None if it is not.
        unknown_kinds: kinds with which it was written and that nothing here knows: their plug-ins are not installed.
    """

    totals: Totals
    horizon: Horizon
    instruments: tuple[Instrument, ...] = ()
    dated_ahead: str | None = None
    unknown_kinds: tuple[str, ...] = ()
