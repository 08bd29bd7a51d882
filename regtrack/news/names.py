"""Names of instruments, prepared so that they are found in running text of any language."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

import attrs

from regtrack.model.event import Event
from regtrack.model.instrument import Instrument, normalise
from regtrack.news.folding import fold
from regtrack.news.language import Language
from regtrack.news.languages import language_of
from regtrack.news.lexicon import without
from regtrack.news.link import may_mean
from regtrack.news.phrases import distinctive
from regtrack.news.reconciling import done_on, is_done_on

_TOKEN = re.compile(r"[A-Za-z0-9]+|[^\s\w]|[^\W]")
_PIECE = re.compile(r"[^\w%]+|・")
_NUMBER = re.compile(r"\d+")
_SERIAL = re.compile(r"\d+(?=\s?[%号])|(?<=No\.\s)\d+")
_WORD = re.compile(r"[a-z0-9]{2,}|[\u2e80-\uffff]+")
_BILLS = ((re.compile(r"s(?:jres|conres|res)?\d+"), "senate"), (re.compile(r"h(?:r|jres|conres|res)\d+"), "house"))
_BILL = "bill"
_LONGEST = 60
"""How many tokens of a text a name may span."""


class Name(NamedTuple):
    """A name of an instrument: its text, its language (None for a number), and the id of the instrument."""

    text: str
    language: str | None
    id: str


class Names(Protocol):
    """What the ledger knows of names."""

    def find(self, name: str) -> Collection[str]:
        """Ids of the instruments that go by a name or number, however it is spaced and spelled."""
        ...

    def names(self) -> Iterable[Name]:
        """Every name of every instrument."""
        ...

    def acting(self, act: str, day: dt.date) -> Collection[str]:
        """Ids of the instruments of which an act of this sort is recorded on a day, or one that sets this day."""
        ...

    def done(self, id: str) -> Collection[tuple[str, dt.date]]:
        """What is recorded of an instrument: each kind of act with its days."""
        ...


def names_of(instrument: Instrument) -> Iterator[Name]:
    """Every name and number of an instrument, with its language."""
    yield Name(instrument.title, "en", instrument.id)
    if instrument.short:
        yield Name(instrument.short, "en", instrument.id)
    for language, texts in instrument.aliases:
        for text in texts:
            yield Name(text, language, instrument.id)
    numbers = (*instrument.citation, *instrument.document_number, *instrument.docket)
    bill = (instrument.bill or "").partition(" ")[2]
    for number in (*numbers, *([bill] if bill else [])):
        yield Name(number, None, instrument.id)


class NamesOf:
    """:class:`Names` of these instruments, of which these facts are recorded."""

    def __init__(self, instruments: Iterable[Instrument], facts: Iterable[Event] = ()) -> None:
        self._facts = tuple(facts)
        self._names = [name for instrument in instruments for name in names_of(instrument)]
        self._ids: dict[str, set[str]] = defaultdict(set)
        for name in self._names:
            self._ids[normalise(name.text)].add(name.id)

    def find(self, name: str) -> Collection[str]:
        """See :class:`Names`."""
        return self._ids.get(normalise(name), ())

    def names(self) -> Iterable[Name]:
        """See :class:`Names`."""
        return self._names

    def acting(self, act: str, day: dt.date) -> Collection[str]:
        """See :class:`Names`."""
        return {fact.target for fact in self._facts if is_done_on(fact, act, day)}

    def done(self, id: str) -> Collection[tuple[str, dt.date]]:
        """See :class:`Names`."""
        return done_on(fact for fact in self._facts if fact.target == id)


@attrs.frozen
class Prepared:
    """A name as it is compared.

    Attributes:
        id: of its instrument.
        key: the whole name, normalised.
        core: what of it tells the instrument from others, normalised.
        whole: the whole name as it is compared.
        telling: the core as it is compared.
        words: words of the name as it is compared, for finding it.
        class_: class of instrument by its noun; empty if it has none.
        places: countries in it, by their codes.
        own: the core as it is compared, without these and without numbers; empty if nothing else tells it from others.
        acts: whether it names an act beside the thing ("correction of the rule").
        marks: words that mark it together, in any order; none if there are fewer than two.
    """

    id: str
    key: str
    core: str
    whole: str
    telling: str
    words: frozenset[str]
    class_: str
    places: frozenset[str]
    own: str
    acts: bool
    marks: frozenset[str]


class Index:
    """The names that count in one language: those in it, numbers, and names in Latin letters.

    Args:
        names: every name there is.
        language: the language of the texts.
    """

    def __init__(self, names: Iterable[Name], language: Language) -> None:
        self.language = language
        tag = language.tables.language.tag
        self.whole: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.cores: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.placed: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
        self.prepared: list[Prepared] = []
        self.chambers: dict[str, set[str]] = defaultdict(set)
        self.classes: dict[str, set[str]] = defaultdict(set)
        self.numbers: dict[str, set[str]] = defaultdict(set)
        self.marks: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for name in names:
            spoken = (name.language or tag).partition("-")[0]
            tables = language if spoken == tag else language_of(spoken)
            self._note_chamber(name)
            self.numbers[name.id].update(_NUMBER.findall(name.text))
            if spoken != tag and not name.text.isascii():
                continue
            each = prepare(name, tables or language)
            if len(each.places) > 1 and each.class_:
                self.placed[each.class_, each.places].add(each.id)
            self.classes[each.id].add(each.class_)
            if not each.core:
                continue
            self.whole[each.key].add((each.id, each.class_))
            if tables is language:
                self.whole[normalise(language.same_words(fold(name.text, language).text))].add((each.id, each.class_))
            if name.language is not None:
                self._add(each)

    def _add(self, each: Prepared) -> None:
        if _tells(each.core, self.language):
            self.cores[each.core].add((each.id, each.class_))
        for word in each.words:
            self._by_word[word].add(len(self.prepared))
        self.prepared.append(each)
        self.marks[each.id].append(each.marks)

    def _note_chamber(self, name: Name) -> None:
        key = normalise(name.text)
        for pattern, chamber in _BILLS:
            if pattern.fullmatch(key):
                self.chambers[name.id].add(chamber)
                self.classes[name.id].add(_BILL)

    def may_be(self, id_: str, other: str, class_: str) -> bool:
        """Whether words of a class may mean an instrument by a name of another, or of none: then by its other names."""
        known = (other,) if other else self.classes[id_] - {""}
        return not known or any(may_mean(class_, each) for each in known)

    def within(self, text: str, at: tuple[int, int] | None = None) -> list[set[tuple[str, str]]]:
        """The id and class of each whole name that stands in a folded text, longest name first.

        Args:
            text: the text.
            at: a part of it that the name has to touch.
        """
        found = {key: self.whole[key] for key in _spellings(text, self.whole, at)}
        same = self.language.same_words(text)
        if same != text:
            first, last = at or (0, len(text))
            start = len(self.language.same_words(text[:first]))
            there = start, start + len(self.language.same_words(text[first:last]))
            found |= {key: self.whole[key] for key in _spellings(same, self.whole, there)}
        return [owners for _, owners in sorted(found.items(), key=lambda item: -len(item[0]))]

    def cores_within(self, text: str, *, days: bool = True) -> list[set[tuple[str, str]]]:
        """The id and class of each core of a name that stands in a folded text, longest first.

        Without ``days``, a core that is only a day ("October 17", of a rule called so) is left out.
        """
        keys = (key for key in _spellings(text, self.cores) if days or not self._is_day(key))
        found = {key: self.cores[key] for key in keys}
        return [owners for _, owners in sorted(found.items(), key=lambda item: -len(item[0]))]

    def _is_day(self, key: str) -> bool:
        months = (normalise(name) for name in self.language.months)
        return any(key.startswith(month) and key.removeprefix(month).isdigit() for month in months)

    def sharing(self, text: str, most: int = 200) -> list[Prepared]:
        """The names that share most words with a text as it is compared, for a closer look."""
        shared: dict[int, float] = defaultdict(float)
        for word in set(words_of(text)):
            places = self._by_word.get(word, ())
            for place in places:
                shared[place] += 1 / len(places)
        best = sorted(shared, key=lambda place: -shared[place])[:most]
        return [self.prepared[place] for place in best]


def prepare(name: Name, language: Language) -> Prepared:
    """A name as it is compared."""
    text = fold(name.text, language).text
    core = distinctive(text, language) if name.language is not None else text
    whole, telling = language.compared(text), language.compared(core)
    words = frozenset(words_of(whole))
    class_ = class_of(text, language)
    marks = _marks(core, language) if name.language is not None else frozenset()
    places = frozenset(code for _, _, code in language.places.find(text))
    return Prepared(
        name.id, normalise(text), normalise(core), normalise(whole), normalise(telling), words, class_, places,
        own_words(core, language), names_act(text, language), marks,
    )  # fmt: skip


def own_words(core: str, language: Language) -> str:
    """What tells an instrument from others, as it is compared, but for countries and numbers."""
    for start, end, _ in sorted(language.places.find(core), reverse=True):
        core = f"{core[:start]} {core[end:]}"
    pieces = (piece for piece in _PIECE.split(core) if len(piece) > 1 and not piece.isdigit())
    return normalise(language.compared(" ".join(pieces)))


def numbers_in(words: str) -> frozenset[str]:
    """Rates in a phrase, and numbers in a series, but not how many there are of something: 25%, No. 46."""
    return frozenset(_SERIAL.findall(words))


def names_act(text: str, language: Language) -> bool:
    """Whether a phrase names an act."""
    return any(language.acts.find(language.lexicon.of(text), 0, len(text)))


def _marks(core: str, language: Language) -> frozenset[str]:
    """The pieces of a core that are no dates and no numbers, if there are two of them at least."""
    if not own_words(core, language):
        return frozenset()
    core = without(core, language.dates, language.lexicon)
    pieces = _PIECE.split(language.stop.sub(" ", language.compared(core)))
    marks = {normalise(piece) for piece in pieces if len(piece) > 1 and not piece.isdigit()}
    marks -= language.months.keys()
    return frozenset(marks) if len(marks) > 1 else frozenset()


class Passage:
    """A text as it is compared, to be asked which marks of a name it has."""

    def __init__(self, text: str, language: Language) -> None:
        compared = language.compared(text)
        self._text, self._words = normalise(compared), frozenset(words_of(compared))

    def has(self, marks: Iterable[str]) -> frozenset[str]:
        """Those of them that it has: words as words, other pieces anywhere."""
        return frozenset(
            each for each in marks if (each in self._words if each.isascii() and each.isalnum() else each in self._text)
        )


def class_of(text: str, language: Language) -> str:
    """Class of instrument that the last noun of a name says; empty if it has none."""
    found = [
        (match.end(), match.end() - match.start(), row.class_)
        for _, match, row in language.nouns.find(language.lexicon.of(text), 0, len(text))
        if not row.weak
    ]
    return max(found)[2] if found else ""


def words_of(text: str) -> Sequence[str]:
    """Words of a text in lower case; of scripts without blanks, each pair of characters."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = match[0]
        found += [word] if word.isascii() else [word[place : place + 2] for place in range(max(1, len(word) - 1))]
    return found


def _spellings(text: str, known: Collection[str], at: tuple[int, int] | None = None) -> Iterator[str]:
    """Every run of tokens of a text that is known, normalised; a number or a word is never cut."""
    tokens = [(match.start(), match.end(), normalise(match[0])) for match in _TOKEN.finditer(text)]
    first, last = at or (0, len(text))
    for place, (start, _, _) in enumerate(tokens):
        key = ""
        if start >= last:
            break
        for _, end, token in tokens[place : place + _LONGEST]:
            key += token
            if token and end > first and key in known:
                yield key


def _tells(core: str, language: Language) -> bool:
    """Whether a core by itself tells an instrument from others: no place, no date, not too short."""
    if core in {normalise(name) for name in language.places.ids} or core.isdigit():
        return False
    may = language.dates.may_find(language.lexicon.of(core), 0, 1)
    if any(language.dates.rows[order].pattern.fullmatch(core) for order in may):
        return False
    wide = sum(char >= "\u2e80" for char in core)
    return wide >= 3 or len(core) - wide >= 5 or (any(map(str.isdigit, core)) and any(map(str.isalpha, core)))
