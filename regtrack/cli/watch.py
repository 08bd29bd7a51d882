"""``regtrack watch``."""

from __future__ import annotations

import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import click

from regtrack.cli import options as opt
from regtrack.cli.digest import config
from regtrack.errors import RegtrackError

if TYPE_CHECKING:
    from regtrack.tracker import Tracker

_CHECK = 60
"""Seconds between two looks at who is due."""


@click.command("watch")
@click.argument("feeds", nargs=-1, metavar="[FEED]...")
@click.option(
    "--every", type=click.IntRange(1), default=60, show_default=True, help="Read the feeds so many minutes apart."
)
@click.option("--no-sync", is_flag=True, help="Send digests only.")
@click.option("--once", is_flag=True, help="Read and send once, then end.")
@config
def command(feeds: tuple[str, ...], every: int, no_sync: bool, once: bool, **where: Any) -> int:
    """Read the feeds and send digests that are due, in the foreground, until it is stopped.

    What fails is told on standard error, and the rest goes on. For a machine that has neither cron nor systemd.
    """
    from regtrack.config import open_configured

    with opt.announced(where["store"]):
        tracker = opt.closed_after(open_configured(where["config"], store=where["store"]))
    stopped = threading.Event()
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_: stopped.set())
    next_sync, whole = 0.0, True
    while not stopped.is_set():
        if not no_sync and time.monotonic() >= next_sync:
            next_sync = time.monotonic() + every * 60
            whole = _sync(tracker, feeds) and whole
        whole = _digests(tracker) and whole
        if once:
            return 0 if whole else 1
        stopped.wait(_CHECK)
    click.echo("stopped", err=True)
    return 0


def _sync(tracker: Tracker, feeds: tuple[str, ...]) -> bool:
    from regtrack.report import sync

    try:
        report = tracker.sync(*feeds)
    except RegtrackError as error:
        click.echo(f"regtrack: sync: {error}", err=True)
        return False
    sys.stdout.write(sync.to_text(report))
    sys.stdout.flush()
    return report.whole


def _digests(tracker: Tracker) -> bool:
    from regtrack.digest import showing

    try:
        report = tracker.digests.run(due=True)
    except RegtrackError as error:
        click.echo(f"regtrack: digests: {error}", err=True)
        return False
    if any(each.title or each.problem for each in report.made) or report.sent:
        sys.stdout.write(showing.run_text(report))
        sys.stdout.flush()
    return report.whole
