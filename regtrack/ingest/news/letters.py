"""Letters that whatever a pattern finds must have or begin with, so that it is tried only where it may find something.

A language has hundreds of patterns, and most sentences of most items have words of none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Generic, TypeVar

T = TypeVar("T")
Pattern = re.Pattern[str]

_REPEATED = re.compile(r"\{[\d,]+\}")
"""How often; any other braces hold the name of a list."""
_PIECE = re.compile(
    r"\\(?P<escaped>.)|\[\^?\]?(?:\\.|[^\]])*\]|\{[^}]*\}|(?P<open>\((?:\?(?:P<\w+>|[-a-z]*:|<?[=!]))?)|(?P<close>\))"
    r"|(?P<sign>[.^$|?*+])|.",
    re.DOTALL,
)
_AROUND = ("(?=", "(?!", "(?<=", "(?<!")
_COUNT = re.compile(r"(?=(?P<none>[?*]|\{0?,|\{0\}))?(?:\?|(?P<more>[*+]|\{[\d,]+\}))[?+]?")
"""How often: it may be left out, it may come more than once."""
_OPEN = "\0"
"""Ends a beginning after which anything may come."""
_ENOUGH = 4
"""So many letters of a beginning are compared."""


def may_be_in(lowered: str, needles: tuple[str, ...]) -> bool:
    """Whether words may stand in a text, of which this is the lower case: much quicker than looking for them.

    A text that has none of their ``needles`` has none of the words; if they have no needles, it may.
    """
    for needle in needles:  # a loop: any() takes three times as long, and this is asked very often
        if needle in lowered:
            return True
    return not needles


def needles(sources: Iterable[str]) -> tuple[str, ...]:
    """For each of several patterns, letters that are in whatever it finds, in lower case; none if one has none."""
    found = {needle(each) for source in sources for each in _alternatives(source)}
    if "" in found:
        return ()
    return tuple(each for each in sorted(found) if not any(other in each for other in found - {each}))


def needle(source: str) -> str:
    """The most letters in a row that are in whatever a pattern finds, in lower case: "licen" of "licen[cs]es?"."""
    runs, depth = [""], 0
    for match in _PIECE.finditer(source):
        piece = match[0]
        if depth == 0 and piece == "|":
            return ""
        if depth == 0 and (piece in "?*" or _REPEATED.match(piece)):
            runs[-1] = runs[-1][:-1]
        depth += bool(match["open"]) - bool(match["close"])
        literal = _literal(match)
        if depth == 0 and literal:
            runs[-1] += literal
        else:
            runs.append("")
    return max(runs, key=len).lower()


def heads(source: str) -> tuple[str, ...]:
    """Letters with one of which whatever a pattern finds begins, in lower case; none if that cannot be told.

    "publ" of "publish(?:es|ed)?", "issu" and "reis" of "(?:re)?issued": the first few letters are enough.
    """
    found = {head.rstrip(_OPEN) for head in _any_head(source)}
    if "" in found:
        return ()
    return tuple(sorted(each for each in found if not found & {each[:size] for size in range(1, len(each))}))


def _any_head(source: str) -> frozenset[str]:
    return frozenset(head for each in _alternatives(source) for head in _heads(each))


def _heads(source: str) -> frozenset[str]:
    """Of a pattern without alternatives: enough of each beginning, or all of it, or up to where anything may come."""
    piece = _PIECE.match(source)
    if piece is None:
        return frozenset(("",))
    end = _end_of(piece, source)
    count = _COUNT.match(source, end)
    rest = source[count.end() if count is not None else end :]
    if piece["open"] in _AROUND:
        return _heads(rest)
    begun = (
        _any_head(source[piece.end() : end - 1]) if piece["open"] else frozenset((_literal(piece).lower() or _OPEN,))
    )
    if count is not None and count["none"]:
        begun |= {""}
    if count is not None and count["more"]:
        begun = frozenset(head + _OPEN if head else head for head in begun)
    whole = frozenset(head for head in begun if head.endswith(_OPEN) or len(head) >= _ENOUGH)
    if whole == begun:
        return whole
    further = _heads(rest)
    return whole | {(head + more)[:_ENOUGH] for head in begun - whole for more in further}


def _end_of(piece: re.Match[str], source: str) -> int:
    """Where a piece ends, with all that is in it if it opens a group."""
    depth = 0
    for match in _PIECE.finditer(source, piece.start()):
        depth += bool(match["open"]) - bool(match["close"])
        if depth == 0:
            return match.end()
    return len(source)


def _literal(piece: re.Match[str]) -> str:
    """The letter that a piece is; empty if it is anything else."""
    if piece["escaped"]:
        return "" if piece["escaped"].isalnum() else piece["escaped"]
    return piece[0] if len(piece[0]) == 1 and not (piece["close"] or piece["sign"] or piece["open"]) else ""


def _alternatives(source: str) -> list[str]:
    """The patterns of which a pattern finds any."""
    found, depth = [""], 0
    for match in _PIECE.finditer(source):
        depth += bool(match["open"]) - bool(match["close"])
        if depth == 0 and match[0] == "|":
            found.append("")
        else:
            found[-1] += match[0]
    return found


class Scanner(Generic[T]):
    """Many patterns, each tried only where a text has letters with which it may begin.

    Args:
        patterns: each with what it stands for.
        spaces: whether whatever they find begins where a word does.
    """

    def __init__(self, patterns: Iterable[tuple[Pattern, T]], *, spaces: bool) -> None:
        self.patterns = tuple(patterns)
        most = 3 if spaces else 1
        index = defaultdict[str, list[tuple[tuple[str, ...], int, Pattern, T]]](list)
        self._anywhere: list[tuple[int, Pattern, T]] = []
        for order, (pattern, value) in enumerate(self.patterns):
            begun = heads(pattern.pattern)
            if not begun:
                self._anywhere.append((order, pattern, value))
            for key, alike in groupby(begun, lambda head: head[:most]):
                index[key].append((tuple(alike), order, pattern, value))
        self._index = dict(index)
        self._sizes = sorted({len(key) for key in index})
        first = "".join(re.escape(char) for char in sorted({key[0] for key in index}))
        before = r"(?<![\w-])" if spaces else ""
        self._starts = re.compile(f"{before}[{first}]" if first else "(?!)")

    def find(self, text: str, lowered: str, start: int, end: int) -> Iterator[tuple[int, re.Match[str], T]]:
        """What the patterns find in a part of a text: the place of the pattern, the match, and what it stands for.

        Args:
            text: the text.
            lowered: the same in lower case, letter by letter.
            start: where the part begins.
            end: where it ends.
        """
        ends: dict[int, int] = {}  # of what each pattern found last: its finds do not overlap
        for begin in self._starts.finditer(lowered, start, end):
            place = begin.start()
            for size in self._sizes:
                for begun, order, pattern, value in self._index.get(lowered[place : place + size], ()):
                    if not lowered.startswith(begun, place) or place < ends.get(order, 0):
                        continue
                    if (match := pattern.match(text, place, end)) is not None:
                        ends[order] = match.end()
                        yield order, match, value
        for order, pattern, value in self._anywhere:
            yield from ((order, match, value) for match in pattern.finditer(text, start, end))


def in_lower_case(text: str) -> str:
    """A text in lower case with every letter in its place: one that would become two stays."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
