"""Putting atoms of time together: one :class:`TimeExpression` is one whole expression of time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regtrack import dates
from regtrack.dates_in_text.calendar import exact
from regtrack.dates_in_text.periods import Period, Periods
from regtrack.dates_in_text.tokens import Token, borrow, lex


class Stamp(NamedTuple):
    """A day, printed or counted, with its hour if one is given.

    Attributes:
        day: the printed day; None if it is counted or does not exist.
        period: how the day is counted.
        hour: local hour.
        late: the end of that day (midnight, 2400 hours).
        zone: IANA zone named by the text.
        broken: a day is printed that does not exist.
    """

    day: dt.date | None = None
    period: Period | None = None
    hour: dt.time | None = None
    late: bool = False
    zone: str | None = None
    broken: bool = False

    @property
    def base(self) -> str | None:
        """What the day is counted from; None for a printed day."""
        return self.period.base if self.period else None


class TimeExpression(NamedTuple):
    """An expression of time.

    Attributes:
        start: offset of its first character.
        end: offset after its last character.
        first: the day or instant, or the start of the range.
        last: end of the range.
        inclusive: the range is "through" its end.
        indefinite: the words are "indefinitely" or "until further notice".
        daily: the hours are those of each day of the range.
    """

    start: int
    end: int
    first: Stamp
    last: Stamp | None = None
    inclusive: bool = False
    indefinite: bool = False
    daily: bool = False


_CLOCK = "[Tt](?:c?Z)*"
_DAY = "(?:Kc?o*)?[DYP]"
_JOIN = "[UH]+"
_CLOCKS = f"(?:F?a?{_CLOCK}c?{_JOIN}a?{_CLOCK}|Bo*(?:wo*)?a?{_CLOCK}c?Aa?{_CLOCK})"
"""Two hours: "from 8 a.m. to 5 p.m.", "between the hours of 8 a.m. and 5 p.m."."""
_SEVERAL = f"{_CLOCKS}(?:c?A?c?{_CLOCKS})+"
_MANY = f"{_CLOCKS}(?:c?A?c?{_CLOCKS})*"
_DAYS = f"(?:(?:{_DAY})c?{_JOIN}o*(?:{_DAY})|Bo*(?:{_DAY})c?Ao*(?:{_DAY}))"
_ITEM = "(?:Kc?o*)*[DYG]"
_LISTED = f"(?:{_ITEM}(?:c?o*{_ITEM}){{0,99}}c?Ao*{_ITEM}|G)"
"""Several days: "August 15, August 16, and August 22, 2026"; so many that each day of a text is looked at so often."""
_FORMS: tuple[tuple[str, str], ...] = (
    ("daily", f"(?:{_MANY}c?e?c?[oF]*{_DAYS}|(?:e[oF]*|F)?{_DAYS}c?o*{_MANY}(?!c?[oe]*{_ITEM})(?:c?o*e)?)"),
    ("clocked_list", f"(?:{_CLOCKS}c?o*e?c?o*{_LISTED}|{_SEVERAL}c?o*e?c?o*(?:{_LISTED}|{_ITEM}))(?!c?o*{_CLOCKS})"),
    ("clocks_day", f"{_CLOCKS}c?o*{_DAY}(?:c?Z)?"),
    ("list_clocks", f"(?:(?:e[co]*)?{_LISTED}c?o*{_MANY}|{_ITEM}c?o*{_SEVERAL})(?!c?[oe]*{_ITEM})(?:c?o*e)?"),
    ("range", "F?a?{m}c?{join}o*a?{m}"),
    ("between", "Bo*{m}c?Ao*{m}"),
    ("day_clocks", f"{_DAY}(?:c|w(?=[TtF]))?o*{_CLOCKS}"),
    ("moment", "{m}"),
    ("list", f"G(?:c?[oF]*a?{_CLOCK}e?)?"),
    ("indefinite", "N"),
)
_MOMENT = f"(?:a?{_CLOCK}c?o*(?:{_DAY})(?:c?Z)?|(?:{_DAY})(?:c?[oF]*a?{_CLOCK}e?)?)"
_ANY = "|".join(f"(?P<{name}>{form.replace('{m}', _MOMENT).replace('{join}', _JOIN)})" for name, form in _FORMS)
_FORM = re.compile(f"(?=[aBDeFGKNPtTY])(?:{_ANY})")
"""The first form that fits counts; with other letters none begins."""
_GENERAL = Periods()


def find_mentions(text: str, anchor_on: dt.date, periods: Periods = _GENERAL) -> list[TimeExpression]:
    """Return all expressions of time in a text, in order, none overlapping.

    Args:
        text: any text in English.
        anchor_on: gives its year to a day without one where no other day in the text does.
        periods: the table of counted days; a reader of one kind of text adds rows of its own.
    """
    tokens = lex(text, periods)
    letters = "".join([token.sort for token in tokens])
    if "Y" in letters or "G" in letters:
        tokens = _complete(tokens, anchor_on)
    found: list[TimeExpression] = []
    for form in _FORM.finditer(letters):
        found += _read(form.lastgroup or "", tokens[form.start() : form.end()])
    return found


def masked(text: str, found: Sequence[TimeExpression], span: str = "#") -> str:
    """Return a text with a mark in place of each expression of time: ``#``, or another one for a span of days."""
    for each in reversed(found):
        text = f"{text[: each.start]}{span if each.last else '#'}{text[each.end :]}"
    return text


def _complete(tokens: list[Token], anchor_on: dt.date) -> list[Token]:
    """Give days printed without a year the year of the nearest printed date, or else of publication."""
    years = [(token.start, token.days[0].year) for token in tokens if token.days]
    done = []
    following = 0
    for token in tokens:
        if token.partial is None:
            done.append(token)
            continue
        while following < len(years) and years[following][0] < token.start:
            following += 1
        near = years[following - 1 : following + 1] if following else years[:1]
        year = min(near, key=lambda pair: abs(pair[0] - token.start))[1] if near else anchor_on.year
        month, numbers = token.partial
        days = tuple(day for number in numbers if (day := exact(year, month, number)))
        done.append(token._replace(days=days, broken=len(days) < len(numbers)))
    return done


def _read(name: str, tokens: list[Token]) -> list[TimeExpression]:
    start, end = tokens[0].start, tokens[-1].end
    if name == "indefinite":
        return [TimeExpression(start, end, Stamp(), indefinite=True)]
    if name == "moment":
        return [TimeExpression(start, end, _stamp(tokens))]
    joins = [index for index, token in enumerate(tokens) if token.sort in ("UHA" if name == "daily" else "UH")]
    inclusive = any(tokens[index].sort == "H" for index in joins)
    if name in ("clocked_list", "list_clocks", "list"):
        return _list(tokens, inclusive)
    if name == "daily":
        return _daily(tokens, joins)
    if name == "between":
        joins = [index for index, token in enumerate(tokens) if token.sort == "A"]
        inclusive = True
    cut = joins[0] if joins else 0
    left, right = tokens[:cut], tokens[cut + 1 :]
    if name in ("clocks_day", "day_clocks"):
        first, last = _same_day(tokens)
    else:
        first, last = _stamp(left), _stamp(right)
    if name == "range" and inclusive and first.hour is None and any(token.midnight for token in right):
        last = last._replace(late=False)  # "January 9 through midnight on March 11": the whole of that day
    if first.zone is None and last.zone is not None and (first.hour or first.late):
        first = first._replace(zone=last.zone)
    if last.zone is None and first.zone is not None and (last.hour or last.late):
        last = last._replace(zone=first.zone)
    return [TimeExpression(start, end, first, last, inclusive)]


def _stamp(tokens: list[Token], day: dt.date | None = None) -> Stamp:
    """Fold the atoms of one moment."""
    printed, period, hour, late, zone, broken = day, None, None, False, None, False
    for token in tokens:
        if token.sort in "DYG" and day is None:
            printed, broken = token.days[0] if token.days else None, token.broken
        elif token.sort == "P":
            period = token.period
        elif token.sort in "Tt":
            hour, late = token.hour, token.late
        elif token.sort == "Z" and token.zone:
            zone = token.zone
    return Stamp(printed, period, hour, late, zone, broken)


def _same_day(tokens: list[Token]) -> tuple[Stamp, Stamp]:
    """Two hours of one day."""
    whole = _stamp(tokens)
    hours = [token for token in tokens if token.sort in "Tt"]
    opens = borrow(hours[0], hours[1]) if hours[0].sort == "t" else hours[0].hour
    zones = [token.zone for token in tokens if token.sort == "Z" and token.zone]
    zone = zones[-1] if zones else None
    common = whole._replace(hour=None, late=False, zone=zone)
    first = common._replace(hour=opens or (dt.time(0) if hours[0].late else None))
    return first, common._replace(hour=hours[1].hour, late=hours[1].late)


def _over_midnight(opens: Stamp, closes: Stamp) -> tuple[Stamp, Stamp]:
    """Return the hours of a day, with those that close before they open closing on the next one."""
    if opens.hour and closes.hour and closes.day and closes.hour < opens.hour:
        closes = closes._replace(day=dates.add_days(closes.day, 1))
    return opens, closes


def _daily(tokens: list[Token], joins: list[int]) -> list[TimeExpression]:
    """First opening to last closing: "from 7 a.m. through 5 p.m. each day from July 30 through August 2"."""
    hours = [token for token in tokens if token.sort in "Tt"]
    days = [token for token in tokens if token.sort in "DYP"]
    first = tokens.index(days[0])
    inclusive = tokens[next(index for index in joins if index > first)].sort in "HA"
    found = []
    for pair in _pairs(hours):
        opens, closes = _same_day([*pair, days[0]])[0], _same_day([*pair, days[-1]])[1]
        found.append(TimeExpression(tokens[0].start, tokens[-1].end, opens, closes, inclusive, daily=True))
    return found


def _list(tokens: list[Token], inclusive: bool) -> list[TimeExpression]:
    items = [token for token in tokens if token.sort in "DYG"]
    listed = items[0]
    start, end = tokens[0].start, tokens[-1].end
    hours = [token for token in tokens if token.sort in "Tt"]
    rest = [token for token in tokens if token.sort not in "DYGK"]
    if not all(item.days for item in items):
        return [TimeExpression(start, end, Stamp(broken=True))]
    if listed.span and len(hours) < 2:
        first = _stamp(hours[:1] + [t for t in rest if t.sort == "Z"], listed.days[0])
        last = _stamp([], listed.days[-1])
        return [TimeExpression(start, end, first, last, inclusive=True)]
    found, zones = [], [token for token in rest if token.sort == "Z"]
    for item in items:
        if len(hours) < 2:
            found += [TimeExpression(start, end, _stamp(rest, day)) for day in item.days]
        elif item.span and len(hours) == 2:
            opens, closes = (
                _hours_of(hours, zones, item, item.days[0])[0],
                _hours_of(hours, zones, item, item.days[-1])[1],
            )
            found.append(TimeExpression(start, end, opens, closes, inclusive=True, daily=True))
        else:
            moments = (_hours_of(pair, zones, item, day) for day in _days_of(item) for pair in _pairs(hours))
            found += [TimeExpression(start, end, opens, closes, inclusive) for opens, closes in moments]
    return found


def _pairs(hours: list[Token]) -> Iterator[list[Token]]:
    """Yield two hours at a time: "from 7 to 9 a.m. and from 4 to 6 p.m."."""
    return (hours[place : place + 2] for place in range(0, len(hours) - 1, 2))


def _days_of(item: Token) -> Iterator[dt.date]:
    """Yield the days of an atom, and those between them where it tells a span."""
    if not item.span:
        yield from item.days
        return
    for number in range((item.days[-1] - item.days[0]).days + 1):
        yield dates.add_days(item.days[0], number)


def _hours_of(hours: list[Token], zones: list[Token], item: Token, day: dt.date) -> tuple[Stamp, Stamp]:
    """Return when two hours of a day begin and end."""
    fixed = Token("D", item.start, item.end, days=(day,))
    return _over_midnight(*_same_day([*hours, *zones, fixed]))
