"""What speaks against a claim being about an instrument, however alike their words are.

A claim that waits in the inbox misleads nobody; one that is held against the wrong rule does. So what is not named
outright is taken for an instrument only if nothing that is known of it speaks against that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import attrs

from regtrack.model.kinds import KINDS, Dimension, Operation
from regtrack.news.claim import Claim
from regtrack.news.language import Language
from regtrack.news.link import in_place, issuer_of
from regtrack.news.names import Index, Names
from regtrack.news.phrases import PAUSE
from regtrack.news.reconciling import MAKING
from regtrack.news.when import days_of, only_day


@attrs.frozen
class Known:
    """What evidence is drawn from.

    Attributes:
        index: the names that count in the item's language.
        names: what the ledger knows.
        on: the day on which the item was published; None if it is not known.
    """

    index: Index
    names: Names
    on: dt.date | None


Objection: TypeAlias = Callable[[Claim, str, "Known"], bool]
"""Whether something speaks against a claim being about the instrument of an id."""

NEAR = 21
"""How many days from the recorded one of an act that is done once it may be said to have been done."""
FAR = 90
"""The same, of two steps in the making of one document."""
SOON, LATER = 60, 180
"""How many days before it was made an instrument may be spoken of; the same, where only later days are recorded."""
_BODIES = (Dimension.STAGE, Dimension.TEXT)
"""Aspects that only the body moves that issues an instrument, or one that it belongs to."""
_BESIDE_IT = 20
"""How far from a phrase what happens to it is looked for, in characters."""
_OF_THE, _OF = 8, 2
"""How far before a phrase the noun may end of which it is the pause ("stay of the"), and how far after it may begin."""
_SAID = "announce"
"""What a government may do for any of its bodies."""


def is_of_another_body(claim: Claim, id_: str, known: Known) -> bool:
    """It is issued or changed by a body that neither issued it nor is a part of the one that did, nor the reverse."""
    body, parents = issuer_of(id_), known.index.language.parents
    if not claim.actor or claim.act == _SAID or KINDS[claim.act].dimension not in _BODIES:
        return False
    return claim.actor != body and parents.get(body) != claim.actor and parents.get(claim.actor) != body


def was_made_otherwise(claim: Claim, id_: str, known: Known) -> bool:
    """It was announced, signed or published on days far from the one on which something is said to have been."""
    days, done = days_of(claim.when), known.names.done(id_)
    if claim.act not in MAKING or not days or not done:
        return False
    steps = [(day, NEAR if act == claim.act else FAR) for act, day in done if act in MAKING]
    if not steps:  # it was made before anything else happened to it
        return min(first for first, _ in days) > min(day for _, day in done) + dt.timedelta(days=FAR)
    return not any(_are_near(span, day, most) for span in days for day, most in steps)


def _are_near(span: tuple[dt.date, dt.date], day: dt.date, most: int) -> bool:
    """Whether a day is at most so many days from a span."""
    least = dt.timedelta(days=most)
    return span[0] - least <= day <= span[1] + least


def is_only_paused(claim: Claim, _id: str, known: Known) -> bool:
    """What is disapproved is its suspension, which is named right beside it: 否决暂停规则的决定."""
    sentence, language = claim.sentence, known.index.language
    start = sentence.find(claim.target) if claim.target else -1
    if start < 0 or KINDS[claim.act].operation is not Operation.VOID:
        return False
    end = start + len(claim.target)
    nouns, acts = _pauses(claim, start, end, language)
    return any(last <= start or first >= end for first, last in (*nouns, *acts))


def _pauses(
    claim: Claim, start: int, end: int, language: Language
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where nouns for a pause, and verbs that pause, stand near what a claim is about."""
    words = language.lexicon.of(claim.sentence)
    around = max(0, start - _BESIDE_IT), min(len(claim.sentence), end + _BESIDE_IT)
    nouns = [match.span() for _, match, noun in language.nouns.find(words, *around) if noun.class_ == PAUSE]
    acts = language.acts.find(words, *around)
    return nouns, [match.span() for _, match, act in acts if KINDS[act.row.kind].dimension is Dimension.PAUSE]


def of_its_pause(claim: Claim, language: Language) -> Claim:
    """A claim that an end is set, of the pause of what it names where the words say so: "the stay of the rule ends".

    That the rule itself ended would be the contrary: it comes back.
    """
    sentence = claim.sentence
    start = sentence.find(claim.target) if claim.target else -1
    if start < 0 or not _ends(claim):
        return claim
    end = start + len(claim.target)
    nouns, acts = _pauses(claim, start, end, language)
    # where no blanks part words, a noun is often written as its verb is: 规则的暂停
    for first, last in nouns if language.tables.language.spaces else (*nouns, *acts):
        if 0 <= start - last <= _OF_THE or 0 <= first - end <= _OF:
            return attrs.evolve(claim, target=sentence[min(first, start) : max(last, end)], class_=PAUSE)
    return claim


def _ends(claim: Claim) -> bool:
    """Whether it says when what it is about ends to be in force."""
    kind = KINDS[claim.act]
    return kind.dimension is Dimension.FORCE and kind.operation is Operation.REEND


def is_what_is_paused(claim: Claim, id_: str, known: Known) -> bool:
    """It is what is paused, in words that speak of the end of its pause."""
    if claim.class_ != PAUSE or not _ends(claim):
        return False
    return any(id_ == named for owners in known.index.within(claim.target) for named, _ in owners)


def has_a_rival(claim: Claim, id_: str, known: Known) -> bool:
    """Another of which the phrase has words did this on the very day, and it on another."""
    day = only_day(claim.when)
    acting = known.names.acting(claim.act, day) if day is not None else ()
    if not acting or id_ in acting or all(act != claim.act for act, _ in known.names.done(id_)):
        return False
    shared = known.index.sharing(known.index.language.compared(claim.target))
    return any(each.id in acting and in_place(claim, each.id) for each in shared)


def is_not_yet(_claim: Claim, id_: str, known: Known) -> bool:
    """All that is recorded of it happened long after the item was published."""
    done = known.names.done(id_)
    if known.on is None or not done:
        return False
    before = SOON if any(act in MAKING for act, _ in done) else LATER
    return min(day for _, day in done) > known.on + dt.timedelta(days=before)


_NAMED = (is_only_paused, has_a_rival, is_not_yet)
_MEANT = (*_NAMED, is_what_is_paused, was_made_otherwise)
AGAINST: Mapping[str, tuple[Objection, ...]] = MappingProxyType(
    {
        "name": (is_only_paused,),
        "core": _NAMED,
        "context": _MEANT,
        "carried": _MEANT,
        "subject": _MEANT,
        "day": _MEANT,
        "alike": (*_MEANT, is_of_another_body),
    }
)
"""What speaks against a link, by the rule that finds it: the less the words name, the more does.

A wrong day in a report of what is named must be told as a contradiction. So must a wrong day on which something takes
effect; but what is said to be published on another day is another document.
"""


def speaks_against(claim: Claim, id_: str, rule: str, known: Known) -> bool:
    """Whether anything speaks against a claim being about an instrument that a rule finds."""
    return any(objects(claim, id_, known) for objects in AGAINST.get(rule, ()))
