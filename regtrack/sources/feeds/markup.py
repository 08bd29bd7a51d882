"""Publishers' HTML as plain text that is safe to keep and to quote."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import nh3

MOST = 200_000
"""How many characters of one item are kept: more is no release and no article."""

_BLOCKS = set(
    "address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that end a line; all others stand inside one."""
_UNSEEN = set("script style noscript template svg math head title textarea select".split())
"""Elements of whose content a reader sees nothing, or no words."""
_JUNK = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ud800-\udfff]"
)
"""Characters that show nothing and turn words or direction, and halves of characters."""
_MANY, _DEPTH, _SIGNS = 1000, 200, 20_000
_CLOSED_ALONE = frozenset(
    "area br col dd dt embed hr img input li link meta option p source tbody td tfoot th thead tr wbr".split()
)
_NESTED = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1|$)", re.DOTALL | re.IGNORECASE)
_NO_TAG = re.compile(r"<[^<>]*>")
_FRAME = re.compile(r"</?(?:iframe|object|embed)\b[^<>]*>", re.IGNORECASE)
"""Elements that a browser fills with something else; one that is never closed would take all that follows with it."""
_REST = r"""(?:\s+[\w:.-]+(?:="[^"<>]*"|='[^'<>]*')?)*+\s*/?>"""
"""What follows the name of an element."""
_LINE_END = re.compile(rf"</?(?:p|br){_REST}", re.IGNORECASE)
_NO_LINE_END = re.compile(
    rf"</?(?:a|abbr|b|big|cite|code|em|font|i|img|small|span|strong|sub|sup|u){_REST}", re.IGNORECASE
)
_SIGN = r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|#(?:3[2-9]|[4-9]\d|1[6-9]\d|[2-9]\d\d|[1-9]\d{3}));"
_SIMPLE = re.compile(rf"[^<&]*+(?:(?:{_LINE_END.pattern}|{_NO_LINE_END.pattern}|{_SIGN})[^<&]*+)*+", re.IGNORECASE)
"""HTML whose tree says nothing more: whichever of these elements are opened or closed, words stay where they are."""
_CELL = re.compile(r"</?t[dh]>")
_TAG = re.compile(r"</?[a-z][a-z0-9]*>")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_EAST = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_WRAPPED = re.compile(rf"(?<=[{_EAST}])[ \t]*[\r\n][ \t\r\n]*(?=[{_EAST}])")
"""A line end between Chinese or Japanese characters, which stands for no space."""


def plain(markup: str) -> str:
    """Return the words of a piece of HTML, a line for each block; scripts, styles and comments are left out.

    It is read as a browser would, well-formed or not: by the tree that HTML5 prescribes, unless it has only elements of
    which that tree says nothing more.
    """
    markup = _joined(markup[: 4 * MOST])
    if "<" not in markup and "&" not in markup:
        return line(markup)[:MOST]
    if _SIMPLE.fullmatch(markup):
        return _lines(_LINE_END.split(_NO_LINE_END.sub("", markup)))
    return by_tree(markup)


def by_tree(markup: str) -> str:
    """Return the same, whatever elements it has: nh3 builds the tree."""
    if "<" in markup:
        markup = _FRAME.sub(" ", markup)
    # It writes an element that is let through without attributes, and all other text escaped: what looks like a tag
    # after it is one.
    safe = _NO_TAG.sub("\n", _COMMENT.sub(" ", markup)) if _is_hostile(markup) else _cleaner().clean(markup)
    return _lines(_TAG.split(_CELL.sub(" ", safe)))


def _lines(parts: Iterable[str]) -> str:
    """Texts, escaped as in HTML, each on a line of its own."""
    return "\n".join(filter(None, (line(html.unescape(part)) for part in parts if part)))[:MOST]


@lru_cache(maxsize=1)  # making one takes three times as long as cleaning an item
def _cleaner() -> nh3.Cleaner:
    import nh3  # 5 ms, and only markup needs it

    return nh3.Cleaner(tags=_BLOCKS, clean_content_tags=_UNSEEN, attributes={}, link_rel=None)


def text(value: str) -> str:
    """Text that is no markup, without what shows nothing; its lines stay lines."""
    if value.isprintable():  # on one line
        return line(value)[:MOST]
    return "\n".join(filter(None, map(line, value[: 4 * MOST].splitlines())))[:MOST]


def line(value: str) -> str:
    """Return a text on one line, without what shows nothing."""
    if value.isprintable() and "  " not in value:  # as most are: of all that parts words, only a space is printable
        return value.strip(" ")
    joined = " ".join(value.split())
    return joined if joined.isprintable() else " ".join(_JUNK.sub("", joined).split())


def _is_hostile(markup: str) -> bool:
    """Whether elements stand in each other, or there are signs, beyond all sense, which would cost the square of it."""
    if len(markup) < _MANY:
        return False
    if markup.count("<") < _MANY:
        return markup.count("&") > _SIGNS
    depth = 0
    for close, name in _NESTED.findall(markup):
        depth += 0 if name.lower() in _CLOSED_ALONE else -1 if close else 1
        if depth > _DEPTH:
            return True
    return markup.count("&") > _SIGNS


def _joined(value: str) -> str:
    return value if value.isascii() else _WRAPPED.sub("", _SURROGATES.sub("", value))
