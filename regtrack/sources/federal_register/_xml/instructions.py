"""The amendatory instructions of a document, in printed order.

In rules they stand inside REGTEXT, whose attributes give title and part; in proposed rules they stand free, under a
heading "PART 21—...". Attributes are misprinted now and then: what the instruction itself and the heading of the
document say goes first. A section that an instruction does not name may be printed with it, above ("[Amended]") or
below (the new text).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from regtrack.sources.federal_register._xml.text import squeeze, text_of
from regtrack.text.cited_provisions import read_targets
from regtrack.text.citing import Place, headed_annex, headed_sections
from regtrack.text.clause import StepContext
from regtrack.text.designators import StepOutline
from regtrack.text.instruction import Instruction
from regtrack.text.printed import PrintedLine

if TYPE_CHECKING:
    from lxml.etree import _Element


from itertools import takewhile
from typing import TYPE_CHECKING

from regtrack.sources.markup import line_of
from regtrack.text.printed import LineKind

if TYPE_CHECKING:
    from lxml.etree import _Element


_HEAD = re.compile(
    r"(?:Par(?:agraph)?\.?\s+)?(?P<number>\d{1,3}[a-z]?|[A-Za-z]|[ivxl]{2,6}|(?P<twice>[a-z])(?P=twice))\."
    r"(?:\s?(?P<step>[A-Za-z])\.)?\s|\((?P<bracketed>\d{1,2}|[a-z]|[ivx]{2,5})\)\s+(?=[A-Z])"
)
_PART_HEADING = re.compile(r"PARTS?\s+(\d+[a-z]?(?:-\d+)?)\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:add|revis|establish|read\s+as\s+follows)", re.IGNORECASE)
_OPENS_PART = re.compile(r"\b(?:add|revis)(?:s|es|ing|ed)?\s.*\bto read as follows:$", re.IGNORECASE)
_BEYOND = re.compile(r"\b(?:sub)?chapter\s+[A-Z]+\b", re.IGNORECASE)  # what is more than a part has no path
_PRINTED = frozenset(("P", "FP", "EXTRACT", "GPOTABLE", "HD"))


@attrs.define
class _Met:
    """An instruction as met, with what is printed around it."""

    text: str
    place: Place
    container: object
    announced: list[str] = attrs.Factory(list)
    printed: list[str] = attrs.Factory(list)
    annex: str | None = None
    lines: tuple[PrintedLine, ...] = ()


def read_instructions(root: _Element, cfr: Iterable[str]) -> tuple[Instruction, ...]:
    """Every AMDPAR under an element."""
    for regtext in root.iter("REGTEXT"):  # a part of which no paragraph is tagged as the instruction
        before = regtext.getprevious()
        if before is not None and before.tag == "P" and regtext.find(".//AMDPAR") is None:
            before.tag = "AMDPAR" if _OPENS_PART.search(text_of(before)) else "P"
    met = _meet(root, tuple(cfr))
    for each, lines in zip(met, prints(root), strict=True):
        each.lines = tuple(lines)
    return _number(met)


def _meet(root: _Element, cfr: tuple[str, ...]) -> list[_Met]:
    titles = _titles(cfr)
    met: list[_Met] = []
    announced: list[str] = []
    place, container, regtext = _place(None, None, cfr, titles), root, None
    for element in root.iter("REGTEXT", "PART", "SECTION", "HD", "AMDPAR"):
        if regtext is not None and element.tag != "PART" and not _within(element, regtext):
            place, container, regtext = _place(None, place.part, cfr, titles), root, None
        if element.tag == "REGTEXT":
            place, container, regtext = _place(element, None, cfr, titles), element, element
        elif element.tag == "PART":
            if heading := _PART_HEADING.match(squeeze("".join(element.itertext()))):
                place = _place(regtext, heading[1], cfr, titles)
                container = element if regtext is None else container
        elif element.tag == "AMDPAR":
            if text := instruction_text(element):
                met.append(_Met(text, place, container, announced))
                announced = []
        elif element.tag == "SECTION":
            sections = headed_sections(squeeze("".join(text_of(each) for each in element.findall("SECTNO"))), place)
            if not any(child.tag in _PRINTED for child in element):
                announced = [*announced, *sections]
            elif met:
                met[-1].printed += sections
        elif met and met[-1].annex is None:
            met[-1].annex = headed_annex(squeeze("".join(element.itertext())), place)
    return met


def _number(met: list[_Met]) -> tuple[Instruction, ...]:
    outline = StepOutline()
    bases: dict[tuple[str, ...], StepContext | None] = {}
    current: tuple[str, ...] | None = None
    container: object = None
    found: list[tuple[tuple[str, ...], Instruction]] = []
    for each in met:
        if each.container is not container:
            outline.restart()
            container, current = each.container, None
        head = _HEAD.match(each.text)
        path: tuple[str, ...] = ()
        if head:
            opens = each.text.endswith(":")
            path = outline.place(head["number"] or head["bracketed"], opens=opens or bool(head["step"]))
            if head["step"]:
                path = outline.place(head["step"], opens=opens)
            if len(path) == 1 or head["step"]:
                bases.clear()
            current = path
        over = bases.get(path[:-1]) if head else bases.get(current) if current else None
        targets, base = read_targets(each.text[head.end() :] if head else each.text, each.place, over)
        if head:
            bases[path] = base
            if head["step"]:  # "2. a. In § 1.4, ..." names the section for "b." too
                bases[path[:-1]] = attrs.evolve(base, inside=())
        part = each.place.cite(each.place.part) if each.place.part else None
        number = ".".join(path) or None
        found.append((path, Instruction(number, each.text, _or_printed(targets, each), part, each.lines)))
    return _wrappers(found)


def _or_printed(targets: tuple[str, ...], met: _Met) -> tuple[str, ...]:
    """Return what the print around an instruction adds to its words."""
    if not targets:
        if met.announced:
            return tuple(dict.fromkeys(met.announced))
        if len(set(met.printed)) == 1:
            return (met.printed[0],)
        if met.annex:
            return (met.annex,)
        if _BEYOND.search(met.text):
            return ()
        part = met.place.cite(met.place.part) if met.place.part else None
        return (part,) if part else ()
    if all(target.startswith("subpart ") for target in targets) and _WHOLE.search(met.text):
        return (*targets, *dict.fromkeys(met.printed))  # the path of a section does not lead through its subpart
    return targets


def _wrappers(found: list[tuple[tuple[str, ...], Instruction]]) -> tuple[Instruction, ...]:
    """Give each instruction that only opens a list of steps the targets of its steps."""
    done = [instruction for _, instruction in found]
    for position in range(len(found) - 1, -1, -1):  # the innermost first
        path, instruction = found[position]
        if not path or not instruction.text.endswith(":"):
            continue
        steps: list[Instruction] = []
        for other in range(position + 1, len(found)):
            under = found[other][0]
            if under and (under == path or under[: len(path)] != path):
                break
            if under:
                steps.append(done[other])
        if steps and all(step.targets for step in steps):
            targets = dict.fromkeys(target for step in steps for target in step.targets)
            done[position] = attrs.evolve(instruction, targets=tuple(targets))
    return tuple(done)


def _titles(cfr: tuple[str, ...]) -> dict[str, str]:
    """Title by part, for parts that stand under one title only."""
    pairs = [(each.rpartition(" ")[2], each.partition(" ")[0]) for each in cfr]
    return {part: title for part, title in pairs if all(other == title for one, other in pairs if one == part)}


def _place(regtext: _Element | None, heading: str | None, cfr: tuple[str, ...], titles: Mapping[str, str]) -> Place:
    known = {each.partition(" ")[0] for each in cfr}
    title = regtext.get("TITLE") if regtext is not None else None
    if title is None or (known and title not in known):  # the heading is proof-read, the attribute is not
        title = next(iter(known)) if len(known) == 1 else title
    part = heading or (regtext.get("PART") if regtext is not None else None)
    if (part is None or (part not in titles and heading is None)) and len(cfr) == 1:
        part = cfr[0].rpartition(" ")[2]
    return Place(titles, title, part)


def _within(element: _Element, container: _Element) -> bool:
    return any(ancestor is container for ancestor in element.iterancestors("REGTEXT"))


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
