"""The sentence around a claim, as evidence: short enough to be read, long enough to prove it."""

from __future__ import annotations

from functools import lru_cache

from regtrack.sources.federal_register.text import sentences

LONGEST = 600
"""A quote is no longer than this; beyond, the words of the claim alone are quoted."""


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence, or the run of sentences, that holds ``text[start:end]``, exactly as printed."""
    first, last = start, end
    for begin, stop in _bounds(text):
        if begin < end and stop > start:
            first, last = min(first, begin), max(last, stop)
    quote = text[first:last].strip()
    return quote if len(quote) <= LONGEST else text[start:end]


@lru_cache(maxsize=4)
def _bounds(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((each.start, each.end) for each in sentences.split(text))
