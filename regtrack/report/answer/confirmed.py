"""Reports that the record confirms: told once, with what is recorded, and by whom it was reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regtrack.model.citing import Sources
from regtrack.model.document import OF_ITEMS
from regtrack.model.kinds import Certainty
from regtrack.queries.merging import recorded_as
from regtrack.report.answer.model import CitedDocument
from regtrack.report.answer.parts import AnswerEntry
from regtrack.report.dates_in_words import date
from regtrack.report.language import joined, tr


def in_list(ids: Sequence[str], sources: Sources) -> tuple[list[str], dict[str, list[str]]]:
    """Events without the reports that others of them confirm; by the ids of facts, the confirmations told with them."""
    by_key = {sources.events[id_].event.key: id_ for id_ in ids}
    joined_to: dict[str, list[str]] = {}
    gone: set[str] = set()
    for id_ in ids:
        event = sources.events[id_].event
        key = recorded_as(event)
        if key is None:
            continue
        report = by_key.get(event.of or "")
        if report is not None and not sources.events[report].event.conflicts_with:
            gone.add(report)
        if key in by_key:
            gone.add(id_)
            joined_to.setdefault(by_key[key], []).append(id_)
    return [id_ for id_ in ids if id_ not in gone], joined_to


MOST_REPORTS = 2
"""So many reports of one thing are quoted; of the others it is told how many there are."""


def a_few(reports: Sequence[str]) -> str:
    """Return the first of some reports, and how many more there are."""
    others = len(reports) - MOST_REPORTS
    more = (
        ""
        if others <= 0
        else tr("And 1 more report.")
        if others == 1
        else tr("And {count} more reports.", count=others)
    )
    return joined(" ", (*reports[:MOST_REPORTS], more))


def told_together(entries: Iterable[AnswerEntry]) -> list[AnswerEntry]:
    """Entries of one instrument, those in one where feeds report the same: in the same sentence, each in its words.

    The surest leads, or else the first; a report that contradicts something stays by itself, as does what has no quote.
    """
    same: dict[str, list[AnswerEntry]] = {}
    for entry in entries:
        same.setdefault(entry.sentence, []).append(entry)
    return [each for own in same.values() for each in (_one_of(own) if len(own) > 1 else own)]


def _one_of(own: Sequence[AnswerEntry]) -> list[AnswerEntry]:
    reports = [each for each in own if each.certainty == Certainty.REPORTED.label and _quoted(each)]
    kept = [each for each in own if each not in reports] or reports[:1]
    others = [each for each in reports if each not in kept]
    said = [
        tr("Reported: “{quote}” (Source: {source})", quote=source.quote or "", source=_named(source))
        for source in dict.fromkeys(each.sources[0] for each in others)
    ]
    more = tuple(source for each in others for source in each.sources)
    first = kept[0]
    note, every = joined(" ", (first.note, a_few(said))), tuple(dict.fromkeys((*first.sources, *more)))
    return [first._replace(note=note, sources=every), *kept[1:]]


def _quoted(entry: AnswerEntry) -> bool:
    """Whether it tells the words of an item."""
    return bool(entry.sources) and entry.sources[0].quote is not None


def _named(source: CitedDocument) -> str:
    return joined(", ", (source.named, source.url or ""))


def reported_by(ids: Iterable[str], sources: Sources) -> str:
    """Who reported what these events confirm, and in which words."""
    said = dict.fromkeys(
        evidence
        for id_ in ids
        if recorded_as(event := sources.events[id_].event) is not None
        for evidence in event.evidence
        if evidence.document.startswith(OF_ITEMS)
    )
    lines = []
    for evidence in said:
        document = sources.documents.get(evidence.document)
        if document is not None:
            day = date(document.date.text) if document.date else ""
            source = joined(", ", (document.publisher, day, document.url or ""))
            lines.append(tr("Reported: “{quote}” (Source: {source})", quote=evidence.quote or "", source=source))
    return a_few(lines)
