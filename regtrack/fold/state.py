"""From the course of an instrument to the answer for one day: its provisions, rolled up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import attrs

from regtrack import dates
from regtrack.dates import NEVER, Moment, Tick
from regtrack.fold.cell import Cell
from regtrack.fold.course import Course
from regtrack.fold.doubt import warnings
from regtrack.fold.duty import Duty, duty_of
from regtrack.fold.effective import ScopeStatus
from regtrack.fold.terms import DIM, Known, Limit, is_presumed
from regtrack.model.answers import History
from regtrack.model.kinds import Certainty, Family
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, spell
from regtrack.model.state import STALE_AFTER_DAYS, Announced, Deadline, Force, KnownBy, Obligation, Scheduled, State
from regtrack.model.when import Span

Cells: TypeAlias = Callable[[Path], Cell]
"""The cells of a course by their paths."""
_YES = Force.YES


class Question:
    """What is asked, shared by every instrument it is asked of.

    Args:
        on: the legal day (as it closes in each instrument's zone) or the instant.
        known: up to when statements count; a day counts to its close in Federal time.
        known_by: whose knowledge.
        threshold: the certainty from which a statement counts.
    """

    __slots__ = ("known", "known_by", "limit", "on", "threshold")

    def __init__(self, on: Moment, known: Moment, known_by: KnownBy, threshold: Certainty) -> None:
        self.on = on
        self.known = known
        self.known_by = known_by
        self.threshold = threshold
        self.limit = Limit(known.tick(), known_by, threshold)


def state(
    postings: Sequence[Posting], *, instrument: str, family: Family, zone: str, question: Question, path: Path = ()
) -> State:
    """Fold the events of one instrument to its state, or to that of one provision of it."""
    course = Course(postings, family, question.limit)
    return state_of(course, instrument=instrument, zone=zone, question=question, path=path)


def state_of(
    course: Course, *, instrument: str, zone: str, question: Question, path: Path = (), cells: Cells | None = None,
    history: History | None = None,
) -> State:  # fmt: skip
    """Return the same from a course that is already sorted out, and from its cells if they are at hand."""
    cell_of = cells or partial(Cell, course)
    elements = course.elements(path)
    if len(elements) == 1:
        return _cell_state(cell_of(elements[0]), instrument, zone, question, path, history)
    cell = cell_of(elements[0])
    whole = _cell_state(cell, instrument, zone, question)
    below = [cell_of(element) for element in elements[1:]]
    scopes = tuple([_cell_state(part, instrument, zone, question) for part in below])
    if elements[0] != path:  # a provision that several amendments reach: none of them is the rest
        scopes, whole_counts = (whole, *scopes), False
    else:
        others = any(part.has_force for part in below)
        whole_counts = cell.has_force or not others or course.is_cited  # of what is only cited there is a rest
    unread = [course.is_unread(each) for each in (elements if elements[0] != path else elements[1:])]
    found = _roll_up(whole, scopes, unread, whole_counts=whole_counts, scope=spell(path) if path else None)
    return attrs.evolve(found, history=history) if history is not None else found


def rest_of(course: Course, *, instrument: str, zone: str, question: Question) -> State:
    """Return the state of what no statement tells apart from an instrument."""
    return _cell_state(Cell(course), instrument, zone, question)


def unrecorded(whole: State, scope: str, *, divided: bool) -> State:
    """Return the state of a part of which nothing is recorded: that of the whole, if its parts do not differ.

    Args:
        whole: the state of the instrument.
        scope: the part.
        divided: whether what is known of the whole need not be so of this part.
    """
    flags = tuple(sorted({*whole.flags, "scope_unrecorded"}))
    if not divided:
        return attrs.evolve(whole, scope=scope, flags=flags, whole=whole)
    return attrs.evolve(
        whole, scope=scope, status="unknown", underlying=None, force=Force.UNKNOWN, duty="unknown", duty_from=None,
        duty_from_at=None, since=None, since_at=None, until=None, until_at=None, scheduled_next=None,
        flags=("scope_unrecorded",), duties=(), hours=(),
        because=(), scopes=(), whole=whole,
    )  # fmt: skip


class Brief(NamedTuple):
    """How things stand, in short: these fields of a :class:`~regtrack.model.state.State`, and no reasons."""

    status: str
    underlying: str | None
    force: Force
    enforcement: str
    flags: tuple[str, ...]


def brief_of(course: Course, *, instrument: str, zone: str, question: Question, cells: Cells | None = None) -> Brief:
    """Return the same as :func:`state_of` in short, at a quarter of its cost where no provision differs."""
    if course.paths:
        found = state_of(course, instrument=instrument, zone=zone, question=question, cells=cells)
        return Brief(found.status, found.underlying, found.force, found.enforcement, found.flags)
    cell, at = (cells or partial(Cell, course))(()), question.on.tick(zone)
    standing = cell.standing(at)
    since = cell.since(at)
    turned = cell.acts_at(since.latest) if since is not None else ()
    announced, conflicts = bool(cell.announced(at)), any(cell.conflicts())
    flags = _flags(cell, at, zone, standing, turned, cell.deadlines(at), announced, conflicts)
    return Brief(standing.status, standing.underlying, standing.force, cell.enforcement(at)[0], flags)


def _flags(
    cell: Cell,
    at: Tick,
    zone: str,
    standing: ScopeStatus,
    turned: Iterable[Posting],
    deadlines: Iterable[tuple[str, Known]],
    announced: bool,
    contested: bool,
) -> tuple[str, ...]:
    flags = warnings(cell, at, zone, standing, turned)
    for _, known in deadlines:
        flags.update(known.detail.flags)
    if announced:
        flags.add("announced_change")
    if contested:
        flags.add("conflict")
    return tuple(sorted(flags))


_MINUTE = 60_000_000
"""In ticks."""
_Hours: TypeAlias = tuple[tuple[str, str], ...]


def _asked(cell: Cell, zone: str, question: Question) -> tuple[Tick, _Hours]:
    """Return the moment that a question means, and the hours of a day in which alone a provision binds.

    A day is meant as it closes; one at whose close nothing binds, and in some hours of which it does, in the last of
    these: a safety zone from 8 p.m. to 10 p.m. is in force on that day, and for part of it. Its first minute is no
    hour: what is suspended "at 12:01 a.m." is suspended on that day.
    """
    at, day = question.on.tick(zone), question.on.day
    if day is None or cell.standing(at).force is not Force.NO:
        return at, ()
    opens, turns = dates.day_start(day, zone), cell.turns()
    if bisect_right(turns, opens) == bisect_right(turns, at):
        return at, ()
    stretches = list(cell.stretches(opens, at))
    binding = [
        (start, following)
        for (start, standing), (following, _) in pairwise((*stretches, (at + 1, stretches[-1][1])))
        if standing.force is _YES and following > opens + _MINUTE
    ]
    if not binding:
        return at, ()
    return binding[-1][1] - 1, tuple([(_minute(start, zone), _minute(end, zone)) for start, end in binding])


def _minute(tick: Tick, zone: str) -> str:
    return dates.local(tick, zone).isoformat(timespec="minutes")[:16]


def _cell_state(
    cell: Cell, instrument: str, zone: str, question: Question, path: Path | None = None,
    history: History | None = None,
) -> State:  # fmt: skip
    path = cell.path if path is None else path
    at, hours = _asked(cell, zone, question)
    standing = cell.standing(at)
    since = cell.since(at)
    following = cell.next(at)
    duties = cell.duties(at, standing)
    duty, duty_from = duty_of(duties, standing.force)
    obligations = tuple([_obligation(each, zone) for each in duties])
    enforcement, enforcement_acts = cell.enforcement(at)
    announced = tuple([_announced(known, zone, cell.course.limit.tick) for known in cell.announced(at)])
    conflicts = tuple(sorted(set(cell.conflicts()))) if cell.course.contested else ()
    turned = cell.acts_at(since.latest) if since is not None else ()
    deadlines = cell.deadlines(at)
    scheduled = None
    while following is not None and is_presumed(following[0], cell.acts_at(following[0].latest)):
        following = cell.next(following[0].latest)
    if following is not None:
        span, brought = following
        first = span.earliest
        scheduled = Scheduled(
            dates.instant_of(first), dates.day_of(first, zone), dates.spell_between(*span, zone), brought.status,
            _ids(cell.acts_at(span.latest)),
        )  # fmt: skip
    values = [(name, value, p.id) for name, p in cell.values(at) if (value := p.detail.value) is not None]
    because = _ids([*standing.reasons, *turned, *[act for each in duties for act in each.acts], *enforcement_acts])
    return State(  # by place, since by name it takes three times as long
        instrument, spell(path) if path else None, question.on, question.known, question.known_by, question.threshold,
        zone, standing.status, standing.underlying, Force.PARTIAL if hours else standing.force, cell.stage(at)[0],
        duty, obligations[0].since if len(obligations) == 1 else _spelled(duty_from, zone),
        dates.instant_of(duty_from.latest) if duty_from is not None else None, enforcement,
        dates.spell_between(*since, zone) if since is not None else None,
        dates.instant_of(since.latest) if since is not None else None,
        scheduled.date if scheduled else None, scheduled.at if scheduled else None, scheduled, announced,
        tuple([_deadline(name, known, at, zone) for name, known in deadlines]),
        tuple([(name, value) for name, value, _ in values]),
        tuple([p.id for p in cell.texts(at)]), conflicts,
        _flags(cell, at, zone, standing, turned, deadlines, bool(announced), bool(conflicts)), because,
        tuple([id_ for id_ in _ids(cell.overridden(at)) if id_ not in because]),
        (), None, obligations, history, hours, tuple([id_ for _, _, id_ in values]),
    )  # fmt: skip


def _ids(postings: Iterable[Posting]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([p.id for p in postings]))


_STALE = STALE_AFTER_DAYS * 86_400 * 1_000_000
"""The same in ticks."""


def _announced(known: Known, zone: str, known_to: Tick) -> Announced:
    certainty, date = Certainty(known.certainty), said_date(known, zone)
    at = known.end1 if known.row.sets_an_end else known.begin1
    return Announced(
        key=known.key,
        event_id=known.id,
        kind=known.kind,
        certainty=certainty,
        date=date,
        on=listed_date(known, zone),
        at=at if date is not None else None,
        stale=certainty is Certainty.REPORTED and known_to - known.available >= _STALE,
    )


_UNKNOWN = "unknown"


def said_date(posting: Posting, zone: str) -> str | None:
    """Return the day that an announced change would bring.

    The first day of its effect, or for an end the last day in.
    """
    if posting.detail.undated:
        return None
    if posting.row.sets_an_end:
        last = last_moment(posting, zone) if posting.end1 is not None else _UNKNOWN
        return None if last == _UNKNOWN else last
    return (
        dates.spell_between(posting.begin0, posting.begin1, zone) if posting.begins and posting.begin1 < NEVER else None
    )


def listed_date(posting: Posting, zone: str) -> str | None:
    """Return the day on which a change that was only announced is listed, wherever it is.

    Of an end the first day without it, unless that is not known exactly: the day does not move when the end is set.
    """
    if not posting.row.sets_an_end or posting.row.dimension is DIM.DEADLINE or posting.end0 != posting.end1:
        return said_date(posting, zone)
    return dates.spell(posting.end1, zone) if posting.end1 is not None and not posting.detail.undated else None


def _deadline(name: str, known: Known, at: Tick, zone: str) -> Deadline:
    end = known.end1 if known.end1 is not None else NEVER
    return Deadline(name, last_moment(known, zone), end, end > at, "derived_date" in known.detail.flags, known.id)


def _obligation(duty: Duty, zone: str) -> Obligation:
    start, end = _spelled(duty.start, zone), _spelled(duty.end, zone)
    return Obligation(duty.name, duty.parties, duty.answer, start, end, tuple([p.id for p in duty.acts]))


def _spelled(span: Span | None, zone: str) -> str | None:
    return dates.spell_between(*span, zone) if span is not None else None


def last_moment(posting: Posting, zone: str) -> str:
    """Return a half-open end as people say a deadline: the last day included, or the local time at which it falls."""
    return _last_moment(posting.end0, posting.end1, zone)


@lru_cache(maxsize=65536)
def _last_moment(start: Tick | None, end: Tick | None, zone: str) -> str:
    if end is None or end >= NEVER:
        return _UNKNOWN if start is not None and start < NEVER else "indefinite"
    if start is not None and start < end:
        return dates.spell_between(start - 1, end - 1, zone)
    if dates.is_midnight(dates.local(end, zone)):
        return dates.day_of(end - 1, zone).isoformat()
    return dates.spell(end, zone)


_UNTOLD = {"none", "unknown"}


def _roll_up(
    whole: State, scopes: tuple[State, ...], unread: Sequence[bool], *, whole_counts: bool, scope: str | None
) -> State:
    """One answer for an instrument, or a provision, whose parts may differ.

    Words that were not understood are a part that may be anywhere: they leave the rest as it is.
    """
    read = [part for part, words in zip(scopes, unread, strict=True) if not words]
    parts = [whole, *read] if whole_counts or not read else read
    statuses = {part.status for part in parts}
    same = len(statuses) == 1
    lead = parts[0]
    # Nothing is in force, for several reasons: what the whole waits for says how it stands, and until when.
    same = same or (whole_counts and {part.force for part in parts} == {Force.NO})
    duties = {part.duty for part in parts}
    values = _merged([tuple(zip(p.values, p.valued_by, strict=True)) for p in (whole, *scopes)], lambda v: v[0][0])
    return attrs.evolve(
        lead,
        scope=scope,
        status=lead.status if same else "unknown" if statuses == _UNTOLD else "mixed",
        underlying=lead.underlying if same else None,
        force=_force_of({part.force for part in parts}),
        duty=duties.pop() if len(duties) == 1 else "partial" if "yes" in duties else "unknown",
        since=lead.since if same else None,
        since_at=lead.since_at if same else None,
        until=lead.until if same else None,
        until_at=lead.until_at if same else None,
        scheduled_next=lead.scheduled_next if same else min(
            (part.scheduled_next for part in parts if part.scheduled_next), key=lambda s: s.at, default=None
        ),
        announced_changes=_merged([part.announced_changes for part in (whole, *scopes)], lambda a: a.key),
        deadlines=_merged([part.deadlines for part in (whole, *scopes)], lambda d: (d.name, d.event_id)),
        duties=_merged([part.duties for part in (whole, *scopes)], lambda d: (d.name, d.parties, d.since)),
        values=tuple(value for value, _ in values),
        valued_by=tuple(id_ for _, id_ in values),
        texts=tuple(dict.fromkeys(t for part in (whole, *scopes) for t in part.texts)),
        conflicts=tuple(sorted({key for part in (whole, *scopes) for key in part.conflicts})),
        flags=tuple(sorted({flag for part in parts for flag in part.flags})),
        because=tuple(dict.fromkeys(id_ for part in parts for id_ in part.because)),
        overridden=tuple(dict.fromkeys(id_ for part in parts for id_ in part.overridden)),
        scopes=scopes,
        hours=tuple(sorted({each for part in parts for each in part.hours})),
        whole=whole if whole_counts and not same else None,
    )  # fmt: skip


def _force_of(forces: set[Force]) -> Force:
    """Return the force of parts that differ: partial only if one of them is in force."""
    if len(forces) == 1:
        return next(iter(forces))
    if _YES in forces or Force.PARTIAL in forces:
        return Force.PARTIAL
    return Force.UNKNOWN if Force.UNKNOWN in forces else Force.CONTESTED


def _merged(groups: list[tuple], key: object) -> tuple:  # type: ignore[type-arg]
    found: dict[object, object] = {}
    for group in groups:
        for item in group:
            found.setdefault(key(item), item)  # type: ignore[operator]
    return tuple(found.values())
