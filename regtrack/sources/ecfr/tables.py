"""Read the tables of the eCFR's API: ``titles.json``, ``versions/title-N.json`` and ``admin/v1/corrections.json``.

The first says up to which day the eCFR has each title, and whether it is taking in a new issue just now; the second,
since when each section and appendix has its words; the third, what was printed wrongly, and when that was put right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from regtrack.dates import Date, parse_date
from regtrack.http.terms import UnreadableError
from regtrack.model.scope import path_of
from regtrack.sources.ecfr.provisions import provision
from regtrack.sources.ecfr.provisions import whole as whole_part
from regtrack.sources.json_fields import FieldReader, shown


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


@attrs.frozen
class VersionRow:
    """A row of ``content_versions``: a provision's text as of a day came into the eCFR with an issue.

    Text is also issued again without being amended, so that one amendment may have several rows.

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


@attrs.frozen
class Corrected:
    """A provision that was printed wrongly: its part of the CFR (None: in none), and how a scope writes it."""

    part: str | None
    written: str


@attrs.frozen
class Correction:
    """A correction of the eCFR.

    Attributes:
        id: number that the eCFR gave it.
        title: number of the title.
        provisions: what was printed wrongly.
        action: what was done about it, in the eCFR's words.
        occurred_on: the first day on which it was printed wrongly; None if that is not said.
        corrected_on: the day on which it was put right.
        citation: of the document in the Federal Register that was codified wrongly.
        sha256: digest of the row.
    """

    id: int
    title: int
    provisions: tuple[Corrected, ...]
    action: str | None
    occurred_on: Date | None
    corrected_on: Date
    citation: str | None
    sha256: str


def read_corrections(table: Mapping[str, Any], title: int, reader: FieldReader) -> list[Correction]:
    """Read the corrections of a title, without those of others; raises UnreadableError for another answer."""
    rows = table.get("ecfr_corrections")
    if not isinstance(rows, list):
        raise UnreadableError(f"{shown(rows)} as ecfr_corrections", "a list of corrections")
    found = (_correction(row, title, reader) for row in rows)
    return [each for each in found if each is not None and each.title == title]


def _correction(row: Any, title: int, reader: FieldReader) -> Correction | None:
    id_ = whole(row, "id") if isinstance(row, Mapping) else None
    if id_ is None:
        reader.fault("ecfr_corrections", row, "a correction with an id")
        return None
    place = f"{id_}."
    corrected = day(row, "error_corrected", place, reader)
    occurred = day(row, "error_occurred", place, reader) if row.get("error_occurred") is not None else None
    if corrected is None:
        return None
    number = whole(row, "title") or title
    references = row.get("cfr_references")
    named = tuple(dict.fromkeys(_provisions(references if isinstance(references, list) else [], number)))
    if not named:
        reader.fault(f"{place}cfr_references", references, "references to provisions of the CFR")
        return None
    return Correction(
        id=id_, title=number, provisions=named, action=text(row, "corrective_action"), occurred_on=occurred,
        corrected_on=corrected, citation=text(row, "fr_citation"), sha256=digest(row),
    )  # fmt: skip


def _provisions(references: list[Any], title: int) -> Iterator[Corrected]:
    """Return what is named, by its place in the hierarchy, else as it is cited."""
    for each in references:
        place = each.get("hierarchy") if isinstance(each, Mapping) else None
        place = place if isinstance(place, Mapping) else {}
        part = text(place, "part")
        inner = text(place, "section") or text(place, "appendix")
        if inner is not None:
            yield Corrected(part, provision(title, part, inner))
        elif part is not None:
            subpart = text(place, "subpart")
            outer = whole_part(title, part)
            yield Corrected(part, f"subpart {subpart} to {outer}" if subpart else outer)
        elif isinstance(each, Mapping) and (cited := text(each, "cfr_reference")) is not None:
            path = path_of(cited)
            if path[0] == f"{title} CFR" and len(path) > 1:
                yield Corrected(path[1], cited)
