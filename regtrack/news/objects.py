"""What an act is done to: an instrument, or only something in it, under it or about it, and is it asserted.

The object decides, not words that may stand for a part. What is before the object counts only where no verb parts them:
"the caps of M were lifted", and not "lifted M".
"""

from __future__ import annotations

from collections.abc import Sequence

from regtrack.news.language import Language
from regtrack.news.sentences import Phrase

_REACH = 60
"""Characters before an object that are looked at."""
_BETWEEN = 2
"""Blanks between a phrase and the word that links it to what it is of: "created by"."""


def is_part(text: str, place: int, language: Language) -> bool:
    """Return whether what stands before an instrument makes something else of it: "the caps of M"."""
    return language.guards["part_before"].search(text, max(0, place - _REACH), place) is not None


def is_less(text: str, end: int, language: Language) -> bool:
    """Return whether what follows an object, or its act, leaves less than all: "M's caps", "M caps", "M for banks".

    What may follow is told, since what may not has no end.
    """
    return language.guards["whole_after"].match(text, end) is None


def is_linked(phrase: Phrase, others: Sequence[Phrase], text: str, language: Language) -> bool:
    """Return whether a phrase stands beside what it is of, and so means nothing that was named before."""
    if not language.spaces:
        named = (each for each in others if each.ids and each.end <= phrase.start)
        return any(language.guards["of_another"].fullmatch(text, each.end, phrase.start) for each in named)
    after = next((each for each in others if each.start >= phrase.end), None)
    if after is None or not (after.ids or after.proper):
        return False
    link = language.guards["part_before"].search(text, phrase.end, after.start)
    return link is not None and text[phrase.end : link.start()].count(" ") <= _BETWEEN


def is_asserted(text: str, clause: int, start: int, end: int, language: Language) -> bool:
    """Return whether words for an act are asserted by those of their clause.

    Args:
        text: the sentence.
        clause: where the clause begins.
        start: where the words for the act begin.
        end: where they end.
        language: of the sentence.
    """
    guards = language.guards
    if guards["unsure_before"].search(text, clause, start) or guards["unsure_after"].match(text, end):
        return False
    others = [*guards["complement"].finditer(text, clause, start)]  # "bet that", and not "said that"
    return not others or guards["vouched"].search(text, clause, others[-1].end()) is not None
