"""Deadlines that an instrument sets or moves for others, told to who asks about it: an extension of comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

import attrs

from regtrack.fold import Course, Question, state_of
from regtrack.fold.terms import Known
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Dimension
from regtrack.model.scope import overlap
from regtrack.model.state import Deadline, State
from regtrack.store import Store


def with_deadlines(store: Store, answer: State, instrument: Instrument, question: Question) -> State:
    """Return a state with the deadlines, and days of compliance, that its instrument set or moved for others.

    Each is told as it stands: where a later act has moved it again, with its new day.
    """
    targets = store.numbers({each.target for each in instrument.relations}).values()
    found: list[Deadline] = []
    for num, (id_, family, zone) in sorted(store.outlines(targets).items()) if targets else ():
        for _, acts in store.postings([num]):
            course = Course(acts, family, question.limit)
            due = {each.id: each for each in chain(course.acts[Dimension.DEADLINE], course.acts[Dimension.DUTY])}
            if own := _acts_by(store, due, instrument.id):
                state = state_of(course, instrument=id_, zone=zone, question=question)
                found += _deadlines(state, due, own, question.on.tick(zone))
    return attrs.evolve(answer, deadlines=(*answer.deadlines, *found)) if found else answer


def _acts_by(store: Store, due: Mapping[str, Known], id_: str) -> list[Known]:
    """Return what an instrument did to the deadlines of another one."""
    return [due[each] for each, recorded in store.events(due).items() if recorded.event.by == id_]


def _deadlines(state: State, due: Mapping[str, Known], own: list[Known], at: int) -> Iterator[Deadline]:
    """Yield what acts of another instrument have set of the deadlines of one, or a later act in their place."""
    for deadline in state.deadlines:
        if any(_replaces(due[deadline.event_id], each) for each in own):
            yield attrs.evolve(deadline, of=state.instrument)
    for duty in state.duties:
        act = due[duty.because[0]] if duty.because else None
        if act is not None and duty.since and any(_replaces(act, each) for each in own):
            name = f"{duty.name} ({duty.parties})" if duty.parties else duty.name
            derived = "derived_date" in act.detail.flags
            yield Deadline(name, duty.since, act.begin1, act.begin1 > at, derived, act.id, state.instrument)


def _replaces(act: Known, own: Known) -> bool:
    """Return whether an act is another one, or has replaced it."""
    if act.id == own.id:
        return True
    one, other = act.detail, own.detail
    if (act.row.dimension, one.name, one.parties) != (own.row.dimension, other.name, other.parties):
        return False
    return act.hold > own.hold and (
        not one.parts or not other.parts or any(overlap(a, b) for a in one.parts for b in other.parts)
    )
