"""What a source is: the protocol that each folder of sources implements, and what it is handed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Date, Tick
from regtrack.http.fetch import Fetcher
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.windows import Past
from regtrack.store import Item, Sighting, Store

Raw = TypeVar("Raw")
Rec = TypeVar("Rec")
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


@attrs.frozen
class Asked:
    """What a caller asks of sources; each takes what concerns it.

    Attributes:
        since: the first day; None: by what was read before.
        until: the last day; None: today.
        agencies: slugs or short names.
        cfr: parts such as ``15:730-774``.
        types: ``RULE``, ``PRORULE``, ``NOTICE``, ``PRESDOCU``.
        term: words to search for.
        again: read also what is final, and what is what it was.
        full_text: of which documents the full text is read: rules, all, none.
        newest: only what a feed of newest documents has.
        dry_run: record nothing.
        api: address of a mirror of the Federal Register's API.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    agencies: Sequence[str] = ()
    cfr: Sequence[str] = ()
    types: Sequence[str] = ()
    term: str | None = None
    again: bool = False
    full_text: str = "rules"
    newest: bool = False
    dry_run: bool = False
    api: str | None = None


@attrs.frozen
class RunContext:
    """What a source works with.

    Attributes:
        store: the ledger, to look up what is known.
        fetcher: gets bytes.
        feed: its feed file.
        clock: the present.
        asked: what the caller asks.
    """

    store: Store
    fetcher: Fetcher
    feed: FeedFile
    clock: Callable[[], Tick]
    asked: Asked = Asked()


@attrs.frozen
class FileContext:
    """What a source works with that is a file on disk.

    Attributes:
        store: the ledger, to look up what is known.
        data: the bytes of the file, unpacked.
        path: where it is, to name it in problems.
        clock: the present.
        on: the day that whoever added it gave.
    """

    store: Store
    data: bytes
    path: Path
    clock: Callable[[], Tick]
    on: Date | None = None

    @property
    def day(self) -> Date | None:
        """The day that was given, or in the file's name (``sdn-2024-01-30.csv``): of download, issue or edition."""
        if self.on is not None:
            return self.on
        named = _DAY_IN_NAME.search(self.path.name)
        return dates.parse_date(named[1]) if named else None


@attrs.frozen
class Portion:
    """A part of a source that is fetched, parsed and recorded by itself: a day, a page, a file.

    Attributes:
        name: names it in progress and in problems; empty for a source that is one portion.
        key: the name under which the ledger notes that it was read whole; None: it is not noted.
        since, until: the days that it covers.
        daily: it is one of the days that the report counts.
        done: it was read before, and is skipped.
        of: what its source needs to know to fetch it.
    """

    name: str = ""
    key: str | None = None
    since: Date | None = None
    until: Date | None = None
    daily: bool = False
    done: bool = False
    of: object = None


@attrs.define
class Parsed(Generic[Rec]):
    """What a portion says.

    Attributes:
        records: what is to be compiled, each with its name in problems.
        items: what is recorded as it is.
        backfill: what is recorded as it is, and is no news: it was known before anybody followed the source.
        restated: beginnings of keys about which the items are all there is to say.
        sightings: which documents the source showed.
        problems: what is missing or cannot be read, each a sentence that begins with its place.
        whole: nothing of the portion failed to come. Only then is its key noted.
        same: the portion is what it was in the last run.
        digest: of its bytes; the ledger keeps it if all could be compiled.
        validators: what to ask its server with next time; the ledger keeps it if there are no problems at all.
        count: how many items the ledger remembers the source to have.
        documents: how many documents the report counts; None: one a record.
        found: how many items the report counts; None: the source has none.
        filings: how many filings the report counts; None: they were not asked for.
    """

    records: Sequence[tuple[str, Rec]] = ()
    items: Sequence[Item] = ()
    backfill: Sequence[Item] = ()
    restated: Sequence[str] = ()
    sightings: Sequence[Sighting] = ()
    problems: Sequence[str] = ()
    whole: bool = True
    same: bool = False
    digest: str = ""
    validators: str = ""
    count: int | None = None
    documents: int | None = None
    found: int | None = None
    filings: int | None = None


class Recordable(NamedTuple):
    """What is to be recorded of one record.

    Attributes:
        items: what it says.
        restated: beginnings of keys about which it is all there is to say.
        history: it is no news: nobody followed it yet when it was published.
    """

    items: Sequence[Item] = ()
    restated: Sequence[str] = ()
    history: bool = False


class Source(Protocol[Raw, Rec]):
    """Where portions come from. A source inherits what it does not say otherwise.

    Attributes:
        id, title: name it in the ledger.
        every: seconds from one poll to the next; 0: it is not polled by itself.
        zone: IANA zone of its days.
        concurrency: how many portions are fetched at a time.
        through: the last day that it covers, once its portions are known; None: today, and no day for a file.
        single: it is one portion, with which the ledger notes how the run went.
        is_file: somebody added it, so that it says nothing of how polling the source goes.
    """

    id: str
    title: str
    every: int = 0
    zone: str = FEDERAL_ZONE
    concurrency: int = 1
    through: Date | None = None
    single: bool = False
    is_file: bool = False

    def portions(self, past: Past) -> Iterable[Portion]:  # noqa: ARG002
        """Return what to read in this run, given the earlier ones; by default one portion."""
        return [Portion()]

    def fetch(self, portion: Portion) -> Raw:
        """Return the bytes, or whatever comes, of a portion; several threads may ask at once."""
        ...

    def parse(self, portion: Portion, raw: Raw) -> Parsed[Rec]:
        """Return what a portion says; portions come in their order."""
        ...

    def compile(self, record: Rec) -> Recordable:  # noqa: ARG002
        """Return what to record of one record."""
        return Recordable()
