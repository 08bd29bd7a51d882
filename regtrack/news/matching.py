"""What the record has of an item: by the words of names, the days of acts, and the bodies that did them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple, Protocol

import attrs

from regtrack.model.event import Event
from regtrack.model.inbox import OF_ITEMS
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty, Dimension
from regtrack.model.when import WhenKind
from regtrack.news.acts import CHANGES, ENTRIES, MAKING
from regtrack.news.days import Days, days_of, days_of_fact, known_on, steps
from regtrack.news.folding import LEADS, countries_in, details_in, is_designation
from regtrack.news.names import Name, NameIndex
from regtrack.news.sentences import ItemSentence, ItemText

MADE = MAKING | {"set_effective"}
_HEARSAY = frozenset(("report", "confirm", "retract", "check"))
COVER = 0.95
"""How much of a name, by the weight of its words, a sentence must have to be about its instrument: a word that lacks is
often the one that tells it from another investigation, list or correction."""
_FEW, SOME, _A_DAY, MARGIN = 0.3, 0.45, 0.25, 0.15
"""How much of it an item must have of which the record has several days, or one; what a day adds; how far off the next
instrument must be."""
NEARLY = 0.65
"""How much of a name is enough where the text names a country but no body, or hardly a word that few names have."""
_GOVERNED = 60  # so many characters before a word for an act may make it unsure
BY_WORDS = frozenset(("words", "near", "day"))  # how an instrument was found that words describe
LEAD = 4  # how many sentences count as the head of an item
MANY = 3  # so many words of a name are enough though others have them as well
_MOST_ALIKE = 50
BEFORE, _AHEAD = 10, 1  # an item may be news of an act of up to this many days before it, or after it
NEWS, PRINTED = 2, 4
"""So many days after an act most of its words are enough; so many before it is printed it may be told."""
EARLY, SOON = dt.timedelta(days=180), dt.timedelta(days=75)
"""An instrument whose first act came later than this after the item is not meant: where it is named, or described."""


class OtherAct(NamedTuple):
    """An act that one instrument did to another: a rule that suspends, a correction."""

    kind: str  # what it did
    by: str  # id of the instrument that did it
    on: dt.date  # the first day on which it was known
    promised: bool  # whether it is only announced
    days: frozenset[dt.date]  # of its effect, or the end that it set


class Facts:
    """What is recorded of one instrument, sorted out once for all that is claimed of it.

    Reports of items are left out, however many there are: they are no record to contradict, nor do they confirm.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        self.sound = [fact for fact in events if not _is_hearsay(fact)]
        self._of_items = [fact.key for fact in self.sound if fact.key.startswith(OF_ITEMS)]
        self._of_kind: dict[str, list[tuple[Event, Days]]] = {}
        for fact in self.sound:
            self._of_kind.setdefault(fact.kind, []).append((fact, days_of_fact(fact)))

    def without(self, own: tuple[str, ...]) -> Facts:
        """All but those whose keys begin so: what an item says itself."""
        if not any(key.startswith(own) for key in self._of_items):
            return self
        return Facts(fact for fact in self.sound if not fact.key.startswith(own))

    def of_kind(self, act: str) -> Sequence[tuple[Event, Days]]:
        """Those of one kind, each with the days that are right for it."""
        return self._of_kind.get(act, ())

    def same_act(self, act: str) -> Sequence[tuple[Event, Days]]:
        """Those of its kind, or any step in the making of the same document.

        What a document does by being issued is done on the days of its making, or when it takes effect.
        """
        if act in CHANGES:
            return [*self.of_kind(act), *self._making, *self.of_kind("set_effective")]
        return self._making if act in MAKING else self.of_kind(act)

    @cached_property
    def _making(self) -> Sequence[tuple[Event, Days]]:
        begun = ((fact, steps(fact)) for fact, _ in self.of_kind("set_effective"))
        return [*(each for kind in sorted(MAKING) for each in self.of_kind(kind)), *(each for each in begun if each[1])]

    @cached_property
    def done(self) -> frozenset[tuple[str, dt.date]]:
        """Each kind of act with its first and last days."""
        return frozenset((kind, day) for kind, span in self._spans() for day in span)

    @cached_property
    def first(self) -> int | None:
        """The ordinal of its first day; None if nothing is recorded."""
        return min((day.toordinal() for _, day in self.done), default=None)

    @cached_property
    def days(self) -> frozenset[dt.date]:
        """The days of its acts; of a span in which one was done the last, by which it was known."""
        return frozenset(last for _, (_, last) in self._spans())

    def _spans(self) -> Iterator[tuple[str, tuple[dt.date, dt.date]]]:
        yield from ((kind, span) for kind, each in self._of_kind.items() for _, spans in each for span in spans)
        yield from (("publish", span) for fact, _ in self.of_kind("set_effective") for span in steps(fact))

    @cached_property
    def deeds(self) -> tuple[OtherAct, ...]:
        """What other instruments did to it."""
        done = [fact for fact in self.sound if fact.by is not None and fact.by.count("/") > 1]
        known = (min(first for first, _ in (*steps(each), *known_on(each))) for each in done)
        days = (frozenset(day for _, day in days_of_fact(each)) for each in done)
        each = zip(done, known, days, strict=True)
        return tuple(OtherAct(fact.kind, str(fact.by), on, not is_dated(fact), told) for fact, on, told in each)

    @cached_property
    def details(self) -> Mapping[str, Sequence[tuple[Event, str]]]:
        """By the name of a detail: who gives it, and how."""
        found: dict[str, list[tuple[Event, str]]] = {}
        for fact in self.sound:
            for detail in sorted(details_in(fact.summary, fact.kind, fact.language), key=attrs.astuple):
                found.setdefault(detail.name, []).append((fact, detail.value))
        return found


def _is_hearsay(fact: Event) -> bool:
    """Whether it is no record: a report, of whatever act, and what contradicts the record itself."""
    reported = fact.certainty is Certainty.REPORTED and fact.key.startswith(OF_ITEMS)
    return reported or fact.kind in _HEARSAY or bool(fact.conflicts_with)


def is_dated(fact: Event) -> bool:
    """Whether it has a day, and is no mere announcement."""
    stated = fact.until if fact.row.sets_an_end else fact.effect
    if stated is None:
        return fact.certainty > Certainty.ANNOUNCED or fact.row.dimension is Dimension.STAGE
    return stated.dated and stated.kind is not WhenKind.INDEFINITE


class Ledger(Protocol):
    """What is recorded already."""

    def names(self) -> Iterable[Name]:
        """Every name of every instrument."""

    def instrument(self, id: str) -> Instrument | None:
        """Return the newest record of an instrument."""

    def facts(self, id: str) -> Facts:
        """Return what is recorded of an instrument."""


class RecordMatch:
    """What is recorded that fits an item."""

    def __init__(self, item: ItemText, index: NameIndex, ledger: Ledger) -> None:
        self.item, self.index, self.ledger = item, index, ledger
        self.language = item.language
        self._bodies: dict[str, set[str]] = {}
        self._on = item.on.toordinal() if item.on is not None else None

    @cached_property
    def text(self) -> str:
        """All that is read of the item."""
        return " ".join(each.text for each in self.item.sentences)

    @cached_property
    def head(self) -> str:
        """Its first sentences, which say whose act it is about."""
        return " ".join(each.text for each in self.item.sentences[:LEAD])

    @cached_property
    def places(self) -> set[str]:
        """The countries that these name, as ids begin with them."""
        return {code.lower() for _, _, code in self.language.places.find(self.head)}

    def is_local(self, id_: str, name: str = "") -> bool:
        """Whether the head of an item names the country of an instrument, or a body of it.

        Where the item names none at all, a name without a number counts as well, if its feed is of no other country.
        """
        country = id_.partition("/")[0]
        if country in self.places or any(each.startswith(f"{country}/") for each in self.bodies(self.head)):
            return True
        named = bool(name) and not any(map(str.isdigit, name))
        return named and not self._elsewhere and self.item.item.jurisdiction in ("", country)

    @cached_property
    def _elsewhere(self) -> bool:
        """Whether the item names a country or a body at all, or a state in it."""
        named = (self.language.places.find(self.text), self.language.actors.find(self.text))
        other = self.language.guards["elsewhere"].search(self.text) is not None
        return other or any(next(each, None) is not None for each in named)

    def may_act(self, id_: str) -> bool:
        """Whether an item names the country of an instrument or a body of it, or none at all."""
        return not self._countries or id_.partition("/")[0] in {*self._countries, self.item.item.jurisdiction}

    @cached_property
    def _countries(self) -> list[str]:
        return countries_in(self.text, self.language)

    def is_too_early(self, id_: str, margin: dt.timedelta = EARLY) -> bool:
        """Whether all that is recorded of an instrument happened so long after the item was published."""
        first = self.ledger.facts(id_).first
        return self._on is not None and first is not None and first - self._on > margin.days

    def told_in(self, sentence: ItemSentence) -> set[dt.date]:
        """Return the days that a sentence tells as past."""
        return {day for day, _ in days_of(sentence.resolved(sentence.dates, "past"))}

    def has_day(self, id_: str) -> bool:
        """Whether the record has a day of an instrument that the item tells."""
        return not self.ledger.facts(id_).days.isdisjoint(self.days)

    def around(self, id_: str) -> set[tuple[str, dt.date]]:
        """Return what is recorded of an instrument within days of the item."""
        on = self.item.on
        return {(act, day) for act, day in self.ledger.facts(id_).done if on and -PRINTED <= (on - day).days <= BEFORE}

    def lists_changed(self, sentence: ItemSentence, *, asserted: bool = True) -> dict[str, int]:
        """Return where a sentence asserts acts on a list, or that something was published; else what it leaves open."""
        words, text = self.language.act_words, sentence.text
        found = dict[str, int]()
        for act in (each for each in (*sorted(ENTRIES), "publish") if each in words):
            for hit in words[act].finditer(text):
                if asserted is not self.is_unsure(text, hit):
                    found.setdefault(act, hit.start())
        return found

    def is_unsure(self, text: str, act: re.Match[str]) -> bool:
        """Whether words beside a word for an act leave it open, or deny it."""
        guards, start = self.language.guards, act.start()
        clause = 0 if self.language.spaces else text.rfind(",", 0, start) + 1
        unsure = guards["unsure_before"].search(text, max(clause, start - _GOVERNED), start)
        return bool(unsure or guards["unsure_after"].match(text, act.end()))

    def described(self, text: str, *, short: bool = False, least: int = 2) -> Mapping[str, float]:
        """How much a text has of the names of instruments, of those that it may be about."""
        shares = self.index.described(text, short=short, least=least)
        found = {id_: share for id_, share in shares.items() if share >= _FEW}
        most = self.index.fitting(text, sorted(found, key=lambda id_: -found[id_])[:_MOST_ALIKE])
        bodies = self.bodies(text) if most else set()
        words = self.language.act_words.get("publish")  # what is out is none that comes later, unless its day is told
        printed = dt.timedelta(PRINTED)
        soon = printed if words is not None and words.search(text) is not None else SOON
        early = {i for i in most if self.is_too_early(i, printed)}
        fitting = (i for i in most if i not in early or not self.is_too_early(i, self._margin(i, soon, printed)))
        return {i: found[i] for i in fitting if not (self.is_of_others(i, bodies) or self._goes_elsewhere(i))}

    def _margin(self, id_: str, soon: dt.timedelta, printed: dt.timedelta) -> dt.timedelta:
        """How long before its first act an item may describe an instrument, whose days it tells or not.

        If the record does not have its making, that was some time before.
        """
        done = self.ledger.facts(id_).done
        told = {act in MADE for act, day in done if day in self.days}
        soon = soon if any(act in MAKING for act, _ in done) else EARLY
        return soon if not told else SOON if True in told else printed  # only a day that others have too

    def of_days(self, found: Collection[str]) -> Iterator[str]:
        """Return the instrument of which the record has days of the item, if its words fit too and those of no other.

        Besides, any that has a day which no other explains, beside one that others have as well.
        """
        shares, days = self.described(self.text, short=True, least=1), self.days
        bodies = self.bodies(self.text)
        scores, sure = dict[str, float](), self.described(self.text)
        same = {id_: self.ledger.facts(id_).days & days.keys() for id_ in shares}
        head, on = self.item.sentences[0], self.item.on
        eve = on - dt.timedelta(days=1) if on and days.get(on) is head and on not in self.told_in(head) else None
        for id_ in (each for each, known in same.items() if known and self.index.subjects(self.text, each)):
            described = sure.get(id_, 0.0) >= SOME and self.index.has_most_telling(self.text, id_)
            # what was done on the eve of an item that does not tell its own day, and printed then, is one act
            enough = len(same[id_]) - (eve in same[id_] and on in same[id_]) > 1 or (not found and described)
            if enough and len(same[id_]) + self.acts_in(id_, bodies) >= 2:
                scores[id_] = shares[id_] + len(same[id_]) * _A_DAY
        most = max(scores.values(), default=0.0)
        best = [id_ for id_, score in scores.items() if score > most - MARGIN]
        known = {*found, *(best if len(best) == 1 else ())}
        yield from known.difference(found)
        for id_ in scores:
            others = {day for other in (*known, *scores) if other != id_ for day in self.ledger.facts(other).days}
            if id_ not in known and len(same[id_]) > 1 and same[id_] - others:
                known.add(id_)
                yield id_

    def acting(self, sentence: ItemSentence) -> set[str]:
        """Return the country that acts in a sentence: that which is named first, else those of the head."""
        before = self.text[: self.text.find(sentence.text)]  # what follows may tell who else does the same
        told = {*countries_in(sentence.text, self.language)[:1]}
        return told or self.places.intersection(countries_in(before, self.language))

    def near(self, sentence: ItemSentence, ground: bool, found: Collection[str]) -> str | None:
        """Return what a sentence describes, of which something was recorded just before the item.

        News follows acts: of those whose words a sentence has, and whose body or country it names, few did anything
        within days. What stands below a sentence that names an instrument is mostly its ``ground``.
        """
        bodies = self.bodies(self.head if ground else sentence.text)
        acting = set() if ground else self.acting(sentence)
        did_now = partial(self._did_now, sentence)
        shares = {
            id_: share
            for id_, share in self.described(sentence.text, short=True, least=1).items()
            if share >= (COVER if ground else SOME)
            and (self.acts_in(id_, bodies) or (id_.partition("/")[0] in acting and (share >= NEARLY or did_now(id_))))
            and self._is_near(id_, sentence.text, share, NEWS if ground else BEFORE)
        } or ({} if ground else self._unrecorded(sentence.text))
        # one whose words are all among those of another that fits is not meant
        words = {id_: self.index.shared(sentence.text, id_) for id_ in shares}
        best = [id_ for id_ in shares if not any(words[id_] < other for other in words.values())]
        most = max((shares[id_] for id_ in best), default=0.0)
        best = [id_ for id_ in best if shares[id_] > most - MARGIN]
        does = [id_ for id_ in best if any(deed.by == id_ for other in best for deed in self.ledger.facts(other).deeds)]
        best = does if len(best) == 2 and does else best  # what acts on the other
        return best[0] if len(best) == 1 and not self._is_explained(best[0], found) else None

    def _is_explained(self, id_: str, found: Collection[str]) -> bool:
        """Whether all that is recorded of an instrument around the item was done to it by one that was found."""
        facts, near = self.ledger.facts, self.around(id_)
        by = {deed.kind: deed.by for deed in facts(id_).deeds if deed.by in found}
        return bool(near) and all(act in by and day in facts(by[act]).days for act, day in near)

    def _unrecorded(self, text: str) -> Mapping[str, float]:
        """How much of a name a text has of what its very body says, of instruments of which no act is on record."""
        bodies = {body for _, _, body in self.language.actors.find(text)}
        found = {
            id_: share
            for id_, share in (self.described(text) if bodies else {}).items()
            if share >= SOME and "/".join(id_.split("/")[:2]) in bodies and not self.ledger.facts(id_).done
            and (len(told := self.index.subjects(text, id_)) > 1 or any(map(is_designation, told)))
            and self.index.has_most_telling(text, id_, rare=len(told) > 1)
        }  # fmt: skip
        others = self.index.described(self.text, least=1) if found else ()
        return found if any(self.ledger.facts(id_).done for id_ in others) else {}  # else nothing is on record yet

    def _did_now(self, sentence: ItemSentence, id_: str) -> bool:
        """Whether a sentence has a word for an act that the record has within days of the item."""
        on, words = self.item.on, self.language.act_words
        kinds = {kind for kind, day in self.ledger.facts(id_).done if on and -_AHEAD <= (on - day).days <= NEWS}
        return any(words[kind].search(sentence.text) for kind in (kinds & words.keys()) - {"announce"})  # anybody says

    def _is_near(self, id_: str, text: str, share: float, before: int) -> bool:
        """Whether something was recorded of an instrument so shortly before the item that its words are enough."""
        on = self.item.on
        gaps = [(on - day).days for _, day in self.ledger.facts(id_).done] if on is not None else []
        if not self.index.subjects(text, id_):
            return False  # a tariff of 25 % on anything else
        if self.index.has_most_telling(text, id_, rare=True):
            ahead = _AHEAD if share < NEARLY else PRINTED
            return any(-ahead <= gap <= before for gap in gaps)
        return len(self.index.shared(text, id_)) >= MANY and any(-_AHEAD <= gap <= NEWS for gap in gaps)

    def bodies(self, text: str) -> set[str]:
        """Return the bodies that a text names, with those of which they are part."""
        if (bodies := self._bodies.get(text)) is None:
            bodies = {id_ for _, _, id_ in self.language.actors.find(text)}
            bodies |= {self.language.parents[body] for body in bodies if body in self.language.parents}
            self._bodies[text] = bodies
        return bodies

    def acts_in(self, id_: str, bodies: Collection[str]) -> bool:
        """Whether the body of an instrument, or that of which it is part, is one of these."""
        return not self.index.bodies(id_).isdisjoint(bodies)

    def is_of_others(self, id_: str, bodies: Collection[str]) -> bool:
        """Whether bodies of its country are named, and neither its own, if known, nor one that leads."""
        country, own = id_.partition("/")[0], self.index.bodies(id_)
        told = {each for each in bodies if each.startswith(f"{country}/")}
        known = bool(told) and not own.isdisjoint(self.language.actors.ids.values())
        return known and LEADS.isdisjoint(each.partition("/")[2] for each in told | own) and own.isdisjoint(told)

    def _goes_elsewhere(self, id_: str) -> bool:
        """Whether an instrument is on goods that go to a country, and an item names others, but not that."""
        instrument, own = self.ledger.instrument(id_), id_.partition("/")[0].upper()
        details = details_in(instrument.title, "note", "en") if instrument is not None else ()  # titles are in English
        on = {each.name.split()[-1] for each in details if each.value == "going there"} - {own}
        told = {code for _, _, code in self.language.places.find(self.text)} - {own} if on else on
        return bool(told) and on.isdisjoint(told)

    @cached_property
    def days(self) -> dict[dt.date, ItemSentence]:
        """Return the days that an item tells, each with the sentence that tells it first."""
        days: dict[dt.date, ItemSentence] = {}
        for sentence in self.item.sentences:
            whole = [hit for hit in sentence.dates if hit.groups.get("month") or not hit.groups.get("day")]
            for tense, hits in (("past", sentence.dates), ("future", whole)):  # a day alone is hardly ever ahead
                for first, last in days_of(sentence.resolved(hits, tense)):
                    if first == last:
                        days.setdefault(first, sentence)
        if days and self.item.on is not None:
            days.setdefault(self.item.on, self.item.sentences[0])  # on its own day it is told as well
        return days
