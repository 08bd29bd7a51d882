"""The kinds of stores that the same tests run over, each as a place where ledgers are opened by name."""

import os
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from regtrack.store import SqliteStore, Store
from tests.store.postgres.server import NAMED

Open = Callable[..., Store]
"""Opens a ledger by a name: the same name again is the same ledger, as another process would open it."""


def sqlite(request: pytest.FixtureRequest) -> Open:
    folder: Path = request.getfixturevalue("tmp_path")
    return lambda name: SqliteStore(folder / f"{name}.sqlite")


def postgres(request: pytest.FixtureRequest) -> Open:
    if NAMED not in os.environ:
        pytest.skip(f"no PostgreSQL: `make test` and `make test-postgres` start one, and name it in {NAMED}")
    psycopg = pytest.importorskip("psycopg")
    from regtrack.store.postgres import PostgresStore

    schemas = dict[str, str]()

    def call(name: str) -> Store:
        if name not in schemas:
            schemas[name] = _FREE.pop() if _FREE else f"t{uuid.uuid4().hex}"
        return PostgresStore(f"{os.environ[NAMED]}?schema={schemas[name]}")

    def empty() -> None:
        """Make the schemas ready for the next test; to make a new one takes ten times as long."""
        with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
            db.execute("SET session_replication_role TO replica")  # the tables refuse to be emptied otherwise
            for schema in schemas.values():
                tables = db.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,)).fetchall()
                kept = [table for (table,) in tables if table != "ledger_version"]
                db.execute(";".join(f"DELETE FROM {schema}.{table}" for table in kept))
                found = db.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = %s", (schema,)).fetchall()
                db.execute(";".join(f"ALTER SEQUENCE {schema}.{number} RESTART" for (number,) in found))
                _FREE.append(schema)

    request.addfinalizer(empty)
    return call


_FREE: list[str] = []
"""Schemas of ledgers that are empty again."""

STORES: Mapping[str, Callable[[pytest.FixtureRequest], Open]] = {"sqlite": sqlite, "postgres": postgres}
