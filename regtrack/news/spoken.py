"""What an item has spoken of: the instruments that it names, for words that only point to them ("the rule")."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import attrs

from regtrack.news.language import Language
from regtrack.news.phrases import Mention, quotes


@attrs.frozen
class Spoken:
    """A phrase that names an instrument, as another phrase sees it.

    Attributes:
        words: the phrase.
        class_: class of instrument, by its noun; empty for a title without one.
        numbers: numbers by which it is known.
        before: whether it stands before the phrase that sees it.
        bare: nothing in it tells one instrument from another.
    """

    words: str
    class_: str
    numbers: tuple[str, ...]
    before: bool
    bare: bool = False


def named_in(text: str, start: int, end: int, mentions: Sequence[Mention], language: Language) -> list[Mention]:
    """Those phrases of a sentence that name an instrument by themselves, in order, and titles in quotation marks."""
    named = [mention for mention in mentions if not mention.weak]
    for first, last in quotes(text, start, end, language):
        if not any(mention.start < last and mention.end > first for mention in mentions):
            named.append(Mention(first, last, text[first:last].strip(" ,."), ""))
    return sorted(named, key=lambda mention: mention.start)


SIGHT = 200
"""So many phrases, or claims, are seen from one: what stands farther away in a book is not meant."""


def seen_from(place: int, named: Sequence[Mention], starts: Sequence[int]) -> tuple[Spoken, ...]:
    """The phrases as one that stands at a place sees them: the nearest before it first, then those after it.

    Of those before it, the ones that tell their instrument from others come first.

    Args:
        place: where it stands.
        named: the phrases of the item, in order.
        starts: where each begins.
    """
    here = bisect_right(starts, place)
    before = [mention for mention in named[max(0, here - SIGHT) : here] if mention.end <= place]
    after = named[here : here + SIGHT]
    return (
        *(Spoken(each.words, each.class_, each.numbers, True) for each in reversed(before) if not each.bare),
        *(Spoken(each.words, each.class_, each.numbers, True, True) for each in reversed(before) if each.bare),
        *(Spoken(each.words, each.class_, each.numbers, False) for each in after if not each.bare),
    )
