"""The outbox, in the tables of a ledger."""

from __future__ import annotations

import hashlib
import json
import secrets
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias, Unpack

from regtrack.dates import Tick, day_of
from regtrack.errors import StoreError
from regtrack.store import chain, linking
from regtrack.store.clock import DAY
from regtrack.store.database import Database, RefusedError, marks
from regtrack.store.messages import (
    STATES,
    Attempt,
    FactDelivery,
    HistoryFilter,
    LastDigest,
    NewDigest,
    NewMessage,
    OutboxRow,
    ReportedDate,
    ReportedFact,
)

_ROW = """outbox.num, subscriber.id, digest.number, place, kind, address, sender, outbox.id, outbox.title, state, tries,
          queued_at, changed_at, next_at, detail, outbox.sha256, size"""
_FROM = """outbox JOIN digest ON digest.num = outbox.digest JOIN subscriber ON subscriber.num = digest.subscriber"""

_LAST = """
    SELECT id, number, coalesce(undone.from_at, digest.at), coalesce(undone.from_known, digest.known)
    FROM subscriber JOIN digest ON digest.subscriber = subscriber.num
    AND digest.number = (SELECT max(number) FROM digest AS other WHERE other.subscriber = subscriber.num)
    LEFT JOIN rebase AS undone ON undone.subscriber = subscriber.num AND digest.num <= undone.last
    AND undone.num = (SELECT max(num) FROM rebase WHERE rebase.subscriber = subscriber.num)"""
"""Query for where the last digest of each subscriber ended."""
_STANDS = """NOT EXISTS (SELECT 1 FROM rebase WHERE rebase.subscriber = told.subscriber
    AND told.digest > rebase.sound AND told.digest <= rebase.last
    AND ((substr(fact.on_, 1, 10) > rebase.day AND substr(fact.on_, 1, 10) <= rebase.until) OR NOT EXISTS
         (SELECT 1 FROM outbox WHERE outbox.digest = told.digest AND outbox.state IN ('sent', 'unknown'))))"""
"""Condition: a reported fact was not undone; the trigger ``nothing_is_told_twice`` has the same."""

_DUE = "state IN ('queued', 'failed', 'unknown') AND (next_at <= ? OR changed_at > ?)"
"""Condition: a message is to be tried; checked again when claimed, since another sender may have tried it meanwhile.

A state that changed a day from now was set by a wrong clock, and its next attempt is not to wait for that day.
"""
_UNDONE = "not sent: its digest was made under a wrong clock, and was undone"
_FactText: TypeAlias = tuple[str, str, str, str]
"""A fact as it is worded: key, print, sentence and events; what else it has follows from its key."""


class SqlOutbox:
    """The outbox in a database; see :class:`regtrack.store.messages.Outbox`.

    Args:
        db: of the ledger.
    """

    def __init__(self, db: Database) -> None:
        self._db, self._sender = db, ""

    # --- reported facts ---------------------------------------------------------------------------------------------

    def cut(self, now: Tick) -> Tick:
        with self._db.transaction():
            recorded = self._db.execute("SELECT recorded FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
            before = self._db.execute("SELECT known FROM cut").fetchone()
            known: Tick = max([now, *(row[0] for row in (recorded, before) if row is not None)])
            self._db.execute(
                'INSERT INTO cut VALUES (1, ?) ON CONFLICT ("only") DO UPDATE SET known = excluded.known', (known,)
            )
            return known

    def last(self, subscribers: Iterable[str]) -> dict[str, LastDigest]:
        rows = sorted(self._db.lookup(f"{_LAST} WHERE id {{}}", subscribers))
        return {id_: LastDigest(*rest) for id_, *rest in rows}

    def latest(self) -> LastDigest | None:
        rows = (LastDigest(*rest) for _, *rest in self._db.execute(_LAST))
        return max(rows, key=lambda last: last.at, default=None)

    def rebase(self, now: Tick) -> dict[str, LastDigest]:
        with self._db.transaction():
            everybody = self._db.execute("SELECT num, id FROM subscriber ORDER BY id").fetchall()
            undone = [id_ for who, id_ in everybody if self._undo(who, id_, now)]
        return self.last(undone)

    def _undo(self, who: int, id_: str, now: Tick) -> bool:
        """Undo the digests of a subscriber that a wrong clock dated, and refuse their messages that did not leave."""
        query = "SELECT count(*), coalesce(max(last), 0) FROM rebase WHERE subscriber = ?"
        count, former = self._db.execute(query, (who,)).fetchone()
        query = "SELECT num, known, at FROM digest WHERE subscriber = ? AND num > ? AND at > ? ORDER BY num"
        wrong = self._db.execute(query, (who, former, now + DAY)).fetchall()
        if not wrong:
            return False
        first, last = wrong[0], wrong[-1]
        query = """SELECT num, at, known FROM digest WHERE subscriber = ? AND num < ? AND at <= ?
                   ORDER BY num DESC LIMIT 1"""
        sound, at, known = self._db.execute(query, (who, first[0], now + DAY)).fetchone() or (0, now, first[1])
        until = day_of(max(each for _, _, each in wrong)).isoformat()
        self._db.execute(
            """INSERT INTO rebase (subscriber, sound, last, at, day, until, from_at, from_known)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (who, sound, last[0], now, day_of(now).isoformat(), until, at, known),
        )
        linking.cover(self._db, f"rebase {count + 1} {id_}")
        query = """SELECT outbox.num FROM outbox JOIN digest ON digest.num = outbox.digest WHERE digest.subscriber = ?
                   AND digest.num > ? AND digest.num <= ? AND state IN ('queued', 'failed') ORDER BY outbox.num"""
        for (num,) in self._db.execute(query, (who, sound, last[0])).fetchall():
            self.settle(Attempt(num, now, "refused", _UNDONE), None)
        return True

    def reported(self, subscriber: str, keys: Iterable[str]) -> dict[str, str]:
        query = f"""SELECT key, print FROM fact
                    JOIN told ON told.fact = +fact.num -- by key, not by all ever told
                    AND told.subscriber = (SELECT num FROM subscriber WHERE id = ?)
                    WHERE key {{}} AND {_STANDS} ORDER BY digest"""
        return dict(self._db.lookup(query, keys, (subscriber,)))

    def reported_dates(self, subscriber: str, after: Tick) -> dict[str, list[ReportedDate]]:
        rows = self._db.execute(
            f"""SELECT key, kind, print, on_, sort, at, sentence FROM fact
               JOIN told ON told.fact = fact.num AND told.subscriber = (SELECT num FROM subscriber WHERE id = ?)
               JOIN digest ON digest.num = told.digest
               WHERE sort > ? AND kind IN ('date', 'reminder') AND {_STANDS} ORDER BY told.digest""",
            (subscriber, after),
        )
        found: dict[str, list[ReportedDate]] = defaultdict(list)
        for key, *rest in rows:
            found[key].append(ReportedDate(*rest))
        return dict(found)

    def commit(self, digest: NewDigest) -> bool:
        with self._db.transaction():
            self._db.execute("INSERT INTO subscriber (id) VALUES (?) ON CONFLICT DO NOTHING", (digest.subscriber,))
            who = self._db.execute("SELECT num FROM subscriber WHERE id = ?", (digest.subscriber,)).fetchone()[0]
            num = self._db.execute(
                """INSERT INTO digest (subscriber, number, at, known, title) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT DO NOTHING RETURNING num""",
                (who, digest.number, digest.at, digest.known, digest.title),
            ).fetchone()
            if num is None:
                return False
            facts = self._facts([fact for fact, _ in digest.facts])
            rows = sorted((who, facts[_text_of(fact)], num[0], matched) for fact, matched in digest.facts)
            try:
                self._db.executemany("INSERT INTO told VALUES (?, ?, ?, ?)", rows)
            except RefusedError as error:
                raise StoreError(
                    f"{self._db.location}: subscriber {digest.subscriber}: {error}; expected facts that are new"
                ) from error
            for message in digest.messages:
                self._queue(message, num[0], digest.at)
            linking.cover(self._db, f"digest {digest.number} {digest.subscriber}")
            return True

    def _facts(self, facts: Sequence[ReportedFact]) -> dict[_FactText, int]:
        """Return the row numbers of facts, which are stored once however many subscribers receive them."""
        self._db.executemany(
            """INSERT INTO fact (key, print, kind, instrument, scope, on_, sort, sentence, events)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
            [
                (f.key, f.print, str(f.kind), f.instrument, f.scope, f.on, f.sort, f.sentence, json.dumps(f.events))
                for f in facts
            ],
        )
        query = "SELECT key, print, sentence, events, num FROM fact WHERE key {}"
        rows = self._db.lookup(query, (fact.key for fact in facts))
        return {row[:-1]: row[-1] for row in rows}

    def _queue(self, message: NewMessage, digest: int, at: Tick) -> None:
        body = hashlib.sha256(message.body).hexdigest()
        if self._db.execute("SELECT 1 FROM body WHERE sha256 = ?", (body,)).fetchone() is None:
            self._db.execute("INSERT INTO body VALUES (?, ?)", (body, zlib.compress(message.body, 6)))
        payload = message.head + message.body
        self._db.execute(
            """INSERT INTO outbox (digest, place, kind, address, sender, id, title, head, body, sha256, size, state,
                                   tries, queued_at, changed_at, next_at, detail)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', 0, ?, ?, ?, '')""",
            (
                digest, message.place, message.kind, message.address, message.sender, message.id, message.title,
                message.head, body, hashlib.sha256(payload).hexdigest(), len(payload), at, at, at,
            ),
        )  # fmt: skip

    # --- sending ----------------------------------------------------------------------------------------------------

    @contextmanager
    def sending(self) -> Iterator[bool]:
        # On a server each process has a name while it sends, and a lock of that name for as long as it lives.
        self._sender = secrets.token_hex(8) if self._db.served else ""
        with self._db.lock(f"sending {self._sender}".strip()) as mine:
            yield mine

    def orphans(self, now: Tick) -> int:
        detail = "the program ended while it was sending; whether the server accepted the message is not known"
        query, found = "SELECT detail, num FROM outbox WHERE state = 'sending' ORDER BY detail, num", 0
        for sender, group in groupby(self._db.execute(query).fetchall(), itemgetter(0)):
            with self._db.lock(f"sending {sender}") if self._db.served else nullcontext(True) as ended:
                for _, row in group if ended else ():
                    with self._db.transaction():
                        test = "SELECT 1 FROM outbox WHERE num = ? AND state = 'sending' AND detail = ?"
                        if self._db.execute(test, (row, sender)).fetchone() is not None:
                            self.settle(Attempt(row, now, "unknown", detail), now)
                            found += 1
        return found

    def due(self, now: Tick) -> list[OutboxRow]:
        rows = self._db.execute(f"SELECT {_ROW} FROM {_FROM} WHERE {_DUE} ORDER BY outbox.num", (now, now + DAY))
        return [OutboxRow(*row) for row in rows]

    def payload(self, row: int) -> bytes:
        head, body = self._db.execute(
            "SELECT head, data FROM outbox JOIN body ON body.sha256 = outbox.body WHERE num = ?", (row,)
        ).fetchone()
        return bytes(head) + zlib.decompress(body)

    def claim(self, row: int, now: Tick) -> bool:
        with self._db.durable(), self._db.transaction():  # what may have been sent must be known after a loss of power
            changed = self._db.execute(
                f"UPDATE outbox SET state = 'sending', changed_at = ?, detail = ? WHERE num = ? AND {_DUE}",
                (now, self._sender, row, now, now + DAY),
            )
            return changed.rowcount == 1

    def settle(self, attempt: Attempt, next_at: Tick | None) -> None:
        with self._db.transaction():
            self._db.execute(
                "INSERT INTO attempt (outbox, at, outcome, detail) VALUES (?, ?, ?, ?)",
                (attempt.row, attempt.at, attempt.outcome, attempt.detail),
            )
            id_, count = self._db.execute(
                """UPDATE outbox SET state = ?, tries = tries + 1, changed_at = ?, next_at = ?, detail = ? WHERE num = ?
                   RETURNING id, (SELECT count(*) FROM attempt WHERE outbox = outbox.num)""",
                (attempt.outcome, attempt.at, next_at, attempt.detail, attempt.row),
            ).fetchone()
            line = chain.line("attempt", id_, attempt.at, attempt.outcome, attempt.detail)
            linking.add(self._db, [(f"attempt {count} {id_}", [line])])

    def again(self, row: int, now: Tick, address: str | None = None, head: bytes | None = None) -> None:
        with self._db.transaction():
            changed = self._db.execute(
                """UPDATE outbox SET state = 'queued', next_at = ?, changed_at = ?
                   WHERE num = ? AND state IN ('refused', 'failed', 'unknown')""",
                (now, now, row),
            )
            if changed.rowcount and address is not None:
                self._readdress(row, now, address, head)

    def _readdress(self, row: int, now: Tick, address: str, head: bytes | None) -> None:
        self._db.execute(
            """INSERT INTO readdressed (outbox, at, address, head, sha256)
               SELECT num, ?, address, head, sha256 FROM outbox WHERE num = ?""",
            (now, row),
        )
        self._db.execute("UPDATE outbox SET address = ?, head = coalesce(?, head) WHERE num = ?", (address, head, row))
        payload = self.payload(row)
        id_, former = self._db.execute(
            """UPDATE outbox SET sha256 = ?, size = ? WHERE num = ?
               RETURNING id, (SELECT count(*) FROM readdressed WHERE outbox = outbox.num)""",
            (hashlib.sha256(payload).hexdigest(), len(payload), row),
        ).fetchone()
        linking.cover(self._db, f"message {former + 1} {id_}")

    # --- reading ----------------------------------------------------------------------------------------------------

    def rows(self, states: Iterable[str] = STATES, subscriber: str | None = None) -> list[OutboxRow]:
        wanted, whose = [*states], [] if subscriber is None else [subscriber]
        test = f"state IN ({marks(wanted)}) {'AND subscriber.id = ?' if whose else ''}"
        rows = self._db.execute(f"SELECT {_ROW} FROM {_FROM} WHERE {test} ORDER BY outbox.num", [*wanted, *whose])
        return [OutboxRow(*row) for row in rows]

    def attempts(self, row: int) -> list[Attempt]:
        query = "SELECT outbox, at, outcome, detail FROM attempt WHERE outbox = ? ORDER BY num"
        rows = self._db.execute(query, (row,))
        return [Attempt(*each) for each in rows]

    def history(self, **asked: Unpack[HistoryFilter]) -> Iterator[FactDelivery]:
        tests = {
            "subscriber": "subscriber.id = ?",
            "instrument": "fact.instrument = ?",
            "event": self._db.dialect.listed.format(text="?", json="fact.events"),
            "words": self._db.dialect.contains.format(text="fact.sentence", part="?"),
            "since": "digest.at > ?",
            "until": "digest.at <= ?",
        }
        given = {name: value for name, value in asked.items() if value is not None}
        rows = self._db.execute(
            f"""SELECT digest.num, digest.at, subscriber.id, digest.number, matched, key, print, fact.kind, instrument,
                       scope, on_, sort, sentence, events
                FROM told JOIN fact ON fact.num = told.fact JOIN digest ON digest.num = told.digest
                JOIN subscriber ON subscriber.num = told.subscriber
                WHERE {" AND ".join(map(tests.__getitem__, given)) or "1 = 1"}
                ORDER BY digest.at, digest.num, fact.num""",
            [*given.values()],
        )
        messages: dict[int, tuple[OutboxRow, ...]] = {}
        for row in rows:
            num, at, who, number, matched = row[:5]
            if num not in messages:
                sent = self._db.execute(f"SELECT {_ROW} FROM {_FROM} WHERE digest.num = ? ORDER BY place", (num,))
                messages[num] = tuple(OutboxRow(*each) for each in sent)
            fact = *row[5:-1], tuple(json.loads(row[-1]))
            yield FactDelivery(at, who, number, matched, ReportedFact(*fact), messages[num])


def _text_of(fact: ReportedFact) -> _FactText:
    return fact.key, fact.print, fact.sentence, json.dumps(fact.events)
