"""What may stand on an envelope, and a message's bytes as a mail server is given them.

Every rule here is one of RFC 5321 (SMTP) or RFC 5322 (messages). A message that breaks one is never sent: a newline in
an address or in a header is how a stranger's text would become a header or a command of its own.
"""

from __future__ import annotations

import re
from collections import Counter

from regtrack.digest.addresses import mail_address
from regtrack.digest.model import Message
from regtrack.errors import InputError
from regtrack.records.validation import WrongValueError

_FIELD = re.compile(rb"[!-9;-~]+(?=:)")
_ONCE = frozenset(b"from sender reply-to to cc subject date message-id in-reply-to references".split())
"""Header fields that a message has once at most (RFC 5322, 3.6)."""


def check(message: Message) -> None:
    """See that a mail can be sent as it is: all of it in ASCII, so that no server needs an extension for it.

    Raises:
        InputError: an address is none, or the header is not what a message's header can be.
    """
    for field, address in (("to", message.to), ("sender", message.sender)):
        try:
            mail_address(address)
        except WrongValueError as error:
            raise InputError(f"{field}: found {address[:100]!r}; expected {error}") from None
    if not message.title.isprintable():
        raise InputError(f"title: found {message.title[:100]!r}; expected one line")
    if not message.payload.isascii():
        raise InputError("message: found bytes beyond ASCII; expected them encoded")
    _check_header(re.split(rb"\r\n\r\n|\n\n|\r\r", message.payload, maxsplit=1)[0], message.id)


def wire_form(payload: bytes) -> bytes:
    """Encode a message for DATA: CRLF line ends, leading dots doubled, a lone dot at the end (RFC 5321 4.5.2).

    A lone CR or LF becomes CRLF too: some servers take one for the end of a line, and would see the end of the message
    where we do not.
    """
    lines = [b"." + line if line.startswith(b".") else line for line in payload.splitlines()]
    return b"\r\n".join([*lines, b".", b""])


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
