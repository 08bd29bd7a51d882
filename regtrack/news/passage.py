"""An item as it is read, and what its sentences are made of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import attrs

from regtrack.news.acts import Sighted, Verb, find_verbs, sight
from regtrack.news.bodies import body_of, countries_of
from regtrack.news.folding import Folded
from regtrack.news.identifiers import Identifier, find_identifiers, has_digit
from regtrack.news.language import Language
from regtrack.news.lexicon import Text
from regtrack.news.mentioned_dates import DateHit, find_dates
from regtrack.news.phrases import Mention, find_mentions, names_any, real_verbs
from regtrack.news.when import Anchor


class Parts(NamedTuple):
    """What a sentence is made of."""

    verbs: list[Verb]
    days: list[DateHit]
    mentions: list[Mention]


@attrs.frozen(slots=False)  # its numbers are looked for when they are first needed
class Passage:
    """The text of an item, and what is known of it as a whole.

    Attributes:
        text: as printed.
        folded: as read.
        language: its language.
        anchor: what its relative dates count from.
        orders: in which orders 13/05/2025 may be meant.
        words: the folded text, looked up.
    """

    text: str
    folded: Folded
    language: Language
    anchor: Anchor
    orders: tuple[str, ...]
    words: Text
    _sighted: dict[tuple[int, int], list[Sighted]] = attrs.field(factory=dict, init=False, repr=False)
    _verbs: dict[tuple[int, int], list[Verb]] = attrs.field(factory=dict, init=False, repr=False)
    _parts: dict[tuple[int, int], Parts] = attrs.field(factory=dict, init=False, repr=False)

    def sighted(self, start: int, end: int) -> list[Sighted]:
        """The words for acts in a sentence: looked for to see whether it is to be read, and then to read it."""
        known = self._sighted.get((start, end))
        if known is None:
            known = self._sighted[start, end] = sight(self.words, start, end, self.language)
        return known

    def verbs(self, start: int, end: int) -> list[Verb]:
        """The verbs of a sentence."""
        known = self._verbs.get((start, end))
        if known is None:
            found = find_verbs(self.sighted(start, end), self.words, start, end, self.language)
            known = real_verbs(found, self.words, start, end, self.language) if found else []
            self._verbs[start, end] = known
        return known

    def parts(self, start: int, end: int) -> Parts:
        """What a sentence is made of."""
        known = self._parts.get((start, end))
        if known is None:
            words, language = self.words, self.language
            days = find_dates(words, start, end, language, self.orders)
            inside = [(hit.start, hit.end) for hit in days]
            verbs = [
                verb
                for verb in self.verbs(start, end)
                if not any(first <= verb.start and verb.end <= last for first, last in inside)
            ]
            numbers = self.numbers_in(start, end)
            known = Parts(verbs, days, find_mentions(words, start, end, language, verbs, numbers, days))
            self._parts[start, end] = known
        return known

    def paragraph_of(self, place: int) -> int:
        """The number of the paragraph that a place is in."""
        return bisect_left(self._breaks, place)

    @cached_property
    def _breaks(self) -> Sequence[int]:
        return [match.start() for match in re.finditer("\n", self.folded.text)]

    def bodies_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The bodies that a part of it names."""
        return [
            (first, last, self._meant(id_, first, last))
            for first, last, id_ in self.language.actors.find(self.folded.text, start, end)
        ]

    def _meant(self, id_: str, start: int, end: int) -> str:
        """The body that a name means, which those of several countries may have."""
        shared = self.language.shared_names.get(self.folded.text[start:end].lower())
        return id_ if shared is None else body_of(shared, start, self._countries)

    @cached_property
    def _countries(self) -> Sequence[tuple[int, str]]:
        return countries_of(self.folded.text, self.language, self.anchor.zone)

    def classes_in(self, start: int, end: int) -> frozenset[str]:
        """Classes of instruments for which a part of it may have words."""
        nouns = self.language.nouns
        return frozenset(nouns.rows[order].value.class_ for order in nouns.may_find(self.words, start, end))

    @cached_property
    def classes(self) -> frozenset[str]:
        """Those for which it may have words anywhere."""
        return self.classes_in(0, len(self.words.text))

    @cached_property
    def numbers(self) -> Sequence[Identifier]:
        """The numbers of instruments in it."""
        return find_identifiers(self.folded.text, self.language.identifiers)

    def numbers_in(self, start: int, end: int) -> list[Identifier]:
        """Those in a part of it."""
        if not (self.language.identifiers or has_digit(self.folded.text, start, end)):
            return []  # most sentences: all of the other numbers have digits
        first, last = (bisect_left(self._numbered, (place, -1)) for place in (start, end))
        places = sorted(place for _, place in self._numbered[first:last])
        return [self.numbers[place] for place in places if self.numbers[place].end <= end]

    @cached_property
    def _numbered(self) -> Sequence[tuple[int, int]]:
        """Where each number begins, and its place among them."""
        return sorted((number.start, place) for place, number in enumerate(self.numbers))


def mentions_in(passage: Passage, start: int, end: int) -> Sequence[Mention]:
    """The phrases of a sentence that name instruments: one without words for any, nor acts, is not read at all."""
    if not any(verb.rows for verb in passage.verbs(start, end)) and not passage.numbers_in(start, end):
        text = passage.folded.text[start:end]
        if not names_any(passage.language.lexicon.of(text), passage.language):
            return ()
    return passage.parts(start, end).mentions
