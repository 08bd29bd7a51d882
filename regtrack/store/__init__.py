"""Ledgers: where documents and events are kept, append-only."""

from regtrack.collecting import no_collections
from regtrack.store.base import (
    Appended,
    Arrival,
    Batch,
    Item,
    Outline,
    PortionStatus,
    Sighting,
    SourceStatus,
    Store,
    Waiting,
    in_order,
)
from regtrack.store.sqlite import SqliteStore

__all__ = [
    "Appended",
    "Arrival",
    "Batch",
    "Item",
    "Outline",
    "PortionStatus",
    "Sighting",
    "SourceStatus",
    "SqliteStore",
    "Store",
    "Waiting",
    "in_order",
    "no_collections",
]
