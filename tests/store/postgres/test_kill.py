"""What ends a writer: kill -9, its connection cut, its server ending. Nothing is lost, and nothing is there twice."""

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest

from regtrack.errors import StoreError
from regtrack.store.postgres import PostgresStore
from tests.store.kinds import THOROUGH, Schemas
from tests.store.postgres.server import NAMED, Server, programs
from tests.store.test_crash import BATCHES, SIZE, committed, go, start
from tests.store.writer import START, batch

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(NAMED not in os.environ, reason=f"no PostgreSQL: {NAMED} names none")


@pytest.fixture
def address() -> Iterator[str]:
    schemas = Schemas()
    yield schemas.address("ledger")
    schemas.empty()


def check_whole(address: str, said: list[int]) -> None:
    """Every batch is whole or absent, in order, and what was said to be committed is there."""
    store = PostgresStore(address)
    rows = store._db.execute("SELECT key, type, seq FROM entry ORDER BY seq").fetchall()
    store.close()
    keys = [key for key, type_, _ in rows if type_ == "event"]
    present = sum(type_ == "instrument" for _, type_, _ in rows)
    assert keys == [f"a:{number}-{i}" for number in range(present) for i in range(SIZE)]
    assert [seq for *_, seq in rows] == list(range(1, len(rows) + 1))
    assert said == list(range(len(said)))
    assert len(said) <= present <= len(said) + 1  # the last may have been committed and not said


def complete(address: str) -> None:
    """Appending everything again adds exactly what is missing."""
    store = PostgresStore(address)
    new = sum(store.append(batch("a", number, SIZE), START + number).new for number in range(BATCHES))
    assert new % (SIZE + 1) == 0
    assert (store.totals().events, store.totals().instruments) == (BATCHES * SIZE, BATCHES)
    store.close()


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=THOROUGH) for seed in range(1, 6))])
def test_killed(seed: int, address: str) -> None:
    """``kill -9`` at a seeded moment after a batch was said to be committed."""
    process = start(address, "a")
    go(process)
    assert process.stdout is not None
    chance = random.Random(seed)
    said = [int(process.stdout.readline()) for _ in range(chance.randrange(1, BATCHES - 1))]
    time.sleep(chance.random() * 0.02)
    process.kill()
    said += committed(process)
    check_whole(address, said)
    complete(address)


def test_a_reader_that_is_cut_off_between_two_rows_says_so(address: str) -> None:
    """And the ledger answers the next question. It was a traceback of the driver."""
    store = PostgresStore(address)
    rows = store._db.stream("SELECT pg_backend_pid() FROM generate_series(1, 10000)")
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute("SELECT pg_terminate_backend(%s, 5000)", next(rows))
    with pytest.raises(StoreError, match="terminating connection"):
        list(rows)
    assert store.totals().events == 0
    store.close()


@THOROUGH
def test_cut_off_again_and_again(address: str) -> None:
    """The server ends the writer's connections; a writer that tries again after each error gets there."""
    process = start(address, "a", "--patient")
    go(process)
    assert process.stdout is not None
    said, cut = [int(process.stdout.readline())], 0  # it has opened the ledger
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        while process.poll() is None:
            cut += db.execute(
                """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid()
                   AND state <> 'idle' AND backend_type = 'client backend'"""
            ).fetchone()[0]
            time.sleep(0.05)
    assert cut > 0
    assert said + committed(process) == list(range(BATCHES))
    check_whole(address, list(range(BATCHES)))


@THOROUGH
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_the_server_is_started_again(how: signal.Signals) -> None:
    """In order, and as after a crash: the writer waits, and goes on where it was."""
    bin = programs()
    assert bin is not None
    server = Server(bin)
    try:
        process = start(server.address, "a", "--patient")
        go(process)
        assert process.stdout is not None
        said = [int(process.stdout.readline()) for _ in range(3)]
        server.stop(how)
        server.start()
        assert said + committed(process) == list(range(BATCHES))
        check_whole(server.address, list(range(BATCHES)))
        reader = PostgresStore(server.address)
        assert reader.totals().events == BATCHES * SIZE
        server.stop(how)
        server.start()
        assert reader.totals().events == BATCHES * SIZE  # a connection that broke while it lay idle is no error
        reader.close()
    finally:
        server.remove()
