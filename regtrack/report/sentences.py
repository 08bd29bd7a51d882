"""Each change as a sentence that a person would write: one small function a facet, chosen by table."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from regtrack.model.change import Cause, Change, Facet, Section, Sources, Upcoming
from regtrack.model.event import Event
from regtrack.model.kinds import KINDS, Dimension
from regtrack.report import phrases
from regtrack.report.phrases import date, dates_in, sentence, status


def of_change(change: Change, sources: Sources) -> str:
    """What changed, in one sentence."""
    lead = sources.events[change.because[0]].event if change.because else None
    return sentence(_FACETS[change.facet](change, lead))


def of_upcoming(item: Upcoming) -> str:
    """What will happen, in one sentence."""
    after = _AFTER.get(item.facet, str)(item.after)
    words = _NAMED.get((item.facet, item.name or ""), _COMING.get(item.facet, "{after}")).format(
        after=after,
        name=item.name or "",
        Name=_capital(item.name),
    )
    said = item.facet is Facet.ENFORCEMENT  # which an agency's announcement does set
    doubt = (
        ""
        if said or item.certainty.label in ("published", "filed")
        else f" ({item.certainty.label} only; no act has set this date)"
    )
    return sentence(words + doubt)


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
    """What one facet of a provision says, in one sentence.

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
        when = "" if plain else phrases.announced_for(kind, on)
        return sentence(f"{certainty_in(text)}, not published: {act}{when}")
    if facet is Facet.SCHEDULE:
        return sentence(f"next: {status(text.partition(' on ')[0])} on {date(on)}")
    if facet is Facet.TEXT:
        return sentence(f"{text}{f' on {date(on)}' if on else ''}")
    if facet is Facet.DUTY and kind == "passed" and text.startswith("no"):
        return sentence(f"compliance not required now; its date was {date(on)}" if on else "compliance not required")
    as_new = Change(
        "", None, facet, name, None, text, on, until, then, Cause.CLOCK, (), came_and_went=False, section=Section.NOTED
    )
    return sentence(_FACETS[facet](as_new, None))


def certainty_in(text: str) -> str:
    """How sure an announced change is, which its reading says at the end."""
    return text.rpartition(" (")[2].removesuffix(")")


def _capital(text: str | None) -> str:
    return f"{text[0].upper()}{text[1:]}" if text else ""


_AFTER: dict[Facet, Callable[[str], str]] = {
    Facet.STATUS: status,
    Facet.ENFORCEMENT: lambda word: phrases.ENFORCEMENT.get(word, word),
    Facet.ANNOUNCED: phrases.announced_act,
}
_COMING = {
    Facet.STATUS: "{after} from this day, as scheduled",
    Facet.DUTY: "{name} required from this day",
    Facet.DEADLINE: "last day: {name}",
    Facet.VALUE: "{name} becomes {after}",
    Facet.ENFORCEMENT: "enforcement from this day: {after}",
    Facet.ANNOUNCED: "{after}",
}
_NAMED = {
    (Facet.DUTY, "applicability"): "applies from this day",
    **{(Facet.DEADLINE, name): name for name in phrases.OCCASIONS},
}


def _status(change: Change, _: Event | None) -> str:
    after = change.after or "none"
    if change.came_and_went:
        return f"{status(after)} from {date(change.on)} to {date(change.until)}: it came and went within this window"
    return _STATUS_FORMS.get(after, _plain_status)(change)


def _unknown(change: Change) -> str:
    since = f" since {date(change.on)}" if change.on else ""
    return f"Known{since}, but not on which date it takes effect"


def _plain_status(change: Change) -> str:
    since = f" since {date(change.on)}" if change.on else ""
    return f"{status(change.after)}{since}{_then(change)}"


def _dated_status(change: Change) -> str:
    return f"{status(change.after)} on {date(change.on)}" if change.on else f"{status(change.after)}"


def _then(change: Change) -> str:
    return f"; {status(change.then)} from {date(change.until)}" if change.until and change.then else ""


def _ahead(change: Change) -> str:
    word = "Delayed" if change.after == "delayed" else "Published"
    return f"{word}; takes effect on {date(change.until)}" if change.until else f"{word}; no effective date is known"


def _stayed(change: Change) -> str:
    if change.until:
        back = (
            "returns by itself unless extended"
            if change.then in ("in_force", "current")
            else f"then {status(change.then)}"
        )
        return f"Stayed{_from(change)} until {date(change.until)}; {back}"
    return f"Stayed{_from(change)}, with no end set"


def _from(change: Change) -> str:
    return f" from {date(change.on)}" if change.on else ""


def _in_force(change: Change) -> str:
    since = f" since {date(change.on)}" if change.on else ""
    if change.before == "stayed":
        return f"In force again{since}{_then(change)}"
    if change.after == "current":
        return f"Issued{f' on {date(change.on)}' if change.on else ''}{_then(change)}"
    return f"In force{since}{_then(change)}"


_STATUS_FORMS: dict[str, Callable[[Change], str]] = {
    "in_force": _in_force,
    "current": _in_force,
    "pending": _ahead,
    "delayed": _ahead,
    "stayed": _stayed,
    "unknown": _unknown,
    **dict.fromkeys(
        ("expired", "rescinded", "superseded", "withdrawn", "vacated", "introduced", "reported_out", "passed_one",
         "passed_both", "presented", "vetoed", "proposed", "proposal_withdrawn", "adopted", "filed", "announced"),
        _dated_status,
    ),
}  # fmt: skip


def _schedule(change: Change, _: Event | None) -> str:
    def words(text: str | None) -> str:
        if text is None:
            return "no date"
        word, _, day = text.partition(" on ")
        return f"{date(day)} ({status(word)})"

    return f"The next date moved from {words(change.before)} to {words(change.after)}"


def _duty(change: Change, lead: Event | None) -> str:
    started = (change.after or "").startswith("yes")
    if lead is not None and (lead.name or lead.row.name_default) == "applicability" and change.on and change.after:
        return f"Applies since {date(change.on)}" if started else f"Applies from {date(change.on)}"
    if started:
        return f"Compliance required since {date(change.on)}" if change.on else "Compliance required"
    if change.before and change.before.startswith("yes"):
        return "Compliance no longer required"
    if change.before and change.on:
        return f"Compliance date moved to {date(change.on)} (was: {dates_in(change.before)})"
    return f"Compliance required from {date(change.on)}" if change.on else "Compliance date not known"


def _enforcement(change: Change, _: Event | None) -> str:
    after = phrases.ENFORCEMENT.get(change.after or "normal", change.after or "")
    tail = "; the text itself is unchanged" if change.after == "discretion" else ""
    return f"Enforcement: {after}{f' from {date(change.on)}' if change.on else ''}{tail}"


def _deadline(change: Change, _: Event | None) -> str:
    name = _capital(change.name) or "Deadline"
    after = change.after or "no deadline"
    if change.name in phrases.OCCASIONS and change.on:
        moved = change.before is not None and change.after is not None and not after.startswith("closed")
        former = f" (was: {date((change.before or '').rpartition(' ')[2])})" if moved else ""
        return f"{name} on {date(change.on)}{former}" if change.after else f"{name}: no day any more"
    if after.startswith("closed"):
        return f"{name}: closed on {date(change.on)}"
    if change.before and change.after:
        return f"{name}: deadline moved from {date(change.before.rpartition(' ')[2])} to {date(change.on)}"
    return f"{name}: open until {date(change.on)}" if change.after else f"{name}: no deadline any more"


def _value(change: Change, _: Event | None) -> str:
    since = f" (from {date(change.on)})" if change.on else ""
    if change.before is None:
        return f"{_capital(change.name)}: {change.after}{since}"
    after = change.after if change.after is not None else "no longer set"
    return f"{_capital(change.name)}: {change.before} → {after}{since}"


def _text(change: Change, lead: Event | None) -> str:
    what = lead.row.phrase if lead else "changed"
    return f"{_capital(what)}{f', {date(change.on)}' if change.on else ''}"


def _announced(change: Change, lead: Event | None) -> str:
    if change.after is None:
        return "Said before, and no longer said"
    if lead is None:
        return change.after
    word = lead.certainty.label
    if lead.row.dimension is Dimension.STAGE:
        return f"{_capital(lead.row.phrase)} on {date(lead.happened().text)}; nothing published"
    if lead.value is not None:
        return f"{_capital(lead.name)}: {phrases.value(lead.value)} ({word}, not published)"
    act = phrases.announced_act(lead.kind)
    when = phrases.announced_for(lead.kind, change.on)
    return f"{_capital(word)}, not published: {act}{when}"


def _record(change: Change, lead: Event | None) -> str:
    if change.after == "our record corrected":
        return "Our record of this was corrected"
    if lead is None:
        return change.after or ""
    if lead.conflicts_with:
        return "A claim that contradicts the record"
    when = f" on {date(change.on)}" if change.on else ""
    act = phrases.act(lead.kind, lead.certainty)
    if act != lead.row.phrase:  # said, and not done
        return f"{_capital(lead.certainty.label)}{when}, not published: {act}"
    return f"{_capital(change.after)}{when}"


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
