"""``regtrack upcoming``."""

from __future__ import annotations

from typing import Any

import click

from regtrack.cli import options as opt


@click.command("upcoming")
@click.option(
    "--within", type=click.IntRange(min=0), default=90, show_default=True, help="How many days ahead to look."
)
@click.option("--after", metavar="DAY", help="Look ahead from this day, as known then. Default: now.")
@click.option("--known", metavar="DAY", help="As known on this day. Default: the day looked ahead from.")
@opt.knowledge()
@opt.filters
@opt.length
@opt.output
@opt.store
def command(**options: Any) -> None:
    """Upcoming dates: effective dates, compliance, deadlines, ends, automatic returns; and promises without a date."""
    answer = opt.tracker(options["store"]).upcoming(
        options["within"],
        after=options["after"],
        known=options["known"],
        known_by=options["known_by"],
        threshold=options["threshold"],
        **opt.chosen(options),
    )
    opt.write(answer, options)
