"""Warnings about time for a careful reader of an answer: what is a forecast, and what nobody has confirmed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from regtrack import dates
from regtrack.dates import DAWN, Tick
from regtrack.fold.cell import Cell
from regtrack.fold.effective import ScopeStatus
from regtrack.fold.terms import DIM, OP, Known
from regtrack.model.kinds import Family
from regtrack.model.posting import SCOPE_UNREAD, UNREAD, Posting
from regtrack.model.scope import Path, overlap
from regtrack.model.state import Force

UNCONFIRMED = "unconfirmed"
"""Flag of what rests on the end of a stay that only a schedule supports, on that day and on every later one (N13)."""

KIND_UNKNOWN = "kind_unknown"
"""Flag of an instrument of a kind that nothing here knows, or to which something of such a kind happened."""


def warnings(cell: Cell, at: Tick, zone: str, standing: ScopeStatus, turned: Iterable[Posting]) -> set[str]:
    """Return the flags of one provision's status at a tick, of the acts that turned it, and of time itself."""
    flags = set(standing.flags)
    for act in turned:
        if act.detail.flags:
            flags.update(act.detail.flags)
    course = cell.course
    known_to = course.limit.tick
    if (
        at > known_to
        and standing.status != "none"
        and bisect_right(cell.turns(), known_to) < bisect_right(cell.turns(), at)
    ):
        flags.add("as_scheduled")
    if (doubt := unconfirmed(cell, at, standing)) is not None:
        flags.add(UNCONFIRMED)
        if doubt.ended <= known_to:
            flags.add(f"stale_since={dates.day_of(doubt.seen, zone).isoformat()}")
    if course.unread and any(k.hold <= at or k.begin0 <= at for k in course.unread):
        flags.add(SCOPE_UNREAD)
    if course.foreign:
        flags.update(KIND_UNKNOWN if k.row.unknown else UNREAD for k in course.foreign if _reaches(k, cell.path, at))
    if course.family is Family.UNKNOWN:
        flags.add(KIND_UNKNOWN)
    return flags


def _reaches(foreign: Known, path: Path, at: Tick) -> bool:
    """Whether what was not understood is about a provision, or something in it, by a tick."""
    parts = foreign.detail.parts
    return foreign.hold <= at and (not parts or any(overlap(part, path) for part in parts))


class Unconfirmed(NamedTuple):
    """A return that only a schedule supports: when the stay ended by it, and when the last source before was seen."""

    ended: Tick
    seen: Tick


def unconfirmed(cell: Cell, at: Tick, standing: ScopeStatus) -> Unconfirmed | None:
    """Return the return on which a rule that binds at a tick rests, if no source is later than that.

    Nobody has to say that a stay has simply run out, and it may have been extended.
    """
    pauses = cell.acts(DIM.PAUSE)
    if not pauses or standing.force is not Force.YES:
        return None
    ended = DAWN
    for pause in pauses:
        if pause.row.operation is OP.SHUT:
            return None
        if pause.end1 is not None and ended < pause.end1 <= at:
            ended = pause.end1
    if ended == DAWN:
        return None
    seen = cell.course.seen()
    return Unconfirmed(ended, seen) if seen < ended else None
