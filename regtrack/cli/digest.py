"""``regtrack digest``: each subscriber receives each fact once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from regtrack.cli import options as opt
from regtrack.cli import schedulers
from regtrack.cli.writing import write_either, write_text
from regtrack.config import find, open_configured, read
from regtrack.digest import showing
from regtrack.digest.model import SendOutcome
from regtrack.errors import InputError
from regtrack.store import is_address

if TYPE_CHECKING:
    from regtrack.digest.digests import Digests

F = TypeVar("F", bound=Callable[..., Any])


def config(function: F) -> F:
    """``--config`` and ``--store``."""
    return click.option(
        "--config",
        metavar="FILE",
        help="The settings. Default: $REGTRACK_CONFIG, regtrack.toml in this folder, or the user's.",
    )(opt.store(function))


def digests(config: str | None, store: str | None) -> Digests:
    """The digests that the settings describe."""
    with opt.announced(store):
        return opt.closed_after(open_configured(config, store=store, read_only=opt.reads_only())).digests


def record(config: str | None, store: str | None) -> Digests:
    """The record of digests; no settings are needed when the ledger is named or the usual one."""
    if config is None:
        try:
            find()
        except InputError:
            return opt.tracker(store, bundled=False).digests
    return digests(config, store)


@click.group("digest")
def command() -> None:
    """Tell each subscriber each fact once, on time, and prove it.

    regtrack.toml says who receives what, when and how; see docs/how-to/send-digests.md.
    """


@command.command("preview")
@click.argument("subscriber")
@opt.form("text", "html", "eml")
@opt.file
@config
def preview(subscriber: str, format_: str, output: str | None, **where: Any) -> None:
    """What SUBSCRIBER would receive now; nothing is recorded or sent."""
    shown = digests(**where).preview(subscriber)
    if not shown.title:
        click.echo("Nothing would be sent.", err=True)
        return
    if format_ == "eml":
        if shown.message is None:
            raise click.UsageError("--format eml needs a [mail] table in the settings.")
        write_text(shown.message.decode("ascii").replace("\r\n", "\n"), output)
    else:
        write_text(shown.text if format_ == "text" else shown.html, output)


@command.command("run")
@click.argument("subscribers", nargs=-1, metavar="[SUBSCRIBER]...")
@click.option("--due", is_flag=True, help="Only subscribers whose schedule has come up since their last digest.")
@click.option("--dry-run", is_flag=True, help="Show who would receive what; record and send nothing.")
@opt.accepted_clock
@opt.form("text", "json")
@config
def run(
    subscribers: tuple[str, ...], due: bool, dry_run: bool, accept_clock: bool, format_: str, **where: Any
) -> int:  # fmt: skip
    """Make digests, store them, and send what is in the outbox.

    It can safely be started from two places at once, or after days without a run: each subscriber gets one digest. The
    exit status is 1 when a digest could not be made or a message was not delivered, or if the clock may be wrong: more
    than a day behind the last use of the ledger, more than a day and a half ahead of it, or a digest is dated in the
    future. After days without use, `regtrack sync` has servers confirm the clock.
    """
    report = digests(**where).run(*subscribers, due=due, dry_run=dry_run, accept_clock=accept_clock)
    write_either(format_, lambda: showing.run_text(report, dry=dry_run), lambda: showing.run_table(report))
    return 0 if report.whole else 1


@command.command("rebase")
@config
def rebase(**where: Any) -> None:
    """Undo digests that a wrong clock dated in the future; the current clock is taken as right.

    A record is added, and nothing is removed. Each subscriber's next digest begins where the last correct one ended. It
    leaves out what was reported correctly, and includes what the undone digests reported too early or did not send.
    """
    write_text(showing.rebased_text(record(**where).rebase()), None)


@command.command("outbox")
@click.argument("subscriber", required=False)
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(["queued", "sending", "sent", "refused", "failed", "unknown"]),
    help="Only messages in this state. Default: all that are not delivered.",
)
@opt.form("text", "json")
@config
def outbox(subscriber: str | None, states: tuple[str, ...], format_: str, **where: Any) -> None:
    """List messages and their delivery state."""
    rows = record(**where).outbox(*states, subscriber=subscriber)
    write_either(format_, lambda: showing.outbox_text(rows), lambda: showing.outbox_table(rows))


@command.command("retry")
@click.argument("subscribers", nargs=-1, metavar="[SUBSCRIBER]...")
@opt.form("text", "json")
@config
def retry(subscribers: tuple[str, ...], format_: str, **where: Any) -> int:
    """Resend refused and failed messages, to the addresses now in the settings."""
    outgoing = digests(**where)
    outgoing.retry(*subscribers)
    report = outgoing.send()
    write_either(format_, lambda: showing.sent_text(report), lambda: showing.run_table(report))
    return 0 if report.whole else 1


@command.command("history")
@click.option("--subscriber", metavar="ID", help="Only what this subscriber received.")
@click.option("--instrument", metavar="TEXT", help="Only what was sent about this instrument, by any name.")
@click.option("--event", metavar="KEY", help="Only facts that rest on this event.")
@click.option("--text", "words", metavar="WORDS", help="Only facts whose text contains these words.")
@click.option("--since", metavar="DAY", help="Only digests made after this day or instant.")
@click.option("--until", metavar="DAY", help="Only digests made by the close of this day, or by this instant.")
@opt.file
@opt.form("text", "json", "jsonl", "csv")
@config
def history(format_: str, output: str | None, config: str | None, store: str | None, **asked: Any) -> None:
    """Who received what, when, and by which messages."""
    found = record(config, store).history(**asked)
    write_text(showing.HISTORY[format_](found), output)


@command.command("test")
@click.argument("subscriber")
@config
def test(subscriber: str, **where: Any) -> int:
    """Send a short message to each address of SUBSCRIBER, to see whether it arrives; nothing is recorded."""
    found = digests(**where).test(subscriber)
    write_text(showing.deliveries_text(found), None)
    return 0 if all(each.outcome is SendOutcome.SENT for each in found) else 1


@command.command("install")
@click.option("--systemd", is_flag=True, help="Print systemd units instead of a line for cron.")
@click.option("--every", type=click.IntRange(1, 59), default=15, show_default=True, help="How many minutes apart.")
@click.option("--sync", is_flag=True, help="Read the feeds first.")
@config
def install(systemd: bool, every: int, sync: bool, config: str | None, store: str | None) -> None:
    """Print a crontab line, or a systemd service and timer, that sends digests when they are due.

    Nothing is installed.
    """
    path = find(config)
    named = store or read(path).store
    ledger = ["--store", named if is_address(named) else schedulers.absolute(named)] if named else []
    commands = [[*schedulers.program(), "digest", "run", "--due", "--config", schedulers.absolute(path), *ledger]]
    if sync:
        commands.insert(0, [*schedulers.program(), "sync", *ledger])
    write_text((schedulers.systemd if systemd else schedulers.cron)(commands, every), None)
