"""The speed of a ledger in PostgreSQL, at several sizes: what is appended a second, and what a question takes.

    python -m tests.store.postgres.server python -m tests.bench.postgres 100000 1000000x10 [--restore]

The same instruments change in each, so that `since` has the same to say. The CPU time of the client and of the server
process that serves it are given beside the time on the clock, in which whatever else runs on the machine has its share.
A load compiles events while the server writes those before, so that with two free cores the slower of the two counts.
``1000000x10`` appends a million events; the server then copies them nine times, under other numbers, ids and names, so
that each table and index is as large as with ten million. ``--restore`` dumps the largest with pg_dump, restores it
beside, and compares every answer and the head of the chain.
"""

import datetime as dt
import gc
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
    spent = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])  # nanoseconds on a processor
    return Spent(time.perf_counter(), time.process_time(), spent / 1e9)


_COPIES = (
    """INSERT INTO target SELECT num + {c} * {t}, replace(id, 'rule-', 'rule-{c}x'), entry + {c} * {n}, kind, zone,
       same_as FROM target WHERE num <= {t}""",
    """INSERT INTO name SELECT name || ' {c}', target + {c} * {t} FROM name WHERE target <= {t}""",
    """INSERT INTO entry SELECT seq + {c} * {n}, recorded, source, type, replace(key, 'rule-', 'rule-{c}x'),
       left(encode(sha256((id || '{c}')::bytea), 'hex'), 24), target + {c} * {t}, replace(body, 'rule-', 'rule-{c}x'),
       history FROM entry WHERE recorded = {at} AND seq <= {n} ORDER BY seq""",
    """INSERT INTO posting SELECT target + {c} * {t}, seq + {c} * {n},
       left(encode(sha256((id || '{c}')::bytea), 'hex'), 24), replace(key, 'rule-', 'rule-{c}x'), kind, certainty,
       available, recorded, hold, begin0, begin1, end0, end1, detail
       FROM posting WHERE recorded = {at} AND target <= {t} ORDER BY target, seq""",
    """INSERT INTO mark SELECT tick, target + {c} * {t} FROM mark WHERE tick < {at} AND target <= {t}""",
    """INSERT INTO unit SELECT num + {c} * {u}, substring(sha256(digest || '{c}'::bytea) FROM 1 FOR 12), words, pairs
       FROM unit WHERE num <= {u} ORDER BY num""",
    """INSERT INTO said SELECT unit + {c} * {u}, entry + {c} * {n}, place FROM said
       WHERE unit <= {u} AND entry <= {n}""",
)


def multiply(store: Store, schema: str, times: int) -> None:
    """Have the server copy what was appended, under other numbers."""
    import psycopg

    query = "SELECT (SELECT max(seq) FROM entry), (SELECT max(num) FROM target), (SELECT max(num) FROM unit)"
    n, t, u = store._db.execute(query).fetchone()
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute(f"SET search_path TO {schema}")
        for c in range(1, times):
            began = time.perf_counter()
            for statement in _COPIES:
                db.execute(statement.format(c=c, n=n, t=t, u=u, at=generate.LOADED))
            print(f"  copy {c}: {time.perf_counter() - began:,.0f} s", file=sys.stderr, flush=True)


def fill(events: int, times: int) -> Store:
    import psycopg

    schema = f"bench_{events}_{times}"
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
    multiply(store, schema, times)
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute("VACUUM ANALYZE")
        sizes = db.execute(_LARGEST, (schema,)).fetchall()
    wall, client, server = (seconds * 1e6 / events for seconds in spent)
    print(
        f"{events:>10,} events: append {1e6 / wall:,.0f} /s on the clock; CPU for each event: client {client:.1f} us, "
        f"server {server:.1f} us, so {1e6 / max(client, server):,.0f} /s on two free cores"
    )
    events *= times
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
    base, schema = os.environ[NAMED], store._db._schema
    other = f"{base.rpartition('/')[0]}/restored"
    with psycopg.connect(base, autocommit=True) as db:
        db.execute("CREATE DATABASE restored")
    dump = subprocess.Popen([bin / "pg_dump", "-Fc", "-Z0", "-n", schema, base], stdout=subprocess.PIPE)
    subprocess.run([bin / "pg_restore", "-d", other], stdin=dump.stdout, check=True)
    if dump.wait():
        raise SystemExit("pg_dump failed")
    took = time.perf_counter() - began
    with psycopg.connect(other, autocommit=True) as db:
        db.execute("VACUUM ANALYZE")
    copy = open_store(f"{other}?schema={schema}", sampled=False)
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
    gc.freeze()  # the collector and the threads as a command has them
    gc.set_threshold(100_000)
    sys.setswitchinterval(0.001)
    sizes = [
        (int(number), int(times or 1))
        for number, _, times in (each.partition("x") for each in arguments if each[0].isdigit())
    ]
    stores = [(number * times, fill(number, times)) for number, times in sizes]
    for events, store in stores * 3:
        ask(events, store)
    if "--restore" in arguments:
        restore(*max(stores, key=lambda each: each[0]))
    for _, store in stores:
        store.close()


if __name__ == "__main__":
    main(sys.argv[1:])
