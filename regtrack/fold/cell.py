"""One provision's history: its status through time, and its duties, deadlines, values and words at a tick."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from regtrack.dates import DAWN, NEVER, Tick
from regtrack.fold.course import Course
from regtrack.fold.duty import Duty, duties_of
from regtrack.fold.reach import closest, concerns, lies_below, reaching
from regtrack.fold.terms import (
    BEGINS,
    CLOSES,
    DIM,
    OP,
    Known,
    Term,
    act_of,
    active_terms,
    by_begin,
    by_name,
    earlier,
    end_of,
    reasons_of,
    ruling,
    terms_of,
    unheeded,
    was_late,
    windows_of,
)
from regtrack.model.kinds import Dimension, Family
from regtrack.model.posting import Posting, dates_of, ticks_of
from regtrack.model.scope import Path
from regtrack.model.state import Force
from regtrack.model.when import Span

_YES, _NO, _UNSURE = Force.YES, Force.NO, Force.UNKNOWN
_BILL, _GUIDANCE = Family.BILL, Family.GUIDANCE
_NO_TURN = frozenset({DAWN, NEVER, None})
_WAITING = frozenset({"pending", "delayed", "delayed_indefinitely"})
_NO_DUTY = frozenset({"stayed", "rescinded", "superseded", "expired", "withdrawn", "vacated", "nullified"})


class ScopeStatus(NamedTuple):
    """Status of one scope at one tick."""

    status: str
    underlying: str | None
    force: Force
    reasons: tuple[Posting, ...]
    flags: tuple[str, ...]


class Cell:
    """One provision's events by dimension, and the questions that can be asked of them."""

    __slots__ = (
        "_acts",
        "_begins",
        "_by_name",
        "_closes",
        "_conditional",
        "_ends",
        "_standings",
        "_starts",
        "_turns",
        "_vague",
        "_windows",
        "course",
        "path",
        "said",
    )

    def __init__(self, course: Course, path: Path = ()) -> None:
        self.course = course
        self.path = path
        self._acts: defaultdict[Dimension, list[Known]] = defaultdict(list)
        self._standings: dict[int, ScopeStatus] = {}
        self._by_name: dict[Dimension, dict[tuple[str, str], list[Known]]] = {}
        counted, self.said = course.counted, course.said
        if course.divided:
            counted = [k for k in course.about(path) if concerns(k, path)]
            self.said = [k for k in self.said if concerns(k, path) or lies_below(k, path)]
        for known in counted:
            self._acts[known.row.dimension].append(known)
        self._starts: list[Known] = []
        self._closes: list[Known] = []
        self._ends: list[Known] = []
        force = self._acts[DIM.FORCE]
        for known in force:
            operation = known.row.operation
            if operation in BEGINS:
                self._starts.append(known)
            elif operation in CLOSES:
                self._closes.append(known)
            if known.end0 is not None:
                self._ends.append(known)
        self._closes.sort(key=by_begin)
        if course.divided:
            self._starts = closest(reaching(self._starts, path), path)
            self._ends = closest(self._ends, path)
            self._acts[DIM.DUTY] = closest(self._acts[DIM.DUTY], path)
        self._begins: dict[str, tuple[list[Term], tuple[str, ...], tuple[Posting, ...]]] = {}
        self._conditional = self._vague = False
        for known in self._starts:
            self._conditional = self._conditional or known.detail.condition
            self._vague = self._vague or (known.detail.undated and len(self._starts) > 1)
        self._windows = windows_of(self._starts) if len(self._starts) > 1 else {}
        if self._windows:  # each has its own end, and none of them ends the others
            self._ends = [k for k in self._ends if k.row.operation is not OP.OPEN or act_of(k) not in self._windows]
        acts = (*self._acts[DIM.STAGE], *force, *self._acts[DIM.PAUSE])
        ticks = set(chain.from_iterable(map(ticks_of, acts)))
        self._turns: list[Tick] = sorted(ticks - _NO_TURN)  # type: ignore[arg-type]  # None is out

    def acts(self, dimension: Dimension) -> Sequence[Known]:
        """Return the counted events of one dimension, in the order in which they take hold."""
        return self._acts[dimension]

    @property
    def has_force(self) -> bool:
        """Whether anything says when it binds."""
        return any(known.row.operation is not OP.NOTE for known in self.acts(DIM.FORCE))

    # --- status -----------------------------------------------------------------------------------------------------

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
        stage, stage_act = self.stage(at)
        if self.course.family is _BILL:
            return ScopeStatus(stage or "none", None, _force_of_bill(stage), _postings(stage_act), ())
        ended = self._ended(at) if self._closes or self._ends else None
        if isinstance(ended, ScopeStatus):
            return ended
        begun = self._begun(at, stage, stage_act)
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
        end = end_of(ruling(self._ends, at, by_end=True)) if self._ends else None
        if end is not None and end.end0 is not None and end.end1 is not None:
            if reopened < end.end1 <= at and end.end1 < shut_at:
                return ScopeStatus("expired", None, _NO, _postings(end.acts), _flags_of(end))
            told = end.end1 == NEVER and act_of(self._ends[-1]) != act_of(end.acts[0])  # a later act says when
            if end.end0 <= at < end.end1 and not told:
                doubtful = end.acts[0].posting
        if shut is not None:
            row = shut.row
            flags = shut.detail.flags
            if shut.detail.mode == "void_from_start":
                flags = (*flags, "void_from_start")
            word = "withdrawn" if self.course.family is _GUIDANCE else row.status or "rescinded"
            return ScopeStatus(word, None, _NO, (shut.posting,), flags)
        return doubtful

    def _begun(self, at: Tick, stage: str | None, stage_act: Known | None) -> ScopeStatus:
        """Return the standing by effective date alone."""
        starts = self._starts
        statements = ruling(starts, at)
        if not statements or stage == "withdrawn":  # withdrawn before publication: the date it would have had is void
            return self._by_stage(stage, stage_act)
        begin = None if self._windows or self._vague else self._begins.get(statements[0].id)
        if begin is None:
            terms = self._terms(statements, at)
            begin = self._begins[statements[0].id] = terms, self._doubts(statements, terms, at), reasons_of(terms)
        terms, flags, reasons = begin
        several = len(terms) > 1
        running = [term for term in terms if (term.surely(at) if several else term.begin1 <= at)]
        if running:
            confirmed = self.course.confirmed
            if self._conditional and any(
                k.detail.condition and k.key not in confirmed for term in running for k in term.acts
            ):
                flags = (*flags, "condition_unverified")
            status = "current" if self.course.family is _GUIDANCE else "in_force"
            return ScopeStatus(status, None, _YES, reasons_of(running) if several else reasons, flags)
        undated = all(k.detail.undated for k in statements)
        later = undated and act_of(starts[-1]) != act_of(statements[0])  # a later act says when: until then, not begun
        open_ = [term for term in terms if term.maybe(at)] if several else [t for t in terms if t.begin0 <= at]
        if open_ and not later:
            if any(term.alternative for term in open_):
                flags = (*flags, "condition_unverified")
            return ScopeStatus("unknown", None, _UNSURE, reasons_of(open_), flags)
        if several and all(term.over(at) for term in terms):
            return ScopeStatus("expired", None, _NO, reasons, flags)
        if statements[0].hold > at:  # the act that sets the date had not been taken yet
            return self._by_stage(stage, stage_act)
        first = act_of(statements[0])
        begins = (*(term.begin1 for term in terms), *(k.begin1 for k in starts if act_of(k) >= first))
        status = "delayed_indefinitely"
        if any(at < begin < NEVER for begin in begins):
            status = next((k.row.status for k in statements if k.row.status), "pending")
        return ScopeStatus(status, None, _NO, reasons, flags)

    def _doubts(self, statements: Sequence[Known], terms: Sequence[Term], at: Tick) -> tuple[str, ...]:
        """Return the flags of the statements that set a begin, and of how they stand to earlier ones."""
        flags = _flags_of(terms[0]) if len(terms) == 1 else tuple([flag for t in terms for flag in _flags_of(t)])
        if [k for k in statements if k.row.operation is OP.REBEGIN and was_late(self._starts, k)]:
            flags = (*flags, "late_delay")
        if self._vague and unheeded(self._starts, at):
            flags = (*flags, "date_unread")
        return flags

    def _terms(self, statements: Sequence[Known], at: Tick) -> list[Term]:
        """Return the terms that hold while these statements rule: of several windows, what later acts leave of them."""
        terms = terms_of(statements)
        if not self._windows:
            return terms
        act = act_of(statements[0])
        opened = max((act_of(k) for k in self._starts if k.row.operation is OP.OPEN and act_of(k) <= act), default=None)
        windows = self._windows.get(opened, []) if opened is not None else []
        if not windows:
            return terms
        if act != opened:  # a move of the first begin: what lies before it falls away
            begin = terms[0]
            windows = [
                w._replace(begin0=max(w.begin0, begin.begin0), begin1=max(w.begin1, begin.begin1), acts=begin.acts)
                for w in windows
                if w.end0 is None or w.end0 > begin.begin1
            ]
        end = end_of(ruling(self._ends, at, by_end=True)) if self._ends else None
        if windows and end is not None and act_of(end.acts[0]) > opened:
            windows = [*windows[:-1], windows[-1]._replace(end0=end.end0, end1=end.end1)]
        return windows or terms

    def _by_stage(self, stage: str | None, act: Known | None) -> ScopeStatus:
        """Return the standing of something for which no effective date is set."""
        if stage is None:
            told = next((k for k in self._acts[DIM.KNOWLEDGE] if k.row.stage), None)
            if told is not None:
                return ScopeStatus(told.row.stage or "", None, _NO, (told.posting,), ())
            if self.course.tells_of_force:
                return ScopeStatus("none", None, _NO, (), ())
            return ScopeStatus("unknown" if self.said else "none", None, _UNSURE, (), ())
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
        standing = self.standing(first)
        yield first, standing
        for tick in self._turns:
            if first < tick <= last:
                new = self.standing(tick)
                if (new.status, new.underlying, new.force) != (standing.status, standing.underlying, standing.force):
                    yield tick, new
                standing = new

    def since(self, at: Tick, standing: ScopeStatus) -> Span | None:
        """From when it has had this status without a break, or None if it always had."""
        for place in range(bisect_right(self._turns, at), 0, -1):
            if self._standing(place - 1).status != standing.status:
                return self._turned(place - 1)
        return None

    def next(self, at: Tick, standing: ScopeStatus) -> tuple[Span, ScopeStatus] | None:
        """Return the next change of status that is already known.

        On a day that is not exactly known, the one that it brings.

        In between the status is unknown, and nothing but what was before or comes after it.
        """
        turns = self._turns
        for place in range(bisect_right(turns, at), len(turns)):
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
        """When a turn of the status is: at its tick, or from when on the act that has this tick may have turned it."""
        tick = self._turns[place]
        if not _in_doubt(self._standing(place)):
            return Span(tick, tick)
        acts = (*self._acts[DIM.STAGE], *self._acts[DIM.FORCE], *self._acts[DIM.PAUSE])
        spans = [span for k in acts for span in ((k.begin0, k.begin1), (k.end0, k.end1))]
        groups = [list(statements) for _, statements in groupby(self._starts, act_of)]
        spans += [(t.begin0, t.begin1) for group in groups if len(group) > 1 for t in terms_of(group) if t.conflict]
        doubtful = [first for first, last in spans if last == tick and first is not None and first < tick]
        if not doubtful:
            return Span(tick, tick)
        while place and _in_doubt(self._standing(place - 1)):
            place -= 1
        return Span(max(min(doubtful), self._turns[place - 1] if place else DAWN), tick)

    def acts_at(self, tick: Tick) -> tuple[Posting, ...]:
        """Return the acts on force and pauses of which one date is this tick: what turned the status then."""
        acts = (*self._acts[DIM.FORCE], *self._acts[DIM.PAUSE])
        return tuple([k.posting for k in acts if tick in dates_of(k)])

    def quiet(self, first: Tick, last: Tick) -> bool:
        """Whether no date of any statement lies between two ticks (last included), so that all is the same at both."""
        ticks = self.course.ticks
        return bisect_right(ticks, first) == bisect_right(ticks, last)

    # --- the other dimensions -------------------------------------------------------------------------------------

    def duties(self, at: Tick, standing: ScopeStatus) -> list[Duty]:
        """For each class of persons whether it must comply; if nothing says so, whether the rule applies to it."""
        named = self._named(DIM.DUTY)
        return duties_of(named, at, void=standing.status in _NO_DUTY) if named else []

    def enforcement(self, at: Tick) -> tuple[str, tuple[Posting, ...]]:
        """How it is enforced, and why; an injunction outweighs discretion."""
        acts = self._acts[DIM.ENFORCEMENT]
        active = active_terms(acts, at)[0] if acts else ()
        if not active:
            return "normal", ()
        words = {p.row.status or "" for p in active}
        return max(words), tuple(active)  # "enjoined" > "discretion"

    def deadlines(self, at: Tick) -> list[tuple[str, Known]]:
        """For each name the deadline that is set by then."""
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
        """For each name the value that holds at that tick."""
        acts = self._acts[DIM.VALUE]
        held: dict[str, Posting] = {}
        for known in sorted(acts, key=by_begin) if len(acts) > 1 else acts:
            if known.begin1 <= at and (known.end1 is None or known.end1 > at):
                held[known.detail.name or ""] = known.posting
        return sorted(held.items())

    def texts(self, at: Tick) -> Iterator[Posting]:
        """Return the events that have changed its words by then."""
        return (known.posting for known in self._acts[DIM.TEXT] if known.begin1 <= at)

    def announced(self, at: Tick) -> list[Known]:
        """Return changes said by then that no act has made, without contradictions and passed deadlines."""
        confirmed, restated = self.course.confirmed, self.course.restated
        knowledge, lost = DIM.KNOWLEDGE, set(self.conflicts())
        return [
            known
            for known in self.said
            if known.row.dimension is not knowledge
            and known.hold <= at
            and known.key not in confirmed
            and known.key not in restated
            and known.key not in lost
            and not (known.row.dimension is DIM.DEADLINE and known.end1 is not None and known.end1 <= at)
            and not self._done(known)
        ]

    def _done(self, said: Known) -> bool:
        """Whether an act has made the change that was said."""
        row, name, staged = said.row, said.detail.name, said.row.dimension is DIM.STAGE
        for act in self._acts[row.dimension]:
            if act.hold >= said.hold and (staged or act.row is row) and act.detail.name == name:
                return True
        return False

    def conflicts(self) -> Iterator[str]:
        """Keys of the statements that lose to the one they contradict, or that contradicts them."""
        if not self.course.contested:
            return
        for each in chain(self.said, *self._acts.values()):
            if each.detail.conflicts_with:
                yield from (loser for loser, _ in self.course.lost(each))

    def overridden(self, at: Tick) -> list[Posting]:
        """Acts that set a date which a later act has replaced by then."""
        found: list[Posting] = []
        if len(self._starts) > 1:
            found += _replaced(self._starts, at)
        if len(self._ends) > 1:
            found += _replaced(self._ends, at, by_end=True)
        for acts in self._named(DIM.DUTY).values():
            if len(acts) > 1:
                found += _replaced(acts, at)
        for acts in self._named(DIM.DEADLINE).values():
            if len(acts) > 1:
                found += _replaced(acts, at, by_end=True)
        return found


def _in_doubt(standing: ScopeStatus) -> bool:
    """Whether nobody can say how things stand, or would stand without the stays that are laid over it."""
    return "unknown" in (standing.status, standing.underlying)


def _falls_behind(known: Known, reached: Known) -> bool:
    """Whether a statement leaves a stage where it is, although it comes after the one that says so."""
    place, there = known.row.place, reached.row.place
    if known.begin1 == reached.begin1 and place < there:
        return True  # of one day the stage further down the table: no source tells the hour
    again = known.row is reached.row and known.detail.name == reached.detail.name
    return known.certainty < reached.certainty and (place < there or again)


def _replaced(acts: Sequence[Known], at: Tick, *, by_end: bool = False) -> list[Posting]:
    """Of the acts that set one date, those before the one that rules by then."""
    return [known.posting for known in earlier(acts, ruling(acts, at, by_end=by_end)[0])]


def _postings(acts: Known | Iterable[Known] | None) -> tuple[Posting, ...]:
    if isinstance(acts, Posting):
        return (acts.posting,)
    return tuple(known.posting for known in acts or ())


def _flags_of(term: Term) -> tuple[str, ...]:
    flags = term.acts[0].detail.flags if len(term.acts) == 1 else tuple([f for k in term.acts for f in k.detail.flags])
    return (*flags, "conflict") if term.conflict else flags


def _force_of_bill(stage: str | None) -> Force:
    return _YES if stage == "law" else _UNSURE if stage == "unknown" else _NO
