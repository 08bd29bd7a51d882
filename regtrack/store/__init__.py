"""Ledgers: where documents and events are kept, append-only."""

from regtrack.store.base import Store
from regtrack.store.embedded import SqliteStore
from regtrack.store.opening import Location, is_address, joint, open_store, places
from regtrack.store.values import (
    Appended,
    Arrival,
    Batch,
    CheckProgress,
    Damage,
    InstrumentOutline,
    Item,
    Latest,
    PortionStatus,
    SearchHit,
    Sighting,
    SourceStatus,
    Waiting,
    in_order,
)

__all__ = [
    "Appended",
    "Arrival",
    "Batch",
    "CheckProgress",
    "Damage",
    "InstrumentOutline",
    "Item",
    "Latest",
    "Location",
    "PortionStatus",
    "SearchHit",
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
