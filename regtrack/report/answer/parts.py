"""The parts of an answer that only some questions or formats have: points, dates, rows, and every detail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regtrack.report.answer.model import CitedDocument, InstrumentStanding, Weight
from regtrack.report.dates_in_words import brief
from regtrack.report.language import joined


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
        topics: of the instrument.
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
