"""From drafts to claims: counting periods, and dropping what is said twice."""

from __future__ import annotations

import datetime as dt

import attrs

from regtrack import dates
from regtrack.dates_in_text.mentions import Stamp
from regtrack.errors import DateError
from regtrack.model.when import When
from regtrack.sources.federal_register._dates.draft import Draft
from regtrack.sources.federal_register.claims import ClaimKind as Kind
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.text.periods import Base

UNKNOWN = When.parse("unknown")
_INDEFINITE = When.parse("indefinite")
_COMMENTS = frozenset((Kind.COMMENT_CLOSE, Kind.COMMENT_EXTENDED, Kind.COMMENT_REOPENED))
_CLOSES = _COMMENTS | {Kind.REPLY_COMMENT, Kind.OBJECTION}


@attrs.define
class Calendar:
    """What periods are counted from."""

    published_on: dt.date
    zone: str
    effective: dt.date | None = None
    comments: dt.date | None = None

    def base(self, base: str) -> dt.date | None:
        """The day a period is counted from, if it is known."""
        if base is Base.PUBLICATION:
            return self.published_on
        if base is Base.COMMENTS:
            return self.comments
        return self.effective


def day_of(stamp: Stamp | None, calendar: Calendar) -> dt.date | None:
    """The day, printed or counted."""
    if stamp is None:
        return None
    if stamp.period is None:
        return stamp.day
    base = stamp.period.day or calendar.base(stamp.period.base)
    try:
        return stamp.period.after(base) if base else None
    except (DateError, ValueError, OverflowError):
        return None


def when_of(stamp: Stamp | None, calendar: Calendar, *, inclusive: bool = False) -> When:
    """The date as a :class:`When`."""
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


def claim_of(draft: Draft, text: str, calendar: Calendar) -> DateClaim:
    """The finished claim."""
    start, end = _quote(text, draft.start, draft.end)
    floor = _is_floor(draft.first)
    dated = when_of(draft.first, calendar, inclusive=draft.inclusive and draft.kind is Kind.EXPIRY)
    before = draft.lead in ("before", "prior to") and draft.kind is Kind.APPLICABILITY
    when = _INDEFINITE if draft.indefinite else UNKNOWN if floor or before else dated
    until = None
    if draft.last is not None:
        until = when_of(draft.last, calendar, inclusive=draft.inclusive)
    elif before:
        until = dated
    if draft.later_of:
        when = _latest(draft, calendar)
    stamps = [stamp for stamp in (draft.first, draft.last) if stamp is not None]
    return DateClaim(
        kind=draft.kind,
        when=when,
        until=until,
        scope=draft.scope,
        scope_except=draft.scope_except,
        target=draft.target,
        act=draft.act,
        prior=tuple(when_of(stamp, calendar) for stamp in draft.prior),
        condition=draft.condition,
        derived=bool(draft.later_of) or (not floor and draft.first is not None and draft.first.period is not None),
        not_before=dated if floor else None,
        exclusive=draft.lead in ("after", "before", "prior to")
        or (draft.lead in ("until", "till") and draft.kind in _CLOSES),
        zone=next((stamp.zone for stamp in stamps if stamp.zone), None),
        quote=text[start:end],
        start=start,
        end=end,
    )


def _latest(draft: Draft, calendar: Calendar) -> When:
    days = [day_of(stamp, calendar) for stamp in draft.later_of]
    known = [day for day in days if day is not None]
    return When.parse(max(known)) if known and len(known) == len(days) else UNKNOWN


def _quote(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\r\n,;:":
        start += 1
    while end > start and text[end - 1] in " \t\r\n,;":
        end -= 1
    return start, end


def set_calendar(drafts: list[Draft], calendar: Calendar) -> None:
    """Find the effective date and the close of comments that other periods are counted from."""
    for draft in drafts:
        day = _fixed_day(draft, calendar)
        if day is None:
            continue
        begins = draft.kind is Kind.EFFECTIVE or (draft.kind is Kind.APPLICABILITY and draft.later_of)
        if begins and calendar.effective is None and not draft.target:
            calendar.effective = day
        if draft.kind in _COMMENTS and calendar.comments is None:
            calendar.comments = day


def _fixed_day(draft: Draft, calendar: Calendar) -> dt.date | None:
    """The day of a draft, unless it is only a floor or counted from a day that is itself being looked for."""
    if draft.later_of:
        days = [day for stamp in draft.later_of if (day := day_of(stamp, calendar)) is not None]
        return max(days, default=None)
    if draft.first is None or _is_floor(draft.first) or draft.first.base not in (None, Base.PUBLICATION, Base.PRINTED):
        return None
    return day_of(draft.first, calendar)


def _is_floor(stamp: Stamp | None) -> bool:
    return stamp is not None and stamp.period is not None and stamp.period.floor


def unique(claims: list[DateClaim]) -> list[DateClaim]:
    """The same date said twice for the same kind, target and part is one claim; the first words stand."""
    kept: dict[tuple[object, ...], DateClaim] = {}
    for claim in claims:
        until = claim.until.text if claim.until else None
        kept.setdefault((claim.kind, claim.when.text, until, claim.scope, claim.target, claim.act), claim)
    return list(kept.values())
