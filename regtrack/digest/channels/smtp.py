"""Mail: many messages over few connections, and for each what came of it.

What an answer means is in its first digit (RFC 5321, 4.2.1): 2 is accepted, 4 is not now, 5 is never for this
recipient. Where the answer is about us and not about the recipient (the greeting, EHLO, STARTTLS, AUTH, the sender),
nothing is given up for good: the messages wait until the server or the settings are right, and the server is left
alone meanwhile.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator

from regtrack.digest.channels.connection import Connection, LostError, SendingError, SetupError
from regtrack.digest.channels.envelope import check, wire_form
from regtrack.digest.channels.replies import Reply
from regtrack.digest.model import Delivery, Message, SendOutcome
from regtrack.digest.settings import Smtp
from regtrack.errors import InputError

_BARREN = 3
"""Connections in a row that were lost without being of use, after which the server is left alone."""
_OF_KIND = {2: SendOutcome.SENT, 4: SendOutcome.FAILED, 5: SendOutcome.REFUSED}
_ABOUT_US = re.compile(r"5(03|30|34|35|38)\b|5\d\d 5\.(1\.[78]|7\.([89]|11|2\d))\b")
"""Refusals that are no verdict on the recipient, whatever command they answer: for want of AUTH or TLS (530 to 538,
5.7.8, 5.7.9, 5.7.11: RFC 4954), out of order (503), of the sender's address (5.1.7, 5.1.8: RFC 3463) or of the
signatures of its domain (5.7.20 to 5.7.29: RFC 7372)."""
_ABOUT_SIZE = re.compile(r"552\b|5\d\d 5\.(2\.3|3\.4)\b")
"""Refusals to MAIL that are about this message and not about its sender (RFC 1870)."""
_CLOSING = 421


class SmtpChannel:
    """Sends mail through one server.

    Args:
        settings: the server.
        sleep: waits that many seconds, for the rate.
        monotonic: seconds on a clock that is never set back, for the rate.
        last_answer: seconds to wait for the answer to a whole message. RFC 5321 (4.5.3.2.6) has ten minutes: the server
            may be at work on it, and whoever goes away before it has answered will send a second copy.
    """

    def __init__(
        self,
        settings: Smtp,
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        last_answer: float = 600.0,
    ) -> None:
        self.settings, self.last_answer = settings, last_answer
        self._pace = _Pace(settings.rate_per_minute, sleep, monotonic)

    def send(self, messages: Iterable[Message], *, before: Callable[[Message], bool]) -> Iterator[Delivery]:
        """See :class:`regtrack.digest.model.Channel`. The connection is closed when the iterator is."""
        run = _Run(self, self._pace, before)
        try:
            for message in messages:
                delivery = run.deliver(message)
                if delivery is not None:
                    yield delivery
        finally:
            run.close()


class _Run:
    """One pass over the outbox: at most one connection at a time, and what was learned of the server meanwhile."""

    def __init__(self, channel: SmtpChannel, pace: _Pace, before: Callable[[Message], bool]) -> None:
        self.settings, self.last_answer, self.pace, self.before = channel.settings, channel.last_answer, pace, before
        self.connection: Connection | None = None
        self.barren = 0
        self.given_up: SendingError | None = None
        self.refused_senders: dict[str, str] = {}

    def deliver(self, message: Message) -> Delivery | None:
        """Send one message; None when another process has it."""
        try:
            check(message)
        except InputError as error:
            return Delivery(message.row, SendOutcome.REFUSED, str(error))
        if message.sender in self.refused_senders:
            return Delivery(message.row, SendOutcome.FAILED, f"not tried, since {self.refused_senders[message.sender]}")
        if self.given_up is not None:
            return self._failed(message, self.given_up, "not tried, since ")
        self.pace.wait()
        while True:
            try:
                connection = self._connect()
            except SetupError as error:
                self.given_up = error
                return self._failed(message, error)
            try:
                refused = self._offer(connection, message)
            except LostError as error:
                self._lost(connection, error)
                if not connection.served:
                    return self._failed(message, error)
                # It served others and is gone since: no fault of this message, of which nothing went out. Once again.
            else:
                return refused or self._hand_over(connection, message)

    def close(self) -> None:
        """Take leave of the server."""
        if self.connection is not None:
            self.connection.quit()
            self.connection = None

    def _connect(self) -> Connection:
        if self.connection is not None and self.connection.served >= self.settings.max_per_connection:
            self.close()
        if self.connection is None:
            self.connection = Connection(self.settings)
        return self.connection

    def _offer(self, connection: Connection, message: Message) -> Delivery | None:
        """Name sender and recipient; the refusal if there is one. Raises LostError."""
        if connection.dirty:
            reset = connection.ask("RSET", "RSET")
            if reset.kind != 2:
                raise LostError(connection.describe(reset, "RSET"), reset.retry_after)
        connection.dirty = True
        size = f" SIZE={len(message.payload)}" if connection.offers("size") else ""
        reply = connection.ask("MAIL", f"MAIL FROM:<{message.sender}>{size}")
        if reply.kind == 5 and not _ABOUT_SIZE.match(str(reply)):
            self.refused_senders[message.sender] = connection.describe(reply, "MAIL")
            connection.served += 1
            return Delivery(message.row, SendOutcome.FAILED, self.refused_senders[message.sender])
        if reply.kind != 2:
            return self._judged(connection, message, reply, "MAIL")
        reply = connection.ask("RCPT", f"RCPT TO:<{message.to}>")
        return self._judged(connection, message, reply, "RCPT") if reply.kind != 2 else None

    def _hand_over(self, connection: Connection, message: Message) -> Delivery | None:
        """Send the content to a server that took the recipient."""
        if not self.before(message):
            connection.served += 1
            return None
        try:
            reply = connection.ask("DATA", "DATA", 3)
            if reply.kind != 3:
                return self._judged(connection, message, reply, "DATA")
            connection.transmit(wire_form(message.payload))
        except LostError as error:
            self._lost(connection, error)
            return self._failed(message, error)
        try:
            reply = connection.verdict(self.last_answer)
        except LostError as error:
            self._lost(connection, error)
            return Delivery(message.row, SendOutcome.UNKNOWN, str(error))
        connection.dirty = reply.kind != 2
        return self._judged(connection, message, reply, "the message")

    def _judged(self, connection: Connection, message: Message, reply: Reply, step: str) -> Delivery:
        detail = connection.describe(reply, step)
        if reply.code == _CLOSING:
            self._lost(connection, LostError(detail, reply.retry_after))
        else:
            connection.served += 1
        outcome = SendOutcome.FAILED if _ABOUT_US.match(str(reply)) else _OF_KIND[reply.kind]
        return Delivery(message.row, outcome, detail, retry_after=reply.retry_after if reply.kind == 4 else None)

    def _failed(self, message: Message, error: SendingError, why: str = "") -> Delivery:
        return Delivery(message.row, SendOutcome.FAILED, f"{why}{error}", retry_after=error.retry_after)

    def _lost(self, connection: Connection, error: LostError) -> None:
        connection.close()
        self.connection = None
        self.barren = 0 if connection.served else self.barren + 1
        if self.barren >= _BARREN:
            self.given_up = error


class _Pace:
    """Spreads messages evenly, so that no minute has more than the rate, whenever the server begins to count."""

    def __init__(self, per_minute: int | None, sleep: Callable[[float], None], monotonic: Callable[[], float]) -> None:
        self._gap = 60 / per_minute if per_minute else 0.0
        self._sleep, self._monotonic = sleep, monotonic
        self._next: float | None = None

    def wait(self) -> None:
        """Wait until the next message may go."""
        if not self._gap:
            return
        now = self._monotonic()
        if self._next is not None and self._next > now:
            self._sleep(self._next - now)
            now = self._next
        self._next = now + self._gap
