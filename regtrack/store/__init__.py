"""Ledgers: where documents and events are kept, append-only."""

from pathlib import Path

from regtrack.errors import StoreError
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
    "is_address",
    "open_store",
]


def is_address(location: str | Path) -> bool:
    """Return whether a ledger is named by the address of a PostgreSQL database, and not by a path."""
    return str(location).startswith(("postgresql://", "postgres://"))


def open_store(location: str | Path) -> Store:
    """Open a ledger by its path or address, creating it if it is not there.

    Raises:
        StoreError: it cannot be opened, is no ledger, or was written by a newer release.
    """
    if not is_address(location):
        return SqliteStore(location)
    try:
        from regtrack.store.postgres import PostgresStore
    except ImportError as error:
        raise StoreError(
            f"store: found a PostgreSQL address, and {error}; expected its driver: pip install 'regtrack[postgres]'"
        ) from error
    return PostgresStore(str(location))
