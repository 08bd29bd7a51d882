"""``regtrack setup``: three answers, every address asked once, and a file of settings that can be read."""

import socket

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
