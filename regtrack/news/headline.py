"""What a headline tells without a day: the sentence after it tells the same, and has it.

"Court throws out the fuel rule. The judges held on Thursday that the agency had no power to make it."
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from regtrack.model.kinds import KINDS, Dimension, Operation
from regtrack.news.claim import Claim
from regtrack.news.passage import Passage
from regtrack.news.when import Candidate, only_day, resolve

_RECENT = 7
"""How many days ago what is news was done, at most."""


def with_day_of_next(
    placed: Sequence[tuple[int, Claim]], passage: Passage, spans: Sequence[tuple[int, int]]
) -> list[tuple[int, Claim]]:
    """The claims of an item with their places, those of a first sentence without dates with the day of the second.

    Args:
        placed: the claims, each with the place of what it happens to.
        passage: the item.
        spans: its sentences.
    """
    if len(spans) < 2 or passage.anchor.on is None or not placed:
        return list(placed)
    start = passage.folded.span(*spans[0])[0]
    others = [claim for _, claim in placed if claim.start != start and (claim.when or claim.until)]
    if not any(_lacks_day(claim, start, others) for _, claim in placed) or passage.parts(*spans[0]).days:
        return list(placed)
    when = _day_in(passage, spans[1], passage.anchor.on)
    return [
        (place, attrs.evolve(claim, when=when) if _lacks_day(claim, start, others) else claim)
        for place, claim in placed
    ]


def _day_in(passage: Passage, span: tuple[int, int], today: dt.date) -> tuple[Candidate, ...]:
    """The first day in a sentence on which news may have been made."""
    for hit in passage.parts(*span).days:
        when = resolve(hit, passage.language, passage.anchor, "past", None) if hit.role == "at" else []
        day = only_day(when)
        if day is not None and 0 <= (today - day).days <= _RECENT:
            return tuple(when)
    return ()


def _lacks_day(claim: Claim, start: int, others: Sequence[Claim]) -> bool:
    """Whether a claim of the sentence that starts there is of a deed done on a day that no other claim tells."""
    kind = KINDS[claim.act]
    if claim.start != start or claim.when or claim.until or claim.modality != "has":
        return False
    moves = kind.operation in (Operation.REBEGIN, Operation.REEND) or kind.dimension is Dimension.DEADLINE
    return not moves and not any(_is_alike(claim, other) for other in others)


def _is_alike(claim: Claim, other: Claim) -> bool:
    """Whether two claims may be of one deed: they are of the same act, or both end something."""
    kinds = [(KINDS[each.act].dimension, KINDS[each.act].operation) for each in (claim, other)]
    return claim.act == other.act or (kinds[0] == kinds[1] and kinds[0][0] is Dimension.FORCE)
