"""The sections of a page: what changed by weight, an instrument a line, with every detail beneath it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from regtrack.report.answer.answer import Answer
from regtrack.report.answer.model import CitedDocument
from regtrack.report.answer.moved import Moved
from regtrack.report.answer.parts import AnswerEntry, AnswerGroup, AnswerPart
from regtrack.report.answer.text import TITLES
from regtrack.report.dates_in_words import day_month, month_name
from regtrack.report.language import joined, tr
from regtrack.report.layout import cut

_APART = ("claims", "late", "upcoming")
"""Parts that are no details of an instrument that moved."""
_STATEMENTS = ("claims", "late", "reported", "noted")


@attrs.frozen
class SectionItem:
    """An instrument in a section: a line, and beneath it every entry.

    Attributes:
        id: of the instrument.
        name: what it is called.
        language: of the name where that is not the page's; else empty.
        when: the days, in short words.
        text: what changed, in short words.
        source: the best source; None where there is none.
        more: how many other sources there are.
        entries: the details, each with the provision it is about.
    """

    id: str
    name: str
    language: str
    when: str
    text: str
    source: CitedDocument | None
    more: int
    entries: tuple[tuple[str | None, AnswerEntry], ...]

    @property
    def cited(self) -> tuple[CitedDocument, ...]:
        """All that is cited for it, each once."""
        return tuple(dict.fromkeys(source for _, entry in self.entries for source in entry.sources))


@attrs.frozen
class SectionOf:
    """A section of a page."""

    id: str
    title: str
    items: tuple[SectionItem, ...]


def of(answer: Answer) -> tuple[SectionOf, ...]:
    """Return the sections of what changed, the heaviest first, then what was only announced or reported."""
    found: list[SectionOf] = []
    groups: dict[str, list[AnswerGroup]] = {}
    for group in (group for part in answer.details if part.id not in _APART for group in part.groups):
        groups.setdefault(group.id, []).append(group)
    for weight, title in TITLES.items():
        items = tuple(
            _moved(each, groups.get(each.id, []), answer.year) for each in answer.moved if each.weight is weight
        )
        if items:
            found.append(SectionOf(f"weight-{weight.value}", tr(title), items))
    moved = {each.id for each in answer.moved}
    for part in answer.details:
        if part.id == "claims":
            found.append(SectionOf(part.id, part.title, _by_source(part)))
        elif part.id in _STATEMENTS:
            items = tuple(_listed(group) for group in part.groups if part.id == "late" or group.id not in moved)
            if items:
                found.append(SectionOf(part.id, part.title, items))
    return tuple(found)


def _moved(moved: Moved, groups: Sequence[AnswerGroup], year: str) -> SectionItem:
    days = [line.on for line in moved.lines if line.on[:1].isdecimal()]
    return SectionItem(
        moved.id,
        moved.label,
        groups[0].language if groups else "",
        _when(days, year),
        _words(moved),
        _best(moved),
        moved.more,
        tuple((group.scope, entry) for group in groups for entry in group.entries),
    )


def _best(moved: Moved) -> CitedDocument | None:
    """Return the best source, without the citation that the name has already."""
    best = moved.best
    return best and best._replace(publisher=best.publisher.removesuffix(f", {moved.cited}"))


_SHORT, _LONGEST = 43, 300
"""A shorter text is followed by the record's summary, up to a length; both in characters."""


def _words(moved: Moved) -> str:
    """Return what changed; where that is short, with the beginning of the record's summary."""
    text = joined("; ", (line.text for line in moved.lines))
    if len(moved.lines) != 1 or len(text) > _SHORT or not moved.about:
        return text
    return cut(tr("{label}: {text}", label=text, text=moved.about), _LONGEST)


def _by_source(part: AnswerPart) -> tuple[SectionItem, ...]:
    """Group claims by the article that makes them: the last-ranked of their sources."""
    claims: dict[str, list[tuple[AnswerGroup, AnswerEntry]]] = {}
    for group in part.groups:
        for entry in group.entries:
            claims.setdefault(entry.sources[-1].publisher if entry.sources else group.name, []).append((group, entry))
    return tuple(_article(name, entries) for name, entries in claims.items())


def _article(name: str, entries: list[tuple[AnswerGroup, AnswerEntry]]) -> SectionItem:
    group, first = entries[0]
    text = first.sentence if len(entries) == 1 else tr("{count} statements", count=len(entries))
    source = first.sources[-1] if first.sources else None
    return SectionItem(
        group.id, name, "", first.date, text, source, max(len(first.sources) - 1, 0),
        tuple((each.name, entry) for each, entry in entries),
    )  # fmt: skip


def _when(days: list[str], year: str) -> str:
    if not days:
        return ""
    begin, end = min(days), max(days)
    first, last = day_month(begin, year), day_month(end, year)
    if first == last:
        return first
    if year and end.startswith(year) and begin[:7] == end[:7]:
        month = month_name(int(end[5:7]), short=True)
        return tr("{first} to {last} {month}", first=int(begin[8:10]), last=int(end[8:10]), month=month)
    return tr("{first} to {last}", first=first, last=last)


def _listed(group: AnswerGroup) -> SectionItem:
    entries = group.entries
    sources = tuple(dict.fromkeys(source for entry in entries for source in entry.sources))
    text = entries[0].sentence if len(entries) == 1 else tr("{count} statements", count=len(entries))
    return SectionItem(
        group.id, group.name, group.language, entries[0].date, text, sources[0] if sources else None,
        max(len(sources) - 1, 0), tuple((group.scope, entry) for entry in entries),
    )  # fmt: skip
