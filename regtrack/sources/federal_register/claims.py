"""What a DATES paragraph says, claim by claim."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from regtrack.model.when import When


class ClaimKind(StrEnum):
    """What happens on the date."""

    EFFECTIVE = "effective"
    DELAYED_EFFECTIVE = "delayed_effective"
    ACCELERATED_EFFECTIVE = "accelerated_effective"
    INDEFINITELY_DELAYED = "indefinitely_delayed"
    COMPLIANCE = "compliance"
    APPLICABILITY = "applicability"
    EXPIRY = "expiry"
    STAY = "stay"
    COMMENT_CLOSE = "comment_close"
    COMMENT_EXTENDED = "comment_extended"
    COMMENT_REOPENED = "comment_reopened"
    REPLY_COMMENT = "reply_comment"
    HEARING = "hearing"
    MEETING = "meeting"
    OBJECTION = "objection"
    INCORPORATION_BY_REFERENCE = "incorporation_by_reference"
    OTHER = "other"


@attrs.frozen
class DateClaim:
    """One date with legal effect, and the words that prove it.

    Attributes:
        kind: what happens on the date.
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
        name: what a deadline is for.
        unread: why the words state nothing that is sure; None when they were read.
        hours: those of each day of the range; none for the whole of every day.
        quote: the exact words, ``text[start:end]``.
        start: offset of the first character of the quote.
        end: offset after its last character.
    """

    kind: ClaimKind
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
