"""The generated parts of the reference: made from click's parameters, from the tables of the model, from docstrings."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from regtrack import cli, errors, report, tracker
from regtrack import inbox as waiting
from regtrack._bundled import bundled
from regtrack.digest import digests as dispatch
from regtrack.model import answers, change, citing, document, event, horizon, instrument, kinds, listings, state, totals
from regtrack.model import inbox as entries
from regtrack.records import leaves
from regtrack.report import labels, table
from regtrack.sources import following
from regtrack.sources import reports as reports
from regtrack.sources.feed_file import REQUIRED, Catalogue
from regtrack.store import batches, messages
from tools import feed_schemas, settings_schema

_MARK = re.compile(r"(<!-- begin generated: (\S+) -->\n).*?(<!-- end generated -->)", re.DOTALL)


def filled(text: str) -> str:
    """Return a page with each of its generated parts made anew."""
    return _MARK.sub(lambda m: f"{m[1]}\n{_PARTS[m[2]]().strip()}\n\n{m[3]}", text)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head)]
    lines.append(tuple("---" for _ in lines[0]))
    lines += [tuple(row) for row in rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def _code(text: str | None) -> str:
    return f"`{text}`" if text else ""


# --- the command line -------------------------------------------------------------------------------------------------


def commands() -> str:
    """Every command: usage, meaning, arguments, options."""
    parts: list[str] = []
    for name in cli.COMMANDS:
        parts += _command(f"regtrack {name}", importlib.import_module(f"regtrack.cli.{name}").command, "##")
    return "\n".join(parts)


def _command(name: str, command: click.Command, level: str) -> Iterator[str]:
    """One command, and those under it."""
    words = " ".join(_argument(p) for p in command.params if isinstance(p, click.Argument))
    options = [p for p in command.params if isinstance(p, click.Option)]
    inner = command.commands if isinstance(command, click.Group) else {}
    usage = f"{name} {'|'.join(inner)} ..." if inner else f"{name} [OPTIONS]{f' {words}' if words else ''}"
    yield f"{level} {name}\n"
    yield f"```text\n{usage}\n```\n"
    words = inspect.cleandoc(command.help or "").replace("\b\n", "")  # which tells click to keep the lines that follow
    yield f"{_text(words)}\n"
    if options:
        yield _table(("option", "meaning", "default"), [(_option(p), _option_words(p), _default(p)) for p in options])
    for own, each in inner.items():
        yield from _command(f"{name} {own}", each, f"{level}#")


def _argument(argument: click.Argument) -> str:
    return argument.metavar or f"{(argument.name or '').upper()}{'...' if argument.nargs < 0 else ''}"


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} {', '.join(f'`{choice}`' for choice in option.type.choices)}"
    return f"{names} {option.metavar or option.type.name.split()[0].upper()}"


def _option_words(option: click.Option) -> str:
    return _text(option.help or "") + (" May be given more than once." if option.multiple else "")


def _default(option: click.Option) -> str:
    return f"`{option.default}`" if option.show_default else ""


def settings() -> str:
    """Return the keys of regtrack.toml, table by table."""
    parts = []
    for name, keys in settings_schema.reference().items():
        parts += [f"## {name}\n", _table(("key", "meaning"), [(_code(key), _text(_about(keys[key]))) for key in keys])]
    return "\n".join(parts)


def _about(key: dict[str, Any]) -> str:
    """Return what a key means, with the words it may be, where they are few."""
    several = [each.get("items", each) for each in key.get("anyOf", [])]
    choices = next((each["enum"] for each in (key, *several) if "enum" in each), [])
    among = f" {', '.join(f'`{choice}`' for choice in choices)}." if 0 < len(choices) <= 6 else ""
    return f"{key['description']}{among}"


def feed_file() -> str:
    """Return the keys of a feed file."""
    rows = [
        (_code(key), "yes" if key in REQUIRED else "", _text(_about(each))) for key, each in feed_schemas.keys().items()
    ]
    return _table(("key", "required", "meaning"), rows)


def catalogue() -> str:
    """Return the feeds of the release."""
    rows = [
        (_code(each.id), each.title, each.publisher, f"<{each.url}>", each.checked or "")
        for each in Catalogue(bundled("feeds"), bundled("feeds") / "none")
    ]
    return _table(("id", "title", "publisher", "address", "checked"), rows)


def csv_columns() -> str:
    """Return the columns of each kind of CSV."""
    commands: dict[str, list[str]] = {}
    for command, rows in table.ROWS.items():
        commands.setdefault(rows, []).append(command)
    return _table(
        ("answers", "columns"),
        [
            (", ".join(_code(name) for name in names), ", ".join(_code(name) for name in table.COLUMNS[rows]))
            for rows, names in commands.items()
        ],
    )


# --- the model's tables -----------------------------------------------------------------------------------------------


def event_kinds() -> str:
    """Every kind of event, by dimension."""
    parts = []
    for dimension in kinds.Dimension:
        rows = [
            (_code(k.name), _code(k.operation), k.phrase, _leads_to(k), _code(k.name_default))
            for k in kinds.KINDS.values()
            if k.dimension is dimension
        ]
        parts += [
            f"### {dimension.value}\n",
            _table(("kind", "operation", "in a report", "status it leads to", "name if none is given"), rows),
        ]
    return "\n".join(parts)


def _leads_to(kind: kinds.Kind) -> str:
    words = _code(kind.stage or kind.status)
    return f"{words}, the second time {_code(kind.again)}" if kind.again else words


def operations() -> str:
    """Return what each operation means, from the table's own description."""
    rows = re.findall(r"^``(\w+)``  +(.+(?:\n {16}.+)*)", kinds.__doc__ or "", re.MULTILINE)
    return _table(("operation", "meaning"), [(_code(name), _text(" ".join(words.split()))) for name, words in rows])


def instrument_kinds() -> str:
    """Every kind of instrument, with the vocabulary of statuses it uses."""
    rows = [(_code(name), family.value) for name, family in kinds.INSTRUMENT_KINDS.items()]
    return _table(("kind", "statuses of a"), rows)


def statuses() -> str:
    """Every status, in the words of a report and with its section there."""
    section = change.SECTION_OF_STATUS
    rows = [
        (_code(name), words, labels.SECTIONS[section.get(name, change.Section.ENDED)])
        for name, words in labels.STATUSES.items()
    ]
    return _table(("status", "in a report", "section of a report when it changes to this"), rows)


def flags() -> str:
    """Every warning."""
    written = dict.fromkeys(leaves.FLAGS - {"late_delay", "conflict"}, "yes")
    rows = [(_code(name), words, written.get(name, "")) for name, words in labels.FLAGS.items()]
    rows.append(("`stale_since=DAY`", labels.flag("stale_since=DAY"), ""))
    return _table(("flag", "means", "a timeline may set it"), rows)


def relations() -> str:
    """Return the kinds of relation between instruments."""
    return ", ".join(_code(name) for name in sorted(instrument.RELATIONS)) + "\n"


# --- the library ------------------------------------------------------------------------------------------------------


def functions() -> str:
    """``open`` and ``render``."""
    return _function("regtrack.open", tracker.open_ledger) + "\n" + _function("regtrack.render", report.render)


def methods() -> str:
    """Every public method of the tracker."""
    own = [item for each in tracker.Tracker.__mro__ for item in vars(each).items()]
    named = [(n, m) for n, m in own if inspect.isfunction(m) and not n.startswith("_")]
    return "\n".join(_function(f"tracker.{name}", method) for name, method in named)


ANSWERS = (
    answers.Report, change.Change, change.Upcoming, listings.UpcomingReport, listings.TimelineReport,
    answers.StateReport,
    state.State, state.Scheduled, state.Announced, state.Deadline, horizon.Horizon, horizon.SourceHorizon,
    citing.Sources, event.Recorded, event.Event, document.Evidence, document.Document, instrument.Instrument,
    batches.Appended, totals.Totals,
)  # fmt: skip
"""The classes of what the tracker answers."""


DIGESTS = (
    dispatch.Preview, dispatch.RunReport, dispatch.Made, dispatch.Sent, messages.OutboxRow, messages.FactDelivery,
    messages.ReportedFact,
)  # fmt: skip
"""The classes of what ``tracker.digests`` answers."""


def digest_methods() -> str:
    """Every public method of the digests, and what they answer."""
    return _methods("digests", dispatch.Digests, DIGESTS)


def feed_methods() -> str:
    """Every public method of the feeds, and what they answer."""
    return _methods("feeds", following.Following, (reports.FeedInfo, reports.FeedTest))


def inbox_methods() -> str:
    """Every public method of the inbox, and what they answer."""
    return _methods("inbox", waiting.Inbox, (entries.InboxEntry,))


def _methods(name: str, cls: type, answers: Iterable[type]) -> str:
    named = [(n, m) for n, m in vars(cls).items() if inspect.isfunction(m) and not n.startswith("_")]
    return "\n".join([*(_function(f"{name}.{own}", method) for own, method in named), _classes(answers)])


def answers() -> str:
    """Return what the tracker answers: each class with its attributes."""
    return _classes(ANSWERS)


def _classes(classes: Iterable[type]) -> str:
    parts = []
    for cls in classes:
        words, attributes = _attributes(cls)
        parts += [f"### {cls.__name__}\n", f"{words}\n", _table(("attribute", "type", "meaning"), attributes)]
    return "\n".join(parts)


def error_tree() -> str:
    """Return the errors."""
    tree = (errors.__doc__ or "").partition("\n\n")[2].partition("\n\n")[0]
    return f"```text\n{tree}\n```\n"


def _function(name: str, function: Callable[..., Any]) -> str:
    words, sections = _docstring(function)
    lines = [f"### {name}\n", f"```text\n{name}{_signature(function)}\n```\n", f"{words}\n"]
    for title, items in sections.items():
        lines.append(f"{title}:\n\n" + "".join(f"- `{key}`: {text}\n" for key, text in items))
    return "\n".join(lines)


def _signature(function: Callable[..., Any]) -> str:
    words: list[str] = []
    starred = False
    for p in inspect.signature(function).parameters.values():
        if p.name == "self":
            continue
        if p.kind is p.KEYWORD_ONLY and not starred:
            words.append("*")
        starred = starred or p.kind in (p.KEYWORD_ONLY, p.VAR_POSITIONAL)
        star = {p.VAR_POSITIONAL: "*", p.VAR_KEYWORD: "**"}.get(p.kind, "")
        if p.default is p.empty:
            words.append(f"{star}{p.name}")
        else:
            words.append(f"{p.name}={'...' if callable(p.default) else repr(p.default)}")
    result = inspect.signature(function).return_annotation
    return f"({', '.join(words)}) -> {result}"


def _docstring(item: Any) -> tuple[str, dict[str, list[tuple[str, str]]]]:
    """Return the words of a docstring, and its sections as names with words."""
    text = inspect.getdoc(item) or ""
    head, *rest = re.split(r"^(Args|Raises|Attributes):\n", text, flags=re.MULTILINE)
    sections = {}
    for title, body in zip(rest[::2], rest[1::2], strict=True):
        items = re.findall(r"^    ([\w*, ]+): (.+(?:\n {5,}.+)*)", body, re.MULTILINE)
        sections[title.replace("Args", "Arguments")] = [(key, _text(" ".join(words.split()))) for key, words in items]
    return _text(head.strip()), sections


def _attributes(cls: type) -> tuple[str, list[tuple[str, str, str]]]:
    words, sections = _docstring(cls)
    told = {n.strip(): text for names, text in sections.get("Attributes", ()) for n in names.split(",")}
    types = {name: _type(annotation) for name, annotation in cls.__annotations__.items()}
    return words, [(_code(name), _code(type_), told.get(name, "")) for name, type_ in types.items()]


def _type(annotation: Any) -> str:
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def _text(text: str) -> str:
    """Return the marks of a docstring as Markdown."""
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", text)
    return text.replace("``", "`")


def all_parts() -> Iterator[str]:
    """Return the names of the generated parts."""
    yield from _PARTS


_PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "csv-columns": csv_columns,
    "event-kinds": event_kinds,
    "operations": operations,
    "instrument-kinds": instrument_kinds,
    "statuses": statuses,
    "flags": flags,
    "relations": relations,
    "functions": functions,
    "methods": methods,
    "answers": answers,
    "digest-methods": digest_methods,
    "settings": settings,
    "feed-methods": feed_methods,
    "inbox-methods": inbox_methods,
    "feed-file": feed_file,
    "catalogue": catalogue,
    "errors": error_tree,
}
