"""The data behind an answer: postings by instrument, and everything that it refers to by id."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

import attrs

from regtrack.dates import DAWN, NEVER, Moment, Tick, is_midnight, local
from regtrack.diff import Subject
from regtrack.fold import Question, state
from regtrack.model.answers import Held
from regtrack.model.citing import Sources, cited
from regtrack.model.document import OF_ITEMS, Document
from regtrack.model.event import Event, Recorded
from regtrack.model.horizon import Horizon, SourceHorizon
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.posting import Posting, dates_of
from regtrack.model.selection import EVERYTHING, Selection
from regtrack.model.state import KnownBy, State
from regtrack.queries.names import resolve
from regtrack.store import InstrumentOutline, SourceStatus, Store
from regtrack.store.faults import damaged_at


def subjects(store: Store, chosen: Selection, targets: Iterable[int] | None = None) -> Iterator[tuple[int, Subject]]:
    """Return the instruments that the filters admit, of these targets or of all, with their postings, by number."""
    if chosen.instrument and targets is None:
        targets = [resolve(store, id_)[0] for id_ in chosen.instrument]
    numbers = None if targets is None else sorted(targets)
    outlines = admitted(store, chosen, numbers)
    wanted = None if numbers is None and chosen.everything else list(outlines)
    for num, postings in store.postings(wanted):
        if num in outlines:  # a stand-in that turned out to be another instrument keeps its statements
            yield num, Subject(*outlines[num], postings)


def admitted(store: Store, chosen: Selection, numbers: Iterable[int] | None) -> dict[int, InstrumentOutline]:
    """Return the instruments that the filters admit, of these or of all, by number.

    Only filters need to read them whole.
    """
    if chosen.everything:
        return store.outlines(numbers)
    found = store.instruments(numbers).items()
    return {num: InstrumentOutline(item.id, item.family, item.legal_zone) for num, item in found if chosen.admits(item)}


def states(store: Store, chosen: Selection, question: Question) -> Iterator[State]:
    """Return the state of each instrument that the filters admit."""
    for _, each in subjects(store, chosen):
        yield state(each.postings, instrument=each.id, family=each.family, zone=each.zone, question=question)


def count(store: Store, chosen: Selection, question: Question) -> int:
    """How many instruments the filters admit of which anything was known by then."""
    known = store.known(question.known.tick(), question.known_by)
    return len(known if chosen.everything else admitted(store, chosen, known))


def sources(
    store: Store, ids: Iterable[str], instruments: Iterable[str], known: Moment, known_by: KnownBy = KnownBy.PUBLIC,
    *, held: Sources | None = None,
) -> Sources:  # fmt: skip
    """Return the events of these ids, what they contradict, their targets, who acts in them, and their documents.

    The evidence of each event is what an answer of this knowledge cites, the best first. What is held already, of the
    same knowledge, is not read again.
    """
    if held is not None and held.known == known:
        ids, instruments = set(ids) - held.events.keys(), set(instruments) - held.instruments.keys()
        if not ids and not instruments:
            return held
        found = sources(store, ids, instruments, known, known_by)
        return Sources(
            {**held.instruments, **found.instruments}, {**held.events, **found.events},
            {**held.documents, **found.documents}, known, {**held.facts, **found.facts},
        )  # fmt: skip
    events = store.events(ids)
    targets = {*instruments, *(recorded.event.target for recorded in events.values())}
    acting = {recorded.event.by for recorded in events.values() if recorded.event.by and "/" in recorded.event.by}
    numbers = store.numbers(targets | acting)
    targeted = store.instruments(numbers.values())
    facts = _facts(store, [recorded.event for recorded in events.values()], known, known_by)
    documents = store.documents(
        each.document for recorded in (*events.values(), *facts.values()) for each in recorded.event.evidence
    )
    events, facts = (_citing(each, documents, known.tick()) for each in (events, facts))
    named = {each.document for recorded in (*events.values(), *facts.values()) for each in recorded.event.evidence}
    return Sources(
        {id_: targeted[num] for id_, num in sorted(numbers.items())},
        events,
        {id_: document for id_, document in documents.items() if id_ in named},
        known,
        facts,
    )


def _citing(recorded: Mapping[str, Recorded], documents: Mapping[str, Document], known: Tick) -> dict[str, Recorded]:
    """Return events with no other evidence than what an answer of this knowledge cites."""
    found: dict[str, Recorded] = {}
    for id_, each in recorded.items():
        evidence = cited(each.event.evidence, documents, known)
        same = evidence == each.event.evidence  # most are, and a copy costs more than this look
        found[id_] = each if same else attrs.evolve(each, event=attrs.evolve(each.event, evidence=evidence))
    return found


def _facts(store: Store, events: Iterable[Event], known: Moment, known_by: KnownBy) -> dict[str, Recorded]:
    """Return what feeds' items contradict, by key."""
    contested = [event for event in events if event.conflicts_with and event.key.startswith(OF_ITEMS)]
    keys = {key for event in contested for key in event.conflicts_with}
    ids = _newest(store, {event.target for event in contested}, keys, known, known_by)
    return {recorded.event.key: recorded for recorded in store.events(ids).values()}


def _newest(
    store: Store, instruments: Iterable[str], keys: Container[str], known: Moment, known_by: KnownBy
) -> set[str]:
    """Return the ids of the newest records of these keys, as far as an answer knows."""
    targets = store.numbers(instruments).values()
    if not targets:
        return set()
    tick = known.tick()
    until = tick if known_by is KnownBy.RECORD else NEVER
    recorded = (p for _, found in store.postings(targets) for p in found if p.key in keys and p.recorded <= until)
    newest = {p.key: p for p in sorted(recorded, key=attrgetter("seq"))}.values()
    return {p.id for p in newest if min((p.available, *(known for _, known, _ in p.detail.steps))) <= tick}


def sources_of_states(store: Store, answers: Sequence[State], known: Moment, held: Sources | None = None) -> Sources:
    """Return the sources of these states, with what was overridden and what contradicts it."""
    ids: set[str] = set()
    keys: set[str] = set()
    instruments: set[str] = set()
    known_by = answers[0].known_by if answers else KnownBy.PUBLIC
    for each in answers:
        instruments.add(each.instrument)
        for part in (each, *each.scopes, *((each.whole, *each.whole.scopes) if each.whole is not None else ())):
            ids.update(part.because, part.overridden, part.texts, part.valued_by)
            ids.update(part.scheduled_next.because if part.scheduled_next is not None else ())
            ids.update(change.event_id for change in part.announced_changes)
            ids.update(deadline.event_id for deadline in part.deadlines)
            keys.update(part.conflicts)
    if keys:
        ids |= _newest(store, instruments, keys, known, known_by)
    return sources(store, ids, instruments, known, known_by, held=held)


def postings(store: Store, ids: Iterable[str]) -> dict[str, list[Posting]]:
    """Every posting of the instruments of these ids."""
    names = {num: id_ for id_, num in store.numbers(ids).items()}
    return {names[num]: found for num, found in store.postings(names)}


def held(store: Store, ids: Iterable[str]) -> Held:
    """Return the instruments of these ids, with their postings."""
    return held_of(store, dict(subjects(store, EVERYTHING, store.numbers(ids).values())), whole=True)


def held_of(store: Store, found: Mapping[int, Subject], *, whole: bool) -> Held:
    """Return instruments with their postings, and what a page has to know beside these to tell the days of each."""
    instruments = store.instruments(found)
    announced = [p.id for each in found.values() for p in each.postings if _is_said_by_the_hour(p, each.zone)]
    zones = {id_: recorded.event.zone for id_, recorded in store.events(announced).items() if recorded.event.zone}
    return Held(
        {instrument.id: instrument for instrument in instruments.values()},
        {subject.id: subject.postings for subject in found.values()},
        whole,
        zones,
    )


def _is_said_by_the_hour(p: Posting, zone: str) -> bool:
    """Whether an announcement names an hour of its instrument's days: it may be the edge of a day elsewhere."""
    if p.certainty >= Certainty.FILED:
        return False
    ticks = (tick for tick in dates_of(p) if tick is not None and DAWN < tick < NEVER)
    return any(not is_midnight(local(tick, zone)) for tick in ticks)


def horizon(
    store: Store,
    known_by: KnownBy,
    threshold: Certainty,
    instruments: Iterable[Instrument] = (),
    chosen: Selection = EVERYTHING,
) -> Horizon:
    """Return how far an answer can be trusted: when every source was last read, and which filters are empty."""
    read, damaged = store.sources(), damaged_at(store)
    return Horizon(
        known_by,
        threshold,
        Moment(tick=max(each.last_recorded for each in read)) if read else None,
        tuple(_source_horizon(each) for each in read),
        tuple(each for each in sorted(instruments, key=attrgetter("id")) if each.checked_through is not None),
        chosen.empty,
        Moment(tick=damaged) if damaged is not None else None,
    )


def _source_horizon(source: SourceStatus) -> SourceHorizon:
    whole = Moment(tick=source.last_whole) if source.last_whole is not None else None
    last = Moment(tick=source.last_recorded)
    due = Moment(tick=source.next_poll_at) if source.next_poll_at is not None else None
    return SourceHorizon(
        source.id, source.title, last, source.checked_through, whole, source.problem, source.failures, due
    )
