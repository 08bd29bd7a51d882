"""From frames to claims: counting periods, and dropping what is said twice."""

from __future__ import annotations

import datetime as dt

import attrs

from regtrack import dates
from regtrack.dates_in_text.expressions import Stamp
from regtrack.dates_in_text.words import phrase
from regtrack.errors import DateError
from regtrack.model.when import When
from regtrack.sources.federal_register.claims import DateClaim, is_occasion
from regtrack.sources.federal_register.text.clause import ClaimFrame
from regtrack.sources.federal_register.text.periods import PeriodStart
from regtrack.sources.federal_register.text.sentences import sentence_at

UNKNOWN = When.parse("unknown")
_INDEFINITE = When.parse("indefinite")
_COMMENTS = frozenset(("open_comment", "extend_comment", "reopen_comment"))
_CLOSES = frozenset({"reply comments", "objections"})
_DUE = _COMMENTS | {"set_deadline"}  # of these "none after D" means that D is the last day
_APART = frozenset(("before", "prior to"))


@attrs.define
class PeriodCalendar:
    """What periods are counted from."""

    published_on: dt.date
    zone: str
    effective: dt.date | None = None
    comments: dt.date | None = None

    def base(self, base: str) -> dt.date | None:
        """Return the day a period is counted from, if it is known."""
        if (start := PeriodStart(base)) in (PeriodStart.SESSION, PeriodStart.OTHER):
            return None
        known = {PeriodStart.PUBLICATION: self.published_on, PeriodStart.COMMENTS: self.comments}
        return known.get(start, self.effective)


def day_of(stamp: Stamp | None, calendar: PeriodCalendar) -> dt.date | None:
    """Return the day, printed or counted."""
    if stamp is None:
        return None
    if stamp.period is None:
        return stamp.day
    base = stamp.period.day or calendar.base(stamp.period.base)
    try:
        return stamp.period.after(base) if base else None
    except (DateError, ValueError, OverflowError):
        return None


def when_of(stamp: Stamp | None, calendar: PeriodCalendar, *, inclusive: bool = False) -> When:
    """Return the date as a :class:`When`."""
    day = day_of(stamp, calendar)
    if stamp is None or day is None:
        return UNKNOWN
    try:
        if stamp.late:
            day, hour = dates.add_days(day, 1), dt.time(0)
        elif stamp.hour is None:
            return When.parse(dt.date(day.year, day.month, day.day), inclusive=inclusive)
        else:
            hour = stamp.hour
        zone = stamp.zone or calendar.zone
        clock = hour.isoformat("seconds" if hour.second else "minutes")
        return When.parse(f"{day.isoformat()}T{clock}[{zone}]", inclusive=inclusive and not stamp.late)
    except (DateError, ValueError, OverflowError):
        return UNKNOWN


_MAY_BE_FLOORS = frozenset(
    ("set_effective", "set_applicability", "set_compliance", "delay_effective", "set_expiry", "stay")
)
_BEGUN = phrase(
    r"\b(?:suspended|stayed|paused) (?:as of|effective|from|beginning|on) (?:(?!\b(?:until|through|to)\b).)*$"
)
"""Words and a day on which a pause begins: no end of it."""
_AT_LEAST = phrase(
    r"\b(?:no|not) (?:earlier|sooner) than\b|\bat (?:least|the earliest)\b|\bnot before\b"
    r"|\bfirst (?:[\w-]+ ){1,3}after\b"
)
_AT_EARLIEST = phrase(r",? at the (?:very )?earliest\b")  # before or after a day: the earliest, and not the one set


def claim_of(frame: ClaimFrame, text: str, calendar: PeriodCalendar) -> DateClaim:
    """Return the finished claim."""
    start, end = _quote(text, frame.start, frame.end)
    if frame.first is None and frame.last is not None and _BEGUN.search(text, start, end):
        frame.first, frame.last = frame.last, None  # "is suspended as of D, until further notice"
    if frame.hours and not is_occasion(frame) and frame.first is not None and frame.last is not None:
        frame.first, frame.last = (each._replace(hour=None, late=False) for each in (frame.first, frame.last))
    least = frame.kind in _MAY_BE_FLOORS and bool(_AT_LEAST.search(text, start, end) or _AT_EARLIEST.match(text, end))
    floor = _is_floor(frame.first) or (least and frame.last is None)
    counted_from = frame.first
    if (first := frame.first) is not None and first.period is not None and first.base is PeriodStart.SESSION:
        # of days on which Congress sits there are no more than of all days
        floor, counted_from = True, first._replace(period=attrs.evolve(first.period, base=PeriodStart.PUBLICATION))
    dated = when_of(counted_from, calendar, inclusive=frame.inclusive and frame.kind == "set_expiry")
    waits = frame.kind == "delay_effective" and frame.inclusive and frame.last is None
    last = day_of(counted_from, calendar) if waits else None
    if last is not None and counted_from is not None and counted_from.hour is None and not counted_from.late:
        dated = When.parse(dates.add_days(last, 1))  # "is delayed through D": it waits on that day, too
    before = frame.lead in ("before", "prior to") and frame.kind == "set_applicability"
    when = _INDEFINITE if frame.indefinite else UNKNOWN if floor or before else dated
    until = None
    if frame.last is not None:
        until = UNKNOWN if least else when_of(frame.last, calendar, inclusive=frame.inclusive)
    elif before:
        until = dated
    if frame.later_of:
        when = _latest(frame, calendar)
    if frame.at_least and until is not None:
        until = _not_before(until)
    elif frame.at_least:
        when = _not_before(when)
    stamps = [stamp for stamp in (frame.first, frame.last) if stamp is not None]
    counted = not floor and frame.first is not None and frame.first.period is not None
    closes = frame.kind in _COMMENTS or frame.name in _CLOSES
    return DateClaim(
        frame.kind, when, text[start:end], start, end, until, frame.scope, frame.scope_except, frame.target, frame.act,
        prior=tuple(when_of(stamp, calendar) for stamp in frame.prior), condition=frame.condition,
        derived=bool(frame.later_of) or counted, not_before=dated if floor else None,
        exclusive=frame.lead in _APART or (frame.lead == "after" and (frame.kind not in _DUE or frame.act == "begin"))
        or (frame.lead in ("until", "till") and closes),
        zone=next((stamp.zone for stamp in stamps if stamp.zone), None), name=frame.name, unread=frame.unread,
        hours=frame.hours, parties=frame.parties, sentence=sentence_at(text, start, end),
    )  # fmt: skip


def _latest(frame: ClaimFrame, calendar: PeriodCalendar) -> When:
    days = [day_of(stamp, calendar) for stamp in frame.later_of]
    known = [day for day in days if day is not None]
    return When.parse(max(known)) if known and len(known) == len(days) else UNKNOWN


def _not_before(end: When) -> When:
    """Return an end that an event may put off."""
    days = end.days(None) if end.exact else None
    return end if days is None else When.parse(f"later of {dates.add_days(days[1], int(end.inclusive))}, unknown")


def _quote(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\r\n,;:":
        start += 1
    while end > start and text[end - 1] in " \t\r\n,;":
        end -= 1
    return start, end


def set_calendar(frames: list[ClaimFrame], calendar: PeriodCalendar) -> None:
    """Find the effective date and the close of comments that other periods are counted from."""
    for frame in frames:
        day = _fixed_day(frame, calendar)
        if day is None:
            continue
        begins = frame.kind == "set_effective" or (frame.kind == "set_applicability" and frame.later_of)
        if begins and calendar.effective is None and not frame.target:
            calendar.effective = day
        if frame.kind in _COMMENTS and calendar.comments is None:
            calendar.comments = day


def _fixed_day(frame: ClaimFrame, calendar: PeriodCalendar) -> dt.date | None:
    """Return the day of a frame, unless it is only a floor or counted from a day that is itself being looked for."""
    if frame.later_of:
        days = [day for stamp in frame.later_of if (day := day_of(stamp, calendar)) is not None]
        return max(days, default=None)
    if (
        frame.first is None
        or _is_floor(frame.first)
        or frame.first.base not in (None, PeriodStart.PUBLICATION, PeriodStart.PRINTED)
    ):
        return None
    return day_of(frame.first, calendar)


def _is_floor(stamp: Stamp | None) -> bool:
    return stamp is not None and stamp.period is not None and stamp.period.floor


def unique(claims: list[DateClaim]) -> list[DateClaim]:
    """Return the same date said twice for the same kind, target and part is one claim; the first words stand."""
    kept: dict[tuple[object, ...], DateClaim] = {}
    for claim in claims:
        until = claim.until.text if claim.until else None
        key = (claim.kind, claim.name, claim.when.text, until, claim.scope, claim.target, claim.act, claim.hours)
        first = kept.setdefault(key, claim)
        if first.parties != claim.parties:
            kept[key] = attrs.evolve(first, parties=None)
    return list(kept.values())
