"""What a health check names, and that it names nothing where all is well."""

import shutil
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from regtrack.digest.model import SendOutcome
from regtrack.store import SqliteStore
from tests.digest.office import DAY, Office, person
from tests.helpers import rule

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    """A ledger whose digest of today left."""
    with closing(SqliteStore(tmp_path / "ledger.sqlite")) as store:
        office = Office(person(first="overview"), store=store)
        office.follow(rule())
        office.run("2026-01-02")
        yield office


def feed(**more: Any) -> SimpleNamespace:
    return SimpleNamespace(**{"id": "news", "followed": True, "last_whole": 0, "due": None, "problem": None, **more})


def named(desk: Office, *feeds: SimpleNamespace) -> list[str]:
    return list(desk.digests.problems(desk.store.location, feeds))


def test_all_is_well(desk: Office) -> None:
    assert named(desk, feed(due=desk.now + DAY), feed(followed=False, problem="gone")) == []
    assert desk.digests.rhythm() == (
        "feeds last read never; last digest 2026-01-02T07:00Z; next digest due 2026-01-03T07:00Z"
    )


def later(desk: Office) -> None:
    desk.now += 2 * DAY


def before(desk: Office) -> None:
    desk.now -= 3 * DAY


def never_told(desk: Office) -> None:
    """The job that sends was never set up, which no digest shows."""
    desk.with_people(person("kim"))
    desk.now += DAY


def refused(desk: Office) -> None:
    desk.postman.verdict = lambda _: SendOutcome.REFUSED
    desk.settings = Office(person(empty="heartbeat")).settings
    desk.run("2026-01-03")


def wide(desk: Office) -> None:
    Path(desk.store.location).chmod(0o644)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (later, "subscriber lin: a digest is due since 2026-01-03T07:00Z"),
        (never_told, "subscriber kim: a digest is due since 2026-01-02T07:00Z"),
        (before, "the last digest is dated in the future, 2026-01-02T07:00Z"),
        (before, "3 days before the last use of this ledger"),
        (later, "2 days after the last use of this ledger (2026-01-02T07:00Z); expected a clock that is right: "),
        (refused, "messages: 1 did not arrive"),
        (wide, "others can read it; chmod 600 it"),
    ],
)
def test_what_does_not_go_on_is_named(desk: Office, make: Callable[[Office], None], words: str) -> None:
    make(desk)
    found = named(desk)
    assert any(words in each for each in found), found


def test_feeds_and_a_full_disk_are_named(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, 5_000_000))
    late, failing, disk = named(desk, feed(due=desk.now - 2 * DAY), feed(id="press", problem="status 500"))
    assert late.startswith("feed news: it was to be read on 2025-12-31T07:00Z")
    assert failing == "feed press: status 500"
    assert disk.startswith("disk: 5 MB are free beside the ledger; expected ")


def test_status_exits_1_for_a_digest_of_the_future_and_for_what_a_health_check_finds(
    tmp_path: Path, cli: Callable[..., Any]
) -> None:
    """The clock of the command stands at a day in 2025; the digest was made in 2026."""
    path = tmp_path / "ledger.sqlite"
    assert cli("status", store=path).status == 0
    assert cli("status", "--exit-code", store=path).status == 0
    with closing(SqliteStore(path)) as store:
        office = Office(person(first="overview"), store=store)
        office.run("2030-01-02")
    for more in ([], ["--exit-code"], ["--format", "json"]):
        done = cli("status", *more, store=path)
        assert done.status == 1
        assert "`regtrack digest rebase` undoes it" in done.out + done.err
