"""What may stand on an envelope, and a message's bytes as a mail server is given them.

Every rule here is one of RFC 5321 (SMTP) or RFC 5322 (messages). A message that breaks one is never sent: a newline in
an address or in a header is how a stranger's text would become a header or a command of its own.
"""

from __future__ import annotations

import re
from collections import Counter

import attrs

from regtrack.digest.model import Message
from regtrack.errors import InputError

_HIGH = "\u0080-\U0010ffff"  # RFC 6531: any of it; what cannot be printed is refused apart
_ATOM = rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~{_HIGH}-]+"
_LABEL = rf"[A-Za-z0-9{_HIGH}](?:[A-Za-z0-9{_HIGH}-]*[A-Za-z0-9{_HIGH}])?"
_QUOTED = rf'"(?:[ !#-\[\]-~{_HIGH}]|\\[ -~])+"'
_ADDRESS = re.compile(rf"(?P<local>{_ATOM}(?:\.{_ATOM})*|{_QUOTED})@{_LABEL}(?:\.{_LABEL})*")
_LONGEST_LOCAL, _LONGEST = 64, 254
"""Octets (RFC 5321, 4.5.3.1; the whole path has 256 with its angle brackets)."""
_FIELD = re.compile(rb"[!-9;-~]+(?=:)")
_ONCE = frozenset(b"from sender reply-to to cc subject date message-id in-reply-to references".split())
"""Header fields that a message has once at most (RFC 5322, 3.6)."""


@attrs.frozen
class Needs:
    """What a server must be able to do for a message.

    Attributes:
        eight_bit: 8BITMIME (RFC 6152): the body has bytes beyond ASCII.
        utf8: SMTPUTF8 (RFC 6531): an address or a header has characters beyond ASCII.
    """

    eight_bit: bool
    utf8: bool


def check_address(address: str, field: str = "address") -> None:
    """See that one plain mail address is meant, such as ``ada@example.org``: no name, no comment.

    Raises:
        InputError: it is something else.
    """
    match = _ADDRESS.fullmatch(address)
    expected = "one mail address such as ada@example.org, without a name"
    if match is None or not address.isprintable():
        raise InputError(f"{field}: found {address[:100]!r}; expected {expected}")
    if len(match["local"].encode()) > _LONGEST_LOCAL or len(address.encode()) > _LONGEST:
        most = f"at most {_LONGEST_LOCAL} bytes before the @ and {_LONGEST} in all"
        raise InputError(f"{field}: found an address of {len(address.encode())} bytes; expected {most}")


def check(message: Message) -> Needs:
    """See that a mail can be sent as it is, and say what it needs.

    Raises:
        InputError: an address is none, or the header is not what a message's header can be.
    """
    check_address(message.to, "to")
    check_address(message.sender, "sender")
    if not message.title.isprintable():
        raise InputError(f"title: found {message.title[:100]!r}; expected one line")
    header = _header(message.payload)
    _check_header(header, message.id)
    utf8 = not (header.isascii() and message.to.isascii() and message.sender.isascii())
    return Needs(eight_bit=utf8 or not message.payload.isascii(), utf8=utf8)


def wire_form(payload: bytes) -> bytes:
    """Encode a message for DATA: CRLF line ends, leading dots doubled, a lone dot at the end (RFC 5321 4.5.2).

    A lone CR or LF becomes CRLF too: some servers take one for the end of a line, and would see the end of the message
    where we do not.
    """
    lines = [b"." + line if line.startswith(b".") else line for line in payload.splitlines()]
    return b"\r\n".join([*lines, b".", b""])


def _header(payload: bytes) -> bytes:
    return re.split(rb"\r\n\r\n|\n\n|\r\r", payload, maxsplit=1)[0]


def _check_header(header: bytes, message_id: str) -> None:
    lines = header.splitlines()
    names: Counter[bytes] = Counter()
    for number, line in enumerate(lines):
        field = _FIELD.match(line)
        if field is not None:
            names[field[0].lower()] += 1
        elif number == 0 or not line.startswith((b" ", b"\t")):
            raise InputError(f"header: found the line {line[:100]!r}; expected a field or what continues one")
    twice = sorted(name.decode() for name in _ONCE if names[name] > 1)
    if twice:
        raise InputError(f"header: found {twice[0]} {names[twice[0].encode()]} times; expected it once")
    if names[b"bcc"]:
        raise InputError("header: found bcc; expected none, since each message has one recipient")
    given = [line.partition(b":")[2].strip() for line in lines if line[:11].lower() == b"message-id:"]
    if given != [f"<{message_id}>".encode()]:
        raise InputError(f"header: found {given or 'no message-id'}; expected message-id <{message_id}>")
