"""Dates in words: what a calendar and a feed say of each."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from regtrack.model.change import Dated, Facet, Sources, Upcoming
from regtrack.model.kinds import Certainty
from regtrack.report import phrases
from regtrack.report.phrases import date, sentence
from regtrack.report.view import Entry, Source
from regtrack.report.view.shared import event_words, sources_of, words

_WORDS = MappingProxyType(
    {Facet.DUTY: "{name} required", Facet.DEADLINE: "last day for {name}", Facet.VALUE: "{name}: {after}"}
)
_NAMED = MappingProxyType(
    {
        (Facet.DUTY, "applicability"): "applies",
        **{(Facet.DEADLINE, name): "{name}" for name in phrases.OCCASIONS},
    }
)
"""A duty or a day that has words of its own."""
_LASTING = frozenset(("in_force", "current", "stayed", "law"))
_AGAIN = MappingProxyType({"in_force": "in force again", "current": "current again"})


def title(dated: Dated, sources: Sources) -> str:
    """The instrument, and what is on that day: ``Affiliates Rule (90 FR 47201): in force again``."""
    item = dated.item
    label = sources.instruments[item.instrument].label
    about = label if item.scope is None else f"{label}, {item.scope}"
    doubt = f" ({item.certainty.label} only)" if tentative(item) else ""
    gone = "No longer: " if dated.gone else ""
    return f"{gone}{about}: {_what(dated)}{doubt}"


def entry(dated: Dated, sources: Sources) -> Entry:
    """All there is to say of a date, whether it is to come or has passed."""
    item, ids = dated.item, dated.ended_by or dated.item.because
    lead = sources.events[ids[0]].event if ids else None
    when = f"{_what(dated)}{_joint(item)}{date(item.on)}"
    return Entry(
        date=date(item.on),
        sentence=sentence(f"no longer: {when}" if dated.gone else when),
        change=_moved(dated),
        cause=_cause(dated, sources),
        **words(lead),
        sources=proofs(ids, sources),
    )


def proofs(ids: Sequence[str], sources: Sources) -> tuple[Source, ...]:
    """The documents behind some statements, those of the leading one first: a link leads to what it says."""
    lead = sources_of(ids[:1], sources)
    return (*lead, *(each for each in sources_of(ids, sources) if each not in lead))


def tentative(item: Upcoming) -> bool:
    """Whether no act has set the date yet; an agency's announcement is what sets how it enforces."""
    return item.facet is Facet.ANNOUNCED or (item.certainty < Certainty.FILED and item.facet is not Facet.ENFORCEMENT)


def _what(dated: Dated) -> str:
    item = dated.item
    after, name = item.after, item.name or ""
    if item.facet is Facet.STATUS:
        again = dated.name.endswith("/end") and after in _AGAIN
        return _AGAIN[after] if again else phrases.status(after)
    if item.facet is Facet.ANNOUNCED:
        return phrases.announced_act(after)
    if item.facet is Facet.ENFORCEMENT:
        return phrases.ENFORCEMENT.get(after, after)
    if item.facet is Facet.DEADLINE and item.name in phrases.OCCASIONS:
        return str(item.name)
    words = _NAMED.get((item.facet, name), _WORDS.get(item.facet, "{after}"))
    return words.format(name=name, after=after)


def _joint(item: Upcoming) -> str:
    if ".." in item.on:
        return ", "
    if item.facet is Facet.DEADLINE:
        return ": "
    lasts = item.facet in (Facet.DUTY, Facet.VALUE, Facet.ENFORCEMENT)
    return " from " if lasts or (item.facet is Facet.STATUS and item.after in _LASTING) else ", "


def _moved(dated: Dated) -> str:
    """The days it was known as before."""
    earlier = [date(day) for day in dated.days[:-1]]
    return f"moved from {', then '.join(earlier)}" if earlier else ""


def _cause(dated: Dated, sources: Sources) -> str:
    """Why it fell away."""
    if not dated.gone:
        return ""
    events = [sources.events[id_].event for id_ in dated.ended_by]
    if not events:
        return "an earlier statement was corrected"
    kind = dated.item.after if dated.item.facet is Facet.ANNOUNCED else None
    if any(event.kind == kind and event.certainty >= Certainty.FILED for event in events):
        return "an act has been done, and has an entry of its own"
    return "; ".join(event_words(event) for event in events)
