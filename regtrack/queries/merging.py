"""One change for one fact: several items of news that report it, or only confirm it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from regtrack.model.change import Change, Facet
from regtrack.model.citing import Sources
from regtrack.model.document import OF_ITEMS
from regtrack.model.event import Event
from regtrack.model.kinds import Operation

_STATEMENTS = (Facet.RECORD, Facet.ANNOUNCED)
"""Facets of statements that move nothing."""
_NO_ACTS = (Operation.NOTE, Operation.CONFIRM, Operation.RETRACT)


def recorded_as(event: Event) -> str | None:
    """Return the key of the fact that confirms a report, of the event that joins the two; None of any other event."""
    if not event.key.startswith(OF_ITEMS) or event.row.operation is not Operation.CONFIRM:
        return None
    from regtrack.news.remarks import parsed  # the words of news, which few answers have

    found = (parsed(line) for line in (event.note or "").split("\n"))
    return next((each[1]["key"] for each in found if each is not None and each[0] == "recorded"), None)


def one_a_fact(changes: Sequence[Change], sources: Sources, *, confirmed: bool = True) -> list[Change]:
    """Merge changes that report the same fact, each with every statement behind it.

    Of several items about one act, instrument and day the surest leads, or else the first. What only confirms, or
    rests on what is confirmed, goes to the change that the record made, if it is among these.

    Args:
        changes: in the order of an answer.
        sources: what they refer to.
        confirmed: whether what is confirmed is merged too.
    """
    if not any(sources.events[id_].event.key.startswith(OF_ITEMS) for change in changes for id_ in change.because):
        return list(changes)
    keys = [[sources.events[id_].event.key for id_ in change.because] for change in changes]
    made = {key: number for number, listed in reversed(list(enumerate(keys))) for key in listed}
    facts: dict[str, str] = {}
    for change in changes if confirmed else ():
        for id_ in change.because:
            event = sources.events[id_].event
            if (fact := recorded_as(event)) is not None:
                facts |= {event.key: fact, event.of or event.key: fact}
    groups: dict[object, list[int]] = {}
    for number, change in enumerate(changes):
        reported = {facts.get(key, key) for key in keys[number]}
        group: object = _act_of_items(change, sources) or number
        if len(reported) == 1 and reported <= set(facts.values()):
            (fact,) = reported
            group = made.get(fact, (change.instrument, fact))
        groups.setdefault(group, []).append(number)
    found: dict[int, Change] = {}
    for group, members in groups.items():
        first = group if isinstance(group, int) else min(members, key=lambda n: _rank(changes[n], sources))
        because = (id_ for number in (first, *members) for id_ in changes[number].because)
        found[first] = attrs.evolve(changes[first], because=tuple(dict.fromkeys(because)))
    return [found[number] for number in sorted(found)]


def _rank(change: Change, sources: Sources) -> tuple[bool, int, str]:
    """Return what orders the statements of one fact: what joins it to the record, the surest, the first."""
    event = sources.events[change.because[0]].event
    at = event.available.text if event.available is not None else ""
    return event.row.operation is not Operation.CONFIRM, -event.certainty, at


def _act_of_items(change: Change, sources: Sources) -> tuple[object, ...] | None:
    """Return the act that items report, with its instrument and day; None of anything else."""
    if not change.because or change.facet not in _STATEMENTS:
        return None
    lead = sources.events[change.because[0]].event
    day = lead.until if lead.row.sets_an_end else lead.effect
    if not lead.key.startswith(OF_ITEMS) or lead.row.operation in _NO_ACTS or lead.conflicts_with:
        return None
    return (change.instrument, change.scope, lead.kind, day.text) if day is not None and day.dated else None
