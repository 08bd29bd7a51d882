"""Which claims that the tables read are kept, and which acts are claimed that they did not see."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from regtrack.ingest.news.claim import Claim
from regtrack.ingest.news.effects import NOTHING_WITHOUT_A_DATE
from regtrack.ingest.news.identifiers import has_digit
from regtrack.ingest.news.likelihood.dating import datings, traits_of_neighbour
from regtrack.ingest.news.likelihood.proposing import propose
from regtrack.ingest.news.likelihood.seen import Seen, look, told_in, words
from regtrack.ingest.news.likelihood.traits import traits_of
from regtrack.ingest.news.likelihood.weights import HOPELESS, LIKELY, LIKELY_DAY, Weights
from regtrack.ingest.news.passage import Passage
from regtrack.ingest.news.spoken import named_in, seen_from
from regtrack.ingest.news.when import Candidate


def weigh(claims: Sequence[Claim], passage: Passage, spans: Sequence[tuple[int, int]], weights: Weights) -> list[Claim]:
    """The claims of an item that are likely, with those that weights propose, in the order of its sentences.

    Args:
        claims: what the tables read.
        passage: the item.
        spans: its sentences.
        weights: those of its language.
    """
    seen = [look(passage, *span, number) for number, span in enumerate(spans) if worth_weighing(passage, *span)]
    told = {each.number: told_in(claims, passage, each) for each in seen}
    kept: dict[int, list[Claim]] = {}
    for each in seen:
        likely = likely_acts(each, claims, told[each.number], weights)
        here = [claim for claim in told[each.number] if claim.act in likely]
        fresh = sorted(likely - {claim.act for claim in here})
        proposed = [propose(act, passage, each, here, weights) for act in fresh]
        kept[each.number] = [*here, *(_with_spoken(claim, passage, seen) for claim in proposed if claim is not None)]
    found = [
        claim
        if claim.when or claim.act in NOTHING_WITHOUT_A_DATE
        else _with_day(claim, each, seen, kept, passage, weights)
        for each in seen
        for claim in kept[each.number]
    ]
    read = {id(claim) for own in told.values() for claim in own}
    unread = [claim for claim in claims if id(claim) not in read]
    return sorted((*found, *unread), key=lambda claim: claim.start)


def worth_weighing(passage: Passage, start: int, end: int) -> bool:
    """Whether a sentence has any word for an act, or for an instrument, or a number."""
    words = passage.words
    return (
        bool(passage.sighted(start, end))
        or has_digit(words.text, start, end)
        or bool(passage.language.nouns.may_find(words, start, end))
    )


def likely_acts(seen: Seen, claims: Sequence[Claim], told: Sequence[Claim], weights: Weights) -> set[str]:
    """The acts that a sentence likely claims; ``claims`` are those of the item, ``told`` those of the sentence."""
    scores = weights.scores(words(seen))
    elsewhere = {claim.act for claim in claims if claim not in told}
    acts = {claim.act for claim in told} | {act for act, score in scores.items() if score > HOPELESS}
    return {
        act
        for act in acts
        if weights.claimed.likelihood(traits_of(seen, act, scores, told, elsewhere, weights.alike)) >= LIKELY
    }


def _with_spoken(claim: Claim, passage: Passage, seen: Sequence[Seen]) -> Claim:
    """A claim whose words name nothing by themselves, with what else the item names."""
    if not (claim.bare or claim.weak):
        return claim
    text, language = passage.folded.text, passage.language
    named = [one for each in seen for one in named_in(text, each.start, each.end, each.mentions, language)]
    place = next((each.start for each in seen if passage.folded.span(each.start, each.end)[0] == claim.start), 0)
    return attrs.evolve(claim, spoken=seen_from(place, named))


def _with_day(
    claim: Claim,
    own: Seen,
    seen: Sequence[Seen],
    kept: dict[int, list[Claim]],
    passage: Passage,
    weights: Weights,
) -> Claim:
    """A claim without a day, with that which the sentence beside it likely gives."""
    others = [each for each in kept[own.number] if each is not claim]
    ranked: list[tuple[float, tuple[Candidate, ...]]] = [
        (
            weights.neighbours.likelihood(
                traits_of_neighbour(dating, claim.act, own, other, others, kept[other.number])
            ),
            dating.when,
        )
        for other in seen
        if abs(other.number - own.number) == 1
        for dating in datings(other, passage)
    ]
    likely, when = max(ranked, key=lambda each: each[0], default=(0.0, ()))
    return attrs.evolve(claim, when=when) if likely >= LIKELY_DAY else claim
