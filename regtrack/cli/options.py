"""Options that several commands share, and the ledger that they name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from regtrack.cli import completing
from regtrack.errors import InputError

if TYPE_CHECKING:
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


on = click.option("--on", metavar="DAY", help="The legal day (as it closes) or instant. Default: now.")
known = click.option("--known", metavar="DAY", help="As known on this day. Default: now.")
scope = click.option(
    "--scope", metavar="PROVISION", help="Only what affects this provision, such as '12 CFR 1026.36(d)'."
)
file = click.option("-o", "--output", metavar="FILE", help="Write to a file instead of the terminal.")
contact = click.option("--contact", metavar="ADDRESS", help="Your mail or web address, sent in the User-Agent header.")


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
"""The formats of regtrack itself, without importing the modules that write them."""


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
        file,
        click.option(
            "--format", "format_", type=Forms(FORMATS), help="Output format. Default: by the suffix of FILE, else text."
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


def tracker(
    store: str | None, *, bundled: bool = True, sampled: bool = True, existing: bool = False
) -> Tracker:  # fmt: skip
    """The ledger that a command works on; ``existing``: none is made."""
    from regtrack.tracker import open_ledger

    with announced(store, existing=existing):
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
    """Close it when the command ends, however it ends; if it was found damaged, warn first."""
    tracker.live = True
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

    for file in (found for place in places(location) for found in wider(place)):
        click.echo(f"regtrack: {file}: others can read it; chmod 600 it", err=True)


OPENED: list[str] = []
"""The ledger of the running command, to look at when something goes wrong."""


@contextmanager
def announced(store: str | None, *, existing: bool = False) -> Iterator[None]:
    """Refuse a path that can be no ledger, and say so on standard error when a new ledger is made.

    Raises:
        InputError: the path is empty, or its folder is not there and ``--create`` was not given; or there is no ledger,
            and none is to be made.
    """
    from regtrack.store import is_address, places
    from regtrack.tracker import default_location

    named = str(store if store is not None else default_location())
    files = [each for each in places(named) if not is_address(each) and each != ":memory:"]
    given = store is not None or "REGTRACK_STORE" in os.environ
    for file in files if given and not _remembered("create") else ():
        folder = str(Path(file).parent)
        if not os.path.isdir(folder):  # noqa: PTH112  a path that cannot be looked up is none; pathlib would raise
            raise InputError(f"store: found no folder {folder!r}; expected an existing one (--create makes it)")
    OPENED[:] = [named] if files or named == ":memory:" else []
    new = [each for each in files if not os.path.exists(each)]  # noqa: PTH110
    if new and existing:
        raise InputError(f"store: found no ledger at {new[0]}; expected one that was made before")
    yield
    for file in new:
        if os.path.exists(file):  # noqa: PTH110  a file of settings may have named another
            click.echo(f"regtrack: made a new ledger at {file}", err=True)


def check_address(host: str, port: int) -> None:
    """Raise InputError unless a server can listen at an address; uvicorn ends with a status that means "changed"."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        why = str(error.strerror).partition(" (while")[0].lower()
        raise InputError(
            f"address: found {host}:{port}, where no server can listen ({why}); expected a free port of this machine"
        ) from error


def form(*forms: str) -> Callable[[F], F]:
    """``--format``."""
    return click.option(
        "--format", "format_", type=click.Choice(forms), default=forms[0], show_default=True, help="Output format."
    )
