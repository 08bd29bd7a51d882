"""``regtrack move``."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from regtrack.cli import options as opt
from regtrack.store import open_store
from regtrack.store.moving import move
from regtrack.tracker import default_location


@click.command("move")
@click.option("--to", metavar="STORE", required=True, help="Where to: a path, or postgresql://user@host/database.")
@opt.store
def command(to: str, store: str | None) -> None:
    """Copy the ledger to another place, with its digests, and compare the two. The original is not changed.

    If the copy is interrupted, run the command again: it resumes where it stopped. At the end every table is compared,
    by the number and a hash of its rows.
    """
    shown = sys.stderr.isatty()
    with opt.announced(store), closing(open_store(store if store is not None else default_location())) as source:
        with closing(open_store(to)) as target:
            rows = move(source, target, lambda at: click.echo(at.part, err=True) if shown else None)
            totals = target.totals()
        click.echo(f"{totals.location}: {rows:,} rows, identical to the original; head {totals.head or 'none'}.")
