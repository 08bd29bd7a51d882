"""``regtrack upcoming``."""

from __future__ import annotations

from typing import Any

import click

from regtrack.cli import options as opt
from regtrack.cli.writing import write


@click.command("upcoming")
@click.option(
    "--within", type=opt.DaysAhead(), default=90, show_default=True, help="How many days ahead to look: 60, 60d or 8w."
)
@click.option("--on", "--after", "on", metavar="DAY", help="Look ahead from this day, as known then. Default: now.")
@click.option("--known", metavar="DAY", help="As known on this day. Default: the day looked ahead from.")
@opt.knowledge()
@opt.filters
@opt.length
@opt.output
@opt.store
def command(**options: Any) -> None:
    """Upcoming dates: effective dates, compliance, deadlines, ends, automatic returns; and promises without a date."""
    asked = opt.chosen(options, "within", "on", "known", *opt.KNOWLEDGE)
    write(opt.tracker(options["store"]).upcoming(**asked), options)
