"""Bills into the ledger: the status files of those that it follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Tick
from regtrack.errors import InputError
from regtrack.http.fetch import Fetched, Fetcher, FetchError, UnreadableError
from regtrack.model.instrument import normalise
from regtrack.model.kinds import Family
from regtrack.sources.bills.bill import Bill, BillNumber
from regtrack.sources.bills.events import compile_bill
from regtrack.sources.bills.reading import MOST_BYTES, ReadBill, is_bill_status, read_bill_status
from regtrack.sources.feeds.sync import due_at
from regtrack.sources.reports import FeedReport, SyncProgress
from regtrack.sources.source import Source
from regtrack.store import Appended, Batch, Store

BILLS = "us-billstatus"
TITLE = "Status of bills"
_THREADS = 4
_DEAD_AFTER_DAYS = 400
"""So long after its Congress a bill is not asked for any more: by then its file has been brought up to date."""


def curated(store: Store, number: BillNumber) -> str | None:
    """The id under which somebody else recorded a bill; None if nobody did, or several have its number."""
    found = store.instruments(store.find(normalise(number.spelled)))
    ids = {each.id for each in found.values() if each.bill == number.spelled}
    return next(iter(ids)) if len(ids) == 1 else None


def record_bill(
    store: Store, bill: Bill, now: Tick, *, source: str = BILLS, title: str = TITLE, closes: bool = True,
    rehearsal: bool = False,
) -> Appended:  # fmt: skip
    """Record a bill in one transaction; what its file said before and does not say now was taken back.

    Raises:
        StoreError: the ledger cannot be written.
    """
    items = compile_bill(bill, curated(store, bill.name), seen_on=dates.day_of(now, FEDERAL_ZONE))
    first = not store.documents([bill.name.key])
    batch = Batch(
        source, title, items, restated=[f"{bill.name.key}:"], history=first, closes=closes, rehearsal=rehearsal
    )
    return store.append(batch, now)


def followed(store: Store, today: dates.Date) -> list[BillNumber]:
    """The bills that the ledger has and that something may still happen to, by Congress and number."""
    found: set[BillNumber] = set()
    for item in store.instruments().values():
        if item.family is Family.BILL and item.bill is not None and item.same_as is None:
            try:
                found.add(BillNumber.read(item.bill))
            except InputError:
                continue  # a curated bill of another parliament
    return sorted(each for each in found if (today - each.ends_on).days <= _DEAD_AFTER_DAYS)


def sync_bills(
    store: Store,
    fetcher: Fetcher,
    source: Source,
    *,
    clock: Callable[[], Tick],
    bills: Sequence[str] = (),
    rehearsal: bool = False,
    progress: Callable[[SyncProgress], object] | None = None,
) -> FeedReport:
    """Read the status files of the bills that the ledger follows; what is wrong with one stops no other.

    A bill is followed from when the ledger has it: from a timeline, from a status file that was added, or since it was
    named here.

    Args:
        store: the ledger.
        fetcher: asks for the files.
        source: the feed; the files are in the bulk data of the server that it names.
        clock: the present.
        bills: more bills to follow from now on, such as ``119 S 1705``.
        rehearsal: record nothing.
        progress: called after each bill.

    Raises:
        InputError: the number of a bill cannot be read.
        StoreError: the ledger cannot be written.
    """
    now = clock()
    today = dates.day_of(now, FEDERAL_ZONE)
    wanted = list(dict.fromkeys((*map(BillNumber.read, bills), *followed(store, today))))
    before = next((each for each in store.sources() if each.id == source.id), None)
    totals, read, problems = Appended(0, 0, 0, 0), 0, list[str]()
    with fetcher.listening() as heard:
        for done, (number, found, wrong) in enumerate(_read_all(fetcher, source, wanted), 1):
            problems += [f"{source.id} {number.spelled}: {each}" for each in wrong]
            if found is not None:
                read += 1
                more = record_bill(
                    store, found, clock(), source=source.id, title=source.title, closes=False, rehearsal=rehearsal
                )
                totals = Appended(*(a + b for a, b in zip(attrs.astuple(totals), attrs.astuple(more), strict=True)))
            if progress is not None:
                progress(SyncProgress(source.id, done, len(wanted), number.spelled, read))
    failures = (before.failures if before is not None else 0) + 1 if problems else 0
    through = today.isoformat() if not problems else before.checked_through if before is not None else None
    store.append(
        Batch(source.id, source.title, (), checked_through=through, problem=problems[0] if problems else None,
              rehearsal=rehearsal, count=read or None, due=due_at(source, now, failures, heard.wait)), clock(),
    )  # fmt: skip
    return FeedReport(
        source.id, source.title, documents=read, **attrs.asdict(totals), problems=tuple(problems),
        rehearsal=rehearsal,
    )  # fmt: skip


_Found = tuple[BillNumber, Bill | None, list[str]]


def _read_all(fetcher: Fetcher, source: Source, wanted: Sequence[BillNumber]) -> Iterator[_Found]:
    """Each bill with what was read of it and what is wrong, in the order asked for."""

    def read(number: BillNumber) -> _Found:
        try:
            found = fetcher.read(address(source, number), _read, max_bytes=MOST_BYTES)
        except FetchError as error:
            return number, None, [f"found {error.found}; expected {error.expected}"]
        wrong = [str(fault) for fault in found.faults]
        if found.bill is not None and found.bill.name != number:
            return number, None, [f"found the file of {found.bill.name.spelled}; expected that of {number.spelled}"]
        return number, found.bill, wrong

    with ThreadPoolExecutor(_THREADS, thread_name_prefix="bill") as pool:
        yield from pool.map(read, wanted)


def address(source: Source, number: BillNumber) -> str:
    """Where the status file of a bill is: in the bulk data of the feed's server."""
    parts = urlsplit(source.url)
    return f"{parts.scheme}://{parts.netloc}/bulkdata/BILLSTATUS/{number.file_name}"


def _read(fetched: Fetched) -> ReadBill:
    if not is_bill_status(fetched.body):
        raise UnreadableError("something else than a BILLSTATUS file", "a BILLSTATUS file")
    return read_bill_status(fetched.body, fetched.url.rpartition("/")[2])
