"""The outbox as it lies in a file: what was told cannot be changed, and equal bodies are kept once."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from regtrack.store import SqliteStore
from regtrack.store.messages import Attempt, NewDigest, Outbox, ReportedFact
from tests.store.contract.test_outbox import AT, digest, fact, message


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def outbox(path: Path) -> Iterator[Outbox]:
    opened = SqliteStore(path)
    yield opened.outbox
    opened.close()


@pytest.mark.parametrize("table", ["told", "fact", "digest"])
def test_what_was_told_cannot_be_changed(path, outbox, table) -> None:
    outbox.commit(digest(fact(), messages=[message()]))
    db = sqlite3.connect(path)
    column = {"told": "matched", "fact": "sentence", "digest": "title"}[table]
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)
    for statement in ("DELETE FROM outbox", "UPDATE outbox SET id = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            db.execute(statement)
    db.close()


def test_bodies_that_are_alike_are_kept_once(path, outbox) -> None:
    for number, who in enumerate(["lin", "kim", "ana"]):
        outbox.commit(digest(fact(), who=who, messages=[message(f"{number}@x", b"the same" * 100)]))
    db = sqlite3.connect(path)
    assert db.execute("SELECT count(*) FROM body").fetchone() == (1,)
    db.close()
    assert {outbox.payload(row.row) for row in outbox.rows()} == {b"Subject: x\r\n\r\n" + b"the same" * 100}


def test_an_attempt_is_chained_without_being_read_back() -> None:
    """One query for each message: of the last link."""
    store, statements = SqliteStore(":memory:"), list[str]()
    store.outbox.commit(digest(fact(), messages=[message()]))
    row = store.outbox.rows()[0].row
    store._db._connection().set_trace_callback(statements.append)
    for at, outcome in ((AT, "failed"), (AT + 1, "sent")):
        assert store.outbox.claim(row, at)
        store.outbox.settle(Attempt(row, at, outcome, 'server answered "2\u00b7\u65e5\n"'), at)
    store._db._connection().set_trace_callback(None)
    assert sum(statement.startswith("SELECT") for statement in statements) == 2
    assert store.head().subject == "attempt 2 1.lin@example.org"
    assert not list(store.check())
    store.close()


def test_what_was_told_long_since_slows_no_digest_down() -> None:
    """In steps of SQLite: each fact is looked up by its key, and not among all that a subscriber was ever told."""
    store, steps = SqliteStore(":memory:"), [0]
    store._db._connection().set_progress_handler(lambda: steps.__setitem__(0, steps[0] + 1), 100)
    taken = list[int]()
    for number in range(1, 5):
        facts = [
            ReportedFact(
                f"change|us/x/{n}||status", f"{number}", "change", f"us/x/{n}", None, None, None, "It is.", ("e",)
            )
            for n in range(number * 1000, number * 1000 + 300 * number**2)
        ]
        steps[0] = 0
        store.outbox.reported("lin", [fact.key for fact in facts])
        store.outbox.commit(NewDigest("lin", number, number, number, "News", [(fact, "") for fact in facts], []))
        taken.append(steps[0] // len(facts))
    assert taken[-1] <= 1.5 * taken[0], taken
