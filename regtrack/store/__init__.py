"""Ledgers: where documents and events are kept, append-only."""

from regtrack.store.base import (
    Appended,
    Arrival,
    Batch,
    Hit,
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
    "Hit",
    "Item",
    "Outline",
    "PortionStatus",
    "Sighting",
    "SourceStatus",
    "SqliteStore",
    "Store",
    "Waiting",
    "in_order",
]
