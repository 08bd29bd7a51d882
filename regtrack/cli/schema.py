"""``regtrack schema``."""

from __future__ import annotations

import json

import click

from regtrack._bundled import schemas
from regtrack.cli import completing
from regtrack.cli import options as opt
from regtrack.cli.writing import write_text
from regtrack.errors import InputError
from regtrack.records.validation import hint_of


@click.command("schema")
@click.argument("name", required=False, shell_complete=completing.schemas)
@opt.file
def command(name: str | None, output: str | None) -> None:
    """The JSON Schema NAME: what a command writes, or what a file may hold. Without NAME: list them.

    For editors of timelines, feed files and settings: timeline-file, feed-file and settings.
    """
    known = schemas()
    if name is None:
        write_text("".join(f"{each}\n" for each in known), output)
        return
    if name not in known:
        raise InputError(f"schema: found {name!r}; expected one of {', '.join(known)}{hint_of(name, known)}")
    write_text(json.dumps(known[name], ensure_ascii=False, indent=2) + "\n", output)
