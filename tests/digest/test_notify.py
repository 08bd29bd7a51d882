"""Channels beyond mail, against a server on loopback: what came of a message, and nothing of its address."""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from regtrack.digest.channels import notify
from regtrack.digest.channels.notify import NotifyChannel
from regtrack.digest.model import Delivery, Message, SendOutcome
from regtrack.errors import InputError

pytest.importorskip("apprise", reason="the extra notify is not installed")

SENT, REFUSED, FAILED, UNKNOWN = SendOutcome.SENT, SendOutcome.REFUSED, SendOutcome.FAILED, SendOutcome.UNKNOWN
TOKEN = "TIiajkdnlazkcOXrIdevi7FQ"
DROP, STALL, CUT = -1, -2, -3


class Hook:
    """A webhook that answers with the statuses it is told, in turn, then with 200; it keeps what it took."""

    def __init__(self) -> None:
        self.script: list[int] = []
        self.taken: list[dict[str, Any]] = []
        self.asked = 0
        self.over = threading.Event()
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                hook.asked += 1
                status = hook.script.pop(0) if hook.script else 200
                if status == DROP:
                    return
                if status == STALL:
                    hook.over.wait(5)
                    return
                if status == 200:
                    hook.taken.append(json.loads(body) if body.startswith(b"{") else {"body": body.decode()})
                answer = (
                    b"ok"
                    if "/services/" in self.path
                    else b'{"room_id": "!r:x", "access_token": "t", "user_id": "@u:x"}'
                )
                self.send_response(abs(status) if status != CUT else 200)
                self.send_header("Content-Length", str(len(answer) + (10 if status == CUT else 0)))
                self.end_headers()
                self.wfile.write(answer)

            do_PUT = do_GET = do_POST  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.address = f"json://127.0.0.1:{self.port}/{TOKEN}"


@pytest.fixture
def hook() -> Iterator[Hook]:
    hook = Hook()
    threading.Thread(target=lambda: hook.server.serve_forever(0.01), daemon=True).start()
    yield hook
    hook.over.set()
    hook.server.shutdown()
    hook.server.server_close()


def text(to: str, row: int = 1) -> Message:
    return Message(f"{row}@x", row, to, "", f"3 changes: Änderung {row}\nand more".encode(), f"Digest {row}", "apprise")


def send(messages: Iterable[Message], timeout: float = 10) -> list[Delivery]:
    return list(NotifyChannel(timeout=timeout).send(messages, before=lambda message: True))


def test_a_text_arrives_with_its_title(hook: Hook) -> None:
    deliveries = send([text(hook.address, 1), text(hook.address, 2)])
    assert deliveries == [Delivery(1, SENT, "JSON took it"), Delivery(2, SENT, "JSON took it")]
    assert [(each["title"], each["message"]) for each in hook.taken] == [
        ("Digest 1", "3 changes: Änderung 1\nand more"),
        ("Digest 2", "3 changes: Änderung 2\nand more"),
    ]


WHAT_CAME_OF_IT = [
    (201, SENT, "took it"),
    (400, REFUSED, "it was not taken, with status 400 Bad Request"),
    (401, REFUSED, "it was not taken, with status 401 Unauthorized"),
    (403, REFUSED, "it was not taken, with status 403 Forbidden"),
    (404, REFUSED, "it was not taken, with status 404 Not Found"),
    (410, REFUSED, "it was not taken, with status 410 Gone"),
    (408, FAILED, "408 Request Timeout"),
    (429, FAILED, "429 Too Many Requests"),
    (500, FAILED, "500 Internal Server Error"),
    (503, FAILED, "503 Service Unavailable"),
    (599, FAILED, "with status 599"),
    (302, FAILED, "302 Found"),
    (DROP, UNKNOWN, "the connection ended before the answer; it may have been taken"),
    (STALL, UNKNOWN, "the connection ended before the answer; it may have been taken"),
    (CUT, UNKNOWN, "the connection ended before the answer; it may have been taken"),
]


@pytest.mark.parametrize(("status", "outcome", "words"), WHAT_CAME_OF_IT)
def test_what_came_of_it(hook: Hook, status: int, outcome: SendOutcome, words: str) -> None:
    hook.script = [200, status]
    messages = [text(hook.address, row) for row in (1, 2, 3)]
    deliveries = send(messages, timeout=0.25 if status == STALL else 10)
    assert [each.outcome for each in deliveries] == [SENT, outcome, SENT]
    assert words in deliveries[1].detail
    assert hook.asked == 3


SERVICES = [  # the services that the documentation names; those with a fixed host are led to the webhook here
    "slack://T1JJ3T3L2/A1BRTD4JD/{token}",
    "ntfy://127.0.0.1:{port}/{token}",
    "workflow://127.0.0.1:{port}/{token}/{token}",
    "matrix://{token}@127.0.0.1:{port}?mode=matrix",
]


@pytest.fixture
def led_here(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    import requests

    true = requests.Session.request

    def request(self: requests.Session, method: str, url: str, **rest: Any) -> requests.Response:
        parts = urlsplit(url)
        return true(self, method, f"http://127.0.0.1:{hook.port}{parts.path}", **rest)

    monkeypatch.setattr(requests.Session, "request", request)


@pytest.mark.usefixtures("led_here")
@pytest.mark.parametrize("address", SERVICES)
def test_the_services_that_are_named_are_judged_alike(
    hook: Hook, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    address = address.format(port=hook.port, token=TOKEN)
    for status, outcome in [(200, SENT), (404, REFUSED), (500, FAILED), (429, FAILED), (DROP, UNKNOWN)]:
        hook.script, before = [status], len(hook.taken)
        (delivery,) = send([text(address)])
        assert (status, delivery.outcome) == (status, outcome), delivery.detail
        assert len(hook.taken) - before == (1 if status == 200 else 0)
        assert TOKEN not in delivery.detail
    assert "Änderung 1" in json.dumps(hook.taken, ensure_ascii=False)
    assert TOKEN not in caplog.text


def test_matrix_with_a_log_in(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apprise.url.time.sleep", lambda seconds: None)  # between the requests that one message takes
    address = f"matrix://reader:{TOKEN}@127.0.0.1:{hook.port}/!room:x"
    (delivery,) = send([text(address)])
    assert delivery.outcome is SENT
    assert "Änderung 1" in json.dumps(hook.taken, ensure_ascii=False)
    hook.script = [403, 403]
    (delivery,) = send([text(address)])
    assert (delivery.outcome, delivery.detail) == (REFUSED, "Matrix: it was not taken, with status 403 Forbidden")


@pytest.mark.parametrize("words", ["error=404.", "\nFailed, error=404.\n", "Socket Exception: Read timed out"])
def test_the_words_of_a_message_are_not_taken_for_an_answer(hook: Hook, words: str) -> None:
    message = Message("1@x", 1, hook.address, "", words.encode(), words, "apprise")
    hook.script = [503]
    assert send([message])[0].detail == "JSON: it was not taken, with status 503 Service Unavailable"
    (delivery,) = send([Message("1@x", 1, f"json://127.0.0.1:9/{TOKEN}", "", words.encode(), words, "apprise")])
    assert delivery.detail == "JSON: no connection"


def test_without_a_connection_it_has_failed() -> None:
    (delivery,) = send([text(f"json://127.0.0.1:9/{TOKEN}")])
    assert (delivery.outcome, delivery.detail) == (FAILED, "JSON: no connection")


def test_apprise_does_not_try_again_by_itself(hook: Hook) -> None:
    hook.script = [500] * 5
    assert send([text(f"{hook.address}?retry=3&wait=0")])[0].outcome is FAILED
    assert hook.asked == 1


def test_a_message_that_another_process_has_is_left_alone(hook: Hook) -> None:
    seen = []

    def before(message: Message) -> bool:
        seen.append((message.row, hook.asked))
        return message.row != 2

    channel = NotifyChannel()
    deliveries = list(channel.send([text(hook.address, row) for row in (1, 2, 3)], before=before))
    assert [each.row for each in deliveries] == [1, 3]
    assert seen == [(1, 0), (2, 1), (3, 1)]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (f"nonsense://{TOKEN}", r"that apprise cannot read \(nonsense://...\)"),
        (TOKEN, r"that apprise cannot read \(no scheme\)"),
        ("", r"that apprise cannot read \(no scheme\)"),
        (f"slack://T1JJ3T3L2/A1BRTD4JD/{TOKEN}/#one/#two", r"2 recipients in one address \(Slack\); expected one"),
        (f"ntfy://{TOKEN}/one/two", r"2 recipients in one address \(ntfy\); expected one"),
    ],
)
def test_an_address_of_none_or_of_many_is_refused_and_not_shown(
    hook: Hook, address: str, found: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(InputError, match=found) as caught:
        notify._service(notify._apprise(), address)
    assert TOKEN not in str(caught.value)
    deliveries = send([text(address, 1), text(hook.address, 2)])
    assert [each.outcome for each in deliveries] == [REFUSED, SENT]
    assert deliveries[0].detail == str(caught.value)
    assert TOKEN not in caplog.text


def test_an_address_of_one_is_taken(hook: Hook) -> None:
    for address, name in ((hook.address, "JSON"), (f"slack://T1JJ3T3L2/A1BRTD4JD/{TOKEN}/#one", "Slack")):
        service = notify._service(notify._apprise(), address)
        assert (service.service_name, len(service), service.retry) == (name, 1, 0)


def test_the_logs_of_the_program_are_as_before(hook: Hook) -> None:
    logger = logging.getLogger("apprise")
    before = (logger.propagate, logger.level, list(logger.handlers))
    send([text(hook.address)])
    assert (logger.propagate, logger.level, list(logger.handlers)) == before


def test_without_apprise_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    deliveries = send([text("json://127.0.0.1", 1), text("json://127.0.0.1", 2)])
    sentence = "channel: found no library apprise; expected it installed: pip install 'regtrack[notify]'"
    assert deliveries == [Delivery(1, FAILED, sentence), Delivery(2, FAILED, sentence)]
    with pytest.raises(InputError, match="regtrack\\[notify\\]"):
        notify._service(notify._apprise(), "json://127.0.0.1")
