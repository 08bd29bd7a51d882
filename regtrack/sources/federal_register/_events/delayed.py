"""Provisions that are told by the page of the document which delayed them: "the amendments delayed at C"."""

from __future__ import annotations

import re

import attrs

from regtrack.sources.federal_register._events.recited import earlier_pauses
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.text.statement import Statement

_THOSE = re.compile(
    r"(?:(?:the|those|these|selected|delayed|postponed) )*"
    r"(?:provisions|amendments|regulations|sections|requirements)\b",
    re.IGNORECASE,
)
"""The name of a part that says no more than that it is one."""


_AGAIN = re.compile(r"(?<!not )\b(?:again\b|back in (?:force|effect)\b|resum(?:es?|ed|ing)\b)", re.IGNORECASE)
"""Of a rule that takes effect once more: nothing else tells that its stay is over."""


def begun(said: Statement, rule: str, register: LedgerRegister, document: RegisterDocument) -> Statement:
    """Return since when something of a rule is in effect; what was stayed before that day begins no second time.

    The day that the rule had from the first is that of all that was not delayed, and ends no stay.
    """
    on, again = said.when.text if said.when is not None and said.when.exact else "", _AGAIN.search(said.quote or "")
    known = not again and on in register.days_of(rule, "set_effective", itself=True)
    if known and not (said.parts or is_named(said)):
        return attrs.evolve(said, exclude=register.delayed_by(None, rule) or said.exclude)
    if not known and register.is_live(rule, "lift_stay", document):
        waits, stays = register.is_live(rule, "delay_effective", document), register.days_of(rule, "stay")
        if again or (not waits and any(day < on for day in stays) and " not " not in f"{said.quote}"):
            return attrs.evolve(said, kind="lift_stay")
    return of_page(said, rule, register)


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
