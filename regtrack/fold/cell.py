"""One provision's history: its status through time, and its duties, deadlines, values and words at a tick."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from regtrack.dates import DAWN, NEVER, Tick
from regtrack.fold.terms import BEGINS, CLOSES, DIM, OP, Known, active_terms, by_begin, operative, was_late
from regtrack.model.kinds import KINDS, Dimension, Family
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, covers
from regtrack.model.state import Force

if TYPE_CHECKING:
    from regtrack.fold.course import Course

_YES, _NO, _UNSURE = Force.YES, Force.NO, Force.UNKNOWN
_NO_TURN = frozenset({DAWN, NEVER})
_WAITING = frozenset({"pending", "delayed", "delayed_indefinitely"})
_NO_DUTY = frozenset({"stayed", "rescinded", "superseded", "expired", "withdrawn", "vacated", "nullified"})


class Standing(NamedTuple):
    """Status of one scope at one tick."""

    status: str
    underlying: str | None
    force: Force
    reasons: tuple[Posting, ...]
    flags: tuple[str, ...]


def _concerns(posting: Posting, path: Path) -> bool:
    """Whether an event reaches a provision: it names it or a parent of it, and does not except it."""
    detail = posting.detail
    if detail.parts and not any(covers(part, path) for part in detail.parts):
        return False
    return not any(covers(part, path) for part in detail.exclude)


def _lies_below(posting: Posting, path: Path) -> bool:
    """Whether an event is about some part of a provision; what is only said of it is shown on the whole."""
    return any(covers(path, part) for part in posting.detail.parts)


class Cell:
    """One provision's events by dimension, and the questions that can be asked of them."""

    __slots__ = ("_acts", "_closes", "_ends", "_standings", "_starts", "_turns", "course", "path", "said")

    def __init__(self, course: Course, path: Path) -> None:
        self.course = course
        self.path = path
        self._turns: list[Tick] | None = None
        self._standings: dict[int, Standing] = {}
        self._acts: dict[Dimension, list[Known]] = {}
        for known in course.counted:
            detail = known.posting.detail
            if (detail.parts or detail.exclude) and not _concerns(known.posting, path):
                continue
            self._acts.setdefault(known.row.dimension, []).append(known)
        force = self.acts(DIM.FORCE)
        self._starts = [k for k in force if k.row.operation in BEGINS]
        self._closes = [k for k in force if k.row.operation in CLOSES]
        self._closes.sort(key=by_begin)
        self._ends = [k for k in force if k.posting.end0 is not None]
        self.said = [
            k
            for k in course.said
            if not (k.posting.detail.parts or k.posting.detail.exclude)
            or _concerns(k.posting, path)
            or _lies_below(k.posting, path)
        ]

    def acts(self, dimension: Dimension) -> Sequence[Known]:
        """The counted events of one dimension, in the order in which they take hold."""
        return self._acts.get(dimension, ())

    @property
    def has_force(self) -> bool:
        """Whether anything says when it binds."""
        return any(known.row.operation is not OP.NOTE for known in self.acts(DIM.FORCE))

    # --- status -----------------------------------------------------------------------------------------------------

    def standing(self, at: Tick) -> Standing:
        """Status and force at one tick: the same from each turn to the next, so it is found out once for each."""
        turns = self.turns()
        place = bisect_right(turns, at)
        found = self._standings.get(place)
        if found is None:
            found = self._standings[place] = self._standing(turns[place - 1] if place else DAWN)
        return found

    def _standing(self, at: Tick) -> Standing:
        stage, stage_act = self.stage(at)
        if self.course.family is Family.BILL:
            return Standing(stage or "none", None, _force_of_bill(stage), _reasons(stage_act), ())
        ended = self._ended(at)
        if isinstance(ended, Standing):
            return ended
        begun = self._begun(at, stage, stage_act)
        if ended is not None and begun.force is not _NO:  # it may have ended, on a date that is not exactly known
            begun = Standing("unknown", None, _UNSURE, (*begun.reasons, ended), begun.flags)
        pauses = self.acts(DIM.PAUSE)
        return self._paused(pauses, at, begun) if pauses else begun

    def _ended(self, at: Tick) -> Standing | Posting | None:
        """The standing of a term that has ended, the act that may have ended it, or None."""
        doubtful: Posting | None = None
        shut: Known | None = None
        shut_at, reopened = NEVER, DAWN
        for known in self._closes:
            row = known.row
            if row.operation is OP.VOID:
                return Standing(row.status or "nullified", None, _NO, (known.posting,), known.posting.detail.flags)
            if row.operation is OP.SHUT and known.begin0 <= at:
                if known.begin1 <= at:
                    shut, shut_at = known, known.begin1
                else:
                    doubtful = known.posting
            elif row.operation is OP.REOPEN and known.begin1 <= at:
                shut, shut_at, reopened = None, NEVER, known.begin1
        end = operative(self._ends, at, by_end=True)
        if end is not None and end.posting.end0 is not None and end.posting.end1 is not None:
            if reopened < end.posting.end1 <= at and end.posting.end1 < shut_at:
                return Standing("expired", None, _NO, (end.posting,), end.posting.detail.flags)
            if end.posting.end0 <= at < end.posting.end1:
                doubtful = end.posting
        if shut is not None:
            row = shut.row
            flags = shut.posting.detail.flags
            if shut.posting.detail.mode == "void_from_start":
                flags = (*flags, "void_from_start")
            word = "withdrawn" if self.course.family is Family.GUIDANCE else row.status or "rescinded"
            return Standing(word, None, _NO, (shut.posting,), flags)
        return doubtful

    def _begun(self, at: Tick, stage: str | None, stage_act: Known | None) -> Standing:
        """The standing by effective date alone."""
        starts = self._starts
        start = operative(starts, at)
        if start is None or stage == "withdrawn":  # withdrawn before publication: the date it would have had is void
            return self._by_stage(stage, stage_act)
        posting = start.posting
        detail = posting.detail
        flags = list(detail.flags)
        if start.row.operation is OP.REBEGIN and was_late(starts, start):
            flags.append("late_delay")
        if start.begin1 <= at:
            if detail.condition and posting.key not in self.course.confirmed:
                flags.append("condition_unverified")
            status = "current" if self.course.family is Family.GUIDANCE else "in_force"
            return Standing(status, None, _YES, _reasons(start), tuple(flags))
        later = starts[-1] is not start and detail.undated  # a later act has said when: until then it had not begun
        if start.begin0 <= at and not later:
            return Standing("unknown", None, _UNSURE, (posting,), tuple(flags))
        if start.hold > at:  # the act that sets the date had not been taken yet
            return self._by_stage(stage, stage_act)
        ahead = any(at < known.begin1 < NEVER for known in starts[starts.index(start) :])
        status = (start.row.status or "pending") if ahead else "delayed_indefinitely"
        return Standing(status, None, _NO, _reasons(start), tuple(flags))

    def _by_stage(self, stage: str | None, act: Known | None) -> Standing:
        """The standing of something for which no effective date is set."""
        if stage is None:
            told = next((k for k in self.acts(DIM.KNOWLEDGE) if k.row.stage), None)
            if told is not None:
                return Standing(told.row.stage or "", None, _NO, _reasons(told), ())
            if self.course.counted:
                return Standing("none", None, _NO, (), ())
            return Standing("unknown" if self.said else "none", None, _UNSURE, (), ())
        if stage == "published":
            if self.course.family is Family.GUIDANCE:
                return Standing("current", None, _YES, _reasons(act), ())
            return Standing("unknown", None, _UNSURE, _reasons(act), ("no_effective_date",))
        force = Force.CONTESTED if stage == "withdrawn" else _UNSURE if stage == "unknown" else _NO
        return Standing(stage, None, force, _reasons(act), ())

    def _paused(self, pauses: Sequence[Known], at: Tick, begun: Standing) -> Standing:
        """Stays laid over it: it binds only when all of them have lifted."""
        active, doubtful = active_terms(pauses, at)
        if active and begun.status not in ("none", "withdrawn"):
            flags = (*begun.flags, *(flag for p in active for flag in p.detail.flags))
            return Standing("stayed", begun.status, _NO, (*active, *begun.reasons), flags)
        if doubtful and begun.force is _YES:
            return Standing("unknown", begun.status, _UNSURE, (*doubtful, *begun.reasons), begun.flags)
        return begun

    def stage(self, at: Tick) -> tuple[str | None, Known | None]:
        """The last stage reached by then and the event that says so; ``unknown`` while its date is uncertain."""
        reached: Known | None = None
        passed: set[str | None] = set()
        doubtful = False
        for known in self.acts(DIM.STAGE):
            if known.begin1 <= at:
                reached = known
                if known.row.again:
                    passed.add(known.posting.detail.name)
            elif known.begin0 <= at:
                doubtful = True
        if reached is None:
            return ("unknown" if doubtful else None), None
        row = reached.row
        return (row.again if row.again and len(passed) > 1 else row.stage), reached

    # --- the course of status through time ----------------------------------------------------------------------------

    def turns(self) -> list[Tick]:
        """Every tick at which the standing may change, sorted."""
        if self._turns is None:
            ticks: set[Tick | None] = set()
            for dimension in (DIM.STAGE, DIM.FORCE, DIM.PAUSE):
                for known in self.acts(dimension):
                    posting = known.posting
                    ticks.update((known.hold, known.begin0, known.begin1, posting.end0, posting.end1))
            self._turns = sorted(tick for tick in ticks - _NO_TURN if tick is not None)
        return self._turns

    def stretches(self, first: Tick = DAWN, last: Tick = NEVER) -> Iterator[tuple[Tick, Standing]]:
        """The standing from ``first`` on and at each change after it up to ``last``."""
        standing = self.standing(first)
        yield first, standing
        for tick in self.turns():
            if first < tick <= last:
                new = self.standing(tick)
                if (new.status, new.underlying, new.force) != (standing.status, standing.underlying, standing.force):
                    yield tick, new
                standing = new

    def since(self, at: Tick, standing: Standing) -> Tick | None:
        """The tick from which it has had this status without a break, or None if it always had."""
        for tick in reversed(self.turns()):
            if tick <= at and self.standing(tick - 1).status != standing.status:
                return tick
        return None

    def next(self, at: Tick, standing: Standing) -> tuple[Tick, Standing] | None:
        """The next change of status that is already known."""
        for tick in self.turns():
            if tick > at:
                new = self.standing(tick)
                if new.status != standing.status and not {new.status, standing.status} <= _WAITING:
                    return tick, new
        return None

    def acts_at(self, tick: Tick) -> tuple[Posting, ...]:
        """The acts on force and pauses of which one date is this tick: what turned the status then."""
        acts = (*self.acts(DIM.FORCE), *self.acts(DIM.PAUSE))
        return tuple([k.posting for k in acts if tick in (k.begin0, k.begin1, k.posting.end0, k.posting.end1)])

    # --- the other dimensions -------------------------------------------------------------------------------------

    def duty(self, at: Tick, standing: Standing) -> tuple[str, Tick | None, tuple[Posting, ...]]:
        """Whether compliance (else applicability, else force itself) has started, from when, and why."""
        acts = self.acts(DIM.DUTY)
        for name in ("compliance", "applicability"):
            start = operative([k for k in acts if k.posting.detail.name == name], at)
            if start is None:
                continue
            known_from = start.begin0 if start.begin0 == start.begin1 and start.begin0 < NEVER else None
            if standing.status in _NO_DUTY:
                return "no", known_from, (start.posting,)
            answer = "yes" if start.begin1 <= at else "no" if at < start.begin0 or start.begin0 == NEVER else "unknown"
            return answer, known_from, (start.posting,)
        follows = {_YES: "yes", _NO: "no"}.get(standing.force, "unknown")
        return follows, None, ()

    def enforcement(self, at: Tick) -> tuple[str, tuple[Posting, ...]]:
        """How it is enforced, and why; an injunction outweighs discretion."""
        active, _ = active_terms(self.acts(DIM.ENFORCEMENT), at)
        if not active:
            return "normal", ()
        words = {KINDS[p.kind].status or "" for p in active}
        return max(words), tuple(active)  # "enjoined" > "discretion"

    def deadlines(self, at: Tick) -> Iterator[tuple[str, Known]]:
        """For each name the deadline that is set by then."""
        named: dict[str, list[Known]] = {}
        for known in self.acts(DIM.DEADLINE):
            if known.posting.end0 is not None:
                named.setdefault(known.posting.detail.name or "", []).append(known)
        for name in sorted(named):
            current = operative(named[name], at, by_end=True)
            if current is not None and current.hold <= at:
                yield name, current

    def values(self, at: Tick) -> Iterator[tuple[str, Posting]]:
        """For each name the value that holds at that tick."""
        held: dict[str, Posting] = {}
        for known in sorted(self.acts(DIM.VALUE), key=by_begin):
            ended = known.posting.end1 is not None and known.posting.end1 <= at
            if known.begin1 <= at and not ended:
                held[known.posting.detail.name or ""] = known.posting
        yield from sorted(held.items())

    def texts(self, at: Tick) -> Iterator[Posting]:
        """The events that have changed its words by then."""
        return (known.posting for known in self.acts(DIM.TEXT) if known.begin1 <= at)

    def announced(self, at: Tick) -> Iterator[Known]:
        """Changes said by then that no act has made."""
        for known in self.said:
            row = known.row
            if row.dimension is DIM.KNOWLEDGE or known.hold > at or known.posting.key in self.course.confirmed:
                continue
            done = any(
                act.hold >= known.hold and (row.dimension is DIM.STAGE or act.posting.kind == known.posting.kind)
                and act.posting.detail.name == known.posting.detail.name
                for act in self.acts(row.dimension)
            )  # fmt: skip
            if not done:
                yield known

    def conflicts(self) -> Iterator[str]:
        """Keys of the statements that lose to the one they contradict: the less certain, else the one that says so."""
        if not self.course.contested:
            return
        contested = [k for k in chain(self.said, *self._acts.values()) if k.posting.detail.conflicts_with]
        certainty = {k.posting.key: k.certainty for k in chain(self.course.counted, self.course.said)}
        not_yet = {p.key for p in self.course.postings} - set(certainty)
        for each in contested:
            for other in each.posting.detail.conflicts_with:
                if other in not_yet:
                    continue  # it contradicts what nobody knew then
                yield other if certainty.get(other, each.certainty) < each.certainty else each.posting.key

    def overridden(self, at: Tick) -> Iterator[Posting]:
        """Acts that set a date which a later act has replaced by then."""
        for acts, ends in (
            (self._starts, False), (self._ends, True), (self.acts(DIM.DUTY), False), (self.acts(DIM.DEADLINE), True),
        ):  # fmt: skip
            if len(acts) < 2:  # nothing that could have replaced it
                continue
            acts = [k for k in acts if (k.posting.end0 is not None if ends else k.row.operation in BEGINS)]
            groups: dict[str | None, list[Known]] = {}
            for known in acts:
                groups.setdefault(known.posting.detail.name, []).append(known)
            for group in groups.values():
                current = operative(group, at, by_end=ends)
                for known in group:
                    if known is current:
                        break
                    yield known.posting


def _reasons(*acts: Known | None) -> tuple[Posting, ...]:
    return tuple(act.posting for act in acts if act is not None)


def _force_of_bill(stage: str | None) -> Force:
    return _YES if stage == "law" else _UNSURE if stage == "unknown" else _NO
