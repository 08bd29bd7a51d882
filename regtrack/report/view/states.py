"""The view of a state."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from regtrack.model.change import Sources, StateReport
from regtrack.model.state import Announced, State
from regtrack.report import phrases
from regtrack.report.phrases import date, sentence
from regtrack.report.view.model import Entry, Group, Part, View
from regtrack.report.view.shared import claim_entry, event_entry, horizon_lines, moment


def of_states(answer: StateReport) -> View:
    """The state of one instrument."""
    state, sources = answer.states[0], answer.sources
    instrument = sources.instruments[state.instrument]
    entries = {
        ("scopes", "Provisions with a history of their own"): map(_scope_entry, state.scopes),
        ("announced", "Announced, and not done by any act"): (
            _announced_entry(a, sources) for a in state.announced_changes
        ),
        ("conflicts", "Statements that contradict the record"): _conflict_entries(state, sources),
        ("because", "Because"): (event_entry(id_, sources) for id_ in state.because),
        ("overridden", "No longer counted: replaced by a later act"): (
            event_entry(id_, sources) for id_ in state.overridden
        ),
    }
    parts = (
        Part(id_, title, (Group("", state.instrument, None, tuple(own)),)) for (id_, title), own in entries.items()
    )
    return View(
        title=instrument.title if state.scope is None else f"{instrument.title}: {state.scope}",
        subtitle=f"On {moment(state.on)}, as known on {moment(state.known)}",
        facts=(*_facts(state), *_published(answer)),
        parts=tuple(part for part in parts if part.groups[0].entries),
        empty="",
        horizon=horizon_lines(answer.horizon),
    )


def _facts(state: State) -> Iterable[tuple[str, str]]:
    yield "Status", status_words(state)
    if state.underlying:
        yield "Without the stay", phrases.status(state.underlying)
    if state.status in ("none", "unknown"):
        return
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
    if state.enforcement != "normal":
        yield "Enforcement", phrases.ENFORCEMENT[state.enforcement]
    for deadline in state.deadlines:
        computed = " (computed)" if deadline.derived else ""
        yield deadline.name.capitalize(), f"{'until' if deadline.open else 'closed on'} {date(deadline.on)}{computed}"
    for name, value in state.values:
        yield _first_large(name), phrases.value(value)
    for word in state.flags:
        yield "Note", sentence(phrases.flag(word))


def _published(answer: StateReport) -> Iterable[tuple[str, str]]:
    """What stands by published acts alone, where less certain statements were counted too."""
    if answer.published is not None:
        words = f"by published acts alone: {status_words(answer.published)}"
        yield "Note", sentence(f"{answer.states[0].threshold.label} statements are counted; {words}")


def status_words(state: State) -> str:
    """The status in words, with since when, and with the doubt that a careful reader must not miss."""
    words = phrases.status(state.status)
    if state.since_at and state.status not in phrases.WITHOUT_SINCE:
        words += f" since {date(state.day(state.since_at))}"
    doubts = [
        phrases.DOUBTS[flag.partition("=")[0]] for flag in state.flags if flag.partition("=")[0] in phrases.DOUBTS
    ]
    return "; ".join((words, *doubts))


def _first_large(text: str) -> str:
    return text[0].upper() + text[1:]


def _scope_entry(state: State) -> Entry:
    following = state.scheduled_next
    then = f"; {phrases.status(following.status)} on {date(state.day(following.at))}" if following else ""
    return Entry("", sentence(f"{state.scope}: {status_words(state)}{then}"))


def _announced_entry(announced: Announced, sources: Sources) -> Entry:
    event = sources.events[announced.event_id].event
    when = phrases.announced_for(event.kind, announced.date)
    act = (
        f"{event.name}: {phrases.value(event.value)}" if event.value is not None else phrases.announced_act(event.kind)
    )
    return attrs.evolve(event_entry(announced.event_id, sources), sentence=sentence(f"{act}{when}"))


def _conflict_entries(state: State, sources: Sources) -> list[Entry]:
    keys = set(state.conflicts)
    return [claim_entry(id_, sources) for id_, recorded in sources.events.items() if recorded.event.key in keys]
