"""Whether a sentence does what its words for acts name, and to which of the documents that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from regtrack.citations import Reference
from regtrack.dates_in_text.words import lower
from regtrack.sources.federal_register._events.objects import ACTS, DAY, DEED, DOCUMENT, LONGEST, without_days
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

_ASKED = (
    r"(?:[Pp]ropos\w+|[Ii]nten[dt]\w*|plan(?:s|ned|ning)?|consider\w*|expect\w*|anticipat\w+|declin\w+"
    r"|den(?:y|ies|ied|ying)|refus\w+|reject\w*|disagree\w*|request\w*|seek\w*|sought|ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|want\w*|suggest\w*"
    r"|recommend\w*|decided not)"
)
_PART_OF = (
    r"\b(?:(?<!in )(?<!as )(?:a |one |the first |the second )?(?:part|portions?|elements?|aspects?|phase)|some|two|one"
    r"|certain \w+) of"
)
_GOVERNED = re.compile(  # before the words for an act: somebody wants it, asks for it or thinks of it, and nobody does
    r"\b(?:(?:would|could|might|may|should|can|cannot|never|[Nn]either|nor|no longer"
    r"|(?:is|are|do|does|did|will|was|were|has|have|had) not)"
    r"(?: (?:be|been|being|hereby|now|also|further|again|yet|\w+ly)|,[^,;.]{1,30},)*"
    r"|(?:[Ww]hether|[Ii]f|[Nn]othing in)\b[^.;,]{0,80}"
    r"|(?:[Ii]nstead of|[Rr]ather than)(?: (?:finaliz|adopt|complet)ing)?(?: (?:the|a|its|proposed))*|against"
    r"|(?:un|not )necessary to|\b(?:question|issue|possibility|idea|option|merits) of (?:the|a|its)"
    r"|\b(?:not|declin\w+ to|[Dd]efer\w*) (?:\w+ly )?(?:(?:finaliz|adopt|complet)\w*|(?:tak\w+ )?(?:final )?action on)"
    r"(?: as final)?(?: (?:the|its|any|that|our|an?|proposed|\w+ed))*(?: (?:proposal|rule) to)? "
    rf"|{_PART_OF} (?:(?:the|its|any|that|our|proposed|planned) )*"
    rf"|{_ASKED} (?:comments? |public comments? )?"
    r"(?:(?:(?:the|an?|any|its|that|us) (?:\w+ ){0,2}|[A-Z]{2,6} )(?=to\b))?"
    r"(?:(?:that|to|on|for|whether)\b[^.;,]{0,80}|(?:(?:the|an?|any|its) )?(?:\w+ )?))"
    r"\s*$"
)
NOT_THEN = re.compile(
    r"\b(?:will|shall|do(?:es)?) not (?:(?:become|be) effective|(?:take|go into|come into) effect)\b"
    r"(?! (?:unless|if|before|until (?!further)))",
    re.IGNORECASE,
)
"""A day that is told is the one on which a rule does not begin: "will not take effect on D"."""
_SUPPOSED = re.compile(r"\W*(?:If|Unless|Should|In the event|In case|Provided that|Assuming)\b")
"""Opens a sentence that says what will be done if something happens."""


_NOT_BUT = re.compile(  # before what is said instead: "§ 1.2 is not delayed and will take effect on D"
    rf"\b(?:is|are) not (?:\w+ly )?{spelled(ACTS, 'participle')},? (?:and|but) "
    r"(?=(?:will|shall|is|are|takes?|goes?|becomes?)\b)"
)


_AS_IT_WAS = (  # between the words that adopt a proposal and the proposal: all of it is adopted
    r"(?:,? (?:as (?:a )?final(?: rule)?|without (?:\w+ )?changes?|with (?:minor|no|technical|editorial) changes?"
    r"|in full|in its entirety|the|an?|its|our|this|that|(?:[A-Z]\w+ (?:(?:of|and|for|the) )*){0,7}\w+['’]s"
    r"|[A-Z]\w+ (?:\d{1,2}, )?\d{4}|\d{4}),?)*"
)
_NOT_FINAL = re.compile(r"\bnot (?:\w+ly )?(?:finaliz|adopt|complet)\w*\b")
_FINALIZED = re.compile(  # A proposal of which the words say that it is adopted: what it would do is done
    r"(?:(?<!partially )(?<!partly )\b(?:adopt(?:s|ing)|finaliz(?:es|ing)|mak(?:es|ing) final|affirm(?:s|ing))\b"
    rf"{_AS_IT_WAS} (?P<active>[Pp]ropos(?:ed|als?)\b(?: (?:[\w-]+ ){{0,3}}?(?:that|which) would(?: have)?\b)?)"
    r"|(?P<passive>\b[Pp]ropos(?:ed|als?)\b(?: (?:[\w-]+ ){0,3}?(?:that|which) would(?: have)?\b)?)"
    r"(?=(?:[^.;]|\.\d)*?\b(?:is|are) (?:(?:hereby|now|being) )?(?:adopted|finalized|made final)\b))"
    r"(?!(?:[^.;]|\.\d)*\b(?:in part|as modified|not adopt\w*|exceptions?|only)\b)"
)


def finalized(sentence: str) -> str:
    """Return a sentence with blanks for the words by which what it adopts as final was only proposed."""

    def blanked(match: re.Match[str]) -> str:
        if match["active"] and is_governed(sentence, match.start()):
            return match[0]
        words = match["active"] or match["passive"]
        return match[0][: -len(words)] + "_" * len(words)

    return _FINALIZED.sub(blanked, sentence) if "ropos" in sentence else sentence


@lru_cache(maxsize=16)
def is_asserted(sentence: str, quote: str = "") -> bool:
    """Return whether an act that a sentence names, one in the quote if there is one, is more than wanted."""
    sentence = _NOT_BUT.sub("", sentence[:LONGEST])
    place, sentence = sentence.find(quote), finalized(sentence)
    if _SUPPOSED.match(sentence):
        return False
    acts = [each.start() for each in DEED.finditer(lower(sentence))]
    acts = [each for each in acts if quote and place <= each < place + len(quote)] or acts
    if not acts:
        return _NOT_FINAL.search(sentence) is None
    return not all(is_governed(sentence, start) for start in acts)


def is_governed(sentence: str, start: int) -> bool:
    """Return whether what begins at a place is only wanted, asked for or thought of, by the words before it."""
    return _GOVERNED.search(sentence, max(0, start - 160), start) is not None


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
AFTER_PAUSES = rf"\bafter (?:\w+ ){{0,3}}?{nouns('postpone stay')}\b"
_AFTER_PAUSES = re.compile(rf"{AFTER_PAUSES} (?:\w+ ){{0,3}}$", re.IGNORECASE)
"""Before pages of earlier delays of what an act is done to: "after delays published at A, B and C, is withdrawn"."""
_LISTS = re.compile(r"[\s,;]*(?:and|or)?[\s,;]*")
_OPENS_ASIDE = re.compile(  # before the first document of a sentence
    r"\W*(?:(?:Un)?[Ll]ike|Consistent with|As(?! of\b)|Because|Since|While|Although"
    r"|(?:With the e|E)xcept\w*(?: of| for)?|Following|After|In (?:addition to|light of|accordance with|response to)"
    r"|Under|Pursuant to|To (?!(?:delay|postpone|stay|withdraw|rescind)\b)\w+)\b[^,;]*\Z"
)


_KEEPS = re.compile(  # after a document that goes on as it was, or that is told to have acted on another one
    r"[\s),]*(?:(?:which|that|also) )?(?:remains?|continues?|(?<!that )appl(?:y|ies)|is (?:not|un)|are (?:not|un)"
    rf"|(?:has |had )?(?:{spelled(ACTS, 'past')}) (?:the|that|this|it|its|an?)\b)"
)


_RELATIVE = re.compile(  # after a document: what it did, then what is done to it: "A, which superseded B, is withdrawn"
    rf"(?:\son\s{DAY.pattern}|[\s)]*,)\s(?:which|that)\s(?:ha[sd]\s)?(?:{spelled(ACTS, 'past')}|amended|revised)\b"
    rf"[^;]*?,\s(?:is|are)\s(?:\w+ly\s)?(?:{spelled(ACTS, 'participle')}|vacated)\b"
)
_LEFT_OUT = re.compile(
    r",?\s(?:other than|except(?: for)?|excluding|with the exception of)\s"
    r"(?:(?:§+|[Ss]ecs?\.|[Ss]ections?|\d+ CFR)\s|(?=\d+[a-z]?\.\d))[^,;]*,?"
    r"(?=,?\s(?:as )?(?:published|issued|adopted|promulgated)\b|,\s(?:of|in)\s(?:the|that|its)\s)"
)
"""Provisions that are left out of a document before it is named: "part 1, other than § 1.2, published at 91 FR 1"."""
_SAME_DOCUMENT = re.compile(r",?\s*(?:[\w-]+\s){0,3}(?:rules?|regulations?|orders?|notices?|documents?)\s*[(,]?\s*")
"""Between two names of one document: "the January 13, 2026, final rule (91 FR 1300)"."""


@lru_cache(maxsize=16)  # a document's few sentences are asked about for each date and deed
def named_in_passing(sentence: str) -> frozenset[str]:
    """Return the names of documents that a sentence only mentions: "Consistent with B, A is delayed".

    Where every document would be one, none but those that no act of the sentence can be done to.
    """
    passing, names, unreached = set[str](), set[str](), set[str]()
    aside, pauses, keeps, end, told = False, False, False, 0, (0, 0)
    sentence = sentence[:LONGEST]
    for each in sorted(find_references(sentence), key=lambda reference: reference.start):
        gap = without_days(sentence[end : each.start])
        if keeps:  # "B remains in effect, and A is delayed"
            gap, aside = re.split("[,;]", gap)[-1], False
        if end == 0:
            aside = _OPENS_ASIDE.match(gap) is not None
        elif gap.strip(" ([") and not _SAME_DOCUMENT.fullmatch(gap):
            gap = _LEFT_OUT.sub("", gap)
            pauses = _AFTER_PAUSES.search(gap) is not None or (pauses and _LISTS.fullmatch(gap) is not None)
            aside = pauses or _ASIDE.search(gap) is not None or (aside and not re.search("[,;]", gap))
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
    act = DEED.search(lower(sentence))
    if act is None or act.start() < named.end or _IS_DONE.search(sentence, named.end, act.start()):
        return False
    other = _OTHER_OBJECT.match(sentence, act.end())
    return other is not None and DOCUMENT.search(other["what"]) is not None


def is_in_passing(sentence: str, references: Iterable[Reference]) -> bool:
    """Return whether a sentence names a document beside the one that it acts on."""
    return bool(passing := named_in_passing(sentence)) and any(each.name in passing for each in references)
