"""Shared by all tests: a frozen clock, the bundled ledger made once, the command line run in this process."""

import datetime as dt
import gc
import os
import shutil
import socket
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

import regtrack
from regtrack import dates
from regtrack import tracker as tracker_module
from regtrack.cli import run
from regtrack.http import fetch
from regtrack.http.terms import Means
from regtrack.store import SqliteStore, file, sql
from regtrack.store.chain import NONE
from regtrack.store.database import Database
from regtrack.store.sqlite_database import SqliteDatabase
from regtrack.tracker import Tracker
from tests.fuzz import profiles

profiles.register()
NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
"""The present moment of every test that does not set its own."""


MADE = "regtrack: made a new ledger at "


class Done(NamedTuple):
    """What a command left behind; the fixture keeps apart whether it made a new ledger."""

    status: int
    out: str
    err: str


def pytest_sessionstart() -> None:
    """Let Python keep what it compiles, whatever the machine's setting: tests start many processes of the program."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


_LONG = (
    "browser/test_page.py", "browser/test_answers.py", "browser/test_days.py", "browser/test_served.py",
    "docs/test_docs.py", "sources/federal_register/test_sync.py", "test_wheel.py", "digest/test_year.py",
    "fold/test_properties.py", "digest/test_kill.py", "digest/test_smtp.py", "store/postgres/test_struck.py",
    "cli/test_output.py", "cli/test_commands.py", "store/test_joined.py", "docs/test_schemas.py",
    "report/test_formats.py", "fuzz/test_growth.py", "test_timelines.py", "report/test_golden.py", "test_mcp.py",
    "store/test_check.py", "report/test_ics.py", "fuzz/test_targets.py", "store/test_interleaving.py",
    "server/test_attacks.py", "store/test_crash.py", "cli/test_digest.py", "store/contract/test_chain.py",
    "soak/test_failing.py", "cli/test_watch.py", "test_texts.py",
)  # fmt: skip
"""The files that take longest, so that no worker is left with one of them when the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {Path(__file__).parent / name: place for place, name in enumerate(_LONG)}
    items.sort(key=lambda item: (places.get(item.path, len(_LONG)), str(item.path)))


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are cores: one often waits for a browser, a server or a process."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Leave all tests in a browser to one worker: a second browser takes 2 seconds, and opens each tab anew."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "tests/browser" if nodeid.startswith("tests/browser/") else super()._split_scope(nodeid)

    return Scheduling(config, log)


def pytest_collection_finish() -> None:
    """Leave all that was imported to itself: a collector that walks it at each round takes seconds of a run."""
    gc.collect()
    gc.freeze()


def _collect_from_the_end(config: pytest.Config) -> None:
    """Have every other worker read the tests from the last to the first: what one compiles, the other finds done."""
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    if int(number) % 2 and config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        names = (each for each in Path(__file__).parent.iterdir() if not each.name.startswith(("_", ".")))
        config.args = sorted((str(each) for each in names if each.is_dir() or each.match("test_*.py")), reverse=True)


def _report_briefly(config: pytest.Config) -> None:
    """Have a worker send one report of a test that passes, and not of its fixtures: each takes half a millisecond."""
    worker = config.pluginmanager.get_plugin("workerinteractor")
    if worker is None or config.getoption("durations") or config.getoption("xmlpath"):
        return
    send = worker.pytest_runtest_logreport
    config.pluginmanager.unregister(worker)

    def brief(report: pytest.TestReport) -> None:
        if report.when == "call" or not report.passed or report.sections:
            send(report)

    worker.pytest_runtest_logreport = brief
    config.pluginmanager.register(worker, "workerinteractor")


@pytest.hookimpl(trylast=True)  # once Hypothesis has loaded the profile that was asked for
def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(50_000, 20, 50)  # by Python's own, of 700, one second in ten is spent on looking for garbage
    _collect_from_the_end(config)
    _report_briefly(config)
    if settings.get_current_profile_name() != "fuzz":
        profiles.draw_no_constants_of_loaded_modules()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/report/golden/ anew instead of comparing with it"
    )


_KEPT = {"REGTRACK_DATA", "REGTRACK_CHROMIUM", "REGTRACK_POSTGRES"}
"""What a person who runs the tests may set for them."""
_SET_ASIDE = ("XDG_", "REGTRACK_", "LC_", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR")


@pytest.fixture(scope="session", autouse=True)
def _for_all(request: pytest.FixtureRequest) -> Iterator[None]:
    """What holds for all tests, in one fixture: each one more is collected and looked up for every test."""
    with (
        _a_machine_of_nobody(request.getfixturevalue("tmp_path_factory").mktemp("home")),
        _no_waiting_for_the_disk(),
        _new_ledgers_are_copies(request),
        _no_waiting(),
        _only_this_machine(),
    ):
        yield


@contextmanager
def _a_machine_of_nobody(home: Path) -> Iterator[None]:
    """No settings, feeds, ledger, language, proxy or terminal of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - _KEPT:
            if name.startswith(_SET_ASIDE) or name.lower().endswith("_proxy"):
                patch.delenv(name)
        patch.setenv("HOME", str(home))
        yield


@contextmanager
def _no_waiting_for_the_disk() -> Iterator[None]:
    """What tests end is a process, and never the machine: a ledger in a file leaves it to the system when to write."""
    connect, use_wal = SqliteDatabase._open, file._use_wal

    def unsynchronised(db: SqliteDatabase, who: int) -> sqlite3.Connection:
        opened = connect(db, who)
        if not db.read_only:
            opened.execute("PRAGMA synchronous = OFF")
        return opened

    def use_wal_unsynchronised(db: sqlite3.Connection) -> None:
        db.execute("PRAGMA synchronous = OFF")  # before the first that is written
        use_wal(db)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file, "_use_wal", use_wal_unsynchronised)
        patch.setattr(SqliteDatabase, "_open", unsynchronised)
        yield


@contextmanager
def _new_ledgers_are_copies(request: pytest.FixtureRequest) -> Iterator[None]:
    """Make the tables of a ledger, and a ledger of the bundled timelines, once: the others are copies of them.

    By every migration the tables take 5 to 9 ms, as a copy 0.1 to 2; the timelines take 150 ms, as a copy 10.
    """
    made, one_at_a_time = SqliteDatabase(":memory:"), threading.Lock()
    migrate, load_bundled = sql.migrate, Tracker._load_bundled
    migrate(made)

    def copy_or_migrate(db: Database, **options: Any) -> None:
        if isinstance(db, SqliteDatabase) and not db.read_only:
            with one_at_a_time:
                if db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
                    made._connection().backup(db._connection())
        migrate(db, **options)

    def copy_or_load(tracker: Tracker) -> None:
        store = tracker._store
        if type(store) is SqliteStore and not store.read_only and tracker._tick() == dates.tick_of(NOW):
            with one_at_a_time:
                if store.head() == NONE and not store.sources():
                    with closing(sqlite3.connect(ledger_file)) as loaded:
                        loaded.backup(store._db._connection())
        load_bundled(tracker)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sql, "migrate", copy_or_migrate)
        ledger_file = request.getfixturevalue("ledger_file")
        patch.setattr(Tracker, "_load_bundled", copy_or_load)
        yield
    made.close()


@pytest.fixture(scope="session")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the bundled timelines, recorded at NOW. For reading; a test that writes takes ``own_ledger``."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.sqlite"
    regtrack.open(path, clock=lambda: NOW).close()
    return path


@pytest.fixture
def own_ledger(ledger_file: Path, tmp_path: Path) -> Path:
    """A copy of the bundled ledger that a test may write to."""
    return Path(shutil.copy(ledger_file, tmp_path / "own.sqlite"))


@pytest.fixture(scope="session")
def bundled(ledger_file: Path) -> Iterator[Tracker]:
    """The library on the bundled ledger; not to be written to."""
    tracker = regtrack.open(ledger_file, clock=lambda: NOW)
    yield tracker
    tracker.close()


@contextmanager
def _no_waiting() -> Iterator[None]:
    """What asks a server again does so at once, unless a test hands in a clock of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetch, "Means", partial(Means, sleep=lambda _: None))
        yield


_ASKED: list[object] = []
"""Whom the running test asked for beyond this machine."""


@contextmanager
def _only_this_machine() -> Iterator[None]:
    look_up = socket.getaddrinfo

    def getaddrinfo(host: object, *arguments: object, **options: object) -> object:
        if host in ("localhost", "127.0.0.1", "::1", "", None):
            return look_up(host, *arguments, **options)  # type: ignore[arg-type,call-overload]
        if not str(host).endswith((".example", ".invalid", ".test")):
            _ASKED.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    _ASKED.clear()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Only this machine can be reached; whoever asks for another, whose name is not set aside for tests, fails."""
    yield
    assert not _ASKED, f"a test asked for {_ASKED}; expected a server of its own"


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line reads NOW for the present moment."""
    monkeypatch.setattr(tracker_module, "open_ledger", partial(tracker_module.open_ledger, clock=lambda: NOW))


@pytest.fixture
def cli(ledger_file: Path, frozen_clock: None, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Runs a command on the bundled ledger (or on ``store``) as a person would with a pipe behind it."""

    def call(*arguments: object, store: Path | str | None = ledger_file) -> Done:  # ``call.made`` names a new ledger
        words = [str(each) for each in arguments]
        if store is not None:
            words += ["--store", str(store)]
        capfd.readouterr()
        status = run(words)
        out, err = capfd.readouterr()
        lines = err.splitlines(keepends=True)
        call.made = "".join(line for line in lines if line.startswith(MADE))
        return Done(status, out, "".join(line for line in lines if not line.startswith(MADE)))

    return call
