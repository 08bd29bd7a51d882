"""Which items are the same: whatever changed about them, and in whichever feed they come.

An item has five marks: its address, what its feed calls it, its words, its title, its date. Publishers change each of
them: guids are made anew, addresses get parameters that count readers, texts are edited, headlines sharpened, dates
moved. Two items are one document when enough marks agree, see :func:`is_same`. An address or a guid that several items
of one feed share (a court's docket) marks none of them.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from regtrack.sources.feeds.entry import FeedEntry

_COUNTS_READERS = re.compile(
    r"utm_.*|at_(?:medium|campaign|link.*|format|ptr_name|bbc_team)|pk_.*|mtm_.*|hsa_.*|_hs(?:enc|mi)|mc_[ce]id|mkt_tok|"
    r"[a-z]{1,3}clid|wt\.mc_id|icid|cmpid|ncid|ocid|xtor|igshid|smid|ftag|guccounter|guce_.*|yclid|spm|trk|ref_src|src_trk"
)
"""Parameters that tell a publisher where its readers come from, and nothing of what they read."""
_PLACES = frozenset(("source", "src", "ref", "from", "via", "partner", "feed", "cmp", "rss", "medium", "origin"))
_WAYS = re.compile(r"(?:rss|feed|atom|xml|twitter|newsletter|email)[0-9._\-]*(?:rss|feed|atom)?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?://(?:[^/?#@]*@)?(?:www\.)?([^/?#:@]+)(:\d*)?(/[^?#]*)?(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE
)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)


class Marks(NamedTuple):
    """What an item can be known again by; None where it has none of its own."""

    url: int | None
    guid: int | None
    text: str
    title: str
    published: str
    names: tuple[int, ...]
    """What a ledger finds it by: address and guid, and text, title and date together."""


class CandidateDocument(NamedTuple):
    """A document that an item may be.

    Attributes:
        names: those of the item's names that it goes by.
        has_url: whether it has an address.
        here: whether the item's own feed showed it.
        text, title, published: its own.
    """

    names: Collection[int]
    has_url: bool
    here: bool
    text: str
    title: str
    published: str


def is_same(marks: Marks, known: CandidateDocument) -> bool:
    """Whether an item is a document that shares at least one of its names.

    It is when address and guid agree; or any three of the five marks; or all that both have, and they have two; or all
    but one, the address among them; or, in another feed, which has its own words for it, address and one more. Address
    and title alone do not do in one feed: so a docket's entries stay apart.
    """
    url, guid = (mark in known.names for mark in (marks.url, marks.guid))
    pairs = (
        (marks.url is not None and known.has_url, url),
        (marks.guid is not None and known.here, guid),
        (bool(marks.text and known.text), marks.text == known.text),
        (bool(marks.title and known.title), marks.title == known.title),
        (bool(marks.published and known.published), marks.published == known.published),
    )
    comparable = sum(both for both, _ in pairs)
    agree = sum(both and equal for both, equal in pairs)
    enough = max(2, comparable - 1) if known.here else 2
    return (url and guid) or agree >= 3 or (agree == comparable >= 2) or (url and agree >= enough)


def marks_of(
    entries: Sequence[FeedEntry], texts: Sequence[str], published: Sequence[str], source: str, publisher: str
) -> list[Marks]:
    """Return the marks of the items of one feed.

    Args:
        entries: the items.
        texts: digest of the words of each.
        published: the date of each, as its document has it.
        source: the feed, in which alone its guids mean something.
        publisher: whose words they are: the same words of another are another's.
    """
    addresses = [canonical(entry.link) for entry in entries]
    shared_urls, shared_guids = _shared(addresses), _shared(entry.guid for entry in entries)
    found = []
    for entry, text, address, day in zip(entries, texts, addresses, published, strict=True):
        own = address and address not in shared_urls
        named = (
            entry.guid
            and entry.guid not in shared_guids
            and (not entry.guid.startswith("http") or canonical(entry.guid) != address)
        )
        url = number("url", address) if own else None
        guid = number("guid", source, entry.guid) if named else None
        words = number("words", publisher, text, entry.title, day)
        names = tuple([name for name in (url, guid, words) if name is not None])
        found.append(Marks(url, guid, text, entry.title, day, names))
    return found


def _shared(values: Iterable[str]) -> frozenset[str]:
    return frozenset(value for value, count in Counter(values).items() if count > 1)


def canonical(url: str) -> str:
    """Return what tells an address from others: without its scheme, its ``www.`` and what counts readers.

    Empty for none.
    """
    match = _ADDRESS.fullmatch(url)
    if match is None:
        return ""
    host, port, path, query, fragment = match.groups("")
    if "%" in path:
        path = unquote(path, errors="replace")
    if query:
        pairs = [pair for pair in query.split("&") if pair and not _is_tracking(*pair.partition("=")[::2])]
        query = f"?{'&'.join(sorted(pairs))}" if pairs else ""
    if fragment:
        fragment = "" if _is_tracking(*fragment.partition("=")[::2]) else f"#{fragment}"
    if "." in path:
        path = _INDEX.sub("", path)
    return f"{host.lower()}{'' if port in (':80', ':443') else port}{path.rstrip('/')}{query}{fragment}"


@lru_cache(maxsize=4096)  # the items of a feed have the same ones
def _is_tracking(name: str, value: str) -> bool:
    low = name.lower()
    return bool(_COUNTS_READERS.fullmatch(low)) or (low in _PLACES and bool(_WAYS.fullmatch(value)))


def number(*parts: str) -> int:
    """Texts as a number of 63 bits by which they are found again."""
    data = "\x1f".join(parts).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1


def document_id(marks: Marks, taken: Collection[str]) -> str:
    """Return the id of a new document: made of its address, else of all that it has; never one that another has."""
    id_ = named(marks.names[0])
    return id_ if id_ not in taken else named(number(*map(str, marks)))


def named(name: int) -> str:
    """Return the id of the document that was first known by a name."""
    return f"item:{name:016x}"
