"""Ledgers: where documents and events are kept, append-only."""

from regtrack.store.base import (
    Appended,
    Arrival,
    Batch,
    InstrumentOutline,
    Item,
    PortionStatus,
    SearchHit,
    Sighting,
    SourceStatus,
    Store,
    Waiting,
    in_order,
)
from regtrack.store.opening import open_store
from regtrack.store.sqlite_database import SqliteStore

__all__ = [
    "Appended",
    "Arrival",
    "Batch",
    "InstrumentOutline",
    "Item",
    "PortionStatus",
    "SearchHit",
    "Sighting",
    "SourceStatus",
    "SqliteStore",
    "Store",
    "Waiting",
    "in_order",
    "open_store",
]
