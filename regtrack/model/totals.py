"""How much a ledger holds, and how far it can be trusted as a whole."""

from __future__ import annotations

import attrs

from regtrack.model.horizon import Horizon
from regtrack.model.instrument import Instrument


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
        head: the last of them, which covers everything that was recorded, reported and tried; empty if there is none.
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
