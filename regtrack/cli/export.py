"""``regtrack export``."""

from __future__ import annotations

import click

from regtrack.cli import options as opt
from regtrack.store import places


@click.command("export")
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of the terminal.")
@click.option("--audit", is_flag=True, help="Only who was told what, who looked at which change, what was decided.")
@opt.store
def command(output: str | None, audit: bool, store: str | None) -> None:
    """Write the whole ledger as JSON Lines, with the time at which each entry was recorded; `regtrack add` reads it.

    What is written is verified. A ledger that is not what was recorded is not exported. People and what they did about
    changes are in it, with the digests of their tokens: keep it as you keep the ledger.
    """
    if audit:
        import json

        from regtrack.server.reviewing import audit as record

        lines = (json.dumps(line, ensure_ascii=False, sort_keys=True) for line in record(opt.ledger(store)))
        opt.write_text("".join(f"{line}\n" for line in lines), output)
        return
    tracker = opt.tracker(store)
    ledgers = places(tracker.status().totals.location)
    opt.write_text("".join(f"{line}\n" for line in tracker.export()), output)
    if len(ledgers) > 1:
        click.echo(f"regtrack: exported {ledgers[-1]}; each ledger is exported by itself", err=True)
