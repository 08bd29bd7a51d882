"""Texts and addresses by authors who are not trusted, made safe for formats that give characters a meaning."""

from __future__ import annotations

import json
import re
from typing import Any

from regtrack.errors import escaped, printable, visible

_MARKDOWN = str.maketrans({**{char: f"\\{char}" for char in "\\`*_[]>#|"}, "<": "&lt;"})
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"(?:[-+=]|\d+(?=[.)]))")
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"'\\]+")


def markdown(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line: no markup, and no list or heading begins with it."""
    shown = _ENTITY.sub("&amp;", " ".join(printable(text).split())).translate(_MARKDOWN).replace("~~", "\\~\\~")
    start = _BLOCK_START.match(shown)
    if start is None:
        return shown
    mark = shown[: start.end()]
    return f"{mark}\\{shown[start.end() :]}" if mark.isdigit() else f"\\{shown}"


def json_of(table: Any) -> str:
    """Return a table as JSON for programs, which says what was written and commands no terminal."""
    return escaped(json.dumps(table, ensure_ascii=False, indent=2)) + "\n"


def web_address(url: str | None) -> str | None:
    """Return the address if it is one of the web, and shows what it is; nothing else may become a link."""
    return url if url and _WEB_ADDRESS.fullmatch(url) and visible(url) == url else None
