"""``regtrack status``."""

from __future__ import annotations

import click

from regtrack.cli import options as opt
from regtrack.report.untrusted import json_of


@click.command("status")
@click.option("--instruments", is_flag=True, help="List every instrument with its names.")
@opt.form("text", "json")
@opt.language
@opt.filters
@opt.store
def command(instruments: bool, format_: str, lang: str, store: str | None, **options: object) -> None:
    """What the ledger holds, how far it can be trusted, and its schema version."""
    from regtrack.report import status

    tracker = opt.tracker(store)
    found = tracker.status(instruments=instruments, **opt.chosen(options))
    listed = tracker.feeds.list()
    unread = [each.id for each in listed if each.followed and each.last_tried is None]
    if format_ == "json":
        opt.write_text(json_of(status.to_table(found, unread=unread)), None)
    else:
        opt.write_text(status.to_text(found, unread=unread, lang=lang), None)
