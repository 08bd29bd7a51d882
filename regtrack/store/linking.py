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


def add_source(db: Database, num: int) -> None:
    """Add the link of a source that is new."""
    add(db, [(f"source {num}", source_lines(db, num))])


def add_digest(db: Database, num: int) -> None:
    """Add the link of a digest, by its row."""
    number, who = db.execute(
        "SELECT number, subscriber.id FROM digest JOIN subscriber ON subscriber.num = subscriber WHERE digest.num = ?",
        (num,),
    ).fetchone()
    add(db, [(f"digest {number} {who}", digest_lines(db, num))])


def rebase_lines(db: Database, number: int, subscriber: str) -> list[str]:
    """Return the canonical line of a subscriber's rebase, by its number; none if there is none."""
    rows = db.execute(
        """SELECT sound, last, at, day, until, from_at, from_known FROM rebase
           JOIN subscriber ON subscriber.num = subscriber WHERE subscriber.id = ? ORDER BY rebase.num""",
        (subscriber,),
    ).fetchall()
    return [chain.line("rebase", subscriber, number, *row) for row in rows[number - 1 : number]]


def add_rebase(db: Database, subscriber: int) -> None:
    """Add the link of the last rebase of a subscriber, by the row of the subscriber."""
    id_, number = db.execute(
        "SELECT id, (SELECT count(*) FROM rebase WHERE subscriber = subscriber.num) FROM subscriber WHERE num = ?",
        (subscriber,),
    ).fetchone()
    add(db, [(f"rebase {number} {id_}", rebase_lines(db, number, id_))])


def add_attempt(db: Database, message: int) -> None:
    """Add the link of the last attempt of a message, by the row of the message."""
    *_, (n, id_, line) = attempt_lines(db, message)
    add(db, [(f"attempt {n} {id_}", [line])])


def add_readdressed(db: Database, message: int) -> None:
    """Add the link of a message that got another address, by its row."""
    versions = message_lines(db, message)
    id_ = db.execute("SELECT id FROM outbox WHERE num = ?", (message,)).fetchone()[0]
    add(db, [(f"message {len(versions)} {id_}", [versions[-1]])])


def source_lines(db: Database, num: int) -> list[str]:
    """Return the canonical line of a source; none if there is none of this number."""
    rows = db.execute("SELECT num, id, title, first_recorded FROM source WHERE num = ?", (num,))
    return [chain.line("source", *row) for row in rows]


def digest_lines(db: Database, num: int) -> list[str]:
    """Return the canonical lines of a digest, by its row: itself, what it told, and its messages as first queued."""
    own = db.execute(
        """SELECT subscriber.id, number, at, known, title FROM digest
           JOIN subscriber ON subscriber.num = subscriber WHERE digest.num = ?""",
        (num,),
    ).fetchone()
    told = db.execute(
        """SELECT key, print, kind, instrument, scope, on_, sort, sentence, events, matched FROM digest
           JOIN told ON told.subscriber = digest.subscriber AND told.digest = digest.num
           JOIN fact ON fact.num = told.fact WHERE digest.num = ?""",
        (num,),
    ).fetchall()
    messages = db.execute("SELECT num FROM outbox WHERE digest = ? ORDER BY place", (num,)).fetchall()
    return [
        chain.line("digest", *own),
        *sorted(chain.line("told", *row, json.loads(events), matched) for *row, events, matched in told),
        *(message_lines(db, message)[0] for (message,) in messages),
    ]


def message_lines(db: Database, num: int) -> list[str]:
    """Return the canonical lines of a message, by its row: as it was queued, then as each new address made it."""
    row = db.execute(f"SELECT {_MESSAGE} FROM outbox WHERE num = ?", (num,)).fetchone()
    _, id_, place, kind, address, sender, title, queued_at, payload = row
    query = "SELECT address, sha256, at FROM readdressed WHERE outbox = ? ORDER BY num"
    former = db.execute(query, (num,)).fetchall()
    since = (queued_at, *(at for _, _, at in former))
    versions = (*((to, sha256) for to, sha256, _ in former), (address, payload))
    return [
        chain.line("message", id_, place, kind, to, sender, title, at, sha256)
        for (to, sha256), at in zip(versions, since, strict=True)
    ]


def attempt_lines(db: Database, message: int) -> Iterator[tuple[int, str, str]]:
    """Return each attempt of a message, by the row of the message: which, the Message-ID, its canonical line."""
    rows = db.execute(
        """SELECT outbox.id, at, outcome, attempt.detail FROM attempt JOIN outbox ON outbox.num = attempt.outbox
           WHERE outbox = ? ORDER BY attempt.num""",
        (message,),
    )
    for n, row in enumerate(rows, 1):
        yield n, row[0], chain.line("attempt", *row)


def restored(db: Database) -> int:
    """Return the last link whose digests and messages stayed in another ledger; 0 if there is none."""
    notes = db.execute("SELECT subject FROM link WHERE subject LIKE 'restored %'")
    return max((int(subject.split(" ")[1]) for (subject,) in notes), default=0)


def covered(db: Database, what: str, which: str) -> list[str]:
    """Return the canonical lines of what a link covers, by the two parts of its subject; none of what is not there."""
    if what == "entries":
        query = f"SELECT {_ENTRY} FROM entry WHERE seq BETWEEN ? AND ? ORDER BY seq"
        return _lines_of(db.execute(query, [int(each) for each in which.split("-")]))
    if what == "source":
        return source_lines(db, int(which))
    number, _, name = which.partition(" ")
    if what == "rebase":
        return rebase_lines(db, int(number), name)
    if what == "digest":
        owned = "digest JOIN subscriber ON subscriber.num = subscriber"
        row = db.execute(f"SELECT digest.num FROM {owned} WHERE number = ? AND id = ?", (int(number), name)).fetchone()
        return [] if row is None else digest_lines(db, row[0])
    row = db.execute("SELECT num FROM outbox WHERE id = ?", (name,)).fetchone()
    if row is None:
        return []
    if what == "message":
        return message_lines(db, row[0])[int(number) - 1 : int(number)]
    return [line for n, _, line in attempt_lines(db, row[0]) if n == int(number)]


def take_over(db: Database, lines: Iterable[Mapping[str, Any]], recorded: int, *, whole: bool) -> None:
    """Take over the links of an export into an empty ledger; if what it told is not with it, a note says so."""
    made = [ChainLink(line["num"], line["subject"], line["rows"], line["head"]) for line in lines]
    db.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", made)
    if not whole and any(link.subject.split(" ")[0] not in chain.IN_EXPORTS for link in made):
        add(db, [(f"restored {len(made)} {recorded}", ())])


def chain_up(db: Database) -> None:
    """Chain what was recorded before there was a chain."""
    for (num,) in db.execute("SELECT num FROM source ORDER BY num").fetchall():
        add_source(db, num)
    for block in chunks(db.stream(f"SELECT {_ENTRY} FROM entry ORDER BY seq"), chain.BLOCK):
        db.insert("link", links_of(last(db), block))
    for (num,) in db.execute("SELECT num FROM digest ORDER BY num").fetchall():
        add_digest(db, num)
    for (num,) in db.execute("SELECT DISTINCT outbox FROM attempt ORDER BY outbox").fetchall():
        add(db, [(f"attempt {n} {id_}", [line]) for n, id_, line in attempt_lines(db, num)])
