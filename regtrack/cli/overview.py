"""``regtrack`` alone, on a terminal: what changed since the last mark, in ten lines, and what to try."""

from __future__ import annotations

import sys

import click

from regtrack.cli import options as opt
from regtrack.cli.writing import terminal_width
from regtrack.errors import InputError
from regtrack.report.answer import report, text

_LINES = 7
_WEEK = "7d"


def show() -> None:
    """Write ten lines: the answer since the last mark, or of the last week where there is none."""
    tracker = opt.tracker(None)
    try:
        found = tracker.since("last")
        since = "since your mark"
    except InputError:
        found, since = tracker.since(_WEEK), "in the last week"
    answer = report.of(found)
    width = terminal_width(sys.stdout.isatty())
    for line in text.in_brief(answer, since, width=width)[:_LINES]:
        click.echo(line)
    click.echo("Try:  regtrack since last     regtrack board     regtrack state NAME")
    click.echo("Mark: regtrack since last --mark     Help: regtrack -h")
