"""``regtrack inbox``, as a person sees it."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil

import pytest

import regtrack
from regtrack.report.sync import to_text
from tests.conftest import NOW
from tests.sources.feedserver import DAY, FeedServer, entry, feed_file, rss

TEXT = "<p>On Tuesday the Commerce Department rescinded the {} Reporting Rule.</p>"


@pytest.fixture(scope="module")
def filled(ledger_file, tmp_path_factory):
    """A folder with a ledger in which two things wait, and the feed that says them."""
    folder = tmp_path_factory.mktemp("inbox")
    (folder / "feeds").mkdir()
    items = [entry("First", 1, body=TEXT.format("Flange")), entry("Second", 2, body=TEXT.format("Sprocket"))]
    tracker = regtrack.open(shutil.copy(ledger_file, folder / "own.sqlite"), clock=lambda: NOW)
    with FeedServer({"/news.xml": rss(items)}) as server:
        feed = feed_file("news", server.url("/news.xml"), publisher="Gazette")
        (folder / "feeds" / "news.toml").write_text(feed)
        report = tracker.sync("news", feeds=folder / "feeds", allow_private=True, cache=folder / "cache")
    tracker.close()
    assert "Inbox     2 things wait for you: regtrack inbox list" in to_text(report)
    return folder


@pytest.fixture
def ledger(cli, filled, monkeypatch, tmp_path):
    """A ledger in which two things wait, to write to."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("REGTRACK_FEEDS", str(tmp_path / "feeds"))
    monkeypatch.setenv("REGTRACK_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return str(tmp_path / "own.sqlite")


def words(text):
    return " ".join(text.split())


def keys(cli, ledger, *more):
    table = json.loads(cli("inbox", "list", "--format", "json", *more, store=ledger).out)
    assert table["schema"] == "regtrack/inbox/1"
    return [entry["key"] for entry in table["entries"]]


def test_what_waits_is_shown_with_its_words(cli, ledger):
    out = cli("inbox", "list", store=ledger).out
    assert "“Flange Reporting Rule”" in out
    assert "From Gazette, 13 May 2025 at 15:00 UTC: First" in words(out)
    assert "Says “On Tuesday the Commerce Department rescinded the Flange Reporting Rule.”" in words(out)
    assert "Claims rescinded, 13 May 2025" in words(out)
    assert max(map(len, out.splitlines())) <= 80


def test_an_undated_item_says_when_it_was_seen(cli, ledger, tmp_path):
    (tmp_path / "feeds" / "news.toml").unlink()
    items = [entry("Third", 3, body=TEXT.format("Cog"), published=None)]
    with FeedServer({"/more.xml": rss(items)}) as server:
        (tmp_path / "feeds" / "more.toml").write_text(feed_file("more", server.url("/more.xml"), publisher="Gazette"))
        assert cli("sync", "more", store=ledger).status == 0
    out = words(cli("inbox", "list", store=ledger).out)
    assert re.search(r"From Gazette, seen \d+ \w+ \d{4} at \d\d:\d\d UTC: Third", out)


def test_decisions(cli, ledger):
    """Accepted, linked or rejected, by the beginning of a key; then nothing waits, and all is on record."""
    flange, sprocket = keys(cli, ledger)
    done = cli("inbox", "accept", flange[:14], "--id", "us/bis/flange-rule", "--note", "seen it", store=ledger)
    assert (done.status, done.out) == (0, f"{flange}: accepted as us/bis/flange-rule\n")
    assert cli("state", "Flange Reporting Rule", "--threshold", "reported", store=ledger).status == 0
    done = cli("inbox", "link", sprocket, "AI Diffusion Rule", store=ledger)
    assert done.out == f"{sprocket}: linked as us/bis/ai-diffusion\n"
    assert cli("inbox", "list", store=ledger).out == "Nothing is waiting.\n"
    done = cli("inbox", "reject", flange, sprocket, store=ledger)
    assert done.out == f"{flange}: rejected\n{sprocket}: rejected\n"
    assert keys(cli, ledger, "--all") == [flange, sprocket]
    assert "rejected" in cli("inbox", "list", "--all", store=ledger).out


def test_numbers_stay_what_they_are(cli, ledger):
    """They count all that ever came; a decision on one moves no other."""
    flange, sprocket = keys(cli, ledger)
    assert cli("inbox", "reject", "1", store=ledger).out == f"{flange}: rejected\n"
    assert cli("inbox", "list", store=ledger).out.startswith("2 “Sprocket Reporting Rule”")
    assert cli("inbox", "accept", "2", store=ledger).out.startswith(f"{sprocket}: accepted as us/news/sprocket")
    assert cli("inbox", "reject", "3", store=ledger).status == 1


def test_a_title_and_a_kind_of_ones_own(cli, ledger):
    """What the document called it stays a name of it."""
    options = ("--id", "us/bis/flange", "--title", "Flanges: Reporting (Final)", "--kind", "guidance")
    assert cli("inbox", "accept", "1", *options, store=ledger).status == 0
    for name in ("Flange Reporting Rule", "Flanges: Reporting (Final)"):
        assert cli("state", name, "--threshold", "reported", store=ledger).status == 0
    wrong = cli("inbox", "accept", "2", "--kind", "thing", store=ledger)
    assert (wrong.status, "kind: found 'thing'" in wrong.err) == (2, True)


def test_all_of_a_feed(cli, ledger):
    done = cli("inbox", "accept", "--all-of", "news", store=ledger)
    accepted = "Flange Reporting Rule: accepted as us/news/flange-reporting-rule"
    assert done.out.splitlines()[0] == accepted
    assert len(done.out.splitlines()) == 2
    assert cli("inbox", "list", store=ledger).out == "Nothing is waiting.\n"
    assert cli("inbox", "accept", "--all-of", "news", store=ledger).status == 1
    for wrong in ((), ("1", "--all-of", "news"), ("--all-of", "news", "--title", "x")):
        assert cli("inbox", "accept", *wrong, store=ledger).status == 2


def read(cli, ledger, tmp_path, *items, feed="more"):
    """Let a further feed have these items, and read it."""
    with FeedServer({f"/{feed}.xml": rss(list(items))}) as server:
        text = feed_file(feed, server.url(f"/{feed}.xml"), publisher="Post")
        (tmp_path / "feeds" / f"{feed}.toml").write_text(text)
        assert cli("sync", feed, store=ledger).status == 0


def test_what_several_items_say_of_one_thing_stands_together(cli, ledger, tmp_path):
    """Under one key, which stands for all; two quotes more than the first, and how many others there are."""
    (tmp_path / "feeds" / "news.toml").unlink()
    days = ("May 1", "May 2", "May 5", "May 6", "May 7")
    text = "<p>The Commerce Department delayed the Flange Reporting Rule until {}, 2026.</p>"
    read(cli, ledger, tmp_path, *(entry(f"More {n}", n, body=text.format(day)) for n, day in enumerate(days, 10)))
    out = cli("inbox", "list", store=ledger).out
    flange, _, *_ = keys(cli, ledger)
    assert len(keys(cli, ledger)) == 7
    first, second = out.strip().split("\n\n")
    assert words(first).startswith("1 “Flange Reporting Rule”, 6 items From")
    assert (first.count("  Says "), first.count("  From "), out.count("  Reason ")) == (3, 3, 2)
    assert "and 3 more" in first
    assert words(first).count("delayed, ") == 5
    assert "“Sprocket Reporting Rule” From" in words(second)
    assert cli("inbox", "reject", flange, store=ledger).out == f"{flange}: rejected, and 5 more of that name\n"


def test_what_one_feed_says_is_shown_alone(cli, ledger, tmp_path):
    (tmp_path / "feeds" / "news.toml").unlink()
    read(cli, ledger, tmp_path, entry("Third", 3, body=TEXT.format("Cog")))
    assert len(keys(cli, ledger)) == 3
    out = cli("inbox", "list", "--feed", "more", store=ledger).out
    assert ("Cog" in out, "Flange" in out) == (True, False)
    assert len(keys(cli, ledger, "--feed", "more", "--feed", "news")) == 3
    assert cli("inbox", "list", "--feed", "nothing", store=ledger).status == 1


def test_the_list_speaks_japanese(cli, ledger):
    out = words(cli("inbox", "list", "--lang", "ja", store=ledger).out)
    assert "理由 この名称の法令等は記録にない" in out
    assert "「On Tuesday the Commerce Department rescinded the Flange Reporting Rule.」" in out
    assert cli("inbox", "list", "--lang", "tlh", store=ledger).status == 2


def test_items_that_gave_nothing_are_listed(cli, ledger, tmp_path):
    """Newest first, so many at most; not what says something, nor what waits."""
    assert cli("inbox", "silent", store=ledger).out == "Every item yielded something.\n"
    quiet = [
        entry(f"Quiet {n}", n, body="<p>A warm day.</p>", published=DAY + dt.timedelta(days=n)) for n in (20, 21, 22)
    ]
    said = "<p>On Tuesday the Commerce Department rescinded the AI Diffusion Rule.</p>"
    read(cli, ledger, tmp_path, *quiet, entry("Said", 30, body=said), entry("Undated", 31, published=None))
    table = json.loads(cli("inbox", "silent", "--most", "3", "--format", "json", store=ledger).out)
    assert (table["schema"], table["total"]) == ("regtrack/inbox-silent/1", 4)
    assert [each["document"]["title"] for each in table["items"]] == ["Undated", "Quiet 22", "Quiet 21"]
    assert [each["feeds"] for each in table["items"]] == [["more"]] * 3
    out = cli("inbox", "silent", "--feed", "more", "--most", "2", store=ledger).out
    assert "Quiet 22\n  more, 4 June 2025 at 14:00 UTC\n  https://bureau.example/news/22\n" in out
    assert "The newest 2 of 4" in out
    assert "2025年6月4日" in cli("inbox", "silent", "--lang", "ja", store=ledger).out
    assert cli("inbox", "silent", "--feed", "news", store=ledger).out == "Every item yielded something.\n"
    assert cli("inbox", "silent", "--feed", "nothing", store=ledger).status == 1


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (("reject", "nothing"), "inbox: found no entry 'nothing'", 1),
        (("reject", "item:"), "inbox: found 2 entries that begin with 'item:'", 2),
        (("link", "item:", "x"), "inbox: found 2 entries", 2),
        (("accept",), "expected either KEY or --all-of FEED", 2),
    ],
)
def test_wrong_use(cli, ledger, arguments, said, status):
    done = cli("inbox", *arguments, store=ledger)
    assert done.status == status
    assert said in done.err
