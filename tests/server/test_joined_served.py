"""A public and a private ledger at one address: the public is answered as if there were no private one."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from regtrack.cli.serve import _assistants
from regtrack.server.accounts import Accounts
from regtrack.server.app import build
from regtrack.store import Batch, SqliteStore
from regtrack.store.joined import JoinedStore
from tests.helpers import e, events_of, rule
from tests.server.conftest import ADDRESS, AT, RULES, Asked, ServerClock

SECRET = events_of(
    [
        e(
            "stay",
            "o:wind",
            target="us/t/a",
            effect="2024-05-20",
            published="2024-05-19",
            summary="Zanzibar wind-down.",
        ),
        e("set_effective", "o:own", target="us/secret/x", effect="2024-04-10", published="2024-04-09"),
    ]
)
"""What the firm knows: something about a public rule, and a rule that nobody else has."""
WORDS = ("zanzibar", "wind-down", "secret/x", "o:wind", "o:own")
FORMS = ("json", "html", "ics", "atom", "csv", "jsonl", "md", "text")
ADDRESSES = [
    *(f"/v1/{q}{'' if form == 'json' else '.' + form}?{given}" for form in FORMS for q, given in (
        ("since", "since=2024-04-01"), ("board", "on=2024-05-25"), ("upcoming", "within=300"), ("timeline", ""),
        ("state", "instrument=us/t/a&on=2024-05-25"), ("since", "since=2024-04-01&known_by=record"),
    )),
    *(f"/{q}" for q in ("board", "upcoming", "timeline", "since?since=2024-04-01", "search?words=Zanzibar", "")),
    "/v1/search?words=Zanzibar",
    "/v1/search?words=wind",
    "/v1/search?words=rule",
    "/v1/state?instrument=us/secret/x",
    "/v1/state?instrument=us/secret/y",
    "/v1/state?instrument=secret",
    "/v1/since?since=2024-04-01&agency=secret",
    "/v1/timeline?instrument=us/secret/x",
    "/v1/verify?citation=us/secret/x",
    "/v1/board?topic=zanzibar",
]  # fmt: skip


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "ours.sqlite")
    yield store
    store.close()


def server(store: Any, clock: ServerClock) -> Iterator[Asked]:
    app = build(store, RULES, clock, seconds=lambda: clock.seconds, assistants=_assistants())
    asked = Asked(TestClient(app, base_url=ADDRESS, client=("192.0.2.1", 5000)))
    yield asked
    asked.close()


@pytest.fixture
def joined(store: SqliteStore, ours: SqliteStore) -> JoinedStore:
    return JoinedStore([store, ours])


@pytest.fixture
def alone(store: SqliteStore, clock: ServerClock) -> Iterator[Asked]:
    yield from server(store, clock)


@pytest.fixture
def both(joined: JoinedStore, clock: ServerClock) -> Iterator[Asked]:
    yield from server(joined, clock)


@pytest.fixture
def signed(joined: JoinedStore, clock: ServerClock) -> dict[str, str]:
    return {"authorization": f"Bearer {Accounts(joined, clock).add('ada')}"}


def record(joined: JoinedStore) -> None:
    joined.append(Batch("ours", "The firm's file", [rule("us/secret/x", title="Zanzibar"), *SECRET]), AT - 10**6)


def seen(ask: Asked, address: str, **given: Any) -> tuple[int, bytes]:
    sent = ask(address, **given)
    return sent.status_code, sent.content


def test_the_public_is_answered_as_if_there_were_no_private_ledger(
    both: Asked, alone: Asked, joined: JoinedStore, signed: dict[str, str]
) -> None:
    named = {address: both(address).headers.get("etag") for address in ADDRESSES}
    record(joined)
    for address in ADDRESSES:
        status, body = seen(both, address)
        assert (status, body) == seen(alone, address), address
        assert both(address).headers.get("etag") == named[address], address
        text = body.decode("utf-8", "replace").lower()
        assert not [word for word in WORDS if word in text and word not in address.lower()], address


def test_who_is_signed_in_has_both(both: Asked, joined: JoinedStore, signed: dict[str, str]) -> None:
    record(joined)
    public = both("/v1/state?instrument=us/t/a&on=2024-05-25")
    mine = both("/v1/state?instrument=us/t/a&on=2024-05-25", headers=signed)
    assert mine.headers["etag"] != public.headers["etag"]
    assert mine.headers["cache-control"] == "private, no-cache"
    assert "Zanzibar" in both("/v1/search?words=Zanzibar", headers=signed).text
    assert "us/secret/x" in both("/v1/board", headers=signed).text
    again = both("/v1/board", headers={"if-none-match": both("/v1/board", headers=signed).headers["etag"]})
    assert again.status_code == 200
    assert "secret" not in again.text
    work = both("/v1/review?since=2024-04-01", headers=signed).json()["changes"]
    assert {each["instrument"] for each in work} >= {"us/t/a", "us/secret/x"}
    about = {"about": work[0]["id"], "events": work[0]["events"], "action": "done"}
    assert both("/v1/review", "POST", json=about, headers=signed).status_code == 201
    assert list(joined.check()) == []


def test_the_same_question_of_both_at_once_is_not_answered_for_the_other(
    both: Asked, joined: JoinedStore, signed: dict[str, str]
) -> None:
    """Nobody's answer is another's, not even where neither ledger has said anything new."""
    assert both("/v1/board").headers["etag"] != both("/v1/board", headers=signed).headers["etag"]


def test_assistants_see_what_their_person_may_see(
    joined: JoinedStore, clock: ServerClock, signed: dict[str, str]
) -> None:
    record(joined)
    asked = {
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "search", "arguments": {"words": "Zanzibar"}},
    }  # fmt: skip
    typed = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-06-18"}

    def run(headers: dict[str, str]) -> str:
        app = build(joined, RULES, clock, seconds=lambda: 0.0, assistants=_assistants())
        with TestClient(app, base_url=ADDRESS, client=("192.0.2.1", 5000)) as client:
            return str(client.post("/mcp", json=asked, headers={**typed, **headers}).text)

    with ThreadPoolExecutor(1) as pool:
        public, mine = (pool.submit(run, headers).result() for headers in ({}, signed))
    assert "wind-down" in mine
    assert "wind-down" not in public
    assert json.loads(public)["id"] == 1


def test_three_ledgers_are_two_for_the_public(
    store: SqliteStore, ours: SqliteStore, tmp_path: Path, clock: ServerClock, serve: Callable[..., Asked]
) -> None:
    second = SqliteStore(tmp_path / "second.sqlite")
    second.append(Batch("s", "S", [rule("us/second/x")]), AT - 10**6)
    joined = JoinedStore([store, second, ours])
    record(joined)
    for ask in server(joined, clock):
        shown = ask("/v1/timeline").text + ask("/v1/board").text
    assert "secret" not in shown
    second.close()
