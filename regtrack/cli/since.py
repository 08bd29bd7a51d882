"""``regtrack since``."""

from __future__ import annotations

from typing import Any

import click

from regtrack.cli import options as opt
from regtrack.cli.writing import write


@click.command("since")
@click.argument("day")
@click.option("--until", metavar="DAY", help="Compare with the close of this day. Default: now.")
@click.option(
    "--within",
    type=opt.DaysAhead(),
    default=90,
    show_default=True,
    help="List dates this many days ahead: 60, 60d or 8w.",
)
@click.option(
    "--mark",
    metavar="NAME",
    is_flag=False,
    flag_value="last",
    help="Save this moment, so that `regtrack since last` (or last:NAME) starts from it.",
)
@opt.scope
@click.option("--reviews", is_flag=True, help="Show what people did about each change; implies --full for text.")
@click.option("--exit-code", is_flag=True, help="Exit with 3 when something changed.")
@opt.knowledge()
@opt.filters
@opt.length
@opt.output
@opt.store
def command(day: str, **options: Any) -> int:
    """What changed since DAY: in the law, and in what was known of it.

    DAY is a day (2025-05-12, meaning its end; also 7d, 2w, yesterday, monday, "May 12, 2025", 2025-05), an instant
    (2025-05-12T09:00:00-04:00), or last: your last mark.
    """
    report = opt.tracker(options["store"]).since(
        day, **opt.chosen(options, "until", "scope", "within", "mark", "reviews", *opt.KNOWLEDGE)
    )
    write(report, {**options, "full": options["full"] or options["reviews"]})
    return 3 if options["exit_code"] and report.changes else 0
