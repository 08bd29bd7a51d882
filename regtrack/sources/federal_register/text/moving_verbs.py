"""Verbs that move a date ("is delayed", "extends", "stays"), and the words that they move."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from regtrack.dates_in_text.words import holds, lower, phrase
from regtrack.sources.federal_register.text.cues import ENDED, VACATED, Cue, moved
from regtrack.sources.federal_register.text.vocabulary import (
    ACTS,
    MOVING,
    DateAct,
    Does,
    act_of,
    is_participle,
    least,
    spelled,
    stems_of,
)


class MovingVerb(NamedTuple):
    """A verb that moves a date, and the words it moves."""

    act: DateAct  # the row of the verb
    start: int  # offset of its first word
    end: int  # offset after its last word
    subject_start: int  # where the words it moves begin
    subject_end: int  # where they end
    history: bool  # it only tells what was done before ("which was delayed until D")
    passive: bool  # what it moves stands before it
    goes_on: bool = False  # it was so before ("continues to be stayed")


_ADVERBS = (
    r"(?:(?:hereby|further|again|also|now|being|thereby|therefore|temporarily|administratively|partially|additionally"
    r"|indefinitely) )*"
)
_CORRECTS = (
    r"should\s+(?:have\s+been|read)(?=\s+[“\"]?[a-z]+\s\d)"
    r"|(?:correct|amend)ed(?=\s+(?:from\b|to\s+(?:read\s+(?!as\b))?[“\"]?[a-z]+\s\d))|correct(?:s|ing)(?=\s+the\s+(?:\w+\s+)?date)"
)
_MOVES = spelled(" ".join(act.name for act in MOVING), "base", "third", "participle", "gerund")
_VERB = re.compile(rf"\b(?P<verb>{_MOVES}|{_CORRECTS})(?!\w)")  # for text in lower case
_STEMS = least(["correct", "should", "amended", *(s for act in MOVING for v in act.verbs for s in stems_of(v))])
"""No sentence without one of these has such a verb."""
_AUXILIARY = phrase(  # ends right before a participle: it is done, was done, or goes on
    r"(?P<which>\b(?:which|that) )?\b(?P<aux>continues? to be|remains?"
    r"|is|are|was|were|has been|have been|had been|will be|shall be)"
    rf" {_ADVERBS}$"
)
_OBJECT = phrase(
    r",? (?:(?:under|pursuant to|in accordance with|consistent with|pending) [^;,]{1,80}, )?"
    r"(?:for (?:[\w()-]+ ){1,6}?(?:days?|months?|years?),?\s+)?"
    r"(?:from \w+ \d{1,2}, \d{4},? )?(?:(?:until|to|(?P<through>through)) \w+ \d{1,2}, \d{4},?\s+)?"
    r"(?:(?:indefinitely|until further (?:notice|order|action|decision)"
    r"|pending (?:[\w’'-]+ ){1,4}?(?:review|reconsideration|litigation|notice)),?\s+)?"
    r"(?P<object>(?:the|this|its|that(?! (?:is|are|was|were|has|had)\b)|such|our|both|by|certain|sections?"
    r"|\d+ CFR)\b|§)"
)
_ASKS = phrase(r"\b(?:petitions?|requests?|motions?|applications?) (?:[^.;,]{0,60} )?to $")
_GRANTS = phrase(r"\b(?:grant|approv|receiv|respon)\w*\b")
"""Who asks for an act does not do it: "Motions to stay the rule are due"; granted, or received before, it is done."""
_AN_ACT = phrase(r"\b(?:orders?|notices?|rules?|documents?|decisions?|actions?) $")
_ISSUED = phrase(  # what another act did: "On D, EPA published a rule delaying the effective date to E"
    r"\b(?:published|issued|promulgated) (?:an?|the|another) (?:[\w-]+ ){0,3}?(?:rule|notice|order|document)s?"
    r" (?:(?:that|which) )?$"
)
_IS_ENDED = phrase(rf"\b(?:is|are) (?:hereby )?(?:{ENDED}|{VACATED})\b")
_REACH = 110  # how far before a participle its auxiliary may stand
_ALSO_DONE = phrase(rf"\s*,?\s*(?:and|or) {_ADVERBS}")
_INSTEAD_OF = phrase(r"\b(?:rather than|instead of|in lieu of|without) $")  # what is not done
_PAST = frozenset(("was", "were", "had been"))
_LONGEST_OBJECT = 400
_NEAR_VERB = 20
_STAYS_OR = phrase(rf"\b{spelled('stay', 'base', 'third', 'gerund', 'participle')} (?:and|or|and/or) $")
"""Before a second verb of one object, which the first is enough for: "temporarily suspends or delays § 1.1"."""


@lru_cache(maxsize=16)
def _may_move(text: str) -> bool:
    return holds(text.lower(), _STEMS)


@lru_cache(maxsize=64)
def changes(text: str, start: int, end: int) -> tuple[MovingVerb, ...]:
    """Return the verbs that move a date, in order; those that only tell history are marked."""
    found: list[MovingVerb] = []
    if not (_may_move(text) and _may_move(text[start:end])):
        return ()
    for match in _VERB.finditer(lower(text), start, end):
        if text[match.start()].isupper() and text[start : match.start()].strip():
            continue  # in a name: the rule "Advanced Widgets" advances nothing
        if _INSTEAD_OF.search(text, max(start, match.start() - _NEAR_VERB), match.start()):
            continue
        act = act_of(match["verb"])
        if act.name == "postpone" and _STAYS_OR.search(text, max(start, match.start() - _NEAR_VERB), match.start()):
            act = ACTS["stay"]
        change = _undergone(text, start, match, act, found) if is_participle(match["verb"]) else None
        change = change or _performed(text, start, end, match, act)
        if change is not None:
            found.append(change)
    return tuple(found)


def _undergone(text: str, start: int, match: re.Match[str], act: DateAct, found: list[MovingVerb]) -> MovingVerb | None:
    """Return a verb in the passive, or a participle alone, which tells history unless the sentence begins with it."""
    helper = _AUXILIARY.search(text, max(start, match.start() - _REACH), match.start())
    if helper is not None:
        aux, head = helper["aux"].lower(), helper.start("aux")
        told = aux in _PAST or (bool(helper["which"]) and aux.endswith("been"))
        goes_on = aux.startswith(("continue", "remain"))
        return MovingVerb(act, head, match.end(), start, head, told, passive=True, goes_on=goes_on)
    if match["verb"].lower().startswith("should"):
        return MovingVerb(act, match.start(), match.end(), start, match.start(), history=False, passive=True)
    if act.weak or any(each.passive and _ALSO_DONE.fullmatch(text, each.end, match.start()) for each in found):
        return None  # "is reopened and extended to D" is one act, that of the first verb
    told = bool(text[start : match.start()].strip(" ,;.0123456789"))
    return MovingVerb(act, match.start(), match.end(), start, match.start(), history=told, passive=True)


def _performed(text: str, start: int, end: int, match: re.Match[str], act: DateAct) -> MovingVerb | None:
    """Return a verb in the active: what it moves stands after it."""
    following = _OBJECT.match(text, match.end(), end)
    of_an_act = following and _AN_ACT.search(text, max(0, match.start() - 40), match.start())
    if following is None or (of_an_act and _IS_ENDED.search(text, match.end(), end)):
        return None  # "the order staying the rule is vacated" stays nothing
    if following["through"] and act.does is not Does.PAUSE:
        return None  # "extends through D the validity of cards" extends no rule
    if following["object"].lower() == "by" and is_participle(match["verb"]):
        return None  # "§ 1.1, as revised by the rule, is stayed"
    asked = _ASKS.search(text, max(0, match.start() - _REACH), match.start())
    if asked and not _GRANTS.search(text, start, asked.start()):
        return None
    first = following.start("object")
    stop = text.find(";", first, min(end, first + _LONGEST_OBJECT))
    last = stop if stop >= 0 else min(end, first + _LONGEST_OBJECT)
    issued = _ISSUED.search(text, max(start, match.start() - _REACH), match.start()) is not None
    return MovingVerb(act, match.start(), match.end(), first, last, history=issued, passive=False)


_A_DUTY = phrase(
    r"[\s,]*(?:and |but )?(?:(?:the|its|this|certain|all) )*"
    r"(?:(?:(?!(?:rules?|regulations?|orders?|effective|of|for|in|to) )[\w’'-]+,? ){0,6}?"
    r"(?:compliance|applicability) (?:dates?|deadlines?)\b|compliance with\b)"
)


def of_duty(text: str, verb: MovingVerb) -> Cue | None:
    """Return the date of a duty that is all that a verb moves: a rule whose compliance date is stayed is in force."""
    found = moved(text, verb.subject_start, verb.subject_end)
    only = found and {cue.kind for cue in found} <= {"set_compliance", "set_applicability", "set_deadline"}
    return (
        found[0]
        if only and found[0].kind != "set_deadline" and _A_DUTY.match(text, verb.subject_start, verb.subject_end)
        else None
    )
