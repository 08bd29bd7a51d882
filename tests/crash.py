"""Whole commands killed again and again: ``make crash``, or ``python -m tests.crash --digest 20 --other 10``.

Each command runs in a fork that is killed with SIGKILL at a step by chance: of SQLite's virtual machine, of a mail's
way to a server on loopback, or of the clock. After each kill the ledger is verified whole; at the end of each series
the command runs to its end, and what there is then is what an unhurt run leaves: nothing lost, no copy of a mail beyond
those that the protocol forces (accepted by the server, and killed before that was recorded), the chain intact.

``python -m tests.crash --postgres 100`` strikes `add`, `sync` and `move` over PostgreSQL, each in four ways: kill -9 of
the client, its connections ended by the server, the server stopped, and the server crashed, and started again.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

import regtrack.cli
from regtrack.sources.feeds import sync
from regtrack.store import SqliteStore
from regtrack.store.schema import MIGRATIONS
from tests.digest.nursery import Nursery
from tests.digest.office import DAY, Office, person
from tests.digest.smtpd import MailServer
from tests.helpers import e, rule
from tests.store.commands import adding, move_from, syncing
from tests.store.writer import START, batch, kill_after

PRELOADED = (sync, regtrack.cli)
PEOPLE = ["ann", "bob"]
SERIES = 5
"""So many kills in a row, each of what the one before left, and then a run to the end."""


# --- add, sync, migration ---------------------------------------------------------------------------------------------


def fork(work: Callable[[], object], at: int | None, seconds: float | None) -> bool:
    """Run in a fork that is killed after so many steps, or after a time; whether it came to its end."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            if at is not None:
                kill_after(at)
            work()
            status = 0
        finally:
            sys.stderr.flush()
            os._exit(status)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
    _, ended = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(ended)
    if code not in (0, -signal.SIGKILL):
        raise SystemExit(f"a run ended with {code}; expected 0, or to be killed")
    return code == 0


def steps_of(work: Callable[[], object]) -> int:
    """Run in this process; return how many steps of SQLite's virtual machine it took."""
    connect, most = sqlite3.connect, 1 << 60
    left = kill_after(most)
    try:
        work()
    finally:
        sqlite3.connect = connect
    return most - left[0]


def held(path: Path) -> Counter[tuple[str, str, str]]:
    """What a ledger holds, and that it is whole."""
    with closing(SqliteStore(path)) as store:
        damage = list(store.check())
        if damage:
            raise SystemExit(f"{path}: {damage[0]}")
        return Counter((str(line["type"]), str(line["key"]), str(line["id"])) for line in store.dump() if "key" in line)


def series(name: str, make: Callable[[Path], None], work: Callable[[str], object], kills: int, folder: Path) -> None:
    """Kill a command, each time at a step by chance, and compare what it leaves in the end with an unhurt run."""
    chance, whole, done, lost = random.Random(name), folder / f"{name}-whole.sqlite", 0, 0
    runs = 0
    for path in (folder / f"{name}-warm.sqlite", whole):  # once here, so that no fork has anything to import
        make(path)
        began = time.monotonic()
        steps = steps_of(lambda path=path: work(str(path)))  # type: ignore[misc]
    length, right = time.monotonic() - began, held(whole)
    while done < kills:
        path = folder / f"{name}-{done}.sqlite"
        make(path)
        for _ in range(SERIES):
            runs += 1
            before = held(path) if path.exists() and name != "migration" else Counter()
            if chance.random() < 0.7:
                at, seconds = int(chance.uniform(0, 1) ** 2 * steps) + 1, None
            else:
                at, seconds = None, chance.uniform(0, length)
            if fork(lambda path=path: work(str(path)), at, seconds):  # type: ignore[misc]
                break
            done += 1
            lost += sum((before - held(path)).values())
        assert fork(lambda path=path: work(str(path)), None, None)  # type: ignore[misc]
        after = held(path)
        lost += sum((right - after).values()) + sum((after - right).values())
        for each in folder.glob(f"{path.name}*"):
            each.unlink()
    print(f"{name}: {done} kills in {runs} runs, {lost} entries lost or too many, chain intact", flush=True)
    if lost:
        raise SystemExit(1)


def nothing(path: Path) -> None:
    """The ledger is not there yet: making it is part of the command."""


@lru_cache
def _former() -> bytes:
    """A ledger from before there was a chain."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "former.sqlite"
        _make_former(path, path.with_suffix(".new"))
        return path.read_bytes()


def old(path: Path) -> None:
    path.write_bytes(_former())


def _make_former(path: Path, new: Path) -> None:
    with closing(SqliteStore(new)) as store:
        for number in range(3):
            store.append(batch("a", number, 300), START + number)
    with closing(sqlite3.connect(path)) as db:
        for script in MIGRATIONS[:5]:
            db.executescript(script)
        db.execute("ATTACH ? AS new", (str(new),))
        for table in ("source", "entry", "target", "posting", "mark", "name", "check_in"):
            columns = ", ".join(row[1] for row in db.execute(f"PRAGMA table_info({table})"))
            db.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}")
        db.execute("PRAGMA user_version = 5")
        db.commit()


def migrate(path: str) -> None:
    SqliteStore(path).close()


def others(kills: int, folder: Path, names: list[str]) -> None:
    with syncing(folder) as sync:
        for name, make, work in (
            ("add", nothing, adding().work),
            ("migration", old, migrate),
            ("sync", nothing, sync.work),
        ):
            if name in names:
                series(name, make, work, kills, folder)


# --- over PostgreSQL --------------------------------------------------------------------------------------------------


def on_postgres(kills: int, folder: Path, names: list[str]) -> None:
    """Each command, struck in each way so often: half of the time at a statement, half at a moment."""
    from tests.store.postgres.killing import BLOWS, Struck
    from tests.store.postgres.server import Server, programs

    bin = programs()
    if bin is None:
        raise SystemExit("PostgreSQL is not here (Debian: apt install postgresql)")
    server = Server(bin)
    try:
        with syncing(folder) as sync:
            for task in (adding(), sync, move_from(folder / "moved.sqlite")):
                struck = Struck(task, server)
                for how in BLOWS if task.name in names else ():
                    runs, ended, wrong = struck.often(how, kills)
                    print(f"{task.name}, {how}: {runs}, {ended} ended, {wrong} entries lost or too many", flush=True)
                    if wrong:
                        raise SystemExit(1)
    finally:
        server.remove()


# --- digest run -------------------------------------------------------------------------------------------------------


def news(number: int) -> list[Any]:
    return [e("set_deadline", f"d{number}", name=f"matter {number}", through="2027-06-01", published="2026-01-02")]


def digests(kills: int, folder: Path) -> None:
    """Days with a fact each, and runs that are killed before or after a commit or a message; then the accounts."""
    chance, path, done, day, forced = random.Random(11), folder / "digest.sqlite", 0, 0, 0
    office = Office(*(person(id_, reminders=(), horizon=0) for id_ in PEOPLE), store=SqliteStore(path))
    office.follow(rule())
    office.run("2026-01-02")
    office.store.close()
    with Nursery() as nursery, MailServer(security="none", auth=False) as server:
        task = {"ledger": str(path), "people": PEOPLE, "port": server.port}
        now = office.now
        while done < kills:
            now += DAY
            day += 1
            with closing(SqliteStore(path)) as store:
                today = Office(store=store)
                today.now = now
                today.record(*news(day))
            for _ in range(SERIES):
                sort, when = chance.choice(["commit", "send"]), chance.choice(["before", "after"])
                if nursery.run(**task, now=now, sort=sort, at=chance.randint(1, 10), when=when):
                    break
                done += 1
                now += chance.choice([0, 1, DAY // 1440])
        assert nursery.run(**task, now=now + DAY // 2)
        copies = Counter(accepted.message_id for accepted in server.accepted)
        with closing(SqliteStore(path)) as store:
            damage = list(store.check())
            unknown = {
                row.id: sum(a.outcome == "unknown" for a in store.outbox.attempts(row.row))
                for row in store.outbox.rows()
            }
            states = Counter(row.state for row in store.outbox.rows())
        forced = sum(unknown.values())
        unexplained = sum(max(0, count - 1 - unknown.get(id_, 0)) for id_, count in copies.items())
        lost = 0
        for who in PEOPLE:
            texts = {a.message_id: a.content.decode() for a in server.accepted if a.to == f"{who}@example.org"}
            carrying = Counter(
                n for text in texts.values() for n in range(1, day + 1) if f"matter {n}: open until" in text.lower()
            )
            lost += sum(carrying[n] == 0 for n in range(1, day + 1))
            unexplained += sum(max(0, carrying[n] - 1) for n in range(1, day + 1))
    print(
        f"digest run: {done} kills over {day} days, {lost} facts lost, {sum(copies.values()) - len(copies)} copies (of "
        f"{forced} whose arrival nobody could know), {unexplained} unexplained, states {dict(states)}, "
        f"{len(damage)} damages",
        flush=True,
    )
    if lost or unexplained or damage or set(states) != {"sent"}:
        raise SystemExit(1)


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill whole commands, and count what is lost.")
    parser.add_argument("--digest", type=int, default=1000, help="how many kills of `digest run`")
    parser.add_argument("--other", type=int, default=500, help="how many each of `add`, `sync` and the migration")
    parser.add_argument(
        "--postgres", type=int, default=0, help="how often each of `add`, `sync`, `move` there, in each way"
    )
    parser.add_argument("--only", nargs="*", default=["add", "migration", "sync", "move"], help="which others")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.postgres:
            on_postgres(given.postgres, Path(folder), given.only)
            return
        others(given.other, Path(folder), given.only)
        if given.digest:
            digests(given.digest, Path(folder))


if __name__ == "__main__":
    main()
