"""What an act is done to: a document, or only something that stands in one.

The object of the act decides, not words that may stand for a part: whatever is acted on "of", "in" or "added by" a
rule, and is not its effect, its date or its enforcement, is less than the rule.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

import attrs

from regtrack.dates_in_text.words import lower
from regtrack.model.when import When
from regtrack.sources.federal_register._events.scoping import PARTIAL, part_name
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.text import vocabulary
from regtrack.sources.federal_register.text.scopes import ALL_MADE, moved_part
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

LONGEST = 2_000  # characters of a sentence that are looked at
ACTS = "postpone extend accelerate stay lift end withdraw rescind supersede reinstate remove"
DEED = re.compile(rf"\b(?:(?:{spelled(ACTS)}|enjoin\w*|vacat\w+|invalidat\w+|sets? aside)\b|{nouns(ACTS)} of\b)")
"""For text in lower case."""
DOCUMENT = re.compile(
    r"\b(?<!further )(?:(?i:rul(?:es?|emakings?)|final actions?|regulations?|orders?|directives?|notices?|documents?"
    r"|determinations?"
    r"|guidance|corrections?|proposals?)|ADs?|A?NPRM|[DI]FR|NOFO|FR Doc|Notifications?(?=$| (?:of|published|at)))\b"
    r"(?!['’]|\s+(?:of practice|amendments?|provisions?|requirements?))|\d+ FR \d|\b(?i:exemption)(?= published\b)"
)
DAY = re.compile(
    r"(?P<at>\b(?i:as of|effective|on|until|to|from|by|through|beginning)\s+)?"
    r"[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}(?P<end>,?)"
)
_TITLE = re.compile(  # titles, in quotation marks or by their capitals: what stands in them is said of no part
    r"(?:“|``|\")[^”\"]{3,300}(?:”|''|\"),?"
    r"|\b[A-Z][\w’'-]{2,}(?:[,;:]? (?:(?:of|the|for|and|in|to|on|an?|by|with|from|or|under) ){0,2}[A-Z][\w’'-]{2,})+"
)
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
THINGS = (  # what a notice may give, and is in force for
    r"(?:accreditation|agreement|approval|authorization|certificate|certification|declaration|designation|determination"
    r"|deviation|exception|exclusion|exemption|finding|guideline|licen[cs]e|permission|permit|policy statement"
    r"|recognition|registration|statement|variance|waiver)s?|polic(?:y|ies)|guidance"
)
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

    "Stays the training requirements of the rule" is about less, "delays the effective date of the rule" about all, and
    so is a sentence with both. Words of the ``title`` of the acting document in the name of a rule are no part of it.
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


_KINDS = {  # the event that an act is, by its noun; an empty one moves nothing of force on the day of the act
    noun: kind
    for kind, names in (
        ("stay", "stay"), ("withdraw", "withdraw"), ("rescind", "rescind remove"), ("reinstate", "reinstate"),
        ("supersede", "supersede"), ("lift_stay", "lift"), ("", "postpone extend accelerate change correct announce"),
    )
    for name in names.split()
    for noun in vocabulary.ACTS[name].nouns
} | {"termination": "rescind", "cancellation": "rescind", "dissolution": "lift_stay", "vacatur": "vacate"}  # fmt: skip
_OPENER = re.compile(
    r"\W*(?:under|pursuant to|(?:un)?like|consistent with|as (?:provided|required|stated|announced|specified|of)"
    r"|in accordance with|because of|effective|on|beginning|with|after|following|by|until)\b[^,]*,\s",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]\s|\.\s(?=[A-Z])|,\s(?:and|but)\s(?=(?:the|this|that|these|those|it|they|all)\b)")
_HEAD = re.compile(
    r"\W*(?:(?:the|this|an?|its|our|such|any|each)\s)?(?P<words>(?:[\w’'-]+\s+){0,4}?[\w’'-]+)"
    r"(?P<link>\s+(?:of|in|within|from|on|under|for|to|about|regarding|concerning|with)\s)",
    re.IGNORECASE,
)
_INSIDE = frozenset(("of", "in", "within"))
_BRACKETS = re.compile(r"\([^()]*\)")


_LESS = re.compile(r"\W*(?:the\s)?(?:§|\d+ CFR|Secs?\.|(?:sub)?(?:sections?|paragraphs?|parts?)\b)", re.IGNORECASE)
"""Provisions: amendments to them are those of the document, and amendments to a rule are not."""

_BESIDE = re.compile(
    r"\b(?:under|on|from|about|regarding|concerning|as (?:added|amended|revised|adopted)\b[^,]*)\s(?:[\w-]+\s){0,6}$",
    re.IGNORECASE,
)
"""Before the document: what stands before it only has to do with it."""


class DateSubject(NamedTuple):
    """What stands before "is effective" and is not the document that it names."""

    # the kind of event that it is; empty for an act that moves nothing of force, None where it is no act
    kind: str | None
    words: str  # its first words
    done_to: str  # the words after them, which name what an act is done to
    inside: bool  # it stands in the document; otherwise it only has to do with it


def subject_before(sentence: str, place: int) -> DateSubject | None:
    """Return what takes effect or ends by the words at a place; None for a document, or where nobody can tell."""
    text = sentence[:place]
    text = text[max((each.end() for each in _CLAUSE.finditer(text)), default=0) :]
    plain = DAY.sub(_blank, _BRACKETS.sub(_blank, text))
    begin, opened = 0, False
    while opener := _OPENER.match(plain, begin):
        begin, opened = opener.end(), opened or DOCUMENT.search(opener[0]) is not None
    head, told = _HEAD.match(plain, begin), plain[begin:].strip()
    if opened and told and not DOCUMENT.search(told):
        return DateSubject(None, told, "", inside=False)
    if head is None:
        return None
    words, done_to = head["words"], text[head.end() :]
    kind = _KINDS.get(words.split()[-1].casefold())
    named = DOCUMENT.search(plain, head.end())
    if kind is None and (named is None or DOCUMENT.search(words) or WHOLE.fullmatch(words)):
        return None
    inside = head["link"].strip().casefold() in _INSIDE or _LESS.match(done_to) is not None
    beside = named is not None and _BESIDE.search(plain, head.end(), named.start()) is not None
    return DateSubject(kind, words, done_to, inside and not beside)


def _blank(match: re.Match[str]) -> str:
    """Return blanks for what is matched; the comma after "on January 12, 2026," parts clauses and stays."""
    parts = match.re is DAY and match["at"] and match["end"]
    return " " * (len(match[0]) - bool(parts)) + ("," if parts else "")


_WITH = re.compile(r"^\s*(?:compliance|conformity) with\s+", re.IGNORECASE)


def subject_of(claim: DateClaim) -> DateSubject | None:
    """Return what takes effect or ends on the day of a claim, where that is not the document that it names."""
    if claim.kind not in ("set_effective", "set_expiry") or claim.act not in (None, "set"):
        return None
    place = claim.sentence.find(claim.quote)
    return subject_before(claim.sentence, place) if place > 0 else None


_IN_EFFECT = re.compile(
    r"(?:is|(?:will|shall)\s(?:be|remain))\s(?:in\s(?:effect|force|place)|effective)\b", re.IGNORECASE
)


def with_begins(claims: list[DateClaim], published_on: dt.date | None) -> list[DateClaim]:
    """Return claims, the end of a document's own stay with its begin: "The stay of § 1.1 is in effect until D"."""
    own = [each.when for each in claims if each.kind == "set_effective" and not (each.target or each.scope or each.act)]
    begin = own[0] if len(own) == 1 else When.parse(published_on) if published_on and not own else None
    return [_with_begin(each, begin) if begin is not None else each for each in claims]


def _with_begin(claim: DateClaim, begin: When) -> DateClaim:
    ends = claim.kind == "set_expiry" and claim.act is None and claim.when.dated and _IN_EFFECT.match(claim.quote)
    subject = subject_of(claim) if ends else None
    if subject is None or subject.kind != "stay":
        return claim
    return attrs.evolve(claim, kind="set_effective", when=begin, until=claim.when)


def is_act(claim: DateClaim) -> bool:
    """Return whether what takes effect or ends is an act on a document, and not the document."""
    return bool((subject := subject_of(claim)) and subject.kind)


def done_to(claim: DateClaim, subject: DateSubject) -> DateClaim:
    """Return a claim about the part of a document that its subject names."""
    scope = moved_part(_WITH.sub("", subject.done_to)) if subject.kind is not None else claim.scope
    less = subject.words if subject.kind is None or "partial" in subject.words.casefold() else None
    return attrs.evolve(claim, scope=scope, less=less)
