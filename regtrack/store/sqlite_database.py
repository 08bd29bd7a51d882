"""Connections to one SQLite file, or to memory."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from regtrack.errors import HalfCharacterError, StoreError
from regtrack.store.database import Database, Dialect, RefusedError, Row, Rows, SearchTerm, chunks, marks, pairs
from regtrack.store.faults import store_error
from regtrack.store.file import NO_FILE, connect, file_of, make_private
from regtrack.store.schema import CHAINED, INDEXED, MIGRATIONS

_COLUMNS = """SELECT tables.name, cid, columns.name, columns.type, "notnull", dflt_value, pk
              FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
              WHERE tables.type = 'table' AND tables.name NOT GLOB 'words_*'"""


class SqliteDatabase(Database):
    """Connections to one SQLite file: each thread has its own. A ledger in memory has one, and threads take turns.

    Args:
        location: path of the file, or ``:memory:``.
        read_only: only read.
    """

    served, packs = False, True
    dialect = Dialect(
        between="{column} >= {low} AND {column} < {high}",
        each="json_each({json}, '$.{field}')",
        member="json_extract({json}, '$.{field}')",
        listed="{text} IN (SELECT value FROM json_each({json}))",
        contains="instr(lower({text}), lower({part})) > 0",
    )

    def __init__(self, location: str, *, read_only: bool = False) -> None:
        super().__init__()
        self.location, self.read_only = location, read_only
        self._turn = threading.RLock() if location in NO_FILE else None
        self._connections: dict[int, sqlite3.Connection] = {}
        self._opening = threading.Lock()
        self._closed = self._sealing = False
        self._sealed: set[int] = set()
        self._place = location if location in NO_FILE else os.path.abspath(location)  # noqa: PTH100  no look-up
        self._file: tuple[int, int] | None = None
        self._connection()
        self._file = file_of(self._place)

    def keep_seals(self) -> None:
        """Keep the checksums of tables up to date from now on."""
        self._sealing = True

    def close(self) -> None:
        with self._opening:
            self._closed = True
            while self._connections:
                self._connections.popitem()[1].close()

    def _connection(self) -> sqlite3.Connection:
        who = 0 if self._turn is not None else threading.get_ident()
        found = self._connections.get(who)
        return self._open(who) if found is None else found

    def _open(self, who: int) -> sqlite3.Connection:
        with self._opening:
            if self._closed:
                raise StoreError(f"{self.location}: found the ledger closed; expected it open")
            self._check_file()
            if who:
                threading.current_thread()  # lists a thread that Python did not start, too
                for gone in self._connections.keys() - {thread.ident for thread in threading.enumerate()}:  # ended
                    ended = self._connections.pop(gone)
                    self._sealed.discard(id(ended))
                    ended.close()
            place = self.location if self._file is None else self._place  # the program may have changed its folder
            db, self.read_only = connect(place, read_only=self.read_only)
            if not self.read_only:
                db.execute("PRAGMA synchronous = NORMAL")
                db.execute("PRAGMA wal_autocheckpoint = 4000")  # pages, 16 MiB: what is written often, once
            db.execute("PRAGMA cache_size = -16384")  # KiB at most, so that a large batch stays in memory
            self._connections[who] = db
            return db

    def _check_file(self) -> None:
        """Raise StoreError if the file is another by now: connections to both would give the answers of two ledgers.

        What is recorded in a file that was removed or replaced, nobody finds.
        """
        if self._file is not None and file_of(self._place) != self._file:
            raise StoreError(
                f"{self.location}: removed or replaced while it was open; expected the same file. Open it again"
            )

    # --- statements -------------------------------------------------------------------------------------------------

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        try:
            if self._turn is None:  # a statement is short: a call less tells
                return (self._connections.get(threading.get_ident()) or self._connection()).execute(sql, parameters)
            with self._turn:
                return _Gathered(self._connection().execute(sql, parameters))
        except UnicodeEncodeError as error:
            raise HalfCharacterError(error) from None

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        try:
            with self._turn or nullcontext():
                self._connection().executemany(sql, rows)
        except sqlite3.IntegrityError as error:
            raise RefusedError(str(error)) from error
        except UnicodeEncodeError as error:
            raise HalfCharacterError(error) from None

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        return self._connection().execute(sql, parameters)

    def insert(self, table: str, rows: Sequence[Row], *, ignore: bool = False) -> None:
        # Many in one step: between two steps the interpreter may go to another thread. OR FAIL saves SQLite a journal
        # of each statement, by which it could take back the first rows of one that fails: the transaction does that.
        if rows:
            self._insert(f"OR {'IGNORE' if ignore else 'FAIL'} INTO {table}", rows)

    def _insert(self, into: str, rows: Sequence[Row], ending: str = "") -> list[Row]:
        found: list[Row] = []
        for part in chunks(rows, 50) if len(rows) != 1 else [rows]:  # more take as long to be compiled as they save
            statement = _insertion(into, len(part), len(part[0]), ending)
            found += self.execute(statement, list(chain.from_iterable(part)))
        return found

    # --- words: FTS5 with a porter index for English, and one of pairs of letters -----------------------------------

    def _index(self, texts: Mapping[bytes, str]) -> Mapping[bytes, int]:
        # All digests first: a statement that writes to another table has FTS5 write out what it has gathered.
        rows = [(digest,) for digest in texts]
        new: dict[bytes, int] = dict(self._insert("OR IGNORE INTO unit (digest)", rows, "RETURNING digest, num"))
        self.insert(
            "words (rowid, text, pairs)", [(num, text := texts[digest], pairs(text)) for digest, num in new.items()]
        )
        known = texts.keys() - new.keys()
        return new | dict(self.lookup("SELECT digest, num FROM unit WHERE digest {}", known)) if known else new

    def matching(self, terms: Sequence[SearchTerm], limit: int) -> Iterable[tuple[int]]:
        return self.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?",
            (" AND ".join(map(_match, terms)), limit),
        )

    # --- tables -----------------------------------------------------------------------------------------------------

    def version(self) -> int:
        return int(self.execute("PRAGMA user_version").fetchone()[0])

    def migrate(self, version: int) -> int:
        from regtrack.store.linking import chain_up
        from regtrack.store.search_words import reindex
        from regtrack.store.shapes import statements

        for statement in statements(MIGRATIONS[version]):
            self.execute(statement)
        if version == INDEXED:
            reindex(self)
        if version == CHAINED:
            chain_up(self)
            seal_all(self._connection())
        self.execute(f"PRAGMA user_version = {version + 1}")
        return version + 1

    # --- transactions -----------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self, *, dry_run: bool = False) -> Iterator[None]:
        try:
            with super().transaction(dry_run=dry_run):
                yield
        except sqlite3.Error as error:
            raise store_error(self.location, error) from error

    def _begin(self, *, writing: bool) -> Callable[[], None]:
        self._check_file()
        turn = self._turn
        if turn is not None:
            turn.acquire()
        try:
            if writing and self._sealing and not self.read_only:
                self._seal(self._connection())
            self.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
        except BaseException:
            if turn is not None:
                turn.release()
            raise
        return turn.release if turn is not None else lambda: None

    def _drop(self, alone: bool) -> None:
        if self._connection().in_transaction:  # SQLite itself ends the one in which a disk was full
            super()._drop(alone)

    def _seal(self, db: sqlite3.Connection) -> None:
        if id(db) not in self._sealed:
            keep_seals(db)
            self._sealed.add(id(db))

    @contextmanager
    def lenient(self) -> Iterator[None]:
        db = self._connection()
        factory, db.text_factory = db.text_factory, lambda data: data.decode("utf-8", "replace")
        try:
            yield
        finally:
            db.text_factory = factory

    def broken_pages(self) -> Iterator[str]:
        from regtrack.store.shapes import made

        yield from (words for (words,) in self.execute("PRAGMA integrity_check(20)") if words != "ok")
        with closing(made()) as right:  # a bit in the text that defines a table can make another one of it
            expected, found = (set(db.execute(_COLUMNS)) for db in (right, self._connection()))
        for table in sorted({row[0] for row in expected ^ found}):
            yield f"the definition of table {table} is not what was written"

    def broken_seals(self) -> Iterator[str]:
        return broken(self._connection())

    @contextmanager
    def durable(self) -> Iterator[None]:
        self.execute("PRAGMA synchronous = FULL")
        try:
            yield
        finally:
            self.execute("PRAGMA synchronous = NORMAL")

    @contextmanager
    def lock(self, name: str) -> Iterator[bool]:
        if self._turn is not None:
            yield True
            return
        # SQLite's own lock on a file beside the ledger: it is let go by the system when a process is killed.
        file = f"{self._place}-{name}"
        make_private(Path(file))
        lock = sqlite3.connect(file, isolation_level=None, timeout=0)
        try:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise StoreError(f"{file}: cannot be locked ({error})") from error
                yield False
                return
            yield True
        finally:
            lock.close()


@lru_cache(maxsize=256)
def _insertion(into: str, rows: int, columns: int, ending: str) -> str:
    """Return the statement that inserts so many rows."""
    return f"INSERT {into} VALUES {', '.join([f'({marks(range(columns))})'] * rows)} {ending}"


class _Gathered:
    """Rows that were all read while it was a thread's turn."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self.rowcount = cursor.rowcount
        self._rows = iter(cursor.fetchall())

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return self._rows


def _match(term: SearchTerm) -> str:
    """Return a term as FTS5 asks for it."""
    return f'{"pairs" if term.pairs else "text"} : "{" ".join(term.words)}"{" *" if term.begins else ""}'


# --- checksums of the tables whose rows may change ----------------------------------------------------------------

# What is only ever added is in the hash chain. The rest, such as when a source was read and how far a message has
# come, has for each table the sum of the checksums of its rows, which every write keeps up to date. A sum finds
# damage, and no forger: whoever can write the table can write the sum.

SEALED = MappingProxyType(
    {
        "check_in": "source, recorded, digest, checked_through, problem, count, due, known",
        "portion": "source, name, read, first_read",
        "sighting": "document, source, recorded",
        "item_name": "name, document",
        "bookmark": "name, tick",
        "cut": "only, known",
        "clock": "only, at",
        "outbox": "num, state, tries, changed_at, next_at, detail",
    }
)
"""Each table with the columns that count."""
_BITS = (1 << 62) - 1


def row_seal(*values: object) -> int:
    """Return the checksum of a row."""
    return int.from_bytes(blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=8).digest()) & _BITS


def keep_seals(db: sqlite3.Connection) -> None:
    """Make every write of this connection keep the sums up to date; before its first write, outside a transaction."""
    db.create_function("row_seal", -1, row_seal, deterministic=True)
    db.executescript(_triggers())  # one call: a third faster than one for each


@cache
def _triggers() -> str:
    made = [
        f"""CREATE TEMP TRIGGER IF NOT EXISTS seal_{name}_{verb} AFTER {verb} ON main.{name}
            BEGIN UPDATE seal SET sum = (sum {change}) & {_BITS} WHERE name = '{name}'; END;"""
        for name, columns in SEALED.items()
        for verb, change in (
            ("INSERT", f"+ row_seal({_of('NEW', columns)})"),
            ("DELETE", f"- row_seal({_of('OLD', columns)})"),
            ("UPDATE", f"+ row_seal({_of('NEW', columns)}) - row_seal({_of('OLD', columns)})"),
        )
    ]
    return "\n".join(made)


def _of(row: str, columns: str) -> str:
    return ", ".join(f"{row}.{column}" for column in columns.split(", "))


def seal_all(db: sqlite3.Connection) -> None:
    """Set every sum to what its table holds."""
    db.executemany("INSERT OR REPLACE INTO seal VALUES (?, ?)", [(name, _sum(db, name)) for name in SEALED])


def broken(db: sqlite3.Connection) -> Iterator[str]:
    """Return the tables whose rows are not what was written."""
    kept = dict(db.execute("SELECT name, sum FROM seal"))
    return (name for name in SEALED if kept.get(name) != _sum(db, name))


def _sum(db: sqlite3.Connection, name: str) -> int:
    return sum(row_seal(*row) for row in db.execute(f"SELECT {SEALED[name]} FROM {name}")) & _BITS
