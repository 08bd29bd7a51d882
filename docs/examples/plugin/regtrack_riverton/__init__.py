"""The gazette of the city of Riverton: its notices as events on the city's ordinances."""

from regtrack.sources.registry import FileKind, Format

FORMATS = (Format("riverton-gazette", "regtrack_riverton.gazette:Gazette"),)
FILES = (
    FileKind("Riverton gazette", lambda data: b'"riverton-gazette"' in data[:200], "regtrack_riverton.gazette:File"),
)
