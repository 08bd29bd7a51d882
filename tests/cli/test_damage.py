"""Commands over a damaged ledger: a sentence about the ledger, or an answer that `check` warns of if it is another."""

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from regtrack.store import SqliteStore
from tests.digest.office import DAY, Office, person
from tests.helpers import RULE, e, rule
from tests.store.test_check import hurt

SEEDS = int(os.environ.get("REGTRACK_SEEDS", "8"))

ASKED: tuple[tuple[str, ...], ...] = (
    ("since", "2025-12-01", "--until", "2026-03-01"), ("diff", "2026-01-01", "2026-12-01"), ("state", RULE), ("board",),
    ("timeline",), ("upcoming", "--on", "2026-01-01"), ("search", "matter"), ("export",), ("digest", "history"),
    ("digest", "outbox", "--state", "sent"), ("inbox", "list"), ("status", "--instruments"),
    ("state", RULE, "--format", "json"),
)  # fmt: skip
"""Every way in which a ledger is asked."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that sent two digests, in one file."""
    path = tmp_path_factory.mktemp("damage") / "told.sqlite"
    with closing(SqliteStore(path)) as store:
        office = Office(person(), store=store)
        office.follow(rule())
        office.run("2026-01-02")
        office.record(e("set_deadline", "d", name="matter", through="2026-06-01", published="2026-01-02"))
        office.now += DAY
        office.run()
    return path


def test_after_a_check_no_damage_changes_an_answer_without_a_warning(
    told: Path, tmp_path: Path, cli: Callable[..., Any]
) -> None:  # fmt: skip
    """Bits, pages and cuts by chance; the answers of the whole ledger, or a warning, and never our own fault."""
    path = tmp_path / "ledger.sqlite"

    def asked() -> list[Any]:
        return [cli(*command, "--read-only", store=path) for command in ASKED]

    shutil.copy(told, path)
    whole, warned = asked(), 0
    assert [each.status for each in whole] == [0] * len(ASKED)
    for seed in range(SEEDS):
        for each in tmp_path.iterdir():
            each.unlink()
        shutil.copy(told, path)
        hurt(path, random.Random(seed))
        check = cli("check", store=path)
        for command, done, expected in zip(ASKED, asked(), whole, strict=True):
            case = (seed, command, check, done)
            assert "a fault of regtrack itself" not in done.err, case
            warns = done.status == 1 or "the ledger was found damaged on 20" in done.err
            assert warns if check.status == 1 else (done.out, done.err) == (expected.out, expected.err), case
        warned += check.status
    assert 0 < warned < SEEDS


@pytest.mark.parametrize("damaged", [b"\xa0igest", b"\x1bigest"])
def test_a_damaged_schema_of_which_sqlite_cannot_tell_in_text_is_a_sentence(
    damaged: bytes, told: Path, tmp_path: Path, cli: Callable[..., Any]
) -> None:  # fmt: skip
    path = tmp_path / "ledger.sqlite"
    content = told.read_bytes().replace(b"CREATE TABLE digest", b"XREATE TABLE digest")
    path.write_bytes(content.replace(b"tabledigest", b"table" + damaged))
    for command in (("check",), ("board", "--read-only"), ("status",)):
        done = cli(*command, store=path)
        assert (done.status, done.out) == (1, "")
        assert done.err.startswith(f"regtrack: {path}: cannot be opened as a ledger (malformed database schema")
        assert done.err.count("\n") == 1
        assert done.err.rstrip("\n").isprintable()


def test_a_ledger_that_check_cannot_open_is_remembered_as_damaged(
    told: Path, tmp_path: Path, cli: Callable[..., Any]
) -> None:  # fmt: skip
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(told.read_bytes().replace(b"ON outbox (state, next_at)", b"ON outbox (sta|e, next_at)"))
    assert "malformed database schema (outbox_state)" in cli("check", store=path).err
    assert path.with_name("ledger.sqlite-damaged").exists()
    assert cli("board", "--read-only", store=path).status == 1


def test_what_a_check_found_is_remembered_until_one_finds_nothing(
    told: Path, tmp_path: Path, cli: Callable[..., Any]
) -> None:  # fmt: skip
    path = Path(shutil.copy(told, tmp_path / "ledger.sqlite"))
    change = "UPDATE source SET title = '{}' WHERE num = 1"
    with closing(sqlite3.connect(path)) as db:
        (title,) = db.execute("SELECT title FROM source WHERE num = 1").fetchone()
        db.execute("DROP TRIGGER IF EXISTS source_is_never_changed")
        db.execute(change.format("X"))
        db.commit()
    said = (
        "the ledger was found damaged on 2026-11-24, and answers may be wrong: `regtrack check` shows what is damaged"
    )
    assert (cli("state", RULE, store=path).err, cli("check", store=path).status) == ("", 1)
    health = cli("status", "--exit-code", store=path)
    assert (health.status, health.err.count(said)) == (1, 1)
    table = json.loads(cli("status", "--format", "json", store=path).out)
    assert said in table["problems"][0]
    assert table["horizon"]["damaged_at"] == "2026-11-24T12:00:00Z"
    answer = cli("state", RULE, "--full", store=path)
    assert said in answer.err
    assert "This ledger was found damaged on 24 November 2026" in answer.out
    with closing(sqlite3.connect(path)) as db:
        db.execute(change.format(title))
        db.commit()
    assert cli("check", store=path).status == 0
    assert cli("state", RULE, store=path).err == ""
    assert json.loads(cli("status", "--format", "json", store=path).out)["problems"] == []


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
