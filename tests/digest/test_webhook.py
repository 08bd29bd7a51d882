"""Webhooks, against a receiver on loopback: what arrives, what came of it, and nothing of its address or secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import attrs
import pytest
from jsonschema import Draft202012Validator

from regtrack._bundled import schemas
from regtrack.digest.channels import kind_of
from regtrack.digest.channels.webhook import WebhookChannel, signed
from regtrack.digest.digests import Digests
from regtrack.digest.model import Channel, Delivery, Message, SendOutcome
from regtrack.digest.secrets import Secret
from regtrack.digest.settings import DigestSettings, Webhook
from regtrack.digest.subscriptions import Address
from regtrack.errors import InputError
from regtrack.http.terms import Means
from regtrack.store import Batch
from regtrack.testing import ChannelContract
from tests.digest.office import Office, person
from tests.helpers import RULE, e

SENT, REFUSED, FAILED, UNKNOWN = SendOutcome.SENT, SendOutcome.REFUSED, SendOutcome.FAILED, SendOutcome.UNKNOWN
TOKEN = "TIiajkdnlazkcOXrIdevi7FQ"
KEY = bytes(range(32))
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"
DROP, STALL, DRIP = -1, -2, -3
PLACE = Secret("env", "WEBHOOK_SECRET")


class Receiver:
    """Answers with the statuses it is told, in turn, then with 200; it keeps what it took."""

    def __init__(self) -> None:
        self.script: list[int] = []
        self.headers: dict[str, str] = {}
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.asked = 0
        self.over = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                receiver.asked += 1
                status = receiver.script.pop(0) if receiver.script else 200
                if "gone" in self.path:
                    status = 410
                if status == STALL:
                    receiver.over.wait(5)
                if status == DRIP:  # never silent, and never done
                    while not receiver.over.wait(0.05):
                        self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                if status < 0:
                    return
                if status < 300:
                    receiver.taken.append(({name.lower(): text for name, text in self.headers.items()}, body))
                self.send_response(status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.root = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.address = f"{self.root}/{TOKEN}"


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    threading.Thread(target=lambda: receiver.server.serve_forever(0.01), daemon=True).start()
    yield receiver
    receiver.over.set()
    receiver.server.shutdown()
    receiver.server.server_close()


def channel(**settings) -> WebhookChannel:
    return WebhookChannel(Webhook(PLACE, **{"allow_private": True, **settings}), Means(now=lambda: 1_800_000_000.5))


def send(*to: str, **settings) -> list[Delivery]:
    messages = [
        Message(f"{row}@x.org", row, each, "", '{"a":"Ä"}'.encode(), "t", "webhook") for row, each in enumerate(to, 1)
    ]
    return list(channel(**settings).send(messages, before=lambda _: True))


def verified(headers: dict[str, str], body: bytes) -> bool:
    """Verify a signature by another way than the one that made it."""
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    code = base64.b64encode(hmac.new(KEY, text, hashlib.sha256).digest()).decode()
    return headers["webhook-signature"] == f"v1,{code}"


class TestWebhookKit(ChannelContract):
    @pytest.fixture(autouse=True)
    def _here(self, receiver: Receiver) -> None:
        self.receiver, self.address, self.broken = receiver, receiver.address, f"{receiver.root}/gone/{TOKEN}"

    def channel(self) -> Channel:
        return channel()

    def arrived(self) -> Sequence[str]:
        return [body.decode() for _, body in self.receiver.taken]


def test_a_message_is_signed_with_its_id_and_the_time(receiver: Receiver) -> None:
    assert [each.outcome for each in send(receiver.address)] == [SENT]
    ((headers, body),) = receiver.taken
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("1@x.org", "1800000000")
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert verified(headers, body)
    assert not verified(headers, body + b" ")
    assert not verified({**headers, "webhook-timestamp": "1800000001"}, body)


def test_the_reference_vector_of_standard_webhooks_holds() -> None:
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = signed("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}', key)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


WHAT_CAME_OF_IT = [
    (204, SENT, "the receiver answered 204 No Content"),
    (400, REFUSED, "the receiver answered 400 Bad Request, and it is not tried again"),
    (404, REFUSED, "404 Not Found"),
    (410, REFUSED, "410 Gone"),
    (408, FAILED, "408 Request Timeout"),
    (425, FAILED, "425 Too Early"),
    (429, FAILED, "429 Too Many Requests"),
    (500, FAILED, "500 Internal Server Error"),
    (599, FAILED, "599"),
    (302, FAILED, "302 Found; expected an address that leads nowhere else"),
    (DROP, UNKNOWN, "it may have taken the message"),
    (STALL, UNKNOWN, "it may have taken the message"),
    (DRIP, UNKNOWN, "it may have taken the message"),
]


@pytest.mark.parametrize(("status", "outcome", "words"), WHAT_CAME_OF_IT)
def test_what_came_of_a_post(
    receiver: Receiver, status: int, outcome: SendOutcome, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    receiver.script, receiver.headers = [200, status], {"Location": "/elsewhere"} if status == 302 else {}
    deliveries = send(*[receiver.address] * 3, timeout=0.25 if status in (STALL, DRIP) else 10)
    assert [each.outcome for each in deliveries] == [SENT, outcome, SENT]
    assert words in deliveries[1].detail
    assert receiver.asked == 3  # no redirect is followed, nothing is tried again at once
    for said in (caplog.text, *(each.detail for each in deliveries)):
        assert TOKEN not in said
        assert SECRET[6:] not in said


@pytest.mark.parametrize(("asked", "wait"), [("120", 120), ("9999999", 86_400), ("soon", None)])
def test_a_receiver_says_how_long_to_wait(receiver: Receiver, asked: str, wait: float | None) -> None:
    receiver.script, receiver.headers = [429], {"Retry-After": asked}
    assert send(receiver.address)[0].retry_after == wait


def test_without_a_connection_a_post_has_failed() -> None:
    (delivery,) = send(f"http://127.0.0.1:9/{TOKEN}")
    assert (delivery.outcome, delivery.detail) == (
        FAILED,
        "the receiver was not reached: no answer (connection refused)",
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.8", "[::1]", "localhost", "2130706433"])
def test_private_receivers_are_refused_unless_allowed(host: str) -> None:
    (delivery,) = send(f"http://{host}:9/{TOKEN}", allow_private=False)
    assert delivery.outcome is REFUSED
    assert delivery.detail == (
        "the address of a webhook: found one in a private network; "
        "expected a server on the public internet, or allow_private = true in [webhook]"
    )


def test_a_name_that_leads_inside_is_refused(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    true = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: true("127.0.0.1", *rest, **more))
    (delivery,) = send(receiver.address.replace("127.0.0.1", "hooks.example.org"), allow_private=False)
    assert (delivery.outcome, receiver.asked) == (REFUSED, 0)
    assert "allow_private = true" in delivery.detail


@pytest.mark.parametrize("address", ["ftp://x.org/a", "https://me:pw@x.org/", "file:///etc/passwd", "https://"])
def test_other_addresses_are_refused_and_not_shown(address: str) -> None:
    (delivery,) = send(address)
    assert delivery.outcome is REFUSED
    assert delivery.detail.startswith("the address of a webhook: found none; expected an http or https address")


@pytest.mark.parametrize("value", ["hunter2-hunter2-hunter2", "whsec_", "whsec_!!!", "whsec_c2hvcnQ="])
def test_a_secret_that_is_none_is_not_repeated(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", value)
    with pytest.raises(InputError, match="secret env:WEBHOOK_SECRET: found no secret for webhooks") as caught:
        channel()
    assert value == "whsec_" or value not in str(caught.value)


# --- with a ledger ----------------------------------------------------------------------------------------------------


@pytest.fixture
def office(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("HOOK", receiver.address)
    to = (Address(channel=Secret("env", "HOOK"), via="webhook"),)
    return Office(person(to=to, first="nothing"), webhook=Webhook(PLACE, allow_private=True))


def run(office: Office, moment: str):
    return Digests(office.store, lambda: office.at(moment).now, office.settings).run(accept_clock=True)


def test_a_digest_arrives_once_as_the_schema_says(office: Office, receiver: Receiver) -> None:
    office.follow()
    run(office, "2026-01-02")
    office.record(e("publish", published="2026-01-02"), e("set_effective", published="2026-01-02", effect="2026-03-01"))
    receiver.script = [500, 200]
    assert [each.outcome for each in run(office, "2026-01-03").sent] == [FAILED]
    assert [each.outcome for each in run(office, "2026-01-04").sent] == [SENT]
    assert run(office, "2026-01-05").sent == ()
    ((headers, body),) = receiver.taken
    told = json.loads(body)
    Draft202012Validator(schemas()["webhook"]).validate(told)
    assert verified(headers, body)
    assert headers["webhook-id"] == office.digests.outbox("sent")[0].id
    assert (told["type"], told["since"]) == ("digest", "2026-01-02T07:00:00Z")
    assert told["chain"]["link"] > 0
    assert {each["instrument"] for each in told["facts"]} == {RULE}
    fact = next(each for each in told["facts"] if each["kind"] == "change")
    assert (fact["act"], fact["certainty"], fact["moved"]) == ("set_effective", "published", None)
    event = next(each for each in fact["events"] if each["kind"] == "set_effective")
    assert (event["published"], event["effect"], event["until"]) == ("2026-01-02", "2026-03-01", None)


def test_a_first_digest_says_what_stands_and_a_feed_that_fails_is_a_fact(office: Office, receiver: Receiver) -> None:
    (lin,) = office.settings.subscriber
    office.with_people(attrs.evolve(lin, first="overview", language="ja"))
    office.follow(events=[e("set_effective", published="2025-12-01", effect="2026-03-01")])
    run(office, "2026-01-02")
    office.store.append(Batch("feed", "Feed", [], problem="it is gone"), office.now)
    run(office, "2026-01-09")
    first, second = (json.loads(body) for _, body in receiver.taken)
    for told in (first, second):
        Draft202012Validator(schemas()["webhook"]).validate(told)
    assert {each["kind"] for each in first["facts"]} == {"state", "date"}
    assert all(each["events"] for each in first["facts"])
    (feed,) = (each for each in second["facts"] if each["kind"] == "feed")
    assert (feed["instrument"], feed["certainty"], feed["events"], feed["sources"]) == (None, None, [], [])


def test_a_date_that_falls_away_names_no_day(office: Office, receiver: Receiver) -> None:
    office.follow(events=[e("set_effective", published="2026-01-02", effect="2026-03-01")])
    run(office, "2026-01-02")
    run(office, "2026-01-03")
    office.record(e("withdraw", published="2026-01-04"))
    run(office, "2026-01-05")
    facts = [fact for _, body in receiver.taken for fact in json.loads(body)["facts"]]
    (gone,) = (fact for fact in facts if fact["moved"] is not None)
    assert (gone["kind"], gone["on"], gone["moved"]) == ("date", None, {"from": "2026-03-01", "to": None})
    assert [fact["act"] for fact in facts if fact["kind"] == "change"] == ["set_effective", "withdraw"]


def test_a_date_that_moves_has_the_day_before_and_after(office: Office, receiver: Receiver) -> None:
    office.follow(events=[e("set_effective", published="2026-01-02", effect="2026-03-01")])
    run(office, "2026-01-02")
    run(office, "2026-01-03")
    office.record(e("delay_effective", published="2026-01-04", effect="2026-04-01"))
    run(office, "2026-01-05")
    facts = [fact for _, body in receiver.taken for fact in json.loads(body)["facts"]]
    assert [each["moved"] for each in facts if each["moved"]] == [{"from": "2026-03-01", "to": "2026-04-01"}]


def test_a_test_message_fits_the_schema(office: Office, receiver: Receiver) -> None:
    (delivery,) = Digests(office.store, lambda: office.now, office.settings).test("lin")
    assert delivery.outcome is SENT
    told = json.loads(receiver.taken[0][1])
    Draft202012Validator(schemas()["webhook"]).validate(told)
    assert (told["type"], told["facts"]) == ("test", [])


def test_without_settings_nothing_is_sent(office: Office) -> None:
    with pytest.raises(InputError, match=r"webhook: found no \[webhook\] table"):
        kind_of("webhook").open(attrs.evolve(office.settings, webhook=None))
    with pytest.raises(InputError, match=r"\[webhook\]"):
        kind_of("webhook").open(DigestSettings())
