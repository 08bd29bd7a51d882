"""Words as the indexes of PostgreSQL take them."""

from __future__ import annotations

import re
import unicodedata

from regtrack.store.database import SearchTerm, pairs

_TOKENS = re.compile(r"[^\W_]+")
_POSITIONS = 16_383
"""How many positions of words a tsvector can hold; of what comes behind, each word is kept once."""
_MOST_BYTES = 900_000
"""How long the words of one text may be together; a tsvector ends at 1 MiB."""


def plain(text: str) -> str:
    """Return the words of a text as the index knows them: small letters without marks, with blanks between."""
    letters = text.lower()
    if not text.isascii():
        letters = "".join(c for c in unicodedata.normalize("NFD", text).casefold() if not unicodedata.combining(c))
    found = _TOKENS.findall(letters)
    if len(found) > _POSITIONS:
        found = [*found[:_POSITIONS], *dict.fromkeys(found[_POSITIONS:])]
    words = " ".join(found)
    return words if len(words) < _MOST_BYTES // 4 else words.encode()[:_MOST_BYTES].decode(errors="ignore")


def vector_of_pairs(text: str) -> str | None:
    """Return the pairs of a text with their places, as a tsvector; None if there are none."""
    found = [] if text.isascii() else pairs(text).split()[:_POSITIONS]
    return " ".join(f"'{pair}':{place}" for place, pair in enumerate(found, 1)) or None


def query_of_pairs(term: SearchTerm) -> str:
    """Return a term of pairs as a tsquery."""
    return " <-> ".join(f"'{pair}'{':*' if term.begins else ''}" for pair in term.words)
