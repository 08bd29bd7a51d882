"""A killed writer leaves a whole ledger; two writers lose nothing."""

# ruff: noqa: E501 (tables read best one row a line)

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from regtrack.store import SqliteStore
from tests.store.writer import START, batch

ROOT = Path(__file__).parents[2]
BATCHES, SIZE = 12, 40


def start(ledger: Path | str, source: str, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.writer", str(ledger), source, str(BATCHES), str(SIZE), *options]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("\n")
    process.stdin.flush()


def committed(process: subprocess.Popen[str]) -> list[int]:
    """The batches that the writer said were committed, once it has ended."""
    assert process.stdout is not None
    said = [int(line) for line in process.stdout.read().split()]
    process.wait(60)
    process.stdout.close()
    assert process.stdin is not None
    process.stdin.close()
    return said


def check_whole(ledger: Path, source: str, said: list[int]) -> int:
    """The file is sound, every batch is whole or absent, what was said to be committed is there; how many batches are."""
    store = SqliteStore(ledger)
    store.close()
    connection = sqlite3.connect(ledger)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        rows = connection.execute("SELECT key, type FROM entry ORDER BY seq").fetchall()
    finally:
        connection.close()
    keys = [key for key, type_ in rows if type_ == "event"]
    present = sum(type_ == "instrument" for _, type_ in rows)
    assert keys == [f"{source}:{number}-{i}" for number in range(present) for i in range(SIZE)]
    assert said == list(range(len(said)))
    assert len(said) <= present <= len(said) + 1  # the last may have been committed and not said
    return present


def complete(ledger: Path, source: str) -> None:
    """Appending everything again adds exactly what is missing."""
    store = SqliteStore(ledger)
    new = sum(store.append(batch(source, number, SIZE), START + number).new for number in range(BATCHES))
    assert store.totals().events == BATCHES * SIZE
    assert store.totals().instruments == BATCHES
    again = [store.append(batch(source, number, SIZE), START + number) for number in range(BATCHES)]
    assert not any(each.changed for each in again)
    assert new % (SIZE + 1) == 0
    store.close()


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many steps of SQLite's virtual machine a run takes."""
    process = start(tmp_path_factory.mktemp("whole") / "ledger.sqlite", "a", "--count")
    go(process)
    return committed(process)[-1]


@pytest.mark.parametrize("seed", range(3))
def test_killed_in_the_middle_of_anything(seed: int, steps: int, tmp_path: Path) -> None:
    """``kill -9`` at a seeded step inside SQLite, migration and index writing included: all or nothing of each batch."""
    ledger = tmp_path / "ledger.sqlite"
    process = start(ledger, "a", "--kill-at", str(random.Random(seed).randrange(1, steps)))
    go(process)
    said = committed(process)
    assert process.returncode == -signal.SIGKILL
    check_whole(ledger, "a", said)
    complete(ledger, "a")


@pytest.mark.parametrize("seed", range(1))
def test_killed_from_outside(seed: int, tmp_path: Path) -> None:
    """``kill -9`` from another process, right after a seeded batch was said to be committed: that batch is there."""
    ledger = tmp_path / "ledger.sqlite"
    process = start(ledger, "a")
    go(process)
    assert process.stdout is not None
    said = [int(process.stdout.readline()) for _ in range(random.Random(100 + seed).randrange(1, BATCHES - 1))]
    process.kill()
    said += committed(process)
    check_whole(ledger, "a", said)
    complete(ledger, "a")


def test_killed_again_and_again(steps: int, tmp_path: Path) -> None:
    """A writer that is killed each time it tries gets there in the end, and nothing is there twice."""
    ledger = tmp_path / "ledger.sqlite"
    randoms = random.Random(7)
    for _ in range(3):
        process = start(ledger, "a", "--kill-at", str(randoms.randrange(1, steps)))
        go(process)
        committed(process)
        check = SqliteStore(ledger)
        assert check.totals().events % SIZE == 0
        check.close()
    complete(ledger, "a")


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """Two processes that make and fill one ledger at once: every event once, each with a place of its own, in order."""
    ledger = tmp_path / "ledger.sqlite"
    writers = [start(ledger, source) for source in ("a", "b")]
    for process in writers:
        go(process)
    for process in writers:
        assert committed(process) == list(range(BATCHES))
        assert process.returncode == 0
    connection = sqlite3.connect(ledger)
    rows = connection.execute("SELECT seq, recorded, key FROM entry ORDER BY seq").fetchall()
    connection.close()
    assert [seq for seq, _, _ in rows] == list(range(1, len(rows) + 1))
    assert [recorded for _, recorded, _ in rows] == sorted(recorded for _, recorded, _ in rows)
    keys = [key for _, _, key in rows if ":" in key]
    assert sorted(keys) == sorted(f"{s}:{n}-{i}" for s in ("a", "b") for n in range(BATCHES) for i in range(SIZE))
    assert len(keys) == 2 * BATCHES * SIZE
    store = SqliteStore(ledger)
    assert [source.id for source in store.sources()] == ["a", "b"]
    assert store.totals().events == 2 * BATCHES * SIZE
    store.close()


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    """While one process is in the middle of a batch, another opens the ledger and reads what was committed before."""
    ledger = tmp_path / "ledger.sqlite"
    store = SqliteStore(ledger)
    store.append(batch("a", 0, SIZE), START)
    writer = sqlite3.connect(ledger, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO name VALUES ('halfwritten', 1)")
    reader = SqliteStore(ledger)
    assert reader.totals().events == SIZE
    assert "halfwritten" not in set(reader.names())
    writer.execute("ROLLBACK")
    writer.close()
    reader.close()
    store.append(batch("a", 1, SIZE), START + 1)
    assert store.totals().events == 2 * SIZE
    store.close()
