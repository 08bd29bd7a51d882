"""What one sentence says about the claims of another."""

from __future__ import annotations

import itertools

import attrs

from regtrack.dates_in_text import tokens, words
from regtrack.dates_in_text.mentions import Stamp
from regtrack.dates_in_text.periods import Period
from regtrack.dates_in_text.words import phrase
from regtrack.sources.federal_register._dates import citations, cues
from regtrack.sources.federal_register._dates.conditions import add_conditions
from regtrack.sources.federal_register._dates.draft import Draft
from regtrack.sources.federal_register._dates.sentences import Sentence
from regtrack.sources.federal_register._dates.undated import undated
from regtrack.sources.federal_register.claims import ClaimKind as Kind
from regtrack.sources.federal_register.text.periods import Base

_MOVED = frozenset((Kind.DELAYED_EFFECTIVE, Kind.ACCELERATED_EFFECTIVE, Kind.INDEFINITELY_DELAYED, Kind.STAY))
_EVENTS = frozenset((Kind.HEARING, Kind.MEETING))
_COMMENTS_MOVED = frozenset((Kind.COMMENT_EXTENDED, Kind.COMMENT_REOPENED))
_TAKES_TARGET = frozenset((Kind.DELAYED_EFFECTIVE, Kind.COMPLIANCE))
_TAKES_WORDS = _COMMENTS_MOVED | {Kind.DELAYED_EFFECTIVE}

_OPENED = phrase(r"\b(?:opened|closed|ended|began|provided|was|established)\b")
_WAS = phrase(r"(?:was|were)\b")
_OR = phrase(r"[\s,;]*or\b")
_ALSO = phrase(r"[^.;]{0,12}\balso\b")
_LATER = phrase(r"\bwhichever (?:is|comes|occurs) later\b|\bthe later of\b")
_TERM = phrase(rf"\bterm of (?P<count>{words.NUMBER}) (?P<unit>month|year|day)s?\b[^.;]{{0,60}}")
_ENDS_AT = phrase(
    r"\b(?:hearing|meeting|session|webinar)s? will (?:end|conclude|adjourn|close) (?:at|by|no later than) "
)
_BETWEEN_DAYS = phrase(rf"(?:[\s,;&]|\b(?:and|on)\b|{words.WEEKDAY})*")
_DOCUMENT = phrase(
    r"(?P<subject>\bthe (?:(?!the\b)[\w-]+ ){0,5}?"
    r"(?:rules?|notices?|NPRM|RFI|documents?|orders?|regulations?|proposal) "
    r"(?:that )?(?:was |were )?published\b[^.;()]{0,60}?\b\w+ \d{1,2}, \d{4})"
    r"|\bpublished (?P<object>(?:the|its|an?) (?:[\w-]+ ){1,5}?on \w+ \d{1,2}, \d{4})"
)


def link(text: str, sentences: list[Sentence], drafts: list[Draft]) -> list[Draft]:
    """The drafts, completed from their neighbours, together with those for which no day is printed."""
    _announced(text, sentences, drafts)
    drafts = _join_comments(text, drafts)
    drafts = _join_later_of(text, sentences, drafts)
    _start_stays(drafts)
    drafts += undated(text, sentences, drafts)
    _share_hours(text, drafts)
    _carry_targets(text, drafts)
    _end_terms(text, drafts)
    _end_events(text, sentences, drafts)
    add_conditions(text, sentences, drafts)
    return sorted(drafts, key=lambda draft: (draft.sentence, draft.start))


def _announced(text: str, sentences: list[Sentence], drafts: list[Draft]) -> None:
    """Carry a change that is announced without a date ("FDA is reopening the comment period") to the dates after it."""
    dated = {(draft.sentence, draft.start) for draft in drafts}
    comments = effective = False
    for number, sentence in enumerate(sentences):
        if comments and effective:
            return
        before = sentence.start
        for verb in cues.changes(text, sentence.start, sentence.end):
            start, before = (max(verb.subject_start, before) if verb.passive else verb.subject_start), verb.end
            if verb.history or (number, verb.start) in dated or verb.verb.startswith(("stay", "suspend", "lift")):
                continue
            kinds = {cue.kind for cue in cues.moved(text, start, verb.subject_end)}
            if not kinds & {Kind.COMMENT_EXTENDED, Kind.DELAYED_EFFECTIVE}:
                continue
            target = citations.acted_on(text, sentence.start, sentence.end)
            later = [draft for draft in drafts if draft.sentence >= number]
            if Kind.COMMENT_EXTENDED in kinds and not comments:
                comments = True
                kind = Kind.COMMENT_REOPENED if verb.verb.startswith("re") else Kind.COMMENT_EXTENDED
                for draft in later:
                    if draft.kind is Kind.COMMENT_CLOSE:
                        draft.kind, draft.target = kind, draft.target or target
            if Kind.DELAYED_EFFECTIVE in kinds and not effective and not any(d.kind in _MOVED for d in drafts):
                effective = True
                _delay_announced(text, later, target)


def _delay_announced(text: str, drafts: list[Draft], target: tuple[str, ...]) -> None:
    """After "is extending the effective date of X": what "was effective" is confirmed, what "will be" is delayed."""
    for draft in drafts:
        if draft.kind is Kind.EFFECTIVE and not draft.target:
            draft.target = target
            if _WAS.match(text, draft.start):
                draft.act = "confirm"
            else:
                draft.kind = Kind.DELAYED_EFFECTIVE


def _join_comments(text: str, drafts: list[Draft]) -> list[Draft]:
    """After an extension: an older deadline that is only told becomes its prior date, and the new one is said once."""
    moved = next((draft for draft in drafts if draft.kind in _COMMENTS_MOVED), None)
    if moved is None or moved.first is None:
        return drafts
    kept = []
    for draft in drafts:
        if draft.kind is Kind.COMMENT_CLOSE and draft.first is not None and draft.scope is None:
            if draft.start < moved.start and _OPENED.search(text, max(0, draft.start - 60), draft.start):
                moved.prior = (*moved.prior, draft.first)
                continue
            if draft.first.day == moved.first.day:
                continue
        kept.append(draft)
    return kept


def _join_later_of(text: str, sentences: list[Sentence], drafts: list[Draft]) -> list[Draft]:
    """Make one date of "on D, or 30 days after publication, whichever is later"."""
    kept: list[Draft] = []
    for draft in drafts:
        sentence = sentences[draft.sentence]
        head = kept[-1] if kept and kept[-1].sentence == draft.sentence and kept[-1].kind is draft.kind else None
        if (
            head is not None
            and head.first is not None
            and draft.first is not None
            and _LATER.search(text, sentence.start, sentence.end)
            and _OR.match(text, head.end)
        ):
            head.later_of = (*(head.later_of or (head.first,)), draft.first)
            head.end = draft.end
        else:
            kept.append(draft)
    return kept


def _start_stays(drafts: list[Draft]) -> None:
    """Let a stay without a start begin on the document's own date: "Effective D. X is stayed until E"."""
    own = next((d for d in drafts if d.kind is Kind.EFFECTIVE and not d.target and not d.scope), None)
    for draft in drafts:
        if own and draft.kind is Kind.STAY and draft.first is None and draft.act is None and draft.start > own.start:
            draft.first = own.first


def _share_hours(text: str, drafts: list[Draft]) -> None:
    """Give every day of a list its hours: "on May 2 and June 16, from 11 a.m. to 1 p.m."."""
    for earlier, later in reversed(list(itertools.pairwise(drafts))):
        day, timed = earlier.first, later.first
        if earlier.kind not in _EVENTS or later.kind is not earlier.kind or earlier.sentence != later.sentence:
            continue
        if day is None or timed is None or day.hour or timed.hour is None or earlier.last is not None:
            continue
        if _BETWEEN_DAYS.fullmatch(text, earlier.end, max(earlier.end, later.start)):
            earlier.first = attrs.evolve(timed, day=day.day, period=None, broken=day.broken)
            if later.last is not None and later.last.day == timed.day:
                earlier.last = attrs.evolve(later.last, day=day.day, period=None)


def _carry_targets(text: str, drafts: list[Draft]) -> None:
    """Carry a citation on: "X (CITE) is delayed to D. The amendments to Y are also delayed to E"."""
    named = _document_words(text)
    carried: Draft | None = None
    for draft in drafts:
        if (draft.kind in _MOVED or draft.act == "confirm") and draft.target:
            carried = carried or draft
        elif not draft.target and carried is not None:
            same = draft.sentence == carried.sentence and draft.start > carried.start and draft.kind is not Kind.STAY
            confirms = draft.act == "confirm" or draft.kind in _TAKES_TARGET
            if same or confirms or _ALSO.match(text, draft.start):
                draft.target = carried.target
        if not draft.target and named and (draft.act == "confirm" or draft.kind in _TAKES_WORDS):
            draft.target = (named,)
        if not draft.target and draft.act == "confirm" and draft.scope:
            draft.target = (draft.scope,)


def _document_words(text: str) -> str | None:
    """How another document is named in a text that cites none."""
    match = _DOCUMENT.search(text)
    if match is None or citations.register(text):
        return None
    return " ".join((match["subject"] or match["object"]).split())


def _end_terms(text: str, drafts: list[Draft]) -> None:
    """Ends told as a length: "for an initial term of 18 months, beginning D"."""
    for draft in drafts:
        if draft.last is None and draft.first is not None and draft.first.day:
            term = _TERM.search(text, draft.start, draft.end)
            if term:
                count = words.count(term["count"]) or 0
                draft.last = Stamp(period=Period(Base.PRINTED, count, term["unit"].lower(), day=draft.first.day))


def _end_events(text: str, sentences: list[Sentence], drafts: list[Draft]) -> None:
    """Ends in a sentence of their own: "The hearing will end at 8 p.m."."""
    events = [draft for draft in drafts if draft.kind in _EVENTS and draft.first is not None]
    for number, sentence in enumerate(sentences if events else ()):
        match = _ENDS_AT.search(text, sentence.start, sentence.end)
        event = next((draft for draft in reversed(events) if draft.sentence < number), None) if match else None
        if match is None or event is None or event.first is None or event.last is not None or event.first.hour is None:
            continue
        atoms = tokens.lex(text[match.end() : match.end() + 40])
        if atoms and atoms[0].sort == "T":
            event.last = Stamp(event.first.day, hour=atoms[0].hour, late=atoms[0].late, zone=event.first.zone)
