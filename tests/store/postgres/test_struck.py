"""`add`, `sync` and `move` that are killed or cut off, or whose server crashes: a sample of `python -m tests.crash`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.postgres.server import NAMED

pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(NAMED not in os.environ, reason=f"no PostgreSQL: {NAMED} names none")


def test_nothing_is_lost_and_nothing_is_there_twice() -> None:
    """In a process of its own, since it forks: one with threads is not to be forked."""
    command = [sys.executable, "-m", "tests.store.postgres.killing"]
    done = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)
    said = [line.split() for line in done.stdout.splitlines()]
    assert [(name, int(ended) >= 1, wrong) for name, ended, wrong in said] == [
        (name, True, "0") for name in ("add", "sync", "move")
    ]
