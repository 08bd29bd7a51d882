"""Which bodies a text names: those of several countries may have one name (商务部)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from regtrack.ingest.news.language import Language
from regtrack.ingest.news.link import jurisdiction_of

Named = tuple[int, int, str]
"""Where a name stands, and whose it is."""


def find_bodies(
    text: str, start: int, end: int, language: Language, countries: Sequence[tuple[int, str]]
) -> list[Named]:
    """The bodies that a part of a text names.

    Args:
        text: the text, as read.
        start: where the part begins.
        end: where it ends.
        language: its language.
        countries: of what an item speaks, and where it does for the first time: :func:`countries_of`.
    """
    found = language.actors.find(text, start, end)
    return [(first, last, _meant(id_, text[first:last], first, language, countries)) for first, last, id_ in found]


def _meant(id_: str, name: str, place: int, language: Language, countries: Sequence[tuple[int, str]]) -> str:
    """The body of a name in the country that was spoken of before; the first one of that name, if there is none."""
    shared = language.shared_names.get(name.lower())
    if shared is None:
        return id_
    of = {country_of(each): each for each in shared}
    return next((of[country] for first, country in countries if first < place and country in of), shared[0])


def countries_of(text: str, language: Language, zone: str) -> list[tuple[int, str]]:
    """The country that a text speaks of, with the place where it first does, and that of its outlet.

    It is the first one that is named or whose body is, and that is not only what something is done to.
    """
    if not language.shared_names:
        return []
    first = min(_named(text, language), default=None)
    here = language.zone_places.get(zone)
    return [*([] if first is None else [first]), *([] if here is None else [(-1, jurisdiction_of(here))])]


def _named(text: str, language: Language) -> Iterator[tuple[int, str]]:
    """Countries that act, by their own names or those of their bodies, and where."""
    bodies = (
        each for each in language.actors.find(text) if text[each[0] : each[1]].lower() not in language.shared_names
    )
    places = ((first, last, jurisdiction_of(code)) for first, last, code in language.places.find(text))
    for first, _, id_ in chain(bodies, places):
        if language.toward is None or language.toward.search(text, 0, first) is None:
            yield first, country_of(id_)


def country_of(id_: str) -> str:
    """The jurisdiction in the id of a body."""
    return id_.partition("/")[0]
