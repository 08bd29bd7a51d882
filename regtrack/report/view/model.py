"""What every human-readable format shows: plain, sorted data, from which text, Markdown and HTML are laid out.

A view is a title, some facts, sections of groups (one an instrument) of entries (one a change, date or event), and the
horizon. Nothing in it depends on a format.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regtrack.report.language import term
from regtrack.report.phrases import joined


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


class ViewEntry(NamedTuple):
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
        spoken: the language of the sentence where that is not the view's; else empty.
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


class ViewGroup(NamedTuple):
    """The entries of one instrument, or of one provision of it.

    Attributes:
        name: of the instrument; empty where the whole view is about it.
        id: of the instrument.
        scope: the provision; None for the whole.
        entries: in order.
        topics: of the instrument, by which it can be filtered.
        language: of the name where that is not the view's; else empty.
    """

    name: str
    id: str
    scope: str | None
    entries: tuple[ViewEntry, ...]
    topics: tuple[str, ...] = ()
    language: str = ""


class ViewPart(NamedTuple):
    """A section of a view."""

    id: str
    title: str
    groups: tuple[ViewGroup, ...]


class View(NamedTuple):
    """Everything a format shows; ``notices`` come before all else."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[ViewPart, ...]
    horizon: tuple[str, ...]
    notices: tuple[str, ...] = ()
