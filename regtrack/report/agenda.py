"""The title and details of a date, for a calendar and a feed."""

from __future__ import annotations

from collections.abc import Sequence

from regtrack.model.change import Cause, Dated, Facet, Upcoming
from regtrack.model.citing import Sources
from regtrack.model.kinds import Certainty
from regtrack.report import labels
from regtrack.report.answer.cited import sources_of
from regtrack.report.answer.entries import coming_through, words
from regtrack.report.answer.model import CitedDocument
from regtrack.report.answer.parts import AnswerEntry
from regtrack.report.changes_in_words import event_words
from regtrack.report.coming_in_words import coming, doubts_of
from regtrack.report.dates_in_words import date, zoned
from regtrack.report.language import instrument_label, joined, mark, sentence, term, tr

_LASTING = frozenset(("in_force", "current", "stayed", "law"))


def entry(dated: Dated, sources: Sources) -> tuple[str, AnswerEntry]:
    """Return the title and the details of a date, ahead or past.

    A title: ``Affiliates Rule (90 FR 47201): in force again``.
    """
    item, ids = dated.item, dated.ended_by or dated.item.because
    instrument = sources.instruments[item.instrument]
    zone = instrument.legal_zone
    what, doubts, day = coming(item, again=dated.name.endswith("/end")), doubts_of(item), date(zoned(item.on, zone))
    about = joined(", ", (instrument_label(instrument), item.scope or ""))
    title = tr("{about}: {what}", about=about, what=what)
    if tentative(item):
        title = tr("{what} ({certainty} only)", what=title, certainty=term("certainty", item.certainty.label))
    elif doubts:
        title = tr("{what} ({doubt})", what=title, doubt=doubts)
    told = coming_through(item, sources) if "T" in item.on else what  # an hour here, a day where it was announced
    when = tr(_with_date(item), what=told, date=day)
    details = AnswerEntry(
        date=day,
        sentence=sentence(tr("no longer: {what}", what=when) if dated.gone else joined(", ", (when, doubts))),
        change=_moved(dated, zone),
        cause=_cause(dated, sources),
        **words(sources.events[ids[0]].event if ids else None, sources),
        sources=proofs(ids, sources),
    )
    return tr("No longer: {what}", what=title) if dated.gone else title, details


def proofs(ids: Sequence[str], sources: Sources) -> tuple[CitedDocument, ...]:
    """Return the documents behind some statements, the leading one's first: a link goes to its source."""
    lead = sources_of(ids[:1], sources)
    if len(ids) < 2:
        return lead
    return (*lead, *(each for each in sources_of(ids, sources) if each not in lead))


def tentative(item: Upcoming) -> bool:
    """Return whether no act has set the date yet; an agency's announcement is what sets how it enforces."""
    return item.facet is Facet.ANNOUNCED or (item.certainty < Certainty.FILED and item.facet is not Facet.ENFORCEMENT)


def doubtful(item: Upcoming) -> bool:
    """Return whether a date set by an act is in doubt: an unconfirmed return, a condition, sources that disagree."""
    return not _DOUBTFUL.isdisjoint(item.flags)


_DOUBTFUL = frozenset(("unconfirmed", "condition_unverified", "conflict", "scope_unread", "date_unread"))


def _with_date(item: Upcoming) -> str:
    """Return the message for an event on a day."""
    if ".." in item.on:
        return mark("{what}, {date}")
    if item.facet is Facet.DEADLINE:
        return mark("{what}: {date}")
    lasts = item.facet in (Facet.DUTY, Facet.VALUE, Facet.ENFORCEMENT)
    lasts = lasts or (item.facet is Facet.STATUS and item.after in _LASTING)
    return mark("{what} from {date}") if lasts else mark("{what}, {date}")


def _moved(dated: Dated, zone: str) -> str:
    """Return the days it was set for before."""
    earlier = joined(", then ", [date(zoned(day, zone)) for day in dated.days[:-1]])
    return tr("moved from {days}", days=earlier) if earlier else ""


def _cause(dated: Dated, sources: Sources) -> str:
    """Return why a date no longer stands."""
    if not dated.gone:
        return ""
    events = [sources.events[id_].event for id_ in dated.ended_by]
    if not events:
        return labels.cause(Cause.CORRECTION)
    kind = dated.item.after if dated.item.facet is Facet.ANNOUNCED else None
    if any(event.kind == kind and event.certainty >= Certainty.FILED for event in events):
        return tr("an act has since been issued, and has its own entry")
    return joined("; ", [event_words(event, sources) for event in events])
