"""The embedded ledger: one SQLite file, or memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import attrs

from regtrack.dates import DAWN, NEVER, Tick
from regtrack.errors import StoreError
from regtrack.model.document import Document
from regtrack.model.event import Event, Recorded
from regtrack.model.instrument import Instrument
from regtrack.model.posting import PLAIN, Detail, Posting, post
from regtrack.model.state import KnownBy
from regtrack.store.base import Appended, Arrival, Batch, Item, SourceStatus, Totals
from regtrack.store.schema import VERSION, migrate

_POSTING = "seq, id, key, kind, certainty, available, recorded, hold, begin0, begin1, end0, end1, detail"
_CHUNK = 500  # bound variables a statement, far below SQLite's limit


class SqliteStore:
    """A ledger in one SQLite file, in WAL mode: readers never wait, and a killed writer leaves the last commit.

    Args:
        path: the file, created if it is not there; ``:memory:`` for none.

    Raises:
        StoreError: the file cannot be opened, is no ledger, or was written by a newer release.
    """

    def __init__(self, path: str | Path) -> None:
        self.location = str(path)
        try:
            if self.location != ":memory:":
                Path(self.location).parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.location, isolation_level=None, timeout=30.0)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            migrate(self._db, self.location)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"{self.location}: cannot be opened as a ledger ({error}); expected a file that regtrack has made, or "
                "a place where it may make one"
            ) from error

    def close(self) -> None:
        self._db.close()

    # --- writing ----------------------------------------------------------------------------------------------------

    def append(self, batch: Batch, now: Tick) -> Appended:
        with self._transaction():
            last = self._db.execute("SELECT max(recorded) FROM entry").fetchone()[0]
            recorded = now if last is None else max(now, last)
            source = self._source(batch, recorded)
            writer = _Writer(self._db, source, recorded, complete=batch.complete)
            for item in batch.items:
                writer.write(item)
            if batch.complete:
                writer.withdraw_missing()
            writer.flush()
            return Appended(writer.new, writer.revised, writer.withdrawn, writer.unchanged)

    def _source(self, batch: Batch, recorded: Tick) -> int:
        self._db.execute(
            "INSERT OR IGNORE INTO source (id, title, first_recorded) VALUES (?, ?, ?)",
            (batch.source, batch.title, recorded),
        )
        num: int = self._db.execute("SELECT num FROM source WHERE id = ?", (batch.source,)).fetchone()[0]
        self._db.execute(
            "INSERT OR REPLACE INTO check_in VALUES (?, ?, ?, ?)", (num, recorded, batch.digest, batch.checked_through)
        )
        return num

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"{self.location}: another process has been writing for 30 seconds ({error}); try again"
            ) from error
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def restore(self, lines: Iterable[dict[str, object]]) -> int:
        count = 0
        with self._transaction():
            if self._db.execute("SELECT 1 FROM entry LIMIT 1").fetchone():
                raise StoreError(
                    f"{self.location}: holds entries already; expected an empty ledger to restore a dump into"
                )
            writers: dict[int, _Writer] = {}
            for line in lines:
                count += self._restore_line(line, writers)
            for writer in writers.values():
                writer.flush()
        return count

    def _restore_line(self, line: dict[str, Any], writers: dict[int, _Writer]) -> int:
        if line["type"] == "source":
            self._db.execute(
                "INSERT INTO source (num, id, title, first_recorded) VALUES (?, ?, ?, ?)",
                (line["num"], line["id"], line["title"], line["first_recorded"]),
            )
            for check in line["checks"]:
                self._db.execute("INSERT INTO check_in VALUES (?, ?, ?, ?)", (line["num"], *check))
            return 0
        writer = writers.setdefault(line["source"], _Writer(self._db, line["source"], 0, complete=False))
        writer.put_line(line)
        writer.flush()
        return 1

    # --- reading ----------------------------------------------------------------------------------------------------

    def postings(self, targets: Iterable[int] | None = None) -> Iterator[tuple[int, list[Posting]]]:
        if targets is None:
            rows = self._db.execute(f"SELECT target, {_POSTING} FROM posting ORDER BY target, seq")
            for target, group in groupby(rows, key=itemgetter(0)):
                yield target, [_posting(row[1:]) for row in group]
            return
        for target in sorted(targets):
            rows = self._db.execute(f"SELECT {_POSTING} FROM posting WHERE target = ? ORDER BY seq", (target,))
            yield target, [_posting(row) for row in rows]

    def touched(self, first: Tick, last: Tick, known_by: KnownBy) -> set[int]:
        low, high = min(first, last), max(first, last)
        rows = self._db.execute("SELECT DISTINCT target FROM mark WHERE tick > ? AND tick <= ?", (low, high))
        found = {row[0] for row in rows}
        if known_by is KnownBy.RECORD:
            found.update(
                row[0]
                for row in self._db.execute(
                    "SELECT DISTINCT target FROM entry WHERE recorded > ? AND recorded <= ? AND target IS NOT NULL",
                    (low, high),
                )
            )
        return found

    def arrivals(self, first: Tick, last: Tick) -> list[Arrival]:
        columns = ", ".join(f"posting.{name}" for name in _POSTING.split(", "))
        rows = self._db.execute(
            f"""SELECT posting.target, source.first_recorded,
                       EXISTS (SELECT 1 FROM entry AS old WHERE old.key = entry.key AND old.seq < entry.seq), {columns}
                FROM entry JOIN source ON source.num = entry.source
                JOIN posting ON posting.target = entry.target AND posting.seq = entry.seq
                WHERE entry.recorded > ? AND entry.recorded <= ? ORDER BY entry.seq""",
            (first, last),
        )
        return [Arrival(_posting(row[3:]), row[0], row[1], bool(row[2])) for row in rows]

    def instruments(self, targets: Iterable[int] | None = None) -> dict[int, Instrument]:
        from regtrack.model.records import load

        query = """SELECT target.num, entry.body FROM target
                   JOIN entry ON entry.key = target.id AND entry.type = 'instrument'
                   AND entry.seq = (SELECT max(seq) FROM entry AS newer WHERE newer.key = target.id AND newer.type = 'instrument')"""
        if targets is None:
            return {num: load(body, Instrument) for num, body in self._db.execute(query)}
        found: dict[int, Instrument] = {}
        for chunk in _chunks(sorted(targets)):
            rows = self._db.execute(f"{query} WHERE target.num IN ({_marks(chunk)})", chunk)
            found.update((num, load(body, Instrument)) for num, body in rows)
        return found

    def find(self, name: str) -> dict[int, str]:
        rows = self._db.execute(
            "SELECT target.num, target.id FROM name JOIN target ON target.num = name.target WHERE name.name = ? ORDER BY 2",
            (name,),
        )
        return dict(rows.fetchall())

    def names(self) -> Iterator[str]:
        return (row[0] for row in self._db.execute("SELECT DISTINCT name FROM name ORDER BY name"))

    def events(self, ids: Iterable[str]) -> dict[str, Recorded]:
        from regtrack.model.records import load

        found: dict[str, Recorded] = {}
        for chunk in _chunks(sorted(set(ids))):
            rows = self._db.execute(
                f"""SELECT entry.id, entry.seq, entry.recorded, source.id, entry.body FROM entry
                    JOIN source ON source.num = entry.source WHERE entry.id IN ({_marks(chunk)})""",
                chunk,
            )
            for id_, seq, recorded, source, body in rows:
                found[id_] = Recorded(load(body, Event), id_, seq, recorded, source)
        return found

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        from regtrack.model.records import load

        found: dict[str, Document] = {}
        for chunk in _chunks(sorted(set(ids))):
            rows = self._db.execute(
                f"SELECT body FROM entry WHERE type = 'document' AND key IN ({_marks(chunk)}) ORDER BY seq", chunk
            )
            for (body,) in rows:
                document = load(body, Document)
                found[document.id] = document
        return found

    def sources(self) -> list[SourceStatus]:
        rows = self._db.execute(
            """SELECT source.id, source.title, source.first_recorded, check_in.recorded, check_in.checked_through,
                      (SELECT count(*) FROM entry WHERE entry.source = source.num AND type = 'event'), check_in.digest
               FROM source JOIN check_in ON check_in.source = source.num
               AND check_in.recorded = (SELECT max(recorded) FROM check_in AS c WHERE c.source = source.num)
               ORDER BY source.id"""
        )
        return [SourceStatus(*row) for row in rows]

    def totals(self) -> Totals:
        counts = dict(self._db.execute("SELECT type, count(DISTINCT key) FROM entry GROUP BY type").fetchall())
        return Totals(
            counts.get("instrument", 0), counts.get("document", 0), counts.get("event", 0), VERSION, self.location
        )

    def dump(self) -> Iterator[dict[str, object]]:
        for num, id_, title, first in self._db.execute(
            "SELECT num, id, title, first_recorded FROM source ORDER BY num"
        ):
            checks = self._db.execute(
                "SELECT recorded, digest, checked_through FROM check_in WHERE source = ? ORDER BY recorded", (num,)
            )
            yield {
                "type": "source", "num": num, "id": id_, "title": title, "first_recorded": first,
                "checks": [list(row) for row in checks],
            }  # fmt: skip
        rows = self._db.execute("SELECT seq, recorded, source, type, key, id, body FROM entry ORDER BY seq")
        for seq, recorded, source, type_, key, id_, body in rows:
            yield {
                "type": type_, "seq": seq, "recorded": recorded, "source": source, "key": key, "id": id_,
                "record": json.loads(body),
            }  # fmt: skip


class _Writer:
    """Appends the items of one batch inside a transaction."""

    def __init__(self, db: sqlite3.Connection, source: int, recorded: Tick, *, complete: bool) -> None:
        from regtrack.model import records

        self._records = records
        self._db = db
        self._source = source
        self._recorded = recorded
        self._complete = complete
        self._seq: int = db.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()[0]
        self._instruments: dict[str, tuple[int, Instrument]] = {}
        self._said: set[str] = set()
        self._ids: set[str] = set()
        self._current: dict[str, str] = {}
        self._entries: list[tuple[Any, ...]] = []
        self._postings: list[tuple[Any, ...]] = []
        self._marks: list[tuple[Tick, int]] = []
        self.new = self.revised = self.withdrawn = self.unchanged = 0

    def write(self, item: Item) -> None:
        """Append one item unless the ledger has it already."""
        body = self._records.canonical(item)
        type_, key = _type_and_key(item)
        id_ = self._records.content_id(type_, body)
        self._said.add(key)
        if id_ in self._ids or self._has(id_):
            current = self._newest(type_, key)
            if not self._complete or current == id_:
                self.unchanged += 1
                return
            id_ = self._records.content_id(type_, f"{body}\n{current}")  # said again after something else was said
            if current == id_:
                self.unchanged += 1
                return
        earlier = self._newest(type_, key)
        if earlier is None:
            self.new += 1
        else:
            self.revised += 1
        self._put(item, type_, key, id_, body, self._recorded)
        if earlier is not None and isinstance(item, Event):
            self._leave_old_target(item, key, id_)

    def put_line(self, line: dict[str, Any]) -> None:
        """Restore one entry of a dump exactly as it was recorded."""
        read = {
            "instrument": self._records.read_instrument,
            "document": self._records.read_document,
            "event": self._records.read_event,
        }[line["type"]]
        item = read(line["record"])
        self._seq = line["seq"] - 1
        self._put(item, line["type"], line["key"], line["id"], self._records.canonical(item), line["recorded"])

    def withdraw_missing(self) -> None:
        """Take back what this source said before and does not say any more."""
        rows = self._db.execute(
            """SELECT key, body FROM entry WHERE source = ? AND type = 'event' AND recorded < ?
               AND seq = (SELECT max(seq) FROM entry AS newer WHERE newer.key = entry.key AND newer.type = 'event')
               ORDER BY seq""",
            (self._source, self._recorded),
        ).fetchall()
        for key, body in rows:
            old = self._records.load(body, Event)
            if key in self._said or old.kind == "revise_record":
                continue
            gone = f"{key}#withdrawn"
            if self._newest("event", gone) is not None and self._is_withdrawn(key):
                continue
            self._write_withdrawal(old, gone)

    def _is_withdrawn(self, key: str) -> bool:
        last = self._db.execute("SELECT max(seq) FROM entry WHERE key = ? AND type = 'event'", (key,)).fetchone()[0]
        gone = self._db.execute("SELECT max(seq) FROM entry WHERE key = ?", (f"{key}#withdrawn",)).fetchone()[0]
        return gone is not None and last is not None and gone > last

    def _write_withdrawal(self, old: Event, key: str) -> None:
        event = attrs.evolve(
            old, key=key, kind="revise_record", of=old.key, effect=None, until=None, conflicts_with=(), name=None, value=None,
            condition=None, summary="The source no longer says this.", note=None, flags=(),
        )  # fmt: skip
        body = self._records.canonical(event)
        self.withdrawn += 1
        self._put(event, "event", key, self._records.content_id("event", f"{body}\n{self._seq}"), body, self._recorded)

    def _put(self, item: Item, type_: str, key: str, id_: str, body: str, recorded: Tick) -> None:
        self._seq += 1
        self._ids.add(id_)
        self._current[f"{type_}\n{key}"] = id_
        target: int | None = None
        if isinstance(item, Instrument):
            self._put_instrument(item)
        elif isinstance(item, Event):
            target, instrument = self._instrument(item.target)
            self._post(post(item, instrument, event_id=id_, seq=self._seq, recorded=recorded), target)
        self._entries.append((self._seq, recorded, self._source, type_, key, id_, target, body))
        if len(self._entries) >= 5000:
            self.flush()

    def _post(self, posting: Posting, target: int) -> None:
        self._postings.append((target, *posting[:-1], _pack(posting.detail)))
        ticks = {
            posting.available, posting.hold, posting.begin0, posting.begin1, posting.end0, posting.end1,
            *(tick for _, available, hold in posting.detail.steps for tick in (available, hold)),
        }  # fmt: skip
        self._marks.extend((tick, target) for tick in ticks if tick is not None and DAWN < tick < NEVER)

    def _put_instrument(self, instrument: Instrument) -> None:
        self._db.execute("INSERT OR IGNORE INTO target (id) VALUES (?)", (instrument.id,))
        num = self._db.execute("SELECT num FROM target WHERE id = ?", (instrument.id,)).fetchone()[0]
        self._db.executemany(
            "INSERT OR IGNORE INTO name VALUES (?, ?)", [(name, num) for name in set(instrument.names())]
        )
        self._instruments[instrument.id] = (num, instrument)

    def _instrument(self, id_: str) -> tuple[int, Instrument]:
        known = self._instruments.get(id_)
        if known is not None:
            return known
        row = self._db.execute(
            """SELECT target.num, entry.body FROM target JOIN entry ON entry.key = target.id AND entry.type = 'instrument'
               WHERE target.id = ? ORDER BY entry.seq DESC LIMIT 1""",
            (id_,),
        ).fetchone()
        if row is None:
            raise StoreError(
                f"found an event on {id_!r}, which the ledger does not hold; expected the id of an instrument that is "
                "recorded before its events"
            )
        self._instruments[id_] = found = (row[0], self._records.load(row[1], Instrument))
        return found

    def _leave_old_target(self, event: Event, key: str, id_: str) -> None:
        """A revision may say that the fact happened to another instrument; the former one must lose it."""
        here, _ = self._instrument(event.target)
        rows = self._db.execute(
            "SELECT DISTINCT target FROM entry WHERE key = ? AND type = 'event' AND target <> ?", (key, here)
        ).fetchall()
        for (there,) in rows:
            gone = Posting(
                self._seq, id_, f"{key}#moved", "revise_record", 4, self._recorded, self._recorded, self._recorded,
                None, None, None, None, Detail(of=key),
            )  # fmt: skip
            self._postings.append((there, *gone[:-1], _pack(gone.detail)))

    def _has(self, id_: str) -> bool:
        return self._db.execute("SELECT 1 FROM entry WHERE id = ?", (id_,)).fetchone() is not None

    def _newest(self, type_: str, key: str) -> str | None:
        name = f"{type_}\n{key}"
        if name not in self._current:
            row = self._db.execute(
                "SELECT id FROM entry WHERE key = ? AND type = ? ORDER BY seq DESC LIMIT 1", (key, type_)
            ).fetchone()
            if row is None:
                return None
            self._current[name] = row[0]
        return self._current[name]

    def flush(self) -> None:
        """Write what has gathered."""
        self._db.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._entries)
        self._db.executemany(f"INSERT INTO posting VALUES ({', '.join('?' * 14)})", self._postings)
        self._db.executemany("INSERT OR IGNORE INTO mark VALUES (?, ?)", self._marks)
        self._entries, self._postings, self._marks = [], [], []


def _type_and_key(item: Item) -> tuple[str, str]:
    if isinstance(item, Event):
        return "event", item.key
    return ("instrument", item.id) if isinstance(item, Instrument) else ("document", item.id)


def _posting(row: Sequence[Any]) -> Posting:
    detail = row[12]
    return Posting._make(row[:12] + (PLAIN if detail is None else _unpack(detail),))  # type: ignore[operator]


def _pack(detail: Detail) -> str | None:
    """The detail of a posting as JSON; None for the plain one, which most have."""
    if detail is PLAIN:
        return None
    fields = {field.name: getattr(detail, field.name) for field in attrs.fields(Detail)}
    return json.dumps({k: v for k, v in fields.items() if v != getattr(PLAIN, k)}, ensure_ascii=False)


_TUPLES = {"parts", "exclude", "steps"}


def _unpack(text: str) -> Detail:
    fields = json.loads(text)
    for name, value in fields.items():
        if isinstance(value, list):
            fields[name] = tuple(tuple(each) for each in value) if name in _TUPLES else tuple(value)
    return Detail(**fields)


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
