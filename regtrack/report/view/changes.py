"""The view of what ``since`` and ``diff`` answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from regtrack.model.answers import Report
from regtrack.model.change import Change, Facet, Section
from regtrack.model.citing import Sources
from regtrack.model.event import Event
from regtrack.model.kinds import Dimension, Operation
from regtrack.model.people import Review, ReviewAction
from regtrack.report import phrases, sentences
from regtrack.report.language import mark, tr
from regtrack.report.phrases import date, dates_in, joined, sentence
from regtrack.report.remarks import heard
from regtrack.report.view.confirmed import reported_by, told_once, told_together
from regtrack.report.view.model import View, ViewEntry, ViewGroup, ViewPart
from regtrack.report.view.shared import (
    claim_entry,
    coming,
    events_part,
    group,
    grouped,
    horizon_lines,
    moment,
    on_record,
    promises,
    sources_of,
    words,
)  # fmt: skip


def of_report(report: Report) -> View:
    """Return what changed."""
    sources = report.sources
    parts = []
    changes = told_once(report.changes, sources)
    for section in Section:
        own = [change for change in changes if change.section is section]
        if own:
            parts.append(
                ViewPart(section.value, phrases.section(phrases.SECTIONS[section]), tuple(_change_groups(own, sources)))
            )
        if section is Section.PROPOSALS and report.upcoming:
            parts.append(coming(report, sources))
        if section is Section.CORRECTIONS and report.claims:
            parts.append(events_part("claims", phrases.section(phrases.CLAIMS), report.claims, sources, claim_entry))
    if report.late:
        parts.append(events_part("late", phrases.section(phrases.LATE), report.late, sources))
    if report.undated:
        parts.append(promises(report.undated, sources))
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
        return tr("What changed from {first} to {last}", first=moment(first), last=moment(last))
    if report.law[0] == report.law[1]:
        first, last = report.knowledge
        return tr("What was learned from {first} to {last}", first=moment(first), last=moment(last))
    return tr("How the law differs between {first} and {last}", first=moment(first), last=moment(last))


def _report_subtitle(report: Report) -> str:
    if report.command == "since":
        return tr("End of each day, with what was known at the time")
    if report.law[0] == report.law[1]:
        return tr("About {date}", date=moment(report.law[0]))
    return tr("Both as known on {date}", date=moment(report.knowledge[0]))


def _nothing(report: Report) -> str:
    if report.changes or report.late or report.claims:
        return ""
    return tr("Nothing changed in this window, as far as the sources below were read.")


def _change_groups(changes: Sequence[Change], sources: Sources) -> Iterable[ViewGroup]:
    for (id_, scope), own in grouped(changes):
        yield group(id_, scope, told_together(change_entry(change, sources) for change in own), sources)


def change_entry(change: Change, sources: Sources) -> ViewEntry:
    """One change in words, with what proves it."""
    did = _reviewed(change, sources)
    change = _led_by_its_end(change, sources)
    events = [sources.events[id_].event for id_ in change.because]
    before = dates_in(phrases.status(change.before)) if change.before and change.facet.value == "status" else ""
    said = _change_words(change, events, sources)
    beside = on_record(events[0], sources) if events else ""
    said["note"] = joined(" ", (said.get("note", ""), beside, reported_by(change.because, sources), did))
    own_clock = change.facet is Facet.RECORD and events and "T" in (change.on or "")
    return ViewEntry(
        date=date(events[0].happened().text if own_clock else change.on),
        sentence=sentences.of_change(change, sources),
        change=tr("was: {before}", before=before) if before and not change.came_and_went else "",
        cause=phrases.cause(change.cause),
        **said,
        sources=sources_of(change.because, sources),
        kind=change.facet.value,
    )


def _reviewed(change: Change, sources: Sources) -> str:
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
    """Return a change of which the act that ends the instrument leads.

    Also where it began on that day by a surer one.
    """
    if change.facet is not Facet.STATUS or change.after in phrases.BINDING or change.came_and_went:
        return change
    ends = [id_ for id_ in change.because if sources.events[id_].event.row.operation in _ENDS]
    begun = change.because and sources.events[change.because[0]].event.row.operation is Operation.OPEN
    return attrs.evolve(change, because=tuple(dict.fromkeys((*ends, *change.because)))) if ends and begun else change


def _change_words(change: Change, events: Sequence[Event], sources: Sources) -> dict[str, str]:
    """Return the words for a change.

    Its leading event's, and for a status also those of the act that made the instrument.
    """
    said = words(events[0] if events else None, sources)
    if change.facet is Facet.STATUS:
        made = next(
            (
                each
                for each in (heard(event, sources) for event in events[1:])
                if each.row.dimension is Dimension.STAGE and each.language == said.get("language")
            ),
            None,
        )
        if made is not None and made.summary != said["text"]:
            said["text"] = f"{made.summary} {said['text']}"
    return said
