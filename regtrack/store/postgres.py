"""A team's ledger: a schema of a PostgreSQL database."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import lru_cache, partial
from itertools import chain, count
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from regtrack.errors import HalfCharacterError, StoreError
from regtrack.store.database import Database, Dialect, RefusedError, Row, Rows, SearchTerm, chunks, marks
from regtrack.store.postgres_address import reading_of
from regtrack.store.postgres_locks import NamedLocks
from regtrack.store.postgres_replicas import Replicas
from regtrack.store.postgres_schema import CLOSED, script
from regtrack.store.postgres_search import plain, query_of_pairs, vector_of_pairs
from regtrack.store.sql import SqlStore

_PATIENCE = 30
"""How many seconds to wait for another process that is writing, and for a server that is starting again."""
_CONNECTIONS = 10
"""How many connections one process has at most; more threads than that take turns."""
_FEW = 20
"""Up to how many rows go in one statement; more are copied."""
_LOOKED_UP = 20_000
"""How many keys one statement looks up."""
_FETCHED = 2000
"""How many rows a server-side cursor fetches at a time."""
_WRITING = 0x72656774
"""With the schema's number the key of the lock of its one writer; the locks with names are hashed beside it."""

_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_NUMBERS = count()
_T = TypeVar("_T")
_Connection = psycopg.Connection[Row]


class PostgresStore(SqlStore):
    """A ledger in a schema of a PostgreSQL database.

    Args:
        address: ``postgresql://user@host/database``, with what libpq understands; ``?schema=`` names the schema, which
            is made if it is not there (default ``regtrack``), ``?replica=host:port`` servers that follow this one and
            answer questions; ``?partitions=`` splits new tables of targets into so many by their hash.
        read_only: only read.
        sampled: verify a few entries.

    Raises:
        StoreError: the server cannot be reached, the ledger was written by a newer release, or is found damaged.
    """

    def __init__(self, address: str, *, read_only: bool = False, sampled: bool = True) -> None:
        db = PostgresDatabase(address, read_only=read_only)
        try:
            super().__init__(db, sampled=sampled)
        except BaseException:
            db.close()
            raise


class PostgresDatabase(Database):
    """A pool of connections to one schema; a thread keeps one while it is inside a transaction or a snapshot.

    Args:
        address, read_only: see :class:`PostgresStore`.
    """

    served = True
    dialect = Dialect(
        # The first test can use an index; what it lets through besides, at the ends, the others do not.
        between="left({column}, 100) >= left({low}, 100) AND left({column}, 100) <= left({high}, 100) "
        "AND {column} >= {low} AND {column} < {high}",
        each="json_array_elements_text({json}::json -> '{field}') AS each (value)",
        member="({json}::json ->> '{field}')",
        listed="{text} IN (SELECT json_array_elements_text({json}::json))",
        contains="strpos(lower({text}), lower({part})) > 0",
    )

    def __init__(self, address: str, *, read_only: bool = False) -> None:
        super().__init__()
        self.read_only = read_only
        self.location, conninfo, self._schema, self._parts, replicas = reading_of(address)
        self._kept: dict[int, _Connection] = {}
        self._aside: dict[int, Future[None]] = {}
        self._worker = ThreadPoolExecutor(1, "regtrack-writer")
        self._conninfo = conninfo
        self._first = [self._connect()]
        try:
            self._writer = self._understood(self._prepare, self._first[0])
        except BaseException:
            self._first[0].close()
            raise
        self._locks = NamedLocks(self._connect, self._writer)
        self._pool: ConnectionPool[_Connection] = ConnectionPool(
            connection_class=cast(Any, SimpleNamespace(connect=self._given)), configure=self._configure,
            min_size=1, max_size=_CONNECTIONS, timeout=_PATIENCE, num_workers=1, open=True,
        )  # fmt: skip
        self._replicas = Replicas(replicas, _CONNECTIONS, self._configure)

    def _given(self, *_: object, **__: object) -> _Connection:
        """Return the connection by which the ledger was opened, then new ones: a server takes 6 ms for each."""
        return self._first.pop() if self._first else self._connect()

    def _connect(self) -> _Connection:
        try:
            return psycopg.connect(
                self._conninfo, autocommit=True, connect_timeout=10,
                keepalives_idle=30, keepalives_interval=10, keepalives_count=3,
            )  # fmt: skip
        except psycopg.Error as error:
            raise StoreError(
                f"{self.location}: cannot be opened as a ledger ({_words(error)}); expected a PostgreSQL database that "
                "can be reached"
            ) from error

    def _prepare(self, db: _Connection) -> int:
        """Make the schema unless it is there; return the key of its writer's lock."""
        encoding = db.info.parameter_status("server_encoding")  # where it is SQL_ASCII, a query would answer in bytes
        if encoding != "UTF8":
            raise StoreError(f"{self.location}: found a database in {encoding}; expected one in UTF8")
        query = """SELECT oid::bigint, nspowner::regrole::text, nspowner::regrole::text <> quote_ident(current_user)
                   AND pg_has_role(nspowner, 'member') FROM pg_namespace WHERE nspname = %s"""
        found = db.execute(query, (self._schema,)).fetchone()
        if found is None and self.read_only:
            raise StoreError(f"{self.location}: found no schema {self._schema!r}; expected a ledger to read")
        if found is None:
            db.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(self._schema)))
            found = db.execute(query, (self._schema,)).fetchone()
        assert found is not None
        self._owner = found[1] if found[2] else None
        return (_WRITING << 32) + int(found[0])

    def _configure(self, db: _Connection) -> None:
        db.execute(sql.SQL("SET search_path TO {}, pg_catalog").format(sql.Identifier(self._schema)))
        db.execute("SET synchronous_commit TO on")  # every commit is on the disk before it is answered
        if self._owner is not None:  # what a member of a team makes is the team's
            db.execute(f"SET ROLE {self._owner}".encode())
        if self.read_only:
            db.execute("SET default_transaction_read_only TO on")

    def close(self) -> None:
        self._worker.shutdown()
        self._pool.close()
        self._replicas.close()
        self._locks.close()

    # --- statements -------------------------------------------------------------------------------------------------

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        return self._reached(lambda db: db.execute(_native(sql), parameters))

    def lookup(self, sql: str, values: Iterable[Any], before: Sequence[Any] = ()) -> Iterator[Row]:
        found = sorted(set(values))
        digests = bool(found) and isinstance(found[0], bytes)  # in one text: a list of bytes takes ten times as long
        query = sql.replace("{}", f"= ANY ({'string_to_array(?, chr(32))::BYTEA[]' if digests else '?'})")  # one plan
        for some in chunks(found, _LOOKED_UP):
            yield from self.execute(
                query, (*before, " ".join([f"\\x{each.hex()}" for each in some]) if digests else some)
            )

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        try:
            self._reached(lambda db: db.cursor().executemany(_native(sql), rows))
        except StoreError as error:
            if isinstance(error.__cause__, psycopg.IntegrityError):
                raise RefusedError(_words(error.__cause__)) from error
            raise

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        mine = self._mine()
        if mine is not None:
            yield from self._fetched(mine, sql, parameters)
            return
        db, done = self._started(_READING)  # not this thread's: another one may ask for the rows that follow
        try:
            yield from self._fetched(db, sql, parameters)
        finally:
            done()

    def _fetched(self, db: _Connection, sql: str, parameters: Sequence[Any]) -> Iterator[Row]:
        try:
            with db.cursor(f"stream_{next(_NUMBERS)}") as cursor:
                cursor.itersize = _FETCHED
                self._understood(lambda _: cursor.execute(_native(sql), parameters), db)
                yield from cursor
        except psycopg.Error as error:  # between two rows, or when the cursor is closed
            raise StoreError(f"{self.location}: {_words(error)}") from error

    def insert(self, table: str, rows: Sequence[Row], *, ignore: bool = False) -> None:
        if not rows:
            return
        unless = " ON CONFLICT DO NOTHING" if ignore else ""
        if len(rows) <= _FEW:
            row = f"({marks(rows[0])})"
            values = ", ".join([row] * len(rows))
            self.execute(f"INSERT INTO {table} VALUES {values}{unless}", list(chain.from_iterable(rows)))
        elif ignore:
            name, _, columns = table.partition(" ")
            chosen = columns.strip("()") or "*"
            self._put(rows, f"LIKE {name}", f"INSERT INTO {table} SELECT {chosen} FROM {{incoming}}{unless}", columns)
        else:
            self._copy(table, rows)

    def _copy(self, table: str, rows: Iterable[Row]) -> None:
        def copy(db: _Connection) -> None:
            with db.cursor().copy(f"COPY {table} FROM STDIN") as into:
                for row in rows:
                    into.write_row(row)

        self._reached(copy)

    def _put(self, rows: Iterable[Row], columns: str, statement: str, given: str = "") -> None:
        """Copy rows into a table of this connection, and have a statement put them where they belong."""
        name = f"incoming_{re.sub(r'[^a-z]+', '_', columns.lower()).strip('_')}"
        self.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {name} ({columns})")
        self._copy(f"{name} {given}", rows)
        # At once: after each statement this thread may have to wait for the one that prepares what follows.
        self.execute(f"{statement.format(incoming=name)}; TRUNCATE {name}")

    def aside(self, run: Callable[[], None]) -> None:
        mine = self._mine()
        assert mine is not None

        def lend() -> None:
            self._kept[threading.get_ident()] = mine
            try:
                run()
            finally:
                del self._kept[threading.get_ident()]

        self._aside[threading.get_ident()] = self._worker.submit(lend)

    def _mine(self) -> _Connection | None:
        """Return the connection that this thread keeps, once what was put aside on it is done."""
        if self._aside and (waiting := self._aside.pop(threading.get_ident(), None)) is not None:
            waiting.result()
        return self._kept.get(threading.get_ident())

    def _reached(self, run: Callable[[_Connection], _T]) -> _T:
        """Run something on this thread's connection, else on a free one; that is found broken at most once."""
        mine = self._mine()
        if mine is not None:
            return self._understood(run, mine)
        db, found = self._borrowed(run)
        self._pool.putconn(db)
        return found

    def _borrowed(self, run: Callable[[_Connection], _T]) -> tuple[_Connection, _T]:
        """Run something on a free connection, and keep that; one that is found broken is replaced once."""
        for again in (False, True):
            db = self._free()
            try:
                return db, self._understood(run, db)
            except BaseException as error:
                lost = db.broken and isinstance(error, StoreError)
                _let_go(db, self._pool)
                if again or not lost:
                    raise
                self._pool.check()
        raise AssertionError

    def _free(self) -> _Connection:
        try:
            return self._pool.getconn()
        except PoolClosed as error:
            raise StoreError(f"{self.location}: found the ledger closed; expected it open") from error
        except PoolTimeout as error:
            raise StoreError(
                f"{self.location}: no connection for {_PATIENCE} seconds ({_words(error)}); expected a PostgreSQL "
                "server that can be reached; try again"
            ) from error

    def _understood(self, run: Callable[[_Connection], _T], db: _Connection) -> _T:
        try:
            return run(db)
        except psycopg.errors.LockNotAvailable as error:
            raise StoreError(
                f"{self.location}: another process has been writing for {_PATIENCE} seconds ({_words(error)}); try "
                "again"
            ) from error
        except UnicodeEncodeError as error:
            raise HalfCharacterError(error) from None
        except psycopg.Error as error:
            raise StoreError(f"{self.location}: {_words(error)}") from error

    # --- words: GIN indexes over stemmed words, and over pairs of letters -------------------------------------------

    def indexed(self, text: str) -> tuple[str, str | None]:
        return plain(text), vector_of_pairs(text)

    def _index(self, texts: Mapping[bytes, tuple[str, str | None]]) -> Mapping[bytes, int]:
        query = "SELECT digest, num FROM unit WHERE digest {} UNION ALL SELECT NULL, max(num) FROM unit"
        known = dict[Any, int](self.lookup(query, texts))
        first = (known.pop(None) or 0) + 1
        new = {digest: num for num, digest in enumerate((each for each in texts if each not in known), first)}
        rows = ((num, digest, *texts[digest]) for digest, num in new.items())
        put = "INSERT INTO unit SELECT num, digest, to_tsvector('words', text), pairs FROM {incoming}"
        self._put(rows, "num BIGINT, digest BYTEA, text TEXT, pairs TSVECTOR", put)
        return known | new

    def matching(self, terms: Sequence[SearchTerm], limit: int) -> Iterable[tuple[int]]:
        tests = [
            "pairs @@ CAST(? AS tsquery)" if term.pairs else "words @@ phraseto_tsquery('words', ?)" for term in terms
        ]
        asked = [query_of_pairs(term) if term.pairs else plain(" ".join(term.words)) for term in terms]
        return self.execute(
            f"""WITH found AS MATERIALIZED (SELECT num FROM unit WHERE {" AND ".join(tests)})
                SELECT num FROM found ORDER BY num DESC LIMIT ?""",
            (*asked, limit),
        )

    # --- tables -----------------------------------------------------------------------------------------------------

    def version(self) -> int:
        there = self.execute("SELECT to_regclass(?) IS NOT NULL", (f'"{self._schema}".ledger_version',)).fetchone()[0]
        return int(self.execute("SELECT version FROM ledger_version").fetchone()[0]) if there else 0

    def migrate(self, version: int) -> int:
        reached, statements = script(version, self._parts)
        self._reached(lambda db: db.execute(statements.encode()))
        self.execute("UPDATE ledger_version SET version = ?", (reached,))
        self._reached(lambda db: db.execute(CLOSED.encode()))
        return reached

    # --- transactions -----------------------------------------------------------------------------------------------

    def _begin(self, *, writing: bool) -> Callable[[], None]:
        # One writer a ledger, so that the order of commits is the order of the record.
        lock = f"BEGIN; SET LOCAL lock_timeout = '{_PATIENCE}s'; SELECT pg_advisory_xact_lock({self._writer})"
        who = threading.get_ident()
        self._kept[who], let_go = self._started(lock if writing else _READING)

        def done() -> None:
            del self._kept[who]
            let_go()

        return done

    def _commit(self) -> None:
        self.execute("COMMIT")
        if self._replicas:
            self._replicas.floor = self.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0]

    def _started(self, begin: str) -> tuple[_Connection, Callable[[], None]]:
        """Return a connection in a transaction that has begun, and what ends it and gives the connection back."""
        borrowed = self._replicas.borrow() if begin == _READING else None
        if borrowed is not None:
            borrowed.connection.execute(begin)
            return borrowed.connection, partial(_let_go, *borrowed)
        db, _ = self._borrowed(lambda db: db.execute(begin))
        return db, partial(_let_go, db, self._pool)

    def count_on(self) -> None:
        query = """SELECT quote_ident(table_name) FROM information_schema.columns
                   WHERE table_schema = ? AND column_name = 'num' AND is_identity = 'YES'"""
        for (table,) in self.execute(query, (self._schema,)).fetchall():
            last = f"SELECT coalesce(max(num), 0) + 1 FROM {table}"
            self.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'num'), ({last}), false)")

    def broken_pages(self) -> Iterator[str]:
        query = "SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()"
        failures = self.execute(query).fetchone()[0]
        if failures:
            yield f"the server has found {failures} damaged pages"

    def lock(self, name: str) -> AbstractContextManager[bool]:
        return self._locks.hold(name)


def _let_go(db: _Connection, pool: ConnectionPool[_Connection]) -> None:
    if not db.closed and db.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
        try:
            db.rollback()
        except psycopg.Error:  # the server cut it off in the middle of a pipeline
            db.close()
    pool.putconn(db)


@lru_cache(maxsize=512)
def _native(text: str) -> Any:
    return text.replace("%", "%%").replace("?", "%s")


def _words(error: BaseException) -> str:
    """Return the message of the server or the driver, in one line."""
    message = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    return " ".join((message or str(error) or type(error).__name__).split())
