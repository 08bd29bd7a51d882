"""The speed of feeds: ``rows()`` for the table, ``python tests/bench/feeds.py`` alone.

A server in a process of its own gives 100 feeds of 50 items. regtrack and the ``reader`` library, each in a process of
its own, take them into a fresh ledger or database and then once more, unchanged: first from a server that answers
conditional requests, then from one that does not and sends everything again. They take turns, and the median counts.
regtrack also reads the items for claims, which reader does not do; a line says how long it takes without. What is
imported is no part of the measure on either side, nor is looking through it for garbage. Where reader is not installed,
it is put into an environment of its own under ``build/``, with sgmllib3k, without which it does not start on Python 3.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, cast

from measuring import Row

from tests.bench import bars

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

FEEDS, ITEMS, ROUNDS = 100, 50, 5
"""How much faster than reader storing them: asking and storing, and reading what items say as well."""
SENTENCES = (
    "The company said on Tuesday that sales of its processors grew by {n} percent in the quarter.",
    "Officials met trade groups in Brussels and took written questions on the draft.",
    "A spokesperson declined to comment on talks with suppliers in Taiwan and Korea.",
    "The Bureau opened an office in the region and named a new director for outreach.",
    "Analysts expect that orders for {n} machines will be placed before the end of the year.",
    "The report lists {n} firms and describes how licences were handled last year.",
    "Shares closed higher after the statement, which was published on the website.",
    "The commission plans a workshop for exporters on {n} June and invites small firms.",
)


# --- the server


def feed(number: int) -> bytes:
    """One feed, the same each time."""
    chance = random.Random(number)
    items = []
    for item in range(ITEMS):
        words = " ".join(chance.choice(SENTENCES).format(n=chance.randrange(2, 90)) for _ in range(8))
        link = f"https://source-{number}.example/news/{2025 - item % 3}/{item}-{chance.randrange(10**6)}"
        items.append(
            f"<item><title>Item {item} of source {number}: {words[:40]}</title><link>{link}?utm_source=rss</link>"
            f'<guid isPermaLink="false">source-{number}-{item}</guid>'
            f"<pubDate>Tue, {1 + item % 28:02d} Apr 2025 {item % 24:02d}:{number % 60:02d}:00 GMT</pubDate>"
            f'<description>&lt;p&gt;{words}&lt;/p&gt;&lt;p&gt;&lt;a href="{link}"&gt;Read more&lt;/a&gt;&lt;/p&gt;'
            "</description></item>"
        )
    head = f"<title>Source {number}</title><link>https://source-{number}.example/</link><description>d</description>"
    channel = f"<channel>{head}{''.join(items)}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">{channel}</rss>'.encode()


class Prepared(NamedTuple):
    """What is answered about one feed: all of it, or, to who has that already, ``same``."""

    tag: bytes
    whole: bytes
    same: bytes


def prepared(*, conditional: bool) -> dict[bytes, Prepared]:
    """The answers by path, made before anyone asks."""
    found = {}
    for number in range(FEEDS):
        body = feed(number)
        tag = f'"{hashlib.sha1(body).hexdigest()}"'
        head = f"HTTP/1.1 200 OK\r\nETag: {tag}\r\nContent-Type: application/rss+xml; charset=utf-8\r\n"
        whole = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        same = f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
        found[f"/{number}".encode()] = Prepared(tag.encode(), whole, same if conditional else whole)
    return found


class Connection(asyncio.Protocol):
    """It only looks up what to send, so that next to no time goes to the server, whoever asks."""

    def __init__(self, answers: dict[bytes, Prepared]) -> None:
        self._answers, self._asked = answers, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._asked += data
        while b"\r\n\r\n" in self._asked:
            request, _, self._asked = self._asked.partition(b"\r\n\r\n")
            answer = self._answers[request.split(b" ", 2)[1]]
            self._transport.write(answer.same if answer.tag in request else answer.whole)


async def serve(*, conditional: bool) -> None:
    """Give the feeds on a port that is printed, until the process is ended."""
    answers = prepared(conditional=conditional)
    listening = await asyncio.get_running_loop().create_server(lambda: Connection(answers), "127.0.0.1", 0)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


@contextmanager
def server(*, conditional: bool) -> Iterator[int]:
    """The port of a server in a process of its own."""
    command = [sys.executable, __file__, "serve", "conditional" if conditional else "plain"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


# --- what is measured, each in a process of its own


OURS = """
import gc, json, pathlib, sys, time
sys.path.append("tests/bench")
from measuring import peak_memory
port, folder, claims = int(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3] == "claims"
from regtrack.news import recording as reading
from regtrack.sources import following, syncing  # what is imported once is not part of the measure, on either side
import nh3, regtrack.http.transport, regtrack.sources.feeds.sync, regtrack.sources.feeds.wellformed
import regtrack.news.reading, regtrack.news.reports
from regtrack.news import language
from regtrack.tracker import Tracker
from regtrack.store import SqliteStore
if not claims:
    reading.ClaimReader.understand = lambda self, item, now: regtrack.news.reports.Reported()
else:
    language.language_of("en")
own = folder / "feeds"
own.mkdir()
for number in range(FEEDS):
    (own / f"source-{number}.toml").write_text(
        f'id = "source-{number}"\\ntitle = "Source {number}"\\nurl = "http://127.0.0.1:{port}/{number}"\\n'
        f'format = "rss"\\npublisher = "Source {number}"\\nzone = "UTC"\\n'
    )
gc.collect()
gc.freeze()
tracker = Tracker(SqliteStore(folder / "ledger.sqlite"))
names = [f"source-{number}" for number in range(FEEDS)]
times = []
for _ in range(2):
    started = time.perf_counter()
    report = tracker.sync(*names, feeds=own, cache=folder / "cache", allow_private=True)
    times.append(time.perf_counter() - started)
    assert report.whole, [feed.problems for feed in report.feeds]
assert tracker.status().totals.documents == FEEDS * ITEMS
print(json.dumps([*times, peak_memory()]))
"""
READERS = """
import gc, json, pathlib, sys, time
sys.path.append("tests/bench")
from measuring import peak_memory
from reader import make_reader
port, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
gc.collect()
gc.freeze()
reader = make_reader(str(folder / "reader.sqlite"))
for number in range(FEEDS):
    reader.add_feed(f"http://127.0.0.1:{port}/{number}")
times = []
for _ in range(2):
    started = time.perf_counter()
    reader.update_feeds(scheduled=False)
    times.append(time.perf_counter() - started)
assert reader.get_entry_counts().total == FEEDS * ITEMS
print(json.dumps([*times, peak_memory()]))
"""


ALONE = """
import gc, json, pathlib, sys, time
sys.path.append("tests/bench")
from measuring import peak_memory
import urllib3
pool, addresses = urllib3.PoolManager(), [f"http://127.0.0.1:{sys.argv[1]}/{number}" for number in range(FEEDS)]
gc.collect()
gc.freeze()
times, tags = [], {}
for _ in range(2):
    started = time.perf_counter()
    for each in addresses:
        answer = pool.request("GET", each, headers={"If-None-Match": tags[each]} if each in tags else {})
        tags[each] = answer.headers["ETag"]
    times.append(time.perf_counter() - started)
assert answer.status == 304
print(json.dumps([*times, peak_memory()]))
"""
"""What no program that asks by urllib3 can be quicker than: it asks, and does nothing else."""


class Measured(NamedTuple):
    """Seconds for a fresh ledger and for the same again, and the most memory in bytes."""

    fresh: float
    unchanged: float
    memory: float


def measure(python: str, code: str, port: int, *arguments: str) -> Measured:
    """One run in a process of its own."""
    code = code.replace("FEEDS", str(FEEDS)).replace("ITEMS", str(ITEMS))
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [python, "-c", code, str(port), folder, *arguments], capture_output=True, text=True, cwd=ROOT, check=False
        )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return Measured(*json.loads(done.stdout))


def readers_python() -> str | None:
    """An interpreter that has reader; None if it cannot be had here."""
    home = ROOT / "build" / "bench-reader"
    for python in (sys.executable, str(home / "bin" / "python")):
        if Path(python).exists() and _has_reader(python):
            return python
    python = str(home / "bin" / "python")
    commands = (
        [sys.executable, "-m", "venv", str(home)],
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "reader", "sgmllib3k"],
    )
    for command in commands:
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return None
    return python if _has_reader(python) else None


def _has_reader(python: str) -> bool:
    code = "import reader, sgmllib"
    return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0


def medians(runs: list[Measured]) -> Measured:
    return Measured(*(statistics.median(values) for values in zip(*runs, strict=True)))


def rows() -> list[Row]:
    """The lines of the table; none where reader cannot be had."""
    python = readers_python()
    if python is None:
        return []
    found: list[Row] = []
    for conditional in (True, False):
        with server(conditional=conditional) as port:
            ours, bare, theirs, alone = [], [], [], []
            for _ in range(ROUNDS):
                ours.append(measure(sys.executable, OURS, port, "claims"))
                theirs.append(measure(python, READERS, port))
                bare.append(measure(sys.executable, OURS, port, "none"))
                if conditional:
                    alone.append(measure(sys.executable, ALONE, port))
        mine, plain, other = medians(ours), medians(bare), medians(theirs)
        if conditional:
            found += [
                _row(f"{FEEDS} feeds x {ITEMS} items, fresh, read", mine.fresh, other.fresh, bars.FEEDS_TIMES_READ),
                _row("  the same, claims not read", plain.fresh, other.fresh),
                _row("  unchanged, and the server says so (304)", mine.unchanged, other.unchanged),
                Row(
                    "  the same, against the client alone", f"{mine.unchanged:.3f} s",
                    f"urllib3 {(floor := medians(alone).unchanged):.3f} s", mine.unchanged / floor, "printed", True,
                ),
                Row(
                    "  memory", f"{mine.memory / 2**20:.0f} MB", f"reader {other.memory / 2**20:.0f} MB",
                    mine.memory / other.memory, "printed", True,
                ),
            ]  # fmt: skip
        else:
            found.append(_row("  unchanged, and sent again whole (200)", mine.unchanged, other.unchanged))
    return found


def _row(name: str, mine: float, other: float, target: float = bars.FEEDS_TIMES) -> Row:
    ratio = other / mine
    return Row(name, f"{mine:.3f} s", f"reader {other:.3f} s", ratio, f">= {target:g}x", ratio >= target)


def main() -> int:
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(conditional=sys.argv[2] == "conditional"))
        return 0
    found = rows()
    if not found:
        print("skipped: reader cannot be installed here")
        return 0
    for row in found:
        mark = "ok" if row.holds else "MISSED"
        print(f"{row.name:48}{row.measured:>10}  {row.against:>16}  {row.ratio:5.1f}x  {row.target:>8}  {mark}")
    return 0 if all(row.holds for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
