"""When an exemption is in force: from the day from which it is applicable, whenever it was issued."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.document import RegisterDocument

_THING = r"exempti(?:ons?|ve relief|ve orders?)"
_EXEMPTION = re.compile(rf"\b{_THING}\b", re.IGNORECASE)
_NOT_GRANTED = re.compile(
    r"\b(?:applications?|propos\w+|requests?|petitions?|denial|receipt|den(?:y|ies|ied))\b", re.IGNORECASE
)
_ISSUED = re.compile(rf"\b{_THING}\s(?:is|are|was|were)\s(?:hereby\s)?issued\b", re.IGNORECASE)
_ITS_DATE = re.compile(
    rf"\bapplicab\w+ dates? (?:of|for) (?:the|this|these|its) (?:[\w-]+ ){{0,4}}?{_THING}\b", re.IGNORECASE
)
_ITSELF = re.compile(rf"(?:(?:the|this|these) (?:[\w-]+ ){{0,3}}?{_THING}|transactions?\b.*)?", re.IGNORECASE)
_APPLIES = re.compile(r"\b(?:appl(?:y|ies)|(?:is|are) applicable) (?P<how>until|through)\b")


def of_exemption(claims: Sequence[DateClaim], document: RegisterDocument) -> list[DateClaim]:
    """Return claims, the days from which and until which an exemption applies as those of its force."""
    heading = f"{document.title} {document.action or ''}"
    if _EXEMPTION.search(heading) is None or _NOT_GRANTED.search(heading):
        return list(claims)
    own = any(each.kind == "set_effective" and not each.target for each in claims)
    return [_of_force(each, own=own) for each in claims]


def _of_force(claim: DateClaim, *, own: bool) -> DateClaim:
    if claim.kind == "set_deadline":
        issued = _ISSUED.search(claim.sentence, 0, max(claim.sentence.find(claim.quote), 0) + len(claim.quote))
        if issued and claim.unread:
            return attrs.evolve(claim, act="recital", unread=None)
        applies = None if claim.target or claim.unread else _APPLIES.search(claim.quote)
        if applies is None:
            return claim
        when = attrs.evolve(claim.when, inclusive=applies["how"].lower() == "through")
        return attrs.evolve(claim, kind="set_expiry", act=None, when=when, name=None, scope=None, exclusive=False)
    if claim.kind != "set_applicability":
        return claim
    if claim.act == "delay" and claim.target and _ITS_DATE.search(claim.sentence):
        return attrs.evolve(claim, kind="delay_effective", act=None)
    if claim.act is None and not (own or claim.target) and _ITSELF.fullmatch(claim.scope or ""):
        return attrs.evolve(claim, kind="set_effective", scope=None)
    return claim
