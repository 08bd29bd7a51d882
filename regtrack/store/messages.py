"""What a ledger keeps of digests: who received what, and the messages that carry it, whichever database keeps it.

Reported facts are append-only. A message's state moves: ``queued``, ``sending``, then ``sent``, ``refused`` (for
good), ``failed`` (tried again) or ``unknown`` (perhaps accepted; tried again under the same Message-ID).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol, TypedDict, Unpack

import attrs

from regtrack.dates import Tick

STATES = ("queued", "sending", "sent", "refused", "failed", "unknown")


class LastDigest(NamedTuple):
    """Where a subscriber's last digest ended: its number, the clock then, and up to when the record counted.

    After a rebase, the number of the last one and where the next one begins.
    """

    number: int
    at: Tick
    known: Tick


@attrs.frozen
class ReportedFact:
    """A fact as it was reported.

    Attributes:
        key: names what it is about; the same key with another print is another thing said of it.
        print: what was said of it, so that the same is not said again.
        kind: of fact, such as ``change`` or ``date``.
        instrument, scope: what it is about; empty and None where it is about none.
        on: the day it names, as ISO text, with the same as a tick for sorting; None without one.
        sentence: in words.
        events: keys of the events behind it.
    """

    key: str
    print: str
    kind: str
    instrument: str
    scope: str | None
    on: str | None
    sort: Tick | None
    sentence: str
    events: tuple[str, ...]


class ReportedDate(NamedTuple):
    """A date as it was reported: kind of fact, print, the day (also as a tick), when, and the sentence."""

    kind: str
    print: str
    on: str | None
    sort: Tick | None
    at: Tick
    sentence: str


@attrs.frozen
class NewMessage:
    """A message to be kept and sent; its payload is ``head`` and ``body`` together, and bodies alike are kept once.

    Attributes:
        place: which of the subscriber's addresses it goes to.
        kind, address, sender, id, title: as in :class:`regtrack.digest.model.Message`; a secret address by its place.
    """

    place: int
    kind: str
    address: str
    sender: str
    id: str
    title: str
    head: bytes
    body: bytes


@attrs.frozen
class NewDigest:
    """One digest of one subscriber: a window of the record, the facts reported, and the messages that carry them.

    Attributes:
        subscriber: id.
        number: counted from 1; the one after the last.
        at, known: the clock, and up to when the record counts.
        title: what it says in a line; empty when there was nothing to report.
        facts: each with what it was matched by.
        messages: none when there was nothing to report.
    """

    subscriber: str
    number: int
    at: Tick
    known: Tick
    title: str
    facts: Sequence[tuple[ReportedFact, str]] = ()
    messages: Sequence[NewMessage] = ()


@attrs.frozen
class OutboxRow:
    """A message and how far it has come.

    Attributes:
        row: its number.
        subscriber, digest: whose, and the number of the digest.
        place, kind, address, sender, id, title: see :class:`NewMessage`.
        state: one of :data:`STATES`.
        tries: how often it was tried.
        queued_at, changed_at: when it was made and when its state last changed.
        next_at: when it is tried again; None if it is not.
        detail: the server's last answer.
        sha256, size: of its payload.
    """

    row: int
    subscriber: str
    digest: int
    place: int
    kind: str
    address: str
    sender: str
    id: str
    title: str
    state: str
    tries: int
    queued_at: Tick
    changed_at: Tick
    next_at: Tick | None
    detail: str
    sha256: str
    size: int


@attrs.frozen
class FactDelivery:
    """A fact that a subscriber received, and the messages that carried it."""

    at: Tick
    subscriber: str
    digest: int
    matched: str
    fact: ReportedFact
    messages: tuple[OutboxRow, ...]


@attrs.frozen
class Attempt:
    """One time that a message was tried: when, what came of it, and the server's answer."""

    row: int
    at: Tick
    outcome: str
    detail: str


class HistoryFilter(TypedDict, total=False):
    """What a delivery history is narrowed to.

    Attributes:
        subscriber, instrument: ids.
        event: key of an event.
        words: that the sentence holds.
        since, until: only digests made after the one, and by the other.
    """

    subscriber: str | None
    instrument: str | None
    event: str | None
    words: str | None
    since: Tick | None
    until: Tick | None


class Outbox(Protocol):
    """The facts that were reported, and the messages on their way."""

    def cut(self, now: Tick) -> Tick:
        """Up to when the record counts from now on: whatever is recorded later is recorded after it, by any process."""

    def last(self, subscribers: Iterable[str]) -> dict[str, LastDigest]:
        """Return the last digest of each of these who had one."""

    def latest(self) -> LastDigest | None:
        """Return where, of every subscriber's last digest, the one ended that has the latest date."""

    def rebase(self, now: Tick) -> dict[str, LastDigest]:
        """Undo digests that are dated after a moment by more than a day: a record is added, and nothing removed.

        Their messages that did not leave are refused. The next digest begins where the last sound one ended. What the
        undone ones reported counts as reported, if it left and did not come about after the moment.

        Returns:
            Each subscriber of whom digests were undone, with where the next one begins.
        """

    def reported(self, subscriber: str, keys: Iterable[str]) -> dict[str, str]:
        """Return what was last delivered to a subscriber for each key: key -> fingerprint."""

    def reported_dates(self, subscriber: str, after: Tick) -> dict[str, list[ReportedDate]]:
        """Return the dates after a tick that were delivered to a subscriber, by key, in order of delivery."""

    def commit(self, digest: NewDigest) -> bool:
        """Keep a digest with its facts and messages, together or not at all; False if another process was first.

        Raises:
            StoreError: what the subscriber last received about one of the facts was the same.
        """

    def sending(self) -> AbstractContextManager[bool]:
        """Take the right to send, which a process loses when it ends, however it ends.

        In a file one process has it at a time; of a server several have it, and each message is sent by one of them.
        """

    def orphans(self, now: Tick) -> int:
        """Mark what was being sent by a process that has ended as ``unknown``; only with the right to send."""

    def due(self, now: Tick) -> list[OutboxRow]:
        """Return the messages to try now, in the order in which they were made."""

    def payload(self, row: int) -> bytes:
        """Return a message's payload."""

    def claim(self, row: int, now: Tick) -> bool:
        """Record, to outlast a loss of power, that a message is being sent; False if it is not to be sent any more.

        Another process may have it, or have tried it meanwhile.
        """

    def settle(self, attempt: Attempt, next_at: Tick | None) -> None:
        """Record what came of trying a message."""

    def again(self, row: int, now: Tick, address: str | None = None, head: bytes | None = None) -> None:
        """Queue a message again that did not arrive; with another address, the head that names it."""

    def rows(self, states: Iterable[str] = STATES, subscriber: str | None = None) -> list[OutboxRow]:
        """Messages in these states, in the order in which they were made."""

    def attempts(self, row: int) -> list[Attempt]:
        """Each time that a message was tried."""

    def history(self, **asked: Unpack[HistoryFilter]) -> Iterator[FactDelivery]:
        """Return the delivery history, oldest first."""
