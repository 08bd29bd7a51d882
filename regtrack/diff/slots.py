"""Names for the dates of a rule that stay while the dates move: its effective date, the end of one stay, one deadline.

A date that an act moves keeps its name, so that a calendar can move its entry. A name is made of what the date is the
date of, never of the day, and is unique within one provision.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from regtrack.dates import Tick
from regtrack.fold import Cell, Known
from regtrack.fold.terms import DIM
from regtrack.model.kinds import ENDED, Dimension, Operation

_O = Operation
_BEGINS = frozenset((_O.OPEN, _O.REBEGIN, _O.RECITE))
_ACTS = frozenset((_O.SHUT, _O.VOID, _O.REOPEN))
START, END = "force/begin", "force/end"

_ROLES = ("begin", "stage", "act", "end", "pause")
_FIRST = {**dict.fromkeys(ENDED, ("act", "stage", "end")), "stayed": ("pause", "begin"), "expired": ("end",)}
_ORDER = MappingProxyType({status: tuple(dict.fromkeys((*first, *_ROLES))) for status, first in _FIRST.items()})
"""After which act a change to a status is named when several fall on one day."""


def of_turn(cell: Cell, tick: Tick, status: str, stayed_by: str | None) -> tuple[str, ...]:
    """Return the names that a change of status may have, the fittest first.

    The last ones name it by the key of an act, for when a name is taken: a rule may take effect twice.

    ``stayed_by`` is what the stay is called that it ends, if it ends one; stays that overlap end as one.
    """
    found: list[tuple[str, str]] = []
    spare: list[str] = []
    for known in (*cell.acts(DIM.FORCE), *cell.acts(DIM.PAUSE), *cell.acts(DIM.STAGE)):
        posting = known.posting
        if tick not in (known.begin1, known.begin0, posting.end1, posting.end0, known.hold):
            continue
        for role, name in _roles(known, tick):
            found.append((role, name))
            spare.append(f"{known.posting.key}/{role}")
    order = _ORDER.get(status, _ROLES)
    names = [name for each in order for role, name in found if role == each]
    stay = [f"{stayed_by}/end"] if stayed_by is not None and order is _ROLES else []
    return *stay, *names, *spare, f"status/{status}"


def _roles(known: Known, tick: Tick) -> Iterator[tuple[str, str]]:
    """Return what of an act falls on a tick: its role, and the name of the date."""
    posting, operation = known.posting, known.row.operation
    begins = tick in (known.begin0, known.begin1)
    ends = posting.end0 is not None and tick in (posting.end0, posting.end1)
    if known.row.dimension is DIM.STAGE:
        if begins or tick == known.hold:
            yield "stage", posting.key
        return
    force = known.row.dimension is DIM.FORCE
    if begins:
        if operation in _ACTS:
            yield "act", posting.key
        elif operation in _BEGINS:
            yield ("begin", START) if force else ("pause", f"{posting.key}/begin")
    if ends:
        yield "end", END if force else f"{posting.key}/end"


def of_act(known: Known) -> str:
    """Return the name that the date of an announced act will have once the act is done."""
    row, key = known.row, known.posting.key
    if row.dimension is DIM.FORCE and row.operation not in _ACTS:
        return START if row.operation in _BEGINS else END
    if row.dimension is DIM.PAUSE:
        return f"{key}/begin" if row.operation is _O.OPEN else f"{known.posting.detail.of or key}/end"
    if row.dimension in (DIM.DUTY, DIM.DEADLINE):
        detail = known.posting.detail
        return of_term(row.dimension, detail.name, detail.parties if row.dimension is DIM.DUTY else None)
    return key


def of_enforcement(known: Known, tick: Tick) -> str:
    """Return the name of the begin or the end of a stretch in which it is enforced otherwise."""
    if known.row.operation is _O.OPEN:
        return f"{known.posting.key}/{'begin' if tick == known.begin1 else 'end'}"
    return f"{known.posting.detail.of or known.posting.key}/end"


def of_term(dimension: Dimension, name: str | None, parties: str | None = None) -> str:
    """Return the name of a duty or a deadline, and of whom it is for."""
    return "/".join((dimension.value, name or "", *((parties,) if parties else ())))
