"""What the Federal Register did not give although it should have: each a line of the report, never silence."""

from __future__ import annotations

import attrs

FEED = "federal-register"


@attrs.frozen
class Shortfall:
    """Documents that are missing, doubtful or cannot be read.

    Attributes:
        feed: the feed's id.
        partition: the part of it that is affected: a day and the filters, or an address.
        found: what came.
        expected: what should have come.
    """

    feed: str
    partition: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.feed} {self.partition}: found {self.found}; expected {self.expected}"
