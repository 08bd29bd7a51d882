"""What the words of a sentence may be part of: a cheap prefilter, by which most sentences are not read any further.

Each distinct word is looked at once, however often it comes, and what it may be is kept as bits of a number.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence
from typing import NamedTuple

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
