"""What a phrase that has no name means by the words around it: "a rule expanding such controls"."""

from __future__ import annotations

import re

import attrs

from regtrack.news.acts import MAKING
from regtrack.news.days import days_of
from regtrack.news.item import Phrase
from regtrack.news.linking import BY_WORDS, Links
from regtrack.news.matching import COVER, SOME
from regtrack.news.sentences import ItemSentence, ItemText

_RESTRICTS = re.compile(r" (?:that|which) ")
_ALIKE = 4  # so many letters of a verb are those of its noun: expand, expansion
_BEGINS = 4  # so many characters may stand before the first phrase of a sentence: "The M"


class Descriptions:
    """What the phrases of one item mean by the words around them."""

    def __init__(self, item: ItemText, links: Links) -> None:
        self.item, self.links, self.language = item, links, item.language

    def read(self, phrase: Phrase, sentence: ItemSentence) -> Phrase:
        """Return a phrase with the instrument that the words around it describe: "a rule expanding such controls".

        What changes an instrument is another one, unless the name of that tells the same; of what the record has the
        making of, the day must be that.
        """
        head = sentence in self.item.sentences[:2] and not sentence.title
        after = _RESTRICTS.match(sentence.whole.text, phrase.end) is not None
        if head and (phrase.new or after) and (bill := self._only_bill(phrase, sentence)):
            return attrs.evolve(phrase, ids=frozenset((bill,)), rule="words", new=False)
        ids = self._describing(sentence) or (self._describing(self.item.sentences[0], head=True) if head else [])
        if len(ids) != 1 or any(
            p.ids and not self._may_stand_beside(p, ids[0], phrase, sentence) for p in sentence.phrases
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
        named = self.links.found[id_].rule not in BY_WORDS and not fully
        other = (
            named or not here or (bodies and not match.acts_in(id_, bodies))
            or ((phrase.new or not own) and self._alters(phrase, sentence, id_))
        )  # fmt: skip
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
        ids = [id_ for id_, each in found if (head or each.rule in BY_WORDS) and sentence.quote in each.quotes]
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
