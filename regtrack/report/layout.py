"""Text for terminals and pipes: wrapped to a width in cells, so that Japanese lines up; coloured only when asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from unicodedata import category, east_asian_width

from regtrack.errors import printable

_INDENT = "  "
_COLOURS = {"title": "1", "section": "1;36", "name": "1", "dim": "2", "warn": "33"}

Paint = Callable[[str, str], str]


def ansi(text: str, style: str) -> str:
    """Return a text in colour."""
    return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m"


def plain(text: str, _style: str) -> str:
    """Return a text as it is."""
    return text


# --- cells ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def cells(text: str) -> int:
    """Return the columns that a text takes on a terminal; East Asian characters take two."""
    if text.isascii():
        return len(text)
    if all(char < "\U00010000" and category(char) not in _NO_WIDTH for char in text) and not _JAMO.search(text):
        return len(text) + sum(map(_is_wide, text))
    from wcwidth import wcswidth  # 8 ms, for the few texts with anything else

    width: int = wcswidth(text)
    return width if width >= 0 else len(text)


_NO_WIDTH = frozenset(("Mn", "Mc", "Me", "Cc", "Cf"))
_JAMO = re.compile(r"[\u1100-\u11ff\ud7b0-\ud7ff]")


@lru_cache(maxsize=4096)
def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF"


def wrap(text: str, width: int, lead: str = "", indent: str | None = None) -> list[str]:
    """Return lines of at most ``width`` cells; the first begins with ``lead``, the others with ``indent``.

    Breaks at spaces, between East Asian characters, and as a last resort inside a word: at its punctuation for an
    address, else anywhere.
    """
    indent = lead if indent is None else indent
    lines: list[str] = []
    line, used, empty = lead, cells(lead), True
    full = max(width - cells(indent), 8)
    for word, spaced in _words(text):
        joint, size = " " if spaced and not empty else "", cells(word)
        if not empty and used + len(joint) + size > width:
            lines.append(line)
            line, used, empty, joint = indent, cells(indent), True, ""
        for piece in (word,) if size <= full else _pieces(word, max(width - used - len(joint), 8), full):
            if not empty and used + len(joint) + cells(piece) > width:
                lines.append(line)
                line, used, joint = indent, cells(indent), ""
            line, used, empty = line + joint + piece, used + len(joint) + cells(piece), False
            joint = ""
    return [*lines, line] if not empty or not lines else lines


def headed(notices: Iterable[str], title: str, below: str, width: int, paint: Paint) -> list[str]:
    """Return the first lines of an answer: what must be read before all else, its title, and a line about it."""
    styled = [*((each, "warn") for each in notices), (title, "title"), (below, "dim")]
    return [paint(line, kind) for text, kind in styled if text for line in wrap(text, width)]


def labelled(rows: Iterable[tuple[str, str | None]], at: int, width: int = 80) -> Iterator[str]:
    """Return texts, each beside its label, from a column on; a row without a text is left out."""
    for label, text in rows:
        if text:
            lead = f"{_INDENT}{label}"
            yield from wrap(text, width, lead + " " * (at - cells(lead)), " " * at)


def shown(text: str) -> str:
    """Return a text without characters that steer a terminal or turn the direction of writing."""
    return text if text.isprintable() else printable(text)


_CLOSING = "、。，．）」』】〉》！？：；ー.,;:!?)]”’"
_OPENING = "（「『【〈《“"
_MARK = re.compile(r"\[\w{1,12}\]")


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield unbreakable words, and whether a space was before each; East Asian text breaks anywhere."""
    for word in shown(text).split():
        if word.isascii() or _MARK.fullmatch(word):
            yield word, True
            continue
        current, spaced = "", True
        for char in word:
            if current and _may_break(current[-1], char):
                yield current, spaced
                current, spaced = char, False
            else:
                current += char
        yield current, spaced


def _may_break(before: str, after: str) -> bool:
    """Return whether a line may break between two characters: beside an East Asian one, but not inside brackets."""
    return after not in _CLOSING and before not in _OPENING and (_is_wide(after) or _is_wide(before))


def _pieces(word: str, room: int, full: int) -> Iterator[str]:
    """Yield the pieces of a word that is wider than a line."""
    parts = re.split(r"(?<=[/\-_.?&=])(?=[^/])", word)
    current, limit = "", room
    for part in parts:
        start, end = 0, _head_of(part, 0, full)
        while end < len(part):
            if current:
                yield current
                current, limit = "", full
            yield part[start:end]
            start, end = end, _head_of(part, end, full)
        part = part[start:]
        if current and cells(current + part) > limit:
            yield current
            current, limit = part, full
        else:
            current += part
    if current:
        yield current


def _head_of(text: str, start: int, room: int) -> int:
    """Return where the piece of a text ends that fits into some cells, at least one character long."""
    if text.isascii():
        return min(start + room, len(text))
    end, used = start + 1, cells(text[start : start + 1])
    while end < len(text) and (used := used + cells(text[end])) <= room:
        end += 1
    return min(end, len(text))


def cut(text: str, most: int, sign: str = "..") -> str:
    """Return a text of at most so many cells: whole words where that costs little, and no number that lost its end."""
    if cells(text) <= most:
        return text
    head = text[: _head_of(text, 0, most - cells(sign))]
    whole = head if text[len(head)].isspace() else head.rpartition(" ")[0]
    words = whole.split(" ")
    while len(words) > 1 and any(map(str.isdigit, words[-1])):
        words.pop()
    whole = " ".join(words)
    return f"{(whole if cells(whole) * 3 > most * 2 else head).rstrip(' ,;:.')}{sign}"


def set_apart(names: Sequence[str], most: int, *, head: bool = True) -> list[str]:
    """Return names of at most so many cells; of names that would look alike, the start and the part that differs."""
    short = [cut(name, most) for name in names]
    for label in {name for name in short if short.count(name) > 1}:
        alike = [place for place, name in enumerate(short) if name == label]
        first, last = min(names[place] for place in alike), max(names[place] for place in alike)
        if first == last:
            continue
        at = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
        at = first.rfind(" ", 0, at) + 1 or len(first[:at].rstrip("0123456789"))
        lead = f"{cut(first, most // 3)} " if head else ""
        ends = set_apart([names[place][at:] for place in alike], most - cells(lead), head=False)
        for place, end in zip(alike, ends, strict=True):
            short[place] = lead + end
    return short


def count_of(number: int, one: str, many: str) -> str:
    """Return a number with what is counted, in English."""
    return f"{number:,} {one if number == 1 else many}"
