"""What the claims of DATES say is done to other documents."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from regtrack.dates import FEDERAL_ZONE
from regtrack.sources.federal_register._acts.deed import DeedVerb
from regtrack.sources.federal_register.claims import ClaimKind, DateClaim
from regtrack.sources.federal_register.dates import read_dates
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.quoting import sentence_at

_VERBS: dict[tuple[ClaimKind, str | None], DeedVerb] = {
    (ClaimKind.DELAYED_EFFECTIVE, None): DeedVerb.DELAY_EFFECTIVE,
    (ClaimKind.INDEFINITELY_DELAYED, None): DeedVerb.DELAY_EFFECTIVE,
    (ClaimKind.ACCELERATED_EFFECTIVE, None): DeedVerb.ACCELERATE_EFFECTIVE,
    (ClaimKind.EFFECTIVE, "set"): DeedVerb.SET_EFFECTIVE,
    (ClaimKind.EFFECTIVE, "withdraw"): DeedVerb.WITHDRAW,
    (ClaimKind.EFFECTIVE, "confirm"): DeedVerb.CONFIRM_EFFECTIVE,
    (ClaimKind.STAY, None): DeedVerb.STAY,
    (ClaimKind.STAY, "extend"): DeedVerb.EXTEND_STAY,
    (ClaimKind.STAY, "lift"): DeedVerb.LIFT_STAY,
    (ClaimKind.COMPLIANCE, "delay"): DeedVerb.DELAY_COMPLIANCE,
    (ClaimKind.APPLICABILITY, "delay"): DeedVerb.DELAY_COMPLIANCE,
    (ClaimKind.EXPIRY, "extend"): DeedVerb.EXTEND_EXPIRY,
    (ClaimKind.COMMENT_EXTENDED, None): DeedVerb.EXTEND_COMMENT,
    (ClaimKind.COMMENT_REOPENED, None): DeedVerb.REOPEN_COMMENT,
    (ClaimKind.REPLY_COMMENT, "extend"): DeedVerb.EXTEND_COMMENT,
    (ClaimKind.OTHER, "extend"): DeedVerb.MOVE_DEADLINE,
}
_WITHDRAWN = {"proposed": DeedVerb.WITHDRAW_PROPOSAL, "final": DeedVerb.WITHDRAW_FINAL}
_OF_ANOTHER = frozenset(
    (DeedVerb.EXTEND_COMMENT, DeedVerb.REOPEN_COMMENT, DeedVerb.MOVE_DEADLINE, DeedVerb.EXTEND_EXPIRY)
)
"""Only the date of another document can be moved so; of all others DATES must name the document."""
_MAY_ACT = re.compile(
    r"\bFR\b|Fed\. Reg\.|delay|extend|withdraw[ns]|stay|suspend|postpon|re-?open|rescind|lift|deferr"
    r"|chang\w+ [^.]{0,40}date"
)
"""No DATES without one of these is about another document."""

_OF_AN_ACT = re.compile(
    r"\b(?:rescission|withdrawal|revocation|correction|termination|cancellation|repeal|confirmation)s? of\b",
    re.IGNORECASE,
)
"""Of which a date is that of this act, and not of what it is done to."""


def claims_of(document: RegisterDocument, claims: Sequence[DateClaim] | None) -> Sequence[DateClaim]:
    """Return the claims of DATES as handed in, else as read from it.

    None of a text that cannot be about another document.
    """
    if claims is not None:
        return claims
    if not document.dates or document.published_on is None or not _MAY_ACT.search(document.dates):
        return ()
    return _read(document.dates, document.published_on)


@lru_cache(maxsize=4)
def _read(text: str, published_on: dt.date) -> tuple[DateClaim, ...]:
    """Read once for both questions that are asked of a document: what it does, and to which others."""
    return read_dates(text, published_on=published_on, zone=FEDERAL_ZONE)


def verb_of(claim: DateClaim, stage: str) -> DeedVerb | None:
    """Return what a claim says is done."""
    verb = _VERBS.get((claim.kind, claim.act))
    return _WITHDRAWN.get(stage, verb) if verb is DeedVerb.WITHDRAW else verb


def deeds_in(document: RegisterDocument, claims: Iterable[DateClaim], stage: str) -> Iterator[tuple[DeedVerb, str]]:
    """Return what the claims say is done to other documents, each with the sentence that says so."""
    text = document.dates or ""
    for claim in claims:
        verb = verb_of(claim, stage)
        if verb is None or verb is DeedVerb.CONFIRM_EFFECTIVE or not (claim.target or verb in _OF_ANOTHER):
            continue
        sentence = sentence_at(text, claim.start, claim.end)
        if verb is DeedVerb.SET_EFFECTIVE and _OF_AN_ACT.search(sentence.partition(claim.quote)[0]):
            continue
        yield verb, sentence
