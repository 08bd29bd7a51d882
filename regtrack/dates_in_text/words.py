"""Words of the calendar and of the clock, as agencies print them: tables only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept(?:ember|\.)?|Sep\.?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?:Mon|Tues?|Wednes|Wed|Thurs?|Fri|Satur|Sun)(?:day)?s?\b\.?"

NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "seventy-five": 75, "ninety": 90,
    "one hundred twenty": 120, "one hundred and twenty": 120, "one hundred eighty": 180,
}  # fmt: skip
NUMBER = r"(?:\d{1,4}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")(?:\s*\(\d{1,4}\))?"

_HOUR = r"(?:\s+(?:standard|daylight(?:\s+saving(?:s)?)?|prevailing|local))?"
ZONES: tuple[tuple[str, str | None], ...] = (
    (rf"eastern{_HOUR}(?:\s+time)?(?:\s+zone)?", "America/New_York"),
    (rf"central{_HOUR}(?:\s+time)?(?:\s+zone)?", "America/Chicago"),
    (rf"mountain{_HOUR}(?:\s+time)?(?:\s+zone)?", "America/Denver"),
    (rf"pacific{_HOUR}(?:\s+time)?(?:\s+zone)?", "America/Los_Angeles"),
    (rf"alaska{_HOUR}\s+time", "America/Anchorage"),
    (rf"hawaii(?:[- ]aleutian)?{_HOUR}\s+time", "Pacific/Honolulu"),
    (rf"atlantic{_HOUR}\s+time", "America/Puerto_Rico"),
    (rf"chamorro{_HOUR}\s+time", "Pacific/Guam"),
    (rf"(?:samoa{_HOUR}\s+time)", "Pacific/Pago_Pago"),
    (r"(?:coordinated\s+universal\s+time|greenwich\s+mean\s+time)", "UTC"),
    (r"(?:local|prevailing)\s+(?:standard\s+|daylight\s+)?time", None),
)
"""Names of zones in words. A May hour labelled "EST" is meant as legal time there: the name never fixes an offset."""

ZONE_LETTERS = {
    "ET": "America/New_York", "EST": "America/New_York", "EDT": "America/New_York",
    "CT": "America/Chicago", "CST": "America/Chicago", "CDT": "America/Chicago",
    "MT": "America/Denver", "MST": "America/Denver", "MDT": "America/Denver",
    "PT": "America/Los_Angeles", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
    "AKT": "America/Anchorage", "AKST": "America/Anchorage", "AKDT": "America/Anchorage",
    "HT": "Pacific/Honolulu", "HST": "Pacific/Honolulu", "AST": "America/Puerto_Rico", "ADT": "America/Puerto_Rico",
    "CHST": "Pacific/Guam", "UTC": "UTC", "GMT": "UTC",
    "ALT": "America/Anchorage",
}  # fmt: skip
_LETTERS = "|".join(sorted(ZONE_LETTERS, key=len, reverse=True))
_WORDS = "|".join(pattern for pattern, _ in ZONES)
ZONE = (
    rf"(?:(?i:{_WORDS})\b(?:,?\s*\((?:{_LETTERS}|A\.?l\.?t\.?)\))?"
    rf"|\((?i:{_WORDS})\)"
    rf"|\(?(?:(?:{_LETTERS})\b|A\.[lL]\.[tT]\.|(?i:[ecmp]\.[sd]?\.?t\.))\)?)"
)


def phrase(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which a blank stands for any white space, "blank?" for any or none; case does not count.

    All of the white space: what it took is not given back, which would cost the square of it.
    """
    spelled = _NO_STOP.sub(lambda match: rf"(?:{match[0]}|\.(?=\d))", pattern)
    return re.compile(spelled.replace(" ?", r"\s*+").replace(" ", r"\s++"), re.IGNORECASE | re.DOTALL)


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
    for needle in needles:  # noqa: SIM110 - a generator takes twice as long, and this is asked all the time
        if needle in text:
            return True
    return False


def month_number(word: str) -> int:
    """1 to 12."""
    return MONTHS[word.lower().rstrip(".")]


def count(words: str) -> int | None:
    """Return the number that a count is printed as: "30", "thirty", "thirty (30)"."""
    head = re.sub(r"\s*\(.*", "", words.strip().lower())
    return int(head) if head.isdigit() else NUMBERS.get(" ".join(head.split()))


def zone_name(words: str) -> str | None:
    """IANA name of a zone in words or letters; None for "local time"."""
    for pattern, name in ZONES:
        if re.match(pattern, words.lstrip("("), re.IGNORECASE):
            return name
    letters = re.sub(r"[^A-Za-z]", "", words).upper()
    return ZONE_LETTERS.get(letters)
