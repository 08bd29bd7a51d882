"""A sentence as weights look at it: its words, and what the tables find in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import attrs

from regtrack.news.acts import Sighted, Verb
from regtrack.news.claim import Claim
from regtrack.news.mentioned_dates import DateHit
from regtrack.news.objects import is_edge
from regtrack.news.passage import Passage
from regtrack.news.phrases import Mention
from regtrack.news.when import days_of, resolve

_DATE = "<date>"
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[$€£%,;:()\"]")
_RUN = {True: 3, False: 4}
"""How many words, or characters where no blanks part words, are looked at together."""
_STEM = 5
"""How many letters of a longer word are looked at by themselves, for its other forms."""


class Unit(NamedTuple):
    """A word, or a character of a language without blanks; a date and a name are one, whatever their length."""

    text: str
    start: int
    end: int


@attrs.frozen(slots=False)  # where its words stand is looked for when it is first needed
class Seen:
    """A sentence as weights look at it.

    Attributes:
        start, end: where it stands in the folded text.
        number: its number in the item, from 0.
        spaces: whether words are parted by blanks.
        units: its words.
        days: its dates.
        ahead: of each date, whether it lies behind the day of the item (``past``), on it or ahead of it.
        mentions: phrases that name instruments.
        sighted: words for acts, whether or not they are one here.
        verbs: those that are.
        actors: how many bodies that act are named.
    """

    start: int
    end: int
    number: int
    spaces: bool
    units: tuple[Unit, ...]
    days: tuple[DateHit, ...]
    ahead: tuple[str, ...]
    mentions: tuple[Mention, ...]
    sighted: tuple[Sighted, ...]
    verbs: tuple[Verb, ...]
    actors: int

    def beside(self, start: int, end: int) -> tuple[str, str]:
        """The words right before and right after a part of it; empty where there are none."""
        before, behind = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (
            self.units[before - 1].text if before else "",
            self.units[behind].text if behind < len(self.units) else "",
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [unit.start for unit in self.units]

    @cached_property
    def _ends(self) -> list[int]:
        return [unit.end for unit in self.units]

    @property
    def kinds(self) -> frozenset[str]:
        """The acts that its verbs may be."""
        return frozenset(row.kind for verb in self.verbs for row in verb.rows)


def look(passage: Passage, start: int, end: int, number: int) -> Seen:
    """A sentence of an item as weights look at it."""
    language = passage.language
    verbs, days, mentions = passage.parts(start, end)
    spaces = language.tables.language.spaces
    return Seen(
        start,
        end,
        number,
        spaces,
        tuple(_units(passage.folded.text, start, end, days, mentions, spaces=spaces)),
        tuple(days),
        tuple(_ahead(passage, hit) for hit in days),
        tuple(mentions),
        tuple(each for each in passage.sighted(start, end) if each.act is not None and not each.act.row.edge),
        tuple(verb for verb in verbs if not is_edge(verb, None)),
        sum(1 for _ in language.actors.find(passage.folded.text, start, end)),
    )


def _units(
    text: str, start: int, end: int, days: Sequence[DateHit], mentions: Sequence[Mention], *, spaces: bool
) -> Iterator[Unit]:
    """The words of a sentence; what names an instrument is one, by its class, so that nothing is learned of it."""
    whole = [(hit.start, hit.end, _DATE) for hit in days]
    whole += [
        (each.start, each.end, f"<{each.class_}>")
        for each in mentions
        if not any(hit.start < each.end and each.start < hit.end for hit in days)
    ]
    place = start
    for first, last, name in [*sorted(whole), (end, end, "")]:
        if first < place:
            continue
        if spaces:
            for match in _WORD.finditer(text, place, first):
                yield Unit(_DIGIT.sub("0", match[0].lower()), match.start(), match.end())
        else:
            for number, char in enumerate(_DIGIT.sub("0", text[place:first].lower()), place):
                yield Unit(char, number, number + 1)
        if name:
            yield Unit(name, first, last)
        place = last


def _ahead(passage: Passage, hit: DateHit) -> str:
    """Whether a date lies ahead of the day of the item."""
    days, today = days_of(resolve(hit, passage.language, passage.anchor, "unknown", None)), passage.anchor.on
    if not days or today is None:
        return "none"
    if all(last < today for _, last in days):
        return "past"
    if all(first > today for first, _ in days):
        return "future"
    return "today"


def runs(seen: Seen) -> Iterator[tuple[str, int, int]]:
    """Runs of words as :func:`words` has them, each with the numbers of its first word and of that after its last."""
    units, joint = seen.units, " " if seen.spaces else ""
    for place, unit in enumerate(units):
        run = unit.text
        yield run, place, place + 1
        for number in range(place + 1, min(place + _RUN[seen.spaces], len(units))):
            run = f"{run}{joint}{units[number].text}"
            yield run, place, number + 1
        if seen.spaces:
            if len(unit.text) > _STEM and unit.text[0] != "<":
                yield f"^{unit.text[:_STEM]}", place, place + 1
            if place + 2 < len(units):
                yield f"{unit.text} _ {units[place + 2].text}", place, place + 3


def words(seen: Seen) -> set[str]:
    """What of a sentence has weight: runs of words, and the marks (#) of what the tables find in it."""
    texts, joint = [unit.text for unit in seen.units], " " if seen.spaces else ""
    found = set(texts)
    for length in range(2, _RUN[seen.spaces] + 1):
        found.update(map(joint.join, zip(*(texts[first:] for first in range(length)), strict=False)))
    if seen.spaces:
        found.update(f"^{text[:_STEM]}" for text in texts if len(text) > _STEM and text[0] != "<")
        found.update(f"{one} _ {other}" for one, other in zip(texts, texts[2:], strict=False))
    found.update(f"#act {_kind(each)}" for each in seen.sighted)
    found.update(f"#verb {kind}" for kind in seen.kinds)
    found.update(f"#class {each.class_}" for each in seen.mentions)
    found.update(f"#day {hit.role} {ahead}" for hit, ahead in zip(seen.days, seen.ahead, strict=True))
    found.add(f"#days {min(3, len(seen.days))}")
    return found


def _kind(sighted: Sighted) -> str:
    act = sighted.act
    return f"{act.row.kind}{' noun' if act.noun else ''}" if act is not None else ""


def told_in(claims: Sequence[Claim], passage: Passage, seen: Sequence[Seen]) -> dict[int, list[Claim]]:
    """The claims of each of these sentences, by its number."""
    starts = {passage.folded.span(each.start, each.end)[0]: each.number for each in seen}
    found: dict[int, list[Claim]] = {each.number: [] for each in seen}
    for claim in claims:
        if claim.start in starts:
            found[starts[claim.start]].append(claim)
    return found
