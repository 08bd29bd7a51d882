"""Where an instrument stands, in short words: for a board, a headline and the line under a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from regtrack.model.citing import Sources
from regtrack.model.event import Event
from regtrack.model.kinds import Dimension
from regtrack.model.state import Force, State
from regtrack.report import phrases
from regtrack.report.answer.model import InstrumentStanding
from regtrack.report.language import mark, tr
from regtrack.report.phrases import brief, joined
from regtrack.report.view.shared import sources_of

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
"""Statuses that are told in fewer words than elsewhere."""
_WORDS = frozenset(("commerce", "congress", "president", "commission", "customs", "ministry", "treasury", "state"))
_DOUBTS = MappingProxyType(
    {
        "stale_since": mark("returned as scheduled, not confirmed"),
        "as_scheduled": mark("forecast"),
        "condition_unverified": mark("condition not verified"),
        "conflict": mark("sources disagree"),
        "end_ambiguous": mark("end date ambiguous"),
        "late_delay": mark("date moved after it had come"),
        "no_effective_date": mark("no effective date"),
        "derived_date": mark("date computed, not printed"),
        "scope_unread": mark("a part is not understood"),
    }
)
"""Warnings in few words, the weightiest first; others are told in the details."""


def standing(state: State, sources: Sources) -> InstrumentStanding:
    """Return where an instrument stands by one of its states."""
    events = [sources.events[id_].event for id_ in state.because if id_ in sources.events]
    said_by = _who(events, sources)
    proofs = sources_of((id_ for id_ in state.because if id_ in sources.events), sources)
    since = state.since if state.since and state.status not in phrases.WITHOUT_SINCE else None
    comply = state.duty_from if state.duty == "yes" and state.duty_from != since else None
    next_on, coming = _next(state)
    return InstrumentStanding(
        word=state.status,
        unenforced=state.enforcement == "discretion",
        status=status_words(state),
        since=since,
        comply=comply,
        next_on=next_on,
        next=coming,
        enforced=_enforced(state, said_by),
        doubts=tuple(_doubts(state, official=bool(proofs) and proofs[0].standing == "official")),
        sentence=_sentence(state, said_by, since, comply),
        source=proofs[0] if proofs else None,
    )


def status_words(state: State) -> str:
    """Return the status in a word or two; an instrument that is back after a stay says so."""
    words = _STATUS.get(state.status)
    if state.status in ("none", "unknown") and state.announced_changes:
        surest = max(each.certainty for each in state.announced_changes)
        return phrases.certainty(surest.label)
    if state.status == "in_force" and any(flag.startswith("stale_since") for flag in state.flags):
        return tr("back in force")
    return tr(words) if words is not None else phrases.status(state.status)


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
        return " ".join(phrases.capital(word) for word in code.split("-"))
    return code.upper()


def _who(events: Iterable[Event], sources: Sources) -> str:
    """Who said how it is enforced."""
    said = next((event for event in events if event.row.dimension is Dimension.ENFORCEMENT), None)
    return actor(said, sources) if said is not None else ""


def _enforced(state: State, said_by: str) -> str:
    parts = {each.enforcement for each in state.scopes if each.status != "none"}
    if state.enforcement == "normal":
        return tr("in part") if "discretion" in parts else ""
    if state.enforcement == "enjoined":
        return tr("no, enjoined")
    if "normal" in parts:
        return tr("in part, says {who}", who=said_by) if said_by else tr("in part")
    return tr("no, says {who}", who=said_by) if said_by else tr("no")


def _next(state: State) -> tuple[str | None, str]:
    """Return the next date, and what comes then; else what was announced without one."""
    dates_ahead = [
        *((state.scheduled_next.date, status_word(state.scheduled_next.status)) for _ in "1" if state.scheduled_next),
        *((state.duty_from, tr("compliance required")) for _ in "1" if state.duty == "no" and state.duty_from),
        *((each.on, phrases.name(each.name)) for each in state.deadlines if each.open and each.on[:1].isdecimal()),
    ]
    if dates_ahead:
        return min(dates_ahead)
    undated = [each for each in state.announced_changes if each.date is None and not each.stale]
    if undated:
        return None, tr("none set; {act} announced", act=phrases.announced_act(undated[-1].kind))
    return None, ""


def status_word(status: str) -> str:
    """Return the word for a status that is to come."""
    return tr(_STATUS[status]) if status in _STATUS else phrases.status(status)


def _doubts(state: State, *, official: bool) -> Iterator[str]:
    flags = {flag.partition("=")[0] for flag in state.flags}
    if state.conflicts:  # which are counted
        flags.discard("conflict")
    yield from (tr(words) for flag, words in _DOUBTS.items() if flag in flags)
    claims = len(state.conflicts)
    if claims:
        yield (
            tr("1 statement contradicts the record")
            if claims == 1
            else tr("{count} statements contradict the record", count=claims)
        )
    if not official and state.status not in ("none", "unknown", "announced", "reported"):
        yield tr("no official text")


SURELY = MappingProxyType(
    {
        "stale_since": mark("as scheduled and not confirmed"),
        "as_scheduled": mark("by the schedule known then"),
        "condition_unverified": mark("if its condition was met"),
        "unconfirmed": mark("if the stay is not extended"),
        "scope_unread": mark("except perhaps a part that could not be identified"),
    }
)
"""Doubts that no sentence about a status may leave out."""
_LASTING: Mapping[str, str] = MappingProxyType(
    {
        "in_force": mark("in force since {since}"),
        "current": mark("issued {since}"),
        "stayed": mark("stayed since {since}"),
        "law": mark("law since {since}"),
        "in_committee": mark("in committee since {since}"),
    }
)


def _sentence(state: State, said_by: str, since: str | None, comply: str | None) -> str:
    """Return the whole standing, without a full stop: ``in force since 13 Jan 2025; not enforced, says BIS``."""
    day = brief(since) if since else ""
    following = state.scheduled_next
    form = _LASTING.get(state.status)
    if form is not None and day:
        words = tr(form, since=day)
    elif state.status in phrases.DATED and day:
        words = tr("{status} on {date}", status=phrases.dated_status(state.status), date=day)
    else:
        words = status_words(state)
    if state.status == "stayed" and following is not None:
        words = tr(
            "stayed until {date}, then {status} unless extended",
            date=brief(following.date),
            status=status_word(following.status),
        )
    elif following is not None and state.status in ("pending", "delayed", "unknown", "adopted", "filed"):
        then = tr("{status} from {date}", status=status_word(following.status), date=brief(following.date))
        words = joined(", ", (tr("published") if state.status == "pending" else words, then))
    flags = {flag.partition("=")[0] for flag in state.flags}
    if "stale_since" in flags:  # which says more
        flags.discard("unconfirmed")
    for flag, doubt in SURELY.items():
        if flag in flags:
            words = joined(", ", (words, tr(doubt)))
    if comply is not None and state.force is not Force.NO:
        words = joined("; ", (words, tr("compliance required since {date}", date=brief(comply))))
    if state.enforcement == "discretion":
        said = tr("not enforced, says {who}", who=said_by) if said_by else tr("said not to be enforced")
        words = joined("; ", (words, said))
    elif state.enforcement == "enjoined":
        words = joined("; ", (words, tr("enforcement enjoined")))
    return words
