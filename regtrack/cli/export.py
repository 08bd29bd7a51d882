"""``regtrack export``."""

from __future__ import annotations

import click

from regtrack.cli import options as opt


@click.command("export")
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of the terminal.")
@opt.store
def command(output: str | None, store: str | None) -> None:
    """Write the whole ledger as JSON Lines, with the time at which each entry was recorded; `regtrack add` reads it.

    What is written is verified. A ledger that is not what was recorded is not exported.
    """
    opt.write_text("".join(f"{line}\n" for line in opt.tracker(store).export()), output)
