"""What a feed says, whatever its format: the items as their publisher put them in, in plain text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import attrs

from regtrack.sources.feeds import markup

Item = TypeVar("Item")
_PLAIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.\-]*(?::\d{1,5})?(?:/[!-~]*)?")
"""Addresses that mean themselves wherever they stand: most of them."""
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+.\-]*://)/*")


@attrs.frozen
class FeedEntry:
    """One item of a feed.

    Attributes:
        guid: what the feed calls it; empty if nothing.
        link: an http or https address; empty if the feed gives none.
        title: on one line.
        text: its body, or its summary if that says more.
        published: when it was published, as written; empty if not stated.
        updated: when it was changed last, as written.
        language: as written, of the item or else of the feed.
        sha256: of the bytes that the feed gave for it.
    """

    guid: str
    link: str
    title: str
    text: str
    published: str
    updated: str
    language: str
    sha256: str


@attrs.frozen
class ParsedFeed:
    """A feed, read.

    Attributes:
        format: rss, atom, rdf, cdf or jsonfeed.
        title: its name.
        language: as written.
        entries: its items, in its order.
        fault: why they are not all; None when they are.
    """

    format: str
    title: str
    language: str
    entries: tuple[FeedEntry, ...]
    fault: str | None = None


def absolute(base: str, address: str) -> str:
    """Return an address as the feed means it, if there is one and it is of the web; else an empty text."""
    if not address or (_PLAIN.fullmatch(address) and "/." not in address):
        return address
    try:
        found = urljoin(base, _SLASHES.sub(r"\1", address.strip()))
        scheme, host = urlsplit(found)[:2]
    except ValueError:
        return ""
    return markup.line(found) if scheme in ("http", "https") and host and " " not in found else ""


_ENDS = re.compile(rb"<(/?)(?:\w+:)?(item|entry)(?=[\s>])", re.IGNORECASE)


def digests(body: bytes, whole: Sequence[Item], spelled: Callable[[Item], bytes]) -> list[str]:
    """SHA-256 of the bytes of each item; where they cannot be told apart, of the item as it is spelled."""
    found = list(pieces(body))
    if len(found) != len(whole):
        found = [spelled(each) for each in whole]
    return [hashlib.sha256(piece).hexdigest() for piece in found]


def pieces(body: bytes) -> Iterator[bytes]:
    """Return the bytes from each beginning of an item to the next end of one."""
    begin: int | None = None
    for match in _ENDS.finditer(body):
        if not match[1]:
            begin = match.start() if begin is None else begin
        elif begin is not None:
            yield body[begin : match.end()]
            begin = None
