"""The dates that an answer is about, each with its history."""

from __future__ import annotations

from collections.abc import Callable

from regtrack.diff import Subject
from regtrack.diff.date_history import dated, touching
from regtrack.fold import Question
from regtrack.model.answers import Calendar, Report
from regtrack.model.change import Dated, Upcoming
from regtrack.model.citing import Sources
from regtrack.model.kinds import Certainty
from regtrack.model.listings import DetailedAnswer, TimelineReport
from regtrack.model.selection import Selection
from regtrack.queries import lookup, reports, stays
from regtrack.store import Store


def of_answer(store: Store, answer: DetailedAnswer) -> Calendar:
    """Return the dates that the statements named in an answer set, moved or took away, as far as the answer knows.

    A timeline lists statements of any certainty; its dates are those that published acts set, and beside them those
    that were only announced.
    """
    horizon, sources = answer.horizon, answer.sources
    threshold = Certainty.PUBLISHED if isinstance(answer, TimelineReport) else horizon.threshold
    question = Question(sources.known, sources.known, horizon.known_by, threshold)
    named = set(sources.events)
    known = lookup.postings(store, sources.instruments)
    news = _news_of(answer) if isinstance(answer, Report) else None
    listed = [
        each
        for item in sources.instruments.values()
        if item.id in known
        for each in dated(Subject(item.id, item.family, item.legal_zone, known[item.id]), question)
        if each.statements & named and (news is None or news(each, item.legal_zone))
    ]
    return _with_sources(store, listed, question, sources)


def _news_of(report: Report) -> Callable[[Dated, str], bool]:
    """Return a test of whether a date of a zone is news.

    It was set, moved or given up between the two questions, fell between them, or lies ahead. What rests on the same
    acts and was so before is no news.
    """
    learned = sorted(moment.tick() for moment in report.knowledge)
    ahead = set(map(_named, report.upcoming))

    def is_news(date: Dated, zone: str) -> bool:
        first, last = sorted(moment.tick(zone) for moment in report.law)
        return (
            learned[0] < date.changed_at <= learned[1]
            or first < date.item.sort <= last
            or not date.statements.isdisjoint(report.late)
            or _named(date.item) in ahead
        )

    return is_news


def _named(item: Upcoming) -> tuple[object, ...]:
    return item.instrument, item.scope, item.facet, item.name, item.after


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
    return _with_sources(store, listed, question)


def _with_sources(store: Store, listed: list[Dated], question: Question, held: Sources | None = None) -> Calendar:
    items = stays.doubted(store, (each.item for each in listed), question)
    listed = [each._replace(item=item) for each, item in zip(listed, items, strict=True)]
    dates = sorted(listed, key=lambda each: (each.item.sort, each.item.instrument, each.item.scope or "", each.name))
    ids = {id_ for each in dates for id_ in (*each.item.because, *each.ended_by)}
    return Calendar(
        tuple(dates), lookup.sources(store, ids, {each.item.instrument for each in dates}, question.known, held=held)
    )
