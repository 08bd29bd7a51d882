"""Reading documents of regulations.gov: JSON:API as version 4 of its API gives them.

Its instants are written in UTC and meant in Washington: a comment period that ends "2022-03-16T03:59:59Z" ends with the
15th, as the clock there shows. The UTC day is one too late.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Date, Tick
from regtrack.errors import Fault
from regtrack.sources.federal_register.query import document_number, normal_number
from regtrack.sources.json_fields import FieldReader, line_of

_INSTANT = "an instant such as 2022-03-16T03:59:59Z"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,99}")


@attrs.frozen
class PostedDocument:
    """A document as it is posted on regulations.gov. Several may be the same document of the Federal Register.

    Attributes:
        id: such as ``EPA-R05-OAR-2020-0743-0001``.
        type: ``Rule``, ``Proposed Rule``, ``Notice`` or another.
        title: its title.
        modified: the tick at which the site last changed what it says of it.
        agency: abbreviation of the agency that posted it.
        docket: id of the docket.
        number: of the document of the Federal Register, in one form whatever zeros it was given with.
        comments_from, comments_through: first and last day of the comment period, in Washington.
        ends: the end as the API has it.
        withdrawn: the site does not show it any more.
        open: comments are taken now, as the site says.
    """

    id: str
    type: str
    title: str
    modified: Tick
    agency: str | None = None
    docket: str | None = None
    number: str | None = None
    comments_from: Date | None = None
    comments_through: Date | None = None
    ends: str | None = None
    withdrawn: bool = False
    open: bool = False

    @property
    def url(self) -> str:
        """Its page."""
        return f"https://www.regulations.gov/document/{self.id}"


@attrs.frozen
class ResultPage:
    """One page of an answer.

    Attributes:
        documents: those of it that could be read.
        faults: what could not.
        more: whether another page follows.
    """

    documents: tuple[PostedDocument, ...] = ()
    faults: tuple[Fault, ...] = ()
    more: bool = False


def read_page(table: Any, name: str = "regulations.gov") -> ResultPage:
    """Read one page.

    Args:
        table: the JSON of an answer.
        name: what to call it in faults.
    """
    reader = FieldReader(name)
    rows = table.get("data") if isinstance(table, Mapping) else None
    if not isinstance(rows, list):
        reader.fault("data", rows, "a list of documents")
        return ResultPage(faults=tuple(reader.faults))
    found = tuple(each for row in rows if (each := _document(row, reader)) is not None)
    meta = table.get("meta")
    more = isinstance(meta, Mapping) and meta.get("hasNextPage") is True
    return ResultPage(found, tuple(reader.faults), more)


def _document(row: Any, reader: FieldReader) -> PostedDocument | None:
    fields = row.get("attributes") if isinstance(row, Mapping) else None
    id_ = row.get("id") if isinstance(row, Mapping) else None
    if not isinstance(fields, Mapping) or not isinstance(id_, str) or not _ID.fullmatch(id_):
        reader.fault("data", row, "a document with an id such as BIS-2022-0001-0001, and attributes")
        return None
    modified = reader.parse(f"{id_}.lastModifiedDate", fields.get("lastModifiedDate"), dates.parse_instant, _INSTANT)
    if modified is None:
        return None
    starts, ends = (
        reader.parse(f"{id_}.{key}", fields[key], _day, _INSTANT) if fields.get(key) is not None else None
        for key in ("commentStartDate", "commentEndDate")
    )
    if starts is not None and ends is not None and starts > ends:
        expected = f"a day up to commentEndDate ({ends})"
        reader.fault(f"{id_}.commentStartDate", fields["commentStartDate"], expected)
        starts = None
    number = line_of(fields, "frDocNum")
    if number is not None:
        number = reader.parse(f"{id_}.frDocNum", number, document_number, "a document number such as 2022-04072")
    return PostedDocument(
        id=id_, type=line_of(fields, "documentType") or "Other", title=line_of(fields, "title") or id_,
        modified=modified, agency=line_of(fields, "agencyId"), docket=line_of(fields, "docketId"),
        number=normal_number(number) if number else None, comments_from=starts,
        comments_through=ends, ends=line_of(fields, "commentEndDate"), withdrawn=fields.get("withdrawn") is True,
        open=fields.get("openForComment") is True,
    )  # fmt: skip


def _day(instant: str) -> Date:
    return dates.day_of(dates.parse_instant(instant), FEDERAL_ZONE)
