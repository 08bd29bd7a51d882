"""Reports: which instruments a window of time touches, what changed about them, and what lies ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import attrs

from regtrack import dates, diff
from regtrack.dates import Moment, Tick
from regtrack.diff import Subject
from regtrack.fold import Question, state_of
from regtrack.model.answers import Held, History, Report, Standings
from regtrack.model.change import Cause, Change, Facet, Section, Upcoming
from regtrack.model.kinds import KINDS, Dimension
from regtrack.model.posting import Posting
from regtrack.model.selection import EVERYTHING, WHOLE, AskedPart, Selection
from regtrack.model.state import KnownBy, State
from regtrack.queries import lookup, stays
from regtrack.store import Store

if TYPE_CHECKING:
    from regtrack.model.listings import Board, TimelineReport, UpcomingReport
    from regtrack.model.people import Review

_EARLIEST, _LATEST = "Etc/GMT-14", "Etc/GMT+12"  # where a day closes first and last
_DAY = 86_400_000_000


class Comparison(NamedTuple):
    """Two questions whose answers are compared.

    Attributes:
        command: ``since`` or ``diff``.
        before, after: the questions.
        chosen: which instruments.
        scope: only this provision; None for everything.
        within: list the dates this many days ahead of the later day; None for none.
    """

    command: str
    before: Question
    after: Question
    chosen: Selection
    scope: str | None
    within: int | None

    @property
    def window(self) -> tuple[Tick, Tick]:
        """The first and last tick at which anything may differ, in any zone."""
        moments = (self.before.on, self.after.on, self.before.known, self.after.known)
        return min(m.tick(_EARLIEST) for m in moments), max(m.tick(_LATEST) for m in moments)


def report(store: Store, asked: Comparison) -> Report:
    """Return what differs. Its cost follows what changed: only instruments with a date in the window are read."""
    before, after, within = asked.before, asked.after, asked.within
    touched = store.touched(*asked.window, before.known_by)
    near = targets_near(store, after, within) if within is not None else set()
    subjects = dict(lookup.subjects(store, asked.chosen, touched | near))
    meant = _meant(store, asked, subjects)
    learned = before.known != after.known
    moved: dict[str, Subject] = {}
    changes: list[Change] = []
    claiming: list[Posting] = []
    promising: list[Posting] = []
    printed: list[Posting] = []
    for num in sorted(touched & meant.keys()):
        part = meant[num]
        subject = subjects[num] if num in near else subjects.pop(num)  # what is sorted out of it goes with it
        found = diff.compare(subject, before, after, part.path)
        if found:
            changes += [_doubted(change, part) for change in found]
            moved[subject.id] = subject
        if learned:
            claiming += [p for p in diff.claims(subject, before, after) if part.meets(p)]
            promising += [p for p in _promises(subject, before, after) if part.meets(p)]
        printed += [p for p in subject.postings if p.row.printed]
    claims, undated = _in_order(claiming), _in_order(promising)
    promised = set(undated)
    changes = [change for change in changes if not change.because or not promised.issuperset(change.because)]
    arrived: list[Posting] = []
    if asked.command == "since":
        corrections, arrived = _arrived(
            store, asked, {id_ for change in changes for id_ in change.because} | set(claims)
        )
        changes += corrections
    changes, late = _without_printed(store, asked, changes, arrived, printed)
    changes = sorted(stays.doubted(store, changes, after), key=_place)
    soon = {num: part for num, part in meant.items() if num in near}
    upcoming = _ahead(store, subjects, soon, after, within) if within is not None else ()
    named: tuple[Change | Upcoming, ...] = (*changes, *upcoming)
    ids = {id_ for item in named for id_ in item.because} | {*late, *undated, *claims}
    known = max(before.known, after.known, key=Moment.tick)
    chosen = _with_empty_scope(store, asked, meant)
    sources = lookup.sources(store, ids, {item.instrument for item in named}, known, before.known_by)
    horizon = lookup.horizon(store, before.known_by, after.threshold, sources.instruments.values(), chosen)

    def states(ids: Iterable[str]) -> Standings:
        found = _states(store, ids, after, moved)
        return found, cache(lambda: lookup.sources_of_states(store, found, after.known, sources))

    return Report(
        command=asked.command,
        law=(before.on, after.on),
        knowledge=(before.known, after.known),
        changes=tuple(changes),
        upcoming=upcoming,
        undated=undated,
        claims=claims,
        late=late,
        horizon=horizon,
        sources=sources,
        history=History(after.known, states=states),
        within=within,
        scope=asked.scope,
    )


def _states(store: Store, ids: Iterable[str], question: Question, moved: Mapping[str, Subject]) -> tuple[State, ...]:
    """Return where instruments stand; of those that moved, all that is known is sorted out already."""
    wanted = dict.fromkeys(ids)
    others = store.numbers(wanted.keys() - moved.keys()).values()
    read = (subject for _, subject in lookup.subjects(store, EVERYTHING, others)) if others else ()
    states = (
        state_of(
            each.course(question), instrument=each.id, zone=each.zone, question=question,
            cells=partial(each.cell, question),
        )
        for each in (*(moved[id_] for id_ in wanted if id_ in moved), *read)
    )  # fmt: skip
    return stays.doubted(store, states, question)


def held(store: Store, asked: Comparison) -> Held:
    """Return what a page of this comparison can answer about.

    All that the filters admit while that is little; of a large ledger the instruments with a date in the window, which
    are all that can have moved between any two days of it.
    """
    if not asked.chosen.everything or store.totals().events <= MOST_HELD:
        everything = lookup.held_of(store, dict(lookup.subjects(store, asked.chosen)), whole=True)
        if sum(map(len, everything.postings.values())) <= MOST_HELD:
            return everything
    touched = store.touched(*asked.window, asked.before.known_by)
    return lookup.held_of(store, dict(lookup.subjects(store, asked.chosen, touched)), whole=False)


MOST_HELD = 1_500
"""Up to so many statements a page holds all instruments of its question, for every day."""


def _meant(store: Store, asked: Comparison, subjects: Mapping[int, Subject]) -> dict[int, AskedPart]:
    """Return what is asked about of each instrument, without those that have no such part."""
    if not asked.scope:
        return dict.fromkeys(subjects, WHOLE)
    from regtrack.queries import parts  # reads what people write: only where it was written

    return parts.among(store, asked.scope, subjects, asked.chosen, asked.after)


def _with_empty_scope(store: Store, asked: Comparison, meant: Mapping[int, AskedPart]) -> Selection:
    """Return the filters, with the part that was asked about among the empty ones where nothing recorded has it."""
    if not asked.scope or any(part.recorded for part in meant.values()):
        return asked.chosen
    from regtrack.queries import parts

    empty = parts.uncarried(store, asked.scope, asked.chosen)
    return attrs.evolve(asked.chosen, empty=(*asked.chosen.empty, empty)) if empty else asked.chosen


_C = TypeVar("_C", Change, Upcoming)


def _doubted(item: _C, part: AskedPart) -> _C:
    """Return what is so of the whole rule with a warning where nothing is recorded of the part that was asked about."""
    return item if part.recorded else attrs.evolve(item, flags=tuple(sorted({*item.flags, "scope_unrecorded"})))


def timeline(store: Store, question: Question, chosen: Selection, first: Tick, last: Tick) -> TimelineReport:
    """Return the events that happened after one tick and by another, in the order in which they happened."""
    from regtrack.model.listings import TimelineReport

    subjects = (subject for _, subject in lookup.subjects(store, chosen))
    near = (each for each in subjects if any(first < p.hold <= last for p in each.postings))
    ids = _in_order(p for each in near for p in diff.visible(each, question) if first < p.hold <= last)
    sources = lookup.sources(store, ids, (), question.known, question.known_by)
    horizon = lookup.horizon(store, question.known_by, question.threshold, sources.instruments.values(), chosen)
    return TimelineReport(ids, horizon, sources)


def upcoming(store: Store, question: Question, chosen: Selection, within: int) -> UpcomingReport:
    """Return the dates ahead, and every promise without one that has not been kept."""
    from regtrack.model.listings import UpcomingReport

    near = dict(lookup.subjects(store, chosen, targets_near(store, question, within)))
    found = _ahead(store, near, dict.fromkeys(near, WHOLE), question, within)
    everything = lookup.subjects(store, chosen)
    undated = _in_order(p for _, subject in everything for p in diff.undated(subject, question))
    ids = {id_ for item in found for id_ in item.because} | set(undated)
    sources = lookup.sources(store, ids, {item.instrument for item in found}, question.known, question.known_by)
    horizon = lookup.horizon(store, question.known_by, question.threshold, sources.instruments.values(), chosen)
    return UpcomingReport(question.on, within, found, undated, horizon, sources)


def board(store: Store, question: Question, chosen: Selection) -> Board:
    """Return the state of each instrument that the filters admit and of which anything was known."""
    from regtrack.model.listings import Board

    found = stays.doubted(store, (each for each in lookup.states(store, chosen, question) if _stands(each)), question)
    sources = lookup.sources_of_states(store, found, question.known)
    horizon = lookup.horizon(store, question.known_by, question.threshold, sources.instruments.values(), chosen)
    return Board(question.on, question.known, found, horizon, sources)


def _stands(state: State) -> bool:
    return (
        state.status != "none" or bool(state.announced_changes) or any(each.status != "none" for each in state.scopes)
    )


def _in_order(postings: Iterable[Posting]) -> tuple[str, ...]:
    """Ids of events in the order in which they happened, each once."""
    return tuple(dict.fromkeys(p.id for p in sorted(postings, key=lambda p: (p.hold, p.available, p.key))))


def _promises(subject: Subject, before: Question, after: Question) -> Iterator[Posting]:
    """Return what was promised in between without a date.

    An undated change to a rule is shown as announced on the rule.
    """
    low, high = before.limit.tick, after.limit.tick
    made = diff.undated(subject, after)
    return (p for p in made if low < p.available <= high and KINDS[p.kind].dimension is Dimension.STAGE)


def _without_printed(
    store: Store, asked: Comparison, changes: list[Change], arrived: list[Posting], prints: Iterable[Posting]
) -> tuple[list[Change], tuple[str, ...]]:
    """Drop changes and late arrivals that only print an act on record: the act says it."""
    leading = {change.because[0] for change in changes if change.because}
    printed = {p.id: p for p in prints if p.id in leading}
    printed |= {p.id: p for p in arrived if p.row.printed}
    if not printed:
        return changes, tuple(p.id for p in arrived)
    from regtrack.queries.printed import of_acts  # few ledgers follow a codification

    known = of_acts(store, asked.chosen, asked.after, printed.values())
    kept = [change for change in changes if not change.because or change.because[0] not in known]
    return kept, tuple(p.id for p in arrived if p.id not in known)


def _arrived(store: Store, asked: Comparison, shown: set[str]) -> tuple[list[Change], list[Posting]]:
    """Return what this ledger corrected in the window, and what it learned late.

    Late: public before the window, recorded in it, from a source that was followed before the window. A first load, or
    a backfill that was asked for, is not late.
    """
    first, last = asked.before.limit.tick, asked.after.limit.tick
    arrivals = [arrival for arrival in store.arrivals(first, last) if arrival.posting.id not in shown]
    targets = {arrival.target for arrival in arrivals}
    instruments = lookup.admitted(store, asked.chosen, targets) if arrivals else {}
    meant = _meant(store, asked, dict(lookup.subjects(store, asked.chosen, targets))) if asked.scope else None
    corrections: list[Change] = []
    late: list[Posting] = []
    for arrival in arrivals:
        instrument, p = instruments.get(arrival.target), arrival.posting
        if instrument is None:
            continue
        if meant is not None and (arrival.target not in meant or not meant[arrival.target].meets(p)):
            continue
        if arrival.revises or p.kind == "revise_record":
            corrections.append(_correction(instrument.id, p, instrument.zone))
        elif p.available <= first:
            late.append(p)
    return corrections, late


def _correction(instrument: str, p: Posting, zone: str) -> Change:
    return Change(
        instrument=instrument,
        scope=None,
        facet=Facet.RECORD,
        name=p.key,
        before=None,
        after="our record corrected",
        on=dates.spell(p.recorded, zone),
        until=None,
        then=None,
        cause=Cause.CORRECTION,
        because=(p.id,),
        came_and_went=False,
        section=Section.CORRECTIONS,
    )


def targets_near(store: Store, question: Question, within: int) -> set[int]:
    """Return the targets of which a date may lie ahead; a day closes later in another zone."""
    return store.touched(question.on.tick(_EARLIEST), last_day(question, within) + _DAY, KnownBy.PUBLIC)


def _ahead(
    store: Store, subjects: Mapping[int, Subject], meant: Mapping[int, AskedPart], question: Question, within: int
) -> tuple[Upcoming, ...]:
    last = last_day(question, within)
    found = (
        _doubted(item, part)
        for num, part in meant.items()
        for item in diff.ahead(subjects[num], question, last, part.path)
    )
    ordered = sorted(found, key=lambda u: (u.sort, u.instrument, u.scope or "", u.facet, u.name or ""))
    return stays.doubted(store, ordered, question)


def last_day(question: Question, within: int) -> Tick:
    """Return the close of the last of so many days ahead."""
    return dates.day_close(dates.add_days(question.on.day or dates.day_of(question.on.tick()), within))


_SECTIONS = {section: place for place, section in enumerate(Section)}


def _place(c: Change) -> tuple[Any, ...]:
    section = _SECTIONS[c.section]
    return section, c.on or "", c.instrument, c.scope or "", c.facet, c.name or "", c.because


def reviewed(store: Store, report: Report) -> Report:
    """Return a report with what people did about each of its changes."""
    found: dict[str, tuple[Review, ...]] = {}
    for entry in store.reviews(change.id for change in report.changes):
        found[entry.review.about] = (*found.get(entry.review.about, ()), entry.review)
    return attrs.evolve(report, sources=attrs.evolve(report.sources, reviews=found))
