"""Options that several commands share, and how an answer leaves the program."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from regtrack.cli import completing
from regtrack.errors import InputError, StoreError

if TYPE_CHECKING:
    from regtrack.queries.redlines import RedlineReport
    from regtrack.report.rendering import Answer
    from regtrack.store import Store
    from regtrack.tracker import Tracker

F = TypeVar("F", bound=Callable[..., Any])
FILTERS = ("topic", "agency", "cfr", "instrument", "kind")
_FILTER_HELP = {
    "topic": "instruments on this subject, such as ai-chips",
    "agency": "instruments of this body, such as bis",
    "cfr": "instruments that touch this CFR part or provision, such as '15 CFR 744'",
    "instrument": "this instrument, by any name or identifier",
    "kind": "instruments of this kind, such as final_rule",
}


def store(command: F) -> F:
    """``--store``, ``--create`` and ``--read-only``: which ledger, and how it is opened."""
    for name, help_ in (
        ("--create", "Create the ledger's folder if it does not exist."),
        ("--read-only", "Open the ledger read-only; the default where it cannot be written."),
    ):
        flag = click.option(name, is_flag=True, expose_value=False, is_eager=True, callback=_remember, help=help_)
        command = flag(command)
    return click.option(
        "--store",
        metavar="PATH",
        multiple=True,
        callback=_together,
        help="The ledger: a path, created if its folder exists, or postgresql://user@host/database. Several answer as "
        "one, and the last is written to. Default: one per user, or $REGTRACK_STORE.",
    )(command)


def _remember(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    ctx.find_root().meta[f"regtrack.{param.name}"] = value


def _remembered(name: str) -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.find_root().meta.get(f"regtrack.{name}", False))


def reads_only() -> bool:
    """Whether ``--read-only`` was given."""
    return _remembered("read_only")


def _together(_ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> str | None:
    from regtrack.store import joint

    return joint(value) if len(value) > 1 else next(iter(value), None)


def accepted_clock(command: F) -> F:
    """``--accept-clock``: the clock is right, however far it is from the last use of the ledger."""
    return click.option(
        "--accept-clock",
        is_flag=True,
        help="Trust this machine's clock, however far it is from the last use of the ledger.",
    )(command)


def knowledge(*, threshold: str = "published") -> Callable[[F], F]:
    """``--known-by`` and ``--threshold``: what counts as known."""

    def decorate(command: F) -> F:
        command = click.option(
            "--threshold",
            type=click.Choice(["reported", "announced", "filed", "published"]),
            default=threshold,
            show_default=True,
            help="Count only statements at least this certain.",
        )(command)
        return click.option(
            "--known-by",
            type=click.Choice(["public", "record"]),
            default="public",
            show_default=True,
            help="Whose knowledge counts: what anyone could read, or what this ledger had recorded.",
        )(command)

    return decorate


def filters(command: F) -> F:
    """``--topic``, ``--not-topic`` and so on."""
    for name in reversed(FILTERS):
        complete = completing.kinds if name == "kind" else completing.from_ledger(name)
        leave_out = f"Leave out {_FILTER_HELP[name].partition(',')[0]}."
        for option, help_ in ((f"--not-{name}", leave_out), (f"--{name}", f"Only {_FILTER_HELP[name]}.")):
            command = click.option(option, multiple=True, metavar="TEXT", help=help_, shell_complete=complete)(command)
    return command


FORMATS = ("text", "md", "html", "json", "jsonl", "csv", "ics", "atom", "xlsx")
"""Those of regtrack itself, without importing what makes them."""


class Forms(click.Choice[str]):
    """The formats of regtrack, and any that a plug-in brings."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return a format by its name."""
        if value not in self.choices:
            from regtrack.report.rendering import DOOR

            if value in DOOR.added():
                return value
        return str(super().convert(value, param, ctx))


class DaysAhead(click.ParamType[int]):
    """A number of days, also written 60d or 8w."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return how many days a value is."""
        from regtrack.dates import read_days

        try:
            return read_days(value, "days")
        except InputError as error:
            self.fail(str(error).partition(": ")[2], param, ctx)


_BELONGS_TO = {
    "templates": ("md", "html"),
    "bom": ("csv",),
    "alarm": ("ics",),
    "name": ("ics", "atom"),
    "url": ("ics", "atom"),
}
"""Options that only some formats can heed."""


def language(command: F) -> F:
    """``--lang``: the language of the words around what the record quotes."""
    return click.option(
        "--lang",
        metavar="LANG",
        default="en",
        show_default=True,
        help="Language of the report, such as ja. Quotations, JSON and CSV are not translated.",
    )(command)


def length(command: F) -> F:
    """``--full``, ``--why``, ``--limit`` and ``--sort``: how much of the answer a text shows."""
    for add in (
        click.option(
            "--sort",
            type=click.Choice(["weight", "date", "name"]),
            help="Text output: order within a group. Default: by weight; upcoming dates and timelines by date.",
        ),
        click.option(
            "--limit",
            type=click.IntRange(min=0),
            metavar="N",
            help="Text output: list N of each group. Default: as many as fit on a screen.",
        ),
        click.option("--why", is_flag=True, help="Text output: every source."),
        click.option("--full", is_flag=True, help="Text output: every change in full."),
    ):
        command = add(command)
    return command


def output(command: F) -> F:
    """``--format``, ``-o`` and what belongs to one format or another: how the answer leaves."""
    for add in (
        click.option("--url", metavar="URL", help="ics and atom: the web address where it will be published."),
        click.option("--name", metavar="TEXT", help="ics and atom: the name of the calendar or feed."),
        click.option("--alarm", multiple=True, metavar="TIME", help="ics: remind this long before: 30m, 12h, 7d, 2w."),
        click.option("--bom", is_flag=True, help="csv: begin with a byte order mark, which Excel needs."),
        click.option("--templates", metavar="DIR", help="md and html: folder of your own templates, or package:NAME."),
        click.option("-o", "--output", metavar="FILE", help="Write to a file instead of the terminal."),
        click.option(
            "--format",
            "format_",
            type=Forms(FORMATS),
            help="Output format. Default: by the suffix of FILE, else text.",
        ),
    ):
        command = add(command)
    return language(command)


def chosen(options: dict[str, Any], *asked: str) -> dict[str, Any]:
    """The filters among a command's options and those named, as the tracker takes them."""
    names = {f"{prefix}{name}" for name in FILTERS for prefix in ("", "not_")}
    filters = {name: value for name, value in options.items() if name in names and value}
    return {**filters, **{name: options[name] for name in asked}}


KNOWLEDGE = ("known_by", "threshold")
"""The options that :func:`knowledge` adds."""


def tracker(store: str | None, *, bundled: bool = True, sampled: bool = True) -> Tracker:
    """The ledger that a command works on."""
    from regtrack.tracker import open_ledger

    with announced(store):
        return closed_after(
            open_ledger(
                store,
                bundled=bundled,
                told_day=lambda text: click.echo(f"regtrack: {text}", err=True),
                read_only=reads_only(),
                sampled=sampled,
            ),
            warned=sampled,
        )


def ledger(store: str | None, *, read_only: bool = False) -> Store:
    """The store of the ledger that a command works on, made and filled as for any question."""
    from regtrack.store import open_store
    from regtrack.tracker import default_location, open_ledger

    with announced(store), open_ledger(store, read_only=read_only or reads_only()) as filled:
        warn_of_damage(filled)
    opened = open_store(store if store is not None else default_location(), read_only=read_only or reads_only())
    click.get_current_context().call_on_close(opened.close)
    return opened


def closed_after(tracker: Tracker, *, warned: bool = True) -> Tracker:
    """The same, and closed when the command ends, however it ends; if it was found damaged, that is said first."""
    click.get_current_context().call_on_close(tracker.close)
    if warned:
        warn_of_damage(tracker)
    return tracker


def warn_of_damage(tracker: Tracker) -> None:
    """Say on standard error what `regtrack check` found last, if it found damage."""
    if (damaged := tracker.damaged) is not None:
        click.echo(f"regtrack: {damaged}", err=True)


def warn_of_wider(location: str) -> None:
    """Say on standard error which files of a ledger others than its owner can read."""
    from regtrack.store import places
    from regtrack.store.file import wider

    for each in (found for place in places(location) for found in wider(place)):
        click.echo(f"regtrack: {each}: others can read it; chmod 600 it", err=True)


OPENED: list[str] = []
"""The ledger of the running command, to look at when something goes wrong."""


@contextmanager
def announced(store: str | None) -> Iterator[None]:
    """Refuse a path that can be no ledger, and say so on standard error when a new ledger is made.

    Raises:
        InputError: the path is empty, or its folder is not there and ``--create`` was not given.
    """
    from regtrack.store import is_address, places
    from regtrack.tracker import default_location

    if store == "":
        raise InputError("store: found an empty path; expected the path of a ledger")
    named = str(store or default_location())
    files = [each for each in places(named) if not is_address(each) and each != ":memory:"]
    given = store is not None or "REGTRACK_STORE" in os.environ
    for each in files if given and not _remembered("create") else ():
        folder = str(Path(each).parent)
        if not os.path.isdir(folder):  # noqa: PTH112  a path that cannot be looked up is none; pathlib would raise
            raise InputError(f"store: found no folder {folder!r}; expected an existing one (--create makes it)")
    OPENED[:] = [named] if files or named == ":memory:" else []
    new = [each for each in files if not os.path.exists(each)]  # noqa: PTH110
    yield
    for each in new:
        if os.path.exists(each):  # noqa: PTH110  a file of settings may have named another
            click.echo(f"regtrack: made a new ledger at {each}", err=True)


def write(answer: Answer, options: dict[str, Any]) -> None:
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


def _told_written(target: str | None, rows: Answer | None = None) -> None:
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
    colour = target is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    write_text(render_redlines(report, format_, colour=bool(colour and os.environ.get("TERM") != "dumb")), target)
    _told_written(target)


def form(*forms: str) -> Callable[[F], F]:
    """``--format``."""
    return click.option(
        "--format", "format_", type=click.Choice(forms), default=forms[0], show_default=True, help="Output format."
    )


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
    if (named := format_for(suffix)) not in (None, "text", format_):
        raise InputError(
            f"output: found {options['output']!r}, a name for {named}, with --format {format_}; expected one that fits"
        )
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
