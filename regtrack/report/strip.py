"""The course of each instrument's status as a few lines of text: a row an instrument, a column a month or more.

A column shows the status at the close of its last day, by what was known; what lies after that is as scheduled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from regtrack import dates
from regtrack.dates import DAWN, Date, Tick
from regtrack.fold import Cell, Course, Question
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.listings import TimelineReport
from regtrack.model.posting import Posting
from regtrack.report import dates_in_words, labels
from regtrack.report.language import instrument_name, term, tr
from regtrack.report.layout import cells, cut

MOST_ROWS = 100
_LABEL = 26
_AHEAD = 24
"""Most months that a picture goes on after what is known."""
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


class _Look(NamedTuple):
    """How a status is drawn, with and without Unicode, and what it is called."""

    sign: str
    plain: str
    words: str


_IN_FORCE = _Look("█", "#", "in force")
_PART = _Look("▓", "%", "in force in part")
_STAYED = _Look("░", ":", "stayed")
_AHEAD_OF_IT = _Look("·", ".", "published, not yet in effect")
_MAKING = _Look("─", "-", "proposed or announced")
_UNSURE = _Look("?", "?", "not known")
_NOTHING = _Look(" ", " ", "")
_LOOKS = MappingProxyType(
    {
        "force": _IN_FORCE,
        "stayed": _STAYED,
        "pending": _AHEAD_OF_IT,
        "delayed": _AHEAD_OF_IT,
        "making": _MAKING,
        "unsure": _UNSURE,
    }
)
"""By the look of a status on a page; a status that has ended or not begun is blank."""
ORDER = (_IN_FORCE, _PART, _STAYED, _AHEAD_OF_IT, _MAKING, _UNSURE)


def strip(
    answer: TimelineReport, postings: Mapping[str, Sequence[Posting]], *, width: int = 80, encoding: str = "utf-8"
) -> list[str]:
    """Return the picture of a timeline, no line wider than ``width`` cells; no lines where there is nothing to draw.

    Args:
        answer: the timeline; its instruments are drawn in the order in which they come.
        postings: of each instrument.
        width: columns in all.
        encoding: what the text will be encoded in; without blocks in it, plain characters stand for them.
    """
    events = [answer.sources.events[id_].event for id_ in answer.events]
    targets = [id_ for id_ in dict.fromkeys(event.target for event in events) if postings.get(id_)]
    if not targets or len(targets) > MOST_ROWS:
        return []
    known = answer.sources.known
    question = Question(known, known, answer.horizon.known_by, Certainty.PUBLISHED)
    courses = [_Course(answer.sources.instruments[id_], postings[id_], question) for id_ in targets]
    margin = 4 + max(cells(course.label) for course in courses)
    first = min(event.happened().start(dates.FEDERAL_ZONE).earliest for event in events)
    columns = _columns(first, known.tick(), max(course.last for course in courses), max(width - margin, 10))
    rows = {course: [course.look(last) for _, last in columns] for course in courses}
    rows = {course: row for course, row in rows.items() if any(look.words for look in row)}
    drawn = [look for look in ORDER if any(look in row for row in rows.values())]
    if not rows:
        return []
    signs = {look: look.sign for look in (*drawn, _NOTHING)}
    arrow = "▲"
    if not _fits("".join((*signs.values(), arrow)), encoding):
        signs, arrow = {look: look.plain for look in signs}, "^"
    lines = [" " * margin + _years([start for start, _ in columns], width - margin)]
    for course, row in rows.items():
        bars = "".join(signs[look] for look in row)
        lines.append(f"  {course.label}{' ' * (margin - 2 - cells(course.label))}{bars}")
    lines.append(_pointer(arrow, margin, [last for _, last in columns], known.tick(), width))
    lines += _legend([f"{signs[look]} {term('strip', look.words)}" for look in drawn], width)
    return [line.rstrip() for line in lines]


class _Course:
    """One instrument: its label, and its status at any tick."""

    def __init__(self, instrument: Instrument, postings: Sequence[Posting], question: Question) -> None:
        course = Course(postings, instrument.family, question.limit)
        whole = Cell(course)
        parts = [cell for cell in (Cell(course, path) for path in course.paths) if cell.has_force]
        self._cells = [whole, *parts] if whole.has_force or not parts else parts
        self._zone = instrument.legal_zone
        self.label = cut(" ".join(instrument_name(instrument).split()), _LABEL)
        self.last = max((turn for cell in self._cells for turn in cell.turns()), default=DAWN)

    def look(self, day: Date) -> _Look:
        """Return how it is drawn at the close of a day."""
        at = dates.day_close(day, self._zone)
        statuses = {cell.standing(at).status for cell in self._cells if cell.course.counted}
        looks = {_LOOKS.get(labels.LOOKS.get(status, ""), _NOTHING) for status in statuses} or {_NOTHING}
        if len(looks) > 1 and _IN_FORCE in looks:
            return _PART
        return min(looks, key=(*ORDER, _NOTHING).index)


def _columns(first: Tick, known: Tick, last: Tick, room: int) -> list[tuple[Date, Date]]:
    """Return the first and the last day of each column: as few months each as there is room for."""
    begin, now = dates.day_of(first), dates.day_of(known)
    ahead = min(max(last, known), dates.day_close(dates.add_months(now, _AHEAD)))
    end = max(begin, dates.day_of(ahead))
    for step in _STEPS:
        start = (begin.year * 12 + begin.month - 1) // step * step
        months = range(start, end.year * 12 + end.month, step)
        if len(months) <= room:
            break
    spans = [(dates.month_span(*_month(month))[0], dates.month_span(*_month(month + step - 1))[1]) for month in months]
    return spans[:room]


def _month(count: int) -> tuple[int, int]:
    year, month = divmod(count, 12)
    return year, month + 1


def _years(starts: Sequence[Date], room: int) -> str:
    """Return a line with each year above the column where it begins, as far as there is room."""
    places = [n for n, start in enumerate(starts) if n == 0 or start.year != starts[n - 1].year]
    if len(places) > 1 and places[1] <= 4 and starts[0].month != 1:
        del places[0]  # the last months of a year say less than the year after them
    line = ""
    for place in places:
        if (not line or place > len(line)) and place + 4 <= room:
            line = f"{line.ljust(place)}{starts[place].year}"
    return line


def _pointer(arrow: str, margin: int, lasts: Sequence[Date], known: Tick, width: int) -> str:
    """Return a line that points to the column up to which things are known."""
    day = dates.day_of(known)
    at = next((place for place, last in enumerate(lasts) if day <= last), None)
    if at is None:
        return ""
    words = tr("as known on {date}", date=dates_in_words.day(day))
    if margin + at + 2 + cells(words) <= width:
        return f"{' ' * (margin + at)}{arrow} {words}"
    return f"{' ' * (margin + at - 1 - cells(words))}{words} {arrow}"


def _legend(items: Sequence[str], width: int) -> list[str]:
    """Return what the signs mean, with no sign apart from its words."""
    lines = [""]
    for item in items:
        more = f"{lines[-1]}   {item}" if lines[-1] else f"  {item}"
        lines[-1:] = [more] if cells(more) <= width else [lines[-1], f"  {item}"]
    return lines


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
