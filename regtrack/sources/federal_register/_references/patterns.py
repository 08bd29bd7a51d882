"""How references are printed: tables of patterns."""

from __future__ import annotations

import re
from typing import NamedTuple

from regtrack.dates_in_text.words import MONTH, WEEKDAY
from regtrack.sources.federal_register._references.reference import ReferenceKind as Kind


def spaced(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern in which a blank stands for any white space."""
    return re.compile(pattern.replace(" ", r"\s+"), flags)


class Numbered(NamedTuple):
    """A kind of reference by number: ``head`` and the numbers that follow it, each put into ``form``.

    Attributes:
        kind: what it refers to.
        needles: no pattern is tried on a text that holds none of these.
        pattern: group ``number`` is the first number; further ones follow as ``also`` says.
        also: a further number of the same list; None if lists are not printed.
        form: the canonical name; ``{}`` is the number.
    """

    kind: Kind
    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    also: re.Pattern[str] | None
    form: str


_AND = r"(?:\s*[,;]\s*(?:and\s+)?|\s+(?:and|or|&)\s+)"
_DOCUMENT_NUMBER = r"(?:[CRXZ]\d\s?[-–]\s?)?(?:[A-Z]\d{1,2}|\d{2,4})\s?[-–]\s?\d{1,6}"
_SECTION = r"\d+[a-z]{0,2}(?:\.\d+[a-z]?)?(?:[-–]\d+)?(?:\(\w{1,5}\))*"
_DIRECTIVE = r"\d{2,4}\s?[-–]\s?\d{2}\s?[-–]\s?\d{2}(?:\s?R\d)?"

NUMBERED = (
    Numbered(
        Kind.FR_DOCUMENT,
        ("FR Doc", "FR doc", "FR\nDoc", "Register Doc", "Register doc"),
        spaced(
            r"\b(?:FR|Federal Register) [Dd]oc(?:ument)?s?\b\.?(?:\s*(?:[Nn]umber|[Nn]o)s?\b\.?:?)?\s*"
            rf"(?P<number>{_DOCUMENT_NUMBER})(?!\d)"
        ),
        re.compile(rf"{_AND}(?P<number>{_DOCUMENT_NUMBER})(?![\d/])"),
        "{}",
    ),
    Numbered(
        Kind.EXECUTIVE_ORDER,
        ("xecutive", "E.O.", "E. O.", "EO "),
        spaced(
            r"\b(?:[Ee]xecutive [Oo]rders?|E\.\s?O\.s?|EOs?)(?:\s*\((?:E\.\s?O\.|EO)s?\))?(?: Nos?\.)? "
            r"(?P<number>\d{4,5})\b"
        ),
        re.compile(rf"{_AND}(?P<number>\d{{4,5}})\b(?!\s+(?:FR|CFR)\b)"),
        "E.O. {}",
    ),
    Numbered(
        Kind.PROCLAMATION,
        ("roclamation",),
        spaced(r"\b[Pp]roclamations?(?: Nos?\.)? (?P<number>\d{4,5})\b"),
        re.compile(rf"{_AND}(?P<number>\d{{4,5}})\b(?!\s+(?:FR|CFR)\b)"),
        "Proclamation {}",
    ),
    Numbered(
        Kind.AIRWORTHINESS_DIRECTIVE,
        ("AD ", "AD)", "ADs", "irective"),
        spaced(rf"\b(?:[Aa]irworthiness [Dd]irectives?(?:\s*\(ADs?\))?|ADs?) (?P<number>{_DIRECTIVE})(?!\d)"),
        re.compile(rf"{_AND}(?:AD\s+)?(?P<number>{_DIRECTIVE})(?!\d)"),
        "AD {}",
    ),
    Numbered(
        Kind.PUBLIC_LAND_ORDER,
        ("Land Order", "PLO"),
        spaced(r"\b(?:Public Land Orders?(?:\s*\(PLOs?\))?|PLOs?)(?: Nos?\.)? (?P<number>\d{1,5})\b"),
        None,
        "PLO {}",
    ),
    Numbered(
        Kind.PUBLIC_LAW,
        ("Public Law", "Pub.", "P.L.", "PL "),
        spaced(r"\b(?:Public Law|Pub\.\s?L\.|P\.\s?L\.|PL)(?: No\.)?\s*(?P<number>\d{2,3}\s?[-–]\s?\d{1,4})\b"),
        None,
        "Pub. L. {}",
    ),
    Numbered(
        Kind.STATUTE,
        ("U.S.C", "U. S. C", "USC"),
        spaced(
            r"\b(?P<title>\d{1,2}) (?:U\.\s?S\.\s?C\.|USC)(?: (?:sections?|secs?\.))?(?:\s*§+)?\s*"
            rf"(?P<number>{_SECTION})"
        ),
        re.compile(rf"{_AND}(?P<number>{_SECTION})(?![\w.]*\s+(?:U\.S\.C|CFR|FR|Stat))"),
        "{title} U.S.C. {}",
    ),
    Numbered(
        Kind.STATUTE,
        (" Stat",),
        spaced(r"\b(?P<title>\d{1,3}) Stat\. (?P<number>\d{1,5})\b"),
        None,
        "{title} Stat. {}",
    ),
    Numbered(
        Kind.CFR,
        (" CFR", "\nCFR", "C.F.R"),
        spaced(
            rf"\b(?P<title>\d{{1,2}}) (?:CFR|C\.\s?F\.\s?R\.)(?: [Pp]arts?| §+| [Ss]ections?)?\s*(?P<number>{_SECTION})"
        ),
        re.compile(rf"{_AND}(?P<number>{_SECTION})(?![\w.]*\s+(?:U\.S\.C|CFR|FR|Stat|days?|months?)\b)"),
        "{title} CFR {}",
    ),
    Numbered(Kind.RIN, ("RIN",), spaced(r"\bRINs?:?(?: No\.)? (?P<number>\d{4}-?[A-Z]{2}\d{2})\b"), None, "{}"),
    Numbered(
        Kind.DOCKET,
        ("ocket",),
        spaced(r"\b[Dd]ocket(?: [Nn]umbers?| [Nn]os?\.?| ID)?:? (?P<number>[A-Z]{2,}[\w-]*\d)"),
        None,
        "{}",
    ),
)  # fmt: skip
"""References by number, apart from volume and page of the Register."""

_PAGE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d]|,\d{3}(?!\d))"
FR = r"(?:FR|Fed\.\s?Reg\.|F\.\s?R\.)"
REGISTER = spaced(
    rf"\b(?:(?P<volume>\d{{1,3}}) ?(?:{FR}|Federal Register)(?: at)? ?(?P<page>{_PAGE})"
    rf"|FR (?P<volume2>\d{{1,3}}) (?P<page2>\d{{3,6}})\b)"
    rf"(?:\s?(?:[-–—]|through|to)\s?(?P<last>{_PAGE})(?!\w| (?:CFR|FR|days|percent)|-))?"
)
"""A citation by volume and page; "FR 65 82154" is a way to misprint it."""
ALSO_PAGE = re.compile(
    rf"{_AND}(?P<page>{_PAGE})(?:\s?[-–—]\s?(?P<last>{_PAGE}))?(?=\s*[;)\]]|\s*,?\s+and\s+\d|\s*,\s*\d|\s*$)(?!\s*,\s*\d{{4}}\b)"
)
"""A further page of the same volume: "(76 FR 1, 2 and 77 FR 3)"."""

DAY = rf"(?:{WEEKDAY},?\s+)?(?P<month>{MONTH})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:\s*,?\s*(?P<year>\d{{4}})\b)?"
DAYS = re.compile(rf"\b{DAY}")

_NOUN = (
    r"(?:(?:supplemental |advance |further ){0,3}notices? of (?:proposed rulemaking|intent|(?:data )?availability)"
    r"|(?:direct |immediate |interim |temporary |joint |proposed |correcting ){0,4}(?:final )?"
    r"(?:rules?|regulations?|orders?(?! \d)|determinations?|results?|actions?|amendments?(?! \d))"
    r"|rulemakings?|notifications?(?: of \w+(?: of \w+)?)?|notices?|(?:AN|SN)?PRM|S?N[OP]PR|A?NPRM|DFR|IFR|RF[CI]"
    r"|SORNs?|systems? of records|documents?|corrections?|guidance|guidelines?"
    r"|requests? for (?:\w+ ){0,2}(?:comments?|information)|polic(?:y|ies)(?: statements?)?|statements?|bulletins?"
    r"|interpretations?|proposals?|memorand(?:um|a)|proclamations?|directives?)"
)
_PRINTED = r"(?:re)?(?:published|issued|appear(?:ed|s|ing)|promulgated|printed)"
_IN_ISSUE = r"(?:in|on|at|of|the|issues?|editions?|our|Federal|Register|dated|page|\d[\d,]*)"
NOUN = spaced(rf"\b{_NOUN}\b", re.IGNORECASE)
"""What a document calls another."""
PRINTED = spaced(rf"\b{_PRINTED}\b", re.IGNORECASE)
"""Words of publication."""
PRINTED_ON = spaced(rf"\b{_PRINTED}\b[\s,]*(?:(?:\d{{1,3}} FR|{_IN_ISSUE})[\s,]*)*[\s(]*$", re.IGNORECASE)
"""Ends right before the day of publication."""
PRINTED_A = spaced(
    rf"\b{_PRINTED} (?:an?|the|its|our|this) [^.;]{{0,80}}?\b{_NOUN}\b(?:\s*\([^)]*\))?"
    r"(?: in the Federal Register,?)? on $",
    re.IGNORECASE,
)
"""Ends right before the day: "BOEM published the RFI on D"."""
REGISTER_OF = spaced(
    r"\bFederal Register\s*(?:\(FR\)\s*)?(?:(?:issues?|editions?|on|of|for|dated|published|the)[\s,]*)*[\s(]*$",
    re.IGNORECASE,
)
"""Ends right before the day of an issue."""
NOT_PRINTED = spaced(
    r"\b(?:until|to|through|from|effective(?: date of)?|by|before|after|signed|executed|approved|beginning|since"
    r"|scheduled for)(?: an?| on| as of| [A-Z][a-z]+day,?)*[\s,]*$",
    re.IGNORECASE,
)
"""Before a day, this says that it is not one of publication ("delayed until D (90 FR 1)")."""
PRINTS = spaced(
    r"[\s,]*(?:(?!\b(?:that|which|effective)\b)[\w&.'’()/-]+,?\s+){0,14}?"
    rf"\b(?:{_PRINTED}|released|announced)(?: in the Federal Register,?)?(?: at \d{{1,3}} FR [\d,]+)?(?: as)?"
    rf" (?:an?|the|its|our|two|this)\b[^.;]{{0,80}}?(?P<noun>\b(?:{_NOUN}|availability|docket)\b)",
    re.IGNORECASE,
)
"""After a day that opens the sentence: "On D, EPA published a final rule"."""
DAY_NOUN = spaced(
    r"(?:[\s,]|\bFederal Register\b|\bissue\b)*(?:(?:and [A-Z][a-z]+ \d{1,2}, \d{4},?)[\s,]*)*"
    rf"(?P<noun>{_NOUN})\b",
    re.IGNORECASE,
)
"""After a day: "the December 31, 2020 final rule"."""

_BETWEEN = (
    r"(?:edition|issue|in|of|at|as|the|on|from|see|Federal|Register|FR|Vol(?:ume)?\.?|page|beginning|starting|appearing"
    r"|publication|" + _NOUN + r")"
)
TIGHT_BEFORE = spaced(
    rf"(?:[\s,;:]|\.(?=\s*[(\[]))*(?:{_BETWEEN}\b[\s,;:]*)*[\s(\[]*(?:see |at )?"
    rf"(?:FR Doc(?:ument)?s?\.?(?: Nos?\.)? {_DOCUMENT_NUMBER}[\s,;)]*(?:at )?)?",
    re.IGNORECASE,
)
"""Between a day and the citation it belongs to: "D, at 66 FR 239", "the D Federal Register (74 FR 1)"."""
BESIDE = spaced(r"[\s,(\[]*(?:at )?\d{1,3} FR \d[\d,–-]*[\s,;)]*", re.IGNORECASE)
"""Between a day and a document number: the citation of the same document."""
AFTER = spaced(
    r"(?:\s*\((?!\d+ FR)[^()\d]{0,20}[^()]{0,30}\))?[\s)\]]*[\s,;:\[(]*"
    r"(?:(?:appearing|beginning|starting|published|issued|which (?:was )?published|was published)[\s,]*)*"
    r"(?:(?:on )?pages? (?P<page>\d[\d,]*)(?:\s?[-–]\s?\d[\d,]*)?[\s,]*)?"
    r"(?:(?:and )?(?:published )?(?:in|on|of|the|issue|dated|Federal|Register|FR)[\s,]*)*[\s(\[]*"
    + DAY.replace(" ", r"\s"),
)
"""After a citation, the day it belongs to: "65 FR 4103, January 26, 2000"."""
SENTENCE_END = re.compile(r"(?<![A-Z])\.\s+(?=[A-Z])")
"""A rough end of a sentence: not after an initial, and not before a number."""
BREAK = spaced(
    r"\b(?:effective|delay\w*|until|postpon\w*|deadline|comments?|clos\w+|expir\w+|exten\w+|comply|compliance|applica\w+"
    r"|scheduled|hearing|meeting|memorandum|pursuant|whereas)\b",
    re.IGNORECASE,
)
"""Between a day and a citation, this says that they do not belong together."""
