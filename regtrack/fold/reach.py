"""Which events reach a part of an instrument, and which of those set its dates."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from regtrack.fold.terms import BEGINS, OP, Known, act_of
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, amendment_of, covers, overlap, provision_of


def concerns(posting: Posting, path: Path) -> bool:
    """Whether an event reaches a part: it names it or what contains it, and does not except it."""
    detail = posting.detail
    if detail.parts and not any(covers(part, path) for part in detail.parts):
        return False
    return not any(covers(part, path) for part in detail.exclude)


def lies_below(posting: Posting, path: Path) -> bool:
    """Whether an event is about some part of a provision; what is only said of it is shown on the whole."""
    return any(covers(path, part) for part in posting.detail.parts)


def amended(path: Path, amendments: Iterable[Path]) -> Iterator[Path]:
    """Return what each amendment does to a part: a provision is a view over the amendments that reach it."""
    named = amendment_of(path)
    for each in amendments:
        if named and each[:1] != path[:1]:
            continue
        if covers(path, each):
            yield each
        elif covers(provision_of(each), path):
            yield (each[0], *provision_of(path))


def restates(said: Known, act: Known) -> bool:
    """Whether a statement says again what a surer one says: of one kind, of one part, of one date or of none.

    An act that came after what was said of it answers it, whatever the date (N12).
    """
    row, detail = said.row, said.detail
    if act.certainty <= said.certainty or act.row is not row or act.detail.name != detail.name:
        return False
    parts, others = detail.parts, act.detail.parts
    if parts and others and not any(overlap(part, other) for part in parts for other in others):
        return False
    if act.hold >= said.hold:
        return True
    if detail.undated:
        return False
    first, last = (said.end0, said.end1) if row.operation is OP.REEND else (said.begin0, said.begin1)
    low, high = (act.end0, act.end1) if row.operation is OP.REEND else (act.begin0, act.begin1)
    if None in (first, last, low, high):
        return False
    plain = not said.begins and row.operation is not OP.REEND  # it says that it was done, and not from when
    return plain or (first - _SLACK <= high and low <= last + _SLACK)  # type: ignore[operator]


_SLACK = 3 * 86_400_000_000
"""A report gives the day of its outlet, of the announcement or of the publication."""


def reaching(starts: Sequence[Known], path: Path) -> list[Known]:
    """Return the acts that set a part's date: a delay of more than it does not bring forward a date of its own.

    "The effective date of the rule is delayed until May 1" moves to May what was to begin before; a part that was
    delayed indefinitely, or has a later date, was given that by words about itself, and keeps it.
    """
    found: list[Known] = []
    for act in starts:
        earlier = [k for k in found if act_of(k) < act_of(act)]
        ruled = [k for k in earlier if act_of(k) == act_of(earlier[-1])]
        delay = act.row.operation is OP.REBEGIN and act.row.status == "delayed"
        if delay and any(_depth(act, path) < _depth(k, path) and act.begin1 < k.begin0 for k in ruled):
            continue
        found.append(act)
    return found


def closest(acts: Sequence[Known], path: Path) -> list[Known]:
    """Of the statements of one act about one thing, those that name a part most closely, in order."""
    if len(acts) < 2:
        return list(acts)
    best: dict[Hashable, int] = {}
    for known in acts:
        thing = _thing(known)
        best[thing] = max(best.get(thing, 0), _depth(known, path))
    return [known for known in acts if _depth(known, path) == best[_thing(known)]]


def _thing(known: Known) -> Hashable:
    operation = OP.OPEN if known.row.operation in BEGINS else known.row.operation
    return act_of(known), operation, known.detail.name, known.detail.parties


def _depth(act: Known, path: Path) -> int:
    """How closely an act names a part: 0 when it is about the whole."""
    return max((len(part) for part in act.detail.parts if covers(part, path)), default=0)
