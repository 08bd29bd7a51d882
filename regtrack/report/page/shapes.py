"""What the timeline picture draws of an instrument: bars, lines, marks and dots, each for some days of knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from regtrack import dates
from regtrack.errors import DateError
from regtrack.model.change import Facet
from regtrack.model.kinds import Certainty, Family
from regtrack.report import dates_in_words, labels
from regtrack.report.language import joined, term, tr
from regtrack.report.page.page_labels import LEGEND
from regtrack.report.page.time_machine import EPOCH, FIRST, LAST, Day, FacetRow, Lane, Mode, Version, Whole

_FIRST_DAY = dates.parse_date("1970-01-01")


def look_of(status: str, *, guidance: bool = False, unenforced: bool = False) -> str:
    """Return how an instrument of a status is shown."""
    look = labels.look(status) or "unsure"
    if look != "force":
        return look
    return "guidance" if guidance else "unenforced" if unenforced else look


class Shape(NamedTuple):
    """One thing in a lane.

    Attributes:
        kind: ``bar`` (status), ``under`` (enforcement), ``said`` (an announced change, as a line), ``mark`` (a date),
            ``dot`` (a statement that became known).
        look: which of its kind; the name of a CSS class.
        first, last: days; equal for marks and dots.
        title: in words, with ``{first}`` and ``{last}`` for its days.
        words: its labels, the longest first: the first that fits is written on it or beside it.
    """

    kind: str
    look: str
    first: Day
    last: Day
    title: str
    words: tuple[str, ...] = ()

    def said(self, text: str) -> str:
        """Return a text with the shape's days filled in, as the page's script does."""
        for sign, day in (("{first}", self.first), ("{last}", self.last)):
            if sign in text:  # what always was, or always will be, has no day
                text = text.replace(sign, words(day))
        return text


Stands = dict[Shape, list[tuple[Day, Day]]]
"""Each shape with its spans of knowledge: the first day, and the day after the last."""


def shapes_of(lane: Lane, mode: Mode) -> Stands:
    """Return every shape of a lane in one mode, with the days of knowledge for which it holds."""
    found: Stands = {}
    versions = lane.courses[mode]
    ends = [day for day, _ in versions[1:]] + [LAST]
    for (day, version), end in zip(versions, ends, strict=True):
        for shape in _of_version(version, guidance=lane.instrument.family is Family.GUIDANCE):
            known = found.setdefault(shape, [])
            if known and known[-1][1] == day:
                known[-1] = known[-1][0], end
            else:
                known.append((day, end))
    for day, certainty, phrase in lane.statements:
        label = Certainty(certainty).label
        found[Shape("dot", label, day, day, dot_title(label, phrase))] = [(day, LAST)]
    return found


def dot_title(label: str, act: str) -> str:
    """Return the title of a dot: how sure a statement is, its act, and when it became known."""
    return tr("{certainty}: {act}, {date}", certainty=term("certainty", label), act=act, date="{first}")


def begin(shapes: Iterable[Shape]) -> Day:
    """Return the first day of a lane: of its first bar, else of its first shape."""
    all_ = list(shapes)
    bars = [shape.first for shape in all_ if shape.kind == "bar" and shape.first > FIRST]
    return min(bars or [shape.first for shape in all_])


def words(day: Day) -> str:
    """Return a day in words."""
    return dates_in_words.day(date_of(day))


def iso(day: Day) -> str:
    """Return a day as a date field spells it."""
    return date_of(day).isoformat()


def date_of(day: Day) -> dates.Date:
    """Return a day as a date."""
    return dates.add_days(_FIRST_DAY, day)


def _of_version(version: Version, *, guidance: bool) -> Iterator[Shape]:
    facets = version.cells[None]
    status = facets.get((Facet.STATUS, None), ())
    for first, last, row in _stretches(version.whole, lambda row: (row.status, row.enforcement)):
        shown = row.status != "unknown" or version.paths or _speaks(status, row.day)
        look = look_of(row.status, guidance=guidance, unenforced=row.enforcement == "discretion")
        if shown and labels.look(row.status) is not None:
            what = labels.status(row.status)
            if look == "unenforced":
                what = joined(", ", (what, labels.enforcement(row.enforcement)))
            since = _lasting(what, first, LAST) if first > FIRST else ""
            yield Shape("bar", look, first, last, _lasting(what, first, last), tuple(filter(None, (since, what))))
        if row.enforcement != "normal" and not (shown and look == "unenforced"):
            title = _lasting(labels.enforcement(row.enforcement), first, last)
            yield Shape("under", row.enforcement, first, last, title)
    for (facet, _), rows in facets.items():
        if facet is Facet.ANNOUNCED:
            yield from _announced(rows)
        elif facet in (Facet.DEADLINE, Facet.DUTY):
            look = "deadline" if facet is Facet.DEADLINE else "duty"
            word = term("legend", LEGEND["mark", look])
            dated = ((row, _day(row.on)) for row in rows if row.mark != "passed")
            yield from (Shape("mark", look, on, on, row.say, (word,)) for row, on in dated if on is not None)


def _announced(rows: Iterable[FacetRow]) -> Iterator[Shape]:
    """Yield an announced change: a mark on its day, and a line to the date announced or while it stands."""
    for first, last, row in _stretches(rows, lambda row: row.text):
        if row.text is not None:
            on = _day(row.on)
            act = row.say.partition(term("form", ": "))[2].rstrip(".。")
            words = act, act.partition(term("form", ", "))[0]
            yield Shape("said", row.mark, first, on if on is not None and on > first else last, row.say, words)
            yield Shape("mark", "announced", first, first, row.say, words)


R = TypeVar("R", FacetRow, Whole)


def _stretches(rows: Iterable[R], key: Callable[[R], object]) -> Iterator[tuple[Day, Day, R]]:
    """Merge successive rows that say the same: yield the first day, the day after the last, and the row."""
    found: list[R] = []
    for row in rows:
        if not found or key(found[-1]) != key(row):
            found.append(row)
    ends = [row.day for row in found[1:]] + [LAST]
    for row, last in zip(found, ends, strict=True):
        if row.day < last:
            yield row.day, last, row


def _speaks(rows: Sequence[FacetRow], day: Day) -> bool:
    """Return whether a facet says anything on a day."""
    reached = [row for row in rows if row.day <= day]
    return bool(reached) and reached[-1].text is not None


def _lasting(what: str, first: Day, last: Day) -> str:
    """Return a status with its first day and its end, where it has them."""
    if first > FIRST and last < LAST:
        return tr("{what} from {first} until {last}", what=what, first="{first}", last="{last}")
    if first > FIRST:
        return tr("{what} from {first}", what=what, first="{first}")
    return tr("{what} until {last}", what=what, last="{last}") if last < LAST else what


def _day(text: str | None) -> Day | None:
    """Return the day of a date as readings spell it; None for one that is no day, or not certain."""
    try:
        return dates.parse_date((text or "").rpartition("..")[2][:10]).toordinal() - EPOCH
    except DateError:
        return None
