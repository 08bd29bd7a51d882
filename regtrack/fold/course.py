"""From events to the state of the law: pure, and it knows dimensions and operations only.

The idea in four lines. A dimension of a scope holds *terms*, stretches of legal time. An event opens a term, moves
its begin or its end, or shuts it. A later act that moves a date rules from the moment it takes hold, so what counts
on day D is the last act that had taken hold by D (:func:`_operative`). Nothing that the clock does is ever an event.

Order of acts: by the moment they take hold, then by when they could be known, then by id, never by when they were
recorded, so that the order of ingestion cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from regtrack.dates import DAWN, NEVER, Tick
from regtrack.model.kinds import KINDS, Certainty, Dimension, Family, Operation
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, covers
from regtrack.model.state import Force, KnownBy

_O = Operation
_D = Dimension


class Known(NamedTuple):
    """A posting as far as it is known: the certainty reached by then, and when the act takes hold at that."""

    posting: Posting
    certainty: int
    hold: Tick
    begin0: Tick
    begin1: Tick


class Standing(NamedTuple):
    """Status of one scope at one tick."""

    status: str
    underlying: str | None
    force: Force
    reasons: tuple[Posting, ...]
    flags: tuple[str, ...]


class Limit(NamedTuple):
    """What a question counts as known."""

    tick: Tick
    known_by: KnownBy
    threshold: Certainty


def _as_known(p: Posting, limit: Limit) -> Known | None:
    """The posting at the highest certainty it had by then, or None if it was not known at all."""
    certainty, hold = p.certainty, p.hold
    if limit.known_by is KnownBy.RECORD and p.recorded > limit.tick:
        return None
    if p.available > limit.tick:
        for step, available, step_hold in reversed(p.detail.steps):
            if available <= limit.tick:
                certainty, hold = step, step_hold
                break
        else:
            return None
    if p.detail.steps and limit.threshold < certainty:  # it counts from the first step that is enough for the question
        hold = min(
            hold, *(s for step, known, s in p.detail.steps if step >= limit.threshold and known <= limit.tick), hold
        )
    begin0, begin1 = (hold, hold) if p.begin0 is None or p.begin1 is None else (p.begin0, p.begin1)
    return Known(p, certainty, hold, begin0, begin1)


def _current(postings: Sequence[Posting], limit: Limit) -> Iterable[Posting]:
    """One posting a fact: the newest record of it, without those that our own record says were wrong.

    By record, a revision counts from when it was recorded. By public knowledge it always counts: that we first wrote
    it down wrongly was never public.
    """
    by_record = limit.known_by is KnownBy.RECORD
    newest: dict[str, Posting] = {}
    revised: dict[str, int] = {}
    for p in postings:
        if by_record and p.recorded > limit.tick:
            continue
        if p.detail.of is not None and KINDS[p.kind].operation is _O.REVISE:
            revised[p.detail.of] = max(p.seq, revised.get(p.detail.of, 0))
        other = newest.get(p.key)
        if other is None or other.seq < p.seq:
            newest[p.key] = p
    return newest.values() if not revised else [p for p in newest.values() if p.seq >= revised.get(p.key, 0)]


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
        announced = min(threshold, Certainty.ANNOUNCED)
        self.counted: list[Known] = []
        self.said: list[Known] = []
        self.confirmed: set[str] = set()
        retracted: set[str] = set()
        for p in _current(postings, limit):
            known = _as_known(p, limit)
            if known is None:
                continue
            row = KINDS[p.kind]
            # An agency's announcement does move its own enforcement; nothing else (semantics 1.2).
            floor = announced if row.dimension is _D.ENFORCEMENT else threshold
            if row.operation is _O.RETRACT and p.detail.of:
                retracted.add(p.detail.of)
            elif row.operation is _O.CONFIRM and p.detail.of:
                self.confirmed.add(p.detail.of)
            if known.certainty >= floor and not (p.detail.undated and known.certainty < Certainty.PUBLISHED):
                self.counted.append(known)
            else:
                self.said.append(known)
        if retracted:
            self.counted = [k for k in self.counted if k.posting.key not in retracted]
            self.said = [k for k in self.said if k.posting.key not in retracted]
        if len(self.counted) > 1:
            self.counted.sort(key=_order)
        if len(self.said) > 1:
            self.said.sort(key=_order)

    @property
    def paths(self) -> list[Path]:
        """Every provision that some counted event names, sorted."""
        found: set[Path] = set()
        for known in self.counted:
            detail = known.posting.detail
            found.update(detail.parts, detail.exclude)
        return sorted(found)

    def cell(self, path: Path = ()) -> Cell:
        """The history of one provision; of the instrument's remainder, what no event names, for the empty path."""
        return Cell(self, path)


def _order(known: Known) -> tuple[Tick, Tick, str]:
    return known.hold, known.posting.available, known.posting.id


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

    __slots__ = ("_acts", "_dimensions", "course", "path", "said")

    def __init__(self, course: Course, path: Path) -> None:
        self.course = course
        self.path = path
        self._acts: dict[Dimension, list[Known]] = {}
        for known in course.counted:
            detail = known.posting.detail
            if (detail.parts or detail.exclude) and not _concerns(known.posting, path):
                continue
            self._acts.setdefault(KINDS[known.posting.kind].dimension, []).append(known)
        self.said = [k for k in course.said if _concerns(k.posting, path) or _lies_below(k.posting, path)]

    def acts(self, dimension: Dimension) -> Sequence[Known]:
        """The counted events of one dimension, in the order in which they take hold."""
        return self._acts.get(dimension, ())

    @property
    def has_force(self) -> bool:
        """Whether anything says when it binds."""
        return any(KINDS[known.posting.kind].operation is not _O.NOTE for known in self.acts(_D.FORCE))

    # --- status -----------------------------------------------------------------------------------------------------

    def standing(self, at: Tick) -> Standing:
        """Status and force at one tick."""
        stage, stage_act = self.stage(at)
        if self.course.family is Family.BILL:
            return Standing(stage or "none", None, _force_of_bill(stage), _reasons(stage_act), ())
        force = self.acts(_D.FORCE)
        ended = self._ended(force, at)
        if isinstance(ended, Standing):
            return ended
        begun = self._begun(force, at, stage, stage_act)
        if ended is not None and begun.force is not Force.NO:  # it may have ended, on a date that is not exactly known
            begun = Standing("unknown", None, Force.UNKNOWN, (*begun.reasons, ended), begun.flags)
        pauses = self.acts(_D.PAUSE)
        return self._paused(pauses, at, begun) if pauses else begun

    def _ended(self, force: Sequence[Known], at: Tick) -> Standing | Posting | None:
        """The standing of a term that has ended, the act that may have ended it, or None."""
        doubtful: Posting | None = None
        shut: Known | None = None
        shut_at = NEVER
        for known in sorted(force, key=_by_begin) if len(force) > 1 else force:
            row = KINDS[known.posting.kind]
            if row.operation is _O.VOID:
                return Standing(row.status or "nullified", None, Force.NO, (known.posting,), known.posting.detail.flags)
            if row.operation is _O.SHUT and known.begin0 <= at:
                if known.begin1 <= at:
                    shut, shut_at = known, known.begin1
                else:
                    doubtful = known.posting
            elif row.operation is _O.REOPEN and known.begin1 <= at:
                shut, shut_at = None, NEVER
        end = _operative([k for k in force if k.posting.end0 is not None], at, by_end=True)
        if end is not None and end.posting.end0 is not None and end.posting.end1 is not None:
            if end.posting.end1 <= at and end.posting.end1 < shut_at:
                return Standing("expired", None, Force.NO, (end.posting,), end.posting.detail.flags)
            if end.posting.end0 <= at < end.posting.end1:
                doubtful = end.posting
        if shut is not None:
            row = KINDS[shut.posting.kind]
            flags = shut.posting.detail.flags
            if shut.posting.detail.mode == "void_from_start":
                flags = (*flags, "void_from_start")
            return Standing(row.status or "rescinded", None, Force.NO, (shut.posting,), flags)
        return doubtful

    def _begun(self, force: Sequence[Known], at: Tick, stage: str | None, stage_act: Known | None) -> Standing:
        """The standing by effective date alone."""
        starts = [k for k in force if KINDS[k.posting.kind].operation in _BEGINS]
        start = _operative(starts, at)
        if start is None or stage == "withdrawn":  # withdrawn before publication: the date it would have had is void
            return self._by_stage(stage, stage_act)
        posting = start.posting
        detail = posting.detail
        flags = list(detail.flags)
        if KINDS[posting.kind].operation is _O.REBEGIN and _was_late(starts, start):
            flags.append("late_delay")
        if start.begin1 <= at:
            if detail.condition and posting.key not in self.course.confirmed:
                flags.append("condition_unverified")
            status = "current" if self.course.family is Family.GUIDANCE else "in_force"
            return Standing(status, None, Force.YES, _reasons(start), tuple(flags))
        later = starts[-1] is not start and detail.undated  # a later act has said when: until then it had not begun
        if start.begin0 <= at and not later:
            return Standing("unknown", None, Force.UNKNOWN, (posting,), tuple(flags))
        if start.hold > at:  # the act that sets the date had not been taken yet
            return self._by_stage(stage, stage_act)
        ahead = any(known.begin1 < NEVER and known.begin1 > at for known in starts if _order(known) >= _order(start))
        if not ahead:
            status = "delayed_indefinitely"
        else:
            status = KINDS[posting.kind].status or "pending"
        return Standing(status, None, Force.NO, _reasons(start), tuple(flags))

    def _by_stage(self, stage: str | None, act: Known | None) -> Standing:
        """The standing of something for which no effective date is set."""
        if stage is None:
            told = next((k for k in self.acts(_D.KNOWLEDGE) if KINDS[k.posting.kind].stage), None)
            if told is not None:
                return Standing(KINDS[told.posting.kind].stage or "", None, Force.NO, _reasons(told), ())
            below = self.said and not self.course.counted
            return (
                Standing("unknown", None, Force.UNKNOWN, (), ()) if below else Standing("none", None, Force.NO, (), ())
            )
        if stage == "published":
            if self.course.family is Family.GUIDANCE:
                return Standing("current", None, Force.YES, _reasons(act), ())
            return Standing("unknown", None, Force.UNKNOWN, _reasons(act), ("no_effective_date",))
        force = Force.CONTESTED if stage == "withdrawn" else Force.UNKNOWN if stage == "unknown" else Force.NO
        return Standing(stage, None, force, _reasons(act), ())

    def _paused(self, pauses: Sequence[Known], at: Tick, begun: Standing) -> Standing:
        """Stays laid over it: it binds only when all of them have lifted."""
        active, doubtful = _active(pauses, at)
        if active and begun.status not in ("none", "withdrawn"):
            flags = (*begun.flags, *(flag for p in active for flag in p.detail.flags))
            return Standing("stayed", begun.status, Force.NO, (*active, *begun.reasons), flags)
        if doubtful and begun.force is Force.YES:
            return Standing("unknown", begun.status, Force.UNKNOWN, (*doubtful, *begun.reasons), begun.flags)
        return begun

    def stage(self, at: Tick) -> tuple[str | None, Known | None]:
        """The last stage reached by then and the event that says so; ``unknown`` while its date is uncertain."""
        reached: Known | None = None
        passed: set[str | None] = set()
        doubtful = False
        for known in self.acts(_D.STAGE):
            if known.begin1 <= at:
                reached = known
                if KINDS[known.posting.kind].again:
                    passed.add(known.posting.detail.name)
            elif known.begin0 <= at:
                doubtful = True
        if reached is None:
            return ("unknown" if doubtful else None), None
        row = KINDS[reached.posting.kind]
        return (row.again if row.again and len(passed) > 1 else row.stage), reached

    # --- the course of status through time ----------------------------------------------------------------------------

    def turns(self) -> list[Tick]:
        """Every tick at which the standing may change, sorted."""
        ticks: set[Tick] = set()
        for dimension in (_D.STAGE, _D.FORCE, _D.PAUSE):
            for known in self.acts(dimension):
                posting = known.posting
                ticks.update((known.hold, known.begin0, known.begin1))
                if posting.end0 is not None and posting.end1 is not None:
                    ticks.update((posting.end0, posting.end1))
        ticks.discard(NEVER)
        ticks.discard(DAWN)
        return sorted(ticks)

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
        return tuple(
            known.posting
            for dimension in (_D.FORCE, _D.PAUSE)
            for known in self.acts(dimension)
            if tick in (known.begin0, known.begin1, known.posting.end0, known.posting.end1)
        )

    # --- the other dimensions -------------------------------------------------------------------------------------

    def duty(self, at: Tick, standing: Standing) -> tuple[str, Tick | None, tuple[Posting, ...]]:
        """Whether compliance (else applicability, else force itself) has started, from when, and why."""
        acts = self.acts(_D.DUTY)
        for name in ("compliance", "applicability"):
            start = _operative([k for k in acts if k.posting.detail.name == name], at)
            if start is None:
                continue
            known_from = start.begin0 if start.begin0 == start.begin1 and start.begin0 < NEVER else None
            if standing.status in _NO_DUTY:
                return "no", known_from, (start.posting,)
            answer = "yes" if start.begin1 <= at else "no" if at < start.begin0 or start.begin0 == NEVER else "unknown"
            return answer, known_from, (start.posting,)
        follows = {Force.YES: "yes", Force.NO: "no"}.get(standing.force, "unknown")
        return follows, None, ()

    def enforcement(self, at: Tick) -> tuple[str, tuple[Posting, ...]]:
        """How it is enforced, and why; an injunction outweighs discretion."""
        active, _ = _active(self.acts(_D.ENFORCEMENT), at)
        if not active:
            return "normal", ()
        words = {KINDS[p.kind].status or "" for p in active}
        return max(words), tuple(active)  # "enjoined" > "discretion"

    def deadlines(self, at: Tick) -> Iterator[tuple[str, Known]]:
        """For each name the deadline that is set by then."""
        acts = self.acts(_D.DEADLINE)
        for name in sorted({k.posting.detail.name or "" for k in acts}):
            ends = [k for k in acts if (k.posting.detail.name or "") == name and k.posting.end0 is not None]
            current = _operative(ends, at, by_end=True)
            if current is not None and current.hold <= at:
                yield name, current

    def values(self, at: Tick) -> Iterator[tuple[str, Posting]]:
        """For each name the value that holds at that tick."""
        acts = self.acts(_D.VALUE)
        for name in sorted({k.posting.detail.name or "" for k in acts}):
            held: Known | None = None
            for known in sorted((k for k in acts if k.posting.detail.name == name), key=_by_begin):
                ended = known.posting.end1 is not None and known.posting.end1 <= at
                if known.begin1 <= at and not ended:
                    held = known
            if held is not None:
                yield name, held.posting

    def texts(self, at: Tick) -> Iterator[Posting]:
        """The events that have changed its words by then."""
        return (known.posting for known in self.acts(_D.TEXT) if known.begin1 <= at)

    def announced(self, at: Tick) -> Iterator[Known]:
        """Changes said by then that no act has made."""
        for known in self.said:
            row = KINDS[known.posting.kind]
            if row.dimension is _D.KNOWLEDGE or known.hold > at or known.posting.key in self.course.confirmed:
                continue
            done = any(
                act.hold >= known.hold and (row.dimension is _D.STAGE or act.posting.kind == known.posting.kind)
                and act.posting.detail.name == known.posting.detail.name
                for act in self.acts(row.dimension)
            )  # fmt: skip
            if not done:
                yield known

    def conflicts(self) -> Iterator[str]:
        """Keys of the statements that lose to the one they contradict: the less certain, else the one that says so."""
        known = (*self.said, *(k for acts in self._acts.values() for k in acts))
        certainty = {k.posting.key: k.certainty for k in known}
        for each in known:
            for other in each.posting.detail.conflicts_with:
                yield other if certainty.get(other, each.certainty) < each.certainty else each.posting.key

    def overridden(self, at: Tick) -> Iterator[Posting]:
        """Acts that set a date which a later act has replaced by then."""
        for dimension, ends in ((_D.FORCE, False), (_D.FORCE, True), (_D.DUTY, False), (_D.DEADLINE, True)):
            acts = self.acts(dimension)
            if ends:
                acts = [k for k in acts if k.posting.end0 is not None]
            else:
                acts = [k for k in acts if KINDS[k.posting.kind].operation in _BEGINS]
            groups: dict[str | None, list[Known]] = {}
            for known in acts:
                groups.setdefault(known.posting.detail.name, []).append(known)
            for group in groups.values():
                current = _operative(group, at, by_end=ends)
                yield from (
                    k.posting for k in group if current is not None and k is not current and _order(k) < _order(current)
                )


_BEGINS = frozenset({_O.OPEN, _O.REBEGIN})
_WAITING = frozenset({"pending", "delayed", "delayed_indefinitely"})
_NO_DUTY = frozenset({"stayed", "rescinded", "superseded", "expired", "withdrawn", "vacated", "nullified"})


def _by_begin(known: Known) -> tuple[Tick, Tick, Tick, str]:
    return known.begin1, *_order(known)


def _reasons(*acts: Known | None) -> tuple[Posting, ...]:
    return tuple(act.posting for act in acts if act is not None)


def _force_of_bill(stage: str | None) -> Force:
    return Force.YES if stage == "law" else Force.UNKNOWN if stage == "unknown" else Force.NO


def _operative(acts: Sequence[Known], at: Tick, *, by_end: bool = False) -> Known | None:
    """Of the acts that set one date, in order, the last that had taken hold by then; before any had, the first.

    An act whose date lies before it takes hold reaches back to that date (a rule effective before its publication).
    """
    if not acts:
        return None
    current = acts[0]
    for act in acts[1:]:
        date = act.posting.end0 if by_end else act.begin0
        if min(act.hold, DAWN if date is None else date) <= at:
            current = act
    return current


def _was_late(starts: Sequence[Known], move: Known) -> bool:
    """Whether a date was moved after it had come."""
    before = _operative([k for k in starts if _order(k) < _order(move)], move.hold)
    return before is not None and before.begin1 < move.hold


def _active(acts: Sequence[Known], at: Tick) -> tuple[list[Posting], list[Posting]]:
    """The terms running at a tick and those that may be, each with the acts that moved it: any number may overlap."""
    active: list[Posting] = []
    doubtful: list[Posting] = []
    for opening in acts:
        if KINDS[opening.posting.kind].operation is not _O.OPEN:
            continue
        moves = [k for k in acts if k is not opening and _moves(k, opening, acts)]
        begins = [opening, *(k for k in moves if KINDS[k.posting.kind].operation is _O.REBEGIN)]
        begin = _operative(begins, at) or opening
        ends = [opening, *(k for k in moves if KINDS[k.posting.kind].operation is _O.REEND)]
        end = _operative(ends, at, by_end=True) or opening
        end0 = NEVER if end.posting.end0 is None else end.posting.end0
        end1 = NEVER if end.posting.end1 is None else end.posting.end1
        for shut in moves:
            if KINDS[shut.posting.kind].operation is _O.SHUT and shut.begin0 <= at:
                end0, end1 = min(end0, shut.begin0), min(end1, shut.begin1)
        if begin.begin1 <= at < end0:
            active.append(opening.posting)
            if end is not opening:
                active.append(end.posting)
        elif begin.begin0 <= at < end1:
            doubtful.append(opening.posting)
    return active, doubtful


def _moves(act: Known, opening: Known, acts: Sequence[Known]) -> bool:
    """Whether an act moves or shuts this term: it names it, or names none and belongs to the same kind of term."""
    row = KINDS[act.posting.kind]
    if row.operation is _O.OPEN or act.begin1 < opening.begin0 and row.operation is _O.SHUT:
        return False
    of = act.posting.detail.of
    if of is None:
        return row.status == KINDS[opening.posting.kind].status
    return of == opening.posting.key or any(
        k.posting.key == of and k is not opening and KINDS[k.posting.kind].operation is not _O.OPEN
        and k.posting.detail.of == opening.posting.key for k in acts
    )  # fmt: skip
