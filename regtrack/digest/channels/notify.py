"""Chat and the like: Slack, Teams, ntfy, Matrix, webhooks and what else apprise reaches (the extra ``notify``).

An address is one of apprise's, such as ``slack://...`` or ``ntfy://...``. It holds its secrets in itself, so nothing of
it is ever shown, and what apprise logs is kept out of the program's logs. Apprise says no more of a failure than that
there was one; the HTTP status and the way in which a connection broke are read from what it logs. Where neither is
found the message has failed and is tried again, which is right for all but a refusal.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from regtrack.digest.model import Delivery, Message, SendOutcome
from regtrack.errors import InputError

_STATUS = re.compile(r"^Failed .*\berror=(\d{3})\d{0,2}\.$", re.MULTILINE)  # ntfy's own codes begin with the status
_BROKEN = re.compile(r"^Socket Exception: (.*)", re.MULTILINE)
_ON_ITS_WAY = re.compile(r"Read timed out|Connection aborted|Connection broken|IncompleteRead|without response")
"""Words of the HTTP library (requests, urllib3) for a connection that broke after the request had begun to go out."""


class NotifyChannel:
    """Sends texts through apprise.

    Args:
        timeout: seconds to wait for a connection, and for each part of an answer.
    """

    def __init__(self, *, timeout: float = 30.0) -> None:
        self.timeout = timeout

    def send(self, messages: Iterable[Message], *, before: Callable[[Message], bool]) -> Iterator[Delivery]:
        """See :class:`regtrack.digest.model.Channel`."""
        services: dict[str, Any] = {}  # kept for the run: apprise paces what goes to one of them
        for message in messages:
            try:
                apprise = _apprise()
            except InputError as error:
                yield Delivery(message.row, SendOutcome.FAILED, str(error))
                continue
            try:
                if message.to not in services:
                    services[message.to] = _service(apprise, message.to)
            except InputError as error:
                yield Delivery(message.row, SendOutcome.REFUSED, str(error))
                continue
            if before(message):
                yield self._send(apprise, services[message.to], message)

    def _send(self, apprise: ModuleType, service: Any, message: Message) -> Delivery:
        service.socket_connect_timeout = service.socket_read_timeout = self.timeout
        sender = apprise.Apprise()
        sender.add(service)
        with _overhearing(apprise) as overheard:
            result = sender.notify(
                body=message.payload.decode("utf-8"), title=message.title, body_format=apprise.NotifyFormat.TEXT
            )
            log = overheard()
        if result:
            return Delivery(message.row, SendOutcome.SENT, f"{service.service_name} took it")
        outcome, found = _judge(log)
        return Delivery(message.row, outcome, f"{service.service_name}: {found}")


def _apprise() -> ModuleType:
    try:
        import apprise
    except ImportError:
        raise InputError(
            "channel: found no library apprise; expected it installed: pip install 'regtrack[notify]'"
        ) from None
    return apprise


def _service(apprise: ModuleType, address: str) -> Any:
    with _overhearing(apprise):
        service = apprise.Apprise.instantiate(address)
    scheme = re.match(r"[a-z0-9.+-]{1,20}(?=://)", address, re.IGNORECASE)
    if service is None:
        found = f"{scheme[0]}://..." if scheme else "no scheme"
        raise InputError(f"channel: found an address that apprise cannot read ({found}); expected one of its URLs")
    service.retry = 0  # what was tried is for the outbox to know
    if len(service) != 1:
        raise InputError(
            f"channel: found {len(service)} recipients in one address ({service.service_name}); expected one: with "
            "several, a message that one of them did not get would reach the others again"
        )
    return service


@contextmanager
def _overhearing(apprise: ModuleType) -> Iterator[Callable[[], str]]:
    """Capture what apprise logs: it contains addresses and messages, and must reach no other log."""
    logger = logging.getLogger("apprise")
    propagated, logger.propagate = logger.propagate, False
    try:
        with apprise.LogCapture(level=logging.DEBUG, fmt="%(message)s") as output:
            yield output.getvalue
    finally:
        logger.propagate = propagated


def _judge(log: str) -> tuple[SendOutcome, str]:
    broken = list(_BROKEN.finditer(log))
    statuses = list(_STATUS.finditer(log))
    if broken and (not statuses or statuses[-1].start() < broken[-1].start()):
        if _ON_ITS_WAY.search(broken[-1][1]):
            return SendOutcome.UNKNOWN, "the connection ended before the answer; it may have been taken"
        return SendOutcome.FAILED, "no connection"
    if not statuses:
        return SendOutcome.FAILED, "it was not taken, for a reason that is not known"
    outcome, words = SendOutcome.of_status(int(statuses[-1][1]))
    refused = SendOutcome.REFUSED if outcome is SendOutcome.REFUSED else SendOutcome.FAILED  # for it was not taken
    return refused, f"it was not taken, with status {words}"
