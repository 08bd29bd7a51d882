"""What a DATES paragraph says, claim by claim."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

import attrs

from regtrack.model.when import When

NAMED = frozenset({"reply comments", "hearing", "meeting", "objections"})
"""Deadlines that go by one name; all others by the words for what has to be done."""
OCCASIONS = frozenset({"hearing", "meeting"})


class OfDate(Protocol):
    """What a date is said to be: a kind of event, and of deadlines which."""

    @property
    def kind(self) -> str:
        """A row of :data:`regtrack.model.kinds.KINDS`."""

    @property
    def name(self) -> str | None:
        """Of a deadline, what it is for."""


def kind_and_name(words: str) -> tuple[str, str | None]:
    """Part a kind of event from the name of its term: ``set_deadline: hearing``."""
    kind, _, name = words.partition(": ")
    return kind, name or None


def is_other(each: OfDate) -> bool:
    """Return whether a date is that of a deadline without a fixed name."""
    return each.kind == "set_deadline" and each.name not in NAMED


def is_occasion(each: OfDate) -> bool:
    """Return whether a date is that of a hearing or a meeting."""
    return each.kind == "set_deadline" and each.name in OCCASIONS


def is_approval(each: OfDate) -> bool:
    """Return whether a date is that of the approval of an incorporation by reference, which moves nothing."""
    return each.kind == "note"


@attrs.define(unsafe_hash=True)  # made in a quarter of the time of a frozen one
class DateClaim:
    """One date with legal effect, and the words that prove it."""

    kind: str  # the event that happens on the date, a row of :data:`regtrack.model.kinds.KINDS`
    when: When  # the date as stated or as counted: a day, an instant, ``indefinite``, ``unknown`` or a formula
    quote: str  # the exact words, ``text[start:end]``
    start: int  # offset of the first character of the quote
    end: int  # offset after its last character
    # end of the range that starts at ``when``; ``inclusive`` as stated ("through" or "until")
    until: When | None = None
    scope: str | None = None  # words that say which part is meant; None for the whole
    scope_except: str | None = None  # words that carve a part out of ``scope``
    # citations (or, without one, the words) of the other documents or provisions acted on; empty when the claim is
    # about the document itself
    target: tuple[str, ...] = ()
    # what is done when it is not plain setting: cancel, confirm, delay, exception, expire, extend, lift, postpone,
    # recital, set, withdraw; for ``other``: actual_notice, enforce
    act: str | None = None
    prior: tuple[When, ...] = ()  # earlier dates of the target which the text states, oldest first
    condition: str | None = None  # what has to happen, or must not, for the date to hold
    derived: bool = False  # the date was counted or looked up, and is not printed
    not_before: When | None = None  # the floor, when the text gives a minimum only
    # the text says "after" or "before" the day, or "until" for a deadline; the day itself is not meant
    exclusive: bool = False
    # the IANA zone that the text names; None when it names none, and the caller's zone was used
    zone: str | None = None
    name: str | None = None  # of a deadline, what it is for; of a note, what is noted
    unread: str | None = None  # why the words state nothing that is sure; None when they were read
    hours: tuple[tuple[dt.time, dt.time], ...] = ()  # those of each day of the range; none for the whole of every day
    # the sentence that proves it, as printed; the quote alone where that is too long
    sentence: str = attrs.field(default="", repr=False)
    of_summary: bool = attrs.field(default=False, repr=False)  # SUMMARY says it, and not DATES
    parties: str | None = None  # the persons that have to comply by the date; None for everybody
    # words for less than a document, of which alone it is said
    less: str | None = attrs.field(default=None, repr=False)
