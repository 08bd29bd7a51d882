"""What the address of a ledger in PostgreSQL says."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from regtrack.errors import StoreError

_SECRET = ("password", "sslpassword")
_SCHEMA = "regtrack"
_OURS = ("schema", "partitions", "replica")
"""What an address says that libpq does not know."""


class PostgresAddress(NamedTuple):
    """What an address says.

    Attributes:
        location: the address for people.
        conninfo: the address for libpq.
        schema: in which the tables are.
        parts: into how many the tables of targets are split when they are made; 0: they are whole.
        replicas: addresses for libpq of servers that follow this one.
    """

    location: str
    conninfo: str
    schema: str
    parts: int
    replicas: tuple[str, ...]


def reading_of(address: str) -> PostgresAddress:
    """Return what an address says.

    Raises:
        StoreError: the schema has no plain name, or the parts are no number.
    """
    parts = urlsplit(address)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    schema, count = dict(asked).get("schema", _SCHEMA), dict(asked).get("partitions", "0")
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
        raise StoreError(f"schema: found {schema!r}; expected a name of small letters, digits and _")
    if not re.fullmatch(r"\d{1,3}", count):
        raise StoreError(f"partitions: found {count!r}; expected a number up to 999")
    query = urlencode([pair for pair in asked if pair[0] not in _OURS])
    who = parts.netloc.rpartition("@")[0]
    main, *others = (
        urlunsplit(parts._replace(netloc=netloc, query=query))
        for netloc in (parts.netloc, *(f"{who}@{host}" if who else host for name, host in asked if name == "replica"))
    )
    return PostgresAddress(shown(address), main, schema, int(count), tuple(others))


def shown(address: str) -> str:
    """Return an address without its passwords, as people may see it."""
    parts = urlsplit(address)
    who, at, where = parts.netloc.rpartition("@")
    asked = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in _SECRET]
    return urlunsplit(parts._replace(netloc=f"{who.partition(':')[0]}{at}{where}", query=urlencode(asked)))
