"""What a document recites of the publication of what it acts on: what that is, and since when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Container, Iterable
from typing import NamedTuple

from regtrack.citations import FIRST_YEAR, Reference
from regtrack.model.event import Event
from regtrack.model.kinds import Dimension
from regtrack.sources.federal_register.text.recitals import PROPOSAL, PUBLICATION, RECITALS
from regtrack.sources.federal_register.text.sentences import sentence_at, split

_SORT = re.compile(
    r"(?P<proposal>\bproposed(?:\s+\w+){0,2}?\s+(?:rule(?:making)?|regulation)s?\b|\bpropos(?:ed|als?)\b|\bnotices?\s+of\s+proposed\s+rulemaking\b|\b(?:AN|SN|N)?PRM\b"
    r"|\badvance\s+notice\b)"
    r"|(?P<guidance>\bguidance\b|\bstatements?\s+of\s+policy\b|\bpolicy\s+statements?\b|\badvisory\s+opinions?\b"
    r"|\binterpretive\s+rules?\b)"
    r"|(?P<rule>\b(?:rules?|regulations?|IFR|DFR|TFR|airworthiness\s+directives?|(?-i:ADs?))\b)"
    r"|(?P<other>\b(?:notices?|orders?|determinations?|(?:stay|delay)s?(?=\s+of\b)|extensions?|corrections?|documents?|requests?"
    r"|polic(?:y|ies)|statements?|bulletins?|exemptions?|licen[cs]es?|decisions?|proclamations?)\b)",
    re.IGNORECASE,
)
"""What a document is called."""
_BACK, _ON = 200, 40  # how far before a citation, and behind it, such a word may stand
_KINDS = {"proposal": "proposed_rule", "rule": "final_rule", "guidance": "guidance"}
_TELLING = frozenset((Dimension.STAGE, Dimension.FORCE, Dimension.PAUSE, Dimension.DUTY, Dimension.ENFORCEMENT))
_OF_TEXT = frozenset(("correct", "amend"))  # whose day is that of a change of the text, and not of what is changed
_EFFECTIVE_DATE = re.compile(r"\W*The effective date (?:of|for) (?!this\b)", re.IGNORECASE)
_OF_PROVISIONS = re.compile(
    r"\b(?:provisions?|requirements?|sections?|paragraphs?) (?:of|in) (?:the|its|our) (?P<what>[^.;()]{1,80}) \($",
    re.IGNORECASE,
)
_PROPOSALS = frozenset(("withdraw_proposal", "propose"))


class Issue(NamedTuple):
    """That something was published."""

    event: str  # the kind of the event
    instrument: str  # the kind of what was published
    on: dt.date  # the day
    quote: str  # the sentence


def issue_of(
    text: str, names: Iterable[Reference], acts: Collection[Event], published_on: dt.date | None
) -> Issue | None:
    """Return what a text tells of the publication of something that is only cited, and that a document acts on.

    None where it tells no day or several, or nobody knows what it is.
    """
    dated = [each for each in names if each.published_on is not None and each.consistent]
    days = {each.published_on for each in dated}
    done = {each.kind for each in acts if each.row.dimension in _TELLING and each.kind not in RECITALS}
    only_text = any(each.kind in _OF_TEXT for each in acts) and not any(map(_tells_day, acts))
    if len(days) != 1 or not done or published_on is None or only_text:
        return None
    on = days.pop()
    sorts = {sort for each in dated if (sort := sort_of(text, each))}
    if not sorts and all(each.parts for each in acts if each.kind in done):
        sorts = {"rule"}  # provisions of the Code
    sort = sorts.pop() if len(sorts) == 1 else "other"
    if on is None or on >= published_on or sort == "other" or (sort == "proposal") != (done <= _PROPOSALS):
        return None
    first = dated[0]
    kind = PROPOSAL if sort == "proposal" else PUBLICATION
    return Issue(kind, _KINDS[sort], on, sentence_at(text, first.start, first.end))


def told_of(told: Iterable[tuple[str, Reference]], published_on: dt.date | None) -> Issue | None:
    """Return the publication of a rule that is only told of, from each text and a name in it; None if it is none."""
    dated = [(text, each) for text, each in told if each.published_on is not None and each.consistent]
    days = {each.published_on for _, each in dated}
    on = days.pop() if len(days) == 1 else None
    if on is None or published_on is None or on >= published_on or any(sort_of(*each) != "rule" for each in dated):
        return None
    text, first = dated[0]
    return Issue(PUBLICATION, "final_rule", on, sentence_at(text, first.start, first.end))


def _tells_day(act: Event) -> bool:
    """Return whether it tells the effective date of what is corrected: "The effective date of the rule remains D"."""
    return act.kind == "set_effective" and _EFFECTIVE_DATE.match(act.evidence[0].quote or "") is not None


def year_of(text: str, names: Iterable[Reference], sorts: Container[str | None]) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of the year of what is cited by its page alone and called so; else None."""
    pages = [each for each in names if each.volume is not None]
    if not pages or any(each.published_on is not None for each in pages):
        return None
    years = {each.volume + FIRST_YEAR for each in pages if each.volume is not None}
    if len(years) != 1 or any(sort_of(text, each) not in sorts for each in pages):
        return None
    year = years.pop()
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def sort_of(text: str, reference: Reference) -> str | None:
    """Return what a reference calls what it names: the last word for it before the citation, or the first behind.

    Provisions are those of a rule: "the stay of two provisions of its standard for ladders (84 FR 1)".
    """
    begin = next((each.start for each in split(text) if each.start <= reference.start < each.end), 0)
    before = list(_SORT.finditer(text, max(begin, reference.start - _BACK), reference.end))
    found = before[-1] if before else _SORT.search(text, reference.end, reference.end + _ON)
    if found is not None and found.lastgroup == "other":
        of = _OF_PROVISIONS.search(text, found.end(), reference.start)
        return "rule" if of is not None and _SORT.search(of["what"]) is None else "other"
    return found.lastgroup if found else None
