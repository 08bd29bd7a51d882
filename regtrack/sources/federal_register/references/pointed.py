"""Which rule SUMMARY says is acted on, where the act itself names provisions alone: "EPA is staying that rule's"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from regtrack.citations import IN_REGISTER
from regtrack.sources.federal_register._events.asserted import is_governed
from regtrack.sources.federal_register.references.referenced import ReferencedText, ReferenceGroup
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.vocabulary import spelled

_NEAR = 120
_PAUSES = "stay postpone lift extend"
_THINGS = r"(?:requirements|provisions|standards|sections|amendments|limits|limitations|obligations|deadlines)"
_IT = (  # words for a rule, or for what it requires, that was named before
    rf"(?:(?:that|these|those|such)\s(?:(?:final|interim|direct|same|new)\s)*"
    rf"(?:(?:rules?|regulations?)\b|(?:(?!th(?:e|at|is|ese|ose)\b)\w+\s)?{_THINGS}\b)"
    rf"|the\s(?:named|said|aforementioned|foregoing|above-named)\s{_THINGS}\b"
    r"|the\s(?:(?P<year>\d{4})\s)?(?:(?:final|interim|direct|same)\s)*rule\b)"
)
_WITHIN = (
    r"(?:(?!\b(?:under|pursuant|consistent|accordance|because|until|unlike|by|than|as|and|that|which|no|nothing|rules?"
    r"|regulations?)\b)"
    r"[^.;:,]){0,90}?"
)
_BY = (
    r"\b(?:[Tt]his|[Tt]he)\s(?:\w+\s){0,2}(?:rule|action|document|notice)\s"
    r"|\b(?:[A-Z]{2,6}|Agency|Department|Commission|Bureau|[Ww]e)\s"
)
_DOES = re.compile(
    rf"(?:\b(?:is|are)\s(?:\w+\s){{0,2}}|\b(?:is|are)\s\w+ing\b[^.;:,]{{0,80}}?\sand\s)"
    rf"{spelled(_PAUSES, 'gerund')}"
    rf"|(?:{_BY})(?:\w+ly\s)?{spelled(_PAUSES, 'third')}"
    rf"|\b(?:is|are)\s(?:issuing|publishing|taking|adopting)\sthis\s(?:\w+\s){{0,3}}to\s{spelled(_PAUSES, 'base')}"
)
"""What the document does: "is staying", "is granting reconsideration and staying", "is issuing this rule to extend"."""
_OBJECT = re.compile(rf"(?:,\s(?:for|until|pending)\s[^,;.]{{2,40}},)?\s{_WITHIN}{_IT}", re.IGNORECASE)
_BY_OTHERS = re.compile(
    r"\b(?:courts?|judges?|Congress|States? of|industry|petitioners?|commenters?|owners?|separate|another)\b"
    r"[^.;]{0,60}\Z",
    re.IGNORECASE,
)
"""Before what somebody else does, or another document."""
_THAT_STAY = re.compile(r"\s(?:that|the|its)\s(?:\w+\s)?stay\b(?!\s(?:of|on|for)\b)", re.IGNORECASE)
_WAS_STAYED = re.compile(rf"\b{spelled('stay', 'past')}\s{_WITHIN}{_IT}", re.IGNORECASE)
_IS_DONE = re.compile(
    rf"\b{_IT}(?:(?!\b(?:which|that|not)\b)[^.;:,]){{0,40}}?"
    rf"\b(?:is|are)\s(?:(?:hereby|being|now|temporarily)\s)*{spelled(_PAUSES, 'participle')}\b",
    re.IGNORECASE,
)
_JOINED = re.compile(rf"\b{_IT}[\s,]+and[\s,]*\Z", re.IGNORECASE)
_SOME = re.compile(
    r"\s(?:for\s[\w -]{3,24}\s)?"
    r"(?:certain|some|additional|specified|selected|the|these|one|two|three|four|five|six)\s"
    rf"(?:\w+\s){{0,2}}?(?:{_THINGS}|paragraphs?|subparts?|section|provision|requirement)\b"
    r"(?!\s(?:of|in|under|from)\s)",
    re.IGNORECASE,
)
"""Some of a rule, after "reconsideration of that rule and is staying", or before the rest of it."""
_REST = re.compile(
    r"\b(?:remainder|rest|balance|other\s(?:\w+\s)?(?:provisions?|requirements?|portions?|parts?|sections?|paragraphs?))"
    rf"\sof\s{_IT}",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_RULE = re.compile(r"\b(?P<proposed>proposed\s)?(?P<rule>(?:rule(?:making)?s?|regulations?)\b)", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:propos(?:ed|al|es|ing)|NPRM|notices?|guidance|memorand\w+|polic(?:y|ies)|orders?|petitions?|letters?|stay"
    r"|stayed|delay|delayed|interpretations?|determinations?)\b",
    re.IGNORECASE,
)


_PROVISION = rf"(?:\w+\s){{0,2}}(?:{_THINGS}|requirement|provision|section|paragraph|standard|limit|definition)s?"
_MADE = r"(?:published|adopted|issued|promulgated|added|made|established)"
_PROVISION_AT = re.compile(  # of what is stayed, where it stands: "The provision was published on D at C"
    rf"\W*(?:(?:The|That|This|Those|These)\s{_PROVISION}\s(?:(?:was|were)\s(?:(?:first|originally)\s)?{_MADE}|appeared)"
    rf"|(?:[A-Z]{{2,6}}|It|We|The\s\w+)\s(?:(?:first|originally)\s)?{_MADE}\s(?:the|that|this|those|these)\s{_PROVISION}"
    r"\s(?=in\s(?:an?|the|its)\s(?:(?!proposed)\w+\s){0,3}?(?:rule|regulation)))\b(?!\s(?:for\scomment|as\s(?:an?\s)?propos))"
)
_STAYS = re.compile(
    rf"\b(?:(?:is|are)\s(?:\w+\s){{0,2}}{spelled('stay', 'gerund')}"
    rf"|(?:[A-Z]{{2,6}}\)?|(?i:agency|department|commission|bureau|we|action|rule|document))\s(?:\w+ly\s)?"
    rf"{spelled('stay', 'third')})[^.;]{{0,80}}?\s(?:{_THINGS}|requirement|provision|section|paragraph|standard|limit"
    r"|definition|§)"
)


def pointed_to(summary: ReferencedText, dates: ReferencedText) -> list[ReferenceGroup]:
    """Return the one rule that SUMMARY cites and says is acted on; none where it may be another, or is only cited."""
    text, rules = summary.text, list[ReferenceGroup]()
    for group in summary.groups():
        at = _is_of_stayed(text, group)
        sort = at or _sort(text, group)
        if sort is None:
            return []
        if sort:
            rules.append(group)
    names = {name for each in rules for name in each.names}
    others = (each for each in dates.groups() if any(ref.kind in IN_REGISTER for ref in each.references))
    if len(rules) != 1 or any(names.isdisjoint(each.names) for each in others):
        return []
    if _is_of_stayed(text, rules[0]):
        return rules
    year = next((str(ref.published_on.year) for ref in rules[0].references if ref.published_on), None)
    return rules if any(_acts(text, rules[0], year)) else []


def _is_of_stayed(text: str, group: ReferenceGroup) -> bool:
    """Return whether a sentence tells where the provisions were published that the one before it stays."""
    if _PROVISION_AT.match(group.quote) is None or group.quote.count(" FR ") > 1:
        return False
    before = text[: max(0, text.find(group.quote))]
    acts = list(_STAYS.finditer(before))
    return bool(acts) and not is_governed(before, acts[-1].start())


def _sort(text: str, group: ReferenceGroup) -> bool | None:
    """Return whether a document that is cited is a rule, by the noun nearest to it; None where none tells."""
    begin = text.find(group.quote, max(0, group.start - len(group.quote)))
    sentence = _QUOTED.sub(lambda match: " " * len(match[0]), group.quote)
    at, end = group.start - begin, group.end - begin
    nouns = [(each, "rule" in each.re.groupindex and not each["proposed"]) for each in _nouns(sentence)]
    before = [(at - each.end(), rule) for each, rule in nouns if each.end() <= at]
    after = [(each.start() - end, rule) for each, rule in nouns if each.start() >= end]
    nearest = min(before or after, default=None)
    return nearest[1] if nearest is not None else None


def _nouns(sentence: str) -> Iterator[re.Match[str]]:
    yield from _RULE.finditer(sentence)
    yield from _OTHER.finditer(sentence)


def _acts(text: str, rule: ReferenceGroup, year: str | None) -> Iterable[bool]:
    """Yield whether what acts in a text is done to a rule that is named before."""
    for act in _DOES.finditer(text, rule.end):
        sentence = sentence_at(text, *act.span())
        place = sentence.find(act[0])
        if is_governed(sentence, place + act[0].rfind(" ") + 1) or _BY_OTHERS.search(sentence, 0, place):
            continue
        if (done := _OBJECT.match(text, act.end())) is not None:
            yield done["year"] in (None, year)
        elif _SOME.match(text, act.end()):
            before = _JOINED.search(text, max(rule.end, act.start() - _NEAR), act.start())
            named = before or _REST.search(text, act.end())
            yield named is not None and named["year"] in (None, year)
        elif _THAT_STAY.match(text, act.end()):
            stayed = _WAS_STAYED.search(text, rule.end, act.start())
            yield stayed is not None and stayed["year"] in (None, year)
    for match in _IS_DONE.finditer(text, rule.end):
        yield _BY_OTHERS.search(text, rule.end, match.start()) is None and match["year"] in (None, year)
