"""Whose a name is, by the words around it: "OFAC's M", "the UFLPA M", "Colorado's M"."""

from __future__ import annotations

import re
from collections.abc import Collection

from regtrack.news.language import Language

_LONGER = re.compile(r"(?:^|[ (\"])(?:[a-z]+|[\w.]+'s?) ([A-Z][a-z]+) $|\b([A-Z]{2}[\w&.]*|Act) $|(ない|不可[一-龠])$")
"""What stands before the name of a list and makes it that of another: "the Unreliable M", "the UFLPA M"."""
_OWNS = re.compile(r"'?s? ?|[的の]|[^;]{0,40} (?:its|their) ")
_OF = re.compile(r" (?:of|by) (?:the )?")  # what stands between a body and what is its own
_LEADS = frozenset(("president", "white-house", "congress", "courts", "government", "state-council"))
"""Bodies to which what others made is given: "Biden's M"."""
_OWNER = re.compile(r"([A-Z][\w.]+)(?:'s?)? $|[ァ-ヺー一-龠]+?[の的]?$")  # whose a short name is: "Colorado's AI Act"


def is_anothers(text: str, start: int, id_: str, language: Language) -> bool:
    """Whether a name stands beside that of another country, or of somebody: "Colorado's AI Act"."""
    while start and any(text[start - 1] == first for first, _ in language.quotes):
        start -= 1
    owner = _OWNER.search(text, max(0, start - 20), start)
    if owner is None or language.guards["phrase_stops"].fullmatch(owner[0].strip()):
        return False
    before = text[max(0, start - 40) : start].rstrip(" 's的の")
    named = [*language.places.find(before), *language.actors.find(before)]
    countries = {id_.partition("/")[0].lower() for _, end, id_ in named if end == len(before)}
    if countries or not language.spaces:
        nouns = language.nouns.finditer(text, owner.start())
        longer = any(each.start() < start < each.end() for each in nouns)
        return longer or bool(countries - {id_.partition("/")[0]}) or before.endswith(tuple("州省市県"))
    return language.guards["generic"].fullmatch(owner[1]) is None


def is_of_other_body(
    text: str, start: int, end: int, id_: str, *, language: Language, numbered: bool, listed: bool
) -> bool:
    """Whether words before a name give it to another body or list: "OFAC's M", "the UFLPA M".

    What is ``numbered`` within a year is of the body that is named before it, wherever that stands; only the name of a
    list (``listed``) goes on to the left.
    """
    before = text[:start]
    body = "/".join(id_.split("/")[:2])
    own = {body, language.parents.get(body)}
    named = [*language.actors.find(before)]
    if numbered:
        return bool(named) and own.isdisjoint(each for _, _, each in named)
    last_end = max((last for _, last, _ in named), default=0)
    owned = _OWNS.fullmatch(before, last_end) is not None and (before[last_end:] or before[last_end - 1 :].isascii())
    owners = {each for _, last, each in named if last == last_end and owned}
    if (of := _OF.match(text, end)) is not None:
        owners |= {each for start, _, each in language.actors.find(text[of.end() :]) if start == 0}
    if owners and not any(_may_own(each, own, language) for each in owners):
        return True
    longer = _LONGER.search(before) if listed else None
    word = (longer[1] or longer[2] or longer[3]) if longer is not None else ""
    return bool(word) and not owners and language.guards["generic"].fullmatch(word) is None


def _may_own(owner: str, own: Collection[str | None], language: Language) -> bool:
    """Whether an instrument of a body may be called that of another: of what the body is part, or who leads it."""
    return owner in own or language.parents.get(owner) in own or owner.partition("/")[2] in _LEADS


def last_country(text: str, language: Language) -> str:
    """Return the country that a text names last, by itself or by a body of it."""
    named = [*language.places.find(text), *language.actors.find(text)]
    return max(named, key=lambda each: each[1])[2].partition("/")[0].lower() if named else ""
