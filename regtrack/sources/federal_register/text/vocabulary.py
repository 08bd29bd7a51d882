"""The one vocabulary of acts, as data: a row an act, with its verbs in their forms and its nouns.

Every field of a document is read with these rows: DATES, SUMMARY and instructions by the verbs, ACTION and title by
the nouns as well. A new way to say an old thing ("is tolled until", "is held in abeyance") is one more verb in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Does(StrEnum):
    """What an act does to a date, or to what has one."""

    LATER = "later"
    EARLIER = "earlier"
    EITHER = "either"
    """It only says that the date is another one: later or earlier is told by the days."""
    PAUSE = "pause"
    RESUME = "resume"
    REOPEN = "reopen"
    NOTHING = "nothing"
    """It is done to documents."""


class InflectedVerb(NamedTuple):
    """A verb in its forms; the particle is what belongs to it and may stand apart ("hold ... in abeyance")."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str
    particle: str = ""


class DateAct(NamedTuple):
    """One row: what it is called here, what it does to a date, its verbs, its nouns.

    A ``weak`` act is done only where the words name what it is done to: "revised" alone may be said of anything.
    """

    name: str
    does: Does
    verbs: tuple[InflectedVerb, ...]
    nouns: tuple[str, ...] = ()
    weak: bool = False


def _verb(text: str) -> InflectedVerb:
    """Read a verb: a regular one by its base ("defer+" doubles its last letter), others by all forms."""
    head, _, particle = text.partition(" ")
    if "/" in head:
        base, third, past, participle, gerund = head.split("/")
        return InflectedVerb(base, third, past, participle, gerund, particle)
    base = head.rstrip("+")
    stem = base + base[-1] if head.endswith("+") else base.removesuffix("e")
    third = base + ("es" if base.endswith(("s", "x", "ch", "sh")) else "s")
    return InflectedVerb(base, third, stem + "ed", stem + "ed", stem + "ing", particle)


def _act(name: str, does: Does, verbs: str, nouns: str = "", *, weak: bool = False) -> DateAct:
    return DateAct(name, does, tuple(_verb(verb.strip()) for verb in verbs.split(",")), tuple(nouns.split()), weak)


ACTS = {
    act.name: act
    for act in (
        _act(
            "postpone", Does.LATER,
            "delay, postpone, defer+, toll, push back, set/sets/set/set/setting back, put/puts/put/put/putting off,"
            " hold/holds/held/held/holding in abeyance",
            "delay delays postponement postponements deferral tolling",
        ),
        _act("extend", Does.LATER, "extend, prolong, lengthen", "extension extensions prolongation"),
        _act("continue", Does.LATER, "continue", "continuation", weak=True),
        _act("accelerate", Does.EARLIER, "accelerate, advance, move up, bring/brings/brought/brought/bringing forward",
             "acceleration advancement"),
        _act("change", Does.EITHER, "change, reschedule, move", "change"),
        _act("revise", Does.EITHER, "revise, reset/resets/reset/reset/resetting", "revision", weak=True),
        _act("stay", Does.PAUSE, "stay, suspend, pause", "stay stays suspension suspensions pause"),
        _act("lift", Does.RESUME, "lift", "lifting"),
        _act("end", Does.RESUME, "end, dissolve, terminate, remove, vacate", "ending dissolution termination removal",
             weak=True),
        _act("reopen", Does.REOPEN, "reopen, re-open", "reopening re-opening"),
        _act("withdraw", Does.NOTHING, "withdraw/withdraws/withdrew/withdrawn/withdrawing", "withdrawal withdrawals"),
        _act("rescind", Does.NOTHING, "rescind, revoke, repeal", "rescission rescissions rescindment revocation"
             " revocations repeal"),
        _act("supersede", Does.NOTHING, "supersede, replace", "supersession"),
        _act("reinstate", Does.NOTHING, "reinstate, restore, revive", "reinstatement"),
        _act("remove", Does.NOTHING, "remove, cancel+, terminate", "removal"),
        _act("confirm", Does.NOTHING, "confirm, reaffirm", "confirmation"),
        _act("correct", Does.NOTHING, "correct", "correction corrections"),
        _act("finalize", Does.NOTHING, "adopt, finalize, affirm", "adoption finalization affirmation"),
        _act("announce", Does.NOTHING, "announce", "announcement announcements"),
    )
}  # fmt: skip
"""Every act by name."""

MOVING = tuple(act for act in ACTS.values() if act.does is not Does.NOTHING)
FORMS = ("base", "third", "past", "participle", "gerund")


def forms(verb: InflectedVerb, *names: str) -> list[str]:
    """Return patterns of some forms of a verb; a particle stands right after it, or after its object."""
    found = dict.fromkeys(re.escape(getattr(verb, name)) for name in names or FORMS)
    if not verb.particle:
        return list(found)
    particle = verb.particle.replace(" ", r"\s+")
    return [rf"{form}(?:\s+{particle}\b|(?=\s+(?:the|its|this)\b[^.;]{{1,300}}?\b{particle}\b))" for form in found]


def spelled(names: str, *of: str, nouns: bool = False) -> str:
    """Return a pattern for the verbs of acts, told by name, in some of their forms, and for their nouns if wanted."""
    acts = [ACTS[name] for name in names.split()]
    found = [pattern for act in acts for verb in act.verbs for pattern in forms(verb, *of)]
    found += [noun for act in acts if nouns for noun in act.nouns]
    return "(?:" + "|".join(sorted(dict.fromkeys(found), key=len, reverse=True)) + ")"


def nouns(names: str) -> str:
    """Return a pattern for the nouns of some acts."""
    return "(?:" + "|".join(dict.fromkeys(noun for name in names.split() for noun in ACTS[name].nouns)) + ")"


def letters_of(names: str) -> list[str]:
    """Return letters of which every form of a verb of some acts, and every noun, holds some."""
    return least(_beginnings(names))


def least(letters: Iterable[str]) -> list[str]:
    """Return letters but for those that hold others of them: a text with these has those."""
    several = dict.fromkeys(letters)
    return [each for each in several if not any(other in each for other in several if other != each)]


def _beginnings(names: str) -> list[str]:
    acts = [ACTS[name] for name in names.split()]
    heads = dict.fromkeys(stem for act in acts for verb in act.verbs for stem in stems_of(verb))
    also = (noun for act in acts for noun in act.nouns if not noun.startswith(tuple(heads)))
    return [*heads, *dict.fromkeys(also)]


def stems(names: str) -> str:
    """Return a pattern for the letters which every form of a verb, or a noun, of some acts begins with."""
    return "(?:" + "|".join(map(re.escape, _beginnings(names))) + ")"


def stems_of(verb: InflectedVerb) -> list[str]:
    """Return letters of which every form of a verb holds some, or its particle with a blank before it."""
    if verb.particle:
        return [f" {verb.particle}"]
    stem = verb.base.removesuffix("e")
    return [stem, *dict.fromkeys(form for form in (verb.past, verb.participle) if not form.startswith(stem))]


_BY_FORM = {
    (getattr(verb, name), verb.particle): act
    for act in MOVING
    for verb in act.verbs
    for name in FORMS
}  # fmt: skip


@lru_cache(maxsize=256)
def act_of(words: str) -> DateAct:
    """Return the act of a moving verb as printed ("Delayed", "held in abeyance", "holding")."""
    head, _, particle = " ".join(words.lower().split()).partition(" ")
    if head.startswith(("correct", "should", "amended")):
        return ACTS["change"]
    exact = _BY_FORM.get((head, particle)) or _BY_FORM.get((head, ""))
    return exact or next(act for (form, _), act in _BY_FORM.items() if form == head)


_PARTICIPLES = frozenset(verb.participle for act in MOVING for verb in act.verbs) | {"corrected", "should", "amended"}


def is_participle(words: str) -> bool:
    """Return whether the form of a moving verb may be its participle."""
    return words.split(None, 1)[0].lower() in _PARTICIPLES
