"""From events to the state of the law: pure, and it knows dimensions and operations only.

The idea in four lines. A dimension of a scope holds *terms*, stretches of legal time. An event opens a term, moves
its begin or its end, or shuts it. A later act that moves a date rules from the moment it takes hold, so what counts
on day D is the last act that had taken hold by D. Nothing that the clock does is ever an event.

Order of acts: by the moment they take hold, then by when they could be known, then by id, never by when they were
recorded, so that the order of ingestion cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter

from regtrack.fold.cell import Cell
from regtrack.fold.terms import DIM, OP, Known, Limit
from regtrack.model.kinds import KINDS, Certainty, Family
from regtrack.model.posting import Posting
from regtrack.model.scope import Path
from regtrack.model.state import KnownBy

_ANNOUNCED, _PUBLISHED = Certainty.ANNOUNCED, Certainty.PUBLISHED


def _as_known(p: Posting, limit: Limit) -> Known | None:
    """The posting at the highest certainty it had by then, or None if it was not known at all."""
    certainty, hold, available, steps = p.certainty, p.hold, p.available, p.detail.steps
    if available > limit.tick:
        for step, step_available, step_hold in reversed(steps):
            if step_available <= limit.tick:
                certainty, hold = step, step_hold
                break
        else:
            return None
    if steps and limit.threshold < certainty:  # it counts from the first step that is enough for the question
        hold = min(hold, *(s for step, known, s in steps if step >= limit.threshold and known <= limit.tick), hold)
    begin0, begin1 = p.begin0, p.begin1
    if begin0 is None or begin1 is None:
        begin0 = begin1 = hold
    return Known(hold, available, p.id, p, KINDS[p.kind], certainty, begin0, begin1)


def _current(postings: Sequence[Posting], limit: Limit) -> Iterable[Posting]:
    """One posting a fact: the newest record of it, without those that our own record says were wrong.

    By record, a revision counts from when it was recorded. By public knowledge it always counts: that we first wrote
    it down wrongly was never public.
    """
    if limit.known_by is KnownBy.RECORD:
        postings = [p for p in postings if p.recorded <= limit.tick]
    postings = sorted(postings, key=_SEQ)
    newest = {p.key: p for p in postings}
    revised = {p.detail.of: p.seq for p in postings if p.detail.of is not None and KINDS[p.kind].operation is OP.REVISE}
    return newest.values() if not revised else [p for p in newest.values() if p.seq >= revised.get(p.key, 0)]


_SEQ = attrgetter("seq")


class Course:
    """All that is known of one instrument, sorted out once and then asked about any tick of legal time.

    Args:
        postings: every posting of the instrument, in any order.
        family: which vocabulary of statuses it uses.
        limit: what counts as known.
    """

    def __init__(self, postings: Sequence[Posting], family: Family, limit: Limit) -> None:
        self.limit = limit
        self.family = family
        self.postings = postings
        threshold = limit.threshold
        announced = min(threshold, _ANNOUNCED)
        enforcement, knowledge = DIM.ENFORCEMENT, DIM.KNOWLEDGE
        self.counted: list[Known] = []
        self.said: list[Known] = []
        self.confirmed: set[str] = set()
        self.contested = False
        self._cells: dict[Path, Cell] = {}
        verdicts: list[Known] = []
        for p in _current(postings, limit):
            known = _as_known(p, limit)
            if known is None:
                continue
            row, detail = known.row, p.detail
            if detail.conflicts_with:
                self.contested = True
            # An agency's announcement does move its own enforcement; nothing else (semantics 1.2).
            floor = announced if row.dimension is enforcement else threshold
            if row.dimension is knowledge and detail.of:
                verdicts.append(known)
            if known.certainty >= floor and not (detail.undated and known.certainty < _PUBLISHED):
                self.counted.append(known)
            else:
                self.said.append(known)
        retracted = self._heed(verdicts) if verdicts else ()
        if retracted:
            self.counted = [k for k in self.counted if k.posting.key not in retracted]
            self.said = [k for k in self.said if k.posting.key not in retracted]
        self.counted.sort()
        self.said.sort()

    def _heed(self, verdicts: Sequence[Known]) -> set[str]:
        """Note what is confirmed, and give back what is retracted.

        A statement is heeded that counts, or is as certain as its object: a news report takes back no act.
        """
        certainty = {known.posting.key: known.certainty for known in chain(self.counted, self.said)}
        retracted: set[str] = set()
        for known in verdicts:
            of = known.posting.detail.of or ""
            if known.certainty < min(self.limit.threshold, certainty.get(of, self.limit.threshold)):
                continue
            if known.row.operation is OP.RETRACT:
                retracted.add(of)
            elif known.row.operation is OP.CONFIRM:
                self.confirmed.add(of)
        return retracted

    @property
    def paths(self) -> list[Path]:
        """Every provision that some counted event names, sorted."""
        found: set[Path] = set()
        for known in self.counted:
            detail = known.posting.detail
            if detail.parts or detail.exclude:
                found.update(detail.parts, detail.exclude)
        return sorted(found)

    def cell(self, path: Path = ()) -> Cell:
        """The history of one provision; of the instrument's remainder, what no event names, for the empty path."""
        if path not in self._cells:
            self._cells[path] = Cell(self, path)
        return self._cells[path]
