"""What tells whether a sentence claims an act: the weights of its words, beside what the tables say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from regtrack.model.kinds import KINDS
from regtrack.news.acts import Sighted
from regtrack.news.claim import Claim
from regtrack.news.likelihood.seen import Seen
from regtrack.news.likelihood.weights import logistic
from regtrack.news.mentioned_dates import DateHit
from regtrack.news.phrases import Mention

Alike = Mapping[tuple[str, str], float]
"""How often one of two acts is another word for the other in labels, of 1."""
_NEAR = {True: 30, False: 12}
"""How near a word for an act stands to what it is done to, or to its day, in characters."""
UNKNOWN = -6.0
"""The weight of the words of an act for which none were learned."""


def traits_of(
    seen: Seen,
    act: str,
    scores: Mapping[str, float],
    told: Sequence[Claim],
    before: Collection[str],
    alike: Alike,
) -> dict[str, float]:
    """The traits of an act in a sentence.

    Args:
        seen: the sentence.
        act: a kind of event.
        scores: the weight of the sentence's words for each act.
        told: what the tables read in it.
        before: the acts that they read in sentences before it.
        alike: which acts are other words for one another.
    """
    mine = [claim for claim in told if claim.act == act]
    score = scores.get(act, UNKNOWN)
    words = [each for each in seen.sighted if each.act is not None and each.act.row.kind == act]
    dimension = KINDS[act].dimension.name.lower()
    rivals = (alike.get((act, other), 0.0) * logistic(value) for other, value in scores.items() if value > score)
    rival_told = (alike.get((act, claim.act), 0.0) for claim in told if claim.act != act)
    found = {
        "score": score,
        "best score": max(scores.values(), default=UNKNOWN),
        "first": score >= max(scores.values(), default=UNKNOWN),
        "rival": max(rivals, default=0.0),
        "rival told": max(rival_told, default=0.0),
        "claims": min(3, len(told)),
        "phrases": min(3, len(seen.mentions)),
        "days": min(3, len(seen.days)),
        "actors": min(2, seen.actors),
        "length": min(4.0, sum(unit.end - unit.start for unit in seen.units) / (100 if seen.spaces else 40)),
        f"act {act}": True,
    }
    if act in before and not mine:
        found |= {"before": True, f"before {dimension}": True}
    for ahead in ("past", "today", "future"):
        found[f"{ahead} {dimension}"] = ahead in seen.ahead
    if words:
        found |= {"word": True, f"word {dimension}": True, "word, nothing told": not told}
        found["word is a noun"] = all(each.act is not None and each.act.noun for each in words)
        found["word near a phrase"] = _near(words, seen.mentions, seen)
        found["word near a day"] = _near(words, seen.days, seen)
        found["word is a verb"] = act in seen.kinds
    if mine:
        claim = mine[0]
        found |= {
            "told": True,
            "told score": score,
            f"told {act}": True,
            f"told {dimension}": True,
            f"told, {claim.modality}": True,
            f"told, {min(2, len(claim.when))} days": True,
            "told, bare": claim.bare,
            "told, weak": claim.weak,
            "told, nothing named": not claim.target,
            "told, by nobody": not claim.actor,
        }
    return {name: float(value) for name, value in found.items() if value}


def _near(words: Sequence[Sighted], others: Sequence[Mention | DateHit], seen: Seen) -> bool:
    reach = _NEAR[seen.spaces]
    return any(max(other.start - word.end, word.start - other.end) < reach for word in words for other in others)
