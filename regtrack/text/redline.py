"""What changed inside paragraphs: runs of words that stay, go and come.

A word is never cut. Words in common between two changes that are too few to be read as unchanged ("of the") are
folded into the change: an island is harder to read than the words around it crossed out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

import attrs

from regtrack.text.align import Pair
from regtrack.text.wording import alike

_TOKEN = re.compile(r"[^\s]+\s*|\s+")
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
    one, other = left, right
    if not typographic:  # one character stands for one, so that the pieces are the same
        one, other = ([each.strip() for each in _TOKEN.findall(alike(text))] for text in (old, new))
    return tuple(_merged(_folded(_steps(left, right, one, other))))


def _steps(left: Sequence[str], right: Sequence[str], one: Sequence[str], other: Sequence[str]) -> list[WordRun]:
    from rapidfuzz.distance import Indel  # 20 ms, and only a redline needs it

    found: list[WordRun] = []
    for step in Indel.opcodes(one, other):
        gone, come = "".join(left[step.src_start : step.src_end]), "".join(right[step.dest_start : step.dest_end])
        if step.tag == "equal":
            found.append(WordRun(WordMark.KEPT, gone, come))
        else:
            found += [WordRun(WordMark.OUT, old=gone)] if gone else []
            found += [WordRun(WordMark.IN, new=come)] if come else []
    return found


def _folded(runs: Sequence[WordRun]) -> Iterator[WordRun]:
    """Turn words in common that are too few into words that go and come."""
    for place, run in enumerate(runs):
        inside = 0 < place < len(runs) - 1
        if run.mark is WordMark.KEPT and inside and _is_island(run):
            yield WordRun(WordMark.OUT, old=run.old)
            yield WordRun(WordMark.IN, new=run.new)
        else:
            yield run


def _is_island(run: WordRun) -> bool:
    words = run.old.split()
    return len(words) <= _ISLAND_WORDS and sum(map(len, words)) <= _ISLAND_LETTERS


def _merged(runs: Iterator[WordRun]) -> Iterator[WordRun]:
    """One run of what goes and one of what comes between two that stay."""
    gone, come = "", ""
    kept: WordRun | None = None
    for run in runs:
        if run.mark is WordMark.KEPT:
            if gone:
                yield WordRun(WordMark.OUT, old=gone)
            if come:
                yield WordRun(WordMark.IN, new=come)
            if gone or come:
                gone = come = ""
            kept = run
            yield kept
        else:
            gone += run.old
            come += run.new
    if gone:
        yield WordRun(WordMark.OUT, old=gone)
    if come:
        yield WordRun(WordMark.IN, new=come)
