"""What a document says, one thing at a time: the only shape in which anything read becomes an event."""

from __future__ import annotations

from enum import StrEnum

import attrs

from regtrack.citations import Reference
from regtrack.model.inbox import UNREAD
from regtrack.model.when import When


class Modality(StrEnum):
    """How a thing is said."""

    DONE = "done"
    PROPOSED = "proposed"  # it is what a proposal would do; its target stays as it is
    NAMED = "named"
    """ACTION, title or SUMMARY say that it is done, and no date of it: it counts where nothing dated says it."""
    RECITED = "recited"
    """It was so before, and the document tells it: evidence of what is on record nowhere else, and no act."""
    UNREAD = "unread"  # the words were seen, and not understood: they are kept, and move nothing


@attrs.define(unsafe_hash=True)  # made in a quarter of the time of a frozen one
class Statement:
    """One thing that a document says of itself or of another."""

    kind: str  # a row of :data:`regtrack.model.kinds.KINDS`
    quote: str | None  # the sentence that says it, exactly; None where the document's number says it
    # names of the one other document it is about, most telling first; empty for the document itself
    target: tuple[Reference, ...] = ()
    # of the event that it becomes; see :class:`regtrack.model.event.Event` (when, until, parts, exclude, parties,
    # as_of, condition, name, mode, note, summary, flags)
    when: When | None = None
    until: When | None = None
    parts: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parties: str | None = None
    as_of: When | None = None
    modality: Modality = Modality.DONE  # how it is said
    condition: str | None = None
    name: str | None = None
    relation: str | None = None  # of the two documents, where that is said whatever becomes of the statement
    # what it is called in a key, where the kind does not tell it from another statement of the document
    label: str | None = None
    mode: str | None = None
    note: str | None = None
    summary: str = ""
    against: str | None = None  # words of another field that deny it
    flags: tuple[str, ...] = ()
    # provisions that are named and are all that its own document is about: of a target, if it has no others
    covered: tuple[str, ...] = ()
    begun: When | None = None  # from when on what it ends was in force, where that alone names it

    @classmethod
    def unread(cls, quote: str | None, target: tuple[Reference, ...], reason: str, label: str = UNREAD) -> Statement:
        """Return what was not understood: its words are kept, and it moves nothing."""
        return cls(
            "note", quote, target, modality=Modality.UNREAD, name=UNREAD, label=label, flags=(UNREAD,),
            summary=f"Not read: {reason}.",
        )  # fmt: skip
