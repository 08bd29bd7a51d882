"""What a ledger holds, in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regtrack.model.change import Horizon, Totals
from regtrack.model.instrument import Instrument
from regtrack.model.records import to_record
from regtrack.report import layout, plain, view


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
