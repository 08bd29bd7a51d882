"""Several processes that send at once from one outbox: none twice, none left, and the dead told from the living."""

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pytest

from regtrack.digest.model import Delivery, Message, SendOutcome
from regtrack.digest.sending import send_due
from regtrack.digest.settings import DigestSettings
from regtrack.store.postgres import PostgresStore
from tests.digest.office import MAIL, person
from tests.store.contract.test_outbox import AT, digest, fact, message
from tests.store.kinds import Schemas
from tests.store.postgres.server import NAMED

pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(NAMED not in os.environ, reason=f"no PostgreSQL: {NAMED} names none")
MESSAGES, SENDERS = 40, 3
KILLED = """
import os, signal, sys
from regtrack.store.postgres import PostgresStore
outbox = PostgresStore(sys.argv[1]).outbox
with outbox.sending():
    assert outbox.claim(1, int(sys.argv[2]))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def address() -> Iterator[str]:
    schemas = Schemas()
    address = schemas.address("ledger")
    store = PostgresStore(address)
    messages = [message(f"{number}@x", place=number) for number in range(MESSAGES)]
    store.outbox.commit(digest(fact(), messages=messages))
    store.close()
    yield address
    schemas.empty()


class SlowChannel:
    """Delivers in memory; waits before its first message until every sender has begun."""

    def __init__(self, begun: threading.Barrier) -> None:
        self.delivered: list[str] = []
        self._begun = begun

    def send(self, messages: Iterable[Message], *, before: Callable[[Message], bool]) -> Iterator[Delivery]:
        self._begun.wait(30)
        for each in messages:
            if before(each):
                self.delivered.append(each.id)
                yield Delivery(each.row, SendOutcome.SENT, "250 ok")


def test_several_send_at_once_and_each_message_goes_out_once(address: str) -> None:
    stores = [PostgresStore(address) for _ in range(SENDERS)]
    begun = threading.Barrier(SENDERS)
    channels, faults = [SlowChannel(begun) for _ in stores], list[BaseException]()

    def send(store: PostgresStore, channel: SlowChannel) -> None:
        try:
            assert send_due(store.outbox, DigestSettings((person(),), MAIL), lambda _: channel, lambda: AT) is not None
        except BaseException as error:  # noqa: BLE001  whatever it is, the test has to know
            faults.append(error)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(stores, channels, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    sent = Counter(id_ for channel in channels for id_ in channel.delivered)
    assert sorted(sent) == sorted(f"{number}@x" for number in range(MESSAGES))
    assert set(sent.values()) == {1}
    assert {(row.state, row.tries) for row in stores[0].outbox.rows()} == {("sent", 1)}
    assert list(stores[0].check()) == []
    for store in stores:
        store.close()


def test_only_what_a_dead_process_was_sending_is_an_orphan(address: str) -> None:
    subprocess.run([sys.executable, "-c", KILLED, address, str(AT)], check=False)
    store, other = PostgresStore(address), PostgresStore(address)
    alive, finder = other.outbox, store.outbox
    with alive.sending() as first, finder.sending() as second:
        assert first
        assert second
        assert alive.claim(2, AT)
        assert finder.orphans(AT) == 1
        states = {row.row: row.state for row in finder.rows(("sending", "unknown"))}
        assert states == {1: "unknown", 2: "sending"}
    assert finder.orphans(AT) == 1  # whoever had the other has stopped sending
    store.close()
    other.close()
