"""The error boundary of all sources: a fault stays with the portion or the record that has it."""

from __future__ import annotations

from collections.abc import Callable

from regtrack.errors import RegtrackError, StoreError, UnknownTargetError, in_words
from regtrack.http.fetch import FetchError


class Boundary:
    """Makes whatever is raised inside a problem of one place. A ledger that cannot be written passes.

    Args:
        place: what was read, such as a day or the number of a document; empty for the whole source.
        note: takes the problem.
    """

    def __init__(self, place: str, note: Callable[[str], None]) -> None:
        self._at, self._note = f"{place}: " if place else "", note

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Exception):
            return False
        if isinstance(error, StoreError) and not isinstance(error, UnknownTargetError):
            return False
        self._note(f"{self._at}{_in_words(error)}")
        return True


def _in_words(error: Exception) -> str:
    if isinstance(error, FetchError):
        tries = f" in {error.attempts} attempts" if error.attempts > 1 else ""
        return f"found {error.found}{tries}; expected {error.expected}"
    return str(error) if isinstance(error, RegtrackError) else f"cannot be understood: {in_words(error)}"
