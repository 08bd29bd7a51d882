"""Text printed with an instruction, or in an edition of the Code: lines, each with its sort.

A print has a plain form of one line of text each, so that people can write one::

    § 1024.39 Early intervention requirements for certain borrowers.
    * * * * *
    (d) <i>Exemptions</i>—(1) <i>Borrowers in bankruptcy.</i> A servicer is exempt ...
    # Supplement I to Part 1024—Official Interpretations
    | Rate | Date
    > words of a form that is quoted
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

import attrs

from regtrack.text.wording import ITALIC, ROMAN, plain


class LineKind(StrEnum):
    """What a line is."""

    SECTION = "section"
    SUBJECT = "subject"
    HEADING = "heading"
    WORDS = "words"
    STARS = "stars"
    TABLE = "table"
    QUOTED = "quoted"
    NOTE = "note"
    AUTHORITY = "authority"


@attrs.frozen
class PrintedLine:
    """A line of a print.

    Attributes:
        mark: what it is.
        text: its words, with emphasis marked; a table has a row a line.
    """

    mark: LineKind
    text: str = ""


_SECTION = re.compile(
    r"(?P<number>§+\s*[0-9][0-9A-Za-z]*(?:[-‐‑‒–—―−][0-9]+)?\.(?:[0-9A-Za-z.\-‐‑‒–—―−]|\(\w+\)(?=\S*[-‐‑‒–—−]\w))*[0-9A-Za-z])"
    r"(?:\s+(?P<subject>.*))?"
)
_STARS = re.compile(r"\*(?:\s*\*){2,6}")
_PREFIXES = {"#": LineKind.HEADING, "|": LineKind.TABLE, ">": LineKind.QUOTED}


def is_stars(text: str) -> bool:
    """Whether words are left out here."""
    return bool(_STARS.fullmatch(text.strip()))


def read_lines(text: str) -> tuple[PrintedLine, ...]:
    """Read the plain form of a print."""
    found: list[PrintedLine] = []
    for raw in text.splitlines():
        line = raw.strip().replace("<i>", ITALIC).replace("</i>", ROMAN)
        mark = _PREFIXES.get(line[:1])
        if not line:
            continue
        if is_stars(line):
            found.append(PrintedLine(LineKind.STARS))
        elif mark is LineKind.TABLE and found and found[-1].mark is LineKind.TABLE:
            found[-1] = PrintedLine(mark, f"{found[-1].text}\n{line[1:].strip()}")
        elif mark is not None:
            found.append(PrintedLine(mark, line[1:].strip()))
        elif section := _SECTION.fullmatch(line):
            found.append(PrintedLine(LineKind.SECTION, section["number"]))
            found.append(PrintedLine(LineKind.SUBJECT, section["subject"] or ""))
        else:
            found.append(PrintedLine(LineKind.WORDS, line))
    return tuple(found)


def write_lines(lines: Iterable[PrintedLine]) -> str:
    """Return the plain form of a print."""
    return "\n".join(_written(lines))


def _written(lines: Iterable[PrintedLine]) -> Iterator[str]:
    number = ""
    for line in lines:
        text = line.text.replace(ITALIC, "<i>").replace(ROMAN, "</i>")
        if line.mark is LineKind.SECTION:
            number = text
            continue
        if number:
            yield f"{number} {text if line.mark is LineKind.SUBJECT else ''}".strip()
            number = ""
        if line.mark is LineKind.STARS:
            yield "* * * * *"
        elif line.mark is not LineKind.SUBJECT:
            prefix = next((sign for sign, mark in _PREFIXES.items() if mark is line.mark), "")
            yield from (f"{prefix} {row}".strip() for row in text.split("\n"))
    if number:
        yield number


@attrs.frozen
class Block:
    """The lines of one section, appendix or authority in a print.

    Attributes:
        head: "§ 1024.39", or the heading of an appendix.
        subject: the heading of a section.
        lines: what follows.
    """

    head: PrintedLine
    subject: str
    lines: tuple[PrintedLine, ...]


_ABOVE_SECTIONS = re.compile(r"(?:subpart|part|subchapter|chapter)\s+[0-9A-Z]", re.IGNORECASE)
_ANNEX = re.compile(r"(?:appendix|(?P<supplement>supplement))\s+(?:no\.\s*)?[0-9A-Z-]+\s+to\s", re.IGNORECASE)


def heads_annex(heading: str) -> re.Match[str] | None:
    """Return a match where a heading is that of an appendix or a supplement to a part."""
    return _ANNEX.match(plain(heading))


def blocks(lines: Iterable[PrintedLine]) -> tuple[Block, ...]:
    """Divide a print by the headings of sections and appendices; what stands before the first has an empty head."""
    found: list[tuple[PrintedLine, str, list[PrintedLine]]] = []
    inside = False  # a supplement speaks of sections under their own headings
    for line in lines:
        annex = heads_annex(line.text) if line.mark is LineKind.HEADING else None
        inside = bool(annex["supplement"]) if annex else inside
        if inside and not annex and line.mark is not LineKind.AUTHORITY:
            found[-1][2].append(line)
        elif annex or line.mark is LineKind.SECTION:
            found.append((line, "", []))
        elif found and line.mark is LineKind.SUBJECT:
            found[-1] = (found[-1][0], plain(line.text), found[-1][2])
        elif line.mark is LineKind.AUTHORITY:
            found.append((line, "", [line]))
        elif (
            line.mark is LineKind.HEADING
            and found
            and found[-1][0].mark is LineKind.SECTION
            and _ABOVE_SECTIONS.match(plain(line.text))
        ):
            found.append((line, "", []))
        else:
            if not found:
                found.append((PrintedLine(LineKind.WORDS), "", []))
            found[-1][2].append(line)
    return tuple(Block(head, subject, tuple(rest)) for head, subject, rest in found)
