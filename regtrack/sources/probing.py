"""Whether the addresses of feeds answer: all at once, in seconds, and said once where nothing can be reached."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit
from urllib.request import getproxies

import attrs

from regtrack.errors import FeedError
from regtrack.http.fetch import Fetcher, FetchError, Limits
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.feeds import reading
from regtrack.sources.registry import formats
from regtrack.sources.syncing import Access

_AT_ONCE = 16
_LIMITS = Limits(attempts=1, connect=4, silence=8, whole=15, max_bytes=reading.MOST_BYTES)
_SURE = 6
"""When so many different servers cannot be reached and none can, it is the way to all of them."""
_LOOK_UP = 5.0
"""Seconds for the names of all servers."""


class OfflineError(FeedError):
    """No server can be reached."""

    def __init__(self) -> None:
        super().__init__("you seem to be offline: no server can be reached; nothing was changed")


@attrs.frozen
class Probe:
    """What came of asking one feed.

    Attributes:
        feed: which.
        problem: why it gave nothing usable; None where it answered.
        reached: its server answered, whatever it said.
    """

    feed: FeedFile
    problem: str | None
    reached: bool


def probe(feeds: Iterable[FeedFile], access: Access, done: Callable[[Probe], object] = lambda _: None) -> list[Probe]:
    """Ask every feed once, all at the same time; in the order of the feeds.

    Args:
        feeds: which to ask.
        access: the way to them.
        done: called with each as it comes.

    Raises:
        OfflineError: no server can be reached.
    """
    feeds = list(feeds)
    found: dict[str, Probe] = {}
    with access.open(_LIMITS) as fetcher, ThreadPoolExecutor(_AT_ONCE) as pool:
        waiting = [pool.submit(_ask, feed, fetcher) for feed in feeds]
        for each in as_completed(waiting):
            result = each.result()
            found[result.feed.id] = result
            done(result)
            if len(found) >= min(_SURE, len(feeds)) and not any(one.reached for one in found.values()):
                pool.shutdown(wait=False, cancel_futures=True)
                raise OfflineError
    return [found[feed.id] for feed in feeds]


def check_online(urls: Iterable[str]) -> None:
    """Look the servers of some addresses up, all at the same time and none for long.

    Behind a proxy names need not be known here: it is the proxy that must take a connection.

    Raises:
        OfflineError: no name is found, or no proxy answers.
    """
    named = {host for url in urls if (host := urlsplit(url).hostname)}
    proxies = [urlsplit(url) for scheme, url in getproxies().items() if scheme in ("http", "https", "all")]
    servers: set[tuple[str, int | None]] = {(host, None) for host in named}
    if proxies:
        servers = {(each.hostname, each.port or 80) for each in proxies if each.hostname}
    if not named or not servers:
        return
    found: SimpleQueue[bool] = SimpleQueue()
    for host, port in servers:
        threading.Thread(target=_look_up, args=(host, port, found), daemon=True).start()  # a resolver may hang
    until = time.monotonic() + _LOOK_UP
    for _ in servers:
        try:
            if found.get(timeout=max(until - time.monotonic(), 0)):
                return
        except Empty:
            break
    raise OfflineError


def _look_up(host: str, port: int | None, found: SimpleQueue[bool]) -> None:
    try:
        if port is None:
            socket.getaddrinfo(host, None)
        else:
            socket.create_connection((host, port), _LOOK_UP).close()
        found.put(True)
    except OSError:
        found.put(False)


def _ask(feed: FeedFile, fetcher: Fetcher) -> Probe:
    try:
        if formats()[feed.format].is_news:
            answer = fetcher.read(feed.url, reading.read_answer, accept=reading.ACCEPT, max_bytes=reading.MOST_BYTES)
            return Probe(feed, f"found {answer.fault}" if answer.fault else None, reached=True)
        fetcher.get(feed.url + formats()[feed.format].probe)
    except FetchError as error:
        return Probe(feed, error.found, reached=error.status is not None)
    return Probe(feed, None, reached=True)
