"""What ``regtrack.toml`` says of digests: who receives them, who sends them, and the mail server."""

from __future__ import annotations

import attrs

from regtrack.digest.secrets import Secret
from regtrack.digest.subscriptions import Subscriber
from regtrack.errors import InputError

SECURITIES = ("starttls", "tls", "none")
PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""The usual port of each way to secure a connection (RFC 8314; RFC 5321 for none)."""


@attrs.frozen
class Smtp:
    """A mail server that takes messages.

    Attributes:
        host: its name; certificates are checked against it.
        port: its port.
        security: ``starttls``, ``tls`` (from the first byte) or ``none``.
        username: for AUTH; None to send without.
        password: where the password for AUTH is kept.
        timeout: seconds to wait for any answer.
        rate_per_minute: how many messages may be sent in a minute; None for no limit.
        max_per_connection: how many messages go over one connection before it is renewed.
        ca_file: certificates to trust beside those of the system, as a PEM file.
        local_hostname: what to say in EHLO; None for this machine's name.
    """

    host: str
    port: int = PORTS["starttls"]
    security: str = "starttls"
    username: str | None = None
    password: Secret | None = None
    timeout: float = 30.0
    rate_per_minute: int | None = None
    max_per_connection: int = 100
    ca_file: str | None = None
    local_hostname: str | None = None


@attrs.frozen
class Mail:
    """Who mails come from.

    Attributes:
        sender: ``Name <address>`` or an address alone.
        smtp: the server that takes them.
        reply_to: where answers go; None for the sender.
        return_path: where a server reports what it could not deliver; None for the sender's address.
        list_id: names the list of all digests (RFC 2919), such as ``digests.example.org``; None for one that is made
            from the sender's domain.
        unsubscribe: a web address that ends a subscription when it is posted to (RFC 8058); ``{subscriber}`` stands for
            the id.
        unsubscribe_mail: a mail address that ends it.
        link: a web address with more, named at the end of each message.
        threads: name the instruments in References, so that a mail program keeps digests about one together.
    """

    sender: str
    smtp: Smtp
    reply_to: str | None = None
    return_path: str | None = None
    list_id: str | None = None
    unsubscribe: str | None = None
    unsubscribe_mail: str | None = None
    link: str | None = None
    threads: bool = False


@attrs.frozen
class Webhook:
    """How digests are posted to programs.

    Attributes:
        secret: where the secret is kept by which receivers verify what they take.
        allow_private: receivers may be on this machine or in a private network.
        timeout: seconds to wait for a receiver's answer.
    """

    secret: Secret
    allow_private: bool = False
    timeout: float = 20.0


@attrs.frozen
class DigestSettings:
    """All that is set for digests.

    Attributes:
        subscriber: who receives digests.
        mail: who mails come from; None where none are sent.
        webhook: how digests are posted to programs; None where none are.
        templates: a folder whose templates stand in for the bundled ones of the same name, or ``package:NAME``.
        failing_days: for how many days a feed must have failed before digests say so as news.
        give_up_days: for how many days a message is tried (RFC 5321, 4.5.4.1 asks for four to five at least).
    """

    subscriber: tuple[Subscriber, ...] = ()
    mail: Mail | None = None
    webhook: Webhook | None = None
    templates: str | None = None
    failing_days: int = 3
    give_up_days: int = 5

    def sender(self) -> Mail:
        """Return who mails come from, and their server.

        Raises:
            InputError: the settings do not say.
        """
        if self.mail is None:
            raise InputError("mail: found no [mail] table; expected who mails come from, and the server")
        return self.mail

    def who(self, id: str) -> Subscriber | None:
        """Return the subscriber with that id, or None."""
        return next((each for each in self.subscriber if each.id == id), None)
