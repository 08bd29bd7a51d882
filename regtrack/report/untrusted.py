"""Texts and addresses by authors who are not trusted, made safe for formats that give characters a meaning."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_MARKDOWN = str.maketrans({**{char: f"\\{char}" for char in "\\`*_[]>#|"}, "<": "&lt;"})
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"(?:[-+=]|\d+(?=[.)]))")
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"'\\]+")


def clean(text: str) -> str:
    """Return a text without the characters that XML and calendars forbid or that turn the direction.

    Lines end in LF.
    """
    if text.isprintable():
        return text
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub("\n", text))


def markdown(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line: no markup, and no list or heading begins with it."""
    shown = _ENTITY.sub("&amp;", " ".join(text.split())).translate(_MARKDOWN).replace("~~", "\\~\\~")
    start = _BLOCK_START.match(shown)
    if start is None:
        return shown
    mark = shown[: start.end()]
    return f"{mark}\\{shown[start.end() :]}" if mark.isdigit() else f"\\{shown}"


def web_address(url: str | None) -> str | None:
    """Return the address if it is one of the web; nothing else may become a link."""
    return url if url and _WEB_ADDRESS.fullmatch(url) else None
