"""The moments that feeds state, in the many ways in which they are written.

A day without a time is that day in the publisher's zone, as it closes: nobody could be sure to have read it earlier. A
time without a zone is the publisher's too. (feedparser takes both for Greenwich's.) What names no day that exists, or
one before there was a web, or one that is still to come, is no moment of publication.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

from regtrack import dates
from regtrack.dates import Tick
from regtrack.errors import DateError

EARLIEST = dates.parse_instant("1990-01-01T00:00:00Z")
"""The web began in this year; what is dated earlier is a fault of the machine that dated it."""
AHEAD = 26 * 3_600_000_000
"""How far a moment may be ahead: today's close, in the zone where it is latest."""

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
_ZONE = r"(?P<zone>(?:GMT|UTC?)?[+-]\d{1,2}(?::?\d{2})?|(?:Etc/)?[A-Z]{1,5})(?:\s+\([A-Z ]+\))?"
_FORMS = tuple(
    re.compile(form + rf"(?:(?:T|\s+(?:at\s+|-\s+)?){_TIME})?(?:\s*{_ZONE})?", re.IGNORECASE | re.ASCII)
    for form in (
        # RFC 5322, with what people make of it: no weekday or a wrong one, whole names, years of two digits
        r"(?:[a-z]{3,9}\.?,?\s+)?(?P<day>\d{1,2})[\s\-]+(?P<name>[a-z]{3})[a-z]*\.?,?[\s\-]+(?P<year>\d{4}|\d{2})",
        # RFC 3339, and ISO 8601 without hyphens
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        # as Americans write: May 13, 2025 9:00 AM
        r"(?:[a-z]{3,9}\.?,?\s+)?(?P<name>[a-z]{3})[a-z]*\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
    )
)
_FEEDPARSERS = ("onblog", "nate", "greek", "hungarian", "perforce", "asctime")
"""The forms of other languages and older machines that feedparser knows, each a whole moment."""
_OFFSET = re.compile(r"(?:GMT|UTC?)?([+-])(\d{1,2}):?(\d{2})?", re.ASCII | re.IGNORECASE)
_ZONES = {
    "z": "+00:00", "ut": "+00:00", "utc": "+00:00", "gmt": "+00:00", "est": "-05:00", "edt": "-04:00", "cst": "-06:00",
    "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "bst": "+01:00",
    "wet": "+00:00", "west": "+01:00", "cet": "+01:00", "cest": "+02:00", "met": "+01:00", "mest": "+02:00",
    "eet": "+02:00", "eest": "+03:00", "jst": "+09:00", "kst": "+09:00", "hkt": "+08:00", "sgt": "+08:00",
}  # fmt: skip
"""Zones by the letters that stand for them; those of RFC 5322 are the American ones."""
_GREENWICH = frozenset(("z", "ut", "utc", "gmt"))


def published(stated: str, zone: str, now: Tick) -> Tick | None:
    """Return the moment that a feed states, as a tick.

    None if it is none at which anything can have been published by now.
    """
    tick = moment(" ".join(stated.split()), zone)
    if tick is None or not EARLIEST <= tick <= now + AHEAD:
        return None
    return tick


@lru_cache(maxsize=4096)  # the items of a feed often share theirs, and each reading states them again
def moment(stated: str, zone: str) -> Tick | None:
    """Return the moment, whichever it is; None if it cannot be read."""
    if not stated or len(stated) > 100:
        return None
    try:
        for form in _FORMS:
            if match := form.fullmatch(stated):
                return _tick(match.groupdict(), zone)
        return _as_feedparser_reads(stated)
    except (DateError, ValueError, OverflowError):
        return None


def _tick(part: Mapping[str, str | None], zone: str) -> Tick:
    year, month = part["year"] or "", part.get("month") or _MONTHS.get((part.get("name") or "").lower(), 0)
    whole = int(year) + (0 if len(year) > 2 else 1900 if int(year) >= 90 else 2000)
    day = dates.parse_date(f"{whole:04d}-{int(month):02d}-{int(part['day'] or 0):02d}")
    if part["hour"] is None:
        return dates.day_close(day, zone)
    hour, minute = int(part["hour"]), int(part["minute"] or 0)
    second = min(int(part["second"] or 0), 59)  # 60 is a leap second
    if part["half"]:
        hour = hour % 12 + (12 if part["half"] in "Pp" else 0)
    if hour == 24 and minute == 0:
        return dates.day_close(day, zone)
    if hour > 23 or minute > 59:
        raise ValueError(hour, minute)
    where = (part["zone"] or "").lower().removeprefix("etc/")
    if where in _GREENWICH:  # wherever these are usual, they mean the same
        return dates.day_start(day, "UTC") + (hour * 3600 + minute * 60 + second) * 1_000_000
    local = f"{day.isoformat()}T{hour:02d}:{minute:02d}:{second:02d}"
    return dates.parse_instant(f"{local}{_offset(where, local, zone)}")


def _offset(letters: str, local: str, zone: str) -> str:
    """Return the offset that letters or digits stand for.

    Letters that are usual in the publisher's zone stand for that.
    """
    if not letters:
        return f"[{zone}]"
    if match := _OFFSET.fullmatch(letters):
        return f"{match[1]}{int(match[2]):02d}:{match[3] or '00'}"
    here = dates.local(dates.parse_instant(f"{local}[{zone}]"), zone).tzname() or ""
    if here.lower() == letters:
        return f"[{zone}]"
    return _ZONES.get(letters, f"[{zone}]")


def _as_feedparser_reads(stated: str) -> Tick | None:
    from feedparser import datetimes

    for name in _FEEDPARSERS:
        with suppress(KeyError, AttributeError, ValueError, OverflowError):
            read = getattr(datetimes, f"_parse_date_{name}")(stated)
            if read:
                return dates.parse_instant("{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}Z".format(*read))
    return None
