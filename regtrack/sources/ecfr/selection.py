"""Which parts of the CFR are followed, and what is asked of the eCFR for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from regtrack.errors import InputError

_WRITTEN = re.compile(r"(\d{1,2}) CFR(?: (?:parts? )?(?:(\d+)-(\d+)|(\d+[a-z]?(?:-\d+[a-z]?)?)))?", re.IGNORECASE)
_LEADING = re.compile(r"\d+")
_DASHED = 41
"""In this title a dash belongs to the number of a part: 41 CFR 60-1 is one part."""
_LAST_TITLE = 50
_FEW = 5
"""More single parts of a title than these are asked for with one question about the title."""
EXPECTED = "parts such as '15 CFR 744' or '15 CFR 730-774', or a title such as '15 CFR', from 1 to 50"


@attrs.frozen
class Choice:
    """A title, one part of it, or the parts from one to another.

    Attributes:
        title: number of the title.
        part: the part; None for several.
        first, last: numbers of the first and the last part of several; None for all of the title.
    """

    title: int
    part: str | None = None
    first: int | None = None
    last: int | None = None

    @classmethod
    def read(cls, text: str) -> Choice:
        """Read ``15 CFR 744``, ``15 CFR 730-774``, ``41 CFR 60-1`` or ``15 CFR``; raises InputError."""
        match = _WRITTEN.fullmatch(" ".join(text.split()))
        if match is not None and 1 <= int(match[1]) <= _LAST_TITLE:
            title = int(match[1])
            if match[2] is None:
                return cls(title, match[4].lower() if match[4] else None)
            first, last = int(match[2]), int(match[3])
            if title == _DASHED:
                return cls(title, f"{first}-{last}")
            if first <= last:
                return cls(title, None, first, last)
        raise InputError(f"cfr: found {text!r}; expected {EXPECTED}")

    @property
    def numbers(self) -> str:
        """Its parts, without the title; empty for all of them."""
        if self.part is not None:
            return self.part
        return f"{self.first}-{self.last}" if self.first is not None else ""

    def holds(self, part: str | None) -> bool:
        """Whether a part is in it; what a title has outside its parts is in the whole title only."""
        if self.part is not None:
            return part is not None and part.lower() == self.part
        if self.first is None or self.last is None:
            return True
        number = _LEADING.match(part or "")
        return number is not None and self.first <= int(number[0]) <= self.last

    def __str__(self) -> str:
        return f"{self.title} CFR {self.numbers}".strip()


@attrs.frozen
class TitleRequest:
    """What is asked for at once: one part, or a title of which some parts are kept.

    The eCFR takes one part or none. A range is asked for by its title, since which of its numbers are parts is not
    known beforehand, and one answer about a title costs less than one about each of them.

    Attributes:
        title: number of the title.
        choices: what of the title is followed.
        part: the part that is asked for; None for the title.
    """

    title: int
    choices: tuple[Choice, ...]
    part: str | None = None

    @property
    def name(self) -> str:
        """What it is about: ``15 CFR 730-774, 791``."""
        return f"{self.title} CFR {', '.join(each.numbers for each in self.choices)}".strip()

    def holds(self, part: str | None) -> bool:
        """Whether a part of the title is followed."""
        return any(each.holds(part) for each in self.choices)


def questions(written: Iterable[str]) -> dict[int, tuple[TitleRequest, ...]]:
    """Return what is asked for to follow these parts, by title; raises InputError for what is no part of the CFR."""
    by_title: dict[int, list[Choice]] = {}
    for text in written:
        choice = Choice.read(text)
        others = by_title.setdefault(choice.title, [])
        if choice not in others:
            others.append(choice)
    return {title: _of_title(title, tuple(choices)) for title, choices in sorted(by_title.items())}


def _of_title(title: int, choices: tuple[Choice, ...]) -> tuple[TitleRequest, ...]:
    if any(each == Choice(title) for each in choices):
        return (TitleRequest(title, (Choice(title),)),)
    if len(choices) <= _FEW and all(each.part is not None for each in choices):
        return tuple(TitleRequest(title, (each,), each.part) for each in choices)
    return (TitleRequest(title, choices),)
