"""Find citations by number in running text: volume and page of the Register, document numbers, laws, dockets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

import attrs

FIRST_YEAR = 1935
"""Volume 1 of the Federal Register is that of 1936: the year of a volume is this one plus its number."""


class ReferenceKind(StrEnum):
    """How something is referred to, in the order in which a reference identifies it best."""

    FR_DOCUMENT = "fr_document"
    FR_CITATION = "fr_citation"
    EXECUTIVE_ORDER = "executive_order"
    PROCLAMATION = "proclamation"
    AIRWORTHINESS_DIRECTIVE = "airworthiness_directive"
    PUBLIC_LAND_ORDER = "public_land_order"
    PUBLICATION = "publication"
    RIN = "rin"
    DOCKET = "docket"
    PUBLIC_LAW = "public_law"
    STATUTE = "statute"
    CFR = "cfr"


IN_REGISTER = frozenset((ReferenceKind.FR_DOCUMENT, ReferenceKind.FR_CITATION))
"""What names one document of the Register by itself."""


@attrs.frozen
class Reference:
    """Words that refer to a document, a law or a provision.

    Attributes:
        kind: how it is referred to. ``publication`` is a document named by nothing but its kind and its day: "the final
            rule published on April 24, 2026".
        name: the canonical text: ``89 FR 102568``, ``2023-24184``, ``E.O. 14110``, ``Proclamation 10371``,
            ``AD 2022-08-04``, ``PLO 7668``, ``Pub. L. 118-50``, ``5 U.S.C. 705``, ``15 CFR 744``, ``0910-AA74``,
            ``final rule of 2026-04-24``.
        quote: the exact words, ``text[start:end]``.
        start: offset of the first character of the quote.
        end: offset after its last character.
        volume, page: of the Federal Register, as printed; of a document number, when the text tells its page and day.
        last_page: where it ends, if the text prints a range of pages.
        published_on: the day of publication that the text gives for it; as printed, even if the volume says another
            year.
    """

    kind: ReferenceKind
    name: str
    quote: str
    start: int
    end: int
    volume: int | None = None
    page: int | None = None
    last_page: int | None = None
    published_on: dt.date | None = None

    @property
    def consistent(self) -> bool:
        """Whether volume and day of publication name the same year; one that does not is misprinted somewhere."""
        if self.volume is None or self.published_on is None:
            return True
        return self.volume + FIRST_YEAR == self.published_on.year


_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_SPACE = re.compile(r"\s+")


def spaced(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern in which a blank stands for any white space, and "blank?" for any or none."""
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+"), flags)


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
        ("FR Doc", "FR doc", "FR\nDoc", "Register Doc", "Register doc", "ule doc", "otice doc"),
        spaced(
            r"\b(?:FR|Federal Register|[Rr]ule|[Nn]otice) [Dd]oc(?:ument)?s?\b\.?"
            rf"(?:\s*(?:[Nn]umber|[Nn]o)s?\b\.?:?)?\s*(?P<number>{DOCUMENT_NUMBER})(?!\d)"
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


_NEEDLES = tuple(dict.fromkeys(needle for row in _NUMBERED for needle in row.needles))


def find_numbers(text: str) -> list[Reference]:
    """Return the references of a text that are numbers, in order, without the days that stand beside them."""
    return sorted((*_register(text), *_numbered(text)), key=lambda reference: reference.start)


def _number(text: str) -> str:
    return _SPACE.sub("", _DASHES.sub("-", text))


def _numbered(text: str) -> Iterator[Reference]:
    for row in _NUMBERED if any(map(text.__contains__, _NEEDLES)) else ():
        if not any(map(text.__contains__, row.needles)):
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
    if not ("FR" in text or "Fed" in text or "F." in text):
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
        ReferenceKind.FR_CITATION, f"{volume} FR {first}", text[start:end], start, end,
        volume=volume, page=first, last_page=final,
    )  # fmt: skip


# --- numbers of instruments, in any language ---

_NAMES_ONE = frozenset(
    (
        ReferenceKind.FR_CITATION,
        ReferenceKind.FR_DOCUMENT,
        ReferenceKind.EXECUTIVE_ORDER,
        ReferenceKind.PROCLAMATION,
        ReferenceKind.PUBLIC_LAW,
        ReferenceKind.RIN,
        ReferenceKind.DOCKET,
    )
)
"""References that name an instrument, and not a provision or a day."""

_FORMS = (  # spelling, class, letters that a text with one has, pattern
    ("H{0} {1}", "bill", "H", r"(?<![A-Za-z0-9])H\.?\s?(R|J\.?\s?Res|Con\.?\s?Res)\.?\s?(\d{1,5})(?![A-Za-z0-9])"),
    (
        "S{0} {1}",
        "bill",
        "S",
        r"(?<![\w.])S(?:\.\s?(?=\d)|\.?\s?(?=[JC]))(J\.?\s?Res|Con\.?\s?Res|)\.?\s?(\d{1,5})(?!\w)",
    ),
    ("{0} {1}", "bill", "B", r"(?<![\w.-])(SB|AB|HB)\s?(\d{1,4})(?![\w-])"),
    ("Bill {0}", "bill", "Bill", r"(?<!\w)Bill ([CS]-\d{1,3})(?!\w)"),
    ("{0}", "decision", "B-", r"(?<![A-Za-z0-9])(B-\d{6}(?:\.\d+)?)(?!\d)"),
    ("{0}", "rule", "-", r"(?<![\w-])((?:19|20)\d{2}-\d{5})(?![\w-])"),
    ("Regulation (EU) {0}", "rule", "(EU)", r"\(EU\)\s?(?:No\.?\s?)?(\d{2,4}/\d{1,4})(?!\d)"),
    ("Regulation (EU) {0}", "rule", "Regulation", r"(?<=Regulation )((?:19|20)\d{2}/\d{1,4})(?!\d)"),
    ("E.O. {0}", "order", "令", r"大統領令第?(\d{5})号?|行政[令命]第?(\d{5})号?"),
    ("Proclamation {0}", "order", "告", r"大統領布告第?(\d{5})号?|总统公告第?(\d{5})号?"),
)
_PATTERNS = tuple((form, class_, letters, re.compile(pattern)) for form, class_, letters, pattern in _FORMS)
_DIGIT = re.compile(r"\d")
_CLASSES = {
    ReferenceKind.EXECUTIVE_ORDER: "order",
    ReferenceKind.PROCLAMATION: "order",
    ReferenceKind.PUBLIC_LAW: "bill",
}


@attrs.frozen
class Identifier:
    """A number that names an instrument.

    Attributes:
        name: its canonical spelling: ``90 FR 4544``, ``2025-00636``, ``HR 3447``, ``E.O. 14320``, ``B-337935``.
        class_: class of instrument that it names.
        start, end: where it stands.
    """

    name: str
    class_: str
    start: int
    end: int


def find_identifiers(text: str) -> list[Identifier]:
    """Every such number in a text, in order; of those that overlap the first found."""
    if _DIGIT.search(text) is None:
        return []
    found: list[Identifier] = []
    for reference in find_numbers(text):
        if reference.kind in _NAMES_ONE:
            class_ = _CLASSES.get(reference.kind, "rule")
            found.append(Identifier(reference.name, class_, reference.start, reference.end))
    for form, class_, letters, pattern in _PATTERNS:
        for match in pattern.finditer(text) if letters in text else ():
            groups = [re.sub(r"[\s.]", "", group).upper() for group in match.groups() if group is not None]
            name = form.format(*groups) if form.startswith(("H", "S")) else form.format(*filter(None, match.groups()))
            found.append(Identifier(name, class_, *match.span()))
    taken: list[Identifier] = []
    for each in found:
        if all(each.end <= other.start or each.start >= other.end for other in taken):
            taken.append(each)
    return sorted(taken, key=lambda each: each.start)
