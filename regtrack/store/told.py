"""What somebody was told."""

from __future__ import annotations

from typing import NamedTuple

from regtrack.dates import Tick


class DateTold(NamedTuple):
    """A date as it was told: the kind of fact, what was said, the day (also as a tick), when, and the sentence."""

    kind: str
    print: str
    on: str | None
    sort: Tick | None
    at: Tick
    sentence: str
