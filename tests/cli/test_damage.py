"""Commands over a damaged ledger: a sentence about the ledger, or an answer that `check` warns of if it is another."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from regtrack.store import SqliteStore
from tests.store.test_check import hurt

ASKED = (("since", "2025-05-12"), ("state", "us/bis/ai-diffusion"), ("export",), ("digest", "history"))


@pytest.mark.parametrize("seed", range(8))
def test_no_command_blames_itself_or_answers_otherwise_without_a_warning(
    seed: int, ledger_file: Path, tmp_path: Path, cli: Callable[..., Any]
) -> None:  # fmt: skip
    whole, path = tmp_path / "whole.sqlite", tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(ledger_file)) as db, closing(sqlite3.connect(whole)) as copy:
        db.backup(copy)
    shutil.copy(whole, path)
    hurt(path, random.Random(seed))
    check = cli("check", store=path)
    for command in ASKED[seed % 2 :: 2]:
        done, expected = cli(*command, store=path), cli(*command, store=whole)
        assert "a fault of regtrack itself" not in done.err
        assert check.status == 1 or done.out == expected.out, command


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET body = '[' WHERE type = 'event'", "UPDATE entry SET type = 'x'"]
)
def test_what_makes_a_command_stumble_is_named(statement: str, tmp_path: Path, cli: Callable[..., Any]) -> None:
    path = tmp_path / "ledger.sqlite"
    cli("status", store=path)
    with closing(SqliteStore(path)) as store:
        store._db.execute("DROP TRIGGER entry_is_never_changed")
        store._db.execute(statement)
    for command in (("state", "us/bis/ai-diffusion", "--why"), ("timeline",)):
        done = cli(*command, store=path)
        assert done.status == 1
        assert "damaged" in done.err or "not the digest" in done.err
        assert "a fault of regtrack itself" not in done.err
