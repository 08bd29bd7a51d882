"""The speed of digests: ``rows(folder)`` for the table, ``python tests/bench/digests.py`` alone.

A thousand subscribers with fifty distinct sets of filters, over a day on which two hundred things changed in a ledger
of five thousand instruments: what is told is chosen, rendered and committed; then sent to a server on loopback that
takes everything. The ledger is made anew and is not part of the measure.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from measuring import Row  # noqa: E402

from regtrack import dates  # noqa: E402
from regtrack.digest.digests import Digests  # noqa: E402
from regtrack.digest.schedule import Schedule  # noqa: E402
from regtrack.digest.settings import DigestSettings, Mail, Smtp  # noqa: E402
from regtrack.digest.subscriptions import Address, Subscriber, Subscription  # noqa: E402
from regtrack.model.event import Event  # noqa: E402
from regtrack.model.instrument import Instrument  # noqa: E402
from regtrack.model.kinds import Certainty  # noqa: E402
from regtrack.model.when import When  # noqa: E402
from regtrack.store import Batch, SqliteStore  # noqa: E402
from tests.bench import bars  # noqa: E402

SUBSCRIBERS, FILTERS, CHANGES, INSTRUMENTS = 1_000, 50, 200, 5_000
DAY = 86_400_000_000
FIRST = dt.date(2026, 1, 5)


def instruments() -> list[Instrument]:
    return [
        Instrument(
            id=f"us/body-{n % 25}/rule-{n}",
            kind=("final_rule", "proposed_rule", "notice")[n % 3],
            title=f"Rule number {n} on the matter of things of sort {n % 40}",
            topics=(f"topic-{n % 20}", f"topic-{20 + n % 7}"),
        )
        for n in range(INSTRUMENTS)
    ]


def event(n: int, key: str, kind: str, day: dt.date, **more: str) -> Event:
    fields = {name: When.parse(value) for name, value in more.items()}
    words = (
        f"This concerns things of sort {n % 40}, which must be registered, labelled and reported from the date given."
    )
    return Event(
        key=f"{n}-{key}", kind=kind, target=f"us/body-{n % 25}/rule-{n}", certainty=Certainty.PUBLISHED,
        published=When.parse(day.isoformat()), summary=words, **fields,
    )  # fmt: skip


def history(n: int) -> list[Event]:
    """Published long ago; every tenth with a date ahead."""
    day = FIRST - dt.timedelta(days=100 + n % 700)
    effect = FIRST + dt.timedelta(days=n % 300) if n % 10 == 0 else day + dt.timedelta(days=30)
    return [event(n, "p", "publish", day), event(n, "s", "set_effective", day, effect=effect.isoformat())]


def changes() -> list[Event]:
    """One day of news: delays, stays, new deadlines."""
    found = []
    for place in range(CHANGES):
        n = place * (INSTRUMENTS // CHANGES) + place * 7 % 23
        if place % 4 == 0:
            found.append(event(n, "d", "delay_effective", FIRST, effect=(FIRST + dt.timedelta(days=400)).isoformat()))
        elif place % 4 == 1:
            end = (FIRST + dt.timedelta(days=200)).isoformat()
            found.append(event(n, "y", "stay", FIRST, effect=FIRST.isoformat(), until=end))
        else:
            found.append(event(n, "c", "open_comment", FIRST, until=(FIRST + dt.timedelta(days=60)).isoformat()))
    return found


def subscribers() -> tuple[Subscriber, ...]:
    filters = [
        *(Subscription(topic=(f"topic-{n}",)) for n in range(20)),
        *(Subscription(agency=(f"body-{n}",), not_kind=("notice",)) for n in range(20)),
        *(Subscription(text=(f"sort {n}",)) for n in range(8)),
        Subscription(kind=("final_rule",)),
        Subscription(),
    ]
    assert len(set(filters)) == FILTERS
    return tuple(
        Subscriber(
            f"reader-{n}",
            (Address(f"reader-{n}@example.org"),),
            (filters[n % FILTERS],),
            name=f"Reader {n}",
            schedule=Schedule.parse("daily 07:00 Europe/Berlin"),
            first="nothing",
        )
        for n in range(SUBSCRIBERS)
    )


def make(path: Path, port: int) -> tuple[Digests, SqliteStore]:
    """The ledger on the morning after, with a digest of each subscriber from the morning before."""
    store = SqliteStore(path)
    start = dates.day_start(FIRST) + 10 * DAY // 24
    store.append(Batch("feed", "A feed", [*instruments(), *(e for n in range(INSTRUMENTS) for e in history(n))]), start)
    now = [start]
    mail = Mail("Digests <digests@example.org>", Smtp("127.0.0.1", port, "none", max_per_connection=500))
    digests = Digests(store, lambda: now[0], DigestSettings(subscribers(), mail))
    digests.run(send=False)
    store.append(Batch("feed", "A feed", changes()), dates.day_start(FIRST) + 25 * DAY // 24)
    now[0] = start + DAY
    return digests, store


@contextmanager
def sink(folder: Path) -> Iterator[int]:
    """A mail server in a process of its own that takes everything; its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.digest.smtpd", "none", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.communicate(timeout=30)


def rows(folder: Path) -> list[Row]:
    """The lines of the table."""
    with sink(folder) as port:
        digests, store = make(folder / "digests.sqlite", port)
        started = time.perf_counter()
        report = digests.run(due=True, send=False)
        made = time.perf_counter() - started
        assert report.whole
        messages = sum(each.messages for each in report.made)
        facts = sum(each.facts for each in report.made)
        started = time.perf_counter()
        sent = digests.send()
        sending = time.perf_counter() - started
        assert sent.whole
        assert len(sent.sent) == messages
        store.close()
    rate = messages / sending
    return [
        Row(
            f"digests: {SUBSCRIBERS:,} subscribers, {FILTERS} filters, {CHANGES} changes",
            f"{made:.2f} s ({facts:,} facts in {messages:,} messages)",
            "chosen, rendered, committed",
            made / bars.DIGESTS_MADE,
            f"under {bars.DIGESTS_MADE:.0f} s",
            made < bars.DIGESTS_MADE,
        ),
        Row(
            "digests: sent over loopback, each recorded before and after",
            f"{rate:,.0f} messages a second",
            f"{messages:,} messages, {sending:.1f} s",
            rate / bars.MESSAGES_A_SECOND,
            f"at least {bars.MESSAGES_A_SECOND} a second",
            rate >= bars.MESSAGES_A_SECOND,
        ),
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for row in rows(Path(place)):
            print(f"{row.name}: {row.measured}; {row.target}: {'holds' if row.holds else 'MISSED'}")
