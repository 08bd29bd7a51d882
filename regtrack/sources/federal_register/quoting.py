"""The sentence around a claim, as evidence: short enough to be read, long enough to prove it."""

from __future__ import annotations

from regtrack.sources.federal_register.text import sentences

LONGEST = 600
"""A quote is no longer than this; beyond, the words of the claim alone are quoted."""


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence, or the run of sentences, that holds ``text[start:end]``, exactly as printed."""
    first, last = start, end
    for each in sentences.split(text):
        if each.start < end and each.end > start:
            first, last = min(first, each.start), max(last, each.end)
    quote = text[first:last].strip()
    return quote if len(quote) <= LONGEST else text[start:end]
