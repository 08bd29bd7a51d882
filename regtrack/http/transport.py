"""One attempt over HTTP, with urllib3: its faults divided into those that may pass and those that stay.

Addresses inside a private network are refused before a byte is sent to them.
"""

from __future__ import annotations

import email.utils
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPException, IncompleteRead, LineTooLong, RemoteDisconnected
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import attrs
import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    InvalidChunkLength,
    LocationValueError,
    NewConnectionError,
    ProxyError,
    SSLError,
)
from urllib3.exceptions import TimeoutError as HTTPTimeoutError
from urllib3.response import HTTPResponse

from regtrack.http import connections
from regtrack.http.terms import FetchError, Limits, Means, PassingError, UnansweredError, shorten

_MOVED = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_PACKINGS = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz", "xz", "lzma", "bzip2"})
"""Compressions that a server may use though nobody asked for them; what other words mean here is: none."""
_CHUNK = 64 * 1024
_SERVERS = 1000
"""Connections to so many servers are kept while one fetcher is open."""
_UNREACHED = (ConnectTimeoutError, NewConnectionError, ProxyError)
"""Faults of a connection over which nothing was sent yet."""


@attrs.frozen
class HttpAnswer:
    """What a server said: status 200 (or 203) with a body, 304, or a redirect with ``location``."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    location: str | None = None


class Transport:
    """Pooled connections, at most ``limits.connections`` at a time to one server.

    A proxy resolves names itself and often stands inside, so the address behind a name is then the proxy's to judge.
    """

    def __init__(self, limits: Limits, means: Means, *, private: bool, proxy: str | None) -> None:
        self.limits, self.means = limits, means
        self._private = private
        most = limits.connections
        self._proxied = proxy is not None
        if proxy is not None:
            self._pool: urllib3.PoolManager = urllib3.ProxyManager(proxy, num_pools=_SERVERS, maxsize=most, block=True)
        else:
            self._pool = urllib3.PoolManager(num_pools=_SERVERS, maxsize=most, block=True)
        self._pool.pool_classes_by_scheme = connections.pools(public=proxy is None and not private)
        self._pools: dict[tuple[str, str], urllib3.HTTPConnectionPool] = {}
        self._timeout = urllib3.Timeout(connect=limits.connect, read=limits.silence)

    def close(self) -> None:
        """Close the connections that are idle, at once.

        Left to itself, a pool closes them when nothing refers to it any more: after an error, when garbage is
        collected.
        """
        pools = self._pool.pools
        for key in list(pools.keys()):
            pools[key].close()
        self._pool.clear()
        self._pools.clear()

    def admit(self, url: str, *, asked: str | None = None) -> SplitResult:
        """Split an address that may be fetched, or redirected to from ``asked``; raise FetchError otherwise."""
        found = f"the address {shorten(url)!r}" if asked is None else f"a redirect to {shorten(url)!r}"
        expected = "an http or https address"
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname or "", parts.port
        except ValueError as error:
            raise FetchError(asked or url, found, expected) from error
        if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
            secret = " without a password" if "@" in parts.netloc else ""
            raise FetchError(asked or url, found, expected + secret)
        if not self._private and connections.is_inside(host):  # of another name, the address connected to is looked at
            raise FetchError(asked or url, found, "a server on the public internet")
        return parts

    def redirected(self, url: str, location: str, *, asked: str) -> str:
        """Where a redirect leads, if that may be asked; raises FetchError otherwise."""
        try:
            target = urljoin(url, location)
        except ValueError:
            target = location
        self.admit(target, asked=asked)
        return target

    def send(self, url: str, headers: Mapping[str, str], *, max_bytes: int, until: float) -> HttpAnswer:
        """Ask once, and have the answer by a moment of the monotonic clock.

        Raises PassingError for what may be right next time, FetchError for the rest.
        """
        with connections.within(lambda: until - self.means.monotonic()):
            try:
                return self._send(url, headers, max_bytes)
            except PassingError as error:
                if error.status is not None or self.means.monotonic() < until:
                    raise
                raise PassingError(f"an answer that took more than {self.limits.whole:g} s", "all of it") from error

    def _send(self, url: str, headers: Mapping[str, str], max_bytes: int) -> HttpAnswer:
        response = self._request("GET", url, headers)
        try:
            return self._take(url, response, max_bytes)
        finally:
            response.close()  # an answer read to its end has given its connection back already, and loses nothing
            response.release_conn()

    def post(self, url: str, headers: Mapping[str, str], body: bytes, *, until: float) -> tuple[int, float | None]:
        """Post once; return the status, and the seconds for which the server asked to be left alone.

        No redirect is followed, and of the answer only its head is read. Raises UnansweredError where the request may
        have been taken, PassingError or FetchError where it was not.
        """
        with connections.within(lambda: until - self.means.monotonic()):
            response = self._request("POST", url, headers, body)
        try:
            given = {name.lower(): value for name, value in response.headers.items()}
            return response.status, _asked_wait(given, self.means.now)
        finally:
            response.close()
            response.release_conn()

    def _request(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> urllib3.BaseHTTPResponse:
        try:
            opener, target = (self._pool, url) if self._proxied else self._pool_of(url)
            return opener.urlopen(
                method, target, body=body, headers=headers, timeout=self._timeout, redirect=False, retries=False,
                preload_content=False, assert_same_host=False,
            )  # fmt: skip
        except connections.PrivateAddressError as error:
            raise FetchError(url, f"a server at the private address {error}", "one on the public internet") from error
        except (LocationValueError, UnicodeError) as error:
            raise FetchError(url, "an address that cannot be read", "an http or https address") from error
        except SSLError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                expected = "one that this system trusts (SSL_CERT_FILE can name more)"
                raise FetchError(url, "a certificate that is not trusted", expected) from error
            raise PassingError(f"a broken connection ({_reason(error)})", "an answer") from error
        except (HTTPError, OSError) as error:
            kind = UnansweredError if body is not None and not isinstance(error, _UNREACHED) else PassingError
            raise kind(f"no answer ({_reason(error)})", "one") from error

    def _pool_of(self, url: str) -> tuple[urllib3.HTTPConnectionPool, str]:
        """Return the connections to a server, and what to ask them; the library looks for the former each time anew."""
        scheme, server, path, query, _ = urlsplit(url)
        pool = self._pools.get((scheme, server))
        if pool is None:
            pool = self._pools[scheme, server] = self._pool.connection_from_url(f"{scheme}://{server}")
        return pool, f"{path or '/'}?{query}" if query else path or "/"

    def _take(self, url: str, response: urllib3.BaseHTTPResponse, max_bytes: int) -> HttpAnswer:
        status = response.status
        headers = {name.lower(): value for name, value in response.headers.items()}
        if status == 304:
            response.drain_conn()
            return HttpAnswer(status, headers, b"")
        if status in _MOVED and "location" in headers:
            return HttpAnswer(status, headers, b"", headers["location"])
        if status in _PASSING:
            raise PassingError(f"status {status}", "200", status=status, wait=_asked_wait(headers, self.means.now))
        if status not in (200, 203):
            said = self._excerpt(url, response) if "json" in headers.get("content-type", "") else ""
            raise FetchError(url, f"status {status}{said}", "200", status=status)
        packed = _strange_packing(headers.get("content-encoding", ""))
        if packed:
            raise FetchError(url, f"Content-Encoding {packed}", "gzip or deflate", status=status)
        return HttpAnswer(status, headers, self._body(url, response, max_bytes))

    def _excerpt(self, url: str, response: urllib3.BaseHTTPResponse) -> str:
        try:
            said = " ".join(self._body(url, response, _CHUNK).decode("utf-8", "replace").split())
        except (PassingError, FetchError):
            return ""
        return f" ({said[:300]})" if said else ""

    def _body(self, url: str, response: urllib3.BaseHTTPResponse, max_bytes: int) -> bytes:
        expected = f"at most {max_bytes} bytes"
        length = response.headers.get("Content-Length", "")[:20]
        if length.isascii() and length.isdigit() and int(length) > max_bytes:
            raise FetchError(url, f"a body of {length} bytes", expected, status=response.status)
        parts: list[bytes] = []
        size = 0
        try:
            while data := response.read1(_CHUNK, decode_content=True):  # what is there, without waiting for more
                size += len(data)
                if size > max_bytes:
                    raise FetchError(url, f"a body of more than {max_bytes} bytes", expected, status=response.status)
                parts.append(data)
        except (HTTPError, OSError, ValueError) as error:
            fault = "cannot be decoded" if isinstance(error, DecodeError) else "is incomplete"
            raise PassingError(f"a body that {fault} ({_reason(error)})", "a complete one") from error
        return b"".join(parts)


# --- words


def _asked_wait(headers: Mapping[str, str], now: Callable[[], float]) -> float | None:
    """Seconds until the moment that Retry-After names, by count or by date."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - now())
    except (ValueError, OverflowError):
        return None


def _strange_packing(stated: str) -> str | None:
    """Return the first Content-Encoding of a response that this library cannot decode."""
    named = (each.strip().lower() for each in stated.split(","))
    return next((each for each in named if each in _PACKINGS and each not in HTTPResponse.CONTENT_DECODERS), None)


_NO_HTTP = "what came is no HTTP"


def _reason(error: BaseException) -> str:
    """Why a connection failed: in words, where the error that is at the bottom of it is known."""
    for each in _chain(error):
        for kind, words in _REASONS:
            if isinstance(each, kind):
                return words(each) if callable(words) else words
        if isinstance(each, OSError) and each.strerror:
            return each.strerror.lower()
    return _NO_HTTP


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and its causes, innermost first."""
    for each in (error.__cause__, getattr(error, "reason", None), *error.args):
        if isinstance(each, BaseException):
            yield from _chain(each)
    yield error


def _came(error: Any) -> str:
    if not isinstance(error.partial, int):
        return "it ended in one of its parts"
    return f"{error.partial} of {error.partial + error.expected} bytes came"


_REASONS: tuple[tuple[type[BaseException], str | Callable[[Any], str]], ...] = (
    (RemoteDisconnected, "the connection was closed without a word"),
    (InvalidChunkLength, "it ended in one of its parts"),
    (IncompleteRead, _came),
    (DecodeError, "it is not in the compression that its header names"),
    (LineTooLong, "one of its headers is too long"),
    (HTTPException, lambda error: "it has too many headers" if "headers" in str(error) else _NO_HTTP),
    (socket.gaierror, "name not found"),
    (TimeoutError, "timed out"),
    (ssl.SSLError, lambda error: f"TLS: {(error.reason or 'no answer').replace('_', ' ').lower()}"),
    (NewConnectionError, "no connection"),  # which the library takes for one of those of time
    (HTTPTimeoutError, "timed out"),
)
"""What an error of the HTTP library means; the first line that fits counts."""
