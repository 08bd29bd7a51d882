"""The begin of what another document delayed or stayed before, named as a rule or by the page which delayed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from regtrack.model.event import Event
from regtrack.model.inbox import UNREAD
from regtrack.model.when import When
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events.meant import is_stay, stays_alone
from regtrack.sources.federal_register._events.recited import earlier_pauses
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD
from regtrack.sources.federal_register.deeds import ENDINGS
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.text.statement import Statement

_THOSE = re.compile(
    r"(?:(?:the|those|these|selected|delayed|postponed) )*"
    r"(?:provisions|amendments|regulations|sections|requirements)\b",
    re.IGNORECASE,
)
"""The name of a part that says no more than that it is one."""

BEGINS = frozenset(("set_effective", "accelerate_effective"))
_AGAIN = re.compile(r"(?<!not )\b(?:again\b|back in (?:force|effect)\b|resum(?:es?|ed|ing)\b)", re.IGNORECASE)
"""Of a rule that takes effect once more: nothing else tells that its stay is over."""
_GOES_ON = re.compile(r"\b(?:not|remains?|continues?|still)\b", re.IGNORECASE)


def after_stay(
    said: Statement, rule: str, register: LedgerRegister, document: RegisterDocument, *, lifts: bool
) -> Statement:
    """Return the begin of a rule that is stayed as the end of its stay: it had begun, and begins no second time.

    As unread where nobody tells that the stay is over. The day that the rule had from the first is that of all that
    was not delayed, and ends no stay; a day since which it is in effect, and on which it was stayed already, does.
    ``lifts``: the document tells elsewhere that a stay is lifted.
    """
    quote, day = said.quote or "", said.when.text[:10] if said.when is not None and said.when.dated else ""
    again = _AGAIN.search(quote)
    lifted = moves.DELAY_LIFTED.search(quote) or (lifts and not _GOES_ON.search(quote))
    if not (again or lifted) and day in _days(each for each in register.acts_on(rule, "set_effective") if not each.by):
        whole = not (said.parts or is_named(said))
        return attrs.evolve(said, exclude=_delayed(rule, register) or said.exclude) if whole else said
    if not register.is_live(rule, "lift_stay", document):
        return said
    waits = register.is_live(rule, "delay_effective", document)
    ahead = document.published_on is not None and day >= document.published_on.isoformat()
    since = (
        day and not (ahead or _GOES_ON.search(quote)) and min(_days(register.acts_on(rule, "stay")), default=day) < day
    )
    if again or ((lifted or since) and not waits):
        return attrs.evolve(said, kind="lift_stay")
    of_some = waits or said.parts or said.exclude  # which may be others than those that are stayed
    return Statement.unread(quote, said.target, "whether its stay is over") if ahead and not of_some else said


def untold_pauses(events: Iterable[Event], own: str, register: LedgerRegister) -> Iterator[tuple[Event, When]]:
    """Yield each end or extension of a stay that nobody told, with the span in which that stay began."""
    found = [each for each in events if each.target != own]
    if _AFTER_PAUSES.isdisjoint(each.kind for each in found):
        return
    found = [each for each in found if not (is_stay(each.target, register) or stays_alone(each.target, register))]
    paused = {each.target for each in found if each.kind in _PAUSES}
    for each in found:
        sure = _DOUBTS.isdisjoint(each.flags) and _UNKNOWN not in (each.effect, each.until)
        if each.kind not in _AFTER_PAUSES or each.target in paused or not sure:
            continue
        known = register.events_of(each.target)
        issued = [e.published.text for e in known if e.kind == "publish" and e.target == each.target and e.published]
        until = each.effect if each.effect is not None and each.effect.exact else each.published
        over = each.kind == "reinstate"
        before = _PAUSES | ENDINGS | _ENDED if over else _PAUSES
        if issued and until is not None and not any(e.kind in before or (over and e.until) for e in known):
            since = When.parse(f"{min(issued)[:10]}..{until.text[:10]}")
            yield attrs.evolve(each, until=until if over else each.until), since


_PAUSES = frozenset(("stay", "enjoin", "delay_effective", "delay_compliance"))
_ENDED = frozenset(("vacate", "disapprove", "set_expiry"))
_AFTER_PAUSES = frozenset(("lift_stay", "extend_stay", "reinstate"))
_UNKNOWN = When.parse("unknown")
_DOUBTS = frozenset((UNREAD, SCOPE_UNREAD))


def _days(acts: Iterable[Event]) -> set[str]:
    return {each.effect.text for each in acts if each.effect is not None and each.effect.exact}


def _delayed(rule: str, register: LedgerRegister, by: str | None = None) -> tuple[str, ...] | None:
    """Return the provisions of a rule that one or any delayed, none for all of it; None where it did not."""
    delays = [each for each in register.acts_on(rule, "delay_effective") if by in (None, each.by)]
    parts = tuple(part for each in delays for part in each.parts)
    return parts if delays and all(each.parts for each in delays) else () if delays else None


def of_page(said: Statement, rule: str, register: LedgerRegister) -> Statement:
    """Return the begin of provisions of a rule that a page tells as one of those which that page delayed."""
    told = SCOPE_UNREAD in said.flags and _THOSE.match(" ".join(said.parts)) is not None
    pages = list(earlier_pauses(said.quote or "")) if told or is_named(said) else []
    by = register.cited(pages[0]) if len(pages) == 1 else None
    parts = _delayed(rule, register, by) if by is not None else None
    flags = tuple(flag for flag in said.flags if flag != SCOPE_UNREAD)
    return said if parts is None else attrs.evolve(said, parts=parts, flags=flags)


def is_named(said: Statement) -> bool:
    """Return whether a statement about provisions names their delay alone."""
    quote, names = said.quote or "", {each.name for each in said.target}
    of_some = not said.parts and _THOSE.match(quote) is not None
    return of_some and any(each.name in names for each in earlier_pauses(quote))
