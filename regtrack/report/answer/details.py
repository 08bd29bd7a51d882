"""The details of any answer: every change, date and event, in sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import attrs

from regtrack.model.answers import Report, StateReport
from regtrack.model.change import Change, Facet, Section
from regtrack.model.citing import Sources
from regtrack.model.event import Event
from regtrack.model.kinds import Dimension, Operation
from regtrack.model.listings import DetailedAnswer, TimelineReport, UpcomingReport
from regtrack.model.people import Review, ReviewAction
from regtrack.model.state import STALE_AFTER_DAYS, Announced, State
from regtrack.queries.merging import one_a_fact
from regtrack.report import labels
from regtrack.report.answer.cited import acts_on, sources_of
from regtrack.report.answer.confirmed import in_list, reported_by, told_together
from regtrack.report.answer.entries import (
    ahead_part,
    claim_entry,
    event_entry,
    events_part,
    group,
    on_record,
    promises,
    words,
)
from regtrack.report.answer.lines import listed_on
from regtrack.report.answer.parts import AnswerEntry, AnswerGroup, AnswerPart
from regtrack.report.answer.standing import standing
from regtrack.report.changes_in_words import stated_day, turned
from regtrack.report.dates_in_words import date, dates_in, some_day, zoned
from regtrack.report.language import joined, mark, sentence, term, tr
from regtrack.report.remarks import heard


def of(answer: DetailedAnswer) -> tuple[AnswerPart, ...]:
    """Return the details of any answer."""
    if isinstance(answer, Report):
        return tuple(_of_report(answer))
    if isinstance(answer, StateReport):
        return tuple(_of_state(answer.states[0], answer.sources))
    return tuple(_of_timeline(answer) if isinstance(answer, TimelineReport) else _of_upcoming(answer))


# --- what changed -------------------------------------------------------------------------------------------------


def _of_report(report: Report) -> Iterator[AnswerPart]:
    sources = report.sources
    changes: dict[Section, list[Change]] = {}
    for change in one_a_fact(report.changes, sources):
        changes.setdefault(change.section, []).append(change)
    for section in Section:
        if of_section := changes.get(section):
            title = term("section", labels.SECTIONS[section])
            yield AnswerPart(section.value, title, tuple(_change_groups(of_section, sources)))
        if section is Section.PROPOSALS and report.upcoming:
            yield ahead_part(report.upcoming, sources)
        if section is Section.CORRECTIONS and report.claims:
            yield events_part("claims", term("section", labels.CLAIMS), report.claims, sources, claim_entry)
    if report.late:
        yield events_part("late", term("section", labels.LATE), report.late, sources)
    if report.undated:
        yield promises(report.undated, sources)


def _change_groups(changes: Sequence[Change], sources: Sources) -> Iterable[AnswerGroup]:
    by_scope: dict[tuple[str, str | None], list[Change]] = {}
    for change in changes:
        by_scope.setdefault((change.instrument, change.scope), []).append(change)
    for (id_, scope), several in by_scope.items():
        yield group(id_, scope, told_together(change_entry(change, sources) for change in several), sources)


def change_entry(change: Change, sources: Sources) -> AnswerEntry:
    """Return one change in words, with its sources."""
    did = reviewed_by(change, sources)
    change = _led_by_its_end(change, sources)
    events = [sources.events[id_].event for id_ in change.because]
    before = dates_in(labels.status(change.before)) if change.before and change.facet.value == "status" else ""
    fields = _change_words(change, events, sources)
    beside = on_record(events[0], sources) if events else ""
    fields["note"] = joined(" ", (fields.get("note", ""), beside, reported_by(change.because, sources), did))
    return AnswerEntry(
        date=date(listed_on(change, sources)),
        sentence=sentence(_words(change, sources)),
        change=tr("was: {before}", before=before) if before and not change.came_and_went else "",
        cause=labels.cause(change.cause),
        **fields,
        sources=sources_of(change.because, sources),
        kind=change.facet.value,
    )


def _words(change: Change, sources: Sources) -> str:
    """Return what changed, with every hour on the clock of the instrument."""
    zone = sources.instruments[change.instrument].legal_zone
    words = turned(change, sources, day=lambda text: some_day(zoned(text, zone)))
    if change.facet is not Facet.STATUS:
        return words
    returns = change.after == "stayed" and change.until and change.then in labels.BINDING
    back = tr("returns by itself unless extended") if returns else ""
    return joined("; ", (words, back, *labels.doubts(change.flags)))


def reviewed_by(change: Change, sources: Sources) -> str:
    """Return what people did about a change, in order; nothing unless it was asked for."""
    if sources.reviews is None:
        return ""
    return sentence(joined("; ", map(_review, sources.reviews.get(change.id, ()))))


_REVIEWS = {
    ReviewAction.SEEN: mark("seen by {person} on {date}"),
    ReviewAction.ASSIGNED: mark("assigned to {to} by {person} on {date}"),
    ReviewAction.NOTE: mark("noted by {person} on {date}"),
    ReviewAction.DONE: mark("done by {person} on {date}"),
}


def _review(item: Review) -> str:
    did = tr(_REVIEWS[item.action], person=item.person, date=date(item.made_at[:10]), to=item.to or "")
    return f"{did} ({item.note})" if item.note else did


_ENDS = (Operation.SHUT, Operation.VOID)


def _led_by_its_end(change: Change, sources: Sources) -> Change:
    """Return a change led by the act that ends the instrument, even where a surer act began it on that day."""
    if change.facet is not Facet.STATUS or change.after in labels.BINDING or change.came_and_went:
        return change
    ends = [id_ for id_ in change.because if sources.events[id_].event.row.operation in _ENDS]
    begun = change.because and sources.events[change.because[0]].event.row.operation is Operation.OPEN
    return attrs.evolve(change, because=tuple(dict.fromkeys((*ends, *change.because)))) if ends and begun else change


def _change_words(change: Change, events: Sequence[Event], sources: Sources) -> dict[str, str]:
    """Return the leading event's fields; for a status also with the words of the act that made the instrument."""
    fields = words(events[0] if events else None, sources)
    if change.facet is Facet.STATUS:
        made = next(
            (
                each
                for each in (heard(event, sources) for event in events[1:])
                if each.row.dimension is Dimension.STAGE and each.language == fields.get("language")
            ),
            None,
        )
        if made is not None and made.summary != fields["text"]:
            fields["text"] = f"{made.summary} {fields['text']}"
    return fields


# --- where something stands ---------------------------------------------------------------------------------------


def _of_state(state: State, sources: Sources) -> Iterator[AnswerPart]:
    entries = {
        "scopes": (
            _scope_entry(each, state, sources)
            for each in state.scopes
            if state.status != "none" or each.status != "none"
        ),
        "texts": (event_entry(id_, sources) for id_ in _last_texts(state, sources)),
        "announced": told_together(_announced_entry(each, sources) for each in state.announced_changes),
        "conflicts": _conflict_entries(state, sources),
        "because": (event_entry(id_, sources) for id_ in _rests_on(state)),
        "overridden": (event_entry(id_, sources) for id_ in state.overridden),
    }
    for id_, made in entries.items():
        if listed := tuple(made):
            title = term("section", labels.STATE_PARTS[id_])
            yield AnswerPart(id_, title, (AnswerGroup("", state.instrument, None, listed),))


def _rests_on(state: State) -> Iterable[str]:
    """Return ids of the acts behind how it stands, its values, what comes next and what is to be done by a day."""
    following = (part.scheduled_next.because for part in (state, *state.scopes) if part.scheduled_next is not None)
    due = (each.event_id for each in state.deadlines if each.open)
    return dict.fromkeys((*state.because, *state.valued_by, *(id_ for ids in following for id_ in ids), *due))


_MOST_TEXTS = 10


def _last_texts(state: State, sources: Sources) -> Iterable[str]:
    """Return the latest amendments where nothing else is known; `timeline` has all of them."""
    if state.status != "none":
        return ()
    ids = dict.fromkeys(id_ for each in (state, *state.scopes) for id_ in each.texts)
    return sorted(ids, key=lambda id_: sources.events[id_].event.happened().text)[-_MOST_TEXTS:]


def _scope_entry(part: State, whole: State, sources: Sources) -> AnswerEntry:
    """Return how a part stands, and how it differs from the whole, with the act that says so."""
    words = tr("{scope}: {status}", scope=part.scope, status=standing(part, sources).sentence)
    differs = []
    if part.enforcement != whole.enforcement:
        differs.append(tr("enforcement: {how}", how=labels.enforcement(part.enforcement)))
    if part.duty == "no" and part.duty_from is not None and part.duty_from != whole.duty_from:
        differs.append(tr("compliance from {date}", date=some_day(zoned(part.duty_from, part.zone))))
    entry = AnswerEntry("", sentence(joined("; ", (words, *differs))))
    acts = list(acts_on(part, sources))
    if part.enforcement != whole.enforcement and not acts:
        acts = [id_ for id_ in whole.because if sources.events[id_].event.row.dimension is Dimension.ENFORCEMENT]
        act = event_entry(acts[-1], sources) if acts else None
        return entry if act is None else entry._replace(
            text=tr("Not covered by the act of {date}.", date=act.date), sources=act.sources
        )  # fmt: skip
    if not acts:
        return entry
    act = event_entry(acts[-1], sources)
    quote = next((each.quote for each in sources.events[acts[-1]].event.evidence if each.quote), None)
    note = joined(" ", (act.text, tr("“{quote}”", quote=quote) if quote and "scope_unread" in part.flags else ""))
    return entry._replace(text=note, sources=act.sources)


def _announced_entry(announced: Announced, sources: Sources) -> AnswerEntry:
    event = sources.events[announced.event_id].event
    act = (
        tr("{name}: {value}", name=labels.name(event.name), value=labels.value(event.value))
        if event.value is not None
        else labels.announced_act(event.kind)
    )
    zone = sources.instruments[event.target].legal_zone
    words = labels.announced(act, event.kind, stated_day(event, announced.date, zone))
    entry = event_entry(announced.event_id, sources)._replace(sentence=sentence(words))
    if not announced.stale:
        return entry
    stale = tr("Nothing has confirmed this report for {days} days or more.", days=STALE_AFTER_DAYS)
    return entry._replace(note=joined(" ", (entry.note, stale)))


def _conflict_entries(state: State, sources: Sources) -> list[AnswerEntry]:
    keys = set(state.conflicts)
    return [claim_entry(id_, sources) for id_, recorded in sources.events.items() if recorded.event.key in keys]


# --- lists --------------------------------------------------------------------------------------------------------


def _of_timeline(answer: TimelineReport) -> Iterator[AnswerPart]:
    sources = answer.sources
    shown, confirming = in_list(answer.events, sources)

    def entry(id_: str, sources: Sources) -> AnswerEntry:
        made = event_entry(id_, sources)
        if id_ not in confirming:
            return made
        proofs = sources_of((id_, *confirming[id_]), sources)
        return made._replace(note=joined(" ", (made.note, reported_by(confirming[id_], sources))), sources=proofs)

    for year, of_year in groupby(shown, key=lambda id_: sources.events[id_].event.happened().text[:4]):
        yield events_part(f"year-{year}", year, list(of_year), sources, entry)


def _of_upcoming(answer: UpcomingReport) -> Iterator[AnswerPart]:
    if answer.upcoming:
        yield ahead_part(answer.upcoming, answer.sources)
    if answer.undated:
        yield promises(answer.undated, answer.sources)
