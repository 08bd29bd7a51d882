"""Reports that the record confirms: shown once, with what is recorded and who reported it."""

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
    """Return events without the reports that others confirm; and by the ids of facts, their confirmations."""
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
"""Most reports of one thing that are quoted; the others are counted."""


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
    """Merge entries of one instrument in which feeds report the same: one sentence, each report quoted.

    The surest leads, or else the first; a report that contradicts something stays by itself, as does what has no quote.
    """
    same: dict[str, list[AnswerEntry]] = {}
    for entry in entries:
        same.setdefault(entry.sentence, []).append(entry)
    return [each for alike in same.values() for each in (_one_of(alike) if len(alike) > 1 else alike)]


def _one_of(entries: Sequence[AnswerEntry]) -> list[AnswerEntry]:
    reports = [each for each in entries if each.certainty == Certainty.REPORTED.label and _quoted(each)]
    kept = [each for each in entries if each not in reports] or reports[:1]
    others = [each for each in reports if each not in kept]
    quotes = [
        tr("Reported: “{quote}” (Source: {source})", quote=source.quote or "", source=_named(source))
        for source in dict.fromkeys(each.sources[0] for each in others)
    ]
    more = tuple(source for each in others for source in each.sources)
    first = kept[0]
    note, every = joined(" ", (first.note, a_few(quotes))), tuple(dict.fromkeys((*first.sources, *more)))
    return [first._replace(note=note, sources=every), *kept[1:]]


def _quoted(entry: AnswerEntry) -> bool:
    """Return whether it quotes an item."""
    return bool(entry.sources) and entry.sources[0].quote is not None


def _named(source: CitedDocument) -> str:
    return joined(", ", (source.named, source.url or ""))


def reported_by(ids: Iterable[str], sources: Sources) -> str:
    """Quote the reports that these events confirm, each with its source."""
    cited = dict.fromkeys(
        evidence
        for id_ in ids
        if recorded_as(event := sources.events[id_].event) is not None
        for evidence in event.evidence
        if evidence.document.startswith(OF_ITEMS)
    )
    lines = []
    for evidence in cited:
        document = sources.documents.get(evidence.document)
        if document is not None:
            day = date(document.date.text) if document.date else ""
            source = joined(", ", (document.publisher, day, document.url or ""))
            lines.append(tr("Reported: “{quote}” (Source: {source})", quote=evidence.quote or "", source=source))
    return a_few(lines) if lines else ""
