"""Part, exception, act and target of a plain statement."""

from __future__ import annotations

from regtrack.dates_in_text.expressions import TimeExpression
from regtrack.dates_in_text.words import phrase
from regtrack.sources.federal_register.claims import is_approval, is_occasion, is_other
from regtrack.sources.federal_register.text import citations, cues, duties, scopes
from regtrack.sources.federal_register.text.clause import BY, ClaimFrame, ClauseState
from regtrack.sources.federal_register.text.cues import Cue
from regtrack.sources.federal_register.text.roles import is_added

_CONFIRMS = phrase(r"\b(?:remains?|continues?|retains?|unchanged|confirmed|confirms?)\b")
_IS_CONFIRMED = phrase(r"\b(?:is|are) confirmed\b")
_CANCELS = phrase(r"\b(?:cancell?ed|postponed|will not be held)\b")
_HAS_BEEN = phrase(r"\b(?:has|had) been\b")
_COMPLY_WITH = phrase(
    r"\bcompliance with (?P<part>[^,;]{1,200}?) (?:is|are|will|shall|must|continues?|remains?|in this|of this)\b"
    r"|\bcomply with (?P<with>(?:§|(?:sec|paragraph|subpart)\w*\b|\d+ CFR)[^,;]{1,200}?)"
    r" (?:by|no later|on|before|as of)\b"
    r"|\benforc(?:ing|ement of) (?P<enforced>[^,;]{1,200}?) (?:on|at|by|beginning|as of)\b"
)
_FOR_WHOM = phrase(
    r",? (?:for|as to|with respect to|in the case of) (?P<who>(?:[^.;]|\.\d){3,160}?)"
    r"(?=,? and (?:by|on|no later|beginning) |,? and \w+ \d|\.(?!\d)|;|$)"
)
_INCORPORATES = phrase(
    r"\bincorporation by reference (?:\([^)]*\) )?of (?P<part>[^;]{1,120}?) (?:is|are|was|were|as of|expires)\b"
)
_APPLIES_TO = phrase(r"^.*?\b(?:applicable|applicability|apply|applies|applied)\b\s*(?:dates?\b)?\s*(?:to\b|for\b)?\s*")
_TIMING = phrase(
    r"\b(?:on or after|on|as of|beginning|starting|from|since|after|before|retroactively|only|is|are|date|immediately"
    r"|to)\b|:"
)
_OLDER_RULE = phrase(r"\b(?:consistently with|governed by|under) the (\d{4} (?:\w+ )?Rule)\b")
_DATE_OF = phrase(r"[^.;]{0,40}?\bdates?\b")
_OWN = phrase(r"[\s,;]*(?:this|these)\b")

_FAR = 1000
_OF_SUBJECT = frozenset(("set_effective", "set_expiry", "set_compliance", "set_applicability"))
_CONFIRMED = frozenset(("set_effective", "set_compliance", "set_applicability"))
_DUTIES = frozenset(("set_compliance", "set_applicability"))
_BINDING = frozenset(("correct", "enforce", "cancel"))
_CITING = frozenset(("open_comment", "set_compliance", "set_expiry"))


def complete(text: str, clause: ClauseState, frame: ClaimFrame, cue: Cue, mention: TimeExpression) -> None:
    """Fill in what the words around a date say beside its kind."""
    frame.scope = _scope(text, clause, frame, cue, mention)
    if is_other(frame) and frame.act != "recital":
        frame.name = _name(text, clause, frame, cue, mention)
    frame.scope_except = scopes.exception(text, mention.end, clause.sentence.end) or frame.scope_except
    if clause.left_out and not (frame.scope or frame.scope_except):
        frame.scope_except = clause.left_out
    frame.act = _act(text, clause, frame, cue, mention)
    _bind(text, clause, frame, mention)
    if frame.kind == "set_effective" and frame.target and frame.scope:
        frame.scope = scopes.moved_part(frame.scope) or (None if citations.cites_a_page(frame.scope) else frame.scope)


def _name(text: str, clause: ClauseState, frame: ClaimFrame, cue: Cue, mention: TimeExpression) -> str | None:
    """Return what a deadline is for, in the field's own noun where the table has one, else in its subject's."""
    if frame.act in ("enforce", "actual_notice"):
        return "enforcement"
    if frame.act == "established":
        return "established date"
    label = f"{clause.sentence.label}:" if cue.start >= clause.sentence.end else ""
    name = cue.name or duties.name_of(
        text[clause.cursor : mention.start], label, text[cue.start : cue.end], frame.lead, frame.act,
        alone=clause.cursor == clause.sentence.start,
    )  # fmt: skip
    return (
        f"start of {name}" if name and frame.act == "begin" and not name.startswith(("start of ", "end of ")) else name
    )


def _scope(text: str, clause: ClauseState, frame: ClaimFrame, cue: Cue, mention: TimeExpression) -> str | None:
    head = min(cue.start, mention.start)
    between = text[head : mention.start]
    if frame.kind == "set_compliance" and (part := _COMPLY_WITH.search(text, clause.cursor, clause.sentence.end)):
        return scopes.words(part["part"] or part["with"] or part["enforced"])
    if frame.kind == "set_compliance" and (whom := _FOR_WHOM.match(text, mention.end, clause.sentence.end)):
        return scopes.words(whom["who"])
    if is_approval(frame) and (part := _INCORPORATES.search(text, clause.sentence.start, mention.start)):
        return scopes.words(part["part"])
    if frame.kind == "set_applicability":
        if cue.start >= mention.end:  # "penalties assessed on or after D are subject to ..."
            return scopes.words(text[clause.cursor : mention.end])
        limits = head + len(between) - len(_APPLIES_TO.sub("", between, count=1))
        if _TIMING.sub("", text[limits : mention.start]).strip(" ,"):
            return scopes.words(text[limits : mention.end])
    if frame.kind == "open_comment" or frame.name == "reply comments":
        return scopes.regarding(text[clause.cursor : mention.start])
    if frame.kind == "set_expiry" and (thing := _CONTINUES.match(between)):
        head += thing.end("thing")
    of_subject = frame.kind in _OF_SUBJECT or is_approval(frame) or is_other(frame)
    if not of_subject or (is_other(frame) and (frame.lead in BY or frame.act == "actual_notice")):
        return None
    subject, excluded = scopes.apart(text[clause.cursor : head])
    opens = clause.cursor == clause.sentence.start and not subject.strip(" ,.;:")
    if excluded is not None and opens and _WHICH.search(excluded):
        clause.left_out = _WHICH.sub("", excluded)  # "Except for X, which is effective E, the rule is effective D"
        return scopes.words(clause.left_out)
    if excluded is not None and clause.cursor > clause.sentence.start:
        return scopes.subject(excluded)  # "D, except for X, which is effective E": E is that of X
    if _DATE_OF.match(between):
        of = scopes.PRINTED_HERE.sub("", _DATE_OF.sub("", between))
        return scopes.moved_part(of) or (scopes.words(of) if frame.kind == "set_compliance" else None)
    frame.scope_except = excluded
    found = scopes.subject(subject)
    elsewhere = found and frame.kind == "set_compliance" and scopes.PRINTED.search(found)
    return None if elsewhere or (found and _REST.fullmatch(found)) else found


_CONTINUES = phrase(rf"(?P<thing>{cues.THAT_LAST})\b.*? continues? ")
_OWN_RULE = (
    r"(?:this|these|the) (?:(?:temporary|interim|direct|emergency|final) )*(?:rules?|regulations?|document|action)"
)
_REST = phrase(  # all but the parts that have a day of their own: it is said of the whole, and the parts of themselves
    rf"(?:the )?(?:rest|remainder|balance)(?: of {_OWN_RULE})?"
    r"|(?:all )?(?:the )?(?:(?:other|remaining) )?"
    r"(?:provisions|portions|parts|sections|amendments|changes|requirements)"
    rf"(?: (?:of|in|made by) {_OWN_RULE})?"
)
_WHICH = phrase(r",? (?:which|that)$")
_WITH_DATES = phrase(r"\bwith (?:an? |the )?(?:original )?effective dates? of\b")
_AS_IN_EFFECT = phrase(
    r"\b(?:in accordance with|under|pursuant to|governed by|subject to|as|apply|comply with) [^.;]{0,160}?"
    r"\b(?:in effect|in force|effective|existed|existing) (?:on|as of) $"
)
"""Before the day of a version of the law by which it is done: "under part 655 in effect as of D"."""
_CORRECTED = phrase(r"\b(?:is|are) (?:hereby )?corrected (?:to|by)\b")


def _act(text: str, clause: ClauseState, frame: ClaimFrame, cue: Cue, mention: TimeExpression) -> str | None:
    sentence = clause.sentence
    head = min(cue.start, mention.start)
    if frame.kind == "set_effective" and _HAS_BEEN.search(text, head, mention.start):
        return "recital"
    if frame.kind == "set_effective" and _AS_IN_EFFECT.search(text, sentence.start, mention.start):
        return "recital"
    if frame.kind == "set_effective" and _WITH_DATES.search(text, max(clause.cursor, head - 12), mention.start):
        return "recital"
    if _CORRECTED.search(text, clause.cursor, head):
        return "correct"
    if frame.kind == "set_effective" and (done := cues.done(text, clause.cursor, head, mention.start)):
        return done
    if frame.kind in _CONFIRMED and (
        _CONFIRMS.search(text, max(clause.cursor, head - 40), mention.start)
        or _IS_CONFIRMED.search(text, mention.end, sentence.end)
        or _CONFIRMS.search(sentence.label)
    ):
        return "confirm"
    if is_occasion(frame) and _CANCELS.search(text, sentence.start, sentence.end):
        return "cancel"
    return frame.act


def _bind(text: str, clause: ClauseState, frame: ClaimFrame, mention: TimeExpression) -> None:
    """Return the other document that a statement is about."""
    if is_other(frame) and frame.act not in _BINDING:
        return
    own = _OWN.match(text, clause.cursor) is not None
    left = citations.acted_on(text, clause.cursor, mention.start)
    right = min(clause.sentence.end, mention.end + _FAR)
    if frame.act == "correct":
        frame.target = left
    elif frame.kind == "set_effective":
        if frame.act == "confirm" or frame.act in cues.DONE:
            frame.target = left or citations.acted_on(text, mention.end, right)
            if frame.act in cues.DONE and not frame.target:
                frame.act = None
        elif frame.act == "recital":
            frame.target = left
        elif left and not own:
            frame.target, frame.act = left, frame.act or "set"
    elif frame.kind in _CITING or frame.name == "reply comments" or is_approval(frame):
        frame.target = () if own else left
    elif frame.kind in _DUTIES and is_added(text, clause.sentence.start, mention):
        frame.target = left or citations.acted_on(text, mention.end, right)
        frame.act, frame.scope = ("delay", None) if frame.target else (frame.act, frame.scope)
    elif frame.kind == "set_applicability" and (older := _OLDER_RULE.search(text, mention.end, right)):
        frame.target = (older[1],)
    elif frame.act == "enforce":
        frame.target = citations.provisions(text, clause.cursor, mention.start)
    elif frame.act == "cancel":
        frame.target = left or citations.acted_on(text, mention.end, right)
