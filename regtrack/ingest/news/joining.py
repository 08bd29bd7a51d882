"""What joins the linked claims of one item: what one says of the day of another, and what is said twice."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from regtrack.ingest.news.claim import Claim
from regtrack.ingest.news.effects import sets_value
from regtrack.ingest.news.link import BY_ITS_WORDS, Link
from regtrack.model.instrument import normalise
from regtrack.model.kinds import KINDS, Dimension, Operation

_NOTE, _MOVED = "note", "move_deadline"
_RELATED = ({Dimension.FORCE, Dimension.DUTY}, {Dimension.FORCE, Dimension.PAUSE})
"""Aspects of which one may have the day that is set for the other."""
_FORCE = frozenset(kind.name for kind in KINDS.values() if kind.dimension in (Dimension.FORCE, Dimension.PAUSE))
"""Acts that happen to nothing but law."""


def as_before(links: Sequence[Link]) -> list[Link]:
    """The links, each of words that point back to the same words before as those: countries are named once."""
    kept: list[Link] = []
    for each in links:
        claim = each.claim
        same = (other for other in kept if other.claim.target == claim.target and not other.claim.pointing)
        first = next(same, None) if claim.pointing and claim.target and each.rule == "alike" else None
        kept.append(each if first is None else attrs.evolve(first, claim=claim))
    return kept


def does_it(link: Link, others: Sequence[Link]) -> bool:
    """Whether a phrase of no name stands for what does something to the instrument named after it in its sentence.

    "A final rule published on Monday delays the fuel rule": it is not the fuel rule that was published.
    """
    claim = link.claim
    if link.rule != "context" or not claim.bare or KINDS[claim.act].dimension is not Dimension.STAGE:
        return False
    place = claim.sentence.find(claim.target)
    return any(
        other.id == link.id
        and other.rule in BY_ITS_WORDS
        and other.claim.start == claim.start
        and other.claim.target != claim.target
        and KINDS[other.claim.act].dimension is not Dimension.STAGE
        and other.claim.sentence.find(other.claim.target) > place
        for other in others
    )


def stands_for(found: Link, following: Link) -> bool:
    """Whether words that name nothing stand for what the sentence names next: "a notice delaying the rule"."""
    claim, other = found.claim, following.claim
    return found.id is None and claim.weak and claim.bare and other.start == claim.start and not other.bare


def with_new_days(links: Sequence[Link]) -> list[Link]:
    """The links, where what was moved has the day that a later sentence sets: "... delayed it. It now takes effect"."""
    kept: list[Link] = []
    for each in links:
        moved = next((place for place, other in enumerate(kept) if _sets_day_of(each, other)), None)
        if moved is None:
            kept.append(each)
        else:
            kept[moved] = attrs.evolve(kept[moved], claim=attrs.evolve(kept[moved].claim, when=each.claim.when))
    return kept


def said_again(link: Link, place: int, links: Sequence[Link]) -> bool:
    """Whether another claim of the same act and instrument has the date that this one has not, or named it before."""
    claim = link.claim
    if claim.when or claim.until or claim.act == _NOTE:
        return False
    return any(
        other.claim.act == claim.act
        and (other.id == link.id if link.id or other.id else _alike_words(other.claim, claim))
        and (other.claim.start != claim.start or other.claim.target == claim.target or link.id is not None)
        and (bool(other.claim.when or other.claim.until) or (number < place and link.rule not in BY_ITS_WORDS))
        for number, other in enumerate(links)
        if number != place
    ) or any(_has_value(other, link) for other in links[:place])


def names_one(claim: Claim) -> bool:
    """Whether the words of a claim name an instrument that a person could look for."""
    finding = claim.class_ == "notice" and not claim.bare and claim.act in _FORCE  # "revoked the endangerment finding"
    return bool(claim.target) and not ((claim.weak and not finding) or (claim.bare and claim.act == _NOTE))


def _sets_day_of(link: Link, moved: Link) -> bool:
    """Whether a claim of a later sentence sets the day to which another moved something, without saying which."""
    claim, other = link.claim, moved.claim
    kind, moving = KINDS[claim.act], KINDS[other.act]
    sets = claim.act.startswith("set_") and kind.operation in (Operation.OPEN, Operation.REEND) and bool(claim.when)
    sets = sets or (kind.dimension is Dimension.DEADLINE and bool(claim.when))  # "firms now have until", "may be filed"
    undated = not (other.when or other.until) and moving.operation in (Operation.REBEGIN, Operation.REEND)
    same = link.id == moved.id if link.id or moved.id else _alike_words(claim, other)
    dimensions = {kind.dimension, moving.dimension}
    related = len(dimensions) == 1 or dimensions in _RELATED
    related = related or (dimensions == {Dimension.DUTY, Dimension.DEADLINE} and claim.act == _MOVED)
    return sets and undated and same and related and claim.start > other.start


def _has_value(link: Link, value: Link) -> bool:
    """Whether a claim gives the day of a tariff of which another in its sentence only tells the value."""
    claim, other = link.claim, value.claim
    dated = (claim.act == "set_effective" or sets_value(claim.act, claim.class_)) and bool(claim.when)
    same = link.id == value.id if link.id or value.id else other.bare or claim.target == other.target
    return dated and same and claim.start == other.start and sets_value(other.act, other.class_)


def _alike_words(claim: Claim, other: Claim) -> bool:
    first, second = normalise(claim.target), normalise(other.target)
    return bool(first and second) and (first in second or second in first)
