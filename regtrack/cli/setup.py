"""``regtrack setup``: three questions, every address asked once, and a file of settings."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regtrack._bundled import schema_address
from regtrack.cli import options as opt
from regtrack.errors import InputError
from regtrack.report.language import languages

if TYPE_CHECKING:
    from regtrack.sources.probing import Probe
    from regtrack.sources.reports import FeedInfo

DESK = (
    "federal-register", "us-ecfr", "us-bis-news", "us-commerce-news", "us-ofac-sdn", "us-csl", "us-state-press",
    "us-treasury-press",
)  # fmt: skip
"""What a team that works on export controls follows, whatever its topic."""
_SETTINGS = "regtrack.toml"
_MAIL = re.compile(r"[^@\s,<>]+@[^@\s,<>]+")


@click.command("setup")
@click.option("--topic", metavar="TEXT", help="What you follow. Asked for if not given.")
@click.option("--mail", metavar="ADDRESS", help="Where to send a digest; 'no' for none. Asked for if not given.")
@click.option("--language", metavar="TAG", help="Language of the digest: en or ja. Asked for if not given.")
@click.option("--file", metavar="FILE", default=_SETTINGS, show_default=True, help="The settings to write.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.option("--no-check", is_flag=True, help="Contact no feed; follow what this release follows by default.")
@opt.store
def command(store: str | None, file: str, force: bool, no_check: bool, **given: str | None) -> None:
    """Ask what you follow, whether you want mail and in which language; then see which feeds answer, and follow them.

    Without a terminal every question must be answered by its option.
    """
    target = Path(file)
    if target.exists() and not force:
        raise InputError(f"file: found {file!r}, which already exists; expected a new file (--force overwrites it)")
    tracker = opt.tracker(store)
    topic = _answer(given["topic"], "topic", "Which topic do you follow?", "ai-chips")
    tracker.status(instruments=True, topic=topic)  # names the nearest where nothing has it
    mail = _address(_answer(given["mail"], "mail", "Where should a digest go? (an address, or no)", "no"))
    language = _language(_answer(given["language"], "language", "In which language, en or ja?", "en"))
    feeds = [each for each in tracker.feeds.list() if each.id in DESK or topic in each.topics]
    if not no_check:
        _follow(tracker.feeds, feeds)
    target.write_text(_settings(topic, mail, language), "utf-8")
    click.echo(f"Written: {file}")
    click.echo("Next: regtrack sync     regtrack since 7d     regtrack" + (" digest preview me" if mail else " board"))


def _answer(given: str | None, option: str, question: str, default: str) -> str:
    if given is not None:
        return given.strip()
    if not sys.stdin.isatty():
        raise click.UsageError(f"--{option} is required without a terminal.")
    answer: str = click.prompt(question, default=default)
    return answer.strip()


def _address(text: str) -> str | None:
    if text.casefold() in ("", "no", "none"):
        return None
    if not _MAIL.fullmatch(text):
        raise InputError(f"mail: found {text!r}; expected an address such as you@example.org, or no")
    return text


def _language(text: str) -> str:
    if text not in languages():
        raise InputError(f"language: found {text!r}; expected one of {', '.join(languages())}")
    return text


def _follow(following: Any, feeds: Sequence[FeedInfo]) -> None:
    """Ask each feed, and follow those that answered."""
    found = probed(following, [each.id for each in feeds])
    answered = [each for each in found if each.problem is None]
    for probe in answered:
        extra = {"cfr": ["15 CFR 730-774"]} if probe.feed.id == "us-ecfr" else {}
        following.add(probe.feed.id, check=False, checked=following.today(), **extra)
    from regtrack.report.labels import problem

    click.echo(f"Followed: {', '.join(each.feed.id for each in answered) or 'none'}")
    for probe in found:
        if probe.problem is not None:
            click.echo(f"Did not answer: {probe.feed.id} ({problem(probe.problem)})")


def probed(following: Any, ids: Sequence[str]) -> list[Probe]:
    """Ask feeds, with a bar on a terminal."""
    with click.progressbar(length=len(ids), label="Asking every address", file=sys.stderr) as bar:
        found: list[Probe] = following.probe(ids, lambda _: bar.update(1))
    return found


def _settings(topic: str, mail: str | None, language: str) -> str:
    """Return the settings; without a mail address as an example that says how to have one."""
    quoted = json.dumps
    lines = [
        "[mail]", f"sender = {quoted('regtrack <' + (mail or 'you@example.org') + '>')}", "",
        "[mail.smtp]", 'host = "localhost"    # your mail server', 'security = "none"', "",
        "[[subscriber]]", 'id = "me"', f"to = {quoted(mail or 'you@example.org')}", f"language = {quoted(language)}",
        'schedule = "daily 07:00 America/New_York"', "",
        "[[subscriber.subscription]]", f"topic = {quoted(topic)}",
    ]  # fmt: skip
    if mail is None:
        head = "# To get a digest by mail, take the signs away and name your address and server."
        lines = [head, *(f"# {line}".rstrip() for line in lines)]
    editors = f"#:schema {schema_address('settings')}"
    made = "# Made by `regtrack setup`; docs/reference/settings.md says what else can stand here."
    return "\n".join((editors, made, *lines, ""))
