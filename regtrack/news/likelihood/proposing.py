"""A claim of an act that weights find likely and the tables did not read: where it stands, to what, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from regtrack.news.acts import Verb
from regtrack.news.attaching import agent_of, attach_dates
from regtrack.news.claim import Claim
from regtrack.news.days import resolved
from regtrack.news.effects import NOTHING_WITHOUT_A_DATE
from regtrack.news.likelihood.dating import datings, traits_of_day
from regtrack.news.likelihood.objects import traits_of_object
from regtrack.news.likelihood.seen import Seen, runs
from regtrack.news.likelihood.weights import LIKELY_DAY, LIKELY_OBJECT, Weights
from regtrack.news.manner import Manner, Manners
from regtrack.news.passage import Passage
from regtrack.news.phrases import Mention
from regtrack.news.sentence import Shared, clause_of, modality_of
from regtrack.news.tables import ActRow
from regtrack.news.when import Candidate


def propose(act: str, passage: Passage, seen: Seen, told: Sequence[Claim], weights: Weights) -> Claim | None:
    """A claim of an act in a sentence; None if nothing in it can be what is meant.

    Args:
        act: the kind of event.
        passage: the item.
        seen: the sentence.
        told: what else is claimed in it.
        weights: those of the language, which tell which words stand for the act.
    """
    verb = verb_of(act, seen, weights)
    mention = _object(verb, seen, told, weights)
    stated = state(verb, mention, passage, seen)
    when = _day(verb, stated, passage, seen, told, weights)
    if act in NOTHING_WITHOUT_A_DATE and not when:
        return None
    return claim_of(verb, mention, stated, when, passage, seen)


class Stated(NamedTuple):
    """How an act is stated in its sentence: how firmly, among which verbs, and which days its grammar gives."""

    manner: Manner
    modality: str
    verbs: Sequence[Verb]
    when: Sequence[Candidate]
    until: Sequence[Candidate]


def state(verb: Verb, mention: Mention | None, passage: Passage, seen: Seen) -> Stated:
    """How an act is stated in a sentence, if these are the words for it and for what it is done to."""
    language = passage.language
    used = [] if mention is None else [mention]
    free = [hit for hit in seen.days if not any(each.start <= hit.start and hit.end <= each.end for each in used)]
    others = [other for other in seen.verbs if other.end <= verb.start or other.start >= verb.end]
    verbs = sorted((*others, verb), key=lambda each: each.start)
    dated = attach_dates(free, verbs, passage.folded.text, seen.end, language)
    acts = [(verb.rows[0], mention) if each is verb else None for each in verbs]
    manners, place = Manners(verbs, passage.words, seen.start, seen.end, language), verbs.index(verb)
    when, until = resolved(passage, dated, verbs, acts, manners, seen.start, None).get(place, ([], []))
    manner = manners.of(place)
    return Stated(manner, modality_of(manner, verb.rows[0], dated.get(place, ())), verbs, when, until)


def claim_of(
    verb: Verb, mention: Mention | None, stated: Stated, when: Sequence[Candidate], passage: Passage, seen: Seen
) -> Claim:
    """The claim that an act was done to what a phrase names."""
    span, language, text = (seen.start, seen.end), passage.language, passage.folded.text
    shared = Shared(passage, *span, [] if mention is None else [mention])
    until = [] if list(stated.until) == list(when) else stated.until
    return shared.claim(
        verb.rows[0], mention, agent_of(verb, shared.actors, text, language), (when, until, ()),
        stated.modality, clause_of(passage, verb, mention, stated.verbs, *span),
    )  # fmt: skip


def verb_of(act: str, seen: Seen, weights: Weights) -> Verb:
    """The words for an act: those of a row of the tables, else those that have the most weight."""
    for each in seen.sighted:
        if each.act is not None and each.act.row.kind == act:
            return Verb(each.start, each.end, (each.act.row,), each.act.noun)
    weight: dict[int, float] = defaultdict(float)
    for run, first, last in runs(seen):
        if value := weights.of(run, act):
            for number in range(first, last):
                weight[number] += value / (last - first)
    if not weight:
        return Verb(seen.start, seen.start, (ActRow(kind=act),))
    unit = seen.units[max(weight, key=lambda number: weight[number])]
    return Verb(unit.start, unit.end, (ActRow(kind=act),))


def _object(verb: Verb, seen: Seen, told: Sequence[Claim], weights: Weights) -> Mention | None:
    """The phrase that most likely names what an act is done to; None if none is likely to."""
    ranked = [(weights.objects.likelihood(traits_of_object(each, verb, seen, told)), each) for each in seen.mentions]
    likely, mention = max(ranked, key=lambda each: each[0], default=(0.0, None))
    return mention if likely >= LIKELY_OBJECT else None


def _day(
    verb: Verb, stated: Stated, passage: Passage, seen: Seen, told: Sequence[Claim], weights: Weights
) -> Sequence[Candidate]:
    """The day of an act: the date that most likely is; none if none is likely to."""
    ranked = [
        (weights.days.likelihood(traits_of_day(each, verb, stated.manner, stated.when, seen, passage, told)), each)
        for each in datings(seen, passage)
    ]
    likely, dating = max(ranked, key=lambda each: each[0], default=(0.0, None))
    return dating.when if dating is not None and likely >= LIKELY_DAY else ()
