"""Verifying a ledger: the database's own pages, the hash chain, ids, messages, checksums, derived tables."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from types import MappingProxyType

from regtrack.errors import in_words
from regtrack.store import chain, linking
from regtrack.store.chain import NONE
from regtrack.store.database import Database
from regtrack.store.faults import is_sound
from regtrack.store.rebuilding import differences
from regtrack.store.values import CheckProgress, Damage

Progress = Callable[[CheckProgress], object]
_STEP = 2_000
"""How many rows there are between two reports of progress."""
COPY = "restore it from a copy of the file"
RECORD = (
    "make a new ledger from an export (`regtrack add EXPORT --store NEW`) or restore a copy of the file; "
    "`regtrack sync --again` reads what sources still have"
)
_TOLD = f"{COPY}; subscribers have the words in their mail"
_REMADE = (
    "the entries are whole: export them and make a new ledger (`regtrack add EXPORT --store NEW`), or restore a copy"
)


_COVERED = MappingProxyType(
    {
        "source": "source",
        "entries": "entry",
        "digest": "digest",
        "told": "told",
        "queued": "outbox",
        "message": "readdressed",
        "attempt": "attempt",
        "rebase": "rebase",
    }
)
"""What links cover, each with the table that has no other rows."""


class LedgerCheck:
    """One check of a ledger, at one moment of it.

    Args:
        db: the ledger.
        progress: called now and then.
    """

    def __init__(self, db: Database, progress: Progress | None) -> None:
        self._db, self._progress = db, progress or (lambda _: None)
        self._hurt = False

    def run(self) -> Iterator[Damage]:
        """Return what is damaged; each part is verified whatever became of the one before."""
        with self._db.lenient(), self._db.snapshot():
            for name, part, remedy in (
                ("the file", self._pages, COPY),
                ("entries", self._entries, RECORD),
                ("the chain", self._chain, RECORD),
                ("messages", self.messages, _TOLD),
                ("checksums", self._seals, COPY),
                ("derived tables", self._derived, _REMADE),
            ):
                yield from self._guarded(name, part, remedy)

    def _guarded(self, name: str, part: Callable[[], Iterator[Damage]], remedy: str) -> Iterator[Damage]:
        try:
            for damage in part():
                self._hurt = True
                yield damage
        except Exception as error:  # noqa: BLE001  a damaged ledger may raise anything, and the other parts go on
            self._hurt = True
            words = (
                str(error)
                if isinstance(error, sqlite3.Error)
                else in_words(error).removeprefix("a fault of regtrack itself: ")
            )
            yield Damage(name, f"cannot be read ({words})", remedy)

    def _moved(self, part: str, done: int, total: int) -> None:
        if done % _STEP == 0 or done == total:
            self._progress(CheckProgress(part, done, total))

    def _count(self, table: str) -> int:
        return int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    # --- parts --------------------------------------------------------------------------------------------------------

    def _pages(self) -> Iterator[Damage]:
        self._progress(CheckProgress("the file", 0, 1))
        for words in self._db.broken_pages():
            yield Damage("the file", " ".join(words.split()), COPY)

    def _entries(self) -> Iterator[Damage]:
        total = self._count("entry")
        rows = self._db.stream("SELECT seq, type, key, id, body FROM entry ORDER BY seq")
        for done, (seq, type_, key, id_, body) in enumerate(rows, 1):
            if not is_sound(self._db, type_, key, id_, body):
                yield Damage(f"entry {seq} ({type_} {key})", "its id is not the digest of what it says", RECORD)
            self._moved("entries", done, total)

    def _chain(self) -> Iterator[Damage]:
        total, before, seq = self._count("link"), NONE, 0
        counts = dict.fromkeys(_COVERED, 0)
        restored = linking.restored(self._db)
        for done, link in enumerate(linking.links(self._db), 1):
            if link != chain.link(before, link.subject, link.rows):
                yield Damage(f"link {link.num} ({link.subject})", "it does not follow from the link before it", RECORD)
            before = link
            what, _, which = link.subject.partition(" ")
            if what == "entries":
                first, last = map(int, which.split("-"))
                if first <= seq:
                    yield Damage(f"link {link.num} ({link.subject})", "entries before it are chained again", RECORD)
                seq = last
            if what in counts and (what in chain.IN_EXPORTS or link.num > restored):
                lines = linking.covered(self._db, link.subject)
                counts[what] += len(lines) if what == "entries" else 1
                if what == "digest":
                    counts["told"] += sum(line.endswith('"type":"told"}') for line in lines)
                    counts["queued"] += sum(line.endswith('"type":"message"}') for line in lines)
                if chain.digest(lines) != link.rows:
                    found = "changed since it was chained" if lines else "gone"
                    yield Damage(link.subject, found, RECORD if what in chain.IN_EXPORTS else _TOLD)
            self._moved("links", done, total)
        for (events,) in self._db.stream("SELECT events FROM fact"):  # whose lines have what is in them
            if events != json.dumps(json.loads(events)):
                yield Damage("table fact", f"it has events as nothing writes them: {events[:80]}", _TOLD)
        for what, table in _COVERED.items():
            if (held := self._count(table)) != counts[what]:
                yield Damage(f"table {table}", f"it has {held} rows, and the chain covers {counts[what]}", RECORD)

    def messages(self) -> Iterator[Damage]:
        """Return which messages are not what was queued and tried."""
        rows = self._db.stream(
            """SELECT outbox.num, id, head, data, outbox.body, outbox.sha256, size, state, tries, changed_at, detail
               FROM outbox LEFT JOIN body ON body.sha256 = outbox.body ORDER BY outbox.num"""
        )
        total = self._count("outbox")
        for done, (num, id_, head, data, body, sha256, size, *state) in enumerate(rows, 1):
            if not _is_payload(head, data, body, sha256, size):
                yield Damage(f"message {id_}", "its bytes are not what was queued", _TOLD)
            former = self._db.execute("SELECT head, sha256 FROM readdressed WHERE outbox = ?", (num,))
            if not all(_is_payload(old, data, body, digest, None) for old, digest in former):
                yield Damage(f"message {id_}", "its bytes for a former address are not what was queued", _TOLD)
            tried = self._db.execute(
                "SELECT outcome, at, detail FROM attempt WHERE outbox = ? ORDER BY num", (num,)
            ).fetchall()
            outcome, tries, at, detail = state
            if tries != len(tried) or (outcome not in ("queued", "sending") and (outcome, at, detail) != tried[-1]):
                yield Damage(f"message {id_}", "its state is not what came of its last attempt", COPY)
            self._moved("messages", done, total)

    def _seals(self) -> Iterator[Damage]:
        for table in self._db.broken_seals():
            yield Damage(f"table {table}", "its rows are not what was written", COPY)

    def _derived(self) -> Iterator[Damage]:
        if self._hurt:
            return  # what is derived from damaged entries says nothing of its own
        for place, found in differences(self._db, lambda done, total: self._moved("derived tables", done, total)):
            yield Damage(place, found, _REMADE)


def _is_payload(head: bytes, data: bytes | None, body: str, sha256: str, size: int | None) -> bool:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data or b"")
    except zlib.error:
        return False
    if not unpacking.eof or unpacking.unused_data:
        return False
    whole = bytes(head) + text
    if size is not None and size != len(whole):
        return False
    return (hashlib.sha256(text).hexdigest(), hashlib.sha256(whole).hexdigest()) == (body, sha256)
