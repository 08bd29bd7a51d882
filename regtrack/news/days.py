"""Dates in the words of a news item: absolute, relative, by the day or the month alone.

A date is a set of candidates, each with the rule that gave it, never one guess. Relative dates count from an
:class:`Anchor`: the dateline, else when the item was published, in the zone of its outlet; never when it was fetched.
Weeks begin on Monday (ISO 8601).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.dates_in_text.calendar import NUMERIC, DateRow, exact, groups_of, numeric
from regtrack.errors import DateError
from regtrack.model.event import Event
from regtrack.model.kinds import Dimension
from regtrack.model.when import When, WhenKind
from regtrack.news.folding import fold
from regtrack.news.language import Language

_WITHOUT_YEAR = 270
"""How far off a day may be that is told without its year, in days: in October, 10 November is hardly that of last year,
whatever the tense."""
_FIRST_YEAR = 1700  # before it four digits are a number
_BESIDE = 26
"""So many characters between an hour and its day are a zone: "12:01 a.m. Eastern Standard Time on November 10"."""
_CLOCK_REACH = 30  # how far from a date its time of day may stand, in characters
_RANGE = re.compile(r"\s*(?:~|-|—|―|から|~から)\s*")
Days = tuple[tuple[dt.date, dt.date], ...]


@attrs.frozen
class Anchor:
    """The day from which relative dates count."""

    on: dt.date | None  # the day; None if nothing tells it, so that relative dates have no candidates
    zone: str  # IANA zone in which the item's days are meant
    rule: str = "published"  # what gave it: dateline or published


@attrs.frozen
class Candidate:
    """A date that may be meant."""

    when: When  # the date
    rule: str  # the rule that gave it
    zone: str  # IANA zone in which it is meant; empty for the legal zone of the matter ("local time")
    hours: tuple[int, int] | None = None  # first and last hour of the part of the day, when the words name one
    zoned: bool = False  # whether the words name the zone ("Japan time")
    words: str = attrs.field(default="", eq=False)  # the words, as printed


@attrs.frozen
class DateHit:
    """A date as found."""

    start: int  # where it stands in the folded text
    end: int
    row: DateRow  # the row of the language that found it
    groups: Mapping[str, str] = attrs.field(factory=dict, eq=False)  # what its pattern found
    orders: tuple[str, ...] = ()  # in which orders a date in numbers may be meant
    role: str = "at"  # what it is of what is claimed: at, from or until
    inclusive: bool = False  # of an end: whether the day itself is the last one in
    zone: str | None = None  # zone that the words name; empty for that of the matter, None if they name none
    hours: tuple[int, int] | None = None  # first and last hour of the part of the day that the words name
    clock: dt.time | None = None  # the hour that the words name

    @property
    def counts_from_another(self) -> bool:
        """Whether it counts from the date before it."""
        return self.row.of == "previous" or self.row.means == "now"


def anchor_of(text: str, *, language: Language, published_at: Tick | None, zone: str) -> Anchor:
    """Return what the relative dates of an item count from: a dateline at its head, else when it was published."""
    head = fold(text[:200], language).text
    for match in filter(None, (each.match(head) for each in language.datelines)):
        place = next((city for _, _, city in language.cities.find(match[0])), zone)
        local = dates.day_of(published_at, place) if published_at is not None else None
        groups = groups_of(match)
        if "day" in groups and (found := _calendar_day(groups, _DATELINE, language, local, "past")) is not None:
            return Anchor(found, place, "dateline")
    return Anchor(dates.day_of(published_at, zone) if published_at is not None else None, zone)


def resolve(hit: DateHit, language: Language, anchor: Anchor, tense: str, previous: dt.date | None) -> list[Candidate]:
    """Return the candidates of a date; none if it needs an anchor and there is none, or names no real day.

    It goes by the ``tense`` of the verb that it belongs to (``past``, ``future`` or ``unknown``), and may count from
    the ``previous`` day of the sentence.
    """
    try:
        found = _resolve(hit, language, anchor.on, tense, previous)
    except DateError:
        return []
    zone = anchor.zone if hit.zone is None else hit.zone
    return [Candidate(_timed(when, hit, zone), rule, zone, hit.hours, hit.zone is not None) for when, rule in found]


def legal_days(candidates: Iterable[Candidate], legal_zone: str) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Return what candidates mean in the zone of the law: as it is to be taken, and as it may be meant besides.

    Where the words name a zone or a part of the day, the day is converted. Any other day is taken as stated, since law
    is mostly quoted in its own calendar; that it may be a day of the outlet's zone is kept beside it.
    """
    meant: list[Candidate] = []
    besides: list[Candidate] = []
    for candidate in candidates:
        moved = in_zone(candidate, legal_zone)
        sure = candidate.zoned or candidate.hours is not None
        meant += moved if sure else moved[:1]
        besides += () if sure else moved[1:]
    return tuple(meant), tuple(besides)


def in_zone(candidate: Candidate, legal_zone: str) -> tuple[Candidate, ...]:
    """Return a candidate as days of another zone: as stated first, then the day that it may have been there.

    The afternoon of the 10th in Washington is the 11th in Tokyo, and nothing else. A day without a part of the day
    covers two days of a zone far away, so the day as stated is kept.
    """
    if not candidate.zone or candidate.when.kind is not WhenKind.DATE or candidate.zone == legal_zone:
        return (candidate,)
    day = dates.parse_date(candidate.when.text)
    first, last = candidate.hours or (0, 24)
    begin = dates.at_local(day, first, 0, candidate.zone)
    end = dates.day_close(day, candidate.zone) if last >= 24 else dates.at_local(day, last, 0, candidate.zone)
    there = {dates.day_of(begin, legal_zone), dates.day_of(end, legal_zone)}
    moved = [
        attrs.evolve(candidate, when=_day(each), rule=f"{candidate.rule}, as a day of {legal_zone}", zone=legal_zone)
        for each in sorted(there - {day})
    ]
    if candidate.hours is None:
        return (candidate, *moved)
    return (*([attrs.evolve(candidate, zone=legal_zone)] if day in there else []), *moved)


def days_of(candidates: Iterable[Candidate]) -> Days:
    """First and last day of each candidate that falls on days; an instant is the day that it is in its zone."""
    spans: list[tuple[dt.date, dt.date]] = []
    for each in candidates:
        if each.when.kind is WhenKind.INSTANT:
            day: dt.date = dates.day_of(dates.parse_instant(each.when.text), each.zone or dates.FEDERAL_ZONE)
            spans.append((day, day))
        elif (span := each.when.days(None)) is not None:
            spans.append(span)
    return tuple(spans)


def days_of_fact(fact: Event) -> Days:
    """Return the days that are right for a fact: of its effect, or of any step in which it became known."""
    if fact.row.sets_an_end:
        return _days(fact, fact.until)
    if fact.row.dimension is Dimension.STAGE:
        return steps(fact)
    return _days(fact, fact.effect or fact.issued or fact.announced or fact.filed or fact.published)


def steps(fact: Event) -> Days:
    """Return the days on which the document of a fact was made, and of a stage that of its effect."""
    own = (fact.effect, fact.as_of) if fact.row.dimension is Dimension.STAGE else ()
    return _days(fact, *own, fact.issued, fact.announced, fact.filed, fact.published)


def known_on(fact: Event) -> Days:
    """Return the day from which the public could know of a fact that states no other."""
    return _days(fact, fact.known_from())


def _days(fact: Event, *stated: When | None) -> Days:
    return days_of(Candidate(each, "", fact.zone or dates.FEDERAL_ZONE) for each in stated if each is not None)


# --- where dates stand ------------------------------------------------------------------------------------------


def find_dates(text: str, start: int, end: int, language: Language, orders: tuple[str, ...]) -> list[DateHit]:
    """Return the dates in a sentence, in order."""
    taken = [
        DateHit(*match.span(), language.dates.form(match), language.dates.groups(match), orders)
        for match in language.dates.pattern.finditer(text, start, end)
    ]
    for place in range(len(taken) - 1):  # the two ends of a span: "10 November 2025 - 9 November 2026"
        if _RANGE.fullmatch(text, taken[place].end, taken[place + 1].start):
            taken[place] = attrs.evolve(taken[place], role="from")
            taken[place + 1] = attrs.evolve(taken[place + 1], role="until", inclusive=True)
    return [_placed(hit, text, start, end, language) for hit in _clocked(taken, text, start, end, language)]


def _placed(hit: DateHit, text: str, start: int, end: int, language: Language) -> DateHit:
    """Return a date with what the words around it say of it."""
    if hit.row.means == "indefinite":
        hit = attrs.evolve(hit, role="until")
    for row, before, after in language.edges if hit.role == "at" else ():
        if before is not None and not before.search(text, max(start, hit.start - 40), hit.start):
            continue
        if after is None or after.match(text, hit.end, end):
            hit = attrs.evolve(hit, role=row.role, inclusive=row.inclusive)
            break
    if hit.zone is None:
        hit = attrs.evolve(hit, zone=_zone(text, max(start, hit.start - 12), min(end, hit.end + 16), language))
    for part, pattern in language.parts_of_day:
        if pattern.match(text, hit.end, end) or pattern.match(text, min(hit.end + 1, end), end):
            hit = attrs.evolve(hit, hours=(part.hours[0], part.hours[1]))
    return hit


def _zone(text: str, start: int, end: int, language: Language) -> str | None:
    """Return the zone that stands in a stretch of text; empty for that of the matter, None if there is none."""
    return next((zone for zone, pattern in language.calendar.zones if pattern.search(text, start, end)), None)


def _clocked(hits: list[DateHit], text: str, start: int, end: int, language: Language) -> list[DateHit]:
    """Each time of day given to the date beside which it stands."""
    for match in language.clocks.pattern.finditer(text, start, end) if hits else ():
        clock, _ = language.calendar.clock(language.clocks.form(match), language.clocks.groups(match))
        near = [
            (max(hit.start - match.end(), match.start() - hit.end, 0), place)
            for place, hit in enumerate(hits)
            if hit.clock is None
        ]
        gap, place = min(near, default=(_CLOCK_REACH + 1, 0))
        if gap <= _CLOCK_REACH and clock is not None:
            zone = _zone(text, match.start(), min(match.end() + 20, end), language)
            first = match.start() if 0 < hits[place].start - match.end() <= _BESIDE else hits[place].start
            hits[place] = attrs.evolve(hits[place], clock=clock, zone=zone, start=first)
    return hits


# --- how each form is counted -----------------------------------------------------------------------------------

_Found = list[tuple[When, str]]
_DATELINE = DateRow("", "dateline", "WASHINGTON, May 13")


def _resolve(
    hit: DateHit, language: Language, anchor_on: dt.date | None, tense: str, previous: dt.date | None
) -> _Found:
    row, groups, calendar = hit.row, hit.groups, language.calendar
    if row in NUMERIC:
        return [(_day(day), f"numeric, {order}") for day, order in numeric(groups, hit.orders).items()]
    if row.means == "indefinite":
        return [(When(WhenKind.INDEFINITE, "indefinite"), row.rule)]
    count = calendar.number(groups["n"]) if "n" in groups else None
    if row.of == "publication":
        return [(When.parse(f"publication + {count} days"), row.rule)] if count is not None else []
    start = previous if row.of == "previous" else anchor_on
    if row.means == "now":
        continues = previous is not None and (start is None or previous <= start)
        day = previous if continues else start
        return [(_day(day), row.rule)] if day else []
    if "day" in groups or "days" in groups or row.means == "last day":
        day = _calendar_day(groups, row, language, start, tense)
        return [(_day(day), row.rule)] if day else []
    if "weekday" in groups:
        return _weekday(calendar.weekdays[groups["weekday"].lower()], row, start, tense) if start is not None else []
    if "month" in groups:
        return _month(groups, row, language, start, tense)
    if "year" in groups or "eras_year" in groups:
        year = calendar.year(groups)
        return [(When(WhenKind.YEAR, f"{year:04d}"), row.rule)] if year and year >= _FIRST_YEAR else []
    return _shifted(row, count, start) if start is not None else []


def _weekday(number: int, row: DateRow, start: dt.date, tense: str) -> _Found:
    """Return a weekday: of the week that the words name, else the nearest by tense.

    Where a language uses "last Friday" for the last one gone by as well, that one is kept too when it is another.
    """
    ago, away = (start.isoweekday() - number) % 7, (number - start.isoweekday()) % 7
    if row.weeks is None:
        if tense == "past" or (tense == "unknown" and ago <= away):
            return [(_day(dates.add_days(start, -ago)), f"{row.rule}: the last by the anchor")]
        found = [(_day(dates.add_days(start, away)), f"{row.rule}: the next from the anchor")]
        return found if away else [*found, (_day(dates.add_days(start, 7)), f"{row.rule}: a week from the anchor")]
    day = dates.add_days(start, 7 * row.weeks + number - start.isoweekday())
    found = [(_day(day), row.rule)]
    if row.lenient and row.weeks and start.isoweekday() >= 6:
        nearest = dates.add_days(start, (away or 7) if row.weeks > 0 else -(ago or 7))
        if nearest != day:
            found.append((_day(nearest), f"{row.rule}: or the nearest, at a weekend"))
    return found


def _calendar_day(
    groups: Mapping[str, str], row: DateRow, language: Language, start: dt.date | None, tense: str
) -> dt.date | None:
    """Return a day by its number, with the month and the year that the words give, else those that tense tells."""
    month, year = language.calendar.month(groups), language.calendar.year(groups)
    if row.means == "last day":
        return dates.month_span(year or 0, month or 0)[1]
    day = language.calendar.number(groups.get("day") or groups["days"][:2].rstrip(" ,-"))
    if year is None and start is not None and row.years is not None:
        year = start.year + row.years
    if day is None or (start is None and (year is None or month is None)):
        return None
    if start is None or (year is not None and month is not None):
        return exact(year or 0, month or 0, day)
    firsts = [dates.add_months(start.replace(day=1), shift * (1 if month is None else 12)) for shift in (-1, 0, 1)]
    if month is None and (row.months is not None or year is not None):
        first = dates.add_months(firsts[1], row.months or 0)
        return exact(year or first.year, first.month, day)
    tried = [exact(first.year, month or first.month, day) for first in firsts]
    return _nearest([each for each in tried if each is not None], start, tense)


def _month(groups: Mapping[str, str], row: DateRow, language: Language, start: dt.date | None, tense: str) -> _Found:
    """Return a month alone."""
    month, year = language.calendar.month(groups), language.calendar.year(groups)
    if month is None or not 1 <= month <= 12 or (year is None and start is None):
        return []
    if year is None and start is not None:
        year = start.year + (row.years or 0)
        if row.years is None:
            ahead = tense == "future" or (tense == "unknown" and (month - start.month) % 12 < 6)
            later = month < start.month if ahead else month > start.month
            year += (1 if ahead else -1) if later else 0
    return [(When(WhenKind.MONTH, f"{year:04d}-{month:02d}"), row.rule)]


def _shifted(row: DateRow, count: int | None, start: dt.date) -> _Found:
    """Return a day, week, month or year so far from the anchor; so many weeks from it are a day."""
    if row.count is not None:
        if count is None:
            return []
        unit, shift = row.count[1:], -count if row.count.startswith("-") else count
        unit, shift = ("days", 7 * shift) if unit == "weeks" else (unit, shift)
    else:
        told = ((unit, getattr(row, unit)) for unit in ("days", "weeks", "months", "years"))
        unit, shift = next((each for each in told if each[1] is not None), ("", 0))
    match unit:
        case "days":
            return [(_day(dates.add_days(start, shift)), row.rule)]
        case "weeks":
            before = dates.add_days(start, 7 * shift - start.isoweekday())
            first, last = (dates.add_days(before, each).isoformat() for each in row.weekdays or (1, 7))
            return [(When.parse(f"{first}..{last}"), row.rule)]
        case "months":
            return [(When(WhenKind.MONTH, dates.add_months(start, shift).isoformat()[:7]), row.rule)]
        case "years":
            return [(When(WhenKind.YEAR, f"{start.year + shift:04d}"), row.rule)]
    return []


def _nearest(days: Sequence[dt.date], start: dt.date, tense: str) -> dt.date | None:
    """Return the last one by the anchor in the past tense, the next one from it in the future tense, else the nearest.

    One that is so far off that it would have been written with its year counts as no last and no next one.
    """
    away = {day: day.toordinal() - start.toordinal() for day in days}
    signed = {"past": -1, "future": 1}.get(tense, 0)
    near = [day for day in days if signed and 0 <= signed * away[day] <= _WITHOUT_YEAR]
    return min(near or days, key=lambda day: (abs(away[day]), day), default=None)


def _day(day: dt.date) -> When:
    return When(WhenKind.DATE, day.isoformat())


def _timed(when: When, hit: DateHit, zone: str) -> When:
    """Return the date as an instant, where the words give the hour and it is known whose hour."""
    if hit.clock is None or when.kind is not WhenKind.DATE or not zone:
        return attrs.evolve(when, inclusive=hit.inclusive) if hit.inclusive else when
    return When.parse(f"{when.text}T{hit.clock:%H:%M}[{zone}]")


def spelled(days: Days) -> str:
    """Return days in ISO form: of several the first, since they are the steps of one act or candidates for one day."""
    first, last = days[0]
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"


def meet(days: Days, others: Days) -> bool:
    """Whether two sets of spans have a day in common."""
    return any(first <= end and start <= last for first, last in days for start, end in others)


def apart(days: Days, others: Days) -> int:
    """Return how many days lie between the nearest of two sets of spans."""
    return min(
        max(start.toordinal() - last.toordinal(), first.toordinal() - end.toordinal(), 0)
        for first, last in days
        for start, end in others
    )
