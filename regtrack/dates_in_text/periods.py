"""Days that are counted, not printed: "30 days after May 1, 2024", "that date", and what a caller's own table adds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

import attrs

from regtrack import dates
from regtrack.dates_in_text import words
from regtrack.dates_in_text.calendar import exact
from regtrack.dates_in_text.words import in_lower_case, phrase
from regtrack.working_days import roll_to_working_day

PRINTED, THAT_DAY = "printed day", "that date"
"""Bases that any text may count from."""


@attrs.frozen
class Period:
    """A count of days, months or years from a base.

    Attributes:
        base: where the count starts, by the name that the table of its row gives it.
        count: how many units; 0 for the base itself.
        unit: day, month or year.
        floor: the text gives a minimum only.
        day: the printed day to count from, for :data:`PRINTED`.
        rolls: a last day on which the offices are closed moves to the next working day (1 CFR 18.17).
    """

    base: str
    count: int = 0
    unit: str = "day"
    floor: bool = False
    day: dt.date | None = None
    rolls: bool = False

    def after(self, base: dt.date) -> dt.date:
        """Return the counted day."""
        if not self.count:
            return base
        if self.unit == "day":
            day: dt.date = dates.add_days(base, self.count)
        else:
            day = dates.add_months(base, self.count * (12 if self.unit == "year" else 1))
        return roll_to_working_day(day) if self.rolls else day


class PeriodForm(NamedTuple):
    """How a period is printed, and where it counts from.

    The pattern may have groups: ``count`` and ``unit``, ``floor``, ``printed``, and ``next`` for "the day after".
    """

    pattern: re.Pattern[str]
    base: str
    rolls: bool = False


MINIMUM = r"(?P<floor>(?:(?:no|not) (?:sooner|earlier|less) than|(?:once )?a minimum of|at least|minimum of) )?"
COUNT = rf"(?P<count>{words.NUMBER})[\s-]+(?:calendar |full )?(?P<unit>day|month|year)s?'?"
AFTER = r" (?:after|from|following|of|upon|past|beyond|subsequent to|starting (?:from|on)|beginning (?:from|on|with)) "
ENDING = "ending|terminating|expiring|concluding"
"""Verbs of the last day of a period."""
_GOES_ON = r",?\s*(?:and\s+)?(?:(?:continuing|running|extending|lasting)\s+)?"
_LASTS = "".join(
    rf"(?<!\b{what}\sfor\s{much})"
    for what in ("effective", "effect", "force", "valid")
    for much in ("", r"a\speriod\sof\s")
)
"""Of what lasts as long: it begins on the day that the count is from, and not after it."""
_PRINTED = rf"(?:{words.WEEKDAY},? )?(?P<printed>{words.MONTH} \d{{1,2}},? \d{{4}})"

GENERAL = (
    PeriodForm(
        phrase(rf"{MINIMUM}{_LASTS}{COUNT}{AFTER}{_PRINTED}(?!{_GOES_ON}(?:to|through|until|{ENDING})\b)"), PRINTED
    ),
    PeriodForm(phrase(r"\b(?:that|this|such|the same) (?:effective )?date\b"), THAT_DAY),
)
"""Periods of any text."""
GENERAL_STARTS = r"\b(?:the same|that|this|such)\b"
_LENGTH = phrase(rf"{MINIMUM}{COUNT}{AFTER}")
"""What all counted periods begin with: few numbers do."""
_COUNTS = rf"\b(?:no|not|once|a minimum|at least|minimum)\b|\b{words.NUMBER}"


class Periods:
    """A table of periods.

    Args:
        rows: the first that matches counts.
        starts: a pattern of the words with which any of them begins that is no count, with blanks for white space.
        needles: letters of which every period holds some, apart from those of any text.
    """

    def __init__(
        self, rows: Sequence[PeriodForm] = GENERAL, starts: str = GENERAL_STARTS, needles: tuple[str, ...] = ()
    ) -> None:
        counted = [row for row in rows if row.pattern.pattern.startswith("(?P<floor>")]
        self._rows = {"counted": counted, "other": [row for row in rows if row not in counted]}
        self._starts = in_lower_case(rf"(?P<other>{starts})|(?P<counted>{_COUNTS})")
        self._needles = (*needles, "day", "month", "year", "that date", "this date", "such date", "same date")

    def find(self, text: str) -> list[tuple[int, int, Period]]:
        """Return all periods in order with their offsets, none overlapping."""
        found: list[tuple[int, int, Period]] = []
        if not words.holds(" ".join(text.lower().split()), self._needles):
            return found
        for start in self._starts.finditer(words.lower(text)):
            if start.lastgroup == "counted" and not _LENGTH.match(text, start.start()):
                continue
            rows = self._rows[start.lastgroup or "other"]
            if not (found and start.start() < found[-1][1]) and (hit := self._match(text, start.start(), rows)):
                found.append(hit)
        return found

    def _match(self, text: str, position: int, rows: Sequence[PeriodForm]) -> tuple[int, int, Period] | None:
        for row in rows:
            if match := row.pattern.match(text, position):
                return position, match.end(), _read(match, row)
        return None


def _read(match: re.Match[str], row: PeriodForm) -> Period:
    groups = match.groupdict()
    if groups.get("next"):
        return Period(row.base, 1)
    day = None
    if printed := groups.get("printed"):
        name, number, year = re.split(r"[\s,]+", printed)
        if (day := exact(int(year), words.month_number(name), int(number))) is None:
            return Period(THAT_DAY)
    count = words.count(groups["count"]) if groups.get("count") else 0
    unit = (groups.get("unit") or "day").lower()
    return Period(row.base, count or 0, unit, bool(groups.get("floor")), day, row.rolls)
