"""Each change as a sentence that a person would write: one small function a facet, chosen by table."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import attrs

from regtrack.model.change import Cause, Change, Facet, Section, Upcoming
from regtrack.model.citing import Sources
from regtrack.model.event import Event
from regtrack.model.kinds import KINDS, Certainty, Dimension
from regtrack.report import phrases
from regtrack.report.language import mark, term, tr
from regtrack.report.phrases import (
    capital,
    capital_name,
    certainty,
    date,
    dates_in,
    joined,
    sentence,
    some_day,
    status,
    zoned,
)


def of_change(change: Change, sources: Sources) -> str:
    """Return what changed, in one sentence."""
    lead = sources.events[change.because[0]].event if change.because else None
    if "T" in f"{change.on}{change.until}":  # a minute on the clock of the instrument's legal days
        zone = sources.instruments[change.instrument].legal_zone
        change = attrs.evolve(change, on=zoned(change.on, zone), until=zoned(change.until, zone))
    words = _FACETS[change.facet](change, lead)
    if change.facet is Facet.STATUS:
        words = joined("; ", (words, *phrases.doubts(change.flags)))
    elif change.facet is Facet.DUTY and change.name:
        words = tr("{what}, for {parties}", what=words, parties=change.name)
    return sentence(words)


def of_upcoming(item: Upcoming, through: str | None = None) -> str:
    """Return what will happen, in one sentence.

    Args:
        item: the date.
        through: of an end that was only said, the last day before it.
    """
    named = _NAMED.get((item.facet, item.name or ""), _COMING.get(item.facet, "{after}"))
    if item.facet is Facet.DUTY and item.after == "no longer required":
        named = _ENDS
    if ".." in item.on:
        named = _SOME_DAY.get(named, named)
    words = tr(
        named,
        after=_AFTER.get(item.facet, str)(item.after),
        name=phrases.name(item.name),
        Name=capital_name(item.name),
    )
    if through is not None:
        words = tr("{act} through {date}", act=words, date=some_day(through))
    if item.facet is Facet.STATUS:
        words = joined("; ", (words, *phrases.doubts(item.flags)))
    said = item.facet is Facet.ENFORCEMENT  # which an agency's announcement does set
    if said or item.certainty.label in ("published", "filed"):
        return sentence(words)
    sure = certainty(item.certainty.label)
    return sentence(tr("{what} ({certainty} only; no act has set this date)", what=words, certainty=sure))


def of_reading(
    facet: Facet,
    name: str | None,
    text: str,
    *,
    on: str | None,
    until: str | None,
    then: str | None,
    kind: str | None = None,
) -> str:
    """Return what one facet of a provision says, in one sentence.

    Args:
        facet: which facet.
        name: which value or deadline; of an announced value, what it would be.
        text: what it says.
        on: the date in it.
        until: when it ends.
        then: what follows.
        kind: of an announced change, the kind of its act; of a duty, ``passed`` if its date has come.
    """
    if facet is Facet.ANNOUNCED:
        kind = kind or "announce"
        act = name or phrases.announced_act(kind)
        plain = on is None and (name or KINDS[kind].dimension is Dimension.STAGE)
        return sentence(_unpublished(certainty_in(text), act if plain else phrases.announced(act, kind, on)))
    if facet is Facet.SCHEDULE:
        word = text.partition(" on ")[0]
        return sentence(tr("next: {status} on {date}", status=status(word), date=some_day(on)))
    if facet is Facet.TEXT:
        act = phrases.phrase(text)
        return sentence(tr("{act} on {date}", act=act, date=some_day(on)) if on else act)
    if facet is Facet.DUTY and kind == "passed" and text.startswith("no"):
        if on:
            return sentence(tr("compliance not required now; its date was {date}", date=some_day(on)))
        return sentence(tr("compliance not required"))
    as_new = Change(
        "", None, facet, name, None, text, on, until, then, Cause.CLOCK, (), came_and_went=False, section=Section.NOTED
    )
    return sentence(_FACETS[facet](as_new, None))


def certainty_in(text: str) -> str:
    """How sure an announced change is, which its reading says at the end."""
    return text.rpartition(" (")[2].removesuffix(")")


def _unpublished(label: str, act: str) -> str:
    return tr("{Certainty}, not published: {act}", Certainty=capital(certainty(label)), act=act)


_AFTER: dict[Facet, Callable[[str], str]] = {
    Facet.STATUS: status,
    Facet.ENFORCEMENT: phrases.enforcement,
    Facet.ANNOUNCED: phrases.announced_act,
    Facet.TEXT: phrases.phrase,
}
_COMING = {
    Facet.STATUS: mark("{after} from this day, as scheduled"),
    Facet.DUTY: mark("{name} required from this day"),
    Facet.DEADLINE: mark("last day: {name}"),
    Facet.VALUE: mark("{name} becomes {after}"),
    Facet.ENFORCEMENT: mark("enforcement from this day: {after}"),
}
_SOME_DAY = {
    _COMING[Facet.STATUS]: mark("{after}, as scheduled"),
    _COMING[Facet.DUTY]: mark("{name} required"),
    _COMING[Facet.ENFORCEMENT]: mark("enforcement: {after}"),
    mark("applies from this day"): mark("applies"),
    mark("{name} no longer required from this day"): mark("{name} no longer required"),
}
"""The same where the day is not exactly known."""
_ENDS = mark("{name} no longer required from this day")
_NAMED = {
    (Facet.DUTY, "applicability"): mark("applies from this day"),
    (Facet.DEADLINE, ""): mark("last day"),
    **{(Facet.DEADLINE, name): "{name}" for name in phrases.OCCASIONS},
}


# --- status -------------------------------------------------------------------------------------------------------


def _status(change: Change, _: Event | None) -> str:
    after = change.after or "none"
    if change.came_and_went:
        return tr(
            "{status} from {first} to {last}: it came and went within this window",
            status=status(after), first=some_day(change.on), last=some_day(change.until),
        )  # fmt: skip
    return _STATUS_FORMS.get(after, _plain_status)(change)


def _unknown(change: Change) -> str:
    if change.until and change.then:
        return tr("{Status} from {date}", Status=capital(status(change.then)), date=some_day(change.until))
    if change.before == "stayed":
        return tr("No longer suspended; effective date not known")
    if change.on:
        return tr("On record since {date}; effective date not known", date=some_day(change.on))
    return tr("On record; effective date not known")


def _plain_status(change: Change) -> str:
    words = status(change.after)
    return _followed(
        tr("{status} since {date}", status=words, date=some_day(change.on)) if change.on else words, change
    )


def _dated_status(change: Change) -> str:
    if change.on and change.after:
        return tr("{status} on {date}", status=phrases.dated_status(change.after), date=some_day(change.on))
    return status(change.after)


def _followed(words: str, change: Change) -> str:
    """Return a status with what follows it."""
    if not (change.until and change.then):
        return words
    then = tr("{status} from {date}", status=status(change.then), date=some_day(change.until))
    return joined("; ", (words, then))


def _ahead(change: Change) -> str:
    until = some_day(change.until)
    if change.after == "delayed":
        return tr("Delayed; takes effect on {date}", date=until) if until else tr("Delayed; no effective date is known")
    return tr("Published; takes effect on {date}", date=until) if until else tr("Published; no effective date is known")


def _stayed(change: Change) -> str:
    first, last = some_day(change.on), some_day(change.until)
    if not last:
        return tr("Stayed from {first}, with no end set", first=first) if first else tr("Stayed, with no end set")
    words = (
        tr("Stayed from {first} until {last}", first=first, last=last)
        if first
        else tr("Stayed until {last}", last=last)
    )
    if change.then in ("in_force", "current"):
        return joined("; ", (words, tr("returns by itself unless extended")))
    return joined("; ", (words, tr("then {status}", status=status(change.then))))


def _in_force(change: Change) -> str:
    day = some_day(change.on)
    if change.before == "stayed":
        words = tr("In force again since {date}", date=day) if day else tr("In force again")
    elif change.after == "current":
        words = tr("Issued on {date}", date=day) if day else tr("Issued")
    else:
        words = tr("In force since {date}", date=day) if day else tr("In force")
    return _followed(words, change)


_STATUS_FORMS: dict[str, Callable[[Change], str]] = {
    "in_force": _in_force,
    "current": _in_force,
    "pending": _ahead,
    "delayed": _ahead,
    "stayed": _stayed,
    "unknown": _unknown,
    **dict.fromkeys(phrases.DATED, _dated_status),
}


# --- the other facets ---------------------------------------------------------------------------------------------


def _schedule(change: Change, _: Event | None) -> str:
    def words(text: str | None) -> str:
        if text is None:
            return tr("no date")
        word, _, day = text.partition(" on ")
        return tr("{date} ({status})", date=some_day(day), status=status(word))

    return tr("The next date moved from {before} to {after}", before=words(change.before), after=words(change.after))


def _duty(change: Change, lead: Event | None) -> str:
    started, day = (change.after or "").startswith("yes"), some_day(change.on)
    if lead is not None and (lead.name or lead.row.name_default) == "applicability" and day and change.after:
        return tr("Applies since {date}", date=day) if started else tr("Applies from {date}", date=day)
    if started:
        return tr("Compliance required since {date}", date=day) if day else tr("Compliance required")
    if change.before and change.before.startswith("yes"):
        return tr("Compliance no longer required")
    if change.before and day:
        return tr("Compliance date moved to {date} (was: {before})", date=day, before=_duty_words(change.before))
    return tr("Compliance required from {date}", date=day) if day else tr("Compliance date not known")


def _duty_words(text: str) -> str:
    """Return what a duty was, as its reading spells it: ``no from 2025-05-13``."""
    word, _, day = text.partition(" from ")
    return (
        tr("{duty} from {date}", duty=term("duty", word), date=some_day(day)) if day else term("duty", dates_in(word))
    )


def _enforcement(change: Change, _: Event | None) -> str:
    how = phrases.enforcement(change.after or "normal")
    words = (
        tr("Enforcement: {how} from {date}", how=how, date=some_day(change.on))
        if change.on
        else tr("Enforcement: {how}", how=how)
    )
    return joined("; ", (words, tr("the text itself is unchanged") if change.after == "discretion" else ""))


def _deadline(change: Change, _: Event | None) -> str:
    name = capital_name(change.name) or tr("Deadline")
    day, before = some_day(change.on), some_day((change.before or "").rpartition(" ")[2])
    closed = (change.after or "").startswith("closed")
    if change.name in phrases.OCCASIONS and change.on:
        if not change.after:
            return tr("{name}: no day any more", name=name)
        if change.before is not None and not closed:
            return tr("{name} on {date} (was: {before})", name=name, date=day, before=before)
        return tr("{name} on {date}", name=name, date=day)
    if closed:
        return tr("{name}: closed on {date}", name=name, date=day)
    if change.before and change.after:
        return tr("{name}: deadline moved from {before} to {after}", name=name, before=before, after=day)
    if change.after:
        return tr("{name}: open until {date}", name=name, date=day)
    return tr("{name}: no deadline any more", name=name)


def _value(change: Change, _: Event | None) -> str:
    name = capital_name(change.name)
    after = change.after if change.after is not None or change.before is None else tr("no longer set")
    words = (
        tr("{name}: {value}", name=name, value=after)
        if change.before is None
        else tr("{name}: {before} → {after}", name=name, before=change.before, after=after)
    )
    return tr("{what} (from {date})", what=words, date=some_day(change.on)) if change.on else words


def _text(change: Change, lead: Event | None) -> str:
    what = capital(phrases.phrase(lead.row.phrase) if lead else tr("changed"))
    return tr("{act}, {date}", act=what, date=date(change.on)) if change.on else what


def _announced(change: Change, lead: Event | None) -> str:
    if change.after is None:
        return tr("Said before, and no longer said")
    if lead is None:
        return tr(
            "{act} ({certainty})",
            act=phrases.phrase(change.after.rpartition(" (")[0]), certainty=certainty(certainty_in(change.after)),
        )  # fmt: skip
    if lead.row.dimension is Dimension.STAGE:
        act, day = phrases.phrase(lead.row.phrase), _day_of_act(lead)
        if day is not None and lead.certainty > Certainty.REPORTED:
            if lead.kind == "announce":
                return tr("Announced on {date}; nothing published", date=some_day(day))
            return tr("Announced as {act} on {date}; no published text found", act=act, date=some_day(day))
        sure = capital(certainty(lead.certainty.label))
        if day is None:
            return tr("{Certainty} only: {act}", Certainty=sure, act=act)
        return tr("{Certainty} only: {act}, {date}", Certainty=sure, act=act, date=date(day))
    if lead.value is not None:
        return tr(
            "{name}: {value} ({certainty}, not published)",
            name=capital_name(lead.name), value=phrases.value(lead.value), certainty=certainty(lead.certainty.label),
        )  # fmt: skip
    act = phrases.announced(phrases.announced_act(lead.kind), lead.kind, change.on)
    return _unpublished(lead.certainty.label, act)


def _day_of_act(lead: Event) -> str | None:
    """When a step was taken, if its record says so: the day on which the public learned of a report is another."""
    stated = (lead.effect, lead.as_of, lead.published, lead.issued, lead.filed, lead.announced)
    own = (when.text for when in stated if when is not None and when.dated)
    return next(own, lead.happened().text if lead.certainty > Certainty.REPORTED else None)


def _record(change: Change, lead: Event | None) -> str:
    if change.after == "our record corrected":
        return tr("Our record of this was corrected")
    what = phrases.phrase(change.after or "")
    if lead is None:
        return what
    if lead.conflicts_with:
        return tr("A claim that contradicts the record")
    own_clock = "T" in (change.on or "")  # the one that its source is by
    day = some_day(lead.happened().text if own_clock else change.on)
    if (
        phrases.said_only(lead.kind, lead.certainty)
        and phrases.ANNOUNCED_ACTS.get(lead.kind, lead.row.phrase) != lead.row.phrase
    ):
        sure, act = capital(certainty(lead.certainty.label)), phrases.announced_act(lead.kind)
        if day:
            return tr("{Certainty} on {date}, not published: {act}", Certainty=sure, date=day, act=act)
        return _unpublished(lead.certainty.label, act)
    return tr("{act} on {date}", act=capital(what), date=day) if day else capital(what)


_FACETS = MappingProxyType(
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
