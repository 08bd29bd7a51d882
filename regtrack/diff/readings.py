"""One side of a comparison: every facet of a provision at one tick, each with the events that say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from types import SimpleNamespace
from typing import NamedTuple, TypeAlias

from regtrack import dates
from regtrack.dates import Tick
from regtrack.fold import Cell, Course, Limit, Question, last_moment, said_date, warnings
from regtrack.fold.terms import DIM
from regtrack.model.change import Facet
from regtrack.model.event import Value
from regtrack.model.kinds import KINDS, Certainty, Family, Operation
from regtrack.model.posting import Posting
from regtrack.model.scope import Path


class Subject:
    """One instrument with its postings; what is known of it, and of each provision, is sorted out once for a question.

    Args:
        id, family, zone: of the instrument.
        postings: every one of its postings.
    """

    __slots__ = ("_cells", "_courses", "family", "id", "postings", "zone")

    def __init__(self, id: str, family: Family, zone: str, postings: Sequence[Posting]) -> None:
        self.id = id
        self.family = family
        self.zone = zone
        self.postings = postings
        self._courses: dict[Limit, Course] = {}
        self._cells: dict[tuple[Limit, Path], Cell] = {}

    def course(self, question: Question) -> Course:
        """All that is known of it for a question."""
        found = self._courses.get(question.limit)
        if found is None:
            found = self._courses[question.limit] = Course(self.postings, self.family, question.limit)
        return found

    def cell(self, question: Question, path: Path) -> Cell:
        """One provision of it as known for a question."""
        found = self._cells.get(place := (question.limit, path))
        if found is None:
            found = self._cells[place] = Cell(self.course(question), path)
        return found


class FacetReading(NamedTuple):
    """One facet on one side: what it says, and the events that say it."""

    text: str
    reasons: tuple[Posting, ...]
    on: str | None = None
    until: str | None = None
    then: str | None = None
    flags: tuple[str, ...] = ()


Key: TypeAlias = tuple[Facet, str | None]


def value_text(value: Value | None) -> str:
    """Return a value as data spells it: a truth value in lower case."""
    return str(value).lower() if isinstance(value, bool) else str(value)


FACET = SimpleNamespace(**Facet.__members__)  # as DIM of the fold
ALL_FACETS = frozenset(Facet)
_LABELS = {int(certainty): certainty.label for certainty in Certainty}


class Side(NamedTuple):
    """One provision, as known, at one tick."""

    cell: Cell
    at: Tick


def is_recited(reasons: Sequence[Posting]) -> bool:
    """Return whether a status is told by recitals alone."""
    return bool(reasons) and all(each.row.operation is Operation.RECITE for each in reasons)


def is_no_rest(cell: Cell) -> bool:
    """Whether a cell is that of the whole of an instrument of which only parts have dates: each of these is shown."""
    return not cell.path and cell.course.divided and cell.course.only_parts


def status_of(side: Side) -> str | None:
    """Return the status of a provision on one side; None where there is nothing to say."""
    if is_no_rest(side.cell):
        return None
    standing = side.cell.standing(side.at)
    known = standing.status != "none" and (standing.reasons or standing.status != "unknown")
    return standing.status if known else None


def read_status(side: Side, zone: str) -> FacetReading:
    """Read the status of a provision with its days, its doubts and the events that say it."""
    cell, at = side
    standing, turned = cell.standing(at), _turned(side)
    flags = tuple(sorted(warnings(cell, at, zone, standing, turned)))
    return FacetReading(standing.status, _each_once(*turned, *standing.reasons), *_days(side, zone), flags)


def read_past_status(side: Side) -> FacetReading:
    """Read the status of a provision before it changed, without the days of its beginning and end."""
    standing = side.cell.standing(side.at)
    return FacetReading(standing.status, _each_once(*_turned(side), *standing.reasons))


def _turned(side: Side) -> tuple[Posting, ...]:
    """Return the acts that made a status as it is."""
    since = side.cell.since(side.at)
    return side.cell.acts_at(since.latest) if since is not None else ()


def _days(side: Side, zone: str) -> tuple[str | None, str | None, str | None]:
    """Return since when a status is as it is, until when, and what follows."""
    since, following = side.cell.since(side.at), side.cell.next(side.at)
    return (
        dates.spell_between(*since, zone) if since is not None else None,
        dates.spell_between(*following[0], zone) if following else None,
        following[1].status if following else None,
    )


def _each_once(*postings: Posting) -> tuple[Posting, ...]:
    return tuple({p.id: p for p in postings}.values())


def read(side: Side, zone: str) -> dict[Key, FacetReading]:
    """Read what every facet of a provision says on one side; of the status without its doubts and what says it."""
    status, others = status_of(side), read_others(side, zone)
    return {(FACET.STATUS, None): FacetReading(status, (), *_days(side, zone)), **others} if status else others


def read_others(side: Side, zone: str, facets: Set[Facet] = ALL_FACETS) -> dict[Key, FacetReading]:
    """Read some facets but the status, which costs most to read and is most often the same."""
    cell, at = side
    found: dict[Key, FacetReading] = {}
    if FACET.SCHEDULE in facets and not is_no_rest(cell):
        following = cell.next(at)
        if following is not None:
            until = dates.spell_between(*following[0], zone)
            reasons = (*following[1].reasons, *cell.standing(at).reasons)
            found[FACET.SCHEDULE, None] = FacetReading(f"{following[1].status} on {until}", reasons, until)
    found.update(_read_terms(cell, at, zone, facets))
    for known in cell.announced(at) if FACET.ANNOUNCED in facets else ():
        posting = known.posting
        date = said_date(posting, zone)
        words = f"{known.row.phrase} ({_LABELS[known.certainty]})"
        found[FACET.ANNOUNCED, posting.key] = FacetReading(words, (posting,), date)
    return found


def _read_terms(cell: Cell, at: Tick, zone: str, facets: Set[Facet]) -> Iterator[tuple[Key, FacetReading]]:
    if FACET.DUTY in facets and cell.acts(DIM.DUTY):
        told: dict[str | None, FacetReading] = {}
        for duty in cell.duties(at, cell.standing(at)):
            on = dates.spell_between(*duty.start, zone) if duty.start is not None else None
            ended = duty.end is not None and duty.end.latest <= at
            words = f"{duty.answer} from {on}" if on and not ended else duty.answer
            first = told.get(duty.about)  # of several days that nobody gives to anyone
            told[duty.about] = (
                FacetReading(f"{first.text}, {words}", (*first.reasons, *duty.acts), first.on)
                if first
                else FacetReading(words, duty.acts, on)
            )
        for about, reading in told.items():
            yield (FACET.DUTY, about), reading
    if FACET.ENFORCEMENT in facets and cell.acts(DIM.ENFORCEMENT):
        word, acts = cell.enforcement(at)
        if word != "normal":
            yield (FACET.ENFORCEMENT, None), FacetReading(word, acts, _began(acts[0], zone))
    if FACET.DEADLINE in facets and cell.acts(DIM.DEADLINE):
        for name, known in cell.deadlines(at):
            last = last_moment(known.posting, zone)
            passed = known.posting.end1 is not None and known.posting.end1 <= at
            yield (
                (FACET.DEADLINE, name),
                FacetReading(f"{'closed' if passed else 'open until'} {last}", (known.posting,), last),
            )
    if FACET.VALUE in facets and cell.acts(DIM.VALUE):
        for name, posting in cell.values(at):
            yield (FACET.VALUE, name), FacetReading(value_text(posting.detail.value), (posting,), _began(posting, zone))
    if FACET.TEXT in facets and cell.acts(DIM.TEXT):
        for posting in cell.texts(at):
            yield (FACET.TEXT, posting.key), FacetReading(KINDS[posting.kind].phrase, (posting,), _began(posting, zone))


def _began(posting: Posting, zone: str) -> str:
    """Return when something began that has begun."""
    return dates.spell_between(posting.begin0, posting.begin1, zone)
