"""What takes effect or ends on a day: a document, an act on it, a part of it, or a thing that only names it.

The subject of the sentence decides: "the suspension of the rule is effective May 1" suspends the rule on that day, and
"the exemption from the rule expires May 1" leaves the rule as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

import attrs

from regtrack.model.when import When
from regtrack.sources.federal_register._events.objects import DAY, DOCUMENT, WHOLE
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.text.scopes import moved_part
from regtrack.sources.federal_register.text.vocabulary import ACTS

_KINDS = {
    noun: kind
    for kind, names in (
        ("stay", "stay"), ("withdraw", "withdraw"), ("rescind", "rescind remove"), ("reinstate", "reinstate"),
        ("supersede", "supersede"), ("lift_stay", "lift"), ("", "postpone extend accelerate change correct announce"),
    )
    for name in names.split()
    for noun in ACTS[name].nouns
} | {"termination": "rescind", "cancellation": "rescind", "dissolution": "lift_stay", "vacatur": "vacate"}  # fmt: skip
"""The event that an act is, by its noun; an empty one moves nothing of force on the day of the act."""
_OPENER = re.compile(
    r"\W*(?:under|pursuant to|(?:un)?like|consistent with|as (?:provided|required|stated|announced|specified|of)"
    r"|in accordance with|because of|effective|on|beginning|with|after|following|by|until)\b[^,]*,\s",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]\s|\.\s(?=[A-Z])|,\s(?:and|but)\s(?=(?:the|this|that|these|those|it|they|all)\b)")
_HEAD = re.compile(
    r"\W*(?:(?:the|this|an?|its|our|such|any|each)\s)?(?P<words>(?:[\w’'-]+\s+){0,4}?[\w’'-]+)"
    r"(?P<link>\s+(?:of|in|within|from|on|under|for|to|about|regarding|concerning|with)\s)",
    re.IGNORECASE,
)
_INSIDE = frozenset(("of", "in", "within"))
_BRACKETS = re.compile(r"\([^()]*\)")


_LESS = re.compile(r"\W*(?:the\s)?(?:§|\d+ CFR|Secs?\.|(?:sub)?(?:sections?|paragraphs?|parts?)\b)", re.IGNORECASE)
"""Provisions: amendments to them are those of the document, and amendments to a rule are not."""

_BESIDE = re.compile(
    r"\b(?:under|on|from|about|regarding|concerning|as (?:added|amended|revised|adopted)\b[^,]*)\s(?:[\w-]+\s){0,6}$",
    re.IGNORECASE,
)
"""Before the document: what stands before it only has to do with it."""


class DateSubject(NamedTuple):
    """What stands before "is effective" and is not the document that it names."""

    # the kind of event that it is; empty for an act that moves nothing of force, None where it is no act
    kind: str | None
    words: str  # its first words
    done_to: str  # the words after them, which name what an act is done to
    inside: bool  # it stands in the document; otherwise it only has to do with it


def subject_before(sentence: str, place: int) -> DateSubject | None:
    """Return what takes effect or ends by the words at a place; None for a document, or where nobody can tell."""
    text = sentence[:place]
    text = text[max((each.end() for each in _CLAUSE.finditer(text)), default=0) :]
    plain = DAY.sub(_blank, _BRACKETS.sub(_blank, text))
    begin, opened = 0, False
    while opener := _OPENER.match(plain, begin):
        begin, opened = opener.end(), opened or DOCUMENT.search(opener[0]) is not None
    head, told = _HEAD.match(plain, begin), plain[begin:].strip()
    if opened and told and not DOCUMENT.search(told):
        return DateSubject(None, told, "", inside=False)
    if head is None:
        return None
    words, done_to = head["words"], text[head.end() :]
    kind = _KINDS.get(words.split()[-1].casefold())
    named = DOCUMENT.search(plain, head.end())
    if kind is None and (named is None or DOCUMENT.search(words) or WHOLE.fullmatch(words)):
        return None
    inside = head["link"].strip().casefold() in _INSIDE or _LESS.match(done_to) is not None
    beside = named is not None and _BESIDE.search(plain, head.end(), named.start()) is not None
    return DateSubject(kind, words, done_to, inside and not beside)


def _blank(match: re.Match[str]) -> str:
    """Return blanks for what is matched; the comma after "on January 12, 2026," parts clauses and stays."""
    parts = match.re is DAY and match["at"] and match["end"]
    return " " * (len(match[0]) - bool(parts)) + ("," if parts else "")


_WITH = re.compile(r"^\s*(?:compliance|conformity) with\s+", re.IGNORECASE)


def subject_of(claim: DateClaim) -> DateSubject | None:
    """Return what takes effect or ends on the day of a claim, where that is not the document that it names."""
    if claim.kind not in ("set_effective", "set_expiry") or claim.act not in (None, "set"):
        return None
    place = claim.sentence.find(claim.quote)
    return subject_before(claim.sentence, place) if place > 0 else None


_IN_EFFECT = re.compile(
    r"(?:is|(?:will|shall)\s(?:be|remain))\s(?:in\s(?:effect|force|place)|effective)\b", re.IGNORECASE
)


def with_begins(claims: list[DateClaim], published_on: dt.date | None) -> list[DateClaim]:
    """Return claims, the end of a document's own stay with its begin: "The stay of § 1.1 is in effect until D"."""
    own = [each.when for each in claims if each.kind == "set_effective" and not (each.target or each.scope or each.act)]
    begin = own[0] if len(own) == 1 else When.parse(published_on) if published_on and not own else None
    return [_with_begin(each, begin) if begin is not None else each for each in claims]


def _with_begin(claim: DateClaim, begin: When) -> DateClaim:
    ends = claim.kind == "set_expiry" and claim.act is None and claim.when.dated and _IN_EFFECT.match(claim.quote)
    subject = subject_of(claim) if ends else None
    if subject is None or subject.kind != "stay":
        return claim
    return attrs.evolve(claim, kind="set_effective", when=begin, until=claim.when)


def is_act(claim: DateClaim) -> bool:
    """Return whether what takes effect or ends is an act on a document, and not the document."""
    return bool((subject := subject_of(claim)) and subject.kind)


def done_to(claim: DateClaim, subject: DateSubject) -> DateClaim:
    """Return a claim about the part of a document that its subject names."""
    scope = moved_part(_WITH.sub("", subject.done_to)) if subject.kind is not None else claim.scope
    less = subject.words if subject.kind is None or "partial" in subject.words.casefold() else None
    return attrs.evolve(claim, scope=scope, less=less)
