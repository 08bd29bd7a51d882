"""The rules of a time zone for a calendar (RFC 5545, section 3.6.5), as far as the calendar needs them.

The ``icalendar`` library can make these, but (7.3) states the spring onset in the new local time and not in the old, an
hour off; so they are made here, from the same IANA data as every other date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import icalendar

from regtrack import dates
from regtrack.dates import Tick

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_YEAR = 400 * _DAY
"""Longer than the time from one turn to the next in any zone that turns its clocks each year."""


def vtimezone(zone: str, first: int, last: int) -> icalendar.Timezone:
    """Return the zone from the first day of one year to the last day of another."""
    start = dates.day_start(dates.month_span(first, 1)[0], zone)
    end = dates.day_start(dates.month_span(last, 12)[1], zone)
    turns = list(_turns(start - _YEAR, end, zone))
    if not turns or turns[0] > start:
        turns.insert(0, start)
    onsets: dict[tuple[dt.timedelta, dt.timedelta, str, bool], list[dt.datetime]] = {}
    for turn in turns:
        before, after, local = _offset(turn - _SECOND, zone), _offset(turn, zone), dates.local(turn, zone)
        key = before, after, local.tzname() or "", bool(local.dst())
        onsets.setdefault(key, []).append(local.replace(tzinfo=None) - after + before)  # in the time that ends then
    out = icalendar.Timezone()
    out.add("TZID", zone)
    for (before, after, name, summer), walls in onsets.items():
        part = icalendar.TimezoneDaylight() if summer else icalendar.TimezoneStandard()
        part.add("DTSTART", walls[0])
        if walls[1:]:
            part.add("RDATE", walls[1:])
        part.add("TZNAME", name)
        part.add("TZOFFSETFROM", before)
        part.add("TZOFFSETTO", after)
        out.add_component(part)
    return out


def _turns(start: Tick, end: Tick, zone: str) -> Iterator[Tick]:
    """Return the first second of each offset that begins between two ticks."""
    for low in range(start, end, _DAY):
        high = low + _DAY
        if _offset(low, zone) == _offset(high, zone):
            continue
        while high - low > _SECOND:
            middle = (low + high) // 2 // _SECOND * _SECOND
            if _offset(middle, zone) == _offset(high, zone):
                high = middle
            else:
                low = middle
        yield high


def _offset(tick: Tick, zone: str) -> dt.timedelta:
    offset = dates.local(tick, zone).utcoffset()
    assert offset is not None
    return offset
