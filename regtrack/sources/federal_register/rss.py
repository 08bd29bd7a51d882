"""RSS of the Federal Register: says that there is something new, and its number and day; all else is in the API.

The feed carries the newest 200 documents of the last 30 days and no dates of effect. It wakes; it does not fill gaps.
"""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import urlsplit

import attrs

from regtrack.dates import Date, parse_date
from regtrack.errors import InputError
from regtrack.http.fetch import Fetched, Fetcher, UnreadableError, shorten
from regtrack.sources.federal_register.query import document_number
from regtrack.sources.federal_register.shortfall import FEED, Shortfall

_LINK = re.compile(r"/(?:documents|articles)/(\d{4})/(\d{2})/(\d{2})/([^/?#]+)(?:/[^?#]*)?")

_MOST = 16 * 2**20


@attrs.frozen
class FeedItem:
    """An item of a feed.

    Attributes:
        number, published_on: the document's identity, from the link.
        title, link, abstract: as the feed has them, without markup.
        agencies: names joined by commas, which some names have inside too.
        topics: names.
        stated_at: the item's own pubDate as written; midnight in Washington, or the filing time on public inspection.
    """

    number: str
    published_on: Date
    title: str
    link: str
    abstract: str
    agencies: str
    topics: tuple[str, ...]
    stated_at: str


@attrs.frozen
class RegisterFeed:
    """A feed, read: its items, and what of it could not be read."""

    title: str
    items: tuple[FeedItem, ...]
    shortfalls: tuple[Shortfall, ...]


def read_feed(fetcher: Fetcher, url: str) -> RegisterFeed:
    """Read a feed; an item whose link names no document is noted, and the others go on."""
    parsed = fetcher.read(url, _parse, accept="application/rss+xml, application/xml, text/xml", max_bytes=_MOST)
    items: dict[tuple[str, Date], FeedItem] = {}
    notes: list[Shortfall] = []
    if parsed.get("bozo"):
        error = " ".join(str(parsed.get("bozo_exception", "broken XML")).split())[:100]
        notes.append(Shortfall(FEED, shorten(url), f"a feed with a fault ({error})", "one that is whole"))
    for entry in parsed["entries"]:
        item = _item(entry)
        if item is None:
            found = f"an item with the link {str(entry.get('link'))[:100]!r}"
            notes.append(Shortfall(FEED, shorten(url), found, "a link /documents/YYYY/MM/DD/NUMBER/..."))
        else:
            items[item.number, item.published_on] = item
    return RegisterFeed(_text(parsed["feed"], "title"), tuple(items.values()), tuple(notes))


def _parse(fetched: Fetched) -> Any:
    if b"<!ENTITY" in fetched.body.replace(b"\0", b""):
        raise UnreadableError("a feed that declares entities", "RSS or Atom")  # they can unfold without end
    import feedparser  # 50 ms, and only feeds need it

    # A stream and not the bytes: those it would try as the name of a file first.
    kind = {"content-type": fetched.headers.get("content-type", "application/rss+xml; charset=utf-8")}
    try:
        parsed = feedparser.parse(io.BytesIO(fetched.body), response_headers=kind)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError("text that the feed reader cannot take", "RSS or Atom") from error
    if isinstance(
        parsed.get("bozo_exception"),
        (feedparser.exceptions.CharacterEncodingOverride, feedparser.exceptions.NonXMLContentType),
    ):
        parsed["bozo"] = False  # a header that disagrees with the text takes nothing from it
    if not parsed.get("version"):
        raise UnreadableError("text that is not a feed", "RSS or Atom")
    return parsed


def _item(entry: Any) -> FeedItem | None:
    link = _text(entry, "link")
    try:
        match = _LINK.fullmatch(urlsplit(link).path)
        if match is None:
            return None
        day, number = parse_date("-".join(match.group(1, 2, 3))), document_number(match[4])
    except (InputError, ValueError):
        return None
    topics = tuple(str(tag.get("term")) for tag in entry.get("tags", ()) if tag.get("term"))
    title, abstract = _plain(_text(entry, "title")), _plain(_text(entry, "summary"))
    return FeedItem(number, day, title, link, abstract, _text(entry, "author"), topics, _text(entry, "published"))


def _text(table: Any, name: str) -> str:
    value = table.get(name)
    return value.strip() if isinstance(value, str) else ""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>", " ", text).split())
