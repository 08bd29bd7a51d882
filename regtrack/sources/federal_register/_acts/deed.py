"""What a document does to another one."""

from __future__ import annotations

from enum import StrEnum

import attrs


class DeedVerb(StrEnum):
    """What is done; where a name is one of :data:`regtrack.model.kinds.KINDS`, it means the same as there."""

    DELAY_EFFECTIVE = "delay_effective"
    ACCELERATE_EFFECTIVE = "accelerate_effective"
    SET_EFFECTIVE = "set_effective"
    CONFIRM_DIRECT_FINAL = "confirm_direct_final"
    CONFIRM_EFFECTIVE = "confirm_effective"
    STAY = "stay"
    EXTEND_STAY = "extend_stay"
    LIFT_STAY = "lift_stay"
    WITHDRAW_FINAL = "withdraw_final"
    WITHDRAW_PROPOSAL = "withdraw_proposal"
    WITHDRAW = "withdraw"
    RESCIND = "rescind"
    SUPERSEDE = "supersede"
    EXTEND_EXPIRY = "extend_expiry"
    DELAY_COMPLIANCE = "delay_compliance"
    EXTEND_COMMENT = "extend_comment"
    REOPEN_COMMENT = "reopen_comment"
    MOVE_DEADLINE = "move_deadline"
    FINALIZE = "finalize"
    SUPPLEMENT = "supplement"
    AMEND = "amend"
    CORRECT = "correct"


@attrs.frozen
class Deed:
    """One thing that a document does to others, and the words that say so.

    Attributes:
        verb: what it does.
        quote: the words, as printed in the field.
        field: where they stand: ``number``, ``action``, ``title``, ``dates`` or ``abstract``.
        proposed: it is only proposed; the other document stays as it is.
    """

    verb: DeedVerb
    quote: str
    field: str
    proposed: bool = False
