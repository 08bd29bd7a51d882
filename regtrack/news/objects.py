"""What an act is done to: an instrument, or only something in it, under it or about it; and who acts.

The object decides, not words that may stand for a part. What is before the object counts only where no verb parts them:
"the caps of M were lifted", and not "lifted M".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from regtrack.news.language import DATES, MENTIONS, Language
from regtrack.news.sentences import Phrase

_WIDE = re.compile("[\u4e00-\u9fff]")
_NEXT = re.compile(r" ([A-Za-z][\w-]*)")
_REACH = 60
"""Characters before an object that are looked at."""
_BETWEEN = 2
"""Blanks between a phrase and the word that links it to what it is of: "created by"."""
_POWERLESS = frozenset(("bill", "draft"))
"""Classes of what does nothing before it is law."""


def is_less(text: str, place: int, language: Language, *, leads: bool = True, head: bool = False) -> bool:
    """Return whether less than the instrument at a place is meant: "the caps of M", "M's caps", "M caps".

    Args:
        text: a masked sentence.
        place: where the phrase stands in it.
        language: of the sentence.
        leads: whether the words before the instrument belong to it: no verb stands between.
        head: whether it is an object, so that no verb follows it.
    """
    guards = language.guards
    if guards["possessive"].match(text, place + 1) is not None or (head and _is_head(text, place + 1, language)):
        return True
    return leads and guards["part_before"].search(text, max(0, place - _REACH), place) is not None


def _is_head(text: str, end: int, language: Language) -> bool:
    """Return whether the word after an instrument is a noun that it only tells: "M requirements"."""
    gap = int(language.spaces)
    if MENTIONS <= ord(text[end + gap : end + gap + 1] or " ") < DATES:
        return text[end : end + gap] in ("", " ")
    if not language.spaces:
        return _WIDE.match(text, end) is not None and language.guards["after_object"].match(text, end) is None
    word = _NEXT.match(text, end)
    guards = language.guards
    free = word is None or guards["phrase_stops"].fullmatch(word[1]) or guards["after_object"].fullmatch(word[1])
    return not free


def is_limited(text: str, end: int, phrase: Phrase, language: Language) -> bool:
    """Return whether an act that ends here is limited: to whom, where or what of its instrument: "M for banks".

    Of what is new or has no name, such words say which is meant.
    """
    return bool(phrase.ids or phrase.points) and language.guards["limited"].match(text, end) is not None


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
