"""The view of a state."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from regtrack.model.answers import StateReport
from regtrack.model.citing import Sources
from regtrack.model.kinds import Dimension
from regtrack.model.state import STALE_AFTER_DAYS, Announced, Obligation, State
from regtrack.report import phrases
from regtrack.report.language import tr
from regtrack.report.phrases import capital_name, joined, sentence, some_day, status, zoned
from regtrack.report.view.confirmed import told_together
from regtrack.report.view.model import View, ViewEntry, ViewGroup, ViewPart
from regtrack.report.view.shared import claim_entry, event_entry, horizon_lines, moment


def of_states(answer: StateReport) -> View:
    """Return the state of one instrument."""
    state, sources = answer.states[0], answer.sources
    instrument = sources.instruments[state.instrument]
    entries = {
        "scopes": (
            _scope_entry(each, state, sources)
            for each in state.scopes
            if state.status != "none" or each.status != "none"
        ),
        "texts": (event_entry(id_, sources) for id_ in _last_texts(state, sources)),
        "announced": told_together(_announced_entry(each, sources) for each in state.announced_changes),
        "conflicts": _conflict_entries(state, sources),
        "because": (event_entry(id_, sources) for id_ in state.because),
        "overridden": (event_entry(id_, sources) for id_ in state.overridden),
    }
    parts = (
        ViewPart(id_, phrases.section(phrases.STATE_PARTS[id_]), (ViewGroup("", state.instrument, None, tuple(own)),))
        for id_, own in entries.items()
    )
    title = phrases.instrument_title(instrument)
    return View(
        title=title if state.scope is None else tr("{title}: {scope}", title=title, scope=state.scope),
        subtitle=tr("On {on}, as known on {known}", on=moment(state.on), known=moment(state.known)),
        facts=(*_facts(state), *_published(answer)),
        parts=tuple(part for part in parts if part.groups[0].entries),
        empty="",
        horizon=horizon_lines(answer.horizon),
    )


_MOST_TEXTS = 10


def _last_texts(state: State, sources: Sources) -> Iterable[str]:
    """Return the last changes of the words of something of which nothing else is known; `timeline` has all of them."""
    if state.status != "none":
        return ()
    ids = dict.fromkeys(id_ for each in (state, *state.scopes) for id_ in each.texts)
    return sorted(ids, key=lambda id_: sources.events[id_].event.happened().text)[-_MOST_TEXTS:]


def _facts(state: State) -> Iterable[tuple[str, str]]:
    if state.whole is not None:
        whole = status_words(state.whole)
        yield (
            tr("Note"),
            sentence(tr("nothing is recorded about this part; the rule as a whole: {status}", status=whole)),
        )
    yield tr("Status"), status_words(state)
    if state.underlying:
        yield tr("Without the stay"), status(state.underlying)
    told = state.status not in ("none", "unknown")
    if told:
        yield tr("Force"), phrases.force(state.force.value)
    if following := _following(state):
        yield tr("Next"), following
    if not told:
        return
    yield from (_duty(state, duty) for duty in state.duties)
    if not state.duties and state.duty == "unknown":
        yield tr("Compliance"), tr("unknown")
    if state.enforcement != "normal":
        yield tr("Enforcement"), phrases.enforcement(state.enforcement)
    for deadline in state.deadlines:
        day = some_day(deadline.on)
        when = tr("until {date}", date=day) if deadline.open else tr("closed on {date}", date=day)
        name = phrases.name(deadline.name).capitalize()
        yield name, tr("{when} (computed)", when=when) if deadline.derived else when
    for name, value in state.values:
        yield phrases.capital_name(name), phrases.value(value)
    for word in state.flags:
        if word in _SAID_ALREADY:
            continue
        yield tr("Note"), sentence(phrases.flag(word))


_SAID_ALREADY = frozenset(("unconfirmed", "scope_unrecorded"))
"""Warnings that stand beside the status, or in a line of their own."""


def _date(state: State, text: str) -> str:
    return some_day(zoned(text, state.zone))


def _duty(state: State, duty: Obligation) -> tuple[str, str]:
    """Who must do what, since when or from when, until when."""
    name = capital_name(duty.name)
    day, last = (_date(state, text) if text is not None else "" for text in (duty.since, duty.until))
    if duty.answer == "yes":
        words = tr("required since {date}", date=day)
    elif duty.until is not None and duty.until <= str(state.on)[: len(duty.until)]:
        words = tr("no longer required since {date}", date=last)
    else:
        words = tr("from {date}", date=day) if day else tr("unknown")
    if duty.answer == "yes" and last:
        words = joined("; ", (words, tr("until {date}", date=last)))
    return name, tr("{what}, for {parties}", what=words, parties=duty.parties) if duty.parties else words


def _following(state: State) -> str:
    """Return the next status with its day; empty where none is scheduled."""
    following = state.scheduled_next
    if following is None:
        return ""
    return tr("{next} on {date}", next=status(following.status), date=_date(state, following.date))


def _published(answer: StateReport) -> Iterable[tuple[str, str]]:
    """Return what stands by published acts alone, where less certain statements were counted too."""
    if answer.published is not None:
        counted = phrases.certainty(answer.states[0].threshold.label)
        alone = status_words(answer.published)
        yield (
            tr("Note"),
            sentence(
                tr(
                    "{certainty} statements are counted; by published acts alone: {status}",
                    certainty=counted,
                    status=alone,
                )
            ),
        )


def status_words(state: State) -> str:
    """Return the status in words, with since when, and with the doubt that a careful reader must not miss."""
    words = status(state.status)
    said = [each.certainty for each in state.announced_changes]
    if state.status == "unknown" and said and not state.because:  # a deal, a letter: told of, and no act of it
        words = tr("{certainty} only; no act is on record", certainty=phrases.certainty(max(said).label))
    if state.since and state.status not in phrases.WITHOUT_SINCE:
        words = tr("{status} since {date}", status=words, date=_date(state, state.since))
    return joined("; ", (words, *phrases.doubts(state.flags)))


def _scope_entry(part: State, whole: State, sources: Sources) -> ViewEntry:
    """How a part stands, and in what it differs from the whole, with the act that says so."""
    words = tr("{scope}: {status}", scope=part.scope, status=status_words(part))
    differs = []
    if part.enforcement != whole.enforcement:
        differs.append(tr("enforcement: {how}", how=phrases.enforcement(part.enforcement)))
    if part.duty_from is not None and part.duty_from != whole.duty_from:
        differs.append(tr("compliance from {date}", date=_date(part, part.duty_from)))
    entry = ViewEntry("", sentence(joined("; ", (words, *differs, _following(part)))))
    own = [id_ for id_ in part.because if id_ not in whole.because]
    if part.enforcement != whole.enforcement and not own:
        own = [id_ for id_ in whole.because if sources.events[id_].event.row.dimension is Dimension.ENFORCEMENT]
        act = event_entry(own[-1], sources) if own else None
        return entry if act is None else attrs.evolve(
            entry, text=tr("Excepted from the act of {date}.", date=act.date), sources=act.sources
        )  # fmt: skip
    if not own:
        return entry
    act = event_entry(own[-1], sources)
    quote = next((each.quote for each in sources.events[own[-1]].event.evidence if each.quote), None)
    note = joined(" ", (act.text, tr("“{quote}”", quote=quote) if quote and "scope_unread" in part.flags else ""))
    return attrs.evolve(entry, text=note, sources=act.sources)


def _announced_entry(announced: Announced, sources: Sources) -> ViewEntry:
    event = sources.events[announced.event_id].event
    act = (
        tr("{name}: {value}", name=phrases.name(event.name), value=phrases.value(event.value))
        if event.value is not None
        else phrases.announced_act(event.kind)
    )
    words = phrases.announced(act, event.kind, announced.date)
    entry = attrs.evolve(event_entry(announced.event_id, sources), sentence=sentence(words))
    if not announced.stale:
        return entry
    stale = tr("Nothing has confirmed this report for {days} days or more.", days=STALE_AFTER_DAYS)
    return attrs.evolve(entry, note=joined(" ", (entry.note, stale)))


def _conflict_entries(state: State, sources: Sources) -> list[ViewEntry]:
    keys = set(state.conflicts)
    return [claim_entry(id_, sources) for id_, recorded in sources.events.items() if recorded.event.key in keys]
