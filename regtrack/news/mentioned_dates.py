"""Finding dates in a sentence, and what they are of what is claimed; which day they are is found in :mod:`.when`."""

from __future__ import annotations

import re

import attrs

from regtrack.news.identifiers import has_digit
from regtrack.news.language import Language, groups_of
from regtrack.news.letters import may_be_in
from regtrack.news.lexicon import Text
from regtrack.news.tables import DateRow

_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<a>\d{4})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<c>\d{1,2})(?![\d/]|\.\d)"
    r"|(?<![\d./-])(?P<a2>\d{1,2})(?P<s2>[/.])(?P<b2>\d{1,2})(?P=s2)(?P<c2>\d{4})(?![\d/]|\.\d)"
)
_CLOCK_REACH = 30
"""How far from a date its time of day may stand, in characters."""
_RANGE = re.compile(r"\s*(?:~|-|—|―|から|~から)\s*")


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


def may_have_dates(words: Text, start: int, end: int, language: Language) -> bool:
    """Whether a sentence may have a date: asked before any is looked for."""
    return has_digit(words.text, start, end) or bool(language.dates.may_find(words, start, end))


def find_dates(words: Text, start: int, end: int, language: Language, orders: tuple[str, ...]) -> list[DateHit]:
    """The dates in a sentence, in order; of those that overlap the longest.

    Args:
        words: the folded text, looked up.
        start: where the sentence begins.
        end: where it ends.
        language: its language.
        orders: in which orders 13/05/2025 may be meant, such as ``dmy``.
    """
    text = words.text
    numeric = _NUMERIC.finditer(text, start, end) if has_digit(text, start, end) else ()
    found = [_numeric_hit(match, orders) for match in numeric]
    told = sorted(language.dates.find(words, start, end), key=lambda each: each[0])
    found += [DateHit(*match.span(), row, groups_of(match) | _fixed(row)) for _, match, row in told]
    taken: list[DateHit] = []
    for hit in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
    taken.sort(key=lambda hit: hit.start)
    placed = [_placed(hit, text, start, end, language) for hit in _joined(taken, text)]
    return _clocked(placed, text, start, end, language)


def _fixed(row: DateRow) -> dict[str, str]:
    """Month and day of a date that is named and not numbered."""
    return dict(zip(("month", "day"), map(str, row.fixed), strict=False))


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
    """A date with what the words around it say of it."""
    for row, before, after in language.edges:
        if before is not None and not before.search(text, max(start, hit.start - 40), hit.start):
            continue
        if after is not None and not after.match(text, hit.end, end):
            continue
        if hit.role == "at":
            hit = attrs.evolve(hit, role=row.role, inclusive=row.inclusive)
        break
    near = max(start, hit.start - 12), min(end, hit.end + 16)
    for pattern, zone, _ in language.zones:
        if pattern.search(text, *near):
            hit = attrs.evolve(hit, zone=zone.zone)
    for pattern, part, _ in language.parts_of_day:
        if pattern.match(text, hit.end, end) or pattern.match(text, min(hit.end + 1, end), end):
            hit = attrs.evolve(hit, hours=(part.hours[0], part.hours[1]))
    if hit.row is not None and hit.row.means == "indefinite":
        hit = attrs.evolve(hit, role="until")
    return hit


def _clocked(hits: list[DateHit], text: str, start: int, end: int, language: Language) -> list[DateHit]:
    """Each time of day given to the date beside which it stands."""
    lowered = text[start:end].lower() if hits else ""
    for pattern, row, needles in language.clocks:
        if not may_be_in(lowered, needles):
            continue
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
                zones = (zone.zone for words, zone, _ in language.zones if words.search(text, *around))
                hits[place] = attrs.evolve(hits[place], clock=(hour, minute), zone=next(zones, hits[place].zone))
    return hits
