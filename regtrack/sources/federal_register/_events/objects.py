"""What an act is done to: a document, or only something that stands in one.

The object of the act decides, not words that may stand for a part: whatever is acted on "of", "in" or "added by" a
rule, and is not its effect, its date or its enforcement, is less than the rule.
"""

from __future__ import annotations

import re
from functools import lru_cache

from regtrack.dates_in_text.words import lower
from regtrack.sources.federal_register._events.scoping import PARTIAL, part_name
from regtrack.sources.federal_register.text.scopes import ALL_MADE
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

LONGEST = 2_000
"""Characters of a sentence that are looked at."""
ACTS = "postpone extend accelerate stay lift end withdraw rescind supersede reinstate remove"
DEED = re.compile(rf"\b(?:(?:{spelled(ACTS)}|enjoin\w*|vacat\w+|invalidat\w+|sets? aside)\b|{nouns(ACTS)} of\b)")
"""For text in lower case."""
DOCUMENT = re.compile(
    r"\b(?<!further )(?:(?i:rul(?:es?|emakings?)|final actions?|regulations?|orders?|directives?|notices?|documents?"
    r"|determinations?"
    r"|guidance|corrections?|proposals?)|ADs?|A?NPRM|[DI]FR|NOFO|FR Doc)\b"
    r"(?!['’]|\s+(?:of practice|amendments?|provisions?|requirements?))|\d+ FR \d|\b(?i:exemption)(?= published\b)"
)
DAY = re.compile(
    r"(?P<at>\b(?i:as of|effective|on|until|to|from|by|through|beginning)\s+)?"
    r"[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}(?P<end>,?)"
)
_TITLE = re.compile(
    r"(?:“|``|\")[^”\"]{3,300}(?:”|''|\"),?"
    r"|\b[A-Z][\w’'-]{2,}(?:[,;:]? (?:(?:of|the|for|and|in|to|on|an?|by|with|from|or|under) ){0,2}[A-Z][\w’'-]{2,})+"
)
"""Titles, in quotation marks or by their capitals: what stands in them is said of no part."""
_MADE = "adopted|promulgated|established|issued|made|added|imposed|contained|set forth"
_LINK = re.compile(
    r"\s(?:(?:of|for|in|on|from|by|with|within|under|against|into)"
    rf"|(?:{_MADE}|published|amending)(?: in| by| under| at)?)"
    r"(?=\s)",
    re.IGNORECASE,
)
_DETERMINED = re.compile(r"\s*(?:the|this|that|these|those|its|an?|our|each|such|all|both)\b|\W*$", re.IGNORECASE)
WHOLE = re.compile(
    r"(?:\s*(?:the|this|that|its|an?|each|all|both)|(?:.*\b)?"
    r"(?:(?:effective|compliance|applicab\w+|expir\w+)(?: and \w+)? (?:dates?|period)|effect(?:iveness)?"
    r"|enforcement|implementation|application|operation|compliance|applicability|entirety|whole|all|remainder"
    r"|expiration|duration|term|period|dates?|(?:which|when)\b.*\b(?:comply|meet\b.*)|until|through|as|effective|published"
    r"|announced|printed|imposed|granted|noticed"
    rf"|Federal Register|\d+ CFR parts?\b.*|{nouns(ACTS)}))?\W*",
    re.IGNORECASE | re.DOTALL,
)
_BY_WHICH = re.compile(r" (?:by|on) which\b[^.;]{0,200}?\b(?:comply with|(?:is|are) subject to)(?= )")
"""Words of a date that is moved, and no part: "the date by which carriers are subject to the rule"."""
_CLAUSE_START = re.compile(rf"[,;:]\s(?!\s*(?:as )?(?:{_MADE})\b)|\bthat\s")
THINGS = (
    r"(?:accreditation|agreement|approval|authorization|certificate|certification|declaration|designation|determination"
    r"|deviation|exception|exclusion|exemption|finding|guideline|licen[cs]e|permission|permit|policy statement"
    r"|recognition|registration|statement|variance|waiver)s?|polic(?:y|ies)|guidance"
)
"""What a notice may give, and is in force for."""
GIVEN = "granted|issued|made|published|announced|approved|given|conferred|adopted|printed"
THING = re.compile(rf"\b(?:{THINGS})\b", re.IGNORECASE)
GIVEN_THING = re.compile(rf"\b(?:{THINGS})\b[^;]*?\b(?:{GIVEN})\b", re.IGNORECASE)
_WAS_GIVEN = re.compile(
    rf"\s*(?:(?!(?:of|for|in|on|to|under|from|that|which)\b)[\w'’-]+\s){{0,7}}?(?:{THINGS})\b[^.;]{{0,120}}?"
    rf"\s(?:{GIVEN})(?: to [^.;]{{1,80}}?)?(?: (?:in|by|at|on|under|the|this|our|its|that|earlier|final|\d{{4}}))*\s*",
    re.IGNORECASE,
)
"""A thing and, right before the document, that it was given there: both are one."""
_DONE_TO = re.compile(r"[^;]{0,250}?\b(?:is|are|was|were|been|be)\b", re.IGNORECASE)


_DONE_TO_IT = re.compile(
    rf"(?<!which )(?<!that )\b{spelled(ACTS, 'gerund', 'third')} (?:it|(?:the|this|that) (?:[\w-]+ ){{0,2}}rule)\b"
    r"(?! in part)",
    re.IGNORECASE,
)
"""Behind a document that is named: "had comments on the rule at C, and is withdrawing it"."""


def without_days(text: str) -> str:
    """Return a text without its days; the comma after "on January 12, 2026," parts clauses and stays."""
    return DAY.sub(lambda day: f"{day['end']} " if day["at"] else " ", text)


@lru_cache(maxsize=16)
def part_acted_on(sentence: str, title: str) -> str | None:
    """Return the words of what an act is done to, where that is not a document but something in one; None otherwise.

    Only the object of the act counts: "stays the training requirements of the rule" and "reporting obligations in the
    rule are delayed" are about less than the rule, "delays the effective date of the rule" and "compliance with the
    order is suspended" about all of it. Where a sentence has an object of both sorts, it is the whole.

    Args:
        sentence: in which the act and the document stand.
        title: that of the acting document: words of it in the name of a rule are no part of that rule.
    """
    sentence = sentence[:LONGEST]
    sentence = ALL_MADE.sub("", _BY_WHICH.sub(" of ", sentence))
    plain = _TITLE.sub(" ", without_days(sentence))
    part, verbs, last = None, [each.end() for each in DEED.finditer(lower(plain))], 0
    for document in DOCUMENT.finditer(plain):
        before = plain[: document.start()]
        verb = max((end for end in verbs if end <= document.start()), default=None)
        named, last = last > (verb or 0), document.end()
        if named and document[0][0].isdigit():
            continue  # the page of the document that was named
        if verb is None and not _DONE_TO.match(plain, document.end()):
            continue
        if verb is None and _DONE_TO_IT.search(plain, document.end()):
            return None
        begin = verb if verb is not None else max((each.end() for each in _CLAUSE_START.finditer(before)), default=0)
        if not document[0].lower().startswith(("rule", "regul")) and _is_given(before[begin:]):
            return None
        names = _narrowing(before[begin:], title)
        if names is None:
            return None
        part = part or names
    return part


def _is_given(object_: str) -> bool:
    """Return whether what an act is done to is all that a notice gave: "the permit issued in the notice"."""
    return _WAS_GIVEN.fullmatch(object_) is not None and not PARTIAL.search(object_)


def _narrowing(object_: str, title: str) -> str | None:
    """Return the words of an object that stand before its document and are no whole; None for the whole."""
    links = list(_LINK.finditer(object_))
    while links and not _DETERMINED.match(object_, links[-1].end()):  # "a system of records notice" is one name
        links.pop()
    begin, last = 0, object_[links[-1].start() :] if links else ""
    if len(links) == 1 and last.lstrip().startswith("published") and not PARTIAL.search(object_):
        return None  # what is published is a document: "withdraws the policy statement published on"
    for link in links:
        words = object_[begin : link.start()]
        if not WHOLE.fullmatch(words) and words.strip().casefold() not in title:
            return part_name(object_[begin : links[-1].start()])
        begin = link.end()
    return None


_CHANGES = re.compile(
    r"\b(?:rules?|rulemaking|regulations?) (?:(?:that|which) )?(?:add|amend|revis|remov|establish|promulgat|codif)\w*\b"
    r" (?P<what>(?:[^;.]|\.\d){3,400}?)(?=,? (?:which |that )?(?:was |were )?(?:published|issued|appearing)\b|\s+\()",
    re.IGNORECASE,
)
"""A rule by the provisions that it changes, before its page."""


def changed_by(sentence: str) -> str | None:
    """Return the provisions by which words name a rule: "the rule adding § 1.2, published at 91 FR 1100"."""
    match = _CHANGES.search(sentence[:LONGEST])
    return match["what"] if match is not None else None
