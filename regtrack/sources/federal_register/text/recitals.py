"""What a document recites of an older rule: since when it is in effect, or that it is. It is evidence, and no act."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from regtrack.dates_in_text.words import MONTH, WEEKDAY, holds, phrase
from regtrack.sources.federal_register.references.finder import day_in
from regtrack.sources.federal_register.text.sentences import split
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

RECITED, PROPOSAL, PUBLICATION = "recite_effective", "recite_proposal", "recite_publication"
RECITALS = frozenset((RECITED, PROPOSAL, PUBLICATION))  # the kinds of events that recitals become
REST, SAME = "rest", "same"
"""It is told of what the document leaves alone, or of the provisions that it does something to."""
PLANNED = "planned"  # it is the day for which a rule was meant: whether it took effect then is not told


class Recital(NamedTuple):
    """One thing that is told of a rule."""

    sentence: str  # that tells it
    before: str  # its words up to those that tell it, which may name the rule
    since: dt.date | None  # the day on which the rule took effect; None where it only is in effect
    part: str | None = None  # the provisions that it is told of; None for the rule
    of: str | None = None  # what else than a rule it is told of
    name: str | None = None  # how the rule is called, if it has a name of its own, and is not just "the final rule"
    planned: bool = False  # the day is only the one for which it was meant


A_DAY = rf"(?:{WEEKDAY},? )?{MONTH} \d{{1,2}},? \d{{4}}"  # A day as a sentence prints it
_NOUN = r"(?:rules?|regulations?|IFR|DFR|TFR)"
_ENDED = (
    rf"(?:{spelled('withdraw rescind supersede stay postpone', 'participle')}|vacated|enjoined|set aside|invalidated"
    r"|replaced|disapproved|lifted|expired|reinstated)"
)
_DONE_TO = (
    r"(?:stay(?:s|ed|ing)?|delay\w*|postpon\w+|suspen\w+|withdr\w+|rescin\w+|rescission|repeal\w*|vacat\w+|injunct\w+"
    r"|enjoin\w*|amend\w*|revis\w+|correct\w*|extension|extend\w*|propos\w+|comments?|court|order|acts?|law|statute|plan)"
)
_OTHERS = rf"(?:of|to|in|for|on|by|under|and|or|with|which|that|this|any|{_DONE_TO})"
_ADJECTIVE = rf"(?:(?!{_OTHERS}\b)[\w’'&/.-]+,? )"
_PRINTED = r"(?:published|issued|adopted|promulgated)"
_VERBAL = (
    r"(?:is|are|has|have|had|will|would|shall|must|may(?! \d)|might|could|should|does|do|did|not|never|if|unless|before"
    rf"|until|when|once|(?:which|that)(?! (?:was|were) {_PRINTED}\b)|(?:was|were)(?! {_PRINTED}\b)|{_DONE_TO}|{_NOUN})"
)
_QUOTED = r"[“\"][^”\"]{1,200}[”\"]|``(?:(?!'').){1,200}''"
_TAIL = rf"(?:{_QUOTED}|(?!\b{_VERBAL}\b)[^;])*"
_RULE = (
    r"(?P<article>the|that|said|its|our|an?|[A-Z][\w.]*(?:['’]s?)) "
    rf"(?P<adjectives>{_ADJECTIVE}{{0,7}})(?P<noun>{_NOUN})\b"
    rf"(?P<tail>{_TAIL})"
)
_REST = (
    r"(?P<rest>(?:(?:all|the) )*(?:other|remaining) (?:provisions|portions|parts|requirements|sections|amendments)"
    r" (?:of|in|made by) |(?:the )?(?:remainder|rest|balance) of )?"
)
_SUBJECT = phrase(rf"(?:^|(?<=[;,:]\s)|(?<=\sand\s)|(?<=\sbut\s)|(?<=\sthat\s)){_REST}{_RULE}$")
"""A rule, or the rest of it, right before its verb."""
_NAMED = phrase(  # a rule right before what is told of it beside the verb of the sentence
    rf"(?P<of>\b\w+ (?:of|to|in|for|by|on|about|against|under|with|concerning|regarding) )?{_REST}\b{_RULE}$"
)
_COMPOUND = phrase(
    rf"(?P<article>the|that) (?P<adjectives>{_ADJECTIVE}{{0,7}})(?P<noun>{_NOUN})(?P<tail> \w+ed\b[^;,]*) and"
    r"(?P<rest>)$"
)
"""A rule of which another thing is told first: "The final rule revised the fees and took effect on D"."""
_PROVISIONS = phrase(
    r"(?:^|(?<=[;,]\s)|(?<=\sand\s))(?:the|those|these) (?:provisions|requirements|sections)(?: themselves)?$"
)
_OF_SOME = phrase(r"\b(?:provisions|requirements|amendments|portions|parts)$")
"""What a relative clause right behind it is told of, and not of the rule."""
_SECTIONS = phrase(
    r"(?:^|(?<=[;,]\s)|(?<=\sand\s))"
    r"(?:the (?:amendments?|additions?|revisions?|removals?|changes|prohibitions?|provisions?|requirements?)"
    r" (?:to|of|in|at|adding|revising|removing) )?"
    rf"(?P<part>(?:§§?|sections?|paragraphs?|\d+ CFR)\s(?:(?!\b{_VERBAL}\b)[^;])*?),?$"
)
_WHICH_SECTIONS = phrase(  # right before "which", as what the verb of the sentence is done to
    rf"\b(?:{spelled('withdraw rescind stay postpone', 'third', 'participle', 'gerund')}|vacated|enjoined)"
    r" (?:the (?:amendments?|additions?|revisions?) (?:to|of|in|at) )?"
    r"(?P<part>(?:§§?|\d+ CFR)\s\d[\w.()-]*(?:(?:,|,? and|,? through)\s(?:§§?\s|\d+ CFR\s)?[\d(][\w.()-]*)*)"
    rf"(?:,? {_PRINTED} (?:at|on|in)\b[^;]*?|\s\(\d+ FR[^)]*\))?,?$"
)
_AS_OF = r"(?: (?:on|as of|beginning|since))?"
_RELATIVE = r"(?P<relative>,? ?\b(?:which|that)(?: ha[sd])? )?(?:(?:already|also|first|then|thus) )?"
_TOOK_EFFECT = phrase(
    rf"{_RELATIVE}(?:(?P<since>\b(?:has|have|had) (?:already )?been (?:in (?:effect|force)|effective) since)"
    r"|\b(?:(?:became|was|were) (?P<otherwise>otherwise )?effective"
    r"|(?:took|went into|came into|entered into) (?:effect|force)))"
    rf"{_AS_OF} (?P<day>{A_DAY})"
)
WAS_EFFECTIVE = phrase(  # A day on which something took effect, in the past tense
    r"\b(?:(?:became|was|were) effective|(?:took|went into|came into|entered into) (?:effect|force)|been in effect"
    rf" since|effective date [^;]{{0,200}}\bwas){_AS_OF} {A_DAY}"
)
_IS_IN_EFFECT = phrase(
    rf"{_RELATIVE}\b(?:(?:(?:is|are) (?:not|un) ?(?:affected|stayed|delayed) and )?"
    rf"(?:remains?|continues?(?: to be)?) (?:in (?:full )?(?:effect|force)|effective(?: as of (?P<day>{A_DAY}))?)"
    r"|(?:is|are) (?:now|currently|already|still) (?:in (?:effect|force)|effective)"
    r"|(?:has|have) (?:already |now )?(?:taken|gone into|come into) (?:effect|force)"
    r"|(?:is|are) (?:in (?:effect|force)|effective) (?:now|today|at present))\b"
)
_BESIDE = phrase(
    rf"(?P<relative>,? ?\((?=effective)|, (?=effective|in effect|currently|now)|,? (?=with an? |whose |the effective))"
    rf"(?:(?:effective|with an effective date of|whose effective date was|the effective date of which was){_AS_OF}"
    rf" (?P<day>{A_DAY})|(?P<since>in (?:effect|force) since) (?P<since_day>{A_DAY})"
    r"|(?P<now>(?:currently|now|already) (?:in (?:effect|force)|effective)))(?=[,;.)]|$)"
)
_EFFECTIVE_DATE = phrase(
    r"\b(?:not (?:change|affect|alter|modify|delay)|no change to) the effective date(?P<of> of (?=the|that))?"
    rf"(?P<named>[^;]*?)(?:,? (?:which|that) (?:is|was|remains)|,| of)? (?P<day>{A_DAY})(?=[,;.]|$)"
    rf"|\bthe effective date of (?P<rule>(?:the|that) [^;]*?)(?:was|remains|is still) (?P<was>{A_DAY})(?=[,;.]|$)"
)
_MEANT = (
    r"(?:(?:originally|initially|first) )?(?:(?:scheduled|set|due|expected|intended|slated|supposed) )?to"
    r" (?:(?:take|go into|come into|enter into) (?:effect|force)|(?:become|be) effective|have taken effect)"
)
_PLANNED = phrase(  # the day for which a rule was meant, as its own document told it, and no later plan
    rf"{_RELATIVE}\b(?:(?:was|were|had been) {_MEANT}|(?:was|were) originally effective){_AS_OF} (?P<day>{A_DAY})"
)
_IS_PLANNED = phrase(  # the same of one that nobody has moved yet
    rf"{_RELATIVE}\b(?:is|are) (?:(?:still|currently|now) )?scheduled to"
    rf" (?:(?:take|go into|come into) (?:effect|force)|become effective){_AS_OF} (?P<day>{A_DAY})"
)
_PLANNED_DATE = phrase(
    rf"\bthe original effective date (?:of|for) (?P<rule>(?:the|that) [^;]*?) (?:was|is){_AS_OF} (?P<day>{A_DAY})"
    r"(?=[,;.]|$)"
    r"|\bthe effective date of (?P<named>(?:the|that) [^;]*?)(?: was originally|,? (?:which|that) is (?:currently|now))"
    rf"{_AS_OF} (?P<was>{A_DAY})(?=[,;.]|$)"
)
_REST_OF = (
    r"(?:(?:all|the) )*(?:of the )?(?:other|remaining) (?:provisions|portions|parts|requirements|sections|amendments)"
    r"(?: (?:of|in|made by) (?:the|that) (?:(?:final|interim|direct) )*(?:rule|regulations?|IFR))?"
    r"(?:, including [^;]*?,?)?"
    r"|the rules(?: adopted in [^;,]{1,60})? that (?:did|do) not (?:contain|require|involve|include) [^;,]*?"
)
_REST_ALONE = phrase(rf"(?:^|(?<=[;,:]\s)|(?<=\sand\s)|(?<=\sbut\s)|(?<=\sthat\s))(?:{_REST_OF})$")
"""The rest, right before its verb, also where no word tells of what."""
_REST_WILL = phrase(
    rf"{_RELATIVE}\b(?:(?:will|shall|(?:is|are) (?:still )?(?:scheduled|set|due) to) )?"
    r"(?:(?:takes?|goe?s? into|comes? into) (?:effect|force)|becomes? effective|(?:be|is|are) effective)"
    rf"{_AS_OF} (?P<day>{A_DAY})"
)
_REST_IS = phrase(  # what is told of the rest alone: of the rule it would be the act of the document
    rf"{_RELATIVE}\b(?:is|are) (?:in (?:effect|force)|effective)\b"
    r"(?! (?:on|as|until|till|through|only|for|from|beginning|upon|in)\b)"
)
_RESTING = (
    "other provision", "other portion", "other part", "other requirement", "other section", "other amendment",
    "remaining ", "remainder", "rest of", "balance of", "that did not", "that do not",
)  # fmt: skip
_STOPS = phrase(r" ?(?:[.,;)]|$)| (?:and|as (?:planned|scheduled|published|stated|announced)|by operation|pursuant)\b")
"""What may stand right behind it: any other word limits it."""
_LIMITS = phrase(  # later in what is told: it is told of a span, or of some only
    r"\b(?:until|till|through|only|except|in part|with respect|as (?:to|of)|ends?|ended|laps\w+|terminat\w+|was in"
    r"|were in)\b|^[\s,]*(?:to|for|in|or(?! any\b)|and (?:on )?\w+ \d)\b"
)
_MAIN_CLAUSE = phrase(  # behind a relative clause
    r",(?! (?:and|but|then|until|till|through|only|except|for|in|to|or|with respect)\b|$)|, (?=until \w+ \d)"
)
_UNDONE = phrase(  # what was in effect may not have been so all the time since
    rf"\b(?:was|were|been|being|as|later|subsequently|and) (?:\w+ly |first |further |later |again |then )*{_ENDED}\b"
    r"|\b(?:courts?|judge|Congress)\b[^.;]{0,80}\b(?:vacat|enjoin|stay|set|disapprov|nullif)\w*"
    r"|\bvacatur\b|\binjunction\b|\bno longer\b|\bnever\b|\bceased?\b|\bexpired?\b"
    rf"|[,(] (?:(?:and|as|but|then|\w+ly) )*{_ENDED}\b"
    r"|\bnot (?:yet |ever )?(?:taken?|tak(?:es|ing)|become|gone?|come|been|in) (?:in(?:to)? )?(?:effect|force)"
    r"|\bbefore (?:it|they|(?:the|that|this) (?:\w+ ){0,2}rule) (?:takes|take|becomes|goes|comes|is)\b"
)
_BEFORE_A_COURT = phrase(  # A court before which something is pending has done nothing yet
    r"\b(?:petitions?|cases?|litigation|proceedings?|challenges?|(?:law)?suits?|appeals?|review)"
    r"(?: (?:is|are|that is|now|for review|currently|pending|filed|brought))* (?:before|in|with|to) the"
    r" (?:(?:U\.S\.|United States|Supreme|District|federal) )*(?:courts?|judge)(?: of Appeals)?"
    r"(?: for the (?:(?:\w+|D\.C\.|Federal) Circuit|\w+ District of \w+|District of \w+))?"
)
_MOVING = "withdraw stay postpone"
_MOVED = phrase(rf"\b(?:{spelled(_MOVING, 'base', 'third', 'participle', 'gerund')}|{nouns(_MOVING)})\b")
"""Where a document tells of such an act, the date that a rule was published with may be an old plan."""
_RULE_ENDED = phrase(
    rf"\b{_NOUN}\b[^;,]{{0,60}}? (?:was|were|been) (?:\w+ly )?{_ENDED}\b"
    rf"|\b(?:vacat|enjoin|stay|set)\w* (?:aside )?(?:the|that) (?:\w+ ){{0,4}}{_NOUN}\b"
)
_PART = phrase(
    r"§|\b(?:(?:sub)?(?:sections?|paragraphs?)|provisions?|portions?|requirements?|amendments?|instructions?)\b"
    r"|\b\d+ CFR (?:part )?\d+\.\d"
)
_OF_ELSE = phrase(r"\b(?:compliance|comments?|enforcement|deadlines?|proposed|proposal)\b")
_BY_OTHERS = phrase(r"\b(?:courts?|judge|Congress|vacat\w+|enjoin\w*|injunction)\b")
_OF_ANOTHER = phrase(rf" (?:of|from|by) (?!{MONTH}|\d)")
_ARTICLES = frozenset(("the", "that", "said"))
_GENERIC = phrase(r"\b(?:final|interim|direct|temporary|original|existing|entire|underlying|\d{4}),? ")
_OF_PARTS = phrase(
    r"(?:provisions?|portions?|parts?|sections?|paragraphs?|amendments?|revisions?|stays?|delays?|withdrawal"
    r"|vacatur|rescission|repeal|suspension|postponement|corrections?|copy|text|review|enforcement|implementation|orders?"
    r"|acts?|laws?|statutes?|decisions?|agreements?|guidance) \w+ "
)
OF_RECITALS = ("effect", "force")
_TELLING = (
    "took", "went", "came", "entered", "became", "was ", "were ", "otherwise", "been ", "remain", "continue", "now ",
    "current", "scheduled", "already", "still", "today",
    "at present", ", effective", "(effective", "in effect since", "effective date of", *_RESTING,
)  # fmt: skip
"""No text without one of these recites anything; most say no more than "This rule is effective on D"."""


_WERE = ("was", "were", "been")
_WORDS = (
    (("took", "came", "went", "entered", "became", *_WERE), _TOOK_EFFECT), (_WERE, _PLANNED),
    (("scheduled",), _IS_PLANNED), (("original", "currently", "now"), _PLANNED_DATE), (("(", ","), _BESIDE),
    (("effective date",), _EFFECTIVE_DATE),
    (("remain", "continue", "now", "currently", "already", "still", "has", "have", "today", "present"), _IS_IN_EFFECT),
    (_RESTING, _REST_WILL), (_RESTING, _REST_IS),
)  # fmt: skip
"""Words by which something may be recited, each with letters of which they hold some."""


def recitals(text: str, published_on: dt.date) -> Iterator[Recital]:
    """Yield what a text recites of rules, a sentence each; nothing of what was undone since, or is still to come."""
    if not holds(" ".join(text.lower().split()), _TELLING):
        return
    sentences = [text[each.start : each.end].strip() for each in split(text)]
    telling = [(each, found) for each in sentences if holds(each.lower(), OF_RECITALS) and (found := _found(each))]
    if not telling:
        return
    of_rules = [each for each in sentences if not _OF_ELSE.search(each) or _BY_OTHERS.search(each)]
    told = _Recited(
        rule=any(_is_undone(each) and not _is_of_part(each) for each in of_rules),
        part=any(_is_undone(each) and _is_of_part(each) for each in of_rules),
        moved=any(map(_MOVED.search, of_rules)),
    )
    for sentence, found in telling:
        if not _is_undone(sentence) or _is_of_part(sentence):
            yield from _in_sentence(sentence, found, published_on, told)


def _found(sentence: str) -> list[re.Match[str]]:
    """Return the words by which a sentence may recite something."""
    lowered = sentence.lower()
    likely = (pattern for letters, pattern in _WORDS if holds(lowered, letters))
    return [match for each in likely for match in each.finditer(sentence)]


def _is_undone(sentence: str) -> bool:
    """Return whether a sentence tells that something was stopped, by whomever."""
    told = _BEFORE_A_COURT.sub("", sentence) if "ourt" in sentence else sentence
    return _UNDONE.search(told) is not None


def _is_of_part(sentence: str) -> bool:
    """Whether what a sentence tells of as ended is less than a rule."""
    return _PART.search(sentence) is not None and _RULE_ENDED.search(sentence) is None


class _Recited(NamedTuple):
    """What a text tells elsewhere: that a rule, or a part of one, was stopped; that some date or rule is moved."""

    rule: bool
    part: bool
    moved: bool


def _in_sentence(sentence: str, found: list[re.Match[str]], published_on: dt.date, told: _Recited) -> Iterator[Recital]:
    for match in found:
        groups = match.groupdict()
        printed = next((word for name in ("day", "since_day", "was") if (word := groups.get(name))), None)
        since = day_in(printed) if printed else None
        meant = match.re in (_PLANNED, _IS_PLANNED, _PLANNED_DATE, _REST_WILL)
        ahead = since is not None and since > published_on
        if (printed and (since is None or (ahead and not meant))) or _is_limited(sentence, match):
            continue
        planned = match.re not in (_TOOK_EFFECT, _IS_IN_EFFECT, _REST_IS)
        once = printed is not None and not groups.get("since") and not meant
        if once and (told.rule or (told.moved and planned)):
            continue  # it took effect on that day, and was stopped on another one; or it never did
        recital = _told(sentence, match, since)
        if match.re in (_REST_WILL, _REST_IS) and (recital is None or recital.of != REST or (printed and not ahead)):
            continue
        if recital is not None:
            if once and told.part and recital.part is None:
                recital = recital._replace(of=REST)
            yield recital._replace(planned=meant)
            return  # of two days for one rule the first is that on which it began


def _is_limited(sentence: str, match: re.Match[str]) -> bool:
    """Whether it is told of a span, of some persons or places, or of less than all."""
    if match.re in (_BESIDE, _EFFECTIVE_DATE, _PLANNED_DATE):
        return False
    end = match.end()
    if not _STOPS.match(sentence, end):
        return True
    main = _MAIN_CLAUSE.match(sentence, end) if match["relative"] else None
    return main is None and _LIMITS.search(sentence[end:]) is not None


def _told(sentence: str, match: re.Match[str], since: dt.date | None) -> Recital | None:
    """Return a recital with what it is told of; None where that is no rule."""
    if match.re in (_EFFECTIVE_DATE, _PLANNED_DATE):
        named = (match["named"] or match["rule"] or "").strip(" ,")
        rule = phrase(_RULE).fullmatch(named) if named else None
        if named and rule is None:
            return None
        return Recital(sentence, named or sentence[: match.start()], since, name=_name(rule) if rule else None)
    before = sentence[: match.start()].rstrip(" ,(" if match["relative"] else " ")
    if sections := _SECTIONS.search(before) or (_WHICH_SECTIONS.search(before) if match["relative"] else None):
        return Recital(sentence, before, since, part=sections["part"])
    if _REST_ALONE.search(before):
        return Recital(sentence, before, since, of=REST)
    if match["relative"] and _OF_SOME.search(before):
        return None
    if not match["relative"] and _PROVISIONS.search(before):
        return Recital(sentence, before, since, of=SAME)
    rule = (_NAMED if match["relative"] else _SUBJECT).search(before)
    rule = rule or (None if match["relative"] else _COMPOUND.match(before))
    if rule is None or (match["relative"] and rule["of"] and _OF_PARTS.fullmatch(rule["of"])):
        return None
    if _OF_ANOTHER.match(rule["tail"]):
        return None
    if not match["relative"] and rule["article"].lower() not in _ARTICLES and not rule["tail"].strip():
        return None
    otherwise = match.groupdict().get("otherwise") or re.search(r"\botherwise\b", rule["tail"])
    return Recital(sentence, before, since, of=REST if rule["rest"] or otherwise else None, name=_name(rule))


def _name(rule: re.Match[str]) -> str | None:
    name, article = _GENERIC.sub("", rule["adjectives"]).strip(), rule["article"]
    return (name or None) if article.lower() in (*_ARTICLES, "a", "an") else f"{article} {name}"  # of whom, it says
