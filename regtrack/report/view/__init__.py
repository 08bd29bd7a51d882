"""Views: what every human-readable format shows, made once from an answer."""

import attrs

from regtrack.model.answers import Report, StateReport, TimelineReport, UpcomingReport
from regtrack.report.view.changes import of_report
from regtrack.report.view.lists import instrument_list, of_timeline, of_upcoming
from regtrack.report.view.model import CitedDocument, View, ViewEntry, ViewGroup, ViewPart
from regtrack.report.view.shared import horizon_lines, notices
from regtrack.report.view.states import of_states


def of(answer: Report | StateReport | TimelineReport | UpcomingReport) -> View:
    """Return the view of any answer."""
    return attrs.evolve(_of(answer), notices=notices(answer.horizon, answer.sources.known))


def _of(answer: Report | StateReport | TimelineReport | UpcomingReport) -> View:
    if isinstance(answer, Report):
        return of_report(answer)
    if isinstance(answer, StateReport):
        return of_states(answer)
    return of_timeline(answer) if isinstance(answer, TimelineReport) else of_upcoming(answer)


__all__ = [
    "CitedDocument",
    "View",
    "ViewEntry",
    "ViewGroup",
    "ViewPart",
    "horizon_lines",
    "instrument_list",
    "of",
    "of_report",
    "of_states",
    "of_timeline",
    "of_upcoming",
]  # fmt: skip
