"""Editions of the Code from files into the ledger, part by part."""

from __future__ import annotations

import hashlib

from regtrack.sources.cfr_editions.reading import PrintedPart, read_edition
from regtrack.sources.cfr_editions.recording import SOURCE, TITLE, compile_edition
from regtrack.sources.source import FileContext, Parsed, Portion, Recordable, Source

_Read = tuple[tuple[PrintedPart, ...], list[str]]


class EditionFile(Source[_Read, PrintedPart]):
    """A file of the annual edition, or an answer of the eCFR."""

    id, title, is_file = SOURCE, TITLE, True

    def __init__(self, context: FileContext) -> None:
        self._context = context

    def fetch(self, portion: Portion) -> _Read:
        parts, faults = read_edition(self._context.data, str(self._context.path))
        return parts, [str(fault) for fault in faults]

    def parse(self, portion: Portion, raw: _Read) -> Parsed[PrintedPart]:
        parts, problems = raw
        dated = [part for part in parts if part.day is not None or self._context.day is not None]
        if len(dated) < len(parts):
            problems.append(
                f"{self._context.path}: found no day for {parts[0].part}; expected the day of which the edition is: "
                "--on DAY, or a day in the name of the file"
            )
        return Parsed([(part.part, part) for part in dated], problems=problems, whole=not problems)

    def compile(self, record: PrintedPart) -> Recordable:
        day = record.day or self._context.day
        assert day is not None
        digest = hashlib.sha256(self._context.data).hexdigest()
        return Recordable(list(compile_edition(record, day, sha=digest)), history=True)
