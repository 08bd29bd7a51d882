"""The speed of a ledger in PostgreSQL, at several sizes: what is appended a second, and what a question takes.

    python -m tests.store.postgres.server python -m tests.bench.postgres 100000 1000000

The same instruments change in each, so that `since` has the same to say. The client's own time (``cpu``) is given
beside the time on the clock, in which the server and whatever else runs on the machine has its share.
"""

import datetime as dt
import os
import statistics
import sys
import time

from regtrack.records.canonical import load
from regtrack.store import Batch, Store, open_store
from regtrack.tracker import Tracker
from tests.bench import generate
from tests.store.postgres.server import NAMED

NOW = dt.datetime(2025, 9, 1, 12, tzinfo=dt.UTC)
TIMES = 7


def fill(events: int) -> Store:
    import psycopg

    schema = f"bench_{events}"
    store = open_store(f"{os.environ[NAMED]}?schema={schema}")
    count = events // generate.EVENTS_EACH
    things = [*generate.documents(count), *generate.instruments(count)]
    store.append(Batch("bench", "Benchmark", things), generate.LOADED)
    wall = cpu = 0.0
    for batch in generate.events(count):
        began = time.perf_counter(), time.process_time()
        store.append(Batch("bench", "Benchmark", batch), generate.LOADED)
        wall, cpu = wall + time.perf_counter() - began[0], cpu + time.process_time() - began[1]
    store.append(Batch("bench", "Benchmark", generate.news(count)), generate.UPDATED)
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute("VACUUM ANALYZE")
        size = db.execute(
            """SELECT sum(pg_total_relation_size(pg_class.oid)) FROM pg_class
               JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = %s AND relkind = 'r'""",
            (schema,),
        ).fetchone()[0]
    print(
        f"{events:>9,} events: appended {events / wall:,.0f} /s (cpu {events / cpu:,.0f} /s), "
        f"{float(size) / 1e6:,.0f} MB"
    )
    return store


def ask(events: int, store: Store) -> None:
    tracker, took = Tracker(store, clock=lambda: NOW), list[tuple[float, float]]()
    for _ in range(TIMES):
        load.cache_clear()
        began = time.perf_counter(), time.process_time()
        tracker.since(generate.SINCE, generate.UNTIL)
        took.append((time.perf_counter() - began[0], time.process_time() - began[1]))
    wall, cpu = (statistics.median(each) for each in zip(*took, strict=True))
    least = min(each for each, _ in took)
    print(f"{events:>9,} events: since {wall:.3f} s, at best {least:.3f} s (cpu {cpu:.3f} s)", flush=True)


def main() -> None:
    stores = [(events, fill(events)) for events in map(int, sys.argv[1:])]
    for events, store in stores * 3:
        ask(events, store)
    for _, store in stores:
        store.close()


if __name__ == "__main__":
    main()
