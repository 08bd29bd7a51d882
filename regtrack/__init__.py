"""Track regulatory change: what changed, what applied when, and the evidence.

>>> import regtrack
>>> tracker = regtrack.open(":memory:")
>>> tracker.state("us/bis/ai-diffusion", on="2025-06-01", known="2025-06-01").status
'in_force'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regtrack.errors import RegtrackError
    from regtrack.report import render
    from regtrack.tracker import Tracker
    from regtrack.tracker import open_ledger as open

__version__ = "0.1.0"
__all__ = ["RegtrackError", "Tracker", "__version__", "open", "render"]

_PLACES = {
    "RegtrackError": ("regtrack.errors", "RegtrackError"),
    "Tracker": ("regtrack.tracker", "Tracker"),
    "open": ("regtrack.tracker", "open_ledger"),
    "render": ("regtrack.report", "render"),
}
"""Each is imported when it is first asked for: help and versions need none of them."""


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'regtrack' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)
