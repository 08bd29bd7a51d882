"""The details of an answer: one entry a change, date or event, in groups by instrument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from regtrack.model.change import Facet, Upcoming
from regtrack.model.citing import Sources
from regtrack.model.document import OF_ITEMS
from regtrack.model.event import Event, Recorded
from regtrack.model.kinds import Certainty, Operation
from regtrack.model.when import WhenKind
from regtrack.report import dates_in_words, labels
from regtrack.report.answer.cited import ranked, sources_of
from regtrack.report.answer.confirmed import a_few, reported_by, told_together
from regtrack.report.answer.parts import AnswerEntry, AnswerGroup, AnswerPart
from regtrack.report.changes_in_words import event_words, of_its_zone
from regtrack.report.coming_in_words import coming, doubts_of
from regtrack.report.dates_in_words import date, some_day
from regtrack.report.language import foreign, instrument_label, joined, language_of, quoted, sentence, term, tr
from regtrack.report.remarks import heard


def group(id_: str, scope: str | None, entries: Iterable[AnswerEntry], sources: Sources) -> AnswerGroup:
    """Return the entries of one instrument under its name."""
    instrument = sources.instruments[id_]
    return AnswerGroup(
        instrument_label(instrument), id_, scope, tuple(entries), instrument.topics,
        language_of(instrument),
    )  # fmt: skip


def words(event: Event | None, sources: Sources) -> dict[str, str]:
    """Return what the record says of an event, as fields of an entry."""
    if event is None:
        return {}
    event = heard(event, sources)
    certainty = "" if event.certainty is Certainty.PUBLISHED else event.certainty.label
    return {"text": event.summary, "note": event.note or "", "language": event.language, "certainty": certainty}


def on_record(event: Event, sources: Sources) -> str:
    """Quote the facts and the reports that a feed's item contradicts, each with its source.

    A note that a statement contradicts the record must say what the record has.
    """
    facts, reports = [], []
    for key in event.conflicts_with if event.key.startswith(OF_ITEMS) else ():
        recorded = sources.facts.get(key)
        if recorded is None:
            continue
        report = recorded.event.certainty is Certainty.REPORTED and key.startswith(OF_ITEMS)
        text, source = _best_words(recorded, sources)
        if not source:
            facts.append(tr("On record: {text}", text=text))
        elif report:
            reports.append(tr("Reported elsewhere: {text} (Source: {source})", text=text, source=source))
        else:
            facts.append(tr("On record: {text} (Source: {source})", text=text, source=source))
    return joined(" ", (*facts, a_few(reports)))


def _best_words(recorded: Recorded, sources: Sources) -> tuple[str, str]:
    """Return the best quote for an event, else its summary; and the source, where there is a document."""
    found = ranked([recorded], sources)
    citing = next((each for each in found if each.quote), None)
    best = citing or next(iter(found), None)
    text = quoted(citing.quote or "") if citing is not None else recorded.event.summary
    if best is None:
        return text, ""
    title = quoted(best.title) if best.title else ""
    return text, joined(", ", (best.publisher, title, best.date, term("standing", best.standing), best.url or ""))


def event_entry(id_: str, sources: Sources) -> AnswerEntry:
    """Return one event in a few words."""
    event = sources.events[id_].event
    scope = "" if event.scope.whole else f" [{event.scope}]"
    return AnswerEntry(
        date=date(event.happened().text),
        sentence=sentence(f"{event_words(event, sources)}{scope}"),
        **_with_record(words(event, sources), id_, sources),
        sources=sources_of([id_], sources),
        kind=event.row.dimension.value,
    )


def _with_record(fields: dict[str, str], id_: str, sources: Sources) -> dict[str, str]:
    """Add what it contradicts, and who reported what it confirms."""
    record = on_record(sources.events[id_].event, sources)
    return {**fields, "note": joined(" ", (fields["note"], record, reported_by([id_], sources)))}


def claim_entry(id_: str, sources: Sources) -> AnswerEntry:
    """Return one claim against the record; its summary says what is claimed and what is recorded."""
    event = heard(sources.events[id_].event, sources)
    entry = event_entry(id_, sources)
    return entry._replace(
        sentence=dates_in_words.dates_in(event.summary) or entry.sentence,
        text="",
        change="",
        cause="",
        spoken=foreign(event.language),
    )


def upcoming_entry(item: Upcoming, sources: Sources) -> AnswerEntry:
    """Return one date ahead; for an end that is only announced, with the last day before it."""
    words = joined(", ", (coming_through(item, sources), doubts_of(item)))
    surely = item.certainty >= Certainty.FILED
    if not surely and item.facet is not Facet.ENFORCEMENT:  # an agency's announcement does set how it enforces
        sure = term("certainty", item.certainty.label)
        words = tr("{what} ({certainty} only; no act has set this date)", what=words, certainty=sure)
    return AnswerEntry(
        date(dates_in_words.zoned(item.on, sources.instruments[item.instrument].legal_zone)),
        sentence(words),
        certainty="" if surely else item.certainty.label,
        sources=sources_of(item.because[:1], sources)[:1],
        kind=item.facet.value,
    )


def coming_through(item: Upcoming, sources: Sources) -> str:
    """Return what comes on a date ahead; for an end that is only announced, with the last day before it."""
    lead = sources.events[item.because[0]].event if item.because else None
    if item.facet is not Facet.ANNOUNCED or lead is None or lead.row.operation is not Operation.REEND:
        return coming(item)
    last = lead.until
    if last is None or last.kind is not WhenKind.DATE or not last.inclusive or last.text == item.on:
        return coming(item)
    return tr("{act} through {date}", act=coming(item), date=some_day(of_its_zone(last.text, lead, sources)))


def events_part(
    name: str,
    title: str,
    ids: Sequence[str],
    sources: Sources,
    entry: Callable[[str, Sources], AnswerEntry] | None = None,
) -> AnswerPart:
    """Return a section that lists events, grouped by instrument."""
    groups = []
    make = entry or event_entry
    for target, listed in groupby(ids, key=lambda id_: sources.events[id_].event.target):
        groups.append(group(target, None, [make(id_, sources) for id_ in listed], sources))
    return AnswerPart(name, title, tuple(groups))


def promises(ids: Sequence[str], sources: Sources) -> AnswerPart:
    """Return the section of promises without a date, by instrument, each promise once."""
    by_target: dict[str, list[AnswerEntry]] = {}
    for id_ in ids:
        by_target.setdefault(sources.events[id_].event.target, []).append(event_entry(id_, sources))
    groups = (group(target, None, told_together(entries), sources) for target, entries in by_target.items())
    return AnswerPart("undated", term("section", labels.UNDATED), tuple(groups))


def ahead_part(items: Iterable[Upcoming], sources: Sources) -> AnswerPart:
    """Return the section of dates ahead."""
    groups = []
    for (id_, scope), listed in groupby(items, key=lambda item: (item.instrument, item.scope)):
        groups.append(group(id_, scope, _by_day(upcoming_entry(item, sources) for item in listed), sources))
    return AnswerPart("upcoming", term("section", labels.COMING), tuple(groups))


def _by_day(entries: Iterable[AnswerEntry]) -> list[AnswerEntry]:
    """Group dates by day, and merge what feeds report alike."""
    days: dict[str, list[AnswerEntry]] = {}
    for entry in entries:
        days.setdefault(entry.date, []).append(entry)
    return [each for of_day in days.values() for each in told_together(of_day)]
