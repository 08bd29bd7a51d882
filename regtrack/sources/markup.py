"""Lines of a print from the markup of the Register, of the annual edition of the Code, and of the eCFR.

The three share most of their tags; what differs is which elements name a section. White space around emphasis is
sometimes lost in the files ("(d)<E T="03">Exemptions</E>"): a blank is put where the print has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import attrs

from regtrack.text.printed import LineKind, PrintedLine, heads_annex
from regtrack.text.wording import ITALIC, ROMAN

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEFT_OUT = frozenset(
    "FTNT FTREF PRTPAGE BILCOD EREGS_INSTRUCTIONS CITA EAR CONTENTS CFRTOC PG AMDDATE SECAUTH XREF EDNOTE SOURCE "
    "PARAUTH EFFDNOT EFFDNOTP TOC SECHD LSTSUB SIG FRDOC SUPLINF PREAMB HEADER".split()
)
_WORDS = re.compile(r"(?:P|FP|LI|LDRWK|PSPACE|FRP)(?:-?\w*)?$")
_HEADINGS = frozenset("HD HD1 HD2 HD3 HED HEAD".split())
_TABLES = frozenset(("GPOTABLE", "TABLE"))
_NOTES = frozenset(("APPRO", "NOTE", "TNOTE", "CROSSREF"))
_IMAGES = frozenset(("GPH", "MATH", "img", "IMG"))
_ITALICS = frozenset(("03", "7462", "0714"))
_RAISED = frozenset(("51", "52", "53", "54", "55", "5151", "5252"))
_BEFORE = re.compile(r"[0-9A-Za-z.,;:)”?!]$")
_AFTER = re.compile(r"[0-9A-Za-z“§(]")
_ALTERED = re.compile(r"\[(?:amended|corrected|removed|redesignated)\b.*\]|^\s*\[amended\]", re.IGNORECASE)


@attrs.frozen
class XmlFlaw:
    """Why a file, or some of it, could not be parsed: the line, what is there, and what should be."""

    line: int
    found: str
    expected: str = "well-formed XML"


def parse_xml(data: bytes, *, lenient: bool = False) -> tuple[_Element | None, XmlFlaw | None]:
    """Return the root of a file and its first flaw; entities, DTD and network are off.

    A file with a flaw has no root; read leniently, it is in UTF-8 and keeps what stands before and after the fault.
    """
    from lxml import etree  # 30 ms, and only files need it

    options: dict[str, Any] = {
        "resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False, "remove_comments": True,
        "remove_pis": True, "collect_ids": False, "encoding": "utf-8" if lenient else None,
    }  # fmt: skip
    try:
        root = etree.fromstring(data, etree.XMLParser(**options))
        entity = next(root.iter(etree.Entity), None)
        if entity is None:
            return root, None
        flaw = XmlFlaw(entity.sourceline or 1, f"the entity {entity.text!r}, which is not expanded")
        return root if lenient else None, flaw
    except etree.XMLSyntaxError as error:
        words = re.sub(r", line \d+, column \d+.*$", "", " ".join(str(error.msg).split())).strip()
        flaw = XmlFlaw(error.lineno or 1, f"a fault ({words})")
    with suppress(etree.XMLSyntaxError):
        return etree.fromstring(data, etree.XMLParser(**options, recover=True)) if lenient else None, flaw
    return None, flaw


def inline(element: _Element) -> str:
    """Return the text of an element in one line, with its emphasis marked."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: _Element) -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        tail = child.tail or ""
        tag = child.tag if isinstance(child.tag, str) else ""
        if not tag or tag in _LEFT_OUT or (tag == "SU" and _marks_note(child)):
            before = next((piece for piece in reversed(pieces) if piece), "")
            parted = tag == "PRTPAGE" and before[-1:].isalnum() and tail[:1].isalnum()
            pieces.append(f" {tail}" if parted else tail)
            continue
        inner = " [Image] " if tag in _IMAGES else "".join(_pieces(child))
        raised = tag in ("SU", "AC", "sup", "sub") or (child.get("T") or "") in _RAISED
        if inner.strip() and not raised:
            before = next((piece for piece in reversed(pieces) if piece), "")
            shown = inner.strip()
            if before and _BEFORE.search(before) and _AFTER.match(shown):
                pieces.append(" ")
            elif before.endswith(("( ", "(\n")):
                pieces[:] = ["".join(pieces).rstrip()]
            lead, trail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
            italic = tag in ("I", "em") or (tag == "E" and (child.get("T") or "03") in _ITALICS)
            inner = f"{lead}{ITALIC}{shown}{ROMAN}{trail}" if italic else inner
            if not trail and _BEFORE.search(shown) and re.match(r"(?!s\b)[0-9A-Za-z“§]", tail):
                inner += " "
        pieces += (inner, tail)
    return pieces


def _marks_note(element: _Element) -> bool:
    following = element.getnext()
    return following is not None and following.tag == "FTREF" and not (element.tail or "").strip()


def lines_of(element: _Element, *, quoted: bool = False) -> Iterator[PrintedLine]:
    """Return the lines of what stands in an element.

    Args:
        element: a section, an appendix, or whatever holds them.
        quoted: its paragraphs are those of a form or a statute that is quoted in a section.
    """
    for child in element:
        yield from line_of(child, quoted=quoted)


def line_of(element: _Element, *, quoted: bool = False) -> Iterator[PrintedLine]:
    """Return the lines of one element."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _LEFT_OUT:
        return
    if tag == "SECTION":
        yield from section_of(element)
    elif tag == "STARS":
        yield PrintedLine(LineKind.STARS)
    elif tag in _TABLES:
        yield PrintedLine(LineKind.TABLE, "\n".join(_rows(element)))
    elif tag in _NOTES:
        yield PrintedLine(LineKind.NOTE, inline(element))
    elif tag in _IMAGES:
        yield PrintedLine(LineKind.NOTE, "[Image]")
    elif tag == "AUTH":
        yield PrintedLine(LineKind.AUTHORITY, inline(element))
    elif tag in _HEADINGS:
        yield PrintedLine(LineKind.HEADING, inline(element))
    elif tag == "RESERVED":
        yield PrintedLine(LineKind.SUBJECT, inline(element))
    elif _WORDS.match(tag) and tag != "PART":
        yield PrintedLine(LineKind.QUOTED if quoted else LineKind.WORDS, inline(element))
    elif len(element):
        yield from lines_of(element, quoted=quoted)


def section_of(section: _Element) -> Iterator[PrintedLine]:
    """Return the lines of a section of the Register or of the annual edition."""
    number = " ".join(inline(each) for each in section.findall("SECTNO"))
    subject = " ".join(inline(each) for each in (*section.findall("SUBJECT"), *section.findall("RESERVED")))
    if _ALTERED.search(subject):  # "[Amended]" stands in place of the heading
        if not any(child.tag not in ("SECTNO", "SUBJECT") for child in section):
            return
        subject = ""
    yield PrintedLine(LineKind.SECTION, number)
    yield PrintedLine(LineKind.SUBJECT, subject)
    annexed = False  # the last section of a part may hold its appendices, set as extracts
    for child in section:
        if child.tag in ("SECTNO", "SUBJECT", "RESERVED"):
            continue
        annexed = annexed or (child.tag in _HEADINGS and heads_annex(inline(child)) is not None)
        yield from line_of(child, quoted=not annexed and child.tag in ("EXTRACT", "FORM", "QUOTE"))


def _rows(table: _Element) -> Iterator[str]:
    for element in table.iter("TTITLE", "CHED", "ROW", "TR", "CAPTION"):
        if element.tag in ("ROW", "TR"):
            cells = [inline(cell) for cell in element if isinstance(cell.tag, str) and cell.tag not in _LEFT_OUT]
            if any(cells):
                yield " | ".join(cells)
        elif words := inline(element):
            yield words
