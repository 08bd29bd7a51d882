"""Which words govern a date: to its left, in the claim before it, in the label of its sentence, and to its right."""

from __future__ import annotations

from regtrack.dates_in_text.expressions import TimeExpression
from regtrack.dates_in_text.words import holds, phrase
from regtrack.sources.federal_register.claims import is_approval, is_other
from regtrack.sources.federal_register.text import cues, duties, scopes
from regtrack.sources.federal_register.text.clause import BY, SINCE, UNTIL, ClaimFrame, ClauseState, DiscourseState
from regtrack.sources.federal_register.text.cues import Cue
from regtrack.sources.federal_register.text.sentences import Sentence

_JOINS = phrase(r"^[\s,;:()–—-]*(?:(?:and|or|then|also|to|for|if|from|on|at|again|continuing|with)\b|$)")
_ENDS = phrase(r"^[\s,;]*(?:until|till|through)\b")
_FINITE = phrase(r"\b(?:must|should|shall|may|is|are|was|were|can|submit)\b")
_IF_CLAUSE = phrase(r"^[\s,;]*if\b[^,;]*,")
_SUPPOSED = phrase(r"[\s,;]*(?:if|unless|should)\b[^,;]*")
NEGATED = phrase(r"\b(?:no|not)\b")
_FAR = 600
_MUST_APPLY = phrase(r"must (?:apply|process)\b")  # by a day, persons must apply for it; from a day, apply a rule
_BRACKETS = phrase(r"\s*\((?![^()]*\b(?:before|after|prior|if|unless)\b)[^()\d]{3,60}\)")
_A_DEADLINE = phrase(
    r"\b(?:deadlines?|(?:due|closing) dates?)(?: (?!for\b|to\b)[^.;:,]{1,40})?(?: (?:is|are|will be)|:)"
    r"(?: now)?(?: on)?\s*$"
)
_ELLIPTIC = phrase(
    r"[\s,;]*(?:and |or )?(?P<who>(?!as to\b|with\b|in\b)\w[^.;:]{3,120}?),?"
    r" (?:by|no later than|on or before|until|through|beginning|starting|on|from|on or after|after|as of)\s*"
)
_IN_LIST = phrase(r"\s*;\s*(?:and |or )?(?P<who>\w(?:[^.;:]|\.(?=\d)){2,120}?)[,:]?\s*")
"""The next of a list of persons, each before the day: "large mills, D; small mills, E"."""
WORD = phrase(r"\w")
_AND_MUST = phrase(r", (?:and|so|but) (?:[^,;.]{2,120} )?(?:must|shall|(?:is|are) (?:now )?required to)\b")
"""After what took effect: a clause of its own, in which somebody has to do something."""
_HAS_TO = phrase(r"\b(?:must|shall|(?:is|are|has|have) (?:required )?to)\b")
_PASSIVE = phrase(
    r"(?P<which>\b(?:that|which|who) )?\b(?:is|are|was|were|be|been|being|remains?|stays?) (?:(?:\w+ly|first) )?"
    r"(?P<verb>\w+)\b(?: in \w+)?"
)
_KNOWN_VERBS = frozenset(
    """effective applicable as in due valid confirmed set the a an on at until from also not now required announced
    published expected scheduled""".split()
)
RUNS = frozenset(("set_effective", "set_applicability", "stay"))
_EFFECTIVE = phrase(r"effective (?:on |as of )?")
_SAME_FOR = phrase(
    r"[\s,;]*(?:and |or )?(?:for|of) "
    r"(?P<who>(?!(?:the purpose|entries|products|goods|merchandise)\b)(?:[^.;:,]|\.\d){3,120}?)"
    r"(?:,|:| (?:is|are|will be)) (?:(?:on|by|from|beginning|it is|they are) )*"
)
_THING = phrase(
    r"[\s,;]*and (?:an? (?=.* on ))?(?P<what>(?!on\b|at\b|to\b|by\b|from\b)(?:\d+-)?[a-z][a-z -]{3,40}?[a-z])(?: on)? "
)
_OPENED = phrase(r"\b(?:available|open|begin|start|post|releas|issu|announc)\w*")
_OF_CLASSES = frozenset(("set_effective", "set_compliance", "set_applicability"))


def governing(
    reading: DiscourseState, clause: ClauseState, mention: TimeExpression, previous: ClaimFrame | None, lead: str
) -> Cue | None:
    """Return the words that govern a date; None where nothing says what it is for."""
    text, end = reading.text, clause.sentence.end
    cue = (
        _to_the_left(text, clause.cursor, mention, lead)
        or _in_brackets(text, mention, end)
        or _continued(text, clause.cursor, mention, previous, lead)
        or _labelled(clause.sentence, alone=not WORD.search(text, clause.sentence.start, mention.start))
    )
    if cue is not None and cue.kind == "set_effective" and lead in BY - UNTIL:
        labelled = cue.start == end  # "Effective date: ... Records must be kept by D" is no other one
        must = _HAS_TO.search(text, clause.cursor, mention.start) if labelled else None
        cue = None if must or _AND_MUST.search(text, cue.end, mention.start) else cue
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


def unknown_verb(text: str, start: int, end: int) -> str | None:
    """Return a participle between what is spoken of and its date that no row of the vocabulary has."""
    for match in _PASSIVE.finditer(text, start, end):
        if match["verb"].lower() not in _KNOWN_VERBS and not (
            match["which"] or scopes.PRINTED_HERE.match(text, match.start())
        ):
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
    if lead == "after" and head and NEGATED.search(text, start, end):
        return head  # "no comments will be accepted after D"
    return head if lead not in SINCE else None


def _in_brackets(text: str, mention: TimeExpression, end: int) -> Cue | None:
    """Return what brackets right after a date say it is: "October 8, 2026 (registration deadline)"."""
    match = _BRACKETS.match(text, mention.end, end)
    tables = (cues.DEADLINES, cues.EVENTS, cues.PREDICATES) if match else ()
    found = (cues.first(table, text, mention.end, match.end()) for table in tables if match)
    return next((cue for cue in found if cue is not None), None)


def _continued(text: str, start: int, mention: TimeExpression, previous: ClaimFrame | None, lead: str) -> Cue | None:
    """Nothing but "and on" since the last date: the same is said of this one; "for entries on or after" limits it."""
    segment = text[start : mention.start]
    who = elliptic(text, start, mention, previous, lead)
    ends = previous is not None and previous.kind in RUNS and lead in UNTIL and _ENDS.match(segment)
    if (
        previous is None
        or not (who or ends or _JOINS.match(segment))
        or (_FINITE.search(segment) and not (who or ends))
    ):
        return None
    head = start + len(segment) - len(segment.lstrip(" ,;"))
    kind = "set_applicability" if previous.kind == "set_effective" and lead in SINCE else previous.kind
    if previous.act == "begin" and duties.CLOSES.search(segment):  # "opens on D and closes on E"
        return Cue(kind, "due", head, head, (previous.name or "").removeprefix("start of ") or None)
    thing = _THING.fullmatch(segment) if is_other(previous) else None
    return Cue(kind, previous.act, head, head, thing["what"] if thing else previous.name)


def elliptic(text: str, start: int, mention: TimeExpression, previous: ClaimFrame | None, lead: str) -> str | None:
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
