"""Views: every detail of an answer, made once for all formats that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from regtrack.report.view.model import CitedDocument, View, ViewEntry, ViewGroup, ViewPart

if TYPE_CHECKING:
    from regtrack.model.answers import Report, StateReport
    from regtrack.model.listings import TimelineReport, UpcomingReport
    from regtrack.report.answer.listing import DateList
    from regtrack.report.answer.model import Answer
    from regtrack.report.answer.state import StateAnswer

    First: TypeAlias = Answer | StateAnswer | DateList


def first_of(answer: Report | StateReport | TimelineReport | UpcomingReport, sort: str | None = None) -> First:
    """Return what is told first of any answer; each module only where it is shown."""
    from regtrack.model.answers import Report, StateReport

    if isinstance(answer, Report):
        from regtrack.report.answer import report

        return report.of(answer, sort=sort or "weight")
    if isinstance(answer, StateReport):
        from regtrack.report.answer import state

        return state.of(answer)
    from regtrack.report.answer import listing

    return listing.of(answer, sort=sort or "date")


def of(answer: Report | StateReport | TimelineReport | UpcomingReport, first: Any = None) -> View:
    """Return the view of any answer, under what is told first of it."""
    from regtrack.model.answers import Report, StateReport
    from regtrack.model.listings import TimelineReport

    first = first_of(answer) if first is None else first
    if isinstance(answer, Report):
        from regtrack.report.view.changes import of_report

        return of_report(answer, first)
    if isinstance(answer, StateReport):
        from regtrack.report.view.states import of_states

        return of_states(answer, first)
    from regtrack.report.view import lists

    make = lists.of_timeline if isinstance(answer, TimelineReport) else lists.of_upcoming
    return make(answer, first)  # type: ignore[arg-type]


__all__ = ["CitedDocument", "View", "ViewEntry", "ViewGroup", "ViewPart", "first_of", "of"]
