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
from regtrack.errors import DateError, Fault, InputError
from regtrack.sources.federal_register.query import document_number, normal_number

_LONGEST = 60
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
        subtype: the agency's own name for its kind.
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
    subtype: str | None = None
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
    rows = table.get("data") if isinstance(table, Mapping) else None
    if not isinstance(rows, list):
        return ResultPage(faults=(Fault(name, None, "data", _shown(rows), "a list of documents"),))
    reader = _PageReader(name)
    found = tuple(each for row in rows if (each := reader.read(row)) is not None)
    meta = table.get("meta")
    more = isinstance(meta, Mapping) and meta.get("hasNextPage") is True
    return ResultPage(found, tuple(reader.faults), more)


class _PageReader:
    """Documents of one page."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.faults: list[Fault] = []

    def read(self, row: Any) -> PostedDocument | None:
        told = row.get("attributes") if isinstance(row, Mapping) else None
        id_ = row.get("id") if isinstance(row, Mapping) else None
        if not isinstance(told, Mapping) or not isinstance(id_, str) or not _ID.fullmatch(id_):
            self._fault("data", row, "a document with an id such as BIS-2022-0001-0001, and attributes")
            return None
        place = f"{id_}."
        modified = self._tick(told, "lastModifiedDate", place, required=True)
        if modified is None:
            return None
        starts, ends = (_day(self._tick(told, key, place)) for key in ("commentStartDate", "commentEndDate"))
        if starts is not None and ends is not None and starts > ends:
            self._fault(f"{place}commentStartDate", told["commentStartDate"], f"a day up to commentEndDate ({ends})")
            starts = None
        return PostedDocument(
            id=id_, type=_text(told, "documentType") or "Other", title=_text(told, "title") or id_, modified=modified,
            agency=_text(told, "agencyId"), docket=_text(told, "docketId"), subtype=_text(told, "subtype"),
            number=self._number(told, place), comments_from=starts, comments_through=ends,
            ends=_text(told, "commentEndDate"), withdrawn=told.get("withdrawn") is True,
            open=told.get("openForComment") is True,
        )  # fmt: skip

    def _tick(self, told: Mapping[str, Any], key: str, place: str, *, required: bool = False) -> Tick | None:
        value = told.get(key)
        if value is None and not required:
            return None
        try:
            return dates.parse_instant(value if isinstance(value, str) else "")
        except DateError:
            self._fault(f"{place}{key}", value, "an instant such as 2022-03-16T03:59:59Z")
            return None

    def _number(self, told: Mapping[str, Any], place: str) -> str | None:
        value = _text(told, "frDocNum")
        if value is None:
            return None
        try:
            return normal_number(document_number(value))
        except InputError:
            self._fault(f"{place}frDocNum", value, "a document number such as 2022-04072")
            return None

    def _fault(self, field: str, found: Any, expected: str) -> None:
        self.faults.append(Fault(self._name, None, field, _shown(found), expected))


def _text(told: Mapping[str, Any], key: str) -> str | None:
    value = told.get(key)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _day(tick: Tick | None) -> Date | None:
    return dates.day_of(tick, FEDERAL_ZONE) if tick is not None else None


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
