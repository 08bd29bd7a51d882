"""The speed of regtrack, as one table: ``python tests/bench/run.py [--quick]``.

Everything is measured in this run, side by side; what is compared alternates, and the median counts. ``--quick`` uses
a ledger of a tenth of the size. Ledgers are made under ``build/bench`` and removed at the end.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import digests
import generate
import pages
import reports as forms
import server
import smtp
import texts
from measuring import Row

import feeds
import regtrack
from regtrack import dates
from regtrack.model.answers import Report
from regtrack.records.canonical import load
from regtrack.store import Batch, SqliteStore
from tests.bench import bars

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "bench"
NOW = dt.datetime(2025, 9, 1, tzinfo=dt.UTC)
SMALL, LARGE = 1_000, 100_000
"""Instruments; ten times as many events."""
SNAPSHOT = """
import json, sys, time, regtrack
sys.path.append("tests/bench")
from measuring import peak_memory
started = time.perf_counter()
tracker = regtrack.open(sys.argv[1], bundled=False)
states = list(tracker.states("2025-05-12"))
seconds = time.perf_counter() - started
print(json.dumps([len(states), seconds, peak_memory()]))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a ledger of 100,000 events in place of 1,000,000")
    count = LARGE // 10 if parser.parse_args().quick else LARGE
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    gc.freeze()  # the collector as a command has it
    gc.set_threshold(100_000)
    try:
        rows = [*processes(), first_open(), *reports()]
        small, _ = make(FOLDER / "small.sqlite", SMALL)
        large, rate = make(FOLDER / "large.sqlite", count)
        rows += [*since(small, large), *snapshot(large, count), rate, *register(count), *mail(), *news(), *texts.rows()]
        rows += served(large if count == 10 * SMALL else make(FOLDER / "served.sqlite", 10 * SMALL)[0])
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    show(rows)
    return 0 if all(row.holds for row in rows) else 1


# --- what is measured -------------------------------------------------------------------------------------------------


def processes() -> list[Row]:
    """The main job as a whole process, against the imports that it cannot do without."""
    ledger = str(FOLDER / "bundled.sqlite")
    job = [sys.executable, "-m", "regtrack", "since", "2025-05-12", "--store", ledger]
    run(job)  # makes the ledger
    took, imports = alternate(
        lambda: run(job), lambda: run([sys.executable, "-c", "import attrs, pendulum, sqlite3"]), 21
    )
    return [
        compared(
            "regtrack since 2025-05-12, process", took, "import attrs, pendulum, sqlite3", imports, bars.PROCESS_TIMES
        )
    ]


def first_open() -> Row:
    """Making a user's ledger from the bundled timelines, as a whole process."""
    ledger = FOLDER / "first.sqlite"
    times = []
    for _ in range(6):  # the first makes the compiled modules
        for file in FOLDER.glob("first.sqlite*"):
            file.unlink()
        times.append(timed(lambda: run([sys.executable, "-c", f"import regtrack; regtrack.open({str(ledger)!r})"])))
    seconds, most = statistics.median(times[1:]), bars.FIRST_OPEN
    return Row(
        "first open, process", f"{seconds:.2f} s", f"{most:g} s", seconds / most, f"<= {most:g} s", seconds <= most
    )


def reports() -> list[Row]:
    """A large report as page and as text, against its answer; what the page answers, against opening it."""
    return [
        Row(
            name,
            f"{took * 1000:.1f} ms",
            f"{against}: {other * 1000:.1f} ms",
            took / other,
            f"<= {most:g} s",
            took <= most,
        )
        for name, took, against, other, most in [*pages.measure(), *forms.measure()]
    ] + [Row(*row) for row in pages.first_paint()]


def mail() -> list[Row]:
    """Mails over loopback, side by side with another program, and digests; see ``smtp.py`` and ``digests.py``."""
    return [Row(*row) for row in (*smtp.rows(), *digests.rows(FOLDER))]


def news() -> list[Row]:
    """Feeds over loopback, side by side with another program; see ``feeds.py``."""
    return [Row(*row) for row in feeds.rows()]


def served(ledger: Path) -> list[Row]:
    """Mixed questions to `regtrack serve`, measured by wrk; see ``server.py``."""
    return [Row(*row) for row in server.rows(ledger, 10 * SMALL)]


def since(small: Path, large: Path) -> list[Row]:
    """What changed, on ledgers in which equally many instruments did; and the rows alone, read without regtrack."""
    few, many = tracker(small), tracker(large)
    small_time, large_time = alternate(lambda: ask(few), lambda: ask(many), 15)
    report = ask(many)
    assert len({change.instrument for change in report.changes}) == generate.CHANGED
    database = sqlite3.connect(large)
    again, bare = alternate(lambda: ask(many), lambda: read_rows(database, report), 15)
    database.close()
    named = f"since, {generate.CHANGED} changed of {{}}"
    return [
        compared(
            named.format(f"{count_of(large):,} events"),
            large_time,
            f"of {count_of(small):,}",
            small_time,
            bars.SINCE_TIMES,
        ),
        compared(
            named.format(f"{count_of(large):,} events"), again, "bare SQL of the same rows", bare, bars.SINCE_TIMES_SQL
        ),
    ]


def register(count: int) -> list[Row]:
    """Documents of the Federal Register to events, in a process of its own; see ``register.py``."""
    script = Path(__file__).with_name("register.py")
    found = json.loads(run([sys.executable, str(script), "--documents", str(count), "--json"]))
    rate, parsing, early, late = (found[name] for name in ("rate", "parsing", "early", "late"))
    name, most = f"{count:,} documents of the Register to events", bars.REGISTER_A_SECOND
    return [
        Row(name, f"{rate:,.0f} /s", f"json.loads {parsing:,.0f} /s", parsing / rate, f">= {most:,} /s", rate >= most),
        Row(
            "  its peak memory",
            f"{late:.0f} MB",
            f"after a fifth {early:.0f} MB",
            late / early,
            "flat",
            late < 2 * early,
        ),
    ]


def snapshot(large: Path, count: int) -> list[Row]:
    """The state of every instrument, in a process of its own."""
    states, seconds, memory = json.loads(run([sys.executable, "-c", SNAPSHOT, str(large)]))
    assert states == count
    limit, room = bars.SNAPSHOT * count / LARGE, bars.SNAPSHOT_MEMORY
    name, most = f"snapshot of {count:,} instruments", f"{limit:g} s"
    return [
        Row(name, f"{seconds:.2f} s", most, seconds / limit, f"<= {most}", seconds <= limit),
        Row(
            "  its peak memory",
            f"{memory / 1e6:.0f} MB",
            f"{room / 1e6:.0f} MB",
            memory / room,
            f"<= {room / 1e6:.0f} MB",
            memory <= room,
        ),
    ]


def make(path: Path, count: int) -> tuple[Path, Row]:
    """A generated ledger, and how quickly its events were appended."""
    store = SqliteStore(path)
    items = [*generate.instruments(count), *generate.documents(count)]
    store.append(Batch("bench", "Benchmark", items), generate.LOADED)
    seconds, events = 0.0, 0
    for batch in generate.events(count):
        seconds += timed(lambda batch=batch: store.append(Batch("bench", "Benchmark", batch), generate.LOADED))
        events += len(batch)
    store.append(Batch("bench", "Benchmark", generate.news(count)), generate.UPDATED)
    store.close()
    rate, least = events / seconds, bars.APPENDED_A_SECOND
    return path, Row(
        f"append of {events:,} events",
        f"{rate:,.0f} /s",
        f"{least:,} /s",
        rate / least,
        f">= {least:,} /s",
        rate >= least,
    )


# --- how --------------------------------------------------------------------------------------------------------------


def tracker(path: Path) -> regtrack.Tracker:
    return regtrack.open(path, bundled=False, clock=lambda: NOW)


def ask(ledger: regtrack.Tracker) -> Report:
    """The question, with nothing left over from the last time it was asked."""
    load.cache_clear()
    return ledger.since(generate.SINCE, generate.UNTIL)


def read_rows(database: sqlite3.Connection, report: Report) -> int:
    """The rows that an answer is made of, fetched and left alone."""
    low, high = (moment.tick() for moment in report.law)
    ahead = dates.day_close(dates.add_days(dates.parse_date(generate.UNTIL), 91))
    marks = "SELECT target FROM mark WHERE tick > ? AND tick <= ?"
    targets = {row[0] for span in ((low, high), (high, ahead)) for row in database.execute(marks, span)}
    database.execute("SELECT * FROM source JOIN check_in ON check_in.source = source.num").fetchall()
    arrived = database.execute(
        """SELECT posting.*, EXISTS (SELECT 1 FROM entry AS old WHERE old.key = entry.key AND old.seq < entry.seq)
           FROM source CROSS JOIN entry ON entry.source = source.num
           JOIN posting ON posting.target = entry.target AND posting.seq = entry.seq
           WHERE entry.recorded > ? AND entry.recorded <= ?""",
        (low, high),
    ).fetchall()
    event = "SELECT entry.id, seq, recorded, source.id, body FROM entry JOIN source ON source.num = entry.source"
    return len(arrived) + sum(
        len(several(database, query, keys))
        for query, keys in (
            ("SELECT id, num, kind, zone FROM target WHERE num IN", targets),
            ("SELECT * FROM posting WHERE target IN", targets),
            (f"{event} WHERE entry.id IN", report.sources.events),
            ("SELECT body FROM target JOIN entry ON seq = target.entry WHERE target.id IN", report.sources.instruments),
            ("SELECT body FROM entry WHERE type = 'document' AND key IN", report.sources.documents),
        )
    )


def several(database: sqlite3.Connection, query: str, keys: Any) -> list[Any]:
    rows: list[Any] = []
    ordered = sorted(keys)
    for start in range(0, len(ordered), 500):
        part = ordered[start : start + 500]
        rows += database.execute(f"{query} ({', '.join('?' * len(part))})", part).fetchall()
    return rows


def count_of(path: Path) -> int:
    database = sqlite3.connect(path)
    found: int = database.execute("SELECT count(*) FROM posting").fetchone()[0]
    database.close()
    return found // 10_000 * 10_000


def run(command: Sequence[str]) -> str:
    """Run a process from compiled modules, as an installed package has them, whatever the environment says."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(FOLDER / "pycache"), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT, env=environment, text=True).stdout


def timed(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def alternate(first: Callable[[], object], second: Callable[[], object], times: int) -> tuple[float, float]:
    """The median time of two jobs that take turns, after one turn each that does not count."""
    taken = [(timed(first), timed(second)) for _ in range(times + 1)][1:]
    return statistics.median(a for a, _ in taken), statistics.median(b for _, b in taken)


def compared(name: str, took: float, against: str, other: float, most: float) -> Row:
    return Row(
        name,
        f"{took * 1000:.1f} ms",
        f"{against}: {other * 1000:.1f} ms",
        took / other,
        f"<= {most:g}x",
        took <= most * other,
    )


def show(rows: Sequence[Row]) -> None:
    lines = [("name", "measured", "against", "ratio", "target", "verdict")]
    lines += [(r.name, r.measured, r.against, f"{r.ratio:.2f}", r.target, "ok" if r.holds else "MISSED") for r in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    for line in lines:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
