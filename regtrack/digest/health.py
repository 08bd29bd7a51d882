"""Health checks: feeds, digests, messages, the clock, the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from regtrack.dates import Tick, iso_instant
from regtrack.digest.settings import DigestSettings
from regtrack.store import Store
from regtrack.store.clock import DAY, dated_ahead, far_from, gap
from regtrack.store.file import wider

if TYPE_CHECKING:
    from regtrack.sources.reports import FeedInfo

_HOUR: Tick = 3_600_000_000
_LEAST_FREE = 200_000_000
"""Bytes that a disk should have left, beside as much again as the ledger has."""


def problems(
    store: Store, location: str, now: Tick, feeds: Iterable[FeedInfo], settings: DigestSettings | None
) -> Iterator[str]:
    """Return what does not go on as it should, a sentence each.

    Args:
        store: the ledger.
        location: its file.
        now: the clock.
        feeds: those that can be read.
        settings: who receives what; None where only the record is known.
    """
    yield from filter(None, [dated_ahead(store, now)])
    if settings is not None or gap(store, now) < -DAY:
        yield from filter(None, [far_from(store, now)])
    for feed in feeds:
        if feed.followed and feed.last_whole is not None and feed.due is not None and feed.due < now - DAY:
            yield f"feed {feed.id}: it was to be read on {iso_instant(feed.due)[:16]}Z; run `regtrack sync`"
        if feed.followed and feed.problem is not None:
            yield f"feed {feed.id}: {feed.problem}"
    if settings is not None:
        yield from _late(store, now, settings)
    stuck = store.outbox.rows(("refused", "failed", "unknown"))
    if stuck:
        yield f"messages: {len(stuck)} did not arrive; `regtrack digest outbox` lists them"
    yield from (f"{each}: others can read it; chmod 600 it" for each in wider(location))
    yield from _short_of_room(location)


def rhythm(store: Store, now: Tick, feeds: Iterable[FeedInfo], settings: DigestSettings | None) -> str:
    """Return when feeds were last read and digests last made, and when what comes next is due."""
    last = store.outbox.latest()
    read = max((feed.last_whole for feed in feeds if feed.last_whole is not None), default=None)
    due = [who.schedule.next(now) for who in settings.subscriber if not who.schedule.immediate] if settings else []
    when = {
        "feeds last read": read,
        "last digest": last.at if last else None,
        "next digest due": min(due, default=None),
    }
    return "; ".join(f"{name} {'never' if at is None else f'{iso_instant(at)[:16]}Z'}" for name, at in when.items())


def _late(store: Store, now: Tick, settings: DigestSettings) -> Iterator[str]:
    last = store.outbox.last([each.id for each in settings.subscriber])
    began = min((source.first_recorded for source in store.sources()), default=now)
    for who in settings.subscriber:
        due = who.schedule.latest(now - _HOUR)
        if not who.schedule.immediate and (last[who.id].at if who.id in last else began) < due:
            yield f"subscriber {who.id}: a digest is due since {iso_instant(due)[:16]}Z; `regtrack digest run --due`"


def _short_of_room(location: str) -> Iterator[str]:
    if location == ":memory:" or not os.path.exists(location):  # noqa: PTH110  an address of a server too
        return
    free = shutil.disk_usage(Path(location).parent).free
    wanted = _LEAST_FREE + Path(location).stat().st_size
    if free < wanted:
        yield f"disk: {free / 1e6:,.0f} MB are free beside the ledger; expected {wanted / 1e6:,.0f} MB at least"
