"""``regtrack sync``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from regtrack.cli import completing
from regtrack.cli import options as opt
from regtrack.cli.writing import write_either
from regtrack.report import sync
from regtrack.sources.probing import check_online

if TYPE_CHECKING:
    from regtrack.sources.reports import SyncProgress


@click.command("sync")
@click.argument("feeds", nargs=-1, metavar="[FEED]...", shell_complete=completing.feeds)
@click.option("--since", metavar="DAY", help="The first day. Default: a week before the last one read, or 30 days ago.")
@click.option("--until", metavar="DAY", help="The last day. Default: today, with what is on public inspection.")
@click.option("--agency", multiple=True, metavar="NAME", help="Only documents of this agency, such as bis.")
@click.option("--cfr", multiple=True, metavar="PARTS", help="Only documents for these parts, such as 15:730-774.")
@click.option("--type", "type", multiple=True, metavar="TYPE", help="Only RULE, PRORULE, NOTICE or PRESDOCU.")
@click.option("--term", metavar="WORDS", help="Only documents with these words.")
@click.option("--again", is_flag=True, help="Also re-read days that are final, and feeds that have not changed.")
@click.option("--newest", is_flag=True, help="Fetch only what the Register's RSS feed lists as new.")
@click.option(
    "--full-text",
    type=click.Choice(["rules", "all", "none"]),
    default="rules",
    show_default=True,
    help="Which documents to read in full text as well, for amendatory instructions and times of filing.",
)
@click.option("--dry-run", is_flag=True, help="Read everything, record nothing.")
@opt.form("text", "json")
@opt.contact
@click.option("--cache", metavar="DIR", help="Folder for cached responses. Default: one per user.")
@click.option("--api", metavar="URL", help="Address of the Federal Register's API, for a mirror.")
@click.option("--allow-private", is_flag=True, help="Allow addresses on this machine or in a private network.")
@opt.accepted_clock
@opt.store
def command(feeds: tuple[str, ...], format_: str, store: str | None, **options: Any) -> int:
    """Read feeds into the ledger: those that are named, or all that are followed and due (`regtrack feeds list`).

    Each feed, and each day of the Federal Register, is recorded completely or not at all. An interrupted run resumes
    where it stopped, and repeating a run changes nothing unless the source has changed. If something is missing or
    cannot be read, it is named, the rest is read, and the exit status is 1. --since, --until, --agency, --cfr, --type,
    --term, --newest and --api are for the Federal Register; with one of them and no FEED, only the Register is read.
    --since also applies to the eCFR, if it is named.
    """
    tracker = opt.tracker(store)
    if not feeds and not options["api"] and not os.environ.get("REGTRACK_FEDERAL_REGISTER"):
        check_online(feed.url for feed in tracker.feeds.list() if feed.followed)
    with _Bar() as bar:
        report = tracker.sync(*feeds, progress=bar.move, **options)
    write_either(format_, lambda: sync.to_text(report), lambda: sync.to_table(report))
    return 0 if report.whole else 1


class _Bar:
    """Progress on a terminal; nothing anywhere else."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.render_finish()

    @property
    def move(self) -> Callable[[SyncProgress], object] | None:
        return self._move if self._shown else None

    def _move(self, progress: SyncProgress) -> None:
        if self._bar is None or self._bar.label != progress.feed:
            self.__exit__()
            self._bar = click.progressbar(
                length=progress.total, file=sys.stderr, show_pos=True, item_show_func=lambda each: each
            )  # fmt: skip
            self._bar.label = progress.feed
        self._bar.update(progress.done - self._bar.pos, f"{progress.part[:24]}, {progress.documents:,} documents")
