"""The hash chain: one digest that covers everything that was recorded, reported, sent and tried, in order.

Each link covers rows that are never changed afterwards, by the SHA-256 of their canonical lines, and the link before
it. Whoever knows one head can see whether anything before it was changed. docs/reference/chain.md has the format, and
a program of 20 lines that verifies an export; it is the same for every database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from types import MappingProxyType
from typing import Any, NamedTuple

from regtrack.dates import Tick

BLOCK = 500
"""How many entries one link covers at most, so that damage is found near where it is."""
SHORT = 16
"""How many digits of a head mails show: 64 bits, more than anybody can search through."""
IN_EXPORTS = ("source", "entries")
"""What an export holds of what links cover; of the rest it has the links alone."""
LINES = MappingProxyType(
    {
        "source": ("num", "id", "title", "first_recorded"),
        "digest": ("subscriber", "number", "at", "known", "title"),
        "told": ("key", "print", "kind", "instrument", "scope", "on", "sort", "sentence", "events", "matched"),
        "message": ("id", "place", "kind", "address", "sender", "title", "queued_at", "sha256"),
        "attempt": ("id", "at", "outcome", "detail"),
        "rebase": ("subscriber", "number", "sound", "last", "at", "day", "until", "from_at", "from_known"),
    }
)
"""What canonical lines say, by kind. A digest is followed by those of its facts, sorted, and of its messages as they
were queued (``sha256`` of the payload); an attempt is one time that a message was tried; a rebase undoes digests of a
wrong clock; ``matched`` is why a fact was reported."""
_text = json.encoder.encode_basestring
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class ChainLink(NamedTuple):
    """One link.

    Attributes:
        num: its place, from 1.
        subject: what it covers: ``source 3``, ``entries 1-500``, ``digest 2 lin``, ``message 1 MESSAGE-ID``,
            ``attempt 1 MESSAGE-ID``; or a note that covers no rows, such as ``restored 41 1764331200000000``.
        rows: SHA-256 of the canonical lines of that, in hexadecimal digits.
        head: SHA-256 of the head before it, the subject and the rows.
    """

    num: int
    subject: str
    rows: str
    head: str


NONE = ChainLink(0, "", "", "")
"""What comes before the first link."""


def link(before: ChainLink, subject: str, rows: str) -> ChainLink:
    """Return the link that follows another."""
    head = sha256(f"{before.head} {subject} {rows}\n".encode()).hexdigest()
    return ChainLink(before.num + 1, subject, rows, head)


def digest(lines: Iterable[str]) -> str:
    """Return the SHA-256 of lines, each ended by a line feed."""
    return sha256("\n".join([*lines, ""]).encode()).hexdigest()


def entry_line(
    seq: int, recorded: Tick, source: int, type_: str, key: str, id_: str, body: str, history: int
) -> str:  # fmt: skip
    """Return the canonical line of an entry, whose body is canonical: what an export has, without blanks."""
    begins = f'{{"history":{history},' if history else "{"
    ends = f'"record":{body},"recorded":{recorded},"seq":{seq},"source":{source},"type":"{type_}"}}'
    return f'{begins}"id":"{id_}","key":{_text(key)},{ends}'


def line(kind: str, *values: Any) -> str:
    """Return the canonical line of a row of another kind; the values as ``LINES`` names them."""
    return _canonical({"type": kind, **dict(zip(LINES[kind], values, strict=True))})
