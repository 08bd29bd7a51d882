"""The command line: thin commands over the facade. Each is imported only when it is called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import click

from regtrack import __version__
from regtrack.plugins import Door, UnfitError, in_words

COMMANDS = {
    "since": "What changed since a day.",
    "diff": "How two states differ: two days of law, or two days of knowledge.",
    "state": "What a rule said on any date, as known on any date, and why.",
    "board": "Where every rule stands, one line each.",
    "text": "What a provision of the Code said on any date, as known on any date.",
    "search": "Find words in events, documents, instruments and the text of rules.",
    "timeline": "The events of one instrument, or of many, in order.",
    "upcoming": "Dates ahead, and promises without one.",
    "sync": "Read the Federal Register and every other feed that is due into the ledger.",
    "feeds": "The feeds that can be read: list, show, test, add, remove.",
    "inbox": "What waits for you to decide, and what yielded nothing: list, accept, link, reject, silent.",
    "add": "Record files: timelines, exports, Register answers, bills, lists, the Code.",
    "check": "Verify the ledger: what is damaged, and how to restore it.",
    "export": "Write the whole ledger as JSON Lines, or as Parquet for analysts.",
    "move": "Copy the ledger, with its digests, to another place or into PostgreSQL.",
    "team": "Teams on one PostgreSQL server: add, list.",
    "digest": "Send each new fact to each subscriber, once: preview, run, outbox, retry, history, test, install.",
    "watch": "Read the feeds and send digests that are due, until it is stopped.",
    "serve": "Answer over HTTP: pages, JSON, calendars and feeds; needs the extra serve.",
    "users": "People of a shared ledger: add, list, revoke.",
    "mcp": "Answer an assistant's questions over the Model Context Protocol; needs the extra mcp.",
    "setup": "Ask three questions, see which feeds answer, and write the settings.",
    "status": "What the ledger holds, and how far it can be trusted.",
    "schema": "The JSON Schemas: of what commands write, and of the files that people write.",
}


def _admit(command: object) -> click.Command:
    if not isinstance(command, click.Command):
        raise UnfitError("it is no click command")
    return command


DOOR: Door[click.Command] = Door(
    "regtrack.commands", {name: f"regtrack.cli.{name}:command" for name in COMMANDS}, _admit
)
"""A click command for each name."""


class _Commands(click.Group):
    """The commands by name; what one needs is imported when it runs."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise click.NoSuchOption(
                error.option_name, f"{error.message} Options stand after the command: regtrack since 7d --store FILE.",
                ctx=ctx,
            ) from None  # fmt: skip

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(DOOR.names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return DOOR.get(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
        added = [(name, f"From {where.partition('.')[0].partition(':')[0]}.") for name, where in DOOR.added().items()]
        if added:
            with formatter.section("Commands of plug-ins"):
                formatter.write_dl(added)


def _print_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"regtrack {__version__}")
        ctx.exit()


@click.command(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Print the version."
)
@click.pass_context
def root(ctx: click.Context) -> None:
    """Track regulatory change: what changed, what applied when, and the evidence.

    Exit status: 0 all went well, 1 the work failed, 2 the command was used wrongly, 3 something changed (with
    --exit-code).
    """
    if ctx.invoked_subcommand is not None:
        return
    if not sys.stdout.isatty():
        click.echo(ctx.get_help())
        ctx.exit(2)
    from regtrack.cli.overview import show

    show()


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; every expected failure is one sentence on standard error."""
    gc.freeze()  # what is imported stays
    sys.setswitchinterval(0.001)  # a thread that writes to a server waits so long for one that computes; 5 ms before
    _open_streams()
    _leave(run(arguments))


def _leave(status: int) -> NoReturn:
    """End the process; its commands have closed what they opened.

    An interpreter that ends searches for cycles and then takes every object apart, which is a tenth of `since`. Where
    nothing else runs, the system is left to free the memory.
    """
    gc.freeze()
    alone = threading.active_count() == 1
    if alone:
        atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # one that is full or closed, as `run` has said: the status stays
            stream.flush()
    if alone:
        os._exit(status)
    sys.exit(status)


def _open_streams() -> None:
    """Open the standard streams that the caller closed, lest a file that is opened later gets the number of one."""
    while (opened := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(opened)
    for name, number in (("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w", closefd=False))


def run(arguments: Sequence[str] | None = None) -> int:
    """The same, giving back the exit status."""
    try:
        result = root.main(args=arguments, prog_name="regtrack", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("regtrack: interrupted; what was recorded before stays recorded", err=True)
        return 130
    except Exception as error:  # noqa: BLE001  a traceback helps no user; a developer asks for it
        return _failed(error)


def _failed(error: Exception) -> int:
    """Say what failed, in one sentence a fault; give back the exit status."""
    from regtrack.errors import DateError, FileError, InputError, NotFoundError, RegtrackError

    if isinstance(error, RegtrackError):
        for line in str(error).splitlines():
            click.echo(f"regtrack: {line}", err=True)
        wrong_use = isinstance(error, InputError | DateError) and not isinstance(error, NotFoundError | FileError)
        return 2 if wrong_use else 1
    if os.environ.get("REGTRACK_DEBUG"):
        raise error
    if isinstance(error, OSError) and error.filename is None:  # a stream: standard output on a full disk
        click.echo(f"regtrack: {in_words(error)}: not all could be written; what was recorded stays recorded", err=True)
        return 1
    unforeseen = f"{in_words(error)}; nothing was recorded. Set REGTRACK_DEBUG=1 for the details, and please report it"
    click.echo(f"regtrack: {_of_the_ledger(error) or unforeseen}", err=True)
    return 1


def _of_the_ledger(error: Exception) -> str | None:
    """Return what is wrong with the ledger, if that is what made a command fail; a damaged one may raise anything."""
    import sqlite3

    from regtrack.cli.options import OPENED
    from regtrack.errors import RegtrackError
    from regtrack.store import open_store
    from regtrack.store.faults import store_error

    if not OPENED or OPENED[0] == ":memory:":
        return None
    try:
        store = open_store(OPENED[0], read_only=True, sampled=False)
        try:
            damage = next(iter(list(store.check())), None)
        finally:
            store.close()
    except RegtrackError as found:
        return str(found)
    if damage is not None:
        return f"{OPENED[0]}: it is damaged: {damage}"
    return str(store_error(OPENED[0], error)) if isinstance(error, sqlite3.Error) else None
