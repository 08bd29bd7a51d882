"""What a ledger holds, in words and as a table."""

from __future__ import annotations

from typing import Any

from regtrack.model.change import Status
from regtrack.model.records import to_record
from regtrack.report import layout, plain, view


def to_table(status: Status) -> dict[str, Any]:
    """For programs."""
    totals = status.totals
    table = {
        "schema": plain.schema_name("status"),
        "location": totals.location,
        "schema_version": totals.schema_version,
        "instruments": totals.instruments,
        "documents": totals.documents,
        "events": totals.events,
        "horizon": plain.horizon(status.horizon),
    }
    listed = [to_record(each) for each in status.instruments]
    return {**table, "instrument_list": listed} if listed else table


def to_text(status: Status) -> str:
    """For people."""
    totals = status.totals
    facts = (
        ("Ledger", totals.location),
        ("Schema", f"version {totals.schema_version}"),
        ("Holds", f"{totals.instruments} instruments, {totals.events} events, {totals.documents} documents"),
    )
    parts = (view.instrument_list(status.instruments),) if status.instruments else ()
    return layout.to_text(view.View("regtrack ledger", "", facts, parts, "", view.horizon_lines(status.horizon)))
