"""People who are signed in: their marks, what they follow, what they did about changes; and who may know of it."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jsonschema
import pytest

from regtrack import dates
from regtrack._bundled import schemas
from regtrack.digest.digests import Digests
from regtrack.digest.settings import DigestSettings, Mail, Smtp
from regtrack.report import render
from regtrack.server.accounts import Accounts
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests.conftest import Done
from tests.helpers import e, events_of
from tests.server.conftest import ADDRESS, AT, PROXY, Asked, ServerClock

ORIGIN = {"origin": ADDRESS}
FOLLOWED = {"schedule": "daily 07:00 UTC", "subscription": [{"instrument": ["us/t/a"], "note": "Client X"}]}


def test_a_token_signs_in_until_it_is_revoked(ask: Asked, store: SqliteStore, clock: ServerClock, token: str) -> None:
    signed = {"authorization": f"Bearer {token}"}
    assert ask("/v1/me").status_code == 401
    mine = ask("/v1/me", headers=signed).json()
    assert (mine["id"], mine["name"], mine["tokens"], mine["bookmarks"]) == ("ada", "Ada", 1, {})
    people = Accounts(store, clock)
    other = people.add("ada")
    assert ask("/v1/me", headers={"authorization": f"Bearer {other}"}).json()["tokens"] == 2
    people.revoke("ada")
    assert {ask("/v1/me", headers={"authorization": f"Bearer {each}"}).status_code for each in (token, other)} == {401}


def test_who_is_revoked_again_signs_in_no_more(ask: Asked, store: SqliteStore, clock: ServerClock, token: str) -> None:
    """The record is the same as after the first time, when there was no token either."""
    people = Accounts(store, clock)
    for _ in range(3):
        people.revoke("ada")
        assert people.everybody()[0].revoked
        renewed = people.add("ada")
        assert ask("/v1/me", headers={"authorization": f"Bearer {renewed}"}).status_code == 200
    people.revoke("ada")
    assert ask("/v1/me", headers={"authorization": f"Bearer {renewed}"}).status_code == 401
    copy = SqliteStore(":memory:")
    Tracker(copy).add("\n".join(Tracker(store).export()) + "\n")
    assert copy.people() == store.people()
    assert not list(copy.check())


def test_what_was_followed_once_is_followed_again(ask: Asked, ada: dict[str, str]) -> None:
    for topic in ("chips", "steel", "chips", "steel"):
        ask("/v1/me", "PUT", json={"subscription": [{"text": [topic]}]}, headers=ada)
        assert ask("/v1/me", headers=ada).json()["subscription"] == [{"text": [topic]}]


def test_the_ledger_has_no_token(store: SqliteStore, token: str) -> None:
    assert token not in json.dumps(list(store.dump()))
    assert len(token) > 40


def test_each_has_marks_of_their_own(ask: Asked, store: SqliteStore, clock: ServerClock, ada: dict[str, str]) -> None:
    bob = {"authorization": f"Bearer {Accounts(store, clock).add('bob')}"}
    assert ask("/v1/me/bookmarks/last", "PUT", json={"at": "2024-05-01T00:00:00Z"}, headers=ada).status_code == 200
    assert ask("/v1/me/bookmarks/weekly", "PUT", json={}, headers=ada).json()["bookmarks"] == {
        "last": "2024-05-01T00:00:00Z",
        "weekly": dates.iso_instant(AT),
    }
    assert ask("/v1/since?since=last", headers=ada).json()["since"]["on"] == "2024-05-01T00:00:00Z"
    assert "no mark 'last' of yours" in ask("/v1/since?since=last", headers=bob).json()["detail"]
    just = ask("/v1/since?since=last:weekly", headers=ada)  # the ledger has learned nothing since the mark was left
    assert (just.status_code, just.json()["changes"]) == (200, [])
    ask("/v1/me/bookmarks/ahead", "PUT", json={"at": "2999-01-01T00:00:00Z"}, headers=ada)
    assert ask("/v1/since?since=last:ahead", headers=ada).status_code == 400
    assert ask("/v1/me", headers=bob).json()["bookmarks"] == {}


@pytest.mark.parametrize("body", [{"when": "2024-05-01T00:00:00Z"}, {"at": 7}, {"at": "2024-05-01"}, [], 3])
def test_what_is_no_mark_moves_none(ask: Asked, ada: dict[str, str], body: object) -> None:
    """A mark at now would pass over all that changed since the last."""
    ask("/v1/me/bookmarks/last", "PUT", json={"at": "2024-05-01T00:00:00Z"}, headers=ada)
    assert ask("/v1/me/bookmarks/last", "PUT", json=body, headers=ada).status_code == 400
    assert ask("/v1/me", headers=ada).json()["bookmarks"] == {"last": "2024-05-01T00:00:00Z"}


def test_what_somebody_follows_is_told_by_digests(
    ask: Asked, store: SqliteStore, clock: ServerClock, ada: dict[str, str]
) -> None:
    sent = ask("/v1/me", "PUT", json=FOLLOWED, headers=ada)
    assert sent.json()["subscription"] == [{"instrument": ["us/t/a"], "note": ["Client X"]}]
    settings = DigestSettings(mail=Mail("regtrack <rt@example.org>", Smtp("localhost", security="none")))
    digests = Digests(store, clock, settings)
    (ours,) = digests.settings.subscriber
    assert (ours.id, str(ours.to[0]), ours.subscription[0].label) == ("ada", "ada@example.org", "Client X")
    assert digests.preview("ada").message
    Accounts(store, clock).revoke("ada")
    assert digests.settings.subscriber == ()


def test_who_follows_nothing_any_more_gets_no_digest(
    ask: Asked, store: SqliteStore, clock: ServerClock, ada: dict[str, str]
) -> None:
    ask("/v1/me", "PUT", json=FOLLOWED, headers=ada)
    assert ask("/v1/me", "PUT", json={"schedule": "daily 07:00 UTC"}, headers=ada).status_code == 400
    assert "subscription" in ask("/v1/me", headers=ada).json()
    assert ask("/v1/me", "PUT", json={"subscription": []}, headers=ada).status_code == 200
    assert "subscription" not in ask("/v1/me", headers=ada).json()
    assert Digests(store, clock, DigestSettings()).settings.subscriber == ()


def test_who_has_no_name_follows_too(ask: Asked, store: SqliteStore, clock: ServerClock) -> None:
    """As whom a proxy signs in, and as anybody who was added by an id alone."""
    bob = {"authorization": f"Bearer {Accounts(store, clock).add('bob', mail='bob@example.org')}"}
    assert ask("/v1/me", "PUT", json=FOLLOWED, headers=bob).status_code == 200
    settings = DigestSettings(mail=Mail("regtrack <rt@example.org>", Smtp("localhost", security="none")))
    assert Digests(store, clock, settings).preview("bob").message


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"subscription": [{"topics": ["x"]}]}, "topics"),
        ({"subscription": [{"kind": ["no-such-kind"]}]}, "kind"),
        ({"subscription": [{"topic": [{"env": "HOME"}]}]}, "subscription.topic: expected a text or a list of texts"),
        (
            {"schedule": "whenever"},
            "subscription: expected a list of at most 50 objects, each with filters; [] follows",
        ),
        ({"schedule": "whenever", "subscription": [{}]}, "schedule: found 'whenever'"),
        ({"to": ["somebody@else.example"]}, "body: found another object"),
        ([], "body: found another object"),
    ],
)
def test_what_cannot_be_followed_is_refused(ask: Asked, ada: dict[str, str], wanted: object, words: str) -> None:
    sent = ask("/v1/me", "PUT", json=wanted, headers=ada)
    assert sent.status_code == 400
    assert words in sent.json()["detail"]


# --- review ------------------------------------------------------------


def reviewed(ask: Asked, signed: dict[str, str], action: str, which: int = 0, **more: str) -> dict[str, object]:
    change = ask("/v1/review?since=2024-04-01", headers=signed).json()["changes"][which]
    body = {"about": change["id"], "events": change["events"], "action": action, **more}
    sent = ask("/v1/review", "POST", json=body, headers=signed)
    assert sent.status_code == 201, sent.text
    return dict(sent.json())


def test_what_people_did_stands_at_each_change(ask: Asked, ada: dict[str, str]) -> None:
    work = ask("/v1/review?since=2024-04-01", headers=ada).json()
    jsonschema.validate(work, schemas()["review"])
    assert work["open"] == len(work["changes"]) > 0
    reviewed(ask, ada, "seen")
    reviewed(ask, ada, "assigned", to="ada")
    reviewed(ask, ada, "note", note="Asked the client.")
    done = reviewed(ask, ada, "done")
    assert (done["person"], done["made_at"]) == ("ada", dates.iso_instant(AT))
    after = ask("/v1/review?since=2024-04-01", headers=ada).json()
    assert [each["action"] for each in after["changes"][0]["reviews"]] == ["seen", "assigned", "note", "done"]
    assert after["open"] == work["open"] - 1
    jsonschema.validate(after, schemas()["review"])


def test_another_date_is_another_change_that_nobody_has_seen(
    ask: Asked, store: SqliteStore, ada: dict[str, str]
) -> None:
    address = "/v1/review?since=2024-05-15&instrument=us/t/b"
    change = ask(address, headers=ada).json()["changes"][0]
    body = {"about": change["id"], "events": change["events"], "action": "done"}
    assert ask("/v1/review", "POST", json=body, headers=ada).status_code == 201
    assert ask(address, headers=ada).json()["open"] == 0
    moved = e("delay_effective", "t:moved", target="us/t/b", effect="2024-11-01", published="2024-05-31")
    store.append(Batch("t", "T", events_of([moved])), AT - 10)
    assert ask(address, headers=ada).json()["open"] == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"action": "burn"}, "action: found 'burn'"),
        ({"action": "assigned"}, "to: expected whom"),
        ({"action": "assigned", "to": "nobody"}, "to: found 'nobody'"),
        ({"action": "note"}, "note: it is missing; write what is to be noted"),
        ({"action": "note", "note": "x" * 2001}, "note: expected 1 to 2000 characters"),
        ({"about": "../etc/passwd"}, "about: found"),
        ({"events": ["0" * 24]}, "events: expected the ids"),
        ({"events": []}, "events: expected the ids"),
        ({"events": "x"}, "body: found 'events'"),
        ({"person": "bob"}, "body: found 'person'"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    ask: Asked, ada: dict[str, str], changed: dict[str, object], words: str
) -> None:
    change = ask("/v1/review?since=2024-04-01", headers=ada).json()["changes"][0]
    body = {"about": change["id"], "events": change["events"], "action": "seen", **changed}
    sent = ask("/v1/review", "POST", json=body, headers=ada)
    assert sent.status_code == 400
    assert words in sent.json()["detail"]


def test_an_auditor_has_who_looked_and_what_was_decided(
    ask: Asked, store: SqliteStore, clock: ServerClock, ada: dict[str, str]
) -> None:
    bob = {"authorization": f"Bearer {Accounts(store, clock).add('bob')}"}
    reviewed(ask, bob, "seen")
    clock.now += 10
    reviewed(ask, ada, "done")
    assert ask("/v1/audit", headers=bob).status_code == 403
    lines = [json.loads(line) for line in ask("/v1/audit", headers=ada).text.splitlines()]
    assert [(each["person"], each["action"]) for each in lines if each["type"] == "review"] == [
        ("bob", "seen"),
        ("ada", "done"),
    ]
    assert {each["id"] for each in lines if each["type"] == "person"} == {"ada", "bob"}
    assert not any("tokens" in each for each in lines)
    later = ask(f"/v1/audit?since={dates.iso_instant(AT)}", headers=ada).text
    assert [each["person"] for each in map(json.loads, later.splitlines()) if each["type"] == "review"] == ["ada"]


# --- browsers and proxies ------------------------------------------------------------


def test_a_browser_keeps_the_token_where_no_script_reads_it(ask: Asked, token: str) -> None:
    sent = ask("/signin", "POST", data={"token": token}, headers=ORIGIN)
    cookie = sent.headers["set-cookie"]
    assert (sent.status_code, sent.headers["location"]) == (303, "/")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Ada" in ask("/").text
    page = ask("/review?since=2024-04-01")
    assert page.status_code == 200
    form = {"about": page.text.partition('name="about" value="')[2][:24], "action": "seen", "back": "since=2024-04-01"}
    form["events"] = page.text.partition('name="events" value="')[2].partition('"')[0]
    done = ask("/review", "POST", data=form, headers=ORIGIN)
    assert (done.status_code, done.headers["location"]) == (303, "/review?since=2024-04-01")
    assert "Ada: seen" in ask("/review?since=2024-04-01").text
    assert ask("/signout", "POST", headers=ORIGIN).status_code == 303
    assert ask("/review?since=2024-04-01").status_code == 401


def test_a_form_is_taken_by_any_name_of_the_server(serve: Callable[..., Asked], token: str) -> None:
    ask = serve(hosts=("localhost:8000",))
    mine = {"host": "localhost:8000", "origin": "http://localhost:8000"}
    assert ask("/signin", "POST", data={"token": token}, headers=mine).status_code == 303
    other = {"host": "localhost:8000", "origin": "http://localhost:9000"}
    assert ask("/signin", "POST", data={"token": token}, headers=other).status_code == 403


def test_over_tls_the_cookie_is_bound_to_the_host(serve: Callable[..., Asked], token: str) -> None:
    ask = serve(address="https://rules.example.org")
    cookie = ask("/signin", "POST", data={"token": token}, headers={"origin": "https://rules.example.org"})
    assert cookie.headers["set-cookie"].startswith("__Host-regtrack=")
    assert "Secure" in cookie.headers["set-cookie"]
    assert cookie.headers["strict-transport-security"]


def test_a_proxy_signs_people_in(serve: Callable[..., Asked], store: SqliteStore, clock: ServerClock) -> None:
    ask = serve("10.0.0.2", proxy_header="X-Remote-User", proxies=PROXY)
    assert ask("/v1/me", headers={"x-remote-user": "Eve"}).json()["id"] == "eve"
    assert ask("/v1/me").status_code == 401
    put = ask("/v1/me/bookmarks/last", "PUT", json={}, headers={"x-remote-user": "eve", **ORIGIN})
    assert put.status_code == 200
    Accounts(store, clock).add("eve")
    Accounts(store, clock).revoke("eve")
    assert ask("/v1/me", headers={"x-remote-user": "eve"}).status_code == 401


def test_a_private_server_answers_the_public_nothing(serve: Callable[..., Asked], ada: dict[str, str]) -> None:
    ask = serve(private=True)
    for address in (
        "/",
        "/board",
        "/v1/board",
        "/v1/upcoming.ics",
        "/openapi.json",
        "/search?words=chips",
        "/v1/audit",
    ):
        sent = ask(address)
        assert sent.status_code == 401, address
        assert "us/t/a" not in sent.text
    answer = ask("/v1/board", headers=ada)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-cache"
    assert ask("/health").status_code == ask("/signin").status_code == 200


# --- the commands ------------------------------------------------------------


def test_people_are_managed_from_the_command_line(cli: Callable[..., Done], own_ledger: Path) -> None:
    run = partial(cli, store=own_ledger)
    token = run("users", "add", "ada", "--name", "Ada", "--mail", "ada@example.org").out.strip()
    assert token.startswith("rt_")
    assert run("users", "list").out == "ada  Ada  ada@example.org  tokens: 1\n"
    assert token not in run("export").out
    assert '"type": "table"' not in run("export", "--no-digests").out
    assert '"type": "person"' in run("export", "--audit").out
    assert "WHAT" in run("since", "2025-05-12", "--until", "2025-05-20", "--reviews").out.upper()
    assert run("users", "revoke", "ada").status == 0
    (listed,) = json.loads(run("users", "list", "--format", "json").out)["users"]
    assert listed["revoked"]
    assert "found nobody" in run("users", "revoke", "bob").err
    assert "expected a name in lower case" in run("users", "add", "A B").err
    wrong = "mail: found 'nowhere'; expected a mail address such as lin@example.org\n"
    assert run("users", "add", "bob", "--mail", "nowhere").err.endswith(wrong)
    assert "name: found 'a\\nb'; expected a name on one line" in run("users", "add", "bob", "--name", "a\nb").err


def test_reports_show_reviews_where_they_are_asked_for(ask: Asked, store: SqliteStore, ada: dict[str, str]) -> None:
    reviewed(ask, ada, "seen")
    reviewed(ask, ada, "done", note="No exposure.")
    tracker = Tracker(store, lambda: dates.instant_of(AT))
    plain, shown = tracker.since("2024-04-01"), tracker.since("2024-04-01", reviews=True)
    line = "Seen by ada on 1 June 2024; done by ada on 1 June 2024 (No exposure.)."
    for form in ("text", "md", "html"):
        assert line in " ".join(render(shown, form, full=True).replace("\\", "").split()), form
        assert "ada" not in render(plain, form, full=True)
    change = json.loads(render(shown, "json"))["changes"][0]
    assert [each["action"] for each in change["reviews"]] == ["seen", "done"]
    jsonschema.validate(json.loads(render(shown, "json")), schemas()["since"])
    assert "reviews" not in json.loads(render(plain, "json"))["changes"][0]
    assert ask("/v1/since?since=2024-04-01&reviews=true").status_code == 400
