"""Dates as a calendar that others import or subscribe to (RFC 5545, RFC 7986).

An entry's UID names the date and not the day. SEQUENCE and the time stamps come from the ledger's own history of the
date and never from the clock, so that the same knowledge gives the same bytes, and a later file moves or cancels the
entries of an earlier one.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

import icalendar

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Moment, Tick
from regtrack.errors import InputError, printable
from regtrack.model.answers import Calendar
from regtrack.model.change import Dated, Facet, Upcoming
from regtrack.model.citing import Sources
from regtrack.report import agenda, phrases
from regtrack.report.language import spoken, term, tr
from regtrack.report.phrases import sentence
from regtrack.report.untrusted import web_address
from regtrack.report.view import ViewEntry
from regtrack.report.view.model import leading
from regtrack.report.vtimezone import vtimezone

_NAMES = uuid.UUID("35c41859-dcf3-4105-880f-363659e1669c")
"""Namespace of our UIDs (RFC 9562, version 5). Changing it would double every entry that anybody has imported."""
_SPAN_DAYS = 31
"""A date that is known no better than to a month is an entry over those days; a vaguer one stands on its first day."""
_REFRESH = dt.timedelta(days=1)

_CATEGORIES = MappingProxyType(
    {
        Facet.STATUS: "status",
        Facet.DUTY: "compliance date",
        Facet.DEADLINE: "deadline",
        Facet.VALUE: "value",
        Facet.TEXT: "amendment",
        Facet.ENFORCEMENT: "enforcement",
        Facet.ANNOUNCED: "announced",
    }
)
_STATUS_CATEGORIES = MappingProxyType(
    {
        **dict.fromkeys(("in_force", "current", "law"), "effective date"),
        "stayed": "stay",
        **dict.fromkeys(("expired", "rescinded", "superseded", "withdrawn", "vacated", "nullified"), "end date"),
    }
)
_ALARM = re.compile(r"(\d{1,4})([mhdw])", re.ASCII)
_UNITS = MappingProxyType({"m": "minutes", "h": "hours", "d": "days", "w": "weeks"})


def to_ics(
    calendar: Calendar,
    *,
    name: str,
    about: Sequence[str],
    known: Moment,
    alarms: Iterable[str] = (),
    url: str | None = None,
) -> str:
    """Return a calendar of dates, with CRLF line ends, folded to 75 octets.

    Args:
        calendar: the dates.
        name: the calendar's name.
        about: lines that say what it rests on.
        known: up to when it knows; reminders are for dates after that.
        alarms: how long before each date to remind, such as ``7d``, ``12h``, ``30m`` or ``2w``.
        url: the address at which the file will be published.

    Raises:
        InputError: an alarm is not written as it should be.
    """
    before = [_duration(each) for each in alarms]
    out = icalendar.Calendar()
    out.add("PRODID", f"-//regtrack//regtrack//{spoken().upper()}")
    out.add("VERSION", "2.0")
    out.add("CALSCALE", "GREGORIAN")
    out.add("METHOD", "PUBLISH")
    for text, keys in ((name, ("NAME", "X-WR-CALNAME")), ("\n".join(about), ("DESCRIPTION", "X-WR-CALDESC"))):
        for key in keys:
            out.add(key, icalendar.vText(printable(text)))
    out.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    out.add("X-PUBLISHED-TTL", icalendar.vDuration(_REFRESH))
    if url:
        out.add("SOURCE", url, parameters={"VALUE": "URI"})
        out.add("URL", url)
    if calendar.dates:
        out.add("LAST-MODIFIED", _utc(max(each.changed_at for each in calendar.dates)))
    for zone in _zones(calendar, known):
        out.add_component(zone)
    for each in calendar.dates:
        out.add_component(_event(each, calendar.sources, before, known.tick()))
    return str(out.to_ical(), "utf-8")


def _event(dated: Dated, sources: Sources, before: Sequence[dt.timedelta], known: Tick) -> icalendar.Event:
    item, instrument = dated.item, sources.instruments[dated.item.instrument]
    told, title = agenda.entry(dated, sources), printable(agenda.title(dated, sources))
    event = icalendar.Event()
    event.add("UID", str(uuid.uuid5(_NAMES, "\n".join((item.instrument, item.scope or "", dated.name)))))
    event.add("DTSTAMP", _utc(dated.changed_at))
    event.add("CREATED", _utc(dated.known_at))
    event.add("LAST-MODIFIED", _utc(dated.changed_at))
    event.add("SEQUENCE", dated.sequence)
    first, last = _days(dated, instrument.legal_zone)
    event.add("DTSTART", first)
    if last is not None:
        event.add("DTEND", last)
    event.add("SUMMARY", title)
    event.add("DESCRIPTION", printable(_description(told)))
    doubtful = agenda.tentative(item) or agenda.doubtful(item) or ".." in item.on
    event.add("STATUS", "CANCELLED" if dated.gone else "TENTATIVE" if doubtful else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    event.add(
        "CATEGORIES",
        [printable(each) for each in (term("category", _category(dated)), instrument.body, *instrument.topics)],
    )
    if address := next(filter(None, (web_address(each.url) for each in told.sources)), None):
        event.add("URL", address)
    if not dated.gone and item.sort > known:
        for each in before:
            alarm = icalendar.Alarm()
            alarm.add("ACTION", "DISPLAY")
            alarm.add("DESCRIPTION", title)
            alarm.add("TRIGGER", -each)
            event.add_component(alarm)
    return event


def _days(dated: Dated, zone: str) -> tuple[dt.date, dt.date | None]:
    """Begin and end: whole days, of which the end is the first one out; or one moment, which needs no end."""
    first, _, last = dated.item.on.partition("..")
    if _timed(dated.item):
        return dates.local(dated.item.sort, zone).replace(microsecond=0), None
    start = dates.parse_date(first)
    end = dates.parse_date(last) if last else start
    if end > dates.add_days(start, _SPAN_DAYS):
        end = start
    return _plain(start), _plain(dates.add_days(end, 1))


def _plain(day: dt.date) -> dt.date:
    return dt.date(day.year, day.month, day.day)


def _zones(calendar: Calendar, known: Moment) -> Iterator[icalendar.Timezone]:
    """Return the zone of each entry with a time of day.

    A calendar may not be empty (RFC 5545, 3.6): one holds a zone then.
    """
    years: dict[str, list[int]] = {} if calendar.dates else {FEDERAL_ZONE: [dates.day_of(known.tick()).year]}
    for item in (each.item for each in calendar.dates):
        if _timed(item):
            zone = calendar.sources.instruments[item.instrument].legal_zone
            years.setdefault(zone, []).append(dates.day_of(item.sort, zone).year)
    for zone in sorted(years):
        yield vtimezone(zone, min(years[zone]) - 1, max(years[zone]) + 1)


def _timed(item: Upcoming) -> bool:
    return "T" in item.on


def _utc(tick: Tick) -> dt.datetime:
    return dates.local(tick, "UTC").replace(microsecond=0)


def _category(dated: Dated) -> str:
    if dated.item.facet is Facet.STATUS:
        return _STATUS_CATEGORIES.get(dated.item.after, "status")
    return _CATEGORIES[dated.item.facet]


def _description(entry: ViewEntry) -> str:
    """Return the words of an entry, a paragraph each."""
    paragraphs = [
        " ".join(sentence(each) for each in (entry.sentence, entry.change, entry.cause) if each),
        entry.text,
        tr("Note: {note}", note=entry.note) if entry.note else "",
    ]
    for source in leading(entry.sources):
        proof = [
            phrases.quoted(source.quote) if source.quote else "",
            tr("Source: {source}", source=source.named),
            source.url or "",
        ]
        paragraphs.append("\n".join(filter(None, proof)))
    return "\n\n".join(filter(None, paragraphs))


def _duration(text: str) -> dt.timedelta:
    match = _ALARM.fullmatch(text.strip())
    if match is None:
        raise InputError(f"alarm: found {text!r}; expected a number with m, h, d or w, such as 7d")
    return dt.timedelta(**{_UNITS[match[2]]: int(match[1])})
