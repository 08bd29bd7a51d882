"""RSS of the Federal Register: says that there is something new, and its number and day; all else is in the API.

The feed carries the newest 200 documents of the last 30 days and no dates of effect. It wakes; it does not fill gaps.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import attrs

from regtrack.dates import parse_date
from regtrack.errors import InputError
from regtrack.http.fetch import Fetched, Fetcher, shorten
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.query import document_number
from regtrack.sources.federal_register.shortfall import FEED, Shortfall
from regtrack.sources.feeds.entry import FeedEntry, ParsedFeed
from regtrack.sources.feeds.reading import BrokenOffError, read_answer

_LINK = re.compile(r"/(?:documents|articles)/(\d{4})/(\d{2})/(\d{2})/([^/?#]+)(?:/[^?#]*)?")
_MOST = 16 * 2**20


@attrs.frozen
class RegisterFeed:
    """A feed, read: its documents, of which neither the type nor the dates are told; and what could not be read."""

    documents: tuple[RegisterDocument, ...]
    shortfalls: tuple[Shortfall, ...]


def read_feed(fetcher: Fetcher, url: str) -> RegisterFeed:
    """Read a feed; an item whose link names no document is noted, and the others go on."""
    parsed = fetcher.read(url, _parse, accept="application/rss+xml, application/xml, text/xml", max_bytes=_MOST)
    found: dict[object, RegisterDocument] = {}
    notes = [Shortfall(FEED, shorten(url), parsed.fault, "the whole of it")] if parsed.fault else []
    for entry in parsed.entries:
        document = _document(entry)
        if document is None:
            words = f"an item with the link {entry.link[:100]!r}"
            notes.append(Shortfall(FEED, shorten(url), words, "a link /documents/YYYY/MM/DD/NUMBER/..."))
        else:
            found[document.identity] = document
    return RegisterFeed(tuple(found.values()), tuple(notes))


def _parse(fetched: Fetched) -> ParsedFeed:
    try:
        return read_answer(fetched)
    except BrokenOffError as error:
        return error.feed


def _document(entry: FeedEntry) -> RegisterDocument | None:
    try:
        match = _LINK.fullmatch(urlsplit(entry.link).path)
        if match is None:
            return None
        day, number = parse_date("-".join(match.group(1, 2, 3))), document_number(match[4])
    except (InputError, ValueError):
        return None
    return RegisterDocument(
        number=number, published_on=day, origin=DocumentForm.RSS, type=DocumentType.UNCATEGORIZED, title=entry.title,
        abstract=" ".join(entry.text.split()) or None, html_url=entry.link,
    )  # fmt: skip
