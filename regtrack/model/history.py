"""What lies behind an answer: every posting of the instruments that it names, read only when a page asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from regtrack.dates import Moment
from regtrack.errors import StoreError
from regtrack.model.posting import Posting

Read = Callable[[], Mapping[str, Sequence[Posting]]]


class History:
    """The way back from an answer to the ledger that gave it.

    An HTML page answers other days than the one asked about, so it needs more than the answer; every other format
    does not, and pays nothing. The ledger must still be open when the page is made. A copy that was pickled has lost
    its ledger.

    Args:
        asked: the moment at which the question was put.
        read: gives the postings of each instrument that the answer names, by its id.
    """

    __slots__ = ("_read", "asked")

    def __init__(self, asked: Moment, read: Read | None = None) -> None:
        self.asked = asked
        self._read = read

    def read(self) -> Mapping[str, Sequence[Posting]]:
        """Every posting of the instruments named, by their ids.

        Raises:
            StoreError: the ledger is closed, or this is a copy without one.
        """
        if self._read is None:
            raise StoreError("history: found an answer without its ledger; expected the one that the tracker gave")
        return self._read()

    def __reduce__(self) -> tuple[type[History], tuple[Moment]]:
        return History, (self.asked,)
