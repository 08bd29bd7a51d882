"""When a provision takes effect, by the dates that acts have set: one date, several windows, or dates that conflict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regtrack.dates import NEVER, Tick
from regtrack.fold.course import Course
from regtrack.fold.reach import closest, reaching
from regtrack.fold.terms import (
    OP,
    Known,
    Term,
    act_of,
    end_of,
    reasons_of,
    ruling,
    terms_of,
    unheeded,
    was_late,
    windows_of,
)  # fmt: skip
from regtrack.model.kinds import Family
from regtrack.model.posting import RECITED, Posting
from regtrack.model.scope import Path
from regtrack.model.state import Force


class ScopeStatus(NamedTuple):
    """Status of one scope at one tick."""

    status: str
    underlying: str | None
    force: Force
    reasons: tuple[Posting, ...]
    flags: tuple[str, ...]


class EffectiveDates:
    """The acts that set from when to when one provision is in force.

    Args:
        course: all that is known of its instrument.
        path: the provision.
        starts: the acts that set or move its begin, in order.
        ends: those that set an end.
    """

    __slots__ = ("_begins", "_conditional", "_course", "_vague", "_windows", "ends", "starts")

    def __init__(self, course: Course, path: Path, starts: Sequence[Known], ends: Sequence[Known]) -> None:
        if course.divided:
            starts, ends = closest(reaching(starts, path), path), closest(ends, path)
        self._course = course
        self.starts = starts
        self._begins: dict[str, tuple[list[Term], tuple[str, ...], tuple[Posting, ...]]] = {}
        self._conditional = self._vague = False
        for known in starts:
            self._conditional = self._conditional or known.detail.condition
            self._vague = self._vague or (known.detail.undated and len(starts) > 1)
        self._windows = windows_of(starts) if len(starts) > 1 else {}
        if self._windows:  # each has its own end, and none of them ends the others
            ends = [k for k in ends if k.row.operation is not OP.OPEN or act_of(k) not in self._windows]
        self.ends = ends

    def status(self, at: Tick) -> ScopeStatus | None:
        """Return the status by effective date alone; None where none is set, or the act that sets it not yet taken."""
        starts = self.starts
        if not starts:
            return None
        statements = ruling(starts, at)
        begin = None if self._windows or self._vague else self._begins.get(statements[0].id)
        if begin is None:
            terms = self._terms(statements, at)
            begin = self._begins[statements[0].id] = terms, self._doubts(statements, terms, at), reasons_of(terms)
        terms, flags, reasons = begin
        several = len(terms) > 1
        running = [t for t in terms if t.surely(at)] if several else terms if terms[0].begin1 <= at else ()
        if running:
            confirmed = self._course.confirmed
            if self._conditional and any(
                k.detail.condition and k.key not in confirmed for term in running for k in term.acts
            ):
                flags = (*flags, "condition_unverified")
            if (
                not several
                and starts[-1].hold > at
                and any(k.hold > at and k.begin1 > at and was_late(starts, k) for k in starts)
            ):
                flags = (*flags, "late_delay")  # an earlier delay may not be on record
            status = "current" if self._course.family is Family.GUIDANCE else "in_force"
            return ScopeStatus(status, None, Force.YES, reasons_of(running) if several else reasons, flags)
        undated = all(k.detail.undated or k.begin0 != k.begin1 == NEVER for k in statements)
        later = undated and act_of(starts[-1]) != act_of(statements[0])  # a later act says when: until then, not begun
        open_ = [term for term in terms if term.maybe(at)] if several else [t for t in terms if t.begin0 <= at]
        if open_ and not later:
            if any(term.alternative for term in open_):
                flags = (*flags, "condition_unverified")
            if RECITED in flags:
                flags = (*flags, "no_effective_date")  # it began in a span that a later document tells
            if all(term.alternative and all(k.detail.parties for k in term.acts) for term in open_):
                return ScopeStatus("in_force", None, Force.PARTIAL, reasons_of(open_), flags)  # who has notice is bound
            return ScopeStatus("unknown", None, Force.UNKNOWN, reasons_of(open_), flags)
        if several and all(term.over(at) for term in terms):
            return ScopeStatus("expired", None, Force.NO, reasons, flags)
        if statements[0].hold > at:
            return None
        first = act_of(statements[0])
        known = (tick for term in terms for tick in (term.begin0, term.begin1))
        begins = (*known, *(k.begin1 for k in starts if act_of(k) >= first))
        status = "delayed_indefinitely"
        if any(at < begin < NEVER for begin in begins):
            status = next((k.row.status for k in statements if k.row.status), "pending")
            before = [k.begin1 for k in starts if act_of(k) < first]
            if before and min(before) > terms[0].begin1:
                status = "pending"  # corrected to an earlier day
        return ScopeStatus(status, None, Force.NO, reasons, flags)

    def _doubts(self, statements: Sequence[Known], terms: Sequence[Term], at: Tick) -> tuple[str, ...]:
        """Return the flags of the statements that set a begin, and of how they stand to earlier ones."""
        flags = flags_of(terms[0]) if len(terms) == 1 else tuple([flag for t in terms for flag in flags_of(t)])
        if [k for k in statements if k.row.operation is OP.REBEGIN and was_late(self.starts, k)]:
            flags = (*flags, "late_delay")
        if self._vague and unheeded(self.starts, at):
            flags = (*flags, "date_unread")
        return flags

    def _terms(self, statements: Sequence[Known], at: Tick) -> list[Term]:
        """Return the terms that hold while these statements rule: of several windows, what later acts leave of them."""
        terms = terms_of(statements)
        if not self._windows:
            return terms
        act = act_of(statements[0])
        opened = max((act_of(k) for k in self.starts if k.row.operation is OP.OPEN and act_of(k) <= act), default=None)
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
        end = end_of(ruling(self.ends, at, by_end=True)) if self.ends else None
        if windows and end is not None and act_of(end.acts[0]) > opened:
            windows = [*windows[:-1], windows[-1]._replace(end0=end.end0, end1=end.end1)]
        return windows or terms


def flags_of(term: Term) -> tuple[str, ...]:
    """Return the flags of the statements that set a term."""
    flags = term.acts[0].detail.flags if len(term.acts) == 1 else tuple([f for k in term.acts for f in k.detail.flags])
    return (*flags, "conflict") if term.conflict else flags
