"""``regtrack watch``: it survives every round, and ends when it is told to, whatever a server does."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import regtrack
from regtrack.cli import run, watch
from regtrack.errors import StoreError
from tests.digest.smtpd import MailServer
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

    tracker: Any = SimpleNamespace(sync=sync, digests=SimpleNamespace(run=run))
    rounds = watch._Rounds(tracker, (), 60, Path("no.toml"))
    waits = []
    for _ in range(8):
        rounds._next_sync = rounds._next_digests = 0.0
        assert not rounds.run()
        waits.append(round((rounds._next_sync - time.monotonic()) / 60))
    assert done == ["sync", "digests"] * 8
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]
    assert "sync: failed 8 in a row; again in 60 minutes" in capsys.readouterr().err


SETTINGS = """
[mail]
sender = "digests@example.org"
[mail.smtp]
host = "localhost"
port = {port}
security = "none"
{people}"""
PERSON = """
[[subscriber]]
id = "{id}"
to = "{id}@example.org"
schedule = "immediately UTC"
first = "overview"
[[subscriber.subscription]]
"""


def test_changed_settings_apply_from_the_next_round_and_broken_ones_leave_the_former_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ann is told at first, Bob once he is in the file; faults are said once, and Ann and Bob stay told."""
    config, ledger, said = tmp_path / "regtrack.toml", tmp_path / "ledger.sqlite", list[str]()
    ann, bob, eve = (PERSON.format(id=name) for name in ("ann", "bob", "eve"))
    with MailServer(security="none", auth=False) as server:
        texts = [
            SETTINGS.format(port=server.port, people=people)
            for people in (
                ann,
                ann + bob,
                ann + bob + eve.replace("immediately", "yearly").replace("eve@", "eve"),
                ann + eve,
            )
        ]
        config.write_text(texts[0], "utf-8")
        rounds = iter(["", *texts[1:3], None, *texts[3:]])

        def rest(self: watch._Rounds) -> None:
            said.append(capsys.readouterr().err)
            text = next(rounds, "stop")
            if text == "stop":
                raise watch._Stopped
            if text is None:
                config.unlink()
            elif text:
                config.write_text(text, "utf-8")
            self._next_digests = 0.0

        def stopped(_: int) -> None:
            raise SystemExit

        monkeypatch.setattr(watch._Rounds, "listen", lambda _: None)
        monkeypatch.setattr(watch._Rounds, "rest", rest)
        monkeypatch.setattr(os, "_exit", stopped)
        with pytest.raises(SystemExit):
            run(["watch", "--no-sync", "--config", str(config), "--store", str(ledger)])
        told = [each.to.partition("@")[0] for each in server.accepted]
    assert told == ["ann", "bob", "eve"]
    assert [text.count("the former settings stay in use") for text in said] == [0, 0, 0, 1, 1, 0]
    assert "(and 1 more); the former settings stay in use\n" in said[3]


def test_a_second_signal_raises_nothing_where_the_first_is_being_obeyed(tmp_path: Path) -> None:
    """It came while the ledger was being closed, and ended the process with a traceback."""
    rounds = watch._Rounds(regtrack.open(tmp_path / "ledger.sqlite"), (), None, tmp_path / "regtrack.toml")
    with pytest.raises(watch._Stopped):
        rounds._stop()
    rounds._stop()


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


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_it_ends_within_five_seconds_while_another_process_is_writing(tmp_path: Path) -> None:
    """A signal is heard by Python's main thread only when it is back from SQLite, which waits for 30 seconds."""
    config, ledger = tmp_path / "regtrack.toml", tmp_path / "ledger.sqlite"
    config.write_text(SETTINGS.format(port=1, people=PERSON.format(id="ann")), "utf-8")
    assert run(["status", "--store", str(ledger)]) == 0
    code = "import sys, time; from regtrack.digest import digests as d; run = d.Digests.run;"
    code += "d.Digests.run = lambda *a, **n: (print('begins', flush=True), run(*a, **n))[1];"
    code += "from regtrack.cli import main, watch; watch._GRACE = 1.0; main(sys.argv[1:])"
    words = ["watch", "--no-sync", "--config", str(config), "--store", str(ledger)]
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        process = subprocess.Popen(
            [sys.executable, "-c", code, *words], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        time.sleep(0.3)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert time.monotonic() - began < 5
        process.stdout.close()


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
