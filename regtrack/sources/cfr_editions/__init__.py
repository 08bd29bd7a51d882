"""Editions of the Code of Federal Regulations, from files: the annual edition of the GPO, and answers of the eCFR."""

import re

from regtrack.sources.registry import FileKind

_MARK = re.compile(rb"<(?:CFRGRANULE|CFRDOC|DLPSTEXTCLASS|ECFR|DIV[1-9])[\s>]")
FILES = (
    FileKind(
        "an edition of the Code (XML)",
        lambda data: _MARK.search(data, 0, 4096) is not None,
        "regtrack.sources.cfr_editions.sync:EditionFile",
    ),
)
