"""``regtrack inbox``: what waits for a person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from regtrack.cli import options as opt
from regtrack.cli.writing import write_either
from regtrack.report import inbox as report

if TYPE_CHECKING:
    from regtrack.inbox import Inbox

F = TypeVar("F", bound=Callable[..., Any])


def _note(function: F) -> F:
    return click.option("--note", metavar="TEXT", help="The reason; kept with the decision.")(function)


def _feeds(function: F) -> F:
    return click.option("--feed", "feeds", multiple=True, metavar="ID", help="Only items of this feed.")(function)


def _inbox(store: str | None) -> Inbox:
    return opt.tracker(store).inbox


@click.group("inbox")
def command() -> None:
    """What feeds say about instruments that the ledger does not know or cannot identify.

    None of it counts until you decide. KEY is the entry's number or key, or a unique prefix of it. A decision is
    recorded like any fact: it is exported, replayed, and can be changed later. It applies to everything that other
    documents say about the same thing.
    """


@command.command("list")
@click.option("--all", "decided", is_flag=True, help="Include decided entries.")
@_feeds
@opt.form("text", "json")
@opt.language
@opt.store
def list_(decided: bool, feeds: tuple[str, ...], format_: str, lang: str, store: str | None) -> None:
    """List what waits, with the quotation it comes from, grouped by what it is about.

    The sentences of official documents that could not be read follow: they change nothing, but may affect the rules
    that they name.
    """
    inbox = _inbox(store)
    entries = inbox.list(feeds, decided=decided)
    documents, unread = inbox.documents(entries), inbox.unread(feeds)
    titles = inbox.titles(each.target for each in unread)
    write_either(
        format_,
        lambda: report.to_text(entries, documents, inbox.numbers(), unread, titles, lang=lang),
        lambda: report.to_table(entries, documents, inbox.numbers(), unread),
    )


@command.command("silent")
@_feeds
@click.option("--most", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many at most.")
@opt.form("text", "json")
@opt.language
@opt.store
def silent(feeds: tuple[str, ...], most: int, format_: str, lang: str, store: str | None) -> None:
    """List items of feeds that yielded nothing, newest first: no statement, and nothing that waits."""
    total, items = _inbox(store).silent(feeds, most=most)
    write_either(
        format_, lambda: report.silent_text(total, items, lang=lang), lambda: report.silent_table(total, items)
    )


@command.command("accept")
@click.argument("key", required=False)
@click.option("--id", metavar="ID", help="Id of the instrument, instead of the proposed one.")
@click.option("--title", metavar="TEXT", help="Its title, instead of what the document calls it.")
@click.option("--kind", metavar="KIND", help="Its kind, such as final_rule or guidance.")
@click.option("--all-of", "feed", metavar="FEED", help="Everything pending from this feed, instead of KEY.")
@_note
@opt.store
def accept(key: str | None, feed: str | None, note: str | None, store: str | None, **named: str | None) -> None:
    """Track it as a new instrument; later items about it are recognised."""
    if (key is None) == (feed is None):
        raise click.UsageError("inbox accept: expected either KEY or --all-of FEED")
    inbox = _inbox(store)
    if key is not None:
        _decide(inbox, key, partial(inbox.accept, key, note=note, **named))
        return
    if any(named.values()):
        raise click.UsageError("inbox accept: --id, --title and --kind apply to one entry; expected KEY")
    for entry in inbox.accept_all(str(feed), note=note):
        click.echo(f"{entry.name}: accepted as {entry.instrument}")


@command.command("link")
@click.argument("key")
@click.argument("instrument")
@_note
@opt.store
def link(key: str, instrument: str, note: str | None, store: str | None) -> None:
    """Decide that it is INSTRUMENT, given by any name that the ledger knows."""
    inbox = _inbox(store)
    _decide(inbox, key, partial(inbox.link, key, instrument, note=note))


@command.command("reject")
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@_note
@opt.store
def reject(keys: tuple[str, ...], note: str | None, store: str | None) -> None:
    """Decide that it is not worth tracking; it does not come back."""
    inbox = _inbox(store)
    for key in keys:
        _decide(inbox, key, partial(inbox.reject, key, note=note))


def _decide(inbox: Inbox, key: str, decide: Callable[[], object]) -> None:
    """Decide, and say what was decided with it."""
    before = {each.entry.key for each in inbox.list()}
    key = inbox.entry(key).entry.key
    decide()
    entry = inbox.entry(key).entry
    told = f" as {entry.instrument}" if entry.instrument else ""
    more = len(before - {each.entry.key for each in inbox.list()} - {key})
    also = f", and {more} more of that name" if more else ""
    click.echo(f"{entry.key}: {entry.verdict}{told}{also}")
