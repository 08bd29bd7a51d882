"""Values of the eCFR's tables, and the digest of a row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from regtrack.dates import Date, parse_date
from regtrack.sources.answers import FieldReader


def day(row: Mapping[str, Any], key: str, place: str, reader: FieldReader) -> Date | None:
    """Return a day; None with a fault where there is none."""
    return reader.parse(f"{place}{key}", row.get(key), parse_date, "a day such as 2021-01-15")


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


def digest(table: Mapping[str, Any]) -> str:
    """Digest of a row of an answer, whatever the order and spacing in which it came."""
    spelled = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).hexdigest()
