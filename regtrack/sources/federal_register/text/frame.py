"""A claim while it is being read."""

from __future__ import annotations

import datetime as dt

import attrs

from regtrack.dates_in_text.expressions import Stamp, TimeExpression


@attrs.define
class ClaimFrame:
    """One claim in the making; see :class:`~regtrack.sources.federal_register.claims.DateClaim`.

    Attributes:
        first: the date; None for a date that is not known.
        last: the end of its range.
        inclusive: "through" the end.
        indefinite: the date is put off with no new one.
        lead: the preposition before the date.
        sentence: the number of its sentence.
        later_of: the dates of which the latest counts.
        name: what a deadline is for.
        hours: those of each day of the range, when it is not in force around the clock.
        unread: why it moves nothing; None when it was read.
    """

    kind: str
    first: Stamp | None
    start: int
    end: int
    sentence: int
    last: Stamp | None = None
    inclusive: bool = False
    indefinite: bool = False
    act: str | None = None
    lead: str = ""
    scope: str | None = None
    scope_except: str | None = None
    target: tuple[str, ...] = ()
    prior: tuple[Stamp, ...] = ()
    condition: str | None = None
    later_of: tuple[Stamp, ...] = ()
    name: str | None = None
    unread: str | None = None
    hours: tuple[tuple[dt.time, dt.time], ...] = ()

    @classmethod
    def of(cls, kind: str, mention: TimeExpression, start: int, sentence: int, lead: str = "") -> ClaimFrame:
        """Return a frame for one expression of time, quoted from ``start``."""
        return cls(
            kind, mention.first, start, mention.end, sentence, mention.last, mention.inclusive, mention.indefinite,
            lead=lead, hours=_hours(mention),
        )  # fmt: skip


def _hours(mention: TimeExpression) -> tuple[tuple[dt.time, dt.time], ...]:
    opens, closes = mention.first.hour, mention.last.hour if mention.last else None
    return ((opens, closes),) if mention.daily and opens is not None and closes is not None else ()
