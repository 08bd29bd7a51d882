"""What a claim becomes, as tables. A kind of claim that is in none of them moves nothing."""

from __future__ import annotations

from typing import NamedTuple

from regtrack.sources.federal_register.claims import ClaimKind as Kind
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.deeds import DEEDS, ENDINGS, having


class Move(NamedTuple):
    """What a claim becomes: an event of a kind; ``name`` is that of its term, when the kind has several."""

    kind: str
    name: str | None = None


_REPLY, _HEARING, _MEETING = (Move("set_deadline", name) for name in ("reply comments", "hearing", "meeting"))
OWN = {
    Kind.EFFECTIVE: Move("set_effective"),
    Kind.DELAYED_EFFECTIVE: Move("set_effective"),
    Kind.ACCELERATED_EFFECTIVE: Move("set_effective"),
    Kind.INDEFINITELY_DELAYED: Move("set_effective"),
    Kind.COMPLIANCE: Move("set_compliance"),
    Kind.APPLICABILITY: Move("set_applicability"),
    Kind.EXPIRY: Move("set_expiry"),
    Kind.STAY: Move("stay"),
    Kind.COMMENT_CLOSE: Move("open_comment"),
    Kind.COMMENT_EXTENDED: Move("open_comment"),
    Kind.COMMENT_REOPENED: Move("reopen_comment"),
    Kind.REPLY_COMMENT: _REPLY,
    Kind.HEARING: _HEARING,
    Kind.MEETING: _MEETING,
    Kind.OBJECTION: Move("set_deadline", "objections"),
    Kind.OTHER: Move("set_deadline"),
}
"""What a claim about the document itself becomes. Approval dates of incorporations by reference move nothing."""

ON_TARGET: dict[tuple[Kind, str | None], Move] = {
    (Kind.EFFECTIVE, None): Move("set_effective"),
    (Kind.EFFECTIVE, "set"): Move("set_effective"),
    (Kind.EFFECTIVE, "confirm"): Move("set_effective"),
    (Kind.EFFECTIVE, "withdraw"): Move("withdraw"),
    (Kind.DELAYED_EFFECTIVE, None): Move("delay_effective"),
    (Kind.INDEFINITELY_DELAYED, None): Move("delay_effective"),
    (Kind.ACCELERATED_EFFECTIVE, None): Move("accelerate_effective"),
    (Kind.COMPLIANCE, None): Move("delay_compliance"),
    (Kind.COMPLIANCE, "delay"): Move("delay_compliance"),
    (Kind.COMPLIANCE, "confirm"): Move("set_compliance"),
    (Kind.APPLICABILITY, None): Move("set_applicability"),
    (Kind.APPLICABILITY, "delay"): Move("delay_compliance", "applicability"),
    (Kind.STAY, None): Move("stay"),
    (Kind.STAY, "extend"): Move("extend_stay"),
    (Kind.STAY, "lift"): Move("lift_stay"),
    (Kind.EXPIRY, None): Move("set_expiry"),
    (Kind.EXPIRY, "extend"): Move("extend_expiry"),
    (Kind.COMMENT_CLOSE, None): Move("open_comment"),
    (Kind.COMMENT_EXTENDED, None): Move("extend_comment"),
    (Kind.COMMENT_REOPENED, None): Move("reopen_comment"),
    (Kind.REPLY_COMMENT, None): _REPLY,
    (Kind.HEARING, None): _HEARING,
    (Kind.MEETING, None): _MEETING,
}
"""What a claim about another document becomes, by what is done; other deeds move nothing by a date of their own."""
_DEEDS: dict[tuple[Kind, str | None], str] = {
    (Kind.EFFECTIVE, "confirm"): "confirm_effective",
    (Kind.REPLY_COMMENT, "extend"): "extend_comment",
    (Kind.OTHER, "extend"): "move_deadline",
}
_PLAIN = frozenset(((Kind.EFFECTIVE, None), (Kind.COMPLIANCE, None), (Kind.COMPLIANCE, "confirm")))
"""These set a date, and say of no deed that it is done."""
_WITHDRAWN = {"proposed": "withdraw_proposal", "final": "withdraw_final"}

ON_OTHERS = {
    Kind.DELAYED_EFFECTIVE: frozenset({"delay_effective", "stay"}),
    Kind.INDEFINITELY_DELAYED: frozenset({"delay_effective", "stay"}),
    Kind.ACCELERATED_EFFECTIVE: frozenset({"accelerate_effective"}),
    Kind.STAY: frozenset({"stay", "extend_stay", "lift_stay", "delay_effective"}),
    Kind.COMMENT_EXTENDED: frozenset({"extend_comment", "reopen_comment"}),
    Kind.COMMENT_REOPENED: frozenset({"extend_comment", "reopen_comment"}),
}
"""Claims that are about what such a deed is done to, when DATES itself does not name a document."""
CONFIRMED = frozenset({"confirm_direct_final", "confirm_effective"})
COMMENTS_MOVED = frozenset((Kind.COMMENT_EXTENDED, Kind.COMMENT_REOPENED))
"""Claims about a document of the same title, where none is named."""


def verb_of(claim: DateClaim, stage: str) -> str | None:
    """Return the deed that a claim says is done."""
    key = claim.kind, claim.act
    move = ON_TARGET.get(key) if key not in _PLAIN else None
    verb = _DEEDS.get(key) or (move.kind if move is not None and move.kind in DEEDS else None)
    return _WITHDRAWN.get(stage, verb) if verb == "withdraw" else verb


ENDING_NOUNS = {"rescission": "rescind", "revocation": "rescind", "termination": "rescind", "withdrawal": "withdraw"}
"""Deeds that end a document, where DATES says it with a noun: "the rescission of the notice is effective today"."""
WITH_OWN_DATE = ENDINGS | {"stay", "lift_stay"}
"""What happens on the day on which the document that does it takes effect."""
NEEDS_BEGIN = frozenset({"delay_effective", "accelerate_effective", "delay_compliance", "set_effective"})
NEEDS_END = frozenset({"extend_stay", "extend_comment", "reopen_comment", "extend_expiry"})

DEADLINES = frozenset({"open_comment", "extend_comment", "reopen_comment", "set_deadline"})
"""Kinds whose date is the last day included, unless the text says before it."""
ENDS_ONLY = DEADLINES | {"set_expiry", "extend_expiry", "extend_stay"}
SPANS = frozenset({"set_effective", "set_compliance", "set_applicability", "stay"})
"""Kinds with a begin and an end; all others have a begin."""
IN_PROPOSALS = DEADLINES | {"withdraw_proposal"}
"""What a proposal does; its other dates are proposed ones, and to others it does no more than this."""
BY_TITLE = DEADLINES | {"set_effective", "confirm_direct_final"}
"""Kinds that may be done to a document of the same title without more."""
PARTIALLY = having("partial")
"""What is done to a part only where the document says so anywhere."""
OF_FORCE = frozenset({"set_effective", "delay_effective", "accelerate_effective", "stay", "extend_stay"})
RULES = frozenset({"final_rule", "interim_final_rule", "direct_final_rule", "temporary_rule"})
"""Kinds of instruments that have a date of effect."""

KINDRED = (
    OF_FORCE,
    frozenset({"extend_comment", "reopen_comment", "open_comment"}),
    ENDINGS,
    frozenset({"delay_compliance", "set_compliance", "set_applicability", "delay_effective", "stay"}),
    frozenset({"lift_stay", "stay", "extend_stay"}),
    frozenset({"extend_expiry", "set_expiry"}),
)
"""Kinds of which a dated one says what an undated one would say again."""


def says_again(deed: str, stated: str) -> bool:
    """Whether what a deed says is said by an event that has a date."""
    return deed == stated or any(deed in kinds and stated in kinds for kinds in KINDRED)
