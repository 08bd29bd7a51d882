"""What the machine says of a claim that it read: whole sentences with named places.

They are recorded in English, days in ISO form, a sentence a line; a report says them again in its own language. Words
in the places (acts, details, countries by their codes) are those of the model and of the language files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

READINGS = MappingProxyType(
    {
        "last": "“{words}” is read as {weekday} {date}, the last one by the day of the item.",
        "next": "“{words}” is read as {weekday} {date}, the next one from the day of the item.",
        "or_weekday": "“{words}” may also mean {weekday} {date}.",
        "weekday": "“{words}” is read as {weekday} {date}.",
        "or": "“{words}” may also mean {date}.",
        "read": "“{words}” is read as {date}.",
        "moved": "In the zone of the law that is {date}.",
        "elsewhere": "The instrument is named elsewhere in the sentence.",
        "carried": "The instrument is the one spoken of before.",
        "recorded": "Recorded as {key}.",
    }
)
"""How a claim was read."""
DIFFERENCES = MappingProxyType(
    {
        "only_announced": "It is told as done; on record it is only announced.",
        "outlet_day": "On record the date is {known}: the same day, if the outlet's own day is meant.",
        "other_date": "On record the date is {known}, not {date}.",
        "detail": "It differs from the record in a detail ({detail}): it says “{told}”, the record “{known}”.",
    }
)
"""In what a claim contradicts the record, or another report where there is none."""
REMARKS = MappingProxyType({**READINGS, **DIFFERENCES})
OUTLET_DAY = "By the outlet's own day it is {date}."
"""What is kept to compare a report with later facts; reports do not tell it."""

MANNERS = MappingProxyType({"has": "{act}", "will": "to be {act}"})  # how firmly an act is claimed
STATEMENT = "a statement"  # what a claim is called that claims no act
SUMMARY = "{publisher} on {name}: {what}."  # what an item says of an instrument

DETAILS = (
    "home of the company", "derived from", "sponsors", "reach", "goods and {place}", "several", "one", "made there",
    "going there", "all",
)  # fmt: skip
"""Details of the language files, and words for what they may be."""
PLACES = MappingProxyType(
    {
        "US": "the United States", "CN": "China", "GB": "the United Kingdom", "SA": "Saudi Arabia",
        "AE": "the United Arab Emirates", "JP": "Japan", "KR": "South Korea", "TW": "Taiwan", "NL": "the Netherlands",
        "DE": "Germany", "RU": "Russia", "MO": "Macau",
    }
)  # fmt: skip
"""Countries of the language files by their codes."""


def parsed(line: str) -> tuple[str, Mapping[str, str]] | None:
    """Return the name of the sentence that a line is, and what is in its places; None if it is none of the table."""
    for name, pattern in _patterns().items():
        if match := pattern.fullmatch(line):
            return name, match.groupdict()
    return None


def outlet_days(note: str | None) -> list[str]:
    """Return the days that a note keeps, that are meant if the outlet's own day is."""
    pattern = pattern_of(OUTLET_DAY)
    return [match["date"] for line in (note or "").split("\n") if (match := pattern.fullmatch(line))]


def is_difference(line: str) -> bool:
    """Whether a line says in what a claim contradicts the record."""
    found = parsed(line)
    return found is not None and found[0] in DIFFERENCES


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Return what each sentence looks like.

    Most have places for words of any kind, so those that say more come first.
    """
    return {name: pattern_of(text) for name, text in REMARKS.items()}


def pattern_of(template: str) -> re.Pattern[str]:
    """Return what a sentence with places looks like when they are filled."""
    forms = {"weekday": "|".join(WEEKDAYS), "date": r"[^,“”]+?"}
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile(
        "".join(f"(?P<{part}>{forms.get(part, '.+?')})" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    )


def remark(name: str, **values: object) -> str:
    """Return a sentence of the table, in English, for the record."""
    return REMARKS[name].format(**values)
