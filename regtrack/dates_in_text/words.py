"""English words of the calendar for patterns of documents, and how such patterns are written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache

import cattrs

from regtrack._bundled import bundled
from regtrack.dates_in_text.calendar import CalendarWords, ClockRow, DateRow, LanguageCalendar, ZoneRow, either

_TABLES = tomllib.loads((bundled("feeds") / "languages" / "en.toml").read_text("utf-8"))
ENGLISH = LanguageCalendar(
    cattrs.structure(_TABLES["calendar"], CalendarWords), cattrs.structure(_TABLES["zone"], list[ZoneRow]), spaces=True
)
DATES = [row for row in cattrs.structure(_TABLES["date"], list[DateRow]) if row.documents]
CLOCKS = cattrs.structure(_TABLES["clock"], list[ClockRow])
"""The forms of days and hours of which documents are full; others, such as "Friday", mean no day in them."""
MONTH = f"(?:{ENGLISH.month_names})"
WEEKDAY = r"(?:Mon|Tues?|Wednes|Wed|Thurs?|Fri|Satur|Sun)(?:day)?s?\b\.?"
_NUMBERS = either(name for name in ENGLISH.numerals if len(name) > 2)  # "a" counts nothing in a document
NUMBER = rf"(?:\d{{1,4}}|{_NUMBERS})(?:\s*\(\d{{1,4}}\))?".replace("\\ ", " ")


def phrase(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which a blank stands for any white space, "blank?" for any or none; case does not count.

    All of the white space: what it took is not given back, which would cost the square of it.
    """
    spelled = _NO_STOP.sub(lambda match: rf"(?:{match[0]}|\.(?=\d))", pattern)
    return re.compile(spelled.replace(" ?", r"\s*+").replace(" ", r"\s++"), re.IGNORECASE | re.DOTALL)


def in_lower_case(pattern: str) -> re.Pattern[str]:
    """Compile a pattern like :func:`phrase` does, for text in lower case: it is twice as quick."""
    return re.compile(phrase(pattern).pattern, re.DOTALL)


_NO_STOP = re.compile(r"\[\^[^\]]*\.[^\]]*\](?!\|)")
"""Any character but a full stop; that of a number, "§ 700.2", is none."""


@lru_cache(maxsize=16)
def lower(text: str) -> str:
    """Return a text in lower case, each character in its place.

    A pattern of many words is asked of it several times as fast as where it has to ignore case.
    """
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if c.isascii() else c for c in text)


def holds(text: str, needles: Iterable[str]) -> bool:
    """Return whether a text holds one of some letters: a search by a pattern takes twenty times as long."""
    if not text:
        return False
    for needle in needles:  # noqa: SIM110 - a generator takes twice as long, and this is asked all the time
        if needle in text:
            return True
    return False


def month_number(word: str) -> int:
    """1 to 12."""
    return ENGLISH.months[word.lower()]


def count(words: str) -> int | None:
    """Return the number that a count is printed as: "30", "thirty", "thirty (30)"."""
    return ENGLISH.number(" ".join(re.sub(r"\s*\(.*", "", words.strip()).split()))
