"""Facts from the ledger: what its record and the clock brought between two moments, and what stands at one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

import attrs

from regtrack import diff
from regtrack.dates import FEDERAL_ZONE, Moment, Tick, tick_of
from regtrack.diff import Subject
from regtrack.diff.date_history import standing_dates
from regtrack.digest.choosing import StandingDates
from regtrack.digest.fact_sentences import Teller, feed_fact
from regtrack.digest.facts import Fact, FactKind
from regtrack.fold import Question, state
from regtrack.model.answers import History, Report, Standings
from regtrack.model.change import Cause, Change, Facet, Upcoming
from regtrack.model.citing import Sources
from regtrack.model.event import Event, Recorded
from regtrack.model.horizon import Horizon
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Certainty, Operation
from regtrack.model.posting import Posting
from regtrack.model.selection import EVERYTHING, Selection
from regtrack.model.state import KnownBy
from regtrack.queries import lookup, reports
from regtrack.queries.merging import one_a_fact
from regtrack.queries.reports import Comparison
from regtrack.report.language import names_apart
from regtrack.store import Store
from regtrack.store.clock import DAY

MOST_STATES = 200
"""How many instruments a first digest may follow and still say of each what stands."""


@attrs.frozen(eq=False)
class Gathered:
    """Facts, and what they rest on.

    Attributes:
        facts: each once, whoever follows them.
        instruments: that they are about, by id.
        standing: the dates that stand.
        horizon: how far it can be trusted.
        sources: the instruments, events and documents that the facts name.
        followed: how many instruments a first digest is about; None for another.
        report: what the facts of a later digest are from; None for the first.
    """

    facts: tuple[Fact, ...]
    instruments: Mapping[str, Instrument]
    standing: StandingDates
    horizon: Horizon
    sources: Sources
    followed: int | None = None
    report: Report | None = None

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each instrument is called in this digest, by its id."""
        return names_apart(self.instruments.values())


def question(at: Tick, known: Tick, threshold: Certainty) -> Question:
    """Build the question for one tick, as this ledger knew it at another."""
    return Question(Moment(tick=at), Moment(tick=known), KnownBy.RECORD, threshold)


def since(store: Store, before: Question, after: Question, *, ahead: int, failing_days: int) -> Gathered:
    """Gather what differs from before, and the dates of the next days.

    Args:
        store: the ledger.
        before: what stood then.
        after: what stands now.
        ahead: how many days ahead dates are looked for.
        failing_days: after how many days a failing source is reported.
    """
    compared = Comparison("since", before, after, EVERYTHING, None, None)
    report = reports.reviewed(store, reports.report(store, compared))
    looked = store.touched(*compared.window, KnownBy.RECORD) | reports.targets_near(store, after, ahead)
    subjects = [subject for _, subject in lookup.subjects(store, EVERYTHING, looked)]
    stand, dates = _dates(subjects, after)
    ids = {*report.sources.events, *(id_ for _, item in dates for id_ in item.because)}
    about = {*report.sources.instruments, *(subject.id for subject in subjects)}
    teller = Teller(sources := lookup.sources(store, ids, about, after.known))
    facts = [*_changes(store, report, teller), *_statements(report, teller)]
    facts += [teller.date(name, item) for name, item in dates]
    facts += _feeds(store, after, failing_days)
    facts, stand = _under_one_id(facts, stand, sources.instruments)
    shared = attrs.evolve(sources, reviews=report.sources.reviews)
    about_all = attrs.evolve(report, sources=shared, history=_history(report, after.known))
    return Gathered(_each_once(facts), sources.instruments, stand, report.horizon, sources, report=about_all)


def _history(report: Report, known: Moment) -> History:
    """Return the way back to the ledger: where everything stands that the report names, found once for all readers."""
    way = report.history or History(known)

    @cache
    def states() -> Standings:
        ids = {change.instrument for change in report.changes}
        return way.states(ids | {report.sources.events[id_].event.target for id_ in report.undated})

    return History(known, states=lambda _: states())


def _under_one_id(
    facts: Sequence[Fact], stand: StandingDates, instruments: Mapping[str, Instrument]
) -> tuple[list[Fact], StandingDates]:
    """Merge instruments that turned out to be one: the facts move to the survivor, and none is lost."""
    former: dict[str, list[str]] = {}
    for id_, item in instruments.items():
        if item.same_as is not None:
            former.setdefault(item.same_as, []).append(id_)
    if not former:
        return list(facts), stand
    others = {id_ for ids in former.values() for id_ in ids}
    kept = []
    for fact in facts:
        if fact.instrument not in others:
            what, _, rest = fact.key.partition(f"|{fact.instrument}|")
            keys = tuple(f"{what}|{id_}|{rest}" for id_ in former.get(fact.instrument, ()))
            kept.append(attrs.evolve(fact, former=keys))
    return kept, attrs.evolve(stand, looked=stand.looked - others)


def standing(store: Store, after: Question, chosen: Sequence[Selection]) -> Gathered:
    """Gather the standing of the instruments that any selection admits, for a first digest."""
    subjects: dict[int, Subject] = {}
    followed: set[int] = set()
    for selection in chosen:
        admitted = lookup.admitted(store, selection, None)
        followed |= admitted.keys()
        if admitted:
            subjects |= dict(lookup.subjects(store, selection, admitted))
    stand, dates = _dates(subjects.values(), after)
    promised = [p.id for s in subjects.values() for p in diff.undated(s, after)]
    states = []
    if len(subjects) <= MOST_STATES:
        states = [
            state(s.postings, instrument=s.id, family=s.family, zone=s.zone, question=after)
            for s in subjects.values()
        ]  # fmt: skip
        states = [each for each in states if each.status != "none"]
        states.sort(key=lambda each: (-each.since_at.timestamp() if each.since_at else 0, each.instrument))
    ids = {*promised, *(id_ for _, item in dates for id_ in item.because)}
    ids.update(id_ for each in states for id_ in each.because)
    sources = lookup.sources(store, ids, {s.id for s in subjects.values()}, after.known)
    teller = Teller(sources)
    facts = [teller.date(name, item) for name, item in dates]
    facts += [teller.statement(FactKind.PROMISE, "undated", id_) for id_ in dict.fromkeys(promised)]
    facts += map(teller.state, states)
    horizon = lookup.horizon(store, KnownBy.RECORD, after.threshold)
    return Gathered(_each_once(facts), sources.instruments, stand, horizon, sources, len(followed))


def _each_once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    found: dict[str, Fact] = {}
    for fact in facts:
        found.setdefault(fact.key, fact)
    return tuple(found.values())


# --- dates ------------------------------------------------------------------------------------------------------------


def _dates(subjects: Iterable[Subject], after: Question) -> tuple[StandingDates, list[tuple[str, Upcoming]]]:
    """Return the dates that stand, and those that lie ahead, nearest first."""
    looked: set[str] = set()
    found: list[tuple[str, Upcoming]] = []
    for subject in subjects:
        looked.add(subject.id)
        found += standing_dates(subject, after)
    stand = StandingDates(
        frozenset(looked),
        frozenset(f"date|{item.instrument}|{item.scope or ''}|{name}" for name, item in found),
        frozenset((item.instrument, item.on) for _, item in found),
    )
    at = after.on.tick()
    ahead = [(name, item) for name, item in found if item.sort > at]
    # A last day ends as the next one begins, which may be the same tick: by its name it is the nearer one.
    return stand, sorted(
        ahead, key=lambda each: (each[1].sort, each[1].on, each[1].instrument, each[1].scope or "", each[0])
    )


# --- changes ----------------------------------------------------------------------------------------------------------


def _changes(store: Store, report: Report, teller: Teller) -> list[Fact]:
    first, last = (moment.tick() for moment in report.knowledge)
    news = {arrival.posting.id for arrival in store.arrivals(first, last)}
    enriched = _enriched(store, report, first)
    facts: list[Fact] = []
    for change in one_a_fact(report.changes, report.sources, confirmed=False):
        fresh = _fresh(report, change, first)
        was_public = bool(fresh) and all(_public(each, report) <= first for each in fresh)
        if change.because and change.because[0] in enriched:
            facts.append(teller.change(change, FactKind.ENRICHED, "enriched"))
        elif was_public and change.cause is not Cause.CLOCK and not any(each.id in news for each in fresh):
            facts.append(teller.change(change, FactKind.ADDED, "added"))
        elif change.cause is Cause.KNOWLEDGE and not was_public:
            facts.append(teller.change(attrs.evolve(change, cause=Cause.ACT)))  # it could be read only since
        else:
            facts.append(teller.change(change))
    return _with_confirmations(facts, report, teller)


def _fresh(report: Report, change: Change, first: Tick) -> list[Recorded]:
    """Return the events behind a change that were recorded since."""
    events = (report.sources.events[id_] for id_ in change.because)
    return [each for each in events if each.recorded > first]


def _public(recorded: Recorded, report: Report) -> Tick:
    """Return when an event could be read."""
    item = report.sources.instruments.get(recorded.event.target)
    return tick_of(recorded.event.available_at(item.publication_zone if item is not None else FEDERAL_ZONE))


_DESCRIPTIVE = ("summary", "note", "evidence", "flags", "language")
"""What an event says beside its meaning in law."""


def _enriched(store: Store, report: Report, first: Tick) -> set[str]:
    """Ids of events that the record had before, and had as meaning the same in law: now it only says more."""
    corrected = {
        change.because[0]: change.instrument
        for change in report.changes
        if change.facet is Facet.RECORD and change.because and _fresh(report, change, first)
        if report.sources.events[change.because[0]].event.kind != "revise_record"
    }
    postings = lookup.postings(store, set(corrected.values())) if corrected else {}
    earlier = {
        id_: old.id
        for id_, instrument in corrected.items()
        if (old := _last_before(postings[instrument], report.sources.events[id_].event.key, first)) is not None
    }
    old_events = store.events(earlier.values()) if earlier else {}
    return {
        id_
        for id_, old in earlier.items()
        if old in old_events and _same_in_law(old_events[old].event, report.sources.events[id_].event)
    }


def _last_before(postings: Iterable[Posting], key: str, first: Tick) -> Posting | None:
    earlier = [p for p in postings if p.key == key and p.recorded <= first]
    return max(earlier, key=lambda p: p.seq, default=None)


def _same_in_law(old: Event, new: Event) -> bool:
    return attrs.evolve(old, **{name: getattr(new, name) for name in _DESCRIPTIVE}) == new


def _with_confirmations(facts: list[Fact], report: Report, teller: Teller) -> list[Fact]:
    """Merge each item with its confirmation into one entry."""
    confirming = {
        recorded.event.key: recorded.event.of
        for recorded in report.sources.events.values()
        if KINDS[recorded.event.kind].operation is Operation.CONFIRM and recorded.event.of
    }
    if not confirming:
        return facts
    leads = {fact.events[0]: place for place, fact in enumerate(facts) if fact.events}
    joined = list(facts)
    gone: set[int] = set()
    for confirmation, item in confirming.items():
        if confirmation in leads and item in leads and leads[confirmation] != leads[item]:
            joined[leads[item]] = teller.confirmed(joined[leads[item]], facts[leads[confirmation]])
            gone.add(leads[confirmation])
    return [fact for place, fact in enumerate(joined) if place not in gone]


# --- the rest ---------------------------------------------------------------------------------------------------------


def _statements(report: Report, teller: Teller) -> Iterator[Fact]:
    for kind, section, ids in (
        (FactKind.CLAIM, "claims", report.claims),
        (FactKind.LATE, "late", report.late),
        (FactKind.PROMISE, "undated", report.undated),
    ):
        for id_ in ids:
            yield teller.statement(kind, section, id_)


def _feeds(store: Store, after: Question, failing_days: int) -> Iterator[Fact]:
    for source in store.sources():
        if source.problem is None:
            yield feed_fact(source, failing=False)
        elif after.on.tick() - (source.last_whole or source.first_recorded) > failing_days * DAY:
            yield feed_fact(source, failing=True)
