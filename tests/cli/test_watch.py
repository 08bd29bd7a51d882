"""``regtrack watch``: it survives every round, and ends when it is told to, whatever a server does."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from regtrack.cli import run, watch
from regtrack.errors import StoreError
from tests.sources.feedserver import FeedServer, entry, feed_file, rss
from tests.sources.replies import slow


@pytest.mark.parametrize(
    "error", [StoreError("the ledger is on fire"), KeyError("x"), sqlite3.OperationalError("disk full"), MemoryError()]
)
def test_whatever_a_round_raises_the_next_one_comes_later(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    done = list[str]()

    def sync(*_: str, **__: bool) -> None:
        done.append("sync")
        raise error

    def run(**_: bool) -> SimpleNamespace:
        done.append("digests")
        return SimpleNamespace(made=(), sent=(), whole=True)

    rounds = watch._Rounds(SimpleNamespace(sync=sync, digests=SimpleNamespace(run=run)), (), 60)  # type: ignore[arg-type]
    waits = []
    for _ in range(8):
        rounds._next_sync = rounds._next_digests = 0.0
        assert not rounds.run()
        waits.append(round((rounds._next_sync - time.monotonic()) / 60))
    assert done == ["sync", "digests"] * 8
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]
    assert "sync: failed 8 in a row; again in 60 minutes" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
@pytest.mark.parametrize("signals", [[signal.SIGINT], [signal.SIGTERM, signal.SIGTERM]])
def test_it_ends_within_five_seconds_while_a_feed_drips(signals: list[int], tmp_path: Path) -> None:
    """A server that gives a byte now and then holds nobody up; a second signal ends it at once."""
    (tmp_path / "regtrack.toml").write_text('store = "ledger.sqlite"\n', "utf-8")
    with FeedServer({"/drip.xml": rss([entry("Widgets ruled")])}) as server:
        server.behave["/drip.xml"] = slow(1.0, 1)
        feeds = tmp_path / "feeds"
        feeds.mkdir()
        (feeds / "drip.toml").write_text(feed_file("drip", server.url("/drip.xml")), "utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "regtrack", "watch", "drip", "--config", str(tmp_path / "regtrack.toml")],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "REGTRACK_FEEDS": str(feeds), "REGTRACK_ALLOW_PRIVATE": "1", "HOME": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        end = time.monotonic() + 60
        while not server.log and time.monotonic() < end:
            time.sleep(0.02)
        assert server.log
        began = time.monotonic()
        for each in signals:
            process.send_signal(each)
            time.sleep(0.05)
        _, err = process.communicate(timeout=30)
        took = time.monotonic() - began
    assert took < 5
    assert process.returncode in ((0,) if len(signals) == 1 else (0, 130, -signal.SIGTERM))
    assert "Traceback" not in err


@pytest.mark.parametrize("replaced", [False, True])
def test_a_ledger_that_was_removed_or_replaced_meanwhile_is_told_to_nobody(
    replaced: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a process records in a file that has no name any more is lost with the process, and would be told again."""
    config, ledger = tmp_path / "regtrack.toml", tmp_path / "ledger.sqlite"
    config.write_text("", "utf-8")
    rounds = list[int]()

    def rest(_: object) -> None:
        content = ledger.read_bytes()
        ledger.rename(tmp_path / "elsewhere.sqlite")
        if replaced:
            ledger.write_bytes(content)

    def counted(_: object) -> bool:
        rounds.append(1)
        assert len(rounds) < 3
        return True

    monkeypatch.setattr(watch._Rounds, "listen", lambda _: None)
    monkeypatch.setattr(watch._Rounds, "rest", rest)
    monkeypatch.setattr(watch._Rounds, "run", counted)
    assert run(["watch", "--no-sync", "--config", str(config), "--store", str(ledger)]) == 1
    assert len(rounds) == 1
    assert "removed or replaced while `watch` was running" in capsys.readouterr().err
