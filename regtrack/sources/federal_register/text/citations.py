"""Citations in running text, and which of them name the document that is acted on."""

from __future__ import annotations

import re
from typing import NamedTuple

from regtrack.dates_in_text.words import phrase


class CitationMatch(NamedTuple):
    """A citation as it is normalised, and where it stands."""

    text: str
    start: int
    end: int


FR = (
    r"(?:(?P<volume>\d{1,3})\s*(?:FR|Fed\.\s?Reg\.|F\.\s?R\.)\s*(?P<page>\d[\d,]*\d|\d)(?:\s?[-–]\s?\d+)?"
    r"|FR\s(?P<volume2>\d{1,3})\s(?P<page2>\d+))"
)
"""A citation by volume and page; "FR 65 82154" is a way to misprint it."""

_FR = re.compile(rf"\b{FR}")
_NUMBERED = tuple(
    (re.compile(pattern.replace(" ", r"\s+")), form)
    for pattern, form in (
        (r"\bFR Doc(?:ument)?s?\.?\s*(?:Nos?\.?\s*)?((?:[A-Z]\d|\d{2,4}|E\d{1,2})\s?-\s?\d{3,6})", "FR Doc. {}"),
        (r"\b(?:Executive Order|E\.\s?O\.)\s*(?:No\.\s*)?(\d{4,5})", "E.O. {}"),
        (r"\bProclamation (?:No\.\s*)?(\d{4,5})", "Proclamation {}"),
        (r"\b(?:Public Law|Pub\.\s?L\.)\s*(?:No\.\s*)?(\d{2,3}\s?[-–]\s?\d{1,4})", "Pub. L. {}"),
        (r"\b[Dd]ocket (?:[Nn]umber|[Nn]o\.?|ID) ([A-Z]{2,}[\w-]*\d)", "{}"),
    )
)
_CFR = phrase(r"\b\d{1,2} CFR (?:parts? )?\d+(?:\.\d+[a-z]?)?(?:-\d+)?(?:\(\w+\))*")
_HISTORY = phrase(
    r"\b(?:delayed|corrected|extended|stayed|postponed|suspended|reopened|amended|modified|supplemented)\b(?! in this)"
    r"|\bwithdrawn (?:at|on|by)\b"
    r"|\bpursuant to\b|\bby (?:the |a )?(?:final )?rule\b"
)
_ANEW = phrase(
    r"(?:\band|;|,) (?:the |an? )?(?:\w+ ){0,3}"
    r"(?:corrections?|rules?|notices?|documents?|amendments?|proposals?)\b"
)

_NESTED = phrase(
    r"\b(?:withdrawing|replacing|superseding|reopening|rescinding) (?:the|an?) [^,.;]{1,60}?"
    r"(?:published )?(?:at|in)? ?\(?$"
)
"""Before the citation of what the cited document itself acted on."""


def register(text: str, start: int = 0, end: int | None = None) -> list[CitationMatch]:
    """Citations of the Federal Register by volume and first page."""
    found = []
    for match in _FR.finditer(text, start, len(text) if end is None else end):
        volume, page = match["volume"] or match["volume2"], match["page"] or match["page2"]
        found.append(CitationMatch(f"{volume} FR {page.replace(',', '')}", *match.span()))
    return found


def numbered(text: str, start: int, end: int) -> list[CitationMatch]:
    """Orders, laws, dockets and documents that are cited by number."""
    found = [
        CitationMatch(form.format(re.sub(r"\s", "", match[1])), *match.span())
        for pattern, form in _NUMBERED
        for match in pattern.finditer(text, start, end)
    ]
    return sorted(found, key=lambda citation: citation.start)


def provisions(text: str, start: int, end: int) -> list[str]:
    """CFR provisions as printed."""
    return [" ".join(match[0].split()) for match in _CFR.finditer(text, start, end)]


def acted_on(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the citations that name what is acted on.

    Not those which only tell how it was delayed or corrected before.

    Once the text has turned to history ("delayed at 90 FR 1"), it takes the naming of another document ("and the
    correction published at 90 FR 2") to come back.
    """
    cited = register(text, start, end)
    told = [match.end() for match in _HISTORY.finditer(text, start, end)] if cited else []
    anew = [match.start() for match in _ANEW.finditer(text, start, end)] if cited else []
    chosen = []
    for citation in cited:
        history = max((place for place in told if place <= citation.start), default=-1)
        if _NESTED.search(text, max(start, citation.start - 120), citation.start):
            continue
        if history < 0 or any(history <= place < citation.start for place in anew):
            chosen.append(citation.text)
    chosen = chosen or [citation.text for citation in cited[:1] or numbered(text, start, end)]
    return tuple(dict.fromkeys(chosen))
