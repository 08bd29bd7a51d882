"""RSS 0.9x to 2.0, RDF, Atom and CDF as feedparser reads them, which makes sense of almost anything."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from regtrack.http.fetch import UnreadableError
from regtrack.sources.feeds import markup
from regtrack.sources.feeds.items import FeedEntry, ParsedFeed, absolute, digests

_EXPECTED = "RSS, Atom, RDF or JSON Feed"
_FAMILIES = ("atom", "cdf")
_FAILURES = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, AssertionError)
"""What feedparser is known to raise for text that it cannot take."""
_BLANKS = re.compile(rb"\n\s{100,}")
"""Long runs of blank lines: from each of them feedparser looks for an entity anew, which takes seconds in 24 kB."""


def read(body: bytes, url: str, content_type: str | None) -> ParsedFeed:
    """Read a feed.

    Raises:
        UnreadableError: it is no feed.
    """
    import feedparser  # 50 ms, and only feeds that are not well-formed need it

    headers = {"content-location": url} if url else {}
    if content_type:
        headers["content-type"] = content_type
    elif headers:
        headers["content-type"] = "application/xml"
    try:
        # A stream and not the bytes: those it would try as the name of a file first. What it gives is made safe here.
        parsed = feedparser.parse(
            io.BytesIO(_BLANKS.sub(b"\n\n", body)),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _FAILURES as error:
        raise UnreadableError("text that the feed reader cannot take", _EXPECTED) from error
    version, entries = str(parsed.get("version") or ""), parsed["entries"]
    if not version and not entries:
        raise UnreadableError("text that is no feed", _EXPECTED)
    about = parsed["feed"]
    family = next((name for name in _FAMILIES if version.startswith(name)), "rdf" if version in _RDF else "rss")
    language = _text(about, "language")
    hashes = digests(body, entries, lambda entry: repr(entry).encode("utf-8", "replace"))
    read = tuple(_entry(entry, language, url, sha256) for entry, sha256 in zip(entries, hashes, strict=True))
    return ParsedFeed(family, _reduced(about, "title", one_line=True), language, read)


_RDF = frozenset({"rss090", "rss10"})


def _entry(entry: Mapping[str, Any], language: str, url: str, sha256: str) -> FeedEntry:
    contents = entry.get("content")
    bodies = [_reduced(entry, "summary")]
    if isinstance(contents, list):
        bodies[:0] = [_plain(_text(each, "value"), each.get("type")) for each in contents if hasattr(each, "get")]
    detail = entry.get("title_detail")
    own = _text(detail, "language") if hasattr(detail, "get") else ""
    return FeedEntry(
        markup.line(_text(entry, "id")),
        absolute(url, _text(entry, "link")),
        _reduced(entry, "title", one_line=True),
        max(bodies, key=len),
        _date(entry, "published"),
        _date(entry, "updated") or _date(entry, "created"),
        own or language,
        sha256,
    )


def _reduced(table: Mapping[str, Any], name: str, *, one_line: bool = False) -> str:
    detail = table.get(f"{name}_detail")
    type_ = detail.get("type") if isinstance(detail, dict) else "text/html"
    value = _text(table, name)
    return markup.line(_plain(value, type_)) if one_line else _plain(value, type_)


def _plain(value: str, type_: Any) -> str:
    return markup.text(value) if type_ == "text/plain" else markup.plain(value)


def _date(entry: Mapping[str, Any], name: str) -> str:
    # Without the look, feedparser gives the date of publication for the one of the last change.
    return _text(entry, name) if name in entry else ""


def _text(table: Any, name: str) -> str:
    value = table.get(name)
    return value.strip() if isinstance(value, str) else ""
