"""``regtrack status``."""

from __future__ import annotations

import sys

import click

from regtrack.cli import options as opt
from regtrack.cli.writing import terminal_width, write_either
from regtrack.report import status


@click.command("status")
@click.option("--instruments", is_flag=True, help="List every instrument with its names.")
@opt.form("text", "json")
@opt.language
@opt.filters
@click.option("--config", metavar="FILE", help="The settings, to know whose digest is due.")
@click.option(
    "--exit-code",
    is_flag=True,
    help="List everything that is not working as it should, and exit with 1 if there is anything.",
)
@opt.store
def command(
    instruments: bool,
    format_: str,
    lang: str,
    config: str | None,
    exit_code: bool,
    store: str | None,
    **options: object,
) -> int:
    """What the ledger holds, how far it can be trusted, and its schema version.

    With --exit-code it is a health check: feeds that were not read when due or could not be read, late digests (with
    --config), messages that were not delivered, a wrong clock, files that others can read, a full disk. The exit status
    is 1 in any case when a digest is dated in the future, or a check found damage.
    """
    if config is None:
        tracker = opt.tracker(store)
    else:
        from regtrack.config import open_configured  # only this command may have settings, and seldom has

        with opt.announced(store):
            tracker = opt.closed_after(open_configured(config, store=store, read_only=opt.reads_only()))
    found = tracker.status(instruments=instruments, **opt.chosen(options))
    listed = tracker.feeds.list()
    unread = [each.id for each in listed if each.followed and each.last_tried is None]
    damaged = tracker.damaged
    problems = [each for each in (damaged, found.dated_ahead) if each is not None]
    if exit_code:
        problems = [*filter(None, [damaged]), *tracker.digests.problems(found.totals.location, listed)]
    write_either(
        format_,
        lambda: status.to_text(found, unread=unread, lang=lang, width=terminal_width(sys.stdout.isatty())),
        lambda: status.to_table(found, unread=unread, problems=problems),
    )
    if format_ == "text":
        for problem in problems:
            if problem != damaged:  # which was reported when the ledger was opened
                click.echo(f"regtrack: {problem}", err=True)
        if exit_code:
            click.echo(f"regtrack: {tracker.digests.rhythm(listed)}", err=True)
        else:
            opt.warn_of_wider(found.totals.location)
    return 1 if problems else 0
