"""What a careful reader of an answer has to be told about time: what is a forecast, and what nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from regtrack import dates
from regtrack.dates import DAWN, Tick
from regtrack.fold.cell import Cell, Standing
from regtrack.fold.terms import DIM, OP
from regtrack.model.posting import SCOPE_UNREAD, Posting
from regtrack.model.state import Force

UNCONFIRMED = "unconfirmed"
"""Flag of what rests on the end of a stay that only a schedule supports, on that day and on every later one (N13)."""


def warnings(cell: Cell, at: Tick, zone: str, standing: Standing, turned: Iterable[Posting]) -> set[str]:
    """The flags of one provision's status at a tick, of the acts that turned it, and of time itself."""
    flags = {*standing.flags, *_of_time(cell, at, zone, standing)}
    for act in turned:
        flags.update(act.detail.flags)
    if any(k.hold <= at or k.begin0 <= at for k in cell.course.unread):
        flags.add(SCOPE_UNREAD)
    return flags


def _of_time(cell: Cell, at: Tick, zone: str, standing: Standing) -> Iterator[str]:
    known_to = cell.course.limit.tick
    if at > known_to and standing.status != "none" and any(known_to < tick <= at for tick in cell.turns()):
        yield "as_scheduled"
    seen = unconfirmed_since(cell, at, standing)
    if seen is not None:
        yield UNCONFIRMED
        if _last_return(cell, at) <= known_to:
            yield f"stale_since={dates.day_of(seen, zone).isoformat()}"


def unconfirmed_since(cell: Cell, at: Tick, standing: Standing) -> Tick | None:
    """When the last source was seen, if it binds at a tick because a stay ran out and no source is later than that."""
    if standing.force is not Force.YES:
        return None
    ended, course = _last_return(cell, at), cell.course
    if ended == DAWN:
        return None
    known = (k.available for k in chain(course.counted, course.said) if k.available <= course.limit.tick)
    seen = max(known, default=DAWN)
    return seen if seen < ended else None


def _last_return(cell: Cell, at: Tick) -> Tick:
    """When the last stay that simply ran out did so; nobody has to say that it did, and it may have been extended."""
    pauses = cell.acts(DIM.PAUSE)
    ends = [k.end1 for k in pauses if k.end1 is not None and k.end1 <= at]
    return max(ends) if ends and OP.SHUT not in [k.row.operation for k in pauses] else DAWN
