"""Terms of legal time and the acts that move them: which act rules at a tick, and which terms run.

A later act that moves a date rules from the moment it takes hold, so what counts on day D is the last act that had
taken hold by D (:func:`operative`).
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import NamedTuple, TypeAlias

from regtrack.dates import NEVER, Tick
from regtrack.model.kinds import Certainty, Dimension, Operation
from regtrack.model.posting import Posting
from regtrack.model.state import KnownBy

# Looking up a member of an enum costs five times as much as this in Python 3.11.
OP = SimpleNamespace(**Operation.__members__)
DIM = SimpleNamespace(**Dimension.__members__)
BEGINS = frozenset({OP.OPEN, OP.REBEGIN})
CLOSES = frozenset({OP.VOID, OP.SHUT, OP.REOPEN})


Known: TypeAlias = Posting
"""A posting as far as it is known: with the certainty it had reached by then, and when it takes hold at that."""


class Limit(NamedTuple):
    """What a question counts as known."""

    tick: Tick
    known_by: KnownBy
    threshold: Certainty


class _Earlier(Posting):
    """A posting as it was known before it reached the certainty that is recorded."""

    _recorded: Posting

    @property
    def posting(self) -> Posting:
        return self._recorded


def as_known(p: Posting, limit: Limit) -> Known | None:
    """The posting at the highest certainty it had by then, or None if it was not known at all."""
    certainty, hold, steps = p.certainty, p.hold, p.detail.steps
    if p.available > limit.tick:
        for step, step_available, step_hold in reversed(steps):
            if step_available <= limit.tick:
                certainty, hold = step, step_hold
                break
        else:
            return None
    if steps and limit.threshold < certainty:  # it counts from the first step that is enough for the question
        hold = min(hold, *(s for step, known, s in steps if step >= limit.threshold and known <= limit.tick), hold)
    if certainty == p.certainty and hold == p.hold:
        return p
    begin0, begin1 = (p.begin0, p.begin1) if p.begins else (hold, hold)
    earlier = _Earlier(*p._replace(certainty=certainty, hold=hold, begin0=begin0, begin1=begin1))
    earlier._recorded = p
    return earlier


def by_begin(known: Known) -> tuple[Tick, Tick, Tick, str]:
    """The order of acts by the date they set, where the last to come rules."""
    return known.begin1, known.hold, known.available, known.id


def operative(acts: Sequence[Known], at: Tick, *, by_end: bool = False) -> Known | None:
    """Of the acts that set one date, in order, the last that had taken hold by then; before any had, the first.

    An act whose date lies before it takes hold reaches back to that date (a rule effective before its publication).
    """
    current = None
    for act in acts:
        if current is None or act.hold <= at:
            current = act
        else:
            date = act.end0 if by_end else act.begin0
            if date is None or date <= at:
                current = act
    return current


def was_late(starts: Sequence[Known], move: Known) -> bool:
    """Whether a date was moved after it had come."""
    before = operative(starts[: starts.index(move)], move.hold)
    return before is not None and before.begin1 < move.hold


def active_terms(acts: Sequence[Known], at: Tick) -> tuple[list[Posting], list[Posting]]:
    """The terms running at a tick and those that may be, each with the acts that moved it: any number may overlap."""
    active: list[Posting] = []
    doubtful: list[Posting] = []
    for opening in acts:
        if opening.row.operation is not OP.OPEN:
            continue
        moves = [k for k in acts if k is not opening and _moves(k, opening, acts)] if len(acts) > 1 else []
        begin = end = opening
        if moves:
            begins = [opening, *(k for k in moves if k.row.operation is OP.REBEGIN)]
            begin = operative(begins, at) or opening
            ends = [opening, *(k for k in moves if k.row.operation is OP.REEND)]
            end = operative(ends, at, by_end=True) or opening
        end0 = NEVER if end.end0 is None else end.end0
        end1 = NEVER if end.end1 is None else end.end1
        for shut in moves:
            if shut.row.operation is OP.SHUT and shut.begin0 <= at:
                end0, end1 = min(end0, shut.begin0), min(end1, shut.begin1)
        if begin.begin1 <= at < end0:
            active.append(opening.posting)
            if end is not opening:
                active.append(end.posting)
        elif begin.begin0 <= at < end1:
            doubtful.append(opening.posting)
    return active, doubtful


def _moves(act: Known, opening: Known, acts: Sequence[Known]) -> bool:
    """Whether an act moves or shuts this term: it names it, or names none and belongs to the same kind of term."""
    row = act.row
    if row.operation is OP.OPEN or (row.operation is OP.SHUT and act.begin1 < opening.begin0):
        return False
    of = act.detail.of
    if of is None:
        return row.status == opening.row.status
    return of == opening.key or any(
        k.key == of and k is not opening and k.row.operation is not OP.OPEN and k.detail.of == opening.key for k in acts
    )
