"""Teams on one PostgreSQL server: a role and a schema for each, which no other team can look into.

The ledger of a team is a schema that belongs to the role of the team. Row-level security without any policy stands
behind the missing rights: whoever is no member sees no row and writes none, even where rights were granted by mistake.
Members are not judged row by row, because the tables are their own. docs/decisions/0038 says what was tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from regtrack.errors import InputError, StoreError
from regtrack.store.postgres import PostgresStore
from regtrack.store.postgres_address import reading_of

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_TEAMS = """
    SELECT nspname, coalesce((SELECT array_agg(member.rolname::text ORDER BY member.rolname) FROM pg_auth_members
                              JOIN pg_roles AS member ON member.oid = pg_auth_members.member
                              WHERE roleid = nspowner AND member.rolcanlogin), '{}')
    FROM pg_namespace JOIN pg_class ON relnamespace = pg_namespace.oid AND relname = 'entry'
    WHERE relrowsecurity ORDER BY nspname"""


class Team(NamedTuple):
    """A team, and who is in it."""

    name: str
    members: tuple[str, ...]


def add_team(address: str, name: str) -> str:
    """Make a team, or see to it that one is closed to others; return the address of its ledger.

    Args:
        address: of the database, as somebody who may make roles; ``?schema=`` names the public ledger (default
            ``regtrack``), which the team may read.
        name: of the team: of its role and of its schema.

    Raises:
        InputError: the name cannot be one.
        StoreError: the server refused it.
    """
    if not _NAME.fullmatch(name):
        raise InputError(f"team: found {name!r}; expected a name of small letters, digits and _")
    place = reading_of(address)
    if name == place.schema:
        raise InputError(f"team: found {name!r}, which is the public ledger; expected another name")
    try:
        with psycopg.connect(place.conninfo, autocommit=True) as db:
            if not _there(db, "pg_roles WHERE rolname", name):
                _run(db, "CREATE ROLE {} NOLOGIN", name)
            if not _there(db, "pg_namespace WHERE nspname", name):
                _run(db, "CREATE SCHEMA {} AUTHORIZATION {}", name, name)
            _run(db, "REVOKE ALL ON SCHEMA {} FROM PUBLIC", name)
            location = _with(address, name)
            closing(PostgresStore(location)).__exit__()
            for (table,) in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (name,)).fetchall():
                _run(db, "ALTER TABLE {}.{} ENABLE ROW LEVEL SECURITY", name, table)
            if _there(db, "pg_namespace WHERE nspname", place.schema):
                _run(db, "GRANT USAGE ON SCHEMA {} TO {}", place.schema, name)
                _run(db, "GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}", place.schema, name)
                _run(db, "ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT SELECT ON TABLES TO {}", place.schema, name)
    except psycopg.Error as error:
        raise StoreError(f"{place.location}: team {name}: {' '.join(str(error).split())}") from error
    return location


def teams(address: str) -> Iterator[Team]:
    """Return the teams of a database.

    Raises:
        StoreError: it cannot be reached.
    """
    place = reading_of(address)
    try:
        with psycopg.connect(place.conninfo, autocommit=True) as db:
            yield from (Team(name, tuple(members)) for name, members in db.execute(_TEAMS).fetchall())
    except psycopg.Error as error:
        raise StoreError(f"{place.location}: {' '.join(str(error).split())}") from error


def _there(db: psycopg.Connection[Any], where: str, name: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} = %s").format(sql.SQL(where))
    return db.execute(query, (name,)).fetchone() is not None


def _run(db: psycopg.Connection[Any], statement: str, *names: str) -> None:
    db.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _with(address: str, schema: str) -> str:
    """Return an address with another schema."""
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != "schema"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("schema", schema)])))
