"""Which citations in running text name the document that is acted on."""

from __future__ import annotations

from functools import lru_cache

from regtrack.citations import IN_REGISTER, Reference, ReferenceKind, find_numbers
from regtrack.dates_in_text.words import phrase
from regtrack.sources.federal_register.text.vocabulary import spelled

_BY_NUMBER = {
    ReferenceKind.FR_DOCUMENT: "FR Doc. {}",
    ReferenceKind.EXECUTIVE_ORDER: "{}",
    ReferenceKind.PROCLAMATION: "{}",
    ReferenceKind.PUBLIC_LAW: "{}",
    ReferenceKind.DOCKET: "{}",
}
"""What names what is acted on where nothing is cited by page, and how a claim spells it."""
_HISTORY = phrase(
    rf"\b(?:{spelled('postpone extend stay reopen correct', 'participle')}|amended|modified|supplemented)\b(?! in this)"
    r"|\bwithdrawn (?:at|on|by)\b"
    r"|\bpursuant to\b|\bby (?:the |a )?(?:final )?rule\b"
)
_ANEW = phrase(
    r"(?:\band|;|,) (?:the |an? )?(?:\w+ ){0,3}"
    r"(?:corrections?|rules?|notices?|documents?|amendments?|proposals?)\b"
)

_NESTED = phrase(
    rf"(?<!\bis\s)(?<!\bare\s)\b(?:{spelled('withdraw supersede reopen rescind', 'gerund')}|replacing)"
    r" (?:the|an?) [^,.;]{1,60}?"
    r"(?:published )?(?:at|in)? ?\(?$"
)
"""Before the citation of what the cited document itself acted on; what an agency "is withdrawing", it acts on."""


@lru_cache(maxsize=8)
def _numbers(text: str) -> tuple[Reference, ...]:
    """Read a text once for all that is asked of its citations."""
    return tuple(find_numbers(text))


def _between(text: str, start: int, end: int) -> list[Reference]:
    return [each for each in _numbers(text) if start <= each.start and each.end <= end]


def cites_a_page(text: str) -> bool:
    """Return whether a text cites the Federal Register by volume and page."""
    return any(each.kind is ReferenceKind.FR_CITATION for each in _numbers(text))


def cites_the_register(text: str) -> bool:
    """Return whether a text cites a document of the Federal Register by page or number."""
    return any(each.kind in IN_REGISTER for each in _numbers(text))


def provisions(text: str, start: int, end: int) -> tuple[str, ...]:
    """CFR provisions as printed, each once."""
    found = (each for each in _between(text, start, end) if each.kind is ReferenceKind.CFR)
    return tuple(dict.fromkeys(" ".join(each.quote.split()) for each in found))


_A_SUBJECT = phrase(r"\)?[^.;]{0,40}?[,;] (?:and|but|while|so that) (?:the|that|this|its|our) [^.;,]{0,160}\Z")
_GOES_ON = phrase(
    r"\)?,?(?: \([^()]{0,40}\),?)? (?:thereby |therefore |again |now |will )?"
    r"(?:takes?|resumes?|becomes?|remains?|goes|comes?|continues?|stays|is (?:again |now |back )*in (?:effect|force))\b"
)
"""Of a clause of its own: "withdraws the notice at C1, and the rule at C2 takes effect"."""


def acted_on(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the citations that name what is acted on.

    Not those which only tell how it was delayed or corrected before.

    Once the text has turned to history ("delayed at 90 FR 1"), it takes the naming of another document ("and the
    correction published at 90 FR 2") to come back.
    """
    named = _between(text, start, end)
    if not named:
        return ()
    cited = [each for each in named if each.kind is ReferenceKind.FR_CITATION]
    told = [match.end() for match in _HISTORY.finditer(text, start, end)] if cited else []
    anew = [match.start() for match in _ANEW.finditer(text, start, end)] if cited else []
    chosen = []
    for citation in cited:
        history = max((place for place in told if place <= citation.start), default=-1)
        if _NESTED.search(text, max(start, citation.start - 120), citation.start):
            continue
        before = max((each.end for each in cited if each.end <= citation.start), default=None)
        if before and _A_SUBJECT.match(text, before, citation.start) and _GOES_ON.match(text, citation.end):
            continue
        if history < 0 or any(history <= place < citation.start for place in anew):
            chosen.append(citation.name)
    if not chosen:
        numbered = (each for each in named if each.kind in _BY_NUMBER)
        chosen = [each.name for each in cited[:1]] or [_BY_NUMBER[each.kind].format(each.name) for each in numbered]
    return tuple(dict.fromkeys(chosen))
