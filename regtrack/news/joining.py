"""What joins the linked claims of one item: what one says of the day of another, and what is said twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

import attrs

from regtrack.model.instrument import normalise
from regtrack.model.kinds import KINDS, Dimension, Operation
from regtrack.news.claim import Claim
from regtrack.news.effects import TARIFF, sets_value
from regtrack.news.link import BY_ITS_WORDS, Link, may_mean_alike

_NOTE, _MOVED = "note", "move_deadline"
_OF_NEW = (Dimension.FORCE, Dimension.DUTY, Dimension.DEADLINE)
"""Aspects in which what is new begins something."""
_RELATED = ({Dimension.FORCE, Dimension.DUTY}, {Dimension.FORCE, Dimension.PAUSE})
"""Aspects of which one may have the day that is set for the other."""


def as_before(links: Sequence[Link]) -> list[Link]:
    """The links, each of words that point back to the same words before as those: countries are named once."""
    kept: list[Link] = []
    named: dict[str, Link] = {}
    for each in links:
        claim = each.claim
        first = named.get(claim.target) if claim.pointing and claim.target and each.rule == "alike" else None
        kept.append(each if first is None else attrs.evolve(first, claim=claim))
        if not claim.pointing:
            named.setdefault(claim.target, kept[-1])
    return kept


def by_sentence(links: Sequence[Link]) -> Mapping[int, Sequence[Link]]:
    """The links of an item by where their sentences begin."""
    found: dict[int, list[Link]] = {}
    for each in links:
        found.setdefault(each.claim.start, []).append(each)
    return found


def stands_for(found: Link, following: Link) -> bool:
    """Whether words that name nothing stand for what the sentence names next: "a notice delaying the rule"."""
    claim, other = found.claim, following.claim
    return found.id is None and claim.weak and claim.bare and other.start == claim.start and not other.bare


def with_new_days(links: Sequence[Link]) -> list[Link]:
    """The links, where what was moved has the day that a later sentence sets: "... delayed it. It now takes effect"."""
    kept: list[Link] = []
    undated: list[int] = []
    for each in links:
        moved = next((place for place in undated if _sets_day_of(each, kept[place])), None) if _sets(each) else None
        if moved is None:
            if _lacks_day(each):
                undated.append(len(kept))
            kept.append(each)
        else:
            undated.remove(moved)
            kept[moved] = attrs.evolve(kept[moved], claim=attrs.evolve(kept[moved].claim, when=each.claim.when))
    return kept


def without_repeated(links: Sequence[Link]) -> tuple[Link, ...]:
    """The links without those of which another of the same act and instrument has the date, or named it before."""
    of_act: dict[tuple[str, str | None], list[int]] = {}
    for place, each in enumerate(links):
        of_act.setdefault((each.claim.act, each.id), []).append(place)
    beside = by_sentence(links)
    return tuple(
        each
        for place, each in enumerate(links)
        if not _is_headline(each, links[place + 1 :], beside[each.claim.start])
        and not _said_again(each, place, links, of_act[each.claim.act, each.id], beside[each.claim.start])
    )


def _is_headline(link: Link, later: Sequence[Link], beside: Sequence[Link]) -> bool:
    """Whether a claim at the head of an item, of no day, is told in full by a later sentence, under another name.

    "India scraps fuel levy. The tax of 6% was abolished on Tuesday".
    """
    if link.claim.start > 0 or link.id is not None or any(each.claim.when or each.claim.until for each in beside):
        return False
    return any(
        each.claim.act == link.claim.act
        and each.claim.start > link.claim.start
        and bool(each.claim.when or each.id)
        and each.claim.modality == link.claim.modality
        and may_mean_alike(link.claim.class_, each.claim.class_)
        for each in later
    )


def _said_again(link: Link, place: int, links: Sequence[Link], same: Sequence[int], beside: Sequence[Link]) -> bool:
    """Whether one of the ``same`` act and instrument says it again, or one ``beside`` it in its sentence."""
    claim = link.claim
    if claim.when or claim.until or claim.act == _NOTE:
        return False
    for number in same:
        other = links[number].claim
        if (
            number != place
            and (bool(other.when or other.until) or (number < place and link.rule not in BY_ITS_WORDS))
            and (other.start != claim.start or other.target == claim.target or link.id is not None)
            and (link.id is not None or _alike_words(other, claim))
        ):
            return True
    return any(_has_value(other, link) for other in takewhile(lambda other: other is not link, beside))


def names_one(claim: Claim) -> bool:
    """Whether the words of a claim name an instrument that a person could look for.

    Words that may name anything do where they tell one from others, or where the act has a day: chatter has none. But
    "fees" and "rates" of no name are those of any firm. What moves nothing is of no use without the instrument.
    """
    if not claim.target or claim.act == _NOTE:
        return False
    return not claim.weak or not claim.bare or (bool(claim.when or claim.until) and claim.class_ != TARIFF)


def told_by_its_clause(link: Link) -> Link:
    """A claim that a body or a country made or begins something on a day, with its clause for the words that it lacks.

    What ends or moves something has to name it.
    """
    claim, kind = link.claim, KINDS[link.claim.act]
    begins = kind.operation is Operation.OPEN and kind.dimension in _OF_NEW
    if (
        claim.target
        or not claim.when
        or not (claim.actor or claim.places)
        or not (begins or kind.dimension in (Dimension.STAGE, Dimension.TEXT))
    ):
        return link
    return attrs.evolve(link, claim=attrs.evolve(claim, target=claim.clause.strip(" ,.;:。!?")))


def _sets(link: Link) -> bool:
    """Whether a claim sets a day: "takes effect on", "firms now have until", "may be filed by"."""
    claim, kind = link.claim, KINDS[link.claim.act]
    sets = claim.act.startswith("set_") and kind.operation in (Operation.OPEN, Operation.REEND)
    return bool(claim.when) and (sets or kind.dimension is Dimension.DEADLINE)


def _lacks_day(link: Link) -> bool:
    """Whether a claim moves something, and does not say to which day."""
    claim = link.claim
    return not (claim.when or claim.until) and KINDS[claim.act].operation in (Operation.REBEGIN, Operation.REEND)


def _sets_day_of(link: Link, moved: Link) -> bool:
    """Whether a claim of a later sentence sets the day to which another moved something, without saying which."""
    claim, other = link.claim, moved.claim
    dimensions = {KINDS[claim.act].dimension, KINDS[other.act].dimension}
    related = len(dimensions) == 1 or dimensions in _RELATED
    related = related or (dimensions == {Dimension.DUTY, Dimension.DEADLINE} and claim.act == _MOVED)
    if not related or claim.start <= other.start:
        return False
    return link.id == moved.id if link.id or moved.id else _alike_words(claim, other)


def _has_value(link: Link, value: Link) -> bool:
    """Whether a claim gives the day of a tariff of which another in its sentence only tells the value."""
    claim, other = link.claim, value.claim
    dated = (claim.act == "set_effective" or sets_value(claim.act, claim.class_)) and bool(claim.when)
    same = link.id == value.id if link.id or value.id else other.bare or claim.target == other.target
    return dated and same and claim.start == other.start and sets_value(other.act, other.class_)


def _alike_words(claim: Claim, other: Claim) -> bool:
    first, second = normalise(claim.target), normalise(other.target)
    return bool(first and second) and (first in second or second in first)
