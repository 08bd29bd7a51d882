"""The dates of a rule as its correction prints them anew: "the DATES section is corrected to read: “...”"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import attrs

from regtrack.citations import IN_REGISTER
from regtrack.sources.federal_register._events.asserted import is_asserted
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.dates import read_dates
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.references.targets import ActTarget
from regtrack.sources.federal_register.text.sentences import sentence_at

_QUOTED = r"[“\"][^”\"]{3,600}[”\"]"
_ANEW = re.compile(
    r"(?:\b(?:EFFECTIVE )?DATES?\b|\b[Dd]ates?(?=[”\"’']{0,2} (?:section|caption|paragraph|heading)))"
    rf"[”\"’']{{0,2}}(?:[^.;“\"]|\bDoc\.){{0,160}}?(?:{_QUOTED},? (?:(?:is|are) (?:\w+ )?)?)?"
    r"(?:to read|should (?:have )?read)\b(?: as follows)?[:,]? [“\"](?P<new>[^”\"]{3,600})[”\"]"
)
_ALL_OF_IT = re.compile(
    r"(?:(?:the|this|these|all) )?(?:[\w-]+ ){0,3}?(?:amendments|rules?|regulations?|changes|revisions|provisions|dfr)",
    re.IGNORECASE,
)
_MOVED: dict[str, tuple[str | None, str | None]] = {
    "set_effective": ("delay_effective", None),
    "set_compliance": ("set_compliance", "delay"),
}
"""What a date of the corrected rule is moved by, with the act of the claim."""
_OF_COMPLIANCE = re.compile(r"\bcorrect\w* (?:the |an? )?(?:[\w-]+ )?compliance dates?\b", re.IGNORECASE)
_OF_EFFECT = re.compile(r"\beffective date", re.IGNORECASE)


class PrintedAnew(NamedTuple):
    """What a correction prints anew: the claims, and those of the document that are no more than this, or the old."""

    claims: list[DateClaim]
    others: list[DateClaim]


def printed_anew(
    document: RegisterDocument, acted_on: Iterable[ActTarget], claims: Iterable[DateClaim], zone: str
) -> PrintedAnew | None:
    """Return the dates that DATES or SUMMARY of a correction prints anew for the one rule that it corrects.

    None where it prints none. The claims of the document that are left are those before the words which print them.
    """
    day = document.published_on
    rules = {each.references for each in acted_on if each.deed.verb == "correct" and not each.deed.proposed}
    names = [each.name for each in rules.pop() if each.kind in IN_REGISTER] if len(rules) == 1 else []
    texts = {False: document.dates or "", True: document.abstract or ""}
    if (
        not names
        or day is None
        or document.type is DocumentType.PROPOSED_RULE
        or not any(" read" in text for text in texts.values())
    ):
        return None
    for of_summary, text in texts.items():
        told = _ANEW.search(text)
        sentence = sentence_at(text, *told.span()) if told else ""
        if told is None or not is_asserted(sentence.replace(told["new"], "")):
            continue
        new = read_dates(told["new"], published_on=day, zone=zone)
        found = list(_moved(new, names[0], duty=_is_of_duty(document, told["new"])))
        kept = [each for each in claims if each.of_summary != of_summary or each.end <= told.start()]
        return PrintedAnew(found, kept) if found else None
    return None


def _is_of_duty(document: RegisterDocument, new: str) -> bool:
    """Return whether the date of compliance is what is corrected, and not that of effect, which is printed again."""
    words = f"{document.title} {document.dates} {document.abstract}".replace(new, "")
    return _OF_COMPLIANCE.search(words) is not None and _OF_EFFECT.search(words) is None


def _moved(new: Iterable[DateClaim], rule: str, *, duty: bool) -> Iterator[DateClaim]:
    """Yield the claims of the words that are printed anew, as those that move the dates of a rule."""
    for each in new:
        kind, act = _MOVED.get(each.kind, (None, None))
        if kind is None or each.target or each.act or each.unread or not each.when.dated or (duty and act is None):
            continue
        scope = None if _ALL_OF_IT.fullmatch(each.scope or "") else each.scope
        yield attrs.evolve(each, kind=kind, act=act, scope=scope, target=(rule,), of_summary=True)
