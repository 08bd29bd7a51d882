"""``titles.json``: up to which day the eCFR has each title, and whether it is taking in a new issue just now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from regtrack.dates import Date
from regtrack.http.terms import UnreadableError
from regtrack.sources.answers import FieldReader, shown
from regtrack.sources.ecfr.fields import day, whole

IMPORTING = "found a new issue being taken in; expected none: try again later"


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

    @property
    def unusable(self) -> str | None:
        """Why it cannot be asked for now; None if it can."""
        if self.processing:
            return IMPORTING
        if self.reserved:
            return "found a title that is reserved; expected one that has text"
        return "found no day up to which its text is known; expected one" if self.up_to is None else None


def read_titles(table: Mapping[str, Any]) -> dict[int, Title] | None:
    """Return all titles by number, or None while a new issue is being taken in; raises UnreadableError."""
    rows, meta = table.get("titles"), table.get("meta")
    if not isinstance(rows, list) or not rows:
        raise UnreadableError(f"{shown(rows)} as titles", "a list of titles")
    if isinstance(meta, Mapping) and meta.get("import_in_progress") is True:
        return None
    found: dict[int, Title] = {}
    for row in rows:
        if isinstance(row, Mapping) and (number := whole(row, "number")) is not None:
            up_to = day(row, "up_to_date_as_of", "", FieldReader("titles"))
            processing = row.get("processing_in_progress") is True
            found[number] = Title(number, up_to, row.get("reserved") is True, processing)
    return found
