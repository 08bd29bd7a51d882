"""Dates as a calendar that others import or subscribe to (RFC 5545, RFC 7986).

An entry's UID names the date and not the day. SEQUENCE and the time stamps come from the ledger's own history of the
date and never from the clock, so that the same knowledge gives the same bytes, and a later file moves or cancels the
entries of an earlier one.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

import icalendar

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Moment, Tick
from regtrack.errors import InputError, printable
from regtrack.model.answers import Calendar
from regtrack.model.change import Dated, Facet, Upcoming
from regtrack.model.citing import Sources
from regtrack.model.kinds import ENDED
from regtrack.report import agenda
from regtrack.report.answer.model import CitedDocument
from regtrack.report.answer.parts import AnswerEntry, leading
from regtrack.report.language import quoted, sentence, spoken, term, tr
from regtrack.report.untrusted import web_address
from regtrack.report.vtimezone import vtimezone

_NAMES = uuid.UUID("35c41859-dcf3-4105-880f-363659e1669c")
"""Namespace of our UIDs (RFC 9562, version 5). Changing it would double every entry that anybody has imported."""
_SPAN_DAYS = 31
"""A date known only to the month is an entry over those days; a vaguer one is put on its first day."""
_REFRESH = dt.timedelta(days=1)

CATEGORIES = MappingProxyType(
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
OF_STATUS = {**dict.fromkeys(("in_force", "current", "law"), "effective date"), "stayed": "stay"}
END = "end date"
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
        about: lines on its sources and limits.
        known: the limit of its knowledge; reminders are for dates after that.
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
        out.add("LAST-MODIFIED", _moment(max(each.changed_at for each in calendar.dates)))
    for zone in _zones(calendar, known):
        out.add_component(zone)
    head = str(out.to_ical(), "utf-8").removesuffix(_ENDS)
    at = known.tick()
    proof = cache(_proof)  # a document is the source of many dates
    return "".join((head, *(_event(each, calendar.sources, before, at, proof) for each in calendar.dates), _ENDS))


_ENDS = "END:VCALENDAR\r\n"


def _event(
    dated: Dated, sources: Sources, before: Sequence[dt.timedelta], known: Tick, proof: Callable[[CitedDocument], str]
) -> str:
    """Return an entry as content lines, written by hand: the library goes through each property six times."""
    item, instrument = dated.item, sources.instruments[dated.item.instrument]
    title, entry = agenda.entry(dated, sources)
    title = _escaped(title)
    name = "\n".join((item.instrument, item.scope or "", dated.name))
    doubtful = agenda.tentative(item) or agenda.doubtful(item) or ".." in item.on
    changed = _utc(dated.changed_at)
    lines = [
        "BEGIN:VEVENT",
        _folded(f"SUMMARY:{title}"),
        *_days(dated, instrument.legal_zone),
        f"DTSTAMP:{changed}",
        f"UID:{uuid.uuid5(_NAMES, name)}",
        f"SEQUENCE:{dated.sequence}",
        _folded(f"CATEGORIES:{_list(term('category', _category(dated)), instrument.body, *instrument.topics)}"),
        f"CREATED:{_utc(dated.known_at)}",
        _folded(f"DESCRIPTION:{_description(entry, proof)}"),
        f"LAST-MODIFIED:{changed}",
        f"STATUS:{'CANCELLED' if dated.gone else 'TENTATIVE' if doubtful else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
    ]
    if address := next(filter(None, (web_address(each.url) for each in entry.sources)), None):
        lines.append(_folded(f"URL:{address}"))
    if not dated.gone and item.sort > known:
        for alarm in before:
            trigger = str(icalendar.vDuration(-alarm).to_ical(), "utf-8")  # type: ignore[no-untyped-call]
            lines += [
                "BEGIN:VALARM", "ACTION:DISPLAY", _folded(f"DESCRIPTION:{title}"), f"TRIGGER:{trigger}", "END:VALARM"
            ]  # fmt: skip
    lines.append("END:VEVENT\r\n")
    return "\r\n".join(lines)


def _escaped(text: str) -> str:
    """Return a text as a value of type TEXT (RFC 5545, 3.3.11)."""
    return printable(text).replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


@lru_cache(maxsize=4096)
def _list(*texts: str) -> str:
    """Return texts as a list of values of type TEXT."""
    return ",".join(map(_escaped, texts))


def _folded(line: str) -> str:
    """Return a content line, no more than 75 octets before each break (RFC 5545, 3.1)."""
    if len(line) <= _OCTETS and line.isascii():
        return line
    data, pieces, start, room = line.encode(), [], 0, _OCTETS
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80 or data[end - 1] == _BACKSLASH:  # inside a character, or an escape
            end -= 1
        pieces.append(data[start:end])
        start, room = end, _OCTETS - 1
    return b"\r\n ".join((*pieces, data[start:])).decode()


_OCTETS, _BACKSLASH = 75, 0x5C


def _days(dated: Dated, zone: str) -> Iterator[str]:
    """Yield begin and end: whole days, the end exclusive; or one moment, which needs no end."""
    first, _, last = dated.item.on.partition("..")
    if _timed(dated.item):
        yield f"DTSTART;TZID={zone}:{dates.local(dated.item.sort, zone):%Y%m%dT%H%M%S}"
        return
    if not last:
        whole, following = _whole_day(first)
        yield f"DTSTART;VALUE=DATE:{whole}"
        yield f"DTEND;VALUE=DATE:{following}"
        return
    start = dates.parse_date(first)
    end = dates.parse_date(last)
    if end > dates.add_days(start, _SPAN_DAYS):
        end = start
    yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{dates.add_days(end, 1):%Y%m%d}"


@lru_cache(maxsize=4096)
def _whole_day(text: str) -> tuple[str, str]:
    """Return a day and the next, as values of type DATE."""
    day = dates.parse_date(text)
    return f"{day:%Y%m%d}", f"{dates.add_days(day, 1):%Y%m%d}"


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


def _moment(tick: Tick) -> dt.datetime:
    return dates.local(tick, "UTC").replace(microsecond=0)


@lru_cache(maxsize=4096)
def _utc(tick: Tick) -> str:
    return f"{_moment(tick):%Y%m%dT%H%M%SZ}"


def _category(dated: Dated) -> str:
    if dated.item.facet is Facet.STATUS:
        return OF_STATUS.get(dated.item.after, END if dated.item.after in ENDED else "status")
    return CATEGORIES[dated.item.facet]


def _description(entry: AnswerEntry, proof: Callable[[CitedDocument], str]) -> str:
    """Return the words of an entry as a value of type TEXT, a paragraph each."""
    paragraphs = [
        " ".join(sentence(each) for each in (entry.sentence, entry.change, entry.cause) if each),
        entry.text,
        tr("Note: {note}", note=entry.note) if entry.note else "",
    ]
    return r"\n\n".join([*(_escaped(each) for each in paragraphs if each), *map(proof, leading(entry.sources))])


def _proof(source: CitedDocument) -> str:
    """Return a source as a paragraph of such a value."""
    quote = quoted(source.quote) if source.quote else ""
    return r"\n".join(map(_escaped, filter(None, (quote, tr("Source: {source}", source=source.named), source.url))))


def _duration(text: str) -> dt.timedelta:
    match = _ALARM.fullmatch(text.strip())
    if match is None:
        raise InputError(f"alarm: found {text!r}; expected a number with m, h, d or w, such as 7d")
    return dt.timedelta(**{_UNITS[match[2]]: int(match[1])})
