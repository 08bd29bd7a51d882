"""Parts of the Code as printed: XML of the annual edition and of the eCFR, read into provisions.

Both say which provisions a part has and what they say. The annual edition gives its day; an eCFR answer is of the
day that it was asked for, which stands in its metadata or in the name of the file, if anywhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

import attrs

from regtrack.errors import Fault
from regtrack.model.scope import Path, path_of
from regtrack.sources.markup import inline, line_of, lines_of, parse_xml, section_of
from regtrack.text.citing import Place, headed_annex, headed_sections
from regtrack.text.commentary import read_commentary
from regtrack.text.outline import outline
from regtrack.text.printed import LineKind, PrintedLine
from regtrack.text.provision import Provision
from regtrack.text.wording import plain

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 128 * 2**20
"""Bytes of a file: the largest title of the eCFR has some 100 million."""
_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
_STATED = re.compile(r"/on/(\d{4}-\d{2}-\d{2})/")
_TITLE = re.compile(r"title-?(\d{1,2})(?!\d)")
_PART_NUMBER = re.compile(r"(?:PART|Pt\.)\s+(\d+[a-z]?(?:-\d+)?)", re.IGNORECASE)


@attrs.frozen
class PrintedPart:
    """A part, or some of its sections, as one edition prints it.

    Attributes:
        part: such as ``12 CFR 1024``.
        day: as of which it was in print; None when the file does not say.
        provisions: its sections, appendices and supplements.
        whole: it is the whole part.
        annual: it is of the annual edition.
    """

    part: str
    day: dt.date | None
    provisions: tuple[Provision, ...]
    whole: bool
    annual: bool


def read_edition(data: bytes, name: str) -> tuple[tuple[PrintedPart, ...], tuple[Fault, ...]]:
    """Return the parts that a file prints, and what is wrong with it.

    Args:
        data: the XML.
        name: of the file; a day and a title in it count where the file says none.
    """
    if len(data) > LARGEST:
        return (), (Fault(name, None, "", f"{len(data):,} bytes", f"at most {LARGEST:,}"),)
    root, flaw = parse_xml(data)
    if root is None:
        line, found = (flaw.line, flaw.found) if flaw is not None else (1, "nothing")
        return (), (Fault(name, line, "", found, "well-formed XML of the annual edition or of the eCFR"),)
    parts = list(_annual(root) if root.tag in ("CFRGRANULE", "CFRDOC") else _ecfr(root, name))
    if not parts:
        return (), (Fault(name, None, "PART", "no part", "a part of the Code with its sections"),)
    return tuple(parts), ()


def _day_in(name: str) -> dt.date | None:
    found = _DAY.search(FilePath(name).name)
    try:
        return dt.date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


# --- the annual edition -----------------------------------------------------------------------------------------------


def _annual(root: _Element) -> Iterator[PrintedPart]:
    title = (root.findtext(".//CFRTITLE") or root.findtext(".//TITLENUM") or "").strip().removeprefix("Title ")
    printed = (root.findtext(".//FDSYS/DATE") or root.findtext(".//DATE") or "").strip()
    day = _day_in(printed) if _DAY.fullmatch(printed) else None
    for part in root.iter("PART"):
        heading = " ".join(inline(each) for each in part.findall("EAR") + part.findall("HD"))
        number = _PART_NUMBER.search(heading)
        if number is None or not title.isdecimal():
            continue
        place = Place({number[1]: title}, title, number[1])
        found = [provision for element in part.iter("SECTION", "APPENDIX") for provision in _of_element(element, place)]
        yield PrintedPart(f"{title} CFR {number[1]}", day, tuple(found), whole=True, annual=True)


def _of_element(element: _Element, place: Place) -> Iterator[Provision]:
    if element.tag == "SECTION":
        if not any(ancestor.tag == "APPENDIX" for ancestor in element.iterancestors()):
            yield from _section(list(section_of(element)), place)
        return
    lines = list(lines_of(element))
    heads = (LineKind.HEADING, LineKind.SUBJECT)  # one that is reserved has only its subject
    heading = next((n for n, line in enumerate(lines) if line.mark in heads), None)
    if heading is not None:
        yield from _annex(plain(lines[heading].text), lines[heading + 1 :], place)


def _section(lines: list[PrintedLine], place: Place) -> Iterator[Provision]:
    if len(lines) < 2 or lines[0].mark is not LineKind.SECTION:
        return
    for number in headed_sections(plain(lines[0].text), place):
        yield _provision(path_of(number), plain(lines[1].text), lines[2:])


def _annex(heading: str, lines: list[PrintedLine], place: Place) -> Iterator[Provision]:
    name = headed_annex(heading, place)
    if name is None:
        return
    subject = re.sub(r"^.{0,80}?\b(?:Part|part|PART)\s+[^\s—–]+\s*(?:[—–]\s*|(?=\[)|$)", "", heading)
    yield _provision(path_of(name), subject, lines)


def _provision(path: Path, subject: str, lines: list[PrintedLine]) -> Provision:
    supplement = path[-1].startswith("supp. I")
    pieces = read_commentary(lines) if supplement else outline(lines, forms=path[-1].startswith("app. "))
    return Provision(path, subject, tuple(piece.paragraph for piece in pieces if piece.paragraph is not None))


# --- the eCFR ---------------------------------------------------------------------------------------------------------


def _ecfr(root: _Element, name: str) -> Iterator[PrintedPart]:
    day = _day_in(name)
    divisions = [root] if root.tag == "DIV5" else list(root.iter("DIV5"))
    for division in divisions:
        number = (division.get("N") or "").strip()
        title = _title_of(division, root, name)
        if not number or title is None:
            continue
        place = Place({number: title}, title, number)
        found = [
            provision for each in division.iter("DIV8", "DIV9") for provision in _of_division(each, place)
        ]  # fmt: skip
        stated = _STATED.search(division.get("hierarchy_metadata") or "")
        printed = (_day_in(stated[1]) if stated else None) or day
        yield PrintedPart(f"{title} CFR {number}", printed, tuple(found), whole=_is_whole(division, name), annual=False)


def _title_of(division: _Element, root: _Element, name: str) -> str | None:
    for element in (division, *division.iterancestors("DIV1")):
        if element.tag == "DIV1" and (element.get("N") or "").isdecimal():
            return element.get("N")
        if found := _TITLE.search(element.get("hierarchy_metadata") or ""):
            return found[1]
    numbered = root.findtext(".//IDNO[@TYPE='title']") or ""
    found = re.search(r"\d+", numbered) or _TITLE.search(FilePath(name).name)
    return (found[found.lastindex or 0]) if found else None


def _is_whole(division: _Element, name: str) -> bool:
    """Whether all of a part is there: an answer for one section or subpart comes inside its part."""
    return not re.search(r"section-|subpart-|appendix-", FilePath(name).name) and len(division) > 0


def _of_division(division: _Element, place: Place) -> Iterator[Provision]:
    head = division.find("HEAD")
    heading = plain(inline(head)) if head is not None else ""
    body = [line for child in division if child.tag != "HEAD" for line in line_of(child)]
    if division.tag == "DIV9":
        yield from _annex(heading, body, place)
        return
    number = (division.get("N") or "").replace("§", "").strip()
    cited = headed_sections(f"§ {number}", place)
    subject = re.sub(r"^§+\s*[\d.a-zA-Z\-]+\s*", "", heading)
    for each in cited[:1]:
        yield _provision(path_of(each), subject, body)
