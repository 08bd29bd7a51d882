"""Letters that whatever a pattern finds must have or begin with, so that it is tried only where it may find something.

A language has hundreds of patterns, and most sentences of most items have words of none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_PIECE = re.compile(
    r"\\(?P<escaped>.)|\[(?P<not>\^?)(?P<set>\]?(?:\\.|[^\]\\])*)\]"
    r"|(?P<back>\(\?P=\w+\))|(?P<open>\((?:\?(?:P<\w+>|[-a-zA-Z]*:|<?[=!]))?)(?P<unknown>\?)?|(?P<close>\))"
    r"|(?P<count>(?:[?*+]|\{\d+(?:,\d*)?\}|\{,\d+\})[?+]?)|(?P<list>\{[^}]*\})|(?P<sign>[.^$|])"
    r"|(?P<run>[^][\\(){}?*+.^$|]+)(?![?*+{])|.",
    re.DOTALL,
)
"""A piece of a pattern: letters that follow one another are one; braces that are no count hold the name of a list."""
_AROUND = ("(?=", "(?!", "(?<=", "(?<!")
_NOWHERE = "bBAZ"
"""After a backslash: what stands for a place, and for no letter."""
_CODED = "xuUN0"
"""After a backslash: what begins a letter that is told by its number or name."""
_OPEN = "\0"
"""Ends a beginning after which anything may come."""
DIGIT = "\1"
"""Stands for any digit, at the head of a beginning."""
_LONG, _MANY, _WIDE, _SOME = 12, 40, 12, 60
"""How long beginnings are, how many a pattern has at most, how many letters a set of letters has that is told, and how
many needles are few enough."""
_MORE_CASES = str.maketrans({"ı": "i", "İ": "i", "ſ": "s", "ς": "σ"})
"""Letters that patterns take for others whatever their case, and whose lower case is another."""
_RANGE = re.compile(r"(?s)\\(.)|(.-.)|(.)")


_PLAIN = re.compile(r"[\w \-'%,/]+")
_Pieces = tuple[re.Match[str], ...]
_Heads = frozenset[str] | set[str]


class Beginning(NamedTuple):
    """Letters with which what a pattern finds begins, in lower case; ``whole`` if it is no longer than they are."""

    letters: str
    whole: bool


def may_be_in(lowered: str, needles: tuple[str, ...]) -> bool:
    """Whether words may stand in a text, of which this is the lower case: much quicker than looking for them.

    A text that has none of their ``needles`` has none of the words; if they have no needles, it may.
    """
    for needle in needles:  # a loop: any() takes three times as long, and this is asked very often
        if needle in lowered:
            return True
    return not needles


def needles(sources: Iterable[str]) -> tuple[str, ...]:
    """Letters of which some are in whatever any of several patterns finds, in lower case; none if there are no such.

    "licen" of "licen[cs]es?", "delay" and "postpone" of "(?:delay|postpone)s?".
    """
    found: set[str] = set()
    for source in sources:
        pieces = _pieces(source)
        needed, _ = _needed_by_any(pieces, 0) if pieces is not None else (None, 0)
        if needed is None:
            return ()
        found |= needed
    return tuple(each for each in sorted(found) if not any(other in each for other in found - {each}))


def _needed_by_any(pieces: _Pieces, place: int) -> tuple[set[str] | None, int]:
    """Letters of which some are in whatever one of several alternatives finds; None if one may do without."""
    found: set[str] | None = set()
    while True:
        needed, place = _needed(pieces, place)
        found = found | needed if found is not None and needed is not None else None
        if place >= len(pieces) or pieces[place][0] == ")":
            return (found if found and len(found) <= _SOME else None), place
        place += 1  # "|"


def _needed(pieces: _Pieces, place: int) -> tuple[set[str] | None, int]:
    """The same of pieces that follow one another: the longest letters that one of them needs."""
    runs, tried = [""], list[set[str]]()
    while place < len(pieces) and pieces[place][0] not in ("|", ")"):
        piece = pieces[place]
        place += 1
        inner: set[str] | None = None
        if piece["open"]:
            inner, place = _needed_by_any(pieces, place)
            place += 1
        count = pieces[place]["count"] if place < len(pieces) else None
        place += count is not None
        left_out = count is not None and (count[0] in "?*" or count.startswith(("{0", "{,")))
        if inner is not None and not left_out and piece["open"] not in ("(?!", "(?<!", "(?<="):
            tried.append(inner)
        literal = "" if piece["open"] or count is not None else _literal(piece)
        if literal:
            runs[-1] += literal
        else:
            runs.append("")
    tried += [{in_lower_case(run)} for run in runs if run]
    return max(tried, key=lambda each: (min(len(one.strip()) for one in each), -len(each)), default=None), place


def needles_near(source: str) -> tuple[str, ...]:
    """Letters of which a text must have some that holds what a pattern finds, or that stand right before it.

    "deadline for " of "(?<=deadline for )[a-z]+".
    """
    each = ((_BEFORE.match(one), one) for one in alternatives(source))
    return needles(before[1] if before is not None else one for before, one in each)


_BEFORE = re.compile(r"\(\?<=([^()|]*)\)(?![?*+{])")


def beginnings(source: str) -> tuple[Beginning, ...]:
    """All with which what a pattern finds may begin; none if that cannot be told.

    "publish" and "publishes" of "publish(?:es)?", both whole; "last " of "last [a-z]+".
    """
    if _PLAIN.fullmatch(source):
        return (Beginning(source.lower(), True),)
    pieces = _pieces(source)
    found, _ = _any_of(pieces, 0, top=True) if pieces is not None else ({""}, 0)
    if not {"", _OPEN}.isdisjoint(found):
        return ()
    begun = {head[:-1] for head in found if head[-1] == _OPEN}
    kept = (
        head for head in found if not any(head[:size] in begun for size in range(1, len(head) - (head[-1] == _OPEN)))
    )
    return tuple(sorted(Beginning(head.rstrip(_OPEN).translate(_MORE_CASES), head[-1] != _OPEN) for head in kept))


def _pieces(source: str) -> _Pieces | None:
    """The pieces of a pattern; None if it has some that are not known here."""
    pieces = tuple(_PIECE.finditer(source))
    known = not any(match["unknown"] or (match["escaped"] or "-") in _CODED for match in pieces)
    return pieces if known else None


def _any_of(pieces: _Pieces, place: int, *, top: bool = False) -> tuple[set[str], int]:
    """The beginnings of alternatives, up to where their group ends, and that place."""
    found: set[str] = set()
    while True:
        heads, place = _row(pieces, place, top=top)
        found |= heads
        if place >= len(pieces) or pieces[place][0] == ")":
            return found, place
        place += 1  # "|"


def _row(pieces: _Pieces, place: int, *, top: bool) -> tuple[set[str], int]:
    """The beginnings of pieces that follow one another, up to where they end, and that place."""
    going, done = {""}, set[str]()
    while place < len(pieces) and pieces[place][0] not in ("|", ")"):
        piece = pieces[place]
        place += 1
        begun: _Heads
        if not going:
            place = _after(pieces, place) + 1 if piece["open"] else place
            continue
        if piece["open"]:
            begun, place = _any_of(pieces, place)
            place += 1
        else:
            begun = _letters(piece)
        count = pieces[place]["count"] if place < len(pieces) else None
        place += count is not None
        if piece["open"] in _AROUND or begun is _NONE:
            ends = top and (place >= len(pieces) or pieces[place][0] == "|")
            if piece["open"] != "(?=" or not ends or count is not None:
                continue
            begun = {head.rstrip(_OPEN) + _OPEN for head in begun}  # it looks beyond what is found
        elif count is not None:
            least, more = count[0] not in "?*" and not count.startswith(("{0", "{,")), count[0] != "?"
            if more:
                begun = {head.rstrip(_OPEN) + _OPEN if head else head for head in begun}
            begun = begun if least else {*begun, ""}
        further = {_joined(head, more_of_it) for head in going for more_of_it in begun}
        if len(further) + len(done) > _MANY:  # enough is known of those that have begun
            done |= {head + _OPEN for head in going if head}
            further = _shortened(begun) if "" in going else set()
        closed = {head for head in further if head[-1:] == _OPEN}
        done |= closed
        further -= closed
        going = further
    return going | done, place


def _shortened(heads: _Heads) -> set[str]:
    """Not too many beginnings that stand for these, so short as has to be."""
    for size in range(_LONG, 0, -1):
        if len(heads) <= _MANY:
            break
        heads = {head[:size] + _OPEN if len(head) > size else head for head in heads}
    return set(heads)


_NONE: frozenset[str] = frozenset()


def _after(pieces: _Pieces, place: int) -> int:
    """Where a group ends."""
    depth = 1
    while place < len(pieces):
        depth += bool(pieces[place]["open"]) - bool(pieces[place]["close"])
        if depth == 0:
            break
        place += 1
    return place


def _joined(head: str, further: str) -> str:
    """A beginning with what may follow it; digits are told at the head only."""
    if head and further[:1] == DIGIT:
        return head + _OPEN
    joined = head + further
    return joined[:_LONG] + _OPEN if len(joined) > _LONG else joined


def _letters(piece: re.Match[str]) -> _Heads:
    """What a piece that is no group begins with: letters, or anything; none if it stands for a place."""
    if piece["escaped"]:
        escaped = piece["escaped"]
        if escaped in _NOWHERE:
            return _NONE
        return {DIGIT + _OPEN} if escaped == "d" else {_OPEN if escaped.isalnum() else escaped.lower()}
    if piece["set"] is not None:
        return _set(piece["not"], piece["set"])
    if piece["sign"] in ("^", "$"):
        return _NONE
    return {_literal(piece).lower() or _OPEN}


@lru_cache(maxsize=1024)
def _set(negated: str, letters: str) -> _Heads:
    """The letters of a set, if it has few."""
    found: set[str] = set()
    for match in _RANGE.finditer(letters):
        escaped, span, letter = match.groups()
        if (span and ord(span[2]) - ord(span[0]) >= _WIDE) or (escaped and escaped.isalnum() and escaped != "d"):
            return {_OPEN}
        if span:
            found |= {chr(code).lower() for code in range(ord(span[0]), ord(span[2]) + 1)}
            continue
        found.add(DIGIT + _OPEN if escaped == "d" else (escaped or letter).lower())
    return {_OPEN} if negated or len(found) > _WIDE else found


def _literal(piece: re.Match[str]) -> str:
    """The letters that a piece is; empty if it is anything else."""
    if piece["escaped"]:
        return "" if piece["escaped"].isalnum() else piece["escaped"]
    other = piece["close"] or piece["sign"] or piece["open"] or piece["count"]
    return piece["run"] or (piece[0] if len(piece[0]) == 1 and not other else "")


def alternatives(source: str) -> list[str]:
    """The patterns of which a pattern finds any."""
    found, depth = [""], 0
    for match in _PIECE.finditer(source):
        depth += bool(match["open"]) - bool(match["close"])
        if depth == 0 and match[0] == "|":
            found.append("")
        else:
            found[-1] += match[0]
    return found


def in_lower_case(text: str) -> str:
    """A text in lower case with every letter in its place: one that would become two stays, or is its plain letter."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(_MORE_CASES)
