"""What changed, a short line a day: ``announced: BIS will not enforce it, no end date``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from regtrack.model.change import Cause, Change, Facet
from regtrack.model.citing import Sources
from regtrack.model.event import Event
from regtrack.model.kinds import Certainty, Dimension
from regtrack.report import phrases
from regtrack.report.answer.model import AnswerLine
from regtrack.report.answer.standing import SURELY, actor, status_word
from regtrack.report.answer.weighing import telling
from regtrack.report.language import mark, tr
from regtrack.report.phrases import brief, joined
from regtrack.report.view.shared import event_words

_MOST_PARTS = 3
"""So many parts of a rule are named in a line; of more it tells how many."""


def lines_of(changes: Iterable[Change], promises: Iterable[str], sources: Sources) -> tuple[AnswerLine, ...]:
    """Return what changed about one instrument, what happened on one day together.

    Args:
        changes: of the instrument, those that only tell what was said left out.
        promises: ids of what was promised without a date.
        sources: of the answer.
    """
    told: dict[str, dict[str, list[str | None]]] = {}
    for change in sorted(changes, key=telling):
        parts = told.setdefault(day_of(change, sources), {}).setdefault(short(change, sources), [])
        parts.append(change.scope)
    for id_ in promises:
        event = sources.events[id_].event
        told.setdefault(_day(event.happened().text), {}).setdefault(tr("promised, no date given"), []).append(None)
    return tuple(
        AnswerLine(day, joined("; ", _once_said([_of_parts(text, parts) for text, parts in own.items()])))
        for day, own in sorted(told.items())
    )


def _once_said(texts: Sequence[str]) -> list[str]:
    """Texts of which each says how sure it is, where the one before says it too, only once."""
    found: list[str] = []
    before = ""
    for text in texts:
        label, sign, rest = text.partition(phrases.form(": "))
        found.append(rest if sign and label == before else text)
        before = label if sign and label in _sure_words() else ""
    return found


def _sure_words() -> set[str]:
    return {phrases.certainty(each.label) for each in Certainty}


def _of_parts(text: str, parts: Sequence[str | None]) -> str:
    """Return a text with the provisions of which it holds, where that is not the whole."""
    named = list(dict.fromkeys(part for part in parts if part is not None))
    if None in parts or not named:
        return text
    if len(named) > _MOST_PARTS:
        return tr("{count} parts: {text}", count=len(named), text=text)
    return tr("{scope}: {text}", scope=joined(", ", named), text=text)


def day_of(change: Change, sources: Sources) -> str:
    """Return the day on which a change is listed: when its law turned, else when its leading act became known."""
    if change.facet in (Facet.STATUS, Facet.DUTY, Facet.ENFORCEMENT, Facet.VALUE, Facet.TEXT) and change.on:
        lead = sources.events[change.because[0]].event if change.because else None
        ahead = lead is not None and change.cause is not Cause.CLOCK and _day(lead.happened().text) < _day(change.on)
        if not ahead or change.after in ("in_force", "current") or change.came_and_went:
            return _day(change.on)
    if change.because and not (change.cause is Cause.CLOCK and change.on):
        return _day(sources.events[change.because[0]].event.happened().text)
    return _day(change.on or "")


def _day(text: str) -> str:
    return text.partition("..")[0][:10]


def short(change: Change, sources: Sources) -> str:
    """Return one change in a few words, without the day on which it is listed."""
    lead = sources.events[change.because[0]].event if change.because else None
    words = _FACETS[change.facet](change, lead, sources)
    flags = {flag.partition("=")[0] for flag in change.flags}
    doubt = next((surely for flag, surely in SURELY.items() if flag in flags), None)
    if doubt is not None:
        words = joined(", ", (words, tr(doubt)))
    elif change.cause is Cause.CLOCK:
        words = tr("{what} (scheduled date reached)", what=words)
    elif change.cause is Cause.KNOWLEDGE:
        words = tr("{what} (learned later)", what=words)
    return words


_STATUS: Mapping[str, str] = MappingProxyType(
    {
        "in_force": mark("took effect"),
        "current": mark("issued"),
        "law": mark("became law"),
        "mixed": mark("parts now differ"),
        "none": mark("no longer on record"),
        "announced": mark("announced; nothing published"),
        "delayed_indefinitely": mark("delayed, no date given"),
        "unknown": mark("on record; effective date not known"),
    }
)


def _status(change: Change, _lead: Event | None, _sources: Sources) -> str:
    after, until = change.after or "none", brief(change.until)
    if change.came_and_went:
        return tr("{status} until {date}: began and ended in this window", status=status_word(after), date=until)
    if change.before == "stayed" and after == "unknown" and not change.then:
        return tr("no longer suspended; effective date not known")
    if change.before == "stayed" and after in phrases.BINDING:
        return tr("back in force")
    if after == "stayed":
        return tr("stayed until {date}", date=until) if until else tr("stayed, no end set")
    if after in ("pending", "delayed", "unknown", "adopted", "filed") and change.then and until:
        form = mark("delayed to {date}") if after == "delayed" else mark("published; {then} from {date}")
        return tr(form, date=until, then=status_word(change.then))
    if after in ("in_force", "current") and change.until and change.then:
        return tr("{what}; {then} from {date}", what=tr(_STATUS[after]), then=status_word(change.then), date=until)
    return tr(_STATUS[after]) if after in _STATUS else phrases.status(after)


def _schedule(change: Change, _lead: Event | None, _sources: Sources) -> str:
    def words(text: str | None) -> str:
        return brief(text.partition(" on ")[2]) if text else tr("no date")

    return tr("next date moved from {before} to {after}", before=words(change.before), after=words(change.after))


def _duty(change: Change, _lead: Event | None, _sources: Sources) -> str:
    day = brief(change.on)
    if (change.after or "").startswith("yes"):
        return tr("compliance required")
    if change.before and change.before.startswith("yes"):
        return tr("compliance no longer required")
    if change.before and day:
        return tr("compliance date moved to {date}", date=day)
    return tr("compliance required from {date}", date=day) if day else tr("compliance date not known")


def _enforcement(change: Change, lead: Event | None, sources: Sources) -> str:
    if change.after == "enjoined":
        return tr("enforcement enjoined")
    if change.after == "normal":
        return tr("enforced again")
    who = actor(lead, sources) if lead is not None else ""
    said = tr("announced: {who} will not enforce it", who=who) if who else tr("announced: it will not be enforced")
    return (
        tr("{what} until {date}", what=said, date=brief(change.until))
        if change.until
        else tr("{what}, no end date", what=said)
    )


def _deadline(change: Change, _lead: Event | None, _sources: Sources) -> str:
    name = phrases.name(change.name) or tr("deadline")
    if change.after is None:
        return tr("{name}: no deadline any more", name=name)
    day = brief((change.after or "").rpartition(" ")[2])
    if change.after.startswith("closed"):
        return (
            tr("{name}: closed", name=name)
            if change.cause is Cause.CLOCK
            else tr("{name}: closed on {date}", name=name, date=day)
        )
    if change.before:
        before = brief(change.before.rpartition(" ")[2])
        return tr("{name}: moved from {before} to {after}", name=name, before=before, after=day)
    return tr("{name}: open until {date}", name=name, date=day)


def _value(change: Change, _lead: Event | None, _sources: Sources) -> str:
    name = phrases.name(change.name)
    if change.after is None:
        return tr("{name}: no longer set", name=name)
    if change.before is None:
        return tr("{name}: {value}", name=name, value=change.after)
    return tr("{name}: {before} → {after}", name=name, before=change.before, after=change.after)


def _text(_change: Change, lead: Event | None, _sources: Sources) -> str:
    return phrases.phrase(lead.row.phrase) if lead is not None else tr("changed")


def _announced(change: Change, lead: Event | None, _sources: Sources) -> str:
    if change.after is None:
        return tr("no longer announced")
    if lead is None:
        return tr("announced")
    sure = phrases.certainty(lead.certainty.label)
    if lead.value is not None:
        name, value = phrases.name(lead.name), phrases.value(lead.value)
        return tr("{certainty}: {what}", certainty=sure, what=tr("{name}: {value}", name=name, value=value))
    act = phrases.announced_act(lead.kind)
    if lead.row.dimension is Dimension.STAGE:
        said = lead.certainty <= Certainty.ANNOUNCED
        return (
            tr("announced; nothing published")
            if said and lead.kind == "announce"
            else tr("{certainty}: {what}", certainty=sure, what=act)
        )
    return tr("{certainty}: {what}", certainty=sure, what=phrases.announced(act, lead.kind, change.on))


def _record(change: Change, lead: Event | None, _sources: Sources) -> str:
    if lead is None or change.after == "our record corrected":
        return tr("our record corrected")
    return event_words(lead)


_FACETS: Mapping[Facet, Callable[[Change, Event | None, Sources], str]] = MappingProxyType(
    {
        Facet.STATUS: _status,
        Facet.SCHEDULE: _schedule,
        Facet.DUTY: _duty,
        Facet.ENFORCEMENT: _enforcement,
        Facet.DEADLINE: _deadline,
        Facet.VALUE: _value,
        Facet.TEXT: _text,
        Facet.ANNOUNCED: _announced,
        Facet.RECORD: _record,
    }
)
