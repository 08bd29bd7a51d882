"""An answer as people read it: a headline, one group an instrument, the details, and what it rests on.

Every question has one answer object; text, Markdown, HTML, mail, Atom and JSON are views of it. What a question does
not have stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from regtrack.report.language import term, tr
from regtrack.report.phrases import brief, joined


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


class Point(NamedTuple):
    """One point of an answer, with what proves it.

    Attributes:
        label: what it is about.
        on: the day, as ISO text; None where there is none.
        text: in words, where a day does not say it.
        sources: all that is cited for it, the best first.
    """

    label: str
    on: str | None
    text: str
    sources: tuple[CitedDocument, ...] = ()

    @property
    def words(self) -> str:
        """The day and the text."""
        return joined("; ", (brief(self.on), self.text))


class ListedDate(NamedTuple):
    """What is on one day about one instrument.

    Attributes:
        on: the day, as ISO text; None where there is none.
        id: of the instrument.
        name: what it is called; empty where the whole list is about it.
        text: what happens, in short words.
        weight: how much the instrument weighs.
        sources: what proves it, best first.
    """

    on: str | None
    id: str
    name: str
    text: str
    weight: Weight
    sources: tuple[CitedDocument, ...]


class DateGroup(NamedTuple):
    """Dates that stand together; ``id`` names the group for programs."""

    id: str
    title: str
    dates: tuple[ListedDate, ...]


class BoardRow(NamedTuple):
    """An instrument on the board."""

    id: str
    name: str
    cited: str
    weight: Weight
    ended: bool
    topics: tuple[str, ...]
    standing: InstrumentStanding


class AnswerEntry(NamedTuple):
    """One change, date or event.

    Attributes:
        date: the day it is about, in words; may be empty.
        sentence: what happened.
        change: before and after in words, where that says more than the sentence.
        cause: why, in words; empty where there is none.
        text: what the record says of it, in ``language``.
        note: what a careful reader should also know.
        certainty: how sure the leading statement is, if it is not published; the word of the model, for filters.
        sources: what proves it, best first.
        kind: the word by which it can be filtered: the facet that changed, else the dimension that an event moves.
        spoken: the language of the sentence where that is not the answer's; else empty.
    """

    date: str
    sentence: str
    change: str = ""
    cause: str = ""
    text: str = ""
    note: str = ""
    language: str = "en"
    certainty: str = ""
    sources: tuple[CitedDocument, ...] = ()
    kind: str = ""
    spoken: str = ""


def leading(sources: Sequence[CitedDocument]) -> tuple[CitedDocument, ...]:
    """Return the best source; after an official address without words, also the first source that has them."""
    bare = sources and sources[0].standing == "official" and not sources[0].quote
    quoted = next((each for each in sources if each.quote), None) if bare else None
    return (*sources[:1], *((quoted,) if quoted is not None else ()))


class AnswerGroup(NamedTuple):
    """The entries of one instrument, or of one provision of it.

    Attributes:
        name: of the instrument; empty where the whole answer is about it.
        id: of the instrument.
        scope: the provision; None for the whole.
        entries: in order.
        topics: of the instrument, by which it can be filtered.
        language: of the name where that is not the answer's; else empty.
    """

    name: str
    id: str
    scope: str | None
    entries: tuple[AnswerEntry, ...]
    topics: tuple[str, ...] = ()
    language: str = ""


class AnswerPart(NamedTuple):
    """A section of the details."""

    id: str
    title: str
    groups: tuple[AnswerGroup, ...]


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
