"""What the items of feeds claim: events on instruments that the ledger knows, and entries of the inbox for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from regtrack import dates
from regtrack.dates import Tick
from regtrack.ingest.feeds.item import Item
from regtrack.ingest.news.claims import read_item
from regtrack.ingest.news.linking import Linker, link
from regtrack.ingest.news.names import Name, names_of
from regtrack.ingest.news.reconciling import is_done_on, moved_on
from regtrack.ingest.news.reports import Reported, confirmation, reports
from regtrack.model.event import Event
from regtrack.model.inbox import OF_ITEMS, Verdict
from regtrack.model.instrument import Instrument, normalise
from regtrack.model.kinds import KINDS
from regtrack.model.posting import Posting
from regtrack.model.state import KnownBy
from regtrack.store import Batch, Store

_COMMON = ("us/fr/", "notice")
"""Notices of the Register are found by their numbers only: their titles are no names that anyone uses."""
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
        self._facts = _Facts(store)
        self._names = _Names(store, self._facts)

    def understand(self, item: Item, now: Tick) -> Reported:
        """What an item claims; ``now`` is when it was read, for one that does not say when it was published."""
        claims = read_item(item)
        if not claims:
            return Reported()
        links = link(claims, self._linker, language=item.language, jurisdiction=item.jurisdiction)
        return reports(item, links, self._facts, seen_at=now)

    @cached_property
    def _linker(self) -> Linker:
        return Linker(self._names)


def confirm(store: Store, first: Tick, last: Tick) -> int:
    """Join reports to the facts that confirm them, where either was recorded between two ticks; how many were."""
    targets = store.touched(first - 1, last, KnownBy.RECORD) & store.targets_of(OF_ITEMS)
    facts = _Facts(store)
    made: dict[str, list[Event]] = {}
    for instrument in store.instruments(targets).values():
        known = facts.facts(instrument.id)
        keys = {event.key for event in known}
        for report in known:
            if not report.key.startswith(OF_ITEMS) or report.kind == "confirm" or f"{report.key}:confirmed" in keys:
                continue
            joined = next(
                (
                    found
                    for fact in known
                    if not fact.key.startswith(OF_ITEMS)
                    and (found := confirmation(report, fact, instrument.publication_zone)) is not None
                ),
                None,
            )
            if joined is not None:
                made.setdefault(report.key, []).append(joined)
    sources = store.sources_of(made)
    for key, events in made.items():
        id_, title = sources[key]
        store.append(Batch(id_, title, events, closes=False), last)
    return len(made)


class _Names:
    """The names that a ledger knows, and those that persons linked to an instrument."""

    def __init__(self, store: Store, facts: _Facts) -> None:
        self._store, self._facts = store, facts
        self._acting: dict[tuple[str, dt.date], frozenset[str]] = {}

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

    def moved(self, id: str) -> Collection[dt.date]:
        return moved_on(self._facts.facts(id))


def _may_be(act: str, postings: Iterable[Posting], first: Tick, last: Tick) -> bool:
    """Whether any of these has the aspect that an act moves, and a tick in a day: cheaper than to read the facts."""
    return any(
        posting.row.dimension is KINDS[act].dimension
        and any(tick is not None and first < tick <= last for tick in (posting.begin0, posting.end0, posting.available))
        for posting in postings
    )


class _Facts:
    """The facts that a ledger has of instruments, each looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[Instrument | None, Sequence[Event]]] = {}

    def instrument(self, id: str) -> Instrument | None:
        return self._look_up(id)[0]

    def facts(self, id: str) -> Sequence[Event]:
        return self._look_up(id)[1]

    def _look_up(self, id_: str) -> tuple[Instrument | None, Sequence[Event]]:
        if id_ not in self._known:
            numbers = list(self._store.numbers([id_]).values())
            found = self._store.instruments(numbers)
            events = self._store.standing(
                dict.fromkeys(
                    posting.key
                    for _, postings in self._store.postings(numbers)
                    for posting in postings
                    if not posting.key.endswith(("#withdrawn", "#moved"))
                )
            )
            self._known[id_] = next(iter(found.values()), None), list(events.values())
        return self._known[id_]
