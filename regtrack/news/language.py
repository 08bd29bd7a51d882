"""A language as the readers of news use it: the tables of its file, with every pattern compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Generic, NamedTuple, TypeVar

import attrs

from regtrack.news.expression import Expression
from regtrack.news.lexicon import Lexicon, Vocabulary
from regtrack.news.tables import (
    ActRow,
    ClockRow,
    DateRow,
    Edge,
    FacetRow,
    ModalityRow,
    Noun,
    PartOfDay,
    Tables,
    ZoneRow,
)

Pattern = Expression
Row = TypeVar("Row")

HAN_DIGITS = "〇零一二三四五六七八九"


class Compiled(NamedTuple, Generic[Row]):
    """A row with its pattern, and letters of which a text must have some; see :func:`may_be_in`."""

    pattern: Pattern
    row: Row
    needles: tuple[str, ...] = ()


class Around(NamedTuple, Generic[Row]):
    """A row with patterns for what stands before and after."""

    row: Row
    before: Pattern | None
    after: Pattern | None


class Modality(NamedTuple):
    """How firmly an act is claimed, with patterns for what tells it.

    Those that govern from afar are kept apart, so that a text is asked for each whether it may have it.
    """

    row: ModalityRow
    before: Pattern | None
    after: Pattern | None
    over: tuple[Pattern, ...]
    under: Pattern | None
    around: tuple[Pattern, ...]
    unsaid: Pattern | None
    anywhere: Pattern | None


class ActPattern(NamedTuple):
    """Words for an act; ``noun`` if they are a noun for it."""

    row: ActRow
    noun: bool
    with_: Pattern | None
    without: Pattern | None


class Names(NamedTuple):
    """Names of things and the id of each, by the name in lower case."""

    pattern: Pattern | None
    ids: dict[str, str]

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
        """Each name in a text: where it stands, and whose it is."""
        if self.pattern is not None:
            for match in self.pattern.finditer(text, start, len(text) if end is None else end):
                yield match.start(), match.end(), self.ids[match[0].lower()]


@attrs.frozen(eq=False)
class Language:
    """A language: its tables, and what is compiled of them.

    Attributes:
        tables: as written.
        fold: characters and what each is read as.
        weekdays, months: number of each by its name in lower case, from 1.
        pointers: pronouns for an instrument, wherever they stand.
        lexicon: looks up the vocabularies: acts, nouns, dates and verbs of saying.
        eras: the year before year 1 of each era by its name.
    """

    tables: Tables
    fold: dict[int, str]
    weekdays: dict[str, int]
    months: dict[str, int]
    eras: dict[str, int]
    sentence_end: Pattern
    abbreviation: Pattern | None
    continued: Pattern | None
    clause_break: Pattern
    datelines: tuple[Pattern, ...]
    dates: Vocabulary[DateRow]
    clocks: tuple[Compiled[ClockRow], ...]
    parts_of_day: tuple[Compiled[PartOfDay], ...]
    zones: tuple[Compiled[ZoneRow], ...]
    edges: tuple[Around[Edge], ...]
    after_joint: Pattern | None
    topic: Pattern | None
    coordinate: Pattern | None
    trailing: Pattern | None
    directly: Pattern | None
    other: Pattern | None
    adnominal: Pattern | None
    nouns: Vocabulary[Noun]
    stop: Pattern
    object_before: Pattern | None
    object_after: Pattern | None
    relative_pronoun: Pattern | None
    beside: Pattern | None
    also: Pattern | None
    shared: Pattern | None
    described: Pattern | None
    another: Pattern | None
    own_object: Pattern | None
    listed: Pattern | None
    listed_after: Pattern | None
    filled: Pattern | None
    qualifying: Pattern | None
    basis: Pattern | None
    reduced: Pattern | None
    embedded: Pattern | None
    aside: Pattern | None
    left_out: Pattern | None
    and_: Pattern | None
    alone: Pattern | None
    joint: Pattern | None
    ground: Pattern | None
    ground_after: Pattern | None
    fresh: Pattern | None
    apposition: Pattern | None
    generic: Pattern
    pointing: Pattern
    this: Pattern | None
    headed: Pattern | None
    pronoun: Pattern | None
    subject_pronoun: Pattern | None
    object_pronoun: Pattern | None
    pointers: tuple[Pattern, ...]
    filler: Pattern | None
    alike: Names
    acts: Vocabulary[ActPattern]
    saying: Vocabulary[None]
    lexicon: Lexicon
    performing: Pattern | None
    lawful: Pattern | None
    unlike: Pattern | None
    done_by: Pattern | None
    passive: Pattern | None
    attributive: Pattern | None
    by: Pattern | None
    nominal: Pattern | None
    active: Pattern | None
    determiner: Pattern | None
    supposed: Pattern | None
    awaited: Pattern | None
    ahead: Pattern | None
    past: Pattern | None
    of_act: Pattern | None
    again: Pattern | None
    conditional: Pattern | None
    short: Pattern | None
    known_topic: Pattern | None
    relative: Pattern | None
    content: Pattern | None
    content_of: Pattern | None
    turn: Pattern | None
    retracting: Pattern | None
    carried: Pattern | None
    denial: Pattern | None
    modalities: tuple[Modality, ...]
    facets: tuple[tuple[FacetRow, tuple[Pattern, ...]], ...]
    identifiers: tuple[Pattern, ...]
    actors: Names
    shared_names: dict[str, tuple[str, ...]]
    parents: dict[str, str]
    places: Names
    zone_places: dict[str, str]
    toward: Pattern | None
    cities: Names
    hints: Names

    def compared(self, text: str) -> str:
        """A folded text as it is compared with names: variants as one, fillers left out, in lower case."""
        text = self.same_words(text)
        return (self.filler.sub(" ", text) if self.filler is not None else text).lower()

    def same_words(self, text: str) -> str:
        """A folded text with one word for those that mean the same."""
        if self.alike.pattern is None:
            return text
        return self.alike.pattern.sub(lambda match: self.alike.ids[match[0].lower()], text)

    def number(self, text: str) -> int | None:
        """A number in digits, in Chinese numerals or in words."""
        if text.isdecimal():
            return int(text)
        if text.lower() in self.tables.calendar.numerals:
            return self.tables.calendar.numerals[text.lower()]
        return han_number(text)


def groups_of(match: re.Match[str]) -> dict[str, str]:
    """What the groups of a pattern found, by the name of the list; a list may stand in a pattern more than once."""
    return {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}


def han_number(text: str) -> int | None:
    """A number below 10,000 in Chinese numerals, by place (二〇二五) or spoken (二十五); None for any other text."""
    if not text or any(char not in HAN_DIGITS + "十元" for char in text):
        return None
    if text == "元":
        return 1
    value = {char: max(place - 1, 0) for place, char in enumerate(HAN_DIGITS)}
    if "十" not in text:
        return int("".join(str(value[char]) for char in text)) if "元" not in text else None
    tens, _, ones = text.partition("十")
    if not {tens, ones} <= {"", *value}:
        return None
    return (value[tens] if tens else 1) * 10 + (value[ones] if ones else 0)
