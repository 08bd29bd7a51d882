"""Names of instruments, prepared so that they are found in running text of a language."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import attrs

from regtrack.model.instrument import Instrument, normalise
from regtrack.news import folding
from regtrack.news.language import Language

_TOKEN = re.compile(r"[A-Za-z0-9]+|[^\s\w]|[^\W]")
_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_NUMBERED = re.compile(r"(\d{4})年(第\d+)")
_ANNOUNCEMENT = re.compile(r"Announcement (\d{4}) No\. (\d+)$")  # a citation of what is numbered within its year
_SECTION = re.compile(r"(?:[Ss]ection|[Aa]nnouncement|No\.|第|法) ?(?:No\. ?)?(\d{2,4})")
_GAPS = tuple(re.compile(rf"[ -](?:[\w-]+ ){{{words}}}") for words in range(3))
_ABOUT = re.compile(r" (?:on|for|of|about) (?:the )?$")
_LONGEST = 60  # how many tokens of a text a name may span
_DESIGNATION = 1.5  # how much more the number of a model tells than a word
_LEAST = 1.5  # the least weight of what a sentence has of a name, in words that no other instrument has
_FEW_OTHERS = 4  # a word is rare if the names of no more instruments than this contain it
_LONG = 4  # so many characters of a text without blanks are several words
_LEAST_WORDS = 3
"""Of fewer telling words a name is known by its words in order alone, unless one is the number of a model."""
_LEAST_CHARS = 6  # the same in characters of these words, where blanks part no words
_MOST_TEXTS = 64  # texts whose words are kept
_LIST = "list"
UNDATED = "undated"  # what is numbered within its year, without that year: the record must tell which is meant
_TITLE = 0.7  # the same of a headline and the title of a document, in both directions


@lru_cache(maxsize=65_536)
def _normal(token: str) -> str:
    return normalise(folding.spelled_alike(token))


class Name(NamedTuple):
    """A name of an instrument: its text, its language (None for a number), its id, and the bodies that made it."""

    text: str
    language: str | None
    id: str
    bodies: frozenset[str] = frozenset()


def bodies_of(instrument: Instrument) -> frozenset[str]:
    """Return the bodies that made an instrument: a document of the Register has none in its id."""
    country, body = instrument.id.split("/")[:2]
    agencies = (body, instrument.agency, *instrument.agencies)
    return frozenset(f"{country}/{each.removesuffix('-department')}" for each in agencies if each)


def names_of(instrument: Instrument) -> Iterator[Name]:
    """Every name and number of an instrument, with its language."""
    bill = (instrument.bill or "").partition(" ")[2]
    numbers = (*instrument.citation, *instrument.document_number, *instrument.docket, bill)
    told: list[tuple[str | None, str | None]] = [(instrument.title, "en"), (instrument.short, "en")]
    told += [(text, language) for language, texts in instrument.aliases for text in texts]
    bodies = bodies_of(instrument)
    for text, language in (*told, *((number, None) for number in numbers)):
        if text:
            yield Name(text, language, instrument.id, bodies)


class NameHit(NamedTuple):
    """Where a text has a name, and whose it may be."""

    start: int
    end: int
    ids: frozenset[str]
    rule: str


@attrs.frozen
class _Described:
    """A name by its telling words, each with its weight."""

    id: str
    words: Mapping[str, float]
    total: float
    title: bool
    short: bool


class NameIndex:
    """The names that count in one language: those in it, numbers, and names in Latin letters."""

    def __init__(self, names: Iterable[Name], language: Language) -> None:
        self.language = language
        self._words = lru_cache(maxsize=_MOST_TEXTS)(self._read_words)  # a sentence is asked about again and again
        self._country = {folding.stem(name) for name in language.places.ids}
        self._bodies: dict[str, frozenset[str]] = {}
        self.classes: dict[str, set[str]] = defaultdict(set)
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._short: set[str] = set()
        self._of_year, self._undated = set[str](), set[str]()
        self._cores: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._first: dict[str, int] = {}
        self._numbers: dict[str, set[str]] = defaultdict(set)
        self.numbers: dict[str, set[str]] = defaultdict(set)
        self._spelled: dict[str, list[str]] = defaultdict(list)
        self._subjects: dict[str, set[str]] = defaultdict(set)
        self._sections: dict[str, set[str]] = defaultdict(set)
        self.listed: dict[str, list[str]] = defaultdict(list)
        self._bare: set[str] = set()
        self._of_country: list[tuple[str, str]] = []
        described: list[tuple[str, frozenset[str], bool]] = []
        for name in names:
            self._bodies.setdefault(name.id, name.bodies)
            if name.language is None:
                self._numbers[normalise(name.text)].add(name.id)
                self.numbers[name.id].add(normalise(name.text))
                self._add(name.text, name.id)
                if (number := _ANNOUNCEMENT.search(name.text)) is not None:
                    for form in language.tables.reading.numbered:
                        key = self._add(form.format(year=number[1], number=number[2]), name.id)
                        (self._of_year if "{year}" in form else self._undated).add(key)
            elif name.language.partition("-")[0] == language.tag or name.text.isascii():
                described.append(self._named(name))
        self._describe(described)
        self._add_without_country()

    def _named(self, name: Name) -> tuple[str, frozenset[str], bool]:
        printed = folding.fold(name.text, self.language).text
        text = self.language.synonyms.read(printed)
        class_, noun = self._noun_at_end(text)
        self._spelled[name.id].append(name.text)
        self._subjects[name.id] |= (
            folding.telling_words(self.language.nouns.sub(" ", text), self.language) - self._country
        )
        country = next(iter(self.language.places.find(text)), (1, 0, ""))
        if country[0] == 0 and class_ and name.id.startswith(f"{country[2].lower()}/"):
            self._of_country.append((name.id, re.sub(r"^(?:'s)?[ の的]?", "", text[country[1] :])))
        first = self.language.nouns.search(text)
        if first is not None and self.language.noun_row(first).class_ == "list":
            self.listed[name.id].append(normalise(text[: first.end()]))
        self._sections[name.id].update(_SECTION.findall(text))
        self.classes[name.id].add(class_)
        short = _ASIDE.sub("", text)
        if folding.is_distinctive(text, self.language):
            self._add(text, name.id)
            self._add(_NUMBERED.sub(r"\1\2", text), name.id)  # "公告(2025)第70号"
        elif folding.is_short(text, self.language) or folding.is_short(printed, self.language):
            self._short.add(self._add(text, name.id))
        if short != text and len(folding.telling_words(short, self.language)) > 1:
            self._add(short, name.id)
        exact = text[noun:].isupper()  # "FDP IFR" is one document, and "the FDP rule" is older
        core = text[:noun].strip(" ,-") if class_ and not exact else ""
        dated = self.language.dates.pattern.fullmatch(core) is not None
        tells = core and folding.is_distinctive(core, self.language)
        if (core and dated) or (tells and self.language.guards["generic"].sub("", core).strip(" '-")):
            self._add(core, name.id, class_)
        return name.id, folding.telling_words(text, self.language), " " in name.text and len(name.text) > 25

    def _noun_at_end(self, text: str) -> tuple[str, int]:
        """Return the class that the last noun of a name says, and where it begins if the name ends with it."""
        whole = _ASIDE.sub("", text)
        first = self.language.nouns.match(whole)
        if first is not None and whole.startswith(",", first.end()):
            return self.language.noun_row(first).class_, len(text)  # "Executive Order, Ending Certain Actions"
        last = [*self.language.nouns.finditer(whole)][-1:]
        ends = bool(last) and last[0].end() == len(whole)
        return (self.language.noun_row(last[0]).class_ if last else ""), last[0].start() if ends else len(text)

    def _add(self, text: str, id_: str, class_: str | None = None) -> str:
        tokens = [token for token in map(_normal, _TOKEN.findall(text)) if token]
        key = "".join(tokens)
        if tokens:
            (self._whole[key] if class_ is None else self._cores[key][class_]).add(id_)
            self._first[tokens[0]] = max(self._first.get(tokens[0], 0), len(tokens) + 4)
        return key

    def _describe(self, described: Sequence[tuple[str, frozenset[str], bool]]) -> None:
        owners: dict[str, set[str]] = defaultdict(set)
        for id_, words, _ in described:
            for word in words:
                owners[word].add(id_)
        every = len(self.classes) + 1
        self._least, self._rare = _LEAST * math.log(1 + every), math.log(1 + every / _FEW_OTHERS)
        weights = {
            word: math.log(1 + every / len(ids)) * (_DESIGNATION if folding.is_designation(word) else 1)
            for word, ids in owners.items()
        }
        self._described: list[_Described] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for id_, words, title in dict.fromkeys(described):
            if words:
                for word in words:
                    self._by_word[word].append(len(self._described))
                each = {word: weights[word] for word in sorted(words)}
                few = len(words) < _LEAST_WORDS if self.language.spaces else sum(map(len, words)) < _LEAST_CHARS
                short = few and not any(map(folding.is_designation, words))
                self._described.append(_Described(id_, each, sum(each.values()), title, short))
        self._pieces = [word for word in self._by_word if not word.isascii()]

    def _add_without_country(self) -> None:
        """Add names without the country that they begin with, as short names, if a word of them is of that country."""
        for id_, text in self._of_country:
            country, words = id_.partition("/")[0], folding.telling_words(text, self.language)
            owners = ({self._described[n].id for n in self._by_word[word]} for word in words & self._by_word.keys())
            told = any(all(each.startswith(f"{country}/") for each in ids) for ids in owners)
            key = "".join(map(_normal, _TOKEN.findall(text)))
            if told and not any(map(folding.is_designation, words)) and (key in self._short or key not in self._whole):
                self._short.add(self._add(text, id_))
                self._bare.add(key)

    def may_name(self, words: Collection[str]) -> bool:
        """Whether a text of these words can have a name; True where no blanks part words."""
        every = (*words, *self.language.synonyms.read_for(words))
        return not self._first.keys().isdisjoint(every) if self.language.spaces else bool(self._first)

    def may_describe(self, words: Collection[str]) -> bool:
        """Whether a text of these words can have telling words of a name."""
        if not self.language.spaces:
            return bool(self._by_word)
        return any(folding.stem(word) in self._by_word for word in (*words, *self.language.synonyms.read_for(words)))

    def number(self, name: str) -> frozenset[str]:
        """Return the instruments that go by a number."""
        return frozenset(self._numbers.get(normalise(name), ()))

    def bodies(self, id_: str) -> frozenset[str]:
        """Return the bodies that made an instrument, with those of which they are part."""
        own = self._bodies[id_] or {"/".join(id_.split("/")[:2])}  # a name that a person gave has none
        return frozenset((*own, *(self.language.parents.get(each, "") for each in own))) - {""}

    def names_of(self, id_: str) -> tuple[str, ...]:
        """Return the names that an instrument goes by in this language."""
        return tuple(dict.fromkeys(self._spelled[id_]))

    def namesakes(self, id_: str) -> set[str]:
        """Return the instruments that go by a name of another."""
        keys = ("".join(map(_normal, _TOKEN.findall(self.language.synonyms.read(name)))) for name in self._spelled[id_])
        return {other for key in keys for other in self._whole.get(key, ())} - {id_}

    def find(self, text: str, local: Callable[[str, str], bool] = lambda *_: True) -> list[NameHit]:
        """Return the names that stand in a folded text, in order; of those that overlap the longest.

        Short names count where the text is about the country of their instrument (``local``).
        """
        text, places = self.language.synonyms.mapped(text)
        tokens = [(match.start(), match.end(), _normal(match[0])) for match in _TOKEN.finditer(text)]
        found: list[NameHit] = []
        until = 0
        for place, (start, _, token) in enumerate(tokens):
            most = self._first.get(token)
            if most is None or start < until:
                continue
            hit = self._longest(text, tokens[place : place + min(most, _LONGEST)])
            if hit is None:
                continue
            key = "".join(map(_normal, _TOKEN.findall(text[hit.start : hit.end])))
            undated = key in self._undated
            numbered = undated or key in self._of_year
            others = partial(folding.is_of_other_body, text, *hit[:2], language=self.language, numbered=numbered)
            ids = {id_ for id_ in hit.ids if not others(self.bodies(id_), listed=self.classes[id_] - {""} == {_LIST})}
            if hit.rule == "short":
                near = (id_ for id_ in ids if local(id_, key))
                ids = {id_ for id_ in near if not folding.is_anothers(text, hit.start, id_, self.language)}
                if key in self._bare and (before := folding.countries_in(text[: hit.start], self.language)):
                    ids = {id_ for id_ in ids if id_.startswith(f"{before[-1]}/")}
            if ids:
                until, rule = hit.end, UNDATED if undated else "name" if hit.rule == "short" else hit.rule
                found.append(NameHit(places[hit.start], places[hit.end - 1] + 1, frozenset(ids), rule))
        return found

    def _longest(self, text: str, tokens: Sequence[tuple[int, int, str]]) -> NameHit | None:
        key, best = "", None
        start = tokens[0][0]
        for _, end, token in tokens:
            key += token
            if token and (ids := self._whole.get(key)):
                best = NameHit(start, end, frozenset(ids), "short" if key in self._short else "name")
            if token and (by_class := self._cores.get(key)):
                noun = self._noun_after(text, end)
                class_ = self.language.noun_row(noun).class_ if noun is not None else ""
                ids = by_class.get(class_)
                if noun is not None and ids and (best is None or best.end < noun.end()):
                    best = NameHit(start, noun.end(), frozenset(ids), "core")
                if best is None and (first := self._noun_before(text, start, end, by_class)):
                    ids = by_class[self.language.noun_row(first).class_]
                    best = NameHit(first.start(), end, frozenset(ids), "core")
        return best

    def _noun_before(self, text: str, start: int, end: int, classes: Collection[str]) -> re.Match[str] | None:
        """Return the noun of one of some classes that what follows names: "the rule on AI diffusion"."""
        link = _ABOUT.search(text, max(0, start - 12), start) if self.language.spaces else None
        if link is None or self.language.dates.pattern.fullmatch(text, start, end) is not None:
            return None
        nouns = self.language.nouns.finditer(text, max(0, start - 50), link.start())
        ends = (each for each in nouns if each.end() == link.start())
        return next((each for each in ends if self.language.noun_row(each).class_ in classes), None)

    def _noun_after(self, text: str, end: int) -> re.Match[str] | None:
        """Return the noun of a phrase of which a telling part is given, with at most two words between."""
        if not self.language.spaces:
            stage = self.language.guards["stage"].match(text, end)
            return self.language.nouns.match(text, stage.end() if stage is not None else end)
        for gap in _GAPS:
            between = gap.match(text, end)
            noun = self.language.nouns.match(text, between.end()) if between is not None else None
            if noun is not None and between is not None:
                stops = self.language.guards["phrase_stops"]
                return None if any(map(stops.fullmatch, between[0].split())) else noun
        return None

    def described(self, text: str, *, short: bool = False, least: int = 2) -> Mapping[str, float]:
        """How much a text has of the names of instruments, by their words in any order: of each the most, up to 1.

        It must have as many words of a name as ``least``; names of few words count if ``short`` ones do.
        """
        words = self._words(text)
        found: dict[int, float] = defaultdict(float)
        counted: dict[int, int] = defaultdict(int)
        for word in sorted(words):
            tells = folding.is_designation(word) or (len(word) >= _LONG and not word.isascii())
            for place in self._by_word.get(word, ()):
                found[place] += self._described[place].words[word]
                counted[place] += 2 if tells else 1
        best: dict[str, float] = {}
        for place, weight in found.items():
            each = self._described[place]
            if counted[place] < least or (each.short and not short):
                continue
            # a name of few or common words tells less, however much of it is there
            share = weight / max(each.total, self._least)
            best[each.id] = max(best.get(each.id, 0.0), share)
        return best

    def _read_words(self, text: str) -> frozenset[str]:
        for start, end, _ in sorted(self.language.actors.find(text), reverse=True):
            text = f"{text[:start]} {text[end:]}"
        same = self.language.synonyms.read(text)
        words = folding.telling_words(same, self.language)
        if self.language.spaces:
            return words
        alike = folding.spelled_alike(same)
        return words | {piece for piece in self._pieces if piece in alike}

    def titled(self, title: str) -> frozenset[str]:
        """Return the instruments that have this title, or nearly."""
        same = self.language.synonyms.read(title)
        key = "".join(map(_normal, _TOKEN.findall(same)))
        if key in self._whole and key not in self._short:
            return frozenset(self._whole[key])
        words = folding.telling_words(same, self.language)
        if len(words) < 3:
            return frozenset()
        best: dict[str, float] = {}
        for place in {place for word in words for place in self._by_word.get(word, ())}:
            each = self._described[place]
            both = len(words & each.words.keys()) / len(words | each.words.keys())
            if each.title and both >= _TITLE:
                best[each.id] = max(best.get(each.id, 0.0), both)
        return frozenset(id_ for id_, score in best.items() if score > max(best.values()) - 0.02)

    def lists(self, names: Iterable[str]) -> list[str]:
        """Return the instruments whose names begin with one of a list: "Additions to the Entity List"."""
        told = [normalise(self.language.synonyms.read(name)) for name in names]
        every = ((id_, own) for id_, names in self.listed.items() for own in names)
        return list(dict.fromkeys(id_ for id_, own in every if any(name in own for name in told)))

    def like(self, ids: Sequence[str]) -> list[str]:
        """Return the instruments of a body of the first of these, and of a class that all of them have."""
        classes = frozenset.intersection(*(frozenset(self.classes[id_]) for id_ in ids)) - {""}
        return [id_ for id_, own in self.classes.items() if own & classes and self.bodies(id_) & self.bodies(ids[0])]

    def fitting(self, text: str, ids: Iterable[str]) -> list[str]:
        """Those instruments of whose names a text has a section or number, if it and they have any."""
        sections = set(_SECTION.findall(text))
        return [id_ for id_ in ids if not (sections and self._sections[id_]) or sections & self._sections[id_]]

    def has_most_telling(self, text: str, id_: str, *, rare: bool = False) -> bool:
        """Whether a text has the word that tells most of a name of an instrument; ``rare``: that few others have."""
        words = self._words(text)
        places = {place for word in words for place in self._by_word.get(word, ())}
        for each in (self._described[place].words for place in places if self._described[place].id == id_):
            most, country = max(each.values()), max((each[word] for word in self._country & each.keys()), default=0.0)
            tells = not rare or (most >= self._rare and most != country)
            if tells and any(each.get(word) == most for word in words):
                return True
        return False

    def subjects(self, text: str, id_: str) -> set[str]:
        """Return the words of an instrument's names in a text that are no country, amount or kind of document."""
        return {word for word in self.shared(text, id_) & self._subjects[id_] if "%" not in word}

    def shared(self, text: str, id_: str) -> frozenset[str]:
        """Return the telling words of the names of an instrument that a text has."""
        described, by_word = self._described, self._by_word
        return frozenset(w for w in self._words(text) if any(described[at].id == id_ for at in by_word.get(w, ())))
