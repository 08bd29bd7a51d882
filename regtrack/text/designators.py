"""Designators of paragraphs and of steps: "(a)(1)(ii)", "12.", "b.", "iv.".

The levels of a section are (a), (1), (i), (A), italic (1), italic (i) (1 CFR 21.11). A letter such as "i" or "v" may be
a letter or a Roman numeral; which it is follows from its place in a list, never from the letter alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from typing import TypeAlias

Levels: TypeAlias = tuple[str, ...]
"""Designators from the outside in, without brackets."""


class Style(IntEnum):
    """How a designator counts."""

    __hash__ = int.__hash__  # that of an enum is a call of Python
    LETTER = 0
    NUMBER = 1
    ROMAN = 2
    CAPITAL = 3


ORDER = (Style.LETTER, Style.NUMBER, Style.ROMAN, Style.CAPITAL, Style.NUMBER, Style.ROMAN)
"""Styles of the levels of a section, from the outside in."""
_WITHOUT_NUMBERS = (Style.LETTER, Style.ROMAN, Style.CAPITAL, Style.NUMBER)
"""Those of sections such as 48 CFR 212.301, whose (f) has an (x) with a (C)."""

_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_NUMERALS = [ten + one for ten in _TENS for one in _ONES]
_ROMAN = {numeral: value for value, numeral in enumerate(_NUMERALS) if value}
LONGEST_RANGE = 400
"""A range with more members than this is a misprint."""


@lru_cache(maxsize=4096)
def values(designator: str) -> Mapping[Style, int]:
    """Return what it may count, by style: ``i`` is the ninth letter and the first numeral."""
    if designator.isdecimal():
        return {Style.NUMBER: int(designator)}
    found: dict[Style, int] = {}
    if re.fullmatch(r"([a-z])\1{0,2}", designator, re.IGNORECASE):  # after z come aa and bb
        style = Style.LETTER if designator.islower() else Style.CAPITAL
        found[style] = ord(designator[0].lower()) - 96 + 26 * (len(designator) - 1)
    if designator in _ROMAN:
        found[Style.ROMAN] = _ROMAN[designator]
    return found


def _spell(style: Style, value: int) -> str:
    if style is Style.NUMBER:
        return str(value)
    if style is Style.ROMAN:
        return _NUMERALS[value]
    letter = chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1)
    return letter if style is Style.LETTER else letter.upper()


def _counted(levels: Levels) -> tuple[tuple[Style, ...], tuple[int, ...]] | None:
    """Return in which order of styles levels count, and the value of each; None when they follow none.

    A list inside a definition may begin with a number: (1)(i)(A).
    """
    for order in (ORDER[Style.NUMBER :],) if levels[0].isdecimal() else (ORDER, _WITHOUT_NUMBERS):
        counted = [values(each).get(style) for each, style in zip(levels, order, strict=False)]
        found = tuple(each for each in counted if each is not None)
        if len(found) == len(levels):
            return order, found
    return None


def complete(item: Levels, previous: Levels | None, *, inside: bool = False) -> Levels | None:
    """Return the whole of a list's item, which leaves out what it shares with the one before: "(e)(1) and (2)".

    Lists ascend, so of all readings the one that goes on deepest and is greater than the item before is meant.

    Args:
        item: as printed.
        previous: the whole of the item before it; None for the first.
        inside: of the item before only its introductory text was named, so that its own paragraphs may follow.

    Returns:
        The levels; None when there is no reading, and so nothing to state.
    """
    if previous is None:
        return item if _counted(item) is not None else None
    before = _counted(previous) or (ORDER, ())
    siblings = list(range(len(previous) - 1, -1, -1))
    fallback: Levels | None = None
    for kept in [len(previous), *siblings] if inside else [*siblings, len(previous)]:
        candidate = previous[:kept] + item
        counted = _counted(candidate)
        if counted is None or counted[0] != before[0] or candidate[0].isdecimal() != previous[0].isdecimal():
            continue
        if item[0] == "l" and counted[0][kept] is Style.ROMAN and before[1][kept : kept + 1] < (40,):
            continue  # "(j)(2)(ii) and (l)": the letter, not the fiftieth numeral
        if counted[1] > before[1]:
            return candidate
        if kept == 0:
            fallback = candidate  # lists out of order exist: an item that is whole by itself
    return fallback


def through(first: Levels, last: Levels) -> tuple[Levels, ...] | None:
    """Return the designators from one paragraph to another of the same level, without the first; None if unknown."""
    if len(first) != len(last) or first[:-1] != last[:-1]:
        return None
    low, high = _counted(first), _counted(last)
    if low is None or high is None or low[0] != high[0] or not 0 < high[1][-1] - low[1][-1] <= LONGEST_RANGE:
        return None
    style = low[0][len(first) - 1]
    return tuple((*first[:-1], _spell(style, value)) for value in range(low[1][-1] + 1, high[1][-1] + 1))


class StepOutline:
    """Where steps belong that are printed one after another: 9., A., i., a., b., ii. is 9, 9.A, 9.A.i, 9.A.i.a ..."""

    def __init__(self) -> None:
        self._open: list[tuple[Style, int, str]] = []
        self._expects_steps = False

    def restart(self) -> None:
        """Return a new piece of amended text begins: a number there is no step of what came before."""
        self._expects_steps = False

    def place(self, designator: str, *, opens: bool) -> tuple[str, ...]:
        """Return the designators that lead to a step, its own last.

        Args:
            designator: as printed at its head, without its full stop.
            opens: its text ends with a colon, so that steps of it follow.
        """
        depth, style, value = self._depth(designator)
        del self._open[depth:]
        self._open.append((style, value, designator))
        self._expects_steps = opens
        return tuple(each[2] for each in self._open)

    def _depth(self, designator: str) -> tuple[int, Style, int]:
        digits = re.match(r"\d+", designator)
        if digits:  # "12", or "3b" for an instruction put in after 3
            value = int(digits[0])
            last = self._open[-1] if self._open else None
            if last is not None and last[0] is not Style.NUMBER and value == 1 and self._expects_steps:
                return len(self._open), Style.NUMBER, value
            for depth in range(len(self._open) - 1, 0, -1):
                if self._open[depth][0] is Style.NUMBER and self._open[depth][1] + 1 == value:
                    return depth, Style.NUMBER, value
            return 0, Style.NUMBER, value
        readings = values(designator)
        for depth in range(len(self._open) - 1, -1, -1):
            style, value, _ = self._open[depth]
            if readings.get(style) == value + 1:
                return depth, style, value + 1
        for style in (Style.ROMAN, Style.LETTER, Style.CAPITAL):
            if readings.get(style) == 1:
                again = bool(self._open) and self._open[-1][0] is style  # no style stands under itself
                return min(len(self._open) - again, len(ORDER) - 1), style, 1
        for depth in range(len(self._open) - 1, -1, -1):  # the same one again, by a misprint
            style, value, printed = self._open[depth]
            if printed == designator:
                return depth, style, value
        jumps = [  # steps may be missing in between
            (readings[style] - value, -depth, style)
            for depth, (style, value, _) in enumerate(self._open)
            if readings.get(style, 0) > value
        ]
        if jumps:
            _, depth, style = min(jumps)
            return -depth, style, readings[style]
        style = next(iter(readings), Style.LETTER)
        return min(len(self._open), 1), style, readings.get(style, 0)
