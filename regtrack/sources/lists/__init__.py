"""Lists of persons and companies that the US Government publishes whole, again and again: what changed in them."""

import re

from regtrack.sources.registry import FileKind, Format

_FIRST_ROW = re.compile(rb'\d{1,7},"')


def _is_sdn(data: bytes) -> bool:
    return _FIRST_ROW.match(data) is not None and b"-0-" in data[:65536]


def _is_csl(data: bytes) -> bool:
    return data[:64].lstrip().startswith(b"{") and b'"results"' in data[:4096] and b'"source"' in data[:65536]


FORMATS = (
    Format("csl", "regtrack.sources.lists.sync:Csl"),
    Format("ofac-sdn", "regtrack.sources.lists.sync:OfacSdn"),
)
FILES = (
    FileKind("SDN.CSV", _is_sdn, "regtrack.sources.lists.sync:SdnFile"),
    FileKind("Consolidated Screening List", _is_csl, "regtrack.sources.lists.sync:CslFile"),
)
