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
from regtrack.queries.merging import one_a_fact
from regtrack.report import phrases
from regtrack.report.answer.lines import listed_on
from regtrack.report.answer.model import Answer
from regtrack.report.language import mark, tr
from regtrack.report.phrases import date, dates_in, joined, sentence, some_day, zoned
from regtrack.report.remarks import heard
from regtrack.report.view.confirmed import reported_by, told_together
from regtrack.report.view.model import View, ViewEntry, ViewGroup, ViewPart
from regtrack.report.view.shared import (
    ahead_part,
    claim_entry,
    events_part,
    group,
    grouped,
    horizon_lines,
    on_record,
    promises,
    sources_of,
    words,
)  # fmt: skip
from regtrack.report.wording import turned


def of_report(report: Report, first: Answer) -> View:
    """Return what changed, under the answer to it."""
    sources = report.sources
    parts = []
    changes = one_a_fact(report.changes, sources)
    for section in Section:
        own = [change for change in changes if change.section is section]
        if own:
            parts.append(
                ViewPart(section.value, phrases.section(phrases.SECTIONS[section]), tuple(_change_groups(own, sources)))
            )
        if section is Section.PROPOSALS and report.upcoming:
            parts.append(ahead_part(report, sources))
        if section is Section.CORRECTIONS and report.claims:
            parts.append(events_part("claims", phrases.section(phrases.CLAIMS), report.claims, sources, claim_entry))
    if report.late:
        parts.append(events_part("late", phrases.section(phrases.LATE), report.late, sources))
    if report.undated:
        parts.append(promises(report.undated, sources))
    return View(
        first.headline,
        joined(" ", (tr("{window}: {counts}", window=first.window, counts=first.counts), first.unsure)),
        (),
        tuple(parts),
        horizon_lines(report.horizon),
        first.notices,
    )


def _change_groups(changes: Sequence[Change], sources: Sources) -> Iterable[ViewGroup]:
    for (id_, scope), own in grouped(changes):
        yield group(id_, scope, told_together(change_entry(change, sources) for change in own), sources)


def change_entry(change: Change, sources: Sources) -> ViewEntry:
    """One change in words, with what proves it."""
    did = reviewed_by(change, sources)
    change = _led_by_its_end(change, sources)
    events = [sources.events[id_].event for id_ in change.because]
    before = dates_in(phrases.status(change.before)) if change.before and change.facet.value == "status" else ""
    said = _change_words(change, events, sources)
    beside = on_record(events[0], sources) if events else ""
    said["note"] = joined(" ", (said.get("note", ""), beside, reported_by(change.because, sources), did))
    return ViewEntry(
        date=date(listed_on(change, sources)),
        sentence=sentence(_words(change, sources)),
        change=tr("was: {before}", before=before) if before and not change.came_and_went else "",
        cause=phrases.cause(change.cause),
        **said,
        sources=sources_of(change.because, sources),
        kind=change.facet.value,
    )


def _words(change: Change, sources: Sources) -> str:
    """Return what changed, with every hour on the clock of the instrument."""
    zone = sources.instruments[change.instrument].legal_zone
    words = turned(change, sources, day=lambda text: some_day(zoned(text, zone)))
    if change.facet is not Facet.STATUS:
        return words
    returns = change.after == "stayed" and change.until and change.then in phrases.BINDING
    back = tr("returns by itself unless extended") if returns else ""
    return joined("; ", (words, back, *phrases.doubts(change.flags)))


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
