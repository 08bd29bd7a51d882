"""Feeds into the ledger, through a server on loopback: what is new, what is known, what is wrong, and when."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import attrs
import pytest

from regtrack.errors import InputError
from regtrack.http.fetch import DiskCache, Fetcher, Limits, Means
from regtrack.model.document import Document
from regtrack.sources import syncing
from regtrack.sources.reports import FeedReport, SyncReport
from regtrack.store import SqliteStore
from regtrack.tracker import Tracker
from tests.sources.feedserver import DAY, FeedServer, entry, feed_file, rss
from tests.sources.replies import body, dropped, html_page, huge, redirect, status, truncated, truncated_quietly

NEWS, PRESS = "/news.xml", "/press.xml"
THREE = [entry("Widgets ruled", 1), entry("Gadgets ruled", 2), entry("Sprockets ruled", 3)]


class Bench:
    """A server, a folder of feed files, a ledger and a clock that the test sets."""

    def __init__(self, server: FeedServer, folder: Path) -> None:
        self.server, self.folder = server, folder / "feeds"
        self.folder.mkdir()
        self.now = dt.datetime(2025, 5, 14, 12, tzinfo=dt.UTC)
        self.store = SqliteStore(":memory:")
        self.tracker = Tracker(self.store, self.clock)
        self.cache = DiskCache(folder / "cache")
        self.limits = Limits(attempts=2, silence=20, connect=20, whole=60)
        self.private = True

    def clock(self) -> dt.datetime:
        """The present, which passes as it is looked at."""
        self.now += dt.timedelta(microseconds=1)
        return self.now

    def follow(self, id_: str, path: str, **fields: Any) -> None:
        (self.folder / f"{id_}.toml").write_text(feed_file(id_, self.server.url(path), **fields), "utf-8")

    def sync(self, *feeds: str, **asked: Any) -> SyncReport:
        clock = [1_700_000_000.0]

        def sleep(seconds: float) -> None:
            clock[0] += seconds

        means = Means(now=lambda: clock[0], monotonic=lambda: clock[0], random=lambda: 0.5, sleep=sleep)
        with Fetcher(cache=self.cache, limits=self.limits, means=means, allow_private=self.private) as fetcher:
            return self.tracker.sync(*feeds, feeds=self.folder, fetcher=fetcher, **asked)

    def one(self, feed: str = "news", **asked: Any) -> FeedReport:
        (report,) = self.sync(feed, **asked).feeds
        return report

    def documents(self) -> list[Document]:
        """The newest record of each."""
        ids = dict.fromkeys(line["key"] for line in self.lines("document"))
        return list(self.store.documents(ids).values())

    def lines(self, type_: str) -> list[dict[str, Any]]:
        return [line for line in map(json.loads, self.tracker.export()) if line["type"] == type_]

    def shown(self) -> dict[str, list[str]]:
        """By title: the feeds that showed it."""
        documents = {each.id: each.title or "" for each in self.documents()}
        return {documents[id_]: list(by) for id_, by in self.store.sightings(documents).items()}

    def later(self, **span: float) -> None:
        self.now += dt.timedelta(**span)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FeedServer({NEWS: rss(THREE), PRESS: rss([entry("Elsewhere", 9)])}) as server:
        made = Bench(server, tmp_path)
        made.follow("news", NEWS)
        yield made


# --- what is recorded


def test_items_become_documents(bench: Bench) -> None:
    report = bench.one()
    assert (report.items, report.documents, report.new, report.problems) == (3, 3, 3, ())
    first = next(each for each in bench.documents() if each.title == "Widgets ruled")
    assert (first.publisher, first.url, first.language) == ("Bureau", "https://bureau.example/news/1", "en")
    assert (str(first.date), first.rank.value) == ("2025-05-13T15:00:00Z", "agency")
    assert first.sha256
    assert first.text_sha256


@pytest.mark.parametrize("conditional", [True, False])
def test_the_same_again_is_no_change(bench: Bench, conditional: bool) -> None:
    """Whether the server says so, or gives the same bytes once more."""
    bench.server.conditional = conditional
    bench.one()
    before = bench.lines("document")
    bench.later(hours=2)
    report = bench.one()
    assert (report.same, report.items, report.new, report.problems) == (True, None, 0, ())
    assert bench.server.statuses == [200, 304 if conditional else 200]
    assert bench.lines("document") == before


def test_unchanged_items_of_a_changed_feed_are_known(bench: Bench) -> None:
    bench.one()
    bench.server.put(NEWS, rss([entry("Cogs ruled", 4), *THREE]))
    report = bench.one()
    assert (report.items, report.documents, report.new) == (4, 1, 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"guid": "made-anew-7"},
        {"link": "http://www.bureau.example/news/1/?utm_source=rss&utm_medium=feed"},
        {"link": "https://bureau.example/news/1#xtor=RSS-9", "guid": "other"},
        {"published": DAY + dt.timedelta(days=-3)},
        {"guid": "x", "published": DAY},
        {"body": "<p>Quite other words than before, every one.</p>"},
        {"title": "Widgets, at last, ruled"},
        {"title": "New headline", "body": "<p>New words.</p>"},
        {"link": "https://bureau.example/archive/2025/widgets", "guid": "moved"},
    ],
)  # fmt: skip
def test_an_item_keeps_its_identity(bench: Bench, changed: dict[str, Any]) -> None:
    """Whatever its publisher changes about it: it is no new document, and the old record stays beside the new one."""
    bench.one()
    ids = {each.id for each in bench.documents()}
    bench.server.put(NEWS, rss([{**THREE[0], **changed}, *THREE[1:]]))
    bench.later(hours=2)
    report = bench.one()
    assert {each.id for each in bench.documents()} == ids
    assert report.new == 0
    told = {"title", "published", "body"} & set(changed) or "archive" in changed.get("link", "")
    assert len(bench.lines("document")) == 3 + (1 if told else 0)


def test_an_address_that_counts_readers_is_no_revision(bench: Bench) -> None:
    """Though it is another one at each reading: the one that was seen first stays."""
    for number in range(3):
        bench.server.put(NEWS, rss([{**THREE[0], "link": f"{THREE[0]['link']}?utm_content=token-{number}"}]))
        assert bench.one().revised == 0
        bench.later(hours=2)
    (document,) = bench.documents()
    assert document.url == f"{THREE[0]['link']}?utm_content=token-0"
    assert len(bench.lines("document")) == 1


def test_what_was_said_returns(bench: Bench) -> None:
    """Edited, and edited back: three records, of which the last stands."""
    for words in ("one", "two", "one"):
        bench.server.put(NEWS, rss([entry("A rule", 1, body=words)]))
        bench.one()
        bench.later(hours=2)
    texts = [line["record"]["text_sha256"] for line in bench.lines("document")]
    assert texts[0] == texts[2] != texts[1]
    (document,) = bench.documents()
    assert document.text_sha256 == texts[0]


def test_another_item_under_the_address_of_the_last_one(bench: Bench) -> None:
    """A court's docket: one address and title, another entry, guid and date each time."""
    docket = {"title": "1:25-cv-1 A v. B", "link": "https://court.example/docket/1"}
    for number, words in enumerate(["Motion", "Order", "Judgment"], 1):
        bench.server.put(NEWS, rss([{**entry("", number, body=words), **docket}]))
        bench.one()
    assert len(bench.documents()) == 3


def test_entries_that_share_an_address_stay_apart(bench: Bench) -> None:
    docket = {"title": "1:25-cv-1 A v. B", "link": "https://court.example/docket/1"}
    entries = [{**entry("", number, body=f"Filing {number}"), **docket} for number in (1, 2, 3)]
    bench.server.put(NEWS, rss(entries))
    bench.one()
    bench.server.put(NEWS, rss([*entries[1:], {**entry("", 4, body="Filing 4"), **docket}]))
    assert bench.one().new == 1
    assert len(bench.documents()) == 4


def test_an_item_twice_in_a_feed_is_one(bench: Bench) -> None:
    bench.server.put(NEWS, rss([THREE[0], THREE[1], THREE[0]]))
    assert bench.one().documents == 2


# --- one item in two feeds


def test_one_document_with_two_sightings(bench: Bench) -> None:
    """Under another guid, with parameters that count readers."""
    bench.server.put(PRESS, rss([{**THREE[0], "guid": "press-1", "link": f"{THREE[0]['link']}?utm_source=press"}]))
    bench.follow("press", PRESS)
    bench.one("news")
    bench.later(hours=1)
    report = bench.one("press")
    assert (report.items, report.new) == (1, 0)
    assert sorted(bench.shown()["Widgets ruled"]) == ["news", "press"]
    assert len(bench.lines("document")) == 3


def test_two_feeds_that_spell_it_otherwise_do_not_take_turns(bench: Bench) -> None:
    """The first one to show it says what it says; the ledger does not grow with each reading."""
    bench.server.put(PRESS, rss([{**THREE[0], "title": "Widgets ruled!", "body": "<p>Shorter.</p>", "guid": "g"}]))
    bench.follow("press", PRESS)
    for _ in range(3):
        bench.sync("news", "press", again=True)
        bench.later(hours=2)
    assert len(bench.lines("document")) == 3
    assert sorted(map(sorted, bench.shown().values())) == [["news"], ["news"], ["news", "press"]]


def test_whose_words_weigh_more_says_what_it_says(bench: Bench) -> None:
    """An aggregator was first; then the agency's own feed has it."""
    bench.follow("press", PRESS, publisher="Gazette", rank="press", ceiling="reported")
    bench.server.put(PRESS, rss([{**THREE[0], "guid": "press-1"}]))
    bench.one("press")
    bench.one("news")
    (document,) = [each for each in bench.documents() if each.url == THREE[0]["link"]]
    assert (document.publisher, document.rank.value) == ("Bureau", "agency")
    bench.one("press", again=True)
    (document,) = [each for each in bench.documents() if each.url == THREE[0]["link"]]
    assert document.publisher == "Bureau"


def test_the_same_words_of_two_outlets_are_two_documents(bench: Bench) -> None:
    """A wire story, each under its own address."""
    bench.follow("press", PRESS, publisher="Gazette")
    bench.server.put(PRESS, rss([{**THREE[0], "guid": "g", "link": "https://gazette.example/1"}]))
    bench.sync("news", "press")
    assert len(bench.documents()) == 4


# --- what goes wrong


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (html_page(), "found an HTML page"),
        (body(b"", "text/xml"), "found an empty body"),
        (body(b"  \n", "text/xml"), "found an empty body"),
        (body("oops", "text/plain"), "found text that is no feed"),
        (body('{"error": "quota"}'), "found JSON that is no feed"),
        (truncated(), "is incomplete"),
        (truncated_quietly(0.7), "breaks off"),
        (status(404), "status 404"),
        (status(403), "status 403"),
        (status(500), "status 500"),
        (status(503, "5000"), "to wait 5000 s"),
        (status(429, "1"), "status 429"),
        (dropped(), "no answer"),
        (huge(64 * 2**20), "33554432 bytes"),
        (huge(64 * 2**20, zipped=True), "33554432 bytes"),
        (redirect("file:///etc/passwd"), "a redirect to 'file:///etc/passwd'"),
        (redirect("/news.xml"), "more than 5 redirects"),
    ],
)  # fmt: skip
def test_one_line_for_each_fault(bench: Bench, behaviour: Any, words: str) -> None:
    """It is a problem and never "no change"; what was known stays, and the status and every horizon say so."""
    bench.one()
    bench.later(hours=2)
    bench.server.behave[NEWS] = behaviour
    report = bench.one()
    assert not report.same
    (problem,) = report.problems
    assert problem.startswith("news: found ")
    assert words in problem
    assert "expected" in problem
    assert "\n" not in problem
    assert len(problem) < 300
    assert len(bench.documents()) == 3
    (source,) = [each for each in bench.tracker.status().horizon.sources if each.id == "news"]
    assert source.problem is not None
    assert source.failures == 1
    assert source.last_whole is not None
    assert source.last_whole != source.last_recorded
    bench.server.behave.clear()
    bench.later(hours=2)
    assert bench.one().problems == ()
    (source,) = [each for each in bench.tracker.status().horizon.sources if each.id == "news"]
    assert (source.problem, source.failures) == (None, 0)


@pytest.mark.parametrize(("asked", "hours"), [("100000", 27.78), ("60", 2), ("9999999", 7 * 24)])
def test_a_server_that_asks_for_time_is_given_it(bench: Bench, asked: str, hours: float) -> None:
    """By the next runs too, within a week; one that names the feed asks all the same."""
    for source in bench.tracker.feeds.via(feeds=bench.folder).list():
        bench.folder.joinpath(f"{source.id}.toml").write_text(f'id = "{source.id}"\nfollow = false\n')
    bench.follow("news", NEWS)
    bench.server.behave[NEWS] = status(503, asked)
    bench.one()
    tries = len(bench.server.log)
    bench.later(hours=hours - 0.1)
    assert bench.sync().feeds == ()
    assert len(bench.server.log) == tries
    bench.later(hours=0.2)
    assert [each.feed for each in bench.sync().feeds] == ["news"]
    assert len(bench.server.log) > tries
    assert bench.one().problems


def test_what_came_of_a_feed_that_breaks_off_is_kept(bench: Bench) -> None:
    """Items that are whole; the next time the rest is new, though the feed was asked with a condition."""
    bench.server.behave[NEWS] = truncated_quietly(0.85)
    report = bench.one()
    assert report.problems
    assert 0 < report.new < 3
    bench.server.behave.clear()
    assert bench.one().new == 3 - report.new


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [(20, 0, True), (20, 4, True), (20, 5, False), (3, 1, False), (3, 0, True), (0, 0, False)],
)
def test_a_feed_that_lost_its_items(bench: Bench, before: int, after: int, lost: bool) -> None:
    many = [entry(f"Rule {n}", n) for n in range(20)]
    bench.server.put(NEWS, rss(many[:before]))
    bench.one()
    bench.later(hours=2)
    bench.server.put(NEWS, rss(many[:after], title="changed"))
    report = bench.one()
    assert bool(report.problems) is lost
    if lost:
        assert f"items where there were {before}" in report.problems[0]
    told = []
    for _ in range(4):
        bench.later(hours=8)
        told.append(bool(bench.one().problems))
    assert told == [lost, lost, lost and after == 0, lost and after == 0]
    assert bench.tracker.feeds.via(feeds=bench.folder).show("news").items == (after or before or None)


def test_a_feed_that_lost_its_items_and_finds_them_again(bench: Bench) -> None:
    """It is measured by what it had when it was whole; failures of another kind make it no more believable."""
    many = rss([entry(f"Rule {n}", n) for n in range(20)])
    few, down = rss([entry("Rule 1", 1)]), "<html><body>Later</body></html>"
    told = []
    for answer in (many, few, few, many, few, down, down, down, few, few):
        bench.server.put(NEWS, answer)
        told.append(not bench.one().problems)
        bench.later(hours=8)
    assert told == [True, False, False, True, False, False, False, False, False, True]


def test_one_failing_feed_does_not_stop_the_others(bench: Bench) -> None:
    """Whatever it does; and each report is in the order that was asked for."""
    for number in range(6):
        bench.server.put(f"/{number}", rss([entry(f"Rule {number}", number)]))
        bench.follow(f"f{number}", f"/{number}")
    bench.server.behave |= {"/0": dropped(), "/2": html_page(), "/4": body(b"\x00\xff" * 100)}
    report = bench.sync(*(f"f{number}" for number in range(6)))
    assert [feed.feed for feed in report.feeds] == [f"f{number}" for number in range(6)]
    assert [feed.whole for feed in report.feeds] == [False, True] * 3
    assert not report.whole
    assert {each.title for each in bench.documents()} == {"Rule 1", "Rule 3", "Rule 5"}


def test_an_item_that_cannot_be_understood_stops_no_other(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is recorded, and named."""
    from regtrack.news.recording import ClaimReader

    true = ClaimReader.understand

    def understand(self: ClaimReader, item: Any, now: int) -> Any:
        if item.title == "Gadgets ruled":
            raise RecursionError("too deep")
        return true(self, item, now)

    monkeypatch.setattr(ClaimReader, "understand", understand)
    report = bench.one()
    assert report.new == 3
    assert report.problems == (
        "news item 'Gadgets ruled': cannot be understood: it is nested too deeply to be read",
    )  # fmt: skip


def test_private_addresses_are_refused_unless_allowed(bench: Bench) -> None:
    bench.private = False
    (problem,) = bench.one().problems
    assert "a server on the public internet" in problem
    assert not bench.documents()


# --- when


def test_only_what_is_due_is_asked(bench: Bench) -> None:
    """Without a name: what is followed and due; by name: at once."""
    bench.follow("press", PRESS, every="3h")
    bench.follow("other", "/other.xml", follow=False)
    for shipped in ("federal-register", "uk-dbt", *_followed(bench)):
        (bench.folder / f"{shipped}.toml").write_text(f'id = "{shipped}"\nfollow = false\n')
    assert [feed.feed for feed in bench.sync().feeds] == ["news", "press"]
    assert bench.sync().feeds == ()
    bench.later(hours=1, minutes=1)
    assert [feed.feed for feed in bench.sync().feeds] == ["news"]
    bench.later(hours=2)
    assert [feed.feed for feed in bench.sync().feeds] == ["news", "press"]
    assert [feed.feed for feed in bench.sync("press").feeds] == ["press"]


def _followed(bench: Bench) -> list[str]:
    return [each.id for each in bench.tracker.feeds.list() if each.followed]


def test_a_feed_that_fails_is_asked_less_and_less_often(bench: Bench) -> None:
    """Once a day at the least; and at its own pace as soon as it answers."""
    bench.server.behave[NEWS] = status(404)
    waits = []
    for _ in range(7):
        bench.one()
        info = bench.tracker.feeds.via(feeds=bench.folder).show("news")
        assert info.due is not None
        assert info.last_tried is not None
        waits.append(round((info.due - info.last_tried) / 3_600_000_000))
        bench.later(days=2)
    assert waits == [2, 4, 8, 16, 24, 24, 24]
    bench.server.behave.clear()
    bench.one()
    info = bench.tracker.feeds.via(feeds=bench.folder).show("news")
    assert info.failures == 0
    assert info.due is not None
    assert info.last_tried is not None
    assert (info.due - info.last_tried) // 1_000_000 in (3599, 3600)


def test_readings_that_find_the_same_do_not_pile_up(bench: Bench) -> None:
    """The first and the last of a run are kept, and every failure."""
    for _ in range(20):
        bench.one()
        bench.later(hours=1)
    (source,) = [line for line in bench.lines("source") if line["id"] == "news"]
    assert len(source["checks"]) == 2


# --- other ways to ask


def test_a_dry_run_records_nothing(bench: Bench) -> None:
    report = bench.one(dry_run=True)
    assert (report.new, report.dry_run) == (3, True)
    assert bench.lines("document") == bench.lines("source") == []
    assert bench.one().new == 3


def test_again_reads_items_that_are_known(bench: Bench) -> None:
    """As after an improvement of how claims are read; it changes nothing if they say the same."""
    bench.one()
    before = list(bench.tracker.export())
    report = bench.one(again=True)
    assert (report.same, report.items, report.new, report.revised) == (False, 3, 0, 0)
    assert [line for line in bench.tracker.export() if '"type": "source"' not in line] == [
        line for line in before if '"type": "source"' not in line
    ]


def test_an_unknown_feed(bench: Bench) -> None:
    with pytest.raises(InputError, match="found 'newz'; expected news or another feed"):
        bench.sync("newz")


def test_progress(bench: Bench) -> None:
    bench.follow("press", PRESS)
    told: list[Any] = []
    bench.sync("news", "press", progress=told.append)
    last = attrs.asdict(told[-1])
    assert (last["feed"], last["done"], last["total"], last["documents"]) == ("feeds", 2, 2, 4)


def test_an_export_is_restored_with_sightings_and_due(bench: Bench, tmp_path: Path) -> None:
    """So that nothing is new to the ledger that is made of it."""
    bench.follow("press", PRESS)
    bench.server.put(PRESS, rss([THREE[0]]))
    bench.sync("news", "press")
    dump = tmp_path / "dump.jsonl"
    dump.write_text("\n".join(bench.tracker.export()), "utf-8")
    restored = Tracker(SqliteStore(":memory:"), bench.clock)
    restored.add(dump)
    assert list(restored.export()) == list(bench.tracker.export())
    bench.tracker, bench.store = restored, restored._store  # type: ignore[assignment]
    report = bench.sync("news", "press", again=True)
    assert [feed.new for feed in report.feeds] == [0, 0]
    assert sorted(bench.shown()["Widgets ruled"]) == ["news", "press"]


# --- many workers


@pytest.fixture
def _no_other_feeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those that the release brings, none."""
    (tmp_path / "none").mkdir()
    monkeypatch.setattr(syncing, "bundled", lambda _: tmp_path / "none")


@pytest.mark.usefixtures("_no_other_feeds")
def test_a_feed_that_another_process_reads_is_left_to_it(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is named says so; of those that are due the others are read."""
    bench.follow("press", PRESS)
    taken = {"news"}
    monkeypatch.setattr(bench.store, "reading", lambda feed: nullcontext(feed not in taken))
    (report,) = bench.sync("news").feeds
    assert "another process is reading it" in str(report.problems)
    assert [each.title for each in bench.documents()] == []
    assert [each.feed for each in bench.sync().feeds] == ["press"]
    assert [each.title for each in bench.documents()] == ["Elsewhere"]


@pytest.mark.usefixtures("_no_other_feeds")
def test_a_feed_that_another_process_has_just_read_is_not_read_again(bench: Bench, monkeypatch: Any) -> None:
    """It was due when this one began, and is not when this one gets to it."""

    def read_by_another(feed: str) -> nullcontext[bool]:
        monkeypatch.setattr(bench.store, "reading", lambda _: nullcontext(True))
        bench.one()
        return nullcontext(True)

    monkeypatch.setattr(bench.store, "reading", read_by_another)
    bench.sync()
    assert bench.server.statuses == [200]
