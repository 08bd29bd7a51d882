"""``regtrack export``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regtrack.cli import options as opt
from regtrack.cli.writing import write_text
from regtrack.errors import InputError
from regtrack.report.parquet import write_parquet
from regtrack.server.reviewing import audit as record
from regtrack.store import places

if TYPE_CHECKING:
    from regtrack.tracker import Tracker


@click.command("export")
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of the terminal; Parquet to a folder.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "parquet"]),
    default="jsonl",
    help="jsonl: all of it, to be added again. parquet: events by year, documents and instruments, for analysts.",
)
@click.option(
    "--digests/--no-digests", default=True, help="Include who received what, messages and bookmarks. Default: include."
)
@click.option("--audit", is_flag=True, help="Only who received what, who reviewed which change, and what was decided.")
@opt.store
def command(output: str | None, format_: str, digests: bool, audit: bool, store: str | None) -> None:
    """Write the whole ledger, with the time at which each entry was recorded; `regtrack add` reads the JSON Lines.

    What is written is verified; a damaged ledger is not exported. The export includes people and what they did about
    changes, the hashes of their tokens, and every message that was sent: protect it like the ledger.
    """
    if audit:
        lines = (json.dumps(line, ensure_ascii=False, sort_keys=True) for line in record(opt.ledger(store)))
        write_text("".join(f"{line}\n" for line in lines), output)
        return
    tracker = opt.tracker(store)
    ledgers = places(tracker.status().totals.location)
    if format_ == "parquet":
        _write_parquet(tracker, output)
    else:
        write_text("".join(f"{line}\n" for line in tracker.export(digests=digests)), output)
    if len(ledgers) > 1:
        click.echo(f"regtrack: exported {ledgers[-1]}; export the other ledgers separately", err=True)


def _write_parquet(tracker: Tracker, output: str | None) -> None:
    if output is None:
        raise InputError("output: found none; expected a folder for Parquet files: -o FOLDER")
    rows = write_parquet(tracker.export(), Path(output))
    click.echo(f"{output}: {rows:,} rows", err=True)
