"""One provision's status, and its duties, deadlines, values and words at a tick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from regtrack.dates import Tick
from regtrack.fold.course import Course
from regtrack.fold.duty import Duty, duties_of
from regtrack.fold.effective import ScopeStatus
from regtrack.fold.reach import closest
from regtrack.fold.status import StatusCourse
from regtrack.fold.terms import DIM, OP, Known, act_of, active_terms, by_begin, by_name, earlier, ruling
from regtrack.model.kinds import Dimension
from regtrack.model.posting import Posting
from regtrack.model.scope import Path

_GIVEN_UP = frozenset({"withdrawn", "proposal_withdrawn", "dead"})


class Cell(StatusCourse):
    """One provision's events by dimension, and the questions that can be asked of them."""

    __slots__ = ("_by_name",)

    def __init__(self, course: Course, path: Path = ()) -> None:
        super().__init__(course, path)
        if course.divided:
            self._acts[DIM.DUTY] = closest(self._acts[DIM.DUTY], path)
        self._by_name: dict[Dimension, dict[tuple[str, str], list[Known]]] = {}

    def duties(self, at: Tick, standing: ScopeStatus) -> list[Duty]:
        """Return whether each class of persons must comply, or if nothing says so, whether the rule applies to it."""
        named = self._named(DIM.DUTY)
        return duties_of(named, at, standing) if named else []

    def enforcement(self, at: Tick) -> tuple[str, tuple[Posting, ...]]:
        """Return how it is enforced, and why; an injunction outweighs discretion."""
        acts = self._acts[DIM.ENFORCEMENT]
        active = active_terms(acts, at)[0] if acts else ()
        if not active:  # where somebody ended it, who did
            shut = [k for k in acts if k.row.operation is OP.SHUT and k.begin0 <= at and not (k.end0 and k.end0 <= at)]
            return "normal", tuple([k.posting for k in shut[-1:]])
        words = {p.row.status or "" for p in active}
        return max(words), tuple(active)  # "enjoined" > "discretion"

    def deadlines(self, at: Tick) -> list[tuple[str, Known]]:
        """Return the deadlines that are set by then, by name."""
        found: list[tuple[str, Known]] = []
        for (name, _), acts in self._named(DIM.DEADLINE).items():
            current = [k for k in ruling(acts, at, by_end=True) if k.hold <= at]
            if len(current) > 1:
                current = [k for _, k in sorted({(k.end0, k.end1): k for k in current}.items())]
            found += [(name, k) for k in current]
        return found

    def _named(self, dimension: Dimension) -> dict[tuple[str, str], list[Known]]:
        """Return the acts that set each duty or each deadline, by its name and whom it is for."""
        found = self._by_name.get(dimension)
        if found is None:
            acts = self._acts[dimension]
            found = by_name([k for k in acts if k.end0 is not None] if dimension is DIM.DEADLINE else acts)
            self._by_name[dimension] = found
        return found

    def values(self, at: Tick) -> list[tuple[str, Posting]]:
        """Return the values that hold at that tick, by name."""
        acts = self._acts[DIM.VALUE]
        held: dict[str, Posting] = {}
        for known in sorted(acts, key=by_begin) if len(acts) > 1 else acts:
            if known.begin1 <= at and (known.end1 is None or known.end1 > at):
                held[known.detail.name or ""] = known.posting
        return sorted(held.items())

    def texts(self, at: Tick) -> Iterator[Posting]:
        """Return the events that have changed its words by then."""
        return (known.posting for known in self._acts[DIM.TEXT] if known.begin1 <= at)

    def announced(self, at: Tick, *, passed: bool = False) -> list[Known]:
        """Return changes announced by then and not yet enacted, without contradictions; passed deadlines if wanted."""
        if not self.uncounted:
            return []
        confirmed, restated = self.course.confirmed, self.course.restated
        knowledge, lost = DIM.KNOWLEDGE, set(self.conflicts()) if self.course.contested else ()
        return [
            known
            for known in self.uncounted
            if known.row.dimension is not knowledge
            and known.hold <= at
            and known.key not in confirmed
            and known.key not in restated
            and known.key not in lost
            and (passed or known.row.dimension is not DIM.DEADLINE or known.end1 is None or known.end1 > at)
            and not self._done(known)
        ]

    def _done(self, statement: Known) -> bool:
        """Whether an act has made the change that was announced, or has left nothing to change."""
        row, name, staged = statement.row, statement.detail.name, statement.row.dimension is DIM.STAGE
        for act in self._acts[row.dimension]:
            if act.hold >= statement.hold and (staged or act.row is row) and act.detail.name == name:
                return True
        return row.operation is not OP.REOPEN and self._over_since(statement.hold)

    def _over_since(self, tick: Tick) -> bool:
        """Whether an act after a tick has ended the rule, or given up the making of it, and none has undone that."""
        ends = [*self._closes, *(k for k in self._acts[DIM.STAGE] if k.row.stage in _GIVEN_UP)]
        last = max(ends, key=act_of, default=None)
        return last is not None and last.hold >= tick and last.row.operation is not OP.REOPEN

    def conflicts(self) -> Iterator[str]:
        """Keys of the statements that lose to the one they contradict, or that contradicts them."""
        if not self.course.contested:
            return
        for known in chain(self.uncounted, *self._acts.values()):
            if known.detail.conflicts_with:
                yield from (loser for loser, _ in self.course.lost(known))

    def overridden(self, at: Tick) -> list[Posting]:
        """Acts that set a date which a later act has replaced by then."""
        moved, ended = [self._effective.starts], [self._effective.ends]
        if len(self._acts[DIM.DUTY]) > 1:
            moved += self._named(DIM.DUTY).values()
        if len(self._acts[DIM.DEADLINE]) > 1:
            ended += self._named(DIM.DEADLINE).values()
        found: list[Posting] = []
        for acts in moved:
            if len(acts) > 1:
                found += _replaced(acts, at)
        for acts in ended:
            if len(acts) > 1:
                found += _replaced(acts, at, by_end=True)
        return found


def _replaced(acts: Sequence[Known], at: Tick, *, by_end: bool = False) -> list[Posting]:
    """Return, of the acts that set one date, those before the one that rules by then."""
    return [known.posting for known in earlier(acts, ruling(acts, at, by_end=by_end)[0])]
