"""``regtrack diff``."""

from __future__ import annotations

from typing import Any

import click

from regtrack.cli import options as opt
from regtrack.cli.writing import write, write_redlines


@click.command("diff")
@click.argument("first")
@click.argument("second")
@click.option(
    "--by",
    type=click.Choice(["law", "knowledge"]),
    default="law",
    show_default=True,
    help="What differs: the legal day, or what was known.",
)
@click.option("--on", metavar="DAY", help="With --by knowledge: the legal day asked about. Default: now.")
@click.option("--known", metavar="DAY", help="With --by law: as known on this day. Default: now.")
@opt.scope
@click.option("--text", "text", is_flag=True, help="Compare the words of --scope or --cfr: a redline.")
@click.option("--typographic", is_flag=True, help="With --text: do not ignore dashes, quotation marks and white space.")
@click.option("--exit-code", is_flag=True, help="Exit with 3 when something differs.")
@opt.knowledge()
@opt.filters
@opt.length
@opt.output
@opt.store
def command(first: str, second: str, **options: Any) -> int:
    """Compare two states.

    By law: the legal days FIRST and SECOND, both as known on one day. By knowledge: what was known on FIRST and on
    SECOND about one legal day.
    """
    if options["by"] == "law" and options["on"]:
        raise click.UsageError("--on goes with --by knowledge; with --by law the two days are FIRST and SECOND.")
    if options["by"] == "knowledge" and options["known"]:
        raise click.UsageError("--known goes with --by law; with --by knowledge the two days are FIRST and SECOND.")
    report = opt.tracker(options["store"]).diff(
        first, second, **opt.chosen(options, "by", "on", "known", "scope", "text", "typographic", *opt.KNOWLEDGE)
    )
    if options["text"]:
        write_redlines(report, options)
    else:
        write(report, options)
    return 3 if options["exit_code"] and report.changes else 0
