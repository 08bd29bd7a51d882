"""`regtrack check`, and the hash that mails, `status` and exports share."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from regtrack.store import SqliteStore
from tests.digest.office import DAY, Office, person
from tests.helpers import e, rule


@pytest.fixture
def ledger(tmp_path: Path) -> tuple[Path, Office]:
    """A ledger that sent two digests."""
    path = tmp_path / "ledger.sqlite"
    office = Office(person(), store=SqliteStore(path))
    office.follow(rule())
    office.run("2026-01-02")
    office.record(e("set_deadline", "d", name="matter", through="2026-06-01", published="2026-01-02"))
    office.now += DAY
    office.run()
    return path, office


def shown(office: Office) -> list[str]:
    """The hash in each part of each mail."""
    return [
        line.split("Ledger hash: ")[1][:16]
        for mail in office.postman.delivered
        for line in mail.payload.decode().splitlines()
        if "Ledger hash: " in line
    ]


def test_mail_ledger_and_export_agree(ledger: tuple[Path, Office], cli: Callable[..., Any]) -> None:
    """Each mail shows a head, in text and HTML, that the ledger and an export of it have."""
    path, office = ledger
    heads = shown(office)
    assert len(heads) == 4
    assert len(set(heads)) == 2
    exported = [json.loads(line) for line in cli("export", store=path).out.splitlines()]
    links = [line["head"][:16] for line in exported if line["type"] == "link"]
    assert set(heads) < set(links)
    assert links[-1] in cli("status", store=path).out
    done = cli("check", *heads, store=path)
    assert (done.status, f"{len(links)} links" in done.out) == (0, True)


def test_a_mail_denies_a_chain_that_was_made_anew(ledger: tuple[Path, Office], cli: Callable[..., Any]) -> None:
    """Whoever writes the file can make every hash anew; the mail that a subscriber keeps does not know them."""
    path, office = ledger
    with closing(sqlite3.connect(path)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("UPDATE link SET head = substr(head, 2) || '0'")
        db.commit()
    done = cli("check", shown(office)[0], store=path)
    assert done.status == 1
    assert f"{shown(office)[0]}: it is not a hash of this ledger" in done.out


def test_damage_is_said_with_exit_1_and_nothing_is_exported(
    ledger: tuple[Path, Office], cli: Callable[..., Any], tmp_path: Path
) -> None:  # fmt: skip
    path, _ = ledger
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TRIGGER entry_is_never_changed")
        db.execute("UPDATE entry SET recorded = recorded - 1 WHERE key = 'd'")
        db.commit()
    done = cli("check", store=path)
    assert done.status == 1
    assert "changed since it was chained" in done.out
    done = cli("export", "-o", tmp_path / "x", store=path)
    assert done.status == 1
    assert "nothing was exported" in done.err
    assert not (tmp_path / "x").exists()


def test_a_ledger_that_is_not_there_is_not_intact(cli, tmp_path):
    """A mistyped path would be made a new ledger, of which everything is in order."""
    done = cli("check", store=tmp_path / "typo.sqlite")
    assert (done.status, done.out) == (2, "")
    assert f"store: found no ledger at {tmp_path / 'typo.sqlite'}" in done.err
    assert not (tmp_path / "typo.sqlite").exists()
