"""Which part is meant: the words of a subject, and what "except" carves out of it."""

from __future__ import annotations

import re

from regtrack.dates_in_text.words import MONTH, phrase
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

_OPENING = phrase(
    r"^(?:[\s,;:.()\[\]–—-]+"
    r"|(?:and|but|or|however|except|with the exception of|unless|in addition|additionally|also|further|then|as|that|for"
    r"|because|if|with respect to|in(?= \d+ CFR)|(?:the )?effective(?: dates?|ness) (?:of|for))\b"
    r"(?! the (?:purposes?|tax))"
    r"|for (?:the )?purposes? of\b|whichever is (?:later|earlier|sooner)\b"
    r"|(?:in accordance with|pursuant to) \d+ U\.\s?S\.\s?C\.[^,]{0,30}(?:\([^)]*\)| and |\(\w+\))*,)+"
)
_CLOSING = phrase(
    r"(?:[\s,;:]|\b(?:which|that|who|and|or|it|they|will|shall|must|should|may"
    r"|have|has|had|an?|the|is|are|was|were|be|been|by|on|from|to|of)\b"
    r"(?=[\s,;:]*$))+$"
)
_IF_CLAUSE = phrase(r"^\s*(?:if|should|in (?:the )?(?:event|case) (?:of|that))\b[^,]*,(?!\s*\d{4})\s*")
_SMALL = phrase(
    r"\b(?:will|would|shall|with|that|this|these|those|which|from|before|after|until|been|being|have|must|should|also)\b"
)
_FULL_STOP = phrase(r"(?:[a-z]{4,}|[\d)])\.$")
_TELLING = phrase(r"[A-Za-z]{4,}|§|\d")
_KIND_OF_DOCUMENT = (
    r"(?:rules?|regulations?|ADs?|actions?|notices?|documents?|orders?|corrections?|rulemakings?|approvals?"
    r"|determinations?|changes?|bulletins?|deviations?|closures?|IFR|DFR|NPRM|guidance|amendments?|authorizations?"
    r"|criteria|conditions|findings?|proclamation|directive|waiver|LOA|permit|matching(?: program)?|release|zone"
    r"|system of records(?: notice)?|modified system(?: of records)?|PLO|public land order|extension)"
)
_GENERIC = phrase(
    r"(?:(?:the|this|these|those|that|our|an?|its) )?"
    r"(?:(?:effective|compliance|applicability|date|dates|for|of|the|this|these|final|interim|direct|temporary|proposed"
    r"|joint|correcting|correction|technical|current|special|scheduling|new|modified|revised|airworthiness|subject"
    rf"|emergency|public|mandatory|rule|notice|comments?|written|and|to) )*{_KIND_OF_DOCUMENT}?(?: (?:and|,) \w+)?"
    rf"|this (?:\w+ )?{nouns('postpone extend stay lift withdraw rescind')}"
)
_PART = phrase(
    r"^\d+ CFR \d|^(?:the )?(?:regulations|rules) (?:in|at|of|under) \d+ CFR (?:parts? )?\d"
    r"|^(?:the |certain |its )?(?:[\w-]+ ){0,2}"
    r"(?:amendments?|§|Secs?\.|sections?|paragraphs?|provisions?|definition|removal|addition|appendix|corrections?"
    r"|instructions?|routine|table|subparts?|each|requirements?|revisions?|rest\b|remainder)"
)
_OF = phrase(r"[\s,]*(?:dates?)?\s*(?:of|for|to|in) ")
_ALL_MADE = (
    r"(?:all (?:of )?(?:the )?|the |its )?(?:regulatory )?"
    r"(?:amendments|changes|revisions|additions|provisions|requirements|text)"
    r" (?:(?:(?:that|which) )?(?:it|we|[A-Z]{2,6}|the (?:\w+ )?[A-Z]\w+) )?"
    r"(?:made|added|effected|adopted|promulgated|established|imposed|contained|included|set forth)"
    r" (?:by|in|under|through) "
)
ALL_MADE = phrase(  # what a rule does is the rule: "the amendments made by the rule"
    rf"(?:^\W*|\b(?=all |the |its )){_ALL_MADE}(?=(?:the|its|our|that|this|an?) (?:{MONTH} \d{{1,2}}, \d{{4}},? )?"
    r"(?:\w+ ){0,3}rule\b|\d+ FR \d)"
)
A_RULE = phrase(
    rf"\s*(?:{_ALL_MADE}(?=\d+ FR \d)|(?:{_ALL_MADE})?(?:the|its|our|that|this|an?) (?:{MONTH} \d{{1,2}}, \d{{4}},? )?"
    r"(?:(?!amendment|provision|addition|revision|removal|requirement|portion|part|section)[\w-]+ ){0,4}rules?\b"
    r"|FR Doc\b)"
)
_EVERY_RULE = phrase(  # rules that another place lists: "each regulation listed in the SUMMARY of this document"
    r"\s*(?:each|every|all|both|the|these)(?: of)?(?: (?:the|these|those))?"
    r"(?: (?:following|listed|final|interim|two|three|four|five))* (?:rules?|regulations?)"
    r"(?: (?:(?:that|which) (?:is|are) )?(?:listed|identified|named|described|specified|cited|set out)"
    r"(?: (?:above|below|in (?:the|this) (?:(?:following )?(?:table|list)(?: (?:below|above))?|document|notice)"
    r"|(?:in|under) (?:the )?[“\"]?(?:SUMMARY|DATES)[”\"]?"
    r"(?: (?:section|caption|heading))?(?: (?:of|in) this (?:document|notice|rule))?))?)?\s*"
)
_DELAYED = spelled("postpone", "participle")
_CUT = phrase(
    r",?\s*\b(?:originally |which (?:was|were) )?(?:published|issued|adopted)\b|,?\s*\badded at\b"
    rf"|,?\s*\bas (?:revised|amended|added|{_DELAYED})\b|, which\b| in (?:the|this) (?:final|interim) rule\b"
    rf"| (?:that )?(?:was|were) (?:published|{_DELAYED})|\s*\(?\b\d+ FR\b|,\s*{_DELAYED}\b"
)
_INSTRUCTIONS = phrase(r"(?:the )?(?:amendatory )?instructions?[\w\s,.]*?(?: (?:of|in) the [\w\s]{0,40}?)?")
_AMENDING = re.compile(  # behind the page of a rule: what those of its instructions do that are meant
    r"\b(?:amending|revising|adding|removing|(?:which|that) (?:amend|revise|add|remove)s?) (?:§|\d+ CFR)[^;]+"
)
_NAME = re.compile(  # the name of a rule: words in it are no part of it ("the Definition of Lender final rule")
    r",?\s+(?:(?:which (?:is|was) )?(?:(?:en)?titled|called|known as|captioned)),?\s+[“\"`‘][^”\"]{3,300}[”\"’'],?"
    r"|(?<![\w.])[A-Z][\w’'-]{2,}"
    r"(?:[,;:]? (?:(?:of|the|for|and|in|to|on|an?|by|with|from|or|under|as) ){0,2}[A-Z][\w’'-]{2,})+,?"
    r"(?=,? (?:(?:[Ff]inal|[Ii]nterim|[Dd]irect|[Tt]emporary|[Jj]oint) ){0,3}[Rr]ule\b)"
)
_CAPTION = re.compile(  # where the date is printed, and no part of a rule
    r"\b(?:in |of |under )?(?:the )?(?:“|\")?(?:DATES|SUMMARY)(?:”|\")? (?:section|caption|heading|paragraph)\b"
)
_EXCEPT = phrase(
    r"[,;]?\s*\b(?:except(?:ing)?(?: (?:for|that|as to))?|with the exceptions? of|other than|excluding|not including"
    r"|but not|all but|apart from|aside from|save for) (?=\S)"
)
_RELATIVE = phrase(
    r",? (?:for|of|in|to) which\b"
    r"|,? (?:which|that|who) (?:is|are|will|shall|must|was|were|becomes?|contains?|have|has|requires?|do(?:es)?)\b"
    r"| (?:is|are|will|shall|must) "
)
_PRINTED = (
    r"\b(?:are|is) (?:set|given|listed|specified|stated|found|discussed|described|provided|explained|shown|summarized"
    r"|identified|detailed)(?: forth| out)? (?:in|at|by|under|below|above)\b"
)
PRINTED = phrase(_PRINTED)  # of dates: where they are printed, and no part that they are for
PRINTED_HERE = phrase(rf"{_PRINTED}(?:(?!{MONTH} \d)[^:;]){{0,80}}?(?=:|,? (?:and|which) (?:are|is)\b)")
"""Before the dates, which are told here as well: "The dates are discussed in section II.E: D, for A, and E, for B"."""
_BLANKS = re.compile(r"[ \t]{2,}")  # runs of blanks, at each of which a pattern that begins with them would try again
_JOINT = phrase(r"[,;] and |; ")
_REGARDING = phrase(
    r"\bcomments? (?:\([^)]*\) )?(?:on(?! or before)|regarding|concerning|about|relating to) (?P<what>.{1,200}?)"
    r"(?=,? (?:must|should|will|shall|may|are|is|by|on or before|no later|to the|received|best|please)\b|,? before\b|$)"
)
_THIS_DOCUMENT = phrase(
    r"(?:this|these|the proposed|our)\b[^,]{0,60}$"
    r"|the (?:[\w-]+ ){0,2}"
    r"(?:rules?|notices?|actions?|petitions?|proposals?|guidance|orders?|applications?"
    r"|S?NPRM|D?EIS|AD|permit|plan|documents?|information collections?|collections?(?: of information)?|regulations?"
    r"|registration|decree|statement|policy|requests?|model|agreement)"
    r"(?: (?:in|of|for|to|described|published) [^,]{0,60})?$"
)


def words(text: str) -> str | None:
    """Return the words of a subject, or None when it is the document as a whole."""
    text = _CLOSING.sub("", _OPENING.sub("", _IF_CLAUSE.sub("", _BLANKS.sub(" ", _NAME.sub("", text)))))
    text = " ".join(text.split())
    text = text[:-1] if _FULL_STOP.search(text) else text
    if not text or _GENERIC.fullmatch(text) or not _TELLING.search(_SMALL.sub("", text)):
        return None
    return text


def subject(text: str) -> str | None:
    """Return the words of the last subject, behind any other clause: "X, which is effective on D, and Y"."""
    for verb in _RELATIVE.finditer(text):
        if joint := _JOINT.search(text, verb.end()):
            return subject(text[joint.end() :])
    return words(text)


def moved_part(text: str) -> str | None:
    """Return the part of another document whose date is moved: "the amendments to § 1.1"; None for all of it."""
    text = _CAPTION.sub("", _NAME.sub("", text))
    if head := _OF.match(text):
        text = text[head.end() :]
    if A_RULE.match(text) or _EVERY_RULE.fullmatch(text):
        return None
    if cut := _CUT.search(text):
        changed = _AMENDING.search(text, cut.end()) if _INSTRUCTIONS.fullmatch(text, 0, cut.start()) else None
        text = f"{text[: cut.start()]}{f', {changed[0]}' if changed else ''}"
    return words(text) if _PART.search(text) and not A_RULE.match(text) else None


def is_part(words: str | None) -> bool:
    """Return whether words of a subject are those of less than a document."""
    return bool(words) and _PART.search(words or "") is not None


_CLASS = phrase(
    r"[\s,]*(?:dates?|deadlines?|schedules?)? for (?P<who>(?!(?:the |this )?(?:[\w-]+ ){0,3}rules?\b)[^,;(]{3,120}?)"
    rf"(?=[,;(]| (?:in|of|under) (?:the|this|that|our|its)\b| (?:to|until|from|by) {MONTH} \d|\s*$)"
)
_CLASS_AFTER = phrase(r"\),? for (?P<who>(?:[^,;()]|, \d{4}){3,120}),?\s*$")


def persons(text: str) -> str | None:
    """Return the class that a date is for, in the words after it: "for Tier 1 institutions in the rule"."""
    match = _CLASS.match(text) or _CLASS_AFTER.search(text)
    return words(match["who"]) if match and not _PART.search(match["who"]) else None


_OTHER_MATTER = phrase(  # after what is left out, begins what is said besides
    r"; (?!(?:and|or|§|\d|\(|sections?|paragraphs?|(?:sub)?parts?|appendix|instructions?|the amend\w*)\b)"
)


_MAY_BE = re.compile(
    r"(?:as to |for )?(?:any|such)(?: of (?:the|its))?(?: \w+)? (?:provisions?|parts?|portions?|sections?|amendments?)"
    r" (?:that|which|as) (?:may|might|could) be\b",
    re.IGNORECASE,
)
"""What nobody has left out yet: "except as to any provisions that may be stayed by objections"."""


def exception(text: str, start: int, end: int) -> str | None:
    """Return what "except ..." right after ``start`` carves out, up to the last subject that gets a date of its own."""
    match = _EXCEPT.search(text, start, min(end, start + 30))
    if match is None or text[start : match.start()].strip(" ,;") or _MAY_BE.match(text, match.end()):
        return None
    other = _OTHER_MATTER.search(text, match.end(), end)
    end = other.start() if other else end
    stops = [verb.start() for verb in _RELATIVE.finditer(text, match.end(), end)]
    stop = stops[-1] if stops else end
    return " ".join(text[match.end() : stop].split()).rstrip(" ,;.") or None


def apart(subject: str) -> tuple[str, str | None]:
    """Part the words of a subject: what is meant, and what "excluding" or "except" within them carves out."""
    subject = _BLANKS.sub(" ", subject)
    found = list(_EXCEPT.finditer(subject))
    if not found:
        return subject, None
    left = " ".join(subject[found[-1].end() :].split()).strip(" ,;.")
    return subject[: found[-1].start()], left or None


_ASIDE_ENDS = re.compile(r"(?<![(\w])\).*|(?<=\w)(?<!\(\w)(?<!\(\w\w)(?<!\(\w\w\w)(?<!\(\w{4})\).*", re.DOTALL)
"""A bracket that closes an aside, and no designator: "(except § 1.1(b)) is"."""
_CLOSES = (",", ";", ")")
"""Without one of these after it, what is left out is itself what the verb is about: "except § 1.1 is delayed"."""
_WHICH = phrase(r"\b(?:which|that|who)(?: [^,;]*,? and)?\s*$")
_AUXILIARIES = phrase(r"(?:\s*\b(?:further|been|being|be|is|are|was|were|has|have|had|will|shall|also|hereby))*\s*$")


def left_out(subject: str) -> str | None:
    """Return what the words of a rule carve out before a verb: "the rule (except § 1.1) published on D is delayed"."""
    match = _EXCEPT.search(subject)
    if match is None or "that" in match[0]:
        return None
    subject = _AUXILIARIES.sub("", subject)
    cut = _CUT.search(subject, match.end())
    if _WHICH.search(subject) or (cut is None and not subject.endswith(_CLOSES)):
        return None
    words = _ASIDE_ENDS.sub("", subject[match.end() : cut.start() if cut else None])
    return " ".join(words.split()).strip(" ,;.") or None


def regarding(text: str) -> str | None:
    """Return what comments are about, when that is only a part."""
    match = _REGARDING.search(text)
    about = words(match["what"]) if match else None
    return None if about is None or _THIS_DOCUMENT.match(about) else about
