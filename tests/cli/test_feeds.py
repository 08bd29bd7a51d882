"""``regtrack feeds`` and ``regtrack sync`` of feeds, as a person sees them."""

from __future__ import annotations

import json
import re

import pytest

from tests.sources.ecfr.shapes import Code, version
from tests.sources.feedserver import FeedServer, entry, feed_file, rss
from tests.sources.replies import html_page


@pytest.fixture
def server(monkeypatch, tmp_path):
    monkeypatch.setenv("REGTRACK_FEEDS", str(tmp_path / "feeds"))
    monkeypatch.setenv("REGTRACK_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    items = [entry("Widgets ruled", 1), entry("Gadgets ruled", 2)]
    with FeedServer({"/news.xml": rss(items, title="Bureau of Things", language="en-US")}) as running:
        yield running


@pytest.fixture
def ledger(own_ledger):
    return str(own_ledger)


def words(text):
    return " ".join(text.split())


def test_a_feed_from_an_address_to_the_ledger(cli, server, ledger):
    """Tried, added, read, shown, left."""
    tried = cli("feeds", "test", server.url("/news.xml"), store=ledger)
    assert (tried.status, tried.err) == (0, "")
    assert "Items 2, of which 2 say when they were published" in words(tried.out)
    assert "Newest Gadgets ruled | https://bureau.example/news/2 | 2025-05-13T16:00:00Z" in words(tried.out)
    added = cli("feeds", "add", server.url("/news.xml"), "--id", "things", "--jurisdiction", "us", store=ledger)
    assert (added.status, added.err) == (0, "")
    assert "Language en-US, America/New_York, us" in words(added.out)
    assert "Weight at most reported; rank press" in words(added.out)
    read = cli("sync", "things", store=ledger)
    assert (read.status, read.err) == (0, "")
    assert "Bureau of Things (things) Read 2 items, 2 new or changed" in words(read.out)
    again = cli("sync", "things", store=ledger)
    assert again.out == "Unchanged: things\n"
    shown = cli("feeds", "show", "things", store=ledger).out
    assert "Items 2" in words(shown)
    assert "Due" in shown
    listed = cli("feeds", "list", store=ledger).out
    assert "things" in listed.partition("not followed")[0]
    assert cli("feeds", "remove", "things", store=ledger).out == "things: no longer followed\n"
    assert cli("feeds", "show", "things", store=ledger).status == 2


def test_a_feed_of_the_catalogue(cli, server, ledger):
    """Followed at another address, and left; the release's own file is not touched."""
    added = cli("feeds", "add", "us-bis-news", "--url", server.url("/news.xml"), store=ledger)
    assert (added.status, added.err) == (0, "")
    assert cli("sync", "us-bis-news", store=ledger).status == 0
    assert "us-bis-news" in cli("feeds", "list", store=ledger).out.partition("not followed")[0]
    assert cli("feeds", "remove", "us-bis-news", store=ledger).status == 0
    shown = cli("feeds", "show", "us-bis-news", store=ledger).out
    assert "(not followed)" in words(shown)


def test_the_code_of_federal_regulations(cli, ledger, server, tmp_path):
    """Its parts are chosen, read, and found by their citation, with the day up to which they are known."""
    with Code([version("744.11", "2026-11-09"), version("744.21", "2026-11-16", removed=True)]) as code:
        added = cli("feeds", "add", "us-ecfr", "--url", code.url("/versioner/v1"), "--cfr", "15 CFR 744", store=ledger)
        assert (added.status, added.err) == (0, "")
        assert "Format ecfr" in words(added.out)
        assert "Parts 15 CFR 744" in words(added.out)
        assert 'cfr = ["15 CFR 744"]' in (tmp_path / "feeds" / "us-ecfr.toml").read_text()
        read = cli("sync", "us-ecfr", "--since", "2026-11-01", store=ledger)
        assert (read.status, read.err) == (0, "")
        assert "Regulations (us-ecfr)" in words(read.out) or "Electronic Code of Federal Regulations" in words(read.out)
        assert "1 November 2026 to 20 November 2026 Read 2 documents Recorded 5 new" in words(read.out)
        since = words(
            cli("since", "2026-11-08", "--cfr", "15 CFR 744", "--until", "2026-11-20", "--full", store=ledger).out
        )
        assert "ALSO NOTED 15 CFR 744: 15 CFR 744.11 us/cfr/15-744 - 9 November 2026: Codified text changed." in since
        assert "15 CFR 744.21 was removed from the codified text." in since
        assert "Electronic Code of Federal Regulations (us-ecfr): read through 20 November 2026" in since
        short, state = (
            words(cli("state", "15 CFR 744", "--on", "2026-11-20", *full, store=ledger).out)
            for full in ((), ("--full",))
        )
        assert "Whether it is in force is not known." in short
        assert "LATEST AMENDMENTS OF ITS TEXT - Codified text changed, effect 9 November 2026" in state
        assert "- 15 CFR 744.11: not known" not in state
        assert "us-ecfr" in cli("status", store=ledger).out
        listed = cli("feeds", "list", store=ledger).out
        assert "us-ecfr" in listed.partition("not followed")[0]


def test_what_is_wrong_is_told_once_and_kept(cli, server, ledger):
    """In the report of the sync, with exit status 1; in the list; and below every later answer."""
    cli("feeds", "add", server.url("/news.xml"), "--id", "things", store=ledger)
    cli("sync", "things", store=ledger)
    server.behave["/news.xml"] = html_page()
    done = cli("sync", "things", store=ledger)
    assert done.status == 1
    assert "PROBLEM things: found an HTML page" in words(done.out)
    assert "Traceback" not in done.out + done.err
    assert max(map(len, done.out.splitlines())) <= 80
    assert "PROBLEM found an HTML page" in words(cli("feeds", "list", store=ledger).out)
    horizon = words(cli("since", "2025-05-12", "--until", "2025-05-20", "--full", store=ledger).out)
    assert "Bureau of Things (things): INCOMPLETE" in horizon
    assert cli("feeds", "test", "things", store=ledger).status == 1


def test_what_no_reader_can_take_is_one_line(cli, server, ledger, monkeypatch):
    monkeypatch.setattr("feedparser.parse", lambda *_, **__: 1 // 0)
    server.put("/odd.xml", b"<rss><channel><item><title>A</item></channel></rss>")
    tried = cli("feeds", "test", server.url("/odd.xml"), store=ledger)
    assert (tried.status, tried.err) == (1, "")
    assert "PROBLEM   found text that the" in tried.out
    added = cli("feeds", "add", server.url("/odd.xml"), store=ledger)
    assert (added.status, added.err.count("\n")) == (2, 1)
    assert "expected RSS, Atom, RDF or JSON Feed" in added.err


def test_as_json(cli, server, ledger):
    cli("feeds", "add", server.url("/news.xml"), "--id", "things", store=ledger)
    table = json.loads(cli("sync", "things", "--format", "json", store=ledger).out)
    (feed,) = table["feeds"]
    assert (feed["feed"], feed["items"], feed["since"], feed["same"]) == ("things", 2, None, False)
    listed = json.loads(cli("feeds", "list", "--format", "json", store=ledger).out)
    assert listed["schema"] == "regtrack/feeds/1"
    (own,) = [each for each in listed["feeds"] if each["own"]]
    assert (own["id"], own["items"], own["followed"], own["failures"]) == ("things", 2, True, 0)
    assert own["due"] > own["last_whole"]
    tried = json.loads(cli("feeds", "test", "things", "--format", "json", store=ledger).out)
    assert (tried["items"], tried["newest"]["title"], tried["problem"]) == (2, "Gadgets ruled", None)
    status = json.loads(cli("status", "--format", "json", store=ledger).out)
    (source,) = [each for each in status["horizon"]["sources"] if each["id"] == "things"]
    assert source["due"] == own["due"]


def test_nothing_is_due(cli, server, ledger, tmp_path):
    folder = tmp_path / "feeds"
    listed = json.loads(cli("feeds", "list", "--format", "json", store=ledger).out)
    for each in listed["feeds"]:
        cli("feeds", "remove", each["id"], store=ledger)
    assert len(list(folder.glob("*.toml"))) == len(listed["feeds"])
    done = cli("sync", store=ledger)
    assert (done.status, done.out) == (0, "No feed is due; `regtrack feeds list` says when each is.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("feeds", "show", "us-bis-new"), "feed: found 'us-bis-new'; expected us-bis-news or another feed"),
        (("feeds", "add", "nowhere"), "feed: found 'nowhere'"),
        (("feeds", "add", "{url}/none.xml"), "found status 404; expected 200"),
        (("feeds", "add", "{url}/news.xml", "--id", "us-ustr"), "id: found 'us-ustr', which a feed has already"),
        (("feeds", "add", "{url}/news.xml", "--every", "1s"), "every: found '1s'; expected a time from 5m"),
        (("feeds", "add", "{url}/news.xml", "--zone", "Moon"), "zone: found 'Moon'; expected an IANA zone"),
        (("feeds", "add", "ftp://x.example/"), "found the address 'ftp://x.example/'; expected an http"),
        (("feeds", "test", "us-csl"), "of format csl; expected rss, atom or jsonfeed"),
        (("feeds", "test", "us-ecfr"), "of format ecfr; expected rss, atom or jsonfeed"),
        (("feeds", "add", "us-ecfr", "--cfr", "15:744"), "'15:744' is none"),
        (("feeds", "remove", "x"), "feed: found 'x'"),
    ],
)
def test_wrong_use(cli, server, ledger, arguments, said):
    done = cli(*(each.format(url=server.url("")) for each in arguments), store=ledger)
    assert done.status == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_no_password_is_ever_shown(cli, server, ledger, tmp_path):
    """Wherever an address is written: it is refused, as no feed is read with one."""
    url = server.url("/news.xml").replace("//", "//me:secret@")
    (tmp_path / "feeds").mkdir()
    runs = [cli(*arguments, store=ledger) for arguments in (
        ("feeds", "test", url), ("feeds", "add", url), ("feeds", "add", url, "--no-check"), ("feeds", "show", url),
        ("feeds", "add", "us-bis-news", "--url", url), ("sync", url),
    )]  # fmt: skip
    (tmp_path / "feeds" / "mine.toml").write_text(feed_file("mine", url))
    runs += [cli(*arguments, store=ledger) for arguments in (("feeds", "list"), ("sync", "mine"), ("status",))]
    assert [each.status for each in runs[:-1]] == [1, 2, 2, 2, 2, 2, 1, 2]
    assert "secret" not in "".join(each.out + each.err for each in runs)
    assert "…@127.0.0.1" in runs[0].out
    assert "expected an http or https address without a password" in runs[2].err


def test_a_broken_file_of_ones_own(cli, server, ledger, tmp_path):
    """All that is wrong with it, with file and line; it stops no other."""
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "mine.toml").write_text('id = "mine"\nurl = "nowhere"\nevery = "1s"\n')
    for feed in json.loads(cli("feeds", "list", "--format", "json", store=ledger).out)["feeds"]:
        cli("feeds", "remove", feed["id"], store=ledger)
    (tmp_path / "feeds" / "good.toml").write_text(feed_file("good", server.url("/news.xml")))
    runs = (("feeds", "list"), ("sync",), ("sync", "mine"))
    listed, read, named = (cli(*arguments, store=ledger) for arguments in runs)
    assert (listed.status, read.status, named.status) == (1, 1, 2)
    for said in (listed.out, read.out, named.err):
        assert "mine.toml:2: url: found 'nowhere'; expected an http or https address" in words(said)
        assert "mine.toml:3: every: found '1s'" in words(said)
    assert "good title Read 2 items, 2 new or changed" in words(read.out)
    assert "  good " in listed.out
    assert json.loads(cli("feeds", "list", "--format", "json", store=ledger).out)["problems"][1].count("'1s'") == 1
    assert cli("feeds", "show", "good", store=ledger).status == 0


def test_how_far_feeds_were_read(cli, server, ledger, tmp_path):
    """Each with its next turn, many that are well by the minute; one that fails with all that is known; never read."""
    folder = tmp_path / "feeds"
    folder.mkdir(exist_ok=True)
    for number in range(4):
        (folder / f"n{number}.toml").write_text(feed_file(f"n{number}", server.url("/news.xml")))
    cli("sync", "n0", store=ledger)
    told = words(cli("status", store=ledger).out)
    assert "n0 title (n0): read through" in told
    assert "; due again" in told
    unread = told.partition("Followed but not yet read: ")[2].partition(".")[0].split(", ")
    assert json.loads(cli("status", "--format", "json", store=ledger).out)["unread"] == unread
    assert {"n1", "n2", "n3", "federal-register"} <= set(unread)
    assert not {"n0", "us-ecfr"} & set(unread)
    cli("sync", "n1", "n2", "n3", store=ledger)
    listed = cli("status", store=ledger).out
    groups = re.findall(
        r"Feeds fully read \d+ \w+ \d{4} at \d\d:\d\d UTC, due again [^:]*:\d\d UTC: ([^.]*)\.", words(listed)
    )
    assert sorted(", ".join(groups).split(", ")) == ["n0", "n1", "n2", "n3"]
    assert max(map(len, listed.splitlines())) <= 80
    assert "4 feeds were fully read, the earliest" in words(cli("since", "2025-05-01", "--full", store=ledger).out)
    server.put("/news.xml", "<html><body>Later</body></html>")
    cli("sync", "n2", store=ledger)
    told = words(cli("status", store=ledger).out)
    assert "n2 title (n2): INCOMPLETE" in told
    assert "failures in a row: 1, tried again" in told
    assert "連続失敗1回" in cli("status", "--lang", "ja", store=ledger).out


def test_what_is_read_in_a_feed_that_lies_in_a_file(cli, ledger, tmp_path):
    """Nothing is fetched and nothing recorded."""
    body = "The Final Rule on Widget Exports (RIN 0694-AB12) takes effect on June 2, 2025."
    path = tmp_path / "feed.xml"
    path.write_text(rss([entry("Widgets ruled", 1, body=body), entry("Picnic of the Bureau", 2)]))
    told = cli("feeds", "try", str(path), "--jurisdiction", "us", store=ledger)
    assert (told.status, told.err) == (0, "")
    assert "2025-06-02" in words(told.out)
    assert "Picnic of the Bureau Silent no words of law" in words(told.out)
    path.write_text("no feed")
    wrong = cli("feeds", "try", str(path), store=ledger)
    assert wrong.status != 0
    assert "feed.xml: found" in words(wrong.err)
