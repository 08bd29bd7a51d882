"""``regtrack timeline``."""

from __future__ import annotations

from typing import Any

import click

from regtrack.cli import completing
from regtrack.cli import options as opt


@click.command("timeline")
@click.argument("instruments", nargs=-1, metavar="[INSTRUMENT]...", shell_complete=completing.from_ledger("instrument"))
@click.option("--since", metavar="DAY", help="Only what happened after this day.")
@click.option("--until", metavar="DAY", help="Only what happened by this day.")
@click.option("--known", metavar="DAY", help="As known on this day. Default: now.")
@opt.knowledge(threshold="reported")
@opt.filters
@opt.length
@opt.output
@opt.store
def command(instruments: tuple[str, ...], **options: Any) -> None:
    """The events of each INSTRUMENT, or of all that pass the filters, in the order in which they happened."""
    filters = opt.chosen(options)
    if instruments:
        filters["instrument"] = (*instruments, *filters.get("instrument", ()))
    answer = opt.tracker(options["store"]).timeline(
        options["since"],
        options["until"],
        known=options["known"],
        known_by=options["known_by"],
        threshold=options["threshold"],
        **filters,
    )
    opt.write(answer, options)
