"""The view of a state."""

from __future__ import annotations

from collections.abc import Iterable

from regtrack.model.answers import StateReport
from regtrack.model.citing import Sources
from regtrack.model.kinds import Dimension
from regtrack.model.state import STALE_AFTER_DAYS, Announced, State
from regtrack.report import phrases
from regtrack.report.answer.standing import standing
from regtrack.report.answer.state import StateAnswer
from regtrack.report.language import tr
from regtrack.report.phrases import joined, sentence, some_day, zoned
from regtrack.report.view.confirmed import told_together
from regtrack.report.view.model import View, ViewEntry, ViewGroup, ViewPart
from regtrack.report.view.shared import claim_entry, event_entry, horizon_lines


def of_states(answer: StateReport, first: StateAnswer) -> View:
    """Return the state of one instrument."""
    state, sources = answer.states[0], answer.sources
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
    return View(
        title=first.headline,
        subtitle=first.about,
        facts=tuple((point.label, point.words) for point in first.points),
        parts=tuple(part for part in parts if part.groups[0].entries),
        horizon=horizon_lines(answer.horizon),
        notices=first.notices,
    )


_MOST_TEXTS = 10


def _last_texts(state: State, sources: Sources) -> Iterable[str]:
    """Return the last changes of the words of something of which nothing else is known; `timeline` has all of them."""
    if state.status != "none":
        return ()
    ids = dict.fromkeys(id_ for each in (state, *state.scopes) for id_ in each.texts)
    return sorted(ids, key=lambda id_: sources.events[id_].event.happened().text)[-_MOST_TEXTS:]


def _scope_entry(part: State, whole: State, sources: Sources) -> ViewEntry:
    """How a part stands, and in what it differs from the whole, with the act that says so."""
    words = tr("{scope}: {status}", scope=part.scope, status=standing(part, sources).sentence)
    differs = []
    if part.enforcement != whole.enforcement:
        differs.append(tr("enforcement: {how}", how=phrases.enforcement(part.enforcement)))
    if part.duty_from is not None and part.duty_from != whole.duty_from:
        differs.append(tr("compliance from {date}", date=some_day(zoned(part.duty_from, part.zone))))
    entry = ViewEntry("", sentence(joined("; ", (words, *differs))))
    own = [id_ for id_ in part.because if id_ not in whole.because]
    if part.enforcement != whole.enforcement and not own:
        own = [id_ for id_ in whole.because if sources.events[id_].event.row.dimension is Dimension.ENFORCEMENT]
        act = event_entry(own[-1], sources) if own else None
        return entry if act is None else entry._replace(
            text=tr("Excepted from the act of {date}.", date=act.date), sources=act.sources
        )  # fmt: skip
    if not own:
        return entry
    act = event_entry(own[-1], sources)
    quote = next((each.quote for each in sources.events[own[-1]].event.evidence if each.quote), None)
    note = joined(" ", (act.text, tr("“{quote}”", quote=quote) if quote and "scope_unread" in part.flags else ""))
    return entry._replace(text=note, sources=act.sources)


def _announced_entry(announced: Announced, sources: Sources) -> ViewEntry:
    event = sources.events[announced.event_id].event
    act = (
        tr("{name}: {value}", name=phrases.name(event.name), value=phrases.value(event.value))
        if event.value is not None
        else phrases.announced_act(event.kind)
    )
    words = phrases.announced(act, event.kind, announced.date)
    entry = event_entry(announced.event_id, sources)._replace(sentence=sentence(words))
    if not announced.stale:
        return entry
    stale = tr("Nothing has confirmed this report for {days} days or more.", days=STALE_AFTER_DAYS)
    return entry._replace(note=joined(" ", (entry.note, stale)))


def _conflict_entries(state: State, sources: Sources) -> list[ViewEntry]:
    keys = set(state.conflicts)
    return [claim_entry(id_, sources) for id_, recorded in sources.events.items() if recorded.event.key in keys]
