"""Claims of verbs that set a date: is effective, expires, must be received by."""

from __future__ import annotations

import attrs

from regtrack.dates_in_text.expressions import TimeExpression
from regtrack.dates_in_text.words import holds, phrase
from regtrack.sources.federal_register.claims import OCCASIONS, OfDate, is_approval, is_other, kind_and_name
from regtrack.sources.federal_register.text import cues, duties, scopes
from regtrack.sources.federal_register.text.clause import (
    BY,
    SINCE,
    THROUGH,
    UNTIL,
    ClaimFrame,
    ClauseState,
    DiscourseState,
)
from regtrack.sources.federal_register.text.compliance import CLASS_IN_BRACKETS
from regtrack.sources.federal_register.text.cues import Cue
from regtrack.sources.federal_register.text.details import complete
from regtrack.sources.federal_register.text.periods import PeriodStart
from regtrack.sources.federal_register.text.roles import IS_MOVED, Role
from regtrack.sources.federal_register.text.sentences import Sentence

_JOINS = phrase(r"^[\s,;:()–—-]*(?:(?:and|or|then|also|to|for|if|from|on|at|again|continuing|with)\b|$)")
_ENDS = phrase(r"^[\s,;]*(?:until|till|through)\b")
_FINITE = phrase(r"\b(?:must|should|shall|may|is|are|was|were|can|submit)\b")
_IF_CLAUSE = phrase(r"^[\s,;]*if\b[^,;]*,")
_SUPPOSED = phrase(r"[\s,;]*(?:if|unless|should)\b[^,;]*")
_NEGATED = phrase(r"\b(?:no|not)\b")
_AND_ALSO = phrase(r"\s*(?:(?:on|as of|beginning)\s*)?(?:,\s*)?(?:and|/)\s*(?:(?:is|are)\s*)?")
_FAR = 600
_MUST_APPLY = phrase(r"must (?:apply|process)\b")
"""By a day, persons must apply for something; from a day, they must apply a rule."""
_BRACKETS = phrase(r"\s*\((?![^()]*\b(?:before|after|prior|if|unless)\b)[^()\d]{3,60}\)")
_A_DEADLINE = phrase(
    r"\b(?:deadlines?|(?:due|closing) dates?)(?: (?!for\b|to\b)[^.;:,]{1,40})?(?: (?:is|are|will be)|:)"
    r"(?: now)?(?: on)?\s*$"
)
_ELLIPTIC = phrase(
    r"[\s,;]*(?:and |or )?(?P<who>(?!as to\b|with\b|in\b)\w[^.;:]{3,120}?),?"
    r" (?:by|no later than|on or before|until|through|beginning|starting|on|from|on or after|after|as of)\s*"
)
_IN_LIST = phrase(r"\s*;\s*(?:and |or )?(?P<who>\w(?:[^.;:]|\.(?=\d)){2,120}?),?\s*")
"""The next of a list of persons, each before the day: "large mills, D; small mills, E"."""
_WORD = phrase(r"\w")
_OF_FACTS = SINCE | {"before", "prior to"}
_FACTS = phrase(r"(?P<apart>,?) (?:if|for|of|from|in|involving|arising|relating|concerning|based on|with)\b[^,;]*$")
"""What a rule applies to happened after another day: "to penalties assessed after D for violations after E"."""
_OF_THINGS = phrase(r"\bfor [^,;.]{3,120}?\w(?:ed|de|ld|ght) (?:on or )?(?:before|prior to|after)\s*$")
_OF_CLASS = phrase(r"\b[a-z]+(?:ed|un|ilt|old|ade|ing),? (?:on or )?(?:before|prior to|after)\s+$")
_AND_MUST = phrase(r", (?:and|so|but) (?:[^,;.]{2,120} )?(?:must|shall|(?:is|are) (?:now )?required to)\b")
"""After what took effect: a clause of its own, in which somebody has to do something."""
_MUST_DO = phrase(r",? (?:must|shall|will|may|need|have|has|are|is)\b[^;]*$")
"""A class, before what it must do by another day: "mills built before D must comply by E"."""
_THEN = phrase(r",\s*(?:it|they|the|this|these)\b")
"""A class, before what is said of it: "for orders placed before D, it applies from E"."""
_DATE_UNTIL = phrase(r"(?:effective|compliance|applicability) dates? (?:of|for)\b[^;]*,\s*(?:until|till|through)\s*")
_NO_WORD = "no word says what the date is for"
_PASSIVE = phrase(
    r"(?P<which>\b(?:that|which|who) )?\b(?:is|are|was|were|be|been|being|remains?|stays?) (?:\w+ly )?"
    r"(?P<verb>\w+)\b(?: in \w+)?"
)
KNOWN_VERBS = frozenset(
    """effective applicable as in due valid confirmed set the a an on at until from also not now required announced
    published expected scheduled""".split()
)

_RUNS = frozenset(("set_effective", "set_applicability", "stay"))
_EFFECTIVE = phrase(r"effective (?:on |as of )?")
_SAME_FOR = phrase(
    r"[\s,;]*(?:and |or )?(?:for|of) "
    r"(?P<who>(?!(?:the purpose|entries|products|goods|merchandise)\b)(?:[^.;:,]|\.\d){3,120}?)"
    r"(?:,|:| (?:is|are|will be)) (?:(?:on|by|from|beginning|it is|they are) )*"
)
_THING = phrase(r"[\s,;]*and (?P<what>(?!on\b|at\b|to\b|by\b|from\b)[a-z][a-z -]{3,40}[a-z]) ")
_NOT_YET = phrase(
    r"\b(?:not|no longer|never) (?:\w+ )?(?:be(?:come)? |take |go |come )?(?:in(?:to)? )?"
    r"(?:effective|effect|force|appl\w+)\b"
)
"""A date "until" which something is not in force is its first day."""
_ENDS_NOW = phrase(r"\bnow (?:expires?|terminates?|sunsets?|ends?|lapses?)\b")
_OWN = phrase(r"(?:this|these)\b")
_AND_ENDS = phrase(r"[\s,]*and (?:will |shall )?(?:expires?|terminates?|ends?|sunsets?|lapses?)\b")
_OPENED = phrase(r"\b(?:available|open|begin|start|post|releas|issu|announc)\w*")
_IF_NO = phrase(r"\bif no\b")
_OF_CLASSES = frozenset(("set_effective", "set_compliance", "set_applicability"))
_FROM = frozenset(("beginning", "starting", "from", "on or after"))
_NAMELESS = (None, "end", "ends", "close", "closes", "conclude", "concludes")
_MAY_BEGIN = (None, "due", "window")
_CLOSING = frozenset(("reply comments", "objections"))
_OF_FORCE = _RUNS | {"set_expiry", "set_compliance"}
_DUTIES = frozenset(("set_compliance", "set_applicability"))

_COMPARED = phrase(r"\bif (?:that is |it is |(?:that|the|its) (?:[\w-]+ ){1,3}is )?(?:earlier|later|sooner) than $")
_WAS_TO = phrase(
    r"\b(?:was|were|had been) (?:\w+ly )?(?:set|scheduled|due|expected|supposed|slated|to)\b"
    r"(?:(?!\b(?:is|are|must|should|shall|will|may|can)\b)[^.;])*$"
    r"|\b(?:originally|previously|initially|formerly) (?:due|scheduled|set|expected|required)\b[^.;,]{0,20}$"
    r"|(?<!\bthis\s)\b(?:notice|NIA|NOFO|NPRM|IFR|rule|proposal|document|order|solicitation|announcement)"
    r"(?: (?:of|on|published|dated|issued|at) [^;]{1,80}?)?,? (?:had )?"
    r"(?:established|set|gave|specified|imposed|announced) "
    r"(?:(?:an?|the|its) [^.;,]{0,60}?\b(?:deadline|date)s?\b[^.;,]{0,40}|(?=\w+ \d))$"
)
"""A day that had been set: "It was to close on D", "reports originally due D", "The notice set D"."""
_OF_RECITALS = (
    "was", "were", "had", "origin", "previous", "initial", "former", "establish", "set", "gave", "specif", "impos",
    "announc",
)  # fmt: skip
"""Letters of which all of these hold some."""


def state(
    reading: DiscourseState, clause: ClauseState, mention: TimeExpression, following: int, lead: str
) -> ClaimFrame | Role:
    """Return the frame of a date that no verb moves, or the role of one that states nothing.

    The word that governs it is looked for to the left, in the claim before it ("on D and on E"), in the run-in label,
    and to the right ("On D, compliance is mandatory"), in this order.
    """
    text = reading.text
    previous = reading.frames[-1] if reading.frames and reading.frames[-1].sentence == clause.number else None
    if previous is not None and (is_other(previous) or previous.kind == "set_compliance"):
        own = CLASS_IN_BRACKETS.match(text, clause.cursor, mention.start)
        clause.cursor = own.end() if own else clause.cursor
    goes_on = _THEN.match(text, mention.end, following) or IS_MOVED.match(text, mention.end)
    moved = previous is not None and previous.act == "delay"
    if (goes_on or moved) and _OF_THINGS.search(text, clause.cursor, mention.start):
        return Role.REPEATED
    of_class = following < clause.sentence.end and _OF_CLASS.search(text, clause.cursor, mention.start)
    if of_class and _MUST_DO.fullmatch(text, mention.end, following):
        return Role.REPEATED
    if previous is not None and previous.kind == "stay" and previous.last is not None and lead == "from":
        return Role.OLD  # "is stayed to D, from E"
    cue = _governing(reading, clause, mention, previous, lead)
    unread = None
    if cue is not None and mention.end <= following < cue.start < clause.sentence.end:
        return Role.LEFT  # the date nearest to the verb is the one it is about
    if cue is None:
        alone = not (_WORD.search(text, 0, mention.start) or _WORD.search(text, mention.end))
        kind, name = kind_and_name(reading.bare)
        if not (alone or name in OCCASIONS):
            kind, name = "set_deadline", None
        cue = Cue(kind, None, mention.start, mention.start, name)
        if is_other(cue):
            over = _is_over(reading, mention)
            cue, unread = cue._replace(act="recital" if over else None), None if over else _NO_WORD
    elif lead in ("until", "till", "through") and _DATE_UNTIL.fullmatch(text, cue.start, mention.start):
        unread = "no verb says what is done to the date"  # "...; the effective date of B, until E"
    elif cue.kind in _OF_FORCE and (verb := unknown_verb(text, cue.end, mention.start)):
        unread = f"{verb!r} is no verb that is known to move a date"
    cue = _at_the_close(cue, mention)
    may_begin = is_other(cue) and cue.end <= mention.start and cue.act in _MAY_BEGIN and mention.last is None
    if may_begin and (lead in _FROM or duties.OPENS.search(text, cue.start, mention.start)):
        cue = cue._replace(act="begin")
    negated = lead == "after" and _NEGATED.search(text, clause.cursor, mention.start) is not None
    told = any((is_other(each) or _closes(each)) and each.first == mention.first for each in reading.frames)
    if lead == "after" and is_other(cue) and cue.act is None and duties.LATE.search(text, clause.cursor, mention.start):
        if told:
            return Role.REPEATED
        lead = "by"  # "those postmarked after D will not be considered"
    if told and is_other(cue) and _IF_NO.search(text, clause.cursor, mention.start):
        return Role.REPEATED  # "If no outlines are received by D, the hearing is cancelled"
    before = text[clause.cursor : mention.start].lower()
    compared = "than" in before and _COMPARED.search(text, clause.cursor, mention.start)
    if compared or _is_no_claim(cue, mention, lead, negated):
        return Role.REPEATED
    if _ends_previous(previous, cue, lead, mention):
        return Role.END
    applies = previous is not None and previous.kind == cue.kind == "set_applicability" and lead in _OF_FACTS
    facts = _FACTS.match(text, previous.end, mention.start) if applies and previous is not None else None
    recited = facts is not None and (not facts["apart"] or _is_over(reading, mention))
    recited = recited or (
        holds(before, _OF_RECITALS) and _WAS_TO.search(text, clause.cursor, mention.start) is not None
    )
    frame = ClaimFrame.of(cue.kind, mention, min(cue.start, mention.start), clause.number, lead)
    frame.act, frame.unread, frame.name = cue.act, unread, cue.name
    who = _elliptic(text, clause.cursor, mention, previous, lead)
    if who and who not in _NAMELESS:
        frame.scope = scopes.words(who)
        if previous is not None and is_other(frame) and previous.name:
            frame.name = duties.joined(previous.name, who, text[clause.sentence.start : previous.end])
        return frame
    ends = mention.last is None and lead in UNTIL - {"to"} and not _NOT_YET.search(text, clause.cursor, mention.start)
    if frame.kind == "set_expiry" and _ENDS_NOW.search(text, clause.cursor, mention.start):
        frame.act = "extend"  # "was to expire on D, and will now expire on E"
    if frame.kind in ("set_effective", "set_applicability") and ends:
        frame.kind, frame.inclusive = "set_expiry", lead in THROUGH
    begun = previous is not None and previous.kind == "set_effective" and frame.kind == "set_expiry"
    if begun and _AND_ENDS.match(text, clause.cursor, mention.start):
        complete(text, clause, frame, cue, mention)
        begun_with = previous.scope if previous is not None else None
        frame.scope = None if begun_with is None or _OWN.match(begun_with) else begun_with
        return frame  # "X takes effect on D, and terminates on E"
    if _closes(frame) and frame.last is not None:
        frame.first, frame.last = frame.last, None  # "comments are accepted from D through E": they close on E
    if moved and frame.act == "delay" and frame.last is not None:  # "and from D to E, for small entities"
        frame.prior, frame.first, frame.last = (mention.first,), frame.last, None
    complete(text, clause, frame, cue, mention)
    frame.act = "recital" if recited else frame.act
    if is_other(frame) and frame.act is None and frame.last is not None and not unread:
        frame.act = "window"  # "submissions are accepted from D through E"
    if is_other(frame) and frame.name in _NAMELESS and previous is not None and is_other(previous):
        frame.name = (previous.name or "").removeprefix("start of ") or None  # "opens on D and closes on E"
    return frame


def _governing(
    reading: DiscourseState, clause: ClauseState, mention: TimeExpression, previous: ClaimFrame | None, lead: str
) -> Cue | None:
    """Return the words that govern a date; None where nothing says what it is for."""
    text, end = reading.text, clause.sentence.end
    cue = (
        _to_the_left(text, clause.cursor, mention, lead)
        or _in_brackets(text, mention, end)
        or _continued(text, clause.cursor, mention, previous, lead)
        or _labelled(clause.sentence, alone=not _WORD.search(text, clause.sentence.start, mention.start))
    )
    if (
        cue is not None
        and lead in BY - UNTIL
        and cue.kind == "set_effective"
        and _AND_MUST.search(text, cue.end, mention.start)
    ):
        cue = None
    own = cue is not None and _opens_clause(reading, clause, cue, mention)
    duty = duties.duty(text, clause.cursor, mention, end, "from" if own else lead) if cue is None or own else None
    if cue is None and duty is None:
        supposed = _SUPPOSED.fullmatch(text, clause.cursor, mention.start)  # "Unless a court rules by D, the effective"
        cue = None if supposed else _to_the_right(text, mention, min(end, mention.end + _FAR), lead)
        duty = None if cue else duties.begins(text, clause.cursor, mention, end, lead)
        if cue is None and duty is None and _A_DEADLINE.search(text, clause.cursor, mention.start):
            return Cue("set_deadline", "due", mention.start, mention.start)
    return Cue("set_deadline", duty.act, mention.start, mention.start, duty.name) if duty else cue


def _opens_clause(reading: DiscourseState, clause: ClauseState, cue: Cue, mention: TimeExpression) -> bool:
    """Whether "Effective D, ..." only says from when something has to be done: the document has its own date."""
    told = cue.kind == "set_effective" and not reading.text[clause.cursor : cue.start].strip()
    told = told and _EFFECTIVE.fullmatch(reading.text, cue.start, mention.start) is not None
    return told and any(each.kind == "set_effective" and not (each.scope or each.target) for each in reading.frames)


def _closes(each: OfDate) -> bool:
    """Whether a date is the last one for comments, replies or objections."""
    return each.kind == "open_comment" or each.name in _CLOSING


def _is_over(reading: DiscourseState, mention: TimeExpression) -> bool:
    """Whether a date about which nothing is said lies behind: nobody has to do anything by it."""
    day = (mention.last or mention.first).day
    return day is not None and reading.published_on is not None and day <= reading.published_on


def unknown_verb(text: str, start: int, end: int) -> str | None:
    """Return a participle between what is spoken of and its date that no row of the vocabulary has."""
    for match in _PASSIVE.finditer(text, start, end):
        if match["verb"].lower() not in KNOWN_VERBS and not match["which"]:
            return " ".join(match[0].split())
    return None


def _to_the_left(text: str, start: int, mention: TimeExpression, lead: str) -> Cue | None:
    end = mention.start
    if condition := _IF_CLAUSE.match(text[start:end]):
        start += condition.end()
    named = cues.predicates(text, start, end)
    predicate = named[-1] if named else None
    event = cues.last(cues.EVENTS, text, start, end)
    head = cues.first(cues.DEADLINES, text, start, end)
    runs_on = predicate is not None and head is not None and predicate.start > head.end and lead in UNTIL
    closes = head is not None and duties.CLOSES.search(text, head.end, end) is not None
    due = (
        lead in BY or "deadline" in text[start:end].lower() or (closes and event and head and head.start < event.start)
    )
    if head and due and not runs_on:
        return head
    if predicate and is_other(predicate):  # an approval of an incorporation by reference is not any approval
        predicate = next((cue for cue in reversed(named) if is_approval(cue)), predicate)
    if predicate and not (lead in BY - UNTIL and _MUST_APPLY.match(text, predicate.start, end)):
        return predicate
    if event and lead not in BY - UNTIL:
        return event
    if lead == "after" and head and _NEGATED.search(text, start, end):
        return head  # "no comments will be accepted after D"
    return head if lead not in SINCE else None


def _in_brackets(text: str, mention: TimeExpression, end: int) -> Cue | None:
    """Return what brackets right after a date say it is: "October 8, 2026 (registration deadline)"."""
    match = _BRACKETS.match(text, mention.end, end)
    tables = (cues.DEADLINES, cues.EVENTS, cues.PREDICATES) if match else ()
    found = (cues.first(table, text, mention.end, match.end()) for table in tables if match)
    return next((cue for cue in found if cue is not None), None)


def coordinate(text: str, start: int, frame: ClaimFrame, cue_end: int) -> ClaimFrame | None:
    """Return the other half of "effective on and apply beginning on D": the same date for a second kind."""
    named = cues.predicates(text, start, cue_end) if frame.kind in _RUNS else []
    if len(named) < 2 or named[-2].kind not in _RUNS or named[-2].kind == frame.kind:
        return None
    between = text[named[-2].end : max(named[-2].end, named[-1].start)]
    if not _AND_ALSO.fullmatch(between):
        return None
    frame.scope = scopes.words(text[start : named[-2].start])
    return attrs.evolve(frame, kind=named[-2].kind, start=min(named[-2].start, frame.start))


def _continued(text: str, start: int, mention: TimeExpression, previous: ClaimFrame | None, lead: str) -> Cue | None:
    """Nothing but "and on" since the last date: the same is said of this one; "for entries on or after" limits it."""
    segment = text[start : mention.start]
    elliptic = _elliptic(text, start, mention, previous, lead)
    ends = previous is not None and previous.kind in _RUNS and lead in UNTIL and _ENDS.match(segment)
    if (
        previous is None
        or not (elliptic or ends or _JOINS.match(segment))
        or (_FINITE.search(segment) and not (elliptic or ends))
    ):
        return None
    head = start + len(segment) - len(segment.lstrip(" ,;"))
    kind = "set_applicability" if previous.kind == "set_effective" and lead in SINCE else previous.kind
    if previous.act == "begin" and duties.CLOSES.search(segment):  # "opens on D and closes on E"
        return Cue(kind, "due", head, head, (previous.name or "").removeprefix("start of ") or None)
    thing = _THING.fullmatch(segment) if is_other(previous) else None
    return Cue(kind, previous.act, head, head, thing["what"] if thing else previous.name)


def _elliptic(text: str, start: int, mention: TimeExpression, previous: ClaimFrame | None, lead: str) -> str | None:
    """Return the class of persons of a date about which nothing else is said: "must comply by D; small ones, by E"."""
    due = previous is not None and (
        previous.kind == "set_compliance" or (is_other(previous) and (lead in BY or previous.act == "begin"))
    )
    if (
        previous is not None
        and previous.kind in _OF_CLASSES
        and (same := _SAME_FOR.fullmatch(text, start, mention.start))
    ):
        return same["who"]
    if previous is None or not due or not (previous.lead == lead or {previous.lead, lead} <= BY):
        return None
    match = _ELLIPTIC.fullmatch(text, start, mention.start)
    if match is None and not lead and previous.kind == "set_compliance":
        match = _IN_LIST.fullmatch(text, start, mention.start)
    told = (
        match is None
        or " will" in f" {match['who']}"
        or _FINITE.search(match["who"])
        or duties.LATE.search(match["who"])
    )
    return None if told or match is None else match["who"]


def _labelled(sentence: Sentence, *, alone: bool) -> Cue | None:
    """Return what the run-in label says of a date; "Nominations:" before a date alone says that they are due."""
    label = sentence.label
    stated = holds(label.lower(), ("deadline", "due"))
    implied = alone and sentence.fresh and _OPENED.search(label) is None
    for table in (cues.DEADLINES, cues.EVENTS, cues.PREDICATES) if label else ():
        cue = cues.first(table, label, 0, len(label))
        if cue and (stated or not is_other(cue)):
            return cue._replace(start=sentence.end, end=sentence.end)
        if cue and implied and table is cues.DEADLINES:
            return cue._replace(act="due", start=sentence.end, end=sentence.end)
    due = duties.labelled(label)
    return Cue("set_deadline", "due", sentence.end, sentence.end, due) if due else None


def _to_the_right(text: str, mention: TimeExpression, end: int, lead: str) -> Cue | None:
    events = () if lead in BY - UNTIL else (cues.EVENTS,)
    deadlines = () if lead in duties.BEGINS and mention.last is None else (cues.DEADLINES,)
    tables = (cues.PREDICATES, *events, *deadlines)
    found = [cue for table in tables if (cue := cues.first(table, text, mention.end, end)) is not None]
    return min(found, key=lambda cue: cue.start, default=None)


def _at_the_close(cue: Cue, mention: TimeExpression) -> Cue:
    """Return an hour of the last day of the comment period is about comments, whatever the verb."""
    stamp = mention.first
    timed = stamp.hour is not None or stamp.late
    if stamp.base is PeriodStart.COMMENTS and timed:
        return cue._replace(kind="open_comment", act=None, name=None)
    return cue


def _is_no_claim(cue: Cue, mention: TimeExpression, lead: str, negated: bool) -> bool:
    """Return what comes after a deadline sets none; "that date" and "the effective date" are dates of duties only."""
    stamp = mention.first
    if lead == "after" and _closes(cue) and not negated:
        return stamp.base is not PeriodStart.COMMENTS
    if stamp.base == PeriodStart.THAT_DAY and lead == "on":
        return True
    if stamp.period is None or stamp.period.count or stamp.base in (PeriodStart.PUBLICATION, PeriodStart.PRINTED):
        return False
    return is_other(cue) or (stamp.base is not PeriodStart.COMMENTS and cue.kind not in _DUTIES)


def _ends_previous(previous: ClaimFrame | None, cue: Cue, lead: str, mention: TimeExpression) -> bool:
    """Whether a date ends what the one before it began: "commenced on D, and will continue through E"."""
    if previous is None or previous.last is not None or lead not in UNTIL or mention.last is not None:
        return False
    if previous.act in ("window", "begin") and cue.act in ("window", "begin", None):
        previous.act, previous.name = "window", (previous.name or "").removeprefix("start of ") or None
        previous.last, previous.inclusive, previous.end = mention.first, lead in THROUGH, mention.end
        return True
    if previous.kind not in _RUNS or cue.kind not in (*_RUNS, "set_expiry"):
        return False
    previous.last, previous.inclusive, previous.end = mention.first, lead in THROUGH, mention.end
    return True
