"""Days that only identify another document, and old days of the thing that is moved: neither is a claim."""

from __future__ import annotations

import re
from enum import StrEnum

from regtrack.dates_in_text import words
from regtrack.dates_in_text.mentions import Mention
from regtrack.dates_in_text.words import phrase
from regtrack.sources.federal_register.text.citations import FR


class Place(StrEnum):
    """What a day is for."""

    CLAIM = "claim"
    IDENTIFIES = "identifies"
    PRIOR = "prior"


_CITE = re.sub(r"\?P<\w+>", "?:", FR)
_FILLER = (
    r"(?:\s+|[,(\[]|\b(?:in|the|its|this|Federal|Register|FR|on|at|of|issue|dated|again|also|as|elsewhere|online|first"
    rf"|originally|and)\b|{words.WEEKDAY}|\b{_CITE}\b|[\])])*"
)
_LEFT = tuple(
    phrase(pattern + r"$")
    for pattern in (
        rf"\b(?:published|publication|publishing|printed|appear(?:ed|ing|s)?|codified)\b{_FILLER}",
        rf"\b{_CITE}\s*[\])]*\s*[,;(]?\s*(?:published |issued )?(?:on|of|dated)?\s*\(?\s*",
        rf"\bFederal Register\s*(?:,|\([^()]{{0,40}}\)|at {_CITE})*\s*(?:of|on|dated|issue of|published)\s*"
        rf"(?:{words.WEEKDAY},?\s*)?",
        r"\b(?:dated|signed|signed into law|enacted|promulgated|corrected|amended|revised|announced|adopted|noticed"
        rf"|released|clarified|requested|approved by \w+)\b{_FILLER}",
        rf"(?:,|\brules?|\borders?|\bnotices?|\bNPRM|\bdocuments?|\bregulations?|\bAD) issued{_FILLER}",
        r"\b(?:Orders?|Proclamations?|Memorand(?:um|a)|Act|Law|Pub\.\s?L\.|E\.O\.)\s*(?:No\.\s*)?[\d,–-]*\s*,?\s*of ",
        r"\bpublished (?:the|this|its|an?) (?:[\w-]+ ){1,8}?(?:in the Federal Register )?on "
        rf"(?:{words.WEEKDAY},?\s*)?",
        r"\b(?:from|after|following) the dates? of (?:its )?\w+\s*\(\s*",
        r"\bgiven (?:year|fiscal year) ",
    )
)
"""Words before a day that only identifies another document."""

_RIGHT = tuple(
    phrase(pattern)
    for pattern in (
        rf"\s*[.,]?\s*[(\[]?\s*(?:at |in the Federal Register (?:at )?[(\[]?)?{_CITE}\b",
        r",? (?:issue of (?:the )?)?Federal Register",
        r",? issue\b",
        r",?\s*\(?FR Doc",
    )
)
"""Words after such a day."""

_ADJECTIVE = phrase(
    r",? (?:(?:direct|final|interim|proposed|temporary|joint|correcting|emergency|original) ){0,3}"
    r"(?:rules?|NPRM|ANPRM|notices?|orders?|documents?|proposal|RFI|regulations?|Federal Register)\b"
)
_DETERMINED = phrase(r"(?:\b(?:the|its|that|our|a|an|in)|'s|’s) (?:\w+, )?$")
_OLD_DATE = phrase(
    r",? (?:the )?(?:original )?"
    r"(?:effective date|incorporation by reference|compliance date|expiration date|deadline|comment)"
)
_WAS_TO = phrase(
    r"\b(?:(?:originally|currently|previously|initially|was|were|is|are|and|had been) )+"
    r"(?:scheduled|set|due|to|slated|expected)\b[^.;,]{0,40}$"
    r"|\b(?:which|that) (?:closed|ended|expired)\b[^.;,]{0,30}$"
    r"|\bwould (?:have|otherwise)\b[^.;,]{0,40}$"
)
_FROM = phrase(
    r"\b(?:from|form) (?:the )?"
    r"(?:(?:original|originally scheduled|scheduled|current|previous|previously announced|prior) )*"
    r"(?:(?:effective|compliance|closing|expiration|due|applicability|implementation) date of |date of )?$"
)
_OF_ITS_OWN = phrase(
    r"\b(?:effective|until|till|by|before|through|delayed to|date of|applicable|as of|extended to)\s*(?:on )?$"
)


def place(text: str, start: int, mention: Mention, moving: bool, ahead: bool) -> Place:
    """Where a day belongs.

    Args:
        text: the whole text.
        start: where the sentence begins.
        mention: the expression of time.
        moving: a verb before it in the sentence moves a date ("is delayed").
        ahead: such a verb stands after it.
    """
    left = text[max(start, mention.start - 160) : mention.start]
    right = text[mention.end : mention.end + 80]
    if mention.first.period is None and mention.last is None:
        if any(pattern.search(left) for pattern in _LEFT):
            return Place.IDENTIFIES
        determined = _DETERMINED.search(left) is not None
        if determined and _OLD_DATE.match(right) and ahead:
            return Place.PRIOR
        if determined and _ADJECTIVE.match(right):
            return Place.IDENTIFIES
        if not _OF_ITS_OWN.search(left) and any(pattern.match(right) for pattern in _RIGHT):
            return Place.IDENTIFIES
    if (moving or ahead) and _WAS_TO.search(left):
        return Place.PRIOR
    return Place.PRIOR if moving and _FROM.search(left) else Place.CLAIM
