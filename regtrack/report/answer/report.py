"""What ``since`` and ``diff`` answer, the answer first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from regtrack import dates
from regtrack.dates import Moment
from regtrack.errors import InputError, StoreError
from regtrack.model.answers import Report
from regtrack.model.change import Change, Facet, Section, Upcoming
from regtrack.model.citing import Sources
from regtrack.model.kinds import Certainty
from regtrack.model.state import State
from regtrack.queries.merging import one_a_fact
from regtrack.report import labels
from regtrack.report.answer.answer import Answer
from regtrack.report.answer.limits import moment, notices, read_through
from regtrack.report.answer.lines import short
from regtrack.report.answer.model import Weight
from regtrack.report.answer.moved import Moved
from regtrack.report.answer.standing import UNRECORDED, status_words
from regtrack.report.answer.weighing import telling
from regtrack.report.changes_in_words import actor
from regtrack.report.dates_in_words import brief, only_year
from regtrack.report.language import counted, instrument_name, joined, mark, names_apart, sentence, small, tr

_ORDER = {weight: place for place, weight in enumerate(Weight)}
_SOON = 30
"""Dates within this many days are counted beside the next one."""


SORTS: Mapping[str, Callable[[Moved], Any]] = MappingProxyType(
    {
        "weight": lambda _: (),
        "date": lambda moved: min((line.on for line in moved.lines), default=""),
        "name": lambda moved: moved.name.casefold(),
    }
)
"""How the instruments of a weight can be ordered."""


def of(report: Report, *, sort: str = "weight") -> Answer:
    """Return the answer to what changed.

    Raises:
        InputError: there is no such order.
    """
    if sort not in SORTS:
        raise InputError(f"sort: found {sort!r}; expected one of {', '.join(SORTS)}")
    moved = tuple(sorted(_moved(report), key=lambda each: (_ORDER[each.weight], SORTS[sort](each))))
    return Answer(
        notices=notices(report.horizon, report.sources.known),
        headline=_headline(report, moved),
        window=window(report),
        year=only_year((*report.law, *report.knowledge)),
        counts=_counts(report, moved),
        moved=moved,
        unsure=_unsure(len(report.claims), sum(change.section is Section.REPORTED for change in report.changes)),
        still=_still(report, moved),
    )


def _moved(report: Report) -> tuple[Moved, ...]:
    """Return the instruments that moved, the heaviest first, and within a weight the most important changes first."""
    sources = report.sources
    changes: dict[str, list[Change]] = {}
    for change in one_a_fact(report.changes, sources):
        changes.setdefault(change.instrument, []).append(change)
    promises: dict[str, list[str]] = {}
    for id_ in report.undated:
        promises.setdefault(sources.events[id_].event.target, []).append(id_)
    ids = dict.fromkeys((*changes, *promises))
    states = _states(report, ids)
    names = names_apart([sources.instruments[id_] for id_ in ids])
    found = [
        Moved(id_, names[id_], changes.get(id_, ()), promises.get(id_, ()), sources, states.get(id_)) for id_ in ids
    ]
    return tuple(sorted(found, key=lambda each: (_ORDER[each.weight], each.rank, each.name.casefold())))


def _states(report: Report, ids: Iterable[str]) -> Mapping[str, tuple[State, Callable[[], Sources]]]:
    """Return the states of instruments at the later question; none when the ledger cannot be asked any more."""
    if report.history is None:
        return {}
    try:
        found, rests_on = report.history.states(ids)
    except StoreError:
        return {}
    return {state.instrument: (state, rests_on) for state in found}


# --- the first lines ----------------------------------------------------------------------------------------------


def _headline(report: Report, moved: Sequence[Moved]) -> str:
    lead = next((each for each in moved if each.weight is not Weight.CONTEXT), None)
    if lead is None:
        if report.horizon.empty:
            return tr("Nothing recorded matches this question.")
        last, begin = read_through(report.horizon), report.law[0]
        unread = last is not None and last <= (begin.day or dates.day_of(begin.tick()))
        if report.command == "since" and unread:
            return tr("Not known: no source was read for these days.")
        return tr("Nothing changed, as far as sources were read.")
    return sentence(tr("{about}: {what}", about=lead.name, what=_what(lead, report)))


def _what(lead: Moved, report: Report) -> str:
    """Return what became of the instrument that leads: its new status, or that it still stands and what changed."""
    changes = [change for change in report.changes if change.instrument == lead.id and change.scope is None]
    now = lead.state
    turned = any(change.facet is Facet.STATUS for change in changes)
    if now is None or (lead.weight is not Weight.LAW and not turned):
        return lead.lines[0].text
    if turned:
        return lead.sentence
    status = status_words(now, lambda: report.sources)
    silent = next((c for c in changes if c.facet is Facet.ENFORCEMENT and c.after == "discretion"), None)
    if silent is not None:
        event = report.sources.events[silent.because[0]].event if silent.because else None
        who = actor(event, report.sources) if event is not None else ""
        if who:
            return tr("still {status}, but {who} says it will not enforce it", status=status, who=who)
    first = min(changes, key=telling, default=None)
    if first is None:
        return lead.lines[0].text
    what = short(first, report.sources)
    if now.status == "mixed":
        return joined("; ", (tr("its parts still differ"), what))
    if now.status in UNRECORDED:
        return joined("; ", (what, tr(UNRECORDED[now.status])))
    return tr("still {status}; {what}", status=status, what=what)


def window(report: Report) -> str:
    """Return which days are compared, as known when; a day means its end."""
    if report.command == "since":
        if report.law[1] != report.knowledge[1]:  # it lies ahead
            known = moment(report.knowledge[1])
            return tr("{days}, as known now, on {date}", days=span(*report.law), date=known)
        return tr("{days}, as known then", days=span(*report.law))
    if report.law[0] == report.law[1] and report.knowledge[0] != report.knowledge[1]:
        return tr("Learned about {date}: {days}", days=small(span(*report.knowledge)), date=moment(report.law[0]))
    return tr("{days}, both as known on {date}", days=span(*report.law), date=moment(report.knowledge[0]))


def span(first: Moment, last: Moment) -> str:
    """Return the span between two moments in words; a day means its end, in the rule's local time."""
    begin, end = moment(first), moment(last)
    if first.tick() > last.tick():
        return tr("Back from the end of {first} to the end of {last}", first=begin, last=end)
    if last.day is not None:
        words = tr("After {first}, through {last}", first=begin, last=end)
        return tr("{days} (local time of each rule)", days=words)
    if first.day is not None:
        begin = tr("{days} (local time of each rule)", days=begin)
    return tr("After {first}, up to {last}", first=begin, last=end)


def _among(report: Report) -> int | None:
    """Return how many instruments the question was about; None where that cannot be found out."""
    try:
        return report.history.among() if report.history is not None else None
    except StoreError:
        return None


def _still(report: Report, moved: Sequence[Moved]) -> str:
    among = _among(report)
    count = (among or 0) - sum(each.weight is not Weight.CONTEXT for each in moved)
    if among is None or count < 1:
        return ""
    ids = {each.id for each in moved}
    next_ = list(dict.fromkeys(brief(each.on) for each in _sure(report) if each.instrument not in ids))[:3]
    unmoved = tr("{count} did not move", count=count)
    return tr("{count}; next dates among them: {dates}", count=unmoved, dates=joined(", ", next_)) if next_ else unmoved


def _sure(report: Report) -> list[Upcoming]:
    """Return the dates ahead that an act has set."""
    return [item for item in report.upcoming if item.certainty >= Certainty.FILED]


def _counts(report: Report, moved: Sequence[Moved]) -> str:
    number = sum(each.weight is not Weight.CONTEXT for each in moved)
    among = _among(report)
    if among is None:
        words = counted(number, mark("1 instrument moved."), mark("{count} instruments moved."))
    else:
        one, several = mark("{number} of 1 instrument moved."), mark("{number} of {count} instruments moved.")
        words = counted(among, one, several, number=number)
    return joined(" ", (words, _next_words(report)))


def _next_words(report: Report) -> str:
    if report.command != "since":
        return ""
    sure = _sure(report)
    if not sure:
        if report.upcoming:
            return tr("The dates ahead are only announced.")
        return tr("No date falls in the next {days} days.", days=report.within) if report.within else ""
    day = report.law[1].day or dates.day_of(report.law[1].tick())
    last = dates.add_days(day, _SOON).isoformat()
    soon = sum(each.on[:10] <= last for each in sure)
    name = instrument_name(report.sources.instruments[sure[0].instrument])
    first = tr("Next: {date}, {name}.", date=brief(sure[0].on), name=name)
    return (
        first if soon < 2 else tr("{next} {count} dates fall within {days} days.", next=first, count=soon, days=_SOON)
    )


def _unsure(claims: int, reports: int) -> str:
    contradictions = labels.contradictions(claims) if claims else ""
    one, several = mark("1 report is not confirmed"), mark("{count} reports are not confirmed")
    return sentence(joined("; ", (contradictions, counted(reports, one, several) if reports else "")))
