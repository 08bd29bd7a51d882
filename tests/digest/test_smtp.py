"""Every step of the protocol, every way in which it can go wrong, and what is concluded from it."""

from __future__ import annotations

import base64
import random
import re
import socket
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from email.message import EmailMessage
from email.policy import SMTP as CRLF
from pathlib import Path
from typing import ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regtrack.digest.channels.connection import Connection
from regtrack.digest.channels.envelope import check, wire_form
from regtrack.digest.channels.replies import Reply
from regtrack.digest.channels.smtp import SmtpChannel
from regtrack.digest.model import Delivery, Message, SendOutcome
from regtrack.digest.secrets import Secret
from regtrack.digest.settings import Smtp
from regtrack.errors import InputError
from tests.digest.smtpd import (
    HOST,
    PASSWORD,
    USER,
    Answer,
    Behaviour,
    MailServer,
    authority_file,
    drip,
    drop,
    inject,
    keep_and_drop,
    keep_and_stall,
    late,
    stall,
)

SENT, REFUSED, FAILED, UNKNOWN = SendOutcome.SENT, SendOutcome.REFUSED, SendOutcome.FAILED, SendOutcome.UNKNOWN
WAIT = 0.25
"""Seconds until an answer is given up, in the tests of a server that does not give it."""
SENDER = "digest@example.org"


def mail(row: int = 1, *, to: str | None = None, sender: str = SENDER, text: str = "3 changes.\n") -> Message:
    """A digest as it is composed, in small."""
    to = to or f"reader{row}@example.org"
    content = EmailMessage(policy=CRLF)
    content["From"], content["To"], content["Subject"] = f"Digest <{sender}>", to, f"Digest {row}"
    content["Message-ID"] = f"<{row}.{sender}>"
    content.set_content(text, cte="base64" if not text.isascii() else None)
    return Message(f"{row}.{sender}", row, to, sender, content.as_bytes(), f"Digest {row}", "mail")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> str:
    return authority_file(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)


@pytest.fixture
def servers() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


class Post:
    """A server, and the settings that go with it."""

    def __init__(self, stack: ExitStack, authority: str, wait: float = 10, **server: object) -> None:
        self.server = stack.enter_context(MailServer(**server))  # type: ignore[arg-type]
        auth = {"username": USER, "password": Secret("env", "MAIL_PASSWORD")} if self.server.auth else {}
        self.settings = Smtp(HOST, self.server.port, self.server.security, timeout=wait, ca_file=authority, **auth)
        self.begun: list[int] = []

    def channel(self, **changes: object) -> SmtpChannel:
        settings = attrs.evolve(self.settings, **changes)
        return SmtpChannel(settings, last_answer=settings.timeout)

    def send(self, messages: Iterable[Message], **changes: object) -> list[Delivery]:
        return list(self.channel(**changes).send(messages, before=self.before))

    def before(self, message: Message) -> bool:
        self.begun.append(message.row)
        return True

    @property
    def copies(self) -> Counter[str]:
        return Counter(each.to for each in self.server.accepted)


@pytest.fixture
def post(servers: ExitStack, authority: str) -> Post:
    return Post(servers, authority, security="none", auth=False)


def patience(behaviour: Behaviour) -> float:
    return WAIT if behaviour in (stall, drip, keep_and_stall) else 10


def outcomes(deliveries: Iterable[Delivery]) -> list[SendOutcome]:
    return [each.outcome for each in deliveries]


# --- when all is well


@pytest.mark.parametrize(("security", "tls"), [("starttls", True), ("tls", True), ("none", False)])
def test_many_messages_go_over_one_connection_as_the_settings_ask(
    servers: ExitStack, authority: str, security: str, tls: bool
) -> None:
    post = Post(servers, authority, security=security)
    deliveries = post.send(mail(row) for row in range(10))
    assert [(each.row, each.outcome) for each in deliveries] == [(row, SENT) for row in range(10)]
    assert deliveries[0].detail == f"localhost:{post.server.port} answered 250 2.0.0 queued as 7F3A to the message"
    assert post.server.connections == 1
    assert [(each.to, each.content) for each in post.server.accepted] == [
        (mail(row).to, mail(row).payload) for row in range(10)
    ]
    assert {(each.sender, each.tls, each.user) for each in post.server.accepted} == {(SENDER, tls, USER)}
    assert post.server.open_connections == 0
    assert not post.server.errors


def test_a_message_is_recorded_as_being_sent_after_its_recipient_was_taken_and_before_its_data(post: Post) -> None:
    seen = []

    def before(message: Message) -> bool:
        seen.append(post.server.commands[-1])
        return True

    list(post.channel().send([mail(1), mail(2)], before=before))
    assert seen == ["RCPT TO:<reader1@example.org>", "RCPT TO:<reader2@example.org>"]


def test_a_message_that_another_process_has_is_left_alone(post: Post) -> None:
    deliveries = list(post.channel().send([mail(1), mail(2), mail(3)], before=lambda message: message.row != 2))
    assert [each.row for each in deliveries] == [1, 3]
    assert post.copies == {mail(1).to: 1, mail(3).to: 1}
    assert post.server.commands.count("RSET") == 1
    assert post.server.connections == 1


def test_an_error_of_the_outbox_ends_the_run_and_sends_nothing(post: Post) -> None:
    def before(message: Message) -> bool:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        list(post.channel().send([mail(1), mail(2)], before=before))
    assert not post.server.accepted
    assert post.server.open_connections == 0


def test_a_run_that_is_broken_off_closes_its_connection(post: Post) -> None:
    run = post.channel().send((mail(row) for row in range(5)), before=post.before)
    assert next(run).outcome is SENT
    run.close()  # type: ignore[attr-defined]
    assert post.server.open_connections == 0
    assert post.begun == [0]


def test_without_messages_no_server_is_asked(post: Post) -> None:
    assert post.send([]) == []
    assert post.server.connections == 0


def test_connections_are_renewed_after_their_number_of_messages(post: Post) -> None:
    assert outcomes(post.send((mail(row) for row in range(7)), max_per_connection=3)) == [SENT] * 7
    assert [each.connection for each in post.server.accepted] == [1, 1, 1, 2, 2, 2, 3]


def test_the_rate_spreads_messages_evenly(post: Post) -> None:
    now, waited = [100.0], []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    settings = attrs.evolve(post.settings, rate_per_minute=30)
    channel = SmtpChannel(settings, sleep=sleep, monotonic=lambda: now[0], last_answer=WAIT)
    messages = [mail(1), mail(2), mail(3, to="no address"), mail(4)]
    assert outcomes(channel.send(messages, before=post.before)) == [SENT, SENT, REFUSED, SENT]
    now[0] += 0.5
    assert outcomes(channel.send([mail(5)], before=post.before)) == [SENT]
    assert waited == [2.0, 2.0, 1.5]


# --- a fault that is about one message


ONE = [  # step, what the server does for the second of three, what becomes of it, copies that the server has then
    ("MAIL", Answer("451 4.3.0 later"), FAILED, 0),
    ("MAIL", Answer("552 5.3.4 too big"), REFUSED, 0),
    ("RCPT", Answer("450 4.2.0 greylisted"), FAILED, 0),
    ("RCPT", Answer("452 4.2.2 mailbox full"), FAILED, 0),
    ("RCPT", Answer("550 5.1.1 no such user"), REFUSED, 0),
    ("RCPT", Answer("553 5.1.3 no such form of address"), REFUSED, 0),
    ("RCPT", Answer("530 5.7.0 authenticate first"), FAILED, 0),
    ("RCPT", Answer("550 5.1.8 sender has no such domain"), FAILED, 0),
    ("RCPT", Answer("251 will be forwarded"), SENT, 1),
    ("DATA", Answer("451 4.3.2 later"), FAILED, 0),
    ("DATA", Answer("421 4.3.2 closing"), FAILED, 0),
    ("DATA", Answer("554 5.5.1 no"), REFUSED, 0),
    ("DATA", Answer("250 what?"), FAILED, 0),
    ("DATA", drop, FAILED, 0),
    ("DATA", stall, FAILED, 0),
    ("DATA", drip, FAILED, 0),
    ("content", drop, UNKNOWN, 0),  # a short message is on its way whole when the end is heard of; a long one: below
    ("content", stall, UNKNOWN, 0),
    ("dot", Answer("451 4.3.0 disk full"), FAILED, 0),
    ("dot", Answer("421 4.3.2 closing"), FAILED, 0),
    ("dot", Answer("552 5.2.2 mailbox full"), REFUSED, 0),
    ("dot", Answer("554 5.7.1 looks like spam"), REFUSED, 0),
    ("dot", Answer("550 5.7.26 not signed"), FAILED, 0),
    ("dot", Answer("354 go on"), UNKNOWN, 0),
    ("dot", Answer("what a day"), UNKNOWN, 0),
    ("dot", Answer("250-ok\r\n250 2.0.0 ok"), SENT, 1),
    ("dot", drop, UNKNOWN, 0),
    ("dot", stall, UNKNOWN, 0),
    ("dot", drip, UNKNOWN, 1),
    ("dot", keep_and_drop, UNKNOWN, 1),
    ("dot", keep_and_stall, UNKNOWN, 1),
]


@pytest.mark.parametrize(("step", "behaviour", "outcome", "copies"), ONE, ids=str)
def test_one_recipient_never_affects_another(
    post: Post, step: str, behaviour: Behaviour, outcome: SendOutcome, copies: int
) -> None:
    second = {"after": 1, "times": 1} if step == "MAIL" else {"to": mail(2).to}
    post.server.fail(step, behaviour, **second)  # type: ignore[arg-type]
    deliveries = post.send([mail(1), mail(2), mail(3)], timeout=patience(behaviour))
    assert outcomes(deliveries) == [SENT, outcome, SENT]
    assert post.copies == +Counter({mail(1).to: 1, mail(2).to: copies, mail(3).to: 1})
    assert not post.server.errors


LOST_BEFORE_DATA = [Answer("421 4.7.0 enough for one connection"), Answer("what a day"), drop, stall, drip]


@pytest.mark.parametrize("behaviour", LOST_BEFORE_DATA, ids=str)
@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_a_connection_that_served_and_is_gone_is_renewed_at_once(post: Post, step: str, behaviour: Behaviour) -> None:
    """Servers close connections that were idle, or had enough messages: no fault of the message that meets it."""
    post.server.fail(step, behaviour, after=1, times=1)
    assert outcomes(post.send([mail(1), mail(2), mail(3)], timeout=patience(behaviour))) == [SENT] * 3
    assert [each.connection for each in post.server.accepted] == [1, 2, 2]


@pytest.mark.parametrize("behaviour", [Answer("421 closing"), Answer("502 what?"), drop, stall], ids=str)
def test_a_reset_that_fails_costs_the_connection_only(post: Post, behaviour: Behaviour) -> None:
    post.server.fail("RCPT", Answer("550 5.1.1 no such user"), to=mail(1).to)
    post.server.fail("RSET", behaviour)
    assert outcomes(post.send([mail(1), mail(2)], timeout=patience(behaviour))) == [REFUSED, SENT]


@pytest.mark.parametrize("behaviour", LOST_BEFORE_DATA, ids=str)
@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_a_new_connection_that_is_lost_fails_the_message(post: Post, step: str, behaviour: Behaviour) -> None:
    post.server.fail(step, behaviour, times=1)
    assert outcomes(post.send([mail(1), mail(2)], timeout=patience(behaviour))) == [FAILED, SENT]


def test_a_long_message_that_breaks_off_on_its_way_has_failed_for_certain(servers: ExitStack, authority: str) -> None:
    post = Post(servers, authority, security="none", auth=False)
    long = mail(2, text="a line of some length\n" * 400_000)
    post.server.fail("content", drop, to=long.to)
    deliveries = post.send([mail(1), long, mail(3)])
    assert outcomes(deliveries) == [SENT, FAILED, SENT]
    assert "the connection ended before the end of the message" in deliveries[1].detail


@pytest.mark.parametrize("behaviour", [Answer("451 later"), Answer("550 no"), drop, stall, drip], ids=str)
def test_nothing_that_happens_at_quit_matters(post: Post, behaviour: Behaviour) -> None:
    post.server.fail("QUIT", behaviour)
    deliveries = post.send([mail(1), mail(2)], max_per_connection=1, timeout=patience(behaviour))
    assert outcomes(deliveries) == [SENT, SENT]
    assert post.copies == {mail(1).to: 1, mail(2).to: 1}


def test_an_answer_that_comes_slowly_and_in_time_is_taken(servers: ExitStack, authority: str) -> None:
    post = Post(servers, authority, security="none", auth=False)
    for step in ("MAIL", "RCPT"):
        post.server.fail(step, drip)
    assert outcomes(post.send([mail(1)])) == [SENT]


def test_the_answer_to_a_message_is_waited_for_longer_than_others(post: Post) -> None:
    post.server.fail("dot", late)
    channel = SmtpChannel(attrs.evolve(post.settings, timeout=WAIT), last_answer=10)
    assert outcomes(channel.send([mail(1), mail(2)], before=post.before)) == [SENT, SENT]


def test_a_message_beyond_the_servers_limit_is_refused_before_it_is_sent(servers: ExitStack, authority: str) -> None:
    post = Post(servers, authority, security="none", auth=False, limit=5_000)
    assert outcomes(post.send([mail(1, text="too long\n" * 1_000), mail(2)])) == [REFUSED, SENT]
    assert post.begun == [2]


# --- a fault that is about the server, or about us


ALL = [  # step, what the server does, its words in the report; every one of these leaves the messages for later
    ("greeting", Answer("421 4.3.2 in 5 minutes"), "answered 421 4.3.2 in 5 minutes to the greeting"),
    ("greeting", Answer("554 no service"), "answered 554 no service to the greeting"),
    ("greeting", Answer("HTTP/1.1 400 Bad Request"), "to the greeting"),
    ("greeting", drop, "ended at the greeting (the server closed it)"),
    ("greeting", stall, "ended at the greeting (no answer within 0.25 s)"),
    ("greeting", drip, "ended at the greeting (no answer within 0.25 s)"),
    ("EHLO", Answer("421 later"), "answered 421 later to EHLO"),
    ("EHLO", Answer("451 later"), "answered 451 later to EHLO"),
    ("EHLO", Answer("550 your name is not known"), "answered 550 your name is not known to EHLO"),
    ("EHLO", Answer("gibberish"), "answered 'gibberish' to EHLO"),
    ("EHLO", drop, "ended at EHLO (the server closed it)"),
    ("EHLO", stall, "ended at EHLO (no answer within 0.25 s)"),
    ("EHLO", drip, "ended at EHLO (no answer within 0.25 s)"),
    ("STARTTLS", Answer("421 later"), "answered 421 later to STARTTLS"),
    ("STARTTLS", Answer("454 TLS not available"), "answered 454 TLS not available to STARTTLS"),
    ("STARTTLS", Answer("501 no"), "answered 501 no to STARTTLS"),
    ("STARTTLS", Answer("220 go on, but no handshake"), "found no TLS (wrong version number)"),
    ("STARTTLS", drop, "ended at STARTTLS (the server closed it)"),
    ("STARTTLS", stall, "ended at STARTTLS (no answer within 0.25 s)"),
    ("STARTTLS", inject, "found words after the answer to STARTTLS; expected the handshake"),
    ("AUTH", Answer("421 later"), "answered 421 later to AUTH"),
    ("AUTH", Answer("454 4.7.0 temporary"), "answered 454 4.7.0 temporary to AUTH"),
    ("AUTH", Answer("535 5.7.8 wrong"), "answered 535 5.7.8 wrong to AUTH"),
    ("AUTH", Answer("334 !!!"), "to AUTH"),
    ("AUTH", drop, "ended at AUTH (the server closed it)"),
    ("AUTH", stall, "ended at AUTH (no answer within 0.25 s)"),
    ("AUTH", drip, "ended at AUTH (no answer within 0.25 s)"),
]


@pytest.mark.parametrize(("step", "behaviour", "words"), ALL, ids=str)
def test_a_fault_of_the_server_fails_every_message_and_is_met_once(
    servers: ExitStack, authority: str, step: str, behaviour: Behaviour, words: str
) -> None:
    post = Post(servers, authority)
    post.server.fail(step, behaviour)
    deliveries = post.send([mail(1), mail(2), mail(3)], timeout=patience(behaviour))
    assert outcomes(deliveries) == [FAILED] * 3
    assert all(words in each.detail and f"localhost:{post.server.port}" in each.detail for each in deliveries)
    assert [each.detail.startswith("not tried, since ") for each in deliveries] == [False, True, True]
    assert deliveries[0].retry_after == (300 if "5 minutes" in words else None)
    assert post.server.connections == 1
    assert not post.begun
    assert not any(command.startswith("MAIL") for command in post.server.commands)
    post.server.behave()
    assert outcomes(post.send([mail(1), mail(2), mail(3)])) == [SENT] * 3  # nothing was learned that lasts


def test_a_refused_connection_fails_every_message(post: Post) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        deliveries = post.send([mail(1), mail(2)], port=taken.getsockname()[1])
    assert outcomes(deliveries) == [FAILED, FAILED]
    assert "ended at the greeting (Connection refused)" in deliveries[0].detail


def test_a_connection_that_is_not_taken_up_in_time_fails_every_message(post: Post) -> None:
    with socket.socket() as full, ExitStack() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(3):
            caller = waiting.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        deliveries = post.send([mail(1), mail(2)], port=full.getsockname()[1], timeout=WAIT)
    assert outcomes(deliveries) == [FAILED, FAILED]
    assert re.search(r"ended at the greeting \((timed out|no answer within 0.25 s)\)", deliveries[0].detail)


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        ("name", "Hostname mismatch, certificate is not valid for 'localhost'"),
        ("expired", "certificate has expired"),
        ("unknown", "unable to get local issuer certificate"),
    ],
)
def test_a_certificate_that_cannot_be_trusted_is_never_spoken_to(
    servers: ExitStack, authority: str, security: str, certificate: str, words: str
) -> None:
    post = Post(servers, authority, security=security, certificate=certificate)
    deliveries = post.send([mail(1), mail(2)])
    assert outcomes(deliveries) == [FAILED, FAILED]
    found = f"localhost:{post.server.port}: found a certificate that cannot be trusted ({words}); expected one for"
    assert deliveries[0].detail == f"{found} localhost that this system or ca_file trusts"
    assert post.server.connections == 1
    assert not {"AUTH", "MAIL"} & {command.split()[0] for command in post.server.commands}


@pytest.mark.parametrize(
    ("server", "settings", "words"),
    [
        ({"without": ("STARTTLS",)}, {}, "found no STARTTLS on offer; expected it, since"),
        ({"security": "none"}, {"security": "tls"}, "found no TLS (wrong version number); expected TLS, as security"),
        (
            {"security": "tls"},
            {"security": "starttls", "timeout": WAIT},
            "ended at the greeting (no answer within 0.25 s)",
        ),
        ({"security": "none"}, {"security": "starttls"}, "found no STARTTLS on offer"),
        ({"without": ("AUTH",)}, {}, "found no AUTH on offer; expected AUTH PLAIN, LOGIN, CRAM-MD5"),
        ({"mechanisms": ()}, {}, "found no AUTH on offer"),
        ({}, {"password": None}, "found a username and no password; expected both or neither"),
        ({}, {"password": Secret("env", "NOT_SET")}, "secret env:NOT_SET: it is not set"),
        ({}, {"ca_file": "/nowhere.pem"}, "ca_file: found /nowhere.pem (No such file or directory); expected a PEM"),
        ({}, {"ca_file": __file__}, f"ca_file: found {__file__} (no certificate in it); expected a PEM file"),
        ({}, {"local_hostname": "a\r\nMAIL FROM:<b@c>"}, "prohibited newline"),
    ],
    ids=str,
)
def test_security_is_never_less_than_what_was_asked_for(
    servers: ExitStack, authority: str, server: dict[str, object], settings: dict[str, object], words: str
) -> None:
    post = Post(servers, authority, **server)
    deliveries = post.send([mail(1), mail(2)], **settings)
    assert outcomes(deliveries) == [FAILED, FAILED]
    assert words in deliveries[0].detail
    assert not {"MAIL", "AUTH"} & {command.split()[0] for command in post.server.commands}


def test_a_password_does_not_leave_this_machine_unprotected(
    servers: ExitStack, authority: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Connection, "_is_here", lambda self: False)
    post = Post(servers, authority, security="none")
    (delivery,) = post.send([mail(1)])
    assert delivery.outcome is FAILED
    assert delivery.detail.endswith("found security none; expected starttls or tls to send a password")
    assert "AUTH" not in post.server.commands


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "CRAM-MD5"])
def test_a_password_of_any_characters_is_given_in_each_way(servers: ExitStack, authority: str, mechanism: str) -> None:
    post = Post(servers, authority, mechanisms=(mechanism,))
    assert outcomes(post.send([mail(1)])) == [SENT]
    assert post.server.accepted[0].user == USER


def test_another_way_of_auth_is_tried_only_where_the_first_is_not_known(servers: ExitStack, authority: str) -> None:
    post = Post(servers, authority)
    post.server.fail("AUTH", Answer("504 5.5.4 not known"), times=1)
    assert outcomes(post.send([mail(1)])) == [SENT]
    assert post.server.commands.count("AUTH") == 2


def test_a_wrong_password_is_tried_once_and_never_shown(
    servers: ExitStack, authority: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "wrong: dolphin"
    monkeypatch.setenv("MAIL_PASSWORD", wrong)
    post = Post(servers, authority)
    deliveries = post.send(mail(row) for row in range(20))
    assert outcomes(deliveries) == [FAILED] * 20
    assert "535 5.7.8 Authentication credentials invalid" in deliveries[0].detail
    assert post.server.commands.count("AUTH") == 1
    encoded = base64.b64encode(wrong.encode()).decode()
    post.server.fail("AUTH", Answer(f"535 not {wrong}, nor {encoded}"))
    assert post.send([mail(1)])[0].detail.endswith("answered 535 not ***, nor ***= to AUTH")


def test_a_server_that_repeats_what_was_said_to_auth_does_not_bring_it_into_the_record() -> None:
    class Parrot:
        said: ClassVar[list[str]] = []

        def docmd(self, command: str, argument: str = "") -> tuple[int, bytes]:
            self.said.append(command)
            return (334, b"") if command == "AUTH" else (535, f"what, {command}?".encode())

    connection = Connection.__new__(Connection)
    connection._smtp = Parrot()  # type: ignore[assignment]
    for mechanism in ("PLAIN", "LOGIN", "CRAM-MD5"):
        reply = connection._authenticate(mechanism, b"regtrack", b"two  words")
        assert reply == Reply(535, "what, ***?")
    assert base64.b64encode(b"\0regtrack\0two  words").decode() in Parrot.said


def test_a_refused_sender_loses_nothing_and_is_not_offered_again(post: Post) -> None:
    """Otherwise a sender that is misspelt in the settings would end every subscriber's digest for good."""
    post.server.fail("MAIL", Answer("550 5.7.1 not your address"), times=1)
    other = mail(3, sender="other@example.org")
    deliveries = post.send([mail(1), mail(2), other])
    assert outcomes(deliveries) == [FAILED, FAILED, SENT]
    assert deliveries[1].detail.startswith("not tried, since localhost:")
    assert sum(command.startswith("MAIL") for command in post.server.commands) == 2


HANGS_UP: list[tuple[str, Behaviour, SendOutcome]] = [
    ("MAIL", drop, FAILED),
    ("RCPT", Answer("421 4.7.0 too busy"), FAILED),
    ("DATA", drop, FAILED),
    ("dot", Answer("421 4.7.0 too busy"), FAILED),
    ("dot", keep_and_drop, UNKNOWN),
]


@pytest.mark.parametrize(("step", "behaviour", "outcome"), HANGS_UP, ids=str)
def test_a_server_that_hangs_up_on_everyone_is_left_alone_after_three(
    post: Post, step: str, behaviour: Behaviour, outcome: SendOutcome
) -> None:
    post.server.fail(step, behaviour)
    deliveries = post.send(mail(row) for row in range(50))
    assert outcomes(deliveries) == [outcome] * 3 + [FAILED] * 47
    assert post.server.connections == 3
    assert [each.detail.startswith("not tried, since ") for each in deliveries[:4]] == [False, False, False, True]


def test_losses_between_successes_do_not_end_the_run(post: Post) -> None:
    for row in range(0, 20, 2):
        post.server.fail("DATA", drop, to=mail(row).to)
    assert outcomes(post.send(mail(row) for row in range(20))) == [FAILED, SENT] * 10


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4.7.1 Greylisted, try again in 5 minutes", 300),
        ("4.2.0 please retry after 30 seconds", 30),
        ("Greylisted for 300s", 300),
        ("try again in 1 hour.", 3600),
        ("temporarily rejected, retry in 00:04:59", 299),
        ("retry in 04:59", 299),
        ("4.7.0 too many messages", None),
        ("come back in 40 days", None),
        ("try again in 2 mins", 120),
        ("for 12 recipients", None),
        ("after 3 messages", None),
        ("for 2 hosts", None),
        ("in 99999999999 hours", None),
    ],
)
def test_a_time_that_the_server_names_is_handed_on(post: Post, text: str, seconds: float | None) -> None:
    post.server.fail("RCPT", Answer(f"450 {text}"), to=mail(1).to)
    assert [each.retry_after for each in post.send([mail(1), mail(2)])] == [seconds, None]
    assert Reply(450, text).retry_after == seconds


def test_words_of_a_server_are_one_line_without_control_characters(post: Post) -> None:
    post.server.fail("RCPT", Answer("550-\x1b[31mred\r\n550-" + "long " * 200 + "\r\n550 end"), to=mail(1).to)
    (delivery,) = post.send([mail(1)])
    assert delivery.outcome is REFUSED
    assert delivery.detail.isprintable()
    assert len(delivery.detail) < 400


@pytest.mark.parametrize("text", ["250-" + "x" * 70_000, "\r\n".join(["250-x"] * 2_000), "2" * 100_000])
def test_an_answer_without_end_is_given_up(post: Post, text: str) -> None:
    post.server.fail("MAIL", Answer(text), times=1)
    deliveries = post.send([mail(1), mail(2)])
    assert outcomes(deliveries) == [FAILED, SENT]
    assert "an answer without end" in deliveries[0].detail


# --- envelopes and content


GOOD = [
    "ada@example.org",
    "a.b+c@sub.example.org",
    "root@localhost",
    "o'neil_x=y@example.org",
    r'"a\"b@c"@example.org',
]
BAD = [
    "ü@exämple.org",
    "用户@例子.公司",
    "",
    "ada",
    "@example.org",
    "ada@",
    "ada@@example.org",
    "ada@example..org",
    "a..b@example.org",
    ".a@example.org",
    "ada@-example.org",
    "ada@example.org.",
    "Ada <ada@example.org>",
    "<ada@example.org>",
    "ada@example.org, bob@example.org",
    "ada@example.org;bob@example.org",
    "a da@example.org",
    " ada@example.org",
    "ada@example.org\n",
    "ada@example.org\r\nBcc: eve@example.org",
    "ada@example.org>\r\nRCPT TO:<eve@example.org",
    "ada\0@example.org",
    "ada@example.org\u2028",
    "ada\u202e@example.org",
    "a\u0085b@example.org",
    '"a b@example.org',
    '"a"b"@example.org',
    '"a\r\nb"@example.org',
    '"a\\\nb"@example.org',
    '"a"@"b".org',
    "ada@example.org SIZE=1",
    "x" * 65 + "@example.org",
    "ü" * 33 + "@example.org",
    "ada@" + "x" * 260,
]


@pytest.mark.parametrize("address", GOOD)
def test_an_address_is_taken(post: Post, address: str) -> None:
    assert outcomes(post.send([raw(address)])) == [SENT]
    assert post.copies == {address: 1}


@pytest.mark.parametrize("address", BAD, ids=repr)
def test_what_is_no_address_is_refused_and_no_server_is_asked(post: Post, address: str) -> None:
    as_recipient = attrs.evolve(mail(1), to=address)
    as_sender = attrs.evolve(mail(2), sender=address)
    assert outcomes(post.send([as_recipient, as_sender])) == [REFUSED, REFUSED]
    assert post.server.connections == 0


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"Subject: Digest 1", b"Subject: a\r\nSubject: b", "found subject 2 times"),
        (b"Subject: Digest 1", b"Subject: a\nTo: eve@example.org", "found to 2 times"),
        (b"Subject: Digest 1", b"Subject: a\rFROM: eve@example.org", "found from 2 times"),
        (b"Subject: Digest 1", b"Subject: a\r\nBcc: eve@example.org", "found bcc"),
        (b"Subject: Digest 1", b"Subject: a\r\nand b", "found the line b'and b'"),
        (b"From: ", b" From: ", "expected a field"),
        (b"Message-ID: <1.", b"Message-ID: <2.", "expected message-id <1.digest@example.org>"),
        (b"Message-ID", b"X-Message-ID", "found no message-id"),
    ],
)
def test_a_header_that_is_not_as_composed_is_refused(post: Post, old: bytes, new: bytes, words: str) -> None:
    payload = mail(1).payload.replace(old, new, 1)
    assert payload != mail(1).payload
    (delivery,) = post.send([attrs.evolve(mail(1), payload=payload)])
    assert delivery.outcome is REFUSED
    assert words in delivery.detail
    assert post.server.connections == 0


def test_a_title_of_two_lines_is_refused() -> None:
    with pytest.raises(InputError, match=r"title: found 'a\\r\\nBcc: eve'; expected one line"):
        check(attrs.evolve(mail(1), title="a\r\nBcc: eve"))


LINES = [
    (b"a\r\nb\r\n", b"a\r\nb\r\n.\r\n"),
    (b"a\r\nb", b"a\r\nb\r\n.\r\n"),
    (b".\r\n..\r\n.a\r\n", b"..\r\n...\r\n..a\r\n.\r\n"),
    (b"a\n.\nb\r.\r\nc", b"a\r\n..\r\nb\r\n..\r\nc\r\n.\r\n"),
    (b"a\r\r\nb\n\rc", b"a\r\n\r\nb\r\n\r\nc\r\n.\r\n"),
]


@pytest.mark.parametrize(("payload", "wire"), LINES)
def test_lines_end_with_crlf_and_dots_are_doubled(payload: bytes, wire: bytes) -> None:
    assert wire_form(payload) == wire


@given(st.text(alphabet="a.\r\n\0é ", max_size=60))
def test_no_content_can_end_a_message_early(text: str) -> None:
    wire = wire_form(text.encode())
    content, end, rest = (b"\r\n" + wire).partition(b"\r\n.\r\n")
    assert (end, rest) == (b"\r\n.\r\n", b"")
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", content)
    received = [line.removeprefix(b".") if line.startswith(b".") else line for line in content.split(b"\r\n")[1:]]
    assert received == text.encode().splitlines()


def test_content_arrives_as_it_was_composed(post: Post) -> None:
    text = "..two\n.one\n.\n\nFrom here\nMAIL FROM:<a@b>\n.\r\nQUIT\n"
    payload = mail(1).payload.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + text.encode()
    assert outcomes(post.send([attrs.evolve(mail(1), payload=payload), mail(2)])) == [SENT, SENT]
    assert post.server.accepted[0].content == b"\r\n".join([*payload.splitlines(), b""])
    assert len(post.server.accepted) == 2


def raw(to: str, subject: str = "Digest", body: str = "text") -> Message:
    payload = f"From: a@example.org\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <1@x>\r\n\r\n{body}\r\n"
    return Message("1@x", 1, to, "a@example.org", payload.encode(), subject, "mail")


def test_what_is_not_ascii_is_never_sent(post: Post) -> None:
    """Whatever makes messages encodes them, so that no server has to have 8BITMIME or SMTPUTF8."""
    bad = (raw("ada@example.org", subject="Änderung"), raw("ada@example.org", body="Änderung"))
    deliveries = post.send([*bad, mail(2)])
    assert outcomes(deliveries) == [REFUSED, REFUSED, SENT]
    assert "expected them encoded" in deliveries[0].detail
    assert post.server.accepted[0].options == (f"SIZE={len(mail(2).payload)}",)


def test_size_is_told_only_where_it_is_known(servers: ExitStack, authority: str) -> None:
    post = Post(servers, authority, security="none", auth=False, without=("SIZE",))
    assert outcomes(post.send([mail(1)])) == [SENT]
    assert post.server.accepted[0].options == ()


# --- any sequence of them


class KilledError(Exception):
    """The process is gone."""


FAULTS: dict[str, list[Behaviour]] = {
    "greeting": [Answer("421 4.3.2 later"), Answer("554 no service"), drop],
    "EHLO": [Answer("421 later"), Answer("501 no"), drop],
    "STARTTLS": [Answer("454 not now"), drop],
    "AUTH": [Answer("454 not now"), Answer("535 no"), drop],
    "MAIL": [Answer("451 later"), Answer("421 later"), Answer("550 5.7.1 no"), drop],
    "RCPT": [Answer("450 later"), Answer("421 later"), drop],
    "DATA": [Answer("451 later"), Answer("421 later"), drop, stall],
    "content": [drop, stall],
    "dot": [Answer("451 later"), Answer("421 later"), Answer("what?"), drop, keep_and_drop, keep_and_stall],
    "RSET": [Answer("421 later"), Answer("500 what?"), drop],
    "QUIT": [Answer("421 later"), drop, stall],
}
ODDS = 0.15
RUNS = 60


@pytest.mark.parametrize("seed", range(6))
def test_after_any_sequence_of_failures_each_message_was_accepted_once(
    servers: ExitStack, authority: str, seed: int
) -> None:
    """Once, but for those whose fate was unknown at some time: their copies are alike to the byte and to the id."""
    chance, fate = random.Random(seed), random.Random(-1 - seed)
    post = Post(servers, authority, security=("none", "starttls", "tls")[seed % 3])
    refused = {row for row in range(8) if row % 8 == seed % 8}
    messages = {row: mail(row, to="gone@example.org" if row in refused else None) for row in range(8)}

    def decide(step: str, to: str) -> Behaviour | None:
        if step == "RCPT" and to == "gone@example.org":
            return Answer("550 5.1.1 gone")
        return fate.choice(FAULTS[step]) if fate.random() < ODDS else None

    def before(message: Message) -> bool:
        _kill(chance)
        outbox[message.row] = "sending"
        _kill(chance)
        return True

    outbox = dict.fromkeys(messages, "queued")
    doubts: Counter[int] = Counter()
    post.server.decide = decide
    for run in range(RUNS):
        if run == RUNS - 2:
            post.server.behave()
        channel = post.channel(timeout=0.06 if run < RUNS - 2 else 10)
        waiting = [row for row, state in outbox.items() if state not in (SENT, REFUSED)]
        with closing(channel.send([messages[row] for row in waiting], before=before)) as deliveries:  # type: ignore[type-var]
            try:
                for delivery in deliveries:
                    _kill(chance)
                    outbox[delivery.row] = delivery.outcome
            except KilledError:
                pass
        for row, state in outbox.items():  # what a restart makes of rows that a process left behind
            if state in ("sending", UNKNOWN):
                outbox[row] = "queued"
                doubts[row] += 1

    copies = Counter(int(each.message_id.partition(".")[0]) for each in post.server.accepted)
    for row in messages:
        if row in refused:
            assert (outbox[row], copies[row]) == (REFUSED, 0)
        else:
            assert outbox[row] is SENT
            assert 1 <= copies[row] <= 1 + doubts[row]
    for each in post.server.accepted:
        row = int(each.message_id.partition(".")[0])
        assert (each.message_id, each.to, each.content) == (messages[row].id, messages[row].to, messages[row].payload)
    assert not post.server.errors


def _kill(chance: random.Random) -> None:
    if chance.random() < 0.04:
        raise KilledError


def test_the_file_of_the_authority_is_of_use(authority: str) -> None:
    assert "BEGIN CERTIFICATE" in Path(authority).read_text()
