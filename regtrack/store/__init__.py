"""Ledgers: where documents and events are kept, append-only."""

from regtrack.store.base import Appended, Arrival, Batch, SourceStatus, Store, Totals
from regtrack.store.sqlite import SqliteStore

__all__ = ["Appended", "Arrival", "Batch", "SourceStatus", "SqliteStore", "Store", "Totals"]
