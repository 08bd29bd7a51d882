"""The views of a timeline, of dates ahead and of the instruments of a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from regtrack.model.citing import Sources
from regtrack.model.instrument import Instrument
from regtrack.model.listings import TimelineReport, UpcomingReport
from regtrack.report import phrases
from regtrack.report.answer.listing import DateList
from regtrack.report.language import SOURCE, spoken, tr
from regtrack.report.phrases import joined
from regtrack.report.view.confirmed import in_list, reported_by
from regtrack.report.view.model import View, ViewEntry, ViewGroup, ViewPart
from regtrack.report.view.shared import ahead_part, event_entry, events_part, horizon_lines, promises, sources_of


def of_timeline(answer: TimelineReport, first: DateList) -> View:
    """Events in order."""
    parts = []
    sources = answer.sources
    shown, confirming = in_list(answer.events, sources)

    def entry(id_: str, sources: Sources) -> ViewEntry:
        made = event_entry(id_, sources)
        if id_ not in confirming:
            return made
        proofs = sources_of((id_, *confirming[id_]), sources)
        return made._replace(
            note=joined(" ", (made.note, reported_by(confirming[id_], sources))), sources=proofs
        )  # fmt: skip

    for year, own in groupby(shown, key=lambda id_: sources.events[id_].event.happened().text[:4]):
        parts.append(events_part(f"year-{year}", year, list(own), sources, entry))
    return View(first.headline, first.window, (), tuple(parts), horizon_lines(answer.horizon), first.notices)


def instrument_list(instruments: Sequence[Instrument]) -> ViewPart:
    """Instruments with the names they go by."""
    groups = []
    for each in instruments:
        names = [name for _, texts in each.aliases for name in texts]
        known_as = "; ".join((*each.citation, *each.document_number, *each.rin, *names))
        also = tr("Also: {names}", names=known_as) if known_as else ""
        entry = ViewEntry(
            "", phrases.sentence(each.title, "."), text=also, language=spoken(), spoken=phrases.foreign(SOURCE)
        )
        groups.append(ViewGroup(phrases.instrument_label(each), each.id, None, (entry,)))
    return ViewPart("instruments", phrases.section(phrases.INSTRUMENTS), tuple(groups))


def of_upcoming(answer: UpcomingReport, first: DateList) -> View:
    """Dates ahead."""
    parts = []
    if answer.upcoming:
        parts.append(ahead_part(answer, answer.sources))
    if answer.undated:
        parts.append(promises(answer.undated, answer.sources))
    return View(first.headline, first.window, (), tuple(parts), horizon_lines(answer.horizon), first.notices)
