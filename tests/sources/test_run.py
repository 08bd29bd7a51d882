"""What the Run does for every source, shown with sources that are defined here."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from regtrack import sources
from regtrack.dates import parse_date
from regtrack.errors import FeedFileError, InputError, StoreError
from regtrack.http.fetch import Fetcher
from regtrack.model.document import Document, Evidence
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.plugins import Door
from regtrack.sources import registry
from regtrack.sources.reports import FeedReport, SyncProgress
from regtrack.sources.run import Run, next_poll_at
from regtrack.sources.source import Parsed, Portion, Recordable, Source
from regtrack.sources.windows import Past
from regtrack.store import SqliteStore
from regtrack.tracker import Tracker
from tests.rows import each_row
from tests.sources.feedserver import FeedServer

HOUR = 3_600_000_000
NOW = 1_700_000_000_000_000


class Gazette(Source[list[str], str]):
    """Three days of a gazette; each has rules, and a rule is its title."""

    id, title, every = "gazette", "The Gazette", 3600

    def __init__(self, days: dict[str, Any], fetched: Callable[[str], object] = lambda _: None) -> None:
        self.days, self._fetched = days, fetched

    def portions(self, past: Past) -> Iterator[Portion]:
        for day in self.days:
            on = parse_date(day)
            yield Portion(day, day, on, on, daily=True, done=past.is_final(day, on) or past.resumes(day))

    def fetch(self, portion: Portion) -> list[str]:
        self._fetched(portion.name)
        found = self.days[portion.name]
        if isinstance(found, BaseException):
            raise found
        return found

    def parse(self, portion: Portion, raw: list[str]) -> Parsed[str]:
        return Parsed([(f"{portion.name} rule {title!r}", title) for title in raw])

    def compile(self, record: str) -> Recordable:
        if record == "refused":
            raise ArithmeticError("beyond the pale")
        return Recordable(rule(record), [f"gazette:{record}:"])


def rule(title: str, *, target: str | None = None) -> Sequence[Instrument | Document | Event]:
    id_, paper = f"us/gazette/{title.lower()}", f"gazette:{title}"
    published = When.parse("2024-01-02")
    return [
        Event(
            f"gazette:{title}:publish", "publish", target or id_, Certainty.PUBLISHED, published=published,
            evidence=(Evidence(paper),),
        ),
        Document(paper, title, "Gazette"),
        *([Instrument(id_, "final_rule", title)] if target is None else ()),
    ]  # fmt: skip


class Bench:
    """A ledger and a clock."""

    def __init__(self) -> None:
        self.store, self.now = SqliteStore(":memory:"), NOW

    def run(self, source: Source[Any, Any], **more: Any) -> FeedReport:
        with Fetcher(allow_private=True) as fetcher:
            return Run(self.store, source, lambda: self.now, **more).go(fetcher)

    def rules(self) -> set[str]:
        return {each.title for each in self.store.instruments().values()}

    def status(self) -> Any:
        return next(each for each in self.store.sources() if each.id == "gazette")


@pytest.fixture
def bench() -> Bench:
    return Bench()


DAYS: dict[str, Any] = {"2023-11-10": ["Cogs"], "2023-11-11": ["Wheels"], "2023-11-12": ["Gears"]}


def test_everything_that_a_run_says(bench: Bench) -> None:
    told: list[SyncProgress] = []
    report = bench.run(Gazette(DAYS), progress=told.append)
    assert (str(report.since), str(report.until)) == ("2023-11-10", "2023-11-12")
    assert (report.days_read, report.documents, report.new, report.problems) == (3, 3, 9, ())
    assert [(each.done, each.part, each.documents) for each in told] == [
        (1, "2023-11-10", 1), (2, "2023-11-11", 2), (3, "2023-11-12", 3),
    ]  # fmt: skip
    assert (bench.status().problem, bench.status().next_poll_at) == (None, NOW + HOUR)
    assert bench.run(Gazette(DAYS)).unchanged == 9


@pytest.mark.parametrize("width", [1, 3], ids=["one at a time", "fetched ahead"])
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (KeyError("no such page"), "no such page"),
        (RecursionError(), "nested too deeply"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), "cannot be decoded"),
        (MemoryError(), "more memory than there is"),
        (OSError(5, "Input/output error"), "input/output error"),
        (InputError("found a page of 1789; expected a later one"), "found a page of 1789"),
        (AssertionError("a bug of the source"), "a bug of the source"),
        (["refused", "Spindles"], "beyond the pale"),
        (["lone \ud800", "Spindles"], "characters that cannot be"),
        (7, "cannot be understood"),
    ],
    ids=repr,
)  # fmt: skip
def test_a_fault_stays_where_it_is(bench: Bench, fault: Any, words: str, width: int) -> None:
    """Whatever is raised for one portion or record, its words are kept and the rest is recorded."""
    source = Gazette({**DAYS, "2023-11-11": fault})
    source.concurrency = width
    report = bench.run(source)
    (problem,) = report.problems
    assert problem.startswith("gazette 2023-11-11")
    assert words in problem
    assert {"Cogs", "Gears"} <= bench.rules()
    assert ("Spindles" in bench.rules()) is isinstance(fault, list)
    assert bench.status().problem is not None
    assert set(bench.store.portions("gazette")) == {"2023-11-10", "2023-11-12"}


GIVEN: dict[str, tuple[str, Any, str]] = {
    "nothing of a portion": ("parse", None, "2023-11-11: found nothing from parse(); expected Parsed"),
    "a bare list of a portion": ("parse", ["Wheels"], "2023-11-11: found a list from parse(); expected Parsed"),
    "nothing of a record": ("compile", None, "rule 'Wheels': found nothing from compile(); expected Recordable"),
    "items that are none": (
        "compile",
        Recordable(["Wheels"]),
        "'Wheels': found a text among the items; expected model",
    ),  # type: ignore[list-item]
}


@pytest.mark.parametrize("name", GIVEN)
def test_what_a_source_gives_and_is_none_of_it_is_a_problem(bench: Bench, name: str) -> None:
    """Never nothing new, and never called a fault of regtrack itself."""
    method, given, words = GIVEN[name]

    class Wrong(Gazette):
        def parse(self, portion: Portion, raw: list[str]) -> Any:
            return given if method == "parse" and "Wheels" in raw else super().parse(portion, raw)

        def compile(self, record: str) -> Any:
            return given if method == "compile" and record == "Wheels" else super().compile(record)

    report = bench.run(Wrong(DAYS))
    (problem,) = report.problems
    assert words in problem
    assert bench.rules() == {"Cogs", "Gears"}
    assert "2023-11-11" not in bench.store.portions("gazette")


def test_a_list_of_portions_that_fails_is_a_problem(bench: Bench) -> None:
    class Torn(Gazette):
        def portions(self, past: Past) -> Iterator[Portion]:
            yield next(super().portions(past))
            raise ValueError("the index ends here")

    report = bench.run(Torn(DAYS))
    assert report.problems == ("gazette cannot be understood: a fault of regtrack itself: the index ends here",)
    assert bench.rules() == {"Cogs"}


def test_an_event_on_nothing_is_the_fault_of_its_portion(bench: Bench) -> None:
    class Stray(Gazette):
        def compile(self, record: str) -> Recordable:
            return Recordable(rule(record, target="us/no/such" if record == "Wheels" else None))

    report = bench.run(Stray(DAYS))
    (problem,) = report.problems
    assert "us/no/such" in problem
    assert bench.rules() == {"Cogs", "Gears"}


def test_a_ledger_that_cannot_be_written_ends_the_run(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(bench.store, "append", full)
    with pytest.raises(StoreError, match="disk full"):
        bench.run(Gazette(DAYS))


def test_an_interrupted_run_is_resumed(bench: Bench) -> None:
    """What it has recorded is not fetched again for some hours; a run that ended begins anew."""
    with pytest.raises(KeyboardInterrupt):
        bench.run(Gazette({**DAYS, "2023-11-12": KeyboardInterrupt()}))
    asked: list[str] = []
    bench.now += HOUR
    report = bench.run(Gazette(DAYS, asked.append))
    assert (asked, report.days_skipped, report.days_read) == (["2023-11-12"], 2, 1)
    bench.now += HOUR
    assert bench.run(Gazette(DAYS, asked.append)).days_read == 3


def test_a_dry_run_records_nothing(bench: Bench) -> None:
    report = bench.run(Gazette(DAYS), dry_run=True)
    assert (report.new, report.dry_run) == (9, True)
    assert bench.rules() == set()
    assert bench.store.sources() == []


def test_a_fact_that_is_not_stated_any_more_is_taken_back(bench: Bench) -> None:
    class Silent(Gazette):
        def compile(self, record: str) -> Recordable:
            return Recordable(rule(record)[1:], [f"gazette:{record}:"])

    bench.run(Gazette(DAYS))
    assert bench.run(Silent(DAYS)).withdrawn == 3


def test_a_source_that_fails_is_polled_less_and_less_often(bench: Bench) -> None:
    """A record that cannot be read is no such failure: the server answered."""
    failing = {**DAYS, "2023-11-11": OSError(5, "gone")}
    waits = []
    for _ in range(6):
        bench.run(Gazette(failing))
        waits.append((bench.status().next_poll_at - bench.now) // HOUR)
        bench.now += 48 * HOUR
    assert waits == [2, 4, 8, 16, 24, 24]
    bench.run(Gazette({**DAYS, "2023-11-11": ["refused"]}))
    assert bench.status().next_poll_at == bench.now + HOUR
    assert bench.status().checked_through is None


@each_row(
    ("every", "failures", "wait", "seconds"),
    [(3600, 0, 0, 3600), (3600, 1, 0, 7200), (3600, 99, 0, 86_400), (3600, 0, 5000.2, 5001), (3600, 0, 1e9, 604_800),
     (172_800, 9, 0, 172_800), (0, 0, 0, None), (0, 3, 60, 60)],
)  # fmt: skip
def test_when_a_source_is_polled_next(every: int, failures: int, wait: float, seconds: int | None) -> None:
    expected = NOW + seconds * 1_000_000 if seconds is not None else None
    assert next_poll_at(every, NOW, failures, wait) == expected


# --- a source of one's own --------------------------------------------------------------------------------------------

FOLDER = {
    "__init__.py": """
        from regtrack.sources.registry import FileKind, Format
        FORMATS = (Format("bulletin", "regtrack.sources.bulletin.sync:Bulletin", probe="/newest"),)
        FILES = (
            FileKind("bulletin", lambda data: data.startswith(b"BULLETIN"), "regtrack.sources.bulletin.sync:OnDisk"),
        )
    """,
    "sync.py": """
        from regtrack.model.instrument import Instrument
        from regtrack.sources.source import Parsed, Source

        class Bulletin(Source):
            def __init__(self, means):
                self.id, self.title, self.every = means.feed.id, means.feed.title, means.feed.every
                self.fetcher, self.url = means.fetcher, means.feed.url

            def fetch(self, portion):
                return self.fetcher.get(self.url).body

            def parse(self, portion, raw):
                titles = raw.decode().splitlines()[1:]
                return Parsed(items=[Instrument(f"us/bulletin/{each.lower()}", "notice", each) for each in titles])

        class OnDisk(Bulletin):
            id, title, is_file = "bulletin", "Bulletin", True

            def __init__(self, means):
                self.data = means.data

            def fetch(self, portion):
                return self.data
    """,
}  # fmt: skip
FEED = """
id = "city-bulletin"
title = "City Bulletin"
url = "{url}"
format = "bulletin"
publisher = "City"
zone = "UTC"
follow = true
"""


def test_a_new_source_is_one_folder_and_one_feed_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is polled, shown, probed at the address that it says, and read from disk; no other file knows of it."""
    (tmp_path / "feeds").mkdir()
    with FeedServer() as server:
        server.put("/bulletin", "BULLETIN\nCogs\nWheels\n")
        (tmp_path / "feeds" / "city-bulletin.toml").write_text(FEED.format(url=server.url("/bulletin")), "utf-8")
        tracker = Tracker(SqliteStore(":memory:"), lambda: dt.datetime(2024, 1, 2, tzinfo=dt.UTC))
        where: dict[str, Any] = {"feeds": tmp_path / "feeds", "allow_private": True, "cache": tmp_path / "cache"}
        with pytest.raises(FeedFileError, match="found 'bulletin'; expected a format"):
            tracker.sync("city-bulletin", **where)
        folder = tmp_path / "sources" / "bulletin"
        folder.mkdir(parents=True)
        for name, text in FOLDER.items():
            (folder / name).write_text(textwrap.dedent(text), "utf-8")
        monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(folder.parent)])
        monkeypatch.setattr(registry, "DOOR", Door("regtrack.sources", registry.folders()))
        forget = (registry.formats.cache_clear, registry.file_kinds.cache_clear)
        for each in forget:
            each()
        try:
            (report,) = tracker.sync("city-bulletin", **where).feeds
            assert (report.new, report.problems) == (2, ())
            shown = tracker.feeds.via(**where).show("city-bulletin")
            assert (shown.format, shown.failures, shown.due is not None) == ("bulletin", 0, True)
            (missing,) = tracker.feeds.via(**where).probe(["city-bulletin"])
            assert (missing.problem, missing.reached) == ("status 404", True)
            server.put("/bulletin/newest", "Wheels\n")
            (probe,) = tracker.feeds.via(**where).probe(["city-bulletin"])
            assert probe.problem is None
            (tmp_path / "old.txt").write_text("BULLETIN\nGears\n", "utf-8")
            assert tracker.add(tmp_path / "old.txt").new == 1
            assert tracker.state("us/bulletin/gears").instrument == "us/bulletin/gears"
        finally:
            for each in forget:
                each()
