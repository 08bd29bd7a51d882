"""Answers as objects: every format for people is a view of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regtrack.report.answer.answer import Answer

if TYPE_CHECKING:
    from regtrack.model.listings import AnyAnswer, DetailedAnswer


def of(found: AnyAnswer, sort: str | None = None) -> Answer:
    """Return the answer to any question, without its details; each module only where it is needed."""
    from regtrack.model.answers import Report, StateReport

    if isinstance(found, Report):
        from regtrack.report.answer import report

        return report.of(found, sort=sort or "weight")
    if isinstance(found, StateReport):
        from regtrack.report.answer import state

        return state.of(found)
    from regtrack.model.listings import Board

    if isinstance(found, Board):
        from regtrack.report.answer import board

        return board.of(found)
    from regtrack.report.answer import listing

    return listing.of(found, sort=sort or "date")


def whole(found: DetailedAnswer, sort: str | None = None) -> Answer:
    """Return the answer to any question with its details, its sources and limits."""
    from regtrack.report.answer import details
    from regtrack.report.answer.limits import horizon_lines

    return of(found, sort)._replace(details=details.of(found), horizon=horizon_lines(found.horizon))


__all__ = ["Answer", "of", "whole"]
