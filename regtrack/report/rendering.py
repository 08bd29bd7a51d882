"""One answer, many formats."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regtrack.errors import InputError
from regtrack.model.change import Report, StateReport, TimelineReport, UpcomingReport

if TYPE_CHECKING:
    import jinja2

Answer = Report | StateReport | TimelineReport | UpcomingReport
FORMATS = ("text", "md", "html", "json", "jsonl", "csv")


def render(
    answer: Answer, format: str = "text", *, width: int = 80, colour: bool = False, templates: str | Path | None = None
) -> str:
    """An answer as text in one of the formats.

    Args:
        answer: what a tracker's ``since``, ``diff``, ``timeline``, ``upcoming`` or ``why`` returned.
        format: ``text``, ``md``, ``html``, ``json``, ``jsonl`` or ``csv``.
        width: columns of a text.
        colour: ANSI colours in a text.
        templates: a folder whose templates stand in for the bundled ones of the same name (``report.md.j2``,
            ``report.html.j2``); they run in a sandbox.

    Raises:
        InputError: there is no such format, or a template has a fault.
    """
    if format == "text":
        from regtrack.report import layout, view

        return layout.to_text(view.of(answer), width=width, colour=colour)
    if format in ("md", "html"):
        return _from_template(answer, format, templates)
    if format in ("json", "jsonl", "csv"):
        return _from_table(plain_table(answer), format)
    raise InputError(f"format: found {format!r}; expected one of {', '.join(FORMATS)}")


def plain_table(answer: Answer) -> dict[str, Any]:
    """An answer as the table that JSON shows."""
    from regtrack.report import plain

    makers: dict[type, Callable[[Any], dict[str, Any]]] = {
        Report: plain.report,
        StateReport: plain.states,
        TimelineReport: plain.timeline,
        UpcomingReport: plain.upcoming,
    }
    return makers[type(answer)](answer)


def _from_table(table: dict[str, Any], format: str) -> str:
    if format == "json":
        return json.dumps(table, ensure_ascii=False, indent=2) + "\n"
    from regtrack.report import table as rows

    return rows.to_jsonl(table) if format == "jsonl" else rows.to_csv(table)


def _from_template(answer: Answer, format: str, templates: str | Path | None) -> str:
    import jinja2

    from regtrack.report import view

    environment = _environment(templates)
    name = f"report.{format}.j2"
    shown: dict[str, object] = {"view": view.of(answer)}
    if format == "html":
        from regtrack.report.page import Page

        shown["page"] = Page(answer, templates)
    try:
        return environment.get_template(name).render(shown)
    except (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        reason = " ".join(str(getattr(error, "message", None) or error).split())
        raise InputError(
            f"{_place(error, name)}: found a fault in the template ({reason}); expected one that renders a view"
        ) from error


def _place(error: Exception, name: str) -> str:
    """File and line of a fault in a template: what the error says, else the innermost template that was running."""
    file, line = getattr(error, "filename", None) or name, getattr(error, "lineno", None)
    trace = None if line else error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return f"{file}:{line}" if line else file


def _environment(templates: str | Path | None) -> jinja2.Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from regtrack._bundled import bundled

    folders = [str(bundled("templates"))]
    if templates is not None:
        if not Path(templates).is_dir():
            raise InputError(f"templates: found {str(templates)!r}; expected a folder with templates")
        folders.insert(0, str(templates))
    kind = ImmutableSandboxedEnvironment if templates is not None else Environment
    environment = kind(
        loader=FileSystemLoader(folders),
        autoescape=lambda name: name is None or ".md" not in name,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = _escape_markdown
    environment.filters["web_address"] = _web_address
    return environment


_MARKDOWN = str.maketrans({**{char: f"\\{char}" for char in "\\`*_[]>#|"}, "<": "&lt;"})
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"(?:[-+=]|\d+(?=[.)]))")
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"'\\]+")


def _escape_markdown(text: str) -> str:
    """A text that Markdown shows as it is, on one line: no markup, and no list or heading begins with it."""
    shown = _ENTITY.sub("&amp;", " ".join(text.split())).translate(_MARKDOWN).replace("~~", "\\~\\~")
    start = _BLOCK_START.match(shown)
    if start is None:
        return shown
    mark = shown[: start.end()]
    return f"{mark}\\{shown[start.end() :]}" if mark.isdigit() else f"\\{shown}"


def _web_address(url: str | None) -> str | None:
    """The address if it is one of the web; nothing else may become a link."""
    return url if url and _WEB_ADDRESS.fullmatch(url) else None
