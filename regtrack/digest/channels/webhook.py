"""Webhooks: a digest's JSON posted to a program, signed as Standard Webhooks has it.

An address may hold a token, so nothing of it is ever shown or logged. A receiver that does not answer in time may have
taken the message: it is sent again under the same ``webhook-id``, by which a receiver knows the two for one.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from regtrack.digest.model import Delivery, Message, SendOutcome
from regtrack.digest.secrets import Secret
from regtrack.digest.settings import Webhook
from regtrack.errors import InputError
from regtrack.http.connections import PrivateAddressError
from regtrack.http.terms import FetchError, Limits, Means, PassingError, UnansweredError
from regtrack.http.transport import Transport

PREFIX = "whsec_"
_LEAST, _MOST = 24, 64
_LONGEST_WAIT = 24 * 3600.0


class WebhookChannel:
    """Posts messages, one after the other.

    Args:
        settings: the secret, and where receivers may be.
        means: the clock that signatures name.

    Raises:
        InputError: the secret is not at its stated place, or is none.
    """

    def __init__(self, settings: Webhook, means: Means | None = None) -> None:
        self._key, self._means = _key(settings.secret), means or Means()
        self._private, self._timeout = settings.allow_private, settings.timeout

    def send(self, messages: Iterable[Message], *, before: Callable[[Message], bool]) -> Iterator[Delivery]:
        """See :class:`regtrack.digest.model.Channel`."""
        limits = Limits(connect=self._timeout, silence=self._timeout, whole=self._timeout)
        transport = Transport(limits, self._means, private=self._private, proxy=None)
        try:
            for message in messages:
                try:
                    transport.admit(message.to)
                except FetchError as error:
                    yield Delivery(message.row, SendOutcome.REFUSED, _not_admitted(error, private=self._private))
                    continue
                if before(message):
                    yield self._post(transport, message)
        finally:
            transport.close()

    def _post(self, transport: Transport, message: Message) -> Delivery:
        headers = signed(message.id, int(self._means.now()), message.payload, self._key)
        until = self._means.monotonic() + self._timeout
        try:
            with _unlogged():
                status, wait = transport.post(message.to, headers, message.payload, until=until)
        except UnansweredError as error:
            words = f"the receiver gave no answer ({error.found}); it may have taken the message"
            return Delivery(message.row, SendOutcome.UNKNOWN, words)
        except PassingError as error:
            return Delivery(message.row, SendOutcome.FAILED, f"the receiver was not reached: {error.found}")
        except FetchError as error:
            private = isinstance(error.__cause__, PrivateAddressError)
            outcome = SendOutcome.REFUSED if private else SendOutcome.FAILED
            wanted = f"{error.expected}{_ALLOW if private else ''}"
            return Delivery(message.row, outcome, f"the receiver: found {error.found}; expected {wanted}")
        outcome, words = _judged(status)
        return Delivery(
            message.row, outcome, words, retry_after=min(wait, _LONGEST_WAIT) if wait is not None else None
        )  # fmt: skip


def signed(id_: str, at: int, body: bytes, key: bytes) -> dict[str, str]:
    """Return the headers of a message that is sent at a second of the clock.

    An id may hold full stops here: a body begins with a brace, so that no two messages have the same signed text.
    """
    code = hmac.digest(key, b".".join((id_.encode(), str(at).encode(), body)), "sha256")
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "regtrack",
        "webhook-id": id_,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(code).decode()}",
    }


def _key(secret: Secret) -> bytes:
    value = secret.reveal().strip()
    try:
        key = base64.b64decode(value.removeprefix(PREFIX), validate=True) if value.startswith(PREFIX) else b""
    except (binascii.Error, ValueError):
        key = b""
    if not _LEAST <= len(key) <= _MOST:
        raise InputError(
            f"secret {secret}: found no secret for webhooks (it is not repeated here); expected {PREFIX} and the "
            f"base64 of {_LEAST} to {_MOST} random bytes, as docs/how-to/send-webhooks.md makes one"
        )
    return key


# --- words

_ALLOW = ", or allow_private = true in [webhook]"


def _not_admitted(error: FetchError, *, private: bool) -> str:
    """Return why an address cannot be posted to, without a word of it."""
    inside = "public" in error.expected and not private
    found, expected = ("one in a private network", error.expected + _ALLOW) if inside else ("none", error.expected)
    return f"the address of a webhook: found {found}; expected {expected}"


def _judged(status: int) -> tuple[SendOutcome, str]:
    outcome, phrase = SendOutcome.of_status(status)
    more = {
        3: "; expected an address that leads nowhere else",
        4: ", and it is not tried again" if outcome is SendOutcome.REFUSED else "",
    }
    return outcome, f"the receiver answered {phrase}{more.get(status // 100, '')}"


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep what the HTTP library logs, addresses among it, out of the program's logs."""
    logger = logging.getLogger("urllib3.connectionpool")

    def none(_: logging.LogRecord) -> bool:
        return False

    logger.addFilter(none)
    try:
        yield
    finally:
        logger.removeFilter(none)
