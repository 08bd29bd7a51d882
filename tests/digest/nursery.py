"""Runs of digests in processes that kill themselves at a given point: ``python -m tests.digest.nursery``.

It reads a task a line (JSON), runs it in a fork of itself, so that nothing needs to be imported again, and answers how
the fork ended. A fork counts the steps of one sort: ``commit`` (of the ledger) or ``send`` (to the mail server), and
ends itself with SIGKILL right before or right after the one that was asked for.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import smtplib
import subprocess
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from regtrack.digest import digests
from regtrack.digest.settings import Mail, Smtp
from regtrack.errors import StoreError
from regtrack.store import open_store
from regtrack.store.database import Database
from tests.digest.office import person

PRELOADED = (
    "asyncio", "encodings.idna", "regtrack.digest.channels.kinds", "regtrack.digest.channels.smtp",
    "regtrack.digest.composing", "regtrack.digest.gathering", "regtrack.report.agenda",
    "regtrack.report.answer.listing", "regtrack.report.plain", "regtrack.store.outbox", "regtrack.store.postgres",
)  # fmt: skip
"""What a run imports when it comes to it: once here, and not once a fork."""


PATIENCE = 300.0
"""Seconds for what takes milliseconds. A machine that is too busy to answer in time looks like a server that is down:
the message waits for the next run, as it should, and a test that expects a whole run fails."""


def settings(people: list[str], port: int) -> digests.DigestSettings:
    mail = Mail("Digests <digests@example.org>", Smtp("localhost", port, "none", timeout=PATIENCE))
    return digests.DigestSettings(tuple(person(id_, reminders=()) for id_ in people), mail)


class Countdown:
    """Ends the process at one of the steps that it is told of, or cuts it off from the server of its ledger there."""

    def __init__(self, at: int, when: str, cut: str | None = None) -> None:
        self.at, self.when, self.steps, self.cut = at, when, 0, cut

    def step(self, when: str) -> None:
        if when == "before":
            self.steps += 1
        if self.steps == self.at and when == self.when:
            if self.cut is None:
                os.kill(os.getpid(), signal.SIGKILL)
            else:
                cut_off(self.cut)


def cut_off(address: str) -> None:
    """Have a server end all connections to a database, as an administrator does."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as db:
        db.execute(
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
               AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
        )


def arm(sort: str, countdown: Countdown) -> None:
    if sort == "commit":
        for kind in (Database, *Database.__subclasses__()):
            if "_commit" in vars(kind):
                _count_commits(kind, countdown)
    elif sort == "send":
        send = smtplib.SMTP.send

        def counted(self: smtplib.SMTP, data: Any) -> None:
            countdown.step("before")
            send(self, data)
            countdown.step("after")

        smtplib.SMTP.send = counted  # type: ignore[method-assign]


def _count_commits(kind: type[Database], countdown: Countdown) -> None:
    commit = kind._commit

    def counted_commit(self: Database) -> None:
        countdown.step("before")
        commit(self)
        countdown.step("after")

    kind._commit = counted_commit  # type: ignore[method-assign]


def run(task: dict[str, Any]) -> None:
    cut = task["ledger"] if task.get("cut") else None
    arm(task["sort"], Countdown(task["at"], task["when"], cut))
    store = open_store(task["ledger"])
    made = digests.Digests(store, lambda: task["now"], settings(task["people"], task["port"]))
    try:
        report = made.run(accept_clock=True)  # time flies in tests
        assert report.whole, report
    except (AssertionError, StoreError):
        if cut is None:
            raise
        os.kill(os.getpid(), signal.SIGKILL)  # it said so, and whoever runs it tries again later
    store.close()


def main() -> None:
    for name in PRELOADED:
        with suppress(ImportError):  # PostgreSQL may not be here
            import_module(name)
    gc.freeze()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                run(json.loads(line))
                status = 0
            except BaseException:  # noqa: BLE001  shown to whoever reads why a test failed
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(status)
        _, ended = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)


class Nursery:
    """The process, for a test."""

    def __enter__(self) -> Nursery:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.digest.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)

    def run(self, **task: Any) -> bool:
        """Run a task; whether it came to its end, and was not killed before."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"sort": "", "at": 0, "when": "before", **task}) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        assert status in (0, -signal.SIGKILL), status
        return status == 0


if __name__ == "__main__":
    main()
