"""A file system that fails at the n-th write: nothing that was said to be recorded is lost.

`make test` tries one n; `make soak` (REGTRACK_SOAK=1) every one, with a single fault and with a disk that stays full.
"""

import errno
import os
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from regtrack.errors import printable
from regtrack.store import SqliteStore
from tests.rows import each_row
from tests.soak.failing import COMMANDS, PEOPLE, Disk, Ended

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
pytestmark = [
    pytest.mark.skipif(
        not Path("/proc/self/fd").is_dir(), reason="needs Linux: a library that is loaded before others"
    ),
    pytest.mark.skipif(COMPILER is None, reason="no C compiler to make a file system that fails"),
]
ALL = os.environ.get("REGTRACK_SOAK") == "1"
FOREVER = 2**40
FAULTS = {"once": (errno.EIO, 0), "from then on": (errno.ENOSPC, FOREVER)}


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    library = tmp_path_factory.mktemp("failfs") / "failfs.so"
    source = Path(__file__).with_name("failfs.c")
    assert COMPILER is not None
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    with Disk(library) as made:
        yield made


@each_row("fault", FAULTS)
@each_row("command", COMMANDS if ALL else list(COMMANDS)[:5])
def test_each_write_fails_in_turn(disk: Disk, command: str, fault: str) -> None:
    disk.prepare(command)
    undisturbed = disk.run(command)
    assert (undisturbed.code, undisturbed.writes > 5) == (0, True), undisturbed.said
    wanted = _facts(disk)
    error, last = FAULTS[fault]
    steps = range(1, undisturbed.writes + 1)
    for first in steps if ALL else (steps[-2 if fault == "once" else len(steps) // 3],):
        disk.prepare(command)
        failing = disk.run(command, first, last or first, error)
        _check_words(failing)
        before = _facts(disk)
        if failing.code == 0:  # it said that it is done
            assert before == wanted, (first, failing.said)
        again = disk.run(command)
        assert again.code == 0, (first, failing.said, again.said)
        assert _facts(disk) == wanted, (first, failing.said)
        if command == "digests":
            copies = Counter((*failing.delivered, *again.delivered))
            assert len(copies) == len(PEOPLE), (first, copies)
            assert sum(copies.values()) <= len(PEOPLE) + 1, (first, copies)
    if ALL:
        print(f"{command}, {fault}: each of {undisturbed.writes} writes", flush=True)


def _check_words(ended: Ended) -> None:
    """One sentence, about the ledger or the disk, and no word of our insides."""
    assert ended.code in (0, 1), ended
    assert printable(ended.said) == ended.said
    for word in ("Traceback", "a fault of regtrack itself", "Error("):
        assert word not in ended.said, ended.said
    if ended.code == 1:
        assert "/regtrack-disk-" in ended.said, ended


def _facts(disk: Disk) -> list[tuple[object, ...]]:
    """What the ledger holds, without the moments at which it was recorded; it opens, and is whole."""
    if not disk.ledger.exists():
        return []
    with closing(SqliteStore(disk.ledger)) as store:
        lines = [line for line in store.dump() if line["type"] not in ("source", "link")]
        told = sorted((each.digest, each.address) for each in store.outbox.rows())
    with closing(sqlite3.connect(disk.ledger)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    return [*((line["type"], line.get("key"), line.get("id")) for line in lines), *told]
