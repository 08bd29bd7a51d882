"""Periods that documents of the Register count from their publication, their effective date or their comment period."""

from __future__ import annotations

from enum import StrEnum

from regtrack.dates_in_text.periods import (
    AFTER,
    COUNT,
    GENERAL,
    GENERAL_STARTS,
    MINIMUM,
    PRINTED,
    THAT_DAY,
    PeriodForm,
    Periods,
)
from regtrack.dates_in_text.words import phrase


class PeriodStart(StrEnum):
    """The day from which a period is counted."""

    PUBLICATION = "publication"
    EFFECTIVE = "effective date"
    COMMENTS = "close of comments"
    SESSION = "days of session"  # days on which Congress sits, which no calendar tells
    OTHER = "publication of another document"  # nothing in the document tells that day
    THAT_DAY = THAT_DAY
    PRINTED = PRINTED


_THIS = r"(?: (?:of|for) (?:this|the|these) [\w-]+(?: [\w-]+){0,4}?)?"
_IN_FR = r"(?: (?:(?:is|are|was) published )?in (?:the|today['’]?s) (?:Federal Register|FR)\b)?"
_PUBLICATION = (
    r"(?:(?:the|its|this) )?(?:dates? of )?(?:(?:the|its|this) )?"
    rf"(?:(?:Federal Register )?publication(?: date)?|posting){_THIS}{_IN_FR}"
)
_OF_OTHER = (  # after "publication": of what, where that is not the document itself
    r" of (?:(?:an?|another|any)\b|(?:(?:the|its|that) )?(?:companion|related|corresponding|associated|other|subsequent"
    r"|future|forthcoming|later|separate|second|next|proposed|standards?|guidance|list|forms?)\b"
    r"|(?:(?:the|its|that) )?(?:notices?|documents?|announcements?)"
    r"(?= (?:that|announcing|stating|establishing|in which|confirming)\b))"
)
_EFFECTIVE = rf"(?:(?:the|its|this|that) )?effective date{_THIS}"
_COMMENTS = (
    r"(?:(?:the )?(?P<next>(?:(?:date|day) )?(?:following|after) )?(?:the )?"
    r"(?:close|end|closing|conclusion|last day|expiration)(?: date)? of (?:the|this) "
    r"(?:(?:\d+|thirty|sixty)-day )?(?:public )?comment(?:ing)? period"
    r"|(?:the )?(?:end|close|expiration|conclusion) of (?:that|this) period)"
)
_TABLE: tuple[tuple[str, PeriodStart], ...] = (
    # "[INSERT DATE 60 DAYS AFTER DATE OF PUBLICATION IN THE FEDERAL REGISTER]", printed as it stands
    (rf"\[\s*(?:insert )?(?:the )?date (?:that is )?{COUNT}{AFTER}[^\]\n]{{0,100}}\]", PeriodStart.PUBLICATION),
    (r"\[\s*insert (?:the )?date of [^\]\n]{0,100}\]", PeriodStart.PUBLICATION),
    (
        rf"{MINIMUM}{COUNT}{AFTER}{_PUBLICATION}[^.;]{{0,60}}?"
        r"\b(?:in session|of (?:continuous )?session|legislative days)\b",
        PeriodStart.SESSION,
    ),
    (
        rf"{MINIMUM}{COUNT}{AFTER}(?:(?:the|its) )?(?:dates? of )?(?:(?:(?:the|its|Federal Register) )*"
        rf"publication(?: date)?{_IN_FR}|effective date){_OF_OTHER}",
        PeriodStart.OTHER,
    ),
    (rf"{MINIMUM}{COUNT}{AFTER}{_PUBLICATION}", PeriodStart.PUBLICATION),
    (
        rf"the (?P<count>\d{{1,3}})(?:st|nd|rd|th) (?P<unit>day) (?:after|following) {_PUBLICATION}",
        PeriodStart.PUBLICATION,
    ),
    (rf"{MINIMUM}{COUNT}{AFTER}{_EFFECTIVE}", PeriodStart.EFFECTIVE),
    (rf"(?:immediately )?(?:up)?on (?:the )?(?:date of )?{_PUBLICATION}", PeriodStart.PUBLICATION),
    (rf"(?:the )?date of (?:its )?{_PUBLICATION}", PeriodStart.PUBLICATION),
    (r"(?<=\beffective\s)(?:immediately|today)\b|(?<=\bapplicable\s)immediately\b", PeriodStart.PUBLICATION),
    (_COMMENTS, PeriodStart.COMMENTS),
    (r"the closing date(?=\s*(?:[.,;)]|$))", PeriodStart.COMMENTS),
)
_BARE = rf"(?:(?<=\bafter\s)|(?<=\bbefore\s)|(?<=\bbeginning\son\s)){_EFFECTIVE}"
REGISTER = Periods(  # periods of documents of the Register
    (
        *(PeriodForm(phrase(pattern), base, rolls=base is PeriodStart.PUBLICATION) for pattern, base in _TABLE),
        *GENERAL,
        PeriodForm(phrase(_BARE), PeriodStart.EFFECTIVE),
    ),
    r"\[\s*(?:insert|date|the)|\b(?:on|upon|immediately|today|the|its|end|close|date|effective)\b|" + GENERAL_STARTS,
    ("publication", "posting", "period", "closing date", "immediately", "today", "effective date", "["),
)
