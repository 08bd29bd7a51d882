"""``titles.json``: up to which day the eCFR has each title, and whether it is taking in a new issue just now."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import attrs

from regtrack.dates import Date
from regtrack.http.terms import UnreadableError
from regtrack.sources.ecfr.fields import Leaves, shown, whole


@attrs.frozen
class Title:
    """A title of the CFR.

    Attributes:
        number: which.
        up_to: the last day on which its text is known; None if that is not said, as for one that is reserved.
        reserved: it has no text.
        processing: its newest issue is being taken in.
    """

    number: int
    up_to: Date | None = None
    reserved: bool = False
    processing: bool = False


@attrs.frozen
class Titles:
    """All titles.

    Attributes:
        titles: by number.
        importing: a new issue is being taken in.
    """

    titles: Mapping[int, Title] = MappingProxyType({})
    importing: bool = False


def read_titles(table: Mapping[str, Any]) -> Titles:
    """Read the titles; raises UnreadableError for another answer."""
    rows = table.get("titles")
    if not isinstance(rows, list) or not rows:
        raise UnreadableError(f"{shown(rows)} as titles", "a list of titles")
    found = [_title(row) for row in rows if isinstance(row, Mapping)]
    meta = table.get("meta")
    importing = isinstance(meta, Mapping) and meta.get("import_in_progress") is True
    return Titles(MappingProxyType({each.number: each for each in found if each is not None}), importing)


def _title(row: Mapping[str, Any]) -> Title | None:
    number = whole(row, "number")
    if number is None:
        return None
    up_to = Leaves().day(row, "up_to_date_as_of", "")
    return Title(number, up_to, row.get("reserved") is True, row.get("processing_in_progress") is True)
