"""The rules of a time zone for a calendar (RFC 5545, section 3.6.5), as far as the calendar needs them.

The ``icalendar`` library can make these, but (7.3) states the spring onset in the new local time and not in the old, an
hour off; so they are made here, from the same IANA data as every other date.
"""

from __future__ import annotations

import datetime as dt

import icalendar

from regtrack import dates
from regtrack.dates import Tick

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND


def vtimezone(zone: str, first: int, last: int) -> icalendar.Timezone:
    """The zone from the first day of one year to the last day of another."""
    start, end = (
        dates.day_start(dates.month_span(first, 1)[0], zone),
        dates.day_start(dates.month_span(last, 12)[1], zone),
    )
    onsets: dict[tuple[dt.timedelta, dt.timedelta, str, bool], list[dt.datetime]] = {}
    begin = dates.local(start, zone)
    onsets[_offset(start, zone), _offset(start, zone), begin.tzname() or "", bool(begin.dst())] = [_wall(begin)]
    for day in range(start, end, _DAY):
        before, after = _offset(day, zone), _offset(day + _DAY, zone)
        if before != after:
            turn = _turn(day, day + _DAY, zone)
            now = dates.local(turn, zone)
            key = before, after, now.tzname() or "", bool(now.dst())
            onsets.setdefault(key, []).append(_wall(now) - after + before)  # in the time that ends then
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


def _offset(tick: Tick, zone: str) -> dt.timedelta:
    offset = dates.local(tick, zone).utcoffset()
    assert offset is not None
    return offset


def _turn(low: Tick, high: Tick, zone: str) -> Tick:
    """The first second of the offset that holds at ``high`` and not at ``low``."""
    while high - low > _SECOND:
        middle = (low + high) // 2 // _SECOND * _SECOND
        if _offset(middle, zone) == _offset(high, zone):
            high = middle
        else:
            low = middle
    return high


def _wall(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=None, microsecond=0)
