"""``versions/title-N.json``: since when each section and appendix has the words that it has.

Each row says that the text of a provision as of one day (``amendment_date``) came into the eCFR with an issue
(``issue_date``). Text is also issued again without being amended, so that one amendment may have several rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from regtrack.dates import Date
from regtrack.http.terms import UnreadableError
from regtrack.sources.answers import FieldReader, shown
from regtrack.sources.ecfr.fields import day, digest, text, whole


@attrs.frozen
class VersionRow:
    """A row of ``content_versions``.

    Attributes:
        title: number of the title.
        part: the part; None for what a title has outside its parts.
        identifier: of the provision within its title: ``744.3``, ``Supplement No. 4 to Part 744``.
        kind: ``section`` or ``appendix``.
        heading: of the provision.
        amended_on: since when it has this text.
        issued_on: of the issue with which the text came.
        substantive: the eCFR's own word for what is more than a matter of form; no statement of law.
        removed: the provision is gone since that day.
        sha256: digest of the row.
    """

    title: int
    part: str | None
    identifier: str
    kind: str
    heading: str
    amended_on: Date
    issued_on: Date
    substantive: bool
    removed: bool
    sha256: str


@attrs.frozen
class VersionsPage:
    """One page of an answer.

    Attributes:
        rows: those of it that could be read.
        received: how many it had.
        count: how many the eCFR says there are: on the page or in all; None if it does not say.
        pages: how many pages there are.
    """

    rows: tuple[VersionRow, ...] = ()
    received: int = 0
    count: int | None = None
    pages: int = 1


def read_versions(table: Mapping[str, Any], title: int, reader: FieldReader) -> VersionsPage:
    """Read one page of what was asked about a title; raises UnreadableError for another answer."""
    rows = table.get("content_versions")
    if not isinstance(rows, list):
        raise UnreadableError(f"{shown(rows)} as content_versions", "a list of versions")
    found = tuple(each for row in rows if (each := _row(row, title, reader)) is not None)
    meta = table.get("meta")
    meta = meta if isinstance(meta, Mapping) else {}
    pages = whole(meta, "total_pages")
    return VersionsPage(found, len(rows), whole(meta, "result_count"), pages or 1)


def _row(row: Any, title: int, reader: FieldReader) -> VersionRow | None:
    identifier = text(row, "identifier") if isinstance(row, Mapping) else None
    if identifier is None:
        reader.fault("content_versions", row, "a version with an identifier")
        return None
    place = f"{identifier}."
    stated = whole(row, "title")
    if stated not in (None, title):
        reader.fault(f"{place}title", stated, f"title {title}, which was asked for")
        return None
    dated = "amendment_date" if row.get("amendment_date") is not None else "date"
    amended, issued = day(row, dated, place, reader), day(row, "issue_date", place, reader)
    if amended is None or issued is None:
        return None
    return VersionRow(
        title=title, part=text(row, "part"), identifier=identifier, kind=text(row, "type") or "section",
        heading=text(row, "name") or identifier, amended_on=amended, issued_on=issued,
        substantive=row.get("substantive") is not False, removed=row.get("removed") is True, sha256=digest(row),
    )  # fmt: skip
