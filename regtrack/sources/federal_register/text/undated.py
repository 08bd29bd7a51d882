"""Claims for which no day is printed: left to an event, to others, to another place, or told as a length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from regtrack.dates_in_text import words
from regtrack.dates_in_text.expressions import Stamp
from regtrack.dates_in_text.periods import Period
from regtrack.dates_in_text.words import MONTH, holds, phrase
from regtrack.sources.federal_register.text import citations, cues, scopes
from regtrack.sources.federal_register.text.clause import ClaimFrame
from regtrack.sources.federal_register.text.moving_verbs import MovingVerb, changes, of_duty
from regtrack.sources.federal_register.text.periods import PeriodStart
from regtrack.sources.federal_register.text.sentences import Sentence
from regtrack.sources.federal_register.text.vocabulary import Does, spelled

_NOT_REQUIRED = phrase(
    r"\bcompliance (?:with|for)?\s*(?P<scope>.{0,200}?)\s*(?:is|are|will) not (?:be )?required "
    r"(?:for (?P<for>.{1,120}?) )?until (?P<event>[^.]+)"
)
_APPROVAL = phrase(r"\b(?:Office of Management and Budget|OMB|information collection|approval)\b")
_STATED_ELSEWHERE = phrase(
    r"\b(?P<kind>effective|compliance) dates? (?:for|of) (?P<scope>[^.]{1,160}?) "
    r"(?P<verb>(?:is|are) (?:specified|stated|listed|set (?:out|forth)) in the "
    r"(?P<where>amendatory \w+|regulatory text))"
)
_NOT_UNTIL = phrase(
    r"(?P<verb>\b(?:will|shall|do|does|are|is) not (?:become|be|take|go|enter)?(?: into)? ?(?:effective|effect|force) "
    r"until (?P<event>[^.]{3,300}))"
)
_SET_BY_OTHERS = phrase(
    r"(?P<verb>\bwill (?:establish|set|determine|announce) (?:the|a) compliance (?:date|deadline)s?"
    r"(?: for (?P<scope>[^.;]+))?)"
)
_WHO = phrase(r"\s*(?P<who>(?:the )?\w+ \w+)")
_LASTS = phrase(
    r"\b(?:in effect|effective|continue|conducted|valid) for (?:an? (?:initial )?(?:period|term) of )?"
    rf"(?P<count>{words.NUMBER}) (?P<unit>month|year|day)s?\b"
    r"(?:,? (?:from|after|following|beginning (?:on|with)) "
    rf"(?P<event>(?:the )?(?:date of )?(?!publication|effective|issuance|{MONTH} \d)[a-z][^.,;()]{{3,80}}))?"
)
_UPON = phrase(
    r"(?:\bexcept (?:for )?(?P<scope>[^,;.]{1,120}?),? which (?:is|are|will be|becomes?|will become) |\b)effective "
    r"(?P<event>upon (?!(?:the )?(?:date of )?(?:its |the )?(?:publication|posting))[^,.;]{3,100})"
)
_ISSUANCE = phrase(r"\bissuance\b")
_HYPOTHETICAL = phrase(r"\s*(?:if|should|unless|either)\b")
_NO_DATE = phrase(
    rf"\s*(?:[.;]?\s*$|[.;]|,?\s*(?:pending|until)\b(?! {words.MONTH} \d)"
    r"|,?\s*to (?:an?|such) (?:\w+ ){0,2}(?:date|time)\b)"
)
_ENDLESS = phrase(
    r"\b(?:indefinitely|pending|until further notice"
    r"|until (?:the|that|this) (?:\w+ ){0,2}(?:litigation|proceedings?|review|cases?|(?:judicial|legal) challenges?)"
    r"(?: (?:over|to|of) (?:it|(?:the|this|that) (?:\w+ ){0,2}rule))? (?:is|are|has been|have been)"
    r" (?:resolved|concluded|completed?|over)"
    r"|until (?:(?:the|that) (?:agency|court|Commission|Secretary|Department)|[A-Z]{2,6}) (?:has |have )?"
    r"(?:rule[sd]?|decide[sd]?|act(?:s|ed)|resolve[sd]?) (?:on |upon )?(?:the|those|any)"
    r" (?:\w+ )?(?:objections?|petitions?))\b"
)
_EFFECTIVE_DATES = phrase(r"\W*(?:the )?effective dates? (?:of|for)\b")
_OF_PERSONS = frozenset(("set_compliance", "set_applicability"))
_PUT_OFF = frozenset(("delay_effective", "set_compliance", "set_applicability"))
_EXCEPT = phrase(r"^.*\bexcept (?:for )?")


def undated(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> list[ClaimFrame]:
    """Return the claims of sentences that print no day for them."""
    known: dict[int, list[ClaimFrame]] = defaultdict(list)
    for frame in frames:
        known[frame.sentence].append(frame)
    found: list[ClaimFrame] = []
    for number, sentence in enumerate(sentences):
        dated = known.get(number, [])
        found += _put_off(text, number, sentence, dated)
        found += _left_open(text, number, sentence, dated)
    if not any(frame.kind in _OF_EFFECT for frame in (*frames, *found)):
        found += _announced(text, sentences)
    return found


_OF_EFFECT = frozenset(("set_effective", "delay_effective", "stay", "set_applicability", "accelerate_effective"))
_ITS_DATE = (
    r"(?:the|its|their|an) effective dates?\b"
    r"(?! (?:of|for) (?!(?:this|the|these) (?:\w+ ){0,2}(?:rules?|regulations?)\b))"
)
_TO_ANNOUNCE = phrase(
    rf"\b(?:will|shall) (?:announce|establish|set|provide|specify) {_ITS_DATE}"
    r"|\b(?:will|shall) (?:publish|issue) (?:an?|another|the) (?:\w+ ){0,3}(?:documents?|notices?|rules?)\b"
    rf"[^.;]{{0,80}}?\b(?:announc|establish|stat|specify)\w* {_ITS_DATE}"
    r"|\beffective dates? (?:of (?:this|the) (?:\w+ ){0,2}rules? )?(?:will|shall) be"
    r" (?:announced|published|established)\b"
)
_OF_ANOTHER = phrase(
    r"\bFR \d|\bpublished (?:on|at)\b|\b(?:proposed|proposal|comments?|if|delay\w*|stay\w*|corrections?)\b"
)


def _announced(text: str, sentences: Sequence[Sentence]) -> Iterator[ClaimFrame]:
    """Return that a rule without any date has none until another document tells it."""
    told = _TO_ANNOUNCE.search(text) if "effective date" in text else None
    if told is None:
        return
    number, sentence = next(each for each in enumerate(sentences) if told.start() < each[1].end)
    if not _OF_ANOTHER.search(text, sentence.start, sentence.end):
        frame = ClaimFrame("delay_effective", None, told.start(), told.end(), number, indefinite=True)
        frame.condition = "later_document"
        yield frame


def _put_off(text: str, number: int, sentence: Sentence, dated: list[ClaimFrame]) -> Iterator[ClaimFrame]:
    """Return what is delayed with neither a date nor "until" has no new date: "instruction 3, which is delayed"."""
    start = max((frame.end for frame in dated), default=sentence.start)
    verbs = changes(text, start, sentence.end)
    if not verbs or _HYPOTHETICAL.match(text, sentence.start):
        return
    for verb in verbs:
        start, before = verb.end, start
        duty = of_duty(text, verb._replace(subject_start=max(verb.subject_start, before)))
        if verb.act.name != "postpone" and not (duty and verb.act.does is Does.PAUSE):
            stays = verb.act.name == "stay" and verb.passive
            dates = stays and _EFFECTIVE_DATES.match(text, verb.subject_start)
            excepted = stays and any(_is_left_out(each) for each in dated)  # "except § 1.2, which is stayed until OMB"
            if not (excepted or (dates and _ENDLESS.search(text, verb.end, sentence.end))):
                continue
        open_ended = _NO_DATE.match(text, verb.end, sentence.end) if verb.passive else None
        if not verb.passive and _ENDLESS.search(text, verb.end, sentence.end):
            moved = duty or next(iter(cues.moved(text, verb.subject_start, verb.subject_end)), None)
            if moved is not None and moved.kind in _PUT_OFF:  # "postpones the compliance date of X pending review"
                target = citations.acted_on(text, verb.start, sentence.end)
                yield _without_day(moved, verb, text[moved.end : verb.subject_end], number, target)
        elif duty and open_ended and not (verb.history or verb.goes_on):
            target = citations.acted_on(text, before, verb.start)
            yield _without_day(duty, verb, text[duty.end : verb.subject_end], number, target)
        elif open_ended and not (verb.history or verb.goes_on):
            frame = ClaimFrame("delay_effective", None, verb.start, verb.end, number, indefinite=True)
            frame.scope = scopes.words(_EXCEPT.sub("", text[before : verb.start]))
            if target := citations.acted_on(text, before, verb.start):
                frame.target, frame.scope = target, scopes.moved_part(frame.scope or "")
            yield frame


_OLD_DAY = phrase(rf"^(?: dates?| deadlines?)?(?: of {MONTH} \d{{1,2}}, \d{{4}},?)?")
_NUMBERED = phrase(r"§|\b\d+ CFR \d")


def _without_day(moved: cues.Cue, verb: MovingVerb, of: str, number: int, target: tuple[str, ...]) -> ClaimFrame:
    """Return what is put off to no day: what of it, or for whom, is told by the words after the date."""
    frame = ClaimFrame(moved.kind, None, verb.start, verb.end, number, indefinite=True, act=moved.act, target=target)
    of = _OLD_DAY.sub("", of)
    of = of[: end.start()] if (end := _ENDLESS.search(of)) else of
    numbered = _NUMBERED.search(of) and not scopes.A_RULE.search(of)
    frame.scope = scopes.moved_part(of) or (scopes.words(of) if numbered else None)
    if moved.kind in _OF_PERSONS and not frame.scope:
        frame.parties = scopes.persons(of)
    return frame


def _is_left_out(frame: ClaimFrame) -> bool:
    """Return whether a rule leaves something out of its own day."""
    return frame.kind == "set_effective" and frame.scope_except is not None and not (frame.target or frame.act)


def _left_out(frame: ClaimFrame, number: int) -> ClaimFrame:
    """Return what an exception leaves out that waits for a document which announces its date."""
    end = frame.end
    found = ClaimFrame("delay_effective", None, frame.start, end, number, indefinite=True, scope=frame.scope_except)
    found.condition = "later_document"
    return found


def _issued(text: str, dated: list[ClaimFrame]) -> Stamp | None:
    """Return the day of issuance, when the same sentence prints it."""
    for frame in dated:
        if frame.first is not None and frame.first.day and "issued" in text[frame.start : frame.end]:
            return Stamp(period=Period(PeriodStart.PRINTED, 0, day=frame.first.day))
    return None


_MAY_LEAVE_OPEN = ("not", "will", "upon", "specified", "stated", "listed", "set ", "for ", "except")
"""No sentence without one of these leaves a date open."""


def _left_open(text: str, number: int, sentence: Sentence, dated: list[ClaimFrame]) -> Iterator[ClaimFrame]:
    lowered = text[sentence.start : sentence.end].lower()
    if not words.holds(lowered, _MAY_LEAVE_OPEN):
        return
    match = _NOT_REQUIRED.search(text, sentence.start, sentence.end) if "compliance" in lowered else None
    if match and not any(frame.kind == "set_compliance" for frame in dated):
        frame = ClaimFrame("set_compliance", None, match.start(), match.end("event"), number)
        frame.scope = scopes.words(match["for"] or match["scope"])
        frame.condition = " ".join(match["event"].split())
        yield frame
    match = _NOT_UNTIL.search(text, sentence.start, sentence.end) if "until" in lowered else None
    if match and not any(frame.end > match.start() for frame in dated):
        except_for = next((part for frame in dated if (part := frame.scope_except)), None)
        frame = ClaimFrame("delay_effective", None, match.start("verb"), match.end("verb"), number, indefinite=True)
        start = max((each.end for each in dated), default=sentence.start)
        frame.scope = except_for or scopes.words(_EXCEPT.sub("", text[start : match.start()]))
        frame.condition = " ".join(match["event"].split())
        yield frame
    left_out = dated[-1].scope_except if dated and not match else None
    if left_out and _APPROVAL.search(text, dated[-1].end, sentence.end) and LATER_DOCUMENT.search(text):
        yield _left_out(dated[-1], number)
    elsewhere = words.holds(lowered, ("amendatory", "regulatory"))
    if elsewhere and (match := _STATED_ELSEWHERE.search(text, sentence.start, sentence.end)):
        frame = ClaimFrame(f"set_{match['kind'].lower()}", None, match.start("verb"), match.end("verb"), number)
        frame.scope, frame.condition = scopes.words(match["scope"]), f"stated in the {match['where'].lower()}"
        yield frame
    if "compliance" in lowered and (match := _SET_BY_OTHERS.search(text, sentence.start, sentence.end)):
        frame = ClaimFrame("set_compliance", None, match.start("verb"), match.end("verb"), number)
        frame.scope = scopes.words(match["scope"]) if match["scope"] else None
        who = _WHO.match(text, sentence.start, match.start())
        frame.condition = "set by " + (" ".join(who["who"].split()) if who else "others")
        yield frame
    for match in _UPON.finditer(text, sentence.start, sentence.end) if "upon" in lowered else ():
        issued = _issued(text, dated) if _ISSUANCE.search(match["event"]) else None
        frame = ClaimFrame("set_effective", issued, match.start(), match.end(), number)
        frame.scope, frame.condition = scopes.words(match["scope"] or ""), " ".join(match["event"].split())
        yield frame
    match = _LASTS.search(text, sentence.start, sentence.end) if "for" in lowered else None
    if match and match["event"]:
        frame = ClaimFrame("set_effective", None, match.start(), match.end(), number)
        frame.scope, frame.condition = scopes.subject(text[sentence.start : match.start()]), match["event"]
        yield frame
    elif match and not dated:
        length = Period(PeriodStart.EFFECTIVE, words.count(match["count"]) or 0, match["unit"].lower())
        yield ClaimFrame("set_expiry", Stamp(period=length), match.start(), match.end(), number)


LATER_DOCUMENT = phrase(
    r"\bwill (?:publish|issue) (?:a|an|another|one or more) (?:\w+ ){0,3}(?:documents?|notices?|rules?)\b"
    r"[^.]{0,80}\bannounc\w+ (?:(?:the|their|its|an) )?(?:effective|compliance)"
)
_OMB = phrase(r"\bpending\b[^.;]{0,60}?\b(?:Office of Management and Budget|OMB)\b")
_ADVERSE = phrase(r"\bunless\b[^.]{0,80}?\b(?:adverse|negative)\b|\bif no (?:\w+ ){0,3}(?:adverse|negative)\b")
_SOONER = phrase(  # what may end it before the day: "or until the quota is reached, whichever is first"
    rf"\b(?:or|until)\s(?:until |when |on |upon )?(?P<event>(?!{MONTH})(?:(?!\d{{4}}|\bor\b)[^.;,]){{3,120}}?)"
    r"(?:,| or\b)[^.;]{0,60}?\bwhichever (?:is|comes|occurs|happens) (?:first|earlier|sooner)\b"
)
_ENDING = spelled("withdraw rescind supersede end remove lift", "third", "gerund")
_BODY = (
    r"(?:(?:the )?(?-i:[A-Z]{2,6})|the (?:[\w-]+ ){0,2}?(?:agency|Commission|Board|Bureau|Department|Service|Secretary"
    r"|Administrat(?:or|ion)|Director|Office))"
)
_BY_NOTICE = (
    r"(?:by|through) (?:publishing |publication of )?(?:(?:an?|another|further) )?(?:[\w-]+ )?"
    r"(?:notice|document|order|rule)"
)
_IT = (
    r"(?:it|them|(?:the|this|these) (?:[\w-]+ )?(?:stays?|pauses?|suspensions?|rules?|regulations?|orders?|notices?"
    r"|waivers?|exemptions?|polic(?:y|ies)|closures?|zones?|sections?|delays?|postponements?))\b"
)
A_LATER_ACT = (  # another document ends it, as after "until further notice": it is told when that is published
    r"(?:such time as )?(?:"
    r"(?:(?:it|they|this (?:[\w-]+ ){0,2}[\w-]+) (?:is|are) )?"
    rf"(?:{spelled('withdraw rescind supersede end remove lift', 'participle')}|amended|modified)\b"
    r"|[^.;,]{2,60}? (?:publish|issu)(?:es|ed) (?:an?(?:other)?|further) (?:[\w-]+ )?(?:notice|document|order)\b"
    rf"[^.;,]{{0,60}}?\b{_ENDING}"
    rf"|{_BODY},? (?:{_ENDING} [^.;]{{2,40}}?{_BY_NOTICE}|{_BY_NOTICE}[^.;]{{0,40}}?,? {_ENDING}"
    rf"|{_ENDING} {_IT}(?= ?[.;])|announces [^.;,]{{2,60}}? in the Federal Register)\b"
    rf"|(?:{_BODY}|we|it) {spelled('withdraw rescind supersede end remove lift', 'third', 'base')}"
    rf" {_IT})"
)
_UNTIL_EVENT = phrase(  # an end that an event tells: "until the bridge is repaired"
    r"(?:(?!\b(?:except|which|that|delayed|stayed|suspended)\b)[^.;,]){0,60}?,?\suntil "
    rf"(?!further notice\b|approv|{A_LATER_ACT}|{MONTH}|\d)(?P<event>(?:(?!\d{{4}})[^.;,]){{5,120}})"
)
_IF = phrase(
    r"(?:\b(?:if|unless(?! (?:and|or) until\b)|provided(?: that)?|pending|whichever is"
    r"|(?:contingent|conditional|conditioned|dependent) (?:up)?on)\b"
    r"|\bsubject to\b(?! (?:the annual|enforcement|such)))\s*[^.;]{3,220}"
)
_OPENING_IF = phrase(r"(?:if|unless|provided|in (?:the )?(?:event|case) of|should)\b[^,.;]{3,220}")
_LATER_OF = phrase(  # of several days, one that an event tells: the printed one need not be it
    r"\bthe (?:later|earlier|latest|earliest) of\b[^.;]{0,200}?\b(?:date|day|when|once|upon)\b[^.;]{3,120}"
)
_OF_CONDITIONS = (  # letters of which all conditions hold some
    *("if", "unless", "provided", "pending", "whichever", "subject", "event", "case", "should"),
    *("contingent", "condition", "dependent", "later", "latest", "earlie"),
)
_COMMENTS = frozenset(("open_comment", "extend_comment", "reopen_comment"))
_CONDITIONAL = frozenset(("set_effective", "set_expiry", "set_applicability"))


def add_conditions(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> None:
    """Fill in conditions: ``later_document``, ``omb_approval``, ``no_adverse_comment by D``, or words of the text."""
    days = (d.first.day for d in frames if d.kind in _COMMENTS and d.first is not None and d.first.day is not None)
    deadline = next(days, None)
    for index, frame in enumerate(frames):
        following = frames[index + 1] if index + 1 < len(frames) else None
        sentence = sentences[frame.sentence]
        if frame.condition is not None:
            continue
        if frame.kind == "delay_effective" and frame.indefinite:
            pending = _OMB.search(text, sentence.start, sentence.end)
            later = "later_document" if LATER_DOCUMENT.search(text) else None
            frame.condition = "omb_approval" if pending else later
        elif frame.kind in _CONDITIONAL or frame.name == "reply comments":
            same = following is not None and following.sentence == frame.sentence and following.kind == frame.kind
            stop = following.end if same and following is not None else sentence.end
            ends = frame.last is not None or frame.kind == "set_expiry"
            if ends and (sooner := _SOONER.search(text, max(sentence.start, frame.start), sentence.end)):
                frame.condition = f"until {' '.join(sooner['event'].split())}, if sooner"
                continue
            frame.condition = _condition(text, sentence, frame.end, stop)
            lasts = _UNTIL_EVENT.match(text, frame.end, stop) if frame.kind == "set_effective" and not ends else None
            if lasts and not (frame.condition or frame.target):
                frame.condition = f"until {' '.join(lasts['event'].split())}"
            if frame.condition == "no_adverse_comment" and deadline is not None:
                frame.condition += f" by {deadline.isoformat()}"


def _condition(text: str, sentence: Sentence, position: int, stop: int) -> str | None:
    """Return the "if", "unless" or "provided" after the date, or the "if" that opens its sentence, in few words."""
    if not holds(text[sentence.start : sentence.end].lower(), _OF_CONDITIONS):
        return None
    if _ADVERSE.search(text, sentence.start, sentence.end):
        return "no_adverse_comment"
    after = _IF.search(text, max(sentence.start, position - 1), sentence.end)
    if after is not None and after.end() > stop:  # it is about the date that follows
        after = None
    match = after or _LATER_OF.search(text, sentence.start, sentence.end)
    match = match or _OPENING_IF.match(text[sentence.start : sentence.end].lstrip())
    return " ".join(match[0].split()).rstrip(" ,") if match else None
