"""Which instruments of the ledger an item is about: by their names and numbers, by words of their names, by their days.

What is found is noted with the sentences that tell it; nothing is claimed here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from regtrack.citations import find_identifiers
from regtrack.news.acts import ENTRIES, MAKING
from regtrack.news.days import days_of
from regtrack.news.folding import countries_in, find_details, is_designation
from regtrack.news.item import Found, Mention, Phrase
from regtrack.news.language import is_of_one
from regtrack.news.matching import BEFORE, BY_WORDS, COVER, LEAD, PRINTED, SOON, Ledger, OtherAct, RecordMatch
from regtrack.news.names import UNDATED, NameIndex
from regtrack.news.pointing import Pointing, has_month, of_number
from regtrack.news.recorded import BESIDE, changed_lists, is_other_change, of_country, unlisted
from regtrack.news.sentences import ItemSentence, ItemText, is_free, phrases_in

_GROUND = "ground"  # what is only carried out does nothing itself
_EXTENDS = "extend_expiry"  # of which the words tell that any end is put off
_AHEAD = 24  # so many characters before a name may make it that of another instrument
_NEAR = 3  # how many days from its own publication an item may be the document that it is about
_CHAMBERS = (re.compile(r"s(?:jres|conres|res)?\d+"), re.compile(r"h(?:r|jres|conres|res)\d+"))


class Links:
    """The instruments of one item: what was ``found``, by id, and whose ``own`` abstract or notice it is."""

    def __init__(self, item: ItemText, index: NameIndex, ledger: Ledger) -> None:
        self.item, self.index, self.ledger = item, index, ledger
        self.language = item.language
        self.match = RecordMatch(item, index, ledger)
        self.found: dict[str, Found] = {}
        self.own = self._own()
        self.pointing: set[int] = set()  # dates long past that tell which document is meant

    @cached_property
    def is_silent(self) -> bool:
        """Whether the headline tells of a meeting or an award; a change of a list is of concern, whatever for."""
        title = self.item.sentences[0] if self.item.title.text else None
        if title is None or self.language.guards["silent"].search(title.text) is None:
            return False
        return not (title.tells_kind and ENTRIES & self.match.lists_changed(title).keys())

    def look(self) -> None:
        """Find what the sentences are about."""
        if not self.index.may_name(self.item.words) and not self.index.may_describe(self.item.words):
            return
        for sentence in self.item.sentences:
            if self._may_name(sentence):
                self.read_phrases(sentence)
            self._mention(sentence)
        if self.own is not None:
            self.note(self.own, "title", self.item.sentences[0])
        elif not self.is_silent:
            self._by_days()
            self._by_nearness()
        for sentence in self.item.sentences if not self.is_silent else ():
            self._by_pointing(sentence)
        if self.own is None and not self.is_silent:
            for sentence in self.item.sentences if self.index.may_describe(self.item.words) else ():
                told = any(sentence.quote in each.quotes for each in self.found.values())
                if not told and (only := of_country(self.match, sentence)) is not None:
                    self.note(only, "day", sentence)
        self._by_companions()
        self._in_context()
        if not self.is_silent and any(map(self.match.lists_changed, self.item.sentences)):
            own = (self.own or "").partition("/")[0]
            for id_, sentence in [*changed_lists(self.match)]:
                if not id_.startswith(f"{own}/"):  # a headline of the press may be what it calls a document
                    self.note(id_, "deed" if own else "words", sentence)
        self._by_deeds()
        unnamed = any(not any(each.ids for each in sentence.phrases) for sentence in self.item.sentences)
        if self.own is None and not self.is_silent and unnamed:  # else each sentence names what it is about
            for find, rule in BESIDE:
                for id_, sentence in [*find(self.match, self.found.keys())]:
                    self.note(id_, rule, sentence)
        for sentence in self.item.sentences:  # of several of one name those of which it tells the day of an act
            for each in (each for each in sentence.phrases if len(each.ids) > 1):
                for id_ in filter(self.match.has_day, sorted(each.ids)):
                    self.note(id_, each.rule, sentence)

    @property
    def spoken_of(self) -> list[str]:
        """What was found by its own words, and not by what was done to another."""
        return [id_ for id_, each in self.found.items() if each.rule not in ("deed", _GROUND)]

    def mentions(self) -> tuple[Mention, ...]:
        """Return what was found."""
        return tuple(Mention(id_, x.rule, (*x.quotes,), frozenset(x.details)) for id_, x in self.found.items())

    def note(self, id_: str, rule: str, sentence: ItemSentence) -> None:
        """Note that a sentence is about an instrument."""
        if rule in BY_WORDS and id_ in self.index.listed and id_ in self._unlisted:
            return
        if rule in ("words", "near") and self._is_on_goods(sentence, id_):
            return
        found = self.found.setdefault(id_, Found(rule))
        found.quotes[sentence.quote] = None
        found.details.update(find_details(sentence.text, "note", self.language))

    @cached_property
    def _unlisted(self) -> frozenset[str]:
        """Changes of lists, where the item asserts none."""
        return frozenset(unlisted(self.match))

    def read_phrases(self, sentence: ItemSentence) -> None:
        """Find what means an instrument in a sentence, if that was not done."""
        if not sentence.looked:
            sentence.looked = True
            sentence.phrases = [self._narrowed(each, sentence) for each in self._phrases(sentence)]

    def _phrases(self, sentence: ItemSentence) -> list[Phrase]:
        return phrases_in(sentence.whole.text, sentence.start, sentence.end, self.index, self.match.is_local)

    def _may_name(self, sentence: ItemSentence) -> bool:
        """Whether a sentence can name an instrument of the ledger."""
        lawful = sentence.lawful or sentence.title
        named = self.index.may_name(sentence.words) and (lawful or bool(self.index.find(sentence.text)))
        return named or any(self.index.number(each.name) for each in find_identifiers(sentence.text))

    def _own(self) -> str | None:
        """Return the instrument whose own text the item is, by its title and the day of its publication."""
        on = self.item.on
        if on is None or not self.index.may_name(self.item.words):
            return None
        near = [
            id_
            for id_ in self.index.titled(self.item.title.text)
            if any(act in MAKING and abs((day - on).days) <= _NEAR for act, day in self.ledger.facts(id_).done)
        ]
        return near[0] if len(near) == 1 else None

    # --- one of several ------------------------------------------------------------------------------------------

    def _narrowed(self, phrase: Phrase, sentence: ItemSentence) -> Phrase:
        """Return a phrase with the one instrument that it means of those of its name, if anything tells."""
        if phrase.rule == UNDATED:
            ids = of_number(self.match, phrase, sentence)
            return attrs.evolve(phrase, ids=frozenset(ids), rule="identifier" if ids else "", proper=bool(ids))
        if len(phrase.ids) < 2:
            if phrase.rule == "core" and any(self.match.is_too_early(id_, SOON) for id_ in phrase.ids):
                return attrs.evolve(phrase, ids=frozenset())  # words that any rule on that subject goes by
            other = phrase.class_ == "list" and any(is_other_change(self.match, i, phrase.name) for i in phrase.ids)
            return attrs.evolve(phrase, ids=frozenset()) if other else phrase
        ids = sorted(phrase.ids)
        told = self.of_chamber(ids, sentence.text) or self.of_chamber(ids, self.match.head)
        return attrs.evolve(phrase, ids=frozenset(told)) if told else phrase

    def of_chamber(self, ids: Sequence[str], text: str) -> list[str]:
        """Return the bills of the chamber that a text names, if it names one."""
        chambers = zip(self.language.tables.reading.chambers, _CHAMBERS, strict=False)
        told = [number for words, number in chambers if re.search(words, text, re.IGNORECASE)]
        return [id_ for id_ in ids if len(told) == 1 and any(map(told[0].fullmatch, self.index.numbers[id_]))]

    # --- by words and days ---------------------------------------------------------------------------------------

    def _mention(self, sentence: ItemSentence) -> None:
        """Note the instruments that a sentence names, and those that it describes by the words of their names."""
        for each in sentence.phrases:
            if len(each.ids) == 1:
                (id_,) = each.ids
                # without a noun the product of that number may be meant
                model = is_designation(each.name) and each.rule != "identifier"
                if not self.match.is_too_early(id_) and (not model or sentence.tells_kind or self._is_permitted):
                    self.note(id_, each.rule, sentence)
        if self.own is not None or self.is_silent or not self.index.may_describe(sentence.words):
            return
        for id_ in self._worded(sentence):
            self.note(id_, "words", sentence)

    def _worded(self, sentence: ItemSentence) -> list[str]:
        """Return the instruments of which a sentence has all the words of a name, each by words of its own."""
        text, index, around = sentence.text, self.index, self.match.around
        named = {id_ for each in sentence.phrases for id_ in each.ids}
        theirs = frozenset().union(*(index.shared(text, id_) for id_ in named))
        classes = self._classes(text)
        words = {
            id_: index.shared(text, id_)
            for id_, share in self.match.described(text).items()
            if share >= COVER and id_ not in named and self.match.may_act(id_)
            if classes != {"agreement"} or "agreement" in index.classes[id_]
            if sentence.lawful or self.match.has_day(id_)
            or ((around(id_) if self.found else self.ledger.facts(id_).done) and self._is_told(sentence, id_))
            if "list" not in index.classes[id_] or not is_other_change(self.match, id_, text)
        }  # fmt: skip
        apart = sum(map(len, words.values())) == len(frozenset().union(*words.values()))
        return [id_ for id_ in words if not named or self._is_told(sentence, id_, theirs)] if apart else []

    def _is_on_goods(self, sentence: ItemSentence, id_: str) -> bool:
        """Whether a sentence has the goods of an instrument, and is of another: of another kind, or of a day far off.

        What has no act on record is known by its goods. A tariff on the H200 is no license rule on it, if the item has
        no other word of that.
        """
        index, match, subjects = self.index, self.match, self.index.subjects(sentence.text, id_)
        if not any(map(is_designation, subjects)) or not self.ledger.facts(id_).done:
            return False
        classes = self._classes(sentence.text)
        other = classes and classes.isdisjoint(index.classes[id_]) and index.subjects(match.text, id_) <= subjects
        far = not match.has_day(id_) and not match.around(id_) and match.told_in(sentence)
        return bool(other or (far and all(map(is_designation, subjects))))

    def _is_told(self, sentence: ItemSentence, id_: str, known: frozenset[str] = frozenset()) -> bool:
        """Whether a sentence has two words of the subject of an instrument that are not ``known``, and its country."""
        countries = {*countries_in(sentence.text, self.language)} or self.match.places
        return len(self.index.subjects(sentence.text, id_) - known) > 1 and id_.partition("/")[0] in countries

    @cached_property
    def _is_permitted(self) -> bool:
        """Whether the item tells of a permission: "sales of the H20. ... Licences for them"."""
        return "permission" in self._classes(self.match.text)

    def _classes(self, text: str) -> set[str]:
        return {self.language.noun_row(each).class_ for each in self.language.nouns.finditer(text)}

    def _by_days(self) -> None:
        """Note what the days of the item tell, with the sentences that tell them."""
        days = self.match.days if self.index.may_describe(self.item.words) else {}
        for id_ in self.match.of_days(self.found) if days else ():
            for sentence in self.item.sentences:
                if any(days.get(day) is sentence for day in self.ledger.facts(id_).days):
                    self.note(id_, "day", sentence)

    def _by_nearness(self) -> None:
        """Note what a sentence at the head of the item describes, of which something was recorded just before it."""
        ground = False  # what stands below what is named is mostly its ground
        for sentence in self.item.sentences[:LEAD] if self.item.on is not None else ():
            named = any(sentence.quote in each.quotes for each in self.found.values())
            ground = ground or named
            describes = not named and self.index.may_describe(sentence.words)
            if describes and (id_ := self.match.near(sentence, ground, self.found)):
                self.note(id_, "near", sentence)

    def _by_pointing(self, sentence: ItemSentence) -> None:
        """Note what a sentence points to by the day or month of a document."""
        phrases = (sentence.phrases or self._phrases(sentence)) if self.item.on and sentence.tells_kind else []
        if not any(map(is_free, phrases)) or not (sentence.dates or has_month(sentence)):
            return
        pointing = Pointing(self.match, sentence, phrases)
        if self.own is not None and pointing.most < 2:
            return  # an own text points to others only where it tells several
        for ids, hit, past in pointing.read(self.found):
            for id_ in (each for each in ids if each not in self.found):
                self.note(id_, "day", sentence)
                if past:
                    self.pointing.add(id(hit))

    def _by_companions(self) -> None:
        """Note the bill of the other chamber that has the name of one that was found: "a companion bill"."""
        twins = {other for id_ in self.found for other in self.index.namesakes(id_)} - self.found.keys()
        for sentence in self.item.sentences if twins else ():
            if self.language.guards["companion"].search(sentence.text) is not None:
                for id_ in self.of_chamber(sorted(twins), sentence.text) or (twins if len(twins) == 1 else ()):
                    self.note(id_, "antecedent", sentence)

    def _by_deeds(self) -> None:
        """Note what did an act to an instrument that a sentence tells (a correction), and what it was done to."""
        for id_ in dict.fromkeys((*self.found, *self.match.described(self.match.text, short=True, least=1))):
            for deed in self.ledger.facts(id_).deeds if self.item.on is not None else ():
                known, other = (id_, deed.by) if id_ in self.found else (deed.by, id_)
                if known not in self.found or other in self.found or other not in self.index.classes:
                    continue
                quotes = self.found[known].quotes
                for sentence in (each for each in self.item.sentences if each.quote in quotes):
                    if self._tells(deed, sentence, own=other == deed.by):
                        self.note(other, "deed", sentence)
                        break

    def _tells(self, deed: OtherAct, sentence: ItemSentence, *, own: bool) -> bool:
        """Whether a sentence tells an act that an instrument did, or announces it: by its words, or its day and body.

        What is only announced is news for days; what was done is spoken of later too, and was done on no day but its
        own. By its day and body it tells what did it (``own``), whatever its words are, and by a new end.
        """
        match, on, words, text = self.match, self.item.on, self.language.act_words, sentence.text
        past = (on - deed.on).days if on is not None else 0
        told = deed.kind in words and words[deed.kind].search(text) is not None
        spans = days_of(sentence.resolved(sentence.dates, "past"))
        before = [first for first, last in spans if first == last and on and first <= on]
        acts = self.ledger.facts(deed.by).days | {deed.on}
        other = before and not any(abs((day - each).days) <= PRINTED for day in before for each in acts)
        if told and not other and is_of_one(deed.kind) and past >= -PRINTED and not (deed.promised and past > BEFORE):
            return True
        says = next((words[kind] for kind in ("announce", "publish") if kind in words), None)
        said = told or (says is not None and says.search(text) is not None)
        extended = words[_EXTENDS].finditer(text) if deed.kind.startswith("extend") and _EXTENDS in words else ()
        extends = any(not match.is_unsure(text, each) for each in extended)
        ends = {day for day, _ in days_of(sentence.resolved(sentence.dates, "future"))} if extends else set()
        days = deed.days | {deed.on} if extends else {deed.on}
        said = (said or extends) and own and past >= 0 and deed.kind != "note"
        said = said and not days.isdisjoint(ends.union(first for first, _ in spans))
        return said and match.acts_in(deed.by, match.bodies(text) or match.bodies(match.head))

    def _in_context(self) -> None:
        """Quote sentences of the law that name nothing under what their paragraph is about, else the whole item."""
        found, quotes = self.found.items(), [each.quote for each in self.item.sentences] if self.found else []
        named = {quote: [id_ for id_, each in found if quote in each.quotes] for quote in quotes}
        counted = Counter(id_ for ids in named.values() for id_ in ids).most_common(2)
        about = counted[0][0] if counted and (len(counted) == 1 or counted[0][1] > counted[1][1]) else None
        for paragraph in self.item.paragraphs if named else ():
            ids = list(dict.fromkeys(id_ for each in paragraph for id_ in named[each.quote]))
            general, before = ids[-1] if ids else about, list[str]()
            for sentence in paragraph:
                before = named[sentence.quote] or before
                dated = len(before) == 1 and not self.language.spaces and sentence.may_tell and sentence.dates
                for each in (each for each in sentence.phrases if len(each.ids) == 1 and self.own is None):
                    ahead = sentence.whole.text[max(sentence.start, each.start - _AHEAD) : each.start]
                    if (other := self._other_of(next(iter(each.ids)), ahead, promised=True)) is not None:
                        self.note(other, "words", sentence)  # "a replacement for the rule"
                subject = [general, *before][-1]
                if subject is None or named[sentence.quote] or sentence.title:
                    continue
                tells = sentence.lawful or bool(dated)
                other = self._other_of(subject, sentence.text, promised=not tells) if self.own is None else None
                if tells:
                    self.note(subject, "antecedent", sentence)
                if other is not None:
                    self.note(other, "words", sentence)

    def _other_of(self, id_: str, text: str, *, promised: bool) -> str | None:
        """Another instrument (one only ``promised``), named after one and a word of a text: its replacement."""
        phrases = (each for sentence in self.item.sentences for each in sentence.phrases)
        name = next((each.name for each in phrases if each.ids == {id_}), "")
        found = self.match.described(f"{name} {text}", short=True) if name else {}
        names, country = {*self.index.names_of(id_)}, id_.partition("/")[0]
        others = [
            other
            for other, share in found.items()
            if share >= COVER and other.partition("/")[0] == country and names.isdisjoint(self.index.names_of(other))
            and self.index.shared(text, other) and not self.match.is_too_early(other, dt.timedelta(PRINTED))
            and (not promised or any(deed.promised for deed in self.ledger.facts(other).deeds))
        ]  # fmt: skip
        return others[0] if len(others) == 1 else None

    def about(self, sentence: ItemSentence) -> Iterator[str]:
        """Return the instruments that a sentence names, or is quoted under."""
        yield from (next(iter(each.ids)) for each in sentence.phrases if len(each.ids) == 1)
        found = self.found.items()
        yield from (id_ for id_, each in found if sentence.quote in each.quotes and each.rule != _GROUND)
