"""Claims of verbs that set a date: is effective, expires, must be received by."""

from __future__ import annotations

import attrs

from regtrack.dates_in_text.expressions import TimeExpression
from regtrack.dates_in_text.words import holds, phrase
from regtrack.sources.federal_register.claims import OCCASIONS, OfDate, is_other, kind_and_name
from regtrack.sources.federal_register.text import cues, duties, scopes
from regtrack.sources.federal_register.text.clause import SINCE, THROUGH, UNTIL, ClaimFrame, ClauseState, DiscourseState
from regtrack.sources.federal_register.text.compliance import CLASS_IN_BRACKETS, CLASS_IN_FRONT
from regtrack.sources.federal_register.text.cues import Cue
from regtrack.sources.federal_register.text.details import complete
from regtrack.sources.federal_register.text.governing import NEGATED, RUNS, WORD, elliptic, governing, unknown_verb
from regtrack.sources.federal_register.text.periods import PeriodStart
from regtrack.sources.federal_register.text.roles import IS_MOVED, OF_CLASS, Role
from regtrack.sources.federal_register.text.vocabulary import nouns

_AND_ALSO = phrase(r"\s*(?:(?:on|as of|beginning)\s*)?(?:,\s*)?(?:and|/)\s*(?:(?:is|are)\s*)?")
_OF_FACTS = SINCE | {"before", "prior to"}
_FACTS = phrase(r"(?P<apart>,?) (?:if|for|of|from|in|involving|arising|relating|concerning|based on|with)\b[^,;]*$")
"""What a rule applies to happened after another day: "to penalties assessed after D for violations after E"."""
_OF_THINGS = phrase(r"\bfor [^,;.]{3,120}?\w(?:ed|de|ld|ght) (?:on or )?(?:before|prior to|after)\s*$")
_MUST_DO = phrase(r",? (?:must|shall|will|may|need|have|has|are|is)\b[^;]*$")
"""A class, before what it must do by another day: "mills built before D must comply by E"."""
_THEN = phrase(r",\s*(?:it|they|the|this|these)\b")
"""A class, before what is said of it: "for orders placed before D, it applies from E"."""
_DATE_UNTIL = phrase(r"(?:effective|compliance|applicability) dates? (?:of|for)\b[^;]*,\s*(?:until|till|through)\s*")
_PUT_OFF = phrase(  # before "compliance date from D, to E", which are the old one and the new one
    r"(?<!\w)(?!(?:propos|request|den[iy]|reject|declin|oppos|consider|s[eo][eu][kg]))\w+(?: (?:the|its|an?|that))*"
    rf" {nouns('postpone extend')} of (?:the |its |that )?$"
)
_MADE_THEN = phrase(
    r"\b(?:manufactur|import|produc|assembl|install|introduc|enter|ship)ed (?:on or )?after $"
    r"|\b(?:made|built|sold) (?:on or )?after $"
)
_MUST_BE = phrase(r",? (?:must|shall|(?:are|is) required to|ha(?:s|ve) to) (?!not\b|no\b)(?P<what>[^.;]{3,100})")
_NO_WORD = "no word says what the date is for"

_NOT_YET = phrase(  # A date "until" which something is not in force is its first day
    r"\b(?:not|no longer|never) (?:\w+ )?(?:be(?:come)? |take |go |come )?(?:in(?:to)? )?"
    r"(?:effective|effect|force|appl\w+)\b"
)
_ENDS_NOW = phrase(r"\bnow (?:expires?|terminates?|sunsets?|ends?|lapses?)\b")
_ENDING = phrase(r"\bending(?: on)? $")
_OWN = phrase(r"(?:this|these)\b")
_AND_ENDS = phrase(r"[\s,]*and (?:will |shall )?(?:expires?|terminates?|ends?|sunsets?|lapses?)\b")
_IF_NO = phrase(r"\bif no\b")
_FROM = frozenset(("beginning", "starting", "from", "on or after"))
_NAMELESS = (None, "end", "ends", "close", "closes", "conclude", "concludes")
_MAY_BEGIN = (None, "due", "window")
_CLOSING = frozenset(("reply comments", "objections"))
_OF_FORCE = RUNS | {"set_expiry", "set_compliance"}
_DUTIES = frozenset(("set_compliance", "set_applicability"))

_COMPARED = phrase(r"\bif (?:that is |it is |(?:that|the|its) (?:[\w-]+ ){1,3}is )?(?:earlier|later|sooner) than $")
_WAS_TO = phrase(  # A day that had been set: "It was to close on D", "reports originally due D", "The notice set D"
    r"\b(?:was|were|had been) (?:\w+ly )?(?:set|scheduled|due|expected|supposed|slated|to)\b"
    r"(?:(?!\b(?:is|are|must|should|shall|will|may|can)\b)[^.;])*$"
    r"|(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)\b(?:originally|previously|initially|formerly)"
    r" (?:due|scheduled|set|expected|required)\b[^.;,]{0,20}$"
    r"|(?<!\bthis\s)\b(?:notice|NIA|NOFO|NPRM|IFR|rule|proposal|document|order|solicitation|announcement)"
    r"(?: (?:of|on|published|dated|issued|at) [^;]{1,80}?)?,? (?:had )?"
    r"(?:established|set|gave|specified|imposed|announced) "
    r"(?:(?:an?|the|its) [^.;,]{0,60}?\b(?:deadline|date)s?\b[^.;,]{0,40}|(?=\w+ \d))$"
)
_OF_RECITALS = (
    "was", "were", "had", "origin", "previous", "initial", "former", "establish", "set", "gave", "specif", "impos",
    "announc",
)  # fmt: skip
"""Letters of which all of these hold some."""


def state(
    reading: DiscourseState, clause: ClauseState, mention: TimeExpression, following: int, lead: str
) -> ClaimFrame | Role:
    """Return the frame of a date that no verb moves, or the role of one that states nothing.

    What governs it stands to the left, in the claim before it, in the run-in label, or to the right, in this order.
    """
    text = reading.text
    previous = reading.frames[-1] if reading.frames and reading.frames[-1].sentence == clause.number else None
    if previous is not None and (is_other(previous) or previous.kind == "set_compliance"):
        own = CLASS_IN_BRACKETS.match(text, clause.cursor, mention.start)
        if previous.act == "delay" and own is None:
            own = CLASS_IN_FRONT.match(text, clause.cursor, mention.end)
        clause.cursor = own.end() if own else clause.cursor
    goes_on = _THEN.match(text, mention.end, following) or IS_MOVED.match(text, mention.end)
    moved = previous is not None and previous.act == "delay"
    if (goes_on or moved) and _OF_THINGS.search(text, clause.cursor, mention.start):
        return Role.REPEATED
    of_class = following < clause.sentence.end and OF_CLASS.search(text, clause.cursor, mention.start)
    if of_class and _MUST_DO.fullmatch(text, mention.end, following):
        return Role.REPEATED
    if previous is not None and previous.kind == "stay" and previous.last is not None and lead == "from":
        return Role.OLD  # "is stayed to D, from E"
    cue = governing(reading, clause, mention, previous, lead)
    if (cue is None or is_other(cue)) and mention.first.base == PeriodStart.THAT_DAY and reading.frames:
        made, must = _MADE_THEN.search(text, clause.cursor, mention.start), _MUST_BE.match(text, mention.end, following)
        day = next((each.first for each in reversed(reading.frames) if each.first and each.first.day), None)
        what = duties.short(must["what"]) if must and made else None
        if what and day is not None:  # "Bicycles made on or after that date must be tested"
            cue = Cue("set_deadline", "begin", mention.start, mention.start, f"requirement: {what}")
            mention = mention._replace(first=day)
    unread = None
    if cue is not None and mention.end <= following < cue.start < clause.sentence.end:
        return Role.LEFT  # the date nearest to the verb is the one it is about
    if cue is None:
        alone = not (WORD.search(text, 0, mention.start) or WORD.search(text, mention.end))
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
    negated = lead == "after" and NEGATED.search(text, clause.cursor, mention.start) is not None
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
    ending = "ending" in text[max(clause.cursor, mention.start - 12) : mention.start].lower()
    if ending and previous is not None and previous.kind in RUNS and _ENDING.search(text, 0, mention.start):
        lead = "through"  # "and will remain in effect for 18 months, ending on D"
    waits = _NOT_YET.search(text, clause.cursor, mention.start) is not None
    if not waits and _ends_previous(previous, cue, lead, mention):
        return Role.END
    applies = previous is not None and previous.kind == cue.kind == "set_applicability" and lead in _OF_FACTS
    facts = _FACTS.match(text, previous.end, mention.start) if applies and previous is not None else None
    recited = facts is not None and (not facts["apart"] or _is_over(reading, mention))
    recited = recited or (
        holds(before, _OF_RECITALS) and _WAS_TO.search(text, clause.cursor, mention.start) is not None
    )
    frame = ClaimFrame.of(cue.kind, mention, min(cue.start, mention.start), clause.number, lead)
    frame.act, frame.unread, frame.name = cue.act, unread, cue.name
    who = elliptic(text, clause.cursor, mention, previous, lead)
    if who and who not in _NAMELESS:
        frame.scope = scopes.words(who)
        if previous is not None and is_other(frame) and previous.name:
            frame.name = duties.joined(previous.name, who, text[clause.sentence.start : previous.end])
        return frame
    ends = mention.last is None and lead in UNTIL - {"to"} and not waits
    if frame.kind == "set_expiry" and _ENDS_NOW.search(text, clause.cursor, mention.start):
        frame.act = "extend"  # "was to expire on D, and will now expire on E"
    if frame.kind in ("set_effective", "set_applicability") and ends:
        frame.kind, frame.inclusive = "set_expiry", lead in THROUGH
    frame.inclusive = frame.inclusive or (frame.kind == "set_expiry" and lead in THROUGH)
    begun = previous is not None and previous.kind == "set_effective" and frame.kind == "set_expiry"
    if begun and _AND_ENDS.match(text, clause.cursor, mention.start):
        complete(text, clause, frame, cue, mention)
        begun_with = previous.scope if previous is not None else None
        frame.scope = None if begun_with is None or _OWN.match(begun_with) else begun_with
        return frame  # "X takes effect on D, and terminates on E"
    if _closes(frame) and frame.last is not None:
        frame.first, frame.last = frame.last, None  # "comments are accepted from D through E": they close on E
    put_off = (
        frame.kind == "set_compliance"
        and frame.last is not None
        and _PUT_OFF.search(text, max(0, cue.start - 60), cue.start)
    )
    frame.act = "delay" if put_off else frame.act
    if (moved or put_off) and frame.act == "delay" and frame.last is not None:  # "and from D to E, for small entities"
        frame.prior, frame.first, frame.last = (mention.first,), frame.last, None
    complete(text, clause, frame, cue, mention)
    frame.act = "recital" if recited else frame.act
    if is_other(frame) and frame.act is None and frame.last is not None and not unread:
        frame.act = "window"  # "submissions are accepted from D through E"
    if is_other(frame) and frame.name in _NAMELESS and previous is not None and is_other(previous):
        frame.name = (previous.name or "").removeprefix("start of ") or None  # "opens on D and closes on E"
    return frame


def _closes(each: OfDate) -> bool:
    """Whether a date is the last one for comments, replies or objections."""
    return each.kind == "open_comment" or each.name in _CLOSING


def _is_over(reading: DiscourseState, mention: TimeExpression) -> bool:
    """Whether a date about which nothing is said lies behind: nobody has to do anything by it."""
    day = (mention.last or mention.first).day
    return day is not None and reading.published_on is not None and day <= reading.published_on


def coordinate(text: str, start: int, frame: ClaimFrame, cue_end: int) -> ClaimFrame | None:
    """Return the other half of "effective on and apply beginning on D": the same date for a second kind."""
    named = cues.predicates(text, start, cue_end) if frame.kind in RUNS else []
    if len(named) < 2 or named[-2].kind not in RUNS or named[-2].kind == frame.kind:
        return None
    between = text[named[-2].end : max(named[-2].end, named[-1].start)]
    if not _AND_ALSO.fullmatch(between):
        return None
    frame.scope = scopes.words(text[start : named[-2].start])
    return attrs.evolve(frame, kind=named[-2].kind, start=min(named[-2].start, frame.start))


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
    if previous.kind not in RUNS or cue.kind not in (*RUNS, "set_expiry"):
        return False
    previous.last, previous.inclusive, previous.end = mention.first, lead in THROUGH, mention.end
    return True
