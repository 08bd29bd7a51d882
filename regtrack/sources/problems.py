"""What can go wrong with one thing of a feed without stopping the others, and how a source says what did."""

from __future__ import annotations

from collections.abc import Collection

from regtrack.errors import RegtrackError

UNFORESEEN = (RegtrackError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What reading something may raise, whatever it holds. A StoreError is about the ledger and goes on to the caller."""
_LONGEST = 200


def summary(problems: Collection[str]) -> str | None:
    """The first problem and how many more there are, for the record of a source; None if there are none."""
    if not problems:
        return None
    first = next(iter(problems))
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{first if len(first) <= _LONGEST else first[: _LONGEST - 1] + '…'}{more}"
