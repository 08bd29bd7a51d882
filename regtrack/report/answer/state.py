"""What ``state`` answers, the answer first: a sentence that can be forwarded, and a line for each point of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import attrs

from regtrack import dates
from regtrack.fold.duty import GENERAL
from regtrack.model.answers import StateReport
from regtrack.model.citing import Sources
from regtrack.model.event import Event
from regtrack.model.inbox import UNREAD
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty, Dimension, Family, Operation
from regtrack.model.state import Announced, Force, Obligation, State
from regtrack.report import labels
from regtrack.report.answer.answer import Answer
from regtrack.report.answer.cited import acts_on, sources_of
from regtrack.report.answer.limits import instruments_line, moment, notices
from regtrack.report.answer.model import CitedDocument
from regtrack.report.answer.parts import Point
from regtrack.report.answer.standing import UNRECORDED, standing
from regtrack.report.answer.text import cited_line, where
from regtrack.report.changes_in_words import actor, deadline_words, stated_day, status_ahead, status_word
from regtrack.report.dates_in_words import brief, hour
from regtrack.report.language import capital, instrument_label, joined, mark, sentence, term, tr
from regtrack.report.layout import Paint, ansi, cells, headed, plain, shown, wrap


def of(answer: StateReport) -> Answer:
    """Return the answer to where an instrument stands."""
    state, sources = answer.states[0], answer.sources
    instrument = sources.instruments[state.instrument]
    if state.whole is not None and state.status != "mixed":
        return _of_whole(answer, state, state.whole)
    label = instrument_label(instrument)
    about = label if state.scope is None else tr("{title}: {scope}", title=label, scope=state.scope)
    day = moment(state.on)
    return Answer(
        notices(answer.horizon, state.known),
        _headline(state, instrument, sources),
        _window(about, state),
        question=tr("{about}: must one comply on {date}?", about=about, date=day),
        read=instruments_line(answer.horizon.instruments) if answer.horizon.instruments else "",
        points=(*_points(state, sources), *_published(answer)),
    )


def _of_whole(answer: StateReport, part: State, whole: State) -> Answer:
    """Return the answer about a part with no record of its own: how the whole stands."""
    found = of(attrs.evolve(answer, states=(attrs.evolve(whole, scope=None),)))
    title = instrument_label(answer.sources.instruments[part.instrument])
    about = tr("{title}: {scope}", title=title, scope=part.scope)
    stands = standing(whole, answer.sources).sentence
    headline = tr("nothing is recorded about this part; the rule as a whole: {status}", status=stands)
    day = moment(part.on)
    return found._replace(
        question=tr("{about}: must one comply on {date}?", about=about, date=day),
        window=_window(about, part),
        headline=sentence(tr("{verdict}: {stands}", verdict=tr("Not known"), stands=headline)),
    )


def _window(about: str, state: State) -> str:
    day, known = moment(state.on), moment(state.known)
    if day == known and state.on.day is None:  # asked now: the hour is given once
        return tr("{about} on {date}, as known then", about=about, date=day)
    return tr("{about} on {date}, as known on {known}", about=about, date=day, known=known)


# --- the sentence -------------------------------------------------------------------------------------------------


def _headline(state: State, instrument: Instrument, sources: Sources) -> str:
    stands = standing(state, sources).sentence
    verdict = tr(_verdict(state, instrument))
    if state.status == "mixed" and state.whole is None:
        return sentence(tr("{verdict}: {stands}", verdict=verdict, stands=tr("its provisions differ")))
    if state.status == "mixed" and state.whole is not None:
        rest = sentence(tr("{verdict}: {stands}", verdict=verdict, stands=standing(state.whole, sources).sentence))
        return joined(" ", (rest, tr("Some provisions differ.")))
    if state.status == "none" and state.force is Force.NO and state.scheduled_next is not None:
        first = brief(state.scheduled_next.date)
        return tr("No, not in force then: the first act on record counts from {date}.", date=first)
    if state.status in ("none", "unknown") and not (state.announced_changes and state.stage is None):
        coming = [deadline_words(each.name, each.on, open_=True) for each in state.deadlines if each.open]
        force = tr(UNRECORDED[state.status])
        if coming:
            return sentence(joined("; ", (*coming, force)))
        if state.stage == "published":
            return tr("Not known: it is published, but from when it is in force is not recorded.")
        return tr("Whether it is in force is not known.")
    if state.status in ("none", "unknown") and not state.because:  # only announcements are on record
        return tr("No: it is only {certainty}; no act is on record.", certainty=stands)
    if state.duty == "no" and state.duty_from and state.force.value == "yes":  # in force, and nothing to do yet
        stands = joined("; ", (tr("compliance required from {date}", date=brief(state.duty_from)), stands))
    first = sentence(tr("{verdict}: {stands}", verdict=verdict, stands=stands))
    differing = tr("Some provisions differ.") if _differing(state, sources) else ""
    unread = tr("A sentence about it could not be read, and may change this.") if UNREAD in state.flags else ""
    unnamed = sentence(capital(labels.flag(labels.UNNAMED))) if labels.UNNAMED in state.flags else ""
    return joined(" ", (first, differing, unread, unnamed))


def _differing(state: State, sources: Sources) -> dict[str, list[State]]:
    """Return how provisions stand that differ from the whole, each with those of which it is so."""
    whole = standing(state, sources).sentence
    found: dict[str, list[State]] = {}
    for each in state.scopes:
        stands = joined("; ", (standing(each, sources).sentence, _enforced(state, each, sources)))
        if each.status != "none" and stands != whole:
            found.setdefault(stands, []).append(each)
    return found


def _enforced(whole: State, part: State, sources: Sources) -> str:
    """Say that a part is enforced where the whole is not: since when or still, and who says so."""
    if whole.enforcement != "discretion" or part.enforcement != "normal":
        return ""
    acts = [
        recorded.event
        for recorded in sources.events.values()
        if recorded.event.target == whole.instrument
        and recorded.event.row.dimension is Dimension.ENFORCEMENT
        and recorded.event.row.operation is Operation.SHUT
    ]
    if len(acts) != 1:
        return tr("enforced")
    who, on = actor(acts[0], sources), acts[0].effect or acts[0].happened()
    ended = next((recorded.event for recorded in sources.events.values() if recorded.event.key == acts[0].of), None)
    if ended is not None and on == (ended.effect or ended.happened()):  # the part was never left unenforced
        return tr("still enforced, says {who}", who=who)
    if not on.dated:
        return tr("enforced, says {who}", who=who)
    return tr("enforced since {date}, says {who}", who=who, date=brief(on.text))


def _verdict(state: State, instrument: Instrument) -> str:
    """Return whether one must comply, in a word or two."""
    flags = {flag.partition("=")[0] for flag in state.flags}
    if state.status in ("none", "unknown"):
        return mark("Not known")
    if instrument.family is Family.GUIDANCE and not labels.has_ended(state.status):
        return mark("Not binding by itself")
    if labels.has_ended(state.status):
        return mark("No longer")
    if state.status == "mixed" or state.hours:
        return mark("In part")
    verdict = _BY_LOOK.get(labels.LOOKS.get(state.status, ""))
    if verdict is not None:
        return verdict
    if state.force.value == "contested":
        return mark("Contested")
    if "stale_since" in flags:
        return mark("Yes, as scheduled")
    if "as_scheduled" in flags:
        return mark("Yes, as forecast")
    if state.duty == "no":
        return mark("Not yet") if state.duty_from else mark("No duty")
    if state.duty == "partial" and state.force.value == "yes":
        return mark("In part")
    if state.enforcement != "normal":
        return mark("Yes, in law")
    return mark("Yes") if state.force.value == "yes" else mark("Not known")


_BY_LOOK: Mapping[str, str] = MappingProxyType(
    {
        "stayed": mark("No, not now"),
        "pending": mark("Not yet"),
        "delayed": mark("Not yet"),
        "making": mark("No, not yet made"),
    }
)
"""The answer by the look of a status, where that is enough."""


# --- the points ---------------------------------------------------------------------------------------------------


def _points(state: State, sources: Sources) -> Iterator[Point]:
    events = [sources.events[id_] for id_ in state.because if id_ in sources.events]

    def proofs(*dimensions: Dimension) -> tuple[CitedDocument, ...]:
        return sources_of((each.id for each in events if each.event.row.dimension in dimensions), sources)

    stands = state.whole if state.status == "mixed" and state.whole is not None else state  # the rest of it
    if stands.since and stands.status not in labels.WITHOUT_SINCE:
        ids = proofs(Dimension.FORCE, Dimension.PAUSE, Dimension.STAGE)
        yield Point(capital(status_word(stands.status)), stands.since, hour(stands.since, stands.zone), ids)
    if state.status == "in_force":  # again, by the end that a stay had: by whom it was stopped, and until when
        for act in (each.event for each in events if each.event.row.dimension is Dimension.PAUSE):
            if act.effect is not None and act.effect.dated and act.until is not None and act.until.dated:
                form = mark("through {date}") if act.until.inclusive else mark("until {date}")
                until = tr(form, date=brief(act.until.text))
                yield Point(tr("Was stayed"), act.effect.text, until, proofs(Dimension.PAUSE))
    if state.underlying:
        yield Point(tr("Without the stay"), None, status_word(state.underlying))
    yield from (_duty(duty, state, sources) for duty in state.duties)
    if state.enforcement != "normal":
        lead = next((each.event for each in events if each.event.row.dimension is Dimension.ENFORCEMENT), None)
        yield _enforcement(state, lead, sources, proofs(Dimension.ENFORCEMENT))
    for deadline in state.deadlines:
        day = deadline.on if deadline.on[:1].isdecimal() else None
        words = "" if deadline.open else tr("closed")
        if day is None:
            words = deadline.on
        words = joined("; ", (instrument_label(sources.instruments[deadline.of]) if deadline.of else "", words))
        yield Point(capital(labels.name(deadline.name)), day, words, sources_of([deadline.event_id], sources))
    for (name, value), id_ in zip(state.values, state.valued_by, strict=True):
        yield Point(capital(labels.name(name)), None, labels.value(value), sources_of([id_], sources))
    for how, parts in _differing(state, sources).items():
        acts = (id_ for part in parts for id_ in acts_on(part, sources))
        yield Point(joined(", ", (part.scope or "" for part in parts)), None, how, sources_of(acts, sources))
    yield from _changes(state, sources)
    yield from _unknown(state)


def _published(answer: StateReport) -> Iterator[Point]:
    """Yield the state by published acts alone, where less certain statements were counted too."""
    if answer.published is not None:
        counted = term("certainty", answer.states[0].threshold.label)
        alone = standing(answer.published, answer.sources).sentence
        note = tr(
            "{certainty} statements are counted; by published acts alone: {status}", certainty=counted, status=alone
        )
        yield Point(tr("Note"), None, note)


def _duty(duty: Obligation, state: State, sources: Sources) -> Point:
    """Return who must do what from when, or had to until when."""
    applies = duty.name != "compliance"
    over = (
        duty.until is not None and duty.until <= dates.spell(state.on.tick(state.zone), state.zone)[: len(duty.until)]
    )
    if duty.answer == "yes":
        label = tr("Applies") if applies else tr("Comply")
    else:
        label = tr("Applied") if applies and over else tr("Complied") if over else tr("Comply from")
        label = tr("Applies from") if applies and not over else label
    until = tr("until {date}", date=brief(duty.until)) if duty.until is not None else ""
    unknown = tr("day not known") if duty.since is None else ""
    proofs = sources_of((id_ for id_ in duty.because if id_ in sources.events), sources)
    acts = (sources.events[id_].event for id_ in duty.because if id_ in sources.events)
    parts = dict.fromkeys(part for act in acts for part in act.parts) if state.scope is None else ()
    named = "" if duty.name in GENERAL else labels.name(duty.name)
    details = (named, duty.parties or "", ", ".join(parts), until, unknown)
    return Point(label, duty.since, joined("; ", details), proofs)


def _enforcement(state: State, lead: Event | None, sources: Sources, proofs: tuple[CitedDocument, ...]) -> Point:
    if state.enforcement == "enjoined":
        return Point(tr("Enjoined"), None, tr("a court has stopped its enforcement"), proofs)
    who = actor(lead, sources) if lead is not None else ""
    on = lead.effect.text if lead is not None and lead.effect is not None and lead.effect.dated else None
    words = tr("said by {who}; this is not a stay", who=who) if who else tr("this is not a stay")
    return Point(tr("Not enforced"), on, words, proofs)


def _changes(state: State, sources: Sources) -> Iterator[Point]:
    """Return what could change it: what is scheduled, and what was announced but not made."""
    following = state.scheduled_next
    if following is not None:
        proofs = sources_of((id_ for id_ in following.because if id_ in sources.events), sources)
        words = status_ahead(following.status)
        if state.status == "stayed":
            words = tr("{status} unless extended", status=words)
        words = joined(", ", (words, hour(following.date, state.zone)))
        yield Point(tr("Next"), following.date, words, proofs)
    announced = [change for change in state.announced_changes if change.certainty >= Certainty.ANNOUNCED]
    at = state.on.tick(state.zone)
    for passed, label in ((False, tr("Could change")), (True, tr("Not enacted"))):
        for change in announced:
            if (change.at is not None and change.at <= at) is passed:
                yield Point(
                    label, None, _announced(change, state.zone, sources), sources_of([change.event_id], sources)
                )
    reported = [change for change in state.announced_changes if change.certainty < Certainty.ANNOUNCED]
    for change in reported:
        words = _announced(change, state.zone, sources)
        yield Point(tr("Not known"), None, words, sources_of([change.event_id], sources))


def _announced(change: Announced, zone: str, sources: Sources) -> str:
    sure = term("certainty", change.certainty.label)
    day = stated_day(sources.events[change.event_id].event, change.date, zone)
    act = labels.announced(labels.announced_act(change.kind), change.kind, day)
    return tr("{certainty}: {what}", certainty=sure, what=act)


_GIVEN = frozenset(("announced_change", "conflict", "as_scheduled", "unconfirmed", labels.UNNAMED))
"""Warnings that the sentence or another point gives."""


def _unknown(state: State) -> Iterator[Point]:
    """Return what is not known, and what contradicts the record."""
    for flag in state.flags:
        if flag == "scope_unrecorded" and state.whole is not None:
            whole = joined("; ", (status_word(state.whole.status), *labels.doubts(state.whole.flags)))
            words = tr("nothing is recorded about this part; the rule as a whole: {status}", status=whole)
            yield Point(tr("Not known"), None, words)
        elif flag.partition("=")[0] not in _GIVEN:
            yield Point(tr("Not known"), None, labels.flag(flag))
    if state.status == "in_force" and state.duty == "unknown":
        yield Point(tr("Not known"), None, tr("from when compliance is required"))
    if state.conflicts:
        yield Point(tr("Contradicted"), None, labels.contradictions(len(state.conflicts)))


# --- as text ------------------------------------------------------------------------------------------------------

_LABEL, _DAY = 14, 12


def to_text(answer: Answer, *, width: int = 80, colour: bool = False, why: bool = False) -> str:
    """Return the answer as text: what it is about, the sentence, and a line a point."""
    paint = ansi if colour else plain
    lines = [*headed(answer.notices, answer.window, "", width, paint), "", *wrap(answer.headline, width), ""]
    before = ""
    for point in answer.points:
        lines += _point(point, "" if point.label == before else point.label, width, paint, why=why)
        before = point.label
    lines += [paint(line, "dim") for line in wrap(answer.read, width)] if answer.read else []
    hint = tr("--full for the events behind each line, -o page.html for the page.")
    if not why:
        hint = tr("--why for every source, --full for the events behind each line.")
    return "\n".join([*lines, *(paint(line, "dim") for line in wrap(hint, width))]) + "\n"


def _point(point: Point, label: str, width: int, paint: Paint, *, why: bool) -> Iterator[str]:
    day = brief(point.on) if point.on else ""
    lead = shown(label) + " " * max(_LABEL - cells(label), 1)
    if cells(label) >= _LABEL:
        yield from wrap(label, width)
        lead = " " * _LABEL
    lead += day + " " * max(_DAY - cells(day), 1) if day else ""
    texts = [point.text] if point.text else []
    best = point.sources[:1]
    if best and not why:
        more = len(point.sources) - 1
        named = joined(" ", (term("standing", best[0].standing), where(best[0], width - _LABEL - _DAY - 20)))
        texts.append(tr("{source} (and {count} more)", source=named, count=more) if more > 0 else named)
    yield from (line.rstrip() for line in wrap(joined("; ", texts), width, lead, " " * _LABEL))
    for source in point.sources if why else ():
        yield from cited_line(source, width, paint, " " * _LABEL)
