"""Sources with a structure of their own: bills, lists, regulations.gov and the eCFR, from feeds and from files."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Tick, iso_instant
from regtrack.errors import Fault, TimelineError
from regtrack.http.fetch import Fetched, Fetcher, FetchError, UnreadableError
from regtrack.model.when import When
from regtrack.sources.bills.reading import is_bill_status, read_bill_status
from regtrack.sources.bills.sync import record_bill, sync_bills
from regtrack.sources.ecfr.sync import sync_ecfr
from regtrack.sources.feeds.sync import due_at
from regtrack.sources.lists.csl import is_csl, read_csl
from regtrack.sources.lists.entry import Snapshot
from regtrack.sources.lists.ofac import is_sdn, read_sdn
from regtrack.sources.lists.sync import CSL, OFAC_SDN, TITLES, Origin, record_snapshot
from regtrack.sources.regulations_gov.sync import sync_regulations_gov
from regtrack.sources.reports import FeedReport
from regtrack.sources.source import Source
from regtrack.store import Appended, Store

MOST_BYTES = 256 * 2**20
"""The screening list has some 40 MB."""
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
_Reader = Callable[[bytes, str], Snapshot]
_LISTS: Mapping[str, _Reader] = MappingProxyType({OFAC_SDN: read_sdn, CSL: read_csl})


def sync_ofac_sdn(store: Store, fetcher: Fetcher, source: Source, **more: Any) -> FeedReport:
    """Read OFAC's SDN list; see :func:`sync_list`."""
    return sync_list(store, fetcher, source, read_sdn, **more)


def sync_csl(store: Store, fetcher: Fetcher, source: Source, **more: Any) -> FeedReport:
    """Read the Consolidated Screening List; see :func:`sync_list`."""
    return sync_list(store, fetcher, source, read_csl, **more)


def sync_list(
    store: Store,
    fetcher: Fetcher,
    source: Source,
    read: _Reader,
    *,
    clock: Callable[[], Tick],
    again: bool = False,
    rehearsal: bool = False,
) -> FeedReport:
    """Read a list into the ledger; an answer that is no whole list changes nothing and is a problem.

    Args:
        store: the ledger.
        fetcher: asks for the file.
        source: the feed.
        read: the reader of its format.
        clock: the present.
        again: compare also a file that is what it was.
        rehearsal: record nothing.

    Raises:
        StoreError: the ledger cannot be written.
    """
    before = next((each for each in store.sources() if each.id == source.id), None)

    def whole(fetched: Fetched) -> Snapshot:
        snapshot = read(fetched.body, fetched.url.rpartition("/")[2] or source.id)
        if not snapshot.lists:
            fault = snapshot.faults[0]
            raise UnreadableError(fault.found, fault.expected)
        return snapshot

    try:
        asked = 0.0
        snapshot = fetcher.read(source.url, whole, max_bytes=MOST_BYTES)
    except FetchError as error:
        fault = Fault(source.id, None, "", error.found, error.expected)
        snapshot, asked = Snapshot(faults=(fault,)), error.wait
    now = clock()
    same = before is not None and bool(snapshot.sha256) and before.digest == snapshot.sha256 and not again
    read_now = attrs.evolve(snapshot, lists=MappingProxyType({})) if same else snapshot
    failures = before.failures + 1 if snapshot.faults and before is not None else int(bool(snapshot.faults))
    origin = Origin(source.id, source.title, source.publisher, When.parse(iso_instant(now)), source.url)
    done = record_snapshot(
        store, read_now, origin, now, due=due_at(source, now, failures, asked), rehearsal=rehearsal,
        count=snapshot.count or None,
    )  # fmt: skip
    return FeedReport(
        source.id, source.title, items=snapshot.count or None, documents=done.entries, same=same,
        **attrs.asdict(done.appended),
        problems=tuple(each if each.startswith(source.id) else f"{source.id}: {each}" for each in done.problems),
        rehearsal=rehearsal,
    )  # fmt: skip


class Reading(NamedTuple):
    """How a format is read: ``(store, fetcher, source, clock=..., rehearsal=...)``, and what it takes beside."""

    sync: Callable[..., FeedReport]
    takes: tuple[str, ...] = ()


SYNCS: Mapping[str, Reading] = MappingProxyType(
    {
        "billstatus": Reading(sync_bills, ("progress",)),
        "ofac-sdn": Reading(sync_ofac_sdn, ("again",)),
        "csl": Reading(sync_csl, ("again",)),
        "regulations-gov": Reading(sync_regulations_gov),
        "ecfr": Reading(sync_ecfr, ("since", "progress")),
    }
)
"""How a feed is read, by its format."""


# --- files ------------------------------------------------------------------------------------------------------------


def record_file(store: Store, path: Path, now: Tick) -> Appended | None:
    """Record a status file of a bill, an SDN.CSV or a screening list; None if the file is none of them.

    A day in the name of a list's file (``sdn-2024-01-30.csv``) is the day on which it was downloaded; without one it is
    taken for downloaded now. A file may be compressed (``.gz``).

    Raises:
        TimelineError: the file has faults; it lists all of them, and nothing was recorded.
        InputError: the ledger has a later snapshot of the list.
        StoreError: the ledger cannot be written.
    """
    try:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        reason = str(getattr(error, "strerror", None) or error).lower()
        raise TimelineError([Fault(str(path), None, "", reason, "a file that can be read")]) from error
    if is_bill_status(data):
        read = read_bill_status(data, str(path))
        if read.bill is None or read.faults:
            raise TimelineError(read.faults)
        return record_bill(store, read.bill, now)
    source = next((id_ for id_, fits in _FITS.items() if fits(data)), None)
    if source is None:
        return None
    snapshot = _LISTS[source](data, str(path))
    if snapshot.faults:
        raise TimelineError(snapshot.faults)
    return record_snapshot(store, snapshot, _origin(source, path, now), now, strict=True).appended


_FITS: Mapping[str, Callable[[bytes], bool]] = MappingProxyType({OFAC_SDN: is_sdn, CSL: is_csl})


def _origin(source: str, path: Path, now: Tick) -> Origin:
    named = _DAY_IN_NAME.search(path.name)
    seen = When.parse(dates.parse_date(named[1])) if named else When.parse(iso_instant(now))
    today = dates.day_of(now, FEDERAL_ZONE).isoformat()
    return Origin(source, *TITLES[source], seen, history=named is not None and named[1] < today)
