"""What the ledger knows of the Federal Register: which instrument a document is, and which one a citation means."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from regtrack.citations import Reference, ReferenceKind
from regtrack.dates import Date, Instant, instant_of, parse_date, parse_instant
from regtrack.model.document import Document, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument, normalise, page_of
from regtrack.model.scope import spell
from regtrack.model.when import When
from regtrack.sources.federal_register._events.provisions import LIVE, RulesOnProvision, rules_on, statuses_of
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.identity import cited_id, filing_key, is_citation, key_of, numbered_id, own_id
from regtrack.sources.federal_register.moves import RULES
from regtrack.sources.federal_register.query import normal_number
from regtrack.sources.federal_register.text.vocabulary import nouns
from regtrack.sources.federal_register.title_search import TitleSearch
from regtrack.sources.federal_register.titles import acted_on
from regtrack.store import Store

_OF_THE_REGISTER = ("us/fr/", "us/eo/", "us/proclamation/")
_A_PAUSE = re.compile(rf"(?:^|[;:,.] )(?:[\w-]+ ){{0,3}}?{nouns('stay postpone')}\b", re.IGNORECASE)
"""What the title of a document adds to that of the rule that it stays or delays."""
_ISSUES = ("publish", "propose")  # kinds of the events by which a document is published
_SHARED = (ReferenceKind.RIN, ReferenceKind.DOCKET)
"""Names that several documents have: the one that is meant was published before."""
_RULES = RULES | {"proposed_rule"}


class LedgerRegister:
    """Answers from a ledger, and from the documents that are about to be recorded together."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._day: dict[str, RegisterDocument] = {}
        self._ids: dict[str, str] = {}
        self._of_id: dict[str, RegisterDocument] = {}
        self._on: dt.date | None = None
        self._first_pages = Counter[tuple[int | None, int | None]]()
        self._filings: dict[str, Event] = {}
        self._others: dict[str, int] = {}
        self._awaited: set[int] = set()
        self._printed: dict[int, tuple[int, int]] = {}
        self._meant: dict[tuple[object, ...], str | None] = {}
        self._items: dict[str, Instrument | None] = {}
        self._issued: dict[int, list[str]] = {}

    def open_day(self, documents: Iterable[RegisterDocument]) -> None:
        """Take these documents for known, which are going to be recorded together; what they cite is kept meanwhile."""
        self._meant, self._items, self._issued = {}, {}, {}
        self._day = {normal_number(document.number): document for document in documents}
        self._on = min((each.published_on for each in self._day.values() if each.published_on), default=None)
        self._first_pages = Counter((each.volume, each.start_page) for each in self._day.values())
        named = self._store.find(*(name for document in self._day.values() for name in _numbers(document)))
        own = self._own if _curated(named) else own_id
        self._ids = {number: own(document) for number, document in self._day.items()}
        self._of_id = {self._ids[number]: document for number, document in reversed(self._day.items())}
        self._filings = self._store.standing(f"{filing_key(number)}:filed" for number in self._day)
        others = (other for number, each in self._day.items() for other in _names(each) - {self._ids[number]})
        self._others = self._store.numbers(others)
        pages: dict[int, list[int]] = {}
        for each in self._day.values():
            if each.volume and each.start_page:
                pages.setdefault(each.volume, []).extend((each.start_page, each.end_page or each.start_page))
        self._printed = {volume: (min(of), max(of)) for volume, of in pages.items()}
        printed = {volume: self._store.beginning(volume, *of) for volume, of in self._printed.items()}
        self._awaited = {volume for volume, found in printed.items() if any(map(is_citation, found.values()))}

    @property
    def by_title(self) -> TitleSearch:
        """What finds instruments by title; not kept: a circle is garbage for the collector alone."""
        return TitleSearch(self._store, self)

    # --- which instrument a document is -------------------------------------------------------------------------------

    def own(self, document: RegisterDocument) -> str:
        """Return the id by which the ledger knows it: that of a curated instrument with its number, or its own."""
        number = normal_number(document.number)
        return self._ids[number] if self._day.get(number) is document else self._own(document)

    def _own(self, document: RegisterDocument) -> str:
        if curated := _curated(self._store.find(*_numbers(document))):
            found = self._store.instruments(curated)
            fitting = sorted(item.id for item in found.values() if _is(item, document))
            if len(fitting) == 1:
                return fitting[0]
        return own_id(document)

    def holds(self, id_: str) -> bool:
        """Whether the ledger has an instrument of that id."""
        return bool(self._store.numbers([id_]))

    def has_read(self, document: RegisterDocument) -> bool:
        """Whether the ledger has the document from a better source than the feed."""
        paper = self._paper(document)
        return paper is not None and paper.rank is Rank.OFFICIAL

    def _paper(self, document: RegisterDocument) -> Document | None:
        return self._store.documents([key_of(document)]).get(key_of(document))

    def published_on(self, number: str) -> Date | None:
        """Return the day on which the document of a number was published, if the ledger has exactly one."""
        found = self._store.find(normalise(number), normalise(normal_number(number)))
        events = [event for num in found for event in self._events(num) if event.kind in _ISSUES]
        days = {event.published.text for event in events if event.published is not None}
        return parse_date(days.pop()) if len(days) == 1 else None

    def filed_at(self, document: RegisterDocument) -> Instant | None:
        """When it was put on public inspection, as far as that was recorded."""
        of_the_day = self._day.get(normal_number(document.number)) is document
        if of_the_day and not self._filings:
            return None
        key = f"{filing_key(document.number)}:filed"
        filed = (self._filings if of_the_day else self._store.standing([key])).get(key)
        return instant_of(parse_instant(filed.filed.text)) if filed is not None and filed.filed is not None else None

    def knows_more(self, document: RegisterDocument) -> bool:
        """Whether the ledger has read the full text of a document that comes without it this time."""
        paper = self._paper(document) if document.sha256 is None else None
        return paper is not None and paper.sha256 is not None

    # --- which instrument a reference means ---------------------------------------------------------------------------

    def cited(self, reference: Reference, *, final: bool = False) -> str | None:
        """Return the instrument it names; None when there is none, more than one it may be, or a provision of the CFR.

        ``final``: of a rule and its proposal, which share a RIN or a docket, the rule is meant.
        """
        asked = (reference.kind, reference.name, reference.published_on, final)
        if asked not in self._meant:
            self._meant[asked] = self._cited(reference, final=final)
        return self._meant[asked]

    def _cited(self, reference: Reference, *, final: bool) -> str | None:
        if reference.kind is ReferenceKind.CFR:
            return None
        if (own := self._of_the_day(reference)) is not None:
            return own
        names = [reference.name, *filter(None, [cited_id(reference)])]
        found = self._store.find(*map(normalise, names))
        if not found and reference.kind is ReferenceKind.FR_CITATION and reference.volume and reference.page:
            found = self._store.at_page(reference.volume, reference.page)
        if reference.kind in _SHARED and reference.published_on is not None:
            day = reference.published_on.isoformat()
            found = {num: id_ for num, id_ in found.items() if day in self.issued(num)}
        if reference.kind in _SHARED:
            found = {num: id_ for num, id_ in found.items() if not self.is_later(num)}
        if len(found) > 1:
            kinds = RULES if final and reference.kind in _SHARED else _RULES
            rules = {num for num, item in self._store.instruments(found).items() if item.kind in kinds}
            found = {num: id_ for num, id_ in found.items() if num in rules}
        return next(iter(found.values())) if len(found) == 1 else None

    def is_recorded(self, reference: Reference) -> bool:
        """Whether the document that a reference names has been read itself, and not only been cited."""
        id_ = self.cited(reference)
        return id_ is not None and self.is_issued(id_)

    def is_issued(self, id_: str) -> bool:
        """Whether the issue of an instrument is on record, or is going to be; otherwise it is only cited."""
        return id_ in self._of_id or any(self.issued(num) for num in self._store.numbers([id_]).values())

    def moved_by(self, id_: str, relation: str, *, is_the_act: bool = False) -> str | None:
        """Return the one instrument that another one moves in this way; else None.

        ``is_the_act``: it is named as what moves; else it may be meant itself, unless its title tells of a delay.
        """
        item = self._item(id_)
        targets = {each.target for each in item.relations if each.kind == relation} if item is not None else ()
        if item is None or len(targets) != 1:
            return None
        return next(iter(targets)) if is_the_act or item.kind not in _RULES or _A_PAUSE.search(item.title) else None

    def on_provision(self, part: str, kind: str, document: RegisterDocument) -> RulesOnProvision:
        """Return what an act of a document may be done to that names a section, or something in one, and no rule."""
        if document.published_on is None:
            return RulesOnProvision()
        return rules_on(self._store, part, kind, document.published_on, self.own(document))

    def is_live(self, id_: str, kind: str, document: RegisterDocument) -> bool:
        """Whether an instrument waits or is stayed, as an act of a document needs it, before that was published."""
        live = LIVE.get(kind, frozenset())
        return document.published_on is not None and bool(statuses_of(self._store, id_, document.published_on) & live)

    def is_temporary(self, id_: str, *, or_notice: bool = False) -> bool:
        """Whether an instrument that was published before is in force for a time only, or is a notice and no rule."""
        kind = self.sort_of(id_)
        return kind == "temporary_rule" or (or_notice and kind is not None and kind not in _RULES)

    def closed_on(self, document: RegisterDocument, day: str) -> str | None:
        """Return the one earlier temporary rule with the title of a document that took effect on a day."""
        found = self._store.find(*map(normalise, (document.title, *acted_on(document.title))))
        begun = {
            id_ for num, id_ in found.items() for each in self._events(num)
            if each.kind == "set_effective" and each.target == id_ and each.effect and each.effect.text[:10] == day
        }  # fmt: skip
        return begun.pop() if len(begun) == 1 else None

    def ends_after(self, id_: str, end: When) -> bool:
        """Whether an instrument is known to end later than a day or an hour."""
        return any(
            each.kind == "set_effective" and each.until and each.until.text[:10] > end.text[:10]
            for each in self._of([id_])
        )

    def ends_on(self, id_: str) -> str | None:
        """Return until when an instrument is known to be in force that is so for a time."""
        ends = [e.until.text for e in self._of([id_]) if e.kind == "set_effective" and e.target == id_ and e.until]
        return max(ends, default=None)

    def stays_only(self, id_: str, parts: Collection[str]) -> bool:
        """Whether all that a document stays is among some provisions; among none, all of it is."""
        stayed = [each for each in self.acts_by(id_) if each.kind == "stay"]
        return not parts or all(each.parts and set(each.parts) <= set(parts) for each in stayed)

    def acts_by(self, id_: str) -> list[Event]:
        """Return what an instrument did to others."""
        item = self._item(id_)
        return [each for each in self._of({r.target for r in item.relations} if item else ()) if each.by == id_]

    def acts_on(self, rule: str, kind: str) -> list[Event]:
        """Return what was done to a rule, of a kind, as documents tell it or the rule itself."""
        return [each for each in self._of([rule]) if each.kind == kind and each.target == rule]

    def events_of(self, id_: str) -> list[Event]:
        """Return what is on record of an instrument."""
        return list(self._of([id_]))

    def sort_of(self, id_: str) -> str | None:
        """Return the kind of an instrument on record, by its id."""
        item = self._item(id_)
        return item.kind if item is not None else None

    def recited_on(self, id_: str) -> dt.date | None:
        """Return the day on which a rule was published that is only cited, as far as one is recited."""
        days = {e.effect.text for e in self._of([id_]) if e.kind == "recite_publication" and e.effect is not None}
        return dt.date.fromisoformat(days.pop()) if len(days) == 1 else None

    def title_of(self, id_: str) -> str | None:
        """Return the title of what was published and may have force, by its id; None for a proposal."""
        item = self._known(id_)
        kind = item.type if isinstance(item, RegisterDocument) else item.kind if item else None
        return item.title if item and kind not in (DocumentType.PROPOSED_RULE, "proposed_rule") else None

    def cfr_of(self, id_: str) -> tuple[str, ...]:
        """Return the parts of the CFR that an instrument is about, by its id."""
        item = self._known(id_)
        return item.cfr if item is not None else ()

    def has_instructions(self, id_: str) -> bool:
        """Return whether it is on record what the instructions of an instrument change."""
        return (item := self._known(id_)) is not None and bool(item.instructions)

    def may_be_of(self, id_: str, document: RegisterDocument, published_on: dt.date | None = None) -> bool:
        """Whether an instrument has a docket, a RIN and a part of the CFR of a document, as far as both tell them.

        One that is named by its day as well has its part: what repeals a rule is made under others.
        """
        known = self._item(id_)
        if known is None:
            return True
        told = ((known.cfr, document.cfr), (known.docket, document.dockets), (known.rin, document.rins))
        asked = told if published_on is None else told[:1]
        named = ([{part for each in side for part in re.split("[,;] ", each)} for side in pair] for pair in asked)
        return not any(
            one and other and one.isdisjoint(other) for one, other in named
        )  # "FWS-2026-1, FXGO-267" are two, and so are "WC Docket No. 26-1; FCC 26-30"

    def part_named(self, id_: str, words: str) -> tuple[str, ...]:
        """Return the part of an instrument that events call by these words; nothing where none does."""
        postings = (each for _, found in self._store.postings(self._store.numbers([id_]).values()) for each in found)
        named = {spell(part) for each in postings for part in each.detail.parts}
        return tuple(part for part in named if part.casefold() == words.casefold())[:1]

    def _known(self, id_: str) -> RegisterDocument | Instrument | None:
        return self._of_id.get(id_) or self._item(id_)

    def _item(self, id_: str) -> Instrument | None:
        """Return an instrument on record, by its id."""
        if id_ not in self._items:
            self._items[id_] = next(iter(self._store.instruments(self._store.numbers([id_]).values()).values()), None)
        return self._items[id_]

    def is_later(self, num: int) -> bool:
        """Whether an instrument was published on the day that is read, or after: what cites it means another."""
        days = self.issued(num) if self._on is not None else []
        return self._on is not None and bool(days) and min(days) >= self._on.isoformat()

    def issued(self, num: int) -> list[str]:
        """Return the days on which an instrument was published."""
        if num not in self._issued:
            told = (each.published for each in self._events(num) if each.kind in _ISSUES)
            self._issued[num] = [published.text for published in told if published is not None]
        return self._issued[num]

    def _of_the_day(self, reference: Reference) -> str | None:
        if reference.kind is ReferenceKind.FR_DOCUMENT:
            number = normal_number(reference.name)
            document = self._day.get(number)
            if document is None or reference.published_on not in (None, document.published_on):
                return None
            return self._ids[number]
        page, (first, last) = reference.page or 0, self._printed.get(reference.volume or 0, (1, 0))
        if reference.kind is not ReferenceKind.FR_CITATION or not first <= page <= last:
            return None
        fitting = [
            number for number, document in self._day.items()
            if document.volume == reference.volume and document.start_page is not None
            and document.start_page <= page <= (document.end_page or document.start_page)
        ]  # fmt: skip
        return self._ids[fitting[0]] if len(fitting) == 1 else None

    # --- what was known by another name -------------------------------------------------------------------------------

    def arrivals(self, document: RegisterDocument) -> Iterator[Instrument | Event]:
        """Instruments that were put down for want of this document, as the same as it; and what is known of them.

        A page on which nothing but the end of the document is printed may belong to the next one.
        """
        own = self.own(document)
        for num, id_ in self._placeholders(document, own).items():
            instrument = self._store.instruments([num])[num]
            if instrument.same_as is not None:
                continue
            yield attrs.evolve(instrument, same_as=own)
            acting: set[str] = set()
            for event in self._events(num):
                yield attrs.evolve(event, target=own)
                if event.by is not None and event.by != own:
                    acting.add(event.by)
            yield from self._related(acting, id_, own)

    def _placeholders(self, document: RegisterDocument, own: str) -> dict[int, str]:
        found: dict[int, str] = {}
        of_the_day = self._day.get(normal_number(document.number)) is document
        if document.volume and document.start_page and (document.volume in self._awaited or not of_the_day):
            last = max(document.start_page, (document.end_page or document.start_page) - 1)
            printed = self._store.beginning(document.volume, document.start_page, last)
            found = {num: id_ for num, id_ in printed.items() if is_citation(id_)}
            if found and self._first_pages[document.volume, document.start_page] > 1:
                kept = self._store.instruments(found)
                found = {num: id_ for num, id_ in found.items() if _same_sort(kept[num], document)}
        others = _names(document) - {own}
        known = self._others if of_the_day else self._store.numbers(others)
        found |= {known[other]: other for other in others if other in known}
        return {num: id_ for num, id_ in found.items() if id_ != own}

    def _of(self, ids: Iterable[str]) -> Iterator[Event]:
        """Yield the standing events of instruments."""
        return (each for num in self._store.numbers(ids).values() for each in self._events(num))

    def _events(self, num: int) -> Sequence[Event]:
        _, postings = next(self._store.postings([num]))
        keys = dict.fromkeys(each.key for each in postings if not each.key.endswith(("#withdrawn", "#moved")))
        return list(self._store.standing(keys).values())

    def _related(self, acting: Iterable[str], placeholder: str, own: str) -> Iterator[Instrument]:
        for item in self._store.instruments(self._store.numbers(acting).values()).values():
            relations = tuple(
                attrs.evolve(each, target=own) if each.target == placeholder else each for each in item.relations
            )
            if relations != item.relations:
                yield attrs.evolve(item, relations=relations)


def _numbers(document: RegisterDocument) -> set[str]:
    """Return the number of a document as it is looked up, as printed and without what spellings of it differ in."""
    return {normalise(document.number), normalise(normal_number(document.number))}


def _curated(named: Mapping[int, str]) -> dict[int, str]:
    """Return those instruments that were not made from the Register."""
    return {num: id_ for num, id_ in named.items() if not id_.startswith(_OF_THE_REGISTER)}


def _names(document: RegisterDocument) -> set[str]:
    """Return the ids that a document may have been put down under before it came."""
    return {numbered_id(document.number, document.published_on), own_id(document)}


def _is(item: Instrument, document: RegisterDocument) -> bool:
    """Whether a curated instrument is this document: it has its number, and no citation in another volume."""
    numbers = {normal_number(number) for number in item.document_number}
    places = [place for place in map(page_of, item.citation) if place is not None]
    elsewhere = document.volume is not None and places and all(place[0] != document.volume for place in places)
    return normal_number(document.number) in numbers and not elsewhere


def _same_sort(placeholder: Instrument, document: RegisterDocument) -> bool:
    sorts = {"final_rule": "Rule", "proposed_rule": "Proposed Rule", "notice": "Notice"}
    return sorts.get(placeholder.kind) == document.type.value
