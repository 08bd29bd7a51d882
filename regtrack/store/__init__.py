"""Ledgers: where documents and events are kept, append-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regtrack.store.base import Store
from regtrack.store.opening import Location, is_address, joint, open_store, places
from regtrack.store.values import (
    Arrival,
    CheckProgress,
    Damage,
    InstrumentOutline,
    Latest,
    PortionStatus,
    SearchHit,
    SourceStatus,
    Waiting,
)

if TYPE_CHECKING:
    from regtrack.store.batches import Appended, Batch, Item, Sighting, in_order
    from regtrack.store.embedded import SqliteStore

__all__ = [
    "Appended", "Arrival", "Batch", "CheckProgress", "Damage", "InstrumentOutline", "Item", "Latest", "Location",
    "PortionStatus", "SearchHit", "Sighting", "SourceStatus", "SqliteStore", "Store", "Waiting", "in_order",
    "is_address", "joint", "open_store", "places",
]  # fmt: skip

_PLACES = {
    **dict.fromkeys(("Appended", "Batch", "Item", "Sighting", "in_order"), "regtrack.store.batches"),
    "SqliteStore": "regtrack.store.embedded",
}
"""Each is imported when it is first asked for: a question records nothing."""


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'regtrack.store' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PLACES[name]), name)
