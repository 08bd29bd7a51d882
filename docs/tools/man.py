"""The man page, from click's own parameters: ``docs/reference/regtrack.1``, which a wheel installs."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from regtrack import __version__, cli

PAGE = Path("reference") / "regtrack.1"
_ENVIRONMENT = {
    "REGTRACK_STORE": "The ledger, where --store names none.",
    "REGTRACK_CONFIG": "The file of settings, where --config names none.",
    "REGTRACK_FEEDS": "The folder of your own feed files.",
    "REGTRACK_FEDERAL_REGISTER": "The address of a mirror of the Federal Register's API.",
    "REGTRACK_ALLOW_PRIVATE": "1: take answers from this machine and from private networks too.",
    "REGTRACK_DEBUG": "1: show the details of a fault that nobody foresaw.",
    "NO_COLOR": "Anything: write no colours.",
}


def page() -> str:
    """Return the man page: the command, each command under it, the environment, the exit status."""
    about, _, status = inspect.cleandoc(cli.root.help or "").partition("Exit status: ")
    lines = [
        f'.TH REGTRACK 1 "" "regtrack {__version__}" "User Commands"',
        ".SH NAME",
        f"regtrack \\- {_plain(about.partition(':')[0]).lower()}",
        ".SH SYNOPSIS",
        ".B regtrack",
        ".I COMMAND",
        "[ARGUMENT]... [OPTION]...",
        ".SH DESCRIPTION",
        *_paragraphs(about),
        ".SH COMMANDS",
    ]
    for name in cli.COMMANDS:
        lines += _command(name, importlib.import_module(f"regtrack.cli.{name}").command)
    lines += [".SH ENVIRONMENT"]
    for name, meaning in _ENVIRONMENT.items():
        lines += [".TP", f".B {name}", _plain(meaning)]
    lines += [".SH EXIT STATUS", *_paragraphs(status[:1].upper() + status[1:])]
    return "\n".join(lines) + "\n"


def _command(name: str, command: click.Command) -> Iterator[str]:
    words = " ".join(
        each.metavar or f"{(each.name or '').upper()}{'...' if each.nargs < 0 else ''}"
        for each in command.params
        if isinstance(each, click.Argument)
    )
    inner = command.commands if isinstance(command, click.Group) else {}
    usage = f"{name} {'|'.join(inner) + ' ...' if inner else words}".rstrip()
    yield f'.SS "{_plain(usage)}"'
    yield from _paragraphs(inspect.cleandoc(command.help or ""))
    for option in command.params:
        if isinstance(option, click.Option):
            yield from _option(option)
    for own, each in inner.items():
        yield from _command(f"{name} {own}", each)


def _option(option: click.Option) -> Iterator[str]:
    value = "" if option.is_flag else option.metavar or option.type.name.split()[0].upper()
    if isinstance(option.type, click.Choice):
        value = "|".join(option.type.choices)
    shown = f" Default: {option.default}." if option.show_default else ""
    yield ".TP"
    yield f"\\fB{_plain(', '.join(option.opts))}\\fR {_plain(value)}".rstrip()
    yield _plain((option.help or "") + shown)


def _paragraphs(text: str) -> Iterator[str]:
    for number, part in enumerate(re.split(r"\n\s*\n", text.strip())):
        if number:
            yield ".PP"
        yield _plain(part)


def _plain(text: str) -> str:
    """Return a text on one line in which roff sees no command of its own."""
    line = " ".join(text.replace("\b", "").split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{line}" if line.startswith((".", "'")) else line
