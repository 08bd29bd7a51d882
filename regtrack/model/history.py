"""What lies behind an answer, read only when a page, a calendar or a feed asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from regtrack.dates import Moment
from regtrack.errors import StoreError
from regtrack.model.instrument import Instrument
from regtrack.model.posting import Posting

if TYPE_CHECKING:
    from regtrack.model.change import Calendar, StateReport

Read = Callable[[], Mapping[str, Sequence[Posting]]]
States = Callable[[Iterable[str]], "StateReport"]


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
        states: gives the states of instruments at the later question, with what they refer to.
        count: gives how many instruments the filters admit that were known by then.
        table: gives the table of an answer that JSON shows.
    """

    __slots__ = ("_count", "_dates", "_held", "_read", "_states", "_table", "asked")

    def __init__(
        self,
        asked: Moment,
        read: Read | None = None,
        dates: Callable[[], Calendar] | None = None,
        held: Callable[[], Held] | None = None,
        states: States | None = None,
        count: Callable[[], int] | None = None,
        table: Callable[[Any], dict[str, Any]] | None = None,
    ) -> None:
        self.asked = asked
        self._read = read
        self._dates = dates
        self._held = held
        self._states = states
        self._count = count
        self._table = table

    def read(self) -> Mapping[str, Sequence[Posting]]:
        """Every posting of the instruments named, by their ids.

        Raises:
            StoreError: the ledger is closed, or this is a copy without one.
        """
        if self._read is None:
            raise StoreError("history: found an answer without its ledger; expected the one that the tracker gave")
        return self._read()

    def held(self) -> Held | None:
        """Return what a page of the answer can be asked about; None where that is what the answer names.

        Raises:
            StoreError: as :meth:`read`.
        """
        return self._held() if self._held is not None else None

    def states(self, ids: Iterable[str]) -> StateReport:
        """Where some instruments stand at the later question.

        Raises:
            StoreError: as :meth:`read`.
        """
        if self._states is None:
            raise StoreError("history: found an answer without its ledger; expected the one that the tracker gave")
        return self._states(ids)

    def table(self, answer: Any) -> dict[str, Any]:
        """Return the table of an answer that JSON shows.

        Raises:
            StoreError: as :meth:`read`.
        """
        if self._table is None:
            raise StoreError("history: found an answer without its ledger; expected the one that the tracker gave")
        return self._table(answer)

    def count(self) -> int | None:
        """How many instruments the question was about; None where that is not to be found out."""
        try:
            return self._count() if self._count is not None else None
        except StoreError:
            return None

    def dates(self) -> Calendar:
        """Return the dates that the answer is about, past ones and those that fell away too.

        Raises:
            StoreError: as :meth:`read`.
        """
        if self._dates is None:
            raise StoreError("history: found an answer without its ledger; expected the one that the tracker gave")
        return self._dates()

    def __reduce__(self) -> tuple[type[History], tuple[Moment]]:
        return History, (self.asked,)
