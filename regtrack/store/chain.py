"""The hash chain: one digest that stands for everything that was recorded, told, sent and tried, in order.

Each link covers rows that are never changed afterwards, by the SHA-256 of their canonical lines, and the link before
it. Whoever knows one head can tell whether anything before it was changed. docs/reference/chain.md has the format, and
a program of 20 lines that verifies an export; it is the same for every database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from regtrack.dates import Tick

if TYPE_CHECKING:
    from regtrack.store.messages import ToldFact

BLOCK = 500
"""How many entries one link covers at most, so that damage is found near where it is."""
SHORT = 16
"""How many digits of a head mails show: 64 bits, more than anybody can search through."""
IN_EXPORTS = ("source", "entries")
"""What an export holds of what links cover; of the rest it has the links alone."""
_text = json.encoder.encode_basestring


class ChainLink(NamedTuple):
    """One link.

    Attributes:
        num: its place, from 1.
        subject: what it covers: ``source 3``, ``entries 1-500``, ``digest 2 lin``, ``message 1 MESSAGE-ID``,
            ``attempt 1 MESSAGE-ID``; or a note that stands for itself, such as ``restored 41 1764331200000000``.
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


def source_line(num: int, id_: str, title: str, first_recorded: Tick) -> str:
    """Return the canonical line of a file or feed."""
    return _line(type="source", num=num, id=id_, title=title, first_recorded=first_recorded)


def digest_line(subscriber: str, number: int, at: Tick, known: Tick, title: str) -> str:
    """Return the canonical line of a digest; the lines of its facts follow, sorted, then those of its messages."""
    return _line(type="digest", subscriber=subscriber, number=number, at=at, known=known, title=title)


def told_line(fact: ToldFact, matched: str) -> str:
    """Return the canonical line of a fact that was told, and of what it was matched by."""
    return _line(
        type="told", key=fact.key, print=fact.print, kind=fact.kind, instrument=fact.instrument, scope=fact.scope,
        on=fact.on, sort=fact.sort, sentence=fact.sentence, events=fact.events, matched=matched,
    )  # fmt: skip


def message_line(
    id_: str, place: int, kind: str, address: str, sender: str, title: str, queued_at: Tick, payload: str
) -> str:  # fmt: skip
    """Return the canonical line of a message as it went into the outbox; ``payload`` is its SHA-256."""
    return _line(
        type="message", id=id_, place=place, kind=kind, address=address, sender=sender, title=title,
        queued_at=queued_at, sha256=payload,
    )  # fmt: skip


def attempt_line(id_: str, at: Tick, outcome: str, detail: str) -> str:
    """Return the canonical line of one time that a message was tried."""
    return _line(type="attempt", id=id_, at=at, outcome=outcome, detail=detail)


def rebase_line(
    subscriber: str, number: int, sound: int, last: int, at: Tick, day: str, until: str, from_at: Tick, from_known: Tick
) -> str:  # fmt: skip
    """Return the canonical line of a record that undoes digests of a wrong clock."""
    return _line(
        type="rebase", subscriber=subscriber, number=number, sound=sound, last=last, at=at, day=day, until=until,
        from_at=from_at, from_known=from_known,
    )  # fmt: skip


def _line(**table: Any) -> str:
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
