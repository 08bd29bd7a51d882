"""Which instruments of the ledger an item is about: by their names and numbers, by words of their names, by their days.

What is found is noted with the sentences that tell it; nothing is claimed here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from regtrack.news.acts import MAKING, ClaimDetail, find_details
from regtrack.news.days import days_of
from regtrack.news.names import KnownNames, NameIndex, is_designation
from regtrack.news.sentences import ItemSentence, ItemText, Phrase, phrases_in

_NEAR = 3
"""How many days from its own publication an item may be the document that it is about."""
_COVER = 0.95
"""How much of a name, by the weight of its words, a sentence must have to be about its instrument: a word that lacks is
often the one that tells it from another investigation, list or correction."""
_FEW, _SOME, _A_DAY, _MARGIN = 0.3, 0.45, 0.25, 0.15
"""How much of it an item must have of which the record has several days, or one; what a day adds; how far off the next
instrument must be."""
_MOST_ALIKE = 50
_LEAD = 4
"""How many sentences count as the head of an item."""
_BEFORE, _AHEAD = 10, 1
"""An item may be news of an act of up to this many days before it, or after it."""
_NEARLY = 0.7
"""How much of a name is enough where the text names a country but no body."""
_EARLY, _SOON = dt.timedelta(days=180), dt.timedelta(days=75)
"""An instrument whose first act came later than this after the item is not meant: where it is named, or described."""
_CHAMBERS = (re.compile(r"s(?:jres|conres|res)?\d+"), re.compile(r"h(?:r|jres|conres|res)\d+"))


@attrs.frozen
class Mention:
    """An instrument of the ledger that an item is about.

    Attributes:
        id: its id.
        rule: how it was found: ``identifier``, ``name``, ``core`` (the telling part of a name with a noun of its
            class), ``title``, ``words`` (the words of a name in any order), ``day`` (the record has
            its days), ``antecedent``.
        quotes: the sentences that tell, as printed.
        details: details in them that can be compared with what else is known.
    """

    id: str
    rule: str
    quotes: tuple[str, ...]
    details: frozenset[ClaimDetail] = frozenset()


@attrs.define
class _Found:
    """How an instrument was found, and where."""

    rule: str
    quotes: dict[str, None] = attrs.field(factory=dict)
    details: set[ClaimDetail] = attrs.field(factory=set)


class Links:
    """The instruments of one item.

    Args:
        item: the item.
        index: the names that count in its language.
        names: what the ledger knows of them.

    Attributes:
        found: what was found, by id, in the order in which it is told.
        own: the instrument whose own abstract or notice the item is.
    """

    def __init__(self, item: ItemText, index: NameIndex, names: KnownNames) -> None:
        self.item, self.index, self.names = item, index, names
        self.language = item.language
        self.found: dict[str, _Found] = {}
        self.own = self._own()

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
        else:
            self._by_days()
            self._by_nearness()
        self._in_context()

    def mentions(self) -> tuple[Mention, ...]:
        """Return what was found."""
        return tuple(
            Mention(id_, each.rule, tuple(each.quotes), frozenset(each.details)) for id_, each in self.found.items()
        )

    def note(self, id_: str, rule: str, sentence: ItemSentence) -> None:
        """Note that a sentence is about an instrument."""
        found = self.found.setdefault(id_, _Found(rule))
        found.quotes[sentence.quote] = None
        found.details.update(find_details(sentence.text, "note", self.language))

    def read_phrases(self, sentence: ItemSentence) -> None:
        """Find what means an instrument in a sentence, if that was not done."""
        if sentence.looked:
            return
        sentence.looked = True
        found = phrases_in(sentence.whole.text, sentence.start, sentence.end, self.index)
        sentence.phrases = [self._narrowed(each, sentence) for each in found]

    def _may_name(self, sentence: ItemSentence) -> bool:
        """Whether a sentence can name an instrument of the ledger."""
        return self.index.may_name(sentence.words) and (
            sentence.lawful or sentence.title or bool(self.index.find(sentence.text))
        )

    def _own(self) -> str | None:
        """Return the instrument whose own text the item is, by its title and the day of its publication."""
        on = self.item.on
        if on is None or not self.index.may_name(self.item.words):
            return None
        near = [
            id_
            for id_ in self.index.titled(self.item.title.text)
            if any(act in MAKING and abs((day - on).days) <= _NEAR for act, day in self.names.done(id_))
        ]
        if len(near) > 1:  # two of one title and one day: the number that tells them apart
            numbers = set(re.findall(r"\d+", self.item.text.text))
            near = [id_ for id_ in near if numbers & set(re.findall(r"(?<=-)\d+(?=-entit)", id_))] or near
        return near[0] if len(near) == 1 else None

    # --- one of several ------------------------------------------------------------------------------------------

    def _narrowed(self, phrase: Phrase, sentence: ItemSentence) -> Phrase:
        """Return a phrase with the one instrument that it means of those of its name, if anything tells."""
        if len(phrase.ids) < 2:
            return phrase
        ids = [id_ for id_ in sorted(phrase.ids) if not self.is_too_early(id_)] or sorted(phrase.ids)
        ids = [id_ for id_ in ids if id_ in self.found] if len(set(ids) & self.found.keys()) == 1 else ids
        told = self._chambers(sentence.text) if len(ids) > 1 else []
        if told.count(True) == 1:
            chamber = _CHAMBERS[told.index(True)]
            ids = [id_ for id_ in ids if any(map(chamber.fullmatch, self.index.numbers[id_]))] or ids
        if len(ids) > 1:
            ids = [id_ for id_ in ids if id_.startswith(f"{self.item.item.jurisdiction}/")] or ids
        if len(ids) > 1:
            ids = self._of_the_day(ids, sentence) or ids
        return attrs.evolve(phrase, ids=frozenset(ids))

    def _of_the_day(self, ids: Sequence[str], sentence: ItemSentence) -> list[str]:
        """Those of which the record has a day of the sentence; if it has of none, those with the day of the item."""
        told = {day for day, _ in days_of(sentence.resolved(sentence.dates, "past"))}
        for days in (told, {self.item.on}):
            if found := [id_ for id_ in ids if any(day in days for _, day in self.names.done(id_))]:
                return found
        return []

    def _chambers(self, text: str) -> list[bool]:
        return [bool(re.search(words, text, re.IGNORECASE)) for words in self.language.tables.reading.chambers]

    def is_too_early(self, id_: str, margin: dt.timedelta = _EARLY) -> bool:
        """Whether all that is recorded of an instrument happened so long after the item was published."""
        done = [day for _, day in self.names.done(id_)]
        return self.item.on is not None and bool(done) and min(done) > self.item.on + margin

    # --- by words and days ---------------------------------------------------------------------------------------

    def _mention(self, sentence: ItemSentence) -> None:
        """Note the instruments that a sentence names, and those that it describes by the words of their names."""
        for each in sentence.phrases:
            if len(each.ids) == 1:
                (id_,) = each.ids
                # without a noun the product of that number may be meant
                if not self.is_too_early(id_) and (not is_designation(each.name) or sentence.tells_kind):
                    self.note(id_, each.rule, sentence)
            elif len(each.ids) == len(_CHAMBERS) and self._chambers(sentence.text).count(True) == len(_CHAMBERS):
                for id_ in sorted(each.ids):  # two bills of one name, told with both chambers
                    self.note(id_, each.rule, sentence)
        if any(each.ids for each in sentence.phrases) or self.own is not None:
            return
        if not self.index.may_describe(sentence.words) or not (sentence.lawful and sentence.tells_kind):
            return
        ids = [id_ for id_, share in self._described(sentence.text).items() if share >= _COVER]
        if len(ids) > 1:
            ids = self._of_the_day(ids, sentence)
        if len(ids) == 1:
            self.note(ids[0], "words", sentence)
            self._describe(ids[0], [sentence])

    def _described(self, text: str, *, short: bool = False, least: int = 2) -> Mapping[str, float]:
        """How much a text has of the names of instruments, of those that it may be about."""
        shares = self.index.described(text, short=short, least=least)
        found = {id_: share for id_, share in shares.items() if share >= _FEW}
        most = sorted(found, key=lambda id_: -found[id_])[:_MOST_ALIKE]
        return {id_: found[id_] for id_ in self.index.fitting(text, most) if not self.is_too_early(id_, _SOON)}

    def _by_days(self) -> None:
        """Note the instrument of which the record has days of the item, if its words fit too and those of no other."""
        if not self.index.may_describe(self.item.words):
            return
        text = " ".join(each.text for each in self.item.sentences)
        shares = self._described(text, short=True, least=1)
        days = self._days() if shares else {}
        bodies = self._bodies(text) if days else set()
        if not days or (len(days) < 2 and not bodies):
            return
        scores, sure = dict[str, float](), self._described(text)
        for id_, share in shares.items():
            same = {day for _, day in self.names.done(id_)} & days.keys()
            acts = self._acts_in(id_, bodies)
            enough = len(same) > 1 or (
                not self.found and sure.get(id_, 0.0) >= _SOME and self.index.has_most_telling(text, id_)
            )
            if same and enough and len(same) + acts >= 2:
                scores[id_] = share + len(same) * _A_DAY
        most = max(scores.values(), default=0.0)
        best = [id_ for id_, score in scores.items() if score > most - _MARGIN]
        if len(best) == 1 and best[0] not in self.found:
            self._note_days(best[0], days)
        for id_ in scores:  # what has a day that no other explains, beside one that others have as well
            others = {day for other in (*self.found, *scores) if other != id_ for _, day in self.names.done(other)}
            own = {day for _, day in self.names.done(id_)} & days.keys()
            if len(own) > 1 and own - others and id_ not in self.found:
                self._note_days(id_, days)

    def _by_nearness(self) -> None:
        """Note what a sentence at the head of the item describes, of which something was recorded just before it.

        News follows acts: of those whose words a sentence has, and whose body or country it names, few did anything
        within days.
        """
        on = self.item.on
        if on is None:
            return
        for sentence in self.item.sentences[:_LEAD]:
            if any(sentence.quote in each.quotes for each in self.found.values()):
                break  # what stands below what is named is mostly its ground
            if not self.index.may_describe(sentence.words):
                continue
            bodies = self._bodies(sentence.text)
            places = {code.lower() for _, _, code in self.language.places.find(sentence.text)}
            shares = {
                id_: share
                for id_, share in self._described(sentence.text, short=True, least=1).items()
                if (self._acts_in(id_, bodies) or (share >= _NEARLY and id_.partition("/")[0] in places))
                and any(-_AHEAD <= (on - day).days <= _BEFORE for _, day in self.names.done(id_))
                and self.index.has_most_telling(sentence.text, id_, rare=True)
            }
            best = sorted(shares, key=lambda id_: -shares[id_])[:2]
            if best and shares[best[0]] >= _SOME and (len(best) < 2 or shares[best[1]] < shares[best[0]] - _MARGIN):
                self.note(best[0], "near", sentence)
                self._describe(best[0], [sentence])

    def _bodies(self, text: str) -> set[str]:
        """Return the bodies that a text names, with those of which they are part."""
        bodies = {id_ for _, _, id_ in self.language.actors.find(text)}
        return bodies | {self.language.parents[body] for body in bodies if body in self.language.parents}

    def _acts_in(self, id_: str, bodies: Collection[str]) -> bool:
        """Whether the body of an instrument, or that of which it is part, is one of these."""
        body = "/".join(id_.split("/")[:2])
        return body in bodies or self.language.parents.get(body) in bodies

    def _note_days(self, id_: str, days: Mapping[dt.date, ItemSentence]) -> None:
        """Note an instrument with the sentences that tell its days."""
        for sentence in self.item.sentences:
            if any(days.get(day) is sentence for _, day in self.names.done(id_)):
                self.note(id_, "day", sentence)
        self._describe(id_, self.item.sentences)

    def _days(self) -> dict[dt.date, ItemSentence]:
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

    def _in_context(self) -> None:
        """Quote sentences of the law that name nothing under what their paragraph is about, else the whole item."""
        if not self.found:
            return
        named = {
            sentence.quote: [id_ for id_, each in self.found.items() if sentence.quote in each.quotes]
            for sentence in self.item.sentences
        }
        counted = Counter(id_ for ids in named.values() for id_ in ids).most_common(2)
        about = counted[0][0] if counted and (len(counted) == 1 or counted[0][1] > counted[1][1]) else None
        for paragraph in self.item.paragraphs:
            ids = list(dict.fromkeys(id_ for each in paragraph for id_ in named[each.quote]))
            subject = ids[-1] if ids else about
            for sentence in paragraph:
                if subject is None or named[sentence.quote] or sentence.title or not sentence.lawful:
                    continue
                other = self._other_of(subject, sentence) if self.own is None else None
                self.note(subject, "antecedent", sentence)
                if other is not None:
                    self.note(other, "words", sentence)

    def _other_of(self, id_: str, sentence: ItemSentence) -> str | None:
        """Another instrument, named after the one spoken of and a word of this sentence: its replacement."""
        phrases = (each for sentence in self.item.sentences for each in sentence.phrases)
        name = next((each.name for each in phrases if each.ids == {id_}), "")
        found = self._described(f"{name} {sentence.text}", short=True) if name else {}
        others = [
            other
            for other, share in found.items()
            if share >= _COVER and other != id_ and self.index.shares(sentence.text, other)
        ]
        return others[0] if len(others) == 1 else None

    def _describe(self, id_: str, sentences: Sequence[ItemSentence]) -> None:
        """Take the phrases that an instrument's words are about for it."""
        for sentence in sentences:
            self.read_phrases(sentence)
            sentence.phrases = [
                attrs.evolve(each, ids=frozenset((id_,)), rule="words")
                if self._is_described(each, id_, sentence)
                else each
                for each in sentence.phrases
            ]

    def _is_described(self, phrase: Phrase, id_: str, sentence: ItemSentence) -> bool:
        """Whether a phrase is the one of its sentence that an instrument's words are about."""
        fits = self.index.may_be_meant(id_, phrase.class_)
        words = sentence.whole.text[phrase.start : phrase.end]
        return fits and not phrase.proper and not phrase.own and self.index.shares(words, id_)

    def about(self, sentence: ItemSentence) -> Iterator[str]:
        """Return the instruments that a sentence names, or is quoted under."""
        yield from (next(iter(each.ids)) for each in sentence.phrases if len(each.ids) == 1)
        yield from (id_ for id_, each in self.found.items() if sentence.quote in each.quotes)
