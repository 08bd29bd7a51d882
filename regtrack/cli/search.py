"""``regtrack search``."""

from __future__ import annotations

import sys
from typing import Any

import click

from regtrack.cli import options as opt
from regtrack.cli.writing import terminal_width, write_text
from regtrack.report.texts import render_search


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--cfr", multiple=True, metavar="TEXT", help="Only texts and amendments of this provision, such as '12 CFR 1024'."
)
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(["text", "amendment", "event", "document", "instrument"]),
    help="Only results of this type.",
)
@click.option("--on", metavar="DAY", help="Only texts in print by this day.")
@click.option("--known", metavar="DAY", help="What was known on this day. Default: now.")
@click.option("--limit", default=20, show_default=True, metavar="NUMBER", help="How many results.")
@opt.knowledge(threshold="reported")
@opt.form("text", "json")
@opt.store
def command(words: tuple[str, ...], **options: Any) -> None:
    """Find WORDS in events, documents, instruments and the text of rules, in any language.

    All words must occur. Put a phrase in a second pair of quotation marks: regtrack search '"loss mitigation"'.
    """
    asked = opt.chosen(options, "on", "known", "cfr", "types", "limit", *opt.KNOWLEDGE)
    answer = opt.tracker(options["store"]).search(" ".join(words), **asked)
    write_text(render_search(answer, options["format_"], width=terminal_width(sys.stdout.isatty())), None)
