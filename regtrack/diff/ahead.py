"""What lies ahead of a day by what is known: dates, and promises without one."""

from __future__ import annotations

from collections.abc import Iterator

from regtrack import dates
from regtrack.dates import Tick
from regtrack.diff.readings import Subject, value_text
from regtrack.fold import Cell, Question, last_moment
from regtrack.model.change import Facet, Upcoming
from regtrack.model.kinds import KINDS, Certainty, Dimension, Operation
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, spell


def ahead(subject: Subject, question: Question, last: Tick) -> Iterator[Upcoming]:
    """The dates of one instrument after the day asked about, up to and including ``last``."""
    course = subject.course(question)
    at = question.on.tick(subject.zone)
    seen: set[tuple[object, ...]] = set()
    for path in ((), *course.paths):
        for item in _ahead_of_cell(subject, subject.cell(question, path), path, at, last):
            key = (item.facet, item.name, item.on, item.after, item.because)
            if key not in seen:  # a provision that only follows the whole is not said twice
                seen.add(key)
                yield item


def _ahead_of_cell(subject: Subject, cell: Cell, path: Path, at: Tick, last: Tick) -> Iterator[Upcoming]:
    zone = subject.zone
    scope = spell(path) if path else None

    def item(
        tick: Tick, facet: Facet, name: str | None, after: str, certainty: int, *reasons: Posting, on: str = ""
    ) -> Upcoming:
        ids = tuple(dict.fromkeys(p.id for p in reasons))
        return Upcoming(
            subject.id, scope, on or dates.spell(tick, zone), tick, facet, name, after, Certainty(certainty), ids
        )

    for tick, standing in list(cell.stretches(at, last))[1:]:
        turned = (*cell.acts_at(tick), *standing.reasons)
        yield item(tick, Facet.STATUS, None, standing.status, cell.course.limit.threshold, *turned)
    standing = cell.standing(at)
    _, start, acts = cell.duty(at, standing)
    if start is not None and at < start <= last and acts:
        yield item(start, Facet.DUTY, acts[0].detail.name, "compliance required", acts[0].certainty, *acts)
    for name, known in cell.deadlines(at):
        end = known.posting.end1
        if end is not None and at < end <= last:
            on = last_moment(known.posting, zone)
            yield item(end, Facet.DEADLINE, name, "deadline", known.certainty, known.posting, on=on)
    for known in cell.acts(Dimension.VALUE):
        if at < known.begin0 <= last:
            yield item(
                known.begin0,
                Facet.VALUE,
                known.posting.detail.name,
                value_text(known.posting.detail.value),
                known.certainty,
                known.posting,
            )
    for known in cell.announced(at):
        moves_end = KINDS[known.posting.kind].operation is Operation.REEND
        date = known.posting.end1 if moves_end else known.posting.begin0
        if date is not None and at < date <= last and not known.posting.detail.undated:
            yield item(
                date,
                Facet.ANNOUNCED,
                known.posting.key,
                known.posting.kind,
                known.certainty,
                known.posting,
            )


def undated(subject: Subject, question: Question) -> Iterator[Posting]:
    """Promises of one instrument that are known, have no date and have not been kept."""
    course = subject.course(question)
    at = question.on.tick(subject.zone)
    for path in ((), *course.paths):
        cell = subject.cell(question, path)
        for known in cell.announced(at):
            if known.posting.detail.undated:
                yield known.posting
        if not path:
            yield from (k.posting for k in course.counted if k.posting.detail.undated and k.begin1 > at)
