"""Ledgers: where documents and events are kept, append-only."""

from regtrack.store.base import (
    Appended,
    Arrival,
    Batch,
    CheckProgress,
    Damage,
    InstrumentOutline,
    Item,
    PortionStatus,
    SearchHit,
    Settled,
    Sighting,
    SourceStatus,
    Store,
    Waiting,
    in_order,
)
from regtrack.store.embedded import SqliteStore
from regtrack.store.opening import Location, is_address, joint, open_store, places

__all__ = [
    "Appended",
    "Arrival",
    "Batch",
    "CheckProgress",
    "Damage",
    "InstrumentOutline",
    "Item",
    "Location",
    "PortionStatus",
    "SearchHit",
    "Settled",
    "Sighting",
    "SourceStatus",
    "SqliteStore",
    "Store",
    "Waiting",
    "in_order",
    "is_address",
    "joint",
    "open_store",
    "places",
]
