"""Commands over PostgreSQL that are struck at a statement, or at a moment: what ``python -m tests.crash`` repeats.

A blow is one of four: ``kill`` ends the client with SIGKILL, ``cut`` has the server end its connections, ``stop`` stops
the server in order and starts it again, and ``crash`` does so as if it had crashed. After each blow the ledger has what
it had before, and nothing that an unhurt run does not leave; once the command came to its end, it has just that.
"""

from __future__ import annotations

import logging
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from regtrack.errors import RegtrackError
from regtrack.store.postgres import PostgresDatabase, PostgresStore
from tests.digest.nursery import cut_off
from tests.soak.failing import TIMELINE
from tests.store.commands import Task, Work, adding, move_from, syncing
from tests.store.postgres.server import Server, programs

BLOWS = ("kill", "cut", "stop", "crash")
_WHOLE, _SAID = 0, 3
_SERIES = 5
_SAMPLE = {"add": {"kill": 60, "crash": 55}, "sync": {"kill": 60, "cut": 50}, "move": {"kill": 60, "cut": 50}}
"""Which blow, before which of a hundred equal parts of the statements that an unhurt run takes."""
Held = Counter[tuple[str, str, str]]


class Blow(NamedTuple):
    """What strikes, and before which statement or after how many seconds."""

    how: str
    statement: int | None = None
    seconds: float = 0.0


@contextmanager
def _before_statements(call: Callable[[int], object]) -> Iterator[None]:
    """Call with the number of each statement before it is sent."""
    understood, count = PostgresDatabase._understood, 0

    def counted(own: PostgresDatabase, run: Any, db: Any) -> Any:
        nonlocal count
        count += 1
        call(count)
        return understood(own, run, db)

    PostgresDatabase._understood = counted  # type: ignore[method-assign]
    try:
        yield
    finally:
        PostgresDatabase._understood = understood  # type: ignore[method-assign]


def statements_of(work: Work, address: str) -> int:
    """Run in this process; return how many statements it took."""
    numbers: list[int] = []
    with _before_statements(numbers.append):
        assert work(address)
    return len(numbers)


def strike(work: Work, address: str, blow: Blow | None, server: Server) -> bool:
    """Run in a fork that is struck once; whether it said that it did all."""
    asks, told = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        _run(work, address, blow, asks[1], told[0])
    os.close(asks[1])
    os.close(told[0])
    if blow is not None and (blow.statement is None or blow.how in ("stop", "crash")):
        if blow.statement is None:
            time.sleep(blow.seconds)
        if blow.statement is None or os.read(asks[0], 1):  # nothing: it ended before
            _hit(blow.how, pid, address, server)
            with suppress(BrokenPipeError):
                os.write(told[1], b"\n")
    os.close(asks[0])
    os.close(told[1])
    _, ended = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(ended)
    assert code in (_WHOLE, _SAID, -signal.SIGKILL), f"a run ended with {code}; expected a sentence, or to be killed"
    return code == _WHOLE


def _run(work: Work, address: str, blow: Blow | None, ask: int, told: int) -> None:
    """Run in a fork, which ends here."""
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # it tells of each connection that broke

    def look(number: int) -> None:
        if blow is not None and number == blow.statement:
            if blow.how in ("kill", "cut"):
                _hit(blow.how, os.getpid(), address)
            else:
                os.write(ask, b"\n")
                os.read(told, 1)

    status = 1
    try:
        with _before_statements(look):
            status = _WHOLE if work(address) else _SAID
    except RegtrackError as error:
        status = _SAID if "\n" not in str(error) else 1
    except BaseException:  # noqa: BLE001  shown to whoever reads why it failed
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(status)


def _hit(how: str, pid: int, address: str, server: Server | None = None) -> None:
    if how == "kill":
        os.kill(pid, signal.SIGKILL)
    elif how == "cut":
        cut_off(address.partition("?")[0])
    else:
        assert server is not None
        server.stop(signal.SIGINT if how == "stop" else signal.SIGQUIT)
        server.start()


# --- what is there ----------------------------------------------------------------------------------------------------


def held(address: str, *, whole: bool = True) -> Held:
    """What a ledger has, each message of a digest included; with ``whole``, that ``check`` finds nothing."""
    with closing(PostgresStore(address, sampled=whole)) as store:
        if whole:
            damage = [str(each) for each in store.check()]
            assert damage == [], f"{address}: {damage[0]}"
        query = """SELECT type, key, id FROM entry UNION ALL
                   SELECT 'message', id, state FROM outbox"""
        return Counter(store._db.execute(query).fetchall())


def _there(address: str) -> bool:
    """Whether a run came so far that there are tables."""
    name = address.rpartition("=")[2]
    with psycopg.connect(address.partition("?")[0]) as db:
        return db.execute("SELECT to_regclass(%s) IS NOT NULL", (f'"{name}".ledger_version',)).fetchone() == (True,)


class Struck:
    """A command that is struck again and again, each time over what the blow before left.

    Args:
        task: the command.
        server: where it runs, of its own, since it is stopped.
    """

    def __init__(self, task: Task, server: Server) -> None:
        self._task, self._server = task, server
        self._chance, self._numbers = random.Random(task.name), count(1)
        with self._ledger() as address:
            self.statements = statements_of(task.work, address)
            self._right = held(address)

    @cached_property
    def _seconds(self) -> float:
        """How long a run takes."""
        with self._ledger() as address:
            began = time.monotonic()
            assert strike(self._task.work, address, None, self._server)
            return time.monotonic() - began

    @contextmanager
    def _ledger(self) -> Iterator[str]:
        """An address where no ledger is yet."""
        name = f"struck_{os.getpid()}_{self._task.name}_{next(self._numbers)}"
        yield f"{self._server.address}?schema={name}"
        with psycopg.connect(self._server.address, autocommit=True) as db:
            db.execute(f"DROP SCHEMA {name} CASCADE".encode())

    def often(self, how: str, times: int) -> tuple[int, int, int]:
        """Strike so often; return the runs, those that a blow ended, and the entries lost or too many.

        A run outlives a blow between two transactions, and connects again.
        """
        hits = runs = wrong = 0
        while runs < times:
            blows = [self._blow(how) for _ in range(_SERIES)]
            hit, bad = self.series(blows)
            hits, runs, wrong = hits + hit, runs + min(hit + 1, _SERIES), wrong + bad
        return runs, hits, wrong

    def _blow(self, how: str) -> Blow:
        if self._chance.random() < 0.5:
            return Blow(how, self._chance.randint(1, self.statements))
        return Blow(how, seconds=self._chance.uniform(0, 1.2 * self._seconds))

    def series(self, blows: Iterable[Blow]) -> tuple[int, int]:
        """Strike until the blows or the command end; then run it to its end.

        Returns: how many runs were ended by a blow; how many entries were lost, or are there that should not be.
        """
        task, server, hits, wrong, before = self._task, self._server, 0, 0, Held()
        with self._ledger() as address:
            for blow in blows:
                whole = strike(task.work, address, blow, server)
                after = held(address, whole=task.checked) if _there(address) else Held()
                wrong += (before - after).total() + (after - self._right).total()
                before = after
                if whole:
                    break
                hits += 1
            assert strike(task.work, address, None, server), "a run that nothing struck did not come to its end"
            after = held(address)
        return hits, wrong + (self._right - after).total() + (after - self._right).total()


def sample(folder: Path) -> None:
    """Strike each command over one small ledger, and say how many blows ended a run, and what is wrong."""
    timeline = folder / "widgets.toml"
    timeline.write_text(TIMELINE, "utf-8")
    bin = programs()
    assert bin is not None
    server = Server(bin)
    try:
        with syncing(folder, 2, 4) as sync:
            for task in (adding(timeline), sync, move_from(folder / "moved.sqlite", 2)):
                struck = Struck(task, server)
                blows = (Blow(how, struck.statements * part // 100) for how, part in _SAMPLE[task.name].items())
                print(task.name, *struck.series(blows), flush=True)
    finally:
        server.remove()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sample(Path(name))
