"""Words as they are compared: typography is no change of words, and white space never is.

Emphasis is kept in the words of a print, between two characters that no document uses, because an italic designator
or heading differs from words by its emphasis alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

ITALIC, ROMAN = "\ue000", "\ue001"
"""Emphasis begins and ends."""

_EMPHASIS = str.maketrans("", "", ITALIC + ROMAN)
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‚‛′`", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f", " "),
    }
)
"""One character for one, so that a place in the folded words is the same place in the words themselves."""
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|[Nn]os?|[Ss]ecs?|[Ss]eqs?|[Pp]ars?|[Pp]ts?|[Aa]rts?|[Cc]h|[Ff]igs?|[Vv]ols?|[Ss]upp|[Ee]tc|[Ii]nc|[Cc]o"
    r"|Corp|Ltd|Bldg|Rm|Ste|Ave|St|Dr|Mr|Mrs|Ms|Jr|Sr|vs?|al|approx|et|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[ap]\.m|[ie]\.[eg]|U\.S|"
    r"U\.S\.C|D\.C|[A-Z]\.[A-Z]))$"
)
_SENTENCE_END = re.compile(r"[.?!][”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-Z0-9§])|[.?!][”\"’')\]]*$|(?<=[a-z)])\.(?=[A-Z][a-z])")


def plain(text: str) -> str:
    """Return words without emphasis and with single blanks."""
    return " ".join(text.translate(_EMPHASIS).split())


def alike(text: str) -> str:
    """Return the words with dashes, quotation marks and blanks as one sort each, character for character."""
    return text if text.isascii() and "`" not in text else text.translate(_ALIKE)


@lru_cache(maxsize=65536)
def squashed(text: str) -> str:
    """Return what is left of words when neither typography nor white space nor its absence counts."""
    return re.sub(r"-{2,}", "-", "".join(alike(text.translate(_EMPHASIS)).split()))


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same."""
    return squashed(one) == squashed(other)


def sentences(text: str) -> list[str]:
    """Return the sentences, each with the blanks behind it, so that joined they are the text again."""
    found: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        stop = text[end.start()] == "." and end.end() < len(text)
        if stop and _ABBREVIATED.search(text, max(start, end.start() - 12), end.start()):
            continue
        found.append(text[start : end.end()])
        start = end.end()
    if start < len(text):
        found.append(text[start:])
    return found
