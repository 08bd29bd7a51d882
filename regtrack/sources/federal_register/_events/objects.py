"""What an act is done to: a document, or only something that stands in one.

The object of the act decides, not words that may stand for a part: whatever is acted on "of", "in" or "added by" a
rule, and is not its effect, its date or its enforcement, is less than the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from regtrack.citations import Reference
from regtrack.dates_in_text.words import lower
from regtrack.sources.federal_register._events.scoping import PARTIAL, part_name
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.text.scopes import ALL_MADE
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

_LONGEST = 2_000
"""Characters of a sentence that are looked at."""
_ACTS = "postpone extend accelerate stay lift end withdraw rescind supersede reinstate remove"
_DEED = re.compile(rf"\b(?:(?:{spelled(_ACTS)}|enjoin\w*|vacat\w+|invalidat\w+|sets? aside)\b|{nouns(_ACTS)} of\b)")
"""For text in lower case."""
DOCUMENT = re.compile(
    r"\b(?<!further )(?:(?i:rul(?:es?|emakings?)|regulations?|orders?|directives?|notices?|documents?|determinations?"
    r"|guidance|corrections?|proposals?)|ADs?|A?NPRM|[DI]FR|NOFO|FR Doc)\b"
    r"(?!['’]|\s+(?:of practice|amendments?|provisions?|requirements?))|\d+ FR \d"
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
    r"(?:\s*(?:the|this|that|its|an?)|(?:.*\b)?"
    r"(?:(?:effective|compliance|applicab\w+|expir\w+)(?: and \w+)? (?:dates?|period)|effect(?:iveness)?"
    r"|enforcement|implementation|application|operation|compliance|applicability|entirety|whole|all|remainder"
    r"|expiration|duration|term|period|dates?|(?:which|when)\b.*\b(?:comply|meet\b.*)|until|through|as|effective|published"
    r"|announced|printed|imposed|granted|noticed"
    rf"|Federal Register|\d+ CFR parts?\b.*|{nouns(_ACTS)}))?\W*",
    re.IGNORECASE | re.DOTALL,
)
_BY_WHICH = re.compile(r" (?:by|on) which\b[^.;]{0,200}?\b(?:comply with|(?:is|are) subject to)(?= )")
"""Words of a date that is moved, and no part: "the date by which carriers are subject to the rule"."""
_CLAUSE_START = re.compile(rf"[,;:]\s(?!\s*(?:as )?(?:{_MADE})\b)|\bthat\s")
_DONE_TO = re.compile(r"[^;]{0,250}?\b(?:is|are|was|were|been|be)\b", re.IGNORECASE)


def _without_days(text: str) -> str:
    """Return a text without its days; the comma after "on January 12, 2026," parts clauses and stays."""
    return DAY.sub(lambda day: f"{day['end']} " if day["at"] else " ", text)


def part_acted_on(sentence: str, title: str) -> str | None:
    """Return the words of what an act is done to, where that is not a document but something in one; None otherwise.

    Only the object of the act counts: "stays the training requirements of the rule" and "reporting obligations in the
    rule are delayed" are about less than the rule, "delays the effective date of the rule" and "compliance with the
    order is suspended" about all of it. Where a sentence has an object of both sorts, it is the whole.

    Args:
        sentence: in which the act and the document stand.
        title: that of the acting document: words of it in the name of a rule are no part of that rule.
    """
    sentence = sentence[:_LONGEST]
    sentence = ALL_MADE.sub("", _BY_WHICH.sub(" of ", sentence))
    plain = _TITLE.sub(" ", _without_days(sentence))
    part, verbs, last = None, [each.end() for each in _DEED.finditer(lower(plain))], 0
    for document in DOCUMENT.finditer(plain):
        before = plain[: document.start()]
        verb = max((end for end in verbs if end <= document.start()), default=None)
        named, last = last > (verb or 0), document.end()
        if named and document[0][0].isdigit():
            continue  # the page of the document that was named
        if verb is None and not _DONE_TO.match(plain, document.end()):
            continue
        begin = verb if verb is not None else max((each.end() for each in _CLAUSE_START.finditer(before)), default=0)
        names = _narrowing(before[begin:], title)
        if names is None:
            return None
        part = part or names
    return part


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


_OWNED = re.compile(
    r"\b(?:[Rr]ules?|[Rr]egulations?|[Oo]rders?|[Nn]otices?)(?:['’]s|s['’])\s+(?:\([^)]*\)\s+)?(?P<what>[^.;,()]{3,80}?)"
    r"(?=\s*(?:\(|[,;.]|\b(?:is|are|was|were|until|to|from|of|for|pending|as)\b))"
)
_NO_LIMIT = (
    r"(?:(?:its|their|the|this|that|these|an?|each) )?"
    r"(?:(?:final|interim|direct|same|foregoing|following|above|additional|further|public) )?"
    r"(?:entirety|whole|full|reasons?|purposes?|period|time|term|duration|future|meantime|interim|benefit|rules?"
    r"|regulations?|orders?|AD|Federal Register|part|accordance|response|light|connection|compliance|consideration"
    r"|conjunction|now|good|lack|want|failure|review|reconsideration|approximately|about|least|more|less|no|all)\b"
    r"|[^,;.]{0,30}\b(?:days?|weeks?|months?|years?)\b|\W*\d(?!\d? CFR)"
)
_LIMITED = re.compile(
    r"\b(?:(?:insofar as|to the extent(?! permitted| practicable| possible| necessary| feasible)(?: that)?)"
    r"(?: (?:it|they|these|those) (?:appl|relat|pertain)\w* to)?"
    r"|as (?:it|they|these|those) (?:appl|relat|pertain)\w* to|as applied to|with (?:respect|regard) to"
    r"|(?:only|solely) (?:for|as to|in|to|with respect to|against)"
    rf"|\b(?:{spelled(_ACTS, 'participle')}|vacated|enjoined)\s(?:in|within|against|as to|for))"
    rf"\s(?!{_NO_LIMIT})(?P<what>(?:(?!\b(?:until|pending|is|are)\b)(?:[^,;.]|\.\d)){{3,120}})",
    re.IGNORECASE,
)


_IN_PART = re.compile(
    rf"\b(?:is|are|was|were|been|be) (?:\w+ )?(?:{spelled(_ACTS, 'participle')}|vacated)\b[^.;]{{0,60}}?"
    r" (?P<what>in part)(?=[.,;:]|\s*$| (?:until|pending|effective|as of|on)\b)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\b(?:is|are|was|were|been|be) (?:\w+ )?(?:{spelled(_ACTS, 'participle')}|vacated)\b"
    r"(?:,? (?:effective|until|through|to|from|on|as of|indefinitely|further|notice|by|orders?|of|the|court"
    r"|[A-Z][a-z]+ \d{1,2}, \d{4}))*,? (?P<what>(?:only |solely )?(?:as regards|in respect of|pertaining to|so far as"
    r"|where|among|throughout|for all (?:[\w-]+ ){1,3}(?:but|except)"
    r"|in the \w+ Circuit|on (?!(?:the )?(?:basis|grounds?|date|day)\b|[A-Z]\w+ \d)"
    r"|at (?!the request|\d))(?:[^.;]|\.\d)+)"
)
"""What still follows an act and its day, and is no reason: for what, where or among whom it is done."""
_CHANGES = re.compile(
    r"\b(?:rules?|rulemaking|regulations?) (?:(?:that|which) )?(?:add|amend|revis|remov|establish|promulgat|codif)\w*\b"
    r" (?P<what>(?:[^;.]|\.\d){3,400}?)(?=,? (?:which |that )?(?:was |were )?(?:published|issued|appearing)\b|\s+\()",
    re.IGNORECASE,
)
"""A rule by the provisions that it changes, before its page."""


def changed_by(sentence: str) -> str | None:
    """Return the provisions by which words name a rule: "the rule adding § 1.2, published at 91 FR 1100"."""
    match = _CHANGES.search(sentence[:_LONGEST])
    return match["what"] if match is not None else None


def limited_to(sentence: str) -> str | None:
    """Return the words that an act is limited to: whom, where or what of the rule; None where it is not."""
    sentence = sentence[:_LONGEST]
    owned = _OWNED.search(sentence)
    if owned is not None and not WHOLE.fullmatch(owned["what"]):
        return part_name(owned["what"])
    limited = _LIMITED.search(sentence) or _IN_PART.search(sentence) or _BEHIND.search(sentence)
    return part_name(limited["what"]) if limited is not None else None


_ASKED = (
    r"(?:[Pp]ropos\w+|[Ii]nten[dt]\w*|plan(?:s|ned|ning)?|consider\w*|expect\w*|anticipat\w+|declin\w+"
    r"|den(?:y|ies|ied|ying)|refus\w+|reject\w*|disagree\w*|request\w*|seek\w*|sought|ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|want\w*|suggest\w*"
    r"|recommend\w*|decided not)"
)
_GOVERNED = re.compile(
    r"\b(?:(?:would|could|might|may|should|can|cannot|never|[Nn]either|nor|no longer"
    r"|(?:is|are|do|does|did|will|was|were|has|have|had) not)"
    r"(?: (?:be|been|being|hereby|now|also|further|again|yet|\w+ly))*"
    r"|(?:[Ww]hether|[Ii]f|[Nn]othing in)\b[^.;,]{0,80}"
    r"|[Ii]nstead of|[Rr]ather than|against|(?:un|not )necessary to"
    rf"|{_ASKED} (?:comments? |public comments? )?(?:(?:the|an?|any|its|that|us) (?:\w+ ){{0,2}}(?=to\b))?"
    r"(?:(?:that|to|on|for|whether)\b[^.;,]{0,80}|(?:(?:the|an?|any|its) )?(?:\w+ )?))"
    r"\s*$"
)
"""Before the words for an act: somebody wants it, asks for it or thinks of it, and nobody does it here."""
_SUPPOSED = re.compile(r"\W*(?:If|Unless|Should|In the event|In case|Provided that|Assuming)\b")
"""Opens a sentence that says what will be done if something happens."""


def is_asserted(sentence: str, quote: str = "") -> bool:
    """Return whether a sentence does what its words for acts name: some act is not only wanted or supposed.

    One of those in the quote, where there are such.
    """
    sentence = sentence[:_LONGEST]
    if _SUPPOSED.match(sentence):
        return False
    place, acts = sentence.find(quote), [each.start() for each in _DEED.finditer(lower(sentence))]
    acts = [each for each in acts if quote and place <= each < place + len(quote)] or acts
    return not acts or any(_GOVERNED.search(sentence, max(0, start - 160), start) is None for start in acts)


_EXPECTED = re.compile(
    r"\b(?:would|may|might|could)(?: \w+){0,2} (?:be(?:come)? effective|(?:take|go into|come into) effect)\b"
    r"|\b(?:expect|anticipat|plan)\w*\b[^.;,]{0,60}\b(?:be(?:come)? effective|(?:take|go into|come into) effect)\b"
)


def is_expected(sentence: str) -> bool:
    """Return whether a sentence only expects that a document takes effect."""
    return _EXPECTED.search(sentence) is not None


_ASIDE = re.compile(
    r"\b(?:not|no change|except\w*|exception|other than|unlike|like|consistent with|pending|cross-referenc\w+"
    r"|(?:which|that) (?:had|amend|revis|adopt|cit|refer|(?:was|were|is|are) \w+ed by)\w*"
    r"|(?:requirements?|provisions|terms|reasons\b.{0,30}) (?:of|in)"
    r"|coordinat\w+ with|follow|conform\w* (?:to|with)|superseded by|replaced by|remains?|because|in place|instead"
    r"|imposed by|to cite|under(?! (?:review|consideration|reconsideration|study))|pursuant to|in accordance with)\b",
    re.IGNORECASE,
)
"""Between two documents of a sentence: the second is not among those that the act is done to."""
_OPENS_ASIDE = re.compile(
    r"\W*(?:(?:Un)?[Ll]ike|Consistent with|As(?! of\b)|Because|Since|While|Although"
    r"|(?:With the e|E)xcept\w*(?: of| for)?|Following|After|In (?:addition to|light of|accordance with|response to)"
    r"|Under|Pursuant to|To (?!(?:delay|postpone|stay|withdraw|rescind)\b)\w+)\b[^,;]*\Z"
)
"""Before the first document of a sentence."""


_KEEPS = re.compile(
    r"[\s),]*(?:(?:which|that|also) )?(?:remains?|continues?|(?<!that )appl(?:y|ies)|is (?:not|un)|are (?:not|un)"
    rf"|(?:has |had )?(?:{spelled(_ACTS, 'past')}) (?:the|that|this|it|its|an?)\b)"
)
"""After a document that goes on as it was, or that is told to have acted on another one."""


_RELATIVE = re.compile(
    rf"(?:\son\s{DAY.pattern}|[\s)]*,)\s(?:which|that)\s(?:ha[sd]\s)?(?:{spelled(_ACTS, 'past')}|amended|revised)\b"
    rf"[^;]*?,\s(?:is|are)\s(?:\w+ly\s)?(?:{spelled(_ACTS, 'participle')}|vacated)\b"
)
"""After a document: what it did before, and then what is done to it: "A, which superseded B, is withdrawn"."""
_SAME_DOCUMENT = re.compile(r",?\s*(?:[\w-]+\s){0,3}(?:rules?|regulations?|orders?|notices?|documents?)\s*[(,]?\s*")
"""Between two names of one document: "the January 13, 2026, final rule (91 FR 1300)"."""


@lru_cache(maxsize=16)  # a document's few sentences are asked about for each date and deed
def named_in_passing(sentence: str) -> frozenset[str]:
    """Return the names of documents that a sentence only mentions: "Consistent with B, A is delayed".

    Where every document would be one, none but those that no act of the sentence can be done to.
    """
    passing, names, unreached = set[str](), set[str](), set[str]()
    aside, keeps, end, told = False, False, 0, (0, 0)
    sentence = sentence[:_LONGEST]
    for each in sorted(find_references(sentence), key=lambda reference: reference.start):
        gap = _without_days(sentence[end : each.start])
        if keeps:  # "B remains in effect, and A is delayed"
            gap, aside = re.split("[,;]", gap)[-1], False
        if end == 0:
            aside = _OPENS_ASIDE.match(gap) is not None
        elif gap.strip(" ([") and not _SAME_DOCUMENT.fullmatch(gap):
            aside = _ASIDE.search(gap) is not None or (aside and not re.search("[,;]", gap))
        within, end = told[0] <= each.start < told[1], max(end, each.end)
        relative = _RELATIVE.match(sentence, end)
        told = relative.span() if relative else told
        keeps = relative is None and _KEEPS.match(sentence, end) is not None
        (passing if aside or keeps or within else names).add(each.name)
        if relative is None and _is_unreached(sentence, each):
            unreached.add(each.name)
    return frozenset((passing if names - unreached else frozenset()) - names) | frozenset(unreached)


_IS_DONE = re.compile(r"\b(?:is|are|was|were|be|been|being|remains?|stays?)\b[^,;]{0,60}\Z", re.IGNORECASE)
_OTHER_OBJECT = re.compile(
    r"\s+(?!(?:the|that|this|said|such)\s(?:(?:final|interim|direct|temporary|same|entire|whole)\s)*"
    r"(?:rule|regulation|order|notice|document)\b(?!\s(?:of|on|from|published)\b))"
    r"(?:the|its|an?|our|all|certain|any|those|these)\b(?P<what>[^,.;]{0,120})",
    re.IGNORECASE,
)


def _is_unreached(sentence: str, named: Reference) -> bool:
    """Return whether what is named is done nothing to: A, in "implements A and rescinds the 2019 guidance"."""
    act = _DEED.search(lower(sentence))
    if act is None or act.start() < named.end or _IS_DONE.search(sentence, named.end, act.start()):
        return False
    other = _OTHER_OBJECT.match(sentence, act.end())
    return other is not None and DOCUMENT.search(other["what"]) is not None


def is_in_passing(sentence: str, references: Iterable[Reference]) -> bool:
    """Return whether a sentence names a document beside the one that it acts on."""
    return bool(passing := named_in_passing(sentence)) and any(each.name in passing for each in references)
