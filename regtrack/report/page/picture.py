"""The timeline picture of a page: a lane an instrument, drawn as shapes on a line of days.

Effect and knowledge are kept apart: a lane's bar shows what the law was and will be, the dots below it when the public
could know. The page is drawn for the days of its report; its script draws the same for any other days, by the same
rules (templates/page.js). Places are percentages of the width, heights are parts of a lane.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import attrs

from regtrack import dates
from regtrack.model.kinds import Certainty
from regtrack.report import dates_in_words
from regtrack.report.answer.model import Weight
from regtrack.report.answer.text import TITLES
from regtrack.report.answer.weighing import weight_of
from regtrack.report.language import instrument_label, instrument_name, sentence, term, tr
from regtrack.report.layout import cells, cut
from regtrack.report.page.page_labels import PAGE
from regtrack.report.page.shapes import Shape, Stands, begin, date_of, dot_title, shapes_of
from regtrack.report.page.time_machine import EPOCH, FIRST, LAST, Day, Lane, Mode
from regtrack.report.page.time_machine_table import WEIGHTS, Pool

MOST = 60
"""Most lanes of a picture."""
MOST_SHOWN = 12
"""Most lanes shown of what moved."""
_DAYS, _WEEKS = 16, 100
"""Up to this many days, each has a line; up to this many, each week."""
_MONDAY = 3
"""A Monday's number plus this is a multiple of seven."""
NAME = 38
"""Columns of a lane's name."""
HEAD, HEADING, FLAT = 1.3, 0.75, 0.72
"""How high the axis, a heading, and a lane with nothing below its bar are, where a lane with marks is 1."""
_PLOT, _COLUMN, _PAD = 960, 5.8, 14
"""Pixels: the width of the lanes on a laptop, of a column of small letters, and the space around words.
On other screens the script measures."""
_NO_ACT = frozenset(("none", "unknown", "announced", "reported"))
"""By these statuses an instrument is only announced."""


class Drawn(NamedTuple):
    """A shape in its place, with the words for which there is room."""

    kind: str
    look: str
    x: str
    end: str
    width: str
    word: str
    word_x: str


@attrs.frozen
class PictureLane:
    """One instrument's lane.

    Attributes:
        name, title: short and whole.
        words: the picture in sentences.
        drawn: the shapes shown at first.
        stands: every shape it can show, with the days of knowledge for which it holds.
        shown: whether it is shown at first.
        topic, weight: what it is about, and how much it weighs.
    """

    id: str
    name: str
    title: str
    words: tuple[str, ...]
    drawn: tuple[Drawn, ...]
    stands: Stands
    shown: bool
    topic: str
    weight: int

    @property
    def bare(self) -> bool:
        """Whether it has no bar, so that its marks stand in the middle."""
        return all(each.kind != "bar" for each in self.drawn)

    @property
    def height(self) -> float:
        """How high it is: marks need room below a bar."""
        return FLAT if self.bare or all(each.kind not in ("mark", "dot") for each in self.drawn) else 1


@attrs.frozen
class DayLine:
    """A day across all lanes."""

    look: str
    x: str
    day: Day
    label: str


class Row(NamedTuple):
    """A row of the picture: its distance from the top, and a lane, or None for a heading."""

    y: float
    heading: str
    lane: PictureLane | None


@attrs.frozen
class Picture:
    """A timeline picture.

    Attributes:
        first, last: the days at its edges.
        lanes: by topic and weight, then from the earliest to begin to the latest.
        months: month or year lines, each with its place and label; a year's name stands where it begins.
        lines: today and the closes of the compared days.
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
    def rows(self) -> list[Row]:
        """The rows that are shown: each topic has a heading where there are several, else each weight."""
        shown = [lane for lane in self.lanes if lane.shown]
        topics, weights = {lane.topic for lane in shown}, {lane.weight for lane in shown}
        found: list[Row] = []
        y, last = HEAD, None
        for lane in shown:
            group = lane.topic if len(topics) > 1 else lane.weight if len(weights) > 1 else None
            if group != last:
                last = group
                heading = lane.topic or term("page", PAGE["no_topic"])
                found.append(Row(round(y, 2), heading if len(topics) > 1 else tr(_TITLES[lane.weight]), None))
                y += HEADING
            found.append(Row(round(y, 2), "", lane))
            y += lane.height
        return found

    @property
    def height(self) -> float:
        """How high all of it is."""
        last = self.rows[-1]
        return round(last.y + (last.lane.height if last.lane else HEADING), 2)

    @property
    def signs(self) -> set[tuple[str, str]]:
        """Each kind of shape with its look that can be seen at first."""
        return {
            (each.kind, each.look) for lane in self.lanes if lane.shown for each in lane.drawn
            if each.end != each.x or each.kind in ("mark", "dot")
        }  # fmt: skip

    def table(self, pool: Pool) -> dict[str, Any]:
        """Return all lanes with all that they can show as numbers, for the script; words by their number in a pool.

        A dot is a statement of the lane, and a mark of what was announced begins its line: the script makes both.
        """
        looks: dict[tuple[str, str], int] = {}

        def numbers(stands: Stands) -> Iterator[int]:
            for shape, known in stands.items():
                if shape.kind == "dot" or (shape.kind, shape.look) == ("mark", "announced"):
                    continue
                sign = looks.setdefault((shape.kind, shape.look), len(looks))
                ids = [pool.add(text or None) for text in (shape.title, *shape.words, *("",) * (2 - len(shape.words)))]
                for since, until in known:
                    yield from (sign, shape.first, shape.last, since, until, *ids)

        lanes = [[lane.id, lane.name, lane.weight, [*numbers(lane.stands)]] for lane in self.lanes]
        return {
            "lanes": lanes,
            "signs": list(looks),
            "dots": {each.value: (each.label, dot_title(each.label, "{act}")) for each in Certainty},
            "titles": [tr(title) for title in _TITLES.values()],
            "heights": (HEAD, HEADING, FLAT),
        }


@attrs.frozen
class PictureFrame:
    """The days of a picture: those compared, the last one known, today (None: not known), and its edges.

    Without edges it shows the instruments that moved, and the days compared fill its width.
    """

    compared: tuple[Day, ...]
    known: Day
    today: Day | None
    first: Day | None = None
    last: Day | None = None
    moved: tuple[str, ...] = ()


_TITLES: Mapping[int, str] = {WEIGHTS[weight]: title for weight, title in TITLES.items()}


def draw(lanes: Sequence[Lane], mode: Mode, frame: PictureFrame) -> Picture | None:
    """Return the picture of some lanes by one way of counting statements; None if there is nothing to draw."""
    found = [(lane, shapes_of(lane, mode)) for lane in _chosen(lanes, frame)]
    first, last = _edges([shape for _, shapes in found for shape in shapes], frame)
    follows = bool(frame.moved)  # the page's script moves its edges, and has all that lies beyond them
    seen = [(lane, kept) for lane, shapes in found if (kept := shapes if follows else _within(shapes, first, last))]
    if not seen:
        return None
    place = {id_: number for number, id_ in enumerate(frame.moved[:MOST_SHOWN])}
    topics = _topics([lane for lane, _ in seen], place)
    weights = {lane.instrument.id: _weight(lane, mode, frame) for lane, _ in seen}

    def order(pair: tuple[Lane, Stands]) -> tuple[object, ...]:
        lane, shapes = pair
        id_ = lane.instrument.id
        return topics.get(_topic(lane), len(topics)), weights[id_], place.get(id_, MOST), begin(shapes), id_

    seen.sort(key=order)
    scale = _Scale(first, last)
    lines = [(look, day + 1) for look, day in zip(("on", "from"), reversed(frame.compared), strict=False)][::-1]
    if frame.today is not None and frame.today != frame.compared[-1]:
        lines.append(("today", frame.today))
    return Picture(
        first,
        last,
        tuple(
            _lane(lane, shapes, scale, frame.known, weights[lane.instrument.id],
                  shown=not follows or lane.instrument.id in place)
            for lane, shapes in seen
        ),
        tuple(_ticks(scale)),
        tuple(
            DayLine(look, scale.place(day), day, short(day - (look != "today")))
            for look, day in lines if first <= day <= last
        ),
        DayLine("known", scale.place(min(max(frame.known + 1, first), last)), frame.known, ""),
        len(frame.moved) - len(place) if follows else len(lanes) - len(seen),
        follows,
    )  # fmt: skip


def _chosen(lanes: Sequence[Lane], frame: PictureFrame) -> Sequence[Lane]:
    """Return the lanes there is room for: those with most statements between the compared days, or near the day."""
    if len(lanes) <= MOST:
        return lanes
    if frame.moved:
        place = {id_: number for number, id_ in enumerate(frame.moved)}
        return sorted(lanes, key=lambda lane: place.get(lane.instrument.id, len(place)))[:MOST]
    first = frame.compared[0] if frame.first is None else frame.first
    last = frame.compared[-1] if frame.last is None else frame.last
    return sorted(lanes, key=lambda lane: -sum(first <= each.day <= last for each in lane.statements))[:MOST]


def short(day: Day) -> str:
    """Return a day in short words, for a label."""
    return dates_in_words.short_day(date_of(day))


# --- places -------------------------------------------------------------------------------------------------------


class _Scale:
    """Places of days, in per cent of the width."""

    def __init__(self, first: Day, last: Day) -> None:
        self.first, self.last = first, last

    def per_cent(self, day: float) -> float:
        """Return a day's place; of one far beyond an edge, the last that is drawn."""
        width = self.last - self.first
        return (max(self.first - width, min(day, self.last + width)) - self.first) / width * 100

    def place(self, day: Day) -> str:
        return f"{self.per_cent(day):.1f}%"


def _edges(shapes: Iterable[Shape], frame: PictureFrame) -> tuple[Day, Day]:
    """Return the first and last day shown: those compared, or the frame's as far as shapes lie in it."""
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


def _lane(lane: Lane, stands: Stands, scale: _Scale, known: Day, weight: int, *, shown: bool) -> PictureLane:
    now = [shape for shape, days in stands.items() if any(since <= known < until for since, until in days)]
    now.sort(key=lambda shape: (_KINDS.index(shape.kind), shape.first, shape.last, shape.look))
    sentences = dict.fromkeys(sentence(shape.said(shape.title)) for shape in now if shape.kind != "dot")
    name, label = instrument_name(lane.instrument), instrument_label(lane.instrument)
    drawn = tuple(_placed(now, scale)) if shown else ()
    return PictureLane(
        lane.instrument.id, cut(name, NAME, "…"), label, tuple(sentences), drawn, stands, shown, _topic(lane), weight
    )  # fmt: skip


_KINDS = ("bar", "under", "said", "mark", "dot")
"""The order of drawing, from the bottom."""


def _placed(shapes: Sequence[Shape], scale: _Scale) -> Iterator[Drawn]:
    """Return what can be seen of some shapes, each with the longest words for which there is room."""
    shapes = [shape for shape in shapes if shape.first < scale.last and shape.last >= scale.first]
    covered = {shape.first for shape in shapes if shape.kind in ("bar", "mark")}
    # A dot is left out where a bar or mark begins.
    shapes = [shape for shape in shapes if shape.kind != "dot" or shape.first not in covered]
    points = sorted(scale.per_cent(shape.first + 0.5) for shape in shapes if shape.kind in ("mark", "dot"))
    labelled: set[float] = set()
    for shape in shapes:
        middle = 0.5 if shape.kind in ("mark", "dot") else 0  # of the day
        x, end = scale.per_cent(shape.first + middle), scale.per_cent(shape.last + middle)
        begins, room = max(x, 0.0), 0.0
        if shape.kind == "bar":
            room = min(end, 100) - begins
        elif shape.kind == "mark" and x not in labelled:
            room = next((point for point in points if point > x), 100) - x
            labelled.add(x)
        room = room / 100 * _PLOT - _PAD
        word = next((text for text in map(shape.said, shape.words) if cells(text) * _COLUMN <= room), "")
        yield Drawn(
            shape.kind, shape.look, f"{x:.1f}%", f"{end:.1f}%", f"{max(end - x, 0):.1f}%", word,
            f"{begins:.1f}%",
        )  # fmt: skip


def _topic(lane: Lane) -> str:
    return lane.instrument.topics[0] if lane.instrument.topics else ""


def _topics(lanes: Iterable[Lane], place: Mapping[str, int]) -> dict[str, int]:
    """Return the topics in the order of the first lane of each: what moved first, what has no topic last."""
    order = sorted(lanes, key=lambda lane: (not lane.instrument.topics, place.get(lane.instrument.id, MOST)))
    return {topic: number for number, topic in enumerate(dict.fromkeys(map(_topic, order)))}


def _weight(lane: Lane, mode: Mode, frame: PictureFrame) -> int:
    """Return how much an instrument weighs by its status on the last day compared, as the script has it."""
    versions = lane.courses[mode]
    whole = versions[max(bisect_right(versions, frame.known, key=lambda each: each[0]) - 1, 0)][1].whole
    row = whole[max(bisect_right(whole, frame.compared[-1], key=lambda each: each.day) - 1, 0)]
    return WEIGHTS[Weight.ANNOUNCED if row.status in _NO_ACT else weight_of(lane.instrument, None)]


def _ticks(scale: _Scale) -> Iterator[DayLine]:
    """Yield lines at days, weeks or months, whichever have room for their names."""
    days = scale.last - scale.first
    if days > _WEEKS:
        yield from _months(scale)
        return
    step = 1 if days <= _DAYS else 7
    year = str(date_of(scale.first).year)
    for day in range(scale.first, scale.last):
        if step == 1 or (day + _MONDAY) % step == 0:
            value = date_of(day)
            look = "day" if step == 1 else "year" if value.month == value.day == 1 else "month"
            yield DayLine(look, scale.place(day), day, dates_in_words.day_month(value.isoformat(), year))
            year = str(value.year)  # an axis names each year where it begins


def _months(scale: _Scale) -> Iterator[DayLine]:
    """Yield lines at the first of months, as many as have room for names; of years, where months are too many."""
    months = (scale.last - scale.first) / 30.4
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60) if months / step <= 12), 120)
    month = dates.month_span(date_of(scale.first).year, 1)[0]
    while month.toordinal() - EPOCH < scale.last:
        day = month.toordinal() - EPOCH
        if day >= scale.first:
            year = month.month == 1
            label = tr("{year}", year=month.year) if year else dates_in_words.month_name(month.month, short=True)
            yield DayLine("year" if year else "month", scale.place(day), day, label)
        month = dates.add_months(month, step)
