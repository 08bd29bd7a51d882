"""Text as it is read: widths, marks and blanks made alike, with the way back to every character as printed; sentences.

What the words of a sentence may be part of is a cheap prefilter, by which most are not read any further: each distinct
word is looked at once, however often it comes, and what it may be is kept as bits of a number.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

import attrs

_RUN = re.compile(r"[!-~]+|\s+|[^!-~\s]+")
"""Letters of ASCII together, blanks together, and other characters together."""
_WIDE_BLANK = "\u3000"
"""A blank as wide as a character of Chinese: it parts a headline, where the table of a language reads it as a mark."""
_LONGEST = 1000
"""No sentence is longer, in characters."""
_ALIKE = {"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "〜": "~"}
_ALIKE_TABLE = str.maketrans(_ALIKE)
_INITIALS = re.compile(r"(?:[a-z]{1,3}\.){2,}")
"""Letters that stand for words, whose full stop ends no sentence: "S.J.Res."."""
_UNEVEN = ("\n\n", " \n", "\n ", *"\t\v\f\r\x1c\x1d\x1e\x1f")
"""Blanks of ASCII that are not alike: several, or one that is neither a space nor a line break."""


class Script(Protocol):
    """How a language is written."""

    spaces: bool

    def __hash__(self) -> int: ...

    @property
    def fold(self) -> Mapping[int, str]:
        """Characters that are read as others."""
        ...

    @property
    def sentence_end(self) -> re.Pattern[str]:
        """What ends a sentence."""
        ...

    @property
    def abbreviations(self) -> frozenset[str]:
        """Words whose full stop ends no sentence."""
        ...


@attrs.frozen
class Folded:
    """A text as it is read.

    Attributes:
        text: the text: NFKC, one blank for several, a line break for any run of blanks that holds one.
        places: for each of its characters, where it stands in the text as printed.
    """

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of it stands in the text as printed."""
        if start >= end:
            return (0, 0)
        return self.places[start], self.places[end - 1] + 1


def fold(text: str, language: Script) -> Folded:
    """Return a text as the patterns of a language read it."""
    if language.spaces:
        alike = text if text.isascii() else text.translate(_ALIKE_TABLE)
        if alike.isascii() and _even(alike := alike.rstrip()):  # nothing else is to be made alike
            bare = alike.lstrip()
            return Folded(bare, range(len(alike) - len(bare), len(alike)))
    chars: list[str] = []
    places: list[int] = []
    blank: tuple[str, int] | None = None
    spaces = language.spaces
    parting = language.fold.get(ord(_WIDE_BLANK))
    for match in _RUN.finditer(text):
        place, run = match.start(), match[0]
        if run.isspace():
            blank = ("\n" if "\n" in run or "\r" in run else parting if parting and run == _WIDE_BLANK else " "), place
            continue
        read = [run] if run.isascii() else [_read(char, language) for char in run]
        if blank is not None:
            if chars and (blank[0] != " " or spaces or not _idle(chars, read[0], text, place)):
                chars.append(blank[0])
                places.append(blank[1])
            blank = None
        joined = "".join(read)
        chars += joined
        if len(joined) == len(run):
            places += range(place, place + len(run))
        else:
            places += [place + number for number, each in enumerate(read) for _ in each]
    return Folded("".join(chars), tuple(places))


@lru_cache(maxsize=65_536)
def _read(char: str, language: Script) -> str:
    """Return a character that is not of ASCII, as it is read."""
    read = _ALIKE.get(char) or unicodedata.normalize("NFKC", char)
    return "".join(" " if each.isspace() else each for each in read.translate(language.fold))


def _even(text: str) -> bool:
    """Whether no two blanks of a text in ASCII stand together, and each is a space or a line break."""
    if "  " in text:
        return False
    return text.isprintable() or not any(blank in text for blank in _UNEVEN)


def _idle(chars: list[str], following: str, text: str, place: int) -> bool:
    """Whether a blank means nothing: beside a wide character or a bracket, and within "5 月" or "910 B"."""
    before, after = chars[-1], following[0]
    if _wide(before) or _wide(after) or before == "(" or after == ")":
        return True
    if before.isdigit() and after.isupper():
        return not text[place + 1 : place + 2].isalpha()
    lone = len(chars) < 2 or _wide(chars[-2]) or not chars[-2].isalpha()
    return before.isupper() and after.isdigit() and lone


def _wide(char: str) -> bool:
    return char >= "\u2e80"


def sentences(folded: Folded, language: Script) -> Iterator[tuple[int, int]]:
    """Return the sentences of a text: where each begins and ends in it."""
    text, start = folded.text, 0
    for match in language.sentence_end.finditer(text):
        end = match.end()
        if not language.abbreviations or not _is_abbreviation(text[max(start, end - 12) : end], language):
            yield from _cut(text, start, end)
            start = end
    yield from _cut(text, start, len(text))


def _is_abbreviation(text: str, language: Script) -> bool:
    """Whether a text ends with a word whose full stop ends no sentence."""
    if not text.endswith("."):
        return False
    word = text[max(text.rfind(" "), text.rfind("\n")) + 1 :].lstrip("([\"'").lower()
    return word in language.abbreviations or _INITIALS.fullmatch(word) is not None


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return a sentence, or its pieces if it is longer than any sentence: text without stops must not take forever."""
    while end - start > _LONGEST:
        place = text.rfind(" ", start, start + _LONGEST)
        place = place if place > start else start + _LONGEST
        yield from _trimmed(text, start, place)
        start = place
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


# --- words -------------------------------------------------------------------------------------------------------

_PARTING = str.maketrans(dict.fromkeys((char for char in string.punctuation if char not in "%&$"), " "))
_MOST_WORDS = 200_000
"""Words that are kept at most; more than a language has."""


def words_of(text: str) -> set[str]:
    """Return the words of a folded text, in lower case."""
    return set(text.lower().translate(_PARTING).split())


class _Expression(NamedTuple):
    """A pattern of several words, and the bits of these together."""

    pattern: re.Pattern[str]
    bits: int


class Vocabulary:
    """The words of the tables of a language in which blanks part words.

    Args:
        law: patterns of words of law; the words of one are parted by blanks.
        effects: patterns of words that say that law is made, or binds.
        calendar: patterns of words of dates.
        acts: for each pattern of acts the words of which a sentence has one, if they are known.
    """

    def __init__(
        self, law: Iterable[str], effects: Iterable[str], calendar: Iterable[str], acts: Sequence[Iterable[str]]
    ) -> None:
        self._pieces: dict[str, int] = {}
        self._known: dict[str, int] = {}
        self._law: list[_Expression] = []
        self._plain = self._effects = self._dates = 0
        for each in law:
            bits = self._any(each.split(" "))
            if " " not in each:
                self._plain |= bits
            else:
                self._law.append(_Expression(re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE), bits))
        for each in effects:
            self._effects |= self._bit(each)
        for each in calendar:
            self._dates |= self._bit(each)
        self.acts = [self._any(each) for each in acts]
        self._told = self._any(piece for each in acts for piece in each)
        self._each = [(re.compile(piece, re.IGNORECASE), bit) for piece, bit in self._pieces.items()]
        self._some = re.compile("|".join(self._pieces) or r"(?!)", re.IGNORECASE)

    def _bit(self, piece: str) -> int:
        return self._pieces.setdefault(piece, 1 << len(self._pieces))

    def _any(self, pieces: Iterable[str]) -> int:
        bits = 0
        for piece in pieces:
            bits |= self._bit(piece)
        return bits

    def bits(self, words: Iterable[str]) -> int:
        """Return the bits of words together."""
        known, found = self._known, 0
        for word in words:
            bits = known.get(word)
            found |= self._look_up(word) if bits is None else bits
        return found

    def _look_up(self, word: str) -> int:
        bits = 0
        if self._some.fullmatch(word) is not None:
            bits = sum(bit for pattern, bit in self._each if pattern.fullmatch(word) is not None)
        if len(self._known) < _MOST_WORDS:
            self._known[word] = bits
        return bits

    def is_lawful(self, bits: int, text: str) -> bool:
        """Whether a text whose words have these bits has words of law."""
        if bits & self._plain:
            return True
        for expression in self._law:
            if bits & expression.bits == expression.bits and expression.pattern.search(text) is not None:
                return True
        return False

    def may_be_lawful(self, bits: int) -> bool:
        """Whether a text whose words have these bits can have words of law."""
        return bool(bits & self._plain) or any(bits & each.bits == each.bits for each in self._law)

    def has_effect(self, bits: int) -> bool:
        """Whether words with these bits say that law is made, or binds."""
        return bool(bits & self._effects)

    def may_tell(self, bits: int) -> bool:
        """Whether words with these bits can tell an act."""
        return bool(bits & self._told)

    def has_date(self, bits: int) -> bool:
        """Whether words with these bits can tell a date."""
        return bool(bits & self._dates)
