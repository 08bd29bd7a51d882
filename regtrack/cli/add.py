"""``regtrack add``."""

from __future__ import annotations

import click

from regtrack.cli import options as opt


@click.command("add")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@opt.store
def command(files: tuple[str, ...], store: str | None) -> None:
    """Record timelines (TOML), exported ledgers (JSON Lines), bills (XML) and lists (CSV, JSON).

    A bill is a BILLSTATUS file of GovInfo; a list is OFAC's SDN.CSV or the Consolidated Screening List. A day in the
    name of a list's file is the day on which it was downloaded.

    A file with a fault is not recorded, and every fault of it is named. Adding the same again changes nothing. An
    exported ledger added to a new one restores it, with the times at which everything was first recorded.
    """
    dump_only = all(name.endswith(".jsonl") for name in files)
    tracker = opt.tracker(store, bundled=not dump_only)
    for name in files:
        done = tracker.add(name)
        parts = [
            (done.new, "new"),
            (done.revised, "revised"),
            (done.withdrawn, "withdrawn"),
            (done.unchanged, "unchanged"),
        ]
        click.echo(f"{name}: {', '.join(f'{number} {word}' for number, word in parts if number) or 'nothing'}")
