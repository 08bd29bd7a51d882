"""The clock of this machine against those of servers, and feeds that a wrong clock put off."""

import datetime as dt
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path

import attrs
import pytest

from regtrack.errors import ClockError
from regtrack.sources.feed_file import Catalogue
from regtrack.sources.syncing import due
from regtrack.store import SourceStatus
from tests.sources.feeds.test_sync import NEWS, PRESS, THREE, Bench
from tests.sources.feedserver import FeedServer, feed_file, rss
from tests.sources.standin import Reply

HERE = dt.datetime.fromtimestamp(1_700_000_000, dt.UTC)
"""What the fetcher's clock says in these tests."""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FeedServer({NEWS: rss(THREE), PRESS: rss([])}) as server:
        made = Bench(server, tmp_path)
        made.follow("news", NEWS)
        yield made


def says(server: FeedServer, path: str, moment: dt.datetime, **headers: str) -> None:
    def reply(found: Reply) -> Reply:
        return attrs.evolve(found, headers={**found.headers, "Date": format_datetime(moment, usegmt=True), **headers})

    server.behave[path] = reply


@pytest.mark.parametrize("days", [-1200, -2, 2, 1200])
def test_a_clock_that_servers_contradict_records_nothing(bench: Bench, days: int) -> None:
    says(bench.server, NEWS, HERE + dt.timedelta(days=days))
    with pytest.raises(ClockError, match=r"servers that answered say .*nothing was recorded: .*--accept-clock"):
        bench.sync("news")
    assert not bench.store.sources()
    assert bench.one(accept_clock=True).new > 0


def test_servers_confirm_a_clock_after_a_year(bench: Bench) -> None:
    bench.one()
    bench.now += dt.timedelta(days=365)
    says(bench.server, NEWS, HERE)
    assert bench.one().whole
    assert bench.store.believed() >= int(bench.now.timestamp() * 1_000_000)


def test_servers_heal_a_ledger_that_believed_a_wrong_clock(bench: Bench) -> None:
    bench.now += dt.timedelta(days=1500)
    bench.one(accept_clock=True)
    bench.now -= dt.timedelta(days=1500)
    says(bench.server, NEWS, HERE)
    assert bench.one().whole
    assert bench.store.believed() == int(bench.now.timestamp() * 1_000_000)


def test_one_wrong_server_stops_no_sync_of_a_ledger_in_use(bench: Bench) -> None:
    bench.one()
    bench.now += dt.timedelta(hours=3)
    says(bench.server, NEWS, HERE + dt.timedelta(days=900))
    assert bench.one().whole


def test_an_answer_out_of_a_cache_has_an_age(bench: Bench) -> None:
    says(bench.server, NEWS, HERE - dt.timedelta(days=3), Age=str(3 * 86_400))
    assert bench.one().whole


@pytest.mark.parametrize(("days", "expected"), [(-1, True), (1, False), (6, False), (8, True), (1500, True)])
def test_a_feed_that_a_wrong_clock_put_off_is_read(days: int, expected: bool, tmp_path: Path) -> None:
    (tmp_path / "news.toml").write_text(feed_file("news", "https://bureau.example/x"), "utf-8")
    feed = Catalogue(tmp_path / "none", tmp_path).source("news")
    now, day = 1_700_000_000_000_000, 86_400_000_000
    status = SourceStatus("news", "News", 0, 0, None, "", last_closed=0, next_poll_at=now + days * day)
    assert due(feed, status, now) is expected
