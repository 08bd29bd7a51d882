"""What every human-readable format shows: plain, sorted data made once, from which text, Markdown and HTML are laid out.

A view is a title, some facts, sections of groups (one an instrument) of entries (one a change, date or event), and the
horizon. Nothing in it depends on a format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import attrs

from regtrack.dates import FEDERAL_ZONE, Moment
from regtrack.model.change import (
    Change,
    Facet,
    Horizon,
    Report,
    Section,
    Sources,
    StateReport,
    TimelineReport,
    UpcomingReport,
)
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Certainty, Dimension
from regtrack.model.state import KnownBy, State
from regtrack.report import phrases, sentences
from regtrack.report.phrases import date, dates_in, sentence


@attrs.frozen
class Source:
    """A document as a reader sees it."""

    publisher: str
    date: str
    url: str | None
    title: str | None
    quote: str | None
    language: str


@attrs.frozen
class Entry:
    """One change, date or event.

    Attributes:
        date: the day it is about, in words; may be empty.
        sentence: what happened.
        change: before and after in words, where that says more than the sentence.
        cause: why, in words; empty where there is none.
        text: what the record says of it, in ``language``.
        note: what a careful reader should also know.
        certainty: how sure the leading statement is, if it is not published.
        sources: what proves it, best first.
    """

    date: str
    sentence: str
    change: str = ""
    cause: str = ""
    text: str = ""
    note: str = ""
    language: str = "en"
    certainty: str = ""
    sources: tuple[Source, ...] = ()


@attrs.frozen
class Group:
    """The entries of one instrument, or of one provision of it."""

    name: str
    id: str
    scope: str | None
    entries: tuple[Entry, ...]


@attrs.frozen
class Part:
    """A section of a view."""

    id: str
    title: str
    groups: tuple[Group, ...]


@attrs.frozen
class View:
    """Everything a format shows."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    empty: str
    horizon: tuple[str, ...]


def of(answer: Report | StateReport | TimelineReport | UpcomingReport) -> View:
    """The view of any answer."""
    if isinstance(answer, Report):
        return of_report(answer)
    if isinstance(answer, StateReport):
        return of_states(answer)
    return of_timeline(answer) if isinstance(answer, TimelineReport) else of_upcoming(answer)


# --- reports ----------------------------------------------------------------------------------------------------------


def of_report(report: Report) -> View:
    """What changed."""
    sources = report.sources
    parts = []
    for section in Section:
        own = [change for change in report.changes if change.section is section]
        if own:
            parts.append(Part(section.value, phrases.SECTIONS[section], tuple(_change_groups(own, sources))))
        if section is Section.PROPOSALS and report.upcoming:
            parts.append(_coming(report, sources))
    if report.claims:
        parts.append(_events_part("claims", phrases.CLAIMS, report.claims, sources, _claim_entry))
    if report.late:
        parts.append(_events_part("late", phrases.LATE, report.late, sources))
    if report.undated:
        parts.append(_events_part("undated", phrases.UNDATED, report.undated, sources))
    return View(
        _report_title(report),
        _report_subtitle(report),
        (),
        tuple(parts),
        _nothing(report),
        horizon_lines(report.horizon),
    )


def _report_title(report: Report) -> str:
    first, last = report.law
    if report.command == "since":
        return f"What changed from {_moment(first)} to {_moment(last)}"
    if report.law[0] == report.law[1]:
        return f"What was learned from {_moment(report.knowledge[0])} to {_moment(report.knowledge[1])}"
    return f"How the law differs between {_moment(first)} and {_moment(last)}"


def _report_subtitle(report: Report) -> str:
    if report.command == "since":
        return "Each day as it closed, as known then"
    if report.law[0] == report.law[1]:
        return f"About {_moment(report.law[0])}"
    return f"Both as known on {_moment(report.knowledge[0])}"


def _nothing(report: Report) -> str:
    if report.changes or report.late or report.claims:
        return ""
    return "Nothing changed in this window, as far as the sources below were read."


def _change_groups(changes: Sequence[Change], sources: Sources) -> Iterable[Group]:
    for (id_, scope), own in _grouped(changes):
        yield _group(id_, scope, [_change_entry(change, sources) for change in own], sources)


def _grouped(items: Sequence[Change]) -> list[tuple[tuple[str, str | None], list[Change]]]:
    """Items by instrument and provision, in the order in which each first comes."""
    found: dict[tuple[str, str | None], list[Change]] = {}
    for item in items:
        found.setdefault((item.instrument, item.scope), []).append(item)
    return list(found.items())


def _group(id_: str, scope: str | None, entries: Iterable[Entry], sources: Sources) -> Group:
    return Group(sources.instruments[id_].label, id_, scope, tuple(entries))


def _change_entry(change: Change, sources: Sources) -> Entry:
    events = [sources.events[id_].event for id_ in change.because]
    before = dates_in(phrases.status(change.before)) if change.before and change.facet.value == "status" else ""
    return Entry(
        date=date(change.on),
        sentence=sentences.of_change(change, sources),
        change=f"was: {before}" if before and not change.came_and_went else "",
        cause=phrases.CAUSES[change.cause],
        **_change_words(change, events),
        sources=_sources(change.because, sources),
    )


def _change_words(change: Change, events: Sequence[Event]) -> dict[str, str]:
    """The words for a change: its leading event's, and for a status also those of the act that made the instrument."""
    words = _words(events[0] if events else None)
    if change.facet is Facet.STATUS:
        made = next(
            (e for e in events[1:] if e.row.dimension is Dimension.STAGE and e.language == words.get("language")), None
        )
        if made is not None and made.summary != words["text"]:
            words["text"] = f"{made.summary} {words['text']}"
    return words


def _words(event: Event | None) -> dict[str, str]:
    if event is None:
        return {}
    certainty = "" if event.certainty is Certainty.PUBLISHED else event.certainty.label
    return {"text": event.summary, "note": event.note or "", "language": event.language, "certainty": certainty}


def _sources(ids: Iterable[str], sources: Sources) -> tuple[Source, ...]:
    """Every document behind some events, once, best first; a later document only where no other was there by then."""
    order = ["official", "metadata", "inspection", "agency", "counsel", "press"]
    found: dict[str, tuple[bool, int, Source]] = {}
    known = sources.known.tick()
    for id_ in ids:
        for evidence in sources.events[id_].event.evidence:
            document = sources.documents.get(evidence.document)
            if document is None or evidence.document in found and evidence.quote is None:
                continue
            shown = Source(
                document.publisher, date(document.date.text) if document.date else "", document.url, document.title,
                evidence.quote, document.language,
            )  # fmt: skip
            later = document.date is not None and document.date.start(FEDERAL_ZONE).earliest > known
            found[evidence.document] = later, order.index(document.rank.value), shown
    ranked = sorted(found.values(), key=lambda each: each[:2])
    in_time = [source for later, _, source in ranked if not later]
    return tuple(in_time or (source for _, _, source in ranked))


def _coming(report: Report | UpcomingReport, sources: Sources) -> Part:
    groups = []
    for (id_, scope), own in groupby(report.upcoming, key=lambda item: (item.instrument, item.scope)):
        entries = [
            Entry(
                date(item.on),
                sentences.of_upcoming(item),
                certainty="" if item.certainty >= Certainty.FILED else item.certainty.label,
                sources=_sources(item.because[:1], sources)[:1],
            )
            for item in own
        ]
        groups.append(_group(id_, scope, entries, sources))
    return Part("upcoming", phrases.COMING, tuple(groups))


def _events_part(
    name: str, title: str, ids: Sequence[str], sources: Sources, entry: Callable[[str, Sources], Entry] | None = None
) -> Part:
    groups = []
    make = entry or _event_entry
    for target, own in groupby(ids, key=lambda id_: sources.events[id_].event.target):
        groups.append(_group(target, None, [make(id_, sources) for id_ in own], sources))
    return Part(name, title, tuple(groups))


def _event_entry(id_: str, sources: Sources) -> Entry:
    event = sources.events[id_].event
    scope = "" if event.scope.whole else f" [{event.scope}]"
    return Entry(
        date=date(event.happened().text),
        sentence=sentence(f"{_event_words(event)}{scope}"),
        **_words(event),
        sources=_sources([id_], sources),
    )


def _claim_entry(id_: str, sources: Sources) -> Entry:
    event = sources.events[id_].event
    return attrs.evolve(_event_entry(id_, sources), sentence=event.summary, text="", change="", cause="")


def _event_words(event: Event) -> str:
    """What an event says, in a few words with its dates."""
    words = KINDS[event.kind].phrase
    if event.name and event.value is not None:
        words = f"{event.name}: {event.value}"
    elif event.name:
        words = f"{words}: {event.name}"
    if event.effect is not None:
        words += f", {'no date given' if event.effect.text == 'unknown' else f'effect {date(event.effect.text)}'}"
    if event.until is not None:
        words += f", {'through' if event.until.inclusive else 'until'} {date(event.until.text)}"
    return words


# --- states -----------------------------------------------------------------------------------------------------------


def of_states(answer: StateReport) -> View:
    """The state of one instrument."""
    state, sources = answer.states[0], answer.sources
    instrument = sources.instruments[state.instrument]
    parts = [
        _plain_part("scopes", "Provisions with a history of their own", [_scope_entry(part) for part in state.scopes], state, sources),
        _plain_part("announced", "Announced, and not done by any act", [_announced_entry(state, sources, i) for i in range(len(state.announced_changes))], state, sources),
        _plain_part("conflicts", "Statements that contradict the record", _conflict_entries(state, sources), state, sources),
        _plain_part("because", "Because", [_event_entry(id_, sources) for id_ in state.because], state, sources),
        _plain_part("overridden", "No longer counted: replaced by a later act", [_event_entry(id_, sources) for id_ in state.overridden], state, sources),
    ]  # fmt: skip
    return View(
        title=instrument.title if state.scope is None else f"{instrument.title}: {state.scope}",
        subtitle=f"On {_moment(state.on)}, as known on {_moment(state.known)}",
        facts=tuple(_facts(state)),
        parts=tuple(part for part in parts if part.groups),
        empty="",
        horizon=horizon_lines(answer.horizon),
    )


def _plain_part(name: str, title: str, entries: Sequence[Entry], state: State, sources: Sources) -> Part:
    group = _group(state.instrument, None, entries, sources)
    return Part(name, title, (attrs.evolve(group, name=""),) if entries else ())


def _facts(state: State) -> Iterable[tuple[str, str]]:
    since = f" since {date(state.day(state.since_at))}" if state.since_at else ""
    yield "Status", f"{phrases.status(state.status)}{since}"
    if state.underlying:
        yield "Without the stay", phrases.status(state.underlying)
    yield "Force", phrases.FORCE[state.force.value]
    if state.scheduled_next:
        yield "Next", f"{phrases.status(state.scheduled_next.status)} on {date(state.day(state.scheduled_next.at))}"
    if state.duty_from_at is not None:
        yield (
            "Compliance",
            f"{'required since' if state.duty == 'yes' else 'from'} {date(state.day(state.duty_from_at))}",
        )
    elif state.duty == "unknown":
        yield "Compliance", "unknown"
    yield "Enforcement", phrases.ENFORCEMENT[state.enforcement]
    for deadline in state.deadlines:
        computed = " (computed)" if deadline.derived else ""
        yield deadline.name.capitalize(), f"{'until' if deadline.open else 'closed on'} {date(deadline.on)}{computed}"
    for name, value in state.values:
        yield _first_large(name), str(value)
    for word in state.flags:
        yield "Note", sentence(phrases.flag(word))


def _first_large(text: str) -> str:
    return text[0].upper() + text[1:]


def _scope_entry(state: State) -> Entry:
    since = f" since {date(state.day(state.since_at))}" if state.since_at else ""
    following = state.scheduled_next
    then = f"; {phrases.status(following.status)} on {date(state.day(following.at))}" if following else ""
    return Entry("", sentence(f"{state.scope}: {phrases.status(state.status)}{since}{then}"))


def _announced_entry(state: State, sources: Sources, number: int) -> Entry:
    announced = state.announced_changes[number]
    event = sources.events[announced.event_id].event
    when = phrases.announced_for(event.kind, announced.date)
    act = f"{event.name}: {event.value}" if event.value is not None else phrases.announced_act(event.kind)
    return attrs.evolve(_event_entry(announced.event_id, sources), sentence=sentence(f"{act}{when}"))


def _conflict_entries(state: State, sources: Sources) -> list[Entry]:
    keys = set(state.conflicts)
    return [_event_entry(id_, sources) for id_, recorded in sources.events.items() if recorded.event.key in keys]


# --- timelines and dates ahead ------------------------------------------------------------------------------------------


def of_timeline(answer: TimelineReport) -> View:
    """Events in order."""
    parts = []
    for year, own in groupby(answer.events, key=lambda id_: answer.sources.events[id_].event.happened().text[:4]):
        parts.append(_events_part(f"year-{year}", year, list(own), answer.sources))
    one = len(answer.sources.instruments) == 1
    title = next(iter(answer.sources.instruments.values())).title if one else "Timeline"
    empty = "" if answer.events else "No event is recorded for this question."
    return View(title, f"{len(answer.events)} events", (), tuple(parts), empty, horizon_lines(answer.horizon))


def instrument_list(instruments: Sequence[Instrument]) -> Part:
    """Instruments with the names they go by."""
    groups = []
    for each in instruments:
        names = [name for _, texts in each.aliases for name in texts]
        known_as = "; ".join((*each.citation, *each.document_number, *each.rin, *names))
        entry = Entry("", sentence(each.title), text=f"Also: {known_as}" if known_as else "")
        groups.append(Group(each.label, each.id, None, (entry,)))
    return Part("instruments", "Instruments", tuple(groups))


def of_upcoming(answer: UpcomingReport) -> View:
    """Dates ahead."""
    parts = []
    if answer.upcoming:
        parts.append(_coming(answer, answer.sources))
    if answer.undated:
        parts.append(_events_part("undated", phrases.UNDATED, answer.undated, answer.sources))
    empty = "" if parts else "No date lies ahead in this window, as far as the sources below were read."
    title = f"Coming up in the {answer.within} days after {_moment(answer.after)}"
    return View(title, "", (), tuple(parts), empty, horizon_lines(answer.horizon))


# --- the end of every report ----------------------------------------------------------------------------------------------


def horizon_lines(horizon: Horizon) -> tuple[str, ...]:
    """How far an answer can be trusted, a line each."""
    knowledge = {
        KnownBy.PUBLIC: "what the public could read by the dates named",
        KnownBy.RECORD: "what this ledger had recorded by the dates named",
    }[horizon.known_by]
    lines = [f"Knowledge: {knowledge}. Statements count from certainty {horizon.threshold.label!r}."]
    for source in horizon.sources:
        looked = (
            f"its sources were read through {date(source.checked_through)}"
            if source.checked_through
            else "reading date not stated"
        )
        lines.append(f"{source.title} ({source.id}): {looked}; recorded here {_moment(source.last_recorded)}.")
    if not horizon.sources:
        lines.append("The ledger is empty.")
    return tuple(lines)


def _moment(moment: Moment) -> str:
    if moment.day is not None:
        return phrases.day(moment.day)
    return date(str(moment).partition(".")[0].removesuffix("Z") + "Z")
