"""Where the reading of a text, and of one sentence in it, has come to."""

from __future__ import annotations

import datetime as dt

import attrs

from regtrack.dates_in_text.expressions import Stamp, TimeExpression
from regtrack.dates_in_text.words import in_lower_case, phrase
from regtrack.sources.federal_register.text.roles import Role
from regtrack.sources.federal_register.text.sentences import Sentence


@attrs.define
class ClaimFrame:
    """One claim in the making; see :class:`~regtrack.sources.federal_register.claims.DateClaim`."""

    kind: str
    first: Stamp | None  # the date; None for a date that is not known
    start: int
    end: int
    sentence: int  # the number of its sentence
    last: Stamp | None = None  # the end of its range
    inclusive: bool = False  # "through" the end
    indefinite: bool = False  # the date is put off with no new one
    act: str | None = None
    lead: str = ""  # the preposition before the date
    scope: str | None = None
    scope_except: str | None = None
    target: tuple[str, ...] = ()
    prior: tuple[Stamp, ...] = ()
    condition: str | None = None
    later_of: tuple[Stamp, ...] = ()  # the dates of which the latest counts
    at_least: bool = False  # it does not end before its last day, and may end after it
    name: str | None = None  # what a deadline is for
    unread: str | None = None  # why it moves nothing; None when it was read
    # those of each day of the range, when it is not in force around the clock
    hours: tuple[tuple[dt.time, dt.time], ...] = ()
    parties: str | None = None  # the persons that have to comply by it

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

_LEAD = in_lower_case(
    r"\b(?P<lead>on or before|(?:no|not) later than|no later|not after|by|before|prior to|until|till|to|through|thru"
    r"|though|up to|(?:on|from|at),? (?:or|and),? after|after|as of|since|from|beginning|starting|within|due|on)\b"
    r"(?:\s*(?:(?:the )?close of business|c\.?o\.?b\.?"
    r"|the end of(?: the (?:day|(?:[\w-]+ ){0,3}(?:season|year|period|quarter)))?|midnight|date|is|are|of|on|at|the"
    r"|a new effective date of|:|,)\s*)*\s*$"
)


@attrs.define
class DiscourseState:
    """What is known while the sentences of one text are read in turn."""

    text: str  # the whole text
    bare: str = "set_deadline"  # what a date means that stands alone
    published_on: dt.date | None = None  # the day of publication
    frames: list[ClaimFrame] = attrs.Factory(list)  # the claims so far
    roles: list[tuple[TimeExpression, Role]] = attrs.Factory(list)  # what each date that was met is for, in order


@attrs.define
class ClauseState:
    """How far one sentence has been read."""

    sentence: Sentence  # its place in the text
    number: int  # its number
    cursor: int  # the end of the last date that made a claim; what governs the next one stands after it
    opener: ClaimFrame | None = None  # the claim of "As of D, ..." at its head
    opener_start: int = 0  # where that opener begins
    identified: int = 0  # the end of the last day that only identifies a document
    priors: list[Stamp] = attrs.Factory(list)  # old dates met so far
    prior_end: int = 0  # the end of the last of them
    told: int = 0  # the end of the last date that only a verb of history is about; that verb is done with
    # what the verb says of the next date ("comments and reply comments are due on D and E, respectively")
    queue: list[ClaimFrame] = attrs.Factory(list)
    left_out: str | None = None  # what the sentence has left out at its head, and given a date of its own


_FIRST_OF = phrase(r"\b(?P<lead>until|till|through) (?:(?!\d{4})[^.;,]){3,80}?,? or (?:on )?$")
_LATER_OF = phrase(r"\b(?P<lead>until|till|through) (?:the )?(?:later|latest) of(?: the following)?[\s:]*$")
_WHICHEVER = phrase(r",? whichever\b")
"""Of an event and a day, one ends it: "until the quota is reached or December 31, 2026, whichever comes first"."""


def lead_of(text: str, start: int, mention: TimeExpression) -> str:
    """Return the preposition before a date: "by", "on or after", "until", or ""."""
    match = _LEAD.search(text[max(start, mention.start - 60) : mention.start].lower())
    if match is None:
        match = _LATER_OF.search(text[max(start, mention.start - 60) : mention.start])
    if match is None and _WHICHEVER.match(text, mention.end):
        match = _FIRST_OF.search(text[max(start, mention.start - 120) : mention.start])
    lead = " ".join(match["lead"].lower().split()) if match else ""
    return "on or after" if lead.endswith("after") and lead not in ("after", "not after") else lead
