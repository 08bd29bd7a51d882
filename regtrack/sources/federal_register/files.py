"""Files of the Federal Register on disk: answers of its API, and full text as XML."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from regtrack.dates import to_date
from regtrack.errors import Fault, InputError, in_words, json_kind
from regtrack.sources.federal_register.document import Read, RegisterDocument
from regtrack.sources.federal_register.identity import SOURCE
from regtrack.sources.federal_register.metadata import read_metadata
from regtrack.sources.federal_register.query import NEEDED
from regtrack.sources.federal_register.sync import Compiler
from regtrack.sources.federal_register.xml import read_document_xml, read_issue
from regtrack.sources.run import Boundary
from regtrack.sources.source import FileContext, Parsed, Portion, Recordable, Source
from regtrack.sources.windows import Past

_Reads = Sequence[Read]
_UNKNOWN = dt.date.min


class _RegisterFile(Source[_Reads, RegisterDocument]):
    """Documents of a file, day by day: a document may cite others of its day."""

    id, title, is_file = SOURCE, "Federal Register", True

    def __init__(self, context: FileContext) -> None:
        self._context, self._compiler = context, Compiler(context.store)

    def reads(self) -> Iterable[Read]:
        """Return the documents of the file, and what is wrong with it."""
        raise NotImplementedError

    def portions(self, past: Past) -> Iterator[Portion]:
        self._compiler.following = past.following
        days: dict[dt.date | None, list[Read]] = {}
        for read in self.reads():
            days.setdefault(read.document.published_on if read.document is not None else None, []).append(read)
        if None in days:
            yield Portion(of=days.pop(None))
        for day, reads in sorted((day, reads) for day, reads in days.items() if day is not None):
            on = to_date(day)
            yield Portion(str(on), since=on, until=on, of=reads)

    def fetch(self, portion: Portion) -> _Reads:
        assert isinstance(portion.of, list)
        return portion.of

    def parse(self, portion: Portion, raw: _Reads) -> Parsed[RegisterDocument]:
        problems = [str(fault) for read in raw for fault in read.faults]
        found = [read.document for read in raw if read.document is not None]
        self._compiler.open_day(found)
        return Parsed([(each.number, each) for each in found], problems=problems, whole=bool(found))

    def compile(self, record: RegisterDocument) -> Recordable:
        return self._compiler.compile(record)


class ApiFile(_RegisterFile):
    """Answers of the API: a document, a list of some, a page of a search, or JSON Lines."""

    def __init__(self, context: FileContext) -> None:
        super().__init__(context)
        self._lacking: set[tuple[str, object]] = set()

    def reads(self) -> Iterator[Read]:
        """Yield the documents, and what is none of the API's documents."""
        for place, row in _rows(self._context.data):
            if not isinstance(row, Mapping) or "filed_at" in row:
                what = "a filing that is not published yet" if isinstance(row, Mapping) else json.dumps(row)[:60]
                yield Read(None, (Fault(place, None, "", what, "a published document"),))
                continue
            read = _metadata(place, row)
            if read.document is not None and NEEDED - row.keys():
                self._lacking.add(read.document.identity)
            yield read

    def compile(self, record: RegisterDocument) -> Recordable:
        if record.identity in self._lacking and self._compiler.has_read(record):
            return Recordable()  # a missing key is no null: what the ledger has says more
        return super().compile(record)


class XmlFile(_RegisterFile):
    """Full text: a daily issue, or a document. A document does not say on which day it was published."""

    def reads(self) -> Iterator[Read]:
        """Yield the documents of the issue, or the one there is."""
        name, data = str(self._context.path), self._context.data
        if b"<FEDREG" in data[:4096]:
            yield from read_issue(data, published_on=self._context.day, source=name)
            return
        undated = read_document_xml(data, published_on=_UNKNOWN)
        number = undated.document.number if undated.document is not None else None
        day = self._context.day or (self._compiler.published_on(number) if number is not None else None)
        if number is not None and day is None:
            expected = "its day, given (--on) or in the name of the file (2016-04-15), or the document in the ledger"
            yield Read(None, (Fault(number, None, "", "no day of publication", expected),))
            return
        yield read_document_xml(data, published_on=day or _UNKNOWN)

    def compile(self, record: RegisterDocument) -> Recordable:
        compiled = super().compile(record)
        if self._compiler.has_read(record):  # the API says more of it than its text
            return compiled._replace(restated=())
        return compiled


def _metadata(place: str, row: Mapping[str, Any]) -> Read:
    wrong: list[str] = []
    with Boundary("", wrong.append):
        return read_metadata(row)
    return Read(None, (Fault(place, None, "", wrong[0], "a document of the API"),))


def _rows(data: bytes) -> Iterator[tuple[str, Any]]:
    """Yield the documents of a file, each with its place in it; raises InputError for a file that has none."""
    try:
        whole = json.loads(data)
    except RecursionError as error:
        raise InputError(in_words(error)) from error
    except ValueError:
        yield from _lines(data)
        return
    rows = whole.get("results", [whole] if "document_number" in whole else []) if isinstance(whole, dict) else whole
    if not isinstance(rows, list):
        raise InputError(f"found results that are {json_kind(rows)}; expected a list of documents")
    yield from ((f"document {number}", row) for number, row in enumerate(rows, 1))


def _lines(data: bytes) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            try:
                yield f"line {number}", json.loads(line)
            except (ValueError, RecursionError):
                yield f"line {number}", line.decode("utf-8", "replace")
