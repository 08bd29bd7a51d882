"""Where an instrument stands, in short words: for a board, a headline and the line under a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

from regtrack.dates import tick_of
from regtrack.model.citing import Sources
from regtrack.model.kinds import Certainty, Dimension
from regtrack.model.state import Force, State
from regtrack.report import labels
from regtrack.report.answer.cited import sources_of
from regtrack.report.answer.model import InstrumentStanding
from regtrack.report.changes_in_words import actor, stands, status_ahead, status_word, was_in_force
from regtrack.report.dates_in_words import brief, hours
from regtrack.report.language import joined, mark, term, tr

_DOUBTS = MappingProxyType(
    {
        "stale_since": mark("as scheduled, not confirmed"),
        "as_scheduled": mark("forecast"),
        "condition_unverified": mark("condition not verified"),
        "conflict": mark("sources disagree"),
        "end_ambiguous": mark("end date ambiguous"),
        "late_delay": mark("date moved after it had passed"),
        "no_effective_date": mark("no effective date"),
        "derived_date": mark("date computed, not printed"),
        "scope_unread": mark("a part was not understood"),
    }
)
"""Warnings in few words, the weightiest first; others are in the details."""


UNRECORDED = MappingProxyType(
    {
        "none": mark("whether it is in force is not recorded"),
        "unknown": mark("its effective date is not known"),
    }
)
"""Words on the force of a rule of which only other facts are recorded; those come first."""


def standing(state: State, sources: Sources) -> InstrumentStanding:
    """Return where an instrument stands by one of its states."""
    said_by = _who(state, sources)
    rests_on = state.because or [each.event_id for each in state.announced_changes]
    proofs = sources_of((id_ for id_ in rests_on if id_ in sources.events), sources)
    since, comply = _days(state)
    next_on, coming, sure = _next(state)
    official = bool(proofs) and proofs[0].standing == "official"
    doubts = list(_doubts(state, official=official))
    if next_on is not None and sure != Certainty.PUBLISHED.label:
        doubts.append(tr("next date only {certainty}: {act}", certainty=term("certainty", sure), act=coming))
    return InstrumentStanding(
        word=state.status,
        unenforced=state.enforcement == "discretion",
        status=status_words(state, lambda: sources),
        since=since,
        comply=comply,
        next_on=next_on,
        next=coming,
        next_by=sure,
        enforced=_enforced(state, said_by),
        doubts=tuple(doubts),
        sentence=sentence_of(state, lambda: sources),
        source=proofs[0] if proofs else None,
        zone=state.zone,
    )


def _days(state: State) -> tuple[str | None, str | None]:
    """Return the first day of the status, and the first of required compliance where that is another."""
    since = state.since if state.since and state.status not in labels.WITHOUT_SINCE else None
    begun = state.duty_from_at is not None and tick_of(state.duty_from_at) <= state.on.tick(state.zone)
    required = state.duty == "yes" or (state.duty == "partial" and begun)
    return since, state.duty_from if required and state.duty_from != since else None


def status_words(state: State, rests_on: Callable[[], Sources]) -> str:
    """Return the status in a word or two; an instrument that is known to be back after a stay says so."""
    if state.status == "unknown" and state.stage == "published":
        return tr("published")
    if state.status in ("none", "unknown") and state.announced_changes:
        surest = max(each.certainty for each in state.announced_changes)
        return term("certainty", surest.label)
    stale = any(flag.startswith("stale_since") for flag in state.flags)
    if state.status == "in_force" and stale and was_in_force(state.because, rests_on()):
        return tr("back in force")
    return status_word(state.status)


def _who(state: State, sources: Sources) -> str:
    """Return who announced how it is enforced."""
    events = (sources.events[id_].event for id_ in state.because if id_ in sources.events)
    lead = next((event for event in events if event.row.dimension is Dimension.ENFORCEMENT), None)
    return actor(lead, sources) if lead is not None else ""


def _enforced(state: State, said_by: str) -> str:
    parts = {each.enforcement for each in state.scopes if each.status != "none"}
    if state.enforcement == "normal":
        return tr("in part") if "discretion" in parts else ""
    if state.enforcement == "enjoined":
        return tr("no, enjoined")
    if "normal" in parts:
        return tr("in part, says {who}", who=said_by) if said_by else tr("in part")
    return tr("no, says {who}", who=said_by) if said_by else tr("no")


def _next(state: State) -> tuple[str | None, str, str]:
    """Return the next date, what comes then, and how sure that is: set by an act, else announced.

    For an announcement without a date: None, and the act announced.
    """
    dates_ahead = [
        *((state.scheduled_next.date, status_ahead(state.scheduled_next.status)) for _ in "1" if state.scheduled_next),
        *((state.duty_from, tr("compliance required")) for _ in "1" if state.duty == "no" and state.duty_from),
        *((each.on, labels.name(each.name)) for each in state.deadlines if each.open and each.on[:1].isdecimal()),
    ]
    if dates_ahead:
        return *min(dates_ahead), Certainty.PUBLISHED.label
    on = state.on.tick(state.zone)
    ahead = [each for each in state.announced_changes if each.date is not None and each.at is not None and each.at > on]
    if ahead:
        first = min(ahead, key=lambda each: (each.at, each.key))
        return first.on, labels.announced_act(first.kind), first.certainty.label
    undated = [each for each in state.announced_changes if each.date is None and not each.stale]
    if undated:
        act, sure = labels.announced_act(undated[-1].kind), term("certainty", undated[-1].certainty.label)
        return None, tr("none set; {act} {certainty}", act=act, certainty=sure), ""
    return None, "", ""


def _doubts(state: State, *, official: bool) -> Iterator[str]:
    flags = {flag.partition("=")[0] for flag in state.flags}
    if state.conflicts:  # which are counted
        flags.discard("conflict")
    yield from (tr(words) for flag, words in _DOUBTS.items() if flag in flags)
    if state.conflicts:
        yield labels.contradictions(len(state.conflicts))
    if not official and state.status not in ("none", "unknown", "announced", "reported"):
        yield tr("no official text")


def hours_words(state: State) -> str:
    """Return the hours of a day in which alone something binds: ``20:00 to 22:00 Guam time``."""
    spans = (tr("{begin} to {end}", begin=begin[11:], end=end[11:]) for begin, end in state.hours)
    return hours(joined(", ", spans), state.zone)


def sentence_of(state: State, rests_on: Callable[[], Sources]) -> str:
    """Return the whole standing, without a full stop: ``in force since 13 Jan 2025; not enforced, says BIS``."""
    since, comply = _days(state)
    following = state.scheduled_next
    if state.hours and following is not None and following.on == state.on.day:  # the hours tell it
        following = None
    until, then = (following.date, following.status) if following is not None else (None, None)
    words = stands(state.status, since, until, then)
    if words == status_word(state.status):
        words = status_words(state, rests_on)
    words = joined(", ", (words, *labels.doubts(state.flags)))
    if state.hours:
        words = joined("; ", (words, tr("only {hours} on that day", hours=hours_words(state))))
    if comply is not None and state.force is not Force.NO:
        partly = mark("compliance required in part since {date}")
        required = mark("compliance required since {date}") if state.duty == "yes" else partly
        words = joined("; ", (words, tr(required, date=brief(comply))))
    if state.enforcement == "discretion":
        said_by = _who(state, rests_on())
        enforced = tr("not enforced, says {who}", who=said_by) if said_by else tr("announced as not enforced")
        words = joined("; ", (words, enforced))
    elif state.enforcement == "enjoined":
        words = joined("; ", (words, tr("enforcement enjoined")))
    return words
