"""kill -9 at every commit and at every step of the protocol: nothing lost, and twice only what cannot be known."""

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from regtrack.store import open_store
from tests.digest.nursery import Nursery
from tests.digest.office import DAY, Office, person
from tests.digest.smtpd import MailServer
from tests.helpers import e, rule
from tests.store.kinds import THOROUGH, Databases

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
PEOPLE = ["ann", "bob"]


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as process:
        yield process


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=THOROUGH)])
def ledger(request, tmp_path_factory) -> tuple[Callable[[int], str], int]:
    """Copies of a ledger with a first digest that was sent and a fact that was not told yet; the present moment."""
    folder = tmp_path_factory.mktemp("kill")
    databases = Databases()
    address = str(folder / "ledger.sqlite") if request.param == "sqlite" else databases.new()
    office = Office(*(person(id_, reminders=()) for id_ in PEOPLE), store=open_store(address))
    office.follow(rule())
    office.run("2026-01-02")
    office.at("2026-01-03T03:00Z").record(*news(0))
    office.at("2026-01-03")
    office.store.close()  # and with its last connection the journal of a file

    def copy(number: int) -> str:
        if request.param == "postgres":
            return databases.copy(address)
        return str(shutil.copy(address, folder / f"{number}.sqlite"))

    return copy, office.now


def news(number: int) -> list:
    day = number + 2
    return [e("set_deadline", f"d{number}", name=f"matter {number}", through=f"2026-06-{day:02d}",
              published=f"2026-01-{day:02d}")]  # fmt: skip


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer(security="none", auth=False) as running:
        yield running


def check(server: MailServer, address: str, matters: int) -> int:
    """Everyone has each matter once; how many messages came twice."""
    store = open_store(address)
    assert {row.state for row in store.outbox.rows()} == {"sent"}
    known = {row.id for row in store.outbox.rows() if row.digest > 1}
    store.close()
    copies = Counter(accepted.message_id for accepted in server.accepted)
    assert set(copies) == known
    for id_ in copies:
        assert len({accepted.content for accepted in server.accepted if accepted.message_id == id_}) == 1
    for who in PEOPLE:
        own = {a.message_id: a.content.decode() for a in server.accepted if a.to == f"{who}@example.org"}
        for number in range(matters):
            carrying = [id_ for id_, text in own.items() if f"matter {number}: open until" in text.lower()]
            assert len(carrying) == 1, (who, number, carrying)
    return sum(copies.values()) - len(copies)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("sort", ["commit", "send"])
def test_a_run_that_is_killed_at_each_step_is_made_up_for(nursery, server, ledger, sort, when) -> None:
    """Each step in turn, from the same ledger; then one run to the end."""
    copy, now = ledger
    steps = twice = 0
    for at in range(1, 100):
        address = copy(at)
        server.accepted.clear()
        task = {"ledger": address, "people": PEOPLE, "port": server.port}
        whole = nursery.run(**task, now=now, sort=sort, at=at, when=when)
        assert nursery.run(**task, now=now + DAY // 24)
        twice += check(server, address, 1)
        if whole:
            break
        steps += 1
    assert steps == {"commit": 8, "send": 10}[sort]
    # Only a message that the server has and whose arrival was not recorded comes twice: one for each of the two.
    assert twice == (2 if (sort, when) in (("commit", "before"), ("send", "after")) else 0)


@THOROUGH
@pytest.mark.parametrize("ledger", ["postgres"], indirect=True)
@pytest.mark.parametrize(("sort", "steps"), [("commit", 8), ("send", 10)])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_run_that_the_database_cuts_off_at_each_step_is_made_up_for(
    nursery, server, ledger, sort, steps, when
) -> None:
    """``pg_terminate_backend`` in place of ``kill -9``: the process lives, and has to say what it could not do."""
    copy, now = ledger
    stopped = 0
    for at in range(1, steps + 1):
        address = copy(at)
        server.accepted.clear()
        task = {"ledger": address, "people": PEOPLE, "port": server.port}
        stopped += not nursery.run(**task, now=now, sort=sort, at=at, when=when, cut=True)
        assert nursery.run(**task, now=now + DAY // 24)
        assert check(server, address, 1) <= 1
    assert (stopped > 0) == ((sort, when) == ("commit", "before"))  # between transactions it connects again


@THOROUGH
def test_killed_again_and_again_at_random(nursery, server, ledger) -> None:
    """Four days, each with a new fact and runs that are killed anywhere; then one run to the end.

    Each step is killed above. `make crash` does this a thousand times, with whole commands.
    """
    chance = random.Random(0)
    copy, now = ledger
    address = copy(0)
    task = {"ledger": address, "people": PEOPLE, "port": server.port}
    for day in range(1, 5):
        for _ in range(4):
            sort, when = chance.choice(["commit", "send"]), chance.choice(["before", "after"])
            nursery.run(**task, now=now, sort=sort, at=chance.randint(1, 12), when=when)
            now += chance.choice([0, 1, DAY // 1440])
        office = Office(store=open_store(address))
        office.now = now = now + DAY
        office.record(*news(day))
        office.store.close()
    now += 2 * DAY
    assert nursery.run(**task, now=now)
    check(server, address, 5)
