"""The calendar and the clock in the words of a language, and one scanner of their forms for every reader.

The words and forms are tables of the language's file (docs/reference/language-files.md). What a day means is not known
here: that is the grammar of who reads it, :mod:`.expressions` for the Register and :mod:`regtrack.news.days` for news.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap
from typing import Generic, TypeVar

import attrs

HAN_DIGITS = "〇零一二三四五六七八九"
_IN_DIGITS = str.maketrans(HAN_DIGITS, "00123456789")
_HAN = rf"[{HAN_DIGITS}十百]{{1,5}}"
_LIST = re.compile(r"\{([A-Za-z_0-9]*[A-Za-z_][A-Za-z_0-9]*)\}")
_GROUP = re.compile(r"\(\?P([<=])(\w+)")
_NUMBERED = re.compile(r"_\d+$")
_CENTURY = 2000
"""That of a year of two digits."""


@attrs.frozen
class Era:
    """An era by whose years a calendar counts."""

    names: tuple[str, ...]
    first: int


@attrs.frozen
class CalendarWords:
    """``[calendar]``: weekdays (Monday first), months, eras and numbers by their names; words of other dates.

    ``before`` is what may stand before a date that begins with a day, a month or a weekday, and in news belongs to it.
    """

    weekdays: tuple[tuple[str, ...], ...] = ()
    months: tuple[tuple[str, ...], ...] = ()
    eras: tuple[Era, ...] = ()
    numerals: dict[str, int] = attrs.field(factory=dict)
    words: str = ""
    before: str = ""


@attrs.frozen
class DateRow:
    """``[[date]]``: a form of date, and how its day is counted; ``documents``: whether it is read in documents too."""

    pattern: str
    rule: str
    example: str
    years: int | None = None
    months: int | None = None
    weeks: int | None = None
    days: int | None = None
    count: str | None = None
    of: str = "anchor"
    weekdays: tuple[int, ...] = ()
    lenient: bool = False
    means: str = ""
    documents: bool = False


@attrs.frozen
class ClockRow:
    """``[[clock]]``: an hour of the day, what is added to it, or the hour that the words stand for ("noon")."""

    pattern: str
    example: str
    add: int | None = None
    at: int | None = None


@attrs.frozen
class ZoneRow:
    """``[[zone]]``: words and letters for a zone; ``beside`` an hour only: "5 p.m. Eastern".

    An empty zone is that of the matter ("local time"). "EST" in May is legal time there: no name fixes an offset.
    """

    words: tuple[str, ...]
    zone: str
    example: str
    letters: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


NUMERIC = (
    DateRow(
        r"(?<![\w./-])(?<!AD )(?<!ADs )(?<!AD\) )(?P<a>\d{4})-(?P<b>0\d|1[0-2])-(?P<c>[0-2]\d|3[01])(?![\d/-]|\.\d)",
        "numeric", "2025-05-13", documents=True,
    ),
    DateRow(
        r"(?<![\d./-])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<c>\d{4}|\d{2})(?![\d/]|\.\d)", "numeric", "05/13/2025",
        documents=True,
    ),
    DateRow(
        r"(?<![\d./-])(?:(?<!(?-i:[A-Z]) )(?P<a>\d{4})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<c>\d{1,2})"
        r"|(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<c>\d{4}))(?![\d/-]|\.\d)", "numeric", "2025.5.13",
    ),
)  # fmt: skip
"""The forms of dates in numbers only, of every language.

An airworthiness directive (AD 2025-05-13) is no day, nor in a document are numbers with full stops, as of a tariff.
"""


class LanguageCalendar:
    """The calendar and the clock of a language.

    Args:
        words: its words.
        zones: its names of zones.
        spaces: whether blanks part words.

    Attributes:
        months, weekdays, eras: their numbers by their names in lower case; of an era the year before its first.
        month_names: the pattern of its names of months.
        zones: the zones with the patterns of the names that mean one without an hour beside them.
        lists: patterns of parts of dates, by the names that forms have for them: ``{month} {day}``.
    """

    def __init__(self, words: CalendarWords, zones: Sequence[ZoneRow], *, spaces: bool) -> None:
        self.months, self.weekdays = _numbered(words.months), _numbered(words.weekdays)
        self.eras = {name: era.first - 1 for era in words.eras for name in era.names}
        self.numerals, self._zones = words.numerals, zones
        begin, end = (r"(?<!\w)", r"(?!\w)") if spaces else ("", "")
        self.zones = tuple(
            (row.zone, re.compile(f"{begin}(?:{_any_of(*row.words, *_letters([row]))}){end}", re.IGNORECASE))
            for row in zones
        )
        named, letters = (
            _any_of(*(word for row in zones for word in (*row.words, *row.beside))),
            _any_of(*_letters(zones)),
        )
        han, han_year = ("", "") if spaces else (rf"|{_HAN}", rf"|[{HAN_DIGITS}]{{4}}")
        self.month_names = "|".join(f"(?:{either(names)})" for names in words.months)
        self.lists = {
            "year": rf"(?P<year>\d{{4}}{han_year})(?!\d)",
            "month": f"(?P<month>(?-i:{self.month_names}))" if self.months else rf"(?P<month>\d{{1,2}}{han})",
            "day": rf"(?P<day>\d{{1,2}}{han})(?!\d)",
            "weekday": rf"(?P<weekday>{either(self.weekdays)})",
            "era": rf"(?P<era>{either(self.eras)})",
            "eras_year": rf"(?P<eras_year>\d{{1,3}}|元{han})",
            "n": rf"(?P<n>\d{{1,3}}|{either(words.numerals)}{han})",
            "zone": rf"(?P<zone>(?:{named})\b(?:,?\s*\((?:{letters})\))?|\((?:{named})\)|\(?(?:{letters})\)?)",
        }
        self.lists |= {name: rf"(?P<{name}>\d{{1,2}}{han})" for name in ("hour", "minute", "second")}

    def zone_named(self, name: str) -> str | None:
        """Return the zone of a name beside an hour; None for "local time"."""
        bare, letters = name.lstrip("("), re.sub(r"[^A-Za-z]", "", name).upper()
        named = (
            each.zone
            for each in self._zones
            if letters in each.letters or re.match(_any_of(*each.words, *each.beside), bare, re.IGNORECASE)
        )
        return next(named, None) or None

    def number(self, words: str) -> int | None:
        """Return a number in digits, in Chinese numerals or in words."""
        if words.isdecimal():
            return int(words)
        return self.numerals.get(words.lower()) or han_number(words)

    def year(self, groups: Mapping[str, str]) -> int | None:
        """Return the year that parts of a date give, by whichever era."""
        if "eras_year" in groups:
            counted = self.number(groups["eras_year"])
            before = self.eras[groups["era"]] if "era" in groups else [*self.eras.values()][-1]
            return before + counted if counted is not None else None
        year = self.number(groups.get("year", ""))
        return _CENTURY + year if year is not None and 0 < year < 100 else year

    def month(self, groups: Mapping[str, str]) -> int | None:
        """Return the month that parts of a date give."""
        name = groups.get("month", "")
        return self.months.get(name.lower()) or self.number(name)

    def clock(self, row: ClockRow, groups: Mapping[str, str]) -> tuple[dt.time | None, bool]:
        """Return the hour of the day that words give, and whether that is the end of the day (2400 hours, midnight)."""
        hour, minute, second = (self.number(groups.get(part, "0")) for part in ("hour", "minute", "second"))
        hour = hour if row.at is None else row.at
        if hour is None or minute is None or second is None or hour == 24:
            return None, hour == 24
        if row.add is not None and hour <= 12:
            hour = hour % 12 + row.add
        try:
            return dt.time(hour, minute, second), False
        except ValueError:
            return None, False


Form = TypeVar("Form")


class Scanner(Generic[Form]):
    """Finds forms in running text, where several begin at one place the first that fits.

    Args:
        forms: what each form is, with its pattern, by the pattern of what stands where they begin.
        where: a pattern of the places where any form may begin.
    """

    def __init__(self, forms: Mapping[str, Sequence[tuple[Form, str]]], where: str = "") -> None:
        self._forms: dict[str | None, Form] = {}
        parts = (f"{begin}(?:{_any_of(*starmap(self._add, each))})" for begin, each in forms.items())
        self.pattern = re.compile(distinct(f"{where}(?:{'|'.join(parts)})"), re.IGNORECASE)
        self._groups: defaultdict[str | None, list[tuple[str, int]]] = defaultdict(list)
        form = None
        for name, index in self.pattern.groupindex.items():
            if name in self._forms:
                form = name
            else:
                self._groups[form].append((_NUMBERED.sub("", name), index))

    def _add(self, form: Form, pattern: str) -> str:
        name = f"form{len(self._forms)}"
        self._forms[name] = form
        return f"(?P<{name}>{pattern})"

    def form(self, match: re.Match[str]) -> Form:
        """Return which form a match is of."""
        return self._forms[match.lastgroup]  # the outermost group closes last

    def groups(self, match: re.Match[str]) -> dict[str, str]:
        """Return what :func:`groups_of` does; of its form alone, since those of all of them are looked at slowly."""
        return {name: value for name, index in self._groups[match.lastgroup] if (value := match[index])}


def filled(pattern: str, lists: Mapping[str, str]) -> str:
    """Return a pattern with the lists that it names.

    Raises:
        KeyError: there is no list of a name.
    """
    return _LIST.sub(lambda match: lists[match[1]], pattern)


def distinct(pattern: str) -> str:
    """Return a pattern of which no two groups have one name; :func:`groups_of` has them under the names they had."""
    seen: Counter[str] = Counter()

    def renamed(match: re.Match[str]) -> str:
        mark, name = match.groups()
        seen[name] += mark == "<"
        return f"(?P{mark}{name}_{seen[name]}" if seen[name] > 1 else match[0]

    return _GROUP.sub(renamed, pattern)


def groups_of(match: re.Match[str]) -> dict[str, str]:
    """Return what the groups of a pattern found, by the name of the list."""
    return {_NUMBERED.sub("", name): value for name, value in match.groupdict().items() if value}


def exact(year: int, month: int, day: int) -> dt.date | None:
    """Return a day; None if it does not exist."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def numeric(groups: Mapping[str, str], orders: Sequence[str]) -> dict[dt.date, str]:
    """Return the days that a date in numbers may be, each with the first of some orders (``dmy``) in which it is."""
    found: dict[dt.date, str] = {}
    for order in ("ymd",) if len(groups["a"]) == 4 else orders:
        part = dict(zip(order, (int(groups[name]) for name in "abc"), strict=True))
        year = part["y"] if part["y"] > 99 else part["y"] + _CENTURY
        if (order == "ymd") == (len(groups["a"]) == 4) and (day := exact(year, part["m"], part["d"])):
            found.setdefault(day, order)
    return found


def han_number(words: str) -> int | None:
    """Return a number in Chinese numerals, by place (二〇二五) or spoken (一百十二); None for any other text."""
    if words == "元":
        return 1
    if not re.fullmatch(f"[{HAN_DIGITS}十百]+", words):
        return None
    plain = words.translate(_IN_DIGITS)
    if plain.isdecimal():
        return int(plain)
    hundreds, hundred, rest = plain.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    if not all(part.isdecimal() or not part for part in (hundreds, tens, ones)):
        return None
    return 100 * bool(hundred) * int(hundreds or 1) + 10 * bool(ten) * int(tens or 1) + int(ones or 0)


def _any_of(*patterns: str) -> str:
    return "|".join(patterns) or r"(?!)"


def either(names: Iterable[str]) -> str:
    """Return the pattern of any of some names; one that matches nothing where there are none."""
    return _any_of(*(re.escape(name) for name in sorted(names, key=len, reverse=True)))


def _numbered(names: Sequence[Sequence[str]]) -> dict[str, int]:
    return {name.lower(): number for number, each in enumerate(names, 1) for name in each}


def _letters(zones: Iterable[ZoneRow]) -> list[str]:
    """Return patterns of the letters of zones: "EST", "E.S.T."."""
    every = sorted((name for each in zones for name in each.letters), key=len, reverse=True)
    parts = slice(1), slice(1, -1), slice(-1, None)
    first, middle, last = ("".join(sorted({char for name in every for char in name[part]})) for part in parts)
    return [rf"(?-i:{'|'.join(every)})\b", rf"[{first}]\.(?:[{middle}]\.?)?[{last}]\."] if every else []
