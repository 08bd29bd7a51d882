"""What a claim or a deed becomes, as tables. A kind of claim that is in none of them moves nothing."""

from __future__ import annotations

from typing import NamedTuple

from regtrack.sources.federal_register.acts import DeedVerb
from regtrack.sources.federal_register.claims import ClaimKind


class Move(NamedTuple):
    """What a claim becomes: an event of a kind, with the claim's date as its begin or as its end.

    ``date`` is ``effect``, ``until``, or ``range`` for both; ``name`` is that of the term, when its kind has several.
    """

    kind: str
    date: str
    name: str | None = None


OWN = {
    ClaimKind.EFFECTIVE: Move("set_effective", "range"),
    ClaimKind.DELAYED_EFFECTIVE: Move("set_effective", "range"),
    ClaimKind.ACCELERATED_EFFECTIVE: Move("set_effective", "range"),
    ClaimKind.INDEFINITELY_DELAYED: Move("set_effective", "effect"),
    ClaimKind.COMPLIANCE: Move("set_compliance", "range"),
    ClaimKind.APPLICABILITY: Move("set_applicability", "range"),
    ClaimKind.EXPIRY: Move("set_expiry", "until"),
    ClaimKind.STAY: Move("stay", "range"),
    ClaimKind.COMMENT_CLOSE: Move("open_comment", "until"),
    ClaimKind.COMMENT_EXTENDED: Move("open_comment", "until"),
    ClaimKind.COMMENT_REOPENED: Move("reopen_comment", "until"),
    ClaimKind.REPLY_COMMENT: Move("set_deadline", "until", "reply comments"),
    ClaimKind.HEARING: Move("set_deadline", "until", "hearing"),
    ClaimKind.MEETING: Move("set_deadline", "until", "meeting"),
    ClaimKind.OBJECTION: Move("set_deadline", "until", "objections"),
    ClaimKind.OTHER: Move("set_deadline", "until"),
}
"""What a claim about the document itself becomes. Approval dates of incorporations by reference move nothing."""

ENFORCED = Move("set_effective", "range")
"""What the enforcement of a standing regulation becomes, in a document that only tells when that is enforced."""
_DELAY = Move("delay_effective", "effect")
ON_TARGET: dict[tuple[ClaimKind, str | None], Move] = {
    (ClaimKind.EFFECTIVE, None): Move("set_effective", "range"),
    (ClaimKind.EFFECTIVE, "set"): Move("set_effective", "range"),
    (ClaimKind.EFFECTIVE, "confirm"): Move("set_effective", "range"),
    (ClaimKind.EFFECTIVE, "withdraw"): Move("withdraw", "effect"),
    (ClaimKind.DELAYED_EFFECTIVE, None): _DELAY,
    (ClaimKind.INDEFINITELY_DELAYED, None): _DELAY,
    (ClaimKind.ACCELERATED_EFFECTIVE, None): Move("accelerate_effective", "effect"),
    (ClaimKind.COMPLIANCE, None): Move("delay_compliance", "effect"),
    (ClaimKind.COMPLIANCE, "delay"): Move("delay_compliance", "effect"),
    (ClaimKind.COMPLIANCE, "confirm"): Move("set_compliance", "effect"),
    (ClaimKind.APPLICABILITY, None): Move("set_applicability", "range"),
    (ClaimKind.APPLICABILITY, "delay"): Move("delay_compliance", "effect", "applicability"),
    (ClaimKind.STAY, None): Move("stay", "range"),
    (ClaimKind.STAY, "extend"): Move("extend_stay", "until"),
    (ClaimKind.STAY, "lift"): Move("lift_stay", "effect"),
    (ClaimKind.EXPIRY, None): Move("set_expiry", "until"),
    (ClaimKind.EXPIRY, "extend"): Move("extend_expiry", "until"),
    (ClaimKind.COMMENT_CLOSE, None): Move("open_comment", "until"),
    (ClaimKind.COMMENT_EXTENDED, None): Move("extend_comment", "until"),
    (ClaimKind.COMMENT_REOPENED, None): Move("reopen_comment", "until"),
    (ClaimKind.REPLY_COMMENT, None): Move("set_deadline", "until", "reply comments"),
    (ClaimKind.HEARING, None): Move("set_deadline", "until", "hearing"),
    (ClaimKind.MEETING, None): Move("set_deadline", "until", "meeting"),
}
"""What a claim about another document becomes, by what is done; other deeds move nothing by a date of their own."""

ON_OTHERS = {
    ClaimKind.DELAYED_EFFECTIVE: frozenset({DeedVerb.DELAY_EFFECTIVE, DeedVerb.STAY}),
    ClaimKind.INDEFINITELY_DELAYED: frozenset({DeedVerb.DELAY_EFFECTIVE, DeedVerb.STAY}),
    ClaimKind.ACCELERATED_EFFECTIVE: frozenset({DeedVerb.ACCELERATE_EFFECTIVE}),
    ClaimKind.STAY: frozenset({DeedVerb.STAY, DeedVerb.EXTEND_STAY, DeedVerb.LIFT_STAY, DeedVerb.DELAY_EFFECTIVE}),
    ClaimKind.COMMENT_EXTENDED: frozenset({DeedVerb.EXTEND_COMMENT, DeedVerb.REOPEN_COMMENT}),
    ClaimKind.COMMENT_REOPENED: frozenset({DeedVerb.EXTEND_COMMENT, DeedVerb.REOPEN_COMMENT}),
}
"""Claims that are about what such a deed is done to, when DATES itself does not name a document."""


COMMENTS_MOVED = frozenset((ClaimKind.COMMENT_EXTENDED, ClaimKind.COMMENT_REOPENED))
"""Claims about a document of the same title, where none is named."""


class TargetEffect(NamedTuple):
    """What a deed becomes: an event on the target, and a relation to it."""

    kind: str
    relation: str


DEEDS = {
    DeedVerb.DELAY_EFFECTIVE: TargetEffect("delay_effective", "delays"),
    DeedVerb.ACCELERATE_EFFECTIVE: TargetEffect("accelerate_effective", "accelerates"),
    DeedVerb.SET_EFFECTIVE: TargetEffect("set_effective", "commences"),
    DeedVerb.CONFIRM_DIRECT_FINAL: TargetEffect("confirm_direct_final", "confirms"),
    DeedVerb.CONFIRM_EFFECTIVE: TargetEffect("note", "confirms"),
    DeedVerb.STAY: TargetEffect("stay", "stays"),
    DeedVerb.EXTEND_STAY: TargetEffect("extend_stay", "stays"),
    DeedVerb.LIFT_STAY: TargetEffect("lift_stay", "lifts"),
    DeedVerb.WITHDRAW_FINAL: TargetEffect("withdraw_final", "rescinds"),
    DeedVerb.WITHDRAW_PROPOSAL: TargetEffect("withdraw_proposal", "rescinds"),
    DeedVerb.WITHDRAW: TargetEffect("withdraw", "rescinds"),
    DeedVerb.RESCIND: TargetEffect("rescind", "rescinds"),
    DeedVerb.SUPERSEDE: TargetEffect("supersede", "supersedes"),
    DeedVerb.EXTEND_EXPIRY: TargetEffect("extend_expiry", "extends"),
    DeedVerb.DELAY_COMPLIANCE: TargetEffect("delay_compliance", "delays"),
    DeedVerb.EXTEND_COMMENT: TargetEffect("extend_comment", "extends"),
    DeedVerb.REOPEN_COMMENT: TargetEffect("reopen_comment", "reopens"),
    DeedVerb.MOVE_DEADLINE: TargetEffect("note", "extends"),
    DeedVerb.FINALIZE: TargetEffect("note", "finalizes"),
    DeedVerb.SUPPLEMENT: TargetEffect("supplement", "proposes_change_to"),
    DeedVerb.AMEND: TargetEffect("amend", "amends"),
    DeedVerb.CORRECT: TargetEffect("correct", "corrects"),
}
"""What a deed becomes when no date of DATES says it already; what is only proposed becomes a note."""
PROPOSAL = TargetEffect("note", "proposes_change_to")

ENDINGS = frozenset(
    {
        DeedVerb.WITHDRAW, DeedVerb.WITHDRAW_FINAL, DeedVerb.WITHDRAW_PROPOSAL, DeedVerb.RESCIND, DeedVerb.SUPERSEDE,
    }
)  # fmt: skip
"""Deeds that end a document; "the rescission of the notice is effective today" sets no effective date of the notice."""
ENDING_NOUNS = {"rescission": "rescind", "revocation": "rescind", "termination": "rescind", "withdrawal": "withdraw"}
"""The same where DATES says it with a noun."""
WITH_OWN_DATE = frozenset({DEEDS[verb].kind for verb in ENDINGS} | {"stay", "lift_stay"})
"""What happens on the day on which the document that does it takes effect."""
NEEDS_BEGIN = frozenset({"delay_effective", "accelerate_effective", "delay_compliance", "set_effective"})
NEEDS_END = frozenset({"extend_stay", "extend_comment", "reopen_comment", "extend_expiry"})

DEADLINES = frozenset({"open_comment", "extend_comment", "reopen_comment", "set_deadline"})
"""Kinds whose date is the last day included, unless the text says before it."""
IN_PROPOSALS = DEADLINES | {"withdraw_proposal"}
"""What a proposal does; its other dates are proposed ones, and to others it does no more than this."""
BY_TITLE = DEADLINES | {"set_effective", "confirm_direct_final"}
"""Kinds that may be done to a document of the same title without more."""
MUST_NAME = frozenset(
    {
        DeedVerb.DELAY_EFFECTIVE, DeedVerb.ACCELERATE_EFFECTIVE, DeedVerb.STAY, DeedVerb.EXTEND_STAY,
        DeedVerb.LIFT_STAY,
        DeedVerb.WITHDRAW_FINAL, DeedVerb.WITHDRAW_PROPOSAL, DeedVerb.EXTEND_COMMENT, DeedVerb.REOPEN_COMMENT,
        DeedVerb.CONFIRM_DIRECT_FINAL,
    }
)  # fmt: skip
"""Deeds that leave a trace even where nothing names the document they are done to."""
PARTIALLY = frozenset({"delay_effective", "delay_compliance", "stay", "extend_stay", "lift_stay"}) | frozenset(
    DEEDS[verb].kind for verb in ENDINGS
)
"""What is done to a part only where the document says so anywhere."""
OF_FORCE = frozenset({"set_effective", "delay_effective", "accelerate_effective", "stay", "extend_stay"})

RULES = frozenset({"final_rule", "interim_final_rule", "direct_final_rule", "temporary_rule"})
"""Kinds of instruments that have a date of effect."""

KINDRED = (
    OF_FORCE,
    frozenset({"extend_comment", "reopen_comment", "open_comment"}),
    frozenset({DEEDS[verb].kind for verb in ENDINGS}),
    frozenset({"delay_compliance", "set_compliance", "set_applicability", "delay_effective", "stay"}),
    frozenset({"lift_stay", "stay", "extend_stay"}),
    frozenset({"extend_expiry", "set_expiry"}),
)
"""Kinds of which a dated one says what an undated one would say again."""


def says_again(deed: str, stated: str) -> bool:
    """Whether what a deed says is said by an event that has a date."""
    return deed == stated or any(deed in kinds and stated in kinds for kinds in KINDRED)
