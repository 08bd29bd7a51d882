"""A mail server on loopback that fails where it is told to: aiosmtpd, with TLS and AUTH, in a thread of its own.

    with MailServer() as server:
        server.fail("RCPT", Answer("451 4.7.1 later"), times=1, to="ada@example.org")
        ...
        server.accepted  # each message that was taken, in order

Steps are ``greeting``, the commands ``EHLO STARTTLS AUTH MAIL RCPT RSET DATA QUIT``, ``content`` (after 354, while the
message is on its way) and ``dot`` (the whole message is there). What happens at a step is an ``Answer`` in place of the
true one, or a fault: ``drop`` the connection; ``stall``; ``drip`` (the true answer, a byte at a time); ``late`` (the
true answer, after a while); ``inject`` (the true answer and another one after it); ``keep_and_drop`` (the message is
taken, and the client never hears of it) and ``keep_and_stall``.

``python -m tests.digest.smtpd SECURITY FOLDER`` is a sink in a process of its own, for the benchmarks: it prints its
port, and when its input ends, how many messages it took over how many connections.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import email
import email.policy
import hmac
import ssl
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session, TLSSetupException

USER, PASSWORD = "regtrack", "grüße \u2713 : long enough"
SINK_PASSWORD = "a password in ASCII"  # other programs take no other
HOST = "localhost"
STEPS = ("greeting", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "content", "dot", "RSET", "QUIT")
DRIP = 0.05
"""Seconds between the bytes of a slow answer."""
LATE = 0.4
"""Seconds before a late one."""


class Answer(NamedTuple):
    """Say this in place of the true answer, and do nothing. 421 closes the connection, as it says."""

    text: str


class Fault(NamedTuple):
    """Do this in place of answering."""

    name: str


drop, stall, drip, late, inject = (Fault(name) for name in ("drop", "stall", "drip", "late", "inject"))
keep_and_drop, keep_and_stall = Fault("keep and drop"), Fault("keep and stall")
Behaviour = Answer | Fault


class Accepted(NamedTuple):
    """A message that the server has taken responsibility for."""

    sender: str
    to: str
    content: bytes
    connection: int
    tls: bool
    user: str | None
    options: tuple[str, ...]
    heard: bool  # whether the client was told

    @property
    def message_id(self) -> str:
        parsed = email.message_from_bytes(self.content, policy=email.policy.default)
        return str(parsed["message-id"]).strip("<>")


class MailServer:
    """The server; use it in a ``with`` statement.

    Args:
        security: ``starttls``, ``tls`` or ``none``, as the settings have it.
        certificate: ``good``, or what is wrong with it: ``name``, ``expired``, ``unknown`` (of no known authority).
        auth: whether it asks for USER and PASSWORD.
        without: extensions that it does not offer: ``STARTTLS``, ``AUTH``, ``8BITMIME``, ``SMTPUTF8``, ``SIZE``.
        mechanisms: the ways of AUTH it knows.
        limit: the longest message it takes, in bytes.
        password: the one it asks for.
    """

    def __init__(
        self,
        *,
        security: str = "starttls",
        certificate: str = "good",
        auth: bool = True,
        without: tuple[str, ...] = (),
        mechanisms: tuple[str, ...] = ("LOGIN", "PLAIN"),
        limit: int = 10_000_000,
        password: str = PASSWORD,
    ) -> None:
        self.password = password
        self.security, self.auth, self.without, self.limit = security, auth, without, limit
        self.mechanisms = mechanisms
        self.certificate = certificate
        self.accepted: list[Accepted] = []
        self.commands: list[str] = []  # without what was said to AUTH
        self.connections = 0
        self.errors: list[Exception] = []  # of the server itself
        self.decide: Callable[[str, str], Behaviour | None] = self._by_rule
        self._rules: list[_Rule] = []
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.protocols: set[_Protocol] = set()

    def __enter__(self) -> MailServer:
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._start(), self.loop).result(60)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self.loop).result(60)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(60)
        self.loop.close()

    def fail(self, step: str, behaviour: Behaviour, *, times: int = 1_000_000, after: int = 0, to: str = "") -> None:
        """Behave so at a step: that many times, after that many that go well, for one recipient or all."""
        assert step in STEPS
        self._rules.append(_Rule(step, behaviour, times, after, to))

    def behave(self) -> None:
        """Behave well again, and forget the commands."""
        self._rules, self.commands, self.connections = [], [], 0
        self.decide = self._by_rule

    @property
    def open_connections(self) -> int:
        """How many clients are connected, once all that are gone are known to be."""
        for _ in range(200):
            if not self.protocols:
                break
            time.sleep(0.005)
        return len(self.protocols)

    def _by_rule(self, step: str, to: str) -> Behaviour | None:
        for rule in self._rules:
            if rule.step == step and rule.to in ("", to) and rule.times > 0:
                if rule.after > 0:
                    rule.after -= 1
                    continue
                rule.times -= 1
                return rule.behaviour
        return None

    async def _start(self) -> int:
        context = _server_context(self.certificate) if self.security != "none" else None
        outer = context if self.security == "tls" else None
        inner = context if self.security == "starttls" and "STARTTLS" not in self.without else None
        self._server = await self.loop.create_server(
            lambda: _Protocol(self, inner), "127.0.0.1", 0, ssl=outer, backlog=64
        )
        return int(self._server.sockets[0].getsockname()[1])

    async def _stop(self) -> None:
        self._server.close()
        for protocol in list(self.protocols):
            protocol.abort()
        with suppress(Exception):
            await asyncio.wait_for(self._server.wait_closed(), 1)
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Rule:
    def __init__(self, step: str, behaviour: Behaviour, times: int, after: int, to: str) -> None:
        self.step, self.behaviour, self.times, self.after, self.to = step, behaviour, times, after, to


class _Handler:
    """What the server does with what it understood."""

    def __init__(self, server: MailServer, number: int) -> None:
        self.server, self.number = server, number

    async def handle_EHLO(  # noqa: N802
        self, smtp: _Protocol, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [line for line in responses if line[4:].split(" ")[0] not in self.server.without]

    async def handle_DATA(self, smtp: _Protocol, session: Session, envelope: Envelope) -> str:  # noqa: N802
        behaviour = self.server.decide("dot", smtp.to)
        heard = behaviour in (None, drip, late, inject) or (isinstance(behaviour, Answer) and behaviour.text[0] == "2")
        if heard or behaviour in (keep_and_drop, keep_and_stall):
            self._keep(smtp, session, envelope, heard)
        await smtp.misbehave(behaviour)
        return behaviour.text if isinstance(behaviour, Answer) else "250 2.0.0 queued as 7F3A"

    async def auth_CRAM__MD5(self, smtp: _Protocol, args: list[str]) -> AuthResult:  # noqa: N802
        answer = await smtp.challenge_auth(b"<1896.697170952@mail.test>")
        wanted = hmac.new(self.server.password.encode(), b"<1896.697170952@mail.test>", "md5").hexdigest()
        login = LoginPassword(USER.encode(), b"")
        return AuthResult(success=answer == f"{USER} {wanted}".encode(), handled=False, auth_data=login)

    async def handle_exception(self, error: Exception) -> str:
        if not isinstance(error, TLSSetupException):  # a client that lost patience in the handshake is no fault of ours
            self.server.errors.append(error)
        return "451 4.3.0 the test's server has a fault of its own"

    def _keep(self, smtp: _Protocol, session: Session, envelope: Envelope, heard: bool) -> None:
        assert isinstance(envelope.content, bytes)
        login = getattr(session.auth_data, "login", None)
        self.server.accepted.append(
            Accepted(
                envelope.mail_from or "",
                smtp.to,
                envelope.content,
                self.number,
                session.ssl is not None or self.server.security == "tls",
                login.decode() if login else None,
                tuple(envelope.mail_options),
                heard,
            )
        )


class _Protocol(SMTP):
    """aiosmtpd's server, which looks at the script before each step."""

    line_length_limit = 200_000  # longer than the standard's: lines are the business of whoever composes a message

    def __init__(self, server: MailServer, context: ssl.SSLContext | None) -> None:
        server.connections += 1
        self.mail_server, self.to, self.greeted = server, "", False
        self.slow = self.doubled = False
        super().__init__(
            _Handler(server, server.connections),
            loop=server.loop,
            hostname="mail.test",
            ident="ready",
            tls_context=context,
            require_starttls=context is not None,
            auth_required=server.auth and context is not None,
            auth_require_tls=server.security == "starttls",
            auth_exclude_mechanism={"LOGIN", "PLAIN", "CRAM-MD5"} - set(server.mechanisms),
            authenticator=self.authenticate,
            enable_SMTPUTF8="SMTPUTF8" not in server.without,
            data_size_limit=server.limit,
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.mail_server.protocols.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.mail_server.protocols.discard(self)
        super().connection_lost(error)

    def authenticate(
        self, smtp: object, session: object, envelope: object, mechanism: str, given: LoginPassword
    ) -> AuthResult:
        good = given == LoginPassword(USER.encode(), self.mail_server.password.encode())
        return AuthResult(success=good, handled=False, auth_data=given)

    def abort(self) -> None:
        """End the connection as a crash would."""
        for transport in (self.transport, self._original_transport):
            if transport is not None:
                transport.abort()

    async def misbehave(self, behaviour: Behaviour | None) -> None:
        """Do what the script says besides answering; comes back only if there is to be an answer."""
        self.slow, self.doubled = behaviour is drip, behaviour is inject
        if behaviour is late:
            await asyncio.sleep(LATE)
        if behaviour in (drip, late, inject) or not isinstance(behaviour, Fault):
            return
        if behaviour in (drop, keep_and_drop):
            self.abort()
        await asyncio.Event().wait()  # the end of the connection ends this

    async def push(self, status: str | bytes) -> None:
        if not self.greeted:
            self.greeted = True
            behaviour = self.mail_server.decide("greeting", "")
            await self.misbehave(behaviour)
            status = behaviour.text if isinstance(behaviour, Answer) else status
        answer = (
            (status if isinstance(status, bytes) else status.encode())
            + b"\r\n"
            + b"250 words of a stranger\r\n" * self.doubled
        )
        for piece in [bytes([byte]) for byte in answer] if self.slow else [answer]:
            self._writer.write(piece)
            await self._writer.drain()
            if self.slow:
                await asyncio.sleep(DRIP)
        if answer.startswith((b"421", b"554 no service")):
            self.transport.close()
            await asyncio.Event().wait()

    async def step(self, name: str, arg: str | None, method: Callable[[str | None], Any]) -> None:
        """Answer a command, by the script or in truth."""
        self.mail_server.commands.append(f"{name} {arg or ''}".strip() if name != "AUTH" else name)
        if name == "RCPT" and arg is not None:
            self.to = arg.partition("<")[2].partition(">")[0]
        behaviour = self.mail_server.decide(name, self.to if name in ("RCPT", "DATA") else "")
        await self.misbehave(behaviour)
        if isinstance(behaviour, Answer):
            if name == "RCPT" and behaviour.text.startswith("25"):
                self.envelope.rcpt_tos.append(self.to)
            await self.push(behaviour.text)
        else:
            await method(arg)
        self.slow = self.doubled = False

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802
        await self.step("DATA", arg, self._content)

    async def _content(self, arg: str | None) -> None:
        behaviour = self.mail_server.decide("content", self.to) if self.envelope.rcpt_tos else None
        if behaviour is not None:
            await self.push("354 go on")
            await self._reader.read(1)
            await self.misbehave(behaviour)
        await super().smtp_DATA(arg)


def _scripted(name: str) -> Callable[[_Protocol, str | None], Any]:
    async def method(self: _Protocol, arg: str | None) -> None:
        await self.step(name, arg, getattr(super(_Protocol, self), f"smtp_{name}"))

    return method


for _name in ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "RSET", "QUIT"):
    setattr(_Protocol, f"smtp_{_name}", _scripted(_name))


# --- certificates


@cache
def _authority() -> trustme.CA:
    return trustme.CA()


@cache
def authority_file(folder: Path) -> str:
    """A PEM file of the authority that vouches for the server's good certificate."""
    path = folder / "authority.pem"
    _authority().cert_pem.write_to_path(path)
    return str(path)


@cache
def _server_context(certificate: str) -> ssl.SSLContext:
    authority = trustme.CA() if certificate == "unknown" else _authority()
    names = ("other.test",) if certificate == "name" else (HOST, "127.0.0.1")
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    issued = authority.issue_cert(*names, not_before=past, not_after=past if certificate == "expired" else None)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued.configure_cert(context)
    return context


def main(security: str, folder: str) -> None:
    authority_file(Path(folder))
    with MailServer(security=security, auth=security != "none", password=SINK_PASSWORD) as server:
        print(server.port, flush=True)
        sys.stdin.read()
        print(len({each.message_id for each in server.accepted}), server.connections, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
