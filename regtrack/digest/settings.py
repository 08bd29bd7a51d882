"""What ``regtrack.toml`` says of mail: the server, and who the messages come from."""

from __future__ import annotations

import attrs

from regtrack.digest.secrets import Secret

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
