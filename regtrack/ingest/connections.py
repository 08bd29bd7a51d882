"""Connections that lead to the public internet only, and of which no answer takes longer than it may."""

from __future__ import annotations

import io
import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.client import HTTPResponse
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection


class PrivateAddressError(Exception):
    """The name of a server leads to an address inside a private network, or to this machine."""


def pools(*, public: bool) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """The pools of connections by scheme; ``public`` ones refuse addresses that are not."""
    return _PUBLIC if public else _ANY


# --- addresses


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, an IPv4 address inside an IPv6 one included."""
    if not is_address(address):
        return False
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def is_address(host: str) -> bool:
    """Whether it is an IP address and no name."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _checked(sock: socket.socket) -> socket.socket:
    # What is looked at is the address connected to, so a name that answers differently each time gains nothing.
    peer = str(sock.getpeername()[0])
    if not is_public(peer):
        sock.close()
        raise PrivateAddressError(peer)
    return sock


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
        return _checked(super()._new_conn())


class _PublicHTTPS(_HTTPS):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


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
