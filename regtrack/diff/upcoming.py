"""What lies ahead of a day by what is known: dates, and promises without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from regtrack import dates
from regtrack.dates import NEVER, Tick
from regtrack.diff import slots
from regtrack.diff.readings import FACET, Subject, is_no_rest, value_text
from regtrack.fold import UNCONFIRMED, Cell, Duty, Known, Question, ScopeStatus, last_moment, unconfirmed
from regtrack.fold.terms import DIM
from regtrack.model.change import Facet, Upcoming
from regtrack.model.kinds import Certainty
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, spell
from regtrack.model.when import Span

_CERTAINTIES = {int(certainty): certainty for certainty in Certainty}


class NamedDate(NamedTuple):
    """A date with the names it may have, the fittest first.

    Attributes:
        item: the date.
        names: see :mod:`regtrack.diff.slots`.
        said: the provisions it is about, when it was only said and no act has set it.
        by: ids of the acts that set it, when its reasons hold more than those.
    """

    item: Upcoming
    names: tuple[str, ...]
    said: tuple[Path, ...] | None = None
    by: tuple[str, ...] = ()


def ahead(subject: Subject, question: Question, last: Tick, path: Path = ()) -> Iterator[Upcoming]:
    """Return the dates of one instrument, or of one provision of it, after the day asked about, up to ``last``."""
    at = question.on.tick(subject.zone)
    seen: set[tuple[object, ...]] = set()
    for each in subject.course(question).elements(path):
        for found in dates_of(subject, subject.cell(question, each), each, at, at, last):
            if told(found.item) not in seen:  # a provision that only follows the whole is not said twice
                seen.add(told(found.item))
                yield found.item


def told(item: Upcoming) -> tuple[object, ...]:
    """Return what a date says, whichever provision it says it of."""
    return item.facet, item.name, item.on, item.after, item.because


def dates_of(subject: Subject, cell: Cell, path: Path, at: Tick, first: Tick, last: Tick) -> Iterator[NamedDate]:
    """Return the dates of one provision after one tick, up to and including another.

    By the acts that hold at ``at``.
    """
    zone = subject.zone
    scope = spell(path) if path else None

    def item(
        tick: Tick, facet: Facet, name: str | None, after: str, certainty: int, reasons: Iterable[Posting],
        on: str = "", doubts: Iterable[str] = (),
    ) -> Upcoming:  # fmt: skip
        acts = {p.id: p for p in reasons}
        flags = {*doubts, *[flag for p in acts.values() for flag in p.detail.flags]}
        return Upcoming(
            subject.id, scope, on or dates.spell(tick, zone), tick, facet, name, after, _CERTAINTIES[certainty],
            tuple(acts), tuple(sorted(flags)),
        )  # fmt: skip

    stayed_by: str | None = None
    for tick, span, standing in () if is_no_rest(cell) else _turns(cell, first, last):
        status = standing.status
        names = tuple(slots.of_turn(cell, span.latest, status, stayed_by))
        stayed_by = names[0].removesuffix("/begin") if status == "stayed" else None
        turned = cell.acts_at(span.latest)
        on = dates.spell_between(*span, zone)
        reasons = (*turned, *standing.reasons)
        returns = (UNCONFIRMED,) if unconfirmed(cell, span.latest, standing) is not None else ()
        doubts = (*standing.flags, *returns)
        turn = item(tick, FACET.STATUS, None, status, cell.course.limit.threshold, reasons, on, doubts)
        yield NamedDate(turn, names, by=tuple(p.id for p in turned))
    for duty in cell.duties(at, cell.standing(at)) if cell.acts(DIM.DUTY) else ():
        named = slots.of_term(DIM.DUTY, duty.name, duty.parties)
        for edge, when in (("", duty.start), ("/end", duty.end)):
            comes = _comes(when, first, last) if when is not None else None
            if when is None or comes is None or not _required(cell, duty, when.earliest - 1 if edge else when.latest):
                continue
            on = dates.spell_between(*when, zone)
            after = _ENDS if edge else _REQUIRED
            due = item(comes, FACET.DUTY, duty.name, after, duty.acts[0].certainty, duty.acts, on)
            yield NamedDate(due, (named + edge,))
    for name, each in cell.deadlines(at):
        posting, end = each.posting, each.posting.end1
        if end is not None and first < end <= last:
            deadline = item(
                end, FACET.DEADLINE, name, "deadline", each.certainty, (posting,), last_moment(posting, zone)
            )
            yield NamedDate(deadline, (slots.of_term(DIM.DEADLINE, name),))
    for each in cell.acts(DIM.VALUE):
        posting, begin = each.posting, each.begin0
        comes = _comes(Span(begin, each.begin1), first, last)
        if comes is not None:
            text, on = value_text(posting.detail.value), dates.spell_between(begin, each.begin1, zone)
            value = item(comes, FACET.VALUE, posting.detail.name, text, each.certainty, (posting,), on)
            yield NamedDate(value, (posting.key,))
    for each in cell.acts(DIM.TEXT):
        posting, begin = each.posting, each.begin0
        comes = _comes(Span(begin, each.begin1), first, last)
        if comes is not None:
            on = dates.spell_between(begin, each.begin1, zone)
            words = item(comes, FACET.TEXT, posting.key, each.row.phrase, each.certainty, (posting,), on)
            yield NamedDate(words, (posting.key,))
    for tick, word, moved in _enforcement(cell, first, last):
        on = dates.spell_between(_earliest(moved[0], tick), tick, zone)
        enforced = item(tick, FACET.ENFORCEMENT, None, word, moved[0].certainty, (k.posting for k in moved), on)
        yield NamedDate(enforced, tuple(slots.of_enforcement(k, tick) for k in moved))
    for each in cell.announced(at):
        posting = each.posting
        ends = posting.row.sets_an_end
        date = posting.end1 if ends else posting.begin0 if posting.begins else None
        if date is None or posting.detail.undated:
            continue
        comes = _comes(Span(date, date) if ends else Span(date, posting.begin1), first, last)
        if comes is not None:
            on = _said_for(posting, zone)
            said = item(comes, FACET.ANNOUNCED, posting.key, posting.kind, each.certainty, (posting,), on)
            yield NamedDate(said, (slots.of_act(each), f"{posting.key}/said"), posting.detail.parts)


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
            following = cell.next(tick, standing)
            if following is not None and not following[0].exact and following[1].status != before:
                span, new = following
        elif before == "unknown":
            span = cell.since(tick, standing) or span
        yield tick, span, new
        before, until = new.status, span.latest


def _comes(span: Span, first: Tick, last: Tick) -> Tick | None:
    """Where a date stands among those after one tick and by another; None if it is none of them.

    It lies ahead until it has come for sure: of one that may have come by then, the last tick that it may be counts.
    """
    if span.latest >= NEVER:
        return None
    return next((tick for tick in span if first < tick <= last), None)


def _said_for(posting: Posting, zone: str) -> str:
    """Return the date of a change that was only said.

    Of an end the first day without it, unless that is not known exactly.
    """
    if not posting.row.sets_an_end:
        return dates.spell_between(posting.begin0, posting.begin1, zone)
    if posting.row.dimension is DIM.DEADLINE or posting.end0 != posting.end1:
        return last_moment(posting, zone)
    return ""


def _earliest(known: Known, tick: Tick) -> Tick:
    """Return the first tick that a date of an act may be of which the last is this."""
    spans = ((known.begin0, known.begin1), (known.posting.end0, known.posting.end1))
    return next((first for first, last in spans if last == tick and first is not None), tick)


def _enforcement(cell: Cell, first: Tick, last: Tick) -> Iterator[tuple[Tick, str, list[Known]]]:
    """Each change in how it is enforced: when, to what, and the acts of which one date is that tick."""
    acts = cell.acts(DIM.ENFORCEMENT)
    ticks = {tick for k in acts for tick in (k.begin1, k.posting.end1) if tick is not None and first < tick <= last}
    before = cell.enforcement(first)[0]
    for tick in sorted(ticks):
        word = cell.enforcement(tick)[0]
        if word != before:
            yield tick, word, [k for k in acts if tick in (k.begin1, k.posting.end1)]
        before = word


_REQUIRED, _ENDS = "compliance required", "no longer required"
"""What a duty will be."""


def _required(cell: Cell, duty: Duty, tick: Tick) -> bool:
    """Whether there is anything to comply with at a tick: not with a rule that is rescinded by then."""
    found = (each for each in cell.duties(tick, cell.standing(tick)) if each[:2] == duty[:2])
    return any(each.answer != "no" for each in found)


def undated(subject: Subject, question: Question) -> Iterator[Posting]:
    """Promises of one instrument that are known, have no date and have not been kept."""
    course = subject.course(question)
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
