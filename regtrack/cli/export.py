"""``regtrack export``."""

from __future__ import annotations

import click

from regtrack.cli import options as opt
from regtrack.store import places


@click.command("export")
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of the terminal.")
@opt.store
def command(output: str | None, store: str | None) -> None:
    """Write the whole ledger as JSON Lines, with the time at which each entry was recorded; `regtrack add` reads it.

    What is written is verified. A ledger that is not what was recorded is not exported.
    """
    tracker = opt.tracker(store)
    ledgers = places(tracker.status().totals.location)
    opt.write_text("".join(f"{line}\n" for line in tracker.export()), output)
    if len(ledgers) > 1:
        click.echo(f"regtrack: exported {ledgers[-1]}; each ledger is exported by itself", err=True)
