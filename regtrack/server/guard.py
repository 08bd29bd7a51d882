"""Checks before every answer: hosts, origins, sizes, rates; and the security headers for browsers.

The numbers in parentheses are requirements of the OWASP Application Security Verification Standard 4.0.3.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import attrs

from regtrack.errors import AmbiguousError, InputError, NotFoundError, RegtrackError, StoreError, on_one_line

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("regtrack.server")
LONGEST_BODY = 64 * 1024
_LONGEST_QUERY = 8 * 1024
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_BUCKETS = 10_000
"""So many clients are counted; those that were quiet longest are forgotten first."""
_NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
HEADERS = {
    "content-security-policy": _NOTHING,  # (14.4.3)
    "x-content-type-options": "nosniff",  # (14.4.4)
    "referrer-policy": "same-origin",  # (14.4.6); with no-referrer a browser names no origin with a form
    "x-frame-options": "DENY",  # (14.4.7)
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",  # (8.2.1)
}
"""What an answer carries unless it says otherwise."""


class RefusedRequestError(Exception):
    """A request that is not answered, with the status that says why."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.more = status, detail, headers or {}, more


def too_many(wait: float, detail: str) -> RefusedRequestError:
    """Return the refusal of somebody who has to wait for so many seconds."""
    return RefusedRequestError(429, detail, {"retry-after": str(int(wait) + 1)})


def problem(error: Exception) -> RefusedRequestError:
    """Return an error as what is sent: one sentence, and never more of a fault of the server's own (7.4.1)."""
    if isinstance(error, RefusedRequestError):
        return error
    if isinstance(error, AmbiguousError):
        return RefusedRequestError(400, str(error), candidates=list(error.candidates))
    if isinstance(error, NotFoundError):
        return RefusedRequestError(404, str(error))
    if isinstance(error, StoreError):
        LOG.error("the ledger cannot be read: %s", on_one_line(str(error)))
        return RefusedRequestError(503, "The ledger cannot be read now; the server's log says why.")
    if isinstance(error, RegtrackError):
        return RefusedRequestError(400, str(error))
    LOG.error("a fault of regtrack itself: %s in %s", type(error).__name__, _place(error))
    return RefusedRequestError(500, "A fault of the server itself; nothing was recorded. Its log names the place.")


def refusal(error: RefusedRequestError) -> Response:
    """Return an error as JSON (RFC 9457)."""
    from starlette.responses import Response

    title = HTTPStatus(error.status).phrase
    table = {"type": "about:blank", "title": title, "status": error.status, "detail": error.detail, **error.more}
    headers = {"content-type": "application/problem+json", **error.headers}
    return Response(json.dumps(table, ensure_ascii=False), error.status, headers)


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace is not None else "?"


@attrs.frozen
class ServerRules:
    """How a server is reached and what it lets through.

    Attributes:
        address: its public web address, such as ``https://regtrack.example.org``; links and origins are of it.
        hosts: further names by which it may be asked.
        private: nothing is answered to people who are not signed in.
        proxy_header: the header in which a proxy names the person; empty for none.
        proxies: the networks from which that header, and the client's address, are believed.
        rate: how many requests one client may make in a minute.
        sign_ins: how many wrong tokens one client may send in a minute.
        body_seconds: how long the body of a request may take.
        answer_seconds: how long an answer may take.
    """

    address: str
    hosts: tuple[str, ...] = ()
    private: bool = False
    proxy_header: str = ""
    proxies: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()
    rate: int = 600
    sign_ins: int = 10
    body_seconds: float = 10.0
    answer_seconds: float = 30.0

    @property
    def secure(self) -> bool:
        """Whether people reach it over TLS."""
        return self.address.startswith("https://")

    @property
    def names(self) -> frozenset[str]:
        """What a request may name in Host."""
        return frozenset((urlsplit(self.address).netloc.lower(), *(each.lower() for each in self.hosts)))

    def is_proxy(self, peer: str) -> bool:
        """Return whether a peer is a proxy that is believed."""
        with suppress(ValueError):
            return any(ipaddress.ip_address(peer) in network for network in self.proxies)
        return False


def read_networks(texts: tuple[str, ...]) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """Return networks as people write them; raises InputError."""
    found = []
    for text in texts:
        try:
            found.append(ipaddress.ip_network(text))
        except ValueError:
            raise InputError(
                f"proxy: found {text!r}; expected an address or network, such as 10.0.0.2 or 10.0.0.0/24"
            ) from None
    return tuple(found)


def read_address(text: str) -> str:
    """Return a public web address without a path; raises InputError."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query or "@" in text:
        raise InputError(
            f"url: found {text!r}; expected a web address without a path, such as https://rules.example.org"
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


class Rates:
    """How often each client may do something: so many times a minute, and as many at once (11.1.4).

    Args:
        a_minute: how many times.
        seconds: a clock that only goes forward.
    """

    def __init__(self, a_minute: int, seconds: Callable[[], float]) -> None:
        self._most, self._seconds = float(a_minute), seconds
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Count one time; return 0, or in how many seconds the next is free."""
        now = self._seconds()
        left, at = self._left.pop(client, (self._most, now))
        left = min(self._most, left + (now - at) * self._most / 60)
        allowed = left >= 1.0
        self._left[client] = (left - 1.0 if allowed else left, now)
        while len(self._left) > _BUCKETS:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1.0 - left) * 60 / self._most


class Guard:
    """Refuses what no part of the server should have to read.

    Args:
        app: what answers the rest.
        rules: how the server is reached.
        seconds: a clock that only goes forward.
    """

    def __init__(self, app: ASGIApp, rules: ServerRules, seconds: Callable[[], float]) -> None:
        self._app, self._rules = app, rules
        self._rates = Rates(rules.rate, seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # no WebSockets
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                if message["status"] != 304:  # whose headers take the place of those of the answer that is kept
                    message["headers"] = self._completed(message["headers"])
            await send(message)

        try:
            self._check(scope)
            await self._app(scope, _Bounded(scope, receive, self._rules.body_seconds), sending)
        except Exception as error:  # noqa: BLE001  whatever it is, a client gets one sentence
            if not begun:
                await refusal(problem(error))(scope, receive, sending)

    def _check(self, scope: Scope) -> None:
        headers = scope["headers"]
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) != 1 or hosts[0].decode("latin-1").lower() not in self._rules.names:
            raise RefusedRequestError(400, "Host: found a name that this server does not go by.")
        if len(scope["query_string"]) > _LONGEST_QUERY:
            raise RefusedRequestError(414, f"The question is longer than {_LONGEST_QUERY} bytes.")
        if (wait := self._rates.wait(client_of(scope, self._rules))) > 0:
            raise too_many(wait, f"More than {self._rules.rate} requests in a minute; wait.")
        if scope["method"] not in _SAFE:
            self._check_origin(scope)

    def _check_origin(self, scope: Scope) -> None:
        """Refuse what a page of another origin makes a browser send (13.2.3, 4.2.2)."""
        given = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if b"authorization" in given and b"cookie" not in given:
            return  # no browser adds a token by itself
        origin, site = given.get(b"origin"), given.get(b"sec-fetch-site")
        header = self._rules.proxy_header.lower().encode()
        by_itself = b"cookie" in given or (header and header in given)  # what a browser or a proxy adds
        origins = {self._rules.address, f"{urlsplit(self._rules.address).scheme}://{given[b'host'].lower()}"}
        if origin not in origins if origin is not None else by_itself and site != "same-origin":
            LOG.warning("refused a request of another origin from %s", client_of(scope, self._rules))
            raise RefusedRequestError(403, "Origin: found another page than this server's; it may change nothing here.")

    def _completed(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        wanted = dict(HEADERS)
        if self._rules.secure:
            wanted["strict-transport-security"] = "max-age=31536000"  # (14.4.5)
        there = {name for name, _ in headers}
        return [
            *((name, value) for name, value in headers if name != b"server"),
            *((name.encode(), value.encode()) for name, value in wanted.items() if name.encode() not in there),
        ]


class _Bounded:
    """A body that may be no longer, and take no longer, than is allowed (11.1.4, 12.1.1)."""

    def __init__(self, scope: Scope, receive: Receive, seconds: float) -> None:
        self._receive, self._seconds, self._read, self._whole = receive, seconds, 0, False
        for name, value in scope["headers"]:
            if name == b"content-length" and (not value.isdigit() or len(value) > 9 or int(value) > LONGEST_BODY):
                raise RefusedRequestError(413, f"The body is longer than {LONGEST_BODY} bytes.")

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()  # waits for the client to go
        try:
            message = await asyncio.wait_for(self._receive(), self._seconds)
        except TimeoutError:
            raise RefusedRequestError(408, f"The body took longer than {self._seconds:g} seconds.") from None
        self._whole = not message.get("more_body", False)
        self._read += len(message.get("body", b""))
        if self._read > LONGEST_BODY:
            raise RefusedRequestError(413, f"The body is longer than {LONGEST_BODY} bytes.")
        return message


def client_of(scope: Scope, rules: ServerRules) -> str:
    """Return the address of who asks: what a believed proxy saw, else the peer."""
    peer = scope["client"][0] if scope.get("client") else ""
    if rules.is_proxy(peer):
        given = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        with suppress(ValueError, IndexError):
            return str(ipaddress.ip_address(given[-1].decode("latin-1").rpartition(",")[2].strip()))
    return peer
