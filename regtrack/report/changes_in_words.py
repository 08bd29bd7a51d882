"""The words for a facet of a rule: as it changed, and as it stands; ``coming_in_words.py`` has what is ahead.

Every format takes them from here. The caller gives a function that spells a day: short in a line, whole in the details,
with the hour on the clock of the instrument.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from regtrack.fold.duty import GENERAL
from regtrack.model.change import Cause, Change, Facet
from regtrack.model.citing import Sources
from regtrack.model.event import Event
from regtrack.model.kinds import KINDS, Certainty, Dimension, Operation
from regtrack.report import labels
from regtrack.report.dates_in_words import brief, date, stated
from regtrack.report.language import capital, joined, mark, term, tr

DayWords = Callable[[str | None], str]

_STATUS = MappingProxyType(
    {
        "none": mark("not known"),
        "unknown": mark("not known"),
        "pending": mark("not yet in force"),
        "current": mark("issued"),
        "mixed": mark("parts differ"),
        "reported": mark("reported only"),
        "filed": mark("filed"),
        "adopted": mark("adopted"),
        "delayed_indefinitely": mark("delayed, no date"),
        "nullified": mark("nullified"),
        "reported_out": mark("reported out"),
        "presented": mark("at the President"),
    }
)
"""Statuses with shorter words here than in a filter."""
_LASTING: Mapping[str, str] = MappingProxyType(
    {
        "in_force": mark("in force since {since}"),
        "current": mark("issued {since}"),
        "stayed": mark("stayed since {since}"),
        "law": mark("law since {since}"),
        "in_committee": mark("in committee since {since}"),
    }
)
_TURNED: Mapping[str, str] = MappingProxyType(
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
_WAITING = frozenset(("pending", "delayed", "unknown", "adopted", "filed"))
_WORDS = frozenset(("commerce", "congress", "president", "commission", "customs", "ministry", "treasury", "state"))


def status_word(status: str) -> str:
    """Return a status in a word or two."""
    return tr(_STATUS[status]) if status in _STATUS else labels.status(status)


def stands(status: str, since: str | None, until: str | None, then: str | None, *, day: DayWords = brief) -> str:
    """Return how something stands: its status, since when, and what follows.

    Args:
        status: the word of the model.
        since: from when it holds; None where that would be read as another date.
        until: when what follows begins.
        then: the status that follows.
        day: spells a date.
    """
    if status == "stayed" and until and then:
        return tr("stayed until {date}, then {status} unless extended", date=day(until), status=status_word(then))
    form = _LASTING.get(status)
    if form is not None and since:
        words = tr(form, since=day(since))
    elif labels.is_dated(status) and since:
        words = tr("{status} on {date}", status=labels.dated_status(status), date=day(since))
    else:
        words = status_word(status)
    if not (until and then):
        return words
    coming = _then(then, day(until))
    if status not in _WAITING:
        return joined("; ", (words, coming))
    return joined(", ", (tr("published") if status == "pending" else words, coming))


def _then(status: str, date: str) -> str:
    """Return what follows on a day."""
    if status == "expired":
        return tr("expires on {date}", date=date)
    return tr("{status} from {date}", status=status_word(status), date=date)


def status_ahead(status: str) -> str:
    """Return a status that is still to come, in a word or two."""
    return tr("expires") if status == "expired" else status_word(status)


def actor(event: Event, sources: Sources) -> str:
    """Return who acts or speaks in an event, as people call it: ``BIS``."""
    if event.by is None:
        return body_name(sources.instruments[event.target].body)
    speaking = sources.instruments.get(event.by)
    if speaking is not None:
        return body_name(speaking.body)
    return body_name([*event.by.split("/"), ""][1]) if "/" in event.by else event.by


def body_name(code: str) -> str:
    """Return an agency's code as people write it."""
    if code in _WORDS or len(code) > 6:
        return " ".join(capital(word) for word in code.split("-"))
    return code.upper()


def of_its_zone(text: str, event: Event, sources: Sources) -> str:
    """Return a date as a statement has it: a day with the zone of its days, where that is not the instrument's."""
    elsewhere = event.zone not in (None, sources.instruments[event.target].legal_zone)
    return f"{text}[{event.zone}]" if elsewhere and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else text


def event_words(event: Event, sources: Sources) -> str:
    """Return what an event says, in a few words with its dates."""
    words = labels.act(event.kind, event.certainty)
    if event.name and event.value is not None:
        words = tr("{name}: {value}", name=labels.name(event.name), value=labels.value(event.value))
    elif event.name:
        words = tr("{act}: {name}", act=words, name=labels.name(event.name))
    effect = until = ""
    if event.effect is not None:
        text = event.effect.text
        effect = (
            tr("no date given")
            if text == "unknown"
            else tr("effect {date}", date=date(of_its_zone(text, event, sources)))
        )
    if event.until is not None and event.until.text != "indefinite":
        text = date(of_its_zone(event.until.text, event, sources))
        until = tr("through {date}", date=text) if event.until.inclusive else tr("until {day}", day=text)
    return joined(", ", (words, effect, until))


# --- as it turned -------------------------------------------------------------------------------------------------


class _ChangeContext(NamedTuple):
    """A change, the act that led to it, and how a date is spelled."""

    change: Change
    lead: Event | None
    sources: Sources
    day: DayWords


def turned(change: Change, sources: Sources, *, day: DayWords = brief) -> str:
    """Return one change in a few words, without the day on which it is listed."""
    lead = sources.events[change.because[0]].event if change.because else None
    return _FACETS[change.facet](_ChangeContext(change, lead, sources, day))


def _status(context: _ChangeContext) -> str:
    change, until = context.change, context.day(context.change.until)
    after = change.after or "none"
    if change.came_and_went:
        return tr("{status} until {date}: began and ended in this window", status=status_word(after), date=until)
    if change.before == "stayed" and after == "unknown" and not change.then:
        return tr("no longer suspended; effective date not known")
    if change.before == "stayed" and after in labels.BINDING:
        return _after_a_stay(context)
    if after == "stayed":
        return tr("stayed until {date}", date=until) if until else tr("stayed, no end set")
    if after in _WAITING and change.then and until:
        if after == "delayed":
            return tr("delayed to {date}", date=until)
        return joined("; ", (tr("published"), _then(change.then, until)))
    if after in ("in_force", "current") and until and change.then:
        return joined("; ", (tr(_TURNED[after]), _then(change.then, until)))
    return tr(_TURNED[after]) if after in _TURNED else labels.status(after)


def _after_a_stay(context: _ChangeContext) -> str:
    """Say that it is back in force only if it had been in force before it was stayed."""
    before = was_in_force(context.change.because, context.sources)
    if before is None:
        return tr("stay ended; in force")
    return tr("back in force") if before else tr("took effect when the stay ended")


def was_in_force(ids: Iterable[str], sources: Sources) -> bool | None:
    """Return whether a rule had been in force before it was stayed; None where these acts do not tell."""
    acts = [sources.events[id_].event for id_ in ids if id_ in sources.events]
    stays = [each for each in acts if (each.row.dimension, each.row.operation) == (Dimension.PAUSE, Operation.OPEN)]
    begun = [each for each in acts if each.row.dimension is Dimension.FORCE and each.effect is not None]
    if not (stays and begun):
        return None
    zone = sources.instruments[stays[0].target].legal_zone
    stayed = min((each.effect or each.happened()).start(zone).earliest for each in stays)
    entered = [each.effect.start(zone, each.published_on) for each in begun if each.effect is not None]
    if min(span.latest for span in entered) < stayed:
        return True
    return False if min(span.earliest for span in entered) >= stayed else None


def _schedule(context: _ChangeContext) -> str:
    change = context.change

    def words(text: str | None) -> str:
        return context.day(text.partition(" on ")[2]) if text else tr("no date")

    return tr("next date moved from {before} to {after}", before=words(change.before), after=words(change.after))


def _duty(context: _ChangeContext) -> str:
    change, day = context.change, context.day(context.change.on)
    of = context.lead.name or context.lead.row.name_default if context.lead is not None else "compliance"
    applies = of != "compliance"
    if (change.after or "").startswith("yes"):
        words = tr("applies") if applies else tr("compliance required")
    elif change.before and change.before.startswith("yes"):
        words = tr("compliance no longer required")
    elif change.before and day:
        before = context.day(change.before.rpartition(" ")[2]) if change.before[-1:].isdecimal() else ""
        moved = tr("compliance date moved to {date}", date=day)
        words = tr("compliance date moved from {before} to {after}", before=before, after=day) if before else moved
    elif applies and day:
        words = tr("applies from {date}", date=day)
    else:
        words = tr("compliance required from {date}", date=day) if day else tr("compliance date not known")
    return duty_words(words, change.name, named=of not in GENERAL)


def duty_words(words: str, about: str | None, *, named: bool) -> str:
    """Return when a duty holds, and for whom; or what has to be done, where the duty has a name of its own."""
    if named:
        return tr("{name} ({what})", name=about, what=words)
    return tr("{what}, for {parties}", what=words, parties=about) if about else words


def _enforcement(context: _ChangeContext) -> str:
    change = context.change
    if change.after == "enjoined":
        return tr("enforcement enjoined")
    if change.after != "discretion":
        return tr("enforced again") if change.before else labels.enforcement(change.after or "normal")
    who = actor(context.lead, context.sources) if context.lead is not None else ""
    words = tr("announced: {who} will not enforce it", who=who) if who else tr("announced: it will not be enforced")
    return (
        tr("{what} until {date}", what=words, date=context.day(change.until))
        if change.until
        else tr("{what}, no end date", what=words)
    )


def _deadline(context: _ChangeContext) -> str:
    change, name = context.change, labels.name(context.change.name) or tr("deadline")
    if change.after is None:
        occasion = labels.is_occasion(change.name)
        return (
            tr("{name}: no longer scheduled", name=name) if occasion else tr("{name}: no longer a deadline", name=name)
        )
    open_ = not change.after.startswith("closed")
    if open_ and change.before:
        before, after = (context.day(text.rpartition(" ")[2]) for text in (change.before, change.after))
        return tr("{name}: moved from {before} to {after}", name=name, before=before, after=after)
    if not open_ and change.cause is Cause.CLOCK and not labels.is_occasion(change.name):
        return tr("{name}: closed", name=name)
    return deadline_words(change.name, change.after.rpartition(" ")[2], open_=open_, day=context.day)


def deadline_words(name: str | None, on: str | None, *, open_: bool, day: DayWords = brief) -> str:
    """Return when something closes or closed, or when it takes place."""
    form = mark("{name}: open until {date}") if open_ else mark("{name}: closed on {date}")
    if labels.is_occasion(name):
        form = mark("{name} on {date}")
    elif name == _COMMENTS and open_:
        return tr("comments close on {date}", date=day(on))
    return tr(form, name=labels.name(name) or tr("deadline"), date=day(on))


_COMMENTS = "comments"


def _value(context: _ChangeContext) -> str:
    change, name = context.change, labels.name(context.change.name)
    after = change.after if change.after is not None else tr("no longer set")
    words = (
        tr("{name}: {value}", name=name, value=after)
        if change.before is None
        else tr("{name}: {before} → {after}", name=name, before=change.before, after=after)
    )
    return _from(words, context)


def _text(context: _ChangeContext) -> str:
    return _from(labels.phrase(context.lead.row.phrase) if context.lead is not None else tr("changed"), context)


def _from(words: str, context: _ChangeContext) -> str:
    """Add the day from which a change holds, where it was made public before."""
    change, lead = context.change, context.lead
    if not change.on or lead is None or change.cause is Cause.CLOCK or lead.happened().text[:10] >= change.on[:10]:
        return words
    return tr("{what} (from {date})", what=words, date=context.day(change.on))


def _announced(context: _ChangeContext) -> str:
    change, lead = context.change, context.lead
    if change.after is None:
        return tr("no longer announced")
    if lead is None:
        return tr("announced")
    if lead.kind == "announce" and lead.certainty <= Certainty.ANNOUNCED and lead.value is None:
        return tr("announced; nothing published")
    value = (lead.name, lead.value) if lead.value is not None else None
    on = stated_day(lead, change.on, context.sources.instruments[change.instrument].legal_zone)
    return said_words(lead.certainty.label, lead.kind, value, on, context.day, taken=_taken(lead))


def stated_day(event: Event, text: str | None, zone: str) -> str | None:
    """Return the day that an announcement gives: of an end, the last one."""
    return stated(text, zone, event.zone, last=event.row.sets_an_end)


def _taken(lead: Event) -> str | None:
    """Return when a step was taken, where its record says so and the public learned of it on another day."""
    if lead.row.dimension is not Dimension.STAGE or lead.certainty > Certainty.REPORTED:
        return None
    stated = (lead.effect, lead.as_of, lead.published, lead.issued, lead.filed, lead.announced)
    return next((when.text for when in stated if when is not None and when.dated), None)


def said_words(
    label: str,
    kind: str,
    value: tuple[str | None, object] | None,
    on: str | None,
    day: DayWords,
    taken: str | None = None,
) -> str:
    """Return what was announced or reported, and how sure it is."""
    if value is not None:
        what = tr("{name}: {value}", name=labels.name(value[0]), value=labels.value(value[1]))
    elif KINDS[kind].dimension is Dimension.STAGE:
        what = joined(", ", (labels.announced_act(kind), day(taken)))
    else:
        what = labels.announced(labels.announced_act(kind), kind, on, day)
    return tr("{certainty}: {what}", certainty=term("certainty", label), what=what)


def _record(context: _ChangeContext) -> str:
    if context.lead is None or context.change.after == "our record corrected":
        return tr("our record corrected")
    if context.lead.conflicts_with:
        return tr("a claim that contradicts the record")
    words = event_words(context.lead, context.sources)
    if not labels.said_only(context.lead.kind, context.lead.certainty):
        return words
    return tr("{certainty}: {what}", certainty=term("certainty", context.lead.certainty.label), what=words)


_FACETS: Mapping[Facet, Callable[[_ChangeContext], str]] = MappingProxyType(
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
