"""Days whose printed weekday is that of another day: one of the two is a misprint, and nothing says which."""

from __future__ import annotations

import datetime as dt

from regtrack.dates_in_text.words import MONTH, WEEKDAY, month_number, phrase

_DATED = phrase(
    rf"\b(?P<weekday>{WEEKDAY}),? (?:(?P<month>{MONTH})\.? (?P<day>\d{{1,2}}),?"
    rf"|(?P<day_first>\d{{1,2}}) (?P<month_after>{MONTH})\.?,?) ?(?P<year>\d{{4}})\b"
)
_FIRST_LETTERS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def misnamed(text: str) -> set[str]:
    """Return the days (ISO) that an English text gives with another weekday: "Monday, July 30, 2026", a Thursday."""
    found = set[str]()
    for match in _DATED.finditer(text):
        month, day = match["month"] or match["month_after"], match["day"] or match["day_first"]
        try:
            printed = dt.date(int(match["year"]), month_number(month), int(day))
        except ValueError:  # the 31st of June is doubted elsewhere
            continue
        if match["weekday"][:2].lower() != _FIRST_LETTERS[printed.weekday()]:
            found.add(printed.isoformat())
    return found
