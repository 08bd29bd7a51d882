"""Cutting text into atoms of time: days, hours, zones, counted periods, and the small words between them.

Each atom has a one-letter *sort*, so that :mod:`.mentions` can describe whole expressions ("from 7 a.m. on May 1, 2024,
through noon on May 3, 2024") as regular expressions over a string of letters.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

from regtrack.dates_in_text import words
from regtrack.dates_in_text.periods import Period, Periods


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


_MERIDIEM = r"(?i:[ap]\s?\.?\s?m\b\.?)"
_CLOCK = r"\d{1,2}(?::\d{2}){0,2}"
_DASH = r"[-–—]"
_LIST = rf"\d{{1,2}}(?:(?:\s*(?:,\s*and|,|and|&|{_DASH}|through|to)\s*)\d{{1,2}}(?![\d:/]|\s*{_MERIDIEM})){{1,30}}"


def _either(*rows: tuple[str, str]) -> str:
    return "(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in rows) + ")"


_OF_MONTHS = rf"(?P<month>{words.MONTH})" + _either(
    ("days", rf"\s+(?P<d_month>{_LIST})(?:,?\s+(?P<d_year>\d{{4}})\b)?"),
    ("day", r"\s*(?P<y_day>\d{1,2})(?:st|nd|rd|th)?\s*[,.]?\s*(?P<y_year>\d{4})\b"),
    ("partial", r"\s+\d{1,2}(?:st|nd|rd|th)?\b(?![:/])"),
)
_OF_LETTERS = _either(
    ("noon", r"(?i:(?:noon|midnight)\b)"),
    ("last", rf"(?i:last\s+day\s+(?:of|in))\s+{words.MONTH},?\s+\d{{4}}\b"),
    ("zone", words.ZONE),
    ("weekday", words.WEEKDAY),
    ("indefinite", r"(?i:indefinitely\b|until\s+further\s+notice\b)"),
    ("each", r"(?i:(?:each|every)\s+day\b|daily\b|each\b)"),
    ("between", r"(?i:between\b)"),
    ("from", r"(?i:(?:from|since|beginning|starting|commencing)\b)"),
    ("through", r"(?i:(?:through|thru|though|(?:and\s+)?ending(?:\s+on)?)\b)"),
    ("until", r"(?i:(?:until|till|til|to|and\s+until)\b)"),
    ("both", r"(?i:and\b)"),
    ("about", r"(?i:(?:approximately|about|around)\b)"),
    ("on", r"(?i:(?:on|at|of|the)\b)"),
)
_OF_DIGITS = _either(
    ("turned", rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{words.MONTH},?\s+\d{{4}}\b"),
    ("slashed", r"\b\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b"),
    ("iso", r"(?<![\w-])(?<!AD )(?<!ADs )\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])(?![\w-])"),
    ("twelve", r"(?i:\b12(?::00)?\s*(?:noon|midnight)\b)"),
    ("hour", rf"(?<![\w:.]){_CLOCK}\s*{_MERIDIEM}(?:\s*\(?(?:noon|midnight)\)?)?"),
    ("hours", r"\b(?:[01]\d|2[0-4])[0-5]\d\s*(?:hrs?\b\.?|hours\b)"),
    (
        "military",
        rf"\b(?:[01]\d|2[0-4])[0-5]\d(?=\s+{words.ZONE})"
        rf"|(?:(?<=from\s)|(?<=to\s)|(?<=at\s)|(?<=until\s)|(?<=through\s))\b(?:[01]\d|2[1-4])[0-5]\d"
        rf"(?=\s+on\s+{words.MONTH}\s+\d)",
    ),
    ("bare", rf"(?<![\w:.$§-]){_CLOCK}(?=\s*(?:{_DASH}|to|until|through)\s*{_CLOCK}\s*{_MERIDIEM})"),
)
_OF_MARKS = _either(("zoned", rf"\({words.ZONE}\)?"), ("dash", _DASH), ("comma", r"[,;]"))
_MASTER = re.compile(rf"\b(?=[A-Za-z])(?:{_OF_MONTHS}|{_OF_LETTERS})|(?=\d){_OF_DIGITS}|(?=[(,;–—-]){_OF_MARKS}")
_GENERAL = Periods()
_WORD = re.compile(r"[^\s\d\W]+|\d+|\S")
_SORTS = {
    "weekday": "K", "each": "e", "between": "B", "from": "F", "through": "H", "dash": "H", "until": "U", "both": "A",
    "about": "a", "on": "o", "comma": "c", "indefinite": "N",
}  # fmt: skip


def lex(text: str, periods: Periods = _GENERAL) -> list[Token]:
    """Return all atoms of a text in order: white space is skipped, other words in one place count as two at most."""
    found: list[Token] = []
    candidates = (Token("P", start, end, period=period) for start, end, period in periods.find(text))
    period = next(candidates, None)
    position = 0
    while position < len(text):
        while period is not None and period.start < position:
            period = next(candidates, None)
        match = _MASTER.search(text, position)
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
    name = match.lastgroup or ""  # the outermost group closes last
    start, end = match.span()
    if name in _SORTS:
        return Token(_SORTS[name], start, end)
    if name in ("day", "turned", "slashed", "iso", "last"):
        day = _day(*_numbers(name, match))
        return Token("D", start, end, days=(day,) if day else (), broken=day is None)
    if name in ("days", "partial"):
        return _month_days(match, start, end)
    if name in ("zone", "zoned"):
        return Token("Z", start, end, zone=words.zone_name(match[0]))
    if name == "bare":
        return Token("t", start, end, hour=_hour(match[0], ""))
    hour, late = _clock(match[0])
    return (
        Token("T", start, end, hour=hour, late=late, midnight="midnight" in match[0].lower())
        if hour or late
        else Token("w", start, end)
    )


def _numbers(name: str, match: re.Match[str]) -> tuple[int, int, int]:
    text = match[0]
    if name == "day":
        return int(match["y_year"]), words.month_number(match["month"]), int(match["y_day"])
    if name == "turned":
        parts = re.findall(r"\d+|[A-Za-z]{3,}", text)
        return int(parts[2]), words.month_number(parts[1]), int(parts[0])
    if name == "last":  # "the last day of June 2026"
        *_, of, number = text.replace(",", " ").split()
        year, month = int(number), words.month_number(of)
        return year, month, calendar.monthrange(year, month)[1] if year else 0
    parts = re.findall(r"\d+", text)
    if name == "iso":
        return int(parts[0]), int(parts[1]), int(parts[2])
    year = int(parts[2])
    return year + 2000 if year < 100 else year, int(parts[0]), int(parts[1])


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_days(match: re.Match[str], start: int, end: int) -> Token:
    """Days of one month: "August 11 and 12", "July 13-15, 2026", or one day without a year."""
    month = words.month_number(match["month"])
    listed, year = match["d_month"], match["d_year"]
    numbers = tuple(int(number) for number in re.findall(r"\d+", listed or match[0]))
    span = listed is not None and re.search(rf"{_DASH}|through|to", listed) is not None and len(numbers) == 2
    if year is None:
        return Token("G" if listed else "Y", start, end, partial=(month, numbers), span=span)
    days = tuple(day for number in numbers if (day := _day(int(year), month, number)))
    return Token("G", start, end, days=days, broken=len(days) < len(numbers), span=span)


def _clock(text: str) -> tuple[dt.time | None, bool]:
    """Hour of the day; the second value is true for the end of the day (2400 hours, midnight)."""
    lowered = text.lower()
    if "midnight" in lowered:
        return None, True
    if re.fullmatch(r"(?:12(?::00)?\s*)?noon", lowered):
        return dt.time(12), False
    if military := re.match(r"(\d{2})(\d{2})(?!:)", lowered):
        if military[1] == "24":
            return None, True
        return dt.time(int(military[1]), int(military[2])), False
    letter = re.search(r"[ap](?=\s?\.?\s?m)", lowered)
    return _hour(lowered, letter[0] if letter else ""), False


def _hour(text: str, meridiem: str) -> dt.time | None:
    numbers = [int(number) for number in re.findall(r"\d+", text)[:3]]
    hour, minute, second = (*numbers, 0, 0)[:3]
    if meridiem and hour <= 12:
        hour = hour % 12 + (12 if meridiem == "p" else 0)
    try:
        return dt.time(hour, minute, second)
    except ValueError:
        return None


def borrow(bare: Token, full: Token) -> dt.time | None:
    """Return the hour of "1" in "1 to 3 p.m.": same half of the day, unless that would turn the two round."""
    if bare.hour is None or full.hour is None:
        return bare.hour
    hour = bare.hour.replace(hour=bare.hour.hour % 12 + (12 if full.hour.hour >= 12 else 0))
    return hour if hour <= full.hour else bare.hour
