"""Bills as a source: the status files of those that the ledger follows."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE
from regtrack.errors import InputError
from regtrack.http.fetch import Fetched, UnreadableError
from regtrack.model.instrument import normalise
from regtrack.model.kinds import Family
from regtrack.sources.bills import is_bill_status
from regtrack.sources.bills.bill import Bill, BillNumber
from regtrack.sources.bills.events import compile_bill
from regtrack.sources.bills.reading import MOST_BYTES, ReadBill, read_bill_status
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.source import FileContext, Parsed, Portion, Recordable, RunContext, Source
from regtrack.sources.windows import Past
from regtrack.store import Store

_DEAD_AFTER_DAYS = 400
"""So long after its Congress a bill is not asked for any more: by then its file has been brought up to date."""


class Bills(Source[ReadBill, Bill]):
    """The status files of the bills that the ledger follows, in the bulk data of the server that the feed names.

    A bill is followed from when the ledger has it: from a timeline, from a status file that was added, or since it was
    named here.

    Args:
        context: what it works with.
        bills: more bills to follow from now on, such as ``119 S 1705``.

    Raises:
        InputError: the number of a bill cannot be read.
    """

    concurrency = 4

    def __init__(self, context: RunContext, bills: Sequence[str] = ()) -> None:
        self.id, self.title, self.every = context.feed.id, context.feed.title, context.feed.every
        self._context, self._named, self._read = context, tuple(map(BillNumber.read, bills)), 0

    def portions(self, past: Past) -> list[Portion]:
        wanted = dict.fromkeys((*self._named, *followed(self._context.store, past.today)))
        return [Portion(number.spelled, of=number) for number in wanted]

    def fetch(self, portion: Portion) -> ReadBill:
        assert isinstance(portion.of, BillNumber)
        return self._context.fetcher.read(address(self._context.feed, portion.of), _read, max_bytes=MOST_BYTES)

    def parse(self, portion: Portion, raw: ReadBill) -> Parsed[Bill]:
        problems = [f"{portion.name}: {fault}" for fault in raw.faults]
        if raw.bill is None:
            return Parsed(problems=problems, whole=False, count=self._read or None)
        if raw.bill.name != portion.of:
            raise InputError(f"found the file of {raw.bill.name.spelled}; expected that of {portion.name}")
        self._read += 1
        return Parsed([(portion.name, raw.bill)], problems=problems, count=self._read)

    def compile(self, record: Bill) -> Recordable:
        return compiled(self._context, record)


class BillFile(Source[ReadBill, Bill]):
    """A status file on disk; the bill is followed from then on."""

    id, title, is_file = "us-billstatus", "Status of bills", True

    def __init__(self, context: FileContext) -> None:
        self._context = context

    def fetch(self, portion: Portion) -> ReadBill:
        return read_bill_status(self._context.data, str(self._context.path))

    def parse(self, portion: Portion, raw: ReadBill) -> Parsed[Bill]:
        records = [(raw.bill.name.spelled, raw.bill)] if raw.bill is not None else []
        return Parsed(records, problems=[str(fault) for fault in raw.faults], whole=bool(records))

    def compile(self, record: Bill) -> Recordable:
        return compiled(self._context, record)


def compiled(context: RunContext | FileContext, bill: Bill) -> Recordable:
    """Return what to record of a bill; what its file said before and does not say now was taken back."""
    today = dates.day_of(context.clock(), FEDERAL_ZONE)
    return Recordable(
        compile_bill(bill, curated(context.store, bill.name), seen_on=today), [f"{bill.name.key}:"],
        history=not context.store.documents([bill.name.key]),
    )  # fmt: skip


def curated(store: Store, number: BillNumber) -> str | None:
    """Return the id under which somebody else recorded a bill; None if nobody did, or several have its number."""
    found = store.instruments(store.find(normalise(number.spelled)))
    ids = {each.id for each in found.values() if each.bill == number.spelled}
    return next(iter(ids)) if len(ids) == 1 else None


def followed(store: Store, today: dates.Date) -> list[BillNumber]:
    """Return the bills of the ledger that something may still happen to, by Congress and number."""
    found: set[BillNumber] = set()
    for item in store.instruments().values():
        if item.family is Family.BILL and item.bill is not None and item.same_as is None:
            try:
                found.add(BillNumber.read(item.bill))
            except InputError:
                continue  # a curated bill of another parliament
    return sorted(each for each in found if (today - each.ends_on).days <= _DEAD_AFTER_DAYS)


def address(feed: FeedFile, number: BillNumber) -> str:
    """Return where the status file of a bill is: in the bulk data of the feed's server."""
    parts = urlsplit(feed.url)
    return f"{parts.scheme}://{parts.netloc}/bulkdata/BILLSTATUS/{number.file_name}"


def _read(fetched: Fetched) -> ReadBill:
    if not is_bill_status(fetched.body):
        raise UnreadableError("something else than a BILLSTATUS file", "a BILLSTATUS file")
    return read_bill_status(fetched.body, fetched.url.rpartition("/")[2])
