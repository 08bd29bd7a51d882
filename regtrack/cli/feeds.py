"""``regtrack feeds``: which feeds are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from regtrack.cli import completing
from regtrack.cli import options as opt
from regtrack.cli.setup import probed
from regtrack.cli.writing import write_either, write_text
from regtrack.report import feeds as report

_form = opt.form("text", "json")
_private = click.option(
    "--allow-private", is_flag=True, help="Allow an address on this machine or in a private network."
)


@click.group("feeds")
def command() -> None:
    """The feeds that can be read: the catalogue of this release, and your own.

    A feed that is followed is read by `regtrack sync` when it is due. Only feeds of the catalogue with a verified
    address are followed by default. Your own choices and feeds are files in your settings folder, or in
    $REGTRACK_FEEDS.
    """


@command.command("list")
@_form
@opt.store
def list_(format_: str, store: str | None) -> int:
    """List every feed, how the last read went and when it is due; exit with 1 if feed files have errors."""
    following = opt.tracker(store).feeds
    feeds, faults = following.list(), following.faults()
    write_either(format_, lambda: report.list_text(feeds, faults), lambda: report.list_table(feeds, faults))
    return 1 if faults else 0


@command.command("show")
@click.argument("feed", metavar="ID", shell_complete=completing.feeds)
@_form
@opt.store
def show(feed: str, format_: str, store: str | None) -> None:
    """Show everything that is known about one feed."""
    info = opt.tracker(store).feeds.show(feed)
    write_either(format_, lambda: report.info_text(info), lambda: report.info_table(info))


@command.command("test")
@click.argument("feed", metavar="[ID|URL]", required=False, shell_complete=completing.feeds)
@click.option("--all", "all_", is_flag=True, help="Contact every feed at once, and say which answer.")
@_form
@opt.contact
@_private
@opt.store
def test(feed: str | None, all_: bool, format_: str, store: str | None, **access: Any) -> int:
    """Contact a feed, or any address, and show what it has; nothing is recorded."""
    if (feed is None) is not all_:
        raise click.UsageError("Name one feed or address, or give --all.")
    if feed is None:
        if format_ != "text":
            raise click.UsageError("--all goes with --format text.")
        following = opt.tracker(store).feeds.via(**access)
        answers = probed(following, [each.id for each in following.list()])
        write_text(report.probes_text(answers), None)
        return 0 if all(each.problem is None for each in answers) else 1
    found = opt.tracker(store).feeds.via(**access).test(feed)
    write_either(format_, lambda: report.test_text(found), lambda: report.test_table(found))
    return 0 if found.problem is None else 1


@command.command("try")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", default="en", show_default=True, metavar="TAG", help="Language of its items.")
@click.option("--zone", default="UTC", show_default=True, metavar="ZONE", help="Time zone of its dates.")
@click.option("--jurisdiction", default="", metavar="CODE", help="Whose law it is about, such as us or jp.")
@opt.store
def try_(file: Path, language: str, zone: str, jurisdiction: str, store: str | None) -> None:
    """Show what is read in the items of a feed saved as FILE; nothing is recorded."""
    found = opt.tracker(store).feeds.try_file(file, language=language, zone=zone, jurisdiction=jurisdiction)
    write_text(report.read_text(found), None)


@command.command("add")
@click.argument("feed", metavar="ID|URL", shell_complete=completing.feeds)
@click.option("--id", metavar="ID", help="Its id. Default: made from its address and title.")
@click.option("--title", metavar="TEXT", help="Its name. Default: as the feed says.")
@click.option("--publisher", metavar="TEXT", help="Who publishes it. Default: its name.")
@click.option("--url", metavar="URL", help="With ID: another address for a feed of the catalogue.")
@click.option("--language", metavar="TAG", help="Language of its items; default its own.")
@click.option("--zone", metavar="ZONE", help="Time zone of its dates. Default: that of the jurisdiction, else UTC.")
@click.option("--jurisdiction", metavar="CODE", help="Whose law it is about, such as us or jp.")
@click.option("--topic", "topics", multiple=True, metavar="TEXT", help="What it is about.")
@click.option(
    "--cfr", "cfr", multiple=True, metavar="PARTS", help="With us-ecfr: what it follows, such as '15 CFR 744'."
)
@click.option("--text", is_flag=True, help="With us-ecfr: read what those parts say, for regtrack text.")
@click.option("--ceiling", metavar="CERTAINTY", help="Highest certainty that its items can have. Default: reported.")
@click.option("--rank", metavar="RANK", help="Rank of its documents as evidence. Default: press.")
@click.option("--every", metavar="TIME", help="How often to poll it, such as 30m or 1d. Default: 1h.")
@click.option("--note", metavar="TEXT", help="A note for whoever reads the feed file.")
@click.option("--no-check", is_flag=True, help="Do not contact the address first.")
@opt.contact
@_private
@opt.store
def add(
    feed: str, store: str | None, no_check: bool, contact: str | None, allow_private: bool, **options: Any
) -> None:  # fmt: skip
    """Follow a feed from the catalogue, or any other by its address."""
    feeds = opt.tracker(store).feeds.via(contact=contact, allow_private=allow_private)
    info, _ = feeds.add(feed, check=not no_check, **options)
    write_text(report.info_text(info), None)


@command.command("remove")
@click.argument("feed", metavar="ID", shell_complete=completing.feeds)
@opt.store
def remove(feed: str, store: str | None) -> None:
    """Stop following a feed. What was recorded from it stays."""
    info = opt.tracker(store).feeds.remove(feed)
    click.echo(f"{info.id}: no longer followed")
