"""Ledgers: where documents and events are kept, append-only."""

from regtrack.collecting import no_collections
from regtrack.store.base import Appended, Arrival, Batch, Outline, Portion, SourceStatus, Store
from regtrack.store.sqlite import SqliteStore

__all__ = [
    "Appended",
    "Arrival",
    "Batch",
    "Outline",
    "Portion",
    "SourceStatus",
    "SqliteStore",
    "Store",
    "no_collections",
]
