"""What SUMMARY says of the dates of DATES: the end that DATES leaves out, and whether a last day counts.

Agreement raises nothing, so only what DATES does not say is taken from there: an end of the document's own effect,
told in a sentence about itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from regtrack.dates_in_text.expressions import TimeExpression, find_mentions
from regtrack.dates_in_text.words import MONTH, phrase
from regtrack.model.when import When, WhenKind
from regtrack.sources.federal_register.claims import ClaimKind, DateClaim
from regtrack.sources.federal_register.text.periods import REGISTER
from regtrack.sources.federal_register.text.settle import PeriodCalendar, when_of

_RUNS = frozenset((ClaimKind.EFFECTIVE, ClaimKind.APPLICABILITY, ClaimKind.EXPIRY, ClaimKind.STAY))
_OWN = phrase(
    r"\s*(?:This|These|The) (?:[\w-]+ ){0,3}?"
    r"(?:orders?|rules?|actions?|notices?|designations?|suspensions?|regulations?|closures?|deviations?|zones?"
    r"|measures?|determinations?|declarations?|exemptions?|restrictions?|fees?|rates?|bans?|programs?|tests?)\b"
)
_LASTS = phrase(
    r"\b(?:(?:is|are|remains?|be|continues?) (?:in )?(?:effect(?:ive)?|applicable|valid|force)|expires?|ends?"
    r"|terminates?|continues?|in effect)\b[^.;]{0,60}$"
)
_END_WORDS = ("until", "through ", "ending", "expire", "terminates", "ends ")
_ENDS = phrase(
    r"\b(?:effect(?:ive)?|applicable|valid|force|expires?|ends?|ending|terminates?|continues?|period)\b[^;]{0,90}?"
    rf"\b(?:until|through|to|on|ending|at)\b[^;]{{0,40}}?\b{MONTH} \d"
)
_NOT_YET = phrase(r"\b(?:would|propos\w+|may|might|could|if|until then|previous|prior|earlier)\b")


def corroborated(
    claims: Sequence[DateClaim], summary: str, published_on: dt.date, zone: str
) -> tuple[list[DateClaim], list[DateClaim]]:
    """Return the claims of DATES, completed, and what SUMMARY alone says of the end.

    Args:
        claims: what DATES says.
        summary: the text of SUMMARY.
        published_on: the day of publication.
        zone: IANA zone of hours for which the text names none.
    """
    own = [claim for claim in claims if claim.kind in _RUNS and not claim.target and claim.act != "recital"]
    if not own or not any(word in summary for word in _END_WORDS) or not _ENDS.search(summary):
        return list(claims), []
    mentions = find_mentions(summary, published_on, REGISTER)
    told = [_with_last_day(claim, mentions) for claim in claims]
    if any(claim.until is not None or claim.kind is ClaimKind.EXPIRY for claim in own):
        return told, []
    ends = (_end(summary, mention, published_on, zone) for mention in mentions)
    return told, [end for end in ends if end is not None][:1]


def _with_last_day(claim: DateClaim, mentions: Sequence[TimeExpression]) -> DateClaim:
    """Take the last day in where SUMMARY tells the same span "through" its end."""
    until = claim.until
    if until is None or until.inclusive or until.kind is not WhenKind.DATE:
        return claim
    for each in mentions:
        if each.last is not None and each.inclusive and each.last.day and each.last.day.isoformat() == until.text:
            return attrs.evolve(claim, until=attrs.evolve(until, inclusive=True))
    return claim


def _end(summary: str, mention: TimeExpression, published_on: dt.date, zone: str) -> DateClaim | None:
    """Return the end of the document's own effect.

    When the sentence of a date is about that and it is still to come.
    """
    start = max(summary.rfind(". ", 0, mention.start) + 1, 0)
    before = summary[start : mention.start]
    lead = _UNTIL.search(before)
    last, span = (mention.last, True) if mention.last is not None else (mention.first, False)
    if last.day is None or last.day < published_on or not (lead or span) or _NOT_YET.search(before):
        return None
    about = before if span or lead is None else before[: lead.start()]
    if not (_OWN.match(before) and _LASTS.search(about)):
        return None
    inclusive = mention.inclusive if span or lead is None else lead["lead"].lower() != "until"
    when = when_of(last, PeriodCalendar(published_on, zone), inclusive=inclusive)
    if when.kind not in (WhenKind.DATE, WhenKind.INSTANT):
        return None
    begin = start + len(before) - len(before.lstrip())
    return DateClaim(
        ClaimKind.EXPIRY, When(when.kind, when.text, when.inclusive), summary[begin : mention.end], begin, mention.end,
        zone=last.zone,
    )  # fmt: skip


_UNTIL = phrase(r"\b(?P<lead>until|through|on|at)(?: (?:the close of|midnight on))?\s*$")
