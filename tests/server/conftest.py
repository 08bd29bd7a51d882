"""A server of a small ledger in this process, asked by a client that opens no connection."""

import datetime as dt
import ipaddress
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest
from starlette.testclient import TestClient

from regtrack import dates
from regtrack.server.accounts import Accounts
from regtrack.server.app import build
from regtrack.server.guard import ServerRules
from regtrack.store import Batch, SqliteStore
from tests.helpers import e, events_of, rule

AT = dates.tick_of(dt.datetime(2024, 6, 1, 16, tzinfo=dt.UTC))
ADDRESS = "http://rules.example.org"
RULES = ServerRules(ADDRESS)
PROXY = (ipaddress.ip_network("10.0.0.2/32"),)
EVENTS = events_of(
    [
        e(
            "set_effective",
            "t:set",
            target="us/t/a",
            effect="2024-03-01",
            published="2024-01-15",
            summary="The rule on chips is made.",
        ),
        e(
            "stay",
            "t:stay",
            target="us/t/a",
            effect="2024-05-10",
            issued="2024-05-09",
            published="2024-05-09",
            summary="It is stayed.",
        ),
        e("set_effective", "t:late", target="us/t/b", effect="2024-09-01", published="2024-05-20"),
    ]
)


class ServerClock:
    """A present that tests move."""

    def __init__(self) -> None:
        self.now = AT
        self.seconds = 0.0

    def __call__(self) -> int:
        return self.now


class Asked:
    """A client in a thread of its own: a test of the page may have left a loop running in this one."""

    def __init__(self, client: TestClient) -> None:
        self._client, self._pool = client, ThreadPoolExecutor(1)
        self.headers = client.headers
        self._pool.submit(client.__enter__).result()

    def __call__(self, address: str, method: str = "GET", **given: Any) -> Any:
        given.setdefault("follow_redirects", False)
        return self._pool.submit(self._client.request, method, address, **given).result()

    def close(self) -> None:
        self._pool.submit(self._client.__exit__, None, None, None).result()
        self._pool.shutdown()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "ledger.sqlite")
    store.append(Batch("t", "T", [rule("us/t/a"), rule("us/t/b"), *EVENTS], checked_through="2024-06-01"), AT - 10**9)
    yield store
    store.close()


@pytest.fixture
def clock() -> ServerClock:
    return ServerClock()


@pytest.fixture
def serve(store: SqliteStore, clock: ServerClock) -> Iterator[Callable[..., Asked]]:
    """Start a server with other rules than usual, seen from a peer."""
    begun = list[Asked]()

    def start(peer: str = "192.0.2.1", **changed: Any) -> Asked:
        rules = attrs.evolve(RULES, **changed)
        app = build(store, rules, clock, seconds=lambda: clock.seconds)
        begun.append(Asked(TestClient(app, base_url=rules.address, client=(peer, 5000))))
        return begun[-1]

    yield start
    for each in begun:
        each.close()


@pytest.fixture
def ask(serve: Callable[..., Asked]) -> Asked:
    return serve()


@pytest.fixture
def token(store: SqliteStore, clock: ServerClock) -> str:
    """The token of Ada, who is an auditor."""
    return Accounts(store, clock).add("ada", name="Ada", mail="ada@example.org", auditor=True)


@pytest.fixture
def ada(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}
