"""What acts of a kind do with days, by the table of kinds."""

from __future__ import annotations

from regtrack.model.kinds import KINDS, Dimension, Operation

_ENDING = (Operation.REEND, Operation.REBEGIN, Operation.SHUT)
_SETTING = (Operation.OPEN, Operation.REBEGIN, Operation.REEND)
SAYING_IS_DOING = frozenset(
    {
        "announce",
        "note",
        *(kind.name for kind in KINDS.values() if kind.dimension in (Dimension.ENFORCEMENT, Dimension.TEXT)),
    }
)
"""Acts that are done by saying so: their date is that of the announcement."""
NOTHING_WITHOUT_A_DATE = frozenset(
    kind.name
    for kind in KINDS.values()
    if kind.name.startswith("set_") and kind.dimension in (Dimension.FORCE, Dimension.DUTY, Dimension.DEADLINE)
)
"""Acts that do nothing but set a date."""


VALUE = "set_value"
_AMEND = "amend"
TARIFF = "tariff"


def sets_value(kind: str, class_: str) -> bool:
    """Whether an act of this kind sets a value: to change a tariff is to set one."""
    return kind == VALUE or (kind == _AMEND and class_ == TARIFF)


def sets_a_date(kind: str) -> bool:
    """Whether the date of an act of this kind is one that it sets, which may lie ahead when the act is done."""
    return KINDS[kind].dimension in (Dimension.DUTY, Dimension.DEADLINE) or KINDS[kind].operation in _SETTING


def begins(kind: str) -> bool:
    """Whether the day that an act of this kind sets is that from which an instrument binds."""
    return KINDS[kind].dimension is Dimension.FORCE and KINDS[kind].operation is Operation.OPEN


def lasts(kind: str) -> bool:
    """Whether what an act of this kind begins goes on for some time, or is a delay."""
    lasting = KINDS[kind].dimension in (Dimension.PAUSE, Dimension.ENFORCEMENT)
    return lasting or KINDS[kind].operation is Operation.REBEGIN


def moves(kind: str) -> bool:
    """Whether an act of this kind moves a date: of two dates, the second is the new one."""
    return KINDS[kind].operation in (Operation.REBEGIN, Operation.REEND)


def looks_ahead(kind: str) -> bool:
    """Whether the end that an act of this kind sets lies ahead."""
    return moves(kind) or KINDS[kind].dimension is Dimension.DEADLINE


def sets_an_end(kind: str) -> bool:
    """Whether the date that an act of this kind sets may be told as an end: a deadline, an expiry."""
    starts = kind in NOTHING_WITHOUT_A_DATE  # "will not take effect until"
    ends = KINDS[kind].dimension in (Dimension.DEADLINE, Dimension.DUTY) or KINDS[kind].operation in _ENDING
    return starts or ends


def gives_day(kind: str, of: str) -> bool:
    """Whether an act that only sets a day may tell that of another: of a pause, a value, or the new one of a move."""
    if lasts(of) or KINDS[of].dimension is Dimension.VALUE:
        return kind == "set_effective"
    return kind in NOTHING_WITHOUT_A_DATE and moves(of) and KINDS[kind].dimension is KINDS[of].dimension
