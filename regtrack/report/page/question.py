"""The question that a page begins with: its days, what moves between them, and which statements count."""

from __future__ import annotations

from regtrack.dates import Moment
from regtrack.model.answers import Report, StateReport
from regtrack.model.kinds import Certainty
from regtrack.model.listings import AnyAnswer, Board, TimelineReport, UpcomingReport
from regtrack.model.state import KnownBy
from regtrack.report.page.time_machine import Day, Mode, day_of


def mode_of(answer: AnyAnswer) -> Mode:
    """Return how an answer counts statements; a timeline lists all, but its law rests on published acts."""
    if isinstance(answer, StateReport):
        return answer.states[0].known_by, answer.states[0].threshold
    floor = Certainty.PUBLISHED if isinstance(answer, TimelineReport) else answer.horizon.threshold
    return KnownBy(answer.horizon.known_by), floor


def days_of(answer: AnyAnswer) -> tuple[Day, Day, Day]:
    """Return the day, the knowledge and the day to compare with."""
    if isinstance(answer, Report):
        earlier = answer.knowledge[0] if move_of(answer) == "knowledge" else answer.law[0]
        return day_on(answer.law[1]), day_on(answer.knowledge[1]), day_on(earlier)
    if isinstance(answer, Board):
        on, known = day_on(answer.on), day_on(answer.known)
    elif isinstance(answer, StateReport):
        on, known = day_on(answer.states[0].on), day_on(answer.states[0].known)
    else:
        known = day_on(answer.sources.known)
        on = day_on(answer.after) if isinstance(answer, UpcomingReport) else known
    return on, known, min(on, known) - 90


def move_of(answer: AnyAnswer) -> str:
    """Return what moves from one day to the other: the law, the knowledge or both."""
    if not isinstance(answer, Report) or answer.command == "since":
        return "both"
    return "knowledge" if answer.law[0] == answer.law[1] else "law"


def day_on(moment: Moment) -> Day:
    """Return the day of a moment in Federal time."""
    return day_of(moment.tick())
