"""Results of reading a ledger that the model has no class for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import attrs

from regtrack.dates import Tick
from regtrack.model.kinds import Family
from regtrack.model.posting import Posting
from regtrack.model.value_object import ValueObject

if TYPE_CHECKING:  # most questions read none of these
    from regtrack.model.inbox import InboxEntry


class SearchHit(NamedTuple):
    """Something that a search found.

    Attributes:
        type: ``passage``, ``amendatory``, ``event``, ``document`` or ``instrument``.
        id: of the passage, event, document or instrument; the key of amendatory instructions.
        place: which paragraph of a passage, or which instruction.
        score: the smaller, the better.
        entry: id of the entry that has the words.
    """

    type: str
    id: str
    place: int
    score: float
    entry: str


class Latest(NamedTuple):
    """The last thing by which an answer about the law may have become another one.

    Attributes:
        at: the last moment at which a date came, a feed was read or something was recorded.
        entry: id of the last entry, of those that are about the law; empty if there is none.
    """

    at: Tick
    entry: str


class Waiting(NamedTuple):
    """An entry of the inbox, with the moment at which it was recorded as it now stands."""

    entry: InboxEntry
    recorded: Tick


class InstrumentOutline(NamedTuple):
    """What the fold has to know of an instrument: its id, its family of statuses and the zone of its legal days."""

    id: str
    family: Family
    zone: str


class Arrival(NamedTuple):
    """An event that was recorded in a window of time.

    Attributes:
        posting: the event, compiled.
        target: number of its target.
        revises: whether the ledger had another record of the same fact when the window began.
    """

    posting: Posting
    target: int
    revises: bool


@attrs.frozen(repr=False, eq=False)
class SourceStatus(ValueObject):
    """A file or feed and when it was last read.

    Attributes:
        id, title: which.
        first_recorded: when the ledger began to follow it.
        last_recorded: when it was last read, whole or not.
        checked_through: ISO day up to which it looked, as it says itself.
        digest: of what was last read.
        last_whole: when it was last read whole; None if it never was.
        last_closed: when it was last read to the end, whole or not; None if it never was.
        problem: what was wrong the last time; None when nothing was.
        count: how many items it had when it last had any; None for what has none.
        next_poll_at: next scheduled poll; None if it is not polled by itself.
        failures: how often in a row it could not be read whole.
        validators: what to ask its server with next time (ETag, Last-Modified).
    """

    id: str
    title: str
    first_recorded: Tick
    last_recorded: Tick
    checked_through: str | None
    digest: str
    last_whole: Tick | None = None
    last_closed: Tick | None = None
    problem: str | None = None
    count: int | None = None
    next_poll_at: Tick | None = None
    failures: int = 0
    validators: str = ""


class PortionStatus(NamedTuple):
    """A part of a feed that was read whole: when for the first time, and when last."""

    first_read: Tick
    read: Tick


class Damage(NamedTuple):
    """Something in a ledger that is not what was written.

    Attributes:
        place: which entry, digest, message, table or part of the file.
        found: what is wrong with it.
        remedy: how to restore it.
    """

    place: str
    found: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.found}; {self.remedy}"


class CheckProgress(NamedTuple):
    """How far a check has come: what it verifies, how much of that is done, and how much there is."""

    part: str
    done: int
    total: int
