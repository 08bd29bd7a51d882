"""``regtrack watch`` for minutes, while feeds and mail server fail: ``python -m tests.soak.watching --minutes 10``.

Its clock runs an hour in half a second, so that a round comes twice a second and a digest every twelve. What it holds,
file descriptors and memory, must be at the end what it was after the first minute.
"""

# ruff: noqa: E501 (what is printed reads best on one line)

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

from tests.digest.smtpd import Answer, MailServer, drop
from tests.sources.feedserver import FeedServer, entry, feed_file, rss
from tests.sources.replies import Asked, Behaviour, Reply, body, dropped, html_page, status, truncated

FEEDS = ("calm", "busy", "broken", "gone")
HOUR = 0.5
"""Seconds in which an hour passes for the one who watches."""
SETTINGS = """
[mail]
sender = "Digests <digests@example.org>"
[mail.smtp]
host = "localhost"
port = {port}
security = "none"
timeout = 5
[[subscriber]]
id = "lin"
to = "lin@example.org"
schedule = "daily 07:00 UTC"
[[subscriber.subscription]]
"""


# --- the one who watches ----------------------------------------------------------------------------------------------


def _watch(folder: Path) -> int:
    from regtrack import cli, tracker
    from regtrack.cli import watch

    began, real = time.monotonic(), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

    def now() -> dt.datetime:
        return real + dt.timedelta(hours=(time.monotonic() - began) / HOUR)

    tracker.open_ledger.__kwdefaults__["clock"] = now  # type: ignore[index]

    class Event(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            return super().wait(timeout and timeout / 3600 * HOUR)

    watch.time = SimpleNamespace(monotonic=lambda: time.monotonic() / HOUR * 3600)  # type: ignore[assignment]
    watch.threading = SimpleNamespace(Event=Event, Thread=threading.Thread)  # type: ignore[assignment]
    watch._CHECK = 3600
    return cli.run(
        [
            "watch",
            *FEEDS,
            "--every",
            "59",
            "--config",
            str(folder / "regtrack.toml"),
            "--store",
            str(folder / "l.sqlite"),
        ]
    )


# --- who feeds it and takes its mail ----------------------------------------------------------------------------------


class Failing(FeedServer):
    """Gives ever new items, or something else instead."""

    def __init__(self) -> None:
        super().__init__()
        self.chance, self.rounds = random.Random(7), 0
        self.ways: tuple[Behaviour, ...] = (
            status(503), status(429, "1"), dropped(), truncated(), html_page(), body("<rss><channel><item>", "text/xml"),
        )  # fmt: skip

    def answer(self, asked: Asked) -> Reply:
        name = asked.path.strip("/")
        self.rounds += 1
        first = self.rounds // 8 if name == "busy" else 1
        day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        items = [
            entry(f"Rule {n} takes effect", n, published=day, link=f"https://bureau.example/{name}/{n}")
            for n in range(first, first + 5)
        ]
        reply = Reply(200, {"Content-Type": "application/rss+xml"}, rss(items).encode())
        if name == "gone" or (name == "broken" and self.chance.random() < 0.7):
            return self.chance.choice(self.ways)(reply)
        return reply


def _decide(chance: random.Random) -> Any:
    return lambda step, _: (
        chance.choice((drop, Answer("451 4.7.1 later"), Answer("421 4.3.2 closing"))) if chance.random() < 0.1 else None
    )


def held(process: int) -> tuple[int, int]:
    """Return how many file descriptors a process has open, and how many KiB of memory it holds."""
    status_ = Path(f"/proc/{process}/status").read_text()
    memory = next(int(line.split()[1]) for line in status_.splitlines() if line.startswith("VmRSS:"))
    return len(os.listdir(f"/proc/{process}/fd")), memory  # noqa: PTH208  names are enough


def soak(minutes: float) -> int:
    """Run, measure, and say what it held."""
    folder = Path(tempfile.mkdtemp(prefix="regtrack-soak-"))
    (folder / "feeds").mkdir()
    with Failing() as server, MailServer(security="none", auth=False) as mail, (folder / "said").open("w") as said:
        mail.decide = _decide(random.Random(8))
        (folder / "regtrack.toml").write_text(SETTINGS.format(port=mail.port))
        for name in FEEDS:
            (folder / "feeds" / f"{name}.toml").write_text(feed_file(name, server.url(f"/{name}")))
        environment = {
            **os.environ,
            "REGTRACK_FEEDS": str(folder / "feeds"),
            "REGTRACK_ALLOW_PRIVATE": "1",
            "HOME": str(folder),
        }
        command = [sys.executable, "-m", "tests.soak.watching", "--watch", str(folder)]
        root = Path(__file__).parents[2]
        with subprocess.Popen(command, cwd=root, env=environment, stdout=said, stderr=said) as process:
            began, seen = time.monotonic(), list[tuple[float, int, int]]()
            while process.poll() is None and time.monotonic() < began + minutes * 60:
                time.sleep(2)
                seen.append((time.monotonic() - began, *held(process.pid)))
            alive = process.poll() is None
            process.send_signal(signal.SIGTERM)
            asked = time.monotonic()
            code = process.wait(60)
            took = time.monotonic() - asked
        early = [each for each in seen if 60 <= each[0] < 90] or seen[:1]
        late = [each for each in seen if each[0] >= seen[-1][0] - 30]
        told = (folder / "said").read_text("utf-8", "replace")
    files, memory = ([median(each[n] for each in part) for part in (early, late)] for n in (1, 2))
    print(
        f"{seen[-1][0]:.0f} s, {server.rounds} requests, {len(mail.accepted)} messages taken of {mail.connections} connections"
    )
    print(
        f"file descriptors: {files[0]:.0f} after a minute, {files[1]:.0f} at the end, {max(each[1] for each in seen)} at most"
    )
    print(
        f"memory: {memory[0] / 1024:.1f} MiB after a minute, {memory[1] / 1024:.1f} MiB at the end ({memory[1] / memory[0] - 1:+.1%})"
    )
    print(f"it ended {took:.1f} s after SIGTERM, with status {code}")
    wrong = [word for word in ("Traceback", "a fault of regtrack itself") if word in told]
    good = (
        alive
        and code == 0
        and not wrong
        and files[1] <= files[0] * 1.05 + 1
        and memory[1] <= memory[0] * 1.05
        and took < 5
    )
    print("flat" if good else f"NOT FLAT, or ended, or said what it should not: {wrong}; see {folder / 'said'}")
    return 0 if good else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--watch", type=Path)
    arguments = parser.parse_args()
    return _watch(arguments.watch) if arguments.watch else soak(arguments.minutes)


if __name__ == "__main__":
    sys.exit(main())
