"""Provisions that are told by the page of the document which delayed them: "the amendments delayed at C"."""

from __future__ import annotations

import re

import attrs

from regtrack.sources.federal_register._events.recited import earlier_pauses
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.text.statement import Statement

_THOSE = re.compile(
    r"(?:(?:the|those|these|selected|delayed|postponed) )*"
    r"(?:provisions|amendments|regulations|sections|requirements)\b",
    re.IGNORECASE,
)
"""The name of a part that says no more than that it is one."""


def of_page(said: Statement, rule: str, register: LedgerRegister) -> Statement:
    """Return the begin of provisions of a rule that a page tells as one of those which that page delayed."""
    told = SCOPE_UNREAD in said.flags and _THOSE.match(" ".join(said.parts)) is not None
    pages = list(earlier_pauses(said.quote or "")) if told or is_named(said) else []
    by = register.cited(pages[0]) if len(pages) == 1 else None
    parts = register.delayed_by(by, rule) if by is not None else None
    flags = tuple(flag for flag in said.flags if flag != SCOPE_UNREAD)
    return said if parts is None else attrs.evolve(said, parts=parts, flags=flags)


def is_named(said: Statement) -> bool:
    """Return whether a statement about provisions names their delay alone."""
    quote, names = said.quote or "", {each.name for each in said.target}
    of_some = not said.parts and _THOSE.match(quote) is not None
    return of_some and any(each.name in names for each in earlier_pauses(quote))
