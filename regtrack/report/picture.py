"""The timeline picture of a page: a lane an instrument, drawn as shapes on a line of days.

Effect and knowledge are kept apart: a lane's bar shows what the law was and will be, the dots below it when the public
could know. Each shape carries the days of knowledge for which it stands, so that the page can show the picture as it
would have been drawn on any of them. Places are percentages of the width; the template turns shapes into SVG.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import attrs

from regtrack import dates
from regtrack.errors import DateError
from regtrack.model.change import Facet
from regtrack.model.kinds import ENDED, Certainty, Family
from regtrack.report import phrases
from regtrack.report.language import tr
from regtrack.report.layout import cells
from regtrack.report.time_machine import EPOCH, FIRST, LAST, Day, FacetRow, Lane, Mode, Version, Whole

MOST = 60
"""So many lanes at most: a picture with more shows none."""
MOST_SHOWN = 12
"""So many lanes of what moved are shown at most."""
_DAYS, _WEEKS = 16, 100
"""Up to so many days each has a line of its own, and each week."""
_MONDAY = 3
"""Added to the number of a Monday makes a multiple of seven."""
NAME = 38
"""Columns of a lane's name."""

LOOKS = MappingProxyType(
    {
        **dict.fromkeys(("in_force", "current", "law"), "force"),
        **dict.fromkeys(("pending", "filed", "adopted"), "pending"),
        **dict.fromkeys(("delayed", "delayed_indefinitely"), "delayed"),
        "stayed": "stayed",
        **dict.fromkeys(
            ("announced", "proposed", "reported", "introduced", "in_committee", "reported_out", "passed_one",
             "passed_both", "presented"), "making",
        ),
        **dict.fromkeys(
            ("expired", "rescinded", "superseded", "vacated", "nullified", "withdrawn", "proposal_withdrawn", "vetoed",
             "dead"), "ended",
        ),
        **dict.fromkeys(("unknown", "mixed"), "unsure"),
    }
)  # fmt: skip
"""How a bar looks for each status; ``none`` has no bar."""


def looks() -> dict[str, str]:
    """Return how a bar looks for each status, those of plug-ins among them."""
    return {**LOOKS, **dict.fromkeys(sorted(ENDED - LOOKS.keys()), "ended")}


def look_of(status: str, *, guidance: bool = False, unenforced: bool = False) -> str:
    """Return how an instrument of a status is shown."""
    look = looks().get(status, "unsure")
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
        title: in words.
    """

    kind: str
    look: str
    first: Day
    last: Day
    title: str


class Drawn(NamedTuple):
    """A shape in its place."""

    kind: str
    look: str
    x: str
    end: str
    width: str
    title: str
    since: Day
    until: Day
    now: bool
    first: Day
    last: Day


@attrs.frozen
class PictureLane:
    """One instrument's lane: its short name, the picture in a sentence, whether it is shown at first, its topic."""

    id: str
    name: str
    title: str
    words: tuple[str, ...]
    shapes: tuple[Drawn, ...]
    shown: bool = True
    topic: str = ""


@attrs.frozen
class DayLine:
    """A day across all lanes."""

    look: str
    x: str
    day: Day
    label: str


@attrs.frozen
class Picture:
    """A timeline picture.

    Attributes:
        first, last: the days at its edges.
        lanes: from the earliest to begin to the latest.
        months: month or year lines, each with its place and label; a year's name stands where it begins.
        lines: today and the compared days.
        known: place from which on it shows what was only expected.
        left_out: how many instruments of the answer it has no lane for.
        follows: its edges follow the compared days, and it shows the lanes that moved between them.
    """

    first: Day
    last: Day
    lanes: tuple[PictureLane, ...]
    months: tuple[DayLine, ...]
    lines: tuple[DayLine, ...]
    known: DayLine
    left_out: int
    follows: bool = False

    @property
    def rows(self) -> list[tuple[str, bool, PictureLane | None]]:
        """The rows from top to bottom: a topic, whether it is shown, and a lane or None for the topic's own heading."""
        found: list[tuple[str, bool, PictureLane | None]] = []
        if len({lane.topic for lane in self.lanes}) < 2:
            return [("", lane.shown, lane) for lane in self.lanes]
        several = len({lane.topic for lane in self.lanes if lane.shown}) > 1
        for topic, own in groupby(self.lanes, key=lambda lane: lane.topic):
            lanes = list(own)
            found.append((topic, several and any(lane.shown for lane in lanes), None))
            found += [(topic, lane.shown, lane) for lane in lanes]
        return found

    @property
    def height(self) -> int:
        """How many rows are shown."""
        return sum(shown for _, shown, _ in self.rows)

    @property
    def signs(self) -> set[tuple[str, str]]:
        """Each kind of shape with its look that can be seen at first."""
        seen = (shape for lane in self.lanes if lane.shown for shape in lane.shapes if shape.now)
        return {(each.kind, each.look) for each in seen if each.first < self.last and each.last >= self.first}


@attrs.frozen
class PictureFrame:
    """Which days a picture is about: those compared, up to when it knows, today (None: not known), and its edges.

    Without edges it is about what moved: these instruments, and the days compared fill its width.
    """

    compared: tuple[Day, ...]
    known: Day
    today: Day | None
    first: Day | None = None
    last: Day | None = None
    moved: tuple[str, ...] = ()


def draw(lanes: Sequence[Lane], mode: Mode, frame: PictureFrame) -> Picture | None:
    """Return the picture of some lanes by one way of counting statements; None if there is nothing to draw."""
    found = [(lane, _shapes(lane, mode)) for lane in _telling(lanes, frame)]
    first, last = _edges([shape for _, shapes in found for shape in shapes], frame)
    follows = bool(frame.moved)  # the page's script moves its edges, and has all that lies beyond them
    seen = [(lane, own) for lane, shapes in found if (own := shapes if follows else _within(shapes, first, last))]
    if not seen:
        return None
    place = {id_: number for number, id_ in enumerate(frame.moved[:MOST_SHOWN])}
    topics = _topics([lane for lane, _ in seen], place)

    def order(each: tuple[Lane, Stands]) -> tuple[object, ...]:
        lane, shapes = each
        id_ = lane.instrument.id
        return topics.get(_topic(lane), len(topics)), place.get(id_, MOST), _begin(shapes), id_

    seen.sort(key=order)
    scale = _Scale(first, last)
    lines = list(zip(("on", "from"), reversed(frame.compared), strict=False))[::-1]
    if frame.today is not None:
        lines.append(("today", frame.today))
    return Picture(
        first,
        last,
        tuple(
            attrs.evolve(_lane(lane, shapes, scale, frame.known), shown=not follows or lane.instrument.id in place)
            for lane, shapes in seen
        ),
        tuple(_ticks(scale)),
        tuple(DayLine(look, scale.place(day), day, short(day)) for look, day in lines if first <= day <= last),
        DayLine("known", scale.place(min(max(frame.known + 1, first), last)), frame.known, ""),
        len(frame.moved) - len(place) if follows else len(lanes) - len(seen),
        follows,
    )


def _telling(lanes: Sequence[Lane], frame: PictureFrame) -> Sequence[Lane]:
    """Return the lanes that there is room for.

    Those about which most was said between the compared days, or near the day.
    """
    if len(lanes) <= MOST:
        return lanes
    if frame.moved:
        place = {id_: number for number, id_ in enumerate(frame.moved)}
        return sorted(lanes, key=lambda lane: place.get(lane.instrument.id, len(place)))[:MOST]
    first = frame.compared[0] if frame.first is None else frame.first
    last = frame.compared[-1] if frame.last is None else frame.last
    return sorted(lanes, key=lambda lane: -sum(first <= said.day <= last for said in lane.statements))[:MOST]


def words(day: Day) -> str:
    """Return a day in words."""
    return phrases.day(_date(day))


def short(day: Day) -> str:
    """Return a day in short words, for a label."""
    return phrases.short_day(_date(day))


def iso(day: Day) -> str:
    """Return a day as a date field spells it."""
    return _date(day).isoformat()


_FIRST_DAY = dates.parse_date("1970-01-01")


def _date(day: Day) -> dates.Date:
    return dates.add_days(_FIRST_DAY, day)


# --- shapes -------------------------------------------------------------------------------------------------------

Known = tuple[Day, Day]
Stands = dict[Shape, list[Known]]
"""Each shape with the days of knowledge for which it stands, from the first to before the last."""


def _shapes(lane: Lane, mode: Mode) -> Stands:
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
    for said in lane.statements:
        label = Certainty(said.certainty).label
        told = tr(
            "{certainty}: {act}, {date}", certainty=phrases.certainty(label), act=said.phrase, date=words(said.day)
        )
        shape = Shape("dot", label, said.day, said.day, told)
        found[shape] = [(said.day, LAST)]
    return found


def _of_version(version: Version, *, guidance: bool) -> Iterator[Shape]:
    facets = version.cells[None]
    status = facets.get((Facet.STATUS, None), ())
    for first, last, row in _stretches(version.whole, lambda row: (row.status, row.enforcement)):
        told = row.status != "unknown" or version.paths or _speaks(status, row.day)
        if told and row.status != "none":
            look = look_of(row.status, guidance=guidance, unenforced=row.enforcement == "discretion")
            yield Shape("bar", look, first, last, _lasting(phrases.status(row.status), first, last))
    for first, last, row in _stretches(version.whole, lambda row: row.enforcement):
        if row.enforcement != "normal":
            title = _lasting(phrases.enforcement(row.enforcement), first, last)
            yield Shape("under", row.enforcement, first, last, title)
    for (facet, _), rows in facets.items():
        if facet is Facet.ANNOUNCED:
            yield from _announced(rows)
        elif facet in (Facet.DEADLINE, Facet.DUTY):
            look = "deadline" if facet is Facet.DEADLINE else "duty"
            dated = ((row, _day(row.on)) for row in rows if row.mark != "passed")
            yield from (Shape("mark", look, on, on, row.say) for row, on in dated if on is not None)


def _announced(rows: Iterable[FacetRow]) -> Iterator[Shape]:
    """Return a change that was said.

    A mark when it was, and a line to the date it was said for, or while it is still said.
    """
    for first, last, row in _stretches(rows, lambda row: row.text):
        if row.text is not None:
            on = _day(row.on)
            yield Shape("said", row.mark, first, on if on is not None and on > first else last, row.say)
            yield Shape("mark", "announced", first, first, row.say)


R = TypeVar("R", FacetRow, Whole)


def _stretches(rows: Iterable[R], key: Callable[[R], object]) -> Iterator[tuple[Day, Day, R]]:
    """Rows that say the same, joined: first day, the day after the last one, and the row."""
    joined: list[R] = []
    for row in rows:
        if not joined or key(joined[-1]) != key(row):
            joined.append(row)
    ends = [row.day for row in joined[1:]] + [LAST]
    for row, last in zip(joined, ends, strict=True):
        if row.day < last:
            yield row.day, last, row


def _speaks(rows: Sequence[FacetRow], day: Day) -> bool:
    """Whether a facet says anything on a day."""
    told = [row for row in rows if row.day <= day]
    return bool(told) and told[-1].text is not None


def _lasting(what: str, first: Day, last: Day) -> str:
    """Return what is so, with its begin and its end where there are such."""
    if first > FIRST and last < LAST:
        return tr("{what} from {first} until {last}", what=what, first=words(first), last=words(last))
    if first > FIRST:
        return tr("{what} from {first}", what=what, first=words(first))
    return tr("{what} until {last}", what=what, last=words(last)) if last < LAST else what


def _day(text: str | None) -> Day | None:
    """Return the day of a date as readings spell it; None for one that is no day, or not certain."""
    try:
        return dates.parse_date((text or "").rpartition("..")[2][:10]).toordinal() - EPOCH
    except DateError:
        return None


def _begin(shapes: Stands) -> Day:
    """When a lane's story begins: its first bar, else its first shape."""
    bars = [shape.first for shape in shapes if shape.kind == "bar" and shape.first > FIRST]
    return min(bars or [shape.first for shape in shapes])


# --- places -------------------------------------------------------------------------------------------------------


class _Scale:
    """Places of days, in per cent of the width."""

    def __init__(self, first: Day, last: Day) -> None:
        self.first, self.last = first, last

    def clipped(self, day: Day) -> Day:
        """Return a day, or the last place beyond an edge that is drawn."""
        width = self.last - self.first
        return max(self.first - width, min(day, self.last + width))

    def place(self, day: Day) -> str:
        return f"{(day - self.first) / (self.last - self.first) * 100:.1f}%"


def _edges(shapes: Iterable[Shape], frame: PictureFrame) -> tuple[Day, Day]:
    """Return the first and last day shown.

    Those compared with what lies near, or those of a story as far as it is told.
    """
    compared = frame.compared
    low, high = (frame.first, frame.last) if frame.first is not None else (None, None)
    days = sorted(
        day for shape in shapes for day in ((shape.first, shape.last) if shape.kind != "said" else (shape.first,))
        if FIRST < day < LAST
    )  # fmt: skip
    if low is None or high is None:  # the same as the page's script has it
        return compared[0], compared[-1] + 1  # to its close
    if days:
        near = [day for day in days if low <= day <= high] or [low, high]
        low, high = min(near[0], *compared), max(near[-1], *compared)
    pad = max((high - low) // 24, 10)
    return low - pad, high + pad


def _within(shapes: Stands, first: Day, last: Day) -> Stands:
    return {
        shape: known for shape, known in shapes.items()
        if shape.first < last and (shape.last > first or shape.first == shape.last >= first)
    }  # fmt: skip


def _lane(lane: Lane, shapes: Stands, scale: _Scale, known: Day) -> PictureLane:
    drawn = []
    told = []
    order = {"bar": 0, "under": 1, "said": 2, "mark": 3, "dot": 4}
    for shape in sorted(shapes, key=lambda s: (order[s.kind], s.first, s.last, s.look)):
        first, last = scale.clipped(shape.first), scale.clipped(shape.last)
        width = f"{max((last - first) / (scale.last - scale.first) * 100, 0):.1f}%"
        for since, until in shapes[shape]:
            now = since <= known < until
            places = scale.place(first), scale.place(last), width
            drawn.append(
                Drawn(shape.kind, shape.look, *places, shape.title, since, until, now, shape.first, shape.last)
            )
            if now and shape.kind != "dot" and shape.title not in told:
                told.append(shape.title)
    name, label = phrases.instrument_name(lane.instrument), phrases.instrument_label(lane.instrument)
    words_ = tuple(map(phrases.sentence, told))
    return PictureLane(lane.instrument.id, _cut(name), label, words_, tuple(drawn), topic=_topic(lane))


def _topic(lane: Lane) -> str:
    return lane.instrument.topics[0] if lane.instrument.topics else ""


def _topics(lanes: Iterable[Lane], place: Mapping[str, int]) -> dict[str, int]:
    """Return the topics in the order of the first lane of each: what moved first, what has no topic last."""
    order = sorted(lanes, key=lambda lane: (not lane.instrument.topics, place.get(lane.instrument.id, MOST)))
    return {topic: number for number, topic in enumerate(dict.fromkeys(map(_topic, order)))}


def _cut(name: str) -> str:
    if cells(name) <= NAME:
        return name
    while cells(name) > NAME - 1:
        name = name[:-1]
    return f"{name.rstrip()}…"


def _ticks(scale: _Scale) -> Iterator[DayLine]:
    """Lines at days, weeks or months, whichever have room for their names."""
    days = scale.last - scale.first
    if days > _WEEKS:
        yield from _months(scale)
        return
    step = 1 if days <= _DAYS else 7
    for day in range(scale.first, scale.last):
        if step == 1 or (day + _MONDAY) % step == 0:
            value = _date(day)
            look = "year" if value.month == value.day == 1 else "month"
            yield DayLine(look, scale.place(day), day, phrases.day_month(value.isoformat()))


def _months(scale: _Scale) -> Iterator[DayLine]:
    """Lines at the begin of months, so many that their names have room; of years, where months would be too many."""
    months = (scale.last - scale.first) / 30.4
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60) if months / step <= 12), 120)
    month = dates.month_span(_date(scale.first).year, 1)[0]
    while month.toordinal() - EPOCH < scale.last:
        day = month.toordinal() - EPOCH
        if day >= scale.first:
            year = month.month == 1
            label = tr("{year}", year=month.year) if year else phrases.month_name(month.month, short=True)
            yield DayLine("year" if year else "month", scale.place(day), day, label)
        month = dates.add_months(month, step)
