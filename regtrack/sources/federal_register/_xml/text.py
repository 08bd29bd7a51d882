"""Text of an element as a reader would see it: one line, with a blank wherever the print has one.

In the files, white space around emphasis is sometimes lost ("Effective date:</E>This rule") and sometimes added
("<E>ADDRESSES</E> )"). Footnotes and marks of the press are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEFT_OUT = frozenset(("FTNT", "FTREF", "PRTPAGE", "GPH", "GID", "MATH", "STARS", "BILCOD", "EREGS_INSTRUCTIONS"))
_BLOCKS = frozenset(  # Elements that begin a line of their own
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
