"""How an answer leaves the program: to the terminal, a pipe or a file, in the format that was asked for."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regtrack.errors import InputError, StoreError

if TYPE_CHECKING:
    from regtrack.model.listings import AnyAnswer
    from regtrack.queries.redlines import RedlineReport

_BELONGS_TO = {
    "templates": ("md", "html"),
    "bom": ("csv",),
    "alarm": ("ics",),
    "name": ("ics", "atom"),
    "url": ("ics", "atom"),
}
"""Options that only some formats can heed."""


def write(answer: AnyAnswer, options: dict[str, Any]) -> None:
    """Send an answer to the terminal, a pipe or a file, in the form that was asked for."""
    from regtrack.report import render

    target = options["output"]
    format_ = _format(options)
    on_terminal = target is None and sys.stdout.isatty()
    text: str | bytes = render(
        answer,
        format_,
        lang=options["lang"],
        width=terminal_width(on_terminal),
        colour=bool(on_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"),
        encoding="utf-8" if target is not None else sys.stdout.encoding or "utf-8",
        templates=options["templates"],
        bom=options["bom"],
        alarms=options["alarm"],
        name=options["name"],
        url=options["url"],
        **{key: options[key] for key in ("full", "why", "limit", "sort") if key in options},
    )
    if isinstance(text, bytes):
        if on_terminal:
            raise click.UsageError(f"--format {format_} writes a file: name it with -o FILE.")
        write_bytes(text, target)
        _told_written(target, answer if format_ == "xlsx" else None)
    elif on_terminal and sys.stdin.isatty() and text.count("\n") > _height():
        click.echo_via_pager(text, color=True)
    else:
        write_text(text, target)
        _told_written(target, answer if format_ == "csv" else None)


def _told_written(target: str | None, rows: AnyAnswer | None = None) -> None:
    """Say on standard error which file was written, and with how many rows; nothing of a pipe or a device."""
    from regtrack.report.rendering import row_count

    if target is not None and Path(target).is_file():
        count = None if rows is None else row_count(rows)
        many = "" if count is None else f" ({count:,} row{'' if count == 1 else 's'})"
        click.echo(f"Written: {target}{many}", err=True)


def write_redlines(report: RedlineReport, options: dict[str, Any]) -> None:
    """Send a redline to the terminal, a pipe or a file."""
    from regtrack.report.redlines import render_redlines
    from regtrack.report.texts import FORMATS as REDLINE_FORMATS

    format_ = _format(options)
    if format_ not in REDLINE_FORMATS:
        raise click.UsageError(f"--text goes with --format {', '.join(REDLINE_FORMATS)}; the format is {format_}.")
    target = options["output"]
    on_terminal = target is None and sys.stdout.isatty()
    colour = on_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    write_text(render_redlines(report, format_, colour=colour, width=terminal_width(on_terminal)), target)
    _told_written(target)


def write_either(format_: str, text: Callable[[], str], table: Callable[[], dict[str, Any]]) -> None:
    """Write what a command did: as JSON for programs, else in words."""
    from regtrack.report.untrusted import json_of

    write_text(json_of(table()) if format_ == "json" else text(), None)


def _format(options: dict[str, Any]) -> str:
    """The form that was asked for, by name or by the name of the file."""
    from regtrack.report import SUFFIXES, format_for

    suffix = Path(options["output"] or "").suffix.lower()
    meant = options["format_"] or format_for(suffix)
    if suffix[1:].isalpha() and meant is None:
        wanted = f"expected a name that ends in {', '.join(SUFFIXES)}, or --format"
        raise InputError(f"output: found {options['output']!r}, which names no format; {wanted}")
    format_: str = meant or "text"
    for option, formats in _BELONGS_TO.items():
        if options[option] and format_ not in formats:
            raise click.UsageError(f"--{option} goes with --format {' or '.join(formats)}; the format is {format_}.")
    return format_


def write_text(text: str, target: str | None) -> None:
    """Write a text in UTF-8, whatever the locale, and with no line ends of the platform; as :func:`write_bytes`."""
    write_bytes(text.encode(), target)


def write_bytes(data: bytes, target: str | None) -> None:
    """Write to standard output; or to a file, wholly or not at all."""
    if target is None:
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever read us has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    try:
        _replace(Path(target).resolve(), data)
    except OSError as error:
        words = f"output: found {target!r}, which cannot be written ({error.strerror}); expected "
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise StoreError(f"{words}room on a sound disk; nothing of it was written") from error
        raise InputError(f"{words}a file path") from error


def _replace(path: Path, data: bytes) -> None:
    special = path.exists() and not path.is_file()  # a device or a pipe is written to
    part = path if special else path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        if not special:
            part.replace(path)
    except BaseException:
        if not special:
            part.unlink(missing_ok=True)
        raise


def _height() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines
    except OSError:
        return sys.maxsize


def terminal_width(on_terminal: bool) -> int:
    """Return how many columns there are to write in."""
    if not on_terminal:
        return 80
    try:
        return max(40, min(os.get_terminal_size(sys.stdout.fileno()).columns, 120))
    except OSError:
        return 80
