"""Dates in the words of a news item: absolute, relative, by the day or the month alone.

A date is a set of candidates, each with the rule that gave it, never one guess. Relative dates count from an
:class:`Anchor`: the dateline, else when the item was published, in the zone of its outlet; never when it was fetched.
Weeks begin on Monday (ISO 8601).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.errors import DateError
from regtrack.model.when import When, WhenKind
from regtrack.news.folding import fold
from regtrack.news.language import Language, groups_of
from regtrack.news.tables import DateRow

_WITHOUT_YEAR = 270
"""How far off a day may be that is told without its year, in days: in October, 10 November is hardly that of last year,
whatever the tense."""
_CENTURY = 2000
"""That of a year of two digits."""


_NUMERIC = re.compile(
    r"(?<![\d./-])(?<![A-Z] )(?P<a>\d{4})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<c>\d{1,2})(?![\d/]|\.\d)"
    r"|(?<![\d./-])(?P<a2>\d{1,2})(?P<s2>[/.])(?P<b2>\d{1,2})(?P=s2)(?P<c2>\d{4})(?![\d/]|\.\d)"
)
_CLOCK_REACH = 30
"""How far from a date its time of day may stand, in characters."""
_RANGE = re.compile(r"\s*(?:~|-|—|―|から|~から)\s*")


@attrs.frozen
class Anchor:
    """The day from which relative dates count.

    Attributes:
        on: the day; None if nothing tells it, so that relative dates have no candidates.
        zone: IANA zone in which the item's days are meant.
        rule: what gave it: ``dateline`` or ``published``.
    """

    on: dt.date | None
    zone: str
    rule: str = "published"


@attrs.frozen
class Candidate:
    """A date that may be meant.

    Attributes:
        when: the date.
        rule: the rule that gave it.
        zone: IANA zone in which it is meant; empty for the legal zone of the matter ("local time").
        hours: first and last hour of the part of the day, when the words name one.
        zoned: whether the words name the zone ("Japan time").
        words: the words, as printed.
    """

    when: When
    rule: str
    zone: str
    hours: tuple[int, int] | None = None
    zoned: bool = False
    words: str = attrs.field(default="", eq=False)


@attrs.frozen
class DateHit:
    """A date as found.

    Attributes:
        start, end: where it stands in the folded text.
        row: the row of the language that found it; None for a date in numbers only.
        groups: what its pattern found.
        orders: in which orders a date in numbers may be meant.
        role: what it is of what is claimed: ``at``, ``from`` or ``until``.
        inclusive: of an end: whether the day itself is the last one in.
        zone: zone that the words name; empty for that of the matter, None if they name none.
        hours: first and last hour of the part of the day that the words name.
        clock: hour and minute that the words name.
    """

    start: int
    end: int
    row: DateRow | None
    groups: dict[str, str] = attrs.field(factory=dict, eq=False)
    orders: tuple[str, ...] = ()
    role: str = "at"
    inclusive: bool = False
    zone: str | None = None
    hours: tuple[int, int] | None = None
    clock: tuple[int, int] | None = None

    @property
    def counts_from_another(self) -> bool:
        """Whether it counts from the date before it."""
        return self.row is not None and (self.row.of == "previous" or self.row.means == "now")


def anchor_of(text: str, *, language: Language | None, published_at: Tick | None, zone: str) -> Anchor:
    """Return what the relative dates of an item count from.

    Args:
        text: the item's text; a dateline stands at its head.
        language: its language; None if there are no tables for it.
        published_at: when it was published; None if unknown.
        zone: IANA zone of its outlet.
    """
    published = Anchor(dates.day_of(published_at, zone) if published_at is not None else None, zone)
    head = fold(text[:200], language).text if language is not None else ""
    for pattern in language.datelines if language is not None else ():
        match = pattern.match(head)
        if match is None or language is None:
            continue
        groups = groups_of(match)
        place = next((city for _, _, city in language.cities.find(match[0])), zone)
        local = dates.day_of(published_at, place) if published_at is not None else None
        found = _calendar_day(groups, language, Anchor(local, place), "past")
        if found is not None:
            return Anchor(found, place, "dateline")
    return published


def resolve(hit: DateHit, language: Language, anchor: Anchor, tense: str, previous: dt.date | None) -> list[Candidate]:
    """Return the candidates of a date that was found.

    None if it needs an anchor and there is none, or names no real day.

    Args:
        hit: the date as found.
        language: whose words it is in.
        anchor: what it counts from.
        tense: ``past``, ``future`` or ``unknown``: of the verb that it belongs to.
        previous: the day of the date before it in the sentence.
    """
    try:
        found = _resolve(hit, language, anchor, tense, previous)
    except DateError:
        return []
    zone = anchor.zone if hit.zone is None else hit.zone
    return [Candidate(_timed(when, hit, zone), rule, zone, hit.hours, hit.zone is not None) for when, rule in found]


def in_zone(candidate: Candidate, legal_zone: str) -> tuple[Candidate, ...]:
    """Return a candidate as days of another zone: as stated first, then the day that it may have been there.

    The afternoon of the 10th in Washington is the 11th in Tokyo, and nothing else. A day without a part of the day
    covers two days of a zone far away, so the day as stated is kept: law is mostly quoted in its own calendar.
    """
    if not candidate.zone or candidate.when.kind is not WhenKind.DATE or candidate.zone == legal_zone:
        return (candidate,)
    day = dates.parse_date(candidate.when.text)
    first, last = candidate.hours or (0, 24)
    begin = dates.at_local(day, first, 0, candidate.zone)
    end = dates.day_close(day, candidate.zone) if last >= 24 else dates.at_local(day, last, 0, candidate.zone)
    there = sorted({dates.day_of(begin, legal_zone), dates.day_of(end, legal_zone)})
    moved = [
        attrs.evolve(candidate, when=_day(each), rule=f"{candidate.rule}, as a day of {legal_zone}", zone=legal_zone)
        for each in there
        if each != day
    ]
    if candidate.hours is not None:
        kept = [attrs.evolve(candidate, zone=legal_zone)] if day in there else []
        return tuple(kept + moved)
    return (candidate, *moved)


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


def days_of(candidates: Iterable[Candidate]) -> tuple[tuple[dt.date, dt.date], ...]:
    """First and last day of each candidate that falls on days; an instant is the day that it is in its zone."""
    spans: list[tuple[dt.date, dt.date]] = []
    for each in candidates:
        if each.when.kind is WhenKind.INSTANT:
            day: dt.date = dates.day_of(dates.parse_instant(each.when.text), each.zone or dates.FEDERAL_ZONE)
            spans.append((day, day))
        elif (span := each.when.days(None)) is not None:
            spans.append(span)
    return tuple(spans)


def find_dates(text: str, start: int, end: int, language: Language, orders: tuple[str, ...]) -> list[DateHit]:
    """Return the dates in a sentence, in order; of those that overlap the longest.

    Args:
        text: the folded text.
        start: where the sentence begins.
        end: where it ends.
        language: its language.
        orders: in which orders 13/05/2025 may be meant, such as ``dmy``.
    """
    has = {part for part, pattern in language.calendar.items() if pattern.search(text, start, end)} | {""}
    found = [_numeric_hit(match, orders) for match in _NUMERIC.finditer(text, start, end)] if "day" in has else []
    for row, pattern, part in language.dates:
        if part not in has:
            continue
        found += [DateHit(*match.span(), row, groups_of(match)) for match in pattern.finditer(text, start, end)]
    taken: list[DateHit] = []
    for hit in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
    taken.sort(key=lambda hit: hit.start)
    placed = [_placed(hit, text, start, end, language) for hit in _joined(taken, text)]
    return _clocked(placed, text, start, end, language)


def _numeric_hit(match: re.Match[str], orders: tuple[str, ...]) -> DateHit:
    numbers = {name: match[name] or match[f"{name}2"] for name in ("a", "b", "c")}
    return DateHit(match.start(), match.end(), None, numbers, orders)


def _joined(hits: list[DateHit], text: str) -> list[DateHit]:
    """Dates with the two ends of a span told apart: "10 November 2025 - 9 November 2026"."""
    joined = list(hits)
    for place in range(len(hits) - 1):
        if _RANGE.fullmatch(text, hits[place].end, hits[place + 1].start):
            joined[place] = attrs.evolve(joined[place], role="from")
            joined[place + 1] = attrs.evolve(joined[place + 1], role="until", inclusive=True)
    return joined


def _placed(hit: DateHit, text: str, start: int, end: int, language: Language) -> DateHit:
    """Return a date with what the words around it say of it."""
    for row, before, after in language.edges:
        if before is not None and not before.search(text, max(start, hit.start - 40), hit.start):
            continue
        if after is not None and not after.match(text, hit.end, end):
            continue
        if hit.role == "at":
            hit = attrs.evolve(hit, role=row.role, inclusive=row.inclusive)
        break
    near = max(start, hit.start - 12), min(end, hit.end + 16)
    for zone, pattern in language.zones:
        if pattern.search(text, *near):
            hit = attrs.evolve(hit, zone=zone.zone)
    for part, pattern in language.parts_of_day:
        if pattern.match(text, hit.end, end) or pattern.match(text, min(hit.end + 1, end), end):
            hit = attrs.evolve(hit, hours=(part.hours[0], part.hours[1]))
    if hit.row is not None and hit.row.means == "indefinite":
        hit = attrs.evolve(hit, role="until")
    return hit


def _clocked(hits: list[DateHit], text: str, start: int, end: int, language: Language) -> list[DateHit]:
    """Each time of day given to the date beside which it stands."""
    for row, pattern in language.clocks if hits else ():
        for match in pattern.finditer(text, start, end):
            groups = groups_of(match)
            hour, minute = language.number(groups["hour"]), language.number(groups.get("minute", "0"))
            near = [
                (max(hit.start - match.end(), match.start() - hit.end, 0), place)
                for place, hit in enumerate(hits)
                if hit.clock is None
            ]
            gap, place = min(near, default=(_CLOCK_REACH + 1, 0))
            if gap > _CLOCK_REACH or hour is None or minute is None or minute > 59:
                continue
            hour = hour if row.add is None else hour % 12 + row.add
            if hour < 24:
                around = match.start(), min(match.end() + 20, end)
                zones = (zone.zone for zone, words in language.zones if words.search(text, *around))
                hits[place] = attrs.evolve(hits[place], clock=(hour, minute), zone=next(zones, hits[place].zone))
    return hits


# --- how each form is counted -----------------------------------------------------------------------------------

_Found = list[tuple[When, str]]
_FIRST_YEAR = 1700
"""Before it four digits are a number."""


def _resolve(hit: DateHit, language: Language, anchor: Anchor, tense: str, previous: dt.date | None) -> _Found:
    row, groups = hit.row, hit.groups
    if row is None:
        return [(_day(day), f"numeric, {order}") for order, day in _numeric(groups, hit.orders)]
    if row.means == "indefinite":
        return [(When(WhenKind.INDEFINITE, "indefinite"), row.rule)]
    count = language.number(groups["n"]) if groups.get("n") else None
    if row.of == "publication":
        return [(When.parse(f"publication + {count} days"), row.rule)] if count is not None else []
    start = previous if row.of == "previous" else anchor.on
    if row.means == "now":
        continues = previous is not None and (start is None or previous <= start)
        day = previous if continues else start
        return [(_day(day), row.rule)] if day else []
    if groups.get("weekday") and not groups.get("day"):
        return _weekday(language.weekdays[groups["weekday"].lower()], hit, start, tense)
    if groups.get("day") or groups.get("month"):
        if groups.get("day"):
            base = attrs.evolve(anchor, on=start)
            day = _calendar_day(groups, language, base, tense, years=row.years, months=row.months)
            return [(_day(day), row.rule)] if day else []
        return _month(hit, language, start, tense)
    if groups.get("year") or groups.get("eras_year"):
        year = _year(groups, language)
        return [(When(WhenKind.YEAR, f"{year:04d}"), row.rule)] if year and year >= _FIRST_YEAR else []
    if start is None:
        return []
    if row.count is not None:
        return _counted(row.count, count, start, row.rule)
    return _shifted(hit, start)


def _weekday(number: int, hit: DateHit, start: dt.date | None, tense: str) -> _Found:
    """Return a weekday: of the week that the words name, else the nearest by tense.

    Where a language uses "last Friday" for the last one gone by as well, that one is kept too when it is another.
    """
    row = hit.row
    if start is None or row is None:
        return []
    back = dates.add_days(start, -((start.isoweekday() - number) % 7))
    if row.weeks is None:
        near = tense == "unknown" and (number - start.isoweekday()) % 7 < (start.isoweekday() - number) % 7
        if tense != "future" and not near:
            return [(_day(back), f"{row.rule}: the last by the anchor")]
        ahead = dates.add_days(start, (number - start.isoweekday()) % 7)
        found = [(_day(ahead), f"{row.rule}: the next from the anchor")]
        if ahead == start:
            found.append((_day(dates.add_days(start, 7)), f"{row.rule}: a week from the anchor"))
        return found
    monday = dates.add_days(start, 1 - start.isoweekday())
    day = dates.add_days(monday, 7 * row.weeks + number - 1)
    found = [(_day(day), row.rule)]
    if row.lenient and row.weeks and start.isoweekday() >= 6:
        nearest = dates.add_days(start, -((start.isoweekday() - number - 1) % 7 + 1))
        if row.weeks > 0:
            nearest = dates.add_days(start, (number - start.isoweekday() - 1) % 7 + 1)
        if nearest != day:
            found.append((_day(nearest), f"{row.rule}: or the nearest, at a weekend"))
    return found


def _calendar_day(
    groups: dict[str, str],
    language: Language,
    anchor: Anchor,
    tense: str,
    *,
    years: int | None = None,
    months: int | None = None,
) -> dates.Date | None:
    """Return a day by its number, with the month and the year that the words give, else those that tense tells."""
    day = language.number(groups["day"])
    month = _month_number(groups, language)
    year = _year(groups, language)
    start = anchor.on
    if day is None or (start is None and year is None):
        return None
    if year is None and start is not None and years is not None:
        year = start.year + years
    if year is not None and month is not None:
        return _exact(year, month, day)
    if start is None:
        return None
    if month is None and (months is not None or year is not None):
        first = dates.add_months(start.replace(day=1), months or 0)
        return _exact(year or first.year, first.month, day)
    if month is not None:
        tried = [_exact(start.year + shift, month, day) for shift in (-1, 0, 1)]
    else:
        firsts = [dates.add_months(start.replace(day=1), shift) for shift in (-1, 0, 1)]
        tried = [_exact(first.year, first.month, day) for first in firsts]
    return _nearest([each for each in tried if each is not None], start, tense)


def _month(hit: DateHit, language: Language, start: dt.date | None, tense: str) -> _Found:
    """Return a month alone."""
    row = hit.row
    month, year = _month_number(hit.groups, language), _year(hit.groups, language)
    if row is None or month is None or not 1 <= month <= 12:
        return []
    if year is None:
        if start is None:
            return []
        if row.years is not None:
            year = start.year + row.years
        else:
            ahead = tense == "future" or (tense == "unknown" and (month - start.month) % 12 < 6)
            later = month < start.month if ahead else month > start.month
            year = start.year + (1 if ahead and later else -1 if later else 0)
    return [(When(WhenKind.MONTH, f"{year:04d}-{month:02d}"), row.rule)]


def _counted(unit: str, count: int | None, start: dt.date, rule: str) -> _Found:
    """So many days, weeks or months from the anchor."""
    if count is None:
        return []
    signed = -count if unit.startswith("-") else count
    if unit.endswith("months"):
        day = dates.add_months(start, signed)
        return [(When(WhenKind.MONTH, f"{day.year:04d}-{day.month:02d}"), rule)]
    return [(_day(dates.add_days(start, signed * (7 if unit.endswith("weeks") else 1))), rule)]


def _shifted(hit: DateHit, start: dt.date) -> _Found:
    """Return a day, week, month or year so far from the anchor."""
    row = hit.row
    if row is None:
        return []
    if row.days is not None:
        return [(_day(dates.add_days(start, row.days)), row.rule)]
    if row.weeks is not None:
        monday = dates.add_days(start, 1 - start.isoweekday() + 7 * row.weeks)
        first, last = row.weekdays or (1, 7)
        span = f"{dates.add_days(monday, first - 1).isoformat()}..{dates.add_days(monday, last - 1).isoformat()}"
        return [(When.parse(span), row.rule)]
    if row.months is not None:
        first_day = dates.add_months(start.replace(day=1), row.months)
        return [(When(WhenKind.MONTH, f"{first_day.year:04d}-{first_day.month:02d}"), row.rule)]
    if row.years is not None:
        return [(When(WhenKind.YEAR, f"{start.year + row.years:04d}"), row.rule)]
    return []


def _numeric(groups: dict[str, str], orders: Sequence[str]) -> list[tuple[str, dates.Date]]:
    """13/05/2025 in each of the orders in which it is a day; the same day by two orders counts once."""
    numbers = groups["a"], groups["b"], groups["c"]
    found: dict[dates.Date, str] = {}
    for order in ("ymd",) if len(numbers[0]) == 4 else [each for each in orders if each != "ymd"]:
        if len(numbers[0 if order == "ymd" else 2]) != 4:
            continue
        by_letter = dict(zip(order, map(int, numbers), strict=True))
        day = _exact(by_letter["y"], by_letter["m"], by_letter["d"])
        if day is not None:
            found.setdefault(day, order)
    return [(order, day) for day, order in found.items()]


def _year(groups: dict[str, str], language: Language) -> int | None:
    if groups.get("eras_year"):
        counted = language.number(groups["eras_year"])
        before = language.eras[groups["era"]] if groups.get("era") else [*language.eras.values()][-1]
        return before + counted if counted is not None else None
    year = language.number(groups["year"]) if groups.get("year") else None
    return _CENTURY + year if year is not None and 0 < year < 100 else year


def _month_number(groups: dict[str, str], language: Language) -> int | None:
    name = groups.get("month")
    if not name:
        return None
    return language.months.get(name.lower()) or language.number(name)


def _exact(year: int, month: int, day: int) -> dates.Date | None:
    try:
        return dates.parse_date(f"{year:04d}-{month:02d}-{day:02d}")
    except DateError:
        return None


def _nearest(days: Sequence[dates.Date], start: dt.date, tense: str) -> dates.Date | None:
    """Return the last one by the anchor in the past tense, the next one from it in the future tense, else the nearest.

    One that is so far off that it would have been written with its year counts as no last and no next one.
    """
    near: list[dates.Date] = []
    if tense == "past":
        near = [day for day in days if 0 <= start.toordinal() - day.toordinal() <= _WITHOUT_YEAR]
    elif tense == "future":
        near = [day for day in days if 0 <= day.toordinal() - start.toordinal() <= _WITHOUT_YEAR]
    return min(near or days, key=lambda day: (abs(day.toordinal() - start.toordinal()), day), default=None)


def _day(day: dt.date) -> When:
    return When(WhenKind.DATE, day.isoformat())


def _timed(when: When, hit: DateHit, zone: str) -> When:
    """Return the date as an instant, where the words give the hour and it is known whose hour."""
    if hit.clock is None or when.kind is not WhenKind.DATE or not zone:
        return attrs.evolve(when, inclusive=hit.inclusive) if hit.inclusive else when
    hour, minute = hit.clock
    return When.parse(f"{when.text}T{hour:02d}:{minute:02d}[{zone}]")
