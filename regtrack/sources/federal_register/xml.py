"""Reading the full text of the Federal Register: single documents, and whole daily issues.

The XML is the Register's SGML made well-formed, with its irregularities kept. It says more than the API: every
paragraph of DATES, when a document was filed, and what each amendatory instruction changes.

>>> for read in read_issue(data):  # doctest: +SKIP
...     print(read.document.number, read.document.dates)
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator

import attrs

from regtrack.errors import Fault
from regtrack.sources.federal_register._xml.documents import read_root, split_documents
from regtrack.sources.federal_register._xml.slices import LineIndex, Slice, as_utf8, body_start, cut, parse
from regtrack.sources.federal_register._xml.text import day_in
from regtrack.sources.federal_register.document import Read
from regtrack.sources.federal_register.query import normal_number
from regtrack.sources.markup import XmlFlaw

__all__ = ["read_document_xml", "read_issue"]

_DATE = re.compile(rb"<DATE(?:\s[^<>]*)?>([^<]{1,200})</DATE>")
_VOLUME = re.compile(rb"<VOL(?:\s[^<>]*)?>\s*(\d{1,4})\s*</VOL>")
_LISTED = re.compile(rb"<FRDOCBP(?:\s[^<>]*)?>([^<]{1,40})</FRDOCBP>")
_PAGE = re.compile(rb"""<PRTPAGE\s[^<>]*?\bP\s*=\s*["'](\d{1,6})["']""")
_ROOTS = "RULE, PRORULE, NOTICE, PRESDOCU or CORRECT"


def read_issue(data: bytes, *, published_on: dt.date | None = None, source: str = "issue") -> Iterator[Read]:
    """Every document of a daily issue, in printed order, one at a time.

    Each document is parsed alone: one that is broken is kept as far as it can be read, with a fault, and the others
    are not touched by it. What the issue's own table of contents lists and does not hold is a fault.

    Args:
        data: the XML, ``FEDREG`` at its root.
        published_on: the day of the issue; by default its own.
        source: what the file is called in faults.

    Yields:
        Documents with their faults; faults of the issue come without a document.
    """
    file = _open(data, source)
    yield from (Read(None, (fault,)) for fault in file.faults)
    if file.first is None:
        return
    data, head = file.data, (file.start, file.first.start)
    printed = _DATE.search(data, *head)
    words = printed[1].decode(errors="replace").strip() if printed else None
    day = published_on or (day_in(words) if words else None)
    if day is None:
        found, expected = repr(words) if words else "nothing", "the day of the issue, such as Friday, April 15, 2016"
        yield Read(None, (Fault(source, None, "DATE", found, expected),))
        return
    volume = _VOLUME.search(data, *head)
    seen: set[str] = set()
    for read in file.read_all(day, int(volume[1]) if volume else None):
        number = normal_number(read.document.number) if read.document is not None else None
        if read.document is not None and number in seen:  # both have the same identity, and the first one has it
            found = "a second document of this number"
            read = Read(None, (*read.faults, Fault(read.document.number, None, "FRDOC", found, "one in an issue")))
        seen |= {number} if number is not None else set()
        yield read
    contents = data.find(b"<CNTNTS", *head), data.find(b"</CNTNTS>", *head)
    for number in sorted({each[1].decode(errors="replace").strip() for each in _LISTED.finditer(data, *contents)}):
        if min(contents) >= 0 and normal_number(number) not in seen:
            yield Read(None, (Fault(source, None, "CNTNTS", f"no document {number}", "every one that it lists"),))


def read_document_xml(data: bytes, *, published_on: dt.date, number: str | None = None) -> Read:
    """Return a single document, as the Federal Register serves it: ``RULE`` or one of its kin at the root, and no date.

    Args:
        data: the XML.
        published_on: the day of its issue, which the file itself does not say.
        number: the number under which it was asked for. It stands in where the file has none; another one in the file
            is a fault, and the file's own is kept.
    """
    file = _open(data, number or "document")
    if file.first is None:
        return Read(None, file.faults)
    read = next(file.read(file.first, published_on, None, None, number))
    faults = (*file.faults, *read.faults)
    if number is not None and read.document and normal_number(read.document.number) != normal_number(number):
        faults += (Fault(file.source, None, "FRDOC", read.document.number, f"{number}, as it was asked for"),)
    return Read(read.document, faults)


def _open(data: bytes, source: str) -> _File:
    try:
        data = as_utf8(data)
    except (UnicodeError, LookupError) as error:
        return _File(data, source, (Fault(source, None, "", str(error)[:120], "the encoding that it declares"),))
    start, declares = body_start(data)
    faults = [Fault(source, None, "DOCTYPE", "declared entities", "none; they are not expanded")] if declares else []
    first = next(cut(data, start), None)
    if first is None:
        faults.append(Fault(source, None, "", "no document", _ROOTS))
    return _File(data, source, tuple(faults), start, first)


@attrs.frozen
class _File:
    """A file in UTF-8: where its elements begin, its first document if it has one, and what is wrong with the whole."""

    data: bytes
    source: str
    faults: tuple[Fault, ...]
    start: int = 0
    first: Slice | None = None
    lines: LineIndex = attrs.Factory(lambda self: LineIndex(self.data), takes_self=True)

    def read_all(self, published_on: dt.date, volume: int | None) -> Iterator[Read]:
        """Every document, each with the page that is open where it begins."""
        page: int | None = None
        position = self.start
        for piece in cut(self.data, self.start):
            page = self._last_page(position, piece.start) or page
            yield from self.read(piece, published_on, volume, page, None)
            page = self._last_page(piece.start, piece.end) or page
            position = piece.end

    def read(
        self, piece: Slice, published_on: dt.date, volume: int | None, page: int | None, number: str | None
    ) -> Iterator[Read]:
        """Return the document in a slice; several where a section of corrections is not divided."""
        chunk = self.data[piece.start : piece.end]
        root, flaw = parse(chunk)
        if root is None:
            yield Read(None, (self._fault(piece, flaw, None),) if flaw else ())
            return
        digest = hashlib.sha256(chunk).hexdigest()
        for element in split_documents(root):
            read = read_root(
                element, number=number, published_on=published_on, volume=volume, page=page, sha256=digest,
                broken=flaw is not None,
            )  # fmt: skip
            faults = read.faults
            if read.document is None:
                line = self.lines.at(piece.start)
                faults = tuple(fault._replace(source=self.source, line=line) for fault in faults)
            if flaw is not None:
                faults, flaw = (self._fault(piece, flaw, read), *faults), None
            yield Read(read.document, faults)

    def _fault(self, piece: Slice, flaw: XmlFlaw, read: Read | None) -> Fault:
        """Return what is wrong in a document, with lines counted from the first of the file."""
        above = self.lines.at(piece.start) - 1
        found = re.sub(r"\bline (\d+)", lambda match: f"line {int(match[1]) + above}", flaw.found)
        known = f"; {read.document.number} is read as far as it can be" if read and read.document else ""
        lost = "; its number is lost, and so it is left out" if read and not read.document else ""
        return Fault(self.source, above + flaw.line, "", found, f"{flaw.expected}{known}{lost}")

    def _last_page(self, start: int, end: int) -> int | None:
        last = None
        for mark in _PAGE.finditer(self.data, start, end):
            last = int(mark[1])
        return last
