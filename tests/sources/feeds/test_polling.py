"""Asking several feeds: with as many threads as their servers need, and no more."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Barrier, current_thread

import pytest

from regtrack.http.fetch import Fetcher
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.feeds import sync
from regtrack.sources.feeds.sync import THREADS, Poll, poll_all


def _asked(monkeypatch: pytest.MonkeyPatch, count: int, wait: Callable[[], object]) -> tuple[list[int], set[str]]:
    """How many feeds came together, and the threads that asked: each feed of a server of its own, that answers then."""
    threads = set[str]()

    def poll(_: object, source: FeedFile, __: object) -> Poll:
        threads.add(current_thread().name)
        wait()
        return Poll(source)

    monkeypatch.setattr(sync, "poll", poll)
    sources = [
        FeedFile(f"f{n}", f"Feed {n}", f"https://{n}.example/feed", "rss", "Bureau", "UTC") for n in range(count)
    ]
    with Fetcher() as fetcher:
        groups = list(poll_all(fetcher, sources, {}))
    assert sorted(each.source.id for group in groups for each in group) == sorted(each.id for each in sources)
    return list(map(len, groups)), threads


def test_servers_that_answer_at_once_need_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what comes one after the other is recorded together, as soon as it is here."""
    patience = 60.0
    monkeypatch.setattr(sync, "_SOON", patience)
    began = time.monotonic()
    groups, threads = _asked(monkeypatch, 30, lambda: None)
    assert time.monotonic() - began < patience
    assert groups == [25, 5]
    assert len(threads) == 1


def test_servers_that_take_their_time_are_asked_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """None answers before all are asked that may be asked at a time."""
    together = Barrier(THREADS)
    _, threads = _asked(monkeypatch, 2 * THREADS, lambda: together.wait(timeout=60))
    assert len(threads) == THREADS


def test_nothing_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _asked(monkeypatch, 0, lambda: None) == ([], set())
