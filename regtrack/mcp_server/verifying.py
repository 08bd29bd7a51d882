"""Whether a citation can be relied on: yes, no, or unverified; what was not read is never called absent."""

from __future__ import annotations

import re

from regtrack import dates
from regtrack.dates import Moment
from regtrack.errors import AmbiguousError, NotFoundError
from regtrack.mcp_server import short
from regtrack.model.answers import StateReport
from regtrack.model.horizon import Horizon
from regtrack.model.kinds import Family
from regtrack.model.state import Force
from regtrack.report.answer.limits import read_through
from regtrack.report.answer.standing import hours_words, standing
from regtrack.report.labels import UNNAMED, doubts, flag
from regtrack.report.language import capital
from regtrack.tracker import Tracker

_SENTENCE = re.compile(
    r"(?P<citation>.+?),?\s+(?:is\s+|was\s+)?in force on\s+(?P<on>.+?)(?:,?\s+as known on\s+(?P<known>.+?))?\.?",
    re.IGNORECASE,
)
_VERDICTS = {Force.YES: "yes", Force.NO: "no"}
_REGISTER = "federal-register"
"""The feed whose documents go by pages of the Register."""


def verify(tracker: Tracker, citation: str, on: str | None, known: str | None, scope: str | None) -> short.Table:
    """Return whether what is cited was in force on a day, as known on a day.

    Args:
        tracker: the ledger.
        citation: a citation or another name; or the whole claim, ``90 FR 4544, in force on D as known on K``.
        on: the legal day.
        known: up to when statements count.
        scope: a part of it.

    Raises:
        InputError: a day or a part cannot be used.
    """
    claim = _SENTENCE.fullmatch(citation.strip())
    if claim is not None:
        citation, on, known = claim["citation"], on or claim["on"], known or claim["known"]
    try:
        state = tracker.state(citation, on, known, scope=scope)
    except (NotFoundError, AmbiguousError) as error:
        return _unnamed(tracker, citation, error)
    report = tracker.why(state)
    head, _ = short.of_state(report)
    reasons = _reasons(report)
    verdict = "unverified" if reasons else _VERDICTS[state.force]
    answer = f"{capital(verdict)}: {_stands(report)}."
    return {"verdict": verdict, "claim": _claim(citation, report), "why_unverified": reasons, **head, "answer": answer}


def _stands(report: StateReport) -> str:
    """Return how it stands, by what was read."""
    state = report.states[0]
    if state.status in ("none", "unknown"):
        no = state.force is Force.NO
        return "no published act puts it in force" if no else "nothing that was read says whether it was in force"
    return standing(state.whole or state, report.sources).sentence


def _claim(citation: str, report: StateReport) -> str:
    state = report.states[0]
    part = f", {state.scope}" if state.scope else ""
    return f"{citation}{part}, in force on {state.on} as known on {state.known}"


def _unnamed(tracker: Tracker, citation: str, error: NotFoundError | AmbiguousError) -> short.Table:
    several = isinstance(error, AmbiguousError)
    answer = f"{citation!r} names several instruments." if several else f"Nothing that was read goes by {citation!r}."
    return {
        "verdict": "unverified",
        "claim": citation,
        "why_unverified": [str(error)],
        "answer": f"Unverified: {answer} That says nothing about whether it exists or is in force.",
        "doubt": ["several instruments go by this name" if several else "not read"],
        "sources": [],
        "horizon": short.horizon_of(tracker.status().horizon),
    }


def _reasons(report: StateReport) -> list[str]:
    """Return what keeps the record from saying yes or no; nothing where it can."""
    state = report.states[0]
    found = []
    if report.sources.instruments[state.instrument].family is Family.GUIDANCE:
        found.append("it is guidance, a notice or a list, which is issued and not in force as a rule is")
    if state.whole is not None:
        found.append("nothing is recorded about this part")
    if UNNAMED in state.flags:
        found.append(flag(UNNAMED))
    if state.hours:
        found.append(f"it is in force for part of that day only, {hours_words(state)}")
    elif state.force not in _VERDICTS:
        found.append(f"whether it binds is {state.force.value}")
    found += doubts(state.flags)
    asked = min(_day(state.on), _day(state.known))
    last = _read_through(report.horizon)
    if last is None or last < asked:
        found.append(f"its sources were read through {last.isoformat() if last else 'no day'}, not {asked.isoformat()}")
    return found


def _day(moment: Moment) -> dates.Date:
    return moment.day or dates.day_of(moment.tick())


def _read_through(horizon: Horizon) -> dates.Date | None:
    """Return through which day what could change the instrument was read: its own sources, or the Register."""
    stated = [each.checked_through for each in horizon.instruments]
    stated += [each.checked_through for each in horizon.sources if each.id == _REGISTER and each.checked_through]
    return max(map(dates.parse_date, stated)) if stated else read_through(horizon)
