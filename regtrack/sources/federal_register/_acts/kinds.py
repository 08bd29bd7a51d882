"""Which instrument a document is, by its type and the words of its ACTION: tables."""

from __future__ import annotations

import re
from typing import NamedTuple

from regtrack.sources.federal_register.document import DocumentType as Type


class ActionPattern(NamedTuple):
    """A pattern for ACTION (for the title, when there is no ACTION) in lower case, and what it makes of a document."""

    pattern: re.Pattern[str]
    name: str


def _table(*rows: tuple[str, str]) -> tuple[ActionPattern, ...]:
    return tuple(ActionPattern(re.compile(pattern), name) for pattern, name in rows)


_GUIDANCE = (
    r"^(?:final |interim )*(?:policy )?guidance\b|interpretive rule"
    r"|^(?:\w+ )*(?:policy statement|statement of policy)\b"
    r"|(?:policy|procedural|interpretive) guidance\b|^(?:final )?guides?\b|\bbulletin\b|^(?:final )?interpretation\b"
)
_NOTICE_IN_RULES = (
    r"^(?:general |public )?(?:notice|notification)s? of (?!proposed|final|interim|direct)"
    r"|^(?:receipt|petition|announcement|availability|request for|joint request for|advisory)"
)

KINDS: dict[Type, tuple[ActionPattern, ...]] = {
    Type.RULE: _table(
        (r"\b(?:direct|immediate) final\b.*\b(?:confirm|withdraw|delay)", "final_rule"),
        (r"\b(?:confirm|withdraw)\w* .*\b(?:direct|immediate) final", "final_rule"),
        (r"\b(?:direct|immediate) final\b", "direct_final_rule"),
        (r"\b(?:affirmation|adoption|finalization) of .*interim|interim .*\bas (?:a )?final\b", "final_rule"),
        (r"^proposed|^notice of proposed", "proposed_rule"),
        (r"^(?:final and )?temporary\b|^(?:\w+ )?(?:re-?opening|closure)s?\b|\bdeviation from\b", "temporary_rule"),
        (r"\binterim\b", "interim_final_rule"),
        (_GUIDANCE, "guidance"),
        (r"^(?:\w+ of )?(?:final )?orders?\b", "order"),
        (_NOTICE_IN_RULES, "notice"),
        (r"", "final_rule"),
    ),
    Type.PROPOSED_RULE: _table(
        (r"(?:^|[;,:] ?)(?:notice of |notification of |further |partial )*(?:withdrawal|termination|cancell?ation)\b"
         r"|\bfindings?\b", "notice"),
        (r"", "proposed_rule"),
    ),
    Type.NOTICE: _table(
        (r"^(?:advance )?notice of proposed rulemaking", "proposed_rule"),
        (r"^(?:final |public land |referendum |temporary )*orders?\b|(?:^|; )order (?:granting|denying|approving"
         r"|disapproving|instituting|extending|exempting|modifying|revoking|suspending)"
         r"|(?:^|[;:] )decision and order", "order"),
        (_GUIDANCE, "guidance"),
        (r"", "notice"),
    ),
    Type.PRESIDENTIAL: _table(
        (r"^presidential determination\b|^suspension of limitations under\b", "determination"),
        (r"^continuation of the national emergency\b", "notice"),
        (r"\b(?:day|days|week|month|year|anniversary)\b.*, \d{4}$", "proclamation"),
        (r"^adjusting imports\b|^(?:modifying|establish\w+) .*\bmonument\b|^to (?:modify|implement|facilitate)\b"
         r"|^declaration of emergency\b", "proclamation"),
        (r"", "order"),
    ),
}  # fmt: skip
"""First row that matches wins; the last one of each type always does."""

SUBTYPES = {
    "executive order": "executive_order",
    "proclamation": "proclamation",
    "memorandum": "memorandum",
    "determination": "determination",
    "notice": "notice",
    "presidential order": "order",
}
"""Kinds of presidential documents, as the API names them."""

STAGES = {
    Type.RULE: "final",
    Type.PROPOSED_RULE: "proposed",
    Type.PRESIDENTIAL: "presidential",
}
"""Where a document stands by its section; all others are notices."""

PROPOSED_ELSEWHERE = {
    Type.RULE: re.compile(r"^(?:proposed\b|notice of intent\b|(?:advance )?notice of proposed)"),
    Type.NOTICE: re.compile(r"^(?:proposed rule\b|(?:advance )?notice of proposed rulemaking\b)"),
}
"""An ACTION that makes a proposal of a document printed among rules or notices."""
