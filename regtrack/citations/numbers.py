"""Find citations by number in running text: volume and page of the Register, document numbers, laws, dockets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from regtrack.citations.reference import Reference, ReferenceKind

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_SPACE = re.compile(r"\s+")


def spaced(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern in which a blank stands for any white space."""
    return re.compile(pattern.replace(" ", r"\s+"), flags)


class NumberPattern(NamedTuple):
    """A kind of reference by number: ``head`` and the numbers that follow it, each put into ``form``.

    Attributes:
        kind: what it refers to.
        needles: no pattern is tried on a text that holds none of these.
        pattern: group ``number`` is the first number; further ones follow as ``also`` says.
        also: a further number of the same list; None if lists are not printed.
        form: the canonical name; ``{}`` is the number.
    """

    kind: ReferenceKind
    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    also: re.Pattern[str] | None
    form: str


_AND = r"(?:\s*[,;]\s*(?:and\s+)?|\s+(?:and|or|&)\s+)"
DOCUMENT_NUMBER = r"(?:[CRXZ]\d\s?[-–]\s?)?(?:[A-Z]\d{1,2}|\d{2,4})\s?[-–]\s?\d{1,6}"
_SECTION = r"\d+[a-z]{0,2}(?:\.\d+[a-z]?)?(?:[-–]\d+)?(?:\(\w{1,5}\))*"
_DIRECTIVE = r"\d{2,4}\s?[-–]\s?\d{2}\s?[-–]\s?\d{2}(?:\s?R\d)?"

_NUMBERED = (
    NumberPattern(
        ReferenceKind.FR_DOCUMENT,
        ("FR Doc", "FR doc", "FR\nDoc", "Register Doc", "Register doc"),
        spaced(
            r"\b(?:FR|Federal Register) [Dd]oc(?:ument)?s?\b\.?(?:\s*(?:[Nn]umber|[Nn]o)s?\b\.?:?)?\s*"
            rf"(?P<number>{DOCUMENT_NUMBER})(?!\d)"
        ),
        re.compile(rf"{_AND}(?P<number>{DOCUMENT_NUMBER})(?![\d/])"),
        "{}",
    ),
    NumberPattern(
        ReferenceKind.EXECUTIVE_ORDER,
        ("xecutive", "E.O.", "E. O.", "EO "),
        spaced(
            r"\b(?:[Ee]xecutive [Oo]rders?|E\.\s?O\.s?|EOs?)(?:\s*\((?:E\.\s?O\.|EO)s?\))?(?: Nos?\.)? "
            r"(?P<number>\d{4,5})\b"
        ),
        re.compile(rf"{_AND}(?P<number>\d{{4,5}})\b(?!\s+(?:FR|CFR)\b)"),
        "E.O. {}",
    ),
    NumberPattern(
        ReferenceKind.PROCLAMATION,
        ("roclamation",),
        spaced(r"\b[Pp]roclamations?(?: Nos?\.)? (?P<number>\d{4,5})\b"),
        re.compile(rf"{_AND}(?P<number>\d{{4,5}})\b(?!\s+(?:FR|CFR)\b)"),
        "Proclamation {}",
    ),
    NumberPattern(
        ReferenceKind.AIRWORTHINESS_DIRECTIVE,
        ("AD ", "AD)", "ADs", "irective"),
        spaced(rf"\b(?:[Aa]irworthiness [Dd]irectives?(?:\s*\(ADs?\))?|ADs?) (?P<number>{_DIRECTIVE})(?!\d)"),
        re.compile(rf"{_AND}(?:AD\s+)?(?P<number>{_DIRECTIVE})(?!\d)"),
        "AD {}",
    ),
    NumberPattern(
        ReferenceKind.PUBLIC_LAND_ORDER,
        ("Land Order", "PLO"),
        spaced(r"\b(?:Public Land Orders?(?:\s*\(PLOs?\))?|PLOs?)(?: Nos?\.)? (?P<number>\d{1,5})\b"),
        None,
        "PLO {}",
    ),
    NumberPattern(
        ReferenceKind.PUBLIC_LAW,
        ("Public Law", "Pub.", "P.L.", "PL "),
        spaced(r"\b(?:Public Law|Pub\.\s?L\.|P\.\s?L\.|PL)(?: No\.)?\s*(?P<number>\d{2,3}\s?[-–]\s?\d{1,4})\b"),
        None,
        "Pub. L. {}",
    ),
    NumberPattern(
        ReferenceKind.STATUTE,
        ("U.S.C", "U. S. C", "USC"),
        spaced(
            r"\b(?P<title>\d{1,2}) (?:U\.\s?S\.\s?C\.|USC)(?: (?:sections?|secs?\.))?(?:\s*§+)?\s*"
            rf"(?P<number>{_SECTION})"
        ),
        re.compile(rf"{_AND}(?P<number>{_SECTION})(?![\w.]*\s+(?:U\.S\.C|CFR|FR|Stat))"),
        "{title} U.S.C. {}",
    ),
    NumberPattern(
        ReferenceKind.STATUTE,
        (" Stat",),
        spaced(r"\b(?P<title>\d{1,3}) Stat\. (?P<number>\d{1,5})\b"),
        None,
        "{title} Stat. {}",
    ),
    NumberPattern(
        ReferenceKind.CFR,
        (" CFR", "\nCFR", "C.F.R"),
        spaced(
            rf"\b(?P<title>\d{{1,2}}) (?:CFR|C\.\s?F\.\s?R\.)(?: [Pp]arts?| §+| [Ss]ections?)?\s*(?P<number>{_SECTION})"
        ),
        re.compile(rf"{_AND}(?P<number>{_SECTION})(?![\w.]*\s+(?:U\.S\.C|CFR|FR|Stat|days?|months?)\b)"),
        "{title} CFR {}",
    ),
    NumberPattern(
        ReferenceKind.RIN, ("RIN",), spaced(r"\bRINs?:?(?: No\.)? (?P<number>\d{4}-?[A-Z]{2}\d{2})\b"), None, "{}"
    ),
    NumberPattern(
        ReferenceKind.DOCKET,
        ("ocket",),
        spaced(r"\b[Dd]ocket(?: [Nn]umbers?| [Nn]os?\.?| ID)?:? (?P<number>[A-Z]{2,}[\w-]*\d)"),
        None,
        "{}",
    ),
)  # fmt: skip
"""References by number, apart from volume and page of the Register."""

_PAGE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d]|,\d{3}(?!\d))"
REGISTER = r"(?:FR|Fed\.\s?Reg\.|F\.\s?R\.)"
"""How the Register is cited."""
PAGE_CITATION = spaced(
    rf"\b(?:(?P<volume>\d{{1,3}}) ?(?:{REGISTER}|Federal Register)(?: at)? ?(?P<page>{_PAGE})"
    rf"|FR (?P<volume2>\d{{1,3}}) (?P<page2>\d{{3,6}})\b)"
    rf"(?:\s?(?:[-–—]|through|to)\s?(?P<last>{_PAGE})(?!\w| (?:CFR|FR|days|percent)|-))?"
)
"""A citation by volume and page; "FR 65 82154" is a way to misprint it."""
_ALSO_PAGE = re.compile(
    rf"{_AND}(?P<page>{_PAGE})(?:\s?[-–—]\s?(?P<last>{_PAGE}))?(?=\s*[;)\]]|\s*,?\s+and\s+\d|\s*,\s*\d|\s*$)(?!\s*,\s*\d{{4}}\b)"
)
"""A further page of the same volume: "(76 FR 1, 2 and 77 FR 3)"."""


def find_numbers(text: str) -> list[Reference]:
    """Return the references of a text that are numbers, in order, without the days that stand beside them."""
    return sorted((*_register(text), *_numbered(text)), key=lambda reference: reference.start)


def _number(text: str) -> str:
    return _SPACE.sub("", _DASHES.sub("-", text))


def _numbered(text: str) -> Iterator[Reference]:
    for row in _NUMBERED:
        if not any(needle in text for needle in row.needles):
            continue
        for first in row.pattern.finditer(text):
            title = first["title"] if "title" in row.pattern.groupindex else ""
            start, match = first.start(), first
            while True:
                end = match.end("number")
                name = row.form.format(_number(match["number"]), title=title)
                yield Reference(row.kind, name, text[start:end], start, end)
                following = row.also.match(text, end) if row.also else None
                if following is None:
                    break
                start, match = following.start("number"), following


def _register(text: str) -> Iterator[Reference]:
    if "F" not in text:
        return
    for match in PAGE_CITATION.finditer(text):
        volume = int(match["volume"] or match["volume2"])
        yield _cited(text, volume, match["page"] or match["page2"], match["last"], *match.span())
        also, page = _ALSO_PAGE.match(text, match.end()), page_number(match["page"] or match["page2"])
        while also is not None and page_number(also["page"]) > page:
            page = page_number(also["page"])
            yield _cited(text, volume, also["page"], also["last"], also.start("page"), also.end())
            also = _ALSO_PAGE.match(text, also.end())


def page_number(text: str) -> int:
    """Return the number of a page printed with or without commas."""
    return int(text.replace(",", ""))


def _cited(text: str, volume: int, page: str, last: str | None, start: int, end: int) -> Reference:
    first, final = page_number(page), page_number(last) if last else None
    if final is not None and final < first:  # "1892-93" is short for 1892-1893
        head = str(first)[: -len(str(final))]
        final = int(head + str(final)) if head else None
    return Reference(
        ReferenceKind.FR_CITATION,
        f"{volume} FR {first}",
        text[start:end],
        start,
        end,
        volume=volume,
        page=first,
        last_page=final,
    )
