"""Addresses of ledgers as people may see them."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_SECRET = ("password", "sslpassword")


def shown(address: str) -> str:
    """Return an address without its passwords."""
    parts = urlsplit(address)
    who, at, where = parts.netloc.rpartition("@")
    asked = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in _SECRET]
    return urlunsplit(parts._replace(netloc=f"{who.partition(':')[0]}{at}{where}", query=urlencode(asked)))
