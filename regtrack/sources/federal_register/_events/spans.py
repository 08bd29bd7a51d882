"""Begin and end of what a claim becomes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from regtrack import dates
from regtrack.model.inbox import UNREAD
from regtrack.model.when import When, WhenKind
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.moves import Move
from regtrack.sources.federal_register.text.statement import Statement
from regtrack.sources.federal_register.text.vocabulary import nouns

_BEFORE = re.compile(r"\b(?:before|prior)\b", re.IGNORECASE)
MOST_WINDOWS = 31  # daily hours over a longer span are told in words: a window for each day would fill the ledger


def span(claim: DateClaim, move: Move, published_on: dt.date | None) -> tuple[When | None, When | None]:
    """Return begin and end of what a claim becomes."""
    if move.kind in moves.DEADLINES and claim.act in ("window", "enforce") and claim.until is not None:
        last = (
            attrs.evolve(claim.until, inclusive=True) if claim.act == "window" and is_day(claim.until) else claim.until
        )
        return claim.when, last
    if move.kind in moves.DEADLINES:
        last = claim.when
        if is_day(last) and (not claim.exclusive or may_include(claim)):
            last = attrs.evolve(last, inclusive=True)
        opened = When.parse(published_on) if published_on else None
        return (None if move.kind == "extend_comment" else opened), last
    if move.kind in moves.ENDS_ONLY:
        moved = move.kind in ("extend_stay", "extend_expiry") and claim.until is not None
        return None, claim.until if moved else claim.when
    begin = claim.when
    if claim.exclusive and is_day(begin) and not _BEFORE.search(claim.quote) and (days := begin.days(published_on)):
        begin = When.parse(dates.add_days(days[1], 1))  # "penalties assessed after January 15"
    if claim.not_before is not None and not begin.dated and is_day(claim.not_before):
        begin = When.parse(f"later of {claim.not_before}, unknown")  # "a minimum of 30 days after publication"
    return begin, claim.until if move.kind in moves.SPANS else None


def windows(claim: DateClaim, place: str | None) -> list[DateClaim]:
    """Return the hours of each day of a claim, as claims of their own; none when the span is long or has no end."""
    if claim.until is None or not (is_day(claim.when) and is_day(claim.until)):
        return []
    (first, _), (last, _) = claim.when.days(None) or (None, None), claim.until.days(None) or (None, None)
    if first is None or last is None or not 0 <= (last - first).days < MOST_WINDOWS:
        return []
    zone = claim.zone or place or dates.FEDERAL_ZONE
    found = []
    for number in range((last - first).days + 1):
        day = dates.add_days(first, number)
        for opens, closes in claim.hours:
            ends = day if closes > opens else dates.add_days(day, 1)
            begin, end = (
                When.parse(f"{on}T{at.isoformat('minutes')}[{zone}]") for on, at in ((day, opens), (ends, closes))
            )
            found.append(attrs.evolve(claim, when=begin, until=end, hours=()))
    return found


_ANOTHER_DAY = re.compile(r"\W*(?:and )?(?:on )?[A-Z]\w+ \d[\w, ]*", re.IGNORECASE)
"""The words of a claim that goes on with the one before: "and August 16, 2026"."""
_NO_HOURS = "which hours it has on that day"


def with_days(claims: list[DateClaim], *, temporary: bool) -> list[DateClaim]:
    """Return claims in which none of several days goes on without end: "from 8 a.m. to 4 p.m. on D and, if needed, E".

    A temporary rule that tells several days, and no hours, is in force on each of them.
    """
    found, before = list[DateClaim](), None
    for claim in claims:
        own = claim.kind == "set_effective" and not (claim.act or claim.target or claim.scope or claim.unread)
        goes_on = (
            own and before is not None and claim.sentence == before.sentence and _EFFECT.search(claim.quote) is None
        )
        alone = claim.until is None and is_day(claim.when)
        if goes_on and alone and before is not None and is_timed(before) and before.until is not None:
            claim = attrs.evolve(claim, unread=_NO_HOURS)
        elif goes_on and alone and temporary and found[-1] is before and _ANOTHER_DAY.fullmatch(claim.quote):
            found[-1], claim = map(_of_one_day, (found[-1], claim))
        found.append(claim)
        before = claim if own else before
    return found


def _of_one_day(claim: DateClaim) -> DateClaim:
    """Return a claim of a day with the end of that day, unless it tells another end."""
    ends = claim.until is None and is_day(claim.when)
    return attrs.evolve(claim, until=attrs.evolve(claim.when, inclusive=True)) if ends else claim


_EFFECT = re.compile(r"\b(?:effect|force|valid|enforc|appl)", re.IGNORECASE)


def is_timed(claim: DateClaim) -> bool:
    """Return whether a claim tells hours."""
    return any(when is not None and when.kind is WhenKind.INSTANT for when in (claim.when, claim.until))


def is_day(when: When | None) -> bool:
    """Return whether a date is a whole day, printed or counted."""
    return when is not None and when.kind in (WhenKind.DATE, WhenKind.FORMULA)


def may_include(claim: DateClaim) -> bool:
    """Return whether a deadline is put as "until March 5": agencies take what comes on that day."""
    return claim.exclusive and "until" in claim.quote.lower()


def days_of(claim: DateClaim) -> Iterator[dt.date]:
    """Return the days that a claim names; a midnight ends the day before it."""
    for when in (claim.when, claim.until, claim.not_before, *claim.prior):
        if when is None:
            continue
        if when.kind is WhenKind.INSTANT:
            day = dates.parse_date(when.text[:10])
            yield day
            if "T00:00" in when.text:
                yield dates.add_days(day, -1)
        elif days := when.days(None):
            yield days[0]


_EXPIRES = re.compile(
    r"\b(?:expir\w+|sunsets?|terminates?|laps\w+|ends?)(?:,? (?:and|or) (?:is|are|will be) \w+)?"
    r" (?:automatically )?(?:on (?:or before )?|by |no later than |at the end of (?:the day on )?)?[A-Z]\w+\.? \d",
    re.IGNORECASE,
)
"""Before the last day of a rule: it is over when that day is."""
_A_STAY = re.compile(
    rf"\b{nouns('stay')}\b(?:[^.;]|\.\d){{0,120}}?\b(?:expires?|ends?|terminates?|laps\w+)\b", re.IGNORECASE
)
_TO_DAY = re.compile(r"\bto [A-Z]\w+\.? \d{1,2}, \d{4}$")  # of a term that is extended "to December 31" that day is one


def with_last_day(claim: DateClaim, claims: Iterable[DateClaim]) -> DateClaim:
    """Return the end told as "expires on D" with D as the last day, but for a term of whole years."""
    if claim.kind != "set_expiry" or not is_day(claim.when):
        return claim
    extended = claim.act == "extend" and _TO_DAY.search(claim.quote) and _ends_month(claim.when)
    if not (extended or _EXPIRES.search(claim.quote)) or _A_STAY.search(claim.sentence):
        return claim  # a stay is over on the day, and its rule is back
    begins = [each.when.text for each in claims if each.kind in ("set_effective", "set_applicability")]
    if any(begin[4:] == claim.when.text[4:] for begin in begins):
        return claim
    return attrs.evolve(claim, when=attrs.evolve(claim.when, inclusive=True))


def _ends_month(when: When) -> bool:
    """Return whether a day is the last one of its month."""
    days = when.days(None)
    return days is not None and dates.add_days(days[1], 1).day == 1


_LASTS = re.compile(r"\b(?:permanen|(?:no|without(?: an?)?) (?:end|expir)|(?:remains?|continues?) in)", re.IGNORECASE)


def with_end_of_whole(said: Sequence[Statement]) -> list[Statement]:
    """Return what begins later than the rest of a rule, and is excepted for that alone, with the end of that rule."""
    ends = [e for e in said if e.kind in ("set_effective", "set_expiry") and e.exclude and _is_own_end(e)]
    if len(ends) != 1:
        return list(said)
    until, flags = ends[0].until, ends[0].flags
    return [
        attrs.evolve(each, until=until, flags=(*each.flags, *flags))
        if _waits(each, ends[0]) and not _LASTS.search(each.quote or "") else each
        for each in said
    ]  # fmt: skip


def _is_own_end(said: Statement) -> bool:
    sure = said.until is not None and said.until.dated and UNREAD not in said.flags
    return sure and not (said.target or said.parts or said.parties)


def _waits(said: Statement, own: Statement) -> bool:
    """Return whether what a rule excepts is told to begin on no day, or on one within the time of that rule."""
    excepted = said.parts and set(said.parts) <= set(own.exclude)
    if not excepted or said.kind != "set_effective" or said.target or said.until:
        return False
    when, begin, end = said.when, own.when, own.until
    if when is None or not when.exact:
        return when is None or when.text == "indefinite"
    return begin is not None and end is not None and begin.text[:10] < when.text[:10] < end.text[:10]
