"""Whole commands on a file system that fails: ``python -m tests.soak.failing``, with failfs.c loaded before all else.

It reads a task a line (JSON), runs it in a fork of itself, so that nothing needs to be imported again, and answers how
the fork ended, what it said, and how often it wrote.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from regtrack import cli
from regtrack.errors import RegtrackError
from regtrack.sources import syncing
from regtrack.store import SqliteStore
from regtrack.store.schema import MIGRATIONS
from regtrack.tracker import recording
from tests.digest.office import DAY, Office, person
from tests.fuzz.routes import Answers, own_feeds
from tests.helpers import e, rule
from tests.sources.feedserver import entry, rss

FEED = rss([entry(f"Rule {number} takes effect on May {number}, 2026", number) for number in range(1, 6)])
_TEMPORARY = tempfile.TemporaryDirectory(prefix="regtrack-before-")
PEOPLE = ("ann", "bob")
TIMELINE = """
[timeline]
id = "widgets"
title = "Widgets"
[[document]]
id = "rule"
publisher = "Federal Register"
""" + "".join(
    f"""
[[instrument]]
id = "us/x/widgets-{number}"
kind = "final_rule"
title = "Widgets {number}"
[[event]]
key = "effective-{number}"
kind = "set_effective"
target = "us/x/widgets-{number}"
published = 2026-01-05
effect = 2026-03-0{number}
evidence = ["rule"]
"""
    for number in range(1, 9)
)  # fmt: skip


# --- in the fork ------------------------------------------------------------------------------------------------------


def _sync(ledger: str) -> int:
    @contextmanager
    def answers(*_: object) -> Iterator[Any]:
        yield Answers(FEED.encode())

    syncing.Access.open = answers  # type: ignore[method-assign]
    return cli.run(["sync", "own", "--store", ledger])


def _digests(ledger: str) -> int:
    """As ``regtrack digest run`` does it, to a postman who writes down what he delivered, and when he said so."""
    try:
        office = Office(*(person(id_, reminders=()) for id_ in PEOPLE), store=SqliteStore(ledger))
        office.at("2026-01-03T08:00Z")
        office.postman.verdict = lambda message: _noted(message.id)
        return 0 if office.run().whole else 1
    except RegtrackError as error:
        print(f"regtrack: {error}", file=sys.stderr)
        return 1


def _noted(id_: str) -> Any:
    from regtrack.digest.model import SendOutcome

    print(f"delivered {id_}", flush=True)
    return SendOutcome.SENT


COMMANDS: dict[str, Callable[[str], int]] = {
    "add": lambda ledger: cli.run(["add", str(Path(ledger).with_name("widgets.toml")), "--store", ledger]),
    "first": lambda ledger: cli.run(["add", str(Path(ledger).with_name("widgets.toml")), "--store", ledger]),
    "migration": lambda ledger: cli.run(["status", "--store", ledger]),
    "sync": _sync,
    "digests": _digests,
    "mark": lambda ledger: cli.run(["since", "2026-01-01", "--mark", "--store", ledger]),
    "export": lambda ledger: cli.run(["export", "-o", str(Path(ledger).with_name("out.jsonl")), "--store", ledger]),
    "move": lambda ledger: cli.run(["move", "--to", str(Path(ledger).with_name("new.sqlite")), "--store", ledger]),
    "check": lambda ledger: cli.run(["check", "--store", ledger]),
}


def _serve() -> None:
    failing = ctypes.CDLL(None)
    failing.failfs_count.restype = ctypes.c_long
    failing.failfs_arm.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_long, ctypes.c_int]
    recording.timelines = list  # the bundled ones are more writes of the same kind: so every one can be tried
    _warm_up()
    for line in sys.stdin:
        task = json.loads(line)
        said = Path(task["said"])
        if (child := os.fork()) == 0:
            with said.open("w") as out:
                os.dup2(out.fileno(), 1)
                os.dup2(out.fileno(), 2)
            code = 99
            try:
                failing.failfs_arm(task["folder"].encode(), task["first"], task["last"], task["error"])
                code = COMMANDS[task["command"]](task["ledger"])
            except BaseException:  # noqa: BLE001  shown to the test, which accepts none
                traceback.print_exc()
            print(f"\nwrites {failing.failfs_count()}", flush=True)
            os._exit(code)
        _, status = os.waitpid(child, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)


def _warm_up() -> None:
    """Load what the commands load, once for all forks."""
    folder = Path(tempfile.mkdtemp(prefix="regtrack-warm-"))
    (folder / "widgets.toml").write_text(TIMELINE, "utf-8")
    shutil.copy(_before("add"), folder / "ledger.sqlite")
    out = os.dup(1)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        for command in COMMANDS.values():
            command(str(folder / "ledger.sqlite"))
        sys.stdout.flush()
    os.dup2(out, 1)
    shutil.rmtree(folder)


# --- in the test ------------------------------------------------------------------------------------------------------


class Ended(NamedTuple):
    """How a command ended: its exit status, what it said, how often it wrote, which messages were delivered."""

    code: int
    said: str
    writes: int
    delivered: tuple[str, ...]


class Disk:
    """A folder whose writes can fail, and the process that runs commands in it; use it in a ``with`` statement."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self.folder = Path(tempfile.mkdtemp(prefix="regtrack-disk-"))
        self._said = Path(tempfile.mkdtemp(prefix="regtrack-said-")) / "said"

    def __enter__(self) -> Disk:
        environment = {**os.environ, "LD_PRELOAD": str(self._library), "REGTRACK_FEEDS": str(own_feeds())}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.failing"], cwd=Path(__file__).parents[2], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()
        for each in (self.folder, self._said.parent):
            shutil.rmtree(each, ignore_errors=True)

    def run(self, command: str, first: int = 0, last: int = 0, error: int = 0) -> Ended:
        """Run a command on the ledger of the folder; its writes from the first to the last one fail."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        task = {"command": command, "first": first, "last": last, "error": error, "folder": f"{self.folder}/"}
        task |= {"ledger": str(self.ledger), "said": str(self._said)}
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        code = json.loads(self._process.stdout.readline())
        said, _, writes = self._said.read_text("utf-8").rpartition("\nwrites ")
        delivered = [line.removeprefix("delivered ") for line in said.splitlines() if line.startswith("delivered ")]
        rest = "\n".join(line for line in said.splitlines() if not line.startswith("delivered "))
        return Ended(code, rest.strip(), int(writes), tuple(delivered))

    @property
    def ledger(self) -> Path:
        """The ledger."""
        return self.folder / "ledger.sqlite"

    def prepare(self, command: str) -> None:
        """Put back what a command begins with."""
        for each in self.folder.iterdir():
            each.unlink()
        (self.folder / "widgets.toml").write_text(TIMELINE, "utf-8")
        if command != "first":
            shutil.copy(_before(command), self.ledger)


@lru_cache
def _before(command: str) -> Path:
    """A ledger as it is before a command."""
    path = Path(_TEMPORARY.name) / f"{command}.sqlite"
    if command == "migration":
        with closing(sqlite3.connect(path)) as db:
            db.executescript(MIGRATIONS[0])
            db.execute("ATTACH ? AS whole", (str(_before("add")),))
            for table in ("source", "entry", "target", "posting", "mark", "name"):
                columns = ", ".join(row[1] for row in db.execute(f"PRAGMA table_info({table})"))
                db.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM whole.{table}")
            db.execute("PRAGMA user_version = 1")
            db.commit()
        return path
    office = Office(*(person(id_, reminders=()) for id_ in PEOPLE), store=SqliteStore(path))
    office.follow(rule())
    office.run("2026-01-02")
    office.now += DAY // 2
    office.record(e("set_deadline", "d", name="matter", through="2026-06-01", published="2026-01-02"))
    office.store.close()
    return path


if __name__ == "__main__":
    _serve()
