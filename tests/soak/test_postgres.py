"""A team's ledger whose server ends the connection, or has no room left, at the n-th statement: nothing is lost.

`make test` tries one n; `make soak` (REGTRACK_SOAK=1) every one, of every command. The full disk is one of its own, in
memory, and needs the right to mount it.
"""

import os
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from regtrack.errors import RegtrackError, printable
from regtrack.store.postgres import PostgresDatabase, PostgresStore
from regtrack.tracker import open_ledger
from tests.digest.office import DAY, Office, Postman, person
from tests.fuzz.routes import Answers, own_feeds
from tests.helpers import NOW, e, rule
from tests.soak.failing import FEED, PEOPLE, TIMELINE
from tests.store.kinds import Schemas
from tests.store.postgres.server import NAMED, Server, programs

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(NAMED not in os.environ, reason=f"no PostgreSQL: {NAMED} names none")
ALL = os.environ.get("REGTRACK_SOAK") == "1"
Strike = Callable[[Any], object]


def _add(address: str) -> list[str]:
    with closing(open_ledger(address, bundled=False, clock=lambda: NOW)) as tracker:
        tracker.add(TIMELINE)
    return []


def _sync(address: str) -> list[str]:
    with closing(open_ledger(address, bundled=False, clock=lambda: NOW)) as tracker:
        report = tracker.sync("own", feeds=own_feeds(), fetcher=Answers(FEED.encode()))
    return [problem for feed in report.feeds for problem in feed.problems]


def _digests(address: str) -> list[str]:
    with closing(PostgresStore(address)) as store:
        office = Office(*(person(id_, reminders=()) for id_ in PEOPLE), store=store)
        office.at("2026-01-03T08:00Z").postman = POSTMAN
        return [each.problem for each in office.run().made if each.problem]


POSTMAN = Postman()
COMMANDS: dict[str, Callable[[str], list[str]]] = {"add": _add, "first": _add, "sync": _sync, "digests": _digests}


class Statements:
    """Counts statements, and strikes before one of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count, self.at = 0, 0
        self.strike: Strike = lambda _: None
        understood = PostgresDatabase._understood

        def counted(own: PostgresDatabase, run: Any, db: Any) -> Any:
            self.count += 1
            if self.count == self.at:
                self.strike(db)
            return understood(own, run, db)

        monkeypatch.setattr(PostgresDatabase, "_understood", counted)

    def run(self, command: str, address: str, at: int = 0) -> list[str]:
        """Run a command, and strike at a statement; return what it says is wrong."""
        self.count, self.at = 0, at
        try:
            return COMMANDS[command](address)
        except RegtrackError as error:
            return str(error).splitlines()
        finally:
            self.at = 0


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Statements:
    return Statements(monkeypatch)


@contextmanager
def _ledger(command: str) -> Iterator[str]:
    """A ledger as it is before a command."""
    schemas = Schemas()
    address = schemas.address("first" if command == "first" else "ledger")
    if command != "first":
        with closing(PostgresStore(address)) as store:
            office = Office(*(person(id_, reminders=()) for id_ in PEOPLE), store=store)
            office.follow(rule())
            office.run("2026-01-02")
            office.now += DAY // 2
            office.record(e("set_deadline", "d", name="matter", through="2026-06-01", published="2026-01-02"))
    try:
        yield address
    finally:
        with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
            db.execute(f"DROP SCHEMA IF EXISTS {address.rpartition('=')[2]} CASCADE")


def _facts(address: str) -> list[tuple[object, ...]]:
    """What the ledger holds, without the moments at which it was recorded; it opens, and is whole."""
    with closing(PostgresStore(address)) as store:
        assert [str(each) for each in store.check()] == []
        lines = [line for line in store.dump() if line["type"] not in ("source", "link")]
        told = sorted((each.digest, each.address) for each in store.outbox.rows())
    return [*((line["type"], line.get("key"), line.get("id")) for line in lines), *told]


def _each(command: str, statements: Statements, healed: Callable[[], object]) -> None:
    with _ledger(command) as address:
        assert statements.run(command, address) == []
        count, wanted = statements.count, _facts(address)
    for at in range(1, count + 1) if ALL else (max(count - 2, 1),):
        POSTMAN.delivered.clear()
        with _ledger(command) as address:
            said = statements.run(command, address, at)
            healed()
            for line in said:
                assert printable(line) == line
                assert not any(word in line for word in ("Traceback", "fault of regtrack itself", "Error(")), line
            before = _facts(address) if said or command != "first" else wanted
            if not said:
                assert before == wanted, at
            assert statements.run(command, address) == [], (at, said)
            assert _facts(address) == wanted, (at, said)
            if command == "digests":
                copies = Counter(message.id for message in POSTMAN.delivered)
                assert len(copies) == len(PEOPLE), (at, copies)
                assert sum(copies.values()) <= len(PEOPLE) + 1, (at, copies)
    if ALL:
        print(f"{command}: each of {count} statements", flush=True)


@pytest.mark.parametrize("command", COMMANDS if ALL else ["digests"])
def test_the_server_ends_the_connection_at_each_statement(command: str, statements: Statements) -> None:
    def end(db: Any) -> None:
        with psycopg.connect(os.environ[NAMED], autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (db.info.backend_pid,))

    statements.strike = end
    _each(command, statements, lambda: None)


class FullDisk:
    """A server whose disk can be filled to the last byte, and made room on again."""

    def __init__(self, folder: Path, bin: Path) -> None:
        self._filler = folder / "filler"
        former, tempfile.tempdir = tempfile.tempdir, str(folder)
        try:
            self.server = Server(bin)
        finally:
            tempfile.tempdir = former

    def fill(self, _: object = None) -> None:
        with suppress(OSError), self._filler.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                with suppress(OSError):
                    while file.write(bytes(size)):
                        pass

    def heal(self) -> None:
        """Make room; wait until the server, which may have had to begin anew, takes connections."""
        self._filler.unlink(missing_ok=True)
        for _ in range(300):
            with suppress(psycopg.Error), psycopg.connect(self.server.address, connect_timeout=5):
                return
            if self.server._process.poll() is not None:
                self.server.start()
            time.sleep(0.1)
        raise AssertionError("the server did not come back")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[FullDisk]:
    bin, folder = programs(), Path(tempfile.mkdtemp(prefix="regtrack-full-"))  # not of pytest: the server's user enters
    folder.chmod(0o755)
    mount = ["mount", "-t", "tmpfs", "-o", "size=192m,mode=755", "regtrack", str(folder)]
    if not ALL or bin is None or os.getuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("`make soak` tries it, where it has the right to mount a disk in memory")
    made = None
    try:
        made = FullDisk(folder, bin)
        monkeypatch.setenv(NAMED, made.server.address)
        monkeypatch.setattr(Schemas, "_all_free", {})
        yield made
    finally:
        if made is not None:
            made.heal()
            made.server.remove()
        subprocess.run(["umount", "-l", str(folder)], check=False)
        folder.rmdir()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_disk_of_the_server_is_full_from_each_statement_on(
    command: str, statements: Statements, full_disk: FullDisk
) -> None:  # fmt: skip
    statements.strike = full_disk.fill
    _each(command, statements, full_disk.heal)
