"""Which words tell one instrument from another, as they are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from regtrack.model.instrument import normalise
from regtrack.news.language import Language

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9&]+|\d+[A-Za-z%]+|\d+")
_COUNTED = re.compile(r"\d+[\u4e00-\u9fff]{2}")
"""So many of something, where blanks part no words: "23品目"."""
_PIECE = re.compile(r"[^\w%]+|[ぁ-ん]+|・|[的和与及或]")
_OF_YEAR = re.compile(r"\bNo\. ?\d+ of (?:19|20)\d\d\b")
"""How acts of many countries are numbered: "Announcement No. 72 of 2025"."""
_STEM = 6
"""So many letters of a word count, so that a verb is like its noun: revoke, revocation."""
_SHORT = re.compile(r"\w+(?: \w+){2,}|[\u3040-\u9fff]{4,}")
"""A name of common words only that may still be one."""


def is_designation(word: str) -> bool:
    """Whether a word is the number of a model, such as H100."""
    return word.isascii() and word[:1].isalpha() and any(map(str.isdigit, word))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return what counts of a word in lower case when it is compared."""
    return word if any(map(str.isdigit, word)) else word.rstrip("s")[:_STEM]


def telling_words(text: str, language: Language) -> frozenset[str]:
    """Return the words of a text that tell one instrument from another, as they are compared."""
    bare = language.guards["generic"].sub(" ", text)
    found = {stem(word.lower()) for word in _WORD.findall(bare) if len(word) > 2 and not word.isdigit()}
    if not language.spaces:
        pieces = (piece for part in _PIECE.split(bare) for piece in re.findall(r"[\u3040-\uffff]{2,}", part))
        found |= {*pieces, *_COUNTED.findall(text)}
    return frozenset(found)


@lru_cache(maxsize=65_536)
def is_distinctive(name: str, language: Language) -> bool:
    """Whether a name tells an instrument from others: neither a country, nor a day, nor a common noun."""
    if _OF_YEAR.search(name) is not None:
        return True
    left = language.guards["generic"].sub("", name)
    date = language.dates.pattern
    if language.nouns.search(name) is not None and date.search(name) is not None:
        return True  # "October 7 rule"
    left = language.nouns.sub("", date.sub("", left))
    places = sorted(language.places.find(left), reverse=True)
    for start, end, _ in places:
        left = left[:start] + left[end:]
    left = normalise(left)
    wide = sum(char >= "\u2e80" for char in left)
    return (
        wide >= 2
        or len(left) - wide >= (2 if places else 3)
        or bool(re.search(r"\d", left) and ("%" in left or not left.isdigit()))
    )


def is_short(name: str, language: Language) -> bool:
    """Whether a name that tells little is one in news of its own country: "AI Act"."""
    left = language.nouns.sub("", language.guards["generic"].sub("", name)).strip(" '-")
    return bool(left and language.class_of(name)) or _SHORT.fullmatch(name) is not None
