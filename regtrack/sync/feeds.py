"""Which feeds can be read, and the way to them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs

from regtrack.dates import Moment, Tick
from regtrack.errors import InputError
from regtrack.ingest.federal_register.client import API, FederalRegister
from regtrack.ingest.fetch import DiskCache, Fetcher
from regtrack.model.sync import SyncProgress, SyncReport
from regtrack.store import Store
from regtrack.sync.federal_register import Request, sync_federal_register

FEEDS = ("federal-register",)


@attrs.frozen
class Access:
    """The way to the feeds.

    Attributes:
        api: address of the Federal Register's API; None for ``$REGTRACK_FEDERAL_REGISTER``, else the official one.
        allow_private: take answers from this machine and private networks; so does ``$REGTRACK_ALLOW_PRIVATE=1``.
        contact: tells a server's keepers whom to ask.
        cache: folder for what was fetched; None for one per user.
        fetcher: gets the bytes instead of one made of all this.
    """

    api: str | None = None
    allow_private: bool = False
    contact: str | None = None
    cache: str | Path | None = None
    fetcher: Fetcher | None = None


def federal_register_request(feeds: Sequence[str], **given: Any) -> Request:
    """What a caller asks for, checked; raises InputError."""
    for name in feeds:
        if name not in FEEDS:
            raise InputError(f"feed: found {name!r}; expected {' or '.join(FEEDS)}")
    since, until = (_day(given.pop(name), name) for name in ("since", "until"))
    agency, cfr, types = (_several(given.pop(name)) for name in ("agency", "cfr", "type"))
    return Request(since, until, agency, cfr, types, **given)


def sync(
    store: Store,
    request: Request,
    access: Access,
    *,
    clock: Callable[[], Tick],
    progress: Callable[[SyncProgress], object] | None = None,
) -> SyncReport:
    """Read the feeds, one after the other."""
    if access.fetcher is not None:
        return _read(store, request, access.fetcher, access, clock, progress)
    cache = DiskCache(access.cache if access.cache is not None else _default_cache())
    private = access.allow_private or os.environ.get("REGTRACK_ALLOW_PRIVATE") == "1"
    with Fetcher(cache=cache, allow_private=private, contact=access.contact) as fetcher:
        return _read(store, request, fetcher, access, clock, progress)


def _read(
    store: Store,
    request: Request,
    fetcher: Fetcher,
    access: Access,
    clock: Callable[[], Tick],
    progress: Callable[[SyncProgress], object] | None,
) -> SyncReport:
    client = FederalRegister(fetcher, api=access.api or os.environ.get("REGTRACK_FEDERAL_REGISTER") or API)
    return SyncReport((sync_federal_register(store, client, request, clock=clock, progress=progress),))


def _default_cache() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("regtrack") / "http"


def _day(value: Any, field: str) -> dt.date | None:
    if value is None:
        return None
    moment = Moment.read(value, field)
    if moment.day is None:
        raise InputError(f"{field}: found {value!r}; expected a day such as 2025-05-12")
    return moment.day


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
