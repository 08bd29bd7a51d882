"""The status of one provision through time: at any tick, and when it changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from regtrack.dates import DAWN, NEVER, Tick
from regtrack.fold.course import Course
from regtrack.fold.effective import EffectiveDates, ScopeStatus, flags_of
from regtrack.fold.reach import concerns, lies_below
from regtrack.fold.terms import (
    BEGINS,
    CLOSES,
    DIM,
    OP,
    Known,
    act_of,
    active_terms,
    by_begin,
    by_dimension,
    end_of,
    ruling,
    terms_of,
)  # fmt: skip
from regtrack.model.kinds import Dimension, Family
from regtrack.model.posting import Posting, dates_of, ticks_of
from regtrack.model.scope import Path
from regtrack.model.state import Force
from regtrack.model.when import Span

_YES, _NO, _UNSURE = Force.YES, Force.NO, Force.UNKNOWN
_BILL, _GUIDANCE = Family.BILL, Family.GUIDANCE
_NO_TURN = frozenset({DAWN, NEVER, None})
_WAITING = frozenset({"pending", "delayed", "delayed_indefinitely"})


class StatusCourse:
    """One provision's events by dimension, and its status as those on stages, force and pauses make it."""

    __slots__ = (
        "_acts", "_closes", "_effective", "_may_be_withdrawn", "_next", "_since", "_standings", "_turns", "course",
        "path", "uncounted",
    )  # fmt: skip

    def __init__(self, course: Course, path: Path = ()) -> None:
        self.course = course
        self.path = path
        self._standings: dict[int, ScopeStatus] = {}
        self._since: dict[int, Span | None] = {}
        self._next: dict[int, tuple[Span, ScopeStatus] | None] = {}
        self._acts, self.uncounted = course.acts, course.uncounted
        if course.divided:
            self._acts = by_dimension(k for k in course.about(path) if concerns(k, path))
            self.uncounted = [k for k in self.uncounted if concerns(k, path) or lies_below(k, path)]
        starts: list[Known] = []
        ends: list[Known] = []
        self._closes: list[Known] = []
        force = self._acts[DIM.FORCE]
        for known in force:
            operation = known.row.operation
            if operation in BEGINS:
                starts.append(known)
            elif operation in CLOSES:
                self._closes.append(known)
            if known.end0 is not None:
                ends.append(known)
        self._closes.sort(key=by_begin)
        self._effective = EffectiveDates(course, path, starts, ends)
        stages = self._acts[DIM.STAGE]
        self._may_be_withdrawn = "withdrawn" in [known.row.stage for known in stages]
        acts = (*stages, *force, *self._acts[DIM.PAUSE])
        ticks = set(chain.from_iterable(map(ticks_of, acts)))
        ticks -= _NO_TURN
        self._turns: list[Tick] = sorted(ticks)  # type: ignore[arg-type]  # None is out

    def acts(self, dimension: Dimension) -> Sequence[Known]:
        """Return the counted events of one dimension, in the order in which they take hold."""
        return self._acts[dimension]

    @property
    def has_force(self) -> bool:
        """Whether anything says when it binds."""
        return any(known.row.operation is not OP.NOTE for known in self.acts(DIM.FORCE))

    def standing(self, at: Tick) -> ScopeStatus:
        """Status and force at one tick."""
        return self._standing(bisect_right(self._turns, at))

    def _standing(self, place: int) -> ScopeStatus:
        """Return the same from that turn (0: from dawn) to the next.

        It does not change between two, so it is found once.
        """
        found = self._standings.get(place)
        if found is None:
            found = self._standings[place] = self._find(self._turns[place - 1] if place else DAWN)
        return found

    def _find(self, at: Tick) -> ScopeStatus:
        if self.course.family is _BILL:
            stage, stage_act = self.stage(at)
            return ScopeStatus(stage or "none", None, _force_of_bill(stage), _postings(stage_act), ())
        ended = self._ended(at) if self._closes or self._effective.ends else None
        if isinstance(ended, ScopeStatus):
            return ended
        begun = self._effective.status(at)
        if begun is None or self._may_be_withdrawn:
            stage, stage_act = self.stage(at)
            if begun is None or stage == "withdrawn":  # before publication: the date that it would have had is void
                begun = self._by_stage(stage, stage_act)
        if ended is not None and begun.force is not _NO:  # it may have ended, on a date that is not exactly known
            begun = ScopeStatus("unknown", None, _UNSURE, (*begun.reasons, ended), begun.flags)
        pauses = self._acts[DIM.PAUSE]
        return self._paused(pauses, at, begun) if pauses else begun

    def _ended(self, at: Tick) -> ScopeStatus | Posting | None:
        """Return the standing of a term that has ended, the act that may have ended it, or None."""
        doubtful: Posting | None = None
        shut: Known | None = None
        shut_at, reopened = NEVER, DAWN
        for known in self._closes:
            row = known.row
            if row.operation is OP.VOID:
                return ScopeStatus(row.status or "nullified", None, _NO, (known.posting,), known.detail.flags)
            if row.operation is OP.SHUT and known.begin0 <= at:
                if known.begin1 <= at:
                    shut, shut_at = known, known.begin1
                else:
                    doubtful = known.posting
            elif row.operation is OP.REOPEN and known.begin1 <= at:
                shut, shut_at, reopened = None, NEVER, known.begin1
        ends = self._effective.ends
        end = end_of(ruling(ends, at, by_end=True)) if ends else None
        if end is not None and end.end0 is not None and end.end1 is not None:
            if reopened < end.end1 <= at and end.end1 < shut_at:
                return ScopeStatus("expired", None, _NO, _postings(end.acts), flags_of(end))
            superseded = end.end1 == NEVER and act_of(ends[-1]) != act_of(end.acts[0])  # a later act says when
            if end.end0 <= at < end.end1 and not superseded:
                doubtful = end.acts[0].posting
        if shut is not None:
            row = shut.row
            flags = shut.detail.flags
            if shut.detail.mode == "void_from_start":
                flags = (*flags, "void_from_start")
            word = "withdrawn" if self.course.family is _GUIDANCE else row.status or "rescinded"
            return ScopeStatus(word, None, _NO, (shut.posting,), flags)
        return doubtful

    def _by_stage(self, stage: str | None, act: Known | None) -> ScopeStatus:
        """Return the standing of something for which no effective date is set."""
        if stage is None:
            learned = next((k for k in self._acts[DIM.KNOWLEDGE] if k.row.stage), None)
            if learned is not None:
                return ScopeStatus(learned.row.stage or "", None, _NO, (learned.posting,), ())
            acts = self.course.acts
            if self.course.origin_known or any(not known.row.of_earlier for known in self._acts[DIM.STAGE]):
                return ScopeStatus("none", None, _NO, (), ())
            if acts[DIM.STAGE] or acts[DIM.FORCE] or acts[DIM.PAUSE]:
                # What is confirmed, ended or stayed exists: since when, and whether it bound before, is not on record.
                return ScopeStatus("unknown", None, _UNSURE, (), ("no_effective_date",))
            word = "unknown" if self.uncounted and not self.course.force_known else "none"
            return ScopeStatus(word, None, _UNSURE, (), ())
        if stage == "published":
            if self.course.family is _GUIDANCE:
                return ScopeStatus("current", None, _YES, _postings(act), ())
            return ScopeStatus("unknown", None, _UNSURE, _postings(act), ("no_effective_date",))
        force = Force.CONTESTED if stage == "withdrawn" else _UNSURE if stage == "unknown" else _NO
        return ScopeStatus(stage, None, force, _postings(act), ())

    def _paused(self, pauses: Sequence[Known], at: Tick, begun: ScopeStatus) -> ScopeStatus:
        """Stays laid over it: it binds only when all of them have lifted."""
        active, doubtful = active_terms(pauses, at)
        if active and begun.status not in ("none", "withdrawn"):
            flags = begun.flags
            for pause in active:
                flags += pause.detail.flags
            return ScopeStatus("stayed", begun.status, _NO, (*active, *begun.reasons), flags)
        if doubtful and begun.force is _YES:
            return ScopeStatus("unknown", begun.status, _UNSURE, (*doubtful, *begun.reasons), begun.flags)
        return begun

    def stage(self, at: Tick) -> tuple[str | None, Known | None]:
        """Return the last stage reached by then and the event that says so; ``unknown`` while its date is uncertain.

        A statement that is less certain carries the making on, and never back: who reports a wrong day for the
        introduction of a bill does not take it out of its committee.
        """
        reached: Known | None = None
        passed: set[str | None] = set()
        doubtful = False
        for known in self._acts[DIM.STAGE]:
            if known.begin1 <= at:
                if reached is None or not _falls_behind(known, reached):
                    reached = known
                if known.row.again:
                    passed.add(known.detail.name)
            elif known.begin0 <= at:
                doubtful = True
        if reached is None:
            return ("unknown" if doubtful else None), None
        row = reached.row
        return (row.again if len(passed) > 1 and row.again else row.stage), reached

    # --- the course of status through time ----------------------------------------------------------------------------

    def turns(self) -> Sequence[Tick]:
        """Every tick at which the standing may change, sorted."""
        return self._turns

    def stretches(self, first: Tick = DAWN, last: Tick = NEVER) -> Iterator[tuple[Tick, ScopeStatus]]:
        """Return the standing from ``first`` on and at each change after it up to ``last``."""
        start = bisect_right(self._turns, first)
        standing = self._standing(start)
        yield first, standing
        for place in range(start, bisect_right(self._turns, last)):
            new = self._standing(place + 1)
            if new[:3] != standing[:3]:  # status, underlying and force
                yield self._turns[place], new
            standing = new

    def since(self, at: Tick) -> Span | None:
        """From when it has had its status without a break, or None if it always had, or nobody tells since when."""
        start = place = bisect_right(self._turns, at)
        if start not in self._since:
            status = self._standing(start).status
            while place and self._standing(place - 1).status == status:
                place -= 1
            told = place and not self._had_begun_by(self._turns[place - 1])
            self._since[start] = self._turned(place - 1) if told else None
        return self._since[start]

    def _had_begun_by(self, tick: Tick) -> bool:
        """Whether it is only known that it had begun by a tick, and not when."""
        return any(k.begin0 == DAWN and k.begin1 == tick for k in self._effective.starts)

    def next(self, at: Tick) -> tuple[Span, ScopeStatus] | None:
        """Return the next change of status that is already known.

        On a day that is not exactly known, the one that it brings.

        In between the status is unknown, and nothing but what was before or comes after it.
        """
        place = bisect_right(self._turns, at)
        if place not in self._next:
            self._next[place] = self._following(place)
        return self._next[place]

    def _following(self, start: int) -> tuple[Span, ScopeStatus] | None:
        turns, standing = self._turns, self._standing(start)
        for place in range(start, len(turns)):
            new = self._standing(place + 1)
            if new.status == standing.status or {new.status, standing.status} <= _WAITING:
                continue
            if new.status == "unknown":
                surer = next(
                    (p for p in range(place + 1, len(turns)) if self._standing(p + 1).status != "unknown"), place
                )
                span, brought = self._turned(surer), self._standing(surer + 1)
                if not span.exact and brought.status != standing.status:
                    return span, brought
            return self._turned(place), new
        return None

    def _turned(self, place: int) -> Span:
        """Return when the status changes: at its tick, or from when on the act of this tick may have changed it."""
        tick = self._turns[place]
        before = self._standing(place)
        over = before.status == "stayed" and any(tick in dates_of(k) for k in self._acts[DIM.PAUSE])
        if over or not _in_doubt(before):  # until then it was stayed, whatever it is without that
            return Span(tick, tick)
        acts = (*self._acts[DIM.STAGE], *self._acts[DIM.FORCE], *self._acts[DIM.PAUSE])
        spans = [span for k in acts for span in ((k.begin0, k.begin1), (k.end0, k.end1))]
        groups = [list(statements) for _, statements in groupby(self._effective.starts, act_of)]
        spans += [(t.begin0, t.begin1) for group in groups if len(group) > 1 for t in terms_of(group) if t.conflict]
        doubtful = [first for first, last in spans if last == tick and first is not None and DAWN < first < tick]
        if not doubtful:
            return Span(tick, tick)
        while place and _in_doubt(self._standing(place - 1)):
            place -= 1
        return Span(max(min(doubtful), self._turns[place - 1] if place else DAWN), tick)

    def acts_at(self, tick: Tick) -> tuple[Posting, ...]:
        """Return the acts on force and pauses of which one date is this tick: what turned the status then."""
        acts = (*self._acts[DIM.FORCE], *self._acts[DIM.PAUSE])
        return tuple([k.posting for k in acts if tick in dates_of(k)])


def _in_doubt(standing: ScopeStatus) -> bool:
    """Whether nobody can say how things stand, or would stand without the stays that are laid over it."""
    return "unknown" in (standing.status, standing.underlying)


def _falls_behind(known: Known, reached: Known) -> bool:
    """Whether a statement leaves a stage where it is, although it comes after the one that says so."""
    place, there = known.row.place, reached.row.place
    if known.begin1 == reached.begin1 and place < there:
        return True  # of one day the stage further down the table: no source gives the hour
    again = known.row is reached.row and known.detail.name == reached.detail.name
    return known.certainty < reached.certainty and (place < there or again)


def _postings(acts: Known | Iterable[Known] | None) -> tuple[Posting, ...]:
    if isinstance(acts, Posting):
        return (acts.posting,)
    return tuple(known.posting for known in acts or ())


def _force_of_bill(stage: str | None) -> Force:
    return _YES if stage == "law" else _UNSURE if stage == "unknown" else _NO
