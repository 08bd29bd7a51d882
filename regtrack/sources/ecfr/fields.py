"""Values of the eCFR's tables, each checked; what is wrong with one is noted, and the rest goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from regtrack.dates import Date, parse_date
from regtrack.errors import DateError

_LONGEST = 60


class Leaves:
    """Reads the values of one answer, and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def fault(self, field: str, found: Any, expected: str) -> None:
        """Note that something is wrong."""
        self.faults.append(f"{field}: found {shown(found)}; expected {expected}")

    def day(self, table: Mapping[str, Any], key: str, place: str, *, needed: bool = True) -> Date | None:
        """Return a day; None if there is none, which is a fault if it is needed."""
        value = table.get(key)
        if value is None and not needed:
            return None
        try:
            return parse_date(value if isinstance(value, str) else "")
        except DateError:
            self.fault(f"{place}{key}", value, "a day such as 2021-01-15")
            return None


def text(table: Mapping[str, Any], key: str) -> str | None:
    """Return a text or number as a text in one line; None for an empty one."""
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return " ".join(str(value).encode("utf-8", "replace").decode().split()) or None  # half a surrogate is no text


def whole(table: Mapping[str, Any], key: str) -> int | None:
    """Return a number from 0, which the eCFR writes as a number or as a text; None for anything else."""
    value = text(table, key)
    return int(value) if value is not None and value.isascii() and value.isdigit() else None


def shown(value: Any) -> str:
    """Return a value, short enough for a line."""
    spelled = repr(value)
    return spelled if len(spelled) <= _LONGEST else f"{spelled[: _LONGEST - 1]}…"


def digest(table: Mapping[str, Any]) -> str:
    """Digest of a row of an answer, whatever the order and spacing in which it came."""
    spelled = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).hexdigest()
