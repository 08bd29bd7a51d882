"""What the items of feeds claim: events on instruments that the ledger knows, and entries of the inbox for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter

from regtrack import dates
from regtrack.dates import Tick
from regtrack.model.event import Event
from regtrack.model.inbox import OF_ITEMS, Verdict, item_of
from regtrack.model.instrument import Instrument, normalise
from regtrack.model.kinds import KINDS, Certainty
from regtrack.model.posting import Posting
from regtrack.model.state import KnownBy
from regtrack.news.claims import read_item
from regtrack.news.competing import MOST_VALUES, OF_EACH, Competing, competes
from regtrack.news.item import Item
from regtrack.news.linking import Linker, link
from regtrack.news.names import Name, names_of
from regtrack.news.reconciling import Facts, done_on, is_done_on
from regtrack.news.reports import Reported, confirmed, reports, reviewed
from regtrack.store import Batch, Store

_COMMON = ("us/fr/", "notice")
"""Notices of the Register are found by their numbers only: their titles are no names that anyone uses."""
_NO_FACTS = ("#withdrawn", "#moved")
"""What the keys end with of records that take a fact back."""
_FIRST_ZONE, _LAST_ZONE = "Etc/GMT-14", "Etc/GMT+12"
"""Where a day begins first, and where it ends last (POSIX signs: the first is 14 hours ahead of Greenwich)."""
_CODIFIED = "codification"
"""Who names a part of the CFR speaks of a rule that changes it, and not of its codified text."""


class ClaimReader:
    """Reads items against a ledger, which is asked for its names when the first item claims something.

    Args:
        store: the ledger.
    """

    def __init__(self, store: Store) -> None:
        self._facts = _Known(store)
        self._names = _Names(store, self._facts)

    def understand(self, item: Item, now: Tick) -> Reported:
        """What an item claims; ``now`` is when it was read, for one that does not say when it was published."""
        claims = read_item(item)
        if not claims:
            return Reported()
        on = None if item.published_at is None else dates.day_of(item.published_at, item.zone)
        links = link(claims, self._linker, language=item.language, jurisdiction=item.jurisdiction, on=on)
        found = reports(item, links, self._facts, seen_at=now)
        for event in found.events:
            self._facts.hear(event, item.language)
        return found

    @cached_property
    def _linker(self) -> Linker:
        return Linker(self._names)


def confirm(store: Store, first: Tick, last: Tick) -> int:
    """Compare reports with the facts of their instruments, where either was recorded between two ticks; how many moved.

    A report is joined to the fact that confirms it, or says which facts it contradicts. What was compared before is not
    compared again: every report of an instrument if it has a new fact, else those that are new.
    """
    targets = store.touched(first - 1, last, KnownBy.RECORD) & store.targets_of(OF_ITEMS)
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
    """What is to be recorded of the reports on one instrument since a tick, by their keys."""
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
    others = _competing(store, every, instrument) if fresh & told else Competing()
    for report in reports:
        beside = others.before(item_of(report.key), report.kind) if report.key in fresh else ()
        language, joined = languages[report.key], known.get(confirmed(report.key))
        events = reviewed(report, record, instrument, language, joined=joined, others=beside)
        if events is not None:
            yield report.key, events


def _languages(store: Store, reports: Sequence[Event]) -> dict[str, str]:
    """The language in which each report is quoted, by its key."""
    documents = store.documents(each.document for report in reports for each in report.evidence)
    return {
        report.key: next((documents[e.document].language for e in report.evidence if e.document in documents), "en")
        for report in reports
    }


def _competing(store: Store, postings: Iterable[Posting], instrument: Instrument) -> Competing:
    """What items report of an instrument: of all their reports only those are read that say something first."""
    newest: dict[str, Posting] = {}
    order: dict[str, int] = {}
    for posting in sorted(postings, key=attrgetter("seq")):
        if posting.key.startswith(OF_ITEMS):
            newest[posting.key] = posting
            order.setdefault(item_of(posting.key), posting.seq)
    gone = {p.detail.of: p.seq for p in newest.values() if p.key.endswith(_NO_FACTS)}
    values: dict[str, dict[object, dict[str, str]]] = {}
    for key, p in sorted(newest.items(), key=lambda each: order[item_of(each[0])]):
        if p.seq > gone.get(key, 0) and competes(p.kind, p.certainty, key):
            of_kind, value = values.setdefault(p.kind, {}), (p.begin0, p.begin1, p.end0, p.end1)
            if value in of_kind or len(of_kind) < MOST_VALUES:
                items = of_kind.setdefault(value, {})
                if len(items) < OF_EACH:
                    items.setdefault(item_of(key), key)
    first = [key for of_kind in values.values() for items in of_kind.values() for key in items.values()]
    found = store.standing(first)
    languages = _languages(store, list(found.values()))
    competing = Competing(order)
    for key in sorted(found, key=lambda key: order[item_of(key)]):
        competing.add(found[key], instrument, languages[key])
    return competing


def _is_report(posting: Posting) -> bool:
    return posting.certainty <= Certainty.REPORTED and posting.key.startswith(OF_ITEMS)


class _Names:
    """The names that a ledger knows, and those that persons linked to an instrument."""

    def __init__(self, store: Store, facts: _Known) -> None:
        self._store, self._facts = store, facts
        self._acting: dict[tuple[str, dt.date], frozenset[str]] = {}
        self._done: dict[str, Collection[tuple[str, dt.date]]] = {}

    def find(self, name: str) -> Collection[str]:
        return self._store.find(normalise(name)).values()

    def names(self) -> Iterator[Name]:
        beginning, kind = _COMMON
        for instrument in self._store.instruments().values():
            common = instrument.id.startswith(beginning) and instrument.kind == kind
            if not common and instrument.kind != _CODIFIED:
                yield from names_of(instrument)
        for entry, _ in self._store.inbox():
            if entry.verdict is Verdict.LINKED and entry.instrument is not None and entry.name:
                yield Name(entry.name, entry.language, entry.instrument)

    def acting(self, act: str, day: dt.date) -> Collection[str]:
        asked = act, day
        if asked not in self._acting:
            first, last = dates.day_start(day, _FIRST_ZONE) - 1, dates.day_close(day, _LAST_ZONE)
            touched = self._store.touched(first, last, KnownBy.PUBLIC)
            moved = {
                number for number, postings in self._store.postings(touched) if _may_be(act, postings, first, last)
            }
            self._acting[asked] = frozenset(
                instrument.id
                for instrument in self._store.instruments(moved).values()
                if instrument.kind != _CODIFIED
                and any(is_done_on(fact, act, day) for fact in self._facts.facts(instrument.id))
            )
        return self._acting[asked]

    def done(self, id: str) -> Collection[tuple[str, dt.date]]:
        if id not in self._done:
            self._done[id] = done_on(self._facts.facts(id))
        return self._done[id]


def _may_be(act: str, postings: Iterable[Posting], first: Tick, last: Tick) -> bool:
    """Whether any of these has the aspect that an act moves, and a tick in a day: cheaper than to read the facts."""
    return any(
        posting.row.dimension is KINDS[act].dimension
        and any(tick is not None and first < tick <= last for tick in (posting.begin0, posting.end0, posting.available))
        for posting in postings
    )


class _Known:
    """What a ledger has of instruments, each looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[Instrument | None, Facts]] = {}
        self._others: dict[str, Competing] = {}

    def instrument(self, id: str) -> Instrument | None:
        return self._look_up(id)[0]

    def facts(self, id: str) -> Facts:
        return self._look_up(id)[1]

    def others(self, id: str) -> Competing:
        if id not in self._others:
            instrument, postings = self.instrument(id), self._postings(id)
            self._others[id] = Competing() if instrument is None else _competing(self._store, postings, instrument)
        return self._others[id]

    def hear(self, event: Event, language: str) -> None:
        """Heed a report that is about to be recorded."""
        instrument = self.instrument(event.target)
        if instrument is not None:
            self.others(event.target).add(event, instrument, language)

    def _look_up(self, id_: str) -> tuple[Instrument | None, Facts]:
        if id_ not in self._known:
            found = self._store.instruments(self._store.numbers([id_]).values())
            facts = {p.key for p in self._postings(id_) if not p.key.endswith(_NO_FACTS) and not _is_report(p)}
            self._known[id_] = next(iter(found.values()), None), Facts(self._store.standing(sorted(facts)).values())
        return self._known[id_]

    def _postings(self, id_: str) -> Iterator[Posting]:
        numbers = list(self._store.numbers([id_]).values())
        return (posting for _, own in self._store.postings(numbers) for posting in own)
