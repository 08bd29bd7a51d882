"""Feeds with a structure of their own beside those of news, from a server on loopback."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regtrack.report.sync import to_text
from regtrack.sources.reports import SyncReport
from regtrack.store import SqliteStore
from regtrack.tracker import Tracker
from tests.sources.bills.shapes import INTRODUCED, TO_LAW, status_file
from tests.sources.feedserver import FeedServer
from tests.sources.lists.shapes import csl_entry, csl_file, sdn_file, sdn_row

SDN, CSL, NEWS = "/sdn.csv", "/csl.json", "/news.xml"
ITEMS = """<rss version="2.0"><channel><title>News</title><link>https://n.example/</link>
<item><title>BIS thanks everybody</title><link>https://n.example/1</link></item></channel></rss>"""


class Desk:
    """A server, a ledger, and the user's own feeds."""

    def __init__(self, server: FeedServer, folder: Path) -> None:
        self.server, self.folder = server, folder
        (folder / "feeds").mkdir()
        self.tracker = Tracker(SqliteStore(":memory:"), lambda: dt.datetime(2022, 4, 1, 12, tzinfo=dt.UTC))

    def follow(self, id_: str, path: str, format_: str, more: str = "") -> None:
        text = f'id = "{id_}"\ntitle = "{id_.title()}"\nurl = "{self.server.url(path)}"\nformat = "{format_}"\n'
        text += 'publisher = "Publisher"\nzone = "America/New_York"\nfollow = true\n' + more
        (self.folder / "feeds" / f"{id_}.toml").write_text(text)

    def sync(self, *feeds: str, **more: Any) -> SyncReport:
        where: dict[str, Any] = {"cache": self.folder / "cache", "feeds": self.folder / "feeds"}
        return self.tracker.sync(*feeds, allow_private=True, **where, **more)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FeedServer() as server:
        yield Desk(server, tmp_path)


def test_all_are_read_in_one_run(desk: Desk) -> None:
    desk.server.put(SDN, sdn_file([sdn_row(number, f"WIDGET {number}", programs="CUBA") for number in range(1, 4)]))
    desk.server.put(CSL, csl_file([csl_entry("1", "Widget Works")]))
    desk.server.put(NEWS, ITEMS)
    for id_, path, format_ in (
        ("sdn", SDN, "ofac-sdn"), ("csl", CSL, "csl"), ("bills", "/rss", "billstatus"), ("news", NEWS, "rss"),
    ):  # fmt: skip
        desk.follow(id_, path, format_)
    report = desk.sync("sdn", "csl", "bills", "news")
    assert {each.feed: (each.items, each.problems) for each in report.feeds} == {
        "news": (1, ()), "sdn": (3, ()), "csl": (1, ()), "bills": (None, ()),
    }  # fmt: skip
    assert "Read      0 documents\n  Recorded  nothing" in to_text(report)
    again = desk.sync("sdn", "csl", "bills", "news")
    assert [each.feed for each in again.feeds if each.same] == ["news", "sdn", "csl"]


def test_a_list_that_fails_stops_no_other(desk: Desk) -> None:
    desk.server.put(SDN, "<html><body>Service unavailable</body></html>")
    desk.server.put(CSL, csl_file([csl_entry("1", "Widget Works")]))
    desk.follow("sdn", SDN, "ofac-sdn")
    desk.follow("csl", CSL, "csl")
    report = desk.sync("sdn", "csl")
    assert [(each.feed, each.whole, each.items) for each in report.feeds] == [("sdn", False, None), ("csl", True, 1)]
    assert "  PROBLEM   sdn: " in to_text(report)
    (status,) = [each for each in desk.tracker.status().horizon.sources if each.id == "sdn"]
    assert (status.failures, status.last_whole) == (1, None)


def test_a_bill_that_the_ledger_has(desk: Desk) -> None:
    desk.follow("bills", "/rss", "billstatus")
    file = desk.folder / "BILLSTATUS-117hr9001.xml"
    file.write_bytes(status_file(INTRODUCED))
    desk.tracker.add(file)
    desk.server.put("/bulkdata/BILLSTATUS/117/hr/BILLSTATUS-117hr9001.xml", status_file(TO_LAW))
    told: list[Any] = []
    (report,) = desk.sync("bills", progress=told.append).feeds
    assert (report.documents, report.problems) == (1, ())
    assert report.new > 0
    assert "  Recorded  " in to_text(desk.sync("bills"))
    assert [(each.done, each.part) for each in told] == [(1, "117 HR 9001")]
