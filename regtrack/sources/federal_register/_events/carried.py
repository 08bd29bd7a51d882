"""What becomes of the acts of a rule that is itself delayed, stayed or ended before it did them.

"The effective date of the rule at C is delayed until E", of a rule that rescinds another on D: that one goes on until
E, though the delay names the rescission alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from regtrack.model.event import Event
from regtrack.model.inbox import UNREAD
from regtrack.model.posting import TARGET_INFERRED
from regtrack.model.when import When
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD
from regtrack.sources.federal_register.deeds import ENDINGS
from regtrack.sources.federal_register.ledger import LedgerRegister

_DOUBTS = frozenset((UNREAD, SCOPE_UNREAD))
_MOVES = frozenset(("delay_effective", "accelerate_effective", "set_effective"))
_ENDS = ENDINGS | {"vacate", "disapprove"}
_TURNS = _ENDS | _MOVES | {"stay", "enjoin"}
"""Acts on a rule after which it may not do what it was to do to another, or not on the day."""


class Carried(NamedTuple):
    """What an act on a rule comes to for another, which that rule ends: kind, id, quote, and fields of the event."""

    kind: str
    target: str
    quote: str | None
    fields: dict[str, Any]


def carried(events: Iterable[Event], own: str, register: LedgerRegister) -> Iterator[Carried]:
    """Yield what a document comes to for rules that another one ends, by what it does to that one.

    An end ahead does not come on its day. Where that is past, or the act is a court's or a stay, the rule is in doubt.
    """
    found = list(events)
    moved = {each.target for each in found if each.kind != "note"}
    for act in found:
        if act.kind not in _TURNS or act.target == own or act.parts or act.exclude or act.parties:
            continue
        for end in register.acts_by(act.target):
            if end.kind in ENDINGS and end.target not in moved | {own}:
                yield from _of_end(act, end, _day_of(end, act, register))


def _day_of(end: Event, act: Event, register: LedgerRegister) -> str:
    """Return the day on which an end was to come before an act on what ends: its own, or that to which it was moved."""
    moves = (e for e in register.events_of(act.target) if e.kind in _MOVES and e.by not in (None, act.by))
    known = [(_published(e), _on(e)) for e in moves if e.effect is not None and e.effect.exact]
    return max((each for each in known if each[0] < _published(act)), default=("", _on(end)))[1]


def _of_end(act: Event, end: Event, day: str) -> Iterator[Carried]:
    moves, day_of_act = act.kind in _MOVES, _on(act)
    if (act.kind in ENDINGS and day < day_of_act) or (moves and day == day_of_act):
        return  # what a rule did is not undone by its end, nor moved by what confirms its day
    quote, fields = act.evidence[0].quote, {"parts": end.parts, "exclude": end.exclude}
    known = act.effect is not None and act.effect.text != "unknown"
    sure = _DOUBTS.isdisjoint(act.flags) and UNREAD not in end.flags and (known if moves else act.kind in _ENDS)
    if not sure or day < (_published(act) if moves else day_of_act):
        since = When.parse(day if moves else day_of_act)
        summary = "Not read: whether it ends, since what ends it is stayed, moved or undone."
        more = {"as_of": since, "flags": (UNREAD,), "name": UNREAD, "summary": summary}
        yield Carried("note", end.target, quote, {**fields, **more})
        return
    fields["flags"] = (*end.flags, TARGET_INFERRED)
    exact = moves and act.effect is not None and act.effect.exact
    if not exact or day_of_act > day:
        yield Carried("reinstate", end.target, quote, {**fields, "effect": When.parse(day)})
    if exact:
        yield Carried(end.kind, end.target, quote, {**fields, "effect": act.effect})


def _published(event: Event) -> str:
    return event.published.text[:10] if event.published is not None else ""


def _on(event: Event) -> str:
    """Return the day of an act, or that of its publication where it tells none."""
    exact = event.effect is not None and event.effect.exact
    return event.effect.text[:10] if exact and event.effect is not None else _published(event)
