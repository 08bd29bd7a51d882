"""What Citus and its like ask of tables that they spread over servers, held against the catalogue.

Of a distributed table every unique key has the column by which it is distributed, no trigger and no reference crosses
the parts, and no default counts over all of them. PostgreSQL itself holds most of it, of tables that it splits.
"""

import os
from collections.abc import Iterator
from contextlib import closing

import pytest

from regtrack.store import SqliteStore, moving
from regtrack.store.postgres import PostgresStore
from regtrack.store.postgres_schema import SPLIT
from tests.store.contract.test_move import fill
from tests.store.kinds import Schemas
from tests.store.postgres.server import NAMED

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(NAMED not in os.environ, reason=f"no PostgreSQL: {NAMED} names none")


@pytest.fixture(params=["", "&partitions=4"], ids=["whole", "split"])
def store(request: pytest.FixtureRequest) -> Iterator[PostgresStore]:
    schemas = Schemas(request.param)
    with closing(PostgresStore(schemas.address("ledger"))) as store:
        yield store
    schemas.empty()


@pytest.mark.parametrize("table", SPLIT)
def test_a_table_can_be_spread_by_its_target(store: PostgresStore, table: str) -> None:
    db = store._db
    keys = """SELECT array_agg(attname::text) FROM pg_index
              JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
              WHERE indrelid = ?::regclass AND (indisunique OR indisexclusion) GROUP BY indexrelid"""
    unique = [columns for (columns,) in db.execute(keys, (table,))]
    assert unique
    assert all("target" in columns for columns in unique)
    column = """SELECT attnotnull, atthasdef FROM pg_attribute WHERE attrelid = ?::regclass AND attname = 'target'"""
    assert db.execute(column, (table,)).fetchone() == (True, False)
    crossing = """SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND ?::regclass IN (conrelid, confrelid)"""
    assert db.execute(crossing, (table,)).fetchone() == (0,)
    triggers = "SELECT count(*) FROM pg_trigger WHERE tgrelid = ?::regclass"
    assert db.execute(triggers, (table,)).fetchone() == (0,)
    counting = "SELECT count(*) FROM pg_attrdef WHERE adrelid = ?::regclass"
    assert db.execute(counting, (table,)).fetchone() == (0,)


def test_a_split_ledger_is_like_a_whole_one(store: PostgresStore) -> None:
    """Whatever a ledger holds is moved into it, and back, and verified."""
    with closing(SqliteStore(":memory:")) as original, closing(SqliteStore(":memory:")) as back:
        fill(original)
        moving.move(original, store)
        assert list(store.check()) == []
        moving.move(store, back)
        assert list(back.dump()) == list(original.dump())
