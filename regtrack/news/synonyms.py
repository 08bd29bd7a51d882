"""Words that are read for others that mean the same: "chips" for "semiconductors"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence


class Synonyms:
    """The words of a language that are read for others.

    Args:
        words: the word that is read, by that for which it is.
        pattern: what matches the latter in a folded text.
    """

    def __init__(self, words: Mapping[str, str], pattern: re.Pattern[str]) -> None:
        self._words, self._pattern = {word.lower(): same for word, same in words.items()}, pattern
        self._heads: dict[str, set[str]] = {}
        for word, same in self._words.items():
            self._heads.setdefault(word.replace("-", " ").split()[0], set()).add(same.lower())

    def read(self, text: str) -> str:
        """Return a folded text with one word for those that mean the same."""
        return self._pattern.sub(lambda match: self._words[match[0].lower()], text)

    def mapped(self, text: str) -> tuple[str, Sequence[int]]:
        """Return a text so read, and where each of its characters stood."""
        chars: list[str] = []
        places: list[int] = []
        last = 0
        for match in self._pattern.finditer(text):
            word, width = self._words[match[0].lower()], match.end() - match.start()
            chars += [text[last : match.start()], word]
            places += range(last, match.start())
            places += [match.start() + min(n, width - 1) for n in range(len(word) - 1)] + [match.end() - 1] * bool(word)
            last = match.end()
        return "".join([*chars, text[last:]]), range(len(text) + 1) if not last else [
            *places,
            *range(last, len(text) + 1),
        ]

    def read_for(self, words: Iterable[str]) -> set[str]:
        """Return the words that are read for others that begin with one of these, in lower case."""
        return {same for word in self._heads.keys() & words for same in self._heads[word]}
