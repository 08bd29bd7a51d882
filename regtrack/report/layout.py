"""Text for terminals and pipes: wrapped to a width in cells, so that Japanese lines up; coloured only when asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

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


_ONE = (" ~", "\xa0\xac", "\xae\u02ff", "\u2010\u2027", "\u2030\u205e")
_TWO = ("\u3000\u3029", "\u3041\u3096", "\u309b\u30ff", "\u3400\u4dbf", "\u4e00\u9fff", "\uac00\ud7a3", "\uff01\uff60")
"""Latin letters with their punctuation take a column each, and these kana, ideographs and syllables two.

Ranges, first and last: to compile a regular expression with so many characters takes 2 ms."""


@lru_cache(maxsize=4096)
def cells(text: str) -> int:
    """How many columns a text takes on a terminal; East Asian characters take two."""
    if text.isascii():
        return len(text)
    columns = [_columns(char) for char in text]
    if 0 not in columns:
        return sum(columns)
    from wcwidth import wcswidth  # 8 ms, for the few texts with anything else

    width: int = wcswidth(text)
    return width if width >= 0 else len(text)


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    """How many columns a character takes; 0 when it is none of the usual ones."""
    return 1 if _among(char, _ONE) else 2 if _among(char, _TWO) else 0


def _among(char: str, ranges: Sequence[str]) -> bool:
    return any(each[0] <= char <= each[1] for each in ranges)


def wrap(text: str, width: int, lead: str = "", indent: str | None = None) -> list[str]:
    """Lines of at most ``width`` cells; the first begins with ``lead``, the others with ``indent``.

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
    told = [*((each, "warn") for each in notices), (title, "title"), (below, "dim")]
    return [paint(line, kind) for text, kind in told if text for line in wrap(text, width)]


def labelled(rows: Iterable[tuple[str, str | None]], at: int, width: int = 80) -> Iterator[str]:
    """Return texts, each beside its label, from a column on; a row without a text is left out."""
    for label, text in rows:
        if text:
            lead = f"{_INDENT}{label}"
            yield from wrap(text, width, lead + " " * (at - cells(lead)), " " * at)


def shown(text: str) -> str:
    """Return a text without characters that steer a terminal or turn the direction of writing."""
    return text if text.isprintable() else printable(text)


_WIDE = (
    "\u1100\u115f", "\u2e80\u303e", "\u3041\ua4cf", "\uac00\ud7a3", "\uf900\ufaff", "\ufe30\ufe6f", "\uff00\uff60",
    "\uffe0\uffe6",
)  # fmt: skip
_CLOSING = "、。，．）」』】〉》！？：；ー"
_OPENING = "（「『【〈《“"
_MARK = re.compile(r"\[\w{1,12}\]")


@lru_cache(maxsize=4096)
def _is_wide(char: str) -> bool:
    return _among(char, _WIDE)


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Words as they may be broken apart, and whether a space stood before each; East Asian text breaks anywhere."""
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
    """Whether a line may end between two characters: beside an East Asian one, but not inside a bracket's edge."""
    return after not in _CLOSING and before not in _OPENING and (_is_wide(after) or _is_wide(before))


def _pieces(word: str, room: int, full: int) -> Iterator[str]:
    """Return a word that is wider than a line, cut."""
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
    """Where a piece of a text ends that fits into some cells, at least one character long."""
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
    """Return names of at most so many cells; of those that would read alike, the begin and the part that differs."""
    short = [cut(name, most) for name in names]
    for each in {name for name in short if short.count(name) > 1}:
        alike = [place for place, name in enumerate(short) if name == each]
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
