"""To what an act on another document is limited: a class, a place, provisions; or what it leaves alone."""

from __future__ import annotations

import re
from functools import lru_cache

from regtrack.dates_in_text.words import holds
from regtrack.sources.federal_register._events.objects import ACTS, LONGEST, WHOLE
from regtrack.sources.federal_register._events.scoping import PARTIAL, part_name
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled, stems

_DONE = "postpone stay withdraw rescind lift end"
_PARTIAL_ACT = re.compile(
    rf"\bpartial(?:ly)? (?:further )?{stems(_DONE)}\w*"
    rf"|\b{nouns(_DONE)}(?: \w+){{0,4}}? in part\b"
    rf"|\b{stems('postpone stay withdraw rescind')}\w* (?:\w+ ){{0,6}}?"
    r"(?:(?:certain|specified|some|remaining) (?:\w+ ){0,2}?(?:provisions?|portions?|requirements?|amendments?"
    r"|sections?|paragraphs?|instructions?)|portions? of|parts? of|insofar|to the extent)\b[^.;]{0,60}",
    re.IGNORECASE,
)


PARTLY = ("part", "certain", "specified", "some", "remaining", "portion", "insofar", "extent")
"""No act is done to a part without one of these."""


def partial_act(words: str) -> str | None:
    """Return the words by which an act is done to a part only, such as "partial delay"; None where it is not."""
    match = _PARTIAL_ACT.search(words) if holds(words.lower(), PARTLY) else None
    return part_name(match[0]) if match else None


_EXCEPTED = re.compile(
    r"(?:^\W*|,\s|(?<=, \d{4} )|(?<=indefinitely )|(?<=notice )|(?<=court )|(?<=stayed )|(?<=delayed )|(?<=withdrawn )"
    r"|(?<=rescinded )|(?<=vacated ))(?:except|excluding|other than|with the exception)\b(?: of| for| as to| that)?\s+"
    r"(?!as\b|(?:otherwise )?provided\b)(?P<what>[^;]+?)(?:,| (?:is|are|which)\b|\.?\s*\Z)",
    re.IGNORECASE,
)
_EXCEPTS = ("except", "excluding", "other than")
_CAPACITY = (  # as what a document is withdrawn, all of it: "insofar as it is an enforceable standard"
    r"(?:it|they) (?:(?:is|are|was|were) (?:an?|the)|(?:serves?|operates?|functions?) as an?|constitutes? an?)"
    r" (?:[\w-]+ ){0,4}?(?:standard|rule|regulation|proposal|order)s?\b"
)
_SO_FAR = r"(?:(?:in ?)?so ?far as|to the extent(?! (?:permitted|practicable|possible|necessary|feasible)\b)(?: that)?)"
_FOR = (
    r"(?:(?:only|solely)\s+)?(?:for|as to|as against|against|with (?:respect|regard) to|in the case of"
    rf"|{_SO_FAR}|as (?:(?:it|they|these|those) (?:appl|relat|pertain)\w*|applied) to"
    r"|(?:with)?in(?=\s(?:the )?(?:States?|Districts?|Territor\w+|Commonwealth|count(?:y|ies)|waters)\b))\s+"
    rf"(?!{_CAPACITY})"
)
_CLASS = re.compile(
    r"(?:\b\d{4}|\b(?:indefinitely|further (?:notice|action|review|orders?(?: of [a-z ]{3,20}court)?))"
    rf"|\b(?:is|are|was|were|be|been) (?:\w+ )?{spelled('postpone stay withdraw rescind', 'participle')}),?"
    rf"\s+(?:but\s+)?{_FOR}"
    r"(?!(?:the )?(?:purposes?|foregoing|following|above)\b|public|further|comments?\b|good cause|(?:an )?additional"
    r"|(?:the )?reasons?\b|which\b|whom\b|all\b|now\b|\d(?!\d? CFR)"
    r"|(?:\w+ )?(?:review|reconsideration)\b"
    r"|(?:a|an|one|th(?:e|at|is|ose)|such|each) (?:\w+ )?(?:periods?|time|term|duration|year|month)"
    r"|(?:the )?(?:\w+ )?\w+ (?:days?|weeks?|months?|years?)\b)"
    r"(?P<what>(?:[^.;]|\.\d)+)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"^\W*{_FOR}"
    r"(?!(?:(?:the|this|these|those) )?(?:purposes?|foregoing|following|above|reasons?|final|interim|direct|questions?"
    r"|information|good cause|further|additional)\b|an additional|all\b|\d)(?P<what>[^,;]+),",
    re.IGNORECASE,
)
"""A class that a sentence begins with: "For small manufacturers, the effective date is delayed"."""
_RULE = re.compile(r"\b(?:rules?|regulations?|orders?|AD|notice)\b|\bFR\b")
_NO_RULE = re.compile(r"\b(?:[Cc]ourt(?:[’']s)?(?: of [A-Z]\w+)?(?: \w+ \d{1,2}, \d{4},?)?|(?:[Gg]iv|[Pp]rovid)\w+) $")
"""Before an order that does the act, or a notice that tells it, and is not what it is done to."""
_IN_THE_RULE = re.compile(
    r"\W*In (?:the|its|our|that) (?:[\w-]+ ){0,4}?(?:rule|regulation)s?\b(?:[^.;]|\.\d){0,200}?\d FR \d[\d,]*"
    r"(?: \([^)]*\))?\)?, "
)
_LEFT = re.compile(r"\b(?:remains?|continues?|stays?|not|unaffected|unchanged|except|but|other than)\b", re.IGNORECASE)
_AS_IT = re.compile(
    rf"\b(?:{_SO_FAR}|as) it (?:amend|add|revis)\w* (?P<what>(?=§|\d+ CFR|[Ss]ec)(?:[^.;]|\.\d){{3,200}}?)"
    r"(?=,? (?:is|are|was|were)\b|\.?\s*\Z)"
)
_THIS = re.compile(r"\b[Tt]his (?:\w+ ){0,2}$")
"""Before the document itself."""


@lru_cache(maxsize=16)
def narrowed(sentence: str) -> tuple[str | None, str | None]:
    """Return what a sentence leaves out of an act on another document, and the class that it is for; None for none."""
    left_out = _EXCEPTED.search(sentence) if holds(sentence.lower(), _EXCEPTS) else None
    opening = _OPENING.search(sentence)
    if opening is not None and _RULE.search(opening["what"]):  # "For the rule published ..., the effective date is"
        opening = None
    kind = _CLASS.search(sentence) or opening
    return part_name(left_out["what"]) if left_out else None, part_name(kind["what"]) if kind else None


_DOING = rf"(?:{spelled('postpone stay withdraw rescind', 'base', 'participle', 'gerund')}|chang(?:e|ing|ed))\b"
_NOT_DONE = re.compile(rf"\bnot (?:\w+ )?{_DOING}(?!.*\b(?:is|are) (?:\w+ )?{_DOING})", re.IGNORECASE)


def acts_on_excepted(sentence: str) -> bool:
    """Return whether what a sentence excepts is all that it acts on: "is not delayed, except for § 1.2, which is"."""
    excepted = _EXCEPTED.search(sentence) if holds(sentence, ("not ",)) else None
    return excepted is not None and _NOT_DONE.search(sentence[: excepted.start()]) is not None


_EXTENT = re.compile(
    rf"\b{_SO_FAR} (?!{_CAPACITY})(?:(?:it|they|(?:the|this|that|those|these) (?:\w+ ){{0,2}}?\w+)"
    r" (?P<to>(?:appl|relat|pertain)\w* to )?)(?P<what>(?:[^,.;]|\.\d)+)",
    re.IGNORECASE,
)


def to_extent(clause: str) -> str | None:
    """Return of what of a provision an act is: "so far as it applies to mills", "to the extent that it requires"."""
    match = _EXTENT.search(clause) if holds(clause.lower(), ("extent", "far as")) else None
    return match and (part_name(match["what"]) if match["to"] else f"the extent that it {part_name(match['what'])}")


_ACT = rf"(?:{nouns(_DONE)}|vacatur|actions?|documents?|rules?)"
_APPLIES_ONLY = re.compile(
    rf"\b(?:the|this|such) (?:\w+ ){{0,2}}?{_ACT} (?:(?:only|solely) )?"
    r"(?:appl(?:y|ies)|affects?|extends?|relates?|reach(?:es)?|(?:is|are) limited) (?:(?:only|solely) )?(?:to )?"
    r"(?P<what>(?:[^.;]|\.\d)+)",
    re.IGNORECASE,
)
_ACTED_ON = spelled("postpone stay withdraw rescind", "participle")
_ARE = r"(?:is|are) (?:in |at |those )*(?:[^.;]|\.\d)+"
_CONFINED = re.compile(
    rf"\b(?:the|this|such) (?:\w+ ){{0,2}}?(?:{nouns(_DONE)} (?:concerns|covers|reaches|(?:pertain|relate)s to)"
    rf"|{_ACT} is (?:confined|limited|restricted) to) (?P<what>(?:[^.;]|\.\d)+)",
    re.IGNORECASE,
)
_CONFINES = ("concerns", "covers", "reaches", "pertains", "relates", "confined", "limited", "restricted")
_ARE_ACTED_ON = (
    "ed are", "ed is", "withdrawn are", "withdrawn is", "back are", "off are", "abeyance are", "provisions are",
    "sections are", "paragraphs are", "amendments are",
)  # fmt: skip
"""Letters of which either holds some."""
_WHAT_IS_ACTED_ON = re.compile(
    rf"\b{_ACTED_ON} (?P<what>(?:provisions|sections|paragraphs|amendments) {_ARE})"
    r"|\b(?P<passive>(?:provisions?|sections?|paragraphs?|amendments?|portions?) (?:(?:that|which) (?:is|are) )?"
    rf"(?:being )?{_ACTED_ON} {_ARE})",
    re.IGNORECASE,
)
"""What an act is done to, told of the act."""
_APPLIES_NOT = re.compile(
    rf"\b(?:the|this|such) (?:\w+ ){{0,2}}?{_ACT} (?:does|do|will) not "
    rf"(?:apply|extend|reach|affect|change|{spelled('postpone stay withdraw rescind', 'base')}) (?:to )?"
    r"(?P<what>(?:[^.;]|\.\d)+)",
    re.IGNORECASE,
)
_UNAFFECTED = re.compile(
    r"(?:^|[.;] )(?P<what>(?:[^.;]|\.\d)+?) (?:(?:is|are) (?:unaffected"
    rf"|not (?:affected|{spelled('postpone stay withdraw rescind', 'participle')}))"
    r"|(?:remains?|stays?|continues?(?: to be)?) (?:in (?:effect|force)|effective)(?! (?:until|through|to)\b))\b",
    re.IGNORECASE,
)
_ALREADY = re.compile(  # words of the part of a rule that no delay reaches; which it is, another sentence may tell
    r"\b(?:already|previously) (?:in(?:to)?|taken|took|gone|went|come|became|become|effective)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\d")
_THE_REST = re.compile(
    r"\b(?:(?:all|no|any|the|each) )?(?:other|remaining) (?:\w+ ){0,3}?(?:provisions?|portions?|parts?|requirements?"
    r"|amendments?|sections?|paragraphs?|instructions?|standards?|SNURs?|definitions?)\b"
    r"|\b(?:rest|remainder|balance) of (?:the|this|that|its)\b",
    re.IGNORECASE,
)
_LEFT_ALONE = re.compile(
    r"(?:[^.;]|\.\d)*?\b(?:(?:not|un)[\s-]?(?:\w+ )?(?:affected|withdrawn|stayed|changed|delayed|vacated)|remains?"
    r"|continues?|tak(?:e|es|ing) effect|took effect|(?:is|are|was|were|becomes?) (?:\w+ )?(?:affected|effective)"
    r"|stands?)\b",
    re.IGNORECASE,
)


_OF_DUTY = re.compile(
    r"(?:(?:the|any|all|other|its|their) )*(?:[\w-]+ )?(?:compliance|applicability|reporting) (?:dates?|deadlines?)\b",
    re.IGNORECASE,
)
"""No provision is left alone by a delay of force that leaves these alone."""


@lru_cache(maxsize=16)
def told_besides(text: str, *, of_force: bool) -> tuple[str | None, str | None, str | None]:
    """Return what a text says that an act is only done to, what it leaves alone, and the rest that it leaves alone.

    In a sentence of its own: "This delay applies only to § 1.2". ``of_force``: it moves no duty.
    """
    only = next((m["what"] for m in _APPLIES_ONLY.finditer(text) if _ONLY.search(m[0])), None)
    lowered = text.lower()
    confined = [m["what"] for m in _CONFINED.finditer(text)] if holds(lowered, _CONFINES) else []
    if holds(lowered, _ARE_ACTED_ON):
        confined += [m["what"] or m["passive"] for m in _WHAT_IS_ACTED_ON.finditer(text)]
    only = only or next(filter(_OF_PROVISIONS.match, confined), None)
    rest = next((m[0] for m in _THE_REST.finditer(text) if _LEFT_ALONE.match(text, m.end())), None)
    found = [m["what"] for each in (_APPLIES_NOT, _UNAFFECTED) for m in each.finditer(text)]
    found = [what for what in found if _OF_PROVISIONS.match(what) and not _THE_REST.search(what)]
    found = [what for what in found if not (of_force and _OF_DUTY.match(what))]
    numbered = [what for what in found if _NUMBER.search(what)]
    unnamed = [what for what in found if not (_NUMBER.search(what) or (numbered and _ALREADY.search(what)))]
    return only, next(iter((*unnamed, *numbered)), None), rest


_OF_PROVISIONS = re.compile(
    rf"(?:(?:the|any|all|effective dates?|of|for|compliance|with) )*(?:[\w-]+ ){{0,2}}?(?:§|\d+ CFR|{PARTIAL.pattern})",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|solely|limited)\b", re.IGNORECASE)


def before_the_rule(sentence: str) -> str:
    """Return the words of a sentence before it names a rule: "vacated 49 CFR 192.634, as adopted by the rule".

    "In the rule at 86 FR 1, § 1.2 is withdrawn" names the section behind it, and so does "as it amended § 1.2".
    """
    if " it " in sentence and (within := _AS_IT.search(sentence)) is not None:
        return within["what"]
    opening = _IN_THE_RULE.match(sentence)
    sentence = sentence[opening.end() :] if opening is not None else sentence
    named = (each for each in _RULE.finditer(sentence) if not _THIS.search(sentence, 0, each.start()))
    rule = next((each for each in named if not _NO_RULE.search(sentence, 0, each.start())), None)
    if rule is None and opening is not None and not _LEFT.search(sentence):
        return sentence
    return sentence[: rule.start()] if rule else ""


_OWNED = re.compile(
    r"\b(?:[Rr]ules?|[Rr]egulations?|[Oo]rders?|[Nn]otices?)(?:['’]s|s['’])\s+(?:\([^)]*\)\s+)?(?P<what>[^.;,()]{3,80}?)"
    r"(?=\s*(?:\(|[,;.]|\b(?:is|are|was|were|ha[ds]|have|will|shall|until|to|from|of|for|pending|as)\b))"
)
_NO_LIMIT = (
    r"(?:(?:its|their|the|this|that|these|those|such|an?|each) )?"
    r"(?:(?:final|interim|direct|same|foregoing|following|above|additional|further|public) )?"
    r"(?:entirety|whole|full|reasons?|purposes?|periods?|times?|terms?|duration|future|meantime|interim|benefit|rules?"
    r"|regulations?|orders?|AD|Federal Register|part|accordance|response|light|connection|compliance|consideration"
    r"|conjunction|now|good|lack|want|failure|review|reconsideration|approximately|about|least|more|less|no|all)\b"
    r"|[^,;.]{0,30}\b(?:days?|weeks?|months?|years?)\b|\W*\d(?!\d? CFR)"
)
_LIMITED = re.compile(
    rf"\b(?:{_SO_FAR}(?: (?:it|they|these|those) (?:appl|relat|pertain)\w* to)?"
    r"|as (?:it|they|these|those) (?:appl|relat|pertain)\w* to|as applied to|with (?:respect|regard) to"
    r"|(?:only|solely) (?:for|as to|in|to|with respect to|against)"
    rf"|\b(?:{spelled(ACTS, 'participle')}|vacated|enjoined)\s(?:in|within|against|as to|for))"
    rf"\s(?!{_NO_LIMIT}|{_CAPACITY})(?P<what>(?:(?!\b(?:until|pending|is|are)\b)(?:[^,;.]|\.\d)){{3,120}})",
    re.IGNORECASE,
)


_IN_PART = re.compile(
    rf"(?:\b(?:is|are|was|were|been|be) (?:\w+ )?(?:{spelled(ACTS, 'participle')}|vacated)\b[^.;]{{0,60}}?"
    rf"|\b{spelled('postpone stay withdraw rescind', 'third', 'gerund')} [^.;]{{0,160}}?)"
    r" (?P<what>in (?:relevant )?part)(?=[.,;:]|\s*$| (?:until|pending|effective|as of|on)\b)",
    re.IGNORECASE,
)
_BEHIND = re.compile(  # what still follows an act and its day, and is no reason: for what, where or among whom
    rf"\b(?:is|are|was|were|been|be) (?:\w+ )?(?:{spelled(ACTS, 'participle')}|vacated)\b"
    r"(?:,? (?:effective|until|through|to|from|on|as of|indefinitely|further|notice|by|orders?|of|the|court"
    r"|[A-Z][a-z]+ \d{1,2}, \d{4}))*,? (?P<what>(?:only |solely )?(?:as regards|in respect of|pertaining to|so far as"
    r"|where|among|throughout|for all (?:[\w-]+ ){1,3}(?:but|except)"
    r"|in the \w+ Circuit|on (?!(?:the )?(?:basis|grounds?|date|day)\b|which\b|[A-Z]\w+ \d)"
    r"|at (?!which\b|that (?:time|point)\b|the request|least\b|the (?:earli|lat)est\b|\d))(?:[^.;]|\.\d)+)"
)


@lru_cache(maxsize=16)
def limited_to(sentence: str) -> str | None:
    """Return the words that an act is limited to: whom, where or what of the rule; None where it is not."""
    sentence = sentence[:LONGEST]
    owned = _OWNED.search(sentence) if holds(sentence, ("'", "’")) else None
    if owned is not None and not WHOLE.fullmatch(owned["what"]):
        return part_name(owned["what"])
    in_part = _IN_PART.search(sentence) if holds(sentence.lower(), ("in part", "in relevant part")) else None
    limited = _LIMITED.search(sentence) or in_part or _BEHIND.search(sentence)
    return part_name(limited["what"]) if limited is not None else None
