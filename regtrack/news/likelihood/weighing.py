"""Which claims that the tables read are kept, and which acts are claimed that they did not see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import attrs

from regtrack.news.claim import Claim
from regtrack.news.likelihood.proposing import propose
from regtrack.news.likelihood.seen import Seen, look, told_in, words
from regtrack.news.likelihood.traits import traits_of
from regtrack.news.likelihood.weights import HOPELESS, LIKELY, UNLIKELY, Weights
from regtrack.news.mentioned_dates import may_have_dates
from regtrack.news.passage import Passage
from regtrack.news.spoken import named_in, seen_from
from regtrack.news.tables import ASSERTED


def weigh(
    claims: Sequence[Claim],
    passage: Passage,
    spans: Sequence[tuple[int, int]],
    claiming: Sequence[bool],
    weights: Weights,
) -> list[Claim]:
    """The claims of an item that are likely, with those that weights propose, in the order of its sentences.

    Args:
        claims: what the tables read.
        passage: the item.
        spans: its sentences.
        claiming: which of these may claim something by the tables: where these read nothing in all of the item, as in
            most, the others are not weighed.
        weights: those of its language.
    """
    worth = [worth_weighing(passage, *span) for span in spans] if claims else claiming
    seen = {number: look(passage, *span, number) for number, span in enumerate(spans) if worth[number]}
    told = told_in(claims, passage, [*seen.values()])
    kept: dict[int, list[Claim]] = {}
    proposed: dict[int, list[Claim]] = {}
    before: set[str] = set()
    for number, each in seen.items():
        likely = likely_acts(each, told[number], before, weights)
        before.update(claim.act for claim in told[number])
        kept[number] = [claim for claim in told[number] if claim.act in likely]
        unread = sorted(likely - {claim.act for claim in kept[number]})
        found = (propose(act, passage, each, kept[number], weights) for act in unread)
        proposed[number] = [_as_firm(claim, told[number], weights) for claim in found if claim is not None]
    for number, claims_here in _with_spoken(proposed, passage, seen).items():
        kept[number] += claims_here
    weighed = {claim.start for here in told.values() for claim in here}
    likely_ones = (claim for here in kept.values() for claim in here)
    return sorted((*likely_ones, *(each for each in claims if each.start not in weighed)), key=lambda each: each.start)


def worth_weighing(passage: Passage, start: int, end: int) -> bool:
    """Whether a sentence has any word for an act or for an instrument, or a date."""
    return (
        bool(passage.sighted(start, end))
        or may_have_dates(passage.words, start, end, passage.language)
        or bool(passage.classes_in(start, end))
    )


def likely_acts(seen: Seen, told: Sequence[Claim], before: Collection[str], weights: Weights) -> set[str]:
    """The acts that a sentence likely claims.

    Args:
        seen: the sentence.
        told: what the tables read in it.
        before: the acts that they read in sentences before it.
        weights: those of the language.
    """
    scores = weights.scores(words(seen))
    read = {claim.act for claim in told}
    likely = read - scores.keys()  # of which nothing was learned, such as statements that move nothing
    for act in read & scores.keys() | {act for act, score in scores.items() if score > HOPELESS}:
        least = UNLIKELY if act in read else LIKELY
        if weights.claimed.likelihood(traits_of(seen, act, scores, told, before, weights.alike)) >= least:
            likely.add(act)
    return likely


def _as_firm(claim: Claim, told: Sequence[Claim], weights: Weights) -> Claim:
    """A claim that weights propose, no firmer than the tables read another word for its act: "would undo the rule"."""
    doubted = (each for each in told if (claim.act, each.act) in weights.alike and each.modality not in ASSERTED)
    firm = next(doubted, None)
    return claim if firm is None else attrs.evolve(claim, modality=firm.modality)


def _with_spoken(
    proposed: Mapping[int, list[Claim]], passage: Passage, seen: Mapping[int, Seen]
) -> dict[int, list[Claim]]:
    """Claims by their sentences; those whose words name nothing by themselves with what else the item names."""
    named = []
    if any(claim.bare or claim.weak for here in proposed.values() for claim in here):
        text, language = passage.folded.text, passage.language
        named = [one for each in seen.values() for one in named_in(text, each.start, each.end, each.mentions, language)]
    starts = [each.start for each in named]
    return {
        number: [
            attrs.evolve(claim, spoken=seen_from(seen[number].start, named, starts))
            if claim.bare or claim.weak
            else claim
            for claim in here
        ]
        for number, here in proposed.items()
    }
