"""``regtrack board``."""

from __future__ import annotations

from typing import Any

import click

from regtrack.cli import options as opt
from regtrack.cli.writing import write


@click.command("board")
@opt.on
@opt.known
@click.option("--full", is_flag=True, help="Text output: every instrument.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Text output: the first N instruments.")
@opt.knowledge()
@opt.filters
@opt.output
@opt.store
def command(**options: Any) -> None:
    """Where every rule stands: status, since when, next date, enforced or not, doubts, best source."""
    board = opt.tracker(options["store"]).board(**opt.chosen(options, "on", "known", *opt.KNOWLEDGE))
    write(board, options)
