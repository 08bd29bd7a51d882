"""What lies behind an answer, read only when a page, a calendar or a feed asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from regtrack.dates import Moment
from regtrack.errors import StoreError
from regtrack.model.instrument import Instrument
from regtrack.model.posting import Posting

if TYPE_CHECKING:
    from regtrack.model.change import Calendar

Read = Callable[[], Mapping[str, Sequence[Posting]]]


@attrs.frozen
class Held:
    """The instruments about which a page can answer for other days.

    Attributes:
        instruments: by id.
        postings: of each.
        whole: they are all that the filters of the question admit; else those that may have moved in its window.
    """

    instruments: Mapping[str, Instrument]
    postings: Mapping[str, Sequence[Posting]]
    whole: bool


class History:
    """The way back from an answer to the ledger that gave it.

    An HTML page answers other days than the one asked about, and a calendar says how often a date has moved, so they
    need more than the answer; other formats do not, and pay nothing. The ledger must still be open when the page is
    made. A copy that was pickled has lost its ledger.

    Args:
        asked: the moment at which the question was put.
        read: gives the postings of each instrument that the answer names, by its id.
        dates: gives the dates that the answer is about, with their history.
        held: gives what a page can answer about, where that is more than the answer names.
    """

    __slots__ = ("_dates", "_held", "_read", "asked")

    def __init__(
        self,
        asked: Moment,
        read: Read | None = None,
        dates: Callable[[], Calendar] | None = None,
        held: Callable[[], Held] | None = None,
    ) -> None:
        self.asked = asked
        self._read = read
        self._dates = dates
        self._held = held

    def read(self) -> Mapping[str, Sequence[Posting]]:
        """Every posting of the instruments named, by their ids.

        Raises:
            StoreError: the ledger is closed, or this is a copy without one.
        """
        if self._read is None:
            raise StoreError("history: found an answer without its ledger; expected the one that the tracker gave")
        return self._read()

    def held(self) -> Held | None:
        """What a page of the answer can be asked about; None where that is what the answer names.

        Raises:
            StoreError: as :meth:`read`.
        """
        return self._held() if self._held is not None else None

    def dates(self) -> Calendar:
        """The dates that the answer is about, past ones and those that fell away too.

        Raises:
            StoreError: as :meth:`read`.
        """
        if self._dates is None:
            raise StoreError("history: found an answer without its ledger; expected the one that the tracker gave")
        return self._dates()

    def __reduce__(self) -> tuple[type[History], tuple[Moment]]:
        return History, (self.asked,)
