"""The published schemas of feed files, and of what the commands for feeds and for the inbox write."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from regtrack.sources.feed_file import Catalogue
from tests.docs.test_docs import ROOT, blocks, faults, plain
from tests.rows import each_row
from tests.sources.feedserver import FeedServer, entry, feed_file, rss

ITEM = entry("First", body="<p>On Tuesday the Commerce Department rescinded the Flange Reporting Rule.</p>")
Ask = Callable[..., Any]


@pytest.fixture
def ask(cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, own_ledger: Path, tmp_path: Path) -> Iterator[Ask]:
    """Asks a ledger for JSON in which a feed was read and one failed."""
    folder = tmp_path / "feeds"
    folder.mkdir()
    monkeypatch.setenv("REGTRACK_FEEDS", str(folder))
    monkeypatch.setenv("REGTRACK_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    store = str(own_ledger)
    with FeedServer({"/news.xml": rss([ITEM])}) as server:
        (folder / "news.toml").write_text(feed_file("news", server.url("/news.xml")))
        (folder / "gone.toml").write_text(feed_file("gone", server.url("/gone.xml")))
        cli("sync", "news", "gone", store=store)
        yield lambda *words: json.loads(cli(*words, "--format", "json", store=store).out)


def test_feed_files_fit() -> None:
    found = {
        path.name: faults("feed-file", plain(tomllib.loads(path.read_text("utf-8"))))
        for path in (ROOT / "feeds").glob("*.toml")
    }
    assert len(found) > 40
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_feed_file_that_is_shown_can_be_read(tmp_path: Path) -> None:
    """The example of the reference."""
    page = (ROOT / "docs" / "reference" / "feed-files.md").read_text("utf-8")
    (example,) = [each.text for each in blocks.blocks_of(page) if each.language == "toml"]
    assert not faults("feed-file", plain(tomllib.loads(example)))
    (tmp_path / "bureau-of-widgets.toml").write_text(example, "utf-8")
    assert Catalogue(tmp_path / "none", tmp_path).source("bureau-of-widgets").followed


@each_row(
    ("line", "said"),
    [('every = "1s"', "every"), ('rank = "best"', "rank"), ("checked = true", "checked"), ('more = "x"', "")],
)
def test_what_is_wrong_is_refused(line: str, said: str) -> None:
    good = feed_file("news", "https://news.example/", rank=None, every=None)
    assert not faults("feed-file", tomllib.loads(good))
    (fault,) = faults("feed-file", tomllib.loads(good + line + "\n"))
    assert fault.startswith(f"{said}:")


def test_feeds(ask: Ask) -> None:
    listed = ask("feeds", "list")
    assert not faults("feeds", listed)
    by_id = {each["id"]: each for each in listed["feeds"]}
    assert by_id["gone"]["problem"]
    assert by_id["news"]["items"] == 1
    for id_ in ("gone", "news", "us-ecfr"):
        shown = ask("feeds", "show", id_)
        assert not faults("feed", shown)
        assert {**by_id[id_], "schema": "regtrack/feed/1"} == shown


def test_a_feed_that_is_tried(ask: Ask) -> None:
    whole, broken = (ask("feeds", "test", id_) for id_ in ("news", "gone"))
    assert not faults("feed-test", whole)
    assert whole["newest"]
    assert not faults("feed-test", broken)
    assert broken["problem"]


def test_items_that_gave_nothing(ask: Ask) -> None:
    silent = ask("inbox", "silent")
    assert not faults("inbox-silent", silent)
    assert faults("inbox-silent", {**silent, "more": 1})


def test_the_inbox(ask: Ask) -> None:
    waiting = ask("inbox", "list")
    assert not faults("inbox", waiting)
    (entry_,) = waiting["entries"]
    assert entry_["quotes"]
    assert entry_["events"]
    assert faults("inbox", {**waiting, "entries": [{**entry_, "more": 1}]})
    assert faults("inbox", {**waiting, "entries": [{**entry_, "document": {"id": "x", "more": 1}}]})
