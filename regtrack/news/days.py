"""Which days the acts of a sentence have: what they set, when they were done, when they were said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from regtrack.model.kinds import KINDS, Dimension
from regtrack.news.acts import Verb
from regtrack.news.effects import begins, lasts, looks_ahead, moves, sets_a_date, sets_an_end
from regtrack.news.folding import sentences
from regtrack.news.language import Language
from regtrack.news.lexicon import Text
from regtrack.news.manner import Manners
from regtrack.news.mentioned_dates import DateHit, find_dates
from regtrack.news.objects import Act
from regtrack.news.passage import Passage
from regtrack.news.when import Candidate, days_of, resolve

Read = dict[int, tuple[list[Candidate], list[Candidate]]]
"""By the place of a verb: the candidates of its day, and of the end of what it begins."""


def resolved(
    passage: Passage,
    dated: dict[int, list[DateHit]],
    verbs: list[Verb],
    acts: Sequence[Act | None],
    manners: Manners,
    start: int,
    previous: dt.date | None,
) -> Read:
    """By the place of a verb: the candidates of its day, and of the end of what it begins."""
    text, language = passage.folded.text, passage.language
    tenses = [(hit, place, manners.of(place).tense) for place, hits in dated.items() for hit in hits]
    found: Read = {}
    ordered = sorted(tenses, key=lambda each: (each[0].start, each[1]))
    if previous is None and ordered:
        previous = _day_before(passage, ordered[0][0], start)
    for hit, place, tense in ordered:
        act = acts[place]
        if not verbs[place].rows:
            tense = "past"
        elif act is not None and hit.role == "until" and (looks_ahead(act[0].kind) or lasts(act[0].kind)):
            tense = "future"  # "extended it until June": no one sets a deadline gone by
        elif tense == "past" and act is not None and (hit.role != "at" or sets_a_date(act[0].kind)):
            over = begins(act[0].kind) and hit.role != "until" and language.past is not None
            tense = "past" if over and language.past and language.past.match(text, verbs[place].end) else "unknown"
        verb = verbs[place]
        if tense == "unknown" and language.ahead and language.ahead.match(text, verb.start, verb.end):
            tense = "future"
        first, last = passage.folded.span(hit.start, hit.end)
        words = passage.text[first:last]
        candidates = [
            attrs.evolve(each, words=words) for each in resolve(hit, language, passage.anchor, tense, previous)
        ]
        days = days_of(candidates)
        previous = days[0][0] if days else previous
        when, until = found.setdefault(place, ([], []))
        (until if hit.role == "until" else when).extend(candidates)
    for place, (when, until) in found.items():
        act = acts[place]
        if act is not None and until and (not when or looks_ahead(act[0].kind)) and sets_an_end(act[0].kind):
            found[place] = (until, [])
        elif act is not None and moves(act[0].kind) and not act[0].kind.startswith("set_") and _gone_by(passage, when):
            found[place] = ([], until)  # the day on which it was moved, and not the day to which
    return found


def _day_before(passage: Passage, hit: DateHit, start: int) -> dt.date | None:
    """The day to which the first date of a sentence points ("the same day"): the last of the sentence before."""
    if hit.row is None or hit.row.of != "previous":
        return None
    language = passage.language
    before = [span for span in sentences(passage.folded, language) if span[0] < start][-1:]
    days = [each for span in before for each in find_dates(passage.words, *span, language, passage.orders)]
    spans = [span for each in days for span in days_of(resolve(each, language, passage.anchor, "past", None))]
    return spans[-1][0] if spans else passage.anchor.on


def _gone_by(passage: Passage, when: Sequence[Candidate]) -> bool:
    """Whether all that a date may be is the day of the anchor, or before it."""
    today, days = passage.anchor.on, days_of(when)
    return today is not None and bool(days) and all(last <= today for _, last in days)


def performed(passage: Passage, place: int, verbs: Sequence[Verb], manners: Manners) -> bool:
    """Whether an act was done by saying so: "ordered on Friday that the rule be stayed", "voted to rescind"."""
    language, text = passage.language, passage.folded.text
    if language.performing is None or not place:
        return False
    before = verbs[place - 1]
    if before.rows or language.performing.fullmatch(text, before.start, before.end) is None:
        return False
    done_by = language.done_by is not None and language.done_by.search(text, before.end, verbs[place].start) is not None
    return done_by or manners.of(place).tense == "past"


def also_on(
    passage: Passage,
    place: int,
    verbs: Sequence[Verb],
    acts: Sequence[Act | None],
    read: Read,
) -> list[Candidate]:
    """The date of the act before, if a verb is said to go with it: "and at the same time issued a licence"."""
    also, last = passage.language.also, place - 1
    while last > 0 and not verbs[last].rows and last not in read:
        last -= 1  # "published a notice and decided to": what is only said has no date of its own
    act = acts[last] if place else None
    setting = act is not None and sets_a_date(act[0].kind) and KINDS[act[0].kind].dimension is not Dimension.PAUSE
    if also is None or also.search(passage.folded.text, verbs[last].end, verbs[place].start) is None:
        return []
    return said_on(place, verbs, read) if setting else read.get(last, ([], []))[0]


def only_supposed(verb: Verb, dated: bool, words: Text, start: int, language: Language) -> bool:
    """Whether an act is only a condition, or a moment that is waited for, of another."""
    supposed = [language.supposed] if dated else [language.supposed, language.awaited]
    return any(words.holds(each, start, verb.start) for each in supposed)


def said_on(place: int, verbs: Sequence[Verb], read: Read) -> list[Candidate]:
    """When something was said: the date of the verb of saying that stands nearest."""
    verb = verbs[place]
    spoken = [
        (min(abs(verb.start - other.end), abs(other.start - verb.end)), number)
        for number, other in enumerate(verbs)
        if not other.rows and number in read
    ]
    return read[min(spoken)[1]][0] if spoken else []
