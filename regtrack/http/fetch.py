"""The only place that touches the network.

A :class:`Fetcher` gives the bytes behind an address, or one :class:`FetchError` that says why not. It is polite: few
connections to a server, conditional requests, backoff with jitter, and a server that asks to wait is not asked again
before that, by any thread. It is careful: http and https only, public addresses only, answers of bounded size and time.

>>> fetcher = Fetcher(cache=DiskCache("~/.cache/regtrack/http"))  # doctest: +SKIP
>>> fetcher.get("https://www.federalregister.gov/api/v1/documents.json").body  # doctest: +SKIP
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlsplit

import attrs

from regtrack.http.cache import DiskCache
from regtrack.http.terms import (
    Fetched,
    FetchError,
    HeldAnswer,
    Limits,
    Means,
    PassingError,
    Reader,
    UnreadableError,
    masked,
    shorten,
)

__all__ = [
    "DiskCache",
    "FetchError",
    "Fetched",
    "Fetcher",
    "HeldAnswer",
    "Limits",
    "Means",
    "RetryAdvice",
    "UnreadableError",
    "masked",
    "server_of",
    "shorten",
]

T = TypeVar("T")


@attrs.define
class RetryAdvice:
    """What servers asked for.

    Attributes:
        wait: the most seconds for which one that did not answer asked to be left alone; 0 if none did.
    """

    wait: float = 0


class Fetcher:
    """Gets what is behind addresses. Safe to share between threads; close it, or use it in a ``with`` statement.

    Args:
        cache: where answers are kept for conditional requests; None keeps nothing.
        limits: see :class:`Limits`.
        means: see :class:`Means`.
        allow_private: take answers from this machine and from private networks too.
        contact: a mail or web address for the server's operators, part of the User-Agent.
        proxy: address of an HTTP proxy, when the internet is behind one.
    """

    def __init__(
        self,
        *,
        cache: DiskCache | None = None,
        limits: Limits | None = None,
        means: Means | None = None,
        allow_private: bool = False,
        contact: str | None = None,
        proxy: str | None = None,
    ) -> None:
        from regtrack.http.transport import Transport  # urllib3: only when something is fetched

        self.cache, self.limits, self.means = cache, limits or Limits(), means or Means()
        version = sys.modules["regtrack"].__version__  # loaded already; importing it here would point outward
        self.user_agent = f"regtrack/{version} (tracks changes of regulations; {contact or 'no contact given'})"
        self._transport = Transport(self.limits, self.means, private=allow_private, proxy=proxy)
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._not_before: dict[str, float] = {}  # by server: the moment until which it is left alone
        self._failures: dict[str, int] = {}  # by server: addresses that failed in a row
        self._listening: list[RetryAdvice] = []
        self.skews: dict[str, float] = {}
        """By server: how many seconds this machine's clock is ahead of the server's, as its last answer says."""

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all waiting at once, close connections, trim the cache."""
        self._closed.set()
        self._transport.close()
        if self.cache is not None:
            self.cache.trim()

    @contextmanager
    def listening(self) -> Iterator[RetryAdvice]:
        """Note how long servers ask to be left alone while this lasts."""
        heard = RetryAdvice()
        self._listening.append(heard)
        try:
            yield heard
        finally:
            self._listening.remove(heard)

    def get(self, url: str, *, accept: str = "*/*", max_bytes: int | None = None) -> Fetched:
        """Fetch an address; raise FetchError."""
        return self.read(url, lambda fetched: fetched, accept=accept, max_bytes=max_bytes)

    def read(
        self,
        url: str,
        reader: Reader[T],
        *,
        accept: str = "*/*",
        headers: Mapping[str, str] | None = None,
        max_bytes: int | None = None,
        known: HeldAnswer | None = None,
    ) -> T:
        """Fetch an address and return what a reader makes of the body; raise FetchError.

        A reader raises :class:`UnreadableError` for an answer that says 200 and is none: an error page, half a page.
        Such an answer is not kept, and the address is asked again as after any other fault that may pass.

        Args:
            url: an http or https address.
            reader: takes the answer.
            accept: media types asked for.
            headers: more request headers (a key); never sent on to another server.
            max_bytes: of the body, instead of ``limits.max_bytes``.
            known: what the caller itself remembers of the address: the cache is then left alone, and an answer that
                still holds comes without its bytes. None asks with what the cache has.
        """
        try:
            return self._read(url, reader, accept, headers or {}, max_bytes or self.limits.max_bytes, known)
        except FetchError as error:
            for heard in self._listening:
                heard.wait = max(heard.wait, error.wait)
            raise

    def _read(
        self,
        url: str,
        reader: Reader[T],
        accept: str,
        headers: Mapping[str, str],
        max_bytes: int,
        known: HeldAnswer | None,
    ) -> T:
        self._transport.admit(url)
        server = server_of(url)
        sent = {"User-Agent": self.user_agent, "Accept": accept, "Accept-Encoding": "gzip, deflate"}
        cache = self.cache if known is None else None
        for attempt in range(1, self.limits.attempts + 1):
            self._wait_turn(url, server)
            try:
                kept = cache.load(url) if cache is not None else None
                asked = (kept.known if kept is not None else HeldAnswer()) if known is None else known
                fetched = self._once(url, sent, headers, max_bytes, asked)
                if fetched.unchanged and kept is not None:
                    fetched = attrs.evolve(fetched, body=kept.body, headers={**kept.headers, **fetched.headers})
                result = self._understand(url, fetched, reader, cache)
            except PassingError as fault:
                if fault.status == 200 and known is not None:
                    known = HeldAnswer()  # what came instead was no answer: that one is to come whole
                self._back_off(url, server, attempt, fault)
            except FetchError as error:
                if error.status is not None:  # an answer, if not the one hoped for
                    self._count(server, failed=False)
                raise
            else:
                self._count(server, failed=False)
                return result
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _once(
        self, url: str, sent: Mapping[str, str], private: Mapping[str, str], max_bytes: int, known: HeldAnswer
    ) -> Fetched:
        current, until = url, self.means.monotonic() + self.limits.whole
        for _ in range(self.limits.redirects + 1):
            headers = dict(sent)
            if private and server_of(current) == server_of(url):
                headers |= private
            asked = known.conditions if known.url == current else {}
            headers |= asked
            answer = self._transport.send(current, headers, max_bytes=max_bytes, until=until)
            self._compare_clocks(server_of(current), answer.headers)
            if answer.location is None:
                if answer.status != 304:
                    return Fetched(current, answer.body, answer.headers)
                if not asked:
                    raise FetchError(url, "status 304 to a request without conditions", "200", status=304)
                return Fetched(current, b"", answer.headers, unchanged=True)
            current = self._transport.redirected(current, answer.location, asked=url)
        raise FetchError(url, f"more than {self.limits.redirects} redirects", "an answer")

    def _compare_clocks(self, server: str, headers: Mapping[str, str]) -> None:
        """Note what time a server says it is (RFC 9110, 6.6.1), with the age of an answer from a cache between."""
        age = headers.get("age", "").strip()
        try:
            there = parsedate_to_datetime(headers.get("date", "")).timestamp()
        except (ValueError, OverflowError):
            return
        self.skews[server] = self.means.now() - there - (int(age) if age.isdecimal() and len(age) < 9 else 0)

    def _understand(self, url: str, fetched: Fetched, reader: Reader[T], cache: DiskCache | None) -> T:
        try:
            result = reader(fetched)
        except UnreadableError as fault:
            if cache is not None:
                cache.remove(url)
            raise PassingError(fault.found, fault.expected, status=200) from fault
        if cache is not None and not fetched.unchanged:
            cache.save(url, fetched)
        return result

    # --- politeness

    def _wait_turn(self, url: str, server: str) -> None:
        with self._lock:
            failures = self._failures.get(server, 0)
            wait = self._not_before.get(server, 0.0) - self.means.monotonic()
        if failures >= self.limits.give_up_after:
            raise FetchError(url, f"no usable answer to the last {failures} addresses asked", "a server that answers")
        if wait > self.limits.longest_wait:
            found = f"a server that asks for no requests for {wait:.0f} s"
            raise FetchError(url, found, "one that answers", wait=wait)
        if wait > 0 and not self._closed.is_set():
            (self.means.sleep or self._closed.wait)(wait)
        if self._closed.is_set():
            raise FetchError(url, "a fetcher that is closed", "an open one")

    def _back_off(self, url: str, server: str, attempt: int, fault: PassingError) -> None:
        """Have the server left alone for a while; raises FetchError when it is not to be asked again."""
        delay = min(self.limits.longest_delay, self.limits.first_delay * 2 ** (attempt - 1))
        wait = max(delay * (0.5 + self.means.random() / 2), fault.wait or 0.0)
        with self._lock:
            until = self.means.monotonic() + wait
            self._not_before[server] = max(until, self._not_before.get(server, 0.0))
        too_long = wait > self.limits.longest_wait
        if too_long or attempt == self.limits.attempts:
            self._count(server, failed=fault.status != 200)
            found = fault.found + (f" and a request to wait {wait:.0f} s" if too_long else "")
            asked = fault.wait or 0.0
            raise FetchError(url, found, fault.expected, status=fault.status, attempts=attempt, wait=asked) from fault

    def _count(self, server: str, *, failed: bool) -> None:
        with self._lock:
            self._failures[server] = self._failures.get(server, 0) + 1 if failed else 0


def server_of(url: str) -> str:
    """Return the server of an http or https address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
