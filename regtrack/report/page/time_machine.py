"""The time machine of a page: every answer about some instruments, for any day as known on any day, as intervals.

What an instrument is on a legal day changes only when one of its dates comes, and what is known of it only when a
statement becomes known. So the answers to every question (on, known) are a small table: for each knowledge a few rows
of legal time. This module asks the fold and the differ for each cell of that table once, and the page looks them up:
it folds nothing, so it cannot answer otherwise than the library.

Days are whole numbers, counted from 1970-01-01. A row holds from its ``day`` on, to the next row: a day in a question
means its close (docs/decisions/0005-days-close.md), so a date that comes at any time of a day counts for that day,
in the instrument's zone for legal time and in Federal time for knowledge.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, TypeAlias

import attrs

from regtrack import dates
from regtrack.dates import DAWN, FEDERAL_ZONE, NEVER, Moment, Tick
from regtrack.diff.readings import FacetReading, Key, Side, is_recited, read, read_past_status
from regtrack.fold import Cell, Course, Limit, Question, brief_of, unconfirmed
from regtrack.fold.duty import GENERAL
from regtrack.model.answers import Held
from regtrack.model.change import Facet
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Certainty, Operation
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, spell
from regtrack.model.state import KnownBy
from regtrack.report import labels
from regtrack.report.dates_in_words import stated, zoned
from regtrack.report.language import sentence, spoken
from regtrack.report.page.time_machine_rows import certainty_in, reads

Day: TypeAlias = int
Mode: TypeAlias = tuple[KnownBy, Certainty]

EPOCH = 719_163
"""The ordinal of 1970-01-01, from which days are counted."""
FIRST: Day = -EPOCH
"""Before every day."""
LAST: Day = 9_999_999
"""After every day."""
EVERY_MODE = 1_500
"""Most postings for which a page answers by every threshold and both kinds of knowledge; above, by its report's."""


class FacetRow(NamedTuple):
    """What one facet of a provision says from a day on.

    ``text`` is None where it says nothing; ``say`` is the same in words; ``on`` the date in it. ``mark`` holds
    what the text does not: of a status, the one without stays, whether it binds, from when, and whether it is only
    recited; of an announced change, how sure it is; of a duty, whether its date has passed.
    """

    day: Day
    text: str | None
    say: str
    on: str | None
    mark: str


class Whole(NamedTuple):
    """The state of the whole instrument from a day on.

    ``turned`` is the last day by then on which a status changed, in Federal time: if it lies after the knowledge, the
    state is as scheduled. ``doubt`` is a flag of a return that has come, by ``returned``: that day too is Federal, and
    knowledge of an earlier one is sure of it.
    """

    day: Day
    status: str
    underlying: str | None
    force: str
    enforcement: str
    turned: Day
    flags: tuple[str, ...]
    doubt: str | None
    returned: Day | None


@attrs.frozen(eq=False)
class Version:
    """All answers about one instrument by one knowledge of it.

    Attributes:
        whole: its state through legal time.
        cells: the facets of the whole (None) and of each provision that ever has its own history.
        paths: the provisions with their own history, by this knowledge.
        known: keys of every statement that is known.
    """

    whole: tuple[Whole, ...]
    cells: Mapping[str | None, Mapping[Key, tuple[FacetRow, ...]]]
    paths: tuple[str, ...]
    known: frozenset[str]


class DatedStatement(NamedTuple):
    """A statement as it became known: from which day (Federal), how sure, and what it is called."""

    day: Day
    certainty: int
    phrase: str


@attrs.frozen(eq=False)
class Lane:
    """One instrument.

    Attributes:
        instrument: which.
        courses: for each mode, the versions with the day from which each is known.
        statements: how knowledge of it came about, in order.
    """

    instrument: Instrument
    courses: Mapping[Mode, tuple[tuple[Day, Version], ...]]
    statements: tuple[DatedStatement, ...]


def lanes(held: Held, modes: Sequence[Mode]) -> list[Lane]:
    """Return the answers about each instrument that has any posting, for each way of counting statements."""
    return [
        _lane(
            spoken(), held.instruments[id_], tuple(group), tuple(modes),
            tuple((p.id, held.zones[p.id]) for p in group if p.id in held.zones) if held.zones else (),
        )
        for id_, group in held.postings.items()
        if group and id_ in held.instruments
    ]  # fmt: skip


def modes(count: int, mode: Mode) -> list[Mode]:
    """Return the ways of counting statements that a page of so many postings can afford, the report's first."""
    others = [(by, floor) for by in KnownBy for floor in Certainty] if count <= EVERY_MODE else []
    return list(dict.fromkeys((mode, *others)))


def day_of(tick: Tick, zone: str = FEDERAL_ZONE) -> Day:
    """Return the first day whose close is at or after a tick."""
    if tick <= DAWN or tick >= NEVER:
        return FIRST if tick <= DAWN else LAST
    return dates.day_of(tick, zone).toordinal() - EPOCH


@lru_cache(maxsize=256)  # a server makes page after page, most of whose time goes by here; two languages of the bundled
def _lane(
    _language: str, instrument: Instrument, postings: tuple[Posting, ...], modes: tuple[Mode, ...],
    zones: tuple[tuple[str, str], ...],
) -> Lane:  # fmt: skip
    """Return one instrument's answers, which no question enters; kept apart by language."""
    courses: dict[Mode, tuple[tuple[Day, Version], ...]] = {}
    shared: dict[tuple[object, ...], Version] = {}
    for mode in modes:
        known = list(_courses(instrument, postings, mode))
        paths = sorted({path for _, course in known for path in course.paths})
        versions = []
        for day, course in known:
            same = (*_content(course), tuple(paths), course.limit.tick)
            version = shared.get(same)
            if version is None:
                version = shared[same] = _version(instrument, course, paths, dict(zones))
            versions.append((day, version))
        courses[mode] = tuple(versions)
    return Lane(instrument, courses, tuple(sorted(_statements(postings))))


def _courses(instrument: Instrument, postings: Sequence[Posting], mode: Mode) -> Iterator[tuple[Day, Course]]:
    """Yield the course known from each day on which knowledge changes, up to the next; nothing at first."""
    moments = {p.available for p in postings} | {step for p in postings for _, step, _ in p.detail.steps}
    if mode[0] is KnownBy.RECORD:
        moments |= {p.recorded for p in postings}
    days: dict[Day, Tick] = {FIRST: DAWN}  # the first moment of each day
    for moment in sorted(moments, reverse=True):
        days[day_of(moment)] = moment
    starts = sorted(days)
    ends = [*(days[day] - 1 for day in starts[1:]), NEVER - 1]
    courses = [Course(postings, instrument.family, Limit(end, *mode)) for end in ends]
    for _, group in groupby(zip(starts, courses, strict=True), key=lambda each: _content(each[1])):
        same = list(group)
        yield same[0][0], same[-1][1]


def _content(course: Course) -> tuple[object, ...]:
    """Return all that an answer depends on, except how far the knowledge reaches."""
    statements = (course.counted, course.uncounted, course.unread, course.foreign)
    heeded = frozenset(course.confirmed), frozenset(course.restated)
    return *map(tuple, statements), *heeded, course.force_known


# --- one knowledge ------------------------------------------------------------------------------------------------


def _version(
    instrument: Instrument, course: Course, paths: Sequence[Path], zones: Mapping[str, str]
) -> Version:  # fmt: skip
    zone = instrument.legal_zone
    turns = _turns(course, zone)
    cells = {path: Cell(course, path) for path in ((), *paths)}
    facets = {spell(path) if path else None: _facets(cell, turns, zone, zones) for path, cell in cells.items()}
    return Version(
        tuple(_whole(instrument, course, cells, turns)),
        facets,
        tuple(spell(path) for path in course.paths if path),
        frozenset(known.posting.key for known in (*course.counted, *course.uncounted)),
    )


def _turns(course: Course, zone: str) -> list[tuple[Day, Tick]]:
    """Return every tick at which any answer may change, with its day, led by one before all of them."""
    found: set[Tick | None] = set()
    for known in (*course.counted, *course.uncounted):
        posting = known.posting
        found.update((known.hold, known.begin0, known.begin1, posting.end0, posting.end1))
    ticks = sorted(tick for tick in found if tick is not None and DAWN < tick < NEVER)
    return [(FIRST, ticks[0] - 1 if ticks else 0), *((day_of(tick, zone), tick) for tick in ticks)]


def _facets(
    cell: Cell, turns: Iterable[tuple[Day, Tick]], zone: str, zones: Mapping[str, str]
) -> dict[Key, tuple[FacetRow, ...]]:
    found: dict[Key, list[FacetRow]] = {}
    last: dict[Key, tuple[object, ...]] = {}
    told = any(known.row.operation is Operation.RECITE for known in cell.course.counted)
    for day, tick in turns:
        now = read(Side(cell, tick), zone)
        for key, reading in now.items():
            mark = _mark(key[0], reading, cell, tick) if key[0] in _MARKED else ""
            recited = told and key[0] is Facet.STATUS and is_recited(read_past_status(Side(cell, tick)).reasons)
            current = reading.text, reading.on, reading.until, reading.then, mark, recited
            if last.get(key) != current:
                last[key] = current
                if key[0] is Facet.STATUS:  # a status that came and went is marked by its own first day
                    mark = f"{mark} {dates.spell(tick, zone)}{' recited' if recited else ''}"
                found.setdefault(key, []).append(_row(key, reading, day, mark, zone, zones))
        for key in last.keys() - now.keys():
            del last[key]
            mark = f" {dates.spell(tick, zone)}" if key[0] is Facet.STATUS else ""
            found[key].append(FacetRow(day, None, "", None, mark))
    return {key: tuple(rows) for key, rows in found.items()}


_MARKED = frozenset((Facet.STATUS, Facet.ANNOUNCED, Facet.DUTY))


def _mark(facet: Facet, reading: FacetReading, cell: Cell, tick: Tick) -> str:
    if facet is Facet.STATUS:
        standing = cell.standing(tick)
        return f"{standing.underlying or ''} {standing.force.value}"
    if facet is Facet.ANNOUNCED:
        return certainty_in(reading.text)
    if facet is Facet.DUTY:
        start = reading.reasons[0]
        return "passed" if start.begins and start.begin0 <= tick else ""
    return ""


def _row(
    key: Key, reading: FacetReading, day: Day, mark: str, zone: str, zones: Mapping[str, str]
) -> FacetRow:  # fmt: skip
    facet, name = key
    kind = value = None
    on, until = zoned(reading.on, zone), zoned(reading.until, zone)
    if facet is Facet.ANNOUNCED:
        lead = reading.reasons[0]
        kind, name = lead.kind, lead.detail.name
        on = stated(reading.on, zone, zones.get(lead.id), last=lead.row.sets_an_end)
        value = labels.value(lead.detail.value) if lead.detail.value is not None else None
    elif facet is Facet.DUTY:
        kind, of = mark, reading.reasons[0].detail.name
        value = None if of in GENERAL else of
    words = _say(spoken(), facet, name, reading.text, on, until, reading.then, kind, value)
    return FacetRow(day, reading.text, words, reading.on, mark)


@lru_cache(maxsize=65536)
def _say(
    _language: str, facet: Facet, name: str | None, text: str, on: str | None, until: str | None, then: str | None,
    kind: str | None, value: str | None,
) -> str:  # fmt: skip
    """Return a reading in words; kept apart by language."""
    return sentence(reads(facet, name, text, on=on, until=until, then=then, kind=kind, value=value))


def _whole(
    instrument: Instrument, course: Course, cells: Mapping[Path, Cell], turns: Iterable[tuple[Day, Tick]]
) -> Iterator[Whole]:
    zone = instrument.legal_zone
    counting = [cells[path] for path in {(), *course.paths} if not (path and course.is_unread(path))]
    known = Moment(tick=course.limit.tick)
    question = Question(known, known, course.limit.known_by, course.limit.threshold)
    before: tuple[object, ...] = ()
    for day, tick in turns:
        question.on = Moment(tick=tick)
        state = brief_of(course, instrument=instrument.id, zone=zone, question=question, cells=cells.__getitem__)
        flags, doubt = _plain(state.flags) if state.flags else ((), None)
        turned = max([_last_turn(cell, tick) for cell in counting])
        answer = (
            state.status, state.underlying, state.force.value, state.enforcement, day_of(turned), flags, doubt,
            day_of(_returned(counting, tick)) if doubt is not None else None,
        )  # fmt: skip
        if answer != before:
            before = answer
            yield Whole(day, *answer)


@lru_cache(maxsize=1024)
def _plain(flags: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """Return the flags that hold whatever the knowledge is of, and the one that holds of days up to it."""
    doubt = next((flag for flag in flags if flag.startswith("stale_since=")), None)
    return tuple(flag for flag in flags if flag not in ("as_scheduled", doubt)), doubt


def _last_turn(cell: Cell, tick: Tick) -> Tick:
    """Return when a provision last changed its status; before all time where it has none."""
    turns = cell.turns()
    place = bisect_right(turns, tick)
    return turns[place - 1] if place and cell.standing(tick).status != "none" else DAWN


def _returned(cells: Iterable[Cell], tick: Tick) -> Tick:
    """Return when the first provision returned without confirmation."""
    found = (unconfirmed(cell, tick, cell.standing(tick)) for cell in cells)
    return min((each.ended for each in found if each is not None), default=DAWN)


def _statements(postings: Sequence[Posting]) -> Iterator[DatedStatement]:
    """Yield each step of each statement, once; corrections of the record are left out."""
    for p in {p.key: p for p in sorted(postings, key=lambda p: p.seq)}.values():
        if KINDS[p.kind].operation is Operation.REVISE:
            continue
        for certainty, available, _ in (*p.detail.steps, (p.certainty, p.available, p.hold)):
            phrase = labels.act(p.kind, Certainty(certainty))
            yield DatedStatement(day_of(available), certainty, phrase)
