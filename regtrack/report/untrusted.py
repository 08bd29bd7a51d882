"""Texts and addresses by authors who are not trusted, made safe for formats that give characters a meaning."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from regtrack.errors import escaped, printable, visible

_MARKDOWN = str.maketrans({**{char: f"\\{char}" for char in "\\`*_[]>#|"}, "<": "&lt;"})
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"(?:[-+=]|\d+(?=[.)]))")
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"'\\]+")


@lru_cache(maxsize=4096)
def markdown(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line: no markup, and no list or heading begins with it."""
    shown = _ENTITY.sub("&amp;", " ".join(printable(text).split())).translate(_MARKDOWN).replace("~~", "\\~\\~")
    start = _BLOCK_START.match(shown)
    if start is None:
        return shown
    mark = shown[: start.end()]
    return f"{mark}\\{shown[start.end() :]}" if mark.isdigit() else f"\\{shown}"


def json_of(table: Any) -> str:
    """Return a table as JSON for programs, with characters that would control a terminal escaped."""
    return escaped(_indented(table, "\n", {})) + "\n"


def _indented(value: Any, start: str, written: dict[tuple[int, str], str]) -> str:
    """Return the same as :func:`json.dumps` with an indent of 2, which CPython does without C: in half the time.

    Args:
        value: to be written; a table that occurs twice is written once.
        start: a line end, and the indent of the value's line.
        written: the tables written so far, by their identity and place.
    """
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    if not value or not isinstance(value, (dict, list)):
        return json.dumps(value)
    if isinstance(value, list):
        inner = f"{start}  "
        texts = [_quoted(each) if isinstance(each, str) else _indented(each, inner, written) for each in value]
        return f"[{inner}{f',{inner}'.join(texts)}{start}]"
    found = written.get((id(value), start))
    if found is None:
        inner = f"{start}  "
        fields = [
            f"{_quoted(key)}: {_quoted(each) if isinstance(each, str) else _indented(each, inner, written)}"
            for key, each in value.items()
        ]
        found = written[id(value), start] = f"{{{inner}{f',{inner}'.join(fields)}{start}}}"
    return found


_quoted = json.encoder.encode_basestring


@lru_cache(maxsize=4096)  # a document proves several changes, and stands in several lists
def web_address(url: str | None) -> str | None:
    """Return the address if it is one of the web, and shows what it is; nothing else may become a link."""
    return url if url and _WEB_ADDRESS.fullmatch(url) and visible(url) == url else None


def escape_json(text: str) -> str:
    """Return JSON safe inside a script element: nothing in it ends the element or begins a comment.

    What would turn the direction of writing is left out: titles are by authors who are not trusted.
    """
    return visible(text.translate(_ESCAPES))


_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\x85\u2028\u2029"})
