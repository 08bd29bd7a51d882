"""``regtrack team``."""

from __future__ import annotations

import click

from regtrack.errors import InputError


def _postgres(_: click.Context, __: click.Parameter, value: str) -> str:
    if not value.startswith(("postgresql://", "postgres://")):
        raise InputError(f"store: found {value!r}; expected a PostgreSQL server: postgresql://admin@host/database")
    return value


_server = click.option(
    "--store",
    metavar="ADDRESS",
    required=True,
    callback=_postgres,
    help="postgresql://admin@host/database, as a role that may make roles; ?schema= names the public ledger.",
)


@click.group("team")
def command() -> None:
    """Teams on one PostgreSQL server: each has a ledger that no other can look into, beside a public one."""


@command.command("add")
@click.argument("name")
@_server
def add(name: str, store: str) -> None:
    """Make the role and the ledger NAME; if run again, revoke whatever others were granted.

    Members of the role read and write the team's ledger, and read the public one.
    """
    from regtrack.store.postgres_address import shown
    from regtrack.store.teams import add_team

    ledger = shown(add_team(store, name))
    click.echo(f"Team {name}: its ledger is {ledger}")
    click.echo(f"Let people in, in psql:  CREATE ROLE lin LOGIN PASSWORD '...' IN ROLE {name};")
    click.echo(f"They ask both ledgers:   regtrack since 7d --store '{shown(store)}' --store '{ledger}'")


@command.command("list")
@_server
def list_(store: str) -> None:
    """List the teams, and who is in them."""
    from regtrack.store.teams import teams

    for team in teams(store):
        click.echo(f"{team.name}: {', '.join(team.members) or 'nobody yet'}")
