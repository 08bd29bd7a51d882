"""A process that appends batches, for the tests of crashes and of two writers.

    python -m tests.store.writer LEDGER SOURCE BATCHES EVENTS [--kill-at STEPS | --count] [--patient]

It says "ready", waits for a line, says the number of each batch once it is committed, and with ``--kill-at`` kills
itself with SIGKILL after that many steps of SQLite's virtual machine, wherever that is. With ``--count`` it says last
how many steps it took. With ``--patient`` it tries a batch again that the ledger did not take.
"""

import argparse
import os
import signal
import sqlite3
import sys
import time
from typing import Any

from regtrack.errors import StoreError
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.store import Batch, open_store
from tests.helpers import e, events_of, rule

STEP = 20  # instructions of the virtual machine between two looks
START = 1_700_000_000_000_000


def batch(source: str, number: int, size: int) -> Batch:
    """One batch: an instrument of its own and its events. The same arguments give the same batch."""
    instrument: Instrument = rule(f"us/{source}/rule-{number}")
    events: list[Event] = events_of(
        {
            **e(
                "set_value", f"{source}:{number}-{i}", name=f"n{i}", value=i, published="2024-01-15", summary="x" * 200
            ),
            "target": instrument.id,
        }
        for i in range(size)
    )
    return Batch(source, source.upper(), [instrument, *events])


def kill_after(steps: int) -> list[int]:
    """From now on every connection counts its steps down, and the process dies at the last of them."""
    left = [steps]
    connect = sqlite3.connect

    def tick() -> int:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def connect_counting(*args: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*args, **options)
        connection.set_progress_handler(tick, STEP)
        return connection

    sqlite3.connect = connect_counting  # type: ignore[assignment]
    return left


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("ledger")
    parser.add_argument("source")
    parser.add_argument("batches", type=int)
    parser.add_argument("size", type=int)
    parser.add_argument("--kill-at", type=int)
    parser.add_argument("--patient", action="store_true")
    parser.add_argument("--count", action="store_true")
    given = parser.parse_args()
    print("ready", flush=True)
    sys.stdin.readline()
    most = 1 << 30
    left = kill_after(given.kill_at or most) if given.kill_at is not None or given.count else [0]
    store = open_store(given.ledger)
    for number in range(given.batches):
        while True:
            try:
                store.append(batch(given.source, number, given.size), START + number)
                break
            except StoreError:
                if not given.patient:
                    raise
                time.sleep(0.02)
        print(number, flush=True)
    store.close()
    if given.count:
        print(most - left[0], flush=True)


if __name__ == "__main__":
    main()
