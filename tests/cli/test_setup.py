"""``regtrack setup``: three answers, every address asked once, and a file of settings that can be read."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from regtrack import config
from regtrack.sources import probing
from regtrack.sources.probing import Probe

ANSWERS = ("--topic", "ai-chips", "--mail", "lin@example.org", "--language", "ja")


@pytest.fixture
def settings(monkeypatch, tmp_path):
    """A folder of settings of one's own; where the file is written."""
    monkeypatch.setenv("REGTRACK_FEEDS", str(tmp_path / "feeds"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "regtrack.toml"


def answering(monkeypatch, *silent, reached=True):
    """Every feed answers but these."""
    monkeypatch.setattr(
        probing, "_ask", lambda feed, _: Probe(feed, "404 Not Found" if feed.id in silent else None, reached=reached)
    )


def test_what_answers_is_followed_and_the_settings_are_written(cli, settings, monkeypatch):
    answering(monkeypatch, "us-bis-news")
    done = cli("setup", *ANSWERS, "--file", settings)
    assert done.status == 0, done.err
    assert "federal-register" in done.out
    assert "Did not answer: us-bis-news (404 Not Found)" in done.out
    (lin,) = config.read(settings).digests.subscriber
    assert (str(lin.to[0]), lin.language, lin.subscription[0].topic) == ("lin@example.org", "ja", ("ai-chips",))
    followed = cli("feeds", "list").out.partition("not followed")[0]
    assert "us-ofac-sdn" in followed
    assert "us-bis-news" not in followed
    assert "15 CFR 730-774" in cli("feeds", "show", "us-ecfr").out


def test_without_mail_the_settings_say_how_to_have_one(cli, settings):
    assert (
        cli("setup", "--topic", "ai-chips", "--mail", "no", "--language", "en", "--no-check", "--file", settings)[0]
        == 0
    )
    assert "# [mail]" in settings.read_text("utf-8")
    assert config.read(settings).digests.subscriber == ()


def test_offline_is_said_once_and_nothing_is_written(cli, settings, monkeypatch):
    answering(monkeypatch, reached=False)
    done = cli("setup", *ANSWERS, "--file", settings)
    assert done.status == 1
    assert [line for line in done.err.splitlines() if "offline" in line] == [
        "regtrack: you seem to be offline: no server can be reached; nothing was changed"
    ]
    assert not settings.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--topic", "ai-chip", "--mail", "no", "--language", "en"), "ai-chips"),
        (("--topic", "ai-chips", "--mail", "lin", "--language", "en"), "expected an address"),
        (("--topic", "ai-chips", "--mail", "no", "--language", "xx"), "expected one of en, ja"),
        (("--mail", "no"), "--topic is required without a terminal"),
    ],
)
def test_what_was_not_understood_is_an_error(cli, settings, options, said):
    done = cli("setup", *options, "--no-check", "--file", settings)
    assert (done.status, settings.exists()) == (2, False)
    assert said in done.err


def test_what_is_there_is_kept(cli, settings):
    settings.write_text("mine", "utf-8")
    assert cli("setup", *ANSWERS, "--no-check", "--file", settings).status == 2
    assert settings.read_text("utf-8") == "mine"


def test_every_feed_is_asked_at_once(cli, settings, monkeypatch):
    answering(monkeypatch, "us-ustr")
    done = cli("feeds", "test", "--all")
    assert done.status == 1
    first, *lines = done.out.splitlines()
    assert first.endswith("feeds answered")
    assert lines[-1].split() == ["us-ustr", "404", "Not", "Found"]
    assert cli("feeds", "test").status == 2


def test_a_sync_offline_says_so_at_once(cli, settings, monkeypatch, tmp_path):
    """Instead of every feed, three times each."""

    def unknown(*_):
        raise OSError

    monkeypatch.setattr(probing.socket, "getaddrinfo", unknown)
    monkeypatch.setattr(probing, "getproxies", dict)
    done = cli("sync", store=tmp_path / "ledger.sqlite")
    assert (done.status, done.out) == (1, "")
    assert done.err.count("you seem to be offline") == 1


def test_a_server_that_is_known_is_asked(monkeypatch):
    monkeypatch.setattr(probing, "getproxies", dict)
    probing.check_online(["http://localhost:1/", "https://no-such-name.invalid/"])
    with pytest.raises(probing.OfflineError):
        probing.check_online(["https://no-such-name.invalid/"])


def test_a_proxy_that_takes_no_connection_is_offline_too(monkeypatch):
    """Behind a proxy the names of servers need not be known: it is the proxy that is asked."""
    monkeypatch.setattr(probing, "getproxies", lambda: {"https": "http://127.0.0.1:1", "no": "localhost"})
    with pytest.raises(probing.OfflineError):
        probing.check_online(["https://no-such-name.invalid/"])
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        monkeypatch.setattr(probing, "getproxies", lambda: {"https": f"http://127.0.0.1:{proxy.getsockname()[1]}"})
        probing.check_online(["https://no-such-name.invalid/"])


RSS = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Releases</title><link>https://example.org/</link>'
    b"<item><title>A release</title><link>https://example.org/1</link><pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate>"
    b"</item></channel></rss>"
)


class Playing(BaseHTTPRequestHandler):
    """Plays the server of every feed: news as RSS, all else as JSON; one is gone, and one shows a page."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        feed = self.path.split("/")[1].partition("?")[0]
        self.asked.append(feed)
        gone = feed == "us-bis-news"
        body = RSS if "press" in feed or feed == "us-commerce-news" else b"{}"
        body = b"<html><body>Welcome</body></html>" if feed == "us-state-press" else body
        self.send_response(404 if gone else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def test_setup_over_http_follows_what_answers(cli, settings, monkeypatch, tmp_path):
    """Every server is asked once, over HTTP; what is gone or no feed is told by its name, and is not followed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Playing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Playing.asked.clear()
    monkeypatch.setenv("REGTRACK_ALLOW_PRIVATE", "1")
    folder = tmp_path / "feeds"
    folder.mkdir()
    for each in json.loads(cli("feeds", "list", "--format", "json").out)["feeds"]:
        address = f"http://127.0.0.1:{server.server_port}/{each['id']}"
        (folder / f"{each['id']}.toml").write_text(f'id = "{each["id"]}"\nurl = "{address}"\n', "utf-8")
    try:
        done = cli("setup", *ANSWERS, "--file", settings)
    finally:
        server.shutdown()
        server.server_close()
    assert done.status == 0, done.err
    assert {"federal-register", "us-ecfr", "us-ofac-sdn", "us-csl", "us-commerce-news"} <= set(Playing.asked)
    assert len(Playing.asked) == len(set(Playing.asked))
    followed, *silent = done.out.splitlines()
    assert {"federal-register", "us-ecfr", "us-commerce-news", "us-ofac-sdn"} <= set(
        followed.split(": ")[1].split(", ")
    )
    told = {line.split()[3]: line for line in silent if line.startswith("Did not answer")}
    assert {"us-bis-news", "us-state-press"} <= told.keys()
    assert "404" in told["us-bis-news"]
    assert f"Written: {settings}" in done.out
    assert config.read(settings).digests.subscriber[0].language == "ja"
