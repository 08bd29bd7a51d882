"""Stand-ins for what a test must not use: the present moment, and the network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from regtrack import dates
from regtrack.dates import Tick
from regtrack.http.fetch import Fetched, Fetcher, FetchError, HeldAnswer, Limits, Means, UnreadableError
from regtrack.http.terms import Reader


class FrozenClock:
    """The present moment of a test: the same until it is moved on.

    >>> clock = FrozenClock("2025-05-13T12:00:00Z")
    >>> tracker = regtrack.open(":memory:", clock=clock)

    Args:
        at: an instant with an offset.
    """

    def __init__(self, at: str = "2026-01-01T12:00:00Z") -> None:
        self.tick: Tick = dates.parse_instant(at)

    def __call__(self) -> dt.datetime:
        """Return the present as an aware datetime, as :func:`regtrack.open` takes it."""
        return dates.instant_of(self.tick)

    def move(self, **units: float) -> None:
        """Let time pass: ``days``, ``hours``, ``minutes`` or ``seconds``."""
        self.tick += int(dt.timedelta(**units).total_seconds() * 1_000_000)


T = TypeVar("T")


class Answers(Fetcher):
    """Gives the bytes that are written down for an address; any other answers 404.

    Args:
        bodies: bytes by address.

    Attributes:
        asked: the addresses that were asked for, in order.
    """

    def __init__(self, bodies: Mapping[str, bytes]) -> None:
        super().__init__(limits=Limits(attempts=1), means=Means(sleep=lambda _: None))
        self.bodies = dict(bodies)
        self.asked: list[str] = []

    def read(
        self,
        url: str,
        reader: Reader[T],
        *,
        accept: str = "*/*",  # noqa: ARG002
        headers: Mapping[str, str] | None = None,  # noqa: ARG002
        max_bytes: int | None = None,  # noqa: ARG002
        known: HeldAnswer | None = None,  # noqa: ARG002
    ) -> T:
        """See :meth:`regtrack.http.fetch.Fetcher.read`."""
        self.asked.append(url)
        body = self.bodies.get(url)
        if body is None:
            raise FetchError(url, "status 404", "200", status=404)
        try:
            return reader(Fetched(url, body, {}))
        except UnreadableError as error:
            raise FetchError(url, str(error), "a usable answer", status=200) from error
