"""The kinds of stores that the same tests run over, each as a place where ledgers are opened by name."""

import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, ClassVar

import pytest

from regtrack.model.inbox import InboxEntry
from regtrack.model.people import Person, Review
from regtrack.store import Appended, Batch, SqliteStore, Store
from regtrack.store.joined import JoinedStore
from tests.store.postgres.server import NAMED

Open = Callable[..., Store]
"""Opens a ledger by a name: the same name again is the same ledger, as another process would open it."""


def sqlite(request: pytest.FixtureRequest) -> Open:
    factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    folder = factory.mktemp("ledgers")
    return lambda name: SqliteStore(folder / f"{name}.sqlite")


def postgres(request: pytest.FixtureRequest) -> Open:
    if NAMED not in os.environ:
        pytest.skip(f"no PostgreSQL: `make test` and `make test-postgres` start one, and name it in {NAMED}")
    schemas = Schemas()
    request.addfinalizer(schemas.empty)
    return schemas.open


class Schemas:
    """Schemas of ledgers by name; emptied and not dropped, because making one takes ten times as long."""

    _all_free: ClassVar[dict[str, list[str]]] = {}
    _kept: ClassVar[dict[str, Any]] = {}

    def __init__(self, how: str = "") -> None:
        self._how, self._free = how, self._all_free.setdefault(how, [])
        self._taken = dict[str, str]()

    def address(self, name: str) -> str:
        if name not in self._taken:
            self._taken[name] = self._free.pop() if self._free else f"t{uuid.uuid4().hex}"
        return f"{os.environ[NAMED]}?schema={self._taken[name]}{self._how}"

    def open(self, name: str) -> Store:
        from regtrack.store.postgres import PostgresStore

        return PostgresStore(self.address(name))

    def empty(self) -> None:
        """Make the schemas ready for the next test."""
        import psycopg

        server = os.environ[NAMED]
        if self._taken and server not in self._kept:  # for all schemas: a connection takes longer than what it is for
            self._kept[server] = psycopg.connect(server, autocommit=True)
            self._kept[server].execute("SET session_replication_role TO replica")  # tables refuse to be emptied else
        for schema in self._taken.values():
            self._kept[server].execute(_EMPTY.replace("SCHEMA", schema))
            self._free.append(schema)
        self._taken.clear()


_EMPTY = """DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'SCHEMA' AND tablename <> 'ledger_version' LOOP
        EXECUTE 'DELETE FROM SCHEMA.' || name;
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'SCHEMA' LOOP
        EXECUTE 'ALTER SEQUENCE SCHEMA.' || name || ' RESTART';
    END LOOP;
END $$"""


THOROUGH = pytest.mark.skipif("REGTRACK_EVENTS" not in os.environ, reason="takes long: `make test-postgres` runs it")


class Databases:
    """Databases of the server, which can be copied as a whole; they go when it goes."""

    def new(self, template: str = "template1", encoding: str = "UTF8") -> str:
        name = f"d{uuid.uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING '{encoding}'")
        return os.environ[NAMED].rpartition("/")[0] + f"/{name}"

    def copy(self, address: str) -> str:
        return self.new(address.rpartition("/")[2])

    def _run(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
            db.execute(statement)


def joined(request: pytest.FixtureRequest) -> Open:
    """Pairs of a public ledger and one's own; each source is recorded in one of them, by chance."""
    factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    folder = factory.mktemp("ledgers")

    def open_(name: str) -> Store:
        return SplitStore([SqliteStore(folder / f"{name}.{each}.sqlite") for each in ("public", "own")])

    return open_


class SplitStore(JoinedStore):
    """A pair into which sources are recorded by chance, as if somebody else had filled the public ledger."""

    def append(self, batch: Batch, now: int) -> Appended:
        other = self._stores[0]
        own = any(isinstance(item, InboxEntry | Person | Review) for item in batch.items)
        if own or sha256(batch.source.encode("utf-8", "replace")).digest()[0] % 2:
            return super().append(batch, now)
        return JoinedStore([self._own, other]).append(batch, now)

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._stores[0].together(), self._own.together():
            yield


def split(request: pytest.FixtureRequest) -> Open:
    """Ledgers in PostgreSQL whose tables of targets are split by their hash."""
    schemas = Schemas("&partitions=3")
    postgres(request)
    request.addfinalizer(schemas.empty)
    return schemas.open


STORES: Mapping[str, Callable[[pytest.FixtureRequest], Open]] = {"sqlite": sqlite, "postgres": postgres}
BESIDES = {"joined": joined, **({"split": split} if "REGTRACK_EVENTS" in os.environ else {})}
"""What the contract holds of too: pairs that answer as one, and in `make test-postgres` tables that are split."""
