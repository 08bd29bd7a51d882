"""``regtrack check``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from regtrack.cli import options as opt
from regtrack.dates import tick_of
from regtrack.errors import StoreError

if TYPE_CHECKING:
    from regtrack.store.values import CheckProgress


@click.command("check")
@click.argument("heads", nargs=-1, metavar="[HASH]...")
@opt.store
def command(heads: tuple[str, ...], store: str | None) -> int:
    """Verify the ledger, and say what is damaged and how to restore it.

    This covers the pages of the file, the hash chain over everything that was recorded, sent and tried, the id of each
    entry, the bytes of each message, and everything that is derived from entries. The exit status is 1 if anything is
    damaged.

    With HASH, as shown in each digest mail, it says whether the ledger has that hash, and for which link. If not, the
    mail was made from another ledger, or this one was changed since.
    """
    from regtrack.store.faults import note_of, write_note
    from regtrack.tracker.base import now

    try:
        tracker = opt.tracker(store, bundled=False, sampled=False, existing=True)
    except StoreError as error:
        if "malformed" in str(error) and opt.OPENED and (note := note_of(opt.OPENED[0])) is not None:
            write_note(note, tick_of(now()))  # what only reads may still open it
        raise
    count = 0
    for damage in tracker.check(*heads, progress=_progress()):
        click.echo(str(damage))
        count += 1
    if count:
        click.echo(f"regtrack: {count} found", err=True)
        return 1
    totals = tracker.status().totals
    click.echo(f"The ledger is intact: {totals.events:,} events, {totals.links:,} links, head {totals.head or 'none'}.")
    return 0


def _progress() -> Callable[[CheckProgress], object] | None:
    if not sys.stderr.isatty():
        return None
    return lambda at: click.echo(f"\r{at.part}: {at.done:,} of {at.total:,}\033[K", nl=at.done == at.total, err=True)
