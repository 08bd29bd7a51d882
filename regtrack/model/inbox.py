"""The inbox: claims for a person to decide, about something that the ledger does not know or cannot identify."""

from __future__ import annotations

import re
from enum import StrEnum

import attrs

from regtrack.dates import Tick
from regtrack.model.document import OF_ITEMS, Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.posting import UNREAD

__all__ = ["OF_ITEMS", "SOURCE", "UNREAD", "InboxEntry", "Silent", "Verdict", "item_of"]

SOURCE = "inbox"
"""The source in whose name decisions are recorded."""


def item_of(key: str) -> str:
    """Return the id of the item of which an event with such a key was made."""
    return OF_ITEMS + re.split("[:?]", key.removeprefix(OF_ITEMS), maxsplit=1)[0]


class Verdict(StrEnum):
    """What a person decided."""

    ACCEPTED = "accepted"
    """It is an instrument of its own, and is tracked from now on."""
    LINKED = "linked"
    """It is one that the ledger knows."""
    REJECTED = "rejected"
    """It is neither, and does not come back."""
    GONE = "gone"
    """Nobody decided, and the document no longer says it; it waits again when the document does."""


@attrs.frozen
class InboxEntry:
    """What one document says of one thing, and what was decided about it.

    It is recorded like any fact: a decision is a later record under the same key, and can itself be decided anew.

    Attributes:
        key: names it; ``document?...``. Its events are recorded under keys that begin with it and a slash.
        document: id of the document that says it.
        name: what the document calls the thing; empty if it has no name for it.
        language: BCP 47 tag of the name.
        reason: why it waits, in words.
        quotes: what the document says of it, exactly.
        events: what is recorded when it is accepted or linked; their target is that of ``proposed``.
        proposed: the instrument that it becomes when it is accepted.
        suggestions: ids of instruments that it may be, the likeliest first.
        verdict: what was decided; None while it waits.
        instrument: id of the instrument that it was found to be.
        note: why, in the words of who decided.
    """

    key: str
    document: str
    name: str
    proposed: Instrument
    language: str = "en"
    reason: str = ""
    quotes: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    suggestions: tuple[str, ...] = ()
    verdict: Verdict | None = None
    instrument: str | None = None
    note: str | None = None


@attrs.frozen
class Silent:
    """An item of a feed from which nothing was read: no statement, and nothing that waits.

    Attributes:
        document: the item.
        feeds: ids of the feeds that showed it.
        seen: the tick at which it was first seen.
    """

    document: Document
    feeds: tuple[str, ...]
    seen: Tick
