"""The elements of an answer: cited documents, and the standing and changes of instruments."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from regtrack.report.language import joined, term


class CitedDocument(NamedTuple):
    """A document as a reader sees it; ``standing`` is the kind of source: official text, copy or secondary source."""

    publisher: str
    date: str
    url: str | None
    title: str | None
    quote: str | None
    language: str
    standing: str

    @property
    def named(self) -> str:
        """Who published it and when, and whether that is the official text."""
        return joined(", ", (self.publisher, self.date, term("standing", self.standing)))


class Weight(StrEnum):
    """How much an instrument weighs for whoever must comply, the heaviest first."""

    LAW = "law"
    GUIDANCE = "guidance"
    BILLS = "bills"
    ANNOUNCED = "announced"
    CONTEXT = "context"
    CLAIMS = "claims"


class InstrumentStanding(NamedTuple):
    """Where an instrument stands, in short words.

    Attributes:
        word: the status as the model spells it, for signs.
        unenforced: its non-enforcement was announced.
        status: in a word or two.
        since: since when, as ISO text; None where that would be read as another date.
        comply: from when compliance is required, as ISO text, where that is another day.
        next_on: its next date as ISO text; None where none is set.
        next: what comes then, or what was announced without a date.
        next_by: how sure that date is, as the model spells it; empty where none is set.
        enforced: what was announced about its enforcement, and by whom; empty where nothing was.
        doubts: what a careful reader must know, the weightiest first.
        sentence: all of it in one sentence.
        source: the best source for it.
        zone: the time zone of hours in these days.
    """

    word: str
    unenforced: bool
    status: str
    since: str | None
    comply: str | None
    next_on: str | None
    next: str
    next_by: str
    enforced: str
    doubts: tuple[str, ...]
    sentence: str
    source: CitedDocument | None
    zone: str


class AnswerLine(NamedTuple):
    """What changed about an instrument on one day, in short words."""

    on: str
    text: str
