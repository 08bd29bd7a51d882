"""What a ledger holds, in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from regtrack.model.change import Horizon
from regtrack.model.instrument import Instrument
from regtrack.model.records import to_record
from regtrack.report import layout, plain, view


class Totals(Protocol):
    """How much a ledger holds; see ``regtrack.store.Totals``."""

    @property
    def instruments(self) -> int: ...
    @property
    def documents(self) -> int: ...
    @property
    def events(self) -> int: ...
    @property
    def schema_version(self) -> int: ...
    @property
    def location(self) -> str: ...


def to_table(totals: Totals, horizon: Horizon, instruments: Sequence[Instrument]) -> dict[str, Any]:
    """For programs."""
    table = {
        "schema": plain.schema_name("status"),
        "location": totals.location,
        "schema_version": totals.schema_version,
        "instruments": totals.instruments,
        "documents": totals.documents,
        "events": totals.events,
        "horizon": plain.horizon(horizon),
    }
    return {**table, "instrument_list": [to_record(each) for each in instruments]} if instruments else table


def to_text(totals: Totals, horizon: Horizon, instruments: Sequence[Instrument]) -> str:
    """For people."""
    facts = (
        ("Ledger", totals.location),
        ("Schema", f"version {totals.schema_version}"),
        ("Holds", f"{totals.instruments} instruments, {totals.events} events, {totals.documents} documents"),
    )
    parts = (view.instrument_list(instruments),) if instruments else ()
    return layout.to_text(view.View("regtrack ledger", "", facts, parts, "", view.horizon_lines(horizon)))
