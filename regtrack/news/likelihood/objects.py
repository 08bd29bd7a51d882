"""Which phrase of a sentence names what an act is done to, where grammar did not tell: the likeliest by its traits."""

from __future__ import annotations

import math
from collections.abc import Sequence

from regtrack.model.kinds import KINDS
from regtrack.news.acts import Verb
from regtrack.news.claim import Claim
from regtrack.news.likelihood.seen import Seen
from regtrack.news.phrases import Mention


def traits_of_object(mention: Mention, verb: Verb, seen: Seen, told: Sequence[Claim]) -> dict[str, float]:
    """The traits of a phrase as the object of an act.

    Args:
        mention: the phrase.
        verb: the act, with its row.
        seen: the sentence.
        told: what else is claimed in it.
    """
    row, ahead = verb.rows[0], mention.start >= verb.end
    side = "after" if ahead else "before" if mention.end <= verb.start else "around"
    first, last = (verb.end, mention.start) if ahead else (mention.end, verb.start)
    gap = max(0, last - first) / (10 if seen.spaces else 4)
    others = [each for each in seen.mentions if each is not mention]
    dimension = KINDS[row.kind].dimension.name.lower()
    found = {
        f"{side} {dimension}": True,
        f"{side}, far": math.log1p(gap),
        "nearest": all(_gap(verb, mention) <= _gap(verb, each) for each in others),
        f"nearest {side}": all(
            _gap(verb, mention) <= _gap(verb, each) for each in others if (each.start >= verb.end) == ahead
        ),
        "first": mention == seen.mentions[0],
        "last": mention == seen.mentions[-1],
        "verbs between": min(2, sum(first <= each.start < last for each in seen.verbs)),
        "weak": mention.weak,
        "bare": mention.bare,
        "pointing": mention.pointing,
        "numbered": bool(mention.numbers),
        "long": min(4.0, (mention.end - mention.start) / (12 if seen.spaces else 6)),
        f"class {mention.class_}": True,
        f"class {mention.class_} {dimension}": True,
        f"class {mention.class_} {row.kind}": True,
        "of another class": bool(row.of) and mention.class_ not in row.of,
        "something is done to it": any(claim.target == mention.words for claim in told),
        "something is done to others": any(claim.target != mention.words for claim in told),
        "alone": not others,
    }
    return {name: float(value) for name, value in found.items() if value}


def _gap(verb: Verb, mention: Mention) -> int:
    return max(0, mention.start - verb.end, verb.start - mention.end)
