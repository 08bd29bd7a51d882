"""Which events reach a part of an instrument, and which of those set its dates."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from regtrack.dates import NEVER
from regtrack.fold.terms import BEGINS, DIM, OP, Known, act_of
from regtrack.model.kinds import Certainty
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, amendment_of, covers, overlap, provision_of


def concerns(posting: Posting, path: Path) -> bool:
    """Whether an event reaches a part: it names it or what contains it, and does not except it."""
    detail = posting.detail
    if detail.parts and not any(covers(part, path) for part in detail.parts):
        return False
    return not any(covers(part, path) for part in detail.exclude)


def lies_below(posting: Posting, path: Path) -> bool:
    """Whether an event is about some part of a provision; an announcement about it is shown on the whole."""
    return any(covers(path, part) for part in posting.detail.parts)


def amended(path: Path, amendments: Iterable[Path]) -> Iterator[Path]:
    """Return what each amendment does to a part: a provision is a view over the amendments that reach it."""
    named = amendment_of(path)
    for amendment in amendments:
        if named and amendment[:1] != path[:1]:
            continue
        if covers(path, amendment):
            yield amendment
        elif covers(provision_of(amendment), path):
            yield (amendment[0], *provision_of(path))


def restates(statement: Known, acts: Iterable[Known]) -> bool:
    """Whether a statement repeats surer acts of its dimension: of one kind, part and date, or none (N12).

    An act that followed an announcement answers it, whatever the date. What happens to a rule once is not news
    when the press reports it again, whatever day it gives; nor is a pause within a pause.
    """
    row, certainty, name, parts = statement.row, statement.certainty, statement.detail.name, statement.detail.parts
    begins = statement.begins and row.operation in BEGINS
    surer = [
        a
        for a in acts
        if a.certainty > certainty and a.detail.name == name and (not parts or _meet(parts, a.detail.parts))
    ]
    if not surer:
        return False
    for act in surer:
        if act.row is row:
            if act.hold >= statement.hold or _is_of_that_day(statement, act) or _is_echo(statement, act, surer):
                return True
        elif begins and act.row.operation in BEGINS and _is_of_that_day(statement, act):
            return True
    return row.dimension is DIM.PAUSE and row.operation is OP.OPEN and _within(statement, surer)


def _meet(parts: tuple[Path, ...], others: tuple[Path, ...]) -> bool:
    return not (parts and others) or any(overlap(part, other) for part in parts for other in others)


def _is_of_that_day(statement: Known, act: Known) -> bool:
    """Whether a statement gives the date of an act, or mentions the act without a date."""
    ends = statement.row.operation is OP.REEND
    first, last = (statement.end0, statement.end1) if ends else (statement.begin0, statement.begin1)
    low, high = (act.end0, act.end1) if ends else (act.begin0, act.begin1)
    if statement.detail.undated or first is None or last is None or low is None or high is None:
        return False
    plain = not statement.begins and not ends
    return plain or (first - _SLACK <= high and low <= last + _SLACK)


def _is_echo(statement: Known, act: Known, acts: Iterable[Known]) -> bool:
    """Whether the press repeats what can happen only once to all that is meant, or a recent act without its day."""
    if statement.certainty > Certainty.REPORTED:
        return False
    if statement.detail.undated and statement.hold - act.hold <= _ECHO:
        return True
    row, parts, stated = act.row, act.detail.parts, statement.detail.parts
    if parts and not (stated and all(any(covers(p, part) for p in parts) for part in stated)):
        return False
    begun = row.dimension is DIM.FORCE and row.operation is OP.OPEN and statement.end0 is None and act.end0 is None
    if act.detail.undated or not (begun or row.operation in (OP.SHUT, OP.VOID, OP.REACH)):
        return False
    undone = OP.REBEGIN if begun else OP.REOPEN
    return not any(k.row.operation is undone and act.hold < k.hold <= statement.hold for k in acts)


def _within(statement: Known, pauses: Iterable[Known]) -> bool:
    """Whether a pause that a report mentions lies in those on record."""
    begins = [k.begin0 for k in pauses if k.row.operation is OP.OPEN]
    ends = [NEVER if k.end1 is None else k.end1 for k in pauses if k.row.operation is not OP.SHUT]
    if not begins or statement.detail.undated or any(k.row.operation is OP.SHUT for k in pauses):
        return False
    last = statement.begin1 if statement.end1 is None else statement.end1
    return min(begins) - _SLACK <= statement.begin0 and max(statement.begin1, last) <= max(ends) + _SLACK


_DAY = 86_400_000_000
_SLACK = 3 * _DAY
"""A report gives the day of its outlet, of the announcement or of the publication."""
_ECHO = 30 * _DAY
"""How long after an act the press reports it without a day."""


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
    """Return, of one act's statements about one thing, those that name a part most closely, in order."""
    if len(acts) < 2:
        return list(acts)
    best: dict[Hashable, int] = {}
    for known in acts:
        thing = _thing(known)
        best[thing] = max(best.get(thing, 0), _depth(known, path))
    return [known for known in acts if _depth(known, path) == best[_thing(known)]]


def _thing(known: Known) -> Hashable:
    row = known.row
    operation = OP.OPEN if row.operation in BEGINS else row.operation
    persons = known.detail.parties if row.dimension is DIM.DUTY else None  # of force they are parts
    return act_of(known), operation, known.detail.name, persons


def _depth(act: Known, path: Path) -> int:
    """Return how closely an act names a part: 0 when it is about the whole."""
    return max((len(part) for part in act.detail.parts if covers(part, path)), default=0)
