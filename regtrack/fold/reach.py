"""Which events reach a provision, and which of those set its date."""

from __future__ import annotations

from collections.abc import Sequence

from regtrack.fold.terms import OP, Known
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, covers


def concerns(posting: Posting, path: Path) -> bool:
    """Whether an event reaches a provision: it names it or a parent of it, and does not except it."""
    detail = posting.detail
    if detail.parts and not any(covers(part, path) for part in detail.parts):
        return False
    return not any(covers(part, path) for part in detail.exclude)


def lies_below(posting: Posting, path: Path) -> bool:
    """Whether an event is about some part of a provision; what is only said of it is shown on the whole."""
    return any(covers(path, part) for part in posting.detail.parts)


def reaching(starts: Sequence[Known], path: Path) -> list[Known]:
    """The acts that set a provision's date: a delay of more than it does not bring forward a date of its own.

    "The effective date of the rule is delayed until May 1" moves to May what was to begin before; a part that was
    delayed indefinitely, or has a later date, was given that by words about itself, and keeps it.
    """
    found: list[Known] = []
    for act in starts:
        last = found[-1] if found else None
        delay = act.row.operation is OP.REBEGIN and act.row.status == "delayed"
        if delay and last is not None and _depth(act, path) < _depth(last, path) and act.begin1 < last.begin0:
            continue
        found.append(act)
    return found


def _depth(act: Known, path: Path) -> int:
    """How closely an act names a provision: 0 when it is about the whole."""
    return max((len(part) for part in act.detail.parts if covers(part, path)), default=0)
