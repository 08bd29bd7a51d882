"""Cutting text into atoms of time: days, hours, zones, counted periods, and the small words between them.

Each atom has a one-letter *sort*, so that :mod:`.mentions` can describe whole expressions ("from 7 a.m. on May 1, 2024,
through noon on May 3, 2024") as regular expressions over a string of letters.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from regtrack.dates_in_text import words
from regtrack.dates_in_text.calendar import NUMERIC, ClockRow, DateRow, Scanner, exact, filled, numeric
from regtrack.dates_in_text.periods import ENDING, Period, Periods
from regtrack.dates_in_text.words import ENGLISH


class Token(NamedTuple):
    """One atom: its sort, where it stands, and what it means.

    Sorts: ``D`` day, ``Y`` day without a year, ``G`` several days of a month, ``P`` counted period, ``N`` indefinitely,
    ``T`` hour, ``t`` hour that borrows "a.m." or "p.m." from the next, ``Z`` zone, ``K`` weekday, ``U`` until or to,
    ``H`` through, ``F`` from, ``B`` between, ``A`` and, ``c`` comma, ``o`` on/at/of, ``a`` about, ``e`` each day,
    ``w`` anything else.
    """

    sort: str
    start: int
    end: int
    days: tuple[dt.date, ...] = ()
    hour: dt.time | None = None
    late: bool = False
    midnight: bool = False
    broken: bool = False
    partial: tuple[int, tuple[int, ...]] | None = None
    zone: str | None = None
    period: Period | None = None
    span: bool = False


_DASH = r"[-–—]"
_HOUR = r"\d{1,2}(?::\d{2}){0,2}"
_BARE = ClockRow(
    rf"(?<![\w:.$§-]){ENGLISH.lists['hour']}(?::{ENGLISH.lists['minute']})?"
    rf"(?=\s*(?:{_DASH}|to|until|through)\s*{_HOUR}\s*[ap]\s?\.?\s?m\b)",
    "5 to 7 p.m.",
)
"""An hour that borrows its half of the day from the next."""
_LINKS = (
    (
        "N",
        r"indefinitely\b|until\s+(?:a\s+)?further\s+(?:notice|order|action|decision)\b"
        r"|(?:until|to)\s+(?:a|such)\s+(?:\w+\s+)?(?:date|day|time)\s+to\s+be\s+(?:announced|determined|set|specified)\b",
    ),
    ("e", r"(?:each|every)\s+day\b|daily\b|each\s+of\s+the\s+following\s+(?:days|dates)\b|each\b"),
    ("B", r"between\b"),
    ("F", r"(?:from|since|beginning|starting|commencing)\b"),
    ("H", rf"(?:through|thru|though|(?:and\s+)?(?:{ENDING})(?:\s+on)?)\b"),
    ("U", r"(?:until|till|til|to|and\s+until)\b"),
    ("A", r"and\b"),
    ("a", r"(?:approximately|about|around)\b"),
    ("o", r"(?:on|at|of|the|both)\b"),
)
"""The small words between days and hours."""
_Form = DateRow | ClockRow | str


def _forms(rows: Iterable[DateRow | ClockRow]) -> list[tuple[_Form, str]]:
    return [(row, rf"(?:{filled(row.pattern, ENGLISH.lists)})(?!\w)") for row in rows]


_BY_MONTH = [row for row in words.DATES if row.pattern.startswith("{month}")]
_BY_WORDS = [row for row in words.DATES if not row.pattern.startswith(("{month}", "{day}"))]
_BY_DAY = [row for row in words.DATES if row.pattern.startswith("{day}")]
_NUMERIC = [row for row in NUMERIC if row.documents]
_NAMED = [row for row in words.CLOCKS if row.at is not None]
_SCANNER: Scanner[_Form] = Scanner(
    {
        r"\b(?-i:(?=[A-Z]))": [*_forms(_BY_MONTH), ("K", words.WEEKDAY)],
        r"\b(?-i:(?=[lmnLMN]))": [*_forms(_NAMED), *_forms(_BY_WORDS)],
        r"\b(?-i:(?=[abcdefiostuABCDEFIOSTU]))": [*_LINKS],
        r"\b(?=[a-z])": [("Z", words.ENGLISH.lists["zone"])],
        r"(?=\d)(?<!\w)": [*_forms((*_BY_DAY, *_NUMERIC, *words.CLOCKS, _BARE))],
        r"(?=[(,:;–—-])": [
            ("Z", rf"\({words.ENGLISH.lists['zone']}\)?"), ("H", _DASH), ("c", r"[,;]|:(?=\s+(?-i:[A-Z]))")
        ],
    },
    r"(?:(?<!\w)|(?=[(,:;–—-]))",  # most places are inside of words
)  # fmt: skip
_GENERAL = Periods()
_zone_named = lru_cache(maxsize=256)(ENGLISH.zone_named)
_WORD = re.compile(r"[^\s\d\W]+|\d+|\S")
_DIGITS = re.compile(r"\d+")


def lex(text: str, periods: Periods = _GENERAL) -> list[Token]:
    """Return all atoms of a text in order: white space is skipped, other words in one place count as two at most."""
    found: list[Token] = []
    candidates = (Token("P", start, end, period=period) for start, end, period in periods.find(text))
    period = next(candidates, None)
    position = 0
    while position < len(text):
        while period is not None and period.start < position:
            period = next(candidates, None)
        match = _SCANNER.pattern.search(text, position)
        start = match.start() if match else len(text)
        if period is not None and period.start <= start:
            token = period
        elif match is not None:
            token = _token(match)
        else:
            break
        found += _words(text, position, token.start)
        found.append(token)
        position = token.end
    return found


def _words(text: str, start: int, end: int) -> list[Token]:
    """Words that mean no time: one, or two for more than one, since an expression of time goes on over one only."""
    found = text[start:end].split(None, 1)
    several = len(found) > 1 or (found and not _WORD.fullmatch(found[0]))
    return [Token("w", start, end)] * (2 if several else len(found))


def _token(match: re.Match[str]) -> Token:
    form, (start, end) = _SCANNER.form(match), match.span()
    if isinstance(form, str):
        return Token(form, start, end, zone=_zone_named(match[0]) if form == "Z" else None)
    groups = _SCANNER.groups(match)
    if isinstance(form, DateRow):
        return _dated(form, groups, start, end)
    hour, late = ENGLISH.clock(form, groups)
    if form is _BARE:
        return Token("t", start, end, hour=hour)
    sort = "T" if hour or late else "w"
    return Token(sort, start, end, hour=hour, late=late, midnight=form.at == 24)


def _dated(row: DateRow, groups: Mapping[str, str], start: int, end: int) -> Token:
    """One day, or days of one month: "August 11 and 12", "July 13-15, 2026"."""
    if row.rule == "numeric":
        days = tuple(numeric(groups, ("mdy",)))
        return Token("D", start, end, days=days, broken=not days)
    year, month, listed = ENGLISH.year(groups), ENGLISH.month(groups) or 0, groups.get("days")
    numbers = tuple(map(int, _DIGITS.findall(listed or groups.get("day", ""))))
    if row.means == "last day" and year:
        numbers = (calendar.monthrange(year, month)[1],)
    span = listed is not None and len(numbers) == 2 and re.search(rf"{_DASH}|through|to", listed) is not None
    if year is None:
        return Token("G" if listed else "Y", start, end, partial=(month, numbers), span=span)
    days = tuple(day for number in numbers if (day := exact(year, month, number)))
    return Token("G" if listed else "D", start, end, days=days, broken=len(days) < len(numbers), span=span)


def borrow(bare: Token, full: Token) -> dt.time | None:
    """Return the hour of "1" in "1 to 3 p.m.": same half of the day, unless that would turn the two round."""
    if bare.hour is None or full.hour is None:
        return bare.hour
    hour = bare.hour.replace(hour=bare.hour.hour % 12 + (12 if full.hour.hour >= 12 else 0))
    return hour if hour <= full.hour else bare.hour
