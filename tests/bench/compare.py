"""Two checkouts against each other, in turns: the CPU time of a SQLite ledger, of reports and of a whole command.

    python tests/bench/compare.py OLD NEW [ROUNDS]

Each is a folder of the repository; both use the interpreter that runs this, and other work on the machine hits both.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUN = """
import json, sys, time
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests/bench"]
import generate
from regtrack.records.canonical import load
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
import datetime as dt
assert sys.modules["regtrack"].__file__.startswith(sys.argv[1])
count, took = 2000, {}
store = SqliteStore(":memory:")
tracker = Tracker(store, clock=lambda: dt.datetime(2025, 9, 1, 12, tzinfo=dt.UTC))
things = [*generate.documents(count), *generate.instruments(count)]
events, news, at = list(generate.events(count)), generate.news(count), generate.UPDATED
single, events[0] = events[0][:500], events[0][500:]
def measure(name, run, times=1):
    began = time.process_time()
    for _ in range(times):
        load.cache_clear()
        run()
    took[name] = (time.process_time() - began) / times
def append():
    store.append(Batch("bench", "B", things), generate.LOADED)
    for batch in events:
        store.append(Batch("bench", "B", batch), generate.LOADED)
    store.append(Batch("bench", "B", news), at)
measure("append 19,500 events", append)
some = [Batch("one", "O", [each]) for each in single]
measure("append 500 batches of one", lambda: [store.append(each, at + 1) for each in some])
measure("since", lambda: tracker.since(generate.SINCE, generate.UNTIL), 5)
rules = [f"us/bis/rule-{n * 8}" for n in range(200)]
measure("state, 200 of them", lambda: [tracker.state(each, "2025-06-01") for each in rules], 2)
measure("board", lambda: tracker.board("2025-06-01"))
asked = ("category 7", "statement 5 on rule", "amendments")
measure("search", lambda: [tracker.search(each) for each in asked], 3)
measure("export", lambda: list(tracker.export()))
if hasattr(tracker, "check"):  # an old one has it not
    measure("check", lambda: list(tracker.check()))
import gc, os, resource, subprocess, pages
from regtrack.report import render
answer = pages.report()
gc.freeze()
gc.set_threshold(100_000)  # as a command has it
for form in ("text", "md", "html", "json", "jsonl", "csv", "atom", "ics"):
    measure(f"report of 5,001 changes, {form}", lambda: render(answer, form))
def process(*command):
    environment = {**os.environ, "PYTHONPATH": sys.argv[1], "PYTHONPYCACHEPREFIX": sys.argv[2]}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    def run():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=sys.argv[2], env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    run()
    return min(run() for _ in range(5))
ledger = ("--store", sys.argv[2] + "/ledger.sqlite")
took["since, process"] = process("-m", "regtrack", "since", "2025-05-12", *ledger)
took["  import attrs, pendulum, sqlite3"] = process("-c", "import attrs, pendulum, sqlite3")
print(json.dumps(took))
"""


def main(old: str, new: str, rounds: str = "7") -> None:
    found: dict[str, list[dict[str, float]]] = {old: [], new: []}
    for _ in range(int(rounds)):
        for folder in (old, new):
            with tempfile.TemporaryDirectory() as place:
                done = subprocess.run(
                    [sys.executable, "-c", RUN, str(Path(folder).resolve()), place],
                    capture_output=True,
                    text=True,
                    check=True,
                    cwd="/",
                )
            found[folder].append(json.loads(done.stdout))
    print(f"{'CPU seconds, median (least)':32}{'old':>18}{'new':>18}{'new/old':>18}")
    for name in (each for each in found[new][0] if each in found[old][0]):
        a, b = ([each[name] for each in found[folder]] for folder in (old, new))
        ratio = f"{statistics.median(b) / statistics.median(a):.2f} ({min(b) / min(a):.2f})"
        shown = [f"{statistics.median(each):.3f} ({min(each):.3f})" for each in (a, b)]
        print(f"{name:32}{shown[0]:>18}{shown[1]:>18}{ratio:>18}")


if __name__ == "__main__":
    main(*sys.argv[1:])
