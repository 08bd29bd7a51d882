"""What a check finds in PostgreSQL, when somebody with all rights on the server changed a ledger behind its back."""

import os
import re
from collections.abc import Iterator

import pytest

from regtrack import dates
from regtrack.errors import StoreError
from regtrack.store import Batch
from regtrack.store.messages import Attempt
from regtrack.store.postgres import PostgresStore
from tests.helpers import NOW, e, events_of, rule
from tests.store.contract.test_outbox import digest, fact, message
from tests.store.kinds import Databases, Schemas
from tests.store.postgres.server import NAMED

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(NAMED not in os.environ, reason=f"no PostgreSQL: {NAMED} names none")
AT = dates.tick_of(NOW)


@pytest.fixture
def store() -> Iterator[PostgresStore]:
    schemas = Schemas()
    store = PostgresStore(schemas.address("ledger"))
    events = events_of(
        [
            e("set_effective", "t:set", effect="2024-03-01", published="2024-01-15"),
            e("stay", "t:stay", issued="2024-04-01"),
        ]
    )
    store.append(Batch("t", "T", [rule(), *events]), AT)
    store.outbox.commit(digest(fact(), messages=[message("m@x")]))
    store.outbox.settle(Attempt(store.outbox.rows()[0].row, AT, "sent", "ok"), None)
    yield store
    store.close()
    schemas.empty()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE entry SET body = replace(body, '2024', '2025')", "entry 2 .* its id is not the digest"),
        ("UPDATE entry SET recorded = recorded - 1 WHERE key = 't:set'", "entries 1-3: changed since it was chained"),
        ("DELETE FROM entry WHERE seq = 3", "entries 1-3: changed since it was chained"),
        ("UPDATE link SET head = repeat('0', 64) WHERE num = 1", "it does not follow from the link before it"),
        ("DELETE FROM link WHERE subject LIKE 'attempt%'", "table attempt: it has 1 rows, and the chain covers 0"),
        ("UPDATE source SET title = 'other'", "source 1: changed since it was chained"),
        ("UPDATE fact SET sentence = 'other'", "digest 1 .*: changed since it was chained"),
        ("DELETE FROM told", "digest 1 .*: changed since it was chained"),
        ("UPDATE outbox SET head = 'x'", "message .*: its bytes are not what was queued"),
        ("UPDATE outbox SET state = 'refused'", "message .*: its state is not what came of its last attempt"),
        ("UPDATE attempt SET detail = 'other'", "attempt 1 .*: changed since it was chained"),
        ("DELETE FROM posting WHERE key = 't:stay'", "table posting .*: a row is gone"),
        ("UPDATE mark SET tick = tick + 1", "table mark"),
        ("DELETE FROM said", "table said .*: a row is gone"),
    ],
)  # fmt: skip
def test_what_was_changed_is_named(store: PostgresStore, statement: str, found: str) -> None:
    assert list(store.check()) == []
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute(f"SET search_path TO {store._db._schema}")
        if statement.split()[1 + statement.startswith("DELETE")] in ("entry", "link", "fact", "told", "attempt"):
            with pytest.raises(psycopg.Error, match="append-only"):
                db.execute(statement)
        db.execute("SET session_replication_role TO replica")
        db.execute(statement)
    damage = "\n".join(str(each) for each in store.check())
    assert re.search(found, damage), damage


def test_a_database_of_another_encoding_is_refused() -> None:
    """SQL_ASCII is what `initdb` makes where the locale is C, as in a container that sets none."""
    address = Databases().new("template0", encoding="SQL_ASCII")
    with pytest.raises(StoreError, match=r": found a database in SQL_ASCII; expected one in UTF8$"):
        PostgresStore(address)
