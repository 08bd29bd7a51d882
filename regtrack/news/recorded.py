"""What an item tells that the record tells too: by words of what is recorded of an act, on the day of another act."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Set
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from regtrack.model.event import Event
from regtrack.news.acts import MAKING
from regtrack.news.days import days_of, days_of_fact, steps
from regtrack.news.folding import fold, is_designation
from regtrack.news.item import Phrase
from regtrack.news.language import Language
from regtrack.news.matching import COVER, MADE, NEARLY, SOME, RecordMatch
from regtrack.news.names import NameIndex
from regtrack.news.sentences import ItemSentence, ItemText

if TYPE_CHECKING:
    from regtrack.news.linking import Links

_WINDOW = 3  # a day counts for its sentence and the next ones, so many in all
_LEAST, _ENOUGH = 4, 3.3
"""So many words must be shared, which tell as much together as so many words that no other candidate has."""
_KIND = 2  # so many blanks are in what tells the kind of a document: "temporary general license"
_BY_WORDS = frozenset(("words", "near", "day"))  # how an instrument was found that words describe
_RESTRICTS = re.compile(r" (?:that|which) ")
_ALIKE = 4  # so many letters of a verb are those of its noun: expand, expansion
_BEGINS = 4  # so many characters may stand before the first phrase of a sentence: "The M"
_WORD = re.compile(r"\w+(?:['.-]\w+)*")
_NUMBER = re.compile(r"(?<![\w.,])\d{2,3}(?![\w%]|,\d)")
_SHORT = 5  # of fewer small letters a word tells little
_BILL = "bill"


def told_on_record(match: RecordMatch, found: Set[str]) -> Iterator[tuple[str, ItemSentence]]:
    """Return the instruments that an item tells of by what the record says of them, and the sentence with their day.

    Something must be recorded of the very day that is told, of a body that the item names; and the words of the
    record, and of its names, must be those of the item, beside those of what was ``found``.
    """
    index, days = match.index, dict[dt.date, list[ItemSentence]]()
    sentences = match.item.sentences
    for place, sentence in enumerate(sentences):
        for first, last in days_of(sentence.resolved(sentence.dates, "past")):
            if first == last:
                days.setdefault(first, []).extend((*sentences[place : place + _WINDOW], sentences[0]))
    shares = index.described(match.text, short=True, least=1) if days else {}
    bodies = match.bodies(match.text)
    told: dict[str, tuple[set[dt.date], frozenset[str]]] = {}
    for id_, classes in index.classes.items() if days else ():
        if id_ in found or ((id_ in shares or _BILL in classes) and match.acts_in(id_, bodies)):
            own = [fact for fact in match.ledger.facts(id_).sound if fact.kind != "note" and "/" not in str(fact.by)]
            words = _words(" ".join((*index.names_of(id_), *(each.summary for each in own))), index)
            told[id_] = {day for fact in own for span in _days(fact) for day in span}, words
    owners = Counter(word for _, words in told.values() for word in words)
    known = frozenset().union(*(_words(" ".join(index.names_of(id_)), index) for id_ in found))
    known |= {word for id_ in found & told.keys() for word in told[id_][1] if is_designation(word)}
    for id_, (on, words) in told.items() if told.keys() - found else ():
        for day in sorted(on & days.keys()):
            shared = (words - known) & frozenset().union(*(_words(each.text, index) for each in days[day]))
            tells = sum(math.log(1 + len(told) / owners[word]) for word in shared) / math.log(1 + len(told))
            if id_ not in found and len(shared) >= _LEAST and tells >= _ENOUGH:
                yield id_, days[day][0]
                break


def goes_with(match: RecordMatch, found: Collection[str]) -> Iterator[tuple[str, ItemSentence]]:
    """Return what goes with what was found, if it is one thing: a permission of its day, an answer to it.

    "The temporary general license that went with the rule", of which a name begins so; "China has barred the export of
    what Nexperia makes", of whose name the word that tells most is one of another country's order.
    """
    index, spoken = match.index, list(found)
    for sentence in match.item.sentences if spoken else ():
        shares = match.described(sentence.text, short=True, least=1)
        kinds = [each.name.lower() for each in sentence.phrases if not each.ids and each.name.count(" ") >= _KIND]
        acting = match.acting(sentence)
        begins, answers = list[str](), list[str]()
        for id_, share in shares.items():
            country = id_.partition("/")[0]
            others = (other for other in spoken if other.partition("/")[0] != country)
            theirs = {word for other in others for word in index.topics(" ".join(index.names_of(other)))}
            told = index.subjects(sentence.text, id_) if acting == {country} and share >= NEARLY else set()
            if told - theirs and index.has_most_telling(" ".join(told & theirs), id_, rare=True):
                answers.append(id_)
            if any(name.lower().startswith(kind) for name in index.names_of(id_) for kind in kinds):
                begins += [id_] if any(made_with(match, id_, other) for other in spoken) else []
        for ids in (begins, answers):
            if len(ids) == 1 and ids[0] not in found:
                yield ids[0], sentence


def made_with(match: RecordMatch, id_: str, other: str) -> bool:
    """Whether two instruments of one body were made, or began, on one day."""
    made = [{day for act, day in match.ledger.facts(each).done if act in MADE} for each in (id_, other)]
    return not made[0].isdisjoint(made[1]) and match.acts_in(id_, match.index.bodies(other))


def _days(fact: Event) -> Iterator[tuple[dt.date, ...]]:
    return ((first,) for first, last in (*days_of_fact(fact), *steps(fact)) if first == last)


@lru_cache(maxsize=4096)
def _words(text: str, index: NameIndex) -> frozenset[str]:
    """Return the words of a text that tell what it is about, and its numbers: no days, countries, kinds or amounts."""
    language = index.language
    bare = language.nouns.sub(" ", language.dates.pattern.sub(" ", fold(text, language).text))
    for start, end, _ in sorted(language.places.find(bare), reverse=True):
        bare = f"{bare[:start]} {bare[end:]}"
    bare = _WORD.sub(lambda word: word[0] if _tells(word[0], language) else " ", bare)
    return frozenset((*index.topics(bare), *_NUMBER.findall(bare)))


def _tells(word: str, language: Language) -> bool:
    """Whether a word can tell what a text is about: no short one in small letters, none that says that law binds."""
    words, plain = language.vocabulary, word.isascii() and word.islower()
    little = plain and (len(word) < _SHORT or words.words_of(word)[1] & words.effects)
    return not little and language.guards["phrase_stops"].fullmatch(word) is None


class Descriptions:
    """What the phrases of one item mean by the words around them."""

    def __init__(self, item: ItemText, links: Links) -> None:
        self.item, self.links, self.language = item, links, item.language

    def read(self, phrase: Phrase, sentence: ItemSentence) -> Phrase:
        """Return a phrase with the instrument that the words around it describe: "a rule expanding such controls".

        What changes an instrument is another one, unless the name of that tells the same: a rule that "revokes
        authorizations" is their revocation, and one that "delays the framework" is no framework. Of what the record
        has the making of, the day must be that.
        """
        head = sentence in self.item.sentences[:2] and not sentence.title
        after = _RESTRICTS.match(sentence.whole.text, phrase.end) is not None
        if head and (phrase.new or after) and (bill := self._only_bill(phrase, sentence)):
            return attrs.evolve(phrase, ids=frozenset((bill,)), rule="words", new=False)
        ids = self._describing(sentence) or (self._describing(self.item.sentences[0], head=True) if head else [])
        if (
            len(ids) != 1
            or ids[0] in self.links.outdone(sentence)
            or any(p.ids and not self._may_stand_beside(p, ids[0], phrase, sentence) for p in sentence.phrases)
        ):
            return phrase
        (id_,), index = ids, self.links.index
        new = phrase.new or (sentence.title and not phrase.proper)
        own = not phrase.proper and not phrase.own and bool(index.shared(phrase.name, id_))
        if phrase.class_ not in index.classes[id_] or not (new or own or (phrase.points and after)):
            return phrase
        match, fully = self.links.match, id_ in self._fully(sentence)
        made = {day for act, day in self.links.ledger.facts(id_).done if act in MAKING}
        told = {day for day, _ in days_of(sentence.resolved(sentence.dates, "past"))}
        here = match.described(sentence.text, short=True, least=1).get(id_, 0.0) >= SOME
        bodies = match.bodies(sentence.text)
        named = self.links.found[id_].rule not in _BY_WORDS and not fully
        other = (
            named
            or not here
            or (bodies and not match.acts_in(id_, bodies))
            or ((phrase.new or not own) and self._alters(phrase, sentence, id_))
        )
        if made.isdisjoint(told) and (made or other):
            return phrase
        return attrs.evolve(phrase, ids=frozenset(ids), rule="words", new=False)

    def _may_stand_beside(self, name: Phrase, id_: str, phrase: Phrase, sentence: ItemSentence) -> bool:
        """Whether a name is that of what a document did an act to, or of its subject, as in "H200 exports"."""
        deeds = (deed for other in name.ids for deed in self.links.ledger.facts(other).deeds if deed.by == id_)
        for words in (self.language.act_words.get(deed.kind) for deed in deeds):
            if self.language.spaces or (words and words.search(sentence.whole.text, name.end, phrase.start)):
                return True
        nouns = [*self.language.nouns.finditer(name.name)]
        ends = any(each.end() == len(name.name) for each in nouns)
        return name.ids == {id_} and not ends and all(self.language.noun_row(n).class_ != phrase.class_ for n in nouns)

    def _describing(self, sentence: ItemSentence, *, head: bool = False) -> list[str]:
        """Return the instruments that the words of a sentence describe; with ``head`` also those that it names."""
        found = self.links.found.items()
        ids = [id_ for id_, each in found if (head or each.rule in _BY_WORDS) and sentence.quote in each.quotes]
        return ids or self._fully(sentence)

    def _fully(self, sentence: ItemSentence) -> list[str]:
        """Return the instruments of the item of which a sentence has all that a name tells."""
        shares = self.links.match.described(sentence.text, short=True)
        return [id_ for id_ in self.links.found if shares.get(id_, 0.0) >= COVER]

    def _alters(self, phrase: Phrase, sentence: ItemSentence, id_: str) -> bool:
        """Whether the words about a document tell of a change that the names of an instrument do not tell."""
        start, end = (phrase.end, sentence.end) if self.language.spaces else (sentence.start, phrase.start)
        names = " ".join(self.links.index.names_of(id_)).lower()
        told = self.language.guards["alters"].finditer(sentence.whole.text, start, end)
        return any(each[0][:_ALIKE].lower() not in names for each in told)

    def _only_bill(self, phrase: Phrase, sentence: ItemSentence) -> str:
        """Return the bill that the next sentence begins with: the only one of the item, or of the chamber named."""
        found = [*self.links.found] if phrase.class_ == "bill" else []
        if len(found) > 1:
            found = self.links.of_chamber(found, sentence.text)
        place = next(n for n, each in enumerate(self.item.sentences) if each is sentence)
        following = self.item.sentences[place + 1 : place + 2] if found else []
        begins = [each.ids for one in following for each in one.phrases[:1] if each.start - one.start <= _BEGINS]
        return found[0] if len(found) == 1 and set(found) in begins else ""
