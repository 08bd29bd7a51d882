"""The facade that programs import: it reads arguments and delegates."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from regtrack.store import Location, is_address, open_store, places
from regtrack.tracker.asking import AskingTracker
from regtrack.tracker.base import LAST_MARK, Clock, Filters, When, now
from regtrack.tracker.comparing import UPCOMING_DAYS, ComparingTracker
from regtrack.tracker.recording import RecordingTracker

if TYPE_CHECKING:
    from regtrack.digest.settings import DigestSettings

__all__ = ("LAST_MARK", "UPCOMING_DAYS", "Clock", "Filters", "Tracker", "When", "default_location", "open_ledger")


class Tracker(ComparingTracker, AskingTracker, RecordingTracker):
    """A ledger and the questions that can be asked of it, from any thread.

    Days are accepted as ISO strings, as people write them (``7d``, ``monday``, ``May 12, 2025``), ``datetime.date`` or
    pendulum objects; instants as ISO strings with an offset or
    aware datetimes. ``known`` defaults to now, ``known_by`` to the public's knowledge and ``threshold`` to published.
    Every question takes the filters topic, agency, cfr, instrument and kind, and ``not_`` each: a text or several.
    """


def open_ledger(
    location: Location | None = None,
    *,
    bundled: bool = True,
    clock: Clock = now,
    settings: DigestSettings | None = None,
    told_day: Callable[[str], object] | None = None,
    read_only: bool = False,
    sampled: bool = True,
) -> Tracker:
    """Open a ledger, creating it if it is not there.

    Args:
        location: path of the ledger, ``:memory:``, or an address: ``postgresql://user@host/database``, or what a store
            of a plug-in takes. None: one file per user, in the platform's data folder. Several in a list answer as
            one; what is written goes into the last, and the others are only read.
        bundled: record the curated timelines that come with this release, and what a newer release changed in them.
        clock: returns the current time as an aware datetime; tests pass their own.
        settings: the digest settings; :func:`regtrack.config.open_configured` reads them from a file.
        told_day: called with the interpretation of each day that was not written as 2025-05-13.
        read_only: open the ledger read-only; the default if it cannot be written.
        sampled: verify a sample of entries first.

    Raises:
        InputError: the path is empty, or nothing takes such an address.
        StoreError: the ledger cannot be opened, or is found damaged.
    """
    named = location if location is not None else default_location()
    store = open_store(named, read_only=read_only, sampled=sampled)
    tracker = Tracker(store, clock, settings, told_day)
    if bundled and not store.read_only:
        tracker._load_bundled()
    return tracker


def default_location() -> str | Path:
    """Return the ledger that is used when none is named: ``$REGTRACK_STORE``, else one file per user."""
    named = os.environ.get("REGTRACK_STORE")
    if named:
        return named if is_address(named) or len(places(named)) > 1 else Path(named)
    import platformdirs

    return platformdirs.user_data_path("regtrack") / "ledger.sqlite"
