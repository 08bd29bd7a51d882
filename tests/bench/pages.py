"""Reports of many changes: as a page and as text, against their answer; and the page's own answers in a browser."""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

import regtrack
from regtrack import dates
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.report import answer as answers
from regtrack.store import Batch, SqliteStore
from tests.bench import bars

SINCE, UNTIL = "2025-01-01", "2025-12-01"
INSTRUMENTS = 1_667
"""Three changes each: in force, a value, a stay; four events."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAINTS = {300: 75, 5_000: 1_250}
"""So many events, of so many instruments; the seconds until the first words of their page are seen, and its kB."""
PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
  const [entry] = list.getEntriesByName("first-contentful-paint");
  if (entry) done(entry.startTime);
}).observe({ type: "paint", buffered: true }))"""
MOVE = """days => days.map((day) => {
  const box = document.querySelector("input[name=known]");
  const start = performance.now();
  box.value = day;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.offsetHeight;
  return performance.now() - start;
})"""


def report(instruments: int = INSTRUMENTS) -> Any:
    """What changed in a year in which everything did."""
    store = SqliteStore(":memory:")
    items: list[Any] = [Document("d", "Federal Register", "https://www.federalregister.gov/d/1", rank=Rank.OFFICIAL)]
    for number in range(instruments):
        id_ = f"us/bis/rule-{number}"
        items.append(Instrument(id=id_, kind="final_rule", title=f"Amendments to the controls of category {number}"))
        items += _events(id_, number)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    store.append(Batch("bench", "Benchmark", items), dates.tick_of(now))
    return regtrack.Tracker(store, clock=lambda: now).since(SINCE, UNTIL)


def measure() -> list[tuple[str, float, str, float, float]]:
    """Name, seconds of CPU, against what, its seconds, and the most it may take."""
    answer = report()
    assert len(answer.changes) >= 5_000
    seconds: dict[str, list[float]] = {"html": [], "text": [], "answer": []}
    with as_a_command():
        for _ in range(6):
            for name, taken in seconds.items():
                asked = anew(answer)
                started = time.process_time()
                answers.whole(asked) if name == "answer" else regtrack.render(asked, name)
                taken.append(time.process_time() - started)
    took = {name: statistics.median(taken[1:]) for name, taken in seconds.items()}
    rows = [
        (f"report of {len(answer.changes):,} changes, {name}", took[name], "its answer", took["answer"], most)
        for name, most in (("html", bars.REPORT["html"]), ("text", bars.REPORT["text"]))
    ]
    moved = in_browser(regtrack.render(answer, "html"))
    if moved is not None:
        opened, answered = moved
        rows.append(("  its page answers for another day", answered, "opening it", opened, bars.ANOTHER_DAY))
    return rows


def anew(answer: Any) -> Any:
    """Return the same answer, with nothing left over from the last time it was rendered."""
    return attrs.evolve(answer, sources=attrs.evolve(answer.sources))


@contextmanager
def as_a_command() -> Iterator[None]:
    """As `regtrack` runs (cli/__init__.py): what is there stays, and cycles are searched for rarely."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def first_paint() -> list[tuple[str, str, str, float, str, bool]]:
    """How long after it is opened from a file a page shows its first words; skipped where there is no browser."""
    rows = []
    with chromium() as browser:
        for events, instruments in PAINTS.items():
            most, heaviest = bars.PAINT[events]
            name, target = f"first paint of a page of {events:,} events, from file", f"<= {most:g} s, {heaviest} kB"
            if browser is None:
                rows.append((name, "skipped", "no Playwright, or no Chromium on the path", 0.0, target, True))
                continue
            page = regtrack.render(report(instruments), "html")
            seconds = statistics.median(_painted(browser, page) for _ in range(5))
            size = len(page.encode()) / 1000
            holds = seconds <= most and size <= heaviest
            rows.append((name, f"{seconds * 1000:.0f} ms", f"{size:.0f} kB", seconds / most, target, holds))
    return rows


def in_browser(page: str) -> tuple[float, float] | None:
    """Seconds to open a page and to answer for another day; None where there is no browser."""
    with chromium() as browser:
        if browser is None:
            return None
        with _opened(browser, page) as (tab, opened):
            answered = tab.evaluate(MOVE, [f"2025-{month:02d}-15" for month in range(1, 13)])
    return opened, statistics.median(answered) / 1000


@contextmanager
def chromium() -> Iterator[Any]:
    """The system's browser, headless; None where there is none, or no Playwright to drive it."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        yield None
        return
    path = os.environ.get("REGTRACK_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        yield None
        return
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def _opened(browser: Any, page: str) -> Iterator[tuple[Any, float]]:
    """A tab of its own with a page from a file, and the seconds that it took to open it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(page, "utf-8")
        context = browser.new_context()
        tab = context.new_page()
        started = time.perf_counter()
        tab.goto(file.as_uri())
        yield tab, time.perf_counter() - started
        context.close()


def _painted(browser: Any, page: str) -> float:
    with _opened(browser, page) as (tab, _):
        return float(tab.evaluate(PAINTED)) / 1000


def _events(id_: str, number: int) -> list[Event]:
    first = dt.date(2025, 1, 3) + dt.timedelta(days=number % 29)

    def on(days: int) -> When:
        return When.parse((first + dt.timedelta(days=days)).isoformat())

    def event(kind: str, published: int, **fields: Any) -> Event:
        return Event(
            key=f"{id_}#{kind}", kind=kind, target=id_, published=on(published), certainty=Certainty.PUBLISHED,
            summary=f"The agency says in a sentence of usual length what it does about matter {number}.",
            evidence=(Evidence("d", "words of the document"),), **fields,
        )  # fmt: skip

    return [
        event("publish", 0),
        event("set_effective", 30, effect=on(60)),
        event("set_value", 120, name="threshold", value=number, effect=on(180)),
        event("stay", 200, effect=on(230), until=on(400)),
    ]
