"""Slips of the pen in amendatory instructions, mended before they are read: in no quotation, and in formal words only.

A word is mended that is one of a list but for a letter left out, doubled or out of order; anything else is left over,
and what is left over is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regtrack.text.designators import ORDER, values

_WORDS = frozenset(
    "amended amending appendix definition definitions designate designated designating following follows heading "
    "headings introductory paragraph paragraphs redesignate redesignated redesignating remove removed removing reserve "
    "reserved reserving revise revised revising section sections sentence sentences subpart supplement".split()
)
_QUOTED = re.compile(r"(“[^“”]*”)")
_TYPED = re.compile(r"``([^`']*(?:'(?!')[^`']*)*)''")
_WORD = re.compile(r"[A-Za-z]{6,}")
_TWICE = re.compile(r"\b(a[nt]|and|by|from|in|of|the|to) \1\b")
_THOUGH = re.compile(r"(?<=\)) though (?=\()")
_FOLLOW = re.compile(r"\bas follow\b")
_BE = re.compile(r"\bamended be (?=\w+ing\b)")
_STOP = re.compile(r"(?<=\))\.(?=\s+(?:and|or)\s+\()")
"""A full stop in a list of designators: "(x), (y). and (z)"."""
_PARTED = re.compile(r"(?P<outer>(?:\([0-9A-Za-z]{1,5}\))+)\s+\((?P<inner>[0-9A-Za-z]{1,5})\)")


def _misspelled(word: str) -> Iterator[str]:
    for n in range(1, len(word)):
        yield word[:n] + word[n + 1 :]
        yield word[:n] + word[n] + word[n:]
        yield word[: n - 1] + word[n] + word[n - 1] + word[n + 1 :]


_MEANT = {slip: word for word in _WORDS for slip in _misspelled(word) if slip not in {*_WORDS, "follow"}}


def mended(text: str) -> str:
    """Return an instruction without slips, in the quotation marks of print."""
    pieces = _QUOTED.split(_TYPED.sub(r"“\1”", text))
    pieces[::2] = map(_mended, pieces[::2])
    return "".join(pieces)


def _mended(text: str) -> str:
    text = _THOUGH.sub(" through ", _WORD.sub(lambda word: _spelled(word[0]), text))
    text = _BE.sub("amended by ", _FOLLOW.sub("as follows", _TWICE.sub(r"\1", text)))
    return _PARTED.sub(_joined, _STOP.sub(",", text))


def _spelled(word: str) -> str:
    meant = _MEANT.get(word.lower(), word)
    return meant.capitalize() if meant is not word and word[0].isupper() else meant


def _joined(parted: re.Match[str]) -> str:
    """Read "(b)(1)(iii) (A)" as one designator where the second one is of the level that comes next."""
    outer = re.findall(r"\w+", parted["outer"])
    next_level = len(outer) < len(ORDER) and all(
        style in values(each) for style, each in zip(ORDER, (*outer, parted["inner"]), strict=False)
    )
    return f"{parted['outer']}({parted['inner']})" if next_level else parted[0]
