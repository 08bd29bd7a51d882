"""What changed inside paragraphs: runs of words that stay, go and come.

A word is never cut. Words in common between two changes that are too few to be read as unchanged ("of the") are
folded into the change: an island is harder to read than the words around it crossed out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

import attrs

from regtrack.text.align import Pair
from regtrack.text.wording import alike

_TOKEN = re.compile(r"[^\s]+?(?:\s+|$|(?<=[a-z)][.:])(?=[A-Z][a-z ]))|\s+")
"""A word with the blank behind it; a heading and its text that are printed without one are two."""
_ISLAND_WORDS = 2
_ISLAND_LETTERS = 12


class WordMark(StrEnum):
    """Whether words stay, go or come."""

    KEPT = "kept"
    OUT = "out"
    IN = "in"


@attrs.frozen
class WordRun:
    """Words of one sort in a row.

    Attributes:
        mark: whether they stay, go or come.
        old: as they stood; empty for what comes.
        new: as they stand; empty for what goes. It differs from ``old`` in typography at most.
    """

    mark: WordMark
    old: str = ""
    new: str = ""


def runs_of(pair: Pair, *, typographic: bool = False) -> tuple[WordRun, ...]:
    """Return the runs of a pair of paragraphs, from which both sides can be put together again."""
    old = pair.old.paragraph.text if pair.old is not None else ""
    new = pair.new.paragraph.text if pair.new is not None else ""
    return redline(old, new, typographic=typographic)


def redline(old: str, new: str, *, typographic: bool = False) -> tuple[WordRun, ...]:
    """Return what changed between two texts: ``old`` of all runs together is the old one, ``new`` the new one."""
    if old == new:
        return (WordRun(WordMark.KEPT, old, new),) if old else ()
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    one, other = (left, right) if typographic else (_compared(old, left), _compared(new, right))
    return tuple(_runs(_folded(list(_steps(left, right, one, other)))))


def _compared(text: str, tokens: list[str]) -> list[str]:
    """Return words as they are compared; each character becomes one, so that the pieces are the same."""
    spelled = alike(text)
    return [each.strip() for each in (tokens if spelled == text else _TOKEN.findall(spelled))]


class _Stretch(NamedTuple):
    """Words that stay, or that go and come in one place."""

    kept: bool
    old: Sequence[str]
    new: Sequence[str]

    @property
    def size(self) -> int:
        return max(len(self.old), len(self.new))


def _steps(left: Sequence[str], right: Sequence[str], one: Sequence[str], other: Sequence[str]) -> Iterator[_Stretch]:
    """Return words that stay and words that change by turns."""
    from rapidfuzz.distance import Indel  # 20 ms, and only a redline needs it

    at, to = 0, 0  # where the change begins that is open
    for block in Indel.editops(one, other).as_matching_blocks():
        if block.a > at or block.b > to:
            yield _Stretch(False, left[at : block.a], right[to : block.b])
        at, to = block.a + block.size, block.b + block.size
        if block.size:
            yield _Stretch(True, left[block.a : at], right[block.b : to])


def _folded(stretches: Sequence[_Stretch]) -> Iterator[_Stretch]:
    """Turn words in common that are too few to be read as unchanged into words that change.

    Those are a few short words, and fewer words than half of what changes on either side: a reader takes in whole
    phrases, and has to put phrases together that are cut up by what they have in common.
    """
    change = _Stretch(False, (), ())
    for place, each in enumerate(stretches):
        inner = 0 < place < len(stretches) - 1
        if not each.kept or (inner and _is_island(each, min(change.size, stretches[place + 1].size))):
            change = _Stretch(False, (*change.old, *each.old), (*change.new, *each.new))
            continue
        if change.size:
            yield change
        yield each
        change = _Stretch(False, (), ())
    if change.size:
        yield change


def _is_island(kept: _Stretch, around: int) -> bool:
    few = kept.size <= _ISLAND_WORDS and sum(len(word.strip()) for word in kept.old) <= _ISLAND_LETTERS
    return few or kept.size * 2 <= around


def _runs(stretches: Iterable[_Stretch]) -> Iterator[WordRun]:
    for stretch in stretches:
        old, new = "".join(stretch.old), "".join(stretch.new)
        if stretch.kept:
            yield WordRun(WordMark.KEPT, old, new)
            continue
        if old:
            yield WordRun(WordMark.OUT, old=old)
        if new:
            yield WordRun(WordMark.IN, new=new)
