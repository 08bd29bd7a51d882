"""How quickly rendered digests leave, over loopback: ``python tests/bench/smtp.py [--messages N]``.

A server in a process of its own (the tests' own, aiosmtpd) takes the same messages from regtrack and from rss2email,
by the function with which rss2email sends each new item. Both make the bytes of each message while the clock runs. They
take turns, and the median counts. Where rss2email is not installed, smtplib with one connection a message stands for
it, which is what it does.
"""

from __future__ import annotations

import argparse
import os
import smtplib
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP as CRLF
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from regtrack.digest.channels.smtp import SmtpChannel  # noqa: E402
from regtrack.digest.model import Message, SendOutcome  # noqa: E402
from regtrack.digest.secrets import Secret  # noqa: E402
from regtrack.digest.settings import Smtp  # noqa: E402
from tests.bench import bars  # noqa: E402
from tests.digest.smtpd import HOST, SINK_PASSWORD, USER  # noqa: E402

SENDER = "digest@example.org"
"""Messages a second."""
ROUNDS = 5
PASSWORD_VARIABLE = "REGTRACK_BENCH_PASSWORD"
Row = tuple[str, str, str, float, str, bool]
Sender = Callable[[Smtp, list[EmailMessage]], None]


def rows(count: int = 1_000) -> list[Row]:
    """Name, what was measured, against what, their ratio, the target, whether it holds; without TLS and with it."""
    name, other = _rival()
    messages = [_message(number) for number in range(count // ROUNDS)]
    found = []
    for security in ("none", "starttls"):
        with _sink(security, len(messages)) as settings:
            taken = [(_timed(_regtrack, settings, messages), _timed(other, settings, messages)) for _ in range(ROUNDS)]
        ours, theirs = (len(messages) / statistics.median(times) for times in zip(*taken, strict=True))
        how = "STARTTLS, AUTH" if security == "starttls" else "no TLS"
        measured, against = f"{ours:,.0f} a second", f"{name}: {theirs:,.0f}"
        found.append(
            (
                f"mail over loopback, {how}",
                measured,
                against,
                ours / theirs,
                f">= {bars.MESSAGES_A_SECOND}",
                ours >= bars.MESSAGES_A_SECOND,
            )
        )
    return found


def _regtrack(settings: Smtp, messages: list[EmailMessage]) -> None:
    sent = (
        Message(each["Message-ID"].strip("<>"), row, each["To"], SENDER, each.as_bytes(), each["Subject"], "mail")
        for row, each in enumerate(messages)
    )
    deliveries = list(SmtpChannel(settings).send(sent, before=lambda message: True))
    assert [each.outcome for each in deliveries] == [SendOutcome.SENT] * len(messages), deliveries[-1]


def _rival() -> tuple[str, Sender]:
    try:
        from rss2email import config as configuration
        from rss2email.email import smtp_send
    except ImportError:
        return "smtplib, one connection each", _one_connection_each

    def send(settings: Smtp, messages: list[EmailMessage]) -> None:
        config = configuration.Config()
        secured = settings.security != "none"
        given = {
            "from": SENDER,
            "smtp-server": settings.host,
            "smtp-port": str(settings.port),
            "smtp-ssl": "False",
            "smtp-auth": str(secured),
            "smtp-username": USER,
            "smtp-password": SINK_PASSWORD,
        }
        config["DEFAULT"].update(given)
        for message in messages:
            smtp_send(message["To"], message, config=config)

    return "rss2email", send


def _one_connection_each(settings: Smtp, messages: list[EmailMessage]) -> None:
    for message in messages:
        with smtplib.SMTP(settings.host, settings.port) as server:
            if settings.security != "none":
                server.starttls(context=ssl.create_default_context())
                server.login(USER, SINK_PASSWORD)
            server.send_message(message)


@contextmanager
def _sink(security: str, count: int) -> Iterator[Smtp]:
    """A server and the settings for it; sees in the end that all of the messages came."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.digest.smtpd", security, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            text=True,
        )
        assert process.stdout is not None
        port, authority = int(process.stdout.readline()), str(Path(folder) / "authority.pem")
        os.environ |= {PASSWORD_VARIABLE: SINK_PASSWORD, "SSL_CERT_FILE": authority}  # the file is for rss2email
        try:
            secret = None if security == "none" else Secret("env", PASSWORD_VARIABLE)
            yield Smtp(HOST, port, security, secret and USER, secret, ca_file=authority)
        finally:
            del os.environ[PASSWORD_VARIABLE], os.environ["SSL_CERT_FILE"]
            came = process.communicate()[0].split()[0]
        assert int(came) == count, f"found {came} messages at the server; expected {count}"


def _message(number: int) -> EmailMessage:
    """About as long as a digest of ten changes: text and HTML, 25 kB."""
    message = EmailMessage(policy=CRLF)
    message["From"], message["To"] = f"Digest <{SENDER}>", f"reader{number}@example.org"
    message["Subject"], message["Message-ID"] = f"10 changes, digest {number}", f"<{number}.bench@example.org>"
    line = f"The effective date of rule {number} moved from 10 November 2025 to 10 November 2026."
    message.set_content(f"{line}\n" * 60)
    message.add_alternative(f"<p style='margin:0 0 8px;color:#222'>{line}</p>\n" * 160, subtype="html")
    return message


def _timed(send: Sender, settings: Smtp, messages: list[EmailMessage]) -> float:
    started = time.perf_counter()
    send(settings, messages)
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=1_000, help="how many each of both sends, in both ways")
    found = rows(parser.parse_args().messages)
    for row in found:
        print(f"{row[0]}: {row[1]}; {row[2]}; {row[3]:.1f} times as many; {row[4]}: {'ok' if row[5] else 'MISSED'}")
    return 0 if all(row[5] for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
