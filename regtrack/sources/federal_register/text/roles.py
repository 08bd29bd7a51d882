"""Which role a date has in its sentence: every one has exactly one, and one that has none is left over and told so."""

from __future__ import annotations

from enum import StrEnum

from regtrack.citations import REGISTER
from regtrack.dates_in_text import words
from regtrack.dates_in_text.expressions import TimeExpression
from regtrack.dates_in_text.words import phrase
from regtrack.sources.federal_register.text.vocabulary import MOVING, Does, least, spelled


class Role(StrEnum):
    """What a date is for."""

    OWN = "own"  # the day on which the document itself acts: "As of D, ..."
    NEW = "new"  # what a statement sets, moves to, begins or ends with
    OLD = "old"  # the earlier date of what is moved
    END = "end"  # ends what a date before it began
    CITATION = "citation"  # identifies another document
    RECITAL = "recital"  # tells what was done before
    ALTERNATIVE = "alternative"  # is only put out for comment, or is an example
    REPEATED = "repeated"  # says "that date" of one that has its role
    LEFT = "left over"  # nothing says what it is for


_CITE = rf"(?:\d{{1,3}}\s*{REGISTER}\s*\d[\d,]*(?:\s?[-–]\s?\d+)?|FR\s\d{{1,3}}\s\d+)"
_FILLER = (
    r"(?:\s++|[,(\[]|\b(?:in|the|its|this|Federal|Register|FR|on|at|of|issue|dated|again|also|as|elsewhere|online|first"
    rf"|originally|and)\b|{words.WEEKDAY}|\b{_CITE}\b|[\])])*"
)
_LEFT = tuple(
    (tuple(letters.split("|")), phrase(pattern + r"$"))
    for letters, pattern in (
        ("publi|print|appear|codified", r"\b(?:published|publication|publishing|printed|appear(?:ed|ing|s)?|codified)\b"
            + _FILLER),
        ("fr|fed|f.", rf"\b{_CITE}\s*[\])]*\s*[,;(]?\s*(?:published |issued )?(?:on|of|dated)?\s*\(?\s*"),
        ("register", rf"\bFederal Register\s*(?:,|\([^()]{{0,40}}\)|at {_CITE})*\s*"
            rf"(?:of|on|dated|issue of|published)\s*(?:{words.WEEKDAY},?\s*)?"),
        ("dated|signed|enacted|promulgated|corrected|amended|revised|announced|adopted|noticed|released|clarified"
         "|requested|approved", r"\b(?:dated|signed|signed into law|enacted|promulgated|corrected|amended|revised"
            rf"|announced|adopted|noticed|released|clarified|requested|approved by \w+)\b{_FILLER}"),
        ("issued", rf"(?:,|\brules?|\borders?|\bnotices?|\bNPRM|\bdocuments?|\bregulations?|\bAD) issued{_FILLER}"),
        ("order|proclamation|memorand|act|law|pub.|e.o.",
            r"\b(?:Orders?|Proclamations?|Memorand(?:um|a)|Act|Law|Pub\.\s?L\.|E\.O\.)\s*(?:No\.\s*)?"
            r"[\d,–-]*\s*,?\s*of "),
        ("published", r"\bpublished (?:the|this|its|an?) (?:[\w-]+ ){1,8}?(?:in the Federal Register )?on "
            rf"(?:{words.WEEKDAY},?\s*)?"),
        ("issue", rf"\bissue of (?:the Federal Register of )?(?:{words.WEEKDAY},?\s*)?"),
        (" of", r"\b(?:in|by|under) (?:the|its|an?) (?:[\w-]+ ){0,3}?(?:rule|notice|order|document) of "),
        ("established", r"\bestablished (?:prior to|before|on|after) "),
    )
)  # fmt: skip
"""Letters of which each holds some, and words before a day that only identifies another document."""
_OF_LEFT = least(each for letters, _ in _LEFT for each in letters)


def _identifies(left: str, lowered: str) -> bool:
    """Whether the words before a day say that it only identifies another document."""
    if not words.holds(lowered, _OF_LEFT):
        return False
    return any(words.holds(lowered, letters) and pattern.search(left) for letters, pattern in _LEFT)


_RIGHT = phrase(rf"\s*+[.,]?+\s*+[(\[]?+\s*+(?:at |in the Federal Register (?:at )?[(\[]?)?{_CITE}\b")
"""Words after such a day."""

_ADJECTIVE = phrase(
    r",? (?:(?:direct|final|interim|proposed|temporary|joint|correcting|emergency|original) ){0,3}"
    r"(?:rules?|NPRM|ANPRM|notices?|orders?|documents?|proposal|RFI|regulations?|Federal Register)\b"
)
_DETERMINED = phrase(r"(?:\b(?:the|its|that|our|a|an|in)|'s|’s) (?:\w+, )?$")
_OLD_DATE = phrase(
    r",? (?:the )?(?:original )?"
    r"(?:effective date|incorporation by reference|compliance date|expiration date|deadline|comment)"
)
_WAS_TO = phrase(
    r"\b(?:(?:originally|currently|previously|initially|was|were|is|are|and|had been) )+"
    r"(?:scheduled|set(?! back\b)|due|to|slated|expected)\b(?:(?!\b(?:is|are)\b)[^.;,]){0,40}$"
    r"|\b(?:which|that) (?:closed|ended|expired)\b[^.;,]{0,30}$"
    r"|\bwould (?:have|otherwise)\b[^.;,]{0,40}$"
    r"|[,(]\s*(?:scheduled|set|due|slated|expected) to (?:close|end|expire|begin|become|take|go)\b[^.;,]{0,40}$"
    r"|\b(?:originally|previously|initially|formerly) (?:on )?$"
    r"|\b(?:hearing|meeting|workshop|webinar|conference)s? (?:scheduled|set|planned) (?:for|on) $"
)
_FROM = phrase(
    r"\b(?:from|form) (?:the )?"
    r"(?:(?:original|originally scheduled|scheduled|current|previous|previously announced|prior) )*"
    r"(?:(?:effective|compliance|closing|expiration|due|applicability|implementation) date of |date of )?$"
)
_VERBS = spelled(" ".join(act.name for act in MOVING), "participle")
_PAUSES = spelled(" ".join(act.name for act in MOVING if act.does in (Does.PAUSE, Does.RESUME)), "participle")
IS_MOVED = phrase(  # after the old day: "the effective date of D is delayed", "the rule, effective D, is delayed"
    rf"[\s,)\]]*(?:is|are|was|were|has been|have been|will be) (?:\w+ ){{0,2}}(?:(?P<pause>{_PAUSES})|{_VERBS})\b"
)
_THEN_DELAYED = phrase(
    rf"[\s,)\]]*(?:and |but )?(?:(?:then|later|since|first|subsequently|most recently|further|twice) )*"
    rf"{spelled('postpone', 'participle')}\b"
)
"""After the first day of what was delayed since: "the rule, effective D, and later delayed until E, is withdrawn"."""
_NOT = ("not", "than")
_RELATIVE = ("which", "that")
_NEVER = phrase(
    r"\b(?:which|that) (?:was|were) (?:(?:originally|to|scheduled|due|set) )+(?:become|take|go)\b[^.;,]{0,30}$"
)
_REPLACED = phrase(r"\b(?:not|rather than) (?:(?:until|to|on) )?$")
_OF_ITS_OWN = phrase(
    r"\b(?:effective|until|till|by|before|through|delayed to|date of|applicable|as of|extended to)\s*(?:on )?$"
)


_DAY_OF = phrase(  # before the day of a date, the old one where it is moved: "the compliance date of D for mills"
    r"\b(?:the|its|original|current|existing|previous|prior) (?:effective|compliance|applicability|expiration"
    r"|implementation) (?:date|deadline)s?(?: for(?: [\w'’-]+,?){1,6}?)? of $"
)
_THEN_MOVED = phrase(
    rf"(?:(?!\b(?:is|are|was|were|remains?|will|has|have)\b|\.\s)[^;]){{0,300}}?\b(?:is|are) (?:\w+ ){{0,2}}{_VERBS}\b"
)
_DATE_OF, _IS_NOW, _FAR = phrase(r"\b(?:effective|compliance|expiration) date of $"), phrase(r"[^.;]*?\bis now\b"), 300


def background(text: str, start: int, mention: TimeExpression, moving: bool, ahead: bool) -> Role | None:
    """Return the role of a day that only identifies a document or is an old one; None when it may be stated.

    A verb that moves a date stands before it in the sentence (``moving``), or after it (``ahead``).
    """
    left = text[max(start, mention.start - 160) : mention.start]
    right, lowered = text[mention.end : mention.end + 80], left.lower()
    if left.endswith("CBP "):
        return Role.CITATION  # "CBP Dec. 14-03" is a decision, and no day
    if mention.first.period is None and mention.last is None:
        if _identifies(left, lowered):
            return Role.CITATION
        old = (ahead or moving) and _OLD_DATE.match(right)
        if (old or _ADJECTIVE.match(right)) and _DETERMINED.search(left[-40:]):
            return Role.OLD if old else Role.CITATION
        if _RIGHT.match(right) and not _OF_ITS_OWN.search(left[-40:]):
            return Role.CITATION
    if ahead and left.strip() and mention.first.period is None and (moved := IS_MOVED.match(right)):
        return (
            Role.CITATION if moved["pause"] else Role.OLD
        )  # "the amendments effective D, are stayed" from another day
    if ahead and left.strip() and mention.first.period is None and _THEN_DELAYED.match(right):
        return Role.OLD
    if lowered.rstrip().endswith("of"):
        if (moving or ahead) and _DAY_OF.search(left) and (moving or _THEN_MOVED.match(text, mention.end)):
            return Role.OLD
        if _DATE_OF.search(left) and _IS_NOW.match(text, mention.end, mention.end + _FAR):
            return Role.OLD  # "The effective date of March 1, published at 91 FR 2, is now May 1"
    replaced = words.holds(lowered, _NOT) and _REPLACED.search(left)
    never = words.holds(lowered, _RELATIVE) and _NEVER.search(left)
    if replaced or never or ((moving or ahead) and _WAS_TO.search(left)):
        return Role.OLD
    return Role.OLD if moving and _FROM.search(left) else None


_ASKED = phrase(
    r"\s*(?:(?:written|public|all|any|electronic) )*(?:comments?|views|information|input)\b[^.;]{0,40}?"
    r"\b(?:on(?! or)|regarding|concerning|about|as to|relating to|whether)\b.*?"
    r"(?=\b(?:must|should|will|shall|may|are|is|can)\b (?:be |due\b|to be )?(?:\w+ )?"
    r"(?:submitted|received|filed|sent|made|provided|due|accepted|considered|postmarked)\b)"
)
_ALTERNATIVE = phrase(
    r"\b(?:for example|e\.g\.|such as|for instance|alternative(?:ly)?|instead of|whether to|or,? in the alternative)\b"
    r"(?:(?!\b(?:must|should|shall|will|is|are)\b)[^.;]){0,80}$"
)
_OF_ALTERNATIVES = ("example", "e.g.", "such", "instance", "alternative", "instead", "whether")
"""Letters of which all of these hold some."""


def asked(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of what comments are asked on, in which nothing is done: "Comments on the delay to D are due"."""
    match = _ASKED.match(text, start, end)
    return (match.start(), match.end()) if match else (start, start)


_ADDS = phrase(r"\badd(?:s|ing|ed)? an? (?:new )?(?:applicability|compliance) date\b")
_ADDED_DAY = phrase(r"(?:\bdate|\)) of\s+$")


def is_added(text: str, start: int, mention: TimeExpression) -> bool:
    """Whether a date is one that another rule gets: "adding an applicability date to the rule (80 FR 1) of D"."""
    left = max(start, mention.start - 300)
    return (
        _ADDS.search(text, left, mention.start) is not None and _ADDED_DAY.search(text, left, mention.start) is not None
    )


_SEEKS = phrase(
    r"\b(?:seek(?:s|ing)?|request(?:s|ing)?|invit(?:es?|ing)|solicit(?:s|ing)?|welcomes?) (?:\w+ ){0,2}?"
    r"(?:comments?|input|views|information)\b[^.;]{0,200}?\b(?:on(?! or)|about|regarding|as to|concerning|whether)\b"
)
_OF_SEEKING = ("seek", "request", "invit", "solicit", "welcom")
_DUE_BY = phrase(r"\b(?:by|on or before|(?:no|not) later than|within)\s+$")


def only_asked(text: str, start: int, mention: TimeExpression) -> bool:
    """Whether a date is part of what comment is sought on: "We seek comment on a further delay until D"."""
    seeks = words.holds(text[start : mention.start].lower(), _OF_SEEKING)
    sought = _SEEKS.search(text, start, mention.start) if seeks else None
    return sought is not None and _DUE_BY.search(text, start, mention.start) is None


def only_said(text: str, start: int, mention: TimeExpression) -> bool:
    """Whether a date is an example or one of several that are only considered."""
    left = text[max(start, mention.start - 100) : mention.start]
    return words.holds(left.lower(), _OF_ALTERNATIVES) and _ALTERNATIVE.search(left) is not None


def parted(text: str, start: int, mention: TimeExpression) -> list[TimeExpression]:
    """Part what is no span: "at 86 FR 1, February 2, until May 1" has the day of a citation, and a new one."""
    if mention.last is None or mention.daily or not mention.first.day or _SPAN.match(text, mention.start):
        return [mention]
    left = text[max(start, mention.start - 160) : mention.start]
    was_to = mention.first.hour is None and _WAS_TO.search(left)
    before = OF_CLASS.search(left)
    of_class = before is not None and not before[0].rstrip().endswith("after")  # "built before D, until E"
    if not (was_to or of_class or _OF_ACT.search(left) or _identifies(left, left.lower())):
        return [mention]
    joint = _JOINT.search(text, mention.start, mention.end)
    if joint is None:
        return [mention]
    first = mention._replace(end=joint.start(), last=None)
    return [first, mention._replace(start=joint.end(), first=mention.last, last=None)]


OF_ACT = r"(?:effective(?: on| as of)?|as of|on)"  # words that lead to the day of an act
_OF_ACT = phrase(rf"\b{spelled('postpone stay', 'participle')}[\s,(]*{OF_ACT} $")
"""The day of an act, and what follows is what it moves to: "is delayed, effective D, until E"."""
_BY_ITS_END = r"\b[a-z]++(?:(?<=[a-z](?:ed|un))|(?<=[a-z](?:ilt|old|ade|ing)))"  # each word is looked at once
OF_CLASS = phrase(rf"{_BY_ITS_END},? (?:on or )?(?:before|prior to|after)\s+$")
"""Before the day that makes a class: "mills built before D"."""
_SPAN = phrase(r"(?:from|between)\b")
_JOINT = phrase(r",?\s*\b(?:until|through|to) ")
