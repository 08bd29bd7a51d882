"""Whole routes for fuzzing: bytes into a ledger of their own, by the ways in which they come, and what it then answers.

What a route accepts must be good for ever: the ledger answers, its export is read again, and gives the same ledger.
"""

from __future__ import annotations

import json
import re
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from regtrack import dates
from regtrack.errors import RegtrackError, printable
from regtrack.http.fetch import Fetched, Fetcher, FetchError, Limits, Means, RetryAdvice, UnreadableError
from regtrack.report.rendering import render
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.run import Run
from regtrack.sources.source import Asked, RunContext
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests.fuzz.scratch import Scratch
from tests.helpers import NOW, e, events_of, rule

_IN_MEMORY = "/dev/shm"
_TEMPORARY = tempfile.TemporaryDirectory(prefix="regtrack-fuzz-", dir=_IN_MEMORY if Path(_IN_MEMORY).is_dir() else None)
FOLDER = Path(_TEMPORARY.name)
_NO_SENTENCE = ("Traceback", "object at 0x", "<class ", "a fault of regtrack itself", "Error(")


class NoSentenceError(AssertionError):
    """What a user would read is no sentence: a class, a control character, nothing at all."""


def judge(said: object) -> None:
    """Raise unless each line of what a user reads can be shown, and none is about our own insides."""
    lines = str(said).split("\n")
    if not all(lines) or printable(str(said)) != str(said) or any(each in str(said) for each in _NO_SENTENCE):
        raise NoSentenceError(repr(str(said))[:600])


@contextmanager
def ours(*more: type[Exception]) -> Iterator[None]:
    """An error of ours is an answer, if it is a sentence; so are those of ``more``, where a caller takes them."""
    try:
        yield
    except (RegtrackError, *more) as error:
        judge(error)


# --- into a ledger ----------------------------------------------------------------------------------------------------


SCRATCH = Scratch()


def empty() -> SqliteStore:
    """An empty ledger in memory."""
    return SCRATCH.ledger(_nothing)


def _nothing(_: SqliteStore) -> None:
    """Leave it empty."""


def small() -> Tracker:
    """A ledger with one rule, some of its dates and a document."""
    return Tracker(SCRATCH.ledger(_rule), clock=lambda: NOW)


def _rule(store: SqliteStore) -> None:
    tables = (
        e("publish", published="2024-01-05", summary="Widgets need a licence.", evidence=["doc"]),
        e("set_effective", published="2024-01-05", effect="2024-03-01", evidence=["doc"]),
        e("set_deadline", name="comments", through="2024-02-05", published="2024-01-05", evidence=["doc"]),
    )
    made = rule(
        title="Widgets of Concern", document_number=("2024-00101",), citation=("89 FR 1000",), cfr=("15 CFR 744",)
    )
    store.append(Batch("t", "T", [made, *events_of(tables)]), dates.tick_of(NOW))


def add(data: bytes, name: str = "file", *, into: Callable[[], Tracker] | None = None) -> None:
    """Add a file of these bytes to a ledger, and then look at what it has become."""
    path = FOLDER / name
    path.write_bytes(data)
    tracker = into() if into else Tracker(empty(), clock=lambda: NOW)
    try:
        with ours():
            report = tracker.add(path)
            for problem in report.problems:
                judge(problem)
        inspect(tracker)
    finally:
        tracker.close()


def sync(make: str, data: bytes, feed: FeedFile, **asked: Any) -> None:
    """Run a source whose addresses give what these bytes say; then look at the ledger."""
    from regtrack.sources.registry import load

    tracker = Tracker(empty(), clock=lambda: NOW)
    store, clock = tracker._store, lambda: dates.tick_of(NOW)
    fetcher: Any = Answers(data)
    try:
        source = load(make)(RunContext(store, fetcher, feed, clock, Asked(**asked)))
        for problem in Run(store, source, clock).go(fetcher).problems:
            judge(problem)
        inspect(tracker)
    finally:
        tracker.close()


def news(data: bytes) -> None:
    """Sync a feed with these bytes, claims and all; then look at the ledger."""
    tracker = small()
    try:
        report = tracker.sync("own", feeds=own_feeds(), fetcher=Answers(data))
        for each in report.feeds:
            for problem in each.problems:
                judge(problem)
        inspect(tracker)
    finally:
        tracker.close()


def own_feeds() -> Path:
    """A folder with one feed."""
    path = FOLDER / "feeds" / "own.toml"
    if not path.exists():
        path.parent.mkdir()
        path.write_text(
            'id = "own"\ntitle = "Own"\nurl = "https://bureau.example/news.xml"\nformat = "rss"\npublisher = "Bureau"\n'
            'zone = "America/New_York"\nchecked = 2026-01-01\nceiling = "announced"\njurisdiction = "us"\n'
        )
    return path.parent


_INSPECTED = set[bytes]()
"""Digests of ledgers that were looked at, without hashes of files: many inputs say the same, which is judged once."""
_HASH = re.compile(r'"[0-9a-f]{24,64}"')


def inspect(tracker: Tracker) -> None:
    """Ask a ledger, and restore it from its export: both must go, whatever it was made to hold."""
    exported = list(tracker.export())
    digest = sha256(_HASH.sub("", "\n".join(exported)).encode()).digest()
    if len(exported) < 2 or digest in _INSPECTED:
        return
    render(tracker.board(), "text")
    render(tracker.since("2020-01-01", until="2025-12-31"), "text")
    render(tracker.upcoming(), "md")
    path = FOLDER / "export.jsonl"
    path.write_text("".join(f"{line}\n" for line in exported), "utf-8")
    again = Tracker(empty(), clock=lambda: NOW)
    try:
        again.add(path)
        if list(again.export()) != exported:
            raise AssertionError("the export of a restored ledger is another one")
    finally:
        again.close()
    _INSPECTED.add(digest)


class Answers:
    """A fetcher whose bytes are a JSON object of address parts and answers; or else the answer of every address."""

    def __init__(self, data: bytes) -> None:
        try:
            table = json.loads(data)
        except (ValueError, RecursionError):
            table = None
        self.skews: dict[str, float] = {}
        self._data, self._table = data, table if isinstance(table, dict) and "answers" in table else None

    @contextmanager
    def listening(self) -> Iterator[RetryAdvice]:
        yield RetryAdvice()

    def read(self, url: str, reader: Callable[[Fetched], Any], **_: object) -> Any:
        body = self._data
        if self._table is not None:
            answers = self._table["answers"]
            found = (
                next((each for part, each in answers.items() if part in url), None) if isinstance(answers, dict) else 0
            )
            if found is None:
                raise FetchError(url, "status 404", "200", status=404)
            text = found if isinstance(found, str) and found.startswith("<") else json.dumps(found)
            body = text.encode("utf-8", "surrogatepass")
        try:
            return reader(Fetched(url, body, {}))
        except UnreadableError as error:
            raise FetchError(url, error.found, error.expected, status=200) from error


# --- over HTTP --------------------------------------------------------------------------------------------------------


class Wire:
    """A server on loopback that gives the bytes it was told to, to whoever connects."""

    def __init__(self) -> None:
        self.data = b""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._look_up = socket.getaddrinfo
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}/x"

    def _serve(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            with connection, suppress(OSError):
                connection.recv(4096)
                connection.sendall(self.data)
                connection.shutdown(socket.SHUT_WR)

    def fetch(self, data: bytes) -> None:
        """Fetch an answer of these bytes; no other server is asked."""
        self.data = data
        still = Means(sleep=lambda _: None)
        socket.getaddrinfo = self._only_here
        try:
            limits = Limits(attempts=2, redirects=2, silence=1, whole=1.5)
            with ours(), Fetcher(limits=limits, means=still, allow_private=True) as fetcher:
                fetcher.get(self.url)
        finally:
            socket.getaddrinfo = self._look_up

    def _only_here(self, host: object, *arguments: Any, **named: Any) -> Any:
        if host != "127.0.0.1":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self._look_up("127.0.0.1", *arguments, **named)
