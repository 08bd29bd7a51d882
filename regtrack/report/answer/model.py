"""An answer as people read it: a headline, one group an instrument, the details, and what it rests on.

Every question has one answer object; text, Markdown, HTML, mail, Atom and JSON are views of it. What a question does
not have stays empty.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from regtrack.report.language import term, tr
from regtrack.report.phrases import joined

if TYPE_CHECKING:  # most questions have none of these
    from regtrack.report.answer.parts import AnswerPart, BoardRow, DateGroup, Point


class CitedDocument(NamedTuple):
    """A document as a reader sees it; ``standing`` tells the official text from a copy and from secondary sources."""

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
        unenforced: somebody said that it is not enforced.
        status: in a word or two.
        since: since when, as ISO text; None where that would be read as another date.
        comply: from when compliance is required, as ISO text, where that is another day.
        next_on: its next date as ISO text; None where none is set.
        next: what comes then, or what was announced without a date.
        enforced: what was said of its enforcement, and by whom; empty where nobody said anything.
        doubts: what a careful reader must know, the weightiest first.
        sentence: all of it in one sentence.
        source: the best source for it.
    """

    word: str
    unenforced: bool
    status: str
    since: str | None
    comply: str | None
    next_on: str | None
    next: str
    enforced: str
    doubts: tuple[str, ...]
    sentence: str
    source: CitedDocument | None


class AnswerLine(NamedTuple):
    """What changed about an instrument on one day, in short words."""

    on: str
    text: str


class Moved(NamedTuple):
    """One instrument that moved.

    Attributes:
        id: of the instrument.
        name: what it is called.
        label: the same with its citation.
        weight: how much it weighs.
        topics: its subjects.
        lines: what changed, a line a day.
        about: what the record says of it, in full sentences; empty where it says nothing in the language spoken.
        standing: where it stands now; None when the ledger cannot be asked any more.
        sources: all that is cited for it, the best first.
    """

    id: str
    name: str
    label: str
    weight: Weight
    topics: tuple[str, ...]
    lines: tuple[AnswerLine, ...]
    about: str
    standing: InstrumentStanding | None
    sources: tuple[CitedDocument, ...]


class Ahead(NamedTuple):
    """A date ahead in short words."""

    on: str
    id: str
    name: str
    text: str
    sure: bool


class Answer(NamedTuple):
    """The answer to any question, the answer first.

    Attributes:
        notices: what must be read before all else.
        headline: the answer in one sentence.
        window: which days, or which instrument on which day, and as known when.
        counts: how many instruments moved, and what comes next.
        unsure: how many statements contradict the record, and how many reports nothing has confirmed.
        still: how many instruments did not move, and their next dates; empty where that is not known.
        question: about a state, what is answered.
        read: about a state, how far the sources of the rule were read; empty where that is not stated.
        moved: the instruments that moved, the heaviest first.
        ahead: the dates ahead of what changed.
        points: of a state, the points it rests on, what could change it, and what is not known.
        dates: of a timeline or of dates ahead, the dates in groups.
        newest: the last dates are what a reader wants where not all fit, and not the first.
        rows: of a board, the heaviest and those with a date first.
        details: every change, date or event, in sections; only what shows them asks for them.
        horizon: the sources and limits, a line each; as the details.
    """

    notices: tuple[str, ...]
    headline: str
    window: str
    counts: str = ""
    unsure: str = ""
    still: str = ""
    question: str = ""
    read: str = ""
    moved: tuple[Moved, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    points: tuple[Point, ...] = ()
    dates: tuple[DateGroup, ...] = ()
    newest: bool = False
    rows: tuple[BoardRow, ...] = ()
    details: tuple[AnswerPart, ...] = ()
    horizon: tuple[str, ...] = ()

    @property
    def subtitle(self) -> str:
        """What it is about, and how much moved."""
        if not self.counts:
            return self.window
        return joined(" ", (tr("{window}: {counts}", window=self.window, counts=self.counts), self.unsure))

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The points as labels and texts."""
        return tuple((point.label, point.words) for point in self.points)
