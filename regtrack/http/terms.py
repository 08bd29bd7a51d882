"""The terms of fetching: what may be asked, what comes back, and what is said when nothing usable does."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

import attrs

from regtrack.errors import FeedError

T = TypeVar("T")


class FetchError(FeedError):
    """An address gave no usable answer.

    Attributes:
        url: the address.
        found: what came instead.
        expected: what would have been usable.
        status: the HTTP status, when there was one.
        attempts: how many times it was asked.
        wait: seconds for which the server asked to be left alone; 0 if it did not.
        problem: what came, how often it was asked for, and what was expected; without the address.
    """

    def __init__(
        self, url: str, found: str, expected: str, *, status: int | None = None, attempts: int = 1, wait: float = 0
    ) -> None:
        self.url, self.found, self.expected = url, found, expected
        self.status, self.attempts, self.wait = status, attempts, wait
        tries = f" in {attempts} attempts" if attempts > 1 else ""
        self.problem = f"found {found}{tries}; expected {expected}"
        super().__init__(f"{shorten(url)}: {self.problem}")


class UnreadableError(ValueError):
    """An answer is not what the address should give; the reader of a page raises it, and the page is asked again."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"found {found}; expected {expected}")
        self.found, self.expected = found, expected


class PassingError(Exception):
    """One attempt failed in a way that may pass; only the Fetcher sees it.

    Attributes:
        found, expected: as in :class:`FetchError`.
        status: the HTTP status, when there was one.
        wait: seconds that the server asked to be left alone.
    """

    def __init__(self, found: str, expected: str, *, status: int | None = None, wait: float | None = None) -> None:
        self.found, self.expected, self.status, self.wait = found, expected, status, wait


class UnansweredError(PassingError):
    """A request went out, at least in part, and no answer came: it may have been taken."""


@attrs.frozen
class Limits:
    """How much a Fetcher asks of a server, and takes from it. Times are seconds.

    Attributes:
        connections: at a time, to one server.
        attempts: for one address.
        give_up_after: addresses of one server that failed in a row; after them it is not asked again.
        redirects: followed for one address.
        max_bytes: of a body, decoded.
        connect: to wait for a connection.
        silence: to wait for the next bytes.
        whole: for an answer, from the request to the last byte, redirects included.
        first_delay, longest_delay: before the second attempt, doubled for each more; and the most of that.
        longest_wait: the most that a server may ask to wait (Retry-After); if it asks for more, it is left alone.
    """

    connections: int = 2
    attempts: int = 5
    give_up_after: int = 5
    redirects: int = 5
    max_bytes: int = 64 * 2**20
    connect: float = 10
    silence: float = 30
    whole: float = 300
    first_delay: float = 1
    longest_delay: float = 60
    longest_wait: float = 600


@attrs.frozen
class Means:
    """The clock, sleep and chance that a Fetcher uses; tests hand in their own. ``sleep=None`` wakes on close()."""

    now: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    random: Callable[[], float] = random.random
    sleep: Callable[[float], object] | None = None


@attrs.frozen
class Fetched:
    """An answer.

    Attributes:
        url: the address that gave it, after redirects.
        body: its bytes, decoded.
        headers: its headers, names in lower case.
        unchanged: it is the one known before; the server said that it still holds.
    """

    url: str
    body: bytes = attrs.field(repr=False)
    headers: Mapping[str, str] = attrs.field(repr=False)
    unchanged: bool = False

    @property
    def known(self) -> HeldAnswer:
        """What to ask with next time whether it still holds; without conditions if it had no validators."""
        pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        return HeldAnswer(self.url, {name: self.headers[given] for name, given in pairs if given in self.headers})


@attrs.frozen
class HeldAnswer:
    """What a caller has: an answer that it took, of which it needs no bytes again; without conditions, none.

    Attributes:
        url: the address that gave it, after redirects.
        conditions: the request headers that ask whether it still holds.
    """

    url: str = ""
    conditions: Mapping[str, str] = attrs.field(factory=dict)


Reader: TypeAlias = Callable[[Fetched], T]
"""Makes something of an answer, or raises :class:`UnreadableError`."""


def shorten(url: str, length: int = 120) -> str:
    """Shorten an address to fit one line of a report, without its password."""
    url = masked(url)
    return url if len(url) <= length else url[: length - 1] + "…"


_NAMES = re.compile(r"(?<=//)(?:[^/?#\s]*|[^/?#@\s]*:(?!\d{0,5}(?:[/?#]|$))[^@\s]*)@")


def masked(url: str) -> str:
    """Mask user names and passwords in an address, or in a text that contains addresses."""
    return _NAMES.sub("…@", url) if "@" in url else url
