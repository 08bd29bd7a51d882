"""Which body is meant by a name that those of several countries have: 商务部."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from regtrack.news.language import Language
from regtrack.news.link import country_of, jurisdiction_of

_BEFORE = 4
"""So many characters before a country are looked at for what says that it does not act."""


def body_of(ids: Sequence[str], place: int, countries: Sequence[tuple[int, str]]) -> str:
    """The body of a name in the country that was spoken of before; the first one of that name, if there is none.

    Args:
        ids: bodies that have the name.
        place: where it stands.
        countries: of what the text speaks, and from where on: :func:`countries_of`.
    """
    of = {country_of(each): each for each in ids}
    return next((of[country] for first, country in countries if first < place and country in of), ids[0])


def countries_of(text: str, language: Language, zone: str) -> list[tuple[int, str]]:
    """The country that a text speaks of, with the place where it first does, and that of its outlet.

    It is the first one that is named or whose body is, and that is not only what something is done to.
    """
    first = min(_named(text, language), default=None)
    here = language.zone_places.get(zone)
    return [*([] if first is None else [first]), *([] if here is None else [(-1, jurisdiction_of(here))])]


def _named(text: str, language: Language) -> Iterator[tuple[int, str]]:
    """Countries that act, by their own names or those of their bodies, and where."""
    names, toward = language.shared_names, language.toward
    bodies = (each for each in language.actors.find(text) if text[each[0] : each[1]].lower() not in names)
    places = ((first, last, jurisdiction_of(code)) for first, last, code in language.places.find(text))
    for first, _, id_ in chain(bodies, places):
        if toward is None or toward.search(text, max(0, first - _BEFORE), first) is None:
            yield first, country_of(id_)
