"""``regtrack text``."""

from __future__ import annotations

import sys
from typing import Any

import click

from regtrack.cli import options as opt
from regtrack.cli.writing import terminal_width, write_text
from regtrack.report.texts import render_text


@click.command("text")
@click.argument("provision")
@click.option("--on", metavar="DAY", help="The legal day (as it closes). Default: now.")
@opt.known
@click.option(
    "--which",
    type=click.Choice(["operative", "codified"]),
    default="operative",
    show_default=True,
    help="What the law says, or what the Code prints.",
)
@click.option("--pending", is_flag=True, help="Include known future changes, each with its date.")
@click.option(
    "--assume", multiple=True, metavar="DOCUMENT", help="Assume that this document, such as a proposal, takes effect."
)
@click.option(
    "--why", is_flag=True, help="Show for each paragraph which document made it, and whether the Code prints the same."
)
@opt.knowledge()
@opt.form("text", "md", "html", "json")
@opt.file
@opt.store
def command(provision: str, **options: Any) -> None:
    """What a PROVISION of the Code said on any date, as known on any date.

    PROVISION is a part, section, appendix or paragraph: "12 CFR 1024.41(b)", "15 CFR 744", "supp. I to 12 CFR 1024".
    The text is compiled from the first edition in the ledger and the amendments in force since; later editions check
    it. An instruction that cannot be read with certainty is not compiled, and the text says so.
    """
    asked = opt.chosen(options, "on", "known", "which", "pending", "assume", *opt.KNOWLEDGE)
    answer = opt.tracker(options["store"]).text(provision, **asked)
    width = terminal_width(options["output"] is None and sys.stdout.isatty())
    write_text(render_text(answer, options["format_"], why=options["why"], width=width), options["output"])
