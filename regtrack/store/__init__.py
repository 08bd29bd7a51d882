"""Ledgers: where documents and events are kept, append-only."""

from regtrack.collecting import no_collections
from regtrack.store.base import Appended, Arrival, Batch, Outline, Portion, Sighting, SourceStatus, Store, Waiting
from regtrack.store.sqlite import SqliteStore

__all__ = [
    "Appended",
    "Arrival",
    "Batch",
    "Outline",
    "Portion",
    "Sighting",
    "SourceStatus",
    "SqliteStore",
    "Store",
    "Waiting",
    "no_collections",
]
