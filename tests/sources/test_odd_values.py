"""A value that no ledger can hold is one record's problem, in every source; the records beside it are recorded.

A list is compared as a whole, so that an entry that nobody can read is the problem of its list: left out, it would
look as if it had been taken off.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regtrack import tracker
from tests.helpers import rule
from tests.sources.feeds.test_sync import Bench
from tests.sources.feedserver import FeedServer
from tests.sources.lists.shapes import csl_entry, csl_file
from tests.sources.regulations_gov.shapes import page, posted

ODD = ["Widgets \ud800 Ltd", "Widgets \x00 Ltd", ["a list"], {"an": "object"}, 7, True, float("nan")]


def consolidated_list(odd: Any) -> bytes:
    return csl_file([csl_entry("Gears Ltd"), {**csl_entry("Widgets Ltd"), "name": odd}, csl_entry("Levers Ltd")])


def comment_periods(odd: Any) -> bytes:
    rows = [posted(f"EPA-2022-0001-000{n}", f"2022-0000{n}", "2022-04-15") for n in range(1, 4)]
    rows[1]["attributes"]["title"] = odd
    return json.dumps(page(rows)).encode()


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("made", [consolidated_list, comment_periods])
def test_in_a_file(made: Callable[[Any], bytes], odd: Any, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    with tracker.open_ledger(":memory:", bundled=False) as ledger:
        ledger.record(*(rule(f"us/fr/2022-0000{n}", document_number=(f"2022-0000{n}",)) for n in range(1, 4)))
        path.write_bytes(made("Widgets Ltd"))
        usual = ledger.add(path)
        assert usual.whole
        path.write_bytes(made(odd))
        done = ledger.add(path)
        if made is consolidated_list:
            assert bool(done.problems) != done.changed
        else:
            assert done.unchanged + done.revised >= usual.new * 2 // 3
        assert not list(ledger.check())


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_in_a_feed(odd: Any, tmp_path: Path) -> None:
    items = [
        {
            "id": f"bureau-{n}",
            "url": f"https://bureau.example/{n}",
            "title": "Gears ruled",
            "content_text": "It said so.",
        }
        for n in range(3)
    ]
    items[1]["title"] = odd
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Bureau", "items": items}
    with FeedServer({"/feed.json": json.dumps(feed)}) as server:
        server.kinds["/feed.json"] = "application/feed+json"
        bench = Bench(server, tmp_path)
        bench.follow("news", "/feed.json", format="jsonfeed")
        report = bench.one()
    assert report.new >= 2
    assert not list(bench.store.check())
