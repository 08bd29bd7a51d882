"""Who must comply with what by a day: the persons and the provisions, each from its own place in the clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from regtrack.dates_in_text.words import MONTH, phrase
from regtrack.sources.federal_register.claims import is_other
from regtrack.sources.federal_register.text import scopes
from regtrack.sources.federal_register.text.clause import SINCE, UNTIL, ClaimFrame
from regtrack.sources.federal_register.text.sentences import Sentence
from regtrack.text.citing import numbers_between
from regtrack.text.designators import complete, through

_ITEM = r"\s*(?:and\s+|or\s+)?(?:§|\d+\.\d|\(\w|appendi|paragraphs?\b|subparts?\b)"
"""After a comma: the next one of a list of provisions."""
_END = (
    rf"(?=,? (?:by|until|till|on|no later|not later|before|after|beginning|starting|begins?|from|as of|within|is|are"
    r"|was|were|continues?|remains?|will|shall|must|should|may|need|not|in order|on or (?:before|after)|to comply"
    r"|(?:for|of|in|under) this rule"
    rf"|at the same|and (?:by|on|no later|beginning|(?:(?:to|until|from) )?{MONTH})|{MONTH})\b"
    rf"|,(?!{_ITEM})|[;:]|\.(?!\d)|(?: to)?\s*$)"
)
_WORDS = rf"(?:(?!\b(?:comply|compliance)\b)[^,;:.]|\.(?=\d)|,(?=\d|{_ITEM})){{2,400}}?{_END}"
_MODAL = (
    r"(?:must|shall|should|need not|need to|do not need|does not need|has to|have to|will (?:have|need|be required)"
    r"|(?:is|are) (?:not )?(?:required|obliged|obligated|expected)|(?:is|are) given|(?:has|have) (?:until|an? |\d|to)"
    r"|may (?:delay|defer|postpone)|may comply)"
)
_NOBODY = phrase(
    r"\W*(?:(?:full|mandatory|voluntary|early|initial|final|optional|complete|substantial|an?|the) ?)+(?:[\w-]+\W*)?"
    r"|.*\b(?:compl(?:y|ies|ying|iance)|implement\w*|must|until|have|has|gives?|not)\b.*"
)
"""Words that are no persons: "Voluntary compliance" is that of nobody in particular."""
_BEFORE_DAY = phrase(
    rf"(?:\b(?:dates?|follows) ?:|^;) ?(?:and |or )?(?:for )?(?P<who>(?!{MONTH})(?:[^,;:.]|\.(?=\d)){{3,80}})[,:]\s*$"
)
"""In a list of persons, each before the day: "by the following dates: large mills, D; small mills, E"."""
_SUBJECT = phrase(
    r"(?:^\W*|[;:] ?|, (?:and |but )?|\b(?:and|but|that|by which|whereas|while) )"
    r"(?P<who>(?=\w)(?!(?:19|20)\d\d\b|(?:the )?(?:mandatory |full )?compliance\b"
    r"|(?:it|they|you|for|with|by|on|except)\b"
    r"|[^,;]{0,60}\bwhich\b)"
    rf"(?:[^,;:.]|,(?=\d)|(?<=\d),(?= (?:19|20)\d\d\b)){{2,120}}?),? "
    rf"(?=(?:which |who |that )?(?:also |now |first )?{_MODAL}\b)"
)
_A_RULE = r"(?:this|the|these) (?:\w+ ){0,3}(?:rules?|regulations?|documents?|orders?|actions?)\b"
_OF_PERSONS = (
    phrase(
        rf"\bcompliance (?:with {_WORDS} )?(?:is|are|will be) (?:not )?(?:required|mandatory|voluntary|optional)"
        rf" (?:for|of|by) (?P<who>{_WORDS})"
    ),
    phrase(rf"\bcompliance (?:with [^;,]{{1,120}}? )?by (?!{MONTH}|the date|\d|{_A_RULE})(?P<who>{_WORDS})"),
    phrase(rf"\b(?:requir|allow|giv|permit)(?:es?|s|ing) (?P<who>(?!compliance){_WORDS}) ?(?=to|until)"),
    phrase(rf"^\W*(?:and |but )?(?:in the case of|as to|with respect to|for) (?P<who>{_WORDS}),"),
)
_DATE_OF = phrase(
    rf"\b(?:compliance|implementation) (?:dates?|deadlines?) (?:for|of) (?!each\b)(?P<who>{_WORDS})"
    rf"|^\W*(?:and |but )?for (?P<other>{_WORDS}),? (?:(?:it|the date) )?(?:is|are)?[\s,]*$"
)
_UP_TO_DAY = phrase(
    r"\b(?:for|as to|with respect to|in the case of) (?![^;]*\b(?:for|is|are|must|shall|will)\b)"
    rf"(?P<who>{_WORDS}(?: (?:on or )?(?:before|prior to|after) {MONTH} \d{{1,2}}, \d{{4}})?)[,:]? "
    rf"(?:(?:from {MONTH} \d{{1,2}}, \d{{4}},? )?(?:until|till|through|to|by) )?[\s,]*$"
)
"""Right before a day that somebody is given: "is extended for Tier 1 institutions until D"."""
_ONLY_JOINS = phrase(r"\W*(?:(?:and|but) )?")
_AFTER = phrase(rf",? (?:for|as to|with respect to|in the case of) (?P<who>{_WORDS})")
_WITH = phrase(
    rf"\bcompl(?:y|ies|ying|iance) with (?P<what>{_WORDS})|^\W*(?:and |but )?(?:with )?(?P<same>(?:§|with\b){_WORDS})"
    rf"|\bimplement(?:ation of|ing|s)? (?P<done>{_WORDS})"
)
_PROVISION = phrase(
    r"§|\b(?:CFR|(?:sub)?(?:parts?|sections?|paragraphs?)|appendi\w+|tables?|requirements?|provisions?|amendments?"
    r"|standards?|rules?|regulations?|orders?|obligations?|instructions?|labell?ing|reporting|recordkeeping)\b"
)
_ALL = (
    r"\W*(?:(?:all|any|each) (?:of )?)?(?:(?:the|this|these|its|such|our|that) )?(?:(?:final|interim|direct|new|amended"
    r"|revised|temporary|other|above|applicable|minimum|same|entire|remaining) )*"
    r"(?:rules?|regulations?|orders?|AD|standards?|requirements?"
    r"|amendments?|provisions?|actions?|documents?|changes|guidance|regulatory text)"
    r"(?: (?:established|set (?:forth|out)|adopted|contained|specified|prescribed|finalized|described|promulgated))?"
    r"(?P<of> (?:of|in|under|by) (?:this|the) (?:(?:direct|final|interim) ){0,2}"
    r"(?:rule|regulation|document|order|AD|action|part))"
)
_WHOLE, _OF_ALL = phrase(rf"{_ALL}?\W*"), phrase(rf"{_ALL}\b")
_MANDATORY = phrase(r"\b(?:is|are|be|becomes?) mandatory\b")
"""Things are, and no persons: "Use of the new form is mandatory from D"."""
_EVERYBODY = phrase(
    r"\W*(?:(?:all|any|each|every|the) )?(?:(?:covered|affected|regulated|subject|applicable|impacted|responsible|such"
    r"|these|those|persons?|entities|parties|everyone|you|they|it)\b ?)+[\w’'-]*\W*"
    r"|\W*[\w’'-]+ subject to (?:this|the) (?:\w+ )?rule\W*"
)
"""Those whom a rule is about anyway."""
_ONE_WORD = phrase(r"\W*(?:(?:all|any|each|every|the) )?[\w’'-]+\W*")
_A_DAY = phrase(rf"(?:{MONTH}|the date)\b")
_TO_COMPLY = phrase(r"\bto comply\b|\b(?:come|be|comes?) in(?:to)? compliance\b|\bcomplying with\b")
_OTHER_LAW = phrase(
    r"\bto comply with (?:the )?(?:Paperwork|Privacy|Administrative|Congressional|court|statut|\d+ U\.)"
)
_RESPECTIVELY = phrase(r",? respectively\b")
_SEVERAL = phrase(
    r"§|\bCFR\b|s\W*$|\w(?:ed|ilt|ade|old) (?:on or )?(?:before|prior to|after) \w+ \d"
    r"|\bwith (?:fewer|more|less|at least)\b|\b(?:tier|group|class|category) (?:\d+|[A-Z])\b"
)
"""Provisions, or a class: a noun in the plural."""
_NUMBERED = phrase(r"§|\bCFR\b")
_RULE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts) (?:[A-Z]\w+ \d{1,2}, \d{4},? )?(?:(?:final|interim|direct|amended) ){0,2}"
    r"(?:rules?|regulations?|order)"
    r"(?: (?:that (?:was|were) )?(?:published|issued|titled|entitled|amending|promulgated|adopted)\b[^;]{0,200}?)?"
    r" \(?(?:at )?\d+ FR \d+\)?(?:,? (?:on [A-Z]\w+ \d{1,2}, \d{4}|\([A-Z]\w+ \d{1,2}, \d{4}\)))?"
)
"""Another document, as it is cited."""
_SECTIONS = phrase(r"\bSec(?P<more>s)?\. (?P<again>Sec\. )?(?=\d)")
"""How the Register's plain text writes one sign of a section, or two."""
_AS_DEFINED = phrase(r",? \(?as (?:defined|described|specified|listed|identified) (?:in|at|under|by) [^,;()]*\)?,?")
_EACH_FOR = phrase(r"\bfor ")
_FOR = phrase(rf"(?P<who>{_WORDS})")
_NO_CLASS = phrase(
    r"(?:(?:an?|the|one|two|three|six|nine|twelve|thirty|sixty|ninety|\d+) (?:additional |more |full )?"
    r"(?:day|week|month|year|period|purpose|reason)"
    r"|(?:good cause|purposes|reasons|comment|public|further|reconsideration|review|which|this|that"
    r"|compliance|now|approximately|at least|\d)\b)"
)
_OF_THIS = phrase(r" (?:of|in) (?:this|the) (?:(?:final|interim|new) ){0,2}(?:rule|regulation|document|order|AD)$")
_OF_DAY = phrase(rf",? (?:on or )?(?:before|prior to|after) {MONTH} \d{{1,2}}, \d{{4}}")
_SIDE = phrase(r",? (?:on or )?(?:before|prior to|after)$")
"""After a class: the day that makes it, "mills built before D"."""
_MADE = phrase(r"\w(?:ed|ilt|ade|old|ought)$")
_DATE = phrase(rf"{MONTH} \d")
_WHICH = phrase(r",? (?:which|who|that|is|are)$")
_AND = phrase(r",? and | ?, ?")
_IS = r"\b(?:are|is|must|shall|will)"
_LIST = phrase(
    rf"^\W*(?:(?:(?!{_IS}\b)[^;])*?\b(?:dates?|deadlines?|compliance) (?:for|of|in|with) (?:the )?)?"
    rf"(?P<list>\S(?:(?!{_IS}\b)[^;:])*?),? {_IS}\b"
)
"""Those of whom several days are told, before the verb."""
_MOVED_LIST = phrase(rf".*\bfor (?P<list>(?:(?!{_IS})[^;])+?),? (?:until|till|through|to) {MONTH} \d.*$")
"""Those whose days are moved: "is extended for A, B, and C until D, E, and F, respectively"."""
_LIST_AFTER = phrase(r"[\s,]*for (?P<list>[^;.]+?),? respectively\b")
_NO_ITEM = phrase(rf"\bFR\b|\brules?\b|{MONTH}|^\d{{4}}$")
_PARAGRAPHS = re.compile(
    r"(?P<of>(?:\d+ CFR |§+ ?)\d[\w.-]*)(?P<first>(?:\(\w{1,5}\))+) through (?P<last>(?:\(\w{1,5}\))+)"
)
_LEVEL = re.compile(r"\((\w+)\)")
_SPAN = re.compile(r"(?:\d+ CFR |§+ ?)(?P<first>\d+\.\d+) through (?:§ ?)?(?P<last>\d+\.\d+)")
_MAY = phrase(
    r"\b(?:voluntary|early|optional) compliance\b|\bmay (?:(?:begin|start|choose|elect) to )?comply\b"
    r"|\bcompliance (?:[^.;,]{1,80} )?(?:may (?:begin|start)|(?:is|are) (?:permitted|allowed|authorized|optional"
    r"|voluntary)\b)"
)
"""Nobody has to comply yet."""
_OPENING = re.compile(r"^(?:and|but|that|also|however|therefore|then|accordingly|all|any|each|the)\s+", re.IGNORECASE)
_JOINT = phrase(r"[,;] (?:and |but |except )?| and | except ")


_BRACKETS = (
    r"\s*\((?:for )?(?P<who>(?![^()]*\b(?:before|after|prior|if|unless|see|FR|CFR|days?|months?|years?|[A-Z]\w+day"
    r"|time)\b)(?=[^()]*[a-z]{3})[^()§]{3,80})\)"
)
CLASS_IN_BRACKETS = phrase(_BRACKETS)
"""Behind a day, whose it is: "D (large mills) and E (small mills)"."""
CLASS_IN_FRONT = phrase(rf"[\s,;]*(?:and )?{_BRACKETS}(?=:?\s*{MONTH}\b)")
"""Before a day, whose it is: "(large mills) D, (small mills) E"."""


def assign(text: str, sentences: Sequence[Sentence], frames: Sequence[ClaimFrame]) -> None:
    """Give every compliance date of a text its persons and its provisions."""
    for number, sentence in enumerate(sentences if any(map(_may_be_duty, frames)) else ()):
        dated = [frame for frame in frames if frame.sentence == number and frame.end > sentence.start]
        dated.sort(key=lambda frame: frame.end)
        start = sentence.start
        for frame in dated:
            _name_as_compliance(text, frame, start, sentence.end)
            _name_as_choice(text, frame, start, sentence)
            start = max(start, frame.end)
        start, before = sentence.start, None
        for frame, following in zip_longest(dated, dated[1:]):
            if frame.kind == "set_compliance" and frame.act in (None, "confirm", "delay"):
                end = _clause_end(text, frame.end, following, sentence.end)
                own = CLASS_IN_BRACKETS.match(text, frame.end, end) if frame.act != "confirm" else None
                moved = frame.act == "delay"
                front = list(CLASS_IN_FRONT.finditer(text, start, frame.end)) if moved and own is None else []
                own = front[-1] if front else own
                after = max(frame.end, own.end()) if own and moved else frame.end
                who, what = _roles(_plain(text[start : frame.end]), _plain(text[after : max(after, end)]), frame)
                if moved:
                    kept = frame.scope if frame.scope and (_NUMBERED.search(frame.scope) or not who) else None
                    what = what if what and _NUMBERED.search(what) else kept
                    who = own["who"] if own else who
                frame.parties, frame.scope = (own["who"], None) if own and not (who or what) else (who, what)
                if moved and (own or who) and before and not (frame.scope or frame.target):
                    frame.scope, frame.target = before.scope, before.target  # "X is extended to D (A), and E (B)"
                before = frame if moved and (own or who) else None
                start = end
            start = max(start, frame.end)
        _share(text, [frame for frame in dated if frame.kind == "set_compliance"], sentence)


def _may_be_duty(frame: ClaimFrame) -> bool:
    return frame.kind == "set_compliance" or is_other(frame)


def _name_as_compliance(text: str, frame: ClaimFrame, start: int, end: int) -> None:
    """Take a day that somebody has "to comply" for the day of compliance, and no deadline for something else."""
    due = is_other(frame) and frame.act in (None, "due", "begin", "extend")
    start = start if frame.act == "extend" else frame.start  # "The deadline for firms to comply is extended to D"
    if due and _TO_COMPLY.search(text, start, end) and not _OTHER_LAW.search(text, start, end):
        act = "delay" if frame.act == "extend" else None
        frame.kind, frame.act, frame.name, frame.unread = "set_compliance", act, None, None


def _name_as_choice(text: str, frame: ClaimFrame, start: int, sentence: Sentence) -> None:
    """Take a day from which somebody may comply, and need not, for no day of compliance."""
    told = f"{sentence.label if sentence.fresh else ''}: {text[start : frame.end]}"
    may = frame.kind == "set_compliance" and not frame.act and frame.lead not in UNTIL and frame.last is None
    if may and _MAY.search(told) and not _MANDATORY.search(told):
        frame.kind, frame.act, frame.name = "set_deadline", "begin", "start of voluntary compliance"
        frame.scope, frame.unread = None, None


def _share(text: str, dated: Sequence[ClaimFrame], sentence: Sentence) -> None:
    """Give each of several days its persons or provisions: "A and B must comply by D and E, respectively"."""
    if len(dated) < 2 or all(CLASS_IN_BRACKETS.match(text, frame.end, sentence.end) for frame in dated):
        return
    if not _RESPECTIVELY.search(text, dated[-1].end, sentence.end):
        return
    told = _plain(text[sentence.start : dated[0].end])
    listed = _MOVED_LIST.match(told) if dated[0].act else None
    listed = listed or _LIST_AFTER.match(text, dated[-1].end, sentence.end) or _LIST.match(told)
    items = _items(listed["list"]) if listed else []
    items = [] if any(map(_NO_ITEM.search, items)) else items
    for frame, item in zip_longest(dated, items if len(items) == len(dated) else ()):
        numbered = item is not None and _NUMBERED.search(listed["list"] if listed else "")
        frame.scope, frame.parties = (item, None) if numbered else (None, item)
        frame.unread = frame.unread if item else "which of them has which day"


def _items(words: str) -> list[str]:
    """Return the items of a list, those of a range counted: "§ 1.2(b)(1) through (3)"."""
    if span := _PARAGRAPHS.fullmatch(words):
        first, last = (tuple(_LEVEL.findall(span[name])) for name in ("first", "last"))
        whole = complete(last, first)
        others = through(first, whole) if whole is not None else None
        return [f"{span['of']}({')('.join(each)})" for each in (first, *(others or ()))]
    if span := _SPAN.fullmatch(words):
        between = numbers_between(span["first"], span["last"], r"\d+\.")
        return [] if between is None else [f"§ {each}" for each in (span["first"], *between, span["last"])]
    return _AND.split(words)


def _clause_end(text: str, end: int, following: ClaimFrame | None, last: int) -> int:
    """Return where the clause of a date ends: before the words of the next one, if that says something else."""
    if following is None or following.end <= end:
        return last
    days = [each.start() for each in _DATE.finditer(text, end, following.end)]
    stop = days[-1] if days else following.end
    joint = _JOINT.search(text, end, stop)
    while joint is not None and (after := _AFTER.match(text, end)) and joint.start() < after.end():
        joint = _JOINT.search(text, joint.end(), stop)
    return joint.start() if joint is not None else end


def _plain(text: str) -> str:
    """Return a clause with "this rule" in place of another one as it is cited, and without "as defined in ..."."""
    text = _SECTIONS.sub(lambda match: "§§ " if match["more"] or match["again"] else "§ ", text)
    return scopes.PRINTED_HERE.sub("", _AS_DEFINED.sub("", _RULE.sub("this rule", text)))


def _roles(before: str, after: str, frame: ClaimFrame) -> tuple[str | None, str | None]:
    """Return the persons, and the words for the provisions, of one clause; None for everybody, and for all."""
    dates = list(_DATE.finditer(before))
    before = before[: dates[-1].start()] if dates else before
    clause, who, what = f"{before.rstrip()}, {after}", None, None
    front = _UP_TO_DAY.search(before)
    if front and (_NO_CLASS.match(front["who"]) or not (frame.act or _ONLY_JOINS.fullmatch(before, 0, front.start()))):
        front = None
    if listed := _BEFORE_DAY.search(before):
        who = listed["who"]
    elif not front and (subjects := list(_SUBJECT.finditer(before)) or list(_SUBJECT.finditer(after))[:1]):
        who = subjects[-1]["who"]
    for pattern in () if who or front else _OF_PERSONS:
        if (match := pattern.search(clause)) and not _A_DAY.match(match["who"]):
            who = match["who"]
            break
    if match := _WITH.search(clause):
        what = _provisions(next(filter(None, (match["what"], match["same"], match["done"]))))
    dated = _DATE_OF.search(before) or _DATE_OF.search(after)
    found = [dated and (dated["who"] or dated["other"]), (m := _AFTER.match(after)) and m["who"]]
    if front:
        found = [front["who"]]
    elif frame.act:  # "is extended for small firms from D to E"
        pieces = (_FOR.match(piece) for piece in _EACH_FOR.split(clause)[1:])
        found += [each["who"] for each in pieces if each and not _NO_CLASS.match(each["who"])]
    for words in filter(None, found):
        if _WHOLE.fullmatch(words) or (frame.act and not _SEVERAL.search(words)):
            continue
        if _PROVISION.search(words):
            what = what or words
        else:
            who = who or words
    if not (who or what) and frame.scope and not _NOBODY.fullmatch(frame.scope):
        things = _PROVISION.search(frame.scope) or _MANDATORY.search(before)
        who, what = (None, frame.scope) if things else (frame.scope, None)
    if who and frame.act and not _SEVERAL.search(who):
        who = None
    if who:
        made = _SIDE.sub("", who)
        day = _OF_DAY.match(before, before.find(made) + len(made))
        who = made + day[0] if day else who
    if who and _NUMBERED.search(who):  # ", and for § 1.2, it is"
        who, what = None, what or who
    if who and frame.lead in SINCE and _MADE.search(who):
        who = None  # "ice makers manufactured on or after D"
    return _trimmed(_WHICH.sub("", who or "")), _provisions(what)


def _provisions(words: str | None) -> str | None:
    words = _trimmed(_OF_THIS.sub("", words or ""))
    return None if words is None or _WHOLE.fullmatch(words) else words


def _trimmed(words: str | None) -> str | None:
    words = " ".join((words or "").split()).strip(" ,;:")
    while (shorter := _OPENING.sub("", words)) != words:
        words = shorter
    return words or None


_COMPLY = phrase(r"\bcompl(?:y|ying|iance) with ")


def is_with_all(text: str) -> bool:
    """Return whether a clause tells of compliance with all of a rule: "with the standards established in the rule"."""
    found = _COMPLY.search(text)
    return found is not None and _OF_ALL.match(text, found.end()) is not None


def is_everybody(words: str, *, alone: bool) -> bool:
    """Return whether persons are all those whom a rule is about anyway: "covered entities"; where alone, "Lenders"."""
    return _EVERYBODY.fullmatch(words) is not None or (alone and _ONE_WORD.fullmatch(words) is not None)
