"""From events to the state of the law: pure, and it knows dimensions and operations only.

The idea in four lines. A dimension of a scope holds *terms*, stretches of legal time. An event opens a term, moves
its begin or its end, or shuts it. A later act that moves a date rules from the moment it takes hold, so what counts
on day D is the last act that had taken hold by D (:func:`_operative`). Nothing that the clock does is ever an event.

Order of acts: by the moment they take hold, then by when they could be known, then by id, never by when they were
recorded, so that the order of ingestion cannot matter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from types import SimpleNamespace
from typing import NamedTuple

from regtrack.dates import DAWN, NEVER, Tick
from regtrack.model.kinds import KINDS, Certainty, Dimension, Family, Kind, Operation
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, covers
from regtrack.model.state import Force, KnownBy

# Looking up a member of an enum costs five times as much as this in Python 3.11.
_O = SimpleNamespace(**Operation.__members__)
_D = SimpleNamespace(**Dimension.__members__)
_ANNOUNCED, _PUBLISHED = Certainty.ANNOUNCED, Certainty.PUBLISHED
_YES, _NO, _UNSURE = Force.YES, Force.NO, Force.UNKNOWN


class Known(NamedTuple):
    """A posting as far as it is known: the certainty reached by then, and when the act takes hold at that.

    It sorts as acts do: by when it takes hold, then by when it could be known, then by id.
    """

    hold: Tick
    available: Tick
    id: str
    posting: Posting
    row: Kind
    certainty: int
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
    revised = {p.detail.of: p.seq for p in postings if p.detail.of is not None and KINDS[p.kind].operation is _O.REVISE}
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
        enforcement, knowledge = _D.ENFORCEMENT, _D.KNOWLEDGE
        self.counted: list[Known] = []
        self.said: list[Known] = []
        self.confirmed: set[str] = set()
        self.contested = False
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
            if known.row.operation is _O.RETRACT:
                retracted.add(of)
            elif known.row.operation is _O.CONFIRM:
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
        return Cell(self, path)


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
        force = self.acts(_D.FORCE)
        self._starts = [k for k in force if k.row.operation in _BEGINS]
        self._closes = [k for k in force if k.row.operation in _CLOSES]
        self._closes.sort(key=_by_begin)
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
        return any(known.row.operation is not _O.NOTE for known in self.acts(_D.FORCE))

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
        pauses = self.acts(_D.PAUSE)
        return self._paused(pauses, at, begun) if pauses else begun

    def _ended(self, at: Tick) -> Standing | Posting | None:
        """The standing of a term that has ended, the act that may have ended it, or None."""
        doubtful: Posting | None = None
        shut: Known | None = None
        shut_at, reopened = NEVER, DAWN
        for known in self._closes:
            row = known.row
            if row.operation is _O.VOID:
                return Standing(row.status or "nullified", None, _NO, (known.posting,), known.posting.detail.flags)
            if row.operation is _O.SHUT and known.begin0 <= at:
                if known.begin1 <= at:
                    shut, shut_at = known, known.begin1
                else:
                    doubtful = known.posting
            elif row.operation is _O.REOPEN and known.begin1 <= at:
                shut, shut_at, reopened = None, NEVER, known.begin1
        end = _operative(self._ends, at, by_end=True)
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
        start = _operative(starts, at)
        if start is None or stage == "withdrawn":  # withdrawn before publication: the date it would have had is void
            return self._by_stage(stage, stage_act)
        posting = start.posting
        detail = posting.detail
        flags = list(detail.flags)
        if start.row.operation is _O.REBEGIN and _was_late(starts, start):
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
            told = next((k for k in self.acts(_D.KNOWLEDGE) if k.row.stage), None)
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
        active, doubtful = _active(pauses, at)
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
        for known in self.acts(_D.STAGE):
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
            for dimension in (_D.STAGE, _D.FORCE, _D.PAUSE):
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
        acts = (*self.acts(_D.FORCE), *self.acts(_D.PAUSE))
        return tuple([k.posting for k in acts if tick in (k.begin0, k.begin1, k.posting.end0, k.posting.end1)])

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
        follows = {_YES: "yes", _NO: "no"}.get(standing.force, "unknown")
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
        named: dict[str, list[Known]] = {}
        for known in self.acts(_D.DEADLINE):
            if known.posting.end0 is not None:
                named.setdefault(known.posting.detail.name or "", []).append(known)
        for name in sorted(named):
            current = _operative(named[name], at, by_end=True)
            if current is not None and current.hold <= at:
                yield name, current

    def values(self, at: Tick) -> Iterator[tuple[str, Posting]]:
        """For each name the value that holds at that tick."""
        held: dict[str, Posting] = {}
        for known in sorted(self.acts(_D.VALUE), key=_by_begin):
            ended = known.posting.end1 is not None and known.posting.end1 <= at
            if known.begin1 <= at and not ended:
                held[known.posting.detail.name or ""] = known.posting
        yield from sorted(held.items())

    def texts(self, at: Tick) -> Iterator[Posting]:
        """The events that have changed its words by then."""
        return (known.posting for known in self.acts(_D.TEXT) if known.begin1 <= at)

    def announced(self, at: Tick) -> Iterator[Known]:
        """Changes said by then that no act has made."""
        for known in self.said:
            row = known.row
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
        duties = [k for k in self.acts(_D.DUTY) if k.row.operation in _BEGINS]
        deadlines = [k for k in self.acts(_D.DEADLINE) if k.posting.end0 is not None]
        for acts, ends in ((self._starts, False), (self._ends, True), (duties, False), (deadlines, True)):
            if len(acts) < 2:  # nothing that could have replaced it
                continue
            groups: dict[str | None, list[Known]] = {}
            for known in acts:
                groups.setdefault(known.posting.detail.name, []).append(known)
            for group in groups.values():
                current = _operative(group, at, by_end=ends)
                for known in group:
                    if known is current:
                        break
                    yield known.posting


_NO_TURN = frozenset({DAWN, NEVER})
_BEGINS = frozenset({_O.OPEN, _O.REBEGIN})
_CLOSES = frozenset({_O.VOID, _O.SHUT, _O.REOPEN})
_WAITING = frozenset({"pending", "delayed", "delayed_indefinitely"})
_NO_DUTY = frozenset({"stayed", "rescinded", "superseded", "expired", "withdrawn", "vacated", "nullified"})


def _by_begin(known: Known) -> tuple[Tick, Tick, Tick, str]:
    return known.begin1, known.hold, known.available, known.id


def _reasons(*acts: Known | None) -> tuple[Posting, ...]:
    return tuple(act.posting for act in acts if act is not None)


def _force_of_bill(stage: str | None) -> Force:
    return _YES if stage == "law" else _UNSURE if stage == "unknown" else _NO


def _operative(acts: Sequence[Known], at: Tick, *, by_end: bool = False) -> Known | None:
    """Of the acts that set one date, in order, the last that had taken hold by then; before any had, the first.

    An act whose date lies before it takes hold reaches back to that date (a rule effective before its publication).
    """
    if not acts:
        return None
    current = acts[0]
    for act in acts[1:]:
        date = act.posting.end0 if by_end else act.begin0
        if act.hold <= at or date is None or date <= at:
            current = act
    return current


def _was_late(starts: Sequence[Known], move: Known) -> bool:
    """Whether a date was moved after it had come."""
    before = _operative(starts[: starts.index(move)], move.hold)
    return before is not None and before.begin1 < move.hold


def _active(acts: Sequence[Known], at: Tick) -> tuple[list[Posting], list[Posting]]:
    """The terms running at a tick and those that may be, each with the acts that moved it: any number may overlap."""
    active: list[Posting] = []
    doubtful: list[Posting] = []
    for opening in acts:
        if opening.row.operation is not _O.OPEN:
            continue
        moves = [k for k in acts if k is not opening and _moves(k, opening, acts)] if len(acts) > 1 else []
        begin = end = opening
        if moves:
            begins = [opening, *(k for k in moves if k.row.operation is _O.REBEGIN)]
            begin = _operative(begins, at) or opening
            ends = [opening, *(k for k in moves if k.row.operation is _O.REEND)]
            end = _operative(ends, at, by_end=True) or opening
        end0 = NEVER if end.posting.end0 is None else end.posting.end0
        end1 = NEVER if end.posting.end1 is None else end.posting.end1
        for shut in moves:
            if shut.row.operation is _O.SHUT and shut.begin0 <= at:
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
    row = act.row
    if row.operation is _O.OPEN or (row.operation is _O.SHUT and act.begin1 < opening.begin0):
        return False
    of = act.posting.detail.of
    if of is None:
        return row.status == opening.row.status
    return of == opening.posting.key or any(
        k.posting.key == of and k is not opening and k.row.operation is not _O.OPEN
        and k.posting.detail.of == opening.posting.key for k in acts
    )  # fmt: skip
