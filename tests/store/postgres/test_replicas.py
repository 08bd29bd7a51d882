"""A server that streams from another: questions are asked of it, and no answer is older than what was written."""

import os
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from regtrack import dates
from regtrack.errors import StoreError
from regtrack.store import Batch, postgres_replicas
from regtrack.store.postgres import PostgresStore
from regtrack.tracker import Tracker
from tests.helpers import NOW, RULE, e, events_of, rule
from tests.store.kinds import THOROUGH
from tests.store.postgres.server import NAMED, Server, programs

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(NAMED not in os.environ, reason=f"no PostgreSQL: {NAMED} names none")
AT = dates.tick_of(NOW)
FOLLOWS = "SELECT pg_is_in_recovery()"


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    bin = programs()
    assert bin is not None
    first = Server(bin)
    try:
        second = Server(bin, first)
        try:
            yield first, second
        finally:
            second.remove()
    finally:
        first.remove()


def asked_of_replica(store: PostgresStore) -> bool:
    with store.snapshot():
        return bool(store._db.execute(FOLLOWS).fetchone()[0])


def caught_up(store: PostgresStore) -> bool:
    """Whether the second server answers, once it has had the time."""
    for _ in range(200):
        if asked_of_replica(store):
            return True
        time.sleep(0.05)
    return False


@THOROUGH
def test_questions_are_asked_of_the_replica(
    servers: tuple[Server, Server], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(postgres_replicas, "_AGAIN", 0.0)
    first, second = servers
    with closing(PostgresStore(f"{first.address}?replica=127.0.0.1:{second.port}")) as store:
        tracker = Tracker(store, clock=lambda: NOW)
        events = events_of(e("set_value", f"t:{n}", name=f"n{n}", value=n, published="2024-01-15") for n in range(30))
        store.append(Batch("t", "T", [rule()]), AT)
        for number, event in enumerate(events, 1):  # what was just written is in the next answer, whoever gives it
            store.append(Batch("t", "T", [event]), AT + number)
            assert len(tracker.timeline().sources.events) == number
        assert caught_up(store)
        assert tracker.state(RULE, "2024-06-01").instrument == RULE
        assert not store._db.execute(FOLLOWS).fetchone()[0]  # what is no question is asked of the first
        with pytest.raises(StoreError, match="inside a snapshot"), store.snapshot():
            store.bookmark("last", 1)
        with psycopg.connect(second.address, autocommit=True) as db:
            db.execute("SELECT pg_wal_replay_pause()")
            store.append(Batch("t", "T", [rule("us/x/late")]), AT + 99)
            assert not asked_of_replica(store)  # it is behind
            assert tracker.state("us/x/late", "2024-06-01").instrument == "us/x/late"
            db.execute("SELECT pg_wal_replay_resume()")
        assert caught_up(store)
        second.stop()
        assert tracker.state(RULE, "2024-06-01").instrument == RULE
        second.start()
        assert caught_up(store)


def test_a_replica_that_is_not_there_is_passed_over() -> None:
    with closing(PostgresStore(f"{os.environ[NAMED]}?schema=alone&replica=127.0.0.1:1")) as store:
        store.append(Batch("t", "T", [rule()]), AT)
        assert not asked_of_replica(store)
        assert store.totals().location.endswith("?schema=alone&replica=127.0.0.1%3A1")
