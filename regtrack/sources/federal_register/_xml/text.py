"""Text of an element as a reader would see it: one line, with a blank wherever the print has one.

In the files, white space around emphasis is sometimes lost ("Effective date:</E>This rule") and sometimes added
("<E>ADDRESSES</E> )"). Footnotes and marks of the press are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regtrack.dates import Date, Instant, instant_of, parse_date, parse_instant
from regtrack.dates_in_text.words import MONTH, month_number
from regtrack.errors import DateError, InputError
from regtrack.sources.federal_register.query import document_number

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEFT_OUT = frozenset(("FTNT", "FTREF", "PRTPAGE", "GPH", "GID", "MATH", "STARS", "BILCOD", "EREGS_INSTRUCTIONS"))
_BLOCKS = frozenset(  # elements that begin a line of their own
    "P FP HD LI LDRWK NOTE EXTRACT GPOTABLE ROW TTITLE TNOTE TDESC EDNOTE SIG AUTH PREAMHD AC BLOCK QUOTE".split()
)
_ENDED = re.compile(r"[.;:,?!—–-][”’\")\]]*$")
_GOES_ON = re.compile(r"\b(?:a|an|and|as|at|by|for|from|in|is|of|on|or|the|through|to|until|with)$")
_OPENS = re.compile(r"[A-Z0-9§“\"(\[•]")
_PRESS_NOTE = re.compile(r"['’]? ?TAG FOUND; PLEASE REVIEW ALL\s+TAGGING IN PREVIOUS PARAGRAPH\s*--(?:>|&gt;)")
_CLOSES = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,;:)”?!")
_STARTS = re.compile(r"[0-9A-Za-z“§]")
_GOES_BEHIND = re.compile(r"(?!s\b)[0-9A-Za-z“§]")
_STRAY_BLANK = re.compile(r"\s+(?=[,;:)?!\]]|\.(?!\d))")


def squeeze(text: str) -> str:
    """White space as single blanks, and none at the ends."""
    return " ".join(text.split())


def text_of(element: _Element | None) -> str:
    """All of its text in one line, without headings that name the block ("DATES:")."""
    return lines_of([element] if element is not None else [])


def lines_of(elements: list[_Element], *, stops: bool = True) -> str:
    """Several elements in one line.

    Args:
        elements: blocks.
        stops: a line that ends without a mark, as in lists and tables, gets a full stop before the next one begins.
    """
    found: list[str] = []
    for element in elements:
        _collect(element, found)
    pieces: list[str] = []
    for line in (squeeze(_PRESS_NOTE.sub("", each)) for each in found):
        if line:
            last = pieces[-1][-24:] if pieces else ""
            if stops and last and not _ENDED.search(last) and not _GOES_ON.search(last) and _OPENS.match(line):
                pieces[-1] += "."
            pieces.append(line)
    return " ".join(pieces)


def _collect(element: _Element, lines: list[str]) -> None:
    """Add the lines of a block."""
    if element.tag == "GPOTABLE":
        lines += _table(element)
        return
    pieces: list[str] = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS and not _names_its_block(child):
            lines.append("".join(pieces))
            _collect(child, lines)
            pieces = [child.tail or ""]
        else:
            _append(pieces, child)
    line = "".join(pieces)
    lines.append(line + ":" if element.tag == "HD" and line.strip() and not _ENDED.search(line.strip()) else line)


def _append(pieces: list[str], child: _Element) -> None:
    """Add an element inside a line, and what follows it, with the blanks that belong around it."""
    text, tail = _inner(child), child.tail or ""
    if child.tag == "E" and text and not (child.get("T") or "").startswith("5"):  # 51 to 55 raise and lower letters
        before = next((piece for piece in reversed(pieces) if piece), "")
        if before[-1:] in _CLOSES and before and _STARTS.match(text):
            text = " " + text
        elif before.rstrip().endswith(("(", "[", "“")) and before[-1:].isspace():
            pieces[:] = ["".join(pieces).rstrip()]
            text = text.lstrip()
        if text[-1] in _CLOSES and _GOES_BEHIND.match(tail):
            text += " "
        elif _STRAY_BLANK.match(tail):
            tail = tail.lstrip()
    pieces += (text, tail)


def _inner(element: _Element) -> str:
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT or _names_its_block(element):
        return ""
    if element.tag == "SU" and _is_footnote(element):
        return ""
    pieces: list[str] = [element.text or ""]
    for child in element:
        _append(pieces, child)
    return "".join(pieces)


def _names_its_block(element: _Element) -> bool:
    """Whether it is the heading with which a block begins, such as "DATES:"."""
    if element.tag != "HD" or element.get("SOURCE") != "HED":
        return False
    return all(other.tag == "PRTPAGE" for other in element.itersiblings(preceding=True))


def _is_footnote(element: _Element) -> bool:
    following = element.getnext()
    return following is not None and following.tag == "FTREF" and not (element.tail or "").strip()


def _table(table: _Element) -> list[str]:
    """Return a line a row: "Heading: cell; heading: cell." when each column has its heading, else "cell; cell."."""
    heads = list(table.iter("CHED"))
    depths = [int(depth) if (depth := head.get("H", "1")).isdecimal() else 1 for head in heads]
    leaves = [
        lines_of([head], stops=False).rstrip(":. ")
        for number, head in enumerate(heads)
        if number + 1 == len(heads) or depths[number + 1] <= depths[number]
    ]
    lines = [text_of(title) for title in table.iter("TTITLE")]
    for row in table.iter("ROW"):
        cells = [lines_of([cell], stops=False).rstrip(".; ") for cell in row.iter("ENT")]
        if len(cells) == len(leaves):
            cells = [f"{head}: {cell}" if head and cell else cell for head, cell in zip(leaves, cells, strict=True)]
        if line := "; ".join(cell for cell in cells if cell):
            lines.append(f"{line}.")
    return lines


_DAY = re.compile(rf"\b(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})\s*,?\s+(?P<year>\d{{4}})\b")
_NUMBER = re.compile(r"\bFR\s*D[oe]c\.?\s*(?:No\.?)?:?\s*(?P<number>[A-Z]{0,2}\d*(?:[-–—]\d+){1,2})(?![-–—\d])")
_FILED = re.compile(
    r"Filed?:?\s*(?P<month>\d{1,2})[-–/](?P<day>\d{1,2})[-–/](?P<year>\d{4}|\d{2})\s*[;:,]?\s*"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s*(?P<half>[ap])\.?\s*m",
    re.IGNORECASE,
)
_SAYS_FILED = re.compile(r"Filed?\b", re.IGNORECASE)
_FIRST_YEAR = 1994  # the online edition begins; two digits of a year are of the century from then on


def day_in(text: str) -> Date | None:
    """Return the first day printed as "April 15, 2016"; None when there is none that exists."""
    if match := _DAY.search(text):
        try:
            return parse_date(f"{match['year']}-{month_number(match['month']):02d}-{int(match['day']):02d}")
        except DateError:
            return None
    return None


def number_in(frdoc: str) -> str | None:
    """Return the document number of a filing line, ``[FR Doc. 2024-01667 Filed 2-9-24; 8:45 am]``."""
    match = _NUMBER.search(frdoc)
    try:
        return document_number(match["number"]) if match else None
    except InputError:
        return None


def says_filed(frdoc: str) -> bool:
    """Whether a filing line means to say when the document was filed."""
    return bool(_SAYS_FILED.search(frdoc))


def filed_in(frdoc: str) -> Instant | None:
    """When a document was filed, in Washington's time; None when the line does not say it in a way that exists."""
    match = _FILED.search(frdoc)
    if match is None:
        return None
    year = int(match["year"])
    if year < 100:
        year += 1900 if year >= _FIRST_YEAR % 100 else 2000
    hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    day = f"{year:04d}-{int(match['month']):02d}-{int(match['day']):02d}"
    try:
        return instant_of(parse_instant(f"{day}T{hour:02d}:{match['minute']}[America/New_York]"))
    except DateError:
        return None
