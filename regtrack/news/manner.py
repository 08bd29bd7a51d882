"""How firmly the acts of a sentence are claimed: done, to be done, only possible, asked for, denied."""

from __future__ import annotations

import re

import attrs

from regtrack.news.acts import Verb
from regtrack.news.effects import NOTHING_WITHOUT_A_DATE
from regtrack.news.language import Language, Modality, Pattern
from regtrack.news.lexicon import Text


@attrs.frozen
class Manner:
    """How firmly an act is claimed, and which tense its relative dates have."""

    modality: str
    tense: str


class Manners:
    """How firmly the acts of a sentence are claimed: asked of each for the tense of its dates, and for its claim.

    Args:
        verbs: its verbs.
        words: the folded text, looked up.
        start: where it begins.
        end: where it ends.
        language: its language.
    """

    def __init__(self, verbs: list[Verb], words: Text, start: int, end: int, language: Language) -> None:
        self._verbs, self._words, self._start, self._end, self._language = verbs, words, start, end, language
        self._known: dict[int, Manner] = {}

    def of(self, place: int) -> Manner:
        """How firmly the act of the verb at this place is claimed."""
        if place not in self._known:
            verb = self._verbs[place]
            before = next((each for each in reversed(range(place)) if self._verbs[each].rows), None)
            if before is not None and verb.rows and verb.rows[0].edge:  # "will impose a levy from May"
                return self.of(before)
            self._known[place] = manner_of(verb, self._verbs, self._words, self._start, self._end, self._language)
        return self._known[place]


_DONE = Manner("has", "past")


def manner_of(verb: Verb, verbs: list[Verb], words: Text, start: int, end: int, language: Language) -> Manner:
    """How firmly the act of a verb is claimed in its sentence.

    What governs it from afar counts before what stands beside it, and that before what is said of the verb to which it
    is joined.
    """
    if verb.rows:
        governed = words.once((verb.start, verb.end, start, end), lambda: _governed(verb, words, start, end, language))
        if governed is not None:
            return governed
    place = verbs.index(verb)
    shared = _shared(verb, verbs[:place], words, start, end, language)
    if shared is not None:
        return shared
    acts_before = [other.end for other in verbs[:place] if other.rows]
    acts_after = [other.start for other in verbs[place + 1 :] if other.rows]
    head_start, tail_end = max([start, *acts_before]), min([end, *acts_after])
    found = _DONE
    unsaid = all(other.rows for other in verbs) and not any(row.kind in NOTHING_WITHOUT_A_DATE for row in verb.rows)
    for each in language.modalities:
        if (
            words.holds(each.before, head_start, verb.start)
            or (unsaid and words.holds(each.unsaid, head_start, verb.start))
            or (each.after is not None and each.after.match(words.text, verb.end, tail_end))
        ):
            found = Manner(each.row.name, each.row.tense)
            break
    if found.modality == "has":
        for each in language.modalities:
            if words.holds(each.anywhere, start, end):
                return Manner(each.row.name, each.row.tense)
    following = next((other for other in verbs[place + 1 :] if other.rows), None)
    if found != _DONE or following is None:
        return found
    if language.content_of is not None and language.content_of.fullmatch(words.text, verb.end, following.start):
        return attrs.evolve(found, modality=manner_of(following, verbs, words, start, end, language).modality)
    if language.coordinate is not None and language.coordinate.match(words.text, verb.end, end):
        tense = manner_of(following, verbs, words, start, end, language).tense
        return found if tense == "past" else attrs.evolve(found, tense="unknown")  # only the last of them has a tense
    return found


def _shared(verb: Verb, before: list[Verb], words: Text, start: int, end: int, language: Language) -> Manner | None:
    """How firmly the verb before an act is claimed, if both are joined: "will amend and extend"; None if it is done."""
    if language.carried is None or not (verb.rows and before and before[-1].rows):
        return None
    joined = language.carried.fullmatch(words.text, before[-1].end, verb.end)
    if joined is None or (joined.lastgroup == "object" and not verb.noun):
        return None
    manner = manner_of(before[-1], before, words, start, end, language)
    refused = manner.modality == "denies" and joined.lastgroup == "adjunct"  # "declined to end it, easing nothing"
    return None if manner.modality == "has" or refused else manner


def _governed(verb: Verb, words: Text, start: int, end: int, language: Language) -> Manner | None:
    """How firmly an act is claimed by words that govern it from afar, up to where the sentence turns."""
    turns = words.once(
        ("turns", start, end),
        lambda: [] if language.turn is None else list(language.turn.finditer(words.text, start, end)),
    )
    before = [turn for turn in turns if turn.end() <= verb.start and not _is_over(turn, verb, words, language)]
    first = max([start, *(turn.end() for turn in before)])
    last = min([end, *(turn.start() for turn in turns if turn.start() >= verb.end)])
    for each in words.once(("governing", start, end), lambda: _governing(words, start, end, language)):
        if (
            any(over.search(words.text, first, verb.start) for over in each.over)
            or (each.under is not None and each.under.match(words.text, verb.end, last))
            or any(_is_within(verb, around, words.text, start, end) for around in each.around)
        ):
            return Manner(each.row.name, each.row.tense)
    return None


def _governing(words: Text, start: int, end: int, language: Language) -> list[Modality]:
    """What may govern anything in a sentence: most of it has no word there."""
    rows = (
        each._replace(over=words.held_of(each.over, start, end), around=words.held_of(each.around, start, end))
        for each in language.modalities
    )
    return [each for each in rows if each.over or each.under is not None or each.around]


def _is_over(turn: re.Match[str], verb: Verb, words: Text, language: Language) -> bool:
    """Whether what a sentence turns to is an aside that ends before a verb: "no rule, which all await, was issued"."""
    if turn.lastgroup != "aside":
        return False
    opened = words.text[: turn.start("aside")].rstrip()[-1:]
    return opened == "," and language.clause_break.search(words.text, turn.end(), verb.start) is not None


def _is_within(verb: Verb, around: Pattern, text: str, start: int, end: int) -> bool:
    """Whether a verb stands within what a pattern finds in its sentence."""
    return any(found.start() <= verb.start and verb.end <= found.end() for found in around.finditer(text, start, end))
