"""What goes out and what came of it: the terms that the outbox and the channels share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from http import HTTPStatus
from typing import Protocol

import attrs


@attrs.frozen
class Message:
    """One message to one address, rendered and recorded before anything of it is sent.

    Attributes:
        id: its Message-ID without the angle brackets; the same however often it is sent.
        row: its row in the outbox.
        to: one mail address, or the address of another channel, which may hold a secret and is never shown.
        sender: the envelope's sender; empty for channels that have none.
        payload: the whole message as RFC 5322 has it, with CRLF; for other channels the text in UTF-8.
        title: what it says in a line, which is a mail's subject.
        kind: the name of its channel: ``mail``, ``apprise`` or one that a plug-in brings.
    """

    id: str
    row: int
    to: str = attrs.field(repr=False)
    sender: str
    payload: bytes = attrs.field(repr=False)
    title: str
    kind: str


class SendOutcome(StrEnum):
    """What came of sending a message."""

    SENT = "sent"
    """The server accepted it."""
    REFUSED = "refused"
    """The server will never accept it for this recipient (5xx); sending it again would be of no use."""
    FAILED = "failed"
    """It was not accepted this time; it is tried again later."""
    UNKNOWN = "unknown"
    """The connection was lost after the last byte and before the answer: it may have been accepted. It is sent again
    under the same Message-ID, by which a mail program knows the copies for one."""

    @classmethod
    def of_status(cls, status: int) -> tuple[SendOutcome, str]:
        """Return what an HTTP status means, and the status in words."""
        name = next((f" {each.phrase}" for each in HTTPStatus if each == status), "")
        refused = 400 <= status < 500 and status not in _PASSING
        return cls.SENT if 200 <= status < 300 else cls.REFUSED if refused else cls.FAILED, f"{status}{name}"


_PASSING = frozenset({408, 425, 429})
"""Refusals that hold for now only (RFC 9110, RFC 8470, RFC 6585)."""


@attrs.frozen
class Delivery:
    """What came of sending one message.

    Attributes:
        row: its row in the outbox.
        outcome: what came of it.
        detail: the server, its code and its words, in one sentence, without secrets.
        retry_after: seconds to wait at least, when the channel knows.
    """

    row: int
    outcome: SendOutcome
    detail: str
    retry_after: float | None = None


class Channel(Protocol):
    """What delivers messages: mail, a webhook, a chat service."""

    def send(self, messages: Iterable[Message], *, before: Callable[[Message], bool]) -> Iterator[Delivery]:
        """Send messages and say what came of each; one recipient never affects another.

        Args:
            messages: what is to be sent, taken one after the other.
            before: called immediately before the data of a message is transmitted; it records in the outbox that it
                is being sent. When it gives back False the message is left alone: another process has it.
        """
        ...
