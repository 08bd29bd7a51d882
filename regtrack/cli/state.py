"""``regtrack state``."""

from __future__ import annotations

from typing import Any

import click

from regtrack.cli import completing
from regtrack.cli import options as opt
from regtrack.cli.writing import write


@click.command("state")
@click.argument("instrument", shell_complete=completing.from_ledger("instrument"))
@opt.on
@opt.known
@click.option("--scope", metavar="PROVISION", help="One provision, such as '12 CFR 1026.36(d)'.")
@click.option("--full", is_flag=True, help="Text output: the events behind each point, and those that were overridden.")
@click.option("--why", is_flag=True, help="Text output: every source of each point, with the words that prove it.")
@opt.knowledge()
@opt.output
@opt.store
def command(instrument: str, **options: Any) -> None:
    """Where INSTRUMENT stood on any date, as known on any date, and why.

    INSTRUMENT is any name or identifier: us/bis/ai-diffusion, "90 FR 4544", 2025-00636, AI拡散規則.
    """
    tracker = opt.tracker(options["store"])
    state = tracker.state(instrument, **opt.chosen(options, "on", "known", "scope", *opt.KNOWLEDGE))
    write(tracker.why(state), options)
