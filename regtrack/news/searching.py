"""Which instrument the words of a claim name, and those of its sentence: by numbers, then by names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

import attrs

from regtrack.model.instrument import normalise
from regtrack.model.kinds import KINDS, Dimension, Operation
from regtrack.news.claim import Claim
from regtrack.news.evidence import Known, speaks_against
from regtrack.news.language import Language
from regtrack.news.link import Link, country_of, in_place
from regtrack.news.names import Index, Names, Passage, class_of, names_act, own_words
from regtrack.news.phrases import distinctive
from regtrack.news.reconciling import MAKING
from regtrack.news.when import only_day

THRESHOLD = 84.0
"""How alike (of 100) a phrase and a name must be: three parts the best place of the shorter one in the longer one, one
part the whole of both; of a name in a whole sentence, its best place alone."""
MARGIN = 5.0
"""How much more alike than the runner-up, a name of another instrument."""
_SAME_CLASS = 5.0
"""What it adds that phrase and name have a noun of one class."""
_ELSEWHERE = 25.0
"""What it costs that an instrument is of another country than those that act or are named."""
_OF_AN_ACT = 8.0
"""What it costs that a name is of an act to the thing, such as its correction, and the phrase names none."""
_LONG = 10
"""How many characters of a name must be there to be compared with a sentence."""
_NUMBER = re.compile(r"\d+")
_MOST = 0.75
"""Which share of the words that mark a name has to be there."""
_NOTE = "note"


class Linker:
    """Links claims to the instruments that a ledger knows by name.

    Make one for many items: names are prepared once for each language.

    Args:
        names: what the ledger knows of names.
    """

    def __init__(self, names: Names) -> None:
        self.names = names
        self._indexes: dict[str, Index] = {}

    def index(self, language: Language) -> Index:
        """The names that count in a language."""
        tag = language.tables.language.tag
        if tag not in self._indexes:
            self._indexes[tag] = Index(self.names.names(), language)
        return self._indexes[tag]


@attrs.frozen
class Search:
    """Over the names that count for one item.

    Attributes:
        linker: over the names of the ledger.
        index: those that count in its language.
        jurisdiction: whose law it is about; it decides between instruments of one name.
        on: the day on which it was published; None if that is not known.
    """

    linker: Linker
    index: Index
    jurisdiction: str
    on: dt.date | None

    def own(self, claim: Claim) -> Link:
        """By what the claim itself says; by its sentence where its own words tell nothing."""
        for number in claim.numbers:
            if ids := self.linker.names.find(number):
                return self._chosen(claim, ids, "identifier", 100.0)
        found = self._by_words(claim)
        if claim.numbers and found.rule not in ("name", "core"):
            return Link(claim, None)  # its number is that of another instrument
        if found.id is not None or found.others:
            return found
        numbers = claim.cited if claim.bare or _begins(claim) else ()
        cited = [ids for number in numbers if (ids := self._called(number, claim.class_))]
        return self._chosen(claim, cited[0], "context", 85.0) if len(cited) == 1 else found

    def _called(self, number: str, class_: str) -> list[str]:
        """The instruments that go by a number, as far as words of a class may mean them."""
        return [id_ for id_ in self.linker.names.find(number) if self.index.may_be(id_, "", class_)]

    def _by_words(self, claim: Claim) -> Link:
        named = Link(claim, None) if claim.bare else self.named(claim, claim.target, claim.class_, claim.sentence)
        if named.id is not None or named.others or not (claim.bare or claim.act == _NOTE):
            return named
        return self._in_context(claim)

    def named(self, claim: Claim, words: str, class_: str, sentence: str = "") -> Link:
        """By names in these words, or by longer ones of which they are a part in the sentence."""
        if not words:
            return Link(claim, None)
        place, owner = sentence.find(words), self._owner(words, class_)
        text, at = (sentence, (place, place + len(words))) if place >= 0 else (words, None)
        for owners in self.index.within(text, at):
            if fitting := {
                id_ for id_, other in owners if self.index.may_be(id_, other, class_) and other not in owner
            }:
                return self._chosen(claim, fitting, "name", 100.0)
        for owners in self.index.cores_within(words):
            if fitting := {id_ for id_, other in owners if class_ and other == class_ and in_place(claim, id_)}:
                return self._chosen(claim, fitting, "core", 95.0)
        found, marked = self.alike(claim, words, class_), self._marked(claim, words, class_, every=True)
        if marked.id not in (None, found.id):
            return marked
        return found if found.id is not None or found.others else self._marked(claim, words, class_)

    def _owner(self, words: str, class_: str) -> set[str]:
        """The class of what a phrase of another class belongs to: "rule" in "the AI Diffusion Rule's exception"."""
        language = self.index.language
        if not language.tables.language.spaces or language.adnominal is None:
            return set()
        owner = language.adnominal.search(words)
        return {class_of(words[: owner.start()], language)} - {"", class_} if owner is not None else set()

    def _in_context(self, claim: Claim) -> Link:
        """By a name elsewhere in the clause, then in the sentence."""
        class_ = "" if claim.act == _NOTE else claim.class_
        if KINDS[claim.act].dimension is Dimension.STAGE:  # a rule is published that is told by what it does to another
            described = self._marked(claim, claim.sentence, class_, every=True)
            if described.id is not None:
                return described
        if others := self.beside(claim, class_):
            found = self._marked(claim, claim.sentence, class_)
            return Link(claim, None) if found.id in others else found
        for text in (claim.clause, claim.sentence):
            for owners in self.index.within(text):
                if fitting := {id_ for id_, other in owners if self.index.may_be(id_, other, class_)}:
                    return self._chosen(claim, fitting, "context", 90.0)
            for owners in self.index.cores_within(text, days=False):
                if fitting := {
                    id_
                    for id_, other in owners
                    if (claim.act == _NOTE or (class_ and other == class_)) and in_place(claim, id_)
                }:
                    return self._chosen(claim, fitting, "context", 80.0)
        found = self.alike(claim, claim.sentence, class_, whole=True)
        if found.id is not None or found.others:
            return found
        between = [
            ids
            for (kind, places), ids in self.index.placed.items()
            if class_ and kind == class_ and places <= claim.places
        ]
        if between:
            return self._chosen(claim, set.union(*between), "context", 75.0)
        return self._marked(claim, claim.sentence, class_)

    def beside(self, claim: Claim, class_: str) -> set[str]:
        """The instruments of its class that are named beside what is made: "a rule that amends the Fuel Rule"."""
        words, sentence = claim.target, claim.sentence
        if claim.act not in MAKING or claim.pointing or not words:
            return set()
        named = {id_ for owners in self.index.within(sentence) for id_, other in owners if other == class_}
        places = re.finditer(re.escape(words), sentence) if named else ()
        return named if any(not self.index.within(sentence, each.span()) for each in places) else set()

    def _marked(self, claim: Claim, words: str, class_: str, *, every: bool = False) -> Link:
        """By the words that mark a name: most of them in the sentence, in any order, and one of them in these words.

        ``every`` asks for all of at least three, which tells more than a phrase that is like a name.
        """
        language = self.index.language
        near, around = Passage(words, language), Passage(claim.sentence, language)
        issued, numbers = KINDS[claim.act].dimension is Dimension.STAGE, set(_NUMBER.findall(claim.sentence))
        owner = self._owner(words, class_) if words == claim.target else set()
        best: dict[str, float] = {}
        for each in self.index.sharing(language.compared(words)):
            if not each.marks or not self.index.may_be(each.id, each.class_, class_) or not in_place(claim, each.id):
                continue
            if each.class_ in owner:
                continue
            if not every and ((each.acts and issued) or set(_NUMBER.findall(each.telling)) - numbers):
                continue  # what is granted is no revocation; Section 301 is not Section 232
            found = around.has(each.marks)
            least = max(3, len(each.marks)) if every else max(2, _MOST * len(each.marks))
            if len(found) >= least and near.has(found):
                best[each.id] = max(len(found), best.get(each.id, 0))
        fitting = {id_ for id_, count in best.items() if count == max(best.values())}
        return self._chosen(claim, fitting, "context", 75.0)

    def alike(self, claim: Claim, words: str, class_: str, *, whole: bool = False) -> Link:
        """By the name most like these words, if it is like enough and the next one is less so.

        ``whole`` asks for the whole name in a longer text, and not for what tells it from others in a phrase.
        """
        from rapidfuzz import fuzz

        if claim.weak and not whole:
            return Link(claim, None)  # "measures" are like too much
        compared = self.index.language.compared(words)
        telling = self.index.language.compared(distinctive(words, self.index.language))
        text = normalise(compared if whole else telling)
        acting = whole or names_act(words, self.index.language)
        least = _LONG if whole else self.index.language.tables.mention.least
        numbers = set() if whole else set(_NUMBER.findall(text))
        own = own_words(distinctive(words, self.index.language), self.index.language)
        owner = set() if whole else self._owner(words, class_)
        best: dict[str, float] = {}
        for each in self.index.sharing(compared):
            name = each.whole if whole else each.telling
            if numbers - set(_NUMBER.findall(name)) or each.class_ in owner:
                continue  # No. 61 is not No. 62
            if not whole and each.class_ != class_ and (not own or (each.class_ and class_ and each.own != own)):
                continue  # an exemption for goods is no Goods Act
            if not whole and bool(own) != bool(each.own):
                continue  # "the China licences" have nothing but a country in common with "TSMC's China licence"
            if min(len(name), len(text)) < least or not self.index.may_be(each.id, each.class_, class_):
                continue
            partial, full = fuzz.partial_ratio(name, text), fuzz.ratio(name, text)
            score = partial if whole else 0.75 * partial + 0.25 * full
            score += _SAME_CLASS if each.class_ == class_ and not whole else 0
            score -= _OF_AN_ACT if each.acts and not acting else 0
            score -= 0 if in_place(claim, each.id) else _ELSEWHERE
            best[each.id] = max(min(score, 100.0), best.get(each.id, 0.0))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or ranked[0][1] < THRESHOLD or (whole and len(text) < _LONG):
            return Link(claim, None)
        near = [id_ for id_, score in ranked if ranked[0][1] - score < MARGIN]
        return self._chosen(claim, near, "context" if whole else "alike", ranked[0][1])

    def _chosen(self, claim: Claim, ids: Collection[str], rule: str, score: float) -> Link:
        """One of several instruments of one name: by chamber, by jurisdiction, by its days; else none of them."""
        left = [id_ for id_ in sorted(ids) if not self._speaks_against(claim, id_, rule)]
        if len(left) > 1 and claim.hints:
            left = [id_ for id_ in left if self.index.chambers.get(id_, set()) & claim.hints] or left
        if len(left) > 1:
            left = [id_ for id_ in left if country_of(id_) == self.jurisdiction] or left
        if len(left) > 1 and (day := only_day(claim.when)) is not None:
            names = self.linker.names
            just = [id_ for id_ in left if (claim.act, day) in names.done(id_)]
            left = just or [id_ for id_ in left if id_ in names.acting(claim.act, day)] or left
        if len(left) == 1:
            return Link(claim, left[0], rule, score)
        return Link(claim, None, others=tuple(left))

    def _speaks_against(self, claim: Claim, id_: str, rule: str) -> bool:
        return speaks_against(claim, id_, rule, Known(self.index, self.linker.names, self.on))

    def doubted(self, link: Link) -> Link:
        """A link, or none if something speaks against it."""
        against = link.id is not None and self._speaks_against(link.claim, link.id, link.rule)
        return Link(link.claim, None) if against else link


def _begins(claim: Claim) -> bool:
    """Whether a claim makes something or begins it: the number in its sentence is hardly that of what ends it."""
    kind = KINDS[claim.act]
    return kind.operation in (Operation.REACH, Operation.OPEN) and kind.dimension is not Dimension.PAUSE
