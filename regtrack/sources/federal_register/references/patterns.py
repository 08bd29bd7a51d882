"""How days of publication and names of documents stand beside references: tables of patterns."""

from __future__ import annotations

import re

from regtrack.citations import DOCUMENT_NUMBER, spaced
from regtrack.dates_in_text.words import MONTH, WEEKDAY
from regtrack.sources.federal_register.text.vocabulary import stems

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
    rf"(?:FR Doc(?:ument)?s?\.?(?: Nos?\.)? {DOCUMENT_NUMBER}[\s,;)]*(?:at )?)?",
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
    rf"\b(?:effective|{stems('postpone extend')}\w*|until|deadline|comments?|clos\w+|expir\w+|comply|compliance"
    r"|applica\w+|scheduled|hearing|meeting|memorandum|pursuant|whereas)\b",
    re.IGNORECASE,
)
"""Between a day and a citation, this says that they do not belong together."""
