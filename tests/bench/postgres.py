"""The speed of a ledger in PostgreSQL, at several sizes: what is appended a second, and what a question takes.

    python -m tests.store.postgres.server python -m tests.bench.postgres 100000 1000000 [--restore]

The same instruments change in each, so that `since` has the same to say. The CPU time of the client and of the server
process that serves it are given beside the time on the clock, in which whatever else runs on the machine has its share.
A load compiles events while the server writes those before, so that with two free cores the slower of the two counts.
``--restore`` dumps the largest with pg_dump, restores it beside, and compares every answer and the head of the chain.
"""

import datetime as dt
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from regtrack.records.canonical import load
from regtrack.report import render
from regtrack.store import Batch, Store, open_store
from regtrack.tracker import Tracker
from tests.bench import generate
from tests.store.postgres.server import NAMED, programs

NOW = dt.datetime(2025, 9, 1, 12, tzinfo=dt.UTC)
TIMES = 7
_LARGEST = """SELECT relname, pg_total_relation_size(pg_class.oid)::bigint FROM pg_class
              JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = %s AND relkind IN ('r', 'p')
              ORDER BY 2 DESC"""
QUESTIONS = {
    "since": lambda t: t.since(generate.SINCE, generate.UNTIL),
    "since, as recorded": lambda t: t.since("2025-01-05", generate.UNTIL, known_by="record", agency="bis"),
    "state": lambda t: t.why(t.state("us/bis/rule-0", "2025-08-12")),
    "timeline": lambda t: t.timeline("2025-05-12", generate.UNTIL, agency="bis"),
}


class Spent(NamedTuple):
    """Seconds on the clock, of this process, and of the server process that serves it."""

    wall: float
    client: float
    server: float

    def __sub__(self, other: "Spent") -> "Spent":  # type: ignore[override]
        return Spent(*(a - b for a, b in zip(self, other, strict=True)))

    def __add__(self, other: "Spent") -> "Spent":  # type: ignore[override]
        return Spent(*(a + b for a, b in zip(self, other, strict=True)))


def now(store: Store) -> Spent:
    (pid,) = store._db.execute("SELECT pg_backend_pid()").fetchone()
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return Spent(time.perf_counter(), time.process_time(), sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"))


def fill(events: int) -> Store:
    import psycopg

    schema = f"bench_{events}"
    store = open_store(f"{os.environ[NAMED]}?schema={schema}")
    count = events // generate.EVENTS_EACH
    things = [*generate.documents(count), *generate.instruments(count)]
    store.append(Batch("bench", "Benchmark", things), generate.LOADED)
    spent = Spent(0, 0, 0)
    for number, batch in enumerate(generate.events(count)):
        with store.together():
            began = now(store)
            store.append(Batch("bench", "Benchmark", batch), generate.LOADED)
            spent += now(store) - began
        if number % 10 == 9:
            print(f"  {number + 1:,} batches, {spent.wall:,.0f} s", file=sys.stderr, flush=True)
    store.append(Batch("bench", "Benchmark", generate.news(count)), generate.UPDATED)
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute("VACUUM ANALYZE")
        sizes = db.execute(_LARGEST, (schema,)).fetchall()
    wall, client, server = (seconds * 1e6 / events for seconds in spent)
    print(
        f"{events:>10,} events: append {1e6 / wall:,.0f} /s on the clock; CPU for each event: client {client:.1f} us, "
        f"server {server:.1f} us, so {1e6 / max(client, server):,.0f} /s on two free cores"
    )
    total = sum(size for _, size in sizes)
    largest = ", ".join(f"{name} {size / 1e6:,.0f}" for name, size in sizes[:6])
    print(
        f"{events:>10,} events: {total / 1e6:,.0f} MB, {total / events:,.0f} bytes an event ({largest} MB)", flush=True
    )
    return store


def ask(events: int, store: Store) -> None:
    tracker, took = Tracker(store, clock=lambda: NOW), list[Spent]()
    for _ in range(TIMES):
        load.cache_clear()
        with store.snapshot():
            began = now(store)
            tracker.since(generate.SINCE, generate.UNTIL)
            took.append(now(store) - began)
    wall, client, server = (statistics.median(each) for each in zip(*took, strict=True))
    least = min(each.wall for each in took)
    print(
        f"{events:>10,} events: since {wall:.3f} s, at best {least:.3f} s (CPU: client {client:.3f} s, "
        f"server {server:.3f} s)",
        flush=True,
    )


def restore(events: int, store: Store) -> None:
    """Dump a ledger, restore it into another database, and compare."""
    import psycopg

    bin, began = programs(), time.perf_counter()
    assert bin is not None
    base = os.environ[NAMED]
    other = f"{base.rpartition('/')[0]}/restored"
    with psycopg.connect(base, autocommit=True) as db:
        db.execute("CREATE DATABASE restored")
    dump = subprocess.Popen([bin / "pg_dump", "-Fc", "-Z0", "-n", f"bench_{events}", base], stdout=subprocess.PIPE)
    subprocess.run([bin / "pg_restore", "-d", other], stdin=dump.stdout, check=True)
    if dump.wait():
        raise SystemExit("pg_dump failed")
    took = time.perf_counter() - began
    with psycopg.connect(other, autocommit=True) as db:
        db.execute("VACUUM ANALYZE")
    copy = open_store(f"{other}?schema=bench_{events}")
    here, there = (Tracker(each, clock=lambda: NOW) for each in (store, copy))

    unequal = [
        name
        for name, question in QUESTIONS.items()
        if render(question(here), "json") != render(question(there), "json")
    ]
    assert store.head() == copy.head()
    assert store.totals().events == copy.totals().events
    print(f"{events:>10,} events: dumped and restored in {took:,.0f} s; {len(QUESTIONS)} questions, unequal: {unequal}")
    copy.close()


def main(arguments: list[str]) -> None:
    stores = [(int(each), fill(int(each))) for each in arguments if each.isdigit()]
    for events, store in stores * 3:
        ask(events, store)
    if "--restore" in arguments:
        restore(*max(stores, key=lambda each: each[0]))
    for _, store in stores:
        store.close()


if __name__ == "__main__":
    main(sys.argv[1:])
