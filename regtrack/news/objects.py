"""What an act is done to: an instrument, or only something in it, under it or about it; and who acts.

The object decides, not words that may stand for a part. What is before the object counts only where no verb parts them:
"the caps of M were lifted", and not "lifted M".
"""

from __future__ import annotations

from collections.abc import Sequence

from regtrack.news.language import DATES, MENTIONS, Language
from regtrack.news.sentences import Phrase

_REACH = 60
"""Characters before an object that are looked at."""
_BETWEEN = 2
"""Blanks between a phrase and the word that links it to what it is of: "created by"."""
_POWERLESS = frozenset(("bill", "draft"))
"""Classes of what does nothing before it is law."""


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


def may_act(text: str, start: int, phrases: Sequence[Phrase]) -> bool:
    """Return whether what stands right before a verb, if it is an instrument, can act: a bill cannot."""
    before = text[:start].rstrip(", ")[-1:]
    mark = before if MENTIONS <= ord(before or " ") < DATES else ""
    return not mark or phrases[ord(mark) - MENTIONS].class_ not in _POWERLESS


def is_vouched_for(text: str, start: int, end: int, language: Language) -> bool:
    """Return whether what stands before an act in its clause asserts it: "said that", and not "bet that"."""
    clauses = [*language.guards["complement"].finditer(text, start, end)]
    return not clauses or language.guards["vouched"].search(text, start, clauses[-1].end()) is not None
