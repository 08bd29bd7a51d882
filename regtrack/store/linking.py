"""The hash chain in the tables of a ledger: links are added with what they cover, in its transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from regtrack.records.canonical import unpacked
from regtrack.store import chain
from regtrack.store.chain import NONE, ChainLink
from regtrack.store.database import Database, chunks

_ENTRY = "seq, recorded, source, type, key, id, target, body, history"
_MESSAGE = "num, id, place, kind, address, sender, title, queued_at, sha256"


def last(db: Database, beginning: str = "") -> ChainLink:
    """Return the last link, of those whose heads begin so."""
    query = "SELECT num, subject, rows, head FROM link WHERE substr(head, 1, ?) = ? ORDER BY num DESC LIMIT 1"
    row = db.execute(query, (len(beginning), beginning)).fetchone()
    return NONE if row is None else ChainLink(*row)


def links(db: Database) -> Iterator[ChainLink]:
    """Return every link, in order."""
    return (ChainLink(*row) for row in db.stream("SELECT num, subject, rows, head FROM link ORDER BY num"))


def add(db: Database, covered: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Add links; each subject with its canonical lines."""
    db.insert("link", _following(last(db), covered))


def _following(before: ChainLink, covered: Iterable[tuple[str, Iterable[str]]]) -> list[ChainLink]:
    made = [before]
    for subject, lines in covered:
        made.append(chain.link(made[-1], subject, chain.digest(lines)))
    return made[1:]


def links_of(before: ChainLink, rows: Sequence[Sequence[Any]]) -> list[ChainLink]:
    """Return the links of entries, which follow another one; their rows as the table has them, in order."""
    blocks = chunks(rows, chain.BLOCK)
    return _following(before, ((f"entries {block[0][0]}-{block[-1][0]}", _lines_of(block)) for block in blocks))


def _lines_of(rows: Iterable[Sequence[Any]]) -> list[str]:
    line = chain.entry_line
    return [
        line(seq, recorded, source, type_, key, id_, body if body.__class__ is str else unpacked(body), history)
        for seq, recorded, source, type_, key, id_, _, body, history in rows
    ]


def cover(db: Database, subject: str) -> None:
    """Add the link of what was just added, by its subject; see :class:`regtrack.store.chain.ChainLink`."""
    add(db, [(subject, covered(db, subject))])


_NTH = {
    "attempt": """SELECT outbox.id, at, outcome, attempt.detail FROM attempt JOIN outbox ON outbox.num = attempt.outbox
                  WHERE outbox.id = ? ORDER BY attempt.num LIMIT 1 OFFSET ?""",
    "rebase": """SELECT subscriber.id, (SELECT count(*) FROM rebase AS other WHERE other.subscriber = rebase.subscriber
                                        AND other.num <= rebase.num), sound, last, at, day, until, from_at, from_known
                 FROM rebase JOIN subscriber ON subscriber.num = subscriber
                 WHERE subscriber.id = ? ORDER BY rebase.num LIMIT 1 OFFSET ?""",
}
"""What finds the n-th of something: of the attempts of a message, of the rebases of a subscriber."""


def covered(db: Database, subject: str) -> list[str]:
    """Return the canonical lines of what a link covers, by its subject; none of what is not there."""
    what, _, which = subject.partition(" ")
    if what == "entries":
        query = f"SELECT {_ENTRY} FROM entry WHERE seq BETWEEN ? AND ? ORDER BY seq"
        return _lines_of(db.execute(query, [int(each) for each in which.split("-")]))
    if what == "source":
        rows = db.execute("SELECT num, id, title, first_recorded FROM source WHERE num = ?", (int(which),))
        return [chain.line("source", *row) for row in rows]
    number, _, name = which.partition(" ")
    if what == "digest":
        return _digest_lines(db, int(number), name)
    if what == "message":
        return _message_lines(db, "id = ?", name)[int(number) - 1 : int(number)]
    return [chain.line(what, *row) for row in db.execute(_NTH[what], (name, int(number) - 1))]


def _digest_lines(db: Database, number: int, subscriber: str) -> list[str]:
    """Return the canonical lines of a digest: itself, its facts, and its messages as first queued."""
    row = db.execute(
        """SELECT digest.num, subscriber.id, number, at, known, title FROM digest
           JOIN subscriber ON subscriber.num = subscriber WHERE number = ? AND id = ?""",
        (number, subscriber),
    ).fetchone()
    if row is None:
        return []
    facts = db.execute(
        """SELECT key, print, kind, instrument, scope, on_, sort, sentence, events, matched FROM digest
           JOIN told ON told.subscriber = digest.subscriber AND told.digest = digest.num
           JOIN fact ON fact.num = told.fact WHERE digest.num = ?""",
        row[:1],
    ).fetchall()
    messages = db.execute("SELECT num FROM outbox WHERE digest = ? ORDER BY place", row[:1]).fetchall()
    return [
        chain.line("digest", *row[1:]),
        *sorted(chain.line("told", *fact, json.loads(events), matched) for *fact, events, matched in facts),
        *(_message_lines(db, "num = ?", message)[0] for (message,) in messages),
    ]


def _message_lines(db: Database, where: str, value: object) -> list[str]:
    """Return the canonical lines of a message: as it was queued, then as each new address made it."""
    row = db.execute(f"SELECT {_MESSAGE} FROM outbox WHERE {where}", (value,)).fetchone()
    if row is None:
        return []
    num, id_, place, kind, address, sender, title, queued_at, payload = row
    query = "SELECT address, sha256, at FROM readdressed WHERE outbox = ? ORDER BY num"
    former = db.execute(query, (num,)).fetchall()
    since = (queued_at, *(at for _, _, at in former))
    versions = (*((to, sha256) for to, sha256, _ in former), (address, payload))
    return [
        chain.line("message", id_, place, kind, to, sender, title, at, sha256)
        for (to, sha256), at in zip(versions, since, strict=True)
    ]


def restored(db: Database) -> int:
    """Return the last link whose digests and messages stayed in another ledger; 0 if there is none."""
    notes = db.execute("SELECT subject FROM link WHERE subject LIKE 'restored %'")
    return max((int(subject.split(" ")[1]) for (subject,) in notes), default=0)


def take_over(db: Database, lines: Iterable[Mapping[str, Any]], recorded: int, *, whole: bool) -> None:
    """Take over the links of an export into an empty ledger; note it if its digests are not with it."""
    made = [ChainLink(line["num"], line["subject"], line["rows"], line["head"]) for line in lines]
    db.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", made)
    if not whole and any(link.subject.split(" ")[0] not in chain.IN_EXPORTS for link in made):
        add(db, [(f"restored {len(made)} {recorded}", ())])


def chain_up(db: Database) -> None:
    """Chain what was recorded before there was a chain."""
    for (num,) in db.execute("SELECT num FROM source ORDER BY num").fetchall():
        cover(db, f"source {num}")
    for block in chunks(db.stream(f"SELECT {_ENTRY} FROM entry ORDER BY seq"), chain.BLOCK):
        db.insert("link", links_of(last(db), block))
    query = (
        "SELECT number, subscriber.id FROM digest JOIN subscriber ON subscriber.num = subscriber ORDER BY digest.num"
    )
    for number, who in db.execute(query).fetchall():
        cover(db, f"digest {number} {who}")
    query = """SELECT outbox.id, count(*) FROM attempt JOIN outbox ON outbox.num = attempt.outbox
               GROUP BY outbox.num ORDER BY outbox.num"""
    for id_, count in db.execute(query).fetchall():
        for number in range(1, count + 1):
            cover(db, f"attempt {number} {id_}")
