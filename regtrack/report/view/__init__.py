"""Views: every detail of an answer, made once for all formats that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from regtrack.report.view.model import CitedDocument, View, ViewEntry, ViewGroup, ViewPart

if TYPE_CHECKING:
    from regtrack.model.answers import Report, StateReport, TimelineReport, UpcomingReport


def of(answer: Report | StateReport | TimelineReport | UpcomingReport) -> View:
    """Return the view of any answer."""
    from regtrack.report.view.shared import notices

    return attrs.evolve(_of(answer), notices=notices(answer.horizon, answer.sources.known))


def _of(answer: Report | StateReport | TimelineReport | UpcomingReport) -> View:
    from regtrack.model.answers import Report, StateReport, TimelineReport

    if isinstance(answer, Report):
        from regtrack.report.view.changes import of_report

        return of_report(answer)
    if isinstance(answer, StateReport):
        from regtrack.report.view.states import of_states

        return of_states(answer)
    from regtrack.report.view import lists  # each only where it is shown: a short answer needs none

    return lists.of_timeline(answer) if isinstance(answer, TimelineReport) else lists.of_upcoming(answer)


__all__ = ["CitedDocument", "View", "ViewEntry", "ViewGroup", "ViewPart", "of"]
