"""The bytes behind an address as a feed, or one line that says why they are none."""

from __future__ import annotations

import codecs
import re
import zlib
from typing import NoReturn

import attrs

from regtrack.errors import in_words
from regtrack.http.fetch import Fetched, UnreadableError
from regtrack.sources.feeds import charset, feedparsing, jsonfeed
from regtrack.sources.feeds.items import ParsedFeed, digests, pieces

MOST_BYTES = 32 * 2**20
"""The largest body that is read, unpacked."""
MOST_BROKEN = 4 * 2**20
"""The largest that is read though it is not well-formed, which takes a hundred times as long."""
MOST_ENTITIES = 1000
"""The most entities that a document type may declare; HTML's own are 253."""
EXPECTED = "RSS, Atom, RDF or JSON Feed"
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
"""What a feed's address is asked for."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^>]*>([^<]{0,200})", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>|<(?:\w+:)?(?:rss|feed|rdf)\b[^>]*/>", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),  # first: one begins like UTF-16's
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("<?xml".encode("utf-16-le"), "utf-16-le"), ("<?xml".encode("utf-16-be"), "utf-16-be"),
)  # fmt: skip


class BrokenOffError(UnreadableError):
    """A feed ends before its end; what came of it is ``feed``."""

    def __init__(self, feed: ParsedFeed) -> None:
        assert feed.fault is not None
        super().__init__(feed.fault, "the whole of it")
        self.feed = feed


def read_answer(fetched: Fetched) -> ParsedFeed:
    """Return the feed that an address gave.

    Raises:
        BrokenOffError: it breaks off; the error has what came.
        UnreadableError: it is no feed, or nobody can take it.
    """
    try:
        return read(fetched.body, fetched.url, fetched.headers.get("content-type"))
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(f"text that the reader cannot take: {in_words(error)}", EXPECTED) from error


def read(body: bytes, url: str, content_type: str | None = None) -> ParsedFeed:
    """Return a feed in any of the formats.

    Args:
        body: the bytes.
        url: where they came from; addresses in them are relative to it.
        content_type: the header of that name.

    Raises:
        BrokenOffError: it breaks off; the error has what came.
        UnreadableError: it is no feed.
    """
    if body.startswith(_GZIP):
        body = _unpacked(body)
    body, content_type = _narrow(body, content_type)
    body = body.strip()
    if not body.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise UnreadableError("an empty body", EXPECTED)
    start = body[:2048].replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"["):
        return jsonfeed.read(body, url)
    if _HTML.search(start) and not _ROOT.search(start):
        _refuse_page(start)
    from regtrack.sources.feeds import wellformed  # lxml: 30 ms, and who lists feeds reads none

    feed = wellformed.read(body, url, content_type)
    if feed is not None:
        return feed
    mended = charset.mended(body, content_type)
    good, content_type = (body, content_type) if mended is None else (mended, charset.UTF8)
    good = charset.without_impossible(good)
    if good == body:
        return _leniently(body, url, content_type)
    try:
        feed = wellformed.read(good, url, content_type) or _leniently(good, url, content_type)
    except BrokenOffError as error:
        raise BrokenOffError(_as_they_came(error.feed, body)) from error
    return _as_they_came(feed, body)


def _narrow(body: bytes, content_type: str | None) -> tuple[bytes, str | None]:
    """Return a feed in UTF-16 or UTF-32 as UTF-8 without a declaration, with its media type; any other as it is.

    Its first bytes count for more than any declaration: the default of ``text/xml`` is ASCII, for one.
    """
    for mark, name in _WIDE:
        if body.startswith(mark):
            text = body.decode(name, "replace").removeprefix("\ufeff").strip()
            return charset.DECLARATION.sub(b"", text.encode("utf-8", "replace"), count=1), charset.UTF8
    return body, content_type


def _as_they_came(feed: ParsedFeed, body: bytes) -> ParsedFeed:
    """Return a feed that was read from a mended body, with the digests of what its server sent."""
    own = digests(body, feed.entries, lambda entry: entry.sha256.encode())
    entries = (attrs.evolve(each, sha256=sha256) for each, sha256 in zip(feed.entries, own, strict=True))
    return attrs.evolve(feed, entries=tuple(entries))


def _leniently(body: bytes, url: str, content_type: str | None) -> ParsedFeed:
    entities = body.count(b"<!ENTITY") or body.count("<!ENTITY".encode("utf-16-le"))
    if entities > MOST_ENTITIES:
        raise UnreadableError(f"a document type with {entities} entities", f"at most {MOST_ENTITIES}")
    if len(body) > MOST_BROKEN:
        raise UnreadableError(
            f"{len(body)} bytes that are not plain well-formed XML", f"at most {MOST_BROKEN} bytes of what is not"
        )
    feed = feedparsing.read(body, url, content_type)
    if feed.format != "cdf" and not _END.search(_tail(body)):
        whole = feed.entries[: len(list(pieces(body)))]  # the last item may be cut in its middle
        fault = f"a feed that breaks off after {len(feed.entries)} items"
        raise BrokenOffError(attrs.evolve(feed, entries=whole, fault=fault))
    return feed


def _tail(body: bytes) -> str:
    return body[-4096:].replace(b"\x00", b"").decode("latin-1")


def _refuse_page(start: bytes) -> NoReturn:
    title = _TITLE.search(start)
    words = " ".join(title[1].decode("utf-8", "replace").split())[:80] if title else ""
    raise UnreadableError(f"an HTML page{f' ({words})' if words else ''}", EXPECTED)


def _unpacked(body: bytes) -> bytes:
    """Return what a server sent packed without saying so."""
    try:
        data = zlib.decompressobj(31).decompress(body, MOST_BYTES + 1)
    except zlib.error as error:
        raise UnreadableError(f"gzip that cannot be unpacked ({error})", EXPECTED) from error
    if len(data) > MOST_BYTES:
        raise UnreadableError(f"gzip of more than {MOST_BYTES} bytes", f"at most {MOST_BYTES} bytes")
    return data
