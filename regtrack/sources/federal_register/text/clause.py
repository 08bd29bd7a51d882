"""Where the reading of a text, and of one sentence in it, has come to."""

from __future__ import annotations

import datetime as dt

import attrs

from regtrack.dates_in_text.expressions import Stamp, TimeExpression
from regtrack.dates_in_text.words import phrase
from regtrack.sources.federal_register.text.roles import Role
from regtrack.sources.federal_register.text.sentences import Sentence


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
        at_least: it does not end before its last day, and may end after it.
        name: what a deadline is for.
        hours: those of each day of the range, when it is not in force around the clock.
        unread: why it moves nothing; None when it was read.
        parties: the persons that have to comply by it.
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
    at_least: bool = False
    name: str | None = None
    unread: str | None = None
    hours: tuple[tuple[dt.time, dt.time], ...] = ()
    parties: str | None = None

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


UNTIL = frozenset(("until", "till", "through", "thru", "though", "up to", "to"))
THROUGH = frozenset(("through", "thru", "though", "up to"))
BY = UNTIL | {
    "by", "on or before", "no later than", "not later than", "no later", "not after", "before", "prior to", "within",
    "due",
}  # fmt: skip
SINCE = frozenset(("on or after", "after", "from", "since"))

_LEAD = phrase(
    r"\b(?P<lead>on or before|(?:no|not) later than|no later|not after|by|before|prior to|until|till|to|through|thru"
    r"|though|up to|(?:on|from|at),? (?:or|and),? after|after|as of|since|from|beginning|starting|within|due|on)\b"
    r"(?:\s*(?:(?:the )?close of business|C\.?O\.?B\.?"
    r"|the end of(?: the (?:day|(?:[\w-]+ ){0,3}(?:season|year|period|quarter)))?|midnight|date|is|are|of|on|at|the"
    r"|a new effective date of|:|,)\s*)*\s*$"
)


@attrs.define
class DiscourseState:
    """What is known while the sentences of one text are read in turn.

    Attributes:
        text: the whole text.
        bare: what a date means that stands alone.
        published_on: the day of publication.
        frames: the claims so far.
        roles: what each date that was met is for, in order.
    """

    text: str
    bare: str = "set_deadline"
    published_on: dt.date | None = None
    frames: list[ClaimFrame] = attrs.Factory(list)
    roles: list[tuple[TimeExpression, Role]] = attrs.Factory(list)


@attrs.define
class ClauseState:
    """How far one sentence has been read.

    Attributes:
        sentence: its place in the text.
        number: its number.
        cursor: the end of the last date that made a claim; what governs the next one stands after it.
        opener: the claim of "As of D, ..." at its head.
        opener_start: where that opener begins.
        identified: the end of the last day that only identifies a document.
        priors: old dates met so far.
        prior_end: the end of the last of them.
        told: the end of the last date that only a verb of history is about; that verb is done with.
        left_out: what the sentence has left out at its head, and given a date of its own.
        queue: what the verb says of the next date ("comments and reply comments are due on D and E, respectively").
    """

    sentence: Sentence
    number: int
    cursor: int
    opener: ClaimFrame | None = None
    opener_start: int = 0
    identified: int = 0
    priors: list[Stamp] = attrs.Factory(list)
    prior_end: int = 0
    told: int = 0
    queue: list[ClaimFrame] = attrs.Factory(list)
    left_out: str | None = None


_FIRST_OF = phrase(r"\b(?P<lead>until|till|through) (?:(?!\d{4})[^.;,]){3,80}?,? or (?:on )?$")
_LATER_OF = phrase(r"\b(?P<lead>until|till|through) (?:the )?(?:later|latest) of(?: the following)?[\s:]*$")
_WHICHEVER = phrase(r",? whichever\b")
"""Of an event and a day, one ends it: "until the quota is reached or December 31, 2026, whichever comes first"."""


def lead_of(text: str, start: int, mention: TimeExpression) -> str:
    """Return the preposition before a date: "by", "on or after", "until", or ""."""
    match = _LEAD.search(text[max(start, mention.start - 60) : mention.start])
    if match is None:
        match = _LATER_OF.search(text[max(start, mention.start - 60) : mention.start])
    if match is None and _WHICHEVER.match(text, mention.end):
        match = _FIRST_OF.search(text[max(start, mention.start - 120) : mention.start])
    lead = " ".join(match["lead"].lower().split()) if match else ""
    return "on or after" if lead.endswith("after") and lead not in ("after", "not after") else lead
