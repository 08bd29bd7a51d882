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

    address, prefix = os.environ[NAMED], f"t{uuid.uuid4().hex}"
    schemas = set[str]()

    def drop() -> None:
        with psycopg.connect(address, autocommit=True) as db:
            for schema in schemas:
                db.execute(f"DROP SCHEMA {schema} CASCADE")

    def call(name: str) -> Store:
        schemas.add(f"{prefix}_{name}")
        return PostgresStore(f"{address}?schema={prefix}_{name}")

    request.addfinalizer(drop)
    return call


STORES: Mapping[str, Callable[[pytest.FixtureRequest], Open]] = {"sqlite": sqlite, "postgres": postgres}
