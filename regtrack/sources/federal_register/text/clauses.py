"""Reading one sentence: each expression of time gets the word that governs it, its part and its target."""

from __future__ import annotations

import re

import attrs

from regtrack.dates_in_text.expressions import TimeExpression
from regtrack.dates_in_text.words import holds, phrase
from regtrack.sources.federal_register.claims import is_other
from regtrack.sources.federal_register.text import citations, cues, roles, scopes
from regtrack.sources.federal_register.text.clause import (
    BY,
    THROUGH,
    UNTIL,
    ClaimFrame,
    ClauseState,
    DiscourseState,
    lead_of,
)
from regtrack.sources.federal_register.text.moving import acts_from, again, move, queued
from regtrack.sources.federal_register.text.moving_verbs import MovingVerb, changes
from regtrack.sources.federal_register.text.roles import Role
from regtrack.sources.federal_register.text.sentences import Sentence
from regtrack.sources.federal_register.text.setting import coordinate, state
from regtrack.sources.federal_register.text.vocabulary import Does

_YEARLY, _YEAR = phrase(r"\b(?:each|every|any) (?:\w+ )?year\b|\bannually\b"), phrase(r"\d{4}|day|month")
_OPENER = phrase(r"\s*(?P<word>effective|as of|on|beginning|starting|from|since)\s*(?:on )?$")
_ANNOUNCES = phrase(
    r"\s*,\s+(?!this|these|when|which|no\b|none).*\d FR \d.*"
    r"\b(?:(?:is|are|becomes?|(?<!\bto\s)takes?) (?:effective|(?:in )?effect|in force)\b"
    r"|(?<!which\s)(?<!that\s)(?:became|took|went|(?:has|have) been) (?:effective|(?:in(?:to)? )?(?:effect|force))"
    r"(?: again)?\W*$)"
)
_AND = phrase(r"[\s,]*and (?:from )?")
_LISTED = phrase(r"[\s,]*(?:and )?(?:on )?")
_AND_COMMENTS = phrase(r"(?:,|\band|\bor) (?:(?:written|public|electronic) )*comments?\b")
_BY_WHICH = phrase(  # words of a date that is moved: "the date by which carriers are subject to the rule"
    r"[^.;]{0,80}?\b(?:by|on) which\b[^.;]{0,200}?\b(?:is|are|will|shall)\b"
    r"|[^.;]{0,80}?\b(?:date|day) (?:by|on) which\b[^.;]{0,200}?\b(?:must|need|ha(?:s|ve))\b"
)
_MAY_BE = re.compile(r"\b(?:may|might|could)\s+be\s+\w+\Z", re.IGNORECASE)
"""Nothing is moved yet: "except as to any provisions that may be stayed"."""
_REACH = 40
_FINITE = phrase(
    r"\b(?:is|are|will|shall|becomes?|remains?|retains?"
    r"|which(?! (?:was|were) (?:\w+ly )?"
    r"(?:published|issued|printed|promulgated|adopted|announced|amended|revised)\b))\b"
    r"|\b(?:takes?|took|goes?|went|comes?|came) (?:into )?effect\b"
)


def read_sentence(reading: DiscourseState, sentence: Sentence, number: int, mentions: list[TimeExpression]) -> None:
    """Add the frames of one sentence, and the role of each of its dates."""
    text = reading.text
    first, last = roles.asked(text, sentence.start, sentence.end)
    verbs = [verb for verb in changes(text, sentence.start, sentence.end) if not first <= verb.start < last]
    verbs = [verb for verb in verbs if not _MAY_BE.search(text, max(sentence.start, verb.end - _REACH), verb.end)]
    clause = ClauseState(sentence, number, sentence.start)
    parts = [part for mention in mentions for part in roles.parted(text, sentence.start, mention)]
    for index, mention in enumerate(parts):
        following = parts[index + 1].start if index + 1 < len(parts) else sentence.end
        aside = first <= mention.start < last or roles.only_said(text, sentence.start, mention)
        aside = aside or roles.only_asked(text, sentence.start, mention)
        role = Role.ALTERNATIVE if aside else _read(reading, clause, mention, following, verbs)
        reading.roles.append((mention, role))
    if clause.opener is not None and clause.opener in reading.frames:
        acts_from(text, clause, clause.opener, verbs, reading)


def _read(
    reading: DiscourseState, clause: ClauseState, mention: TimeExpression, following: int, verbs: list[MovingVerb]
) -> Role:
    text = reading.text
    told = text[clause.sentence.start : mention.start].lower()
    yearly = holds(told, ("year", "annual")) and _YEARLY.search(text, clause.sentence.start, mention.start)
    if yearly and not _YEAR.search(text, mention.start, mention.end):
        return Role.LEFT  # "are due each year by March 31": of which year, nobody says
    before = [verb for verb in verbs if clause.cursor <= verb.start and verb.end <= mention.start]
    before = [verb for verb in before if not (verb.history and verb.start < clause.told)]
    ahead = any(verb.start >= mention.end for verb in verbs)
    added = "add" in told and roles.is_added(text, clause.sentence.start, mention)
    background = None if added else roles.background(text, clause.sentence.start, mention, bool(before), ahead)
    listed = mention.last is None and clause.identified and _LISTED.fullmatch(text, clause.identified, mention.start)
    if background is Role.CITATION or listed:
        clause.identified = mention.end
        return Role.CITATION
    if mention.last is None and clause.told and _LISTED.fullmatch(text, clause.told, mention.start):
        clause.told = mention.end
        return Role.RECITAL  # "delayed on D1, D2 and D3"
    if background is Role.OLD or (clause.prior_end and _AND.fullmatch(text, clause.prior_end, mention.start)):
        clause.priors.append(mention.first)
        clause.prior_end = mention.end
        return Role.OLD
    if waiting := queued(text, clause, mention):
        reading.frames.append(waiting)
        clause.cursor = mention.end
        return Role.NEW
    lead = lead_of(text, clause.sentence.start, mention)
    moves = any(verb.start >= mention.end and not verb.history for verb in verbs)
    if _opens(reading, clause, mention, ahead, moves=moves):
        return Role.OWN
    verb = before[-1] if before else None
    if _tells_day_of_act(reading, clause, mention, verb):
        return Role.OWN
    aside = _BY_WHICH.match(text, verb.end, mention.start) if verb is not None else None
    done = max(verb.end, clause.told, clause.prior_end, aside.end() if aside else 0) if verb is not None else 0
    if verb is not None and not _FINITE.search(text, done, mention.start):
        if verb.history:
            clause.told = mention.end
            if lead in UNTIL and not mention.indefinite:
                clause.priors.append(mention.last or mention.first)
            return Role.RECITAL
        of_class = following < clause.sentence.end and roles.OF_CLASS.search(text, done, mention.start)
        if of_class and of_class.start() > done:
            return Role.REPEATED  # "is extended for mills built before D, until E"
        if move(reading, clause, mention, [step for step in before if not step.history], lead):
            clause.cursor = mention.end
            return Role.NEW
    last = reading.frames[-1] if reading.frames and not _FINITE.search(text, clause.cursor, mention.start) else None
    if last is not None and (frame := again(text, clause, mention, last, lead)):
        reading.frames.append(frame)
        clause.cursor = mention.end
        return Role.NEW
    if not mention.indefinite and "added" in told and (term := _added(text, clause, mention, lead)) is not None:
        reading.frames.append(term)
        clause.cursor = mention.end
        return Role.NEW
    return Role.LEFT if mention.indefinite else _state(reading, clause, mention, following, lead)


_ADDED = phrase(  # temporary provisions, before the days that they have: "and 49 CFR 9.1T is added until D"
    r"(?:§|\bsections?\b|\d CFR) ?[^.;]{0,300}?(?:\d[\w-]*T\b|\.T\d)[^.;]{0,160}?\b(?:is|are) (?:temporarily )?added\b"
    r"(?: in (?:its|their) (?:place|stead))?,? (?:effective )?(?:from |until |till |through )?$"
)


def _added(text: str, clause: ClauseState, mention: TimeExpression, lead: str) -> ClaimFrame | None:
    """Return the term of what a document adds for a time, since the day of the opener: its own."""
    if _ADDED.search(text, clause.cursor, mention.start) is None or (mention.last is None and lead not in UNTIL):
        return None
    frame = ClaimFrame.of("set_effective", mention, clause.cursor, clause.number, lead)
    if mention.last is None:
        if clause.opener is None:
            frame.kind = "set_expiry"
        else:
            frame.first, frame.last = clause.opener.first, mention.first
        frame.inclusive = lead in THROUGH
    return frame


def _state(reading: DiscourseState, clause: ClauseState, mention: TimeExpression, following: int, lead: str) -> Role:
    text = reading.text
    frame = state(reading, clause, mention, following, lead)
    if isinstance(frame, Role):
        return frame
    reading.frames.append(frame)
    if is_other(frame) and lead in BY and _AND_COMMENTS.search(text, frame.start, mention.start):
        reading.frames.append(attrs.evolve(frame, kind="open_comment"))  # "protests ... and comments are due"
    if second := coordinate(text, clause.cursor, frame, mention.start):
        reading.frames.append(second)
    clause.cursor = mention.end
    return Role.LEFT if frame.unread else Role.RECITAL if frame.act == "recital" else Role.NEW


_OF_ACT = phrase(rf"(?:[\s,]*(?:pending|until)\b[^.;,\d]{{1,80}},)?[\s,(]*{roles.OF_ACT}\s*")
_MOVES = frozenset(("stay", "delay_effective", "set_compliance"))


def _tells_day_of_act(
    reading: DiscourseState, clause: ClauseState, mention: TimeExpression, verb: MovingVerb | None
) -> bool:
    """Return whether a date is that of the act before it, as if it opened: "is stayed, effective D, until E"."""
    text, previous = reading.text, reading.frames[-1] if reading.frames else None
    if mention.last is not None or mention.indefinite:
        return False
    if verb is not None and verb.passive and not verb.history and verb.act.does in (Does.LATER, Does.PAUSE):
        match = _OF_ACT.fullmatch(text, verb.end, mention.start)
    elif verb is None and previous is not None and previous.sentence == clause.number and previous.kind in _MOVES:
        match = _OF_ACT.fullmatch(text, previous.end, mention.start)
        match = match if previous.act != "lift" else None
    else:
        return False
    if match is None:
        return False
    frame = ClaimFrame.of("set_effective", mention, clause.sentence.start, clause.number)
    if verb is not None:
        clause.opener, clause.opener_start = frame, verb.start
    elif previous is not None and previous.kind == "stay" and previous.first is None:
        previous.first, previous.end = mention.first, mention.end
        return True
    reading.frames.append(frame)
    return True


def _opens(
    reading: DiscourseState, clause: ClauseState, mention: TimeExpression, ahead: bool, *, moves: bool
) -> bool:  # fmt: skip
    """Whether a date ("As of D, ...") opens a sentence that goes on to move or withdraw something."""
    text, sentence = reading.text, clause.sentence
    if clause.cursor != sentence.start:
        return False
    head = text[sentence.start : mention.start]
    match = _OPENER.fullmatch(head)
    if mention.last is not None and ahead and (match or not head.strip()):
        # "From D through E, § 1.1 is stayed and § 1.T1 added"
        clause.opener = ClaimFrame.of("set_effective", mention, mention.start, clause.number)
        reading.frames.append(clause.opener)
        clause.opener_start, clause.cursor = mention.start, mention.end
        return True
    if match is None or mention.last is not None:
        return False
    done = cues.done(text, mention.end, sentence.end, sentence.end, sentence.end)
    done = done or ("set" if _ANNOUNCES.match(text, mention.end, sentence.end) else None)
    done = None if done == "set" and moves else done  # "the Agency postpones § 1.1, which was to take effect on E"
    excepts = scopes.exception(text, mention.end, sentence.end) is not None
    if excepts or not (ahead or done):
        return False
    frame = ClaimFrame.of("set_effective", mention, sentence.start + match.start("word"), clause.number)
    if done and (target := citations.acted_on(text, mention.end, sentence.end)):
        frame.target, frame.act = target, done
        frame.scope = scopes.moved_part(text[mention.end : sentence.end].lstrip(" ,"))
    reading.frames.append(frame)
    clause.opener, clause.opener_start, clause.cursor = frame, frame.start, mention.end
    return True
