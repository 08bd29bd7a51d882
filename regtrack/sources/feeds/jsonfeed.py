"""JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from regtrack.http.fetch import UnreadableError
from regtrack.sources.feeds import markup
from regtrack.sources.feeds.items import FeedEntry, ParsedFeed, absolute

_EXPECTED = "a JSON Feed (jsonfeed.org)"


def read(body: bytes, url: str) -> ParsedFeed:
    """Read a feed; an item that is no object is left out, and the fault says so.

    Raises:
        UnreadableError: it is no JSON, or no feed.
    """
    try:
        table = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        reason = _reason(error)
        raise UnreadableError(f"JSON that cannot be read ({reason})", _EXPECTED) from error
    items = table.get("items") if isinstance(table, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(table.get("version", "")):
        raise UnreadableError("JSON that is no feed", _EXPECTED)
    whole = [item for item in items if isinstance(item, dict)]
    wrong = len(items) - len(whole)
    language = _text(table, "language")
    entries = tuple(_entry(item, language, url) for item in whole)
    fault = f"{wrong} items that are no objects" if wrong else None
    return ParsedFeed("jsonfeed", markup.line(_text(table, "title")), language, entries, fault)


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}: {error.msg[0].lower()}{error.msg[1:]}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "it has a number without end"


def _entry(item: dict[str, Any], language: str, url: str) -> FeedEntry:
    bodies = (
        markup.plain(_text(item, "content_html")),
        markup.text(_text(item, "content_text")),
        markup.text(_text(item, "summary")),
    )
    guid = markup.line(_text(item, "id"))
    raw = json.dumps(item, sort_keys=True).encode()
    return FeedEntry(
        guid,
        absolute(url, _text(item, "url") or _text(item, "external_url")) or absolute("", guid),
        markup.line(_text(item, "title")),
        max(bodies, key=len),
        _text(item, "date_published"),
        _text(item, "date_modified"),
        _text(item, "language") or language,
        hashlib.sha256(raw).hexdigest(),
    )


def _text(table: dict[str, Any], name: str) -> str:
    """Return a text; a number, as some write their ids, stands for its digits."""
    value = table.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""
