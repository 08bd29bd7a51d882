"""What an item has spoken of: the instruments that it names, for words that only point to them ("the rule")."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from regtrack.ingest.news.language import Language
from regtrack.ingest.news.phrases import Mention, quotes


@attrs.frozen
class Spoken:
    """A phrase that names an instrument, as another phrase sees it.

    Attributes:
        words: the phrase.
        class_: class of instrument, by its noun; empty for a title without one.
        numbers: numbers by which it is known.
        before: whether it stands before the phrase that sees it.
    """

    words: str
    class_: str
    numbers: tuple[str, ...]
    before: bool


def named_in(text: str, start: int, end: int, mentions: Sequence[Mention], language: Language) -> list[Mention]:
    """Those phrases of a sentence that tell their instrument from others, in order, and titles in quotation marks."""
    named = [mention for mention in mentions if not (mention.bare or mention.weak)]
    for first, last in quotes(text, start, end, language):
        if not any(mention.start < last and mention.end > first for mention in mentions):
            named.append(Mention(first, last, text[first:last].strip(" ,."), ""))
    return sorted(named, key=lambda mention: mention.start)


def seen_from(place: int, named: Sequence[Mention]) -> tuple[Spoken, ...]:
    """The phrases as one that stands at a place sees them: the nearest before it first, then those after it."""
    before = [mention for mention in named if mention.end <= place]
    after = [mention for mention in named if mention.start > place]
    return (
        *(Spoken(each.words, each.class_, each.numbers, True) for each in reversed(before)),
        *(Spoken(each.words, each.class_, each.numbers, False) for each in after),
    )
