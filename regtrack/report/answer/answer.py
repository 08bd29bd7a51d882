"""An answer as people read it: a headline, a group for each instrument, the details, the sources and limits.

Every question has one answer object; text, Markdown, HTML, mail, Atom and JSON are views of it. What a question does
not have stays empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regtrack.report.language import joined, tr

if TYPE_CHECKING:  # most questions have none of these
    from regtrack.report.answer.moved import Moved
    from regtrack.report.answer.parts import AnswerPart, BoardRow, DateGroup, Point


class Answer(NamedTuple):
    """The answer to any question, the answer first.

    Attributes:
        notices: what must be read before all else.
        headline: the answer in one sentence.
        window: which days, or which instrument on which day, and as known when.
        year: the one in which all days compared lie, and which the window names; empty where there are several.
        counts: how many instruments moved, and what comes next.
        unsure: how many statements contradict the record, and how many reports nothing has confirmed.
        still: how many instruments did not move, and their next dates; empty where that is not known.
        question: about a state, what is answered.
        read: about a state, how far the sources of the rule were read; empty where that is not stated.
        moved: the instruments that moved, the heaviest first.
        points: of a state, the points it rests on, what could change it, and what is not known.
        dates: of a timeline or of dates ahead, the dates in groups.
        newest: where not all dates fit, the last ones are shown, not the first.
        rows: of a board, the heaviest and those with a date first.
        details: every change, date or event, in sections; only what shows them asks for them.
        horizon: the sources and limits, a line each; as the details.
    """

    notices: tuple[str, ...]
    headline: str
    window: str
    year: str = ""
    counts: str = ""
    unsure: str = ""
    still: str = ""
    question: str = ""
    read: str = ""
    moved: tuple[Moved, ...] = ()
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
        return tr("{window}: {counts}", window=self.window, counts=self.counted)

    @property
    def counted(self) -> str:
        """How much moved, what comes next, and how much is unsure."""
        return joined(" ", (self.counts, self.unsure))

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The points as labels and texts."""
        return tuple((point.label, point.words) for point in self.points)
