"""Days whose printed weekday is that of another day: one of the two is a misprint, and nothing says which."""

from __future__ import annotations

from regtrack.dates_in_text.calendar import exact
from regtrack.dates_in_text.words import MONTH, WEEKDAY, holds, lower, month_number, phrase

_DATED = phrase(
    rf"\b(?P<weekday>{WEEKDAY}),? (?:(?P<month>{MONTH})\.? (?P<day>\d{{1,2}}),?"
    rf"|(?P<day_first>\d{{1,2}}) (?P<month_after>{MONTH})\.?,?) ?(?P<year>\d{{4}})\b"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def misnamed(text: str) -> set[str]:
    """Return the days (ISO) that an English text gives with another weekday: "Monday, July 30, 2026", a Thursday."""
    found = set[str]()
    for match in _DATED.finditer(text) if holds(lower(text), _WEEKDAYS) else ():
        month, day = match["month"] or match["month_after"], match["day"] or match["day_first"]
        printed = exact(int(match["year"]), month_number(month), int(day))  # the 31st of June is doubted elsewhere
        if printed is not None and match["weekday"][:3].lower() != _WEEKDAYS[printed.weekday()]:
            found.add(printed.isoformat())
    return found
