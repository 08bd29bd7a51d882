"""Two states into changes: pure.

Law moves (same knowledge, two days) and knowledge moves (same day, two knowledges); ``since`` moves both. Each facet
of each provision is read on both sides. Where it differs, one :class:`~regtrack.model.change.Change` says so, with
its cause: what the earlier knowledge already foresaw is the clock's work, the rest is an act, something learned, or
a correction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise

import attrs

from regtrack import dates
from regtrack.dates import NEVER, Tick
from regtrack.diff.readings import (
    FacetReading,
    Key,
    Side,
    Subject,
    is_no_rest,
    is_recited,
    read_others,
    read_past_status,
    read_status,
    status_of,
)
from regtrack.fold import Cell, Course, Known, Question, concerns
from regtrack.model.change import SECTION_OF_STATUS, Cause, Change, Facet, Section
from regtrack.model.kinds import Certainty, Dimension, Operation
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, spell
from regtrack.model.state import Force, KnownBy

_SCHEDULE, _ANNOUNCED = Facet.SCHEDULE, Facet.ANNOUNCED
_OF_STATUS = frozenset((Facet.STATUS, Facet.SCHEDULE, Facet.DUTY))  # nobody must comply with what is stayed or over
_FACETS_OF = {
    **dict.fromkeys((Dimension.STAGE, Dimension.FORCE, Dimension.PAUSE, Dimension.KNOWLEDGE), _OF_STATUS),
    Dimension.DUTY: frozenset((Facet.DUTY,)),
    Dimension.ENFORCEMENT: frozenset((Facet.ENFORCEMENT,)),
    Dimension.DEADLINE: frozenset((Facet.DEADLINE,)),
    Dimension.VALUE: frozenset((Facet.VALUE,)),
    Dimension.TEXT: frozenset((Facet.TEXT,)),
}
"""What the acts of each dimension may change."""
_STATUS: Key = (Facet.STATUS, None)


def compare(subject: Subject, before: Question, after: Question, path: Path = ()) -> list[Change]:
    """Every change of one instrument, or of one provision of it, from one question to another."""
    old = subject.course(before)
    new = subject.course(after)
    same_knowledge = old is new
    at0, at1 = before.on.tick(subject.zone), after.on.tick(subject.zone)
    changes: list[Change] = []
    whole: set[tuple[object, ...]] = set()
    stirred = old.stirred(new, *sorted((at0, at1)))
    always = _always(old, new)

    def compare_cell(part: Path) -> list[Change]:
        concerned = stirred if not part else [known for known in stirred if concerns(known, part)]
        facets = always.union(*{_FACETS_OF[known.row.dimension] for known in concerned})
        if not facets:
            return []
        sides = Side(subject.cell(before, part), at0), Side(subject.cell(after, part), at1)
        return _compare_cell(subject, *sides, part, facets)

    if not (old.divided or new.divided):
        changes = compare_cell(path)
        return changes if same_knowledge or path else _with_statements(subject, changes, old, new, stirred, at1)
    parts = new.parts_of(path)
    below = sorted({*old.elements(path), *new.elements(path)})
    for part in dict.fromkeys((*parts, *below)):
        found = [change for change in compare_cell(part) if _content_of(change) not in whole]
        changes += found  # the others only follow the whole
        if part in parts:
            whole |= {_content_of(change) for change in found}
    if not same_knowledge and not path:
        changes = _with_statements(subject, changes, old, new, stirred, at1)
    return changes


def _content_of(change: Change) -> tuple[object, ...]:
    """Return the content of a change, whichever provision it is of."""
    return change.facet, change.name, change.before, change.after, change.on, change.came_and_went


def _always(old: Course, new: Course) -> frozenset[Facet]:
    """Return the facets that may differ between two courses although what counts is the same."""
    found = frozenset[Facet]() if old.stands_as(new) else _OF_STATUS
    return found | {_ANNOUNCED} if old.promises or new.promises else found


def _compare_cell(subject: Subject, old: Side, new: Side, path: Path, facets: Set[Facet]) -> list[Change]:
    """Compare the facets that may differ, and only them: of most instruments that is one."""
    zone = subject.zone
    before, after = read_others(old, zone, facets), read_others(new, zone, facets)
    first, last = (status_of(old), status_of(new)) if Facet.STATUS in facets else (None, None)
    if first != last:
        before |= {_STATUS: read_past_status(old) if last else read_status(old, zone)} if first else {}
        after |= {_STATUS: read_status(new, zone)} if last else {}
    differing = [key for key in before | after if _text(before.get(key)) != _text(after.get(key))]
    foreseen = None
    if differing and old.cell.course is not new.cell.course and old.at != new.at:
        then = Side(old.cell, new.at)
        foreseen = before if old.cell.course.quiet(old.at, new.at) else read_others(then, zone, facets)
        foreseen = foreseen | ({_STATUS: FacetReading(word, ())} if (word := status_of(then)) else {})
    changes = []
    for key in differing:
        was, now = before.get(key), after.get(key)
        if key[0] is _SCHEDULE and first != last:
            continue  # the change of status says it already
        if key[0] is _ANNOUNCED and now is None and was is not None and _still_known(was, new.cell):
            continue  # it has been done, and the change that did it says so
        reasons = _telling(was, now)
        if key == _STATUS and _is_learned_of(reasons, old, new):
            continue
        predicted = foreseen is not None and _text(foreseen.get(key)) == _text(now)
        changes.append(
            _change(
                subject, path, key, was, now,
                cause=Cause.CLOCK if predicted else _cause(reasons, old, new),
                because=reasons,
            )
        )  # fmt: skip
    if Facet.STATUS in facets:
        changes += _came_and_went(subject, path, old, new, first, last)
    return changes


def _is_learned_of(reasons: Sequence[Posting], old: Side, new: Side) -> bool:
    """Whether a status is only told by what a later document recites: that is known now, and nothing happened."""
    return is_recited(reasons) and old.cell.course is not new.cell.course


def _still_known(reading: FacetReading, cell: Cell) -> bool:
    keys = {known.posting.key for known in (*cell.course.counted, *cell.course.uncounted)}
    return reading.reasons[0].key in keys


def _text(reading: FacetReading | None) -> str | None:
    return reading.text if reading else None


def _telling(was: FacetReading | None, now: FacetReading | None) -> tuple[Posting, ...]:
    """Return the events behind a difference: those new on the later side, then its others; else the earlier ones."""
    old = was.reasons if was else ()
    new = now.reasons if now else ()
    ids = {p.id for p in old}
    fresh = [p for p in new if p.id not in ids]
    return tuple({p.id: p for p in (*fresh, *new)}.values()) or old


def _cause(reasons: Sequence[Posting], old: Side, new: Side) -> Cause:
    """Why two readings differ that the earlier knowledge did not foresee."""
    if old.cell.course is new.cell.course:
        low, high = sorted((old.at, new.at))
        return Cause.ACT if any(low < p.hold <= high for p in reasons[:1]) else Cause.CLOCK
    before, after = old.cell.course.limit, new.cell.course.limit
    fresh = [p for p in reasons if _learned(p, before.tick, after.tick, after.known_by)] or list(reasons[:1])
    moving = False
    for p in fresh:
        if _is_correction(p, new.cell):
            return Cause.CORRECTION
        moving = moving or not (p.hold > new.at or p.hold <= before.tick or _is_over(p, old.at))
    return Cause.ACT if moving else Cause.KNOWLEDGE


def _learned(p: Posting, first: Tick, last: Tick, known_by: KnownBy) -> bool:
    """Whether a statement became known, or better known, between two moments."""
    if known_by is KnownBy.RECORD:
        return first < p.recorded <= last
    return first < p.available <= last or any(first < available <= last for _, available, _ in p.detail.steps)


def _is_correction(p: Posting, cell: Cell) -> bool:
    if p.detail.mode == "as_if_included" or p.kind in _CORRECTIONS:
        return True
    return cell.course.limit.known_by is KnownBy.RECORD and cell.course.first_recorded[p.key] < p.seq


def _is_over(p: Posting, at: Tick) -> bool:
    """Whether all that a statement sets lies in the past of the earlier day: a list of what is over (N11)."""
    return p.begins and p.end1 is not None and p.end1 <= at


_CORRECTIONS = frozenset({"correct", "codify_error", "codify_fix", "revise_record"})


def _change(
    subject: Subject,
    path: Path,
    key: Key,
    was: FacetReading | None,
    now: FacetReading | None,
    *,
    cause: Cause,
    because: Iterable[Posting],
    came_and_went: bool = False,
    section: Section | None = None,
) -> Change:
    facet, name = key
    because = tuple(because)
    on, until, then = (now.on, now.until, now.then) if now else (None, None, None)
    return Change(
        subject.id, spell(path) if path else None, facet, name, _text(was) or _DEFAULTS.get(facet),
        _text(now) or _DEFAULTS.get(facet), on, until, then, cause, tuple(dict.fromkeys([p.id for p in because])),
        came_and_went, section or _section(facet, _text(was), _text(now), cause, because), _flags(now or was, because),
    )  # fmt: skip


def _flags(reading: FacetReading | None, because: Iterable[Posting]) -> tuple[str, ...]:
    """Return the doubts of a change: those of what it changed to, and of the statements behind it."""
    flags = reading.flags if reading is not None else ()
    behind = [flag for p in because for flag in p.detail.flags]
    return tuple(sorted({*flags, *behind})) if behind else flags


def _section(
    facet: Facet, before: str | None, after: str | None, cause: Cause, because: tuple[Posting, ...]
) -> Section:
    corrects = facet is Facet.TEXT and because and because[0].kind in _CORRECTIONS
    if cause is Cause.CORRECTION or corrects:
        return Section.CORRECTIONS
    if facet is Facet.STATUS:
        return SECTION_OF_STATUS.get(after or "none", Section.ENDED)
    if facet is Facet.DUTY and not (after or "").startswith("yes"):  # its date was set, moved or taken away
        return Section.AHEAD if before is None else Section.ENDED
    if facet is Facet.TEXT and because and because[0].row.printed:
        return Section.NOTED  # what is printed is no change of the law
    if facet is Facet.ANNOUNCED and because and because[0].certainty == Certainty.REPORTED:
        return Section.REPORTED
    return _SECTION_OF_FACET[facet]


_DEFAULTS = {Facet.ENFORCEMENT: "normal"}
_SECTION_OF_FACET = {
    Facet.SCHEDULE: Section.ENDED,
    Facet.DUTY: Section.EFFECT,
    Facet.ENFORCEMENT: Section.ENDED,
    Facet.DEADLINE: Section.PROPOSALS,
    Facet.VALUE: Section.EFFECT,
    Facet.TEXT: Section.EFFECT,
    Facet.ANNOUNCED: Section.AHEAD,
    Facet.RECORD: Section.NOTED,
}


def _came_and_went(
    subject: Subject, path: Path, old: Side, new: Side, before: str | None, after: str | None
) -> Iterator[Change]:
    """Return a status that began and ended between the two days and shows on neither."""
    if new.at <= old.at or is_no_rest(new.cell):
        return
    ends = {before or "none", after or "none"}
    bound_at_ends = any(side.cell.standing(side.at).force is Force.YES for side in (old, new))
    stretches = list(new.cell.stretches(old.at, new.at))
    for (start, standing), (end, following) in pairwise(stretches[1:]):
        seen_at_ends = standing.status in ends or (standing.force is not Force.YES and not bound_at_ends)
        if _is_learned_of(standing.reasons, old, new):
            continue
        if seen_at_ends or standing.status in ("none", "unknown", *_STEPS):
            continue
        reading = FacetReading(
            standing.status, (*standing.reasons, *following.reasons), dates.spell(start, subject.zone),
            dates.spell(end, subject.zone), following.status,
        )  # fmt: skip
        was = FacetReading(before, ()) if before else None
        side = Side(new.cell, start)
        because = reading.reasons
        cause = _cause(because, old, side)
        yield _change(subject, path, _STATUS, was, reading, cause=cause, because=because, came_and_went=True)


_STEPS = (
    "announced", "proposed", "adopted", "filed", "pending", "introduced", "in_committee", "reported_out", "passed_one",
    "passed_both", "presented",
)  # fmt: skip
"""Stations on the way to somewhere: passing one between two days is no news of its own."""


def _with_statements(
    subject: Subject, changes: list[Change], old: Course, new: Course, stirred: Iterable[Known], at: Tick
) -> list[Change]:
    """Add new statements that moved nothing; a step in an instrument's making joins the change of its status."""
    shown = {id_ for change in changes for id_ in change.because}
    before = {known.id: known.certainty for known in (*old.counted, *old.uncounted)}
    status = next((i for i, c in enumerate(changes) if c.facet is Facet.STATUS and not c.came_and_went), None)
    extra: list[Change] = []
    claimed = {key for key, _ in _claims(new)} if new.contested else ()
    for known in (*stirred, *new.uncounted):
        if before.get(known.id, 0) >= known.certainty or known.id in shown:
            continue
        posting, row = known.posting, known.row
        if row.operation in (Operation.REVISE, Operation.RECITE):
            continue
        if known.key in claimed:
            continue  # a claim against the record is no change; see claims()
        joins = row.dimension is Dimension.STAGE or (
            row.dimension is Dimension.FORCE and row.operation is Operation.OPEN
        )
        if status is not None and joins and known in new.counted:
            changes[status] = attrs.evolve(changes[status], because=(*changes[status].because, posting.id))
            continue
        extra.append(_statement(subject, known, old, at, confirmed=known.key in new.confirmed))
    return changes + extra


def _statement(subject: Subject, known: Known, old: Course, at: Tick, *, confirmed: bool) -> Change:
    posting, row = known.posting, known.row
    path = posting.detail.parts[0] if posting.detail.parts else ()
    knowledge = known.hold > at or known.hold <= old.limit.tick
    section = Section.NOTED
    if posting.kind in ("retract", *_CORRECTIONS):
        section = Section.CORRECTIONS
    elif known.certainty == Certainty.REPORTED and not confirmed and row.operation is not Operation.CONFIRM:
        section = Section.REPORTED
    reading = FacetReading(row.phrase, (posting,), _stated_on(known, subject.zone))
    return _change(
        subject, path, (Facet.RECORD, posting.key), None, reading,
        cause=Cause.KNOWLEDGE if knowledge else Cause.ACT, because=(posting,), section=section,
    )  # fmt: skip


def _stated_on(known: Known, zone: str) -> str:
    """Return when something was stated; from the first to the last possible day when its date is not exact."""
    spread = known.begins and known.begin0 != known.begin1 and known.begin0 == known.hold
    if spread and known.begin1 < NEVER:
        return dates.spell_between(known.begin0, known.begin1, zone)
    return dates.spell(known.hold, zone)


def claims(subject: Subject, before: Question, after: Question) -> list[Posting]:
    """Statements that contradict the record, where they or what they contradict became known in between."""
    course = subject.course(after)
    if not course.contested:
        return []
    low, high = before.limit.tick, after.limit.tick
    known = {k.key: k.posting for k in (*course.counted, *course.uncounted)}
    found: dict[str, Posting] = {}
    for claim, other in _claims(course):
        both = (known[key] for key in (claim, other) if key in known)
        if any(_learned(p, low, high, after.known_by) for p in both):
            found[claim] = known[claim]
    return list(found.values())


def _claims(course: Course) -> Iterator[tuple[str, str]]:
    """Return the keys of claims, each with that of what it is against.

    A report that counts is shown as what it changes.
    """
    if not course.contested:
        return
    counted = {k.key for k in course.counted}
    for claim in course.contesting():
        yield from (pair for pair in course.lost(claim) if pair[0] not in counted)


def visible(subject: Subject, question: Question) -> list[Posting]:
    """Every event of one instrument that is known at all and reaches the threshold."""
    course = subject.course(question)
    return [k.posting for k in (*course.counted, *course.uncounted) if k.certainty >= question.threshold]
