"""The words of a language, all looked up in one pass over a text, so that a pattern is tried only where it may fit.

A :class:`Lexicon` holds several vocabularies (acts, nouns, dates), each with rows of alternatives. It notes for every
place of a text which alternatives may begin there, by their first letters; :meth:`Vocabulary.find` tries just those.
What it finds is what trying every row at every place does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from regtrack.news.expression import Expression
from regtrack.news.letters import DIGIT, Beginning, beginnings, in_lower_case, may_be_in, needles_near

T = TypeVar("T")

_REMEMBERED, _LONGEST = 50_000, 40
"""How many words are remembered, and how long they are; a language has about so many."""
_MANY, _AHEAD = 6, 3
"""If more may begin with a word, it goes by so many of the letters after it."""
_WORD = re.compile(r"[\w-]+")
_ASIDE = " .,\n"
"""What parts words, most often."""
_EDGE = re.compile(r"[\w-]{2}")


class Words(NamedTuple):
    """A pattern of a row: as written, and as it is tried where it may begin."""

    source: str
    pattern: Expression


class Row(NamedTuple, Generic[T]):
    """Words that stand for one thing.

    Attributes:
        pattern: a pattern of all of them.
        words: each of them.
        value: what they stand for.
    """

    pattern: Expression
    words: Sequence[Words]
    value: T


class _Try(NamedTuple):
    """Words that may begin at a place, if these letters stand there: by their row, and which of its words."""

    order: int
    place: int
    letters: str
    pattern: Expression


_Tries = tuple[tuple[_Try, ...], ...]
"""For each vocabulary, in the order of its rows, what may begin."""


class Text:
    """A folded text with what of the words of a language may begin where.

    Attributes:
        text: the text.
        lowered: the same in lower case, letter by letter.
    """

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lowered = text, in_lower_case(text)
        self._lexicon = lexicon
        self._seen = lexicon.look(self.lowered)
        self._places: dict[int, tuple[list[int], list[tuple[_Try, ...]]]] = {}
        self._held: dict[Expression, Sequence[Expression]] = {}
        self._untold: dict[int, list[int]] = {}
        self._known: dict[Hashable, Any] = {}

    def tries(self, number: int, start: int, end: int) -> Iterable[tuple[int, tuple[_Try, ...]]]:
        """Where in a part of the text words of a vocabulary may begin, and which."""
        known = self._places.get(number)
        places, tries = known if known is not None else self._placed(number)
        first = bisect_left(places, start)
        last = bisect_left(places, end, first)
        return zip(places[first:last], tries[first:last], strict=True) if first < last else ()

    def _placed(self, number: int) -> tuple[list[int], list[tuple[_Try, ...]]]:
        known = self._places.get(number)
        if known is None:
            seen = [(place, tries[number]) for place, tries in self._seen if tries[number]]
            known = self._places[number] = [place for place, _ in seen], [tries for _, tries in seen]
        return known

    def untold(self, number: int) -> Sequence[int]:
        """The rows of a vocabulary that may begin anywhere, if the text has letters that they cannot do without."""
        known = self._untold.get(number)
        if known is None:
            rows = self._lexicon.vocabularies[number].untold
            known = self._untold[number] = [order for order, needles in rows if may_be_in(self.lowered, needles)]
        return known

    def begins(self, number: int, start: int, end: int) -> bool:
        """Whether words of a vocabulary may begin in a part of the text."""
        places = self._placed(number)[0]
        first = bisect_left(places, start)
        return first < len(places) and places[first] < end

    def may_hold(self, pattern: Expression, start: int, end: int) -> bool:
        """Whether a pattern may find anything in a part of the text: asked first, since it is quicker."""
        lowered = self.lowered[start:end]
        return any(may_be_in(lowered, part.needles) for part in self._held_by(pattern))

    def held_of(self, patterns: Sequence[Expression], start: int, end: int) -> tuple[Expression, ...]:
        """Those of some patterns of a language that may find anything in a part of the text."""
        here = self.once(id(patterns), lambda: [(each, held) for each in patterns if (held := self._held_by(each))])
        lowered = self.lowered[start:end]
        return tuple(each for each, held in here if any(may_be_in(lowered, part.needles) for part in held))

    def holds(self, pattern: Expression | None, start: int, end: int) -> bool:
        """Whether a pattern finds anything in a part of the text; none finds nothing."""
        parts = self._held_by(pattern) if pattern is not None else ()
        if not parts:
            return False
        lowered = self.lowered[start:end]
        return any(
            may_be_in(lowered, part.needles) and part.search(self.text, start, end) is not None for part in parts
        )

    def _held_by(self, pattern: Expression) -> Sequence[Expression]:
        """The parts of a pattern of which the text as a whole has the letters that they need."""
        held = self._held.get(pattern)
        if held is None:
            held = self._held[pattern] = [part for part in pattern.parts if may_be_in(self.lowered, part.needles)]
        return held

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What is worked out of this text for a key, when it is first asked for."""
        if key not in self._known:
            self._known[key] = work()
        found: T = self._known[key]
        return found

    def cut(self, end: int) -> bool:
        """Whether a part of the text that ends here ends within a word, where a word may look whole that is not."""
        return (
            self._lexicon.spaces
            and self.text[end : end + 1] not in _ASIDE
            and _EDGE.match(self.text, end - 1) is not None
        )


class Lexicon:
    """Vocabularies that are looked up together.

    Args:
        vocabularies: the vocabularies.
        spaces: whether whatever they find are whole words, parted by what is neither a letter nor a hyphen.
    """

    def __init__(self, vocabularies: Sequence[Vocabulary[Any]], *, spaces: bool) -> None:
        self.vocabularies, self.spaces = tuple(vocabularies), spaces
        for number, vocabulary in enumerate(vocabularies):
            vocabulary.number = number
        self._index: _Index | None = None

    def of(self, text: str) -> Text:
        """A folded text looked up."""
        return Text(text, self)

    def look(self, lowered: str) -> list[tuple[int, _Tries]]:
        """Where something may begin in a text in lower case, and what."""
        index = self._index
        if index is None:
            index = self._index = _Index(self.vocabularies, spaces=self.spaces)
        return index.look(lowered)


class _Index:
    """What may begin with which letters, and what each word that was seen may be."""

    def __init__(self, vocabularies: Sequence[Vocabulary[Any]], *, spaces: bool) -> None:
        self._size = len(vocabularies)
        words = defaultdict[str, list[tuple[int, _Try]]](list)  # of these letters and no more
        begun = defaultdict[str, list[tuple[int, _Try]]](list)
        for number, vocabulary in enumerate(vocabularies):
            for order, place, pattern, (letters, whole) in vocabulary.begin(spaces=spaces):
                word = _first_word(letters) if spaces else letters[:2]
                further = letters if len(letters) > len(word) else ""
                index = words if spaces and (further or whole) else begun
                index[word].append((number, _Try(order, place, further, pattern)))
        self._words, self._begun = dict(words), dict(begun)
        self._sizes = sorted({len(key) for key in begun})
        self._known: dict[str, tuple[_Seen, ...]] = {}
        first = "".join(re.escape(key) for key in sorted({key[0] for key in begun} - {DIGIT}))
        self._pairs = None if spaces else re.compile(rf"(?=([{first}\d].?))", re.DOTALL)

    def look(self, lowered: str) -> list[tuple[int, _Tries]]:
        """See :meth:`Lexicon.look`.

        What stands between blanks is learnt by heart, with whatever marks are beside the word: that is quicker than to
        find the words.
        """
        found: list[tuple[int, _Tries]] = []
        known = self._known.get
        if self._pairs is not None:
            for match in self._pairs.finditer(lowered):
                seen = known(match[1])
                if seen is None:
                    seen = self._learn(match[1])
                if seen:
                    self._note(seen, lowered, match.start(), found)
            return found
        start = 0
        for piece in lowered.replace("\n", " ").split(" "):
            seen = known(piece)
            if seen is None:
                seen = self._learn(piece)
            if seen:
                self._note(seen, lowered, start, found)
            start += len(piece) + 1
        return found

    def _note(self, seen: tuple[_Seen, ...], lowered: str, start: int, found: list[tuple[int, _Tries]]) -> None:
        """Note what a piece of a text holds that begins here."""
        for place, end, tries in seen:
            known: _Tries | _Next | None = tries
            if isinstance(tries, _Next):
                following = lowered[start + end : start + end + _AHEAD]
                known = tries.known.get(following, tries)
                known = tries.learn(following) if isinstance(known, _Next) else known
            if known is not None and not isinstance(known, _Next):
                found.append((start + place, known))

    def _learn(self, piece: str) -> tuple[_Seen, ...]:
        words = [(0, piece)] if self._pairs is not None else [(each.start(), each[0]) for each in _WORD.finditer(piece)]
        seen = tuple(
            (place, place + len(word), tries) for place, word in words if (tries := self._begins(word)) is not None
        )
        if len(piece) <= _LONGEST:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[piece] = seen
        return seen

    def _begins(self, word: str) -> _Tries | _Next | None:
        """What may begin with a word."""
        found = list(self._words.get(word, ()))
        for size in self._sizes:
            if size <= len(word):
                found += self._begun.get(word[:size], ())
        if word[0].isdecimal():
            found += self._begun.get(DIGIT, ())
        found.sort(key=lambda each: each[1][:2])
        return _Next(word, found, self._size) if len(found) > _MANY else _sorted(found, self._size)


class _Next:
    """What may begin with a word that begins much, by the letters after it."""

    def __init__(self, word: str, found: Sequence[tuple[int, _Try]], size: int) -> None:
        self._found = [(each[1].letters[len(word) :][:_AHEAD], each) for each in found]
        self._size = size
        self.known: dict[str, _Tries | None] = {}

    def learn(self, letters: str) -> _Tries | None:
        """What may begin if these letters follow; it is known from then on."""
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        found = [each for further, each in self._found if letters.startswith(further)]
        self.known[letters] = _sorted(found, self._size)
        return self.known[letters]


_Seen = tuple[int, int, _Tries | _Next]
"""In a piece of a text: where a word begins and ends, and what may begin there."""


def _sorted(found: Sequence[tuple[int, _Try]], size: int) -> _Tries | None:
    """What may begin at a place, by vocabulary; None if there is nothing."""
    return tuple(tuple(each for own, each in found if own == number) for number in range(size)) if found else None


def _first_word(letters: str) -> str:
    match = _WORD.match(letters)
    return match[0] if match is not None else letters[:1]


class Vocabulary(Generic[T]):
    """Rows of words that are looked for together; part of a :class:`Lexicon`.

    Args:
        rows: the rows.
    """

    number: int

    def __init__(self, rows: Iterable[Row[T]]) -> None:
        self.rows = tuple(rows)
        self.untold: tuple[tuple[int, tuple[str, ...]], ...] = ()
        """Rows with words of which it cannot be told how they begin, and letters that a text must have with them."""

    def find(self, text: Text, start: int, end: int) -> list[tuple[int, re.Match[str], T]]:
        """What the rows find in a part of a text: the place of the row, the match, and what it stands for.

        Args:
            text: the text, looked up.
            start: where the part begins.
            end: where it ends.
        """
        everywhere = self.everywhere(text, end)
        found: list[tuple[int, re.Match[str], T]] = []
        if not everywhere and not text.begins(self.number, start, end):
            return found  # most parts of most texts
        ends: dict[int, int] = dict.fromkeys(everywhere, end)  # of what each row found last: its finds do not overlap
        string, starts, rows = text.text, text.lowered.startswith, self.rows
        for place, tries in text.tries(self.number, start, end):
            last = -1
            for order, _, letters, pattern in tries:
                if (letters and not starts(letters, place)) or order == last or place < ends.get(order, 0):
                    continue
                if (match := pattern.match(string, place, end)) is not None:
                    last, ends[order] = order, match.end()
                    found.append((order, match, rows[order].value))
        for order in everywhere:
            found += [(order, match, rows[order].value) for match in rows[order].pattern.finditer(string, start, end)]
        return found

    def finds(self, text: Text, which: Callable[[T], bool]) -> bool:
        """Whether one of some rows finds anything in a text."""
        string, starts, end = text.text, text.lowered.startswith, len(text.text)
        for place, tries in text.tries(self.number, 0, end):
            for order, _, letters, pattern in tries:
                may = (not letters or starts(letters, place)) and which(self.rows[order].value)
                if may and pattern.match(string, place) is not None:
                    return True
        rows = (self.rows[order] for order in self.everywhere(text, end))
        return any(which(row.value) and row.pattern.search(string) is not None for row in rows)

    def everywhere(self, text: Text, end: int) -> Sequence[int]:
        """The rows that have to be tried at every place of a part of a text, that ends here."""
        if text.cut(end):
            return range(len(self.rows))
        return text.untold(self.number)

    def may_find(self, text: Text, start: int, end: int) -> frozenset[int]:
        """The rows that may find something in a part of a text; no other does."""
        starts = text.lowered.startswith
        return frozenset(self.everywhere(text, end)).union(
            order
            for place, tries in text.tries(self.number, start, end)
            for order, _, letters, _ in tries
            if not letters or starts(letters, place)
        )

    def begin(self, *, spaces: bool) -> Iterator[tuple[int, int, Expression, Beginning]]:
        """How what may be found may begin: by the row, which of its words, the pattern to try, and the letters."""
        anywhere: list[tuple[int, tuple[str, ...]]] = []
        for order, row in enumerate(self.rows):
            untold: list[tuple[str, ...]] = []
            for place, (source, pattern) in enumerate(row.words):
                begun = beginnings(source)
                if begun and all(_heads_a_word(one, spaces) for one in begun):
                    yield from ((order, place, pattern, one) for one in begun)
                else:
                    untold.append(needles_near(source))
            if untold:
                anywhere.append((order, () if () in untold else tuple(chain.from_iterable(untold))))
        self.untold = tuple(anywhere)


def _heads_a_word(begun: Beginning, spaces: bool) -> bool:
    return not spaces or begun.letters[0] == DIGIT or _WORD.match(begun.letters) is not None


def without(text: str, vocabulary: Vocabulary[T], lexicon: Lexicon, *, but: Callable[[T], bool] | None = None) -> str:
    """A text with a blank for whatever the rows find in it, one row after the other, ``but`` for some of them."""
    may = vocabulary.may_find(lexicon.of(text), 0, len(text))
    for order, row in enumerate(vocabulary.rows):
        if order not in may or (but is not None and but(row.value)):
            continue
        shorter = row.pattern.sub(" ", text)
        if shorter != text:  # what was apart may now stand together
            text = shorter
            may = vocabulary.may_find(lexicon.of(text), 0, len(text))
    return text
