"""What one sentence says about the claims of another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from regtrack.dates_in_text import tokens, words
from regtrack.dates_in_text.expressions import Stamp
from regtrack.dates_in_text.periods import Period
from regtrack.dates_in_text.words import phrase
from regtrack.sources.federal_register.claims import is_approval, is_occasion
from regtrack.sources.federal_register.text import citations, compliance, cues
from regtrack.sources.federal_register.text.clause import ClaimFrame
from regtrack.sources.federal_register.text.moving_verbs import changes
from regtrack.sources.federal_register.text.periods import PeriodStart
from regtrack.sources.federal_register.text.scopes import is_part
from regtrack.sources.federal_register.text.sentences import Sentence
from regtrack.sources.federal_register.text.undated import A_LATER_ACT, add_conditions, undated
from regtrack.sources.federal_register.text.vocabulary import Does

_MOVED = frozenset(("delay_effective", "accelerate_effective", "stay"))
_COMMENTS_MOVED = frozenset(("extend_comment", "reopen_comment"))
_TAKES_TARGET = frozenset(("delay_effective", "set_compliance"))
_TAKES_WORDS = _COMMENTS_MOVED | {"delay_effective"}

_OPENED = phrase(r"\b(?:opened|closed|ended|began|provided|was|established)\b")
_NOW = phrase(r"\beffective date (?:of (?:that|the) (?:\w+ )?rule )?is now\b|\bnew effective date\b")
_TAKES_EFFECT = phrase(r"\b(?:is|are|becomes?|will (?:be|become)) effective\b")
"""Ends the object of a verb: "This order, which extends the order (88 FR 1), is effective D"."""
_WAS = phrase(r"(?:was|were)\b")
_OR = phrase(r"[\s,;]*or\b")
_ALSO = phrase(r"[^.;]{0,12}\balso\b")
_LATER = phrase(r"\bwhichever (?:is|comes|occurs|happens) (?:later|last|latest)\b|\bthe (?:later|latest) of\b")
_TERM = phrase(
    rf"\b(?:(?:term|period) of|in effect for|effective for|valid for) (?P<count>{words.NUMBER})[ -]"
    r"(?P<unit>month|year|day)s?"
    r"\b[^.;]{0,60}"
)
_FOR_A_TERM = phrase(  # how long a pause lasts: "Effective D, § 1.1 is stayed for 90 days"
    rf"\bfor (?:an? (?:initial )?(?:period|term) of )?(?P<count>{words.NUMBER})[ -]"
    r"(?P<unit>month|year|day)s?\b(?! (?:or (?:more|longer)|after|from|following|of comment))"
)
_REMAINS = phrase(
    r",? (?:and )?(?:it )?(?:shall |will |is to )?(?:remains?|continues?|be) "
    r"(?:in effect|in force|effective|valid) for "
    rf"(?P<count>{words.NUMBER})[ -](?P<unit>month|year|day)s?\b"
)
_ENDS_AT = phrase(
    r"\b(?:hearing|meeting|session|webinar)s? will (?:end|conclude|adjourn|close) (?:at|by|no later than) "
)
_BETWEEN_DAYS = phrase(rf"(?:[\s,;&]|\b(?:and|on)\b|{words.WEEKDAY})*")
_REFERS_BACK = phrase(  # words for what the sentences before have named
    r"\b(?:that|the|its) (?:(?:final|interim|direct|above) ){0,2}"
    r"(?:rules?|regulations?|orders?|amendments?|effective date)\b"
)
_IN_THE_SAME = phrase(  # in a sentence about a date: it is of what the sentences before have named
    r"\b(?:published|adopted|issued|contained|printed) (?:in|by|with) (?:the same|that) (?:[\w-]+ ){0,2}?"
    r"(?:document|rule|order|notice)\b"
)
_DOCUMENT = phrase(
    r"(?P<subject>\bthe (?:(?!the\b)[\w-]+ ){0,5}?"
    r"(?:rules?|notices?|[AS]?NPRM|RF[CI]|SORN|documents?|orders?|regulations?|proposal|requests? for \w+) "
    r"(?:that )?(?:was |were )?published\b[^.;()]{0,60}?\b\w+ \d{1,2}, \d{4})"
    r"|\bpublished (?P<object>(?:the|its|an?) (?:[\w-]+ ){1,5}?on \w+ \d{1,2}, \d{4})"
)


def link(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> list[ClaimFrame]:
    """Return the frames, completed from their neighbours, together with those for which no day is printed."""
    compliance.assign(text, sentences, frames)
    _announced(text, sentences, frames)
    frames = _join_comments(text, frames)
    frames = _join_later_of(text, sentences, frames)
    _start_stays(frames)
    frames += undated(text, sentences, frames)
    frames = _without_day_told_later(text, sentences, frames)
    _share_hours(text, frames)
    _carry_targets(text, sentences, frames)
    _end_terms(text, sentences, frames)
    _end_later(text, sentences, frames)
    _open_ends(text, sentences, frames)
    _daily_hours(text, sentences, frames)
    _end_events(text, sentences, frames)
    add_conditions(text, sentences, frames)
    return sorted(frames, key=lambda frame: (frame.sentence, frame.start))


def _announced(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> None:
    """Carry a change that is announced without a date ("FDA is reopening the comment period") to the dates after it."""
    dated = {(frame.sentence, frame.start) for frame in frames}
    comments = effective = False
    places: list[int] | None = None  # of words for a new date: looked for once, and only where something is paused
    for number, sentence in enumerate(sentences):
        if comments and effective:
            return
        before = sentence.start
        for verb in changes(text, sentence.start, sentence.end):
            start, before = (max(verb.subject_start, before) if verb.passive else verb.subject_start), verb.end
            if verb.history or (number, verb.start) in dated or verb.act.does is Does.RESUME:
                continue
            effect = _TAKES_EFFECT.search(text, verb.end, verb.subject_end) if not verb.passive else None
            kinds = {cue.kind for cue in cues.moved(text, start, effect.start() if effect else verb.subject_end)}
            if verb.act.does is Does.PAUSE:
                places = [each.start() for each in _NOW.finditer(text)] if places is None else places
                told = any(place >= verb.end and _has_day(place, sentences, frames) for place in places)
                kinds &= {"delay_effective"} if told else set()
                frames[:] = [each for each in frames if not (kinds and each.sentence == number and _endless(each))]
            if not kinds & {"extend_comment", "delay_effective", *_NEW_ACT}:
                continue
            target = citations.acted_on(text, sentence.start, sentence.end)
            later = [frame for frame in frames if frame.sentence >= number]
            for frame in later if target else ():
                new = frame.kind in kinds & _NEW_ACT.keys() and not (frame.target or frame.act or frame.unread)
                if new and _NEW_DAY.search(text, sentences[frame.sentence].start, frame.end):
                    frame.act, frame.target = _NEW_ACT[frame.kind], target
            if "extend_comment" in kinds and not comments:
                comments = True
                kind = "reopen_comment" if verb.act.does is Does.REOPEN else "extend_comment"
                for frame in later:
                    if frame.kind == "open_comment":
                        frame.kind, frame.target = kind, frame.target or target
                    elif frame.name == "reply comments" and frame.act in (None, "due"):
                        frame.act, frame.target = "extend", frame.target or target
            if "delay_effective" in kinds and not effective and not any(d.kind in _MOVED for d in frames):
                effective = True
                _delay_announced(text, [frame for frame in later if frame.start > verb.start], target)


def _without_day_told_later(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> list[ClaimFrame]:
    """Return frames without a delay to no day of which a later one tells it: "is delayed. The new date is D"."""
    open_ = [each for each in frames if each.kind in _DELAYS and each.indefinite and each.first is None]
    for each in open_:
        sentence = sentences[each.sentence]
        dated = (new for new in frames if new.kind in _DELAYS and new.first is not None and new.start > each.start)
        told = any(
            new.target == each.target
            and not new.unread
            and new.act == each.act
            and (new.scope == each.scope or not is_part(new.scope))
            and _NEW_DAY.search(text, sentences[new.sentence].start, new.end)
            for new in dated
        )
        if told and not _ENDLESS.search(text, sentence.start, sentence.end):
            frames = [frame for frame in frames if frame is not each]
    return frames


_DELAYS = frozenset(("delay_effective", "accelerate_effective", "set_compliance"))
_NEW_ACT = {"set_compliance": "delay", "set_expiry": "extend"}  # what is done to a date by telling the new one
_ENDLESS = phrase(r"\b(?:indefinitely|further notice|pending|until)\b")
_NEW_DAY = phrase(  # of a date that takes the place of the one that was delayed
    r"\bnew (?:(?:effective|compliance|expiration) )?date\b|\bnow (?:be(?:come)? )?(?:take|go into|effective|is|be)\b"
)


def _has_day(place: int, sentences: Sequence[Sentence], frames: Sequence[ClaimFrame]) -> bool:
    """Return whether a day is told behind a place, in its sentence."""
    own = (frame for frame in frames if sentences[frame.sentence].start <= place < frame.end)
    return any(frame.first is not None for frame in own)


def _endless(frame: ClaimFrame) -> bool:
    """Whether a stay has no end: one of an effective date ends with the new one."""
    return frame.kind == "stay" and frame.last is None


def _delay_announced(text: str, frames: list[ClaimFrame], target: tuple[str, ...]) -> None:
    """After "is extending the effective date of X": what "was effective" is confirmed, what "will be" is delayed."""
    for frame in frames:
        if frame.kind == "set_effective" and not frame.target:
            frame.target = target
            if _WAS.match(text, frame.start):
                frame.act = "confirm"
            else:
                frame.kind = "delay_effective"


def _join_comments(text: str, frames: list[ClaimFrame]) -> list[ClaimFrame]:
    """After an extension: an older deadline that is only told becomes its prior date, and the new one is said once."""
    moved = next((frame for frame in frames if frame.kind in _COMMENTS_MOVED), None)
    if moved is None or moved.first is None:
        return frames
    kept = []
    for frame in frames:
        if frame.kind == "open_comment" and frame.first is not None and frame.scope is None:
            if frame.start < moved.start and _OPENED.search(text, max(0, frame.start - 60), frame.start):
                moved.prior = (*moved.prior, frame.first)
                continue
            if frame.first.day == moved.first.day:
                continue
        kept.append(frame)
    return kept


def _join_later_of(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> list[ClaimFrame]:
    """Make one date of "on D, or 30 days after publication, whichever is later"."""
    kept: list[ClaimFrame] = []
    for frame in frames:
        sentence = sentences[frame.sentence]
        head = kept[-1] if kept and kept[-1].sentence == frame.sentence and kept[-1].kind == frame.kind else None
        if (
            head is not None
            and head.first is not None
            and frame.first is not None
            and _LATER.search(text, sentence.start, sentence.end)
            and _OR.match(text, head.end)
        ):
            head.later_of = (*(head.later_of or (head.first,)), frame.first)
            head.end = frame.end
        else:
            kept.append(frame)
    return kept


def _start_stays(frames: list[ClaimFrame]) -> None:
    """Let a stay without a start begin on the document's own date: "Effective D. X is stayed until E"."""
    own = next((d for d in frames if d.kind == "set_effective" and not d.target and not d.scope), None)
    for frame in frames:
        if own and frame.kind == "stay" and frame.first is None and frame.act is None and frame.start > own.start:
            frame.first = own.first


def _share_hours(text: str, frames: list[ClaimFrame]) -> None:
    """Give every day of a list its hours: "on May 2 and June 16, from 11 a.m. to 1 p.m."."""
    for earlier, later in reversed(list(itertools.pairwise(frames))):
        day, timed = earlier.first, later.first
        same = (earlier.kind, earlier.name, earlier.sentence) == (later.kind, later.name, later.sentence)
        if not (same and is_occasion(earlier)):
            continue
        if day is None or timed is None or day.hour or timed.hour is None or earlier.last is not None:
            continue
        if _BETWEEN_DAYS.fullmatch(text, earlier.end, max(earlier.end, later.start)):
            earlier.first = timed._replace(day=day.day, period=None, broken=day.broken)


def _carry_targets(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> None:
    """Carry a citation on: "X (CITE) is delayed to D. The amendments to Y are also delayed to E"."""
    named = _document_words(text)
    carried: ClaimFrame | None = None
    enforced: tuple[str, ...] = ()
    for last, frame in zip([None, *frames], frames, strict=False):
        if last is not None and last.target and _is_left_out(frame, last):
            frame.target, frame.act = last.target, "set"
        if last is not None and _is_stayed_of_own(frame, last):  # never in effect: "except § 1.2, which is stayed"
            frame.kind, frame.first, frame.last = "delay_effective", frame.last, None
            frame.target, frame.indefinite = (), frame.first is None
        if frame.act == "enforce":
            enforced = frame.target = frame.target or enforced
        if frame.kind == "stay" and frame.act == "lift" and not frame.target:
            frame.target = citations.acted_on(text, 0, frame.start)
        if (frame.kind in _MOVED or frame.act == "confirm") and frame.target:
            carried = carried or frame
        elif not frame.target and carried is not None:
            same = frame.sentence == carried.sentence and frame.start > carried.start and frame.kind != "stay"
            confirms = frame.act == "confirm" or frame.kind in _TAKES_TARGET or is_approval(frame)
            if same or confirms or _ALSO.match(text, frame.start):
                frame.target = carried.target
        if not frame.target and frame.kind == "set_compliance" and _IN_THE_SAME.search(text, frame.start, frame.end):
            named_before = {each.target for each in frames if each.sentence < frame.sentence and each.target}
            frame.target = named_before.pop() if len(named_before) == 1 else ()
        if not frame.target and named and (frame.act == "confirm" or frame.kind in _TAKES_WORDS):
            frame.target = (named,)
        if not frame.target and frame.kind in _MOVED and frame.act != "lift":
            start, end = sentences[frame.sentence].start, sentences[frame.sentence].end
            before = citations.acted_on(text, 0, start) if _REFERS_BACK.search(text, start, end) else ()
            if len(before) == 1 and citations.cites_a_page(before[0]):
                frame.target = before
                of = _DATE_OF_PARTS.search(text, 0, start) if frame.scope is None else None
                frame.scope = " ".join(of["what"].split()) if of else frame.scope
        if not frame.target and frame.act == "confirm" and frame.scope:
            frame.target = (frame.scope,)


def _is_left_out(frame: ClaimFrame, before: ClaimFrame) -> bool:
    """Whether a date is that of what the date before leaves out: "the rule at C is effective D, except § 1.1, E"."""
    effective = frame.kind == before.kind == "set_effective" and frame.sentence == before.sentence
    if not effective or frame.target or frame.act or not before.scope_except:
        return False
    return (frame.scope or "").startswith(before.scope_except)


def _is_stayed_of_own(frame: ClaimFrame, before: ClaimFrame) -> bool:
    """Return whether a stay is of what a rule leaves out of its own day."""
    own = before.kind == "set_effective" and not (before.target or before.act) and before.scope_except == frame.scope
    stays = frame.kind == "stay" and frame.act is None and frame.scope and not any(" FR " in e for e in frame.target)
    return bool(own and stays and frame.sentence == before.sentence)


_DATE_OF_PARTS = phrase(
    r"\beffective dates? (?P<what>(?:to|of|for) (?:(?!\b(?:was|were|is|are|rules?|published)\b)[^;])*?(?:§|\d+ CFR) ?\d"
    r"(?:(?!\b(?:was|were|is|are|rules?|published)\b)[^;])*?),? (?:was|were|is|are|had been)\b"
)
"""What "the effective date" is of in the sentences after it: "The effective date to add § 1.1 was published at C"."""


def _document_words(text: str) -> str | None:
    """How another document is named in a text that cites none."""
    match = _DOCUMENT.search(text) if "published" in text.lower() else None
    if match is None or citations.cites_a_page(text):
        return None
    return " ".join((match["subject"] or match["object"]).split())


def _end_terms(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> None:
    """Read ends told as a length: "for an initial term of 18 months, beginning D"."""
    for frame in frames:
        if frame.last is None and frame.first is not None and frame.first.day and frame.kind != "set_expiry":
            end = sentences[frame.sentence].end
            lasts = frame.kind == "set_effective" and not frame.target and _REMAINS.match(text, frame.end, end)
            paused = frame.kind == "stay" and frame.act is None and not frame.indefinite
            term = lasts or _TERM.search(text, frame.start, frame.end)
            term = term or (_FOR_A_TERM.search(text, frame.start, end) if paused else None)
            if term:
                count = words.count(term["count"]) or 0
                frame.last = Stamp(
                    period=Period(PeriodStart.PRINTED, count, term["unit"].lower(), day=frame.first.day),
                    hour=frame.first.hour,
                )


_PAUSES = frozenset(("delay_effective", "stay", "set_compliance"))
_OR_LATER = phrase(
    r",? or(?: [^.;]{3,160}?, whichever (?:is|comes|occurs) later| (?:until |on )?such later (?:date|day)"
    r"|,? if later)\b"
)


def _end_later(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> None:
    """Mark an end, or the end of a pause, that need not be the day: "the later of D or the end of the emergency"."""
    for frame in frames:
        if frame.kind in _PAUSES and frame.act in (None, "extend", "delay") and not frame.later_of:
            told = "the later of" in text[frame.start : frame.end] or _OR_LATER.match(text, frame.end)
            frame.at_least = bool(told) and (frame.last is not None or frame.kind != "stay")
        ends = frame.kind == "set_expiry" or (frame.kind == "set_effective" and frame.last is not None)
        if ends and not frame.later_of and _LATER.search(text, frame.start, sentences[frame.sentence].end):
            frame.at_least = True


def _end_events(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> None:
    """Read ends in a sentence of their own: "The hearing will end at 8 p.m."."""
    events = [frame for frame in frames if is_occasion(frame) and frame.first is not None]
    for number, sentence in enumerate(sentences if events else ()):
        match = _ENDS_AT.search(text, sentence.start, sentence.end)
        event = next((frame for frame in reversed(events) if frame.sentence < number), None) if match else None
        if match is None or event is None or event.first is None or event.last is not None or event.first.hour is None:
            continue
        atoms = tokens.lex(text[match.end() : match.end() + 40])
        if atoms and atoms[0].sort == "T":
            event.last = Stamp(event.first.day, hour=atoms[0].hour, late=atoms[0].late, zone=event.first.zone)


_EACH_DAY = phrase(r"\b(?:each|every) day\b|\bdaily\b")


def _daily_hours(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> None:
    """Give spans of days the hours of a sentence about each day: "enforced each day from 7 a.m. to 11 a.m."."""
    spans = [frame for frame in frames if frame.act == "enforce" and frame.last is not None and not frame.hours]
    spans = [frame for frame in spans if frame.first is not None and frame.first.hour is None]
    for sentence in sentences if spans else ():
        words_of_day = _EACH_DAY.search(text, sentence.start, sentence.end)
        if words_of_day is None:
            continue
        atoms = [atom for atom in tokens.lex(text[sentence.start : sentence.end]) if atom.sort in "TtDYG"]
        hours = [atom.hour for atom in atoms if atom.sort in "Tt" and atom.hour is not None]
        if len(hours) == len(atoms) and hours and len(hours) % 2 == 0:
            for frame in spans:
                frame.hours = tuple(zip(hours[::2], hours[1::2], strict=True))


_GOES_ON = phrase(
    r",? (?:and |which )?(?:will |shall |is )?(?:(?:to )?continues?|remains?|lasts?|runs?)\b[^.;]{0,60}?"
    rf"\buntil (?!further notice|{A_LATER_ACT})"
    r"(?P<event>[a-z][^.;]{4,160})"
)


def _open_ends(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> None:
    """Give what lasts until something happens an unknown end: "and will continue until concluded by a notice"."""
    for frame in frames:
        if frame.kind == "set_effective" and frame.last is None and frame.first is not None:
            match = _GOES_ON.match(text, frame.end, sentences[frame.sentence].end)
            if match and not any(character.isdigit() for character in match["event"]):
                frame.last = Stamp()
                frame.condition = f"until {' '.join(match['event'].split())}"
