"""Dates, numbers and pages as the Federal Register prints them."""

from __future__ import annotations

import re

from regtrack.dates import Date, Instant, instant_of, parse_date, parse_instant
from regtrack.dates_in_text.words import MONTH, month_number
from regtrack.errors import DateError, InputError
from regtrack.sources.federal_register.query import document_number

_DAY = re.compile(rf"\b(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})\s*,?\s+(?P<year>\d{{4}})\b")
_NUMBER = re.compile(r"\bFR\s*D[oe]c\.?\s*(?:No\.?)?:?\s*(?P<number>[A-Z]{0,2}\d*(?:[-–—]\d+){1,2})(?![-–—\d])")
_FILED = re.compile(
    r"Filed?:?\s*(?P<month>\d{1,2})[-–/](?P<day>\d{1,2})[-–/](?P<year>\d{4}|\d{2})\s*[;:,]?\s*"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s*(?P<half>[ap])\.?\s*m",
    re.IGNORECASE,
)
_SAYS_FILED = re.compile(r"Filed?\b", re.IGNORECASE)
_FIRST_YEAR = 1994  # The online edition begins; two digits of a year are of the century from then on


def day_in(text: str) -> Date | None:
    """Return the first day printed as "April 15, 2016"; None when there is none that exists."""
    if match := _DAY.search(text):
        try:
            return parse_date(f"{match['year']}-{month_number(match['month']):02d}-{int(match['day']):02d}")
        except DateError:
            return None
    return None


def number_in(frdoc: str) -> str | None:
    """Return the document number of a filing line, ``[FR Doc. 2024-01667 Filed 2-9-24; 8:45 am]``."""
    match = _NUMBER.search(frdoc)
    try:
        return document_number(match["number"]) if match else None
    except InputError:
        return None


def says_filed(frdoc: str) -> bool:
    """Whether a filing line means to say when the document was filed."""
    return bool(_SAYS_FILED.search(frdoc))


def filed_in(frdoc: str) -> Instant | None:
    """When a document was filed, in Washington's time; None when the line does not say it in a way that exists."""
    match = _FILED.search(frdoc)
    if match is None:
        return None
    year = int(match["year"])
    if year < 100:
        year += 1900 if year >= _FIRST_YEAR % 100 else 2000
    hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    day = f"{year:04d}-{int(match['month']):02d}-{int(match['day']):02d}"
    try:
        return instant_of(parse_instant(f"{day}T{hour:02d}:{match['minute']}[America/New_York]"))
    except DateError:
        return None
