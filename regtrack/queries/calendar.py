"""The dates that an answer is about, each with its history."""

from __future__ import annotations

from collections.abc import Iterable

from regtrack.dates import Moment
from regtrack.diff import Subject
from regtrack.diff.date_history import dated, touching
from regtrack.fold import Question
from regtrack.model.answers import Calendar, Report, StateReport
from regtrack.model.change import Dated, Upcoming
from regtrack.model.kinds import Certainty
from regtrack.model.listings import TimelineReport, UpcomingReport
from regtrack.model.selection import Selection
from regtrack.queries import lookup, reports
from regtrack.store import Store


def of_answer(store: Store, answer: Report | StateReport | TimelineReport | UpcomingReport) -> Calendar:
    """Return the dates that the statements named in an answer set, moved or took away, as far as the answer knows.

    A timeline lists statements of any certainty; its dates are those that published acts set, and beside them those
    that were only said.
    """
    horizon, sources = answer.horizon, answer.sources
    threshold = Certainty.PUBLISHED if isinstance(answer, TimelineReport) else horizon.threshold
    question = Question(sources.known, sources.known, horizon.known_by, threshold)
    named = set(sources.events)
    known = lookup.postings(store, sources.instruments)
    listed = [
        each
        for item in sources.instruments.values()
        if item.id in known
        for each in dated(Subject(item.id, item.family, item.legal_zone, known[item.id]), question)
        if each.statements & named and (not isinstance(answer, Report) or _is_news(each, answer, item.legal_zone))
    ]
    return _with_sources(store, listed, sources.known)


def _is_news(date: Dated, report: Report, zone: str) -> bool:
    """Whether a date was set, moved or given up between the two questions, fell between them, or lies ahead.

    What rests on the same acts and was so before is no news.
    """
    learned = sorted(moment.tick() for moment in report.knowledge)
    passed = sorted(moment.tick(zone) for moment in report.law)
    return (
        learned[0] < date.changed_at <= learned[1]
        or passed[0] < date.item.sort <= passed[1]
        or not date.statements.isdisjoint(report.late)
        or any(_same(date.item, ahead) for ahead in report.upcoming)
    )


def _same(one: Upcoming, other: Upcoming) -> bool:
    return (one.instrument, one.scope, one.facet, one.name, one.after) == (
        other.instrument, other.scope, other.facet, other.name, other.after,
    )  # fmt: skip


def of_upcoming(store: Store, question: Question, chosen: Selection, within: int) -> Calendar:
    """Return the dates in the days ahead.

    And those that were to fall in them and were moved out of them or given up.
    """
    last = reports.last_day(question, within)
    subjects = (subject for _, subject in lookup.subjects(store, chosen, reports.targets_near(store, question, within)))
    listed = [
        each
        for subject in subjects
        for each in touching(dated(subject, question), question.on.tick(subject.zone), last, subject.zone)
    ]
    return _with_sources(store, listed, question.known)


def _with_sources(store: Store, listed: Iterable[Dated], known: Moment) -> Calendar:
    dates = sorted(listed, key=lambda each: (each.item.sort, each.item.instrument, each.item.scope or "", each.name))
    ids = {id_ for each in dates for id_ in (*each.item.because, *each.ended_by)}
    return Calendar(tuple(dates), lookup.sources(store, ids, {each.item.instrument for each in dates}, known))
