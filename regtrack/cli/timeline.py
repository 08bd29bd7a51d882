"""``regtrack timeline``."""

from __future__ import annotations

from typing import Any

import click

from regtrack.cli import completing
from regtrack.cli import options as opt
from regtrack.cli.writing import write


@click.command("timeline")
@click.argument("instruments", nargs=-1, metavar="[INSTRUMENT]...", shell_complete=completing.from_ledger("instrument"))
@click.option("--since", metavar="DAY", help="Only what happened after this day.")
@click.option("--until", metavar="DAY", help="Only what happened by this day.")
@opt.known
@opt.knowledge(threshold="reported")
@opt.filters
@opt.length
@opt.output
@opt.store
def command(instruments: tuple[str, ...], **options: Any) -> None:
    """The events of each INSTRUMENT, or of all that pass the filters, in the order in which they happened."""
    asked = opt.chosen(options, "since", "until", "known", *opt.KNOWLEDGE)
    if instruments:
        asked["instrument"] = (*instruments, *asked.get("instrument", ()))
    write(opt.tracker(options["store"]).timeline(**asked), options)
