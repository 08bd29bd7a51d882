"""Which rule a document recites something of, and which of its acts are recitals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence

import attrs

from regtrack.citations import ReferenceKind
from regtrack.model.event import Event
from regtrack.model.kinds import Dimension
from regtrack.sources.federal_register.text.recitals import RECITED, WAS_EFFECTIVE
from regtrack.sources.federal_register.text.statement import Statement

_NO_ACTS = frozenset(("note", "set_effective", "correct", "recite_effective"))


_Names = Mapping[str, Iterable[tuple[str, dt.date | None]]]
"""Of each rule, what the document calls it: names, and days of publication."""


def set_apart(events: MutableMapping[str, Event], own: str, published_on: dt.date | None) -> None:
    """Take a day for recited that a document tells of a rule in the past tense, and does something else to it."""
    for key, each in events.items():
        on = each.effect.days(None) if each.effect is not None and each.effect.exact else None
        past = on is not None and published_on is not None and on[1] < published_on
        if each.kind == "set_effective" and each.target != own and past and not each.until:
            others = (e for e in events.values() if e.target == each.target and e is not each)
            if WAS_EFFECTIVE.search(each.evidence[0].quote or "") and any(e.kind not in _NO_ACTS for e in others):
                events[key] = attrs.evolve(each, kind=RECITED)


def rule_of(
    said: Statement, done: Mapping[str, Sequence[Event]], names: Mapping[str, Iterable[tuple[str, dt.date | None]]]
) -> str | None:
    """Return the rule that something is recited of, among those that something is done to.

    One without a name is that to which alone something is done, if that is more than to extend its comment period.
    """
    pages = {each.name for each in said.target if each.kind is not ReferenceKind.PUBLICATION}
    days = {each.published_on for each in said.target if each.published_on is not None}
    named = [id_ for id_, called in names.items() if id_ in done and _is_named(called, pages, days)]
    if said.target:
        return named[0] if len(named) == 1 and len(pages) <= 1 else None
    only = next(iter(done)) if len(done) == 1 else None
    return only if only and any(e.row.dimension is not Dimension.DEADLINE for e in done[only]) else None


def _is_named(names: Iterable[tuple[str, dt.date | None]], pages: Collection[str], days: Collection[dt.date]) -> bool:
    """Return whether one of the names of a rule is among some, or where these are no more than days, its day."""
    return any(name in pages or (not pages and day in days) for name, day in names)


_SAYS_NO_MORE = frozenset(("correct", "note", "propose"))
_IMPLIES = frozenset(("delay_compliance", "lift_stay"))


def implied(events: Sequence[Event]) -> Event | None:
    """Return the act on a rule from whose day on it binds: the last day of compliance, or the end of a stay.

    None where another act of the same document tells of its force, or it is told since when.
    """
    acts = [each for each in events if each.kind not in _SAYS_NO_MORE]
    dated = all(each.kind in _IMPLIES and each.effect is not None and each.effect.exact for each in acts)
    alone = len({each.kind for each in acts}) == 1
    return max(acts, key=lambda each: each.effect.text if each.effect else "") if dated and alone else None
