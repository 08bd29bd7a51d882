"""The Fetcher, through the stand-in server only: what it takes, what it refuses, and how long it waits."""

from __future__ import annotations

import gc
import itertools
import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from email.utils import formatdate
from pathlib import Path
from typing import Any

import attrs
import pytest
import urllib3

from regtrack.errors import RegtrackError
from regtrack.http.connections import is_public
from regtrack.http.fetch import (
    DiskCache,
    Fetched,
    Fetcher,
    FetchError,
    Limits,
    Means,
    UnreadableError,
    masked,
    shorten,
)
from tests.rows import each_row
from tests.sources.replies import (
    Reply,
    as_it_is,
    body,
    dropped,
    edited,
    html_page,
    huge,
    redirect,
    slow,
    status,
    truncated,
    truncated_quietly,
)
from tests.sources.shapes import sample
from tests.sources.standin import StandIn


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self, chance: float = 1.0) -> None:
        self.time, self.slept, self.chance = 1_700_000_000.0, list[float](), chance

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    @property
    def means(self) -> Means:
        return Means(now=lambda: self.time, monotonic=lambda: self.time, random=lambda: self.chance, sleep=self.sleep)


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn([sample("2024-00001", "2024-01-02")]) as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_fetcher(clock: Clock) -> Iterator[Callable[..., Fetcher]]:
    opened: list[Fetcher] = []

    def make(**options: Any) -> Fetcher:
        limits = {"silence": 5.0, "connect": 5.0} | options.pop("limits", {})
        fetcher = Fetcher(
            limits=Limits(**limits), means=options.pop("means", clock.means), **{"allow_private": True} | options
        )
        opened.append(fetcher)
        return fetcher

    yield make
    for fetcher in opened:
        fetcher.close()


@pytest.fixture
def fetcher(open_fetcher: Callable[..., Fetcher]) -> Fetcher:
    return open_fetcher()


def url_of(server: StandIn, path: str = "/documents.json") -> str:
    return f"{server.api}{path}"


def as_json(fetched: Fetched) -> Any:
    try:
        return json.loads(fetched.body)
    except ValueError as error:
        raise UnreadableError("text that is not JSON", "JSON") from error


# --- what is asked and taken


def test_a_request_says_who_asks(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    open_fetcher(contact="law@example.org").get(url_of(server), accept="application/json")
    headers = server.log[0][0].headers
    assert headers["user-agent"].startswith("regtrack/")
    assert "law@example.org" in headers["user-agent"]
    assert headers["accept"] == "application/json"


def test_an_answer_has_its_bytes_headers_and_moment(server: StandIn, fetcher: Fetcher, clock: Clock) -> None:
    fetched = fetcher.get(url_of(server))
    assert json.loads(fetched.body)["count"] == 1
    assert fetched.headers["content-type"].startswith("application/json")
    assert not fetched.unchanged


def test_a_compressed_answer_is_decoded(server: StandIn, fetcher: Fetcher) -> None:
    server.zipped = True
    assert json.loads(fetcher.get(url_of(server)).body)["count"] == 1


def test_connections_are_pooled(server: StandIn, open_fetcher: Callable[..., Fetcher], tmp_path: Path) -> None:
    fetcher = open_fetcher(cache=DiskCache(tmp_path))
    for _ in range(5):
        fetcher.get(url_of(server))
    assert server.statuses == [200, 304, 304, 304, 304]
    assert server.connections == 1


def test_no_more_connections_than_the_limit(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    server.always = slow(0.005, size=400)
    fetcher = open_fetcher(limits={"connections": 2})
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: fetcher.get(url_of(server)), range(12)))
    assert server.peak == 2


# --- conditional requests


def test_the_second_request_is_conditional(
    server: StandIn, open_fetcher: Callable[..., Fetcher], tmp_path: Path
) -> None:
    first = open_fetcher(cache=DiskCache(tmp_path)).get(url_of(server))
    second = open_fetcher(cache=DiskCache(tmp_path)).get(url_of(server))
    assert (second.body, second.unchanged) == (first.body, True)
    assert server.log[1][0].headers["if-none-match"] == first.headers["etag"]
    assert server.log[1][0].headers["if-modified-since"] == first.headers["last-modified"]
    server.edit("2024-00001", title="Edited")
    third = open_fetcher(cache=DiskCache(tmp_path)).get(url_of(server))
    assert b"Edited" in third.body
    assert not third.unchanged
    assert server.statuses == [200, 304, 200]


def test_what_cannot_be_asked_about_is_not_kept(
    server: StandIn, open_fetcher: Callable[..., Fetcher], tmp_path: Path
) -> None:
    server.cached = False
    fetcher = open_fetcher(cache=DiskCache(tmp_path))
    for _ in range(2):
        fetcher.get(url_of(server))
    assert "if-none-match" not in server.log[1][0].headers
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-9], lambda data: b"", lambda data: b"{}\n", lambda data: b"[1]\nx"]
)
def test_a_harmed_file_is_a_miss(
    server: StandIn, open_fetcher: Callable[..., Fetcher], tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    fetcher = open_fetcher(cache=DiskCache(tmp_path))
    whole = fetcher.get(url_of(server)).body
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(harm(file.read_bytes()))
    assert fetcher.get(url_of(server)).body == whole
    assert server.statuses == [200, 200]


def test_a_cache_that_cannot_be_written_is_no_cache(
    server: StandIn, open_fetcher: Callable[..., Fetcher], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    fetcher = open_fetcher(cache=DiskCache(tmp_path / "file"))
    assert fetcher.get(url_of(server)).body == fetcher.get(url_of(server)).body


def test_the_cache_drops_what_was_used_least(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, max_bytes=3000)
    for name in "abc":
        data = name.encode() * 1000
        cache.save(name, Fetched(name, data, {"etag": '"1"'}))
    assert cache.load("a") is not None  # used last
    cache.trim()
    assert (cache.load("a") is None, cache.load("b") is None) == (False, True)


def test_a_304_that_nobody_asked_for(server: StandIn, fetcher: Fetcher) -> None:
    server.always = status(304)
    with pytest.raises(FetchError, match="found status 304"):
        fetcher.get(url_of(server))


# --- faults that pass


@pytest.mark.parametrize("behaviour", [status(503), status(500), status(429), dropped(), truncated(), truncated(0.99)])
def test_a_passing_fault_is_tried_again(server: StandIn, fetcher: Fetcher, clock: Clock, behaviour: Any) -> None:
    server.script = {1: behaviour, 2: behaviour}
    assert json.loads(fetcher.get(url_of(server)).body)["count"] == 1
    assert len(server.log) == 3
    assert clock.slept == [1.0, 2.0]


@pytest.mark.parametrize("behaviour", [html_page(), truncated_quietly(), body('{"count": 1,')])
def test_an_answer_that_cannot_be_read_is_tried_again_and_never_kept(
    server: StandIn, open_fetcher: Callable[..., Fetcher], tmp_path: Path, behaviour: Any
) -> None:
    server.script = {1: behaviour, 2: behaviour}
    fetcher = open_fetcher(cache=DiskCache(tmp_path))
    assert fetcher.read(url_of(server), as_json)["count"] == 1
    assert server.statuses == [200, 200, 200]
    assert fetcher.read(url_of(server), as_json)["count"] == 1
    assert server.statuses[-1] == 304


def test_backoff_doubles_within_bounds(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    server.always = status(503)
    for chance, delays in ((0.0, [0.5, 1, 2, 2.5, 2.5]), (0.999999, [1, 2, 4, 5, 5])):
        clock = Clock(chance)
        fetcher = open_fetcher(means=clock.means, limits={"attempts": 6, "longest_delay": 5})
        with pytest.raises(FetchError, match="found status 503 in 6 attempts; expected 200"):
            fetcher.get(url_of(server))
        assert clock.slept == pytest.approx(delays, rel=1e-3)


@pytest.mark.parametrize("attempts", [1, 2, 5])
def test_never_more_attempts_than_the_limit(
    server: StandIn, open_fetcher: Callable[..., Fetcher], attempts: int
) -> None:
    server.always = status(500)
    with pytest.raises(FetchError) as caught:
        open_fetcher(limits={"attempts": attempts}).get(url_of(server))
    assert len(server.log) == attempts == caught.value.attempts
    assert caught.value.status == 500


def test_retry_after_in_seconds(server: StandIn, fetcher: Fetcher, clock: Clock) -> None:
    server.script = {1: status(429, "37")}
    fetcher.get(url_of(server))
    assert clock.slept == [37.0]


def test_retry_after_as_a_date(server: StandIn, fetcher: Fetcher, clock: Clock) -> None:
    server.script = {1: status(503, formatdate(clock.time + 90, usegmt=True))}
    fetcher.get(url_of(server))
    assert clock.slept == [90.0]


@pytest.mark.parametrize("text", ["", "soon", "-5", "Mon, 99 Jan 2024 00:00:00 GMT", "١٢", "0"])
def test_a_retry_after_without_sense_is_backoff(server: StandIn, fetcher: Fetcher, clock: Clock, text: str) -> None:
    server.script = {1: status(429, text.encode().decode("latin-1"))}
    fetcher.get(url_of(server))
    assert clock.slept == [1.0]


def test_a_server_that_asks_for_an_hour_is_left_alone(server: StandIn, fetcher: Fetcher, clock: Clock) -> None:
    server.script = {1: status(429, "3600")}
    with pytest.raises(FetchError, match="found status 429 and a request to wait 3600 s"):
        fetcher.get(url_of(server))
    with pytest.raises(FetchError, match="asks for no requests for"):
        fetcher.get(url_of(server, "/other.json"))
    assert (len(server.log), clock.slept) == (1, [])


def test_one_wish_holds_for_every_thread(server: StandIn, open_fetcher: Callable[..., Fetcher], clock: Clock) -> None:
    fetcher = open_fetcher(limits={"attempts": 1})
    server.script = {1: status(429, "50")}
    with pytest.raises(FetchError):
        fetcher.get(url_of(server))
    fetcher.get(url_of(server, "/public-inspection-documents.json"))
    assert clock.slept == [50.0]


def test_a_dead_server_is_given_up(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    server.always = dropped()
    fetcher = open_fetcher(limits={"attempts": 2, "give_up_after": 3})
    for number in range(6):
        with pytest.raises(FetchError):
            fetcher.get(url_of(server, f"/{number}.json"))
    assert len(server.log) == 6  # three addresses, twice each; the other three were not asked for
    with pytest.raises(FetchError, match="found no usable answer to the last 3 addresses asked"):
        fetcher.get(url_of(server))


def test_an_answer_of_no_is_an_answer(server: StandIn, open_fetcher: Callable[..., Fetcher], clock: Clock) -> None:
    fetcher = open_fetcher(limits={"give_up_after": 2})
    for _ in range(4):
        with pytest.raises(FetchError, match=r"found status 404 \(.*Record Not Found.*\); expected 200") as caught:
            fetcher.get(url_of(server, "/nothing.json"))
        assert caught.value.status == 404
        assert isinstance(caught.value, RegtrackError)
    assert (len(server.log), clock.slept) == (4, [])


def test_nobody_listens(open_fetcher: Callable[..., Fetcher]) -> None:
    with StandIn() as server:
        url = server.api
    with pytest.raises(FetchError, match=r"found no answer \(.*refused.*\) in 2 attempts; expected one") as caught:
        open_fetcher(limits={"attempts": 2}).get(url)
    assert "0x" not in str(caught.value)


def test_closing_ends_the_waiting(server: StandIn) -> None:
    fetcher = Fetcher(allow_private=True, means=Means())  # the true clock
    asked = threading.Event()

    def behave(reply: Reply) -> Reply:
        asked.set()
        return status(429, "300")(reply)

    server.always = behave
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(fetcher.get, url_of(server))
        assert asked.wait(10)
        fetcher.close()
        with pytest.raises(FetchError, match="found a fetcher that is closed"):
            future.result(timeout=10)


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (truncated(), r"a body that is incomplete \(\d+ of \d+ bytes came\); expected a complete one"),
        (as_it_is([HEAD, b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"]), "a body that is incomplete .it ended"),
        (as_it_is([HEAD, b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab"]), "a body that is incomplete .it ended"),
        (dropped(), "no answer .the connection was closed without a word.; expected one"),
        (as_it_is([b"SSH-2.0-OpenSSH_9\r\n\r\n"]), "no answer .what came is no HTTP.; expected one"),
        (as_it_is([b"HTTP/9.1 200 OK\r\n\r\n"]), "no answer .what came is no HTTP."),
        (as_it_is([HEAD, b"Content-Length: 1, 2\r\n\r\nx"]), "no answer .what came is no HTTP."),
        (as_it_is([HEAD, *[b"X: 1\r\n"] * 200, b"\r\n"]), "no answer .it has too many headers."),
        (as_it_is([HEAD, b"X: " + b"x" * 70_000 + b"\r\n\r\n"]), "no answer .one of its headers is too long."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_answer_is_said_in_words(
    server: StandIn, open_fetcher: Callable[..., Fetcher], behaviour: Any, said: str
) -> None:
    """And none of the HTTP library's."""
    server.always = behaviour
    with pytest.raises(FetchError, match=f"found {said}") as caught:
        open_fetcher(limits={"attempts": 1}).get(url_of(server))
    assert not re.search(r"[A-Z][a-z]+[A-Z]\w*\(|Error|['\"]", str(caught.value))


def test_a_server_without_tls(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    with pytest.raises(FetchError, match=r"found a broken connection \(TLS: [a-z ]+\); expected an answer"):
        open_fetcher(limits={"attempts": 1}).get(url_of(server).replace("http:", "https:"))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("https://a.example/@who/x", "https://a.example/@who/x"),
        ("https://a.example:8080/@who/x", "https://a.example:8080/@who/x"),
        ("https://a.example/?mail=b@c.example", "https://a.example/?mail=b@c.example"),
        ("http://a:secret@b.example/x", "http://…@b.example/x"),
        ("http://secret@b.example", "http://…@b.example"),
        ("http://a:sec@ret@b.example/", "http://…@b.example/"),
        ("http://a:secret/secret@b.example/", "http://…@b.example/"),
        ("see 'http://a:secret@b.example/'", "see 'http://…@b.example/'"),
    ],
)
def test_no_password_is_shown(fetcher: Fetcher, url: str, shown: str) -> None:
    assert masked(url) == shorten(url) == shown


def test_no_password_is_in_an_error(server: StandIn, fetcher: Fetcher) -> None:
    for url in ("http://a:secret@b.example/x", "http://a:secret/secret@b.example/"):
        server.script = {1: redirect(url)}
        for asked in (url, url_of(server)):
            with pytest.raises(FetchError, match="expected an http or https address") as caught:
                fetcher.get(asked)
            assert "secret" not in str(caught.value)
        server.forget()


# --- faults that stay: size, time, place


@pytest.mark.parametrize(
    "behaviour", [huge(100_000_000), huge(100_000_000, announced=True)], ids=["streamed", "announced"]
)
def test_a_body_without_end_is_not_read_to_its_end(
    server: StandIn, open_fetcher: Callable[..., Fetcher], clock: Clock, behaviour: Any
) -> None:
    fetcher = open_fetcher(limits={"max_bytes": 1_000_000, "connections": 1})
    server.script = dict.fromkeys((1, 2, 3), behaviour)
    for _ in range(3):
        with pytest.raises(FetchError, match=r"found a body of (more than 1000000|100000000) bytes; expected at most"):
            fetcher.get(url_of(server))
    assert clock.slept == []
    assert fetcher.get(url_of(server)).body  # the one connection was given back each time


def test_a_compressed_bomb_is_measured_as_it_unfolds(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    server.always = huge(50_000_000, zipped=True)
    with pytest.raises(FetchError, match="more than 1000000 bytes"):
        open_fetcher().get(url_of(server), max_bytes=1_000_000)


def test_a_body_that_is_not_what_it_says(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    server.always = lambda reply: attrs.evolve(reply, headers={"Content-Encoding": "gzip"}, body=b"plain")
    with pytest.raises(FetchError, match="cannot be decoded"):
        open_fetcher(limits={"attempts": 2}).get(url_of(server))


@pytest.mark.parametrize(
    ("stated", "named"), [("br", "br"), ("zstd", "zstd"), ("gzip, BR", "br"), ("x-compress", "x-compress")]
)
def test_a_compression_that_nobody_asked_for(
    server: StandIn, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, stated: str, named: str
) -> None:
    """Whether or not the HTTP library could undo it depends on what else is installed; here it cannot."""
    monkeypatch.setattr("urllib3.response.HTTPResponse.CONTENT_DECODERS", ["gzip", "x-gzip", "deflate"])
    server.always = lambda reply: attrs.evolve(reply, headers={"Content-Encoding": stated}, body=b"\x0b\x02\x80...")
    with pytest.raises(FetchError, match=f"found Content-Encoding {named}; expected gzip or deflate"):
        fetcher.get(url_of(server))
    assert len(server.log) == 1


@pytest.mark.parametrize("stated", ["identity", "utf-8", "none"])
def test_a_compression_that_is_none(server: StandIn, fetcher: Fetcher, stated: str) -> None:
    server.always = lambda reply: attrs.evolve(reply, headers={"Content-Encoding": stated})
    assert json.loads(fetcher.get(url_of(server)).body)["count"] == 1


def test_an_answer_in_drops_has_an_end(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    server.always = slow(0.02, size=8)  # never silent for long, and minutes in all
    fetcher = open_fetcher(means=Means(sleep=lambda _: None), limits={"whole": 0.2, "attempts": 2})
    with pytest.raises(FetchError, match=r"found an answer that took more than 0.2 s in 2 attempts"):
        fetcher.get(url_of(server))


@pytest.mark.parametrize(
    "line", [b"X-Drop: 1\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", b"x"], ids=["headers", "answers to come", "one line"]
)
def test_headers_in_drops_have_an_end(server: StandIn, open_fetcher: Callable[..., Fetcher], line: bytes) -> None:
    """Nothing of the answer has come yet when the time is over, and every drop came soon after the one before."""
    start = b"" if line.startswith(b"HTTP") else b"HTTP/1.1 200 OK\r\n"
    server.always = as_it_is(itertools.chain([start], itertools.repeat(line)), pause=0.02)
    fetcher = open_fetcher(means=Means(sleep=lambda _: None), limits={"whole": 0.2, "attempts": 1})
    with pytest.raises(FetchError, match=r"found an answer that took more than 0.2 s; expected all of it"):
        fetcher.get(url_of(server))


def test_redirects_share_the_time_of_one_answer(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    server.always = redirect("again")
    fetcher = open_fetcher(means=Means(sleep=lambda _: None), limits={"whole": 0.2, "attempts": 1, "redirects": 1000})
    with pytest.raises(FetchError, match=r"found an answer that took more than 0.2 s"):
        fetcher.get(url_of(server))


def test_silence_has_an_end(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    server.always = slow(1.0, size=10_000)
    with pytest.raises(FetchError, match="timed out"):
        open_fetcher(limits={"silence": 0.1, "attempts": 1}).get(url_of(server))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no /proc on this system")
def test_a_server_that_falls_silent_on_a_kept_connection_leaks_none(server: StandIn) -> None:
    """Round after round, each with a fetcher of its own: closing it closes, whatever garbage refers to its pool."""

    def silent(reply: Reply) -> Reply:
        return attrs.evolve(reply, pieces=[b""], pause=0.5, raw=True)

    gc.collect()
    before = _sockets()
    gc.disable()
    try:
        for _ in range(2):
            server.forget()
            server.script[2] = silent  # on the connection of the first
            still = Means(sleep=lambda _: None)
            with Fetcher(limits=Limits(attempts=4, silence=0.25), means=still, allow_private=True) as fetcher:
                fetcher.get(url_of(server))
                fetcher.get(url_of(server))
        until = time.monotonic() + 3
        while _sockets() > before and time.monotonic() < until:  # the server closes its ends when it has seen ours go
            time.sleep(0.02)
        assert _sockets() <= before  # one of a test before this may have been closing
    finally:
        gc.enable()


def _sockets() -> int:
    found = 0
    for each in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found += str(each.readlink()).startswith("socket:")
    return found


def test_a_redirect_is_followed(server: StandIn, open_fetcher: Callable[..., Fetcher], tmp_path: Path) -> None:
    fetcher = open_fetcher(cache=DiskCache(tmp_path))
    server.when(lambda asked: asked.path == "/api/v1/old", redirect("/api/v1/documents.json", 301))
    for _ in range(2):
        fetched = fetcher.get(url_of(server, "/old"))
        assert fetched.url == url_of(server)
    assert server.statuses == [301, 200, 301, 304]


def test_redirects_have_an_end(server: StandIn, open_fetcher: Callable[..., Fetcher], clock: Clock) -> None:
    server.when(lambda asked: asked.path.endswith("/a"), redirect("b"))
    server.when(lambda asked: asked.path.endswith("/b"), redirect("a"))
    with pytest.raises(FetchError, match="found more than 4 redirects"):
        open_fetcher(limits={"redirects": 4}).get(url_of(server, "/a"))
    assert (len(server.log), clock.slept) == (5, [])


@pytest.mark.parametrize(
    "place",
    [
        "file:///etc/passwd",
        "ftp://example.org/x",
        "javascript:1",
        "http://u:p@example.org/",
        "http://[::1",
        "gopher://example.org",
    ],
)
def test_only_http_and_https(server: StandIn, fetcher: Fetcher, place: str) -> None:
    with pytest.raises(FetchError, match="expected an http or https address"):
        fetcher.get(place)
    server.always = redirect(place)
    with pytest.raises(FetchError, match=r"found a redirect to .*; expected an http or https address"):
        fetcher.get(url_of(server))


def test_a_key_is_not_sent_on_to_another_server(server: StandIn, fetcher: Fetcher) -> None:
    with StandIn() as other:
        server.script = {1: redirect(f"{server.api}/documents.json"), 3: redirect(url_of(other))}
        for _ in range(2):
            fetcher.read(url_of(server), as_json, headers={"X-Api-Key": "secret"})
        assert [asked.headers.get("x-api-key") for asked, _ in server.log] == ["secret"] * 3
        assert [asked.headers.get("x-api-key") for asked, _ in other.log] == [None]


def test_addresses_inside_are_refused(server: StandIn, open_fetcher: Callable[..., Fetcher], clock: Clock) -> None:
    fetcher = open_fetcher(allow_private=False)
    for host in "127.0.0.1 localhost localhost. [::1] [::127.0.0.1] 2130706433 0x7f.1 127.1 printer.local".split():
        url = url_of(server).replace("127.0.0.1", host)
        with pytest.raises(FetchError, match=r"found the address '.*'; expected a server on the public internet"):
            fetcher.get(url)
    assert (server.connections, clock.slept) == (0, [])


@pytest.mark.parametrize("listens", [True, False])
def test_names_of_addresses_inside_are_refused(
    server: StandIn, open_fetcher: Callable[..., Fetcher], monkeypatch: pytest.MonkeyPatch, listens: bool
) -> None:
    """In the same words, whether somebody listens there or not; before a byte is sent."""
    true = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **named: true("127.0.0.1", *rest, **named))
    url = url_of(server).replace("127.0.0.1", "inside.example")
    if not listens:
        server.__exit__()
    with pytest.raises(FetchError, match=r"found a server at the private address 127.0.0.1; expected one on the pub"):
        open_fetcher(allow_private=False, limits={"attempts": 1}).get(url)
    assert server.log == []


def test_a_redirect_inside_is_refused(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    """As it is written; so a server learns nothing of what listens here."""
    fetcher = open_fetcher(allow_private=False, proxy=server.site)
    server.always = redirect("http://127.0.0.1:22/")
    with pytest.raises(FetchError, match=r"found a redirect to 'http://127.0.0.1:22/'; expected a server on the pub"):
        fetcher.get("http://example.org/x")


def test_behind_a_proxy_names_are_looked_at(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    fetcher = open_fetcher(allow_private=False, proxy=server.site)
    for host in ("127.0.0.1", "localhost", "10.0.0.8", "[::1]", "printer.local", "169.254.169.254"):
        with pytest.raises(FetchError, match="expected a server on the public internet"):
            fetcher.get(f"http://{host}/x")
    server.always = body("through the proxy")
    assert fetcher.get("http://example.org/x").body == b"through the proxy"


@each_row(
    ("public", "addresses"),
    [
        (True, "93.184.216.34 2606:2800:220:1::1 64:ff9b::5db8:d822 ::ffff:93.184.216.34"),
        (False, "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1"),
        (False, "::127.0.0.1 ::8.8.8.8 64:ff9b:1::1 2001::1 fec0::1"),
        (False, "::1 :: fe80::1%eth0 fd00::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ff02::1"),
        (False, "example.org 1.2.3 300.1.1.1"),
    ],
)
def test_which_addresses_are_public(public: bool, addresses: str) -> None:
    assert {address: is_public(address) for address in addresses.split()} == dict.fromkeys(addresses.split(), public)


# --- the rest


def test_an_error_is_one_line(server: StandIn, open_fetcher: Callable[..., Fetcher]) -> None:
    long = url_of(server, f"/documents.json?{'fields[]=x&' * 90}")
    server.always = status(410)
    with pytest.raises(FetchError) as caught:
        open_fetcher().get(long)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert shorten(long).endswith("…")


def test_json_of_an_error_is_quoted_and_bounded(server: StandIn, fetcher: Fetcher) -> None:
    server.always = body(json.dumps({"status": 400, "message": "no\nsuch field " * 900}), code=400)
    with pytest.raises(FetchError, match=r"found status 400 \(.*such field") as caught:
        fetcher.get(url_of(server))
    assert len(str(caught.value)) < 500


def test_a_changed_answer_passes_through_the_reader(server: StandIn, fetcher: Fetcher) -> None:
    server.always = edited(lambda table: table.update(count=9))
    assert fetcher.read(url_of(server), as_json)["count"] == 9


def test_the_http_library_waits_until_something_is_fetched() -> None:
    code = (
        "import sys, regtrack.http.fetch, regtrack.sources.federal_register.client\n"
        "print([name for name in ('urllib3', 'feedparser', 'requests') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_connections_to_a_server_are_looked_for_once(
    server: StandIn, open_fetcher: Callable[..., Fetcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    find = urllib3.PoolManager.connection_from_url
    monkeypatch.setattr(
        urllib3.PoolManager, "connection_from_url", lambda self, url: (looked.append(url), find(self, url))[1]
    )
    server.always = body("here")
    fetcher = open_fetcher()
    for path in ("/a", "/b?c=d", ""):
        assert fetcher.get(f"{server.site}{path}").body == b"here"
    assert looked == [server.site]
