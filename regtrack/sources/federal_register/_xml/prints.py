"""What is printed below each amendatory instruction, down to the next one."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from regtrack.sources.federal_register._xml.text import text_of
from regtrack.sources.markup import line_of
from regtrack.text.printed import LineKind, PrintedLine

if TYPE_CHECKING:
    from lxml.etree import _Element

_ORNAMENT = re.compile(r"^[\s■▪●]+")
_ENDS = frozenset(("SIG", "FRDOC", "BILCOD", "SUPLINF", "PREAMB", "LSTSUB"))


def instruction_text(element: _Element) -> str:
    """Return an instruction without the ornament before it; empty for one that says nothing."""
    return _ORNAMENT.sub("", text_of(element))


def prints(root: _Element) -> list[list[PrintedLine]]:
    """Return the lines below each instruction of a document."""
    found: list[list[PrintedLine]] = []
    _walk(root, found)
    return [list(takewhile(lambda line: not _opens_another(line), lines)) for lines in found]


def _opens_another(line: PrintedLine) -> bool:
    """Whether another agency begins here to say what it amends."""
    return line.mark is LineKind.HEADING and line.text.casefold() in (
        "authority and issuance",
        "text of final revisions",
    )


def _walk(element: _Element, found: list[list[PrintedLine]]) -> None:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == "AMDPAR":
            if instruction_text(child):
                found.append([])
            _walk(child, found)  # one that was never closed holds those that follow
        elif child.find(".//AMDPAR") is not None:
            _walk(child, found)
        elif found and child.tag not in _ENDS:
            found[-1] += line_of(child)
