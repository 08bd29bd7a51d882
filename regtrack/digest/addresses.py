"""Mail addresses as people write them, and web addresses: checked once, so that nothing can hide in one."""

from __future__ import annotations

import re

from regtrack.errors import INVISIBLE
from regtrack.records.validation import WrongValueError, matching, text

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]+"
_UNSEEN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{INVISIBLE}]")
_NAMED = re.compile(r"\s*(?P<name>.*?)\s*<(?P<address>[^<>]*)>\s*")


mail_address = matching(  # RFC 5321, 4.1.2; only ASCII: a server must not be asked whether it takes more (RFC 6531)
    r"(?=.{1,254}\Z)(?=.{1,64}@[^@]+\Z)"
    rf"(?:{_ATOM}(?:\.{_ATOM})*|\"(?:[!#-\[\]-~]|\\[!-~])*\")"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9\-]{1,63}",
    "a mail address such as lin@example.org",
)


def sender(value: object, _: object = None) -> str:
    """``Name <address>`` or an address alone."""
    split_sender(text(value))
    return str(value)


def split_sender(value: str) -> tuple[str, str]:
    """Split a sender into a name (may be empty) and an address; raise WrongValueError if it is neither."""
    match = _NAMED.fullmatch(value)
    name, address = (match["name"].strip('" '), match["address"]) if match else ("", value.strip())
    if _UNSEEN.search(value):
        raise WrongValueError("a name on one line with its address, such as Digests <digests@example.org>")
    try:
        return name, mail_address(address)
    except WrongValueError:
        raise WrongValueError("an address, or a name with one, such as Digests <digests@example.org>") from None


def name(value: object, _: object = None) -> str:
    """Read a person's name: one line."""
    if _UNSEEN.search(text(value)):
        raise WrongValueError("a name on one line")
    return str(value)


https = matching(r"https://[A-Za-z0-9][!#-&(-;=?-\[\]_a-{}~]*", "a web address such as https://example.org/digests")
list_id = matching(  # RFC 2919: words separated by dots
    r"(?=.{1,200}\Z)[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?)+",
    "a name such as digests.example.org",
)
