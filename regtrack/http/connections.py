"""Connections that lead to the public internet only, and of which no answer takes longer than it may."""

from __future__ import annotations

import io
import ipaddress
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from http.client import HTTPResponse
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError


class PrivateAddressError(Exception):
    """The name of a server leads to an address inside a private network, or to this machine."""


def pools(*, public: bool) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Return the connection pools by scheme; ``public`` ones refuse private addresses."""
    return _PUBLIC if public else _ANY


# --- addresses


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, an IPv4 address inside an IPv6 one included."""
    if not is_address(address):
        return False
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if any(ip in network for network in _LEADING_INSIDE):
            return False
    return ip.is_global and not ip.is_multicast


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_LEADING_INSIDE = tuple(map(ipaddress.ip_network, ("::/96", "64:ff9b:1::/48", "2001::/32", "fec0::/10")))
"""IPv6 networks that may lead to private IPv4 addresses or are private, whatever Python of the day thinks of them."""
_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*", re.IGNORECASE)


def is_inside(host: str) -> bool:
    """Whether a host, by its spelling alone, is this machine or in a private network.

    A number that is no usual IP address is one all the same (``http://2130706433/``), and nobody's but a prober's.
    """
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    return (is_address(name) or bool(_NUMBERS.fullmatch(name))) and not is_public(name)


def is_address(host: str) -> bool:
    """Whether it is an IP address and no name."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _connected(connect: Callable[[], socket.socket], host: str, port: int) -> socket.socket:
    """Connect to a public address.

    What is looked at is the address connected to, so a name that answers differently each time gains nothing. Where
    nobody answers, it must not be told from a private address where somebody does.
    """
    try:
        sock = connect()
    except (HTTPError, OSError):
        with suppress(OSError, UnicodeError):
            for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                _refuse_private(str(address[0]))
        raise
    try:
        _refuse_private(str(sock.getpeername()[0]))
    except PrivateAddressError:
        sock.close()
        raise
    return sock


def _refuse_private(address: str) -> None:
    if not is_public(address):
        raise PrivateAddressError(address)


# --- time

_left: ContextVar[Callable[[], float] | None] = ContextVar("left", default=None)


@contextmanager
def within(left: Callable[[], float]) -> Iterator[None]:
    """Have answers end, headers included, when as many seconds are ``left`` as none; the same thread asks for them."""
    token = _left.set(left)
    try:
        yield
    finally:
        _left.reset(token)


class _Timed(io.RawIOBase):
    """The bytes of a connection. A server that sends one now and then is never silent, and has to end all the same."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, left: Callable[[], float]) -> None:
        self._raw, self._sock, self._left = raw, sock, left
        self._silence = sock.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        left = self._left()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left if self._silence is None else min(left, self._silence))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **named: Any) -> None:
        super().__init__(sock, *args, **named)
        left = _left.get()
        if left is not None:
            self.fp = io.BufferedReader(_Timed(self.fp.detach(), sock, left))


# --- connections


class _HTTP(HTTPConnection):
    response_class = _Response


class _HTTPS(HTTPSConnection):
    response_class = _Response


class _PublicHTTP(_HTTP):
    def _new_conn(self) -> socket.socket:
        return _connected(super()._new_conn, self.host, self.port)


class _PublicHTTPS(_HTTPS):
    def _new_conn(self) -> socket.socket:
        return _connected(super()._new_conn, self.host, self.port)


class _HTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _HTTP


class _HTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _HTTPS


class _PublicHTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _PublicHTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS


_ANY: dict[str, type[urllib3.HTTPConnectionPool]] = {"http": _HTTPPool, "https": _HTTPSPool}
_PUBLIC: dict[str, type[urllib3.HTTPConnectionPool]] = {"http": _PublicHTTPPool, "https": _PublicHTTPSPool}
