"""What the items of feeds claim: events on instruments that the ledger knows, and entries of the inbox for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from regtrack.dates import Tick
from regtrack.model.event import Event
from regtrack.model.inbox import OF_ITEMS, Verdict
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.posting import Posting
from regtrack.model.state import KnownBy
from regtrack.store import Batch, Store

if TYPE_CHECKING:  # what reads items takes a fifth of a second to import: only where there is one to read
    from regtrack.news.item import ItemReading, NewsItem
    from regtrack.news.matching import Facts
    from regtrack.news.names import Name
    from regtrack.news.readers import Reader
    from regtrack.news.reading import ItemReader
    from regtrack.news.reports import Reported

_COMMON = ("us/fr/", "notice")
"""Notices of the Register are found by their numbers only: their titles are no names that anyone uses."""
_NO_FACTS = ("#withdrawn", "#moved")  # what the keys end with of records that take a fact back
_CODIFIED = "codification"  # Who names a part of the CFR speaks of a rule that changes it, and not of its codified text


class ClaimReader:
    """Reads items against a ledger, which is asked for its names when the first item claims something."""

    def __init__(self, store: Store, readers: Sequence[Reader] | None = None) -> None:
        self._known, self._readers = _Known(store), readers

    @cached_property
    def _reader(self) -> ItemReader:
        from regtrack.news.readers import installed
        from regtrack.news.reading import ItemReader

        return ItemReader(self._known, installed() if self._readers is None else self._readers)

    def read(self, item: NewsItem) -> ItemReading:
        """Return what an item is about and what it says."""
        return self._reader.read(item)

    def understand(self, item: NewsItem, now: Tick) -> Reported:
        """Return what an item claims; ``now`` is when it was read, for one that does not say when it was published."""
        from regtrack.news.reports import reports

        return reports(item, self.read(item), self._known, seen_at=now)


def confirm(store: Store, first: Tick, last: Tick) -> int:
    """Compare reports with the facts of their instruments, where either was recorded between two ticks; how many moved.

    A report is joined to the fact that confirms it, or says which facts it contradicts. What was compared before is not
    compared again: every report of an instrument if it has a new fact, else those that are new.
    """
    targets = store.touched(first - 1, last, KnownBy.RECORD) & store.targets_of(OF_ITEMS)
    if not targets:
        return 0
    from regtrack.news.reports import confirmed

    found = store.instruments(targets)
    made = {key: events for num in found for key, events in _reviewed(store, num, found[num], first)}
    batches: dict[tuple[str, str], list[str]] = {}
    for key, source in store.sources_of(made).items():
        batches.setdefault(source, []).append(key)
    for (id_, title), keys in batches.items():
        events = [event for key in keys for event in made[key]]
        store.append(Batch(id_, title, events, restated=[*map(confirmed, keys)], closes=False), last)
    return len(made)


def _reviewed(store: Store, num: int, instrument: Instrument, first: Tick) -> Iterator[tuple[str, list[Event]]]:
    """Return what is to be recorded of the reports on one instrument since a tick, by their keys."""
    from regtrack.news.matching import Facts
    from regtrack.news.reports import confirmed, reviewed

    every = [p for _, own in store.postings([num]) for p in own]
    postings = [p for p in every if not p.key.endswith(_NO_FACTS)]
    facts = {p.key for p in postings if not _is_report(p)}
    told = {p.key for p in postings if p.key.startswith(OF_ITEMS) and p.kind != "confirm"}
    fresh = {(p.detail.of or p.key) if p.key.endswith(_NO_FACTS) else p.key for p in every if p.recorded >= first}
    if not fresh & facts:
        told &= fresh
    if not told:
        return
    known = store.standing({*facts, *told, *map(confirmed, told)})
    reports = [known[key] for key in sorted(told & known.keys())]
    languages = _languages(store, reports)
    record = Facts(known[key] for key in sorted(facts & known.keys()))
    for report in reports:
        language, joined = languages[report.key], known.get(confirmed(report.key))
        events = reviewed(report, record, instrument, language, joined=joined)
        if events is not None:
            yield report.key, events


def _languages(store: Store, reports: Sequence[Event]) -> dict[str, str]:
    """Return the language in which each report is quoted, by its key."""
    documents = store.documents(each.document for report in reports for each in report.evidence)
    return {
        report.key: next((documents[e.document].language for e in report.evidence if e.document in documents), "en")
        for report in reports
    }


def _is_report(posting: Posting) -> bool:
    return posting.certainty <= Certainty.REPORTED and posting.key.startswith(OF_ITEMS)


class _Known:
    """What a ledger has of instruments, each looked up once; names also that persons linked to an instrument."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[Instrument | None, Facts]] = {}

    def names(self) -> Iterator[Name]:
        from regtrack.news.names import Name, names_of

        beginning, kind = _COMMON
        for instrument in self._store.instruments().values():
            common = instrument.id.startswith(beginning) and instrument.kind == kind
            if not common and instrument.kind != _CODIFIED:
                yield from names_of(instrument)
        for entry, _ in self._store.inbox():
            if entry.verdict is Verdict.LINKED and entry.instrument is not None and entry.name:
                yield Name(entry.name, entry.language, entry.instrument)

    def instrument(self, id: str) -> Instrument | None:
        return self._look_up(id)[0]

    def facts(self, id: str) -> Facts:
        return self._look_up(id)[1]

    def _look_up(self, id_: str) -> tuple[Instrument | None, Facts]:
        if id_ not in self._known:
            from regtrack.news.matching import Facts

            numbers = [*self._store.numbers([id_]).values()]
            postings = (posting for _, own in self._store.postings(numbers) for posting in own)
            facts = {p.key for p in postings if not p.key.endswith(_NO_FACTS) and not _is_report(p)}
            found = self._store.instruments(numbers)
            self._known[id_] = next(iter(found.values()), None), Facts(self._store.standing(sorted(facts)).values())
        return self._known[id_]
