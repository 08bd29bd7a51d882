"""Days that are counted, not printed: "30 days after publication", "[INSERT DATE ...]", "the close of ..."."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

import attrs

from regtrack import dates
from regtrack.sources.federal_register._dates import words
from regtrack.sources.federal_register._dates.words import phrase


class Base(StrEnum):
    """The day from which a period is counted."""

    PUBLICATION = "publication"
    EFFECTIVE = "effective date"
    COMMENTS = "close of comments"
    THAT_DAY = "that date"
    PRINTED = "printed day"


@attrs.frozen
class Period:
    """A count of days, months or years from a base.

    Attributes:
        base: where the count starts.
        count: how many units; 0 for the base itself.
        unit: day, month or year.
        floor: the text gives a minimum only.
        day: the printed day to count from, for :attr:`Base.PRINTED`.
    """

    base: Base
    count: int = 0
    unit: str = "day"
    floor: bool = False
    day: dt.date | None = None

    def after(self, base: dt.date) -> dt.date:
        """The counted day; only a period counted in days or months from publication moves off days of closure."""
        if not self.count:
            return base
        if self.unit == "day":
            day: dt.date = dates.add_days(base, self.count)
        else:
            day = dates.add_months(base, self.count * (12 if self.unit == "year" else 1))
        return dates.roll_to_working_day(day) if self.base is Base.PUBLICATION else day


_THIS = r"(?: (?:of|for) (?:this|the|these) [\w-]+(?: [\w-]+){0,4}?)?"
_IN_FR = r"(?: (?:(?:is|are|was) published )?in the (?:Federal Register|FR)\b)?"
_PUBLICATION = (
    r"(?:(?:the|its|this) )?(?:dates? of )?(?:(?:the|its|this) )?"
    rf"(?:(?:Federal Register )?publication(?: date)?|posting){_THIS}{_IN_FR}"
)
_EFFECTIVE = rf"(?:(?:the|its|this|that) )?effective date{_THIS}"
_COMMENTS = (
    r"(?:the )?(?:(?:(?:date|day) )?(?:following|after) )?(?:the )?"
    r"(?:close|end|closing|conclusion|last day|expiration)(?: date)? of (?:the|this) "
    r"(?:(?:\d+|thirty|sixty)-day )?(?:public )?comment(?:ing)? period"
)
_MINIMUM = r"(?P<floor>(?:(?:no|not) (?:sooner|earlier|less) than|(?:once )?a minimum of|at least|minimum of) )?"
_COUNT = rf"(?P<count>{words.NUMBER})[\s-]+(?:calendar |full )?(?P<unit>day|month|year)s?'?"
_AFTER = r" (?:after|from|following|of|upon|past|beyond|subsequent to|starting (?:from|on)|beginning (?:from|on|with)) "
_PRINTED = rf"(?:{words.WEEKDAY},? )?(?P<printed>{words.MONTH} \d{{1,2}},? \d{{4}})"

_TABLE: tuple[tuple[str, Base], ...] = (
    # "[INSERT DATE 60 DAYS AFTER DATE OF PUBLICATION IN THE FEDERAL REGISTER]", printed as it stands
    (rf"\[\s*(?:insert )?(?:the )?date (?:that is )?{_COUNT}{_AFTER}[^\]\n]{{0,100}}\]", Base.PUBLICATION),
    (r"\[\s*insert (?:the )?date of [^\]\n]{0,100}\]", Base.PUBLICATION),
    (rf"{_MINIMUM}{_COUNT}{_AFTER}{_PUBLICATION}", Base.PUBLICATION),
    (rf"the (?P<count>\d{{1,3}})(?:st|nd|rd|th) (?P<unit>day) (?:after|following) {_PUBLICATION}", Base.PUBLICATION),
    (rf"{_MINIMUM}{_COUNT}{_AFTER}{_EFFECTIVE}", Base.EFFECTIVE),
    (rf"{_MINIMUM}{_COUNT}{_AFTER}{_PRINTED}(?!,?\s*(?:to|through|until)\b)", Base.PRINTED),
    (rf"(?:immediately )?(?:up)?on (?:the )?(?:date of )?{_PUBLICATION}", Base.PUBLICATION),
    (rf"(?:the )?date of (?:its )?{_PUBLICATION}", Base.PUBLICATION),
    (r"(?<=\beffective\s)(?:immediately|today)\b|(?<=\bapplicable\s)immediately\b", Base.PUBLICATION),
    (_COMMENTS, Base.COMMENTS),
    (r"the closing date(?=\s*(?:[.,;)]|$))", Base.COMMENTS),
    (r"\b(?:that|this|such|the same) (?:effective )?date\b", Base.THAT_DAY),
    (rf"(?:(?<=\bafter\s)|(?<=\bbefore\s)|(?<=\bbeginning\son\s)){_EFFECTIVE}", Base.EFFECTIVE),
)
_PATTERNS = tuple((phrase(pattern), base) for pattern, base in _TABLE)
_NEXT_DAY = phrase(r"(?:the )?(?:(?:date|day) )?(?:following|after)")
_STARTS = phrase(
    r"\[\s*(?:insert|date|the)|\b(?:no|not|once|a minimum|at least|minimum|on|upon|immediately|today|the|that|this|such"
    rf"|end|close|date|effective)\b|\b{words.NUMBER}"
)


def match_period(text: str, position: int) -> tuple[int, Period] | None:
    """The period that starts at ``position``: its end and its reading."""
    for pattern, base in _PATTERNS:
        match = pattern.match(text, position)
        if match:
            return match.end(), _read(match, base)
    return None


def starts(text: str) -> list[int]:
    """Offsets where a period may start."""
    return [match.start() for match in _STARTS.finditer(text)]


def _read(match: re.Match[str], base: Base) -> Period:
    groups = match.groupdict()
    count = words.count(groups["count"]) if groups.get("count") else 0
    if base is Base.COMMENTS and _NEXT_DAY.match(match[0]):
        return Period(base, 1)
    day = None
    if printed := groups.get("printed"):
        name, number, year = re.split(r"[\s,]+", printed)
        try:
            day = dt.date(int(year), words.month_number(name), int(number))
        except ValueError:
            return Period(Base.THAT_DAY)
    return Period(base, count or 0, (groups.get("unit") or "day").lower(), bool(groups.get("floor")), day)
