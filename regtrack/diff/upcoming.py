"""What lies ahead of a day, as far as is known: dates, and promises without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from regtrack import dates
from regtrack.dates import NEVER, Tick
from regtrack.diff import slots
from regtrack.diff.readings import FACET, Subject, is_no_rest, value_text
from regtrack.fold import UNCONFIRMED, Cell, Duty, Known, Question, ScopeStatus, last_moment, listed_date, unconfirmed
from regtrack.fold.terms import DIM, is_presumed
from regtrack.model.change import Facet, Upcoming
from regtrack.model.kinds import Certainty, Dimension
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, spell
from regtrack.model.when import Span

_CERTAINTIES = {int(certainty): certainty for certainty in Certainty}


class NamedDate(NamedTuple):
    """A date with the names it may have, the fittest first.

    Attributes:
        item: the date.
        names: see :mod:`regtrack.diff.slots`.
        announced: the provisions it is about, when it was only announced and no act has set it.
        by: ids of the acts that set it, when its reasons hold more than those.
    """

    item: Upcoming
    names: tuple[str, ...]
    announced: tuple[Path, ...] | None = None
    by: tuple[str, ...] = ()


def ahead(subject: Subject, question: Question, last: Tick, path: Path = ()) -> Iterator[Upcoming]:
    """Return the dates of one instrument, or of one provision of it, after the day asked about, up to ``last``."""
    at = question.on.tick(subject.zone)
    seen: set[tuple[object, ...]] = set()
    for part in subject.course(question).elements(path):
        for found in dates_of(subject, subject.cell(question, part), part, at, at, last):
            if content_of(found.item) not in seen:  # a provision that only follows the whole is not listed twice
                seen.add(content_of(found.item))
                yield found.item


def content_of(item: Upcoming) -> tuple[object, ...]:
    """Return the content of a date, whichever provision it is of."""
    return item.facet, item.name, item.on, item.after, item.because


def dates_of(subject: Subject, cell: Cell, path: Path, at: Tick, first: Tick, last: Tick) -> Iterator[NamedDate]:
    """Return the dates of one provision after ``first``, up to and including ``last``, by what holds at ``at``."""
    ahead = _Ahead(subject, cell, spell(path) if path else None, at, first, last)
    yield from chain(ahead.statuses(), ahead.duties(), ahead.deadlines(), ahead.contents(DIM.VALUE))
    yield from chain(ahead.contents(DIM.TEXT), ahead.enforcement(), ahead.announced())


class _Ahead(NamedTuple):
    """The dates of one provision after ``first``, up to and including ``last``, by the acts that hold at ``at``."""

    subject: Subject
    cell: Cell
    scope: str | None
    at: Tick
    first: Tick
    last: Tick

    def _item(
        self, tick: Tick, facet: Facet, name: str | None, after: str, certainty: int, reasons: Iterable[Posting],
        on: str = "", doubts: Iterable[str] = (),
    ) -> Upcoming:  # fmt: skip
        acts = {p.id: p for p in reasons}
        flags = {*doubts, *[flag for p in acts.values() for flag in p.detail.flags]}
        return Upcoming(
            self.subject.id, self.scope, on or dates.spell(tick, self.subject.zone), tick, facet, name, after,
            _CERTAINTIES[certainty], tuple(acts), tuple(sorted(flags)),
        )  # fmt: skip

    def statuses(self) -> Iterator[NamedDate]:
        cell = self.cell
        stayed_by: str | None = None
        for tick, span, standing in () if is_no_rest(cell) else _turns(cell, self.first, self.last):
            status = standing.status
            names = slots.of_turn(cell, span.latest, status, stayed_by)
            stayed_by = names[0].removesuffix("/begin") if status == "stayed" else None
            turned = cell.acts_at(span.latest)
            on = dates.spell_between(*span, self.subject.zone)
            reasons = (*turned, *standing.reasons)
            returns = (UNCONFIRMED,) if unconfirmed(cell, span.latest, standing) is not None else ()
            doubts = (*standing.flags, *returns)
            turn = self._item(tick, FACET.STATUS, None, status, cell.course.limit.threshold, reasons, on, doubts)
            yield NamedDate(turn, names, by=tuple([p.id for p in turned]))

    def duties(self) -> Iterator[NamedDate]:
        cell = self.cell
        for duty in cell.duties(self.at, cell.standing(self.at)) if cell.acts(DIM.DUTY) else ():
            named = slots.of_term(DIM.DUTY, duty.name, duty.parties)
            for edge, when in (("", duty.start), ("/end", duty.end)):
                comes = self._comes(when) if when is not None else None
                if when is None or comes is None:
                    continue
                on = dates.spell_between(*when, self.subject.zone)
                after = _ENDS if edge else _REQUIRED
                due = self._item(comes, FACET.DUTY, duty.name, after, duty.acts[0].certainty, duty.acts, on)
                if _required(cell, duty, when.earliest - 1 if edge else when.latest):
                    yield NamedDate(due, (named + edge,))

    def deadlines(self) -> Iterator[NamedDate]:
        for name, known in self.cell.deadlines(self.at):
            posting, end = known.posting, known.posting.end1
            if end is not None and self.first < end <= self.last:
                on = last_moment(posting, self.subject.zone)
                deadline = self._item(end, FACET.DEADLINE, name, "deadline", known.certainty, (posting,), on)
                yield NamedDate(deadline, (slots.of_term(DIM.DEADLINE, name),))

    def contents(self, dimension: Dimension) -> Iterator[NamedDate]:
        for known in self.cell.acts(dimension):
            posting = known.posting
            comes = self._comes(Span(known.begin0, known.begin1))
            if comes is None:
                continue
            on = dates.spell_between(known.begin0, known.begin1, self.subject.zone)
            facet, name, after = (
                (FACET.VALUE, posting.detail.name, value_text(posting.detail.value))
                if dimension is DIM.VALUE
                else (FACET.TEXT, posting.key, known.row.phrase)
            )
            yield NamedDate(self._item(comes, facet, name, after, known.certainty, (posting,), on), (posting.key,))

    def enforcement(self) -> Iterator[NamedDate]:
        cell = self.cell
        acts = cell.acts(DIM.ENFORCEMENT)
        ticks = {tick for k in acts for tick in (k.begin1, k.posting.end1) if tick is not None}
        before = cell.enforcement(self.first)[0]
        for tick in sorted(tick for tick in ticks if self.first < tick <= self.last):
            word = cell.enforcement(tick)[0]
            if word != before:
                moved = [k for k in acts if tick in (k.begin1, k.posting.end1)]
                on = dates.spell_between(_earliest(moved[0], tick), tick, self.subject.zone)
                postings = (known.posting for known in moved)
                enforced = self._item(tick, FACET.ENFORCEMENT, None, word, moved[0].certainty, postings, on)
                yield NamedDate(enforced, tuple(slots.of_enforcement(known, tick) for known in moved))
            before = word

    def announced(self) -> Iterator[NamedDate]:
        """Dates that were stated and that no act has set."""
        for known in self.cell.announced(self.at, passed=True):  # which are past dates of a calendar
            posting = known.posting
            ends = posting.row.sets_an_end
            date = posting.end1 if ends else posting.begin0 if posting.begins else None
            if date is None or posting.detail.undated:
                continue
            comes = self._comes(Span(date, date) if ends else Span(date, posting.begin1))
            if comes is not None:
                on = listed_date(posting, self.subject.zone) or ""
                stated = self._item(comes, FACET.ANNOUNCED, posting.key, posting.kind, known.certainty, (posting,), on)
                yield NamedDate(stated, (slots.of_act(known), f"{posting.key}/said"), posting.detail.parts)

    def _comes(self, span: Span) -> Tick | None:
        """Return the tick of a date in the window; None if it is outside.

        A date lies ahead until it has come for sure: of one that may have come by then, its last tick counts.
        """
        if span.latest >= NEVER:
            return None
        return next((tick for tick in span if self.first < tick <= self.last), None)


def _turns(cell: Cell, first: Tick, last: Tick) -> Iterator[tuple[Tick, Span, ScopeStatus]]:
    """Each change of status: when it comes, when it may come, and how things stand then.

    A status that is unknown only for as long as the day of what comes next is not known is no change of its own.
    """
    before, until = cell.standing(first).status, first
    for tick, standing in list(cell.stretches(first, last))[1:]:
        if standing.status == before or tick < until:
            continue
        span, new = Span(tick, tick), standing
        if standing.status == "unknown":
            following = cell.next(tick)
            if following is not None and not following[0].exact and following[1].status != before:
                span, new = following
        elif before == "unknown":
            span = cell.since(tick) or span
        if not is_presumed(span, cell.acts_at(span.latest)):
            yield tick, span, new
        before, until = new.status, span.latest


def _earliest(known: Known, tick: Tick) -> Tick:
    """Return the first tick that a date of an act may be of which the last is this."""
    spans = ((known.begin0, known.begin1), (known.posting.end0, known.posting.end1))
    return next((first for first, last in spans if last == tick and first is not None), tick)


_REQUIRED, _ENDS = "compliance required", "no longer required"
"""What a duty will be."""


def _required(cell: Cell, duty: Duty, tick: Tick) -> bool:
    """Whether there is anything to comply with at a tick: not with a rule that is rescinded by then."""
    found = (each for each in cell.duties(tick, cell.standing(tick)) if each[:2] == duty[:2])
    return any(each.answer != "no" for each in found)


def undated(subject: Subject, question: Question) -> Iterator[Posting]:
    """Promises of one instrument that are known, have no date and have not been kept."""
    course = subject.course(question)
    if not course.vague:
        return
    at = question.on.tick(subject.zone)
    for path in ((), *course.paths):
        if course.promises:
            announced = subject.cell(question, path).announced(at)
            yield from (known.posting for known in announced if known.detail.undated)
        if not path:
            vague = [k for k in course.counted if k.detail.undated and k.begin1 > at]
            yield from (k.posting for k in vague if not _dated_since(subject, question, k))


def _dated_since(subject: Subject, question: Question, act: Known) -> bool:
    """Whether later acts have set the date that an act left open, for all that it is about."""
    cells = (subject.cell(question, part) for part in act.detail.parts or ((),))
    return all(any(p.key == act.key for p in cell.overridden(NEVER)) for cell in cells)
