"""Claims of verbs that move a date: delayed, extended, stayed, reopened, changed."""

from __future__ import annotations

from typing import NamedTuple

import attrs

from regtrack.dates_in_text.expressions import TimeExpression
from regtrack.dates_in_text.words import MONTH, phrase
from regtrack.sources.federal_register.text import citations, cues, duties, scopes
from regtrack.sources.federal_register.text.clause import SINCE, THROUGH, UNTIL, ClaimFrame, ClauseState, DiscourseState
from regtrack.sources.federal_register.text.moving_verbs import MovingVerb, of_duty
from regtrack.sources.federal_register.text.roles import Role
from regtrack.sources.federal_register.text.vocabulary import Does, nouns, spelled, stems

_IT = phrase(r"(?:[\s,;]*(?:(?:and|but) )?for [^,;]{2,80}, )?\s*(?:it|(?:this|that|the)(?: correct| new)? date)\s*")
_NO_SUBJECT = phrase(rf"(?:[\s,]|\band\b|\([^()]*\)|{MONTH} \d{{1,2}},? \d{{4}})+")
"""Between an old day and the verb: what is moved stands before that day."""
_FROM = phrase(r"(?:from|form)\b")
_PAUSE = phrase(rf"\bthe (?:\w+ ){{0,2}}{nouns('stay')}\b")
_PRINTED = phrase(  # what follows tells where a stay was published, and not what it stays
    r",? (?:(?:that|which) )?(?:(?:was|were|had been|has been) )?"
    r"(?:announced|published|printed|issued|imposed|granted|made|entered|noticed|adopted)\b"
)
_OF_PROVISIONS = phrase(r"[\d,)] of (?=(?:the )?(?:§|\d+ CFR \d|(?:sub)?paragraphs? \())")
"""Behind where a stay was published: what it stays after all."""
_RESPECTIVELY = phrase(r",? and [^;]{1,60}?, respectively\b")
_PROVISIONS = phrase(
    r"§|\b(?:CFR|FR Doc|Secs?\.|amend\w*|instructions?|rules?|regulations?|provisions?|sections?|paragraphs?)"
)
_OPENS = phrase(r"\b(?:begins?|starts?|opens?|commences?)(?: on| from)?\s*$")
_LASTS = phrase(
    r"\b(?:the|its|that) (?:[\w-]+ ){0,3}(?:prohibitions?|restrictions?|moratorium|orders?|rules?|regulations?"
    r"|waivers?|exemptions?|authorizations?|closures?|exclusions?|requirements?)\b"
)
_NO_NAME = phrase(r"^(?:this|these)\b|\bperiod\b|§|\d")
_PUBLISHED = phrase(r",? (?:which|that|as|first|originally|published|issued|announced|at \d|\()\b|\(")
_A_THING = phrase(r"[a-z]{4,}|§")  # whatever is extended to a day has an end: "the program is extended through D"
_TIME_FOR = phrase(
    r"(?:^|\b(?:and|but|of)\b)\W*(?:the |its |our )?(?:[\w-]+ )?"
    r"(?:time(?:line|frame|table)?s?|schedule|window)(?: limit)? (?:for|to) (?P<what>[^,;]{3,80}?)"
    r"(?= (?:that|on|in|under|published)\b|[,;]|\s*$)"
)
_EXCEPTED = phrase(
    r"\W*(?:except|excluding|other than|with the exception of)\b[^,;]*,(?!\s*(?:\d{4}|which|that|who)\b)"
)
"""What a sentence begins with and leaves out: no object of its verb."""
_IN_PART = phrase(r" (?:only )?in part\b")
_IN = phrase(r"^[\s,]*(?:in|of|at|on) ")
_LISTED = phrase(r"\btables? (?:below|in)\b|\blisted (?:below|in)\b")
_JOINED = phrase(r"[\s,]*and\s*(?:to )?")
_OF_CLASSES = ("set_compliance", "set_applicability")
_PAUSING = (Does.PAUSE, Does.RESUME)
_MOVED = frozenset(("stay", "delay_effective"))
_ENDLESS = phrase(r"\b(?:until|pending|indefinitely)\b")
_FOR_PART = phrase(
    r"(?<!\s)\s*+,?\s*+(?<!except\s)(?<!excepting\s)for "
    r"(?=(?:the )?(?:amendment|provision|addition|removal|revision|section)s?\b|§|\d+ CFR)"
)


class _Moved(NamedTuple):
    """What a verb moves: the kind of date, the act, and the part that is meant."""

    kind: str
    act: str | None
    scope: str | None
    name: str | None = None


def move(
    reading: DiscourseState, clause: ClauseState, mention: TimeExpression, verbs: list[MovingVerb], lead: str
) -> bool:
    """Add the claims of the moving verbs before a date; false when they move nothing that has a date."""
    text = reading.text
    made: list[ClaimFrame] = []
    start = clause.cursor
    for verb in verbs:
        if verb is not verbs[-1] and _IN_PART.match(text, verb.end):  # "is stayed in part: § 1.1 is stayed until D"
            start = verb.end
            continue
        begin = verb.subject_start
        if verb.passive:  # what is moved stands before the verb, after the last date
            paused_from = _without_old_day(reading, clause, verb)
            subject_start = paused_from if paused_from is not None else max(start, verb.subject_start)
            verb = verb._replace(subject_start=_own_clause(text, subject_start, verb.subject_end))
        elif other := next((each for each in verbs if each.start >= verb.subject_start), None):
            verb = verb._replace(subject_end=min(other.start, verb.subject_end))  # "suspends A and delays B until D"
        told_before = verb.passive and _NO_SUBJECT.fullmatch(text, verb.subject_start, verb.subject_end)
        if told_before and {each.kind for each in cues.moved(text, begin, verb.subject_start)} == {"set_compliance"}:
            for old in reading.frames:  # "dates, which were D (A), are extended to E (A)"
                recited = old.sentence == clause.number and old.kind == "set_compliance" and old.act is None
                old.act = "recital" if recited else old.act
            verb = verb._replace(subject_start=begin)
        for moved in _moved(text, verb):
            frame = ClaimFrame.of(moved.kind, mention, verb.start, clause.number, lead)
            frame.act, frame.scope, frame.name = moved.act, moved.scope, moved.name
            if moved.kind == "set_deadline" and moved.act == "extend" and _OPENS.search(text, verb.end, mention.start):
                frame.act, frame.name = "begin", f"start of {moved.name}"  # "is changed so that it begins on D"
            if mention.last is not None and (verb.act.does in _PAUSING or _FROM.match(text, mention.start)):
                clause.priors.append(mention.first)
                frame.first, frame.last = mention.last, None
            frame.inclusive = lead in THROUGH or mention.inclusive
            frame.prior = tuple(clause.priors)
            frame.target = _target(text, clause, start, verb, mention)
            left_out = scopes.left_out(text[verb.subject_start : verb.start]) if verb.passive else None
            if left_out and frame.scope:
                frame.scope = scopes.apart(frame.scope)[0] or None
            frame.scope_except = scopes.exception(text, mention.end, clause.sentence.end) or left_out
            if frame.kind == "stay":
                pause(frame, verb, clause, reading)
            elif frame.kind == "delay_effective" and _is_end(text, verb, frame, mention):
                frame.kind, frame.act = "set_expiry", "extend"
            elif frame.kind == "delay_effective":
                frame.kind = _kind_of_delay(frame)
            made.append(frame)
        start = verb.end
    if len(made) > 1 and _RESPECTIVELY.match(text, mention.end, clause.sentence.end):
        made, clause.queue = made[:1], made[1:]
    reading.frames += made
    return bool(made)


_ANEW = phrase(
    r"(?:;|,|\b(?:and|but)) (?:and |but )?(?=(?:the|its|their) (?:[\w-]+ ){0,2}?"
    r"(?:(?:effective|compliance|applicability|expiration|closing) dates?|comment period)\b)"
)
"""Before a date that is the subject of a clause of its own, if the words before it are one."""
_IS_SAID = phrase(r"(?<!\bwhich\s)(?<!\bthat\s)(?<!\bas\s)\b(?:is|are|remains?|do(?:es)?|ha(?:s|ve)|will|shall)\b")


def _own_clause(text: str, start: int, end: int) -> int:
    """Return where the clause of a verb begins: "The compliance date is unchanged, and the effective date"."""
    last = max((each.end() for each in _ANEW.finditer(text, start, end)), default=start)
    return last if last > start and _IS_SAID.search(text, start, last) else start


_GOES_ON = phrase(r"(?:(?!\b(?:is|are|was|were|must|shall|will|and)\b)[^;])*$")
_BEFORE_DUTY = phrase(r"[\s,]*(?:the )?$")


def _without_old_day(reading: DiscourseState, clause: ClauseState, verb: MovingVerb) -> int | None:
    """Take the day by which something had to be met for its old one, if a pause follows; return where that begins.

    "Compliance with § 1.2, required by D in the rule at C, is stayed until E": what is stayed begins before D.
    """
    text, last = reading.text, reading.frames[-1] if reading.frames else None
    if verb.act.does is not Does.PAUSE or last is None or last.sentence != clause.number or last.act is not None:
        return None
    begin = clause.opener.end if clause.opener is not None else clause.sentence.start
    duty = next((cue for cue in cues.moved(text, begin, verb.start) if cue.kind == "set_compliance"), None)
    if duty is None or duty.start >= last.end or last.first is None or not _GOES_ON.match(text, last.end, verb.start):
        return None
    if not (_BEFORE_DUTY.match(text, begin, duty.start) and of_duty(text, verb._replace(subject_start=duty.start))):
        return None
    reading.frames.pop()
    clause.priors.append(last.first)
    old = next((n for n, (each, _) in enumerate(reading.roles) if each.first == last.first), None)
    if old is not None:
        reading.roles[old] = reading.roles[old][0], Role.OLD
    return duty.start


def queued(text: str, clause: ClauseState, mention: TimeExpression) -> ClaimFrame | None:
    """Return the claim that a verb before the last date left for this one."""
    if not clause.queue or not _JOINED.fullmatch(text, clause.cursor, mention.start):
        return None
    frame = clause.queue.pop(0)
    frame.first, frame.last, frame.end = mention.first, mention.last, mention.end
    return frame


_AGAIN = phrase(r"[\s,;]*(?:and |but |while )?(?:(?:that|those) (?:of|for) )?")
_PAIR = 2
_EACH = phrase(r",? respectively\b")


def again(text: str, clause: ClauseState, mention: TimeExpression, last: ClaimFrame, lead: str) -> ClaimFrame | None:
    """Return what the verb of the last date does to another document: "... until D, and that of B until E".

    Or to the second of two: "... of A and B are delayed until D and E, respectively".
    """
    moves = last.kind in _MOVED or last.act in ("delay", "extend")
    start = _AGAIN.match(text, clause.cursor, mention.start)
    if not moves or last.sentence != clause.number or last.lead not in UNTIL or start is None or mention.last:
        return None
    if _JOINED.fullmatch(text, clause.cursor, mention.start) and _EACH.match(text, mention.end, clause.sentence.end):
        target = last.target
        if len(target) == _PAIR:
            last.target, target = target[:1], target[1:]
        else:
            last.unread = "which of the days is whose"
    else:
        target = citations.acted_on(text, clause.cursor, mention.start) if lead in UNTIL else ()
        if not target or set(target) <= set(last.target):
            return None
    frame = ClaimFrame.of(last.kind, mention, start.end(), clause.number, last.lead)
    frame.act, frame.name, frame.target, frame.unread = last.act, last.name, target, last.unread
    frame.scope = scopes.moved_part(text[start.end() : mention.start])
    if last.kind == "stay":
        last.scope = scopes.moved_part(last.scope or "")
        frame.first, frame.last, frame.indefinite = last.first, None if frame.indefinite else frame.first, False
        frame.inclusive = last.lead in THROUGH
    return frame


def acts_from(
    text: str, clause: ClauseState, opener: ClaimFrame, verbs: list[MovingVerb], reading: DiscourseState
) -> None:
    """Give an act without a date of its own that of the opener: "Effective D, § 1.1 is suspended"."""
    after = clause.opener_start > opener.start  # "is delayed as of D", and not "As of D, ... is delayed"
    acts = (*_PAUSING, Does.LATER) if after else _PAUSING
    verb = next((verb for verb in verbs if not verb.history and verb.act.does in acts), None)
    stated = [each for each in reading.frames if each.sentence == clause.number]
    if verb is None or any(each.kind in _MOVED or each.act == "delay" for each in stated):
        return
    start = verb.subject_start if after else max(opener.end, verb.subject_start)
    moved = next(iter(_moved(text, verb._replace(subject_start=start))), None)
    if moved is None or (verb.act.does is Does.PAUSE and moved.kind != "stay"):
        return
    target = citations.acted_on(text, verb.subject_start, clause.sentence.end)
    if opener.last is not None and not target and verb.act.does is Does.PAUSE:
        # "From D through E, § 1.1 is stayed and § 1.T1 added" is the term of the document itself, and of the stay
        if moved.scope:
            stay = attrs.evolve(opener, kind="stay", scope=moved.scope, end=max(opener.end, verb.end))
            reading.frames.append(stay)
        return
    if verb.act.does is Does.LATER:  # "is delayed as of D": to which day is not said
        frame = ClaimFrame(moved.kind, None, verb.start, opener.end, clause.number, indefinite=True)
        frame.act, frame.scope, frame.name, frame.target = moved.act, moved.scope, moved.name, target
        day, published = opener.first.day if opener.first is not None else None, reading.published_on
        endless = _ENDLESS.search(text, verb.end, clause.sentence.end) is not None
        if day is not None and published is not None and day > published and not endless:
            frame.unread = "the day may be that of the delay or the new one"  # "is delayed, effective D"
        reading.frames.append(frame)
        return
    opener.kind, opener.scope, opener.end = "stay", moved.scope, max(opener.end, verb.end)
    opener.act = "lift" if verb.act.does is Does.RESUME else None
    opener.target = target


def _moved(text: str, verb: MovingVerb) -> list[_Moved]:
    excepted = _EXCEPTED.match(text, verb.subject_start, verb.subject_end)
    if excepted and text[max(0, verb.subject_start - 2) : verb.subject_start].strip() in ("", "."):
        verb = verb._replace(subject_start=excepted.end())
    subject = text[verb.subject_start : verb.subject_end]
    found = cues.moved(text, verb.subject_start, verb.subject_end)
    if not found and _IT.fullmatch(subject):
        found = cues.moved(text, 0, verb.subject_start)
    if verb.act.weak and not found and not _PAUSE.search(subject):
        return []
    if verb.act.does is Does.PAUSE and (duty := of_duty(text, verb)):
        of = text[duty.end : verb.subject_end]
        who = scopes.moved_part(of) or scopes.persons(of) or _whose(text[verb.subject_start : duty.start])
        return [_Moved(duty.kind, duty.act, who)]
    if verb.act.does in _PAUSING:
        named = next((cue.end for cue in found), verb.subject_start)
        if pause := _PAUSE.search(subject):
            of = _of_pause(subject, pause.end())
            return [_Moved("stay", None, _provision(of) if of else None)]
        return [_Moved("stay", None, scopes.moved_part(text[named : verb.subject_end]) or _provision(subject))]
    pause = _PAUSE.search(subject)
    if pause and {cue.kind for cue in found} <= {"delay_effective", "set_expiry"}:
        return [_Moved("stay", "extend", scopes.moved_part(_of_pause(subject, pause.end())))]
    if verb.act.does is Does.REOPEN and (found[:1] or "comment" in subject.lower()) and not _of_deadline(found):
        return [_Moved("reopen_comment", None, None)]
    if found:
        of = text[found[-1].end : verb.subject_end]
        if part := _FOR_PART.search(of):  # "changes the effective date from D, to E, for the amendments to ..."
            of = of[part.start() :]
        of_whole = text[found[0].start : verb.subject_end] if len(found) > 1 else subject
        names = [cue.name or duties.moved_name(of_whole) if cue.kind == "set_deadline" else None for cue in found]
        scope = scopes.moved_part(of) or (scopes.persons(of) if found[-1].kind in _OF_CLASSES else None)
        return [_Moved(cue.kind, cue.act, scope, name or cue.name) for cue, name in zip(found, names, strict=True)]
    if verb.act.name == "extend" and verb.passive and (time := _TIME_FOR.search(subject)):
        return [_Moved("set_deadline", "extend", None, duties.short(time["what"]))]
    if verb.act.name == "extend" and (_LASTS.search(subject) or (verb.passive and _A_THING.search(subject))):
        thing = scopes.moved_part(subject) or _named_thing(subject)
        return [_Moved("set_expiry", "extend", thing)]  # what is extended itself has an end
    if _PROVISIONS.search(subject):
        words = None if scopes.A_RULE.match(subject) else scopes.words(subject)
        return [_Moved("delay_effective", None, scopes.moved_part(subject) or words)]
    return [_Moved("delay_effective", None, None)] if not subject.strip(" .0123456789") else []


def _of_pause(subject: str, start: int) -> str:
    """Return the words of what is paused, behind the pause or where it was published; none where nothing tells it."""
    named_by = _PRINTED.match(subject, start)
    of = _OF_PROVISIONS.search(subject, named_by.end()) if named_by else None
    return subject[of.end() if of else start :] if of or not named_by else ""


def _named_thing(subject: str) -> str | None:
    """Return what is extended by its own name, before its citation: "the exception for mills published at 91 FR 1"."""
    words = scopes.words(_PUBLISHED.split(subject)[0])
    return None if words is None or _NO_NAME.search(words) or _LASTS.fullmatch(words) else words


_NO_PERSONS = phrase(  # words before a date that tell which date it is, and not whose
    rf"^\W+|\b{MONTH}(?: \d{{1,2}},?)?(?: \d{{4}})?,?|\b\d{{4}}\b,?|\b\w+[’']s\b"
    r"|\b(?:and|but|the|its|this|certain|all|two|three|several|initial|original|first|second|third|final|last|next|current"
    r"|upcoming|remaining|existing|new|earlier|later|old|prior|previous|revised|extended|respective|applicable|relevant"
    r"|general|mandatory|interim|future|following|specified)\b"
)


def _whose(words: str) -> str | None:
    """Return the class of persons in the words before a date: "the coal mine operator compliance dates"."""
    found = " ".join(_NO_PERSONS.sub("", words).split())
    return (found if found.endswith("s") else f"{found}s") if found else None


def _of_deadline(found: list[cues.Cue]) -> bool:
    """Whether what is moved is the day of something that is due, or takes place."""
    return bool(found) and found[0].kind == "set_deadline" and found[0].name != "reply comments"


def _provision(subject: str) -> str | None:
    return None if scopes.ALL_MADE.match(subject) else scopes.words(_IN.sub("", subject))


_OVER = phrase(rf"\b(?:is|are) (?:hereby )?{spelled('lift withdraw rescind end remove', 'participle')};")
"""Behind it stands what another verb is done to: "The stay at C is lifted; and the following sections are stayed"."""
_ONE_OF = phrase(r"\bthe (?P<which>first|former|second|last|latter)(?: (?:one|rule|document|of (?:these|them)))?,? $")
"""Right before its verb, one of two that are named: "Of the rules at C1 and C2, the second is stayed"."""


def _target(text: str, clause: ClauseState, start: int, verb: MovingVerb, mention: TimeExpression) -> tuple[str, ...]:
    stop = verb.start if verb.passive else mention.start
    start = max(start, clause.cursor)
    over = list(_OVER.finditer(text, start, stop)) if verb.passive else []
    target = citations.acted_on(text, over[-1].end() if over else start, stop)
    target = target or citations.acted_on(text, mention.end, clause.sentence.end)
    one = _ONE_OF.search(text, verb.subject_start, verb.start) if len(target) == _PAIR else None
    if one:
        return target[:1] if one["which"].lower() in ("first", "former") else target[1:]
    if not target and _LISTED.search(text, verb.subject_start, verb.subject_end):
        return ("table in the document",)
    return target


def pause(frame: ClaimFrame, verb: MovingVerb, clause: ClauseState, reading: DiscourseState) -> None:
    """Give a stay its two days: it starts with the opener ("Effective D, X is stayed until E") or with its "from D"."""
    if not frame.target and frame.scope:
        frame.target = citations.provisions(frame.scope, 0, len(frame.scope))
    if verb.act.does is Does.RESUME:
        frame.act = "lift"
        return
    if verb.goes_on:
        frame.act = "extend"
    new = None if frame.indefinite else frame.first  # "until further notice": it has no end
    if frame.lead in SINCE and frame.act is None and clause.opener is None and not frame.prior:
        return  # "has been stayed since D"
    if clause.opener is not None:
        frame.start, frame.first = clause.opener_start, clause.opener.first
        if clause.opener in reading.frames:
            reading.frames.remove(clause.opener)
    elif frame.prior and frame.act != "extend":
        frame.first, frame.prior = frame.prior[-1], ()
    else:
        frame.first = None
    if frame.prior:
        frame.act = "extend"
    if frame.act == "extend" and frame.indefinite:  # "is continued until further notice"
        return
    if not (frame.lead or frame.prior) and new is not None and new.period is None and frame.first is None:
        frame.unread = "whether the stay begins or ends on that day"  # "is suspended May 1, 2027"
    frame.last, frame.indefinite = new, False


A_DELAY = phrase(rf"\b{stems('postpone')}")
"""Where it is extended, no end is moved: "the delay of the effective date is extended through D"."""
_FOR_A_TIME = phrase(
    r"\b(?:temporary|emergency) (?:[\w-]+ ){0,3}?(?:actions?|rules?|regulations?|orders?|measures?|closures?|limits?)\b"
)
_TILL = phrase(r"\b(?:until|till)\b")


def _is_end(text: str, verb: MovingVerb, frame: ClaimFrame, mention: TimeExpression) -> bool:
    """Whether the effective date that is extended is the last day: "through D", or "until D" of what is temporary."""
    subject = text[verb.subject_start : verb.subject_end]
    if verb.act.name != "extend" or A_DELAY.search(subject):
        return False
    until = frame.lead in ("until", "till") or _TILL.search(text, mention.start, mention.end)
    return frame.inclusive or bool(until and _FOR_A_TIME.search(subject))


def _kind_of_delay(frame: ClaimFrame) -> str:
    """Return a date that moves to an earlier day is accelerated."""
    new, old = frame.first, frame.prior[-1] if frame.prior else None
    if new is not None and old is not None and new.day is not None and old.day is not None and new.day < old.day:
        return "accelerate_effective"
    return "delay_effective"
