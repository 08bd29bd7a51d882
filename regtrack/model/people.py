"""People who share a ledger, and what they did about changes. Nothing of it is in a public answer."""

from __future__ import annotations

from enum import StrEnum

import attrs

from regtrack.dates import Tick

SOURCE = "people"
"""The source in whose name people and reviews are recorded; no report shows it."""


class ReviewAction(StrEnum):
    """What a person did about a change."""

    SEEN = "seen"
    """Looked at it."""
    ASSIGNED = "assigned"
    """Gave it to somebody."""
    NOTE = "note"
    """Wrote something about it."""
    DONE = "done"
    """Decided that nothing is left to do about it."""


@attrs.frozen
class Person:
    """Somebody who may sign in. A later record with the same id revises the one before.

    Attributes:
        id: names the person, in lower case; a proxy that signs people in sends the same.
        name: for people to read.
        mail: where their digests go; None for nobody's digests.
        auditor: may read the audit record of everybody.
        revoked: may not sign in any more.
        tokens: SHA-256 of each token that they may sign in with.
        schedule: when their digests are sent, as in the settings; empty for the usual.
        subscription: what they follow: filters as in the settings, each with its values.
    """

    id: str
    name: str = ""
    mail: str | None = None
    auditor: bool = False
    revoked: bool = False
    tokens: tuple[str, ...] = ()
    schedule: str = ""
    subscription: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = ()

    @property
    def key(self) -> str:
        """What names the record among all."""
        return f"person:{self.id}"


@attrs.frozen
class Review:
    """What one person did about one change, once; it is never revised.

    Attributes:
        about: id of the change or of the event.
        instrument: id of the instrument that it is about.
        person: id of who did it.
        action: what was done.
        made_at: when, as an ISO instant in UTC.
        to: id of whom it was assigned to.
        note: in the person's own words.
        events: ids of the events behind the change, as they were seen.
    """

    about: str
    instrument: str
    person: str
    action: ReviewAction
    made_at: str
    to: str | None = None
    note: str | None = None
    events: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What names the record among all; it begins with what it is about."""
        return f"review:{self.about}:{self.person}:{self.made_at}:{self.action}"


@attrs.frozen
class RecordedReview:
    """A review with the tick at which the ledger recorded it."""

    review: Review
    recorded: Tick
