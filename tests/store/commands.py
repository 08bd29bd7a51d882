"""Commands on the ledger of an address that tests strike while they run: add, sync, move."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from regtrack import dates
from regtrack._bundled import timelines
from regtrack.http.fetch import DiskCache, Fetcher
from regtrack.store import SqliteStore, moving, open_store
from regtrack.tracker import open_ledger
from tests.digest.office import Office, person
from tests.helpers import e, rule
from tests.sources.feedserver import FeedServer, entry, feed_file, rss

NOW = dates.parse_instant("2025-05-14T12:00:00Z")
Work = Callable[[str], bool]
"""What a command does to the ledger of an address, or of a path; whether it says that it did all."""


class Task(NamedTuple):
    """A command, and whether what it leaves when it is struck is a ledger that ``check`` finds whole."""

    name: str
    work: Work
    checked: bool = True


def clock() -> Any:
    return dates.local(NOW, "UTC")


def adding(*files: Path) -> Task:
    def work(address: str) -> bool:
        with closing(open_ledger(address, bundled=False, clock=clock)) as tracker:
            for file in files or timelines():
                tracker.add(file)
        return True

    return Task("add", work)


@contextmanager
def syncing(folder: Path, feeds: int = 4, entries: int = 12) -> Iterator[Task]:
    """Feeds from a server in a process of its own: forks of one with threads are not to be trusted."""
    texts = [rss([entry(f"Widget {n} ruled {m}", 100 * n + m) for m in range(entries)]) for n in range(feeds)]
    ready = os.pipe()
    pid = os.fork()
    if pid == 0:
        with FeedServer({f"/{n}.xml": text for n, text in enumerate(texts)}) as server:
            os.write(ready[1], f"{server.url('/').split(':')[2][:-1]}\n".encode())
            signal.pause()
    port, names = int(os.read(ready[0], 20)), [f"f{n}" for n in range(feeds)]
    (folder / "feeds").mkdir()
    for n, name in enumerate(names):
        text = feed_file(name, f"http://127.0.0.1:{port}/{n}.xml")
        (folder / "feeds" / f"{name}.toml").write_text(text, "utf-8")

    def work(address: str) -> bool:
        with (
            closing(open_ledger(address, bundled=False, clock=clock)) as tracker,
            Fetcher(cache=DiskCache(folder / f"cache-{os.getpid()}"), allow_private=True) as fetcher,
        ):
            report = tracker.sync(*names, feeds=folder / "feeds", fetcher=fetcher)
        return not any(feed.problems for feed in report.feeds)

    try:
        yield Task("sync", work)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        for end in ready:
            os.close(end)


def move_from(path: Path, days: int = 5, rows: int = 25) -> Task:
    """A ledger in a file with digests, so many rows in each transaction of the move."""
    with closing(SqliteStore(path)) as store:
        office = Office(*(person(id_, reminders=(), horizon=0) for id_ in ("ann", "bob")), store=store)
        office.follow(rule())
        for day in range(1, days + 1):
            office.run(f"2026-01-{day:02d}")
            name = f"matter {day}"
            office.record(e("set_deadline", f"d{day}", name=name, through="2027-06-01", published="2026-01-01"))

    def work(address: str) -> bool:
        before, moving._CHUNK = moving._CHUNK, rows
        try:
            with closing(SqliteStore(path)) as source, closing(open_store(address)) as target:
                moving.move(source, target)
        finally:
            moving._CHUNK = before
        return True

    return Task("move", work, checked=False)
