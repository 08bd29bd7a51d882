"""``regtrack users``."""

from __future__ import annotations

import click

from regtrack.cli import options as opt
from regtrack.cli.writing import write_text
from regtrack.report.untrusted import json_of
from regtrack.server.accounts import Accounts, present, shown


@click.group("users")
def command() -> None:
    """People of a shared ledger: who may sign in to `regtrack serve`, by a token or by a proxy."""


@command.command("add")
@click.argument("id", metavar="ID")
@click.option("--name", default="", metavar="TEXT", help="Their name, for people to read.")
@click.option("--mail", metavar="ADDRESS", help="Where their digests go.")
@click.option("--auditor/--no-auditor", default=None, help="May read the audit record of everybody. Default: no.")
@opt.store
def add(id: str, name: str, mail: str | None, auditor: bool | None, store: str | None) -> None:
    """Let ID sign in, and print a new token for them.

    The token is printed once and not stored: the ledger has only its hash. Somebody who may sign in already gets an
    additional token.

    Example: regtrack users add ada --name "Ada Lovelace" --mail ada@example.org
    """
    token = Accounts(opt.ledger(store), present).add(id, name=name, mail=mail, auditor=auditor)
    click.echo(token)


@command.command("list")
@opt.form("text", "json")
@opt.store
def list_(format_: str, store: str | None) -> None:
    """List who may sign in, and who formerly could."""
    people = Accounts(opt.ledger(store, read_only=True), present).everybody()
    if format_ == "json":
        write_text(json_of({"schema": "regtrack/users/1", "users": [shown(each) for each in people]}), None)
        return
    for person in people:
        tokens = "revoked" if person.revoked else f"tokens: {len(person.tokens)}"
        words = [person.id, person.name, person.mail or "", tokens, "auditor" if person.auditor else ""]
        click.echo("  ".join(filter(None, words)))
    if not people:
        click.echo("Nobody yet: regtrack users add ID")


@command.command("revoke")
@click.argument("id", metavar="ID")
@opt.store
def revoke(id: str, store: str | None) -> None:
    """Revoke all access of ID, by token or proxy; what they did stays on record."""
    Accounts(opt.ledger(store), present).revoke(id)
    click.echo(f"{id} can no longer sign in.")
