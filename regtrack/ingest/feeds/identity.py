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
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from regtrack.ingest.feeds.entry import Entry

_COUNTS_READERS = re.compile(
    r"utm_.*|at_(?:medium|campaign|link.*|format|ptr_name|bbc_team)|pk_.*|mtm_.*|hsa_.*|_hs(?:enc|mi)|mc_[ce]id|mkt_tok|"
    r"[a-z]{1,3}clid|wt\.mc_id|icid|cmpid|ncid|ocid|xtor|igshid|smid|ftag|guccounter|guce_.*|yclid|spm|trk|ref_src|src_trk"
)
"""Parameters that tell a publisher where its readers come from, and nothing of what they read."""
_PLACES = frozenset(("source", "src", "ref", "from", "via", "partner", "feed", "cmp", "rss", "medium", "origin"))
_WAYS = re.compile(r"(?:rss|feed|atom|xml|twitter|newsletter|email)?[0-9._\-]*(?:rss|feed|atom)?", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)


class Marks(NamedTuple):
    """What an item can be known again by; None where it has none of its own."""

    url: int | None
    guid: int | None
    text: int | None
    title: str
    published: str

    @property
    def names(self) -> tuple[int, ...]:
        """The marks by which a ledger finds it."""
        return tuple(mark for mark in self[:3] if mark is not None)


class Known(NamedTuple):
    """A document that an item may be.

    Attributes:
        names: those of the item's names that it goes by.
        has_url: whether it has an address.
        here: whether the item's own feed showed it.
        title, published: its own.
    """

    names: Collection[int]
    has_url: bool
    here: bool
    title: str
    published: str


def is_same(marks: Marks, known: Known) -> bool:
    """Whether an item is a document that shares at least one of its names.

    It is when address and guid agree; or any three of the five marks; or all that both have, and they have two; or all
    but one, the address among them. Address and title alone do not do: so a docket's entries stay apart.
    """
    url, guid = (mark in known.names for mark in (marks.url, marks.guid))
    pairs = (
        (marks.url is not None and known.has_url, url),
        (marks.guid is not None and known.here, guid),
        (marks.text is not None, marks.text in known.names),
        (bool(marks.title and known.title), marks.title == known.title),
        (bool(marks.published and known.published), marks.published == known.published),
    )
    comparable = sum(both for both, _ in pairs)
    agree = sum(both and equal for both, equal in pairs)
    return (url and guid) or agree >= 3 or (agree == comparable >= 2) or (url and agree >= max(2, comparable - 1))


def marks_of(entries: Sequence[Entry], published: Sequence[str], source: str, publisher: str) -> list[Marks]:
    """The marks of the items of one feed.

    Args:
        entries: the items.
        published: the date of each, as its document has it.
        source: the feed, in which alone its guids mean something.
        publisher: whose words they are: the same words of another are another's.
    """
    addresses = [canonical(entry.link) for entry in entries]
    shared_urls, shared_guids = _shared(addresses), _shared(entry.guid for entry in entries)
    found = []
    for entry, address, day in zip(entries, addresses, published, strict=True):
        own = address and address not in shared_urls
        named = entry.guid and entry.guid not in shared_guids and canonical(entry.guid) != address
        found.append(
            Marks(
                number("url", address) if own else None,
                number("guid", source, entry.guid) if named else None,
                number("text", publisher, entry.text or entry.title) if entry.text or entry.title else None,
                entry.title,
                day,
            )
        )
    return found


def _shared(values: Iterable[str]) -> frozenset[str]:
    return frozenset(value for value, count in Counter(values).items() if count > 1)


def canonical(url: str) -> str:
    """What tells an address from others: without its scheme, its ``www.`` and what counts readers; empty for none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    path = _INDEX.sub("", unquote(parts.path, errors="replace")).rstrip("/")
    query = ""
    if parts.query:
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        query = "?" + urlencode(sorted(pair for pair in pairs if not _is_tracking(*pair)), errors="replace")
    fragment = "" if not parts.fragment or _is_tracking(*parts.fragment.partition("=")[::2]) else f"#{parts.fragment}"
    return f"{host}{port}{path}{query.rstrip('?')}{fragment}"


def _is_tracking(name: str, value: str) -> bool:
    low = name.lower()
    return bool(_COUNTS_READERS.fullmatch(low)) or (low in _PLACES and bool(_WAYS.fullmatch(value)))


def number(*parts: str) -> int:
    """Texts as a number of 63 bits by which they are found again."""
    data = "\x1f".join(parts).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1


def document_id(marks: Marks, taken: Collection[str]) -> str:
    """The id of a new document: made of its address, else of all that it has; never one that another has."""
    first = next(iter(marks.names), None)
    if marks.url is not None or marks.guid is not None:
        id_ = f"item:{first:016x}"
        if id_ not in taken:
            return id_
    return f"item:{number(*(str(mark) for mark in marks)):016x}"
