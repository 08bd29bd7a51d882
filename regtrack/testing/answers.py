"""A fetcher that reaches no network: what each address gives is a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from regtrack.http.fetch import Fetched, Fetcher, FetchError, HeldAnswer, Limits, Means, UnreadableError
from regtrack.http.terms import Reader

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
