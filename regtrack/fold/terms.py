"""Terms of legal time and the acts that move them: which act rules at a tick, and which terms run.

A later act that moves a date rules from the moment it takes hold, so what counts on day D is the last act that had
taken hold by D (:func:`operative`).
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import NamedTuple

from regtrack.dates import NEVER, Tick
from regtrack.model.kinds import Certainty, Dimension, Kind, Operation
from regtrack.model.posting import Posting
from regtrack.model.state import KnownBy

# Looking up a member of an enum costs five times as much as this in Python 3.11.
OP = SimpleNamespace(**Operation.__members__)
DIM = SimpleNamespace(**Dimension.__members__)
BEGINS = frozenset({OP.OPEN, OP.REBEGIN})
CLOSES = frozenset({OP.VOID, OP.SHUT, OP.REOPEN})


class Known(NamedTuple):
    """A posting as far as it is known: the certainty reached by then, and when the act takes hold at that.

    It sorts as acts do: by when it takes hold, then by when it could be known, then by id.
    """

    hold: Tick
    available: Tick
    id: str
    posting: Posting
    row: Kind
    certainty: int
    begin0: Tick
    begin1: Tick


class Limit(NamedTuple):
    """What a question counts as known."""

    tick: Tick
    known_by: KnownBy
    threshold: Certainty


def by_begin(known: Known) -> tuple[Tick, Tick, Tick, str]:
    """The order of acts by the date they set, where the last to come rules."""
    return known.begin1, known.hold, known.available, known.id


def operative(acts: Sequence[Known], at: Tick, *, by_end: bool = False) -> Known | None:
    """Of the acts that set one date, in order, the last that had taken hold by then; before any had, the first.

    An act whose date lies before it takes hold reaches back to that date (a rule effective before its publication).
    """
    if not acts:
        return None
    current = acts[0]
    for act in acts[1:]:
        date = act.posting.end0 if by_end else act.begin0
        if act.hold <= at or date is None or date <= at:
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
        end0 = NEVER if end.posting.end0 is None else end.posting.end0
        end1 = NEVER if end.posting.end1 is None else end.posting.end1
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
    of = act.posting.detail.of
    if of is None:
        return row.status == opening.row.status
    return of == opening.posting.key or any(
        k.posting.key == of and k is not opening and k.row.operation is not OP.OPEN
        and k.posting.detail.of == opening.posting.key for k in acts
    )  # fmt: skip
