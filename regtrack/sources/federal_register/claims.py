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


@attrs.frozen
class DateClaim:
    """One date with legal effect, and the words that prove it.

    Attributes:
        kind: the event that happens on the date, a row of :data:`regtrack.model.kinds.KINDS`.
        when: the date as stated or as counted: a day, an instant, ``indefinite``, ``unknown`` or a formula.
        until: end of the range that starts at ``when``; ``inclusive`` as stated ("through" or "until").
        scope: words that say which part is meant; None for the whole.
        scope_except: words that carve a part out of ``scope``.
        target: citations (or, without one, the words) of the other documents or provisions acted on; empty when the
            claim is about the document itself.
        act: what is done when it is not plain setting: cancel, confirm, delay, exception, expire, extend, lift,
            postpone, recital, set, withdraw; for ``other``: actual_notice, enforce.
        prior: earlier dates of the target which the text states, oldest first.
        condition: what has to happen, or must not, for the date to hold.
        derived: the date was counted or looked up, and is not printed.
        not_before: the floor, when the text gives a minimum only.
        exclusive: the text says "after" or "before" the day, or "until" for a deadline; the day itself is not meant.
        zone: the IANA zone that the text names; None when it names none, and the caller's zone was used.
        name: of a deadline, what it is for; of a note, what is noted.
        unread: why the words state nothing that is sure; None when they were read.
        hours: those of each day of the range; none for the whole of every day.
        quote: the exact words, ``text[start:end]``.
        start: offset of the first character of the quote.
        end: offset after its last character.
        sentence: the sentence that proves it, as printed; the quote alone where that is too long.
        of_summary: SUMMARY says it, and not DATES.
        parties: the persons that have to comply by the date; None for everybody.
        less: words for less than a document, of which alone it is said.
    """

    kind: str
    when: When
    quote: str
    start: int
    end: int
    until: When | None = None
    scope: str | None = None
    scope_except: str | None = None
    target: tuple[str, ...] = ()
    act: str | None = None
    prior: tuple[When, ...] = ()
    condition: str | None = None
    derived: bool = False
    not_before: When | None = None
    exclusive: bool = False
    zone: str | None = None
    name: str | None = None
    unread: str | None = None
    hours: tuple[tuple[dt.time, dt.time], ...] = ()
    sentence: str = attrs.field(default="", repr=False)
    of_summary: bool = attrs.field(default=False, repr=False)
    parties: str | None = None
    less: str | None = attrs.field(default=None, repr=False)
