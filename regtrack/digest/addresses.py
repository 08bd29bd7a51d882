"""Mail addresses as people write them, and web addresses: checked once, so that nothing can hide in one."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from functools import lru_cache

from regtrack.errors import INVISIBLE
from regtrack.records.validation import WrongValueError, matching, text

_PLAIN = re.compile(r"[!-~]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9\-]{1,63}")
_UNSEEN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{INVISIBLE}]")
_NAMED = re.compile(r"\s*(?P<name>.*?)\s*<(?P<address>[^<>]*)>\s*")


def mail_address(value: object, _: object = None) -> str:
    """Read a mail address such as ``lin@example.org``; raise WrongValueError for anything else.

    Only ASCII: a server must not be asked whether it takes more (RFC 6531).
    """
    if not isinstance(value, str) or not _is_address(value):
        raise WrongValueError("a mail address such as lin@example.org")
    return value


@lru_cache(maxsize=20_000)  # settings are read, and the same addresses looked at again as each mail leaves
def _is_address(value: str) -> bool:
    if not _PLAIN.fullmatch(value) or len(value) > 254:
        return False
    try:
        Address(addr_spec=value)
    except (HeaderParseError, ValueError, IndexError):
        return False
    return True


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
