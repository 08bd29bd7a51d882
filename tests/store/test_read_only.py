"""A ledger that cannot be written is read, a full disk loses nothing, and a new one is its owner's alone."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from regtrack.errors import StoreError
from regtrack.store import SqliteStore
from regtrack.store.file import wider
from tests.store.writer import START, batch


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    with closing(SqliteStore(path)) as store:
        store.append(batch("a", 0, 5), START)
    return path


def reads_and_does_not_write(store: SqliteStore) -> None:
    assert store.read_only
    assert store.totals().events == 5
    assert not list(store.check())
    with pytest.raises(StoreError, match=r"cannot be written here; it can be read"):
        store.append(batch("a", 1, 5), START)
    with pytest.raises(StoreError, match="cannot be written here"):
        store.bookmark("last", START)


def test_it_is_only_read_when_asked_for(path: Path) -> None:
    before = path.read_bytes()
    with closing(SqliteStore(path, read_only=True)) as store:
        reads_and_does_not_write(store)
    assert path.read_bytes() == before


def test_it_is_only_read_where_it_cannot_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the system's word: on a read-only file system, or without permission."""
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda file, mode: not mode & os.W_OK and allowed(file, mode))
    with closing(SqliteStore(path)) as store:
        reads_and_does_not_write(store)


def test_it_is_read_where_not_even_the_files_beside_it_can_be_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only file system: SQLite then takes the file for immutable."""
    connect = sqlite3.connect

    def on_a_disc(name: str, **options: object) -> sqlite3.Connection:
        if name.endswith("mode=ro"):
            raise_unable()
        return connect(name, **options)  # type: ignore[call-overload,no-any-return]

    def raise_unable() -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", on_a_disc)
    with closing(SqliteStore(path, read_only=True)) as store:
        reads_and_does_not_write(store)


def test_none_is_made_to_be_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="found no ledger to read"):
        SqliteStore(tmp_path / "none.sqlite", read_only=True)
    assert not list(tmp_path.iterdir())


def test_an_older_ledger_that_cannot_be_written_says_what_to_do(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 6")
    with pytest.raises(StoreError, match=r"found schema version 6; expected \d+\. .* copy it to where you may write"):
        SqliteStore(path, read_only=True)


def test_a_full_disk_is_one_sentence_and_loses_nothing(path: Path) -> None:
    """What was committed before is whole, and the same batch goes in when there is room again."""
    with closing(SqliteStore(path)) as store:
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match=r"the disk or the quota is full; nothing of this step was recorded: make"):
            store.append(batch("a", 1, 500), START + 1)
        assert store.totals().events == 5
        assert not list(store.check())
        store._db.execute("PRAGMA max_page_count = 1000000")
        assert store.append(batch("a", 1, 500), START + 1).new == 501
        assert not list(store.check())


def test_a_locked_ledger_is_one_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regtrack.store.file.PATIENCE", 0.01)
    with closing(SqliteStore(path)) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"another process has been writing for 30 seconds; try again"):
            store.append(batch("a", 1, 5), START)


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_new_ledger_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "ledger.sqlite"
    mask = os.umask(0)
    try:
        with closing(SqliteStore(path)) as store:
            store.append(batch("a", 0, 5), START)
            with store.outbox.sending():
                files = sorted(path.parent.iterdir())
                modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (*files, path.parent, tmp_path / "a")}
    finally:
        os.umask(mask)
    assert modes == {
        "ledger.sqlite": 0o600, "ledger.sqlite-wal": 0o600, "ledger.sqlite-shm": 0o600, "ledger.sqlite-sending": 0o600,
        "ledger.sqlite-sending-journal": 0o600,
        "b": 0o700, "a": 0o700,
    }  # fmt: skip
    assert not list(wider(str(path)))
    path.chmod(0o640)
    assert list(wider(str(path))) == [f"{path} (mode 0640)"]


def test_changes_that_cannot_be_read_are_not_left_out(path: Path, tmp_path: Path) -> None:
    """A copy made while the ledger was open has its last changes in the file beside it; they are not passed over."""
    copy = tmp_path / "copy.sqlite"
    with closing(SqliteStore(path)) as store:
        store.append(batch("a", 1, 5), START)
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    with closing(SqliteStore(copy, read_only=True)) as store:
        assert store.totals().events == 10
