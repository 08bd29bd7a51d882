"""Regulation that moves: what changed since a date, what the rule was on a day as known on a day, and what proves it.

>>> import regtrack
>>> tracker = regtrack.open(":memory:")
>>> tracker.state("us/bis/ai-diffusion", on="2025-06-01", known="2025-06-01").status
'in_force'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regtrack.errors import RegtrackError
from regtrack.tracker import Tracker
from regtrack.tracker import open_ledger as open

if TYPE_CHECKING:
    from regtrack.report import render

__version__ = "0.1.0"
__all__ = ["RegtrackError", "Tracker", "__version__", "open", "render"]


def __getattr__(name: str) -> Any:
    if name == "render":  # reports load their templates only when one is wanted
        from regtrack.report import render

        return render
    raise AttributeError(f"module 'regtrack' has no attribute {name!r}")
